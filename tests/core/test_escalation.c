/*
 * Goal: when nobody responds, others are told in time, once, and nobody is told for nothing.
 *
 * The office: the owner is the law faculty; after three weeks the dean's office is told, after six
 * the rector. 2026-12-31 is a Thursday.
 */
#include <string.h>

#include "tests/core/planned.h"

static const struct address law[] = {{"mail", "law@x.test"}};
static const struct address dean[] = {{"mail", "dean@x.test"}};
static const struct address rector[] = {{"mail", "rector@x.test"}};
static const struct address keeper[] = {{"mail", "keeper@x.test"}};

static const struct contact people[] = {
	{.key = "registry", .name = "Registry", .addresses = keeper, .address_count = 1},
	{.key = "law", .name = "Faculty of Law", .addresses = law, .address_count = 1},
	{.key = "dean", .name = "Dean", .addresses = dean, .address_count = 1},
	{.key = "rector", .name = "Rector", .addresses = rector, .address_count = 1},
};

static const char *const to_dean[] = {"dean"};
static const char *const to_rector[] = {"rector"};
static const struct escalation steps[] = {
	{.after = {21, SPAN_DAYS}, .to = to_dean, .to_count = 1},
	{.after = {42, SPAN_DAYS}, .to = to_rector, .to_count = 1},
};
static const struct span before[] = {
	{180, SPAN_DAYS}, {90, SPAN_DAYS}, {30, SPAN_DAYS}, {0, SPAN_DAYS}};
static const struct policy policy = {
	.name = "escalating",
	.rules = {[DEADLINE_END] = {.state = RULE_SET,
				    .before = before,
				    .before_count = COUNT(before),
				    .every = {14, SPAN_DAYS},
				    .until = {90, SPAN_DAYS}},
		  [DEADLINE_NOTICE] = {.state = RULE_SET,
				       .before = before,
				       .before_count = COUNT(before)}},
	.escalations = steps,
	.escalation_count = COUNT(steps),
	.never_hide = {7, SPAN_DAYS},
};

static void begin(struct planned *planned, const char *last_day)
{
	planned_init(planned, last_day);
	planned->agreement.owner = "Faculty of Law";
	planned->rules.contacts = (struct contacts){.items = people, .count = COUNT(people)};
	planned_use(planned, &policy, 1);
}

static void those_of_each_step_are_told_and_then_get_what_follows(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	/* 180d is Saturday 4 July, so that it is told on the 3rd. */
	TEXT_IS(planned_runs(&planned, "2026-07-03", "2027-01-14"),
		"2026-07-03 before 180d; 2026-07-24 escalates -160, level 1; "
		"2026-08-14 escalates -139, level 2; 2026-10-02 before 90d, level 2; "
		"2026-12-01 before 30d, level 2; 2026-12-31 before 0d, level 2; "
		"2027-01-01 after 1d, level 2; 2027-01-14 after 14d, level 2");
	planned_done(&planned);
}

static void an_escalation_says_from_where_it_came(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_runs(&planned, "2026-07-03", "2026-08-13");
	TEXT_IS(planned_run(&planned, "2026-08-14"), "escalates -139, level 2");
	NUMBER_IS(planned_notice(&planned)->former_level, 1);
	DAY_IS(planned_notice(&planned)->first_told, "2026-07-03");
	TEXT_IS(planned_run(&planned, "2026-10-02"), "before 90d, level 2");
	NUMBER_IS(planned_notice(&planned)->former_level, 2);
	DAY_IS(planned_notice(&planned)->first_told, "2026-07-03");
	planned_done(&planned);
}

static void it_joins_a_reminder_that_is_due_on_its_day(void **state)
{
	const struct span weeks[] = {lasting("63d"), lasting("42d"), lasting("0d")};
	struct policy joined = policy;
	struct planned planned;

	(void)state;
	joined.rules[DEADLINE_END].before = weeks;
	joined.rules[DEADLINE_END].before_count = COUNT(weeks);
	begin(&planned, "2026-12-31");
	planned_use(&planned, &joined, 1);
	TEXT_IS(planned_runs(&planned, "2026-10-01", "2026-12-11"),
		"2026-10-29 before 63d; 2026-11-19 before 42d, level 1; "
		"2026-12-10 escalates -21, level 2");
	planned_done(&planned);
}

static void it_comes_a_week_before_the_end_at_the_latest(void **state)
{
	struct planned planned;

	(void)state;
	/* Known on 10 December: three weeks later would be the last day. */
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-10");
	TEXT_IS(planned_runs(&planned, "2026-12-10", "2026-12-30"),
		"2026-12-10 before 30d; 2026-12-24 escalates -7, level 2");
	planned_done(&planned);
	/* Known two days before the end: the owner has a day. */
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-29");
	TEXT_IS(planned_runs(&planned, "2026-12-29", "2026-12-31"),
		"2026-12-29 before 30d; 2026-12-30 escalates -1, level 2; "
		"2026-12-31 before 0d, level 2");
	planned_done(&planned);
}

static void what_had_ended_when_it_was_first_told_waits_its_time(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2027-01-18");
	TEXT_IS(planned_runs(&planned, "2027-01-18", "2027-03-12"),
		"2027-01-18 after 14d; 2027-01-28 after 2x14d; 2027-02-08 escalates 39, level 1; "
		"2027-02-11 after 3x14d, level 1; 2027-02-25 after 4x14d, level 1; "
		"2027-03-01 escalates 60, level 2; 2027-03-11 after 5x14d, level 2");
	planned_done(&planned);
}

static void a_weekend_makes_it_wait_for_the_next_working_day(void **state)
{
	const struct day holidays[] = {on("2026-07-24"), on("2026-07-27")};
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned.rules.calendar.holidays = holidays;
	planned.rules.calendar.holiday_count = COUNT(holidays);
	TEXT_IS(planned_runs(&planned, "2026-07-03", "2026-07-28"),
		"2026-07-03 before 180d; 2026-07-28 escalates -156, level 1");
	planned_done(&planned);
}

static void a_response_stops_it(void **state)
{
	static const enum response_kind kinds[] = {RESPONSE_ACKNOWLEDGED, RESPONSE_RENEW,
						   RESPONSE_RENEGOTIATE, RESPONSE_LAPSE};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct planned planned;

		begin(&planned, "2026-12-31");
		TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
		planned_respond(&planned, kinds[i], DEADLINE_END, "", "2026-07-20");
		TEXT_IS(planned_runs(&planned, "2026-07-20", "2026-12-31"), "2026-12-31 before 0d");
		planned_done(&planned);
	}
}

static void a_response_once_the_end_has_passed_stops_it_as_well(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2027-01-18");
	TEXT_IS(planned_run(&planned, "2027-01-18"), "after 14d");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_END, "", "2027-01-20");
	TEXT_IS(planned_runs(&planned, "2027-01-20", "2027-03-01"),
		"2027-01-28 after 2x14d; 2027-02-11 after 3x14d; 2027-02-25 after 4x14d");
	planned_done(&planned);
}

static void notice_that_was_given_stops_it(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	planned.agreement.terminated_on = given("2026-12-31");
	TEXT_IS(planned_runs(&planned, "2026-07-06", "2027-03-31"),
		"2026-10-02 before 90d; 2026-12-01 before 30d; 2026-12-31 before 0d");
	planned_done(&planned);
}

static void after_one_step_a_response_stops_the_next(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_runs(&planned, "2026-07-03", "2026-07-24");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-07-27");
	/* Who was told by then hears of the end. */
	TEXT_IS(planned_runs(&planned, "2026-07-27", "2026-12-31"),
		"2026-12-31 before 0d, level 1");
	planned_done(&planned);
}

static void when_what_was_put_off_comes_back_the_time_runs_anew(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2026-08-31", "2026-07-06");
	TEXT_IS(planned_runs(&planned, "2026-07-06", "2026-10-13"),
		"2026-09-01 resumes -121; 2026-09-22 escalates -100, level 1; "
		"2026-10-02 before 90d, level 1; 2026-10-13 escalates -79, level 2");
	planned_done(&planned);
}

static void what_comes_back_after_a_weekend_escalates_as_well(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	/* Until a Friday: it comes back on the Monday. */
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2026-08-14", "2026-07-06");
	TEXT_IS(planned_runs(&planned, "2026-07-06", "2026-08-17"), "2026-08-17 resumes -138");
	DAY_IS(planned.plan.next, "2026-09-07");
	TEXT_IS(planned_runs(&planned, "2026-08-18", "2026-09-28"),
		"2026-09-07 escalates -115, level 1; 2026-09-28 escalates -94, level 2");
	planned_done(&planned);
}

static void what_comes_back_where_no_working_day_is_left_escalates_as_well(void **state)
{
	/* Until Friday, and the Monday after is the last day, a holiday: it comes back on Friday. */
	const struct day holidays[] = {on("2026-12-28")};
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-28");
	planned.rules.calendar.holidays = holidays;
	planned.rules.calendar.holiday_count = COUNT(holidays);
	TEXT_IS(planned_run(&planned, "2026-07-01"), "before 180d");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2026-12-25", "2026-07-02");
	TEXT_IS(planned_runs(&planned, "2026-07-02", "2026-12-25"), "2026-12-25 before 0d");
	TEXT_IS(planned_runs(&planned, "2026-12-28", "2027-01-20"),
		"2026-12-29 after 1d, level 2; 2027-01-11 after 14d, level 2");
	planned_done(&planned);
}

static void a_decision_that_is_taken_back_lets_it_go_on(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_END, "", "2026-07-06");
	planned_respond(&planned, RESPONSE_UNDECIDED, DEADLINE_END, "", "2026-09-01");
	TEXT_IS(planned_runs(&planned, "2026-07-07", "2026-09-02"),
		"2026-07-24 escalates -160, level 1; 2026-08-14 escalates -139, level 2");
	planned_done(&planned);
}

static void a_new_term_begins_without_any(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_runs(&planned, "2026-07-03", "2026-08-14");
	planned_renew(&planned, "2027-12-31", "2026-08-17");
	TEXT_IS(planned_runs(&planned, "2026-08-17", "2027-07-23"),
		"2026-08-17 renewed -136; 2027-07-02 before 180d; "
		"2027-07-23 escalates -161, level 1");
	planned_done(&planned);
}

static void the_owner_hears_of_a_correction_on_the_day_of_an_escalation(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-10");
	TEXT_IS(planned_runs(&planned, "2026-12-10", "2026-12-24"),
		"2026-12-10 before 30d; 2026-12-24 escalates -7, level 2");
	planned_correct(&planned, "2026-12-24", "2026-12-24");
	TEXT_IS(planned_run(&planned, "2026-12-24"),
		"before 0d, corrected from 2026-12-31, level 2");
	planned_done(&planned);
}

static void a_small_correction_tells_nobody_again(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "2026-12-31");
	planned_runs(&planned, "2026-07-03", "2026-08-14");
	planned_correct(&planned, "2027-01-05", "2026-08-17");
	TEXT_IS(planned_runs(&planned, "2026-08-17", "2026-10-08"),
		"2026-10-07 before 90d, corrected from 2026-12-31, level 2");
	planned_done(&planned);
}

static void who_is_told_anyway_is_passed_over(void **state)
{
	static const char *const to[] = {"owner", "dean"};
	struct policy known = policy;
	struct planned planned;

	(void)state;
	known.to = to;
	known.to_count = COUNT(to);
	begin(&planned, "2026-12-31");
	planned_use(&planned, &known, 1);
	TEXT_IS(planned_runs(&planned, "2026-07-03", "2026-08-14"),
		"2026-07-03 before 180d; 2026-08-14 escalates -139, level 2");
	planned_done(&planned);
}

static void the_keeper_who_stands_in_for_an_owner_is_not_told_twice(void **state)
{
	static const char *const to_keeper[] = {"registry"};
	const struct escalation step[] = {
		{.after = {21, SPAN_DAYS}, .to = to_keeper, .to_count = 1}};
	struct policy keepers = policy;
	struct planned planned;

	(void)state;
	keepers.escalations = step;
	keepers.escalation_count = 1;
	begin(&planned, "2026-12-31");
	planned.agreement.owner = NULL;
	planned_use(&planned, &keepers, 1);
	TEXT_IS(planned_runs(&planned, "2026-07-03", "2026-09-30"), "2026-07-03 before 180d");
	planned_done(&planned);
}

static void a_step_that_an_absence_made_needless_is_taken_when_that_is_over(void **state)
{
	struct contact away[COUNT(people)];
	struct planned planned;

	(void)state;
	memcpy(away, people, sizeof(away));
	/* The faculty's deputy is the dean, who is told anyway then. */
	away[1].deputy = &away[2];
	away[1].absent_from = DAY_NONE;
	away[1].absent_until = on("2026-07-29");
	begin(&planned, "2026-12-31");
	planned.rules.contacts.items = away;
	planned_run(&planned, "2026-07-03");
	TEXT_IS(planned_run(&planned, "2026-07-24"), "");
	DAY_IS(planned.plan.next, "2026-07-30");
	TEXT_IS(planned_run(&planned, "2026-07-30"), "escalates -160, 6 days late, level 1");
	planned_done(&planned);
}

static void of_a_notice_deadline_it_comes_before_that_or_not_at_all(void **state)
{
	struct planned planned;

	(void)state;
	begin(&planned, "");
	planned_done(&planned);
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.agreement.renews.times = 20;
	planned.agreement.owner = "Faculty of Law";
	planned.rules.contacts = (struct contacts){.items = people, .count = COUNT(people)};
	planned_use(&planned, &policy, 1);
	/* 180 days before 2024-05-01 is 2023-11-03. */
	TEXT_IS(planned_runs(&planned, "2023-11-01", "2024-05-31"),
		"2023-11-01 notice 2023-05-01 before 0d; "
		"2023-11-03 notice 2024-05-01 before 180d; "
		"2023-11-24 notice 2024-05-01 escalates -159, level 1; "
		"2023-12-15 notice 2024-05-01 escalates -138, level 2; "
		"2024-02-01 notice 2024-05-01 before 90d, level 2; "
		"2024-04-01 notice 2024-05-01 before 30d, level 2; "
		"2024-05-01 notice 2024-05-01 before 0d, level 2");
	planned_done(&planned);
}

static void a_policy_that_gains_steps_calls_nobody_about_what_was_over_long_ago(void **state)
{
	static const char *const last_days[] = {"2026-12-31", "2025-12-31", "2024-12-31"};
	static const char *const said[] = {"2026-12-15 escalates -16, level 2", "", ""};
	struct policy without = policy;

	(void)state;
	without.escalation_count = 0;
	for (size_t i = 0; i < COUNT(last_days); i++) {
		struct planned planned;

		begin(&planned, last_days[i]);
		planned_use(&planned, &without, 1);
		planned_runs(&planned, "2024-06-01", "2026-12-14");
		planned_use(&planned, &policy, 1);
		if (i > 0)
			TEXT_IS(planned_runs(&planned, "2026-12-15", "2026-12-30"), said[i]);
		else
			NUMBER_IS(planned_notice(&planned) == NULL, 1);
		planned_done(&planned);
	}
}

static void a_step_that_a_policy_lost_is_not_told_again_when_it_comes_back(void **state)
{
	struct policy without = policy;
	struct planned planned;

	(void)state;
	without.escalation_count = 0;
	begin(&planned, "2026-12-31");
	planned_runs(&planned, "2026-07-03", "2026-08-14");
	planned_use(&planned, &without, 1);
	TEXT_IS(planned_run(&planned, "2026-10-02"), "before 90d, level 2");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-10-05", "2026-12-01"),
		"2026-12-01 before 30d, level 2");
	planned_done(&planned);
}

static void steps_that_became_due_one_after_the_other_have_days_of_their_own(void **state)
{
	struct contact away[COUNT(people)];
	struct planned planned;

	(void)state;
	memcpy(away, people, sizeof(away));
	/* Both steps are due a week before the end; the rector's deputy is the dean. */
	away[3].deputy = &away[2];
	away[3].absent_from = DAY_NONE;
	away[3].absent_until = on("2026-12-27");
	begin(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-10");
	planned.rules.contacts.items = away;
	TEXT_IS(planned_runs(&planned, "2026-12-10", "2026-12-30"),
		"2026-12-10 before 30d; 2026-12-24 escalates -7, level 1; "
		"2026-12-28 escalates -6, 3 days late, level 2");
	planned_done(&planned);
}

static void a_step_that_a_policy_gained_on_the_day_of_another_waits_a_day(void **state)
{
	const struct escalation at_once[] = {
		{.after = {21, SPAN_DAYS}, .to = to_dean, .to_count = 1},
		{.after = {21, SPAN_DAYS}, .to = to_rector, .to_count = 1}};
	struct policy first = policy, both = policy;
	struct planned planned;

	(void)state;
	first.escalation_count = 1;
	both.escalations = at_once;
	begin(&planned, "2026-12-31");
	planned_use(&planned, &first, 1);
	TEXT_IS(planned_runs(&planned, "2026-07-03", "2026-07-24"),
		"2026-07-03 before 180d; 2026-07-24 escalates -160, level 1");
	planned_use(&planned, &both, 1);
	TEXT_IS(planned_runs(&planned, "2026-07-24", "2026-07-28"),
		"2026-07-27 escalates -157, level 2");
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_of_each_step_are_told_and_then_get_what_follows),
		cmocka_unit_test(an_escalation_says_from_where_it_came),
		cmocka_unit_test(it_joins_a_reminder_that_is_due_on_its_day),
		cmocka_unit_test(it_comes_a_week_before_the_end_at_the_latest),
		cmocka_unit_test(what_had_ended_when_it_was_first_told_waits_its_time),
		cmocka_unit_test(a_weekend_makes_it_wait_for_the_next_working_day),
		cmocka_unit_test(a_response_stops_it),
		cmocka_unit_test(a_response_once_the_end_has_passed_stops_it_as_well),
		cmocka_unit_test(notice_that_was_given_stops_it),
		cmocka_unit_test(after_one_step_a_response_stops_the_next),
		cmocka_unit_test(when_what_was_put_off_comes_back_the_time_runs_anew),
		cmocka_unit_test(what_comes_back_after_a_weekend_escalates_as_well),
		cmocka_unit_test(what_comes_back_where_no_working_day_is_left_escalates_as_well),
		cmocka_unit_test(a_decision_that_is_taken_back_lets_it_go_on),
		cmocka_unit_test(a_new_term_begins_without_any),
		cmocka_unit_test(the_owner_hears_of_a_correction_on_the_day_of_an_escalation),
		cmocka_unit_test(a_small_correction_tells_nobody_again),
		cmocka_unit_test(who_is_told_anyway_is_passed_over),
		cmocka_unit_test(the_keeper_who_stands_in_for_an_owner_is_not_told_twice),
		cmocka_unit_test(a_step_that_an_absence_made_needless_is_taken_when_that_is_over),
		cmocka_unit_test(of_a_notice_deadline_it_comes_before_that_or_not_at_all),
		cmocka_unit_test(
			a_policy_that_gains_steps_calls_nobody_about_what_was_over_long_ago),
		cmocka_unit_test(a_step_that_a_policy_lost_is_not_told_again_when_it_comes_back),
		cmocka_unit_test(steps_that_became_due_one_after_the_other_have_days_of_their_own),
		cmocka_unit_test(a_step_that_a_policy_gained_on_the_day_of_another_waits_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
