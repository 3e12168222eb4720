/* Goal: a day of the year is read as people write it, and falls on a day in every year. */
#include <string.h>

#include "core/year_day.h"
#include "tests/core/cases.h"

static struct year_day yearly(const char *text)
{
	struct year_day year_day = {0};

	if (!year_day_parse(text, &year_day))
		fail_msg("no day of the year: %s", text);
	return year_day;
}

static void a_day_and_a_month_are_read(void **state)
{
	static const char *const texts[][2] = {
		{"1 September", "1 September"}, {"1 sep", "1 September"},
		{"01 SEPT", "1 September"},	{"31  december", "31 December"},
		{"29 February", "29 February"}, {"2 May", "2 May"},
		{"30 jun", "30 June"},		{"1 July", "1 July"},
		{"10 mar", "10 March"},		{"20 Octob", "20 October"},
	};
	char text[YEAR_DAY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		TEXT_IS(year_day_format(yearly(texts[i][0]), text), texts[i][1]);
}

static void anything_else_is_refused(void **state)
{
	static const char *const refused[] = {"",
					      "1",
					      "September",
					      "1September",
					      "0 May",
					      "32 May",
					      "31 April",
					      "30 February",
					      "1 Se",
					      "1 ju",
					      "1 Mayo",
					      "1 September ",
					      " 1 September",
					      "1. September",
					      "1 September 2027",
					      "1.9.",
					      "001 May",
					      "1 Sempt"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct year_day year_day = {7, 8};

		if (year_day_parse(refused[i], &year_day))
			fail_msg("read: %s", refused[i]);
		assert_true(year_day.month == 7 && year_day.day == 8);
	}
}

static void what_follows_a_day_is_handed_back(void **state)
{
	struct year_day year_day;

	(void)state;
	TEXT_IS(year_day_read("1 sep, 1y ahead", &year_day), ", 1y ahead");
	NUMBER_IS(year_day.month, 9);
	NUMBER_IS(year_day.day, 1);
}

static void every_day_is_written_as_it_is_read(void **state)
{
	(void)state;
	for (struct day day = on("2024-01-01"); day.n <= on("2024-12-31").n; day.n++) {
		struct civil civil = day_civil(day);
		struct year_day year_day = {civil.month, civil.day}, back;
		char text[YEAR_DAY_TEXT_SIZE];

		back = yearly(year_day_format(year_day, text));
		assert_true(back.month == civil.month && back.day == civil.day);
	}
	HOLDS(year_day_is_none((struct year_day){0}));
	TEXT_IS(year_day_format((struct year_day){0}, (char[YEAR_DAY_TEXT_SIZE]){"x"}), "");
}

static void a_leap_day_is_the_28th_in_other_years(void **state)
{
	(void)state;
	DAY_IS(year_day_in(yearly("29 February"), 2028), "2028-02-29");
	DAY_IS(year_day_in(yearly("29 February"), 2027), "2027-02-28");
	DAY_IS(year_day_in(yearly("1 September"), 2027), "2027-09-01");
	DAY_IS(year_day_in(yearly("1 September"), 0), "0001-01-01");
	DAY_IS(year_day_in(yearly("1 September"), 10000), "9999-12-31");
}

static void the_latest_one_that_is_not_after_a_day(void **state)
{
	(void)state;
	DAY_IS(year_day_on_or_before(yearly("1 September"), on("2027-09-01")), "2027-09-01");
	DAY_IS(year_day_on_or_before(yearly("1 September"), on("2027-08-31")), "2026-09-01");
	DAY_IS(year_day_on_or_before(yearly("1 September"), on("2027-12-31")), "2027-09-01");
	DAY_IS(year_day_on_or_before(yearly("29 February"), on("2027-02-28")), "2027-02-28");
	DAY_IS(year_day_on_or_before(yearly("29 February"), on("2028-02-28")), "2027-02-28");
	DAY_IS(year_day_on_or_before(yearly("1 September"), on("0001-08-31")), "0001-01-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_and_a_month_are_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(what_follows_a_day_is_handed_back),
		cmocka_unit_test(every_day_is_written_as_it_is_read),
		cmocka_unit_test(a_leap_day_is_the_28th_in_other_years),
		cmocka_unit_test(the_latest_one_that_is_not_after_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
