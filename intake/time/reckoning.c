/*
 * Cells are taken in one after the other. A date starts a term or is a last day of the last one.
 */
#include "intake/time/reckoning.h"

struct term *reckoning_last_term(struct reckoning *reckoning)
{
	return &reckoning->terms.terms[reckoning->terms.term_count - 1];
}

/* What there is to a date that gives none. */
struct date_flaws {
	enum terms_flaw ambiguous, impossible;
};

static const struct date_flaws of_signed = {TERMS_AMBIGUOUS_SIGNED, TERMS_IMPOSSIBLE_SIGNED};
static const struct date_flaws of_last_day = {TERMS_AMBIGUOUS_LAST_DAY, TERMS_IMPOSSIBLE_LAST_DAY};

/* The date with that index, as its column writes it; false: it gives none, and that is noted. */
static bool decide(struct reckoning *reckoning, const struct said_cell *cell, size_t index,
		   const struct date_flaws *flaws, struct vague *ret_date)
{
	const struct date *date = &cell->validity->dates[index].date;

	switch (date_decide(date, cell->order, ret_date)) {
	case DATE_READ:
		return true;
	case DATE_AMBIGUOUS:
		reckoning->terms.flaws |= flaws->ambiguous;
		return false;
	case DATE_IMPOSSIBLE:
		reckoning->terms.flaws |= flaws->impossible;
		return false;
	case DATE_UNREADABLE:
		return false;
	}
	return false;
}

static void add_end(struct reckoning *reckoning, struct vague end)
{
	if (reckoning->end_count < RECKONING_ENDS_MAX)
		reckoning->ends[reckoning->end_count++] = end;
}

size_t reckoning_earliest_end(const struct reckoning *reckoning)
{
	size_t earliest = 0;

	for (size_t i = 1; i < reckoning->end_count; i++) {
		if (day_compare(reckoning->ends[i].last, reckoning->ends[earliest].last) < 0)
			earliest = i;
	}
	return earliest;
}

void reckoning_add_term(struct reckoning *reckoning, enum term_kind kind, struct vague start)
{
	struct terms *terms = &reckoning->terms;

	if (terms->term_count == TERMS_READ_MAX)
		return;
	if (reckoning->end_count > 0)
		reckoning_last_term(reckoning)->last_day =
			reckoning->ends[reckoning_earliest_end(reckoning)];
	reckoning->end_count = 0;
	terms->terms[terms->term_count] =
		(struct term){.seq = (int)terms->term_count, .kind = kind, .start = start};
	terms->term_count++;
}

/* A date on which something was signed, or from which something counts. */
static void add_start(struct reckoning *reckoning, struct vague date, enum validity_mark mark)
{
	struct term *last = reckoning_last_term(reckoning);

	if (!vague_is_known(last->start)) {
		last->start = date;
		return;
	}
	if (vague_equal(date, last->start)) {
		reckoning->is_signed_twice |= mark == VALIDITY_PLAIN;
		return;
	}
	if (day_compare(date.last, last->start.first) < 0) {
		reckoning->terms.flaws |= TERMS_UNORDERED;
		return;
	}
	if (mark == VALIDITY_FROM && reckoning->end_count == 0) {
		last->start = date;
		return;
	}
	reckoning_add_term(reckoning, TERM_RENEWED, date);
	reckoning->is_second_date = mark == VALIDITY_PLAIN;
}

static bool is_end(enum validity_mark mark)
{
	return mark == VALIDITY_UNTIL || mark == VALIDITY_RANGE_END;
}

/* "31.12.2024, extended to 31.12.2027": the first one was the last day of a term of its own. */
static void read_extension(struct reckoning *reckoning, struct vague date)
{
	struct vague former;

	reckoning->is_extended = true;
	if (reckoning->end_count > 0) {
		former = reckoning->ends[reckoning_earliest_end(reckoning)];
		/* "01.03.2021, extended to 01.03.2026": the day that it was signed. */
		if (vague_equal(former, reckoning_last_term(reckoning)->start))
			reckoning->end_count = 0;
		else if (day_compare(former.last, date.first) < 0)
			reckoning_add_term(reckoning, TERM_EXTENDED, former);
	}
	add_end(reckoning, date);
}

static void read_end(struct reckoning *reckoning, const struct validity_date *read,
		     struct vague date)
{
	if (read->is_extension)
		read_extension(reckoning, date);
	else
		add_end(reckoning, date);
}

static void read_signed(struct reckoning *reckoning, const struct said_cell *cell)
{
	struct terms *terms = &reckoning->terms;

	for (size_t i = 0; i < cell->validity->date_count; i++) {
		enum validity_mark mark = cell->validity->dates[i].mark;
		struct vague date;

		if (!decide(reckoning, cell, i, &of_signed, &date))
			continue;
		if (is_end(mark)) {
			read_end(reckoning, &cell->validity->dates[i], date);
			continue;
		}
		if (!vague_is_known(terms->signed_on))
			terms->signed_on = date;
		add_start(reckoning, date, mark);
	}
}

/* The effective date counts for the last term when it is not before it, else for the first. */
static void read_effective(struct reckoning *reckoning, const struct said_cell *cell)
{
	struct term *first = &reckoning->terms.terms[0];
	struct term *last = reckoning_last_term(reckoning);
	bool is_taken = false;

	for (size_t i = 0; i < cell->validity->date_count; i++) {
		struct vague date;

		if (!decide(reckoning, cell, i, &of_signed, &date))
			continue;
		if (is_end(cell->validity->dates[i].mark))
			read_end(reckoning, &cell->validity->dates[i], date);
		else if (is_taken)
			reckoning->terms.flaws |= TERMS_UNORDERED;
		else if (day_compare(date.last, last->start.first) >= 0)
			last->start = date;
		else
			first->start = date;
		is_taken = true;
	}
}

/* The start of a range, or a date "from": a new term where the one before it is complete. */
static void read_range_start(struct reckoning *reckoning, struct vague date)
{
	struct term *last = reckoning_last_term(reckoning);

	if (reckoning->end_count > 0 && !vague_equal(date, last->start))
		reckoning_add_term(reckoning, TERM_RENEWED, date);
	else if (!vague_is_known(last->start) ||
		 /* "2021 – 2027" behind a day of 2021 adds nothing. */
		 (!terms_agree(date, last->start) &&
		  day_compare(date.last, last->start.first) >= 0) ||
		 date.precision > last->start.precision)
		last->start = date;
}

/*
 * Whether the date with that index, beside which "renewed" stands, is the day on which that was
 * done: "5 years (renewed on 20.10.2024)", "until 2027 (renewed 2022)". Else it was until then.
 */
static bool is_renewal_day(const struct said_cell *cell, size_t index)
{
	const struct validity *validity = cell->validity;
	bool has_end = false;
	struct vague date, other;

	if (validity->dates[index].mark != VALIDITY_RENEWED ||
	    date_decide(&validity->dates[index].date, cell->order, &date) != DATE_READ)
		return false;
	for (size_t i = 0; i < validity->date_count; i++) {
		if ((validity->dates[i].mark != VALIDITY_PLAIN &&
		     !is_end(validity->dates[i].mark)) ||
		    date_decide(&validity->dates[i].date, cell->order, &other) != DATE_READ)
			continue;
		if (day_compare(date.last, other.first) < 0)
			return true;
		has_end = true;
	}
	return validity->length.n > 0 && !has_end;
}

/* Days in the last day's cell on which it was signed or renewed. */
static void read_starts(struct reckoning *reckoning, const struct said_cell *cell)
{
	for (size_t i = 0; i < cell->validity->date_count; i++) {
		enum validity_mark mark = cell->validity->dates[i].mark;
		struct vague date;

		if ((mark == VALIDITY_SIGNED || is_renewal_day(cell, i)) &&
		    decide(reckoning, cell, i, &of_last_day, &date))
			add_start(reckoning, date, mark);
	}
}

static void read_last_day(struct reckoning *reckoning, const struct said_cell *cell)
{
	const struct validity *validity = cell->validity;

	read_starts(reckoning, cell);
	for (size_t i = 0; i < validity->date_count; i++) {
		enum validity_mark mark = validity->dates[i].mark;
		bool is_range = i + 1 < validity->date_count &&
				validity->dates[i + 1].mark == VALIDITY_RANGE_END;
		struct vague date;

		if (mark == VALIDITY_SIGNED || is_renewal_day(cell, i) ||
		    !decide(reckoning, cell, i, &of_last_day, &date))
			continue;
		if (is_range || mark == VALIDITY_FROM)
			read_range_start(reckoning, date);
		else if (mark == VALIDITY_RENEWED)
			read_extension(reckoning, date);
		else
			read_end(reckoning, &validity->dates[i], date);
		if (vague_is_known(validity->dates[i].date.other))
			add_end(reckoning, validity->dates[i].date.other);
	}
}

/* Dates of the renewal's cell on which it was renewed; those until which it was are not taken. */
static void read_renewal_starts(struct reckoning *reckoning, const struct said_cell *cell)
{
	for (size_t i = 0; i < cell->validity->date_count; i++) {
		struct vague date;

		if (!is_end(cell->validity->dates[i].mark) &&
		    decide(reckoning, cell, i, &of_last_day, &date))
			add_start(reckoning, date, VALIDITY_RENEWED);
	}
}

/* And those until which it was renewed. */
static void read_renewal_ends(struct reckoning *reckoning, const struct said_cell *cell)
{
	for (size_t i = 0; i < cell->validity->date_count; i++) {
		struct vague date;

		if (is_end(cell->validity->dates[i].mark) &&
		    decide(reckoning, cell, i, &of_last_day, &date))
			read_extension(reckoning, date);
	}
}

/* For comparing: 12 months are a year, a week is seven days. */
static struct span in_small_units(struct span span)
{
	if (span.unit == SPAN_YEARS)
		return (struct span){span.n * 12, SPAN_MONTHS};
	if (span.unit == SPAN_WEEKS)
		return (struct span){span.n * 7, SPAN_DAYS};
	return span;
}

bool reckoning_same_length(struct span one, struct span other)
{
	one = in_small_units(one);
	other = in_small_units(other);
	return one.n == other.n && one.unit == other.unit;
}

static void add_length(struct reckoning *reckoning, struct span length)
{
	if (length.n == 0)
		return;
	for (size_t i = 0; i < reckoning->length_count; i++) {
		if (reckoning_same_length(reckoning->lengths[i], length))
			return;
	}
	if (reckoning->length_count < RECKONING_LENGTHS_MAX)
		reckoning->lengths[reckoning->length_count++] = length;
}

/* What a cell says about renewals, whichever cell it is. */
static void read_phrases(struct reckoning *reckoning, const struct validity *validity)
{
	struct terms *terms = &reckoning->terms;

	reckoning->is_tacit |= validity->is_tacit;
	reckoning->is_not_tacit |= validity->is_not_tacit;
	reckoning->is_final |= validity->is_final;
	reckoning->is_pending |= validity->is_pending;
	if (terms->renews.every.n == 0 && validity->every.n > 0)
		terms->renews = (struct renews){validity->every, validity->times};
	else if (terms->renews.times == 0)
		terms->renews.times = validity->times;
	if (!notice_is_known(terms->notice)) {
		terms->notice = validity->notice;
		reckoning->is_year_before = validity->is_year_before;
	}
}

/* A cell that can hold a length or an open end. */
static void read_length(struct reckoning *reckoning, const struct validity *validity)
{
	add_length(reckoning, validity->length);
	add_length(reckoning, validity->second_length);
	reckoning->is_open_ended |= validity->is_open_ended;
	reckoning->is_unspecified |= validity->is_unspecified;
	read_phrases(reckoning, validity);
}

static void read_renewal(struct reckoning *reckoning, const struct said_cell *cell)
{
	const struct validity *validity = cell->validity;

	read_renewal_ends(reckoning, cell);
	read_phrases(reckoning, validity);
	reckoning->is_renewable |= validity->is_yes;
	reckoning->is_not_tacit |= validity->is_no;
	/* "5 years" in this cell is how long each renewal lasts. */
	if (reckoning->terms.renews.every.n == 0)
		reckoning->terms.renews.every = validity->length;
}

/* Cells that can say a last day. */
static void read_last_days(struct reckoning *reckoning, const struct said *said)
{
	const struct said_cell *cells[] = {&said->last_day, &said->term};

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		if (cells[i]->validity == NULL)
			continue;
		read_last_day(reckoning, cells[i]);
		read_length(reckoning, cells[i]->validity);
		if (i == 0 || said->last_day.validity == NULL)
			reckoning->has_length_in_cell = reckoning->length_count > 0;
	}
}

static void read_notice(struct reckoning *reckoning, const struct validity *validity)
{
	read_phrases(reckoning, validity);
	/* "3 months" in this cell is the notice period. */
	if (!notice_is_known(reckoning->terms.notice))
		reckoning->terms.notice.period = validity->length;
}

struct reckoning reckoning_of(const struct said *said)
{
	struct reckoning reckoning = {.terms = {.kind = KIND_UNKNOWN, .term_count = 1}};

	if (said->signed_on.validity != NULL)
		read_signed(&reckoning, &said->signed_on);
	if (said->effective.validity != NULL)
		read_effective(&reckoning, &said->effective);
	if (said->renewal.validity != NULL)
		read_renewal_starts(&reckoning, &said->renewal);
	read_last_days(&reckoning, said);
	if (said->signed_on.validity != NULL)
		read_length(&reckoning, said->signed_on.validity);
	if (said->effective.validity != NULL)
		read_length(&reckoning, said->effective.validity);
	if (said->renewal.validity != NULL)
		read_renewal(&reckoning, &said->renewal);
	if (said->notice.validity != NULL)
		read_notice(&reckoning, said->notice.validity);
	return reckoning;
}
