/*
 * Partners that one cell names with commas, and countries that stand behind a city.
 */
#include "intake/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

/* clang-format off */
static const struct {
	int line;
	const char *partner, *country;
	const char *means; /* "name (city) code", with bars between */
} cells[] = {
	{__LINE__, "University of Tartu, Tallinn University", "Estonia",
	 "University of Tartu EE|Tallinn University EE"},
	{__LINE__, "University of Warsaw, University of Bonn", "Poland, Germany",
	 "University of Warsaw PL|University of Bonn DE"},
	{__LINE__, "TalTech, MIT", "Estonia, USA", "TalTech EE|MIT US"},
	{__LINE__, "University of Tartu, TalTech", "Estonia", "University of Tartu, TalTech EE"},
	{__LINE__, "Queen's University Belfast, School of Law", "UK",
	 "Queen's University Belfast, School of Law GB"},
	{__LINE__, "University of California, Berkeley", "USA",
	 "University of California, Berkeley US"},
	{__LINE__, "Oslo University, Institute of Physics", "Norway",
	 "Oslo University, Institute of Physics NO"},
	{__LINE__, "A", "Oslo, Norway", "A (Oslo) NO"},
	{__LINE__, "A", "Porto (Portugal)", "A (Porto) PT"},
	{__LINE__, "A", "Split / Croatia", "A (Split) HR"},
	{__LINE__, "A", "Atlanta, Georgia, USA", "A (Atlanta, Georgia) US"},
	{__LINE__, "A", "Paris, Texas", "A -"},
	{__LINE__, "A", "Kinshasa, Congo", "A (Kinshasa) -"},
	{__LINE__, "A", "Korea (North)", "A KP"},
	{__LINE__, "A", "Germany (Berlin)", "A DE"},
};
/* clang-format on */

static const char *partners(void)
{
	static char text[512];
	size_t length = 0;

	for (size_t i = 0; i < draft(0)->partner_count; i++) {
		const struct partner *one = &draft(0)->partners[i];

		length += (size_t)snprintf(
			text + length, sizeof(text) - length, "%s%s%s%s%s %s", i > 0 ? "|" : "",
			one->name, one->city != NULL ? " (" : "",
			one->city != NULL ? one->city : "", one->city != NULL ? ")" : "",
			one->country != NULL ? one->country : "-");
	}
	return text;
}

static void cells_of_partners_and_countries_mean(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[512];

		snprintf(text, sizeof(text),
			 "Partner,Country,Signed,Valid until,Owner\n"
			 "\"%s\",\"%s\",2020,2030,X\n",
			 cells[i].partner, cells[i].country);
		assert_int_equal(read_text(text), 0);
		if (strcmp(partners(), cells[i].means) != 0)
			fail_msg("line %d: \"%s\", \"%s\" are %s", cells[i].line, cells[i].partner,
				 cells[i].country, partners());
		if ((count_problems("unknown_country") + count_problems("two_countries") > 0) !=
		    (strstr(cells[i].means, " -") != NULL))
			fail_msg("line %d: %zu problems", cells[i].line, taken.problems.count);
	}
}

static void a_column_of_cities_comes_before_the_city_beside_a_country(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,City,Country,Valid until\n"
				   "A,Bergen,\"Oslo, Norway\",2030\n"),
			 0);
	assert_string_equal(draft(0)->partners[0].city, "Bergen");
	assert_string_equal(draft(0)->partners[0].country, "NO");
	assert_string_equal(draft(0)->partners[0].country_raw, "Oslo, Norway");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(cells_of_partners_and_countries_mean, forget),
		cmocka_unit_test_teardown(a_column_of_cities_comes_before_the_city_beside_a_country,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
