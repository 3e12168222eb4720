/*
 * Goal: a day is a day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, and
 * months are counted as people count them.
 */
#include <stdio.h>
#include <string.h>

#include "tests/core/cases.h"

static void every_day_goes_to_its_date_and_back(void **state)
{
	struct day day = DAY_MIN;
	enum weekday weekday = MONDAY;

	(void)state;
	for (int year = 1; year <= 9999; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int date = 1; date <= day_month_length(year, month); date++) {
				struct civil civil = day_civil(day);
				struct day back = DAY_NONE;

				if (civil.year != year || civil.month != month ||
				    civil.day != date || !day_from_civil(civil, &back) ||
				    back.n != day.n || day_weekday(day) != weekday)
					fail_msg("%04d-%02d-%02d", year, month, date);
				weekday = weekday == SUNDAY ? MONDAY : weekday + 1;
				day.n++;
			}
		}
	}
	assert_int_equal(day.n, DAY_MAX.n + 1);
}

static void every_day_is_read_as_it_is_written(void **state)
{
	char text[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE] = "";

	(void)state;
	for (struct day day = DAY_MIN; day.n <= DAY_MAX.n; day.n += 13) {
		struct day back = DAY_NONE;

		day_format(day, text);
		if (strlen(text) != 10 || !day_parse(text, &back) || back.n != day.n)
			fail_msg("%s", text);
		if (strcmp(last, text) >= 0) /* later days sort later */
			fail_msg("%s, then %s", last, text);
		strcpy(last, text);
	}
}

static void days_that_are_well_known_have_their_number(void **state)
{
	(void)state;
	NUMBER_IS(on("1970-01-01").n, 0);
	NUMBER_IS(on("1969-12-31").n, -1);
	NUMBER_IS(on("2000-03-01").n, 11017);
	NUMBER_IS(on("2026-11-23").n, 20780);
	NUMBER_IS(on("0001-01-01").n, DAY_MIN.n);
	NUMBER_IS(on("9999-12-31").n, DAY_MAX.n);
	NUMBER_IS(day_weekday(on("1970-01-01")), THURSDAY);
	NUMBER_IS(day_weekday(on("2026-11-23")), MONDAY);
	NUMBER_IS(day_weekday(on("2000-02-29")), TUESDAY);
	NUMBER_IS(day_weekday(on("1600-02-29")), TUESDAY);
}

static void a_month_has_its_length(void **state)
{
	(void)state;
	NUMBER_IS(day_month_length(2026, 1), 31);
	NUMBER_IS(day_month_length(2026, 4), 30);
	NUMBER_IS(day_month_length(2026, 2), 28);
	NUMBER_IS(day_month_length(2024, 2), 29);
	NUMBER_IS(day_month_length(2000, 2), 29);
	NUMBER_IS(day_month_length(1900, 2), 28);
	NUMBER_IS(day_month_length(2100, 2), 28);
	NUMBER_IS(day_month_length(2026, 0), 0);
	NUMBER_IS(day_month_length(2026, 13), 0);
	NUMBER_IS(day_month_length(2026, -1), 0);
	NUMBER_IS(day_month_length(0, 1), 0);
	NUMBER_IS(day_month_length(10000, 1), 0);
}

static bool is_day(int year, int month, int date)
{
	struct day day = {123};
	bool made = day_from_civil((struct civil){year, month, date}, &day);

	assert_true(made || day.n == 123);
	return made;
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
	(void)state;
	HOLDS(is_day(2024, 2, 29));
	HOLDS(is_day(1, 1, 1));
	HOLDS(is_day(9999, 12, 31));
	HOLDS_NOT(is_day(2026, 2, 29));
	HOLDS_NOT(is_day(2026, 2, 30));
	HOLDS_NOT(is_day(1900, 2, 29));
	HOLDS_NOT(is_day(2026, 4, 31));
	HOLDS_NOT(is_day(2026, 1, 0));
	HOLDS_NOT(is_day(2026, 1, 32));
	HOLDS_NOT(is_day(2026, 0, 1));
	HOLDS_NOT(is_day(2026, 13, 1));
	HOLDS_NOT(is_day(0, 12, 31));
	HOLDS_NOT(is_day(-1, 1, 1));
	HOLDS_NOT(is_day(10000, 1, 1));
}

static bool reads(const char *text)
{
	struct day day = {123};
	bool read = day_parse(text, &day);

	assert_true(read || day.n == 123);
	return read;
}

static void only_the_iso_form_is_read(void **state)
{
	(void)state;
	HOLDS(reads("2026-11-23"));
	HOLDS(reads("0001-01-01"));
	HOLDS_NOT(reads(""));
	HOLDS_NOT(reads("2026"));
	HOLDS_NOT(reads("2026-11"));
	HOLDS_NOT(reads("2026-11-2"));
	HOLDS_NOT(reads("2026-11-23 "));
	HOLDS_NOT(reads(" 2026-11-23"));
	HOLDS_NOT(reads("2026-11-233"));
	HOLDS_NOT(reads("2026-11-23T00:00"));
	HOLDS_NOT(reads("2026/11/23"));
	HOLDS_NOT(reads("2026-1-123"));
	HOLDS_NOT(reads("+026-11-23"));
	HOLDS_NOT(reads("-026-11-23"));
	HOLDS_NOT(reads("2026-+1-23"));
	HOLDS_NOT(reads("2026- 1-23"));
	HOLDS_NOT(reads("20261123"));
	HOLDS_NOT(reads("2026-02-30"));
	HOLDS_NOT(reads("2026-13-01"));
	HOLDS_NOT(reads("0000-01-01"));
	HOLDS_NOT(reads("12026-01-01"));
	HOLDS_NOT(reads("-"));
	HOLDS_NOT(reads("٢٠٢٦-11-23"));
}

static void months_are_counted_from_the_origin_and_clamped(void **state)
{
	(void)state;
	DAY_IS(day_add_months(on("2026-01-31"), 1), "2026-02-28");
	DAY_IS(day_add_months(on("2026-01-31"), 2), "2026-03-31");
	DAY_IS(day_add_months(on("2026-01-31"), 3), "2026-04-30");
	DAY_IS(day_add_months(on("2024-01-31"), 1), "2024-02-29");
	DAY_IS(day_add_months(on("2024-02-29"), 12), "2025-02-28");
	DAY_IS(day_add_months(on("2024-02-29"), 48), "2028-02-29");
	DAY_IS(day_add_months(on("2024-02-29"), -12), "2023-02-28");
	DAY_IS(day_add_months(on("2026-03-31"), -1), "2026-02-28");
	DAY_IS(day_add_months(on("2026-05-31"), -3), "2026-02-28");
	DAY_IS(day_add_months(on("2026-11-23"), 0), "2026-11-23");
	DAY_IS(day_add_months(on("2026-12-15"), 1), "2027-01-15");
	DAY_IS(day_add_months(on("2026-01-15"), -1), "2025-12-15");
	DAY_IS(day_add_months(on("2026-01-15"), -13), "2024-12-15");
	DAY_IS(day_add_months(on("2096-02-29"), 48), "2100-02-28");
}

static void adding_stops_at_the_ends_of_the_calendar(void **state)
{
	(void)state;
	DAY_IS(day_add_days(on("9999-12-31"), 1), "9999-12-31");
	DAY_IS(day_add_days(on("9999-12-30"), 1), "9999-12-31");
	DAY_IS(day_add_days(on("0001-01-01"), -1), "0001-01-01");
	DAY_IS(day_add_days(on("0001-01-02"), -1), "0001-01-01");
	DAY_IS(day_add_days(on("2026-11-23"), INT64_MAX), "9999-12-31");
	DAY_IS(day_add_days(on("2026-11-23"), INT64_MIN), "0001-01-01");
	DAY_IS(day_add_days(on("0001-01-01"), 3652058), "9999-12-31");
	DAY_IS(day_add_months(on("9999-12-01"), 1), "9999-12-31");
	DAY_IS(day_add_months(on("9998-12-01"), 12), "9999-12-01");
	DAY_IS(day_add_months(on("0001-01-31"), -1), "0001-01-01");
	DAY_IS(day_add_months(on("0001-02-28"), -1), "0001-01-28");
	DAY_IS(day_add_months(on("2026-11-23"), INT64_MAX), "9999-12-31");
	DAY_IS(day_add_months(on("2026-11-23"), INT64_MIN), "0001-01-01");
	DAY_IS(day_add_months(on("0001-01-31"), 119987), "9999-12-31");
}

static void days_are_ordered(void **state)
{
	const struct day a = on("2026-11-22"), b = on("2026-11-23");

	(void)state;
	HOLDS(day_compare(a, b) < 0);
	HOLDS(day_compare(b, a) > 0);
	HOLDS(day_compare(a, a) == 0);
	HOLDS(day_compare(DAY_NONE, DAY_MIN) < 0);
	HOLDS(day_compare(DAY_MAX, DAY_NONE) > 0);
	HOLDS(day_is_none(DAY_NONE));
	HOLDS_NOT(day_is_none(DAY_MIN));
	NUMBER_IS(day_diff(a, b), 1);
	NUMBER_IS(day_diff(b, a), -1);
	NUMBER_IS(day_diff(DAY_MIN, DAY_MAX), 3652058);
	DAY_IS(day_earlier(a, b), "2026-11-22");
	DAY_IS(day_earlier(b, a), "2026-11-22");
	DAY_IS(day_later(a, b), "2026-11-23");
	DAY_IS(day_later(b, a), "2026-11-23");
	DAY_IS(DAY_NONE, "-");
}

static void adding_and_taking_away_days_is_the_same_day(void **state)
{
	struct generator generator = {20261123};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct day day = {generate_between(&generator, DAY_MIN.n, DAY_MAX.n)};
		int32_t room = generate_between(&generator, DAY_MIN.n, DAY_MAX.n) - day.n;
		struct day moved = day_add_days(day, room);

		assert_int_equal(day_diff(day, moved), room);
		assert_int_equal(day_add_days(moved, -(int64_t)room).n, day.n);
	}
}

static void more_months_never_give_an_earlier_day(void **state)
{
	struct generator generator = {7};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct day day = {generate_between(&generator, DAY_MIN.n, DAY_MAX.n)};
		int32_t months = generate_between(&generator, -2000, 2000);
		struct day here = day_add_months(day, months);
		struct day next = day_add_months(day, months + 1);

		assert_true(day_compare(here, next) <= 0);
		assert_true(day_diff(here, next) <= 31);
		assert_true(day_compare(here, day_add_months(day_add_days(day, 1), months)) <= 0);
	}
}

static void weekdays_and_months_have_english_names(void **state)
{
	(void)state;
	TEXT_IS(day_weekday_name(MONDAY), "Monday");
	TEXT_IS(day_weekday_name(WEDNESDAY), "Wednesday");
	TEXT_IS(day_weekday_name(SUNDAY), "Sunday");
	TEXT_IS(day_month_name(1), "January");
	TEXT_IS(day_month_name(5), "May");
	TEXT_IS(day_month_name(12), "December");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_goes_to_its_date_and_back),
		cmocka_unit_test(every_day_is_read_as_it_is_written),
		cmocka_unit_test(days_that_are_well_known_have_their_number),
		cmocka_unit_test(a_month_has_its_length),
		cmocka_unit_test(a_date_that_does_not_exist_is_refused),
		cmocka_unit_test(only_the_iso_form_is_read),
		cmocka_unit_test(months_are_counted_from_the_origin_and_clamped),
		cmocka_unit_test(adding_stops_at_the_ends_of_the_calendar),
		cmocka_unit_test(days_are_ordered),
		cmocka_unit_test(adding_and_taking_away_days_is_the_same_day),
		cmocka_unit_test(more_months_never_give_an_earlier_day),
		cmocka_unit_test(weekdays_and_months_have_english_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
