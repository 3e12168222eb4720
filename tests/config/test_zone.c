/* Goal: a time zone is one that the zone database has, and a misspelt one is guessed. */
#include "config/zone.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void zones_of_the_database_are_known(void **state)
{
	static const char *const good[] = {"Asia/Almaty", "Europe/Berlin", "UTC",
					   "America/Argentina/Buenos_Aires", "Etc/GMT+5"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(zone_is_known(good[i]));
}

static void everything_else_is_unknown(void **state)
{
	static const char *const bad[] = {
		"",
		"Asia",
		"Asia/",
		"/Asia/Almaty",
		"/usr/share/zoneinfo/Asia/Almaty",
		"../zoneinfo/Asia/Almaty",
		"Asia/../Asia/Almaty",
		"Asia//Almaty",
		"./UTC",
		"Asia/Almati",
		"asia/almaty",
		":UTC",
		"UTC-5",
		"CET-1CEST,M3.5.0,M10.5.0/3",
		"zone.tab",
		"leapseconds",
		"right/Asia/Almaty",
		"Asia/Almaty\n",
		"Asia/Алматы",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (zone_is_known(bad[i]))
			print_error("'%s'\n", bad[i]);
		assert_false(zone_is_known(bad[i]));
	}
}

static void the_environment_plays_no_part(void **state)
{
	(void)state;
	setenv("TZDIR", "/nonexistent", 1);
	assert_true(zone_is_known("Asia/Almaty"));
	unsetenv("TZDIR");
}

static void a_misspelt_zone_is_guessed(void **state)
{
	static const struct {
		const char *name;
		const char *guess; /* NULL: none */
	} cases[] = {
		{"Asia/Almati", "Asia/Almaty"},
		{"Europe/Belrin", "Europe/Berlin"},
		{"America/Argentina/Buenos_Aries", "America/Argentina/Buenos_Aires"},
		{"UTCC", "UTC"},
		{"Asia/Nowhereland", NULL},
		{"Nowhere/Almaty", NULL},
		{"../../../etc/passwd", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char guess[ZONE_NAME_MAX + 1] = "untouched";
		bool found = zone_guess(cases[i].name, guess);

		assert_int_equal(found, cases[i].guess != NULL);
		assert_string_equal(guess, found ? cases[i].guess : "untouched");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_of_the_database_are_known),
		cmocka_unit_test(everything_else_is_unknown),
		cmocka_unit_test(the_environment_plays_no_part),
		cmocka_unit_test(a_misspelt_zone_is_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
