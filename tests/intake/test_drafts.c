/*
 * Rows with something wrong in them: what is read all the same, and what is said about it.
 */
#include "intake/drafts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tests/intake/reading.h"

static void t05_a_missing_last_day_is_reported_and_the_agreement_kept(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(HEADING "1,13/1/2020,A,,Italy,,X,1\n2,13/1/2020,B,,Italy,-,X,2\n"), 0);
	assert_int_equal(intake.draft_count, 2);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_problem("missing_last_day", PROBLEM_WARNING, 2, 22);
	assert_int_equal(intake.problems.count, 2);
}

static void t05_an_impossible_date_is_reported_and_its_text_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,2025-02-30,A,,Italy,2026-02-30,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_string_equal(draft(0)->last_day_raw, "2026-02-30");
	assert_false(vague_is_known(draft(0)->signed_on));
	assert_problem("impossible_date", PROBLEM_ERROR, 2, 3);
	assert_says("impossible_date", "Date of agreement: \"2025-02-30\"");
	assert_int_equal(intake.problems.count, 2);
}

static void t05_reversed_dates_are_reported_and_both_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,2025-03-01,A,,Italy,2024-03-01,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_FIXED);
	assert_last_day(0, "2024-03-01");
	assert_problem("reversed_dates", PROBLEM_ERROR, 2, 23);
	/* A year that holds the signing day is no contradiction. */
	assert_int_equal(read_text(HEADING "1,2025-03-01,A,,Italy,2025,X,1\n"), 0);
	assert_int_equal(intake.problems.count, 0);
}

static void an_unreadable_date_is_reported_and_its_text_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,long ago,A,,Italy,see file 7,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_string_equal(draft(0)->last_day_raw, "see file 7");
	assert_problem("unreadable_date", PROBLEM_ERROR, 2, 3);
	assert_int_equal(intake.problems.count, 2);
}

static void a_term_without_a_signing_date_is_a_problem(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,A,,Italy,5 years,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_problem("missing_signing_date", PROBLEM_ERROR, 2, 13);
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
	assert_int_equal(intake.problems.count, 1);
	assert_string_equal(intake.columns[1].date_order, "day/month");
	assert_null(intake.columns[5].date_order);
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
	assert_null(intake.columns[5].date_order);
}

static void a_row_without_a_partner_is_still_watched(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "7,,,,Italy,2030-01-01,X,7-20\n"), 0);
	assert_int_equal(intake.draft_count, 1);
	assert_int_equal(draft(0)->partner_count, 0);
	assert_last_day(0, "2030-01-01");
	assert_problem("missing_partner", PROBLEM_ERROR, 2, 4);
}

static void a_line_that_is_no_row_is_kept_as_a_problem(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "8,,,,Italy,,,\n9,,,,,,,\n"), 0);
	assert_int_equal(intake.draft_count, 0);
	assert_int_equal(intake.lines[1].kind, LINE_PROBLEM);
	assert_int_equal(intake.lines[2].kind, LINE_PROBLEM);
	assert_problem("not_a_row", PROBLEM_WARNING, 2, 0);
}

static void a_registration_number_that_comes_twice_is_a_problem(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,A,,Italy,2030,X,7\n2,,B,,Italy,2030,X,8\n"
					   "3,,C,,Italy,2030,X,7\n4,,D,,Italy,2030,X,7\n"),
			 0);
	assert_int_equal(intake.draft_count, 4);
	assert_int_equal(intake.problems.count, 2);
	assert_problem("duplicate_registration_number", PROBLEM_ERROR, 4, 0);
	assert_says("duplicate_registration_number", "\"7\" stands in line 2 too");
}

static void an_unknown_country_is_reported_and_its_text_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,A,,Atlantis,2030,X,7\n"
					   "2,,B,,Democratic Republic of Korea,2030,X,8\n"),
			 0);
	assert_null(draft(0)->partners[0].country);
	assert_string_equal(draft(0)->partners[0].country_raw, "Atlantis");
	assert_problem("unknown_country", PROBLEM_WARNING, 2, 7);
	assert_null(draft(1)->partners[0].country);
	assert_non_null(
		strstr(intake.problems.items[1].text, "\"South Korea\" or \"North Korea\""));
}

static void too_many_or_too_few_cells_are_reported(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,Smith, Jones,,Italy,2030,X,7\n"
					   "2,,B,,Italy,2030\n"
					   "3,,C,,Italy,2030,X,9,,,\n"),
			 0);
	assert_int_equal(intake.draft_count, 3);
	assert_problem("too_many_cells", PROBLEM_ERROR, 2, 0);
	assert_problem("too_few_cells", PROBLEM_WARNING, 3, 0);
	assert_last_day(1, "2030");
	assert_last_day(2, "2030");
}

static void an_open_quotation_mark_does_not_swallow_rows_in_silence(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,\"A,,Italy,2030,X,7\n2,,B,,Italy,2030,X,8\n"
					   "3,,C\",,Italy,2030,X,9\n"),
			 0);
	assert_problem("open_quotation_mark", PROBLEM_ERROR, 2, 5);
	assert_int_equal(intake.lines[1].lines, 3);
}

static void t25_control_characters_are_replaced_and_reported(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,\"A\r\nBcc: x\x1b[2J\x07\",,Italy,2030,X,7\n"), 0);
	assert_string_equal(draft(0)->partners[0].name, "A Bcc: x?[2J?");
	assert_problem("control_characters", PROBLEM_WARNING, 2, 5);
}

static void a_cell_over_its_limit_is_cut_and_reported(void **state)
{
	size_t size = INTAKE_CELL_MAX + 1000;
	char *text = malloc(size + 200);
	size_t n;

	(void)state;
	assert_non_null(text);
	n = (size_t)sprintf(text, HEADING "1,,");
	for (size_t i = 0; i < size - 1; i += 2)
		memcpy(text + n + i, "\xc3\xbc", 2);
	strcpy(text + n + size, ",,Italy,2030,X,7\n");
	assert_int_equal(read_text(text), 0);
	assert_int_equal(strlen(draft(0)->partners[0].name), INTAKE_CELL_MAX);
	assert_problem("cell_too_long", PROBLEM_WARNING, 2, 4);
	assert_last_day(0, "2030");
	free(text);
}

static void a_register_without_a_column_that_matters_is_told_once(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed,Owner\nA,2020,X\nB,2021,X\n"), 0);
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_problem("no_last_day_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(intake.problems.count, 1);
	assert_int_equal(read_text("Partner,Valid until,Owner\nA,2030,X\n"), 0);
	assert_problem("no_signing_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(intake.problems.count, 1);
	assert_int_equal(read_text("Partner,Valid until,Signed\nA,2030,2020\n"), 0);
	assert_problem("no_owner_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(intake.problems.count, 1);
}

static void two_columns_for_one_role_are_reported_in_words_of_people(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Partner,Term,Valid until,Signed,Owner\nA,5 years,2030,2020,X\n"), 0);
	assert_last_day(0, "2030");
	assert_problem("duplicate_column", PROBLEM_WARNING, 1, 9);
	assert_says("duplicate_column",
		    "\"Term\" could be the last day too; \"Valid until\" is read");
	assert_int_equal(intake.problems.count, 1);
}

/* A crash that a fuzzer found: the first "No" becomes the registration number, its rival loses. */
static void a_second_number_column_loses_to_a_registration_number(void **state)
{
	(void)state;
	assert_int_equal(read_text("No,Partner,Valid until,No,Signed,Owner\nA-1,A,2030,1,2020,X\n"),
			 0);
	assert_string_equal(draft(0)->registration_number, "A-1");
	assert_says("duplicate_column",
		    "\"No\" could be the registration number too; \"No\" is read");
}

static void columns_read_in_opposite_orders_are_reported_with_their_cells(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,03/02/2024,A,,Italy,01/02/2027,X,1\n"
					   "2,13/02/2024,B,,Italy,07/18/2027,X,2\n"),
			 0);
	assert_last_day(0, "2027-01-02");
	assert_string_equal(intake.columns[1].date_order, "day/month");
	assert_string_equal(intake.columns[5].date_order, "month/day");
	assert_int_equal(intake.columns[5].date_order_cells, 1);
	assert_int_equal(intake.columns[5].date_order_line, 3);
	assert_string_equal(intake.columns[5].date_order_cell, "07/18/2027");
	assert_problem("date_orders_differ", PROBLEM_WARNING, 3, 0);
	assert_says("date_orders_differ",
		    "\"Date of agreement\" is read as day/month (line 3: \"13/02/2024\"), but "
		    "\"Valid until\" as month/day (line 3: \"07/18/2027\")");
	assert_int_equal(intake.problems.count, 1);
}

static void dots_and_month_first_are_opposite_orders_too(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,03.02.2024,A,,Italy,07/18/2027,X,1\n"), 0);
	assert_string_equal(intake.columns[1].date_order, "day/month");
	assert_int_equal(intake.columns[1].date_order_cells, 0);
	assert_says("date_orders_differ", "day/month (as dates with dots are)");
	assert_int_equal(read_text(HEADING "1,03.02.2024,A,,Italy,18/07/2027,X,1\n"), 0);
	assert_int_equal(intake.problems.count, 0);
}

static void a_status_that_ends_agreements_is_said_to_be_unread(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,Status\nA,2030,2020,X,active\n"
				   "B,2030,2020,X,Terminated by us\nC,2030,2020,X,CANCELLED\n"),
			 0);
	assert_problem("status_not_read", PROBLEM_WARNING, 3, 15);
	assert_says("status_not_read", "2 cells say that agreements are over, as \"Terminated by");
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,State\nA,2030,2020,X,Ohio\n"),
			 0);
	assert_int_equal(intake.problems.count, 0);
}

static void a_date_that_is_none_is_told_what_is_wrong_with_it(void **state)
{
	static const struct {
		const char *cell;
		const char *code;
		const char *says;
	} cells[] = {
		{"12.03.27", "unreadable_date", "\"12.03.27\": the year needs four digits"},
		{"46447", "unreadable_date", "\"46447\" looks like a spreadsheet's day number"},
		{"31 June 2027", "impossible_date", "there is no 31 June; correct"},
		{"29 February 2027", "impossible_date", "there is no 29 February in 2027; correct"},
		{"2027-13-01", "impossible_date", "is no day of the years 1900 to 2199"},
		{"TBD", "missing_last_day", "Valid until: \"TBD\" is no last day; write"},
		{"", "missing_last_day", "Valid until: no last day is given; write"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text), HEADING "1,2020,A,,Italy,%s,X,1\n", cells[i].cell);
		assert_int_equal(read_text(text), 0);
		assert_says(cells[i].code, cells[i].says);
		assert_int_equal(intake.problems.count, 1);
	}
}

static void a_draft_knows_which_dates_could_not_be_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,O1.02.2020,A,,Italy,01.O2.2027,X,1\n"
					   "2,,B,,Italy,-,X,2\n3,2020,C,,Italy,permanent,X,3\n"
					   "4,,D,,Italy,5 years,X,4\n"),
			 0);
	assert_string_equal(intake.drafts[0].signed_unread, "O1.02.2020");
	assert_string_equal(intake.drafts[0].last_day_unread, "01.O2.2027");
	for (size_t i = 1; i < 3; i++) {
		assert_null(intake.drafts[i].signed_unread);
		assert_null(intake.drafts[i].last_day_unread);
	}
	assert_string_equal(intake.drafts[3].last_day_unread, "5 years");
}

static void one_date_that_is_left_out_is_one(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,2020,A,,Italy,3/4/2030,X,1\n"), 0);
	assert_says("ambiguous_dates", "1 date is left out until it is written as YYYY-MM-DD");
	assert_string_equal(intake.drafts[0].last_day_unread, "3/4/2030");
}

static void more_problems_than_are_kept_are_counted(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, HEADING);
	for (int i = 0; i < PROBLEMS_MAX + 50; i++)
		text_addf(&text, "%d,,P,,Italy,,X,%d\n", i, i);
	assert_int_equal(read_text(text_string(&text)), 0);
	assert_int_equal(intake.draft_count, PROBLEMS_MAX + 50);
	assert_int_equal(intake.problems.count, PROBLEMS_MAX);
	assert_int_equal(intake.problems.dropped, 50);
	text_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(t05_a_missing_last_day_is_reported_and_the_agreement_kept,
					  forget),
		cmocka_unit_test_teardown(t05_an_impossible_date_is_reported_and_its_text_kept,
					  forget),
		cmocka_unit_test_teardown(t05_reversed_dates_are_reported_and_both_kept, forget),
		cmocka_unit_test_teardown(an_unreadable_date_is_reported_and_its_text_kept, forget),
		cmocka_unit_test_teardown(a_term_without_a_signing_date_is_a_problem, forget),
		cmocka_unit_test_teardown(a_column_that_nothing_decides_is_a_question_and_no_guess,
					  forget),
		cmocka_unit_test_teardown(a_column_that_contradicts_itself_is_a_question_too,
					  forget),
		cmocka_unit_test_teardown(a_row_without_a_partner_is_still_watched, forget),
		cmocka_unit_test_teardown(a_line_that_is_no_row_is_kept_as_a_problem, forget),
		cmocka_unit_test_teardown(a_registration_number_that_comes_twice_is_a_problem,
					  forget),
		cmocka_unit_test_teardown(an_unknown_country_is_reported_and_its_text_kept, forget),
		cmocka_unit_test_teardown(too_many_or_too_few_cells_are_reported, forget),
		cmocka_unit_test_teardown(an_open_quotation_mark_does_not_swallow_rows_in_silence,
					  forget),
		cmocka_unit_test_teardown(t25_control_characters_are_replaced_and_reported, forget),
		cmocka_unit_test_teardown(a_cell_over_its_limit_is_cut_and_reported, forget),
		cmocka_unit_test_teardown(a_register_without_a_column_that_matters_is_told_once,
					  forget),
		cmocka_unit_test_teardown(two_columns_for_one_role_are_reported_in_words_of_people,
					  forget),
		cmocka_unit_test_teardown(a_second_number_column_loses_to_a_registration_number,
					  forget),
		cmocka_unit_test_teardown(
			columns_read_in_opposite_orders_are_reported_with_their_cells, forget),
		cmocka_unit_test_teardown(dots_and_month_first_are_opposite_orders_too, forget),
		cmocka_unit_test_teardown(a_status_that_ends_agreements_is_said_to_be_unread,
					  forget),
		cmocka_unit_test_teardown(a_date_that_is_none_is_told_what_is_wrong_with_it,
					  forget),
		cmocka_unit_test_teardown(a_draft_knows_which_dates_could_not_be_read, forget),
		cmocka_unit_test_teardown(one_date_that_is_left_out_is_one, forget),
		cmocka_unit_test_teardown(more_problems_than_are_kept_are_counted, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
