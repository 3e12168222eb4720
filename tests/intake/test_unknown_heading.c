/*
 * Heading lines of words that nobody knows, and columns of dates that nothing names.
 */
#include "intake/unknown_heading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

#define ODD_ROWS                                                                                   \
	"Nagoya University,Japan,MoU,2021-04-01,2027-03-31,K. Sato\n"                              \
	"University of Otago,New Zealand,Exchange,2022-07-15,2027-07-14,K. Sato\n"

static void a_first_line_of_words_before_rows_with_numbers_is_the_heading_line(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Who with?,Where,What for,Ink dried on,Runs out,Our man\n" ODD_ROWS), 0);
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(kind_of_line(1), LINE_HEADING);
	assert_string_equal(column_of(ROLE_LAST_DAY)->heading, "Runs out");
	assert_string_equal(column_of(ROLE_SIGNED)->heading, "Ink dried on");
	assert_last_day(0, "2027-03-31");
}

static void rows_without_a_heading_line_stay_rows(void **state)
{
	(void)state;
	assert_int_equal(read_text("Aalto University,Finland,MoU,,permanent,X\n" ODD_ROWS), 0);
	assert_int_equal(taken.draft_count, 3);
	assert_int_equal(read_text(ODD_ROWS "Who with?,Where,What for,Ink dried on,Runs out,Us\n"),
			 0);
	assert_int_equal(taken.draft_count, 3);
}

static void a_column_of_dates_that_nothing_names_is_asked_about(void **state)
{
	static const char text[] = "Partner,Signed,Valid until,Stage two,Next review,Owner\n"
				   "A,13.03.2021,13.03.2027,14.05.2022,01.06.2026,X\n"
				   "B,13.03.2021,13.03.2027,15.05.2022,01.06.2026,X\n";
	const struct profile_column columns[] = {{"Stage two", 0, ROLE_NONE}};
	const struct profile profile = {.columns = columns, .column_count = 1};

	(void)state;
	assert_int_equal(read_text(text), 0);
	assert_problem("unnamed_dates", PROBLEM_WARNING, 1, 28);
	assert_says("unnamed_dates", "--map \"Stage two=last_day\"");
	assert_int_equal(taken.problems.count, 1);
	assert_int_equal(read_text_as(text, &profile), 0);
	assert_int_equal(taken.problems.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			a_first_line_of_words_before_rows_with_numbers_is_the_heading_line, forget),
		cmocka_unit_test_teardown(rows_without_a_heading_line_stay_rows, forget),
		cmocka_unit_test_teardown(a_column_of_dates_that_nothing_names_is_asked_about,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
