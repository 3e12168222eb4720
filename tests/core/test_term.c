/* Goal: a term ends on the day that people would say it does. */
#include "core/term.h"
#include "tests/core/cases.h"

static const struct dates usual = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
static const struct dates day_before = {VAGUE_ANNIVERSARY, TERM_ENDS_DAY_BEFORE};

static struct last_day last_day(const char *start, const char *length, const char *last_day,
				const char *signed_on, struct dates dates)
{
	struct term term = {.start = given(start),
			    .length = lasting(length),
			    .last_day = given(last_day),
			    .known_on = DAY_NONE,
			    .seen_on = DAY_NONE};

	return term_last_day(&term, given(signed_on), &dates);
}

static struct last_day after(const char *start, const char *length)
{
	return last_day(start, length, "", start, usual);
}

static struct last_day before(const char *start, const char *length)
{
	return last_day(start, length, "", start, day_before);
}

static void a_length_counts_from_its_start(void **state)
{
	(void)state;
	DAY_IS(after("2023-02-02", "5y").reckoned, "2028-02-02");
	DAY_IS(after("2021-01-31", "1m").reckoned, "2021-02-28");
	DAY_IS(after("2021-01-31", "3m").reckoned, "2021-04-30");
	DAY_IS(after("2024-02-29", "1y").reckoned, "2025-02-28");
	DAY_IS(after("2024-02-29", "4y").reckoned, "2028-02-29");
	DAY_IS(after("2020-08-01", "36m").reckoned, "2023-08-01");
	DAY_IS(after("2023-12-31", "2m").reckoned, "2024-02-29");
	DAY_IS(after("2023-02-02", "10d").reckoned, "2023-02-12");
	DAY_IS(after("2023-02-02", "2w").reckoned, "2023-02-16");
}

static void it_can_end_on_the_day_before_the_anniversary(void **state)
{
	(void)state;
	DAY_IS(before("2023-02-02", "5y").reckoned, "2028-02-01");
	DAY_IS(before("2023-01-01", "1y").reckoned, "2023-12-31");
	DAY_IS(before("2021-01-31", "1m").reckoned, "2021-02-28");
	DAY_IS(before("2023-12-31", "2m").reckoned, "2024-02-29");
	DAY_IS(before("2024-08-31", "6m").reckoned, "2025-02-28");
	DAY_IS(before("2024-02-29", "1y").reckoned, "2025-02-28");
	DAY_IS(before("2024-02-29", "4y").reckoned, "2028-02-28");
	DAY_IS(before("2023-03-01", "1y").reckoned, "2024-02-29");
	DAY_IS(before("2023-03-01", "1y").latest, "2024-02-29");
}

static void a_given_last_day_wins_over_a_length(void **state)
{
	(void)state;
	DAY_IS(last_day("2023-02-02", "5y", "2027-05-05", "2023-02-02", usual).reckoned,
	       "2027-05-05");
	DAY_IS(last_day("2023-02-02", "5y", "2027-05-05", "2023-02-02", day_before).reckoned,
	       "2027-05-05");
	DAY_IS(last_day("", "0d", "2027-05-05", "", usual).latest, "2027-05-05");
	NUMBER_IS(last_day("", "0d", "2027-05-05", "", usual).given.precision, PRECISION_DAY);
}

static void a_vague_last_day_is_reckoned_and_keeps_its_latest_day(void **state)
{
	struct last_day year = last_day("", "0d", "2028", "2023-03-30", usual);
	struct last_day month = last_day("", "0d", "2028-02", "2023-03-30", usual);

	(void)state;
	DAY_IS(year.reckoned, "2028-03-30");
	DAY_IS(year.latest, "2028-12-31");
	NUMBER_IS(year.given.precision, PRECISION_YEAR);
	DAY_IS(month.reckoned, "2028-02-29");
	DAY_IS(month.latest, "2028-02-29");
	DAY_IS(last_day("", "0d", "2028", "", (struct dates){VAGUE_FIRST, TERM_ENDS_ANNIVERSARY})
		       .reckoned,
	       "2028-01-01");
	DAY_IS(last_day("", "0d", "2028", "2023-03-30",
			(struct dates){VAGUE_LAST, TERM_ENDS_ANNIVERSARY})
		       .reckoned,
	       "2028-12-31");
}

static void a_vague_start_gives_a_vague_end(void **state)
{
	(void)state;
	DAY_IS(after("2020", "5y").reckoned, "2025-12-31");
	DAY_IS(after("2020", "5y").given.first, "2025-01-01");
	NUMBER_IS(after("2020", "5y").given.precision, PRECISION_YEAR);
	DAY_IS(after("2020", "60m").given.first, "2025-01-01");
	DAY_IS(after("2020", "60m").given.last, "2025-12-31");
	DAY_IS(after("2024-02", "1y").given.first, "2025-02-01");
	DAY_IS(after("2024-02", "1y").given.last, "2025-02-28");
	DAY_IS(after("2023-02", "1y").given.last, "2024-02-29");
	NUMBER_IS(after("2024-02", "12m").given.precision, PRECISION_MONTH);
	DAY_IS(after("2020-10", "3m").latest, "2021-01-31");
	DAY_IS(before("2020-10", "3m").latest, "2021-01-31"); /* the month, whichever day it is */
	DAY_IS(last_day("2020", "5y", "", "2020-06-15", usual).reckoned, "2025-06-15");
	DAY_IS(last_day("2020-10", "5y", "", "2020-06-15", usual).reckoned, "2025-10-31");
}

static void a_length_finer_than_its_start_moves_the_whole_period(void **state)
{
	(void)state;
	DAY_IS(after("2020", "6m").given.first, "2020-07-01");
	DAY_IS(after("2020", "6m").latest, "2021-06-30");
	DAY_IS(after("2020-05", "30d").given.first, "2020-05-31");
	DAY_IS(after("2020-05", "30d").latest, "2020-06-30");
}

static void with_neither_there_is_no_last_day(void **state)
{
	(void)state;
	DAY_IS(last_day("2023-02-02", "0d", "", "2023-02-02", usual).reckoned, "-");
	DAY_IS(last_day("2023-02-02", "0d", "", "2023-02-02", usual).latest, "-");
	HOLDS_NOT(vague_is_known(last_day("2023-02-02", "0d", "", "2023-02-02", usual).given));
	DAY_IS(last_day("", "5y", "", "2023-02-02", usual).reckoned, "-");
}

static void a_term_beyond_the_calendar_ends_with_it(void **state)
{
	(void)state;
	DAY_IS(after("9950-06-01", "100y").reckoned, "9999-12-31");
	DAY_IS(after("9950", "100y").latest, "9999-12-31");
}

/* FAILURES.md T15: terms counted one after the other would lose the days a short month lacks. */
static void months_do_not_drift_whatever_the_length(void **state)
{
	(void)state;
	for (int months = 1; months <= 1200; months++) {
		struct term term = {.start = given("2024-01-31"), .length = {months, SPAN_MONTHS}};
		struct last_day end = term_last_day(&term, term.start, &usual);
		struct civil civil = day_civil(end.reckoned);

		assert_int_equal(civil.day, day_month_length(civil.year, civil.month));
		assert_int_equal(civil.year * 12 + civil.month, 2024 * 12 + 1 + months);
	}
}

static void kinds_have_names(void **state)
{
	enum term_kind kind = TERM_EXTENDED;

	(void)state;
	for (int i = TERM_INITIAL; i <= TERM_EXTENDED; i++) {
		assert_true(term_kind_parse(term_kind_name((enum term_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	HOLDS_NOT(term_kind_parse("Initial", &kind));
	HOLDS_NOT(term_kind_parse("", &kind));
	assert_int_equal(kind, TERM_EXTENDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_length_counts_from_its_start),
		cmocka_unit_test(it_can_end_on_the_day_before_the_anniversary),
		cmocka_unit_test(a_given_last_day_wins_over_a_length),
		cmocka_unit_test(a_vague_last_day_is_reckoned_and_keeps_its_latest_day),
		cmocka_unit_test(a_vague_start_gives_a_vague_end),
		cmocka_unit_test(a_length_finer_than_its_start_moves_the_whole_period),
		cmocka_unit_test(with_neither_there_is_no_last_day),
		cmocka_unit_test(a_term_beyond_the_calendar_ends_with_it),
		cmocka_unit_test(months_do_not_drift_whatever_the_length),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
