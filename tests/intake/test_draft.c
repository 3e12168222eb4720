/*
 * Rows with something wrong in them: what is read all the same, and what is said about it.
 */
#include "intake/draft.h"

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
	const char *cell;
	const char *means; /* "open", a span, a date day first, "unreadable" */
} last_days[] = {
	{__LINE__, "Permanent", "open"},
	{__LINE__, "PERMANENT", "open"},
	{__LINE__, "permanent agreement", "open"},
	{__LINE__, "long-term", "open"},
	{__LINE__, "Long term", "open"},
	{__LINE__, "open-ended", "open"},
	{__LINE__, "Open ended.", "open"},
	{__LINE__, "no expiration date", "open"},
	{__LINE__, "No expiry", "open"},
	{__LINE__, "indefinite", "open"},
	{__LINE__, "Indefinitely", "open"},
	{__LINE__, "for an indefinite period", "open"},
	{__LINE__, "unlimited", "open"},
	{__LINE__, "does not expire", "open"},
	{__LINE__, "5 year(s)", "5y"},
	{__LINE__, "5 year", "5y"},
	{__LINE__, "5 Years", "5y"},
	{__LINE__, "5years", "5y"},
	{__LINE__, "5-year term", "5y"},
	{__LINE__, "1 yr.", "1y"},
	{__LINE__, "36 months", "36m"},
	{__LINE__, "90 days", "90d"},
	{__LINE__, "6 weeks", "6w"},
	{__LINE__, "100 years", "100y"},
	{__LINE__, "12.2.2025", "2025-02-12"},
	{__LINE__, "until 2028", "2028"},
	{__LINE__, "Valid until 31.12.2027", "2027-12-31"},
	{__LINE__, "till October 2020", "2020-10"},
	{__LINE__, "2028", "2028"},
	{__LINE__, "0 years", "unreadable"},
	{__LINE__, "101 years", "unreadable"},
	{__LINE__, "99999999999999999999 years", "unreadable"},
	{__LINE__, "5", "unreadable"},
	{__LINE__, "five", "unreadable"},
	{__LINE__, "5 years or so", "5y"},
	{__LINE__, "5+5", "5y"},
	{__LINE__, "until", "unreadable"},
	{__LINE__, "impermanent", "unreadable"},
	{__LINE__, "see contract", "unreadable"},
};
/* clang-format on */

/* What a draft's last day is, as the table above writes it. */
static const char *last_day_of(const struct agreement *agreement, char text[static DAY_TEXT_SIZE])
{
	switch (agreement->kind) {
	case KIND_OPEN_ENDED:
		return "open";
	case KIND_TERM:
		return span_format(agreement->terms[0].length, text);
	case KIND_FIXED:
		return vague_format(agreement->terms[0].last_day, text);
	case KIND_UNKNOWN:
		break;
	}
	return "unreadable";
}

static void a_cell_says_a_date_a_term_or_that_there_is_no_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(last_days) / sizeof(last_days[0]); i++) {
		char text[256], means[DAY_TEXT_SIZE];
		const char *is;

		snprintf(text, sizeof(text), HEADING "1,2001-02-03,A,,Italy,%s,X,1\n",
			 last_days[i].cell);
		assert_int_equal(read_text(text), 0);
		is = last_day_of(draft(0), means);
		if (strcmp(is, last_days[i].means) != 0)
			fail_msg("line %d: \"%s\" is %s, not %s", last_days[i].line,
				 last_days[i].cell, is, last_days[i].means);
	}
}

static void t05_a_missing_last_day_is_reported_and_the_agreement_kept(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(HEADING "1,13/1/2020,A,,Italy,,X,1\n2,13/1/2020,B,,Italy,-,X,2\n"), 0);
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_problem("missing_last_day", PROBLEM_WARNING, 2, 22);
	assert_int_equal(taken.problems.count, 2);
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
	assert_int_equal(taken.problems.count, 2);
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
	assert_int_equal(taken.problems.count, 0);
}

static void an_unreadable_date_is_reported_and_its_text_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,long ago,A,,Italy,see file 7,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_string_equal(draft(0)->last_day_raw, "see file 7");
	assert_problem("unreadable_date", PROBLEM_ERROR, 2, 3);
	assert_int_equal(taken.problems.count, 2);
}

static void a_term_without_a_signing_date_is_a_problem(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,A,,Italy,5 years,X,1\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_UNKNOWN);
	assert_problem("missing_signing_date", PROBLEM_ERROR, 2, 13);
}

static void a_row_without_a_partner_is_still_watched(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "7,,,,Italy,2030-01-01,X,7-20\n"), 0);
	assert_int_equal(taken.draft_count, 1);
	assert_int_equal(draft(0)->partner_count, 0);
	assert_last_day(0, "2030-01-01");
	assert_problem("missing_partner", PROBLEM_ERROR, 2, 4);
}

static void a_line_that_is_no_row_is_kept_as_a_problem(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "8,,,,Italy,,,\n9,,,,,,,\n"), 0);
	assert_int_equal(taken.draft_count, 0);
	assert_int_equal(kind_of_line(2), LINE_PROBLEM);
	assert_int_equal(kind_of_line(3), LINE_PROBLEM);
	assert_problem("not_a_row", PROBLEM_WARNING, 2, 0);
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
	assert_non_null(strstr(taken.problems.items[1].text, "\"South Korea\" or \"North Korea\""));
}

static void too_many_or_too_few_cells_are_reported(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,,Smith, Jones,,Italy,2030,X,7\n"
					   "2,,B,,Italy,2030\n"
					   "3,,C,,Italy,2030,X,9,,,\n"),
			 0);
	assert_int_equal(taken.draft_count, 3);
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
	assert_int_equal(taken.records[1].record.lines, 3);
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

static void a_date_that_is_none_is_told_what_is_wrong_with_it(void **state)
{
	static const struct {
		const char *cell;
		const char *code;
		const char *says;
	} cells[] = {
		{"12-03-27", "unreadable_date", "\"12-03-27\": the year needs four digits"},
		{"46447", "unreadable_date", "\"46447\" looks like a spreadsheet's day number"},
		{"31 June 2027", "impossible_date", "there is no 31 June; correct"},
		{"29 February 2027", "impossible_date", "there is no 29 February in 2027; correct"},
		{"2027-13-01", "impossible_date", "is no day of the years 1900 to 2199"},
		{"2027/28", "unreadable_date",
		 "but no day; write the last day, such as 2028-08-31 or 2028-09-30, or say when an "
		 "academic year starts (office.academic_year.starts"},
		{"WS 2027/28", "unreadable_date", "day, such as 2028-02-29 or 2028-03-31"},
		{"05/06", "unreadable_date", "\"05/06\": the year needs four digits"},
		{"TBD", "missing_last_day", "Valid until: \"TBD\" is no last day; write"},
		{"", "missing_last_day", "Valid until: no last day is given; write"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text), HEADING "1,2020,A,,Italy,%s,X,1\n", cells[i].cell);
		assert_int_equal(read_text(text), 0);
		assert_says(cells[i].code, cells[i].says);
		assert_int_equal(taken.problems.count, 1);
	}
}

static bool is_same(const char *one, const char *other)
{
	return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

static void a_problem_offers_what_the_cell_can_mean(void **state)
{
	static const struct {
		int line;
		const char *signed_on, *last_day;
		const char *code, *field, *first, *second; /* NULL: no such reading */
	} cells[] = {
		{__LINE__, "2020", "2027/28", "unreadable_date", "last_day", "2028-08-31",
		 "2028-09-30"},
		{__LINE__, "2020", "SoSe 2027", "unreadable_date", "last_day", "2027-08-31",
		 "2027-09-30"},
		{__LINE__, "2021/22", "2027", "unreadable_date", "signed", NULL, NULL},
		{__LINE__, "2020", "March–April 2028", "two_last_days", "last_day", "2028-03",
		 "2028-04"},
		{__LINE__, "March–April 2020", "2028", "unread_rest", "signed", "2020-03",
		 "2020-04"},
		{__LINE__, "2020", "2028 foo", "unread_rest", "last_day", "2028", NULL},
		{__LINE__, "2020", "5 years foo", "unread_rest", "last_day", "5y", NULL},
		{__LINE__, "2020", "permanent foo", "unread_rest", "last_day", "open-ended", NULL},
		{__LINE__, "2020 foo", "2028", "unread_rest", "signed", "2020", NULL},
		{__LINE__, "2020-01-02 2020-01-02", "", "missing_last_day", "last_day", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		const struct problem *problem;
		char text[256];

		snprintf(text, sizeof(text), HEADING "1,%s,A,,Italy,%s,X,1\n", cells[i].signed_on,
			 cells[i].last_day);
		assert_int_equal(read_text(text), 0);
		assert_int_equal(taken.problems.count, 1);
		problem = &taken.problems.items[0];
		if (!is_same(problem->code, cells[i].code) ||
		    !is_same(problem->field, cells[i].field) ||
		    !is_same(problem->readings[0], cells[i].first) ||
		    !is_same(problem->readings[1], cells[i].second))
			fail_msg("line %d: %s, %s: %s or %s", cells[i].line, problem->code,
				 problem->field, problem->readings[0], problem->readings[1]);
	}
}

static void a_draft_knows_which_dates_could_not_be_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING "1,long ago,A,,Italy,see file 7,X,1\n"
					   "2,,B,,Italy,-,X,2\n3,2020,C,,Italy,permanent,X,3\n"
					   "4,,D,,Italy,5 years,X,4\n"),
			 0);
	assert_string_equal(taken.drafts[0]->signed_unread, "long ago");
	assert_string_equal(taken.drafts[0]->last_day_unread, "see file 7");
	for (size_t i = 1; i < 3; i++) {
		assert_null(taken.drafts[i]->signed_unread);
		assert_null(taken.drafts[i]->last_day_unread);
	}
	assert_string_equal(taken.drafts[3]->last_day_unread, "5 years");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_cell_says_a_date_a_term_or_that_there_is_no_end,
					  forget),
		cmocka_unit_test_teardown(t05_a_missing_last_day_is_reported_and_the_agreement_kept,
					  forget),
		cmocka_unit_test_teardown(t05_an_impossible_date_is_reported_and_its_text_kept,
					  forget),
		cmocka_unit_test_teardown(t05_reversed_dates_are_reported_and_both_kept, forget),
		cmocka_unit_test_teardown(an_unreadable_date_is_reported_and_its_text_kept, forget),
		cmocka_unit_test_teardown(a_problem_offers_what_the_cell_can_mean, forget),
		cmocka_unit_test_teardown(a_term_without_a_signing_date_is_a_problem, forget),
		cmocka_unit_test_teardown(a_row_without_a_partner_is_still_watched, forget),
		cmocka_unit_test_teardown(a_line_that_is_no_row_is_kept_as_a_problem, forget),
		cmocka_unit_test_teardown(an_unknown_country_is_reported_and_its_text_kept, forget),
		cmocka_unit_test_teardown(too_many_or_too_few_cells_are_reported, forget),
		cmocka_unit_test_teardown(an_open_quotation_mark_does_not_swallow_rows_in_silence,
					  forget),
		cmocka_unit_test_teardown(t25_control_characters_are_replaced_and_reported, forget),
		cmocka_unit_test_teardown(a_cell_over_its_limit_is_cut_and_reported, forget),
		cmocka_unit_test_teardown(a_date_that_is_none_is_told_what_is_wrong_with_it,
					  forget),
		cmocka_unit_test_teardown(a_draft_knows_which_dates_could_not_be_read, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
