#include "core/renewal.h"

/* A term that was recorded so near to where it was to end is the one that was to come. */
#define SAME_DAYS 7

static struct span length_of_terms(const struct agreement *agreement)
{
	if (agreement->renews.every.n > 0)
		return agreement->renews.every;
	return agreement_current_term(agreement)->length;
}

/* So many terms reach from any day to the end of the calendar. */
static int32_t terms_of_calendar(struct span every)
{
	static const int32_t shortest[] = {
		[SPAN_DAYS] = 1, [SPAN_WEEKS] = 7, [SPAN_MONTHS] = 28, [SPAN_YEARS] = 365};

	return day_diff(DAY_MIN, DAY_MAX) / (every.n * shortest[every.unit]) + 1;
}

/* How many renewals of term lie between its last day and that of the next recorded one; or 0. */
static int32_t renewals_between(const struct agreement *agreement, const struct term *term,
				const struct dates *dates, struct span every)
{
	struct vague signed_on = agreement->signed_on;
	struct day to = term_last_day(term + 1, signed_on, dates).reckoned;
	int32_t low = 1, high = agreement->renews.times;
	int32_t moved;

	if (day_is_none(to) || day_is_none(term_last_day(term, signed_on, dates).reckoned))
		return 0;
	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		struct last_day last = term_rolled_last_day(term, signed_on, dates, every, middle);

		if (day_diff(last.reckoned, to) > SAME_DAYS)
			low = middle + 1;
		else
			high = middle;
	}
	moved = day_diff(term_rolled_last_day(term, signed_on, dates, every, low).reckoned, to);
	return moved >= -SAME_DAYS && moved <= SAME_DAYS ? low : 0;
}

/* How often it has renewed itself in terms that were recorded. */
static int32_t recorded(const struct agreement *agreement, const struct dates *dates,
			struct span every)
{
	int32_t count = 0;

	for (size_t i = 0; i + 1 < agreement->term_count; i++) {
		int32_t times = renewals_between(agreement, &agreement->terms[i], dates, every);

		count = times == 0 ? 0 : count + times;
	}
	return count;
}

struct self_renewal renewal_of(const struct agreement *agreement, const struct dates *dates)
{
	struct self_renewal renewal = {.agreement = agreement, .dates = dates};
	int32_t reach, left;

	if (vague_is_known(agreement->terminated_on) || agreement->renewal != RENEWAL_TACIT ||
	    day_is_none(renewal_last_day(&renewal, 0).reckoned))
		return renewal;
	renewal.is_tacit = true;
	renewal.every = length_of_terms(agreement);
	if (renewal.every.n == 0) {
		renewal.is_endless = true;
		renewal.most = 1;
		return renewal;
	}
	reach = terms_of_calendar(renewal.every);
	left = reach;
	if (agreement->renews.times > 0 && agreement->renews.times < reach)
		left = agreement->renews.times - recorded(agreement, dates, renewal.every);
	renewal.is_endless = left >= reach;
	renewal.most = left < 0 ? 0 : left < reach ? left : reach;
	return renewal;
}

struct last_day renewal_last_day(const struct self_renewal *renewal, int32_t number)
{
	struct vague terminated_on = renewal->agreement->terminated_on;

	if (vague_is_known(terminated_on))
		return (struct last_day){terminated_on.first, terminated_on.last, terminated_on};
	if (number > 0 && renewal->every.n == 0)
		return (struct last_day){.reckoned = DAY_NONE, .latest = DAY_NONE};
	return term_rolled_last_day(agreement_current_term(renewal->agreement),
				    renewal->agreement->signed_on, renewal->dates, renewal->every,
				    number);
}

struct day renewal_deadline(const struct self_renewal *renewal, int32_t number)
{
	return notice_deadline(renewal->agreement->notice,
			       renewal_last_day(renewal, number).reckoned);
}

/* The first term whose notice deadline is not before day. They never go back, so halves do. */
static int32_t first_number(const struct self_renewal *renewal, struct notice notice,
			    struct day day)
{
	int32_t low = 0, high = renewal->most;

	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		struct day last = renewal_last_day(renewal, middle).reckoned;

		if (day_compare(notice_deadline(notice, last), day) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t renewal_number_on(const struct self_renewal *renewal, struct day day)
{
	/* Without a notice its deadline is the last day. */
	return first_number(renewal, (struct notice){0}, day);
}

int32_t renewal_number_due(const struct self_renewal *renewal, struct day day)
{
	return first_number(renewal, renewal->agreement->notice, day);
}
