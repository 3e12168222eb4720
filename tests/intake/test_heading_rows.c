/*
 * Headings of two rows: which column says what then, and that neither row becomes an agreement.
 */
#include "intake/heading_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

#define ROW_ONE	 "1;University of Porto;Portugal;01.09.2021;31.08.2026;J. Silva\n"
#define ROW_TWO	 "2;Ghent University;Belgium;15.10.2022;14.10.2027;J. Silva\n"
#define ROWS	 ROW_ONE ROW_TWO
#define TWO_ROWS "No.;Institution;Country;Period;;In charge\n;;;from;to;\n"

/* The headings of the first table, with bars between. */
static const char *headings(void)
{
	static char text[512];
	const struct register_table *table = &taken.facts->tables[0];
	size_t length = 0;

	for (size_t i = 0; i < table->column_count; i++)
		length += (size_t)snprintf(text + length, sizeof(text) - length, "%s%s",
					   i > 0 ? "|" : "", table->columns[i].heading);
	return text;
}

static void assert_signed(size_t index, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(draft(index)->signed_on, text), wanted);
}

static void the_lower_row_says_which_end_of_a_period_a_column_is(void **state)
{
	(void)state;
	assert_int_equal(read_text(TWO_ROWS ROWS), 0);
	assert_string_equal(headings(), "No.|Institution|Country|Period from|Period to|In charge");
	assert_int_equal(taken.problems.count, 0);
	assert_int_equal(taken.draft_count, 2);
	assert_signed(0, "2021-09-01");
	assert_last_day(0, "2026-08-31");
	assert_last_day(1, "2027-10-14");
	assert_int_equal(kind_of_line(2), LINE_HEADING);
}

static void titles_over_both_rows_are_furniture(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("INTERNATIONAL OFFICE;;;;;\n;Partner;;Agreement;;\n" TWO_ROWS ROWS), 0);
	assert_string_equal(headings(), "No.|Institution|Country|Period from|Period to|In charge");
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(taken.problems.count, 0);
}

static void both_rows_may_come_again(void **state)
{
	(void)state;
	assert_int_equal(read_text(TWO_ROWS ROW_ONE ";;;;;\n" TWO_ROWS ROW_TWO), 0);
	assert_int_equal(taken.facts->table_count, 1);
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(count_lines(LINE_HEADING), 4);
	assert_last_day(1, "2027-10-14");
	assert_int_equal(taken.problems.count, 0);
}

static void an_upper_cell_that_is_written_over_each_column_is_one(void **state)
{
	(void)state;
	assert_int_equal(read_text("No.;Institution;Country;Срок действия;Срок действия;Owner\n"
				   ";;;с;по;\n" ROWS),
			 0);
	assert_last_day(0, "2026-08-31");
	assert_signed(0, "2021-09-01");
	assert_int_equal(taken.draft_count, 2);
}

static void a_poor_row_behind_the_heading_line_stays_a_row(void **state)
{
	(void)state;
	assert_int_equal(read_text("No;Partner;Country;Signed;Valid until;Owner\n"
				   ";University of Bari;;;;\n" ROWS),
			 0);
	assert_int_equal(taken.draft_count, 3);
	assert_int_equal(read_text("No;Partner;Country;Signed;Valid until;;Owner\n"
				   ";;;;;2021;\n1;A;Italy;01.02.2021;13.02.2027;;X\n"),
			 0);
	assert_int_equal(kind_of_line(2), LINE_PROBLEM);
	assert_string_equal(headings(), "No|Partner|Country|Signed|Valid until||Owner");
}

/* clang-format off */
static const struct {
	int line;
	const char *text;
	enum role role;
} bounds[] = {
	{__LINE__, "Agreement from", ROLE_EFFECTIVE}, {__LINE__, "Agreement to", ROLE_LAST_DAY},
	{__LINE__, "Period from", ROLE_EFFECTIVE}, {__LINE__, "Validity to", ROLE_LAST_DAY},
	{__LINE__, "Срок действия с", ROLE_EFFECTIVE}, {__LINE__, "Срок действия по", ROLE_LAST_DAY},
	{__LINE__, "Laufzeit von", ROLE_EFFECTIVE}, {__LINE__, "Laufzeit bis", ROLE_LAST_DAY},
	{__LINE__, "Durée du", ROLE_EFFECTIVE}, {__LINE__, "Durée au", ROLE_LAST_DAY},
};
/* clang-format on */

static void the_last_word_of_a_heading_says_which_end_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text), "Partner,Owner,%s\nA University,X,13.02.2026\n",
			 bounds[i].text);
		assert_int_equal(read_text(text), 0);
		/* An effective date stands for the signing date where no column says that. */
		if (taken.facts->tables[0].columns[2].role !=
		    (bounds[i].role == ROLE_EFFECTIVE ? ROLE_SIGNED : bounds[i].role))
			fail_msg("line %d: \"%s\" is the %s", bounds[i].line, bounds[i].text,
				 role_words(taken.facts->tables[0].columns[2].role));
	}
	assert_int_equal(read_text("Partner,Valid until,Assigned to\nA,2030,X\n"), 0);
	assert_int_equal(taken.facts->tables[0].columns[2].role, ROLE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_lower_row_says_which_end_of_a_period_a_column_is,
					  forget),
		cmocka_unit_test_teardown(titles_over_both_rows_are_furniture, forget),
		cmocka_unit_test_teardown(both_rows_may_come_again, forget),
		cmocka_unit_test_teardown(an_upper_cell_that_is_written_over_each_column_is_one,
					  forget),
		cmocka_unit_test_teardown(a_poor_row_behind_the_heading_line_stays_a_row, forget),
		cmocka_unit_test_teardown(the_last_word_of_a_heading_says_which_end_it_is, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
