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

struct last_day term_last_day(const struct term *term, struct vague signed_on,
			      const struct dates *dates)
{
	struct last_day last_day = {.reckoned = DAY_NONE, .latest = DAY_NONE};

	if (vague_is_known(term->last_day)) {
		last_day.given = term->last_day;
	} else if (term->length.n > 0 && vague_is_known(term->start)) {
		last_day.given = end_of(term->start, term->length, dates->term_ends);
	} else {
		return last_day;
	}
	last_day.reckoned = vague_reckon(last_day.given, signed_on, dates->vague);
	last_day.latest = last_day.given.last;
	return last_day;
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
