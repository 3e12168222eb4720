/*
 * Files that cannot be used as a whole: each is refused at once, with one problem that says why.
 */
#include "intake/bytes.h"

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
#include "tests/intake/reading.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(text_in_another_encoding_is_refused_with_the_cure,
					  forget),
		cmocka_unit_test_teardown(what_is_no_text_is_refused_by_name, forget),
		cmocka_unit_test_teardown(text_without_a_heading_line_is_refused, forget),
		cmocka_unit_test_teardown(more_columns_or_rows_than_are_read_are_refused, forget),
		cmocka_unit_test_teardown(a_line_of_fifty_megabytes_is_refused, forget),
		cmocka_unit_test_teardown(files_that_are_no_registers_are_refused_at_once, forget),
		cmocka_unit_test_teardown(a_file_is_read_as_the_same_text_is, forget),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
