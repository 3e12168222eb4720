/*
 * Academic years that are dates: "2027/28" in a cell about last days, for an office that says when
 * one starts.
 */
#include "intake/time/reading.h"

#include "core/academic_year.h"
#include "intake/time/date_scan.h"

/* "2027-28" may be something else. */
bool reading_is_academic(const struct reading *reading, const struct date *date, size_t at)
{
	const struct wording *words = reading->words;

	return !year_day_is_none(reading->academic_year) && !reading->is_undated &&
	       reading->semester == SEMESTER_NONE && date->school_year > DATES_YEAR_MIN &&
	       date->school_year <= DATES_YEAR_MAX &&
	       (reading->is_academic || wording_is_mark(words, at + 1, words->count, '/'));
}

struct date reading_academic_date(const struct reading *reading, const struct date *date)
{
	struct vague day =
		vague_of_day(academic_year_last_day(date->school_year, reading->academic_year));

	return (struct date){.is_written = true,
			     .day_first = day,
			     .month_first = day,
			     .school_year = date->school_year};
}

void reading_take_back_academic(struct reading *reading)
{
	struct validity *validity = &reading->validity;

	validity->date_count--;
	reading->school_year = validity->dates[validity->date_count].date.school_year;
	reading_rest(reading, reading->date_at, reading->date_words);
}

/* Whether an academic year stands at `at`, behind marks at the most. */
static bool is_academic_behind(const struct reading *reading, size_t at)
{
	const struct wording *words = reading->words;
	struct date date;

	while (wording_is(words, at, words->count, WORD_MARK))
		at++;
	return at < words->count && date_scan(words, at, words->count, &date) > 0 &&
	       date.school_year != 0;
}

bool reading_take_academic(struct reading *reading, size_t at, size_t n)
{
	if (year_day_is_none(reading->academic_year))
		return false;
	if (reading->is_behind_date && reading->academic_end == at)
		return true;
	reading->is_academic = is_academic_behind(reading, at + n);
	return reading->is_academic;
}

/* Takes a date out again, and says that it was not understood. */
static void drop_date(struct reading *reading, size_t index)
{
	struct validity *validity = &reading->validity;
	const struct validity_date *date = &validity->dates[index];

	for (size_t i = 0; i < reading->words->count; i++) {
		const struct word *word = &reading->words->items[i];

		if (word->start >= date->start && word->start < date->start + date->length)
			reading_rest(reading, i, 1);
	}
	validity->date_count--;
	for (size_t i = index; i < validity->date_count; i++)
		validity->dates[i] = validity->dates[i + 1];
}

/* Whether a range begins with the date, or something "from" then. */
static bool is_start(const struct validity *validity, size_t index)
{
	return validity->dates[index].mark == VALIDITY_FROM ||
	       (index + 1 < validity->date_count &&
		validity->dates[index + 1].mark == VALIDITY_RANGE_END);
}

void reading_settle_academic(struct reading *reading)
{
	struct validity *validity = &reading->validity;

	for (size_t i = validity->date_count; i-- > 0;) {
		struct validity_date *taken = &validity->dates[i];
		struct date *date = &taken->date;

		if (date->school_year == 0)
			continue;
		if (is_start(validity, i))
			date->day_first = date->month_first = vague_of_day(
				academic_year_first_day(date->school_year, reading->academic_year));
		else if (taken->mark == VALIDITY_PLAIN)
			taken->mark = VALIDITY_UNTIL;
		else if (taken->mark == VALIDITY_SIGNED || taken->mark == VALIDITY_RENEWED)
			drop_date(reading, i); /* on some day of it */
	}
}
