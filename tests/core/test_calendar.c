/* Goal: what is sent goes out on a day on which the office works. */
#include "core/calendar.h"
#include "tests/core/cases.h"

/* 2026-11-23 is a Monday. */
static const struct calendar mon_to_fri = {.weekdays = WEEKDAYS_MON_TO_FRI};

static void a_weekend_is_no_working_day(void **state)
{
	(void)state;
	HOLDS(calendar_is_working_day(&mon_to_fri, on("2026-11-23")));
	HOLDS(calendar_is_working_day(&mon_to_fri, on("2026-11-27")));
	HOLDS_NOT(calendar_is_working_day(&mon_to_fri, on("2026-11-28")));
	HOLDS_NOT(calendar_is_working_day(&mon_to_fri, on("2026-11-29")));
	DAY_IS(calendar_on_or_before(&mon_to_fri, on("2026-11-29")), "2026-11-27");
	DAY_IS(calendar_on_or_before(&mon_to_fri, on("2026-11-28")), "2026-11-27");
	DAY_IS(calendar_on_or_before(&mon_to_fri, on("2026-11-27")), "2026-11-27");
	DAY_IS(calendar_on_or_after(&mon_to_fri, on("2026-11-28")), "2026-11-30");
	DAY_IS(calendar_on_or_after(&mon_to_fri, on("2026-11-30")), "2026-11-30");
}

static void each_weekday_has_its_bit(void **state)
{
	(void)state;
	for (unsigned int weekday = MONDAY; weekday <= SUNDAY; weekday++) {
		struct calendar calendar = {.weekdays = (uint8_t)(1u << weekday)};

		for (int i = 0; i < 7; i++) {
			struct day day = day_add_days(on("2026-11-23"), i);

			assert_int_equal(calendar_is_working_day(&calendar, day),
					 i == (int)weekday);
		}
	}
}

static void a_holiday_is_no_working_day(void **state)
{
	/* Kazakhstan's Nauryz is on 21 to 23 March; 2027-03-21 is a Sunday. */
	const struct day holidays[] = {on("2026-12-16"), on("2027-03-22"), on("2027-03-23")};
	struct calendar calendar = {WEEKDAYS_MON_TO_FRI, holidays, COUNT(holidays)};

	(void)state;
	HOLDS_NOT(calendar_is_working_day(&calendar, on("2026-12-16")));
	HOLDS(calendar_is_working_day(&calendar, on("2026-12-15")));
	DAY_IS(calendar_on_or_before(&calendar, on("2026-12-16")), "2026-12-15");
	DAY_IS(calendar_on_or_after(&calendar, on("2026-12-16")), "2026-12-17");
	DAY_IS(calendar_on_or_before(&calendar, on("2027-03-23")), "2027-03-19");
	DAY_IS(calendar_on_or_after(&calendar, on("2027-03-20")), "2027-03-24");
}

static void holidays_that_end_soon_are_said(void **state)
{
	const struct day holidays[] = {on("2026-12-16"), on("2027-03-22")};
	struct calendar calendar = {WEEKDAYS_MON_TO_FRI, holidays, COUNT(holidays)};

	(void)state;
	DAY_IS(calendar_ends_soon(&calendar, on("2026-12-16")), "-");
	DAY_IS(calendar_ends_soon(&calendar, on("2027-01-21")), "-");
	DAY_IS(calendar_ends_soon(&calendar, on("2027-01-22")), "2027-03-22");
	DAY_IS(calendar_ends_soon(&calendar, on("2027-03-22")), "2027-03-22");
	DAY_IS(calendar_ends_soon(&calendar, on("2030-01-01")), "2027-03-22");
	DAY_IS(calendar_ends_soon(&mon_to_fri, on("2030-01-01")), "-");
}

static void every_one_of_many_holidays_is_found(void **state)
{
	struct day holidays[400];

	(void)state;
	for (size_t count = 0; count <= COUNT(holidays); count += 57) {
		struct calendar calendar = {WEEKDAYS_ALL, holidays, count};

		for (size_t i = 0; i < count; i++)
			holidays[i] = day_add_days(on("2026-01-01"), (int64_t)i * 3);
		for (int64_t n = -3; n < (int64_t)count * 3 + 3; n++) {
			bool is_holiday = n >= 0 && n < (int64_t)count * 3 && n % 3 == 0;

			assert_int_equal(calendar_is_working_day(&calendar,
								 day_add_days(on("2026-01-01"), n)),
					 !is_holiday);
		}
	}
}

static void a_working_day_up_to_a_year_away_is_found(void **state)
{
	struct day holidays[366];
	struct calendar calendar = {WEEKDAYS_ALL, holidays, COUNT(holidays)};

	(void)state;
	for (size_t i = 0; i < COUNT(holidays); i++)
		holidays[i] = day_add_days(on("2026-01-01"), (int64_t)i);
	DAY_IS(calendar_on_or_after(&calendar, on("2026-01-01")), "2027-01-02");
	DAY_IS(calendar_on_or_before(&calendar, on("2027-01-01")), "2025-12-31");
}

static void without_any_working_day_it_is_the_day_itself(void **state)
{
	struct day holidays[1000];
	struct calendar calendar = {WEEKDAYS_ALL, holidays, COUNT(holidays)};

	(void)state;
	for (size_t i = 0; i < COUNT(holidays); i++)
		holidays[i] = day_add_days(on("2026-01-01"), (int64_t)i);
	DAY_IS(calendar_on_or_after(&calendar, on("2027-05-05")), "2027-05-05");
	DAY_IS(calendar_on_or_before(&calendar, on("2027-05-05")), "2027-05-05");
}

static void the_ends_of_the_calendar_hold(void **state)
{
	const struct calendar fridays = {.weekdays = 1u << FRIDAY};

	(void)state;
	/* 0001-01-01 is a Monday, 9999-12-31 a Friday. */
	DAY_IS(calendar_on_or_before(&fridays, on("0001-01-01")), "0001-01-01");
	DAY_IS(calendar_on_or_after(&fridays, on("0001-01-01")), "0001-01-05");
	DAY_IS(calendar_on_or_after(&fridays, on("9999-12-31")), "9999-12-31");
	DAY_IS(calendar_on_or_before(&fridays, on("9999-12-30")), "9999-12-24");
}

static void no_working_day_is_passed_over(void **state)
{
	struct generator generator = {11};
	struct day holidays[60];

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct calendar calendar = {(uint8_t)(1u + generate(&generator, 127)), holidays,
					    60};

		holidays[0] = on("2026-01-01");
		for (size_t k = 1; k < COUNT(holidays); k++)
			holidays[k] =
				day_add_days(holidays[k - 1], generate_between(&generator, 1, 9));
		for (int k = 0; k < 100; k++) {
			struct day day = {generate_between(&generator, 20400, 21000)};
			struct day before = calendar_on_or_before(&calendar, day);
			struct day after = calendar_on_or_after(&calendar, day);

			assert_true(before.n <= day.n && day.n <= after.n);
			assert_true(calendar_is_working_day(&calendar, before));
			assert_true(calendar_is_working_day(&calendar, after));
			for (int32_t n = before.n + 1; n < after.n; n++)
				assert_false(calendar_is_working_day(&calendar, (struct day){n}) &&
					     n != day.n);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_weekend_is_no_working_day),
		cmocka_unit_test(each_weekday_has_its_bit),
		cmocka_unit_test(a_holiday_is_no_working_day),
		cmocka_unit_test(holidays_that_end_soon_are_said),
		cmocka_unit_test(every_one_of_many_holidays_is_found),
		cmocka_unit_test(a_working_day_up_to_a_year_away_is_found),
		cmocka_unit_test(without_any_working_day_it_is_the_day_itself),
		cmocka_unit_test(the_ends_of_the_calendar_hold),
		cmocka_unit_test(no_working_day_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
