/*
 * What is found out about the columns of a register, and said about them as a whole.
 */
#include "intake/survey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tests/intake/registering.h"

/* clang-format off */
static const struct one {
	int line;
	const char *heading;
	enum role role;
} headings[] = {
	{__LINE__, "No", ROLE_NUMBER}, {__LINE__, "NO.", ROLE_NUMBER}, {__LINE__, "#", ROLE_NUMBER},
	{__LINE__, "№", ROLE_NUMBER}, {__LINE__, "S. No.", ROLE_NUMBER}, {__LINE__, "ID", ROLE_NUMBER},
	{__LINE__, "Registration number", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "Reg. No", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "AGREEMENT NO.", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "Date of agreement", ROLE_SIGNED}, {__LINE__, "Signing date", ROLE_SIGNED},
	{__LINE__, "Date", ROLE_SIGNED}, {__LINE__, "Signed on", ROLE_SIGNED},
	{__LINE__, "CONCLUSION DATE", ROLE_SIGNED}, {__LINE__, "Commencement Date", ROLE_SIGNED},
	{__LINE__, "Start date", ROLE_SIGNED}, {__LINE__, "Valid from", ROLE_SIGNED},
	{__LINE__, "Valid until", ROLE_LAST_DAY}, {__LINE__, "EFFECTIVE UNTIL", ROLE_LAST_DAY},
	{__LINE__, "Expiration Date", ROLE_LAST_DAY}, {__LINE__, "Date of expiry", ROLE_LAST_DAY},
	{__LINE__, "End date", ROLE_LAST_DAY}, {__LINE__, "Valid\nuntil", ROLE_LAST_DAY},
	{__LINE__, "Duration (years)", ROLE_LAST_DAY}, {__LINE__, "Term", ROLE_LAST_DAY},
	{__LINE__, "last_day", ROLE_LAST_DAY},
	{__LINE__, "Country", ROLE_COUNTRY}, {__LINE__, "Partner country", ROLE_COUNTRY},
	{__LINE__, "City", ROLE_CITY}, {__LINE__, "City/Town", ROLE_CITY},
	{__LINE__, "Type of agreement", ROLE_TYPE}, {__LINE__, "Agreement", ROLE_TYPE},
	{__LINE__, "Initiating actor", ROLE_OWNER}, {__LINE__, "Department", ROLE_OWNER},
	{__LINE__, "Responsible person", ROLE_OWNER}, {__LINE__, "Responsible (owner)", ROLE_OWNER},
	{__LINE__, "Contact", ROLE_OWNER}, {__LINE__, "Contact person", ROLE_OWNER},
	{__LINE__, "Focal person", ROLE_OWNER}, {__LINE__, "Contact unit", ROLE_OWNER},
	{__LINE__, "Since", ROLE_SIGNED}, {__LINE__, "Validity from", ROLE_SIGNED},
	{__LINE__, "Validity to", ROLE_LAST_DAY}, {__LINE__, "Last contact", ROLE_NONE},
	{__LINE__, "Home department", ROLE_OWNER}, {__LINE__, "Agreement holder", ROLE_OWNER},
	{__LINE__, "Contract start", ROLE_SIGNED}, {__LINE__, "Contract end", ROLE_LAST_DAY},
	{__LINE__, "Status", ROLE_STATUS}, {__LINE__, "Contact e-mail", ROLE_NONE},
	{__LINE__, "Logo", ROLE_NONE}, {__LINE__, "QS ranking", ROLE_NONE},
	{__LINE__, "University ranking", ROLE_NONE}, {__LINE__, "Capacity", ROLE_NONE},
	{__LINE__, "Signed by", ROLE_NONE}, {__LINE__, "Website", ROLE_LINK},
	{__LINE__, "Partner e-mail", ROLE_NONE}, {__LINE__, "", ROLE_NONE},
};
/* clang-format on */

/* The role of the third column, which holds nothing. */
static enum role role_of(const char *heading, const char *second)
{
	char text[256];

	snprintf(text, sizeof(text), "Partner university|%s|\"%s\"\nA|2020|\n", second, heading);
	assert_int_equal(read_text(text), 0);
	return taken.facts->tables[0].columns[2].role;
}

static void a_heading_says_the_role_of_its_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		/* Two columns of one role would be rivals. */
		const char *second = headings[i].role == ROLE_LAST_DAY ? "Signed" : "Until";
		enum role role = role_of(headings[i].heading, second);

		if (role != headings[i].role)
			fail_msg("line %d: \"%s\" is %s, not %s", headings[i].line,
				 headings[i].heading, role_name(role), role_name(headings[i].role));
	}
}

static void a_column_that_nothing_decides_is_a_question_and_no_guess(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,13/1/2020,A,,Italy,3/4/2030,X,1\n"
					   "2,14/1/2020,B,,Italy,5/6/2031,X,2\n"
					   "3,15/1/2020,C,,Italy,7/7/2032,X,3\n"),
			 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_false(vague_is_known(draft(0)->terms[0].last_day));
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_last_day(2, "2032-07-07");
	assert_problem("ambiguous_dates", PROBLEM_ERROR, 2, 22);
	assert_says("ambiguous_dates", "\"3/4/2030\" can be 3 April 2030 or 4 March 2030");
	assert_says("ambiguous_dates", "2 dates are left out");
	assert_says("ambiguous_dates", "dates: {order: day/month}");
	assert_int_equal(taken.problems.count, 1);
	assert_string_equal(taken.facts->tables[0].columns[1].date_order, "day/month");
	assert_null(taken.facts->tables[0].columns[5].date_order);
}

static void a_column_that_contradicts_itself_is_a_question_too(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,A,,Italy,13/4/2030,X,1\n"
					   "2,,B,,Italy,4/13/2030,X,2\n"
					   "3,,C,,Italy,1/2/2030,X,3\n"),
			 0);
	assert_last_day(0, "2030-04-13");
	assert_last_day(1, "2030-04-13");
	assert_int_equal(draft(2)->kind, KIND_UNKNOWN);
	assert_says("ambiguous_dates", "line 2 is day first, line 3 month first");
	assert_null(taken.facts->tables[0].columns[5].date_order);
}

static void a_register_without_a_column_that_matters_is_told_once(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed,Owner\nA,2020,X\nB,2021,X\n"), 0);
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_problem("no_last_day_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(taken.problems.count, 1);
	assert_int_equal(read_text("Partner,Valid until,Owner\nA,2030,X\n"), 0);
	assert_problem("no_signing_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(taken.problems.count, 1);
	assert_int_equal(read_text("Partner,Valid until,Signed\nA,2030,2020\n"), 0);
	assert_problem("no_owner_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(taken.problems.count, 1);
}

static void two_columns_for_one_role_are_reported_in_words_of_people(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Partner,Expiry date,Valid until,Signed,Owner\nA,2030,2031,2020,X\n"), 0);
	assert_last_day(0, "2030");
	assert_problem("duplicate_column", PROBLEM_WARNING, 1, 21);
	assert_says("duplicate_column",
		    "\"Valid until\" could be the last day too; \"Expiry date\" is read");
	assert_int_equal(taken.problems.count, 1);
}

static void a_second_number_column_counts_rows_beside_a_registration_number(void **state)
{
	(void)state;
	assert_int_equal(read_text("No,Partner,Valid until,No,Signed,Owner\nA-1,A,2030,1,2020,X\n"),
			 0);
	assert_string_equal(draft(0)->registration_number, "A-1");
	assert_string_equal(draft(0)->row, "1");
	assert_int_equal(taken.problems.count, 0);
}

static void columns_read_in_opposite_orders_are_reported_with_their_cells(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,03/02/2024,A,,Italy,01/02/2027,X,1\n"
					   "2,13/02/2024,B,,Italy,07/18/2027,X,2\n"),
			 0);
	assert_last_day(0, "2027-01-02");
	assert_string_equal(taken.facts->tables[0].columns[1].date_order, "day/month");
	assert_string_equal(taken.facts->tables[0].columns[5].date_order, "month/day");
	assert_int_equal(taken.facts->tables[0].columns[5].date_order_cells, 1);
	assert_int_equal(taken.facts->tables[0].columns[5].date_order_line, 3);
	assert_string_equal(taken.facts->tables[0].columns[5].date_order_cell, "07/18/2027");
	assert_problem("date_orders_differ", PROBLEM_WARNING, 3, 0);
	assert_says("date_orders_differ",
		    "\"Date of agreement\" is read as day/month (line 3: \"13/02/2024\"), but "
		    "\"Valid until\" as month/day (line 3: \"07/18/2027\")");
	assert_int_equal(taken.problems.count, 1);
}

static void dots_and_month_first_are_opposite_orders_too(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,03.02.2024,A,,Italy,07/18/2027,X,1\n"), 0);
	assert_string_equal(taken.facts->tables[0].columns[1].date_order, "day/month");
	assert_int_equal(taken.facts->tables[0].columns[1].date_order_cells, 0);
	assert_says("date_orders_differ", "day/month (as dates with dots are)");
	assert_int_equal(read_text(HEADING "1,03.02.2024,A,,Italy,18/07/2027,X,1\n"), 0);
	assert_int_equal(taken.problems.count, 0);
}

static void a_status_that_ends_agreements_is_said_to_be_unread(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,Status\nA,2030,2020,X,active\n"
				   "B,2030,2020,X,Terminated by us\nC,2030,2020,X,CANCELLED\n"),
			 0);
	assert_problem("status_not_read", PROBLEM_WARNING, 3, 15);
	assert_says("status_not_read", "2 cells say that agreements are over, as \"Terminated by");
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,Notes,Comments\n"
				   "A,2030,2020,X,x,new\n"
				   "B,2030,2020,X,x,Feshedildi\n"
				   "C,2030,2020,X,x,the agreement was cancelled in 2022\n"),
			 0);
	assert_problem("status_not_read", PROBLEM_WARNING, 3, 17);
	assert_says("status_not_read", "\"Comments\" is not read, though 2 cells say");
	assert_int_equal(taken.problems.count, 1);
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,State\nA,2030,2020,X,Ohio\n"),
			 0);
	assert_int_equal(taken.problems.count, 0);
}

static void one_date_that_is_left_out_is_one(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,2020,A,,Italy,3/4/2030,X,1\n"), 0);
	assert_says("ambiguous_dates", "1 date is left out until it is written as YYYY-MM-DD");
	assert_string_equal(taken.drafts[0]->last_day_unread, "3/4/2030");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_heading_says_the_role_of_its_column, forget),
		cmocka_unit_test_teardown(a_column_that_nothing_decides_is_a_question_and_no_guess,
					  forget),
		cmocka_unit_test_teardown(a_column_that_contradicts_itself_is_a_question_too,
					  forget),
		cmocka_unit_test_teardown(a_register_without_a_column_that_matters_is_told_once,
					  forget),
		cmocka_unit_test_teardown(two_columns_for_one_role_are_reported_in_words_of_people,
					  forget),
		cmocka_unit_test_teardown(
			a_second_number_column_counts_rows_beside_a_registration_number, forget),
		cmocka_unit_test_teardown(
			columns_read_in_opposite_orders_are_reported_with_their_cells, forget),
		cmocka_unit_test_teardown(dots_and_month_first_are_opposite_orders_too, forget),
		cmocka_unit_test_teardown(a_status_that_ends_agreements_is_said_to_be_unread,
					  forget),
		cmocka_unit_test_teardown(one_date_that_is_left_out_is_one, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
