/*
 * Goal: the digest comes on its day, once, and lists each agreement where the keeper looks for it.
 *
 * 2026-11-30 is a Monday.
 */
#include <stdio.h>

#include "core/digest.h"
#include "tests/core/planned.h"

static const struct calendar mon_to_fri = {.weekdays = WEEKDAYS_MON_TO_FRI};
static const struct digest_schedule mondays = {.is_set = true, .weekday = MONDAY};
static const struct digest_schedule saturdays = {.is_set = true, .weekday = SATURDAY};
static const struct digest_schedule last_of_month = {
	.is_set = true, .is_monthly = true, .day_of_month = 31};
static const struct digest_schedule first_of_month = {
	.is_set = true, .is_monthly = true, .day_of_month = 1};

/* "2026-11-30 since 2026-11-23", or "". */
static const char *due(const struct digest_schedule *schedule, const char *last, const char *today)
{
	static char text[64];
	char first[DAY_TEXT_SIZE], second[DAY_TEXT_SIZE];
	struct day day, since;

	if (!digest_is_due(schedule, &mon_to_fri, on(last), on(today), &day, &since))
		return "";
	snprintf(text, sizeof(text), "%s since %s", day_format(day, first),
		 day_format(since, second));
	return text;
}

static void a_weekly_one_is_due_on_its_day(void **state)
{
	(void)state;
	TEXT_IS(due(&mondays, "2026-11-23", "2026-11-30"), "2026-11-30 since 2026-11-23");
	TEXT_IS(due(&mondays, "2026-11-30", "2026-11-30"), "");
	TEXT_IS(due(&mondays, "2026-11-30", "2026-12-04"), "");
	TEXT_IS(due(&mondays, "2026-11-30", "2026-12-07"), "2026-12-07 since 2026-11-30");
}

static void one_that_was_missed_is_caught_up_with(void **state)
{
	(void)state;
	TEXT_IS(due(&mondays, "2026-11-16", "2026-11-25"), "2026-11-23 since 2026-11-16");
	TEXT_IS(due(&mondays, "2026-11-02", "2026-11-30"), "2026-11-30 since 2026-11-02");
}

static void a_day_that_is_no_working_day_waits_for_the_next(void **state)
{
	(void)state;
	TEXT_IS(due(&saturdays, "2026-11-21", "2026-11-27"), "");
	TEXT_IS(due(&saturdays, "2026-11-21", "2026-11-30"), "2026-11-28 since 2026-11-23");
	TEXT_IS(due(&saturdays, "2026-11-28", "2026-12-01"), "");
}

static void those_of_long_holidays_are_one_after_them(void **state)
{
	struct calendar calendar = mon_to_fri;
	struct day holidays[21], day, since;

	(void)state;
	for (int i = 0; i < 21; i++) /* three weeks from Monday 7 December on */
		holidays[i] = day_add_days(on("2026-12-07"), i);
	calendar.holidays = holidays;
	calendar.holiday_count = COUNT(holidays);
	/* Somebody makes a run in the holidays. */
	for (int i = 0; i < 21; i++)
		HOLDS_NOT(digest_is_due(&mondays, &calendar, on("2026-11-30"), holidays[i], &day,
					&since));
	HOLDS(digest_is_due(&mondays, &calendar, on("2026-11-30"), on("2026-12-28"), &day, &since));
	DAY_IS(day, "2026-12-28");
	DAY_IS(since, "2026-11-30");
}

static void the_first_one_waits_for_its_day(void **state)
{
	(void)state;
	TEXT_IS(due(&mondays, "-", "2026-12-02"), "");
	TEXT_IS(due(&mondays, "-", "2026-12-07"), "2026-12-07 since 2026-11-30");
	TEXT_IS(due(&saturdays, "-", "2026-12-07"), "2026-12-05 since 2026-11-28");
}

static void a_monthly_one_knows_short_months(void **state)
{
	(void)state;
	TEXT_IS(due(&last_of_month, "2027-01-31", "2027-02-26"), "");
	/* 28 February 2027 is a Sunday. */
	TEXT_IS(due(&last_of_month, "2027-01-31", "2027-03-01"), "2027-02-28 since 2027-02-01");
	TEXT_IS(due(&last_of_month, "-", "2026-12-31"), "2026-12-31 since 2026-11-30");
	TEXT_IS(due(&first_of_month, "2026-11-01", "2026-11-30"), "");
	TEXT_IS(due(&first_of_month, "2026-11-01", "2026-12-01"), "2026-12-01 since 2026-11-02");
	TEXT_IS(due(&first_of_month, "2026-12-01", "2027-01-01"), "2027-01-01 since 2026-12-01");
}

static void without_a_schedule_there_is_none(void **state)
{
	static const struct digest_schedule none = {0};

	(void)state;
	TEXT_IS(due(&none, "-", "2026-11-30"), "");
}

static void over_years_each_day_has_one(void **state)
{
	static const struct digest_schedule *const schedules[] = {&mondays, &saturdays,
								  &last_of_month, &first_of_month};
	static const int64_t expected[] = {522, 522, 120, 120};

	(void)state;
	for (size_t i = 0; i < COUNT(schedules); i++) {
		struct day last = DAY_NONE, since, day;
		int64_t count = 0;

		for (struct day today = on("2020-01-01"); today.n < on("2030-01-01").n; today.n++) {
			if (!calendar_is_working_day(&mon_to_fri, today) ||
			    !digest_is_due(schedules[i], &mon_to_fri, last, today, &day, &since))
				continue;
			HOLDS(day_is_none(last) ||
			      day_compare(since, calendar_on_or_after(&mon_to_fri, last)) == 0);
			HOLDS(day_compare(last, day) < 0 && day_compare(day, today) <= 0);
			HOLDS(day_diff(day, today) <= 2);
			last = day;
			count++;
		}
		assert_in_range(count, expected[i] - 1, expected[i]);
	}
}

/* ---- sections -------------------------------------------------------------------------------- */

/* "ending end 2027-02-01", or "none": as of Monday 2026-11-30, since a week before. */
static const char *section(const struct planned *planned)
{
	static char text[64];
	char day[DAY_TEXT_SIZE];
	const struct history history = {planned->settled, planned->settled_count,
					planned->responses, planned->response_count};
	struct decision decision = {.deadline = DAY_NONE};
	enum section section = digest_section(&planned->agreement, &history, &planned->rules,
					      on("2026-11-23"), on("2026-11-30"), &decision);

	if (section == SECTION_NONE)
		return "none";
	snprintf(text, sizeof(text), "%s %s %s", section_name(section),
		 deadline_kind_name(decision.kind), day_format(decision.deadline, day));
	return text;
}

static const char *section_of(const char *last_day)
{
	struct planned planned;
	const char *said;

	planned_init(&planned, last_day);
	said = section(&planned);
	planned_done(&planned);
	return said;
}

static void what_ended_is_told_from_the_last_digest_on(void **state)
{
	(void)state;
	TEXT_IS(section_of("2026-11-22"), "none"); /* nobody was told while it mattered */
	TEXT_IS(section_of("2026-11-23"), "ended end 2026-11-23");
	TEXT_IS(section_of("2026-11-29"), "ended end 2026-11-29");
	TEXT_IS(section_of("2026-11-30"), "ending end 2026-11-30");
}

static void what_ends_within_ninety_days_is_listed(void **state)
{
	(void)state;
	TEXT_IS(section_of("2027-02-28"), "ending end 2027-02-28");
	TEXT_IS(section_of("2027-03-01"), "none");
}

static void what_has_ended_and_is_decided_is_left_out_the_next_time(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2026-11-20");
	planned_run(&planned, "2026-11-20");
	TEXT_IS(section(&planned), "undecided end 2026-11-20");
	planned_respond(&planned, RESPONSE_RENEW, DEADLINE_END, "", "2026-11-25");
	TEXT_IS(section(&planned), "undecided end 2026-11-20");
	planned_respond(&planned, RESPONSE_LAPSE, DEADLINE_END, "", "2026-11-25");
	TEXT_IS(section(&planned), "none");
	planned_respond(&planned, RESPONSE_UNDECIDED, DEADLINE_END, "", "2026-11-26");
	TEXT_IS(section(&planned), "undecided end 2026-11-20");
	planned.agreement.state = STATE_WITHDRAWN;
	TEXT_IS(section(&planned), "none");
	planned_done(&planned);
	planned_init(&planned, "2026-11-20");
	planned.agreement.terminated_on = given("2026-11-20");
	TEXT_IS(section(&planned), "none");
	planned.agreement.terminated_on = given("2026-11-25");
	TEXT_IS(section(&planned), "ended end 2026-11-25");
	planned_done(&planned);
}

static void what_was_told_and_not_answered_is_listed(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2027-05-20");
	planned_run(&planned, "2026-11-19");
	TEXT_IS(section(&planned), "none");
	planned_run(&planned, "2026-11-20"); /* 180 days before is a Saturday */
	TEXT_IS(section(&planned), "unanswered end 2027-05-20");
	planned_respond(&planned, RESPONSE_ACKNOWLEDGED, DEADLINE_END, "", "2026-11-25");
	TEXT_IS(section(&planned), "none");
	planned_done(&planned);
}

static void what_is_ended_on_purpose_waits_for_no_answer(void **state)
{
	struct planned planned;

	(void)state;
	planned_init(&planned, "2027-05-20");
	planned_run(&planned, "2026-11-20");
	TEXT_IS(section(&planned), "unanswered end 2027-05-20");
	planned.agreement.terminated_on = given("2027-05-20");
	TEXT_IS(section(&planned), "none");
	planned_done(&planned);
}

static void a_notice_deadline_counts_as_an_end_does(void **state)
{
	struct planned planned;

	(void)state;
	planned_init_tacit(&planned, "2020-04-30", "36m", "", "12m", "3m");
	TEXT_IS(section(&planned), "ending notice 2027-01-30");
	planned_done(&planned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_weekly_one_is_due_on_its_day),
		cmocka_unit_test(one_that_was_missed_is_caught_up_with),
		cmocka_unit_test(a_day_that_is_no_working_day_waits_for_the_next),
		cmocka_unit_test(those_of_long_holidays_are_one_after_them),
		cmocka_unit_test(the_first_one_waits_for_its_day),
		cmocka_unit_test(a_monthly_one_knows_short_months),
		cmocka_unit_test(without_a_schedule_there_is_none),
		cmocka_unit_test(over_years_each_day_has_one),
		cmocka_unit_test(what_ended_is_told_from_the_last_digest_on),
		cmocka_unit_test(what_ends_within_ninety_days_is_listed),
		cmocka_unit_test(what_has_ended_and_is_decided_is_left_out_the_next_time),
		cmocka_unit_test(what_was_told_and_not_answered_is_listed),
		cmocka_unit_test(what_is_ended_on_purpose_waits_for_no_answer),
		cmocka_unit_test(a_notice_deadline_counts_as_an_end_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
