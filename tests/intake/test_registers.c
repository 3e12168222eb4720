/*
 * Five registers as offices keep them: how many agreements each one holds, of what kind, and that
 * every line of them is accounted for.
 */
#include "intake/register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"
#include "tests/support/alloc.h"

#define REGISTERS "examples/registers/"

static const struct expected {
	const char *file;
	enum register_format format;
	size_t rows, fixed, terms, open_ended, unknown;
	unsigned int heading_line;
	size_t errors; /* among the problems */
} expected[] = {
	{"partners2024.txt", FORMAT_SEPARATED, 62, 62, 0, 0, 0, 3, 0},
	{"aitu.txt", FORMAT_SEPARATED, 74, 70, 0, 4, 0, 1, 0},
	{"aztu.txt", FORMAT_SEPARATED, 121, 0, 0, 0, 121, 3, 0},
	{"must.txt", FORMAT_RUNNING, 127, 15, 54, 56, 2, 2, 0},
	{"khazar.txt", FORMAT_LIST, 114, 0, 0, 0, 114, 0, 0},
};

static void read_expected(const struct expected *one)
{
	char path[256];

	snprintf(path, sizeof(path), REGISTERS "%s", one->file);
	if (read_file(path, NULL) != 0)
		fail_msg("%s: %s", one->file,
			 taken.problems.count > 0 ? taken.problems.items[0].text : "not read");
}

static void every_register_gives_its_agreements_by_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct expected *one = &expected[i];

		read_expected(one);
		print_message("%s\n", one->file);
		assert_int_equal(taken.facts->format, one->format);
		assert_int_equal(taken.draft_count, one->rows);
		assert_int_equal(taken.facts->row_count, one->rows);
		assert_int_equal(count_kind(KIND_FIXED), one->fixed);
		assert_int_equal(count_kind(KIND_TERM), one->terms);
		assert_int_equal(count_kind(KIND_OPEN_ENDED), one->open_ended);
		assert_int_equal(count_kind(KIND_UNKNOWN), one->unknown);
		assert_int_equal(taken.facts->tables[0].heading_line, one->heading_line);
		assert_int_equal(taken.problems.errors, one->errors);
	}
}

/* How many lines a file has. */
static unsigned int count_file_lines(const char *path)
{
	char whole[512];
	unsigned int lines = 0;
	int c, last = '\n';
	FILE *file;

	snprintf(whole, sizeof(whole), "%s/" REGISTERS "%s", RENEWD_SOURCE_DIR, path);
	file = fopen(whole, "r");
	assert_non_null(file);
	while ((c = fgetc(file)) != EOF) {
		lines += c == '\n';
		last = c;
	}
	fclose(file);
	return lines + (last != '\n');
}

static void every_line_of_every_register_is_accounted_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		size_t counted = 0;
		unsigned int line = 1;

		read_expected(&expected[i]);
		for (size_t kind = 0; kind < LINE_KINDS; kind++)
			counted += count_lines((enum line_kind)kind);
		assert_int_equal(counted, count_file_lines(expected[i].file));
		for (size_t k = 0; k < taken.record_count; k++) {
			assert_int_equal(taken.records[k].record.line, line);
			line += taken.records[k].record.lines;
		}
		assert_int_equal(count_lines(LINE_PROBLEM), 0);
	}
}

static void years_alone_stay_years(void **state)
{
	(void)state;
	read_expected(&expected[0]);
	for (size_t i = 0; i < taken.draft_count; i++)
		assert_int_equal(draft(i)->terms[0].last_day.precision, PRECISION_YEAR);
	assert_string_equal(draft(30)->partners[0].name, "Michigan State University");
	assert_string_equal(draft(30)->note,
			    "Valid for Project-Based International Exchange Program.");
}

static void a_register_that_needs_nothing_has_no_problem(void **state)
{
	(void)state;
	read_expected(&expected[1]);
	assert_int_equal(taken.problems.count, 0);
	assert_int_equal(taken.facts->separator, '\t');
	assert_string_equal(column_of(ROLE_SIGNED)->date_order, "month/day");
	assert_string_equal(column_of(ROLE_LAST_DAY)->date_order, "month/day");
	assert_string_equal(draft(73)->partners[0].name, "\"EDUCA\" LLP");
}

static void links_are_kept_where_no_last_day_is_known(void **state)
{
	size_t links = 0;

	(void)state;
	read_expected(&expected[2]);
	for (size_t i = 0; i < taken.draft_count; i++) {
		links += draft(i)->link != NULL;
		assert_int_equal(draft(i)->partner_count, 1);
		assert_non_null(draft(i)->partners[0].country);
		assert_non_null(draft(i)->type);
	}
	assert_in_range(links, 100, 121);
	assert_int_equal(count_problems("no_last_day_column"), 1);
}

static void questions_of_running_text_are_asked(void **state)
{
	(void)state;
	read_expected(&expected[3]);
	assert_asks("renewal_to_confirm", "renewal", "tacit", "express");
	assert_int_equal(count_problems("renewal_to_confirm"), 2);
	assert_asks("two_countries", "country", "KR", "KP");
	assert_int_equal(count_problems("several_types"), 2);
	assert_int_equal(count_problems("missing_last_day"), 2);
	/* Signed in 1999, renewed in 2019. */
	assert_int_equal(draft(39)->term_count, 2);
	assert_last_day(39, "2024-11-06");
}

static int read_once(void *context)
{
	char path[512];
	struct problems problems = {0};
	struct source *source = NULL;
	struct register_reader *reader = NULL;
	struct register_record record;
	int result;

	snprintf(path, sizeof(path), "%s/" REGISTERS "%s", RENEWD_SOURCE_DIR,
		 (const char *)context);
	result = source_open(path, &problems, &source);
	if (result == 0)
		result = register_open(source, NULL, &problems, &reader);
	if (result == 0) {
		do
			result = register_next(reader, &record);
		while (result == 1);
	}
	register_close(reader);
	source_close(source);
	problems_done(&problems);
	return result;
}

static void memory_that_runs_out_is_reported_wherever_it_happens(void **state)
{
	char file[] = "aitu.txt";

	(void)state;
	alloc_each_fails(read_once, file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_register_gives_its_agreements_by_kind, forget),
		cmocka_unit_test_teardown(every_line_of_every_register_is_accounted_for, forget),
		cmocka_unit_test_teardown(years_alone_stay_years, forget),
		cmocka_unit_test_teardown(a_register_that_needs_nothing_has_no_problem, forget),
		cmocka_unit_test_teardown(links_are_kept_where_no_last_day_is_known, forget),
		cmocka_unit_test_teardown(questions_of_running_text_are_asked, forget),
		cmocka_unit_test_teardown(memory_that_runs_out_is_reported_wherever_it_happens,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
