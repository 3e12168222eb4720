/*
 * Which lines are nothing but places.
 */
#include "intake/pages/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
	int line;
	const char *text;
	enum place_kind kind;
} cases[] = {
	{__LINE__, "Germany", PLACE_COUNTRY},
	{__LINE__, "GERMANY:", PLACE_COUNTRY},
	{__LINE__, "Germany (12)", PLACE_COUNTRY},
	{__LINE__, "The Netherlands", PLACE_COUNTRY},
	{__LINE__, "Korea", PLACE_COUNTRY},
	{__LINE__, "North Cyprus", PLACE_COUNTRY},
	{__LINE__, "USA", PLACE_COUNTRY},
	{__LINE__, "Bosnia and Herzegovina", PLACE_COUNTRY},
	{__LINE__, "Казахстан", PLACE_COUNTRY},
	{__LINE__, "Almanya", PLACE_COUNTRY},
	{__LINE__, "North America", PLACE_REGION},
	{__LINE__, "Europe (Nordic Countries)", PLACE_REGION},
	{__LINE__, "Australia and New Zealand", PLACE_REGION},
	{__LINE__, "Asia", PLACE_REGION},
	{__LINE__, "Middle East", PLACE_REGION},
	{__LINE__, "Middle East and North Africa", PLACE_REGION},
	{__LINE__, "Страны СНГ", PLACE_REGION},
	{__LINE__, "Avrupa Ülkeleri", PLACE_REGION},
	{__LINE__, "Osteuropa", PLACE_REGION},
	{__LINE__, "Georgia State University", PLACE_NONE},
	{__LINE__, "Mexico City", PLACE_NONE},
	{__LINE__, "New Mexico", PLACE_NONE},
	{__LINE__, "Middle East Technical University", PLACE_NONE},
	{__LINE__, "North", PLACE_NONE},
	{__LINE__, "and", PLACE_NONE},
	{__LINE__, "", PLACE_NONE},
	{__LINE__, "no", PLACE_NONE},
	{__LINE__, "Institute of Asia and Africa", PLACE_NONE},
};

static void places_are_told_from_names(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (place_kind_of(cases[i].text) == cases[i].kind)
			continue;
		print_error("line %d: %s\n", cases[i].line, cases[i].text);
		failed++;
	}
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_told_from_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
