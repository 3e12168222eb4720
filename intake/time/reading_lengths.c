/*
 * Lengths within a cell, of terms, of renewals and of notice, and the fixed day of notice.
 */
#include "intake/time/reading.h"

#include "intake/time/date_scan.h"
#include "intake/time/lengths.h"

static struct span *slot(struct validity *validity, enum length_role role)
{
	switch (role) {
	case LENGTH_EVERY:
		return &validity->every;
	case LENGTH_NOTICE:
		return &validity->notice.period;
	case LENGTH_TERM:
		break;
	}
	return &validity->length;
}

void reading_take_length(struct reading *reading, struct span length)
{
	struct validity *validity = &reading->validity;
	enum length_role role = reading->role != LENGTH_TERM ? reading->role
				: reading->expects_every     ? LENGTH_EVERY
							     : LENGTH_TERM;
	struct span *place = slot(validity, role);

	reading_end_negation(reading);
	if (place->n == 0)
		*place = length;
	else if (!lengths_equal(*place, length) && validity->second_length.n == 0)
		validity->second_length = length;
	reading->role = LENGTH_TERM;
	reading->expects_every = reading->is_behind_date = false;
	reading->is_behind_length = true;
	reading->last_role = role;
	reading->last_length = length;
}

/* "notice by 1 September" */
void reading_take_notice_day(struct reading *reading, struct year_day day, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;

	reading_end_negation(reading);
	if (year_day_is_none(validity->notice.by))
		validity->notice.by = day;
	else
		reading_rest(reading, at, n);
	reading->mark = VALIDITY_PLAIN;
	reading->role = LENGTH_TERM;
	reading->is_behind_date = reading->is_behind_length = reading->is_range = false;
	reading->notice_end = at + n;
}

/* Whether a length stands at `at`, behind a mark at the most. */
static bool is_length(const struct wording *words, size_t at)
{
	struct length length;

	if (wording_is(words, at, words->count, WORD_MARK))
		at++;
	return at < words->count && lengths_read(words, at, words->count, &length) > 0;
}

/* Whether "by 1 September" stands at `at`. */
static bool is_notice_day(const struct wording *words, size_t at)
{
	struct year_day day;
	size_t n = 0;

	if (wording_is(words, at, words->count, WORD_LETTERS) &&
	    phrases_find(words, at, words->count, SENSE_BIT(SENSE_UNTIL), &n) != NULL)
		at += n;
	return at < words->count && date_scan_year_day(words, at, words->count, &day) > 0;
}

void reading_take_notice(struct reading *reading, size_t behind)
{
	struct validity *validity = &reading->validity;
	struct span *place = slot(validity, reading->last_role);

	if (!reading->is_behind_length || reading->last_role == LENGTH_NOTICE ||
	    is_length(reading->words, behind) || is_notice_day(reading->words, behind)) {
		if (validity->notice.period.n == 0)
			reading->role = LENGTH_NOTICE;
		return;
	}
	if (lengths_equal(*place, reading->last_length))
		*place = (struct span){0};
	else
		validity->second_length = (struct span){0};
	validity->notice.period = reading->last_length;
	reading->is_behind_length = false;
}
