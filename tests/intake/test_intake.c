#include "intake/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tests/intake/reading.h"
#include "tests/support/alloc.h"

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
	assert_int_equal(read_text("Partner,Type,Valid until,Signed,Owner\n"
				   "\"Smith, \"\"Jones\"\"\r\n& Co\",\"MoU  on\nresearch\",2030,,\n"
				   "B,C,2031,,\n"),
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
	assert_string_equal(day_format(term_last_day(agreement_current_term(draft(0)),
						     draft(0)->signed_on, &dates)
					       .reckoned,
				       text),
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
	assert_int_equal(
		read_text("My register\n\nPartner,Valid until,Signed,Owner\nA,2030,,\n\nPage 2\n"
			  "Partner,Valid until,Signed,Owner\nB,2031,,\n,\n"),
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

	char columns[] = "Partner,Term,Valid until,Signed,Status\n"
			 "A,5,07/18/2027,13/02/2024,closed\nB,,TBD,1.2.24,expired\n";

	(void)state;
	alloc_each_fails(parse_once, troubled);
	alloc_each_fails(parse_once, columns);
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

		text_add(&text, HEADING);
		for (unsigned int k = random_number(&seed) % 40; k > 0; k--)
			text_add(&text, pieces[random_number(&seed) % 11]);
		assert_int_equal(read_text(text_string(&text)), 0);
		assert_lines_are_the_file(text_string(&text));
		text_done(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(all_four_separators_are_recognised, forget),
		cmocka_unit_test_teardown(a_byte_order_mark_and_any_line_end_are_accepted, forget),
		cmocka_unit_test_teardown(quoted_cells_hold_separators_line_ends_and_marks, forget),
		cmocka_unit_test_teardown(a_term_counts_from_the_signing_date, forget),
		cmocka_unit_test_teardown(a_number_that_is_no_count_is_the_registration_number,
					  forget),
		cmocka_unit_test_teardown(a_heading_that_comes_again_is_no_row, forget),
		cmocka_unit_test_teardown(what_is_not_recorded_is_not_invented, forget),
		cmocka_unit_test_teardown(memory_that_runs_out_is_reported_wherever_it_happens,
					  forget),
		cmocka_unit_test_teardown(every_line_of_a_register_is_in_exactly_one_source_line,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
