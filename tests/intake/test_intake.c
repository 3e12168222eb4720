/*
 * Registers with something wrong in them: what is read all the same, and what is said about it.
 */
#include "intake/intake.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/text.h"

#include "tests/support/alloc.h"

#define HEADING                                                                                    \
	"No,Date of agreement,Partner,City,Country,Valid until,Department,Registration number\n"
/* Two rows that say that the columns are day first. */
#define DAY_FIRST "1,13/1/2020,A,,Italy,14/1/2030,X,1\n"

static struct intake intake;

static int forget(void **state)
{
	(void)state;
	intake_done(&intake);
	return 0;
}

static int read_text(const char *text)
{
	intake_done(&intake);
	return intake_parse(text, strlen(text), "list.csv", &intake);
}

/* The first problem with that code, or NULL. */
static const struct problem *problem_of(const char *code)
{
	for (size_t i = 0; i < intake.problems.count; i++) {
		if (strcmp(intake.problems.items[i].code, code) == 0)
			return &intake.problems.items[i];
	}
	return NULL;
}

static void assert_problem(const char *code, enum problem_level level, unsigned int line,
			   unsigned int column)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL)
		fail_msg("no problem %s", code);
	assert_string_equal(problem->file, "list.csv");
	assert_int_equal(problem->level, level);
	assert_int_equal(problem->line, line);
	assert_int_equal(problem->column, column);
}

static void assert_says(const char *code, const char *words)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL || strstr(problem->text, words) == NULL)
		fail_msg("%s does not say \"%s\": %s", code, words,
			 problem == NULL ? "none" : problem->text);
}

static const struct agreement *draft(size_t index)
{
	assert_in_range(index, 0, intake.draft_count - 1);
	return &intake.drafts[index].agreement;
}

static void assert_last_day(size_t index, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(draft(index)->terms[0].last_day, text), wanted);
}

/* ---- what is read ------------------------------------------------------------------------- */

static void all_four_separators_are_recognised(void **state)
{
	static const char separators[] = ",;\t|";

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char text[] = "Partner,Country,Valid until\nA,Italy,2030\n";

		for (char *p = text; *p != '\0'; p++) {
			if (*p == ',')
				*p = separators[i];
		}
		assert_int_equal(read_text(text), 0);
		assert_int_equal(intake.separator, separators[i]);
		assert_int_equal(intake.draft_count, 1);
		assert_string_equal(draft(0)->partners[0].country, "IT");
		assert_last_day(0, "2030");
	}
}

static void a_byte_order_mark_and_any_line_end_are_accepted(void **state)
{
	(void)state;
	assert_int_equal(read_text("\xef\xbb\xbfPartner,Valid until\r\nA,2030\r\n"), 0);
	assert_int_equal(intake.draft_count, 1);
	assert_string_equal(intake.lines[0].text, "Partner,Valid until");
	assert_string_equal(intake.lines[1].text, "A,2030");
	assert_int_equal(read_text("Partner,Valid until\rA,2030\rB,2031"), 0);
	assert_int_equal(intake.draft_count, 2);
	assert_int_equal(intake.lines[2].number, 3);
}

static void quoted_cells_hold_separators_line_ends_and_marks(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Type,Valid until\n"
				   "\"Smith, \"\"Jones\"\"\r\n& Co\",\"MoU  on\nresearch\",2030\n"
				   "B,C,2031\n"),
			 0);
	assert_string_equal(draft(0)->partners[0].name, "Smith, \"Jones\" & Co");
	assert_string_equal(draft(0)->type, "MoU on research");
	assert_string_equal(draft(0)->type_raw, "MoU  on research");
	assert_int_equal(intake.lines[1].lines, 3);
	assert_int_equal(intake.lines[2].number, 5);
	assert_int_equal(intake.problems.count, 0);
}

static void a_term_counts_from_the_signing_date(void **state)
{
	struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
	char text[DAY_TEXT_SIZE];

	(void)state;
	assert_int_equal(read_text("Partner,Signed,Term\nA,12 March 2021,5 year(s)\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_TERM);
	assert_int_equal(draft(0)->terms[0].length.n, 5);
	assert_int_equal(draft(0)->terms[0].length.unit, SPAN_YEARS);
	assert_string_equal(day_format(agreement_last_day(draft(0), &dates).reckoned, text),
			    "2026-03-12");
}

static void a_number_that_is_no_count_is_the_registration_number(void **state)
{
	(void)state;
	assert_int_equal(read_text("No,Partner,Valid until\nA-1/20,A,2030\nA-2/20,B,2031\n"), 0);
	assert_int_equal(intake.columns[0].role, ROLE_REGISTRATION_NUMBER);
	assert_string_equal(draft(1)->registration_number, "A-2/20");
	assert_null(draft(1)->row);
	assert_int_equal(read_text("No,Partner,Valid until\n1,A,2030\n2.,B,2031\n"), 0);
	assert_string_equal(draft(1)->row, "2.");
	assert_null(draft(1)->registration_number);
}

static void a_heading_that_comes_again_is_no_row(void **state)
{
	(void)state;
	assert_int_equal(read_text("My register\n\nPartner,Valid until\nA,2030\n\nPage 2\n"
				   "Partner,Valid until\nB,2031\n,\n"),
			 0);
	assert_int_equal(intake.draft_count, 2);
	assert_int_equal(intake.lines[0].kind, LINE_FURNITURE);
	assert_int_equal(intake.lines[1].kind, LINE_BLANK);
	assert_int_equal(intake.lines[2].kind, LINE_HEADING);
	assert_int_equal(intake.lines[5].kind, LINE_FURNITURE);
	assert_int_equal(intake.lines[6].kind, LINE_HEADING);
	assert_int_equal(intake.lines[8].kind, LINE_BLANK);
	assert_int_equal(intake.problems.count, 0);
}

static void what_is_not_recorded_is_not_invented(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING ",n/a,A,-,\xe2\x80\x93,2030,?,\n"), 0);
	assert_null(draft(0)->row);
	assert_null(draft(0)->owner);
	assert_null(draft(0)->registration_number);
	assert_null(draft(0)->partners[0].city);
	assert_null(draft(0)->partners[0].country);
	assert_null(draft(0)->partners[0].country_raw);
	assert_false(vague_is_known(draft(0)->signed_on));
	assert_int_equal(intake.problems.count, 0);
}

/* ---- rows with something wrong ------------------------------------------------------------ */

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
	assert_string_equal(intake.date_order, "day/month");
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
	assert_null(intake.date_order);
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

static void a_register_without_a_last_day_column_is_told_once(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Country,Signed\nA,Italy,2020\nB,Italy,2021\n"), 0);
	assert_int_equal(draft(1)->kind, KIND_UNKNOWN);
	assert_problem("no_last_day_column", PROBLEM_WARNING, 1, 0);
	assert_int_equal(intake.problems.count, 1);
}

static void two_columns_for_one_role_are_reported(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Term,Valid until\nA,5 years,2030\n"), 0);
	assert_last_day(0, "2030");
	assert_problem("duplicate_column", PROBLEM_WARNING, 1, 9);
	assert_says("duplicate_column",
		    "\"Term\" could be the last_day too; \"Valid until\" is read");
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

/* ---- files that cannot be used ------------------------------------------------------------ */

static void assert_refused(int result, const char *code)
{
	assert_int_equal(result, 1);
	assert_int_equal(intake.problems.count, 1);
	assert_string_equal(intake.problems.items[0].code, code);
	assert_int_equal(intake.line_count, 0);
	assert_int_equal(intake.draft_count, 0);
}

static int read_bytes(const char *bytes, size_t length)
{
	intake_done(&intake);
	return intake_parse(bytes, length, "list.csv", &intake);
}

static void text_in_another_encoding_is_refused_with_the_cure(void **state)
{
	static const char utf16[] = "P\0a\0r\0t\0";

	(void)state;
	assert_refused(read_text("Partner,Valid until\nM\xfcnchen,2030\n"), "not_utf8");
	assert_says("not_utf8", "byte 22 of the file (0xfc)");
	assert_says("not_utf8", "iconv -f WINDOWS-1252 -t UTF-8");
	assert_int_equal(intake.problems.items[0].line, 2);
	assert_refused(read_bytes("\xff\xfeP\0a\0", 6), "not_utf8");
	assert_says("not_utf8", "iconv -f UTF-16 -t UTF-8");
	assert_refused(read_bytes(utf16, 8), "not_utf8");
	assert_says("not_utf8", "UTF-16");
	assert_refused(read_text("Partner,Valid until\n\xed\xa0\x80,2030\n"), "not_utf8");
}

static void what_is_no_text_is_refused_by_name(void **state)
{
	(void)state;
	assert_refused(read_text(""), "empty_file");
	assert_refused(read_text("\xef\xbb\xbf"), "empty_file");
	assert_refused(read_bytes("Partner\0x,y\n", 12), "binary_file");
	assert_refused(read_text("PK\x03\x04..."), "binary_file");
	assert_says("binary_file", "CSV UTF-8");
	assert_refused(read_text("%PDF-1.7\n"), "binary_file");
}

static void text_without_a_heading_line_is_refused(void **state)
{
	(void)state;
	assert_refused(read_text("1,University of A,Italy,2030-01-01\n"), "no_heading");
	assert_refused(read_text("\n\n\n"), "no_heading");
	assert_refused(
		read_text("Dear colleagues,\nwe have partners in many countries, and more.\n"),
		"no_heading");
	assert_refused(read_text("Name\nA\n"), "no_heading");
}

static void more_columns_or_rows_than_are_read_are_refused(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "Partner,Valid until");
	for (int i = 0; i < INTAKE_COLUMNS_MAX; i++)
		text_add(&text, ",x");
	assert_refused(read_text(text_string(&text)), "too_many_columns");
	text_clear(&text);
	text_add(&text, HEADING);
	for (int i = 0; i < INTAKE_ROWS_MAX; i++)
		text_add_char(&text, '\n');
	assert_refused(read_text(text_string(&text)), "too_many_rows");
	text_done(&text);
}

static void a_line_of_fifty_megabytes_is_refused(void **state)
{
	size_t size = 50 * 1024 * 1024;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	assert_refused(read_bytes(text, size), "line_too_long");
	memset(text, ',', size);
	assert_refused(read_bytes(text, size), "line_too_long");
	memset(text, '"', size);
	assert_refused(read_bytes(text, size), "line_too_long");
	memcpy(text, HEADING, sizeof(HEADING) - 1);
	assert_refused(read_bytes(text, size), "line_too_long");
	assert_int_equal(intake.problems.items[0].line, 2);
	free(text);
}

static char directory[] = "/tmp/renewd-intake-XXXXXX";

static int read_file(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	intake_done(&intake);
	return intake_read(path, &intake);
}

static void write_file(const char *name, const char *text, off_t size)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	if (size > 0)
		assert_int_equal(truncate(path, size), 0);
}

static void files_that_are_no_registers_are_refused_at_once(void **state)
{
	char path[256];

	(void)state;
	intake_done(&intake);
	assert_refused(intake_read(directory, &intake), "is_directory");
	assert_refused(read_file("missing"), "unreadable_file");
	assert_says("unreadable_file", "No such file");
	write_file("empty", "", 0);
	assert_refused(read_file("empty"), "empty_file");
	write_file("large", "Partner,Valid until\n", 200 * 1024 * 1024);
	assert_refused(read_file("large"), "too_large");
	assert_says("too_large", "209715200 bytes");
	snprintf(path, sizeof(path), "%s/pipe", directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused(read_file("pipe"), "no_regular_file");
	intake_done(&intake);
	assert_refused(intake_read("/dev/zero", &intake), "no_regular_file");
}

static void a_file_is_read_as_the_same_text_is(void **state)
{
	(void)state;
	write_file("list.csv", "Partner,Valid until\nA,2030", 0);
	assert_int_equal(read_file("list.csv"), 0);
	assert_int_equal(intake.draft_count, 1);
	assert_last_day(0, "2030");
	assert_string_equal(intake.lines[1].text, "A,2030");
}

/* ---- properties --------------------------------------------------------------------------- */

static int parse_once(void *context)
{
	const char *text = context;
	struct intake once;
	int result = intake_parse(text, strlen(text), "list.csv", &once);

	intake_done(&once);
	return result;
}

static void memory_that_runs_out_is_reported_wherever_it_happens(void **state)
{
	char troubled[] = HEADING "1,1/2/2020,A\x01,-,Atlantis,2026-02-30,X,7\n"
				  "2,,,,,5 years,X,7\n8,,,,Italy,,,\nPage\n3,x,B,,Italy,soon\n";

	(void)state;
	alloc_each_fails(parse_once, troubled);
	assert_int_equal(read_text(troubled), 0);
	assert_int_equal(intake.draft_count, 3);
}

static unsigned int random_number(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Puts the lines together again: nothing is lost, nothing comes twice, and numbers go on. */
static void assert_lines_are_the_file(const char *text)
{
	unsigned int number = 1;
	size_t at = 0;

	for (size_t i = 0; i < intake.line_count; i++) {
		const struct source_line *line = &intake.lines[i];
		size_t length = strlen(line->text);

		assert_int_equal(line->number, number);
		assert_memory_equal(line->text, text + at, length);
		at += length;
		number += line->lines;
		if (text[at] == '\r')
			at++;
		if (text[at] == '\n')
			at++;
	}
	assert_int_equal(at, strlen(text));
}

static void every_line_of_a_register_is_in_exactly_one_source_line(void **state)
{
	static const char *const pieces[] = {
		"A,",
		"\"B\nC\",",
		"\"",
		",",
		"\n",
		"\r\n",
		"2030-01-01,",
		"3/4/2020,",
		"x",
		"Italy,",
		"\n7,2020,D,,Italy,2030,X,9\n",
	};
	unsigned int seed = 7;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct text text = {0};

		text_add(&text, HEADING DAY_FIRST);
		for (unsigned int k = random_number(&seed) % 40; k > 0; k--)
			text_add(&text, pieces[random_number(&seed) % 11]);
		assert_int_equal(read_text(text_string(&text)), 0);
		assert_lines_are_the_file(text_string(&text));
		text_done(&text);
	}
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) == NULL ? -1 : 0;
}

static int remove_directory(void **state)
{
	static const char *const names[] = {"empty", "large", "pipe", "list.csv"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char path[256];

		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		(void)unlink(path);
	}
	return rmdir(directory);
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_four_separators_are_recognised),
		TEST(a_byte_order_mark_and_any_line_end_are_accepted),
		TEST(quoted_cells_hold_separators_line_ends_and_marks),
		TEST(a_term_counts_from_the_signing_date),
		TEST(a_number_that_is_no_count_is_the_registration_number),
		TEST(a_heading_that_comes_again_is_no_row),
		TEST(what_is_not_recorded_is_not_invented),
		TEST(t05_a_missing_last_day_is_reported_and_the_agreement_kept),
		TEST(t05_an_impossible_date_is_reported_and_its_text_kept),
		TEST(t05_reversed_dates_are_reported_and_both_kept),
		TEST(an_unreadable_date_is_reported_and_its_text_kept),
		TEST(a_term_without_a_signing_date_is_a_problem),
		TEST(a_column_that_nothing_decides_is_a_question_and_no_guess),
		TEST(a_column_that_contradicts_itself_is_a_question_too),
		TEST(a_row_without_a_partner_is_still_watched),
		TEST(a_line_that_is_no_row_is_kept_as_a_problem),
		TEST(a_registration_number_that_comes_twice_is_a_problem),
		TEST(an_unknown_country_is_reported_and_its_text_kept),
		TEST(too_many_or_too_few_cells_are_reported),
		TEST(an_open_quotation_mark_does_not_swallow_rows_in_silence),
		TEST(t25_control_characters_are_replaced_and_reported),
		TEST(a_cell_over_its_limit_is_cut_and_reported),
		TEST(a_register_without_a_last_day_column_is_told_once),
		TEST(two_columns_for_one_role_are_reported),
		TEST(more_problems_than_are_kept_are_counted),
		TEST(text_in_another_encoding_is_refused_with_the_cure),
		TEST(what_is_no_text_is_refused_by_name),
		TEST(text_without_a_heading_line_is_refused),
		TEST(more_columns_or_rows_than_are_read_are_refused),
		TEST(a_line_of_fifty_megabytes_is_refused),
		TEST(files_that_are_no_registers_are_refused_at_once),
		TEST(a_file_is_read_as_the_same_text_is),
		TEST(memory_that_runs_out_is_reported_wherever_it_happens),
		TEST(every_line_of_a_register_is_in_exactly_one_source_line),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
