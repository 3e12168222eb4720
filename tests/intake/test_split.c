#include "intake/text/split.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "tests/support/alloc.h"

/* The next record, cut and made plain. False at the end. */
static bool take(const struct split *split, size_t *at, struct record *record, struct arena *arena)
{
	struct split_rest rest;

	if (*at == split->length)
		return false;
	assert_int_equal(split_record(split, *at, record, &rest), SPLIT_RECORD);
	assert_true(rest.next > *at);
	*at = rest.next;
	assert_true(split_undouble(record, &rest, arena));
	return true;
}

/* Cells of a record are written one after the other, each behind a '|' (an open one: '!'); records
 * behind a '/'. */
static const char *show(const char *text, char separator)
{
	static struct text shown;
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {text, strlen(text), true, separator};
	struct record record = {.line = 1};
	size_t at = 0;

	text_clear(&shown);
	while (take(&split, &at, &record, &arena)) {
		text_add_char(&shown, '/');
		for (size_t i = 0; i < record.cell_count; i++) {
			text_add_char(&shown, record.cells[i].is_open ? '!' : '|');
			text_add_n(&shown, record.cells[i].text, record.cells[i].length);
		}
		record.line += record.lines;
	}
	return text_string(&shown);
}

/* clang-format off */
static const struct one {
	int line;
	char separator;
	const char *text;
	const char *cells;
} texts[] = {
	{__LINE__, ',', "", ""},
	{__LINE__, ',', "a", "/|a"},
	{__LINE__, ',', "a,b\nc,d", "/|a|b/|c|d"},
	{__LINE__, ',', "a,b\nc,d\n", "/|a|b/|c|d"},
	{__LINE__, ',', "a,,b,\n", "/|a||b|"},
	{__LINE__, ',', "\n\n", "/|/|"},
	{__LINE__, ',', ",", "/||"},
	{__LINE__, ';', "a;b,c\r\nd;e", "/|a|b,c/|d|e"},
	{__LINE__, '|', "a|b,c\r\rd|e\r", "/|a|b,c/|/|d|e"},
	{__LINE__, '\t', " a \t b\tc\rd", "/| a | b|c/|d"},
	/* Eight bytes are looked at at once. */
	{__LINE__, ',', "1234567,12345678,123456789,\n", "/|1234567|12345678|123456789|"},
	{__LINE__, ',', "\xe3\xac\x8a" "abcde,\xc4\x8d,x", "/|\xe3\xac\x8a" "abcde|\xc4\x8d|x"},
	/* RFC 4180: separators, line ends and marks inside quoted cells. */
	{__LINE__, ',', "\"a,b\",c", "/|a,b|c"},
	{__LINE__, ',', "\"a\nb\",c\nd", "/|a\nb|c/|d"},
	{__LINE__, ',', "\"a\r\nb\",c\nd", "/|a\r\nb|c/|d"},
	{__LINE__, ',', "\"a \"\"b\"\" c\",d", "/|a \"b\" c|d"},
	{__LINE__, ',', "\"\",\"\"\"\",x", "/||\"|x"},
	{__LINE__, ',', "\"a\"", "/|a"},
	{__LINE__, ',', "\"a\"\n\"b\"\n", "/|a/|b"},
	{__LINE__, ',', "\"a\"\r\"b\"\r", "/|a/|b"},
	{__LINE__, ',', "\"\"\"a\"\"\",x", "/|\"a\"|x"},
	{__LINE__, ',', "\"\"", "/|"},
	/* Marks in a cell that is not quoted are text. */
	{__LINE__, '\t', "\"EDUCA\" LLP\tx\ty\n", "/|\"EDUCA\" LLP|x|y"},
	{__LINE__, '\t', "The \"A\" B\tx", "/|The \"A\" B|x"},
	{__LINE__, ',', "\"EDUCA\" LLP,x", "/|\"EDUCA\" LLP|x"},
	{__LINE__, ',', "6\" pipe,x", "/|6\" pipe|x"},
	{__LINE__, ',', "a \"b\",x", "/|a \"b\"|x"},
	/* A mark that nothing closes is said. */
	{__LINE__, ',', "\"open,x\ny,z", "/!\"open|x/|y|z"},
	{__LINE__, ',', "\"open \"\"x\"\" y,x\n", "/!\"open \"\"x\"\" y|x"},
	{__LINE__, ',', "\"a\"b\",x", "/!\"a\"b\"|x"},
	{__LINE__, ',', "\"", "/!\""},
	{__LINE__, ',', "\"\"a", "/|\"\"a"},
};
/* clang-format on */

static void text_is_cut_into_cells_as_people_mean_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *cells = show(texts[i].text, texts[i].separator);

		if (strcmp(cells, texts[i].cells) != 0)
			fail_msg("line %d: %s, not %s", texts[i].line, cells, texts[i].cells);
	}
}

static void assert_lines(const char *text, const unsigned int *numbers, size_t count)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {text, strlen(text), true, ','};
	struct record record = {.line = 1};
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		assert_true(take(&split, &at, &record, &arena));
		assert_int_equal(record.line, numbers[i]);
		record.line += record.lines;
	}
	assert_false(take(&split, &at, &record, &arena));
}

static void records_know_their_lines_whatever_ends_a_line(void **state)
{
	static const unsigned int plain[] = {1, 2, 3, 4};
	static const unsigned int quoted[] = {1, 2, 5};
	static const unsigned int quoted_long[] = {1, 2, 6};

	(void)state;
	assert_lines("a\nb\n\nc", plain, 4);
	assert_lines("a\r\nb\r\n\r\nc\r\n", plain, 4);
	assert_lines("a\rb\r\rc\r", plain, 4);
	assert_lines("a\n\"x\ny\n\nz\",b\nc\n", quoted_long, 3);
	assert_lines("a\r\n\"x\r\ny\r\nz\",b\r\nc", quoted, 3);
	assert_lines("a\r\"x\ry\rz\",b\rc", quoted, 3);
}

static void a_place_is_a_line_and_a_column_in_characters(void **state)
{
	const char *text = "\xc3\xbc\xc3\xbc,b,\"c\r\nd\",e,\"\"\"f\"\"\"";
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {text, strlen(text), true, ','};
	struct record record = {.line = 7};
	size_t at = 0;

	(void)state;
	assert_true(take(&split, &at, &record, &arena));
	assert_int_equal(record.lines, 2);
	assert_int_equal(record_place(&record, 0).column, 1);
	assert_int_equal(record_place(&record, 1).column, 4);
	assert_int_equal(record_place(&record, 2).line, 7);
	assert_int_equal(record_place(&record, 2).column, 7);
	assert_int_equal(record_place(&record, 3).line, 8);
	assert_int_equal(record_place(&record, 3).column, 4);
	/* The text of this cell had to be copied. */
	assert_int_equal(record_place(&record, 4).line, 8);
	assert_int_equal(record_place(&record, 4).column, 7);
	assert_int_equal(record_place(&record, 5).line, 7);
	assert_int_equal(record_place(&record, 5).column, 0);
	assert_int_equal(record_place(&record, INTAKE_COLUMNS_MAX).column, 0);
}

static void a_place_that_the_reader_knows_is_taken(void **state)
{
	struct record record = {.line = 5, .cell_count = 2};

	(void)state;
	record.cells[0] = (struct cell){.text = "a", .length = 1, .column = 3};
	record.cells[1] = (struct cell){.text = "b", .length = 1, .line = 6};
	assert_int_equal(record_place(&record, 0).line, 5);
	assert_int_equal(record_place(&record, 0).column, 3);
	assert_int_equal(record_place(&record, 1).line, 6);
	assert_int_equal(record_place(&record, 1).column, 0);
}

static char big[INTAKE_LINE_MAX + 64];

static enum split_result cut_big(size_t length, bool is_whole)
{
	struct split split = {big, length, is_whole, ','};
	struct record record;
	struct split_rest rest;

	return split_record(&split, 0, &record, &rest);
}

static void a_line_over_its_limit_is_refused_and_one_at_it_is_read(void **state)
{
	(void)state;
	memset(big, 'a', sizeof(big));
	big[INTAKE_LINE_MAX] = '\n';
	assert_int_equal(cut_big(INTAKE_LINE_MAX + 2, true), SPLIT_RECORD);
	assert_int_equal(cut_big(INTAKE_LINE_MAX + 2, false), SPLIT_RECORD);
	assert_int_equal(cut_big(INTAKE_LINE_MAX, true), SPLIT_RECORD);
	assert_int_equal(cut_big(INTAKE_LINE_MAX, false), SPLIT_MORE);
	big[INTAKE_LINE_MAX] = 'a';
	assert_int_equal(cut_big(sizeof(big), true), SPLIT_TOO_LONG);
	assert_int_equal(cut_big(sizeof(big), false), SPLIT_TOO_LONG);
	memset(big, ',', sizeof(big));
	assert_int_equal(cut_big(sizeof(big), true), SPLIT_TOO_LONG);
	memset(big, '"', sizeof(big));
	assert_int_equal(cut_big(sizeof(big), true), SPLIT_TOO_LONG);
}

static void a_stray_mark_looks_no_further_than_a_record_may_reach(void **state)
{
	struct split split = {big, sizeof(big), false, ','};
	struct record record;
	struct split_rest rest;

	(void)state;
	memset(big, '\n', sizeof(big));
	memcpy(big, "\"a,b\n", 5);
	memcpy(big + INTAKE_LINE_MAX, "x\",\n", 4);
	assert_int_equal(split_record(&split, 0, &record, &rest), SPLIT_RECORD);
	assert_int_equal(record.cell_count, 2);
	assert_true(record.cells[0].is_open);
	assert_int_equal(rest.next, 5);
}

static void cells_beyond_the_limit_are_counted_but_not_kept(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct record record = {.line = 1};
	struct split split = {big, 1000, true, ','};
	size_t at = 0;

	(void)state;
	memset(big, ',', 996);
	memcpy(big + 996, "\"\"\"\"", 4);
	assert_true(take(&split, &at, &record, &arena));
	assert_int_equal(record.cell_count, 997);
	assert_int_equal(record_place(&record, 996).column, 0);
}

static unsigned int random_number(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/*
 * Walks through a text and checks that records and line ends lie behind one another without gaps.
 */
static void assert_whole(const char *text, size_t length)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {text, length, true, ','};
	struct record record = {.line = 1};
	size_t at = 0;
	size_t start = 0;

	while (take(&split, &at, &record, &arena)) {
		assert_ptr_equal(record.text, text + start);
		start += record.length;
		start += split_line_end(text + start, length - start);
		assert_int_equal(at, start);
	}
	assert_int_equal(at, length);
}

/* With less of the text to be seen, a record is the same, or more is wanted. */
static void assert_same_with_less(const char *text, size_t length)
{
	struct split whole = {text, length, true, ','};
	struct record record, other;
	struct split_rest rest, other_rest;

	assert_int_equal(split_record(&whole, 0, &record, &rest), SPLIT_RECORD);
	for (size_t n = 1; n <= length; n++) {
		struct split part = {text, n, false, ','};

		if (split_record(&part, 0, &other, &other_rest) == SPLIT_MORE)
			continue;
		assert_int_equal(other_rest.next, rest.next);
		assert_int_equal(other.cell_count, record.cell_count);
		assert_int_equal(other.length, record.length);
		assert_int_equal(other.lines, record.lines);
	}
}

static void every_byte_is_in_one_record_or_a_line_end(void **state)
{
	static const char alphabet[] = "ab\"\"\",,\n\n\r ";
	unsigned int seed = 20261121;
	char text[64];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t length = 1 + random_number(&seed) % (sizeof(text) - 1);

		for (size_t k = 0; k < length; k++)
			text[k] = alphabet[random_number(&seed) % (sizeof(alphabet) - 1)];
		assert_whole(text, length);
		assert_same_with_less(text, length);
	}
}

static int cut_and_undouble(void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {context, strlen(context), true, ','};
	struct record record = {.line = 1};
	struct split_rest rest;

	assert_int_equal(split_record(&split, 0, &record, &rest), SPLIT_RECORD);
	return split_undouble(&record, &rest, &arena) ? 0 : -ENOMEM;
}

static void short_memory_is_said(void **state)
{
	char text[] = "\"a \"\"b\"\"\",c\n";

	(void)state;
	alloc_each_fails(cut_and_undouble, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_into_cells_as_people_mean_it),
		cmocka_unit_test(records_know_their_lines_whatever_ends_a_line),
		cmocka_unit_test(a_place_is_a_line_and_a_column_in_characters),
		cmocka_unit_test(a_place_that_the_reader_knows_is_taken),
		cmocka_unit_test(a_line_over_its_limit_is_refused_and_one_at_it_is_read),
		cmocka_unit_test(a_stray_mark_looks_no_further_than_a_record_may_reach),
		cmocka_unit_test(cells_beyond_the_limit_are_counted_but_not_kept),
		cmocka_unit_test(every_byte_is_in_one_record_or_a_line_end),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
