/*
 * Goal: what other systems fail at, renewd does (as far as planning decides it). Each case bears
 * the number under which the failure is known to the project.
 *
 * 2026-12-31, the last day of most cases, is a Thursday.
 */
#include <string.h>

#include "tests/core/planned.h"

static void t02_a_second_run_on_the_same_day_sends_nothing(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	for (int run = 0; run < 999; run++)
		TEXT_IS(planned_run(&planned, "2026-12-01"), "");
	NUMBER_IS(planned_count(&planned, OUTCOME_NOTICE), 2); /* 60d on the first day */
	planned_done(&planned);
}

static void t02_a_thousand_plans_that_are_not_written_down_are_the_same(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	for (int run = 0; run < 1000; run++) {
		planned_look(&planned, on("2026-12-01"));
		assert_int_equal(planned.plan.count, 4);
		assert_int_equal(planned.plan.items[3].outcome, OUTCOME_NOTICE);
		assert_int_equal(planned.plan.items[3].milestone.n, on("2026-12-01").n);
	}
	planned_done(&planned);
}

static void t03_a_missed_day_is_caught_up_with_once_and_says_how_late(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-30");
	/* Off from 2026-12-01, when 30d is due, until 2026-12-10. */
	TEXT_IS(planned_run(&planned, "2026-12-10"), "before 30d, 9 days late");
	TEXT_IS(planned_run(&planned, "2026-12-11"), "");
	TEXT_IS(planned_runs(&planned, "2026-12-12", "2026-12-31"),
		"2026-12-17 before 14d; 2026-12-24 before 7d; 2026-12-30 before 1d; "
		"2026-12-31 before 0d");
	planned_done(&planned);
}

static void t04_an_import_shortly_before_the_end_gives_one_notice(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-29");
	TEXT_IS(planned_run(&planned, "2026-12-29"), "before 7d");
	NUMBER_IS(planned_count(&planned, OUTCOME_SUPERSEDED), 5); /* 180, 90, 60, 30, 14 */
	TEXT_IS(planned_run(&planned, "2026-12-29"), "");
	TEXT_IS(planned_run(&planned, "2026-12-30"), "before 1d");
	planned_done(&planned);
}

static void t06_the_day_before_the_day_itself_and_the_day_after_each_fire(void **state)
{
	struct planned planned;

	(void)state;
	/* 2026-12-30, a Wednesday, so that all three are working days. */
	planned_init(&planned, "2026-12-30");
	planned_run(&planned, "2026-12-28");
	TEXT_IS(planned_runs(&planned, "2026-12-29", "2027-01-01"),
		"2026-12-29 before 1d; 2026-12-30 before 0d; 2026-12-31 after 1d");
	planned_done(&planned);
}

static void t10_after_a_renewal_the_full_schedule_is_armed_again(void **state)
{
	static const char full[] = "180d 90d 60d 30d 14d 7d 1d 0d";
	struct planned planned;
	char said[128] = "";

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_runs(&planned, "2026-06-01", "2026-12-31");
	planned_renew(&planned, "2031-12-31", "2027-01-04");
	for (struct day day = on("2027-01-04"); day.n <= on("2031-12-31").n; day.n++) {
		char span[SPAN_TEXT_SIZE];
		const struct decision *notice;

		planned_run_on(&planned, day);
		notice = planned_notice(&planned);
		if (notice == NULL || notice->step.kind == STEP_RENEWED)
			continue;
		strcat(said, said[0] == '\0' ? "" : " ");
		strcat(said, span_format(notice->step.span, span));
	}
	TEXT_IS(said, full);
	planned_done(&planned);
}

static void t11_a_new_term_silences_the_old_one(void **state)
{
	const struct history nothing = {0};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-17"), "before 14d");
	/* What was decided and still waits does not hold any more, and nothing of it follows. */
	planned_renew(&planned, "2031-12-31", "2026-12-18");
	HOLDS_NOT(plan_still_holds(&planned.agreement, &nothing, &planned.rules, DEADLINE_END,
				   on("2026-12-31"), step_of("before 14d")));
	TEXT_IS(planned_runs(&planned, "2026-12-18", "2027-12-31"), "2026-12-18 renewed -13");
	planned_done(&planned);
}

static void t13_a_notice_deadline_and_the_end_are_told_independently(void **state)
{
	const struct span before[] = {lasting("30d"), lasting("0d")};
	struct policy policy = {.name = "both", .never_hide = lasting("7d")};
	struct planned planned;

	(void)state;
	policy.rules[DEADLINE_END] = policy.rules[DEADLINE_NOTICE] =
		(struct rule){.state = RULE_SET, .before = before, .before_count = COUNT(before)};
	/* Ends on 2025-08-01, renews itself once until 2026-08-01; notice is a month. */
	planned_init_tacit(&planned, "2024-08-01", "12m", "", "12m", "1m");
	planned.agreement.renews.times = 1;
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned_use(&planned, &policy, 1);
	planned_run(&planned, "2025-01-01");
	/* What is said of one hides nothing of the other. */
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2025-01-02");
	TEXT_IS(planned_runs(&planned, "2025-01-02", "2025-08-31"),
		"2025-06-01 notice 2025-07-01 before 30d; 2025-07-01 notice 2025-07-01 before 0d");
	planned_respond(&planned, RESPONSE_UNDECIDED, DEADLINE_END, "", "2025-09-01");
	TEXT_IS(planned_runs(&planned, "2025-09-01", "2026-12-31"),
		"2026-07-02 before 30d; 2026-08-01 before 0d");
	planned_done(&planned);
}

static void t12_what_is_not_active_gives_nothing(void **state)
{
	static const enum agreement_state states[] = {STATE_TERMINATED, STATE_SUPERSEDED,
						      STATE_WITHDRAWN};
	static const char *const last_days[] = {"2026-12-31", "2010-01-01", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(states) * COUNT(last_days) * 2; i++) {
		struct planned planned;

		planned_init(&planned, last_days[i % COUNT(last_days)]);
		planned.agreement.state = states[i / 2 % COUNT(states)];
		planned.agreement.kind = i % 2 == 0 ? KIND_OPEN_ENDED : KIND_UNKNOWN;
		TEXT_IS(planned_runs(&planned, "2026-06-01", "2027-06-01"), "");
		NUMBER_IS(planned.settled_count, 0);
		DAY_IS(planned.plan.next, "-");
		planned_done(&planned);
	}
}

static void t12_what_ends_early_falls_silent(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned.agreement.state = STATE_TERMINATED;
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2027-06-01"), "");
	planned_done(&planned);
}

static void t15_month_offsets_are_counted_from_the_last_day(void **state)
{
	const struct span before[] = {lasting("3m"), lasting("2m"), lasting("1m"), lasting("0d")};
	const struct policy policy = {
		.name = "months",
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2027-05-31"); /* - 3m is no 31st */
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2027-01-01", "2027-12-31"),
		"2027-02-28 before 3m; 2027-03-31 before 2m; 2027-04-30 before 1m; "
		"2027-05-31 before 0d");
	planned_done(&planned);
	planned_init(&planned, "2028-02-29");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2027-10-01", "2028-12-31"),
		"2027-11-29 before 3m; 2027-12-29 before 2m; 2028-01-29 before 1m; "
		"2028-02-29 before 0d");
	planned_done(&planned);
}

/* A run knows civil days only: whatever zone or season the office is in, a day is a day. */
static void t16_every_day_of_the_years_around_a_change_of_clocks_counts_one(void **state)
{
	const struct span before[] = {lasting("1d"), lasting("0d")};
	const struct policy policy = {.rules = {{.state = RULE_SET,
						 .before = before,
						 .before_count = COUNT(before),
						 .every = lasting("1d"),
						 .until = lasting("1d")}}};

	(void)state;
	for (struct day end = on("2026-03-01"); end.n <= on("2027-11-30").n; end.n++) {
		struct planned planned;
		char text[DAY_TEXT_SIZE];

		planned_init(&planned, day_format(end, text));
		planned.rules.calendar.weekdays = WEEKDAYS_ALL;
		planned_use(&planned, &policy, 1);
		TEXT_IS(planned_run_on(&planned, day_add_days(end, -2)), "");
		TEXT_IS(planned_run_on(&planned, day_add_days(end, -1)), "before 1d");
		TEXT_IS(planned_run_on(&planned, end), "before 0d");
		TEXT_IS(planned_run_on(&planned, day_add_days(end, 1)), "after 1d");
		TEXT_IS(planned_run_on(&planned, day_add_days(end, 2)), "");
		planned_done(&planned);
	}
}

static void t17_a_weekend_moves_a_reminder_and_eats_none(void **state)
{
	struct planned planned;

	(void)state;
	/* A Sunday: 1d (Saturday) and 0d meet on Friday; that it has ended is said on Monday. */
	planned_init(&planned, "2026-11-29");
	planned_run(&planned, "2026-11-20");
	TEXT_IS(planned_runs(&planned, "2026-11-21", "2026-11-30"),
		"2026-11-27 before 0d; 2026-11-30 after 1d");
	planned_done(&planned);
	/* A Friday: the day after is said on Monday, never before. */
	planned_init(&planned, "2026-11-27");
	planned_run(&planned, "2026-11-20");
	TEXT_IS(planned_runs(&planned, "2026-11-21", "2026-11-30"),
		"2026-11-26 before 1d; 2026-11-27 before 0d; 2026-11-30 after 1d");
	planned_done(&planned);
}

static void t17_a_holiday_moves_a_reminder_as_a_weekend_does(void **state)
{
	/* Wednesday and Thursday; the last day is the Friday behind them. */
	const struct day holidays[] = {on("2026-12-16"), on("2026-12-17")};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-18");
	planned.rules.calendar.holidays = holidays;
	planned.rules.calendar.holiday_count = COUNT(holidays);
	planned_run(&planned, "2026-12-11");
	TEXT_IS(planned_runs(&planned, "2026-12-12", "2026-12-21"),
		"2026-12-15 before 1d; 2026-12-18 before 0d; 2026-12-21 after 1d");
	planned_done(&planned);
}

static void t17_after_the_end_it_is_the_next_working_day(void **state)
{
	const struct day holidays[] = {on("2026-12-14")};
	struct planned planned;

	(void)state;
	/* A Friday, and a holiday on the Monday after: the end is told on Tuesday. */
	planned_init(&planned, "2026-12-11");
	planned.rules.calendar.holidays = holidays;
	planned.rules.calendar.holiday_count = COUNT(holidays);
	planned_run(&planned, "2026-12-09");
	TEXT_IS(planned_runs(&planned, "2026-12-10", "2026-12-31"),
		"2026-12-10 before 1d; 2026-12-11 before 0d; 2026-12-15 after 1d; "
		"2026-12-25 after 14d");
	planned_done(&planned);
}

static void t26_a_clock_ten_days_ahead_gives_one_catch_up(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-16");
	/* 14d was due on the 17th, 7d on the 24th. */
	TEXT_IS(planned_run(&planned, "2026-12-26"), "before 7d, 2 days late");
	NUMBER_IS(planned.plan.count, 2);
	TEXT_IS(planned_run(&planned, "2026-12-27"), "");
	planned_done(&planned);
}

static void t26_a_clock_set_back_sends_nothing_again(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-16");
	TEXT_IS(planned_run(&planned, "2026-12-17"), "before 14d");
	for (const char *const *day = (const char *const[]){"2026-12-16", "2026-12-01",
							    "2026-06-01", "2026-12-17", NULL};
	     *day != NULL; day++)
		TEXT_IS(planned_run(&planned, *day), "");
	TEXT_IS(planned_run(&planned, "2026-12-24"), "before 7d");
	planned_done(&planned);
}

static void t27_a_reminder_a_year_ahead_fires_once_and_is_never_forgotten(void **state)
{
	const struct span before[] = {lasting("365d"), lasting("0d")};
	const struct policy policy = {
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2027-12-31");
	planned_use(&planned, &policy, 1);
	/* Each day is a restart: all that a plan knows is the ledger. */
	TEXT_IS(planned_runs(&planned, "2026-06-01", "2029-12-31"),
		"2026-12-31 before 365d; 2027-12-31 before 0d");
	NUMBER_IS(planned.settled_count, 2);
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(t02_a_second_run_on_the_same_day_sends_nothing),
		cmocka_unit_test(t02_a_thousand_plans_that_are_not_written_down_are_the_same),
		cmocka_unit_test(t03_a_missed_day_is_caught_up_with_once_and_says_how_late),
		cmocka_unit_test(t04_an_import_shortly_before_the_end_gives_one_notice),
		cmocka_unit_test(t06_the_day_before_the_day_itself_and_the_day_after_each_fire),
		cmocka_unit_test(t10_after_a_renewal_the_full_schedule_is_armed_again),
		cmocka_unit_test(t11_a_new_term_silences_the_old_one),
		cmocka_unit_test(t12_what_is_not_active_gives_nothing),
		cmocka_unit_test(t12_what_ends_early_falls_silent),
		cmocka_unit_test(t13_a_notice_deadline_and_the_end_are_told_independently),
		cmocka_unit_test(t15_month_offsets_are_counted_from_the_last_day),
		cmocka_unit_test(t16_every_day_of_the_years_around_a_change_of_clocks_counts_one),
		cmocka_unit_test(t17_a_weekend_moves_a_reminder_and_eats_none),
		cmocka_unit_test(t17_a_holiday_moves_a_reminder_as_a_weekend_does),
		cmocka_unit_test(t17_after_the_end_it_is_the_next_working_day),
		cmocka_unit_test(t26_a_clock_ten_days_ahead_gives_one_catch_up),
		cmocka_unit_test(t26_a_clock_set_back_sends_nothing_again),
		cmocka_unit_test(t27_a_reminder_a_year_ahead_fires_once_and_is_never_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
