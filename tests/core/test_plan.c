/* Goal: of what is due about one agreement, the right thing is decided, with all that it says. */
#include <errno.h>

#include "tests/core/planned.h"
#include "tests/support/alloc.h"

static void a_life_without_gaps_gives_each_reminder_on_its_day(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_runs(&planned, "2026-01-01", "2028-01-01"),
		"2026-07-03 before 180d; 2026-10-02 before 90d; 2026-10-30 before 60d; "
		"2026-12-01 before 30d; 2026-12-17 before 14d; 2026-12-24 before 7d; "
		"2026-12-30 before 1d; 2026-12-31 before 0d; 2027-01-01 after 1d; "
		"2027-01-14 after 14d; 2027-01-28 after 2x14d; 2027-02-11 after 3x14d; "
		"2027-02-25 after 4x14d; 2027-03-11 after 5x14d; 2027-03-25 after 6x14d");
	NUMBER_IS(planned.settled_count, 15);
	DAY_IS(planned.plan.next, "-");
	planned_done(&planned);
}

static void a_decision_says_what_it_is_about(void **state)
{
	struct planned planned;
	const struct decision *notice;

	(void)state;
	planned_init(&planned, "2027-01-03"); /* a Sunday */
	planned_run(&planned, "2026-12-28");
	TEXT_IS(planned_run(&planned, "2027-01-01"), "before 0d");
	notice = planned_notice(&planned);
	NUMBER_IS(notice->kind, DEADLINE_END);
	NUMBER_IS(notice->term_seq, 0);
	DAY_IS(notice->deadline, "2027-01-03");
	DAY_IS(notice->latest, "2027-01-03");
	DAY_IS(notice->given.first, "2027-01-03");
	NUMBER_IS(notice->given.precision, PRECISION_DAY);
	DAY_IS(notice->milestone, "2027-01-03");
	DAY_IS(notice->sending_day, "2027-01-01");
	NUMBER_IS(notice->late_days, 0);
	DAY_IS(notice->corrected_from, "-");
	assert_ptr_equal(notice->policy, &policy_built_in);
	NUMBER_IS(planned.plan.count, 2);
	DAY_IS(planned.plan.items[0].milestone, "2027-01-02");
	NUMBER_IS(planned.plan.items[0].outcome, OUTCOME_SUPERSEDED);
	DAY_IS(planned.plan.next, "2027-01-04");
	planned_done(&planned);
}

static void next_is_the_day_on_which_something_is_due(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-01-01");
	DAY_IS(planned.plan.next, "2026-07-03");
	planned_run(&planned, "2026-07-02");
	DAY_IS(planned.plan.next, "2026-07-03");
	planned_run(&planned, "2026-07-03");
	DAY_IS(planned.plan.next, "2026-10-02");
	planned_run(&planned, "2027-03-20");
	DAY_IS(planned.plan.next, "2027-03-25");
	planned_run(&planned, "2027-03-25");
	DAY_IS(planned.plan.next, "-");
	planned_done(&planned);
}

static void a_first_run_is_never_late_and_later_ones_count_from_it(void **state)
{
	struct planned planned;

	(void)state;
	/* Known since the 10th, planned first on the 14th: 30d was due on the 1st. */
	planned_init(&planned, "2026-12-31");
	planned_correct(&planned, "2026-12-31", "2026-12-10");
	TEXT_IS(planned_run(&planned, "2026-12-14"), "before 30d");
	TEXT_IS(planned_run(&planned, "2026-12-18"), "before 14d, 1 days late");
	planned_done(&planned);
}

static void a_deadline_that_is_ahead_is_told_though_its_milestones_have_passed(void **state)
{
	static const struct span before[] = {{90, SPAN_DAYS}, {7, SPAN_DAYS}};
	const struct policy sparse = {
		.name = "sparse",
		.rules = {
			[DEADLINE_END] = {.state = RULE_SET, .before = before, .before_count = 2}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-11-26");
	planned_use(&planned, &sparse, 1);
	planned_correct(&planned, "2026-11-26", "2026-11-23");
	TEXT_IS(planned_runs(&planned, "2026-11-23", "2026-12-31"), "2026-11-23 before 7d");
	planned_done(&planned);
	/* Over when it became known: nothing is left to do but to list it. */
	planned_init(&planned, "2026-11-20");
	planned_use(&planned, &sparse, 1);
	planned_correct(&planned, "2026-11-20", "2026-11-23");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "unwatched 2");
	planned_done(&planned);
}

static void a_schedule_that_had_passed_is_unwatched_once(void **state)
{
	struct planned planned;

	(void)state;
	/* The last milestone is 84 days after the end, on Friday 2026-09-25. */
	planned_init(&planned, "2026-07-03");
	planned_correct(&planned, "2026-07-03", "2026-09-26");
	TEXT_IS(planned_run(&planned, "2026-09-28"), "unwatched 15");
	NUMBER_IS(planned.plan.items[14].outcome, OUTCOME_UNWATCHED);
	DAY_IS(planned.plan.next, "-");
	TEXT_IS(planned_runs(&planned, "2026-09-28", "2027-12-31"), "");
	NUMBER_IS(planned.settled_count, 15);
	planned_done(&planned);
	/* Known on that very day: there is still something to say. */
	planned_init(&planned, "2026-07-03");
	planned_correct(&planned, "2026-07-03", "2026-09-25");
	TEXT_IS(planned_run(&planned, "2026-09-28"), "after 6x14d");
	planned_done(&planned);
}

static void what_was_known_in_time_is_told_however_late(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-07-03");
	planned_run(&planned, "2026-06-30");
	TEXT_IS(planned_run(&planned, "2027-09-27"), "after 6x14d, 367 days late");
	planned_done(&planned);
}

static void a_changed_policy_repeats_nothing(void **state)
{
	const struct span before[] = {lasting("45d"), lasting("35d"), lasting("20d"),
				      lasting("7d")};
	const struct policy policy = {
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-11-27");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_run(&planned, "2026-12-02"), "");
	NUMBER_IS(planned.plan.count, 2);
	NUMBER_IS(planned.plan.items[0].outcome, OUTCOME_SUPERSEDED); /* 45d */
	NUMBER_IS(planned.plan.items[1].outcome, OUTCOME_SUPERSEDED); /* 35d */
	DAY_IS(planned.plan.next, "2026-12-11");
	planned_use(&planned, NULL, 0); /* and back */
	TEXT_IS(planned_run(&planned, "2026-12-03"), "");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-12-04", "2027-12-31"),
		"2026-12-11 before 20d; 2026-12-24 before 7d");
	planned_done(&planned);
}

static void reminders_that_are_off_are_off(void **state)
{
	const struct policy policy = {.rules = {{.state = RULE_OFF}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-06-01", "2026-12-20"), "");
	NUMBER_IS(planned.settled_count, 0);
	DAY_IS(planned.plan.next, "-");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2026-07-01")), "-");
	planned_use(&planned, NULL, 0);
	TEXT_IS(planned_run(&planned, "2026-12-21"), "before 14d, 4 days late");
	planned_done(&planned);
}

static void each_kind_of_deadline_finds_its_own_policy(void **state)
{
	const struct span before[] = {lasting("3d")};
	const struct policy policies[] = {
		{.name = "reviews",
		 .rules = {[DEADLINE_REVIEW] = {.state = RULE_OFF},
			   [DEADLINE_UNKNOWN] = {.state = RULE_OFF}}},
		{.name = "ends",
		 .rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}}},
	};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_use(&planned, policies, COUNT(policies));
	TEXT_IS(planned_run(&planned, "2026-12-28"), "before 3d");
	TEXT_IS(planned_notice(&planned)->policy->name, "ends");
	planned_done(&planned);
	planned_init_open_ended(&planned, "2020-01-15", "2020-01-15");
	planned_use(&planned, policies, COUNT(policies));
	TEXT_IS(planned_runs(&planned, "2026-01-01", "2028-12-31"), "");
	planned.agreement.kind = KIND_UNKNOWN;
	TEXT_IS(planned_runs(&planned, "2026-01-01", "2028-12-31"), "");
	planned_done(&planned);
}

static void a_window_is_told_in_its_own_words(void **state)
{
	const struct span before[] = {lasting("30d"), lasting("7d")};
	const struct policy policy = {
		.rules = {{.state = RULE_SET, .before = before, .before_count = COUNT(before)}},
		.window = {true, lasting("6m"), lasting("30d")}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-01-01", "2028-01-01"),
		"2026-06-30 opens 6m; 2026-12-01 closes 30d; 2026-12-24 before 7d");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2026-07-01")),
	       "2026-06-30");
	planned_done(&planned);
}

static void a_vague_last_day_may_have_passed(void **state)
{
	struct planned planned;
	const struct decision *notice;

	(void)state;
	planned_init(&planned, "2027"); /* signed on 2020-01-15 */
	planned_run(&planned, "2027-01-12");
	TEXT_IS(planned_run(&planned, "2027-01-18"), "after 1d");
	notice = planned_notice(&planned);
	DAY_IS(notice->deadline, "2027-01-15");
	DAY_IS(notice->latest, "2027-12-31");
	NUMBER_IS(notice->given.precision, PRECISION_YEAR);
	DAY_IS(notice->given.first, "2027-01-01");
	planned.rules.dates.vague = VAGUE_LAST;
	planned_run(&planned, "2027-01-19");
	DAY_IS(planned.plan.next, "2027-07-02"); /* 182 days: another deadline */
	planned_done(&planned);
}

static void a_new_term_arms_everything_again(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_runs(&planned, "2026-12-01", "2026-12-24"),
		"2026-12-01 before 30d; 2026-12-17 before 14d; 2026-12-24 before 7d");
	planned_renew(&planned, "2027-12-31", "2026-12-28");
	TEXT_IS(planned_runs(&planned, "2026-12-28", "2027-12-30"),
		"2026-12-28 renewed -3; "
		"2027-07-02 before 180d; 2027-10-01 before 90d; 2027-11-01 before 60d; "
		"2027-12-01 before 30d; 2027-12-17 before 14d; 2027-12-24 before 7d; "
		"2027-12-30 before 1d");
	NUMBER_IS(planned_notice(&planned)->term_seq, 1);
	DAY_IS(planned_notice(&planned)->corrected_from, "-");
	planned_done(&planned);
}

static void a_new_term_of_few_days_is_no_correction(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-30");
	TEXT_IS(planned_run(&planned, "2026-12-31"), "before 0d");
	planned_renew(&planned, "2027-01-06", "2026-12-31");
	TEXT_IS(planned_runs(&planned, "2027-01-01", "2027-01-07"),
		"2027-01-01 before 7d; 2027-01-05 before 1d; 2027-01-06 before 0d; "
		"2027-01-07 after 1d");
	planned_done(&planned);
}

static void the_first_reminder_of_the_end_is_known(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2026-07-01")),
	       "2026-07-03");
	planned_correct(&planned, "", "2026-01-01");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2026-07-01")), "-");
	planned_done(&planned);
}

static int plan_a_catch_up(void *context)
{
	struct planned *planned = context;
	int r;

	agreement_plan_done(&planned->plan);
	r = plan_agreement(&planned->agreement, &(struct history){0}, &planned->rules,
			   on("2030-01-01"), &planned->plan);
	assert_int_equal(planned->plan.count, r < 0 ? 0 : 15);
	return r;
}

static void short_memory_is_said_and_leaves_no_half_plan(void **state)
{
	const struct span before[] = {lasting("1d")};
	const struct policy policy = {.rules = {{.state = RULE_SET,
						 .before = before,
						 .before_count = 1,
						 .every = lasting("1d"),
						 .until = lasting("400d")}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	alloc_each_fails(plan_a_catch_up, &planned);
	/* So many that the plan has to grow. */
	planned_use(&planned, &policy, 1);
	agreement_plan_done(&planned.plan);
	alloc_fail_at(2);
	assert_int_equal(plan_agreement(&planned.agreement, &(struct history){0}, &planned.rules,
					on("2030-01-01"), &planned.plan),
			 -ENOMEM);
	alloc_fail_at(0);
	NUMBER_IS(planned.plan.count, 0);
	planned_look(&planned, on("2030-01-01"));
	NUMBER_IS(planned.plan.count, 401);
	planned_done(&planned);
}

static void planning_many_agreements_allocates_once(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_look(&planned, on("2030-01-01"));
	alloc_fail_at(1);
	for (int i = 0; i < 100; i++)
		planned_look(&planned, on("2030-01-01"));
	alloc_fail_at(0);
	planned_done(&planned);
}

static void outcomes_have_names(void **state)
{
	enum outcome outcome = OUTCOME_NOTICE;

	(void)state;
	for (int i = OUTCOME_NOTICE; i <= OUTCOME_UNWATCHED; i++) {
		HOLDS(outcome_parse(outcome_name((enum outcome)i), &outcome));
		NUMBER_IS(outcome, i);
	}
	HOLDS_NOT(outcome_parse("sent", &outcome));
	NUMBER_IS(outcome, OUTCOME_UNWATCHED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_life_without_gaps_gives_each_reminder_on_its_day),
		cmocka_unit_test(a_decision_says_what_it_is_about),
		cmocka_unit_test(next_is_the_day_on_which_something_is_due),
		cmocka_unit_test(a_first_run_is_never_late_and_later_ones_count_from_it),
		cmocka_unit_test(
			a_deadline_that_is_ahead_is_told_though_its_milestones_have_passed),
		cmocka_unit_test(a_schedule_that_had_passed_is_unwatched_once),
		cmocka_unit_test(what_was_known_in_time_is_told_however_late),
		cmocka_unit_test(a_changed_policy_repeats_nothing),
		cmocka_unit_test(reminders_that_are_off_are_off),
		cmocka_unit_test(each_kind_of_deadline_finds_its_own_policy),
		cmocka_unit_test(a_window_is_told_in_its_own_words),
		cmocka_unit_test(a_vague_last_day_may_have_passed),
		cmocka_unit_test(a_new_term_arms_everything_again),
		cmocka_unit_test(a_new_term_of_few_days_is_no_correction),
		cmocka_unit_test(the_first_reminder_of_the_end_is_known),
		cmocka_unit_test(short_memory_is_said_and_leaves_no_half_plan),
		cmocka_unit_test(planning_many_agreements_allocates_once),
		cmocka_unit_test(outcomes_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
