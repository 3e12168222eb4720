/* Goal: an academic year has a first and a last day, whenever it starts. */
#include "core/academic_year.h"
#include "tests/core/cases.h"

static int end_of(const char *text)
{
	int end = -1;

	return academic_year_parse(text, &end) ? end : -end;
}

static void two_years_that_follow_each_other_are_read(void **state)
{
	(void)state;
	NUMBER_IS(end_of("2027/28"), 2028);
	NUMBER_IS(end_of("2027/2028"), 2028);
	NUMBER_IS(end_of("1999/00"), 2000);
	NUMBER_IS(end_of("1999/2000"), 2000);
	NUMBER_IS(end_of("2099/00"), 2100);
	NUMBER_IS(end_of("9998/99"), 9999);
	NUMBER_IS(end_of("0001/02"), 2);
}

static void anything_else_is_refused(void **state)
{
	static const char *const refused[] = {"",	  "2027",	"2027/",    "2027/29",
					      "2027/27",  "2027/8",	"2027-28",  "2027/2029",
					      "2027/28 ", " 2027/28",	"27/28",    "2027/028",
					      "2027/28x", "2027/28/29", "9999/00",  "9999/10000",
					      "0000/01",  "20271/28",	"2027//28", "2027 / 28"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		NUMBER_IS(end_of(refused[i]), 1);
}

static void it_ends_on_the_day_before_the_next_one_starts(void **state)
{
	const struct year_day september = {9, 1}, october = {10, 1}, leap = {2, 29};

	(void)state;
	DAY_IS(academic_year_first_day(2028, september), "2027-09-01");
	DAY_IS(academic_year_last_day(2028, september), "2028-08-31");
	DAY_IS(academic_year_last_day(2028, october), "2028-09-30");
	DAY_IS(academic_year_last_day(2028, (struct year_day){3, 1}), "2028-02-29");
	DAY_IS(academic_year_last_day(2028, (struct year_day){1, 1}), "2027-12-31");
	DAY_IS(academic_year_first_day(2028, leap), "2027-02-28");
	DAY_IS(academic_year_last_day(2028, leap), "2028-02-28");
	for (int year = 1900; year < 2200; year++)
		NUMBER_IS(day_diff(academic_year_last_day(year, september),
				   academic_year_first_day(year + 1, september)),
			  1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_years_that_follow_each_other_are_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(it_ends_on_the_day_before_the_next_one_starts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
