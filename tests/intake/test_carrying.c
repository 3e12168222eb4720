/*
 * Countries that stand in the first of several rows alone.
 */
#include "intake/carrying.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

#define MERGED_HEADING "Country;Partner;Signed;Valid until;Owner\n"

static void a_country_in_the_first_row_of_several_is_carried_down_and_said(void **state)
{
	(void)state;
	assert_int_equal(read_text(MERGED_HEADING "Italy;A;13.03.2021;13.03.2027;X\n"
						  ";B;13.03.2021;13.03.2027;X\n"
						  "Spain;C;13.03.2021;13.03.2027;X\n"
						  ";D;13.03.2021;13.03.2027;X\n"),
			 0);
	assert_string_equal(draft(1)->partners[0].country, "IT");
	assert_string_equal(draft(1)->partners[0].country_raw, "Italy");
	assert_string_equal(draft(3)->partners[0].country, "ES");
	assert_problem("carried_country", PROBLEM_WARNING, 1, 1);
	assert_says("carried_country", "2 rows without one take that of the row above");
	assert_int_equal(taken.problems.count, 1);
}

static void a_country_that_is_missing_now_and_then_stays_missing(void **state)
{
	(void)state;
	/* Italy comes again: each row has its own. */
	assert_int_equal(read_text(MERGED_HEADING "Italy;A;13.03.2021;13.03.2027;X\n"
						  ";B;13.03.2021;13.03.2027;X\n"
						  "Italy;C;13.03.2021;13.03.2027;X\n"),
			 0);
	assert_null(draft(1)->partners[0].country);
	assert_int_equal(taken.problems.count, 0);
	assert_int_equal(read_text(MERGED_HEADING "Italy;A;13.03.2021;13.03.2027;X\n"
						  ";B;13.03.2021;13.03.2027;X\n"
						  "Spain;C;13.03.2021;13.03.2027;X\n"
						  "Peru;D;13.03.2021;13.03.2027;X\n"),
			 0);
	assert_null(draft(1)->partners[0].country);
	assert_int_equal(read_text(MERGED_HEADING ";A;13.03.2021;13.03.2027;X\n"
						  "Italy;B;13.03.2021;13.03.2027;X\n"
						  ";C;13.03.2021;13.03.2027;X\n"
						  "Spain;D;13.03.2021;13.03.2027;X\n"),
			 0);
	assert_null(draft(2)->partners[0].country);
	assert_int_equal(taken.problems.count, 0);
}

static void a_country_that_nobody_knows_is_not_carried(void **state)
{
	(void)state;
	assert_int_equal(read_text(MERGED_HEADING "Italy;A;13.03.2021;13.03.2027;X\n"
						  ";B;13.03.2021;13.03.2027;X\n"
						  "Atlantis;C;13.03.2021;13.03.2027;X\n"
						  ";D;13.03.2021;13.03.2027;X\n"),
			 0);
	assert_string_equal(draft(1)->partners[0].country, "IT");
	assert_null(draft(3)->partners[0].country);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			a_country_in_the_first_row_of_several_is_carried_down_and_said, forget),
		cmocka_unit_test_teardown(a_country_that_is_missing_now_and_then_stays_missing,
					  forget),
		cmocka_unit_test_teardown(a_country_that_nobody_knows_is_not_carried, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
