/* Goal: a date keeps the precision it was given with; a day is only made when one is needed. */
#include "tests/core/cases.h"

static bool reads(const char *text)
{
	struct vague vague = vague_of_day((struct day){123});
	bool read = vague_parse(text, &vague);

	assert_true(read || (vague.first.n == 123 && vague.precision == PRECISION_DAY));
	return read;
}

static void a_date_keeps_its_first_and_last_possible_day(void **state)
{
	(void)state;
	NUMBER_IS(given("2028").precision, PRECISION_YEAR);
	DAY_IS(given("2028").first, "2028-01-01");
	DAY_IS(given("2028").last, "2028-12-31");
	NUMBER_IS(given("2028-02").precision, PRECISION_MONTH);
	DAY_IS(given("2028-02").first, "2028-02-01");
	DAY_IS(given("2028-02").last, "2028-02-29");
	DAY_IS(given("2027-02").last, "2027-02-28");
	NUMBER_IS(given("2028-02-29").precision, PRECISION_DAY);
	DAY_IS(given("2028-02-29").first, "2028-02-29");
	DAY_IS(given("2028-02-29").last, "2028-02-29");
	DAY_IS(given("9999").last, "9999-12-31");
	HOLDS_NOT(vague_is_known((struct vague){0}));
	HOLDS(vague_is_known(given("2028")));
}

static void only_the_three_forms_are_read(void **state)
{
	static const char *const refused[] = {
		"",	   "28",	 "202",	       "20281",	    "2028-",	 "2028-1",
		"2028-13", "2028-00",	 "2028-02-30", "2028-1-11", "2028-01-1", "2028.05",
		"2028 ",   " 2028",	 "0000",       "0000-05",   "20280101",	 "2028-01-01-",
		"-028",	   "2028-1-01x", "abcd",       "2028-0a",   "9999-12-32"};

	(void)state;
	HOLDS(reads("2028"));
	HOLDS(reads("2028-05"));
	HOLDS(reads("2028-05-31"));
	HOLDS(reads("0001"));
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (reads(refused[i]))
			fail_msg("read: %s", refused[i]);
	}
}

static void a_year_or_month_out_of_range_is_refused(void **state)
{
	struct vague vague = {0};

	(void)state;
	HOLDS(vague_of_year(1, &vague));
	HOLDS(vague_of_month(9999, 12, &vague));
	vague = (struct vague){0};
	HOLDS_NOT(vague_of_year(0, &vague));
	HOLDS_NOT(vague_of_year(10000, &vague));
	HOLDS_NOT(vague_of_month(2026, 0, &vague));
	HOLDS_NOT(vague_of_month(2026, 13, &vague));
	HOLDS_NOT(vague_of_month(0, 1, &vague));
	HOLDS_NOT(vague_is_known(vague));
}

static void it_is_written_as_it_was_given(void **state)
{
	static const char *const texts[] = {"", "2028", "2028-05", "2028-05-31", "0001", "9999-12"};
	char text[DAY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		TEXT_IS(vague_format(given(texts[i]), text), texts[i]);
}

static void equal_means_the_same_days_and_the_same_precision(void **state)
{
	struct vague whole_month = {on("2028-02-01"), on("2028-02-29"), PRECISION_YEAR};

	(void)state;
	HOLDS(vague_equal(given("2028"), given("2028")));
	HOLDS(vague_equal(given(""), given("")));
	HOLDS(vague_equal(given("2028-05-31"), vague_of_day(on("2028-05-31"))));
	HOLDS_NOT(vague_equal(given("2028"), given("2029")));
	HOLDS_NOT(vague_equal(given("2028"), given("2028-01")));
	HOLDS_NOT(vague_equal(given("2028"), given("")));
	HOLDS_NOT(vague_equal(given("2028-02"), whole_month));
	HOLDS_NOT(vague_equal(given("2028"),
			      (struct vague){on("2028-01-01"), on("2028-06-30"), PRECISION_YEAR}));
}

static struct day reckon(const char *vague, const char *signed_on, enum vague_rule rule)
{
	return vague_reckon(given(vague), given(signed_on), rule);
}

static void the_anniversary_of_signing_is_reckoned_with(void **state)
{
	(void)state;
	DAY_IS(reckon("2028", "2023-03-30", VAGUE_ANNIVERSARY), "2028-03-30");
	DAY_IS(reckon("2028-02", "2024-02-29", VAGUE_ANNIVERSARY), "2028-02-29");
	DAY_IS(reckon("2027", "2024-02-29", VAGUE_ANNIVERSARY), "2027-02-28");
	DAY_IS(reckon("2028-03", "2023-03-30", VAGUE_ANNIVERSARY), "2028-03-30");
	DAY_IS(reckon("2028", "2023-01-01", VAGUE_ANNIVERSARY), "2028-01-01");
	DAY_IS(reckon("2028", "2023-12-31", VAGUE_ANNIVERSARY), "2028-12-31");
	DAY_IS(reckon("2024", "2023-03-30", VAGUE_ANNIVERSARY), "2024-03-30");
}

static void without_an_anniversary_the_last_day_is_reckoned_with(void **state)
{
	(void)state;
	DAY_IS(reckon("2028-02", "2023-03-30", VAGUE_ANNIVERSARY), "2028-02-29");
	DAY_IS(reckon("2028", "", VAGUE_ANNIVERSARY), "2028-12-31");
	DAY_IS(reckon("2028", "2023", VAGUE_ANNIVERSARY), "2028-12-31");
	DAY_IS(reckon("2028", "2023-03", VAGUE_ANNIVERSARY), "2028-12-31");
	DAY_IS(reckon("2023", "2023-03-30", VAGUE_ANNIVERSARY),
	       "2023-12-31"); /* not the signing day */
	DAY_IS(reckon("2020", "2023-03-30", VAGUE_ANNIVERSARY), "2020-12-31"); /* signed later */
}

static void first_and_last_take_the_periods_ends(void **state)
{
	(void)state;
	DAY_IS(reckon("2028", "2023-03-30", VAGUE_FIRST), "2028-01-01");
	DAY_IS(reckon("2028", "2023-03-30", VAGUE_LAST), "2028-12-31");
	DAY_IS(reckon("2028-02", "", VAGUE_FIRST), "2028-02-01");
	DAY_IS(reckon("2028-02", "", VAGUE_LAST), "2028-02-29");
}

static void a_known_day_is_that_day_and_an_unknown_one_is_none(void **state)
{
	(void)state;
	for (int rule = VAGUE_ANNIVERSARY; rule <= VAGUE_LAST; rule++) {
		DAY_IS(reckon("2028-05-31", "2023-03-30", (enum vague_rule)rule), "2028-05-31");
		DAY_IS(reckon("2028-05-31", "", (enum vague_rule)rule), "2028-05-31");
		DAY_IS(reckon("", "2023-03-30", (enum vague_rule)rule), "-");
	}
}

static void an_anniversary_is_found_in_a_period_over_new_year(void **state)
{
	struct vague winter = {on("2024-12-15"), on("2025-01-14"), PRECISION_MONTH};

	(void)state;
	DAY_IS(vague_reckon(winter, given("2020-01-05"), VAGUE_ANNIVERSARY), "2025-01-05");
	DAY_IS(vague_reckon(winter, given("2020-12-20"), VAGUE_ANNIVERSARY), "2024-12-20");
	DAY_IS(vague_reckon(winter, given("2020-06-05"), VAGUE_ANNIVERSARY), "2025-01-14");
	DAY_IS(vague_reckon(winter, given("2024-12-20"), VAGUE_ANNIVERSARY), "2025-01-14");
	DAY_IS(vague_reckon(winter, given("2024-01-05"), VAGUE_ANNIVERSARY), "2025-01-05");
}

static void what_is_reckoned_is_a_possible_day(void **state)
{
	struct generator generator = {99};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct day signing = {generate_between(&generator, DAY_MIN.n, DAY_MAX.n)};
		struct vague vague = {0};
		struct day day;

		if (generate(&generator, 2) == 0)
			assert_true(vague_of_year(generate_between(&generator, 1, 9999), &vague));
		else
			assert_true(vague_of_month(generate_between(&generator, 1, 9999),
						   generate_between(&generator, 1, 12), &vague));
		day = vague_reckon(vague, vague_of_day(signing), VAGUE_ANNIVERSARY);
		assert_true(day_compare(day, vague.first) >= 0);
		assert_true(day_compare(day, vague.last) <= 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_keeps_its_first_and_last_possible_day),
		cmocka_unit_test(only_the_three_forms_are_read),
		cmocka_unit_test(a_year_or_month_out_of_range_is_refused),
		cmocka_unit_test(it_is_written_as_it_was_given),
		cmocka_unit_test(equal_means_the_same_days_and_the_same_precision),
		cmocka_unit_test(the_anniversary_of_signing_is_reckoned_with),
		cmocka_unit_test(without_an_anniversary_the_last_day_is_reckoned_with),
		cmocka_unit_test(first_and_last_take_the_periods_ends),
		cmocka_unit_test(a_known_day_is_that_day_and_an_unknown_one_is_none),
		cmocka_unit_test(an_anniversary_is_found_in_a_period_over_new_year),
		cmocka_unit_test(what_is_reckoned_is_a_possible_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
