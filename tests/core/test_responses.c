/*
 * Goal: what somebody responded hides the reminders that it should hide, and no others.
 *
 * 2026-12-31, the last day of most cases, is a Thursday.
 */
#include "tests/core/planned.h"

static void t32_acknowledged_before_the_window_nothing_comes_until_the_last_week(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-06-01");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2026-12-31"),
		"2026-12-24 before 7d; 2026-12-30 before 1d; 2026-12-31 before 0d");
	NUMBER_IS(planned_count(&planned, OUTCOME_ACKNOWLEDGED), 5); /* 180, 90, 60, 30, 14 */
	planned_done(&planned);
}

static void what_was_acknowledged_and_has_ended_comes_back_the_day_after(void **state)
{
	const struct span before[] = {lasting("30d")};
	const struct policy policy = {
		.name = "nothing after the end",
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-30");
	planned_use(&planned, &policy, 1);
	planned_run(&planned, "2026-06-01");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_END, "", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2027-06-01"), "2026-12-31 resumes 1");
	planned_done(&planned);
}

static void a_snooze_ends_with_a_reminder_of_its_own(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-07-03"), "before 180d");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2026-10-14", "2026-07-06");
	TEXT_IS(planned_runs(&planned, "2026-07-06", "2026-11-02"),
		"2026-10-15 resumes -77; 2026-10-30 before 60d");
	/* 15 November is a Sunday, and until then it was put off. */
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2026-11-14", "2026-11-03");
	TEXT_IS(planned_runs(&planned, "2026-11-03", "2026-12-01"),
		"2026-11-16 resumes -46; 2026-12-01 before 30d");
	planned_done(&planned);
}

static void a_snooze_beyond_the_end_hides_what_follows_it_but_not_the_last_week(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-01");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2027-02-06", "2026-12-02");
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2027-02-12"),
		"2026-12-24 before 7d; 2026-12-30 before 1d; 2026-12-31 before 0d; "
		"2027-02-08 resumes 38; 2027-02-11 after 3x14d");
	planned_done(&planned);
}

static void an_acknowledgement_after_the_end_without_a_day_hides_nothing(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2027-01-01");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2027-01-04");
	TEXT_IS(planned_runs(&planned, "2027-01-05", "2027-01-29"),
		"2027-01-14 after 14d; 2027-01-28 after 2x14d");
	planned_done(&planned);
}

static void what_is_answered_once_it_is_over_hides_the_last_week_too(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "2027-02-06", "2027-01-04");
	TEXT_IS(planned_runs(&planned, "2027-01-05", "2027-02-12"),
		"2027-02-08 resumes 38; 2027-02-11 after 3x14d");
	planned_done(&planned);
	planned_init(&planned, "2026-12-31");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_END, "", "2027-01-04");
	TEXT_IS(planned_runs(&planned, "2027-01-05", "2027-02-12"), "");
	planned_done(&planned);
}

static void lapse_leaves_the_note_on_the_last_day(void **state)
{
	const struct span before[] = {lasting("30d"), lasting("7d")};
	const struct policy policy = {.name = "without the last day",
				      .rules = {{.state = RULE_SET,
						 .before = before,
						 .before_count = COUNT(before),
						 .every = lasting("14d"),
						 .until = lasting("90d")}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_END, "", "2026-12-02");
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2027-12-31"), "2026-12-31 before 0d");
	planned_done(&planned);
	planned_init(&planned, "2026-12-31");
	planned_use(&planned, &policy, 1);
	planned_run(&planned, "2026-11-01");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_END, "", "2026-11-02");
	TEXT_IS(planned_runs(&planned, "2026-11-02", "2027-12-31"), "2026-12-31 before 0d");
	planned_done(&planned);
}

static void a_decision_that_is_taken_back_hides_nothing_any_more(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-06-01");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_END, "", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2026-10-30"), "");
	planned_respond(&planned, RESPONSE_UNDECIDED, DEADLINE_END, "", "2026-11-02");
	TEXT_IS(planned_runs(&planned, "2026-11-02", "2026-12-18"),
		"2026-12-01 before 30d; 2026-12-17 before 14d");
	planned_done(&planned);
}

static void a_response_moves_with_a_small_correction_and_not_with_a_large_one(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-06-01");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-06-02");
	planned_correct(&planned, "2027-01-05", "2026-06-03");
	TEXT_IS(planned_runs(&planned, "2026-06-03", "2026-12-23"), "");
	planned_correct(&planned, "2027-03-31", "2026-12-24");
	TEXT_IS(planned_runs(&planned, "2026-12-24", "2027-01-05"),
		"2026-12-24 before 180d; 2026-12-31 before 90d");
	planned_done(&planned);
}

static void an_answer_after_the_end_brings_no_reminder_of_its_own(void **state)
{
	const struct span before[] = {lasting("30d")};
	const struct policy policy = {
		.name = "nothing after the end",
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}},
		.never_hide = lasting("7d")};
	static const enum response_kind kinds[] = {RESPONSE_ACKNOWLEDGED, RESPONSE_RENEW,
						   RESPONSE_RENEGOTIATE, RESPONSE_LAPSE};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct planned planned;

		planned_init(&planned, "2026-12-31");
		planned_use(&planned, &policy, 1);
		planned_run(&planned, "2026-12-01");
		planned_respond(&planned, kinds[i], DEADLINE_END, "", "2027-03-11");
		TEXT_IS(planned_runs(&planned, "2027-03-11", "2027-06-30"), "");
		planned_done(&planned);
	}
}

static void a_new_term_is_not_covered_by_what_was_said_of_the_old_one(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_END, "", "2026-12-02");
	planned_renew(&planned, "2027-12-31", "2026-12-10");
	TEXT_IS(planned_runs(&planned, "2026-12-10", "2027-10-01"),
		"2026-12-10 renewed -21; 2027-07-02 before 180d; 2027-10-01 before 90d");
	planned_done(&planned);
}

static void a_notice_deadline_is_acknowledged_by_itself(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.agreement.renews.times = 20;
	planned_run(&planned, "2024-01-01");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_NOTICE, "", "2024-01-02");
	/* 2024-05-01 is the deadline: the last week is told, and the next term is another matter. */
	TEXT_IS(planned_runs(&planned, "2024-01-02", "2025-01-31"),
		"2024-04-24 notice 2024-05-01 before 7d; 2024-05-01 notice 2024-05-01 before 0d; "
		"2025-01-31 notice 2025-05-01 before 90d");
	planned_done(&planned);
}

static void lapse_hides_no_notice_deadline_until_notice_was_given(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.agreement.renews.times = 20;
	planned_run(&planned, "2024-01-01");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_NOTICE, "", "2024-01-02");
	TEXT_IS(planned_runs(&planned, "2024-01-02", "2024-04-10"),
		"2024-02-01 notice 2024-05-01 before 90d; 2024-04-01 notice 2024-05-01 before 30d");
	planned.agreement.terminated_on = given("2024-08-01");
	planned.terms[0].seen_on = DAY_NONE;
	TEXT_IS(planned_runs(&planned, "2024-04-11", "2025-12-31"),
		"2024-04-11 before 180d; 2024-05-03 before 90d; 2024-05-31 before 60d; "
		"2024-07-02 before 30d; 2024-07-18 before 14d; 2024-07-25 before 7d; "
		"2024-07-31 before 1d; 2024-08-01 before 0d");
	planned_done(&planned);
}

static void a_review_that_was_acknowledged_is_done(void **state)
{
	const struct span before[] = {lasting("30d"), lasting("7d"), lasting("0d")};
	const struct policy policy = {.name = "reviews",
				      .rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("24m")}},
				      .never_hide = lasting("7d")};
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-01-15", "2021-01-15");
	planned_use(&planned, &policy, 1);
	planned_run(&planned, "2021-01-15");
	TEXT_IS(planned_runs(&planned, "2021-01-18", "2021-12-20"), "2021-12-16 before 30d");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_REVIEW, "", "2021-12-20");
	TEXT_IS(planned_runs(&planned, "2021-12-20", "2023-12-20"), "2023-12-15 before 30d");
	/* Put off until after its day, it comes back. */
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_REVIEW, "2024-02-29",
			"2023-12-20");
	TEXT_IS(planned_runs(&planned, "2023-12-20", "2024-12-20"), "2024-03-01 resumes 46");
	planned_done(&planned);
}

static void the_question_for_a_last_day_can_be_put_off(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	planned_run(&planned, "2020-01-15");
	TEXT_IS(planned_runs(&planned, "2020-01-16", "2020-08-01"), "2020-07-15 after 6m");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_UNKNOWN, "2021-03-01",
			"2020-08-03");
	TEXT_IS(planned_runs(&planned, "2020-08-03", "2021-08-01"),
		"2021-03-02 resumes 412; 2021-07-15 after 3x6m");
	planned_done(&planned);
}

static void a_policy_says_how_long_before_the_end_nothing_is_hidden(void **state)
{
	const struct span before[] = {lasting("60d"), lasting("20d"), lasting("0d")};
	struct policy policy = {
		.name = "careful",
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}},
		.never_hide = lasting("30d")};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_use(&planned, &policy, 1);
	planned_run(&planned, "2026-06-01");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2026-12-31"),
		"2026-12-11 before 20d; 2026-12-31 before 0d");
	planned_done(&planned);
}

static void a_response_made_while_nobody_looked_counts_all_the_same(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-27");
	/* 30d was due on 1 December; the service was off until the 3rd. */
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	NUMBER_IS(planned_count(&planned, OUTCOME_ACKNOWLEDGED), 1);
	planned_done(&planned);
}

static void a_notice_that_waits_holds_as_long_as_nothing_was_said(void **state)
{
	struct planned planned;
	struct history history = {0};
	const struct step before = step_of("before 30d"), last = step_of("before 1d");
	const struct day end = on("2026-12-31");

	(void)state;
	planned_init(&planned, "2026-12-31");
	HOLDS(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END, end,
			       before));
	HOLDS_NOT(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END,
				   on("2026-06-30"), before));
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-12-02");
	history = (struct history){NULL, 0, planned.responses, planned.response_count};
	HOLDS_NOT(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END, end,
				   before));
	HOLDS(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END, end,
			       last));
	HOLDS(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END, end,
			       step_of("renewed -3")));
	planned.agreement.state = STATE_WITHDRAWN;
	HOLDS_NOT(plan_still_holds(&planned.agreement, &history, &planned.rules, DEADLINE_END, end,
				   step_of("renewed -3")));
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			t32_acknowledged_before_the_window_nothing_comes_until_the_last_week),
		cmocka_unit_test(what_was_acknowledged_and_has_ended_comes_back_the_day_after),
		cmocka_unit_test(a_snooze_ends_with_a_reminder_of_its_own),
		cmocka_unit_test(
			a_snooze_beyond_the_end_hides_what_follows_it_but_not_the_last_week),
		cmocka_unit_test(an_acknowledgement_after_the_end_without_a_day_hides_nothing),
		cmocka_unit_test(what_is_answered_once_it_is_over_hides_the_last_week_too),
		cmocka_unit_test(lapse_leaves_the_note_on_the_last_day),
		cmocka_unit_test(a_decision_that_is_taken_back_hides_nothing_any_more),
		cmocka_unit_test(a_response_moves_with_a_small_correction_and_not_with_a_large_one),
		cmocka_unit_test(an_answer_after_the_end_brings_no_reminder_of_its_own),
		cmocka_unit_test(a_new_term_is_not_covered_by_what_was_said_of_the_old_one),
		cmocka_unit_test(a_notice_deadline_is_acknowledged_by_itself),
		cmocka_unit_test(lapse_hides_no_notice_deadline_until_notice_was_given),
		cmocka_unit_test(a_review_that_was_acknowledged_is_done),
		cmocka_unit_test(the_question_for_a_last_day_can_be_put_off),
		cmocka_unit_test(a_policy_says_how_long_before_the_end_nothing_is_hidden),
		cmocka_unit_test(a_response_made_while_nobody_looked_counts_all_the_same),
		cmocka_unit_test(a_notice_that_waits_holds_as_long_as_nothing_was_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
