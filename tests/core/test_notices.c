/*
 * Goal: whoever owns an agreement that renews itself hears of each notice deadline in time, once a
 * milestone, and is never told that it ends.
 */
#include <string.h>

#include "tests/core/planned.h"
#include "tests/support/alloc.h"

static void t14_the_next_notice_deadline_follows_the_current_term(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned.rules.policies = (struct policies){0};
	TEXT_IS(planned_runs(&planned, "2020-08-01", "2022-07-31"), "");
	TEXT_IS(planned_runs(&planned, "2022-08-01", "2024-07-31"),
		"2022-08-01 before 0d; " /* the review that an agreement without limit has */
		"2023-01-31 notice 2023-05-01 before 90d; 2023-04-01 notice 2023-05-01 before 30d; "
		"2023-04-24 notice 2023-05-01 before 7d; 2023-05-01 notice 2023-05-01 before 0d; "
		"2024-02-01 notice 2024-05-01 before 90d; 2024-04-01 notice 2024-05-01 before 30d; "
		"2024-04-24 notice 2024-05-01 before 7d; 2024-05-01 notice 2024-05-01 before 0d");
	DAY_IS(planned.plan.next, "2024-08-01");
	planned_done(&planned);
}

static void t18_it_ends_only_when_it_renews_itself_no_more(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2023-01-10", "1y", "", "1y", "1m");
	planned.agreement.renews.times = 1;
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_runs(&planned, "2023-01-10", "2024-12-01"),
		"2023-09-11 notice 2023-12-10 before 90d; 2023-11-10 notice 2023-12-10 before 30d; "
		"2023-12-03 notice 2023-12-10 before 7d; 2023-12-10 notice 2023-12-10 before 0d; "
		"2024-07-14 before 180d; 2024-10-12 before 90d; 2024-11-11 before 60d");
	NUMBER_IS(planned.plan.count, 0);
	planned_done(&planned);
}

static void without_a_notice_period_it_is_told_once_a_term(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2024-01-10", "1y", "", "1y", "");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_runs(&planned, "2024-01-10", "2026-01-10"),
		"2024-10-12 notice 2025-01-10 before 90d; 2025-10-12 notice 2026-01-10 before 90d; "
		"2026-01-10 before 0d");
	planned_done(&planned);
}

static void for_how_long_is_not_recorded_it_is_told_once(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2024-01-10", "", "2025-01-10", "", "");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_runs(&planned, "2024-01-10", "2028-12-31"),
		"2024-10-12 notice 2025-01-10 before 90d; 2026-01-10 before 0d; "
		"2028-01-10 before 0d");
	planned_done(&planned);
}

static void a_notice_deadline_can_lie_a_whole_term_ahead(void **state)
{
	static const struct span before[] = {{18, SPAN_MONTHS}, {0, SPAN_DAYS}};
	const struct policy policy = {
		.rules = {[DEADLINE_NOTICE] = {RULE_SET, before, 2, {0}, {0}, NULL, 0},
			  [DEADLINE_REVIEW] = {.state = RULE_OFF}}};
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-01-10", "1y", "", "1y", "12m");
	planned_use(&planned, &policy, 1);
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	/* The notice that ends 2021-01-10 is due on the day of signing. */
	TEXT_IS(planned_runs(&planned, "2020-01-10", "2022-01-10"),
		"2020-01-10 notice 2020-01-10 before 0d + notice 2021-01-10 before 18m; "
		"2020-07-10 notice 2022-01-10 before 18m; 2021-01-10 notice 2021-01-10 before 0d; "
		"2021-07-10 notice 2023-01-10 before 18m; 2022-01-10 notice 2022-01-10 before 0d");
	planned_done(&planned);
}

static void known_after_its_notice_deadline_it_waits_for_the_next(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.terms[0].known_on = planned.agreement.known_on = on("2024-06-03");
	planned.agreement.renews.times = 20; /* no reviews */
	TEXT_IS(planned_run(&planned, "2024-06-03"), "unwatched 4");
	DAY_IS(planned.plan.next, "2025-01-31");
	TEXT_IS(planned_run(&planned, "2024-06-04"), "");
	planned_done(&planned);
}

static void after_a_gap_only_what_can_still_be_done_is_told(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.agreement.renews.times = 20; /* no reviews */
	TEXT_IS(planned_run(&planned, "2022-08-01"), "");
	/* 2023 and 2024 have passed unseen: the latest is told, and what is to come. */
	TEXT_IS(planned_run(&planned, "2025-04-28"), "notice 2024-05-01 before 0d, 362 days late + "
						     "notice 2025-05-01 before 7d, 4 days late");
	TEXT_IS(planned_run(&planned, "2025-04-29"), "");
	NUMBER_IS(planned_count(&planned, OUTCOME_SUPERSEDED), 9);
	planned_done(&planned);
}

static void a_correction_inherits_and_a_larger_one_says_so(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "", "2027-08-02", "12m", "3m");
	planned_run(&planned, "2027-01-01");
	TEXT_IS(planned_run(&planned, "2027-02-01"), "notice 2027-05-02 before 90d");
	planned_correct(&planned, "2027-08-05", "2027-02-02");
	TEXT_IS(planned_run(&planned, "2027-02-04"), "");
	planned_correct(&planned, "2027-10-05", "2027-02-05");
	TEXT_IS(planned_runs(&planned, "2027-02-05", "2027-04-10"),
		"2027-04-06 notice 2027-07-05 before 90d, corrected from 2027-05-02");
	planned_correct(&planned, "2027-05-20", "2027-04-12");
	TEXT_IS(planned_run(&planned, "2027-04-12"),
		"notice 2027-02-20 before 0d, corrected from 2027-07-05");
	planned_done(&planned);
}

static void a_renewal_that_the_keeper_records_is_not_told_again(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	planned.agreement.renews.times = 20;
	planned_run(&planned, "2024-01-01");
	TEXT_IS(planned_run(&planned, "2024-02-01"), "notice 2024-05-01 before 90d");
	planned_renew(&planned, "2024-07-31", "2024-02-02");
	TEXT_IS(planned_runs(&planned, "2024-02-02", "2024-04-02"),
		"2024-03-29 notice 2024-04-30 before 30d");
	/* A renewal that was agreed on arms everything anew. */
	planned_renew(&planned, "2026-12-31", "2024-04-03");
	TEXT_IS(planned_runs(&planned, "2024-04-03", "2026-07-05"),
		"2024-04-03 notice 2024-04-30 renewed -27; "
		"2026-07-02 notice 2026-09-30 before 90d");
	planned_done(&planned);
}

static void the_end_is_near_while_notice_can_be_given(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2023-02-01")),
	       "2023-01-31");
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2023-05-02")),
	       "2024-02-01");
	planned.agreement.notice = (struct notice){0};
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2023-07-31")), "-");
	planned.agreement.renews.times = 1;
	DAY_IS(plan_ending_from(&planned.agreement, &planned.rules, on("2023-08-02")),
	       "2024-02-02");
	planned_done(&planned);
}

static void deadlines_that_are_gone_are_known_to_be(void **state)
{
	struct planned planned;
	const struct agreement *agreement = &planned.agreement;
	const struct dates *dates = &planned.rules.dates;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	HOLDS(plan_is_deadline(agreement, dates, DEADLINE_NOTICE, on("2024-05-01")));
	HOLDS(plan_is_deadline(agreement, dates, DEADLINE_NOTICE, on("2024-05-08")));
	HOLDS_NOT(plan_is_deadline(agreement, dates, DEADLINE_NOTICE, on("2024-05-09")));
	HOLDS_NOT(plan_is_deadline(agreement, dates, DEADLINE_END, on("2024-08-01")));
	HOLDS(plan_is_deadline(agreement, dates, DEADLINE_REVIEW, on("2024-08-01")));
	planned.agreement.renews.times = 1;
	HOLDS_NOT(plan_is_deadline(agreement, dates, DEADLINE_NOTICE, on("2024-05-01")));
	HOLDS(plan_is_deadline(agreement, dates, DEADLINE_END, on("2024-08-01")));
	planned_done(&planned);
}

static void very_short_terms_neither_hang_nor_repeat(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "1900-01-01", "1d", "", "1d", "2m");
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	for (struct day day = on("2026-01-20"); day.n < on("2026-03-10").n; day.n++)
		planned_run_on(&planned, day); /* holds that nothing is settled twice */
	DAY_IS(planned.plan.next, "2026-03-10");
	planned_done(&planned);
}

static void a_fixed_day_of_notice_is_told_of_each_term(void **state)
{
	struct planned planned;

	(void)state;
	/* Until 31 August each year; notice by 1 September of the year before. */
	planned_init_tacit(&planned, "2021-09-01", "", "2028-08-31", "1y", "1 September, 1y ahead");
	planned.agreement.renews.times = 20; /* no reviews */
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	TEXT_IS(planned_runs(&planned, "2021-09-01", "2028-12-31"),
		"2027-06-03 notice 2027-09-01 before 90d; 2027-08-02 notice 2027-09-01 before 30d; "
		"2027-08-25 notice 2027-09-01 before 7d; 2027-09-01 notice 2027-09-01 before 0d; "
		"2028-06-03 notice 2028-09-01 before 90d; 2028-08-02 notice 2028-09-01 before 30d; "
		"2028-08-25 notice 2028-09-01 before 7d; 2028-09-01 notice 2028-09-01 before 0d");
	planned_done(&planned);
}

static void short_terms_that_have_a_fixed_day_together_tell_of_it_once(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2024-01-31", "1m", "", "1m", "1 September");
	planned.agreement.renews.times = 100; /* no reviews */
	planned.rules.calendar.weekdays = WEEKDAYS_ALL;
	planned_runs(&planned, "2024-01-31", "2026-08-15");
	TEXT_IS(planned_runs(&planned, "2026-08-16", "2026-08-31"),
		"2026-08-25 notice 2026-09-01 before 7d");
	/* Missed by two days, while the months behind it have the same day. */
	TEXT_IS(planned_run(&planned, "2026-09-03"), "notice 2026-09-01 before 0d, 2 days late");
	TEXT_IS(planned_run(&planned, "2026-09-04"), "");
	DAY_IS(planned.plan.next, "2027-06-03");
	planned_done(&planned);
}

/* ---- any terms, any days --------------------------------------------------------------------- */

static void generate_tacit(struct planned *planned, struct generator *generator)
{
	static const char *const lengths[] = {"3m", "6m", "1y", "2y", "5y", "18m", "90d", "26w"};
	static const char *const notices[] = {
		"", "1m", "3m", "30d", "6m", "1y", "2w", "1 September", "29 February, 6m ahead"};
	char start[DAY_TEXT_SIZE];

	day_format(day_add_days(on("2019-01-01"), generate_between(generator, 0, 800)), start);
	planned_init_tacit(planned, start, lengths[generate(generator, COUNT(lengths))], "",
			   lengths[generate(generator, COUNT(lengths))],
			   notices[generate(generator, COUNT(notices))]);
	planned->agreement.renews.times = (int)generate(generator, 5);
	planned->terms[0].known_on = planned->agreement.known_on = day_add_days(
		planned->agreement.signed_on.first, generate_between(generator, 0, 900));
	if (generate(generator, 2) == 0)
		planned->rules.calendar.weekdays =
			(uint8_t)generate_between(generator, 1, WEEKDAYS_ALL);
}

/* Of each deadline the milestones come in order, all of them, and none before its day. */
static void a_day_by_day_run_tells_each_deadline_in_order(void **state)
{
	static const char *const steps[] = {"before 90d", "before 30d", "before 7d", "before 0d"};
	struct generator generator = {401};
	size_t whole = 0;

	(void)state;
	for (int i = 0; i < 60; i++) {
		struct planned planned;
		struct day day, end;

		generate_tacit(&planned, &generator);
		if (!notice_is_known(planned.agreement.notice))
			planned.agreement.notice.period = lasting("3m");
		day = calendar_on_or_after(&planned.rules.calendar, planned.terms[0].known_on);
		end = day_add_days(day, 3650);
		for (struct day next = day; next.n < end.n; next.n++) {
			if (calendar_is_working_day(&planned.rules.calendar, next))
				planned_run_on(&planned, next);
		}
		for (size_t k = 0; k < planned.settled_count; k++) {
			const struct settled *first = &planned.settled[k];
			size_t step = 0;
			char text[STEP_TEXT_SIZE];

			if (first->kind != DEADLINE_NOTICE || first->outcome != OUTCOME_NOTICE ||
			    strcmp(step_format(first->step, text), steps[0]) != 0 ||
			    first->deadline.n > end.n - 30)
				continue;
			for (size_t n = k; n < planned.settled_count; n++) {
				const struct settled *other = &planned.settled[n];

				if (other->kind != DEADLINE_NOTICE ||
				    other->deadline.n != first->deadline.n)
					continue;
				assert_in_range(step, 0, COUNT(steps) - 1);
				TEXT_IS(step_format(other->step, text), steps[step++]);
			}
			NUMBER_IS(step, COUNT(steps));
			whole++;
		}
		planned_done(&planned);
	}
	assert_true(whole > 200);
}

/* A run on the days that plans name decides the same as one on every day. */
static void the_days_that_a_plan_names_are_enough(void **state)
{
	struct generator generator = {433};

	(void)state;
	for (int i = 0; i < 60; i++) {
		struct generator again = generator;
		struct planned every, named;
		struct day day;

		generate_tacit(&every, &generator);
		generate_tacit(&named, &again);
		day = every.terms[0].known_on;
		planned_run_on(&every, day);
		planned_run_on(&named, day);
		for (int n = 1; n < 2500; n++) {
			day.n++;
			planned_run_on(&every, day);
			if (day.n == named.plan.next.n)
				planned_run_on(&named, day);
		}
		assert_int_equal(every.settled_count, named.settled_count);
		for (size_t k = 0; k < every.settled_count; k++) {
			assert_int_equal(every.settled[k].milestone.n,
					 named.settled[k].milestone.n);
			assert_int_equal(every.settled[k].outcome, named.settled[k].outcome);
			assert_int_equal(every.settled[k].kind, named.settled[k].kind);
		}
		planned_done(&every);
		planned_done(&named);
	}
}

/* planned_run_on() holds that nothing is settled twice, and one notice for each deadline. */
static void any_history_settles_each_milestone_once(void **state)
{
	struct generator generator = {449};
	size_t notices = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		struct planned planned;
		struct day day;
		char text[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

		generate_tacit(&planned, &generator);
		day = planned.terms[0].known_on;
		for (int run = 0; run < 80; run++) {
			struct day now;

			day = day_add_days(day, generate_between(&generator, 0, 40));
			now = agreement_last_day(&planned.agreement, &planned.rules.dates, day)
				      .reckoned;
			day_format(day, text);
			day_format(day_add_days(now, generate_between(&generator, -9, 400)), last);
			if (generate(&generator, 8) == 0)
				planned_correct(&planned, last, text);
			else if (generate(&generator, 20) == 0 &&
				 planned.agreement.term_count < PLANNED_TERMS_MAX)
				planned_renew(&planned, last, text);
			planned_run_on(&planned, day);
			if (!day_is_none(planned.plan.next))
				assert_true(planned.plan.next.n > day.n);
		}
		notices += planned_count(&planned, OUTCOME_NOTICE);
		planned_done(&planned);
	}
	assert_true(notices > 700);
}

static int plan_a_catch_up(void *context)
{
	struct planned *planned = context;
	struct agreement_plan plan = {0};
	int result = plan_agreement(&planned->agreement, &(struct history){0}, &planned->rules,
				    on("2024-05-02"), &plan);

	assert_true(result == 0 || plan.count == 0);
	agreement_plan_done(&plan);
	return result;
}

static void memory_that_is_short_leaves_an_empty_plan(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-08-01", "36m", "", "12m", "3m");
	alloc_each_fails(plan_a_catch_up, &planned);
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(t14_the_next_notice_deadline_follows_the_current_term),
		cmocka_unit_test(t18_it_ends_only_when_it_renews_itself_no_more),
		cmocka_unit_test(without_a_notice_period_it_is_told_once_a_term),
		cmocka_unit_test(for_how_long_is_not_recorded_it_is_told_once),
		cmocka_unit_test(a_notice_deadline_can_lie_a_whole_term_ahead),
		cmocka_unit_test(known_after_its_notice_deadline_it_waits_for_the_next),
		cmocka_unit_test(after_a_gap_only_what_can_still_be_done_is_told),
		cmocka_unit_test(a_correction_inherits_and_a_larger_one_says_so),
		cmocka_unit_test(a_renewal_that_the_keeper_records_is_not_told_again),
		cmocka_unit_test(the_end_is_near_while_notice_can_be_given),
		cmocka_unit_test(deadlines_that_are_gone_are_known_to_be),
		cmocka_unit_test(very_short_terms_neither_hang_nor_repeat),
		cmocka_unit_test(a_fixed_day_of_notice_is_told_of_each_term),
		cmocka_unit_test(short_terms_that_have_a_fixed_day_together_tell_of_it_once),
		cmocka_unit_test(a_day_by_day_run_tells_each_deadline_in_order),
		cmocka_unit_test(the_days_that_a_plan_names_are_enough),
		cmocka_unit_test(any_history_settles_each_milestone_once),
		cmocka_unit_test(memory_that_is_short_leaves_an_empty_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
