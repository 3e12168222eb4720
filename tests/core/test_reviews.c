/*
 * Goal: what has no last day is not forgotten: an open-ended agreement is reviewed, an unknown last
 * day asked for, again and again.
 */
#include "tests/core/planned.h"

static void reviews_count_from_the_signing_day(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2019-06-28", "2026-11-23");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_run(&planned, "2026-11-23"), "");
	DAY_IS(planned.plan.next, "2027-06-28");
	TEXT_IS(planned_runs(&planned, "2026-11-24", "2033-12-31"),
		"2027-06-28 before 0d; 2029-06-28 before 0d; 2031-06-28 before 0d; "
		"2033-06-28 before 0d");
	NUMBER_IS(planned.settled_count, 4);
	DAY_IS(planned.plan.next, "2035-06-28");
	planned_done(&planned);
}

static void a_review_is_sent_on_a_working_day_and_says_what_it_is(void **state)
{
	struct planned planned;
	const struct decision *notice;

	(void)state;
	planned_init_open_ended(&planned, "2021-05-15", "2026-11-23"); /* 2027-05-15: Saturday */
	planned_run(&planned, "2026-11-23");
	DAY_IS(planned.plan.next, "2027-05-14");
	TEXT_IS(planned_run(&planned, "2027-05-14"), "before 0d");
	notice = planned_notice(&planned);
	NUMBER_IS(notice->kind, DEADLINE_REVIEW);
	DAY_IS(notice->deadline, "2027-05-15");
	DAY_IS(notice->latest, "2027-05-15");
	DAY_IS(notice->sending_day, "2027-05-14");
	DAY_IS(notice->corrected_from, "-");
	NUMBER_IS(notice->given.precision, PRECISION_DAY);
	planned_done(&planned);
}

static void a_review_on_the_day_it_became_known_counts(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-11-23", "2026-11-23");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "before 0d");
	planned_done(&planned);
	planned_init_open_ended(&planned, "2020-11-22", "2026-11-23");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "");
	planned_done(&planned);
}

static void a_fresh_agreement_is_not_reviewed_at_once(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2026-11-23", "2026-11-23");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "");
	DAY_IS(planned.plan.next, "2028-11-23");
	planned_done(&planned);
	/* Signed later than it became known. */
	planned_init_open_ended(&planned, "2027-02-01", "2026-11-23");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "");
	DAY_IS(planned.plan.next, "2029-02-01");
	planned_done(&planned);
}

static void a_leap_day_does_not_drift(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-02-29", "2020-02-29");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_runs(&planned, "2020-02-29", "2028-12-31"),
		"2022-02-28 before 0d; 2024-02-29 before 0d; 2026-02-28 before 0d; "
		"2028-02-29 before 0d");
	planned_done(&planned);
}

static void a_vague_or_unknown_signing_day_has_reviews_as_well(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020", "2026-11-23"); /* reckoned as 2020-12-31 */
	planned_run(&planned, "2026-11-23");
	DAY_IS(planned.plan.next, "2026-12-31");
	planned_done(&planned);
	planned_init_open_ended(&planned, "", "2026-11-23");
	planned_run(&planned, "2026-11-23");
	DAY_IS(planned.plan.next, "2028-11-23");
	planned_done(&planned);
}

static void second_reviews_are_no_corrections_of_the_first(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-01-15", "2020-01-15");
	TEXT_IS(planned_run(&planned, "2022-01-14"), "before 0d");
	TEXT_IS(planned_run(&planned, "2024-01-15"), "before 0d");
	DAY_IS(planned_notice(&planned)->corrected_from, "-");
	planned_done(&planned);
}

static void missed_reviews_are_one_notice(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2010-01-15", "2010-01-15");
	planned_run(&planned, "2010-01-15");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "before 0d, 312 days late");
	NUMBER_IS(planned_count(&planned, OUTCOME_SUPERSEDED), 7);
	DAY_IS(planned_notice(&planned)->deadline, "2026-01-15");
	TEXT_IS(planned_run(&planned, "2026-11-24"), "");
	DAY_IS(planned.plan.next, "2028-01-14");
	planned_done(&planned);
}

static void a_review_is_announced_before_it_when_a_policy_says_so(void **state)
{
	const struct span before[] = {lasting("1m"), lasting("0d")};
	const struct policy policy = {.rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("1y")}}};
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-03-31", "2026-11-23");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-11-23", "2028-12-31"),
		"2027-02-28 before 1m; 2027-03-31 before 0d; 2028-02-29 before 1m; "
		"2028-03-31 before 0d");
	planned_done(&planned);
}

static void a_signing_day_corrected_by_days_repeats_no_review_and_loses_none(void **state)
{
	const struct span before[] = {lasting("30d"), lasting("0d")};
	const struct policy policy = {.rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("24m")}}};

	(void)state;
	for (int moved = -7; moved <= 7; moved++) {
		struct planned planned;
		char text[DAY_TEXT_SIZE];

		planned_init_open_ended(&planned, "2020-06-15", "2020-06-15");
		planned.rules.calendar.weekdays = WEEKDAYS_ALL;
		planned_use(&planned, &policy, 1);
		planned_run(&planned, "2026-05-01");
		TEXT_IS(planned_run(&planned, "2026-05-16"), "before 30d");
		planned.agreement.signed_on =
			given(day_format(day_add_days(on("2020-06-15"), moved), text));
		for (int n = 1; n < 30 + moved; n++)
			TEXT_IS(planned_run_on(&planned, day_add_days(on("2026-05-16"), n)), "");
		planned_run_on(&planned, day_add_days(on("2026-06-15"), moved));
		assert_non_null(planned_notice(&planned));
		DAY_IS(planned_notice(&planned)->deadline,
		       day_format(day_add_days(on("2026-06-15"), moved), text));
		for (int n = 1; n < 600; n++)
			TEXT_IS(planned_run_on(&planned, day_add_days(on("2026-06-15"), moved + n)),
				"");
		planned_done(&planned);
	}
}

static void other_intervals_repeat_no_review(void **state)
{
	const struct span before[] = {lasting("0d")};
	const struct policy policy = {.rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("6m")}}};
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2020-01-15", "2020-01-15");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_run(&planned, "2026-01-15"), "before 0d");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-01-15", "2027-01-15"),
		"2026-07-15 before 0d; 2027-01-15 before 0d");
	planned_use(&planned, NULL, 0);
	TEXT_IS(planned_runs(&planned, "2027-01-16", "2028-12-31"), "2028-01-15 before 0d");
	planned_done(&planned);
}

static void what_lies_before_the_last_review_is_not_looked_at_again(void **state)
{
	const struct span before[] = {lasting("0d")};
	const struct policy policy = {.rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("1m")}}};
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2024-01-15", "2024-01-15");
	TEXT_IS(planned_run(&planned, "2026-01-15"), "before 0d");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_run(&planned, "2026-01-16"), "");
	NUMBER_IS(planned.settled_count, 1);
	DAY_IS(planned.plan.next, "2026-02-13"); /* the 15th is a Sunday */
	planned_done(&planned);
}

static void reviews_of_each_week_are_told_each_week(void **state)
{
	const struct span before[] = {lasting("0d")};
	const struct policy policy = {.name = "weekly",
				      .rules = {[DEADLINE_REVIEW] = {.state = RULE_SET,
								     .before = before,
								     .before_count = COUNT(before),
								     .every = lasting("7d")}}};
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "2026-01-05", "2026-01-05");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2026-01-05", "2026-01-26"),
		"2026-01-12 before 0d; 2026-01-19 before 0d; 2026-01-26 before 0d");
	/* A day more is the same review, a week is the next. */
	planned.agreement.signed_on = given("2026-01-06");
	TEXT_IS(planned_runs(&planned, "2026-01-27", "2026-02-10"),
		"2026-02-03 before 0d; 2026-02-10 before 0d");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_REVIEW, "", "2026-02-10");
	TEXT_IS(planned_run(&planned, "2026-02-17"), "before 0d");
	planned_done(&planned);
}

static void an_unknown_last_day_is_asked_for_at_once_and_again(void **state)
{
	struct planned planned;
	const struct decision *notice;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	planned.agreement.known_on = on("2026-08-31");
	planned.terms[0].known_on = on("2026-08-31");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_run(&planned, "2026-08-31"), "after 0x6m");
	notice = planned_notice(&planned);
	NUMBER_IS(notice->kind, DEADLINE_UNKNOWN);
	DAY_IS(notice->deadline, "2026-08-31");
	DAY_IS(planned.plan.next, "2027-02-28");
	TEXT_IS(planned_runs(&planned, "2026-09-01", "2028-12-31"),
		"2027-02-28 after 6m; 2027-08-31 after 2x6m; 2028-02-29 after 3x6m; "
		"2028-08-31 after 4x6m");
	NUMBER_IS(planned.settled_count, 5);
	planned_done(&planned);
}

static void what_became_known_on_a_weekend_is_asked_for_on_monday_and_is_not_late(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	planned.terms[0].known_on = on("2026-11-21"); /* a Saturday */
	TEXT_IS(planned_run(&planned, "2026-11-23"), "after 0x6m");
	TEXT_IS(planned_run(&planned, "2026-11-24"), "");
	DAY_IS(planned.plan.next, "2027-05-21");
	planned_done(&planned);
}

static void missed_questions_are_one(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_run(&planned, "2020-01-15"), "after 0x6m");
	TEXT_IS(planned_run(&planned, "2026-11-23"), "after 13x6m, 131 days late");
	NUMBER_IS(planned_count(&planned, OUTCOME_SUPERSEDED), 12);
	TEXT_IS(planned_run(&planned, "2026-11-24"), "");
	planned_done(&planned);
}

static void other_intervals_repeat_no_question(void **state)
{
	struct policy policy = {
		.rules = {[DEADLINE_UNKNOWN] = {.state = RULE_SET, .every = lasting("1m")}}};
	struct planned planned;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_run(&planned, "2020-01-15"), "after 0x6m");
	TEXT_IS(planned_run(&planned, "2020-07-15"), "after 6m");
	planned_use(&planned, &policy, 1);
	TEXT_IS(planned_runs(&planned, "2020-07-16", "2020-09-15"),
		"2020-08-15 after 7x1m; 2020-09-15 after 8x1m");
	NUMBER_IS(planned.settled_count, 4);
	policy.rules[DEADLINE_UNKNOWN].every = lasting("0d"); /* once is enough */
	TEXT_IS(planned_runs(&planned, "2020-09-16", "2022-12-31"), "");
	planned_done(&planned);
}

static void a_last_day_that_is_found_ends_the_asking(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "");
	planned.agreement.kind = KIND_UNKNOWN;
	TEXT_IS(planned_run(&planned, "2026-11-23"), "after 13x6m");
	planned_correct(&planned, "2030-12-31", "2026-11-24");
	TEXT_IS(planned_runs(&planned, "2026-11-24", "2030-06-01"), "");
	DAY_IS(planned.plan.next, "2030-07-04");
	TEXT_IS(planned_run(&planned, "2030-07-04"), "before 180d");
	planned_correct(&planned, "", "2030-07-05"); /* and is lost again */
	TEXT_IS(planned_run(&planned, "2030-07-05"), "after 0x6m");
	planned_done(&planned);
}

static void the_end_of_the_calendar_ends_a_series(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_open_ended(&planned, "9990-01-15", "9990-01-15");
	planned_look(&planned, DAY_MAX);
	assert_in_range(planned.plan.count, 4, 6);
	planned.agreement.kind = KIND_UNKNOWN;
	planned_look(&planned, DAY_MAX);
	assert_in_range(planned.plan.count, 20, 22);
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reviews_count_from_the_signing_day),
		cmocka_unit_test(a_review_is_sent_on_a_working_day_and_says_what_it_is),
		cmocka_unit_test(a_review_on_the_day_it_became_known_counts),
		cmocka_unit_test(a_fresh_agreement_is_not_reviewed_at_once),
		cmocka_unit_test(a_leap_day_does_not_drift),
		cmocka_unit_test(a_vague_or_unknown_signing_day_has_reviews_as_well),
		cmocka_unit_test(second_reviews_are_no_corrections_of_the_first),
		cmocka_unit_test(missed_reviews_are_one_notice),
		cmocka_unit_test(a_review_is_announced_before_it_when_a_policy_says_so),
		cmocka_unit_test(a_signing_day_corrected_by_days_repeats_no_review_and_loses_none),
		cmocka_unit_test(other_intervals_repeat_no_review),
		cmocka_unit_test(what_lies_before_the_last_review_is_not_looked_at_again),
		cmocka_unit_test(reviews_of_each_week_are_told_each_week),
		cmocka_unit_test(an_unknown_last_day_is_asked_for_at_once_and_again),
		cmocka_unit_test(
			what_became_known_on_a_weekend_is_asked_for_on_monday_and_is_not_late),
		cmocka_unit_test(missed_questions_are_one),
		cmocka_unit_test(other_intervals_repeat_no_question),
		cmocka_unit_test(a_last_day_that_is_found_ends_the_asking),
		cmocka_unit_test(the_end_of_the_calendar_ends_a_series),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
