/*
 * Goal: the first run on a real register tells what a keeper would expect, worked out by hand.
 *
 * The register is examples/registers/aitu.txt: 74 agreements, 70 of them with a last day, imported
 * on Monday, 2026-11-23, with no policy but the built-in one.
 */
#include <string.h>

#include "tests/core/planned.h"

static const struct {
	const char *number;    /* registration number */
	const char *signed_on; /* date of agreement */
	const char *last_day;  /* valid until; "" for Permanent */
	const char *told;      /* on the first run */
} rows[] = {
	{"01-19", "2019-06-28", "", ""},
	{"02-19", "2019-11-01", "", ""},
	{"03-19", "2019-12-24", "2024-12-24", "unwatched 15"},
	{"01-20", "2020-02-12", "2025-02-12", "unwatched 15"},
	{"02-20", "2020-02-17", "2025-02-17", "unwatched 15"},
	{"03-20", "2020-04-01", "2025-04-01", "unwatched 15"},
	{"04-20", "2020-08-19", "2025-08-19", "unwatched 15"},
	{"05-20", "2020-08-25", "", ""},
	{"06-20", "2020-11-10", "2025-10-10", "unwatched 15"},
	{"07-20", "2020-11-11", "2025-11-11", "unwatched 15"},
	{"08-20", "2020-12-28", "2025-12-28", "unwatched 15"},
	{"09-20", "2020", "", ""},
	{"01-21", "2021-03-18", "2023-05-31", "unwatched 15"},
	{"02-21", "2021-03-19", "2026-03-19", "unwatched 15"},
	{"03-21", "2021-04-01", "2026-04-01", "unwatched 15"},
	{"04-21", "2021-04-23", "2026-04-23", "unwatched 15"},
	{"05-21", "2021-04-29", "2026-04-29", "unwatched 15"},
	{"06-21", "2021-09-24", "2026-09-24", "after 4x14d"},
	{"07-21", "2021-11-29", "2026-11-29", "before 7d"},
	{"08-21", "2021-12-10", "2026-12-10", "before 30d"},
	{"01-22", "2022-01-10", "2024-01-10", "unwatched 15"},
	{"02-22", "2022-03-01", "2027-03-01", "before 180d"},
	{"03-22", "2022-03-16", "2027-03-16", "before 180d"},
	{"04-22", "2022-03-17", "2027-03-17", "before 180d"},
	{"05-22", "2022-04-06", "2027-04-06", "before 180d"},
	{"06-22", "2022-04-15", "2029-04-15", ""},
	{"07-22", "2022-04-22", "2027-04-22", "before 180d"},
	{"08-22", "2022-05-26", "2023-05-26", "unwatched 15"},
	{"09-22", "2022-09-21", "2027-09-21", ""},
	{"10-22", "2022-12-01", "2027-12-01", ""},
	{"11-22", "2022-12-02", "2027-12-02", ""},
	{"12-22", "2022-12-08", "2027-12-08", ""},
	{"13-22", "2022-12-21", "2025-12-21", "unwatched 15"},
	{"14-22", "2022-12-30", "2027-12-30", ""},
	{"15-22", "2022-12-30", "2027-12-30", ""},
	{"01-23", "2023-01-24", "2026-01-24", "unwatched 15"},
	{"02-23", "2023-02-02", "2028-02-02", ""},
	{"03-23", "2023-03-10", "2028-03-10", ""},
	{"04-23", "2023-03-21", "2028-03-21", ""},
	{"05-23", "2023-03-30", "2026-03-30", "unwatched 15"},
	{"06-23", "2023-04-17", "2028-04-17", ""},
	{"07-23", "2023-05-16", "2026-05-16", "unwatched 15"},
	{"08-23", "2023-05-31", "2027-05-31", ""},
	{"09-23", "2023-07-05", "2030-07-05", ""},
	{"10-23", "2023-09-06", "2028-09-06", ""},
	{"11-23", "2023-09-11", "2028-09-11", ""},
	{"12-23", "2023-09-20", "2026-09-20", "after 4x14d"},
	{"13-23", "2023-10-06", "2028-10-06", ""},
	{"14-23", "2023-11-09", "2024-11-09", "unwatched 15"},
	{"15-23", "2023-11-16", "2028-11-16", ""},
	{"16-23", "2023-12-12", "2026-12-12", "before 30d"},
	{"17-23", "2023-12-21", "2026-12-21", "before 30d"},
	{"18-23", "2023-12-21", "2026-12-21", "before 30d"},
	{"19-23", "2023-12-29", "2028-12-29", ""},
	{"01-24", "2024-01-15", "2029-01-15", ""},
	{"02-24", "2024-01-23", "2029-01-23", ""},
	{"03-24", "2024-01-23", "2029-01-23", ""},
	{"04-24", "2024-01-30", "2027-01-30", "before 90d"},
	{"05-24", "2024-01-30", "2029-01-30", ""},
	{"06-24", "2024-02-01", "2027-02-01", "before 90d"},
	{"07-24", "2024-03-07", "2029-03-07", ""},
	{"08-24", "2024-03-29", "2029-03-29", ""},
	{"09-24", "2024-04-29", "2029-04-29", ""},
	{"10-24", "2024-05-27", "2027-05-27", ""},
	{"11-24", "2024-07-12", "2029-07-12", ""},
	{"12-24", "2024-08-15", "2029-08-15", ""},
	{"13-24", "2024-08-31", "2027-08-31", ""},
	{"14-24", "2024-09-05", "2029-09-05", ""},
	{"15-24", "2024-09-19", "2027-09-19", ""},
	{"16-24", "2024-09-23", "2027-09-23", ""},
	{"17-24", "2024-09-24", "2027-09-24", ""},
	{"18-24", "2024-10-25", "2027-10-25", ""},
	{"19-24", "2024-10-29", "2027-10-29", ""},
	{"01-25", "2025-01-10", "2028-01-10", ""},
};

static void import(struct planned *planned, size_t row)
{
	planned_init(planned, rows[row].last_day);
	planned->agreement.id = (int64_t)row + 1;
	planned->agreement.registration_number = rows[row].number;
	planned->agreement.kind = *rows[row].last_day == '\0' ? KIND_OPEN_ENDED : KIND_FIXED;
	planned->agreement.signed_on = given(rows[row].signed_on);
	planned->agreement.known_on = on("2026-11-23");
	planned->terms[0].start = given(rows[row].signed_on);
	planned->terms[0].known_on = on("2026-11-23");
}

static void each_row_is_told_as_it_should_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct planned planned;

		import(&planned, i);
		planned_run(&planned, "2026-11-23");
		if (strcmp(planned.said, rows[i].told) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].number, planned.said,
				 rows[i].told);
		TEXT_IS(planned_run(&planned, "2026-11-23"), "");
		planned_done(&planned);
	}
}

static void twenty_are_listed_two_have_just_ended_twelve_are_near(void **state)
{
	size_t unwatched = 0, ended = 0, near = 0, open_ended = 0, silent = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct planned planned;

		import(&planned, i);
		planned_run(&planned, "2026-11-23");
		if (planned.agreement.kind == KIND_OPEN_ENDED)
			open_ended++;
		else if (planned_count(&planned, OUTCOME_UNWATCHED) > 0)
			unwatched++;
		else if (planned_notice(&planned) == NULL)
			silent++;
		else if (day_compare(planned_notice(&planned)->deadline, on("2026-11-23")) < 0)
			ended++;
		else
			near++;
		planned_done(&planned);
	}
	NUMBER_IS(COUNT(rows), 74);
	NUMBER_IS(unwatched, 20);
	NUMBER_IS(ended, 2);
	NUMBER_IS(near, 12);
	NUMBER_IS(open_ended, 4);
	NUMBER_IS(silent, 36);
}

static void conditions_two_days_before_are_as_counted(void **state)
{
	const struct day today = on("2026-11-21");
	size_t ended = 0, within_30 = 0, within_90 = 0, within_180 = 0, known = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct planned planned;
		struct day last;

		import(&planned, i);
		last = agreement_last_day(&planned.agreement, &planned.rules.dates, today).reckoned;
		known += !day_is_none(last);
		if (!day_is_none(last)) {
			ended += day_compare(last, today) < 0;
			within_30 += day_diff(today, last) >= 0 && day_diff(today, last) <= 30;
			within_90 += day_diff(today, last) >= 0 && day_diff(today, last) <= 90;
			within_180 += day_diff(today, last) >= 0 && day_diff(today, last) <= 180;
		}
		planned_done(&planned);
	}
	NUMBER_IS(known, 70);
	NUMBER_IS(ended, 22);
	NUMBER_IS(within_30, 5);
	NUMBER_IS(within_90, 7);
	NUMBER_IS(within_180, 12);
}

static struct day next_of(const char *number)
{
	struct planned planned;
	struct day next = DAY_NONE;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].number, number) != 0)
			continue;
		import(&planned, i);
		planned_run(&planned, "2026-11-23");
		next = planned.plan.next;
		planned_done(&planned);
	}
	return next;
}

static void permanent_ones_are_reviewed_every_two_years_after_signing(void **state)
{
	(void)state;
	DAY_IS(next_of("01-19"), "2027-06-28");
	DAY_IS(next_of("02-19"), "2027-11-01");
	DAY_IS(next_of("05-20"), "2028-08-25");
	DAY_IS(next_of("09-20"), "2026-12-31"); /* signed in 2020: its last day */
}

static void the_next_reminders_come_on_their_days(void **state)
{
	(void)state;
	DAY_IS(next_of("07-21"), "2026-11-27"); /* ends on Sunday the 29th */
	DAY_IS(next_of("08-21"), "2026-11-26");
	DAY_IS(next_of("10-24"), "2026-11-27"); /* 180 days before is a Saturday */
	DAY_IS(next_of("08-23"), "2026-12-02");
	DAY_IS(next_of("06-21"), "2026-12-03"); /* 70 days after the end */
	DAY_IS(next_of("03-19"), "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_told_as_it_should_be),
		cmocka_unit_test(twenty_are_listed_two_have_just_ended_twelve_are_near),
		cmocka_unit_test(conditions_two_days_before_are_as_counted),
		cmocka_unit_test(permanent_ones_are_reviewed_every_two_years_after_signing),
		cmocka_unit_test(the_next_reminders_come_on_their_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
