#include "core/term.h"

#include "core/names.h"

/* The day on which a length ends that counts from a known day. */
static struct day end_of_day(struct day start, struct span length, enum term_ends term_ends)
{
	struct day end = span_after(start, length, 1);
	bool is_clamped = length.unit >= SPAN_MONTHS && day_civil(end).day != day_civil(start).day;

	return term_ends == TERM_ENDS_DAY_BEFORE && !is_clamped ? day_add_days(end, -1) : end;
}

/* The end of a length that counts from a vague start: as precise as the start was. */
static struct vague end_of(struct vague start, struct span length, enum term_ends term_ends)
{
	struct vague end = {.precision = start.precision};
	struct civil civil;

	if (start.precision == PRECISION_DAY)
		return vague_of_day(end_of_day(start.first, length, term_ends));
	if (start.precision == PRECISION_MONTH && length.unit >= SPAN_MONTHS) {
		civil = day_civil(span_after(start.first, length, 1));
		(void)vague_of_month(civil.year, civil.month, &end);
		return end;
	}
	/* Otherwise the period itself moves. */
	end.first = span_after(start.first, length, 1);
	end.last = span_after(start.last, length, 1);
	return end;
}

static bool is_of_months(struct span span)
{
	return span.unit >= SPAN_MONTHS;
}

/* times * span in months or in days. */
static struct span multiplied(struct span span, int32_t times)
{
	if (is_of_months(span))
		return (struct span){(span.unit == SPAN_YEARS ? 12 : 1) * span.n * times,
				     SPAN_MONTHS};
	return (struct span){(span.unit == SPAN_WEEKS ? 7 : 1) * span.n * times, SPAN_DAYS};
}

/* The last day of a term that follows on one that ends on last. */
static struct vague roll(struct vague last, struct span span, enum term_ends term_ends)
{
	if (span.n == 0)
		return last;
	if (last.precision == PRECISION_DAY && term_ends == TERM_ENDS_DAY_BEFORE)
		return vague_of_day(end_of_day(day_add_days(last.first, 1), span, term_ends));
	return end_of(last, span, TERM_ENDS_ANNIVERSARY);
}

struct last_day term_rolled_last_day(const struct term *term, struct vague signed_on,
				     const struct dates *dates, struct span every, int32_t times)
{
	struct last_day last_day = {.reckoned = DAY_NONE, .latest = DAY_NONE};
	struct span rest = multiplied(every, times);
	struct span length = term->length;

	if (vague_is_known(term->last_day)) {
		last_day.given = roll(term->last_day, rest, dates->term_ends);
	} else if (length.n > 0 && vague_is_known(term->start)) {
		if (rest.n > 0 && is_of_months(length) == is_of_months(every)) {
			length = multiplied(length, 1);
			length.n += rest.n;
			rest.n = 0;
		}
		last_day.given =
			roll(end_of(term->start, length, dates->term_ends), rest, dates->term_ends);
	} else {
		return last_day;
	}
	last_day.reckoned = vague_reckon(last_day.given, signed_on, dates->vague);
	last_day.latest = last_day.given.last;
	return last_day;
}

struct last_day term_last_day(const struct term *term, struct vague signed_on,
			      const struct dates *dates)
{
	return term_rolled_last_day(term, signed_on, dates, (struct span){0}, /* times= */ 0);
}

static const char *const kind_names[] = {
	[TERM_INITIAL] = "initial", [TERM_RENEWED] = "renewed", [TERM_EXTENDED] = "extended"};

const char *term_kind_name(enum term_kind kind)
{
	return kind_names[kind];
}

bool term_kind_parse(const char *name, enum term_kind *ret_kind)
{
	unsigned int index;

	if (!names_find(NAMES(kind_names), name, &index))
		return false;
	*ret_kind = (enum term_kind)index;
	return true;
}
