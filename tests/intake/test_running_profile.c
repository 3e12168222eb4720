/*
 * The profile that comes as an example reads the register that it is for as that says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "config/profile.h"
#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"

#define TESTS	RENEWD_SOURCE_DIR "/tests/intake/"
#define PROFILE RENEWD_SOURCE_DIR "/examples/profiles/must.yaml"

static struct record record; /* too large for the stack */

/* All rows, with tabs between the cells. */
static void show(struct reader *reader, struct text *out)
{
	while (reader_next(reader, &record) == 1) {
		for (size_t i = 0; record.kind == RECORD_CELLS && i < record.cell_count; i++) {
			text_add_n(out, record.cells[i].text, record.cells[i].length);
			text_add_char(out, i + 1 < record.cell_count ? '\t' : '\n');
		}
	}
}

static void the_example_profile_reads_its_register(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text shown = {0};
	static char expected[64 * 1024];
	struct profile profile;
	struct source *source;
	struct reader *reader;
	FILE *file;
	size_t length;

	(void)state;
	assert_int_equal(profile_load(PROFILE, &arena, &problems, &profile), 0);
	assert_int_equal(problems.count, 0);
	assert_int_equal(source_open(TESTS "registers/must.txt", &problems, &source), 0);
	assert_int_equal(reader_open(source, &profile, &problems, &reader), 0);
	assert_int_equal(reader_base(reader)->format->format, FORMAT_RUNNING);
	show(reader, &shown);
	file = fopen(TESTS "expected/must.tsv", "r");
	assert_non_null(file);
	length = fread(expected, 1, sizeof(expected) - 1, file);
	fclose(file);
	expected[length] = '\0';
	assert_string_equal(text_string(&shown), strchr(expected, '\n') + 1);
	reader_close(reader);
	source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_profile_reads_its_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
