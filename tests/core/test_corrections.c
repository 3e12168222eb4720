/*
 * Goal: a deadline that is corrected is neither told twice nor forgotten (FAILURES.md T19).
 *
 * A move of at most 7 days is the same deadline; a larger one is another, told once as corrected.
 */
#include "tests/core/planned.h"

static void t19_a_last_day_that_flaps_by_days_sends_nothing_twice(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2027-01-05", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "");
	planned_correct(&planned, "2026-12-31", "2026-12-03");
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	planned_correct(&planned, "2027-01-05", "2026-12-04");
	TEXT_IS(planned_runs(&planned, "2026-12-04", "2026-12-20"), "");
	planned_correct(&planned, "2026-12-31", "2026-12-21");
	/* 14d was due on the 17th, while the other day stood there. */
	TEXT_IS(planned_runs(&planned, "2026-12-21", "2026-12-31"),
		"2026-12-21 before 14d; 2026-12-24 before 7d; 2026-12-30 before 1d; "
		"2026-12-31 before 0d");
	planned_done(&planned);
}

static void t19_a_last_day_that_flaps_by_months_sends_nothing_twice(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2027-04-30", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "before 180d, corrected from 2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-03");
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	planned_correct(&planned, "2027-04-30", "2026-12-04");
	TEXT_IS(planned_run(&planned, "2026-12-04"), "");
	planned_correct(&planned, "2026-12-31", "2026-12-07");
	TEXT_IS(planned_runs(&planned, "2026-12-07", "2026-12-17"),
		"2026-12-17 before 14d, corrected from 2027-04-30");
	planned_done(&planned);
}

static void a_small_move_inherits_what_was_told(void **state)
{
	(void)state;
	for (int moved = -7; moved <= 7; moved++) {
		struct planned planned;
		char text[DAY_TEXT_SIZE];

		if (moved == 0)
			continue;
		planned_init(&planned, "2026-12-31");
		planned.rules.calendar.weekdays = WEEKDAYS_ALL;
		planned_run(&planned, "2026-11-30");
		TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
		planned_correct(&planned, day_format(day_add_days(on("2026-12-31"), moved), text),
				"2026-12-02");
		/* 180d to 30d of the new day, whether they are due by now or not. */
		TEXT_IS(planned_runs(&planned, "2026-12-02", "2026-12-09"), "");
		NUMBER_IS(planned_count(&planned, OUTCOME_SUPERSEDED), 2 + 4);
		for (struct day day = on("2026-12-10"); day.n <= on("2026-12-24").n; day.n++) {
			bool is_due = day.n == on("2026-12-17").n + moved;

			TEXT_IS(planned_run_on(&planned, day),
				is_due ? "before 14d, corrected from 2026-12-31" : "");
			if (is_due)
				break;
		}
		planned_done(&planned);
	}
}

static void a_move_to_today_is_told_today_whatever_was_told_in_the_morning(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-24"), "before 7d");
	TEXT_IS(planned_run(&planned, "2026-12-24"), "");
	planned_correct(&planned, "2026-12-24", "2026-12-24");
	TEXT_IS(planned_run(&planned, "2026-12-24"), "before 0d, corrected from 2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-24");
	TEXT_IS(planned_run(&planned, "2026-12-24"), "");
	planned_done(&planned);
}

static void a_larger_move_is_told_once_as_a_correction(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2027-01-08", "2026-12-02"); /* 8 days */
	TEXT_IS(planned_run(&planned, "2026-12-02"), "before 60d, corrected from 2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	TEXT_IS(planned_runs(&planned, "2026-12-04", "2027-01-08"),
		"2026-12-09 before 30d; 2026-12-25 before 14d; 2027-01-01 before 7d; "
		"2027-01-07 before 1d; 2027-01-08 before 0d");
	planned_done(&planned);
}

static void the_very_first_notice_is_corrected_as_well(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	NUMBER_IS(planned.settled_count, 1);
	planned_correct(&planned, "2026-10-31", "2026-07-06");
	TEXT_IS(planned_run(&planned, "2026-07-06"), "before 180d, corrected from 2026-12-31");
	planned_done(&planned);
}

static void a_move_into_the_past_says_what_it_was_before(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2026-11-20", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "after 1d, corrected from 2026-12-31");
	planned_done(&planned);
}

static void a_move_far_into_the_past_is_told_to_who_heard_of_another_day(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2024-12-31", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "after 6x14d, corrected from 2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	planned_done(&planned);
}

static void what_is_corrected_is_what_was_told_last(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2027-02-26", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "before 90d, corrected from 2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-03");
	TEXT_IS(planned_runs(&planned, "2026-12-03", "2026-12-24"),
		"2026-12-17 before 14d, corrected from 2027-02-26; 2026-12-24 before 7d");
	planned_done(&planned);
}

static void nobody_was_told_so_nothing_is_corrected(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2028-12-31");
	planned_run(&planned, "2026-11-30");
	planned_correct(&planned, "2026-12-31", "2026-12-01");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_done(&planned);
	/* What only the keeper's summary listed was told to nobody. */
	planned_init(&planned, "2024-12-31");
	planned_correct(&planned, "2024-12-31", "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-11-30"), "unwatched 15");
	planned_correct(&planned, "2026-12-31", "2026-12-01");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_done(&planned);
}

static void month_offsets_are_inherited_whatever_the_months_lengths(void **state)
{
	const struct span before[] = {lasting("2m"), lasting("1m"), lasting("2w")};
	const struct policy policy = {
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}};
	static const char *const last_days[] = {"2027-03-31", "2027-03-28", "2028-02-29",
						"2027-05-01", "2027-12-31", "2027-01-31"};

	(void)state;
	for (size_t i = 0; i < COUNT(last_days) * 15; i++) {
		struct day end = on(last_days[i / 15]);
		struct day told = day_add_months(end, -1);
		struct day moved_to = day_add_days(end, (int)(i % 15) - 7);
		struct planned planned;
		char text[DAY_TEXT_SIZE];

		planned_init(&planned, last_days[i / 15]);
		planned.rules.calendar.weekdays = WEEKDAYS_ALL;
		planned_use(&planned, &policy, 1);
		planned_run_on(&planned, day_add_days(told, -1));
		TEXT_IS(planned_run_on(&planned, told), "before 1m");
		planned_correct(&planned, day_format(moved_to, text), last_days[i / 15]);
		/* 1m was told; the next is 2w before the day as it is now. */
		for (struct day day = told; day.n < moved_to.n - 14; day.n++)
			TEXT_IS(planned_run_on(&planned, day), "");
		planned_run_on(&planned, day_later(told, day_add_days(moved_to, -14)));
		assert_non_null(planned_notice(&planned));
		TEXT_IS(step_format(planned_notice(&planned)->step, (char[STEP_TEXT_SIZE]){0}),
			"before 2w");
		planned_done(&planned);
	}
}

static void small_moves_one_after_the_other_inherit_from_each_other(void **state)
{
	static const char *const last_days[] = {"2027-01-06", "2027-01-12", "2027-01-18",
						"2027-01-12", "2027-01-06", "2026-12-31"};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	for (size_t i = 0; i < COUNT(last_days); i++) {
		planned_correct(&planned, last_days[i], "2026-12-01");
		TEXT_IS(planned_run(&planned, "2026-12-01"), "");
	}
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2026-12-17"), "2026-12-17 before 14d");
	planned_done(&planned);
}

static void a_precise_day_for_a_vague_one_is_a_correction_as_well(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12"); /* reckoned as its last day */
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_correct(&planned, "2026-12-30", "2026-12-02");
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2026-12-16"),
		"2026-12-16 before 14d, corrected from 2026-12-31");
	planned_done(&planned);
}

static void a_term_that_is_taken_back_finds_its_ledger_again(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_renew(&planned, "2030-12-31", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "renewed -29");
	planned.agreement.term_count = 1;
	TEXT_IS(planned_runs(&planned, "2026-12-03", "2026-12-17"), "2026-12-17 before 14d");
	planned_done(&planned);
}

static void a_term_recorded_late_on_the_day_of_the_one_before_settles_nothing_twice(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_runs(&planned, "2026-12-31", "2027-01-01"),
		"2026-12-31 before 0d; 2027-01-01 after 1d");
	planned_renew(&planned, "2026-12-31", "2028-06-01");
	/* What was settled stays; what was not had passed. */
	TEXT_IS(planned_run(&planned, "2028-06-01"), "unwatched 6");
	TEXT_IS(planned_run(&planned, "2028-06-02"), "");
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(t19_a_last_day_that_flaps_by_days_sends_nothing_twice),
		cmocka_unit_test(t19_a_last_day_that_flaps_by_months_sends_nothing_twice),
		cmocka_unit_test(a_small_move_inherits_what_was_told),
		cmocka_unit_test(a_move_to_today_is_told_today_whatever_was_told_in_the_morning),
		cmocka_unit_test(a_larger_move_is_told_once_as_a_correction),
		cmocka_unit_test(the_very_first_notice_is_corrected_as_well),
		cmocka_unit_test(a_move_into_the_past_says_what_it_was_before),
		cmocka_unit_test(a_move_far_into_the_past_is_told_to_who_heard_of_another_day),
		cmocka_unit_test(what_is_corrected_is_what_was_told_last),
		cmocka_unit_test(nobody_was_told_so_nothing_is_corrected),
		cmocka_unit_test(month_offsets_are_inherited_whatever_the_months_lengths),
		cmocka_unit_test(small_moves_one_after_the_other_inherit_from_each_other),
		cmocka_unit_test(a_precise_day_for_a_vague_one_is_a_correction_as_well),
		cmocka_unit_test(a_term_that_is_taken_back_finds_its_ledger_again),
		cmocka_unit_test(
			a_term_recorded_late_on_the_day_of_the_one_before_settles_nothing_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
