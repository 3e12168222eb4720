#include "cli/renew.h"

#include "core/renewal.h"

/* The term that is current, as one of its own: what has renewed itself counts from its last day. */
static struct term current_term(const struct agreement *agreement, const struct last_day *former,
				int32_t times)
{
	struct term term = *agreement_current_term(agreement);

	if (times > 0)
		term.last_day = former->given;
	return term;
}

/* The day after, as precise as the last day is: 2027 after 2026. */
static struct vague day_after(struct vague last_day)
{
	struct day next = day_add_days(last_day.last, 1);
	struct civil civil = day_civil(next);
	struct vague after = vague_of_day(next);

	if (last_day.precision == PRECISION_MONTH)
		(void)vague_of_month(civil.year, civil.month, &after);
	else if (last_day.precision == PRECISION_YEAR)
		(void)vague_of_year(civil.year, &after);
	return after;
}

static struct term follow(const struct agreement *agreement, const struct dates *dates,
			  const struct last_day *former, int32_t times, struct span span)
{
	struct term current = current_term(agreement, former, times);

	return (struct term){
		.kind = TERM_RENEWED,
		.start = day_after(former->given),
		.length = span,
		.last_day = term_rolled_last_day(&current, agreement->signed_on, dates, span,
						 /* times= */ 1)
				    .given,
	};
}

static struct term begin_anew(const struct agreement *agreement, const struct dates *dates,
			      struct span span, struct vague start)
{
	struct term term = {.kind = TERM_RENEWED, .start = start, .length = span};

	term.last_day = term_last_day(&term, agreement->signed_on, dates).given;
	return term;
}

struct term renew_term(const struct agreement *agreement, const struct dates *dates,
		       struct day today, const struct renewal_length *length,
		       struct vague signed_on, struct last_day *ret_former)
{
	struct self_renewal renewal = renewal_of(agreement, dates);
	int32_t times = renewal_number_on(&renewal, today);
	struct term term;

	*ret_former = renewal_last_day(&renewal, times);
	if (!day_is_none(ret_former->reckoned))
		term = follow(agreement, dates, ret_former, times, length->span);
	else
		term = begin_anew(agreement, dates, length->span,
				  vague_is_known(signed_on) ? signed_on : vague_of_day(today));
	if (vague_is_known(length->until))
		term.last_day = length->until;
	return term;
}
