/*
 * Goal: a renewal is told once to those who had been told that the term was about to end, and it
 * silences what was to come about that.
 */
#include "tests/core/planned.h"

static void it_is_told_once_and_the_full_schedule_is_armed_again(void **state)
{
	struct planned planned;
	const struct decision *notice;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-01"), "before 30d");
	planned_renew(&planned, "2031-12-31", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "renewed -29");
	notice = planned_notice(&planned);
	NUMBER_IS(notice->kind, DEADLINE_END);
	NUMBER_IS(notice->term_seq, 0);
	DAY_IS(notice->deadline, "2026-12-31");
	DAY_IS(notice->renewed.reckoned, "2031-12-31");
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2031-12-31"),
		"2031-07-04 before 180d; 2031-10-02 before 90d; 2031-10-31 before 60d; "
		"2031-12-01 before 30d; 2031-12-17 before 14d; 2031-12-24 before 7d; "
		"2031-12-30 before 1d; 2031-12-31 before 0d");
	planned_done(&planned);
}

static void where_nobody_had_been_told_nobody_is(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-06-01"), "");
	planned_renew(&planned, "2031-12-31", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2027-06-30"), "");
	planned_done(&planned);
}

static void an_end_that_had_passed_unwatched_is_no_telling(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2020-12-31");
	planned_correct(&planned, "2020-12-31", "2026-06-01");
	TEXT_IS(planned_run(&planned, "2026-06-01"), "unwatched 15");
	planned_renew(&planned, "2031-12-31", "2026-06-02");
	TEXT_IS(planned_runs(&planned, "2026-06-02", "2027-06-30"), "");
	planned_done(&planned);
}

static void each_renewal_is_told_to_those_of_its_own_term(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	TEXT_IS(planned_run(&planned, "2026-12-31"), "before 0d");
	planned_renew(&planned, "2027-12-31", "2027-01-04");
	TEXT_IS(planned_run(&planned, "2027-01-04"), "renewed 4");
	TEXT_IS(planned_run(&planned, "2027-12-31"), "before 0d");
	planned_renew(&planned, "2028-12-29", "2028-01-03");
	TEXT_IS(planned_runs(&planned, "2028-01-03", "2028-03-01"), "2028-01-03 renewed 3");
	planned_done(&planned);
}

static void it_waits_for_a_working_day_and_says_when_it_is_late(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-01");
	planned_renew(&planned, "2031-12-31", "2026-12-05"); /* a Saturday */
	planned_look(&planned, on("2026-12-05"));
	NUMBER_IS(planned.plan.count, 0);
	DAY_IS(planned.plan.next, "2026-12-07");
	TEXT_IS(planned_run(&planned, "2026-12-07"), "renewed -26");
	planned_done(&planned);
}

/* Stores of former versions are full of renewals that nobody was told of. */
static void what_runs_have_seen_for_long_is_no_news(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2020-12-31");
	planned_run(&planned, "2020-12-01");
	planned_renew(&planned, "2031-12-31", "2020-12-04");
	planned.terms[1].seen_on = on("2020-12-04");
	TEXT_IS(planned_run(&planned, "2026-06-01"), "");
	planned_done(&planned);
	/* Seen by a run on a Saturday, it is told on Monday. */
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-01");
	planned_renew(&planned, "2031-12-31", "2026-12-05");
	TEXT_IS(planned_run(&planned, "2026-12-05"), "");
	TEXT_IS(planned_run(&planned, "2026-12-07"), "renewed -26");
	TEXT_IS(planned_run(&planned, "2026-12-08"), "");
	planned_done(&planned);
}

static void a_few_days_more_are_no_news(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-01");
	planned_renew(&planned, "2027-01-05", "2026-12-02");
	TEXT_IS(planned_run(&planned, "2026-12-02"), "before 60d");
	planned_done(&planned);
}

static void what_is_not_watched_any_more_has_no_news(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-12-31");
	planned_run(&planned, "2026-12-01");
	planned_renew(&planned, "2031-12-31", "2026-12-02");
	planned.agreement.state = STATE_SUPERSEDED;
	TEXT_IS(planned_runs(&planned, "2026-12-02", "2032-01-31"), "");
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_told_once_and_the_full_schedule_is_armed_again),
		cmocka_unit_test(where_nobody_had_been_told_nobody_is),
		cmocka_unit_test(an_end_that_had_passed_unwatched_is_no_telling),
		cmocka_unit_test(each_renewal_is_told_to_those_of_its_own_term),
		cmocka_unit_test(it_waits_for_a_working_day_and_says_when_it_is_late),
		cmocka_unit_test(what_runs_have_seen_for_long_is_no_news),
		cmocka_unit_test(a_few_days_more_are_no_news),
		cmocka_unit_test(what_is_not_watched_any_more_has_no_news),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
