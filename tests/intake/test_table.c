#include "intake/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "intake/cell.h"
#include "tests/support/alloc.h"

/* Cells of a record are written one after the other, each behind a '|'; records behind a '/'. */
static const char *show(const char *text, char separator)
{
	static char shown[4096];
	struct table table = table_of(text, strlen(text), separator);
	struct record record;
	struct text cell = {0};
	size_t n = 0;

	while (table_next(&table, &record) == TABLE_RECORD) {
		shown[n++] = '/';
		for (size_t i = 0; i < record.cell_count; i++) {
			(void)cell_text(&record.cells[i], &cell);
			n += (size_t)snprintf(shown + n, sizeof(shown) - n, "|%s",
					      text_string(&cell));
		}
	}
	shown[n] = '\0';
	text_done(&cell);
	return shown;
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
	{__LINE__, '\t', " a \t b\tc\rd", "/|a|b|c/|d"},
	/* RFC 4180: separators, line ends and marks inside quoted cells. */
	{__LINE__, ',', "\"a,b\",c", "/|a,b|c"},
	{__LINE__, ',', "\"a\nb\",c\nd", "/|a b|c/|d"},
	{__LINE__, ',', "\"a\r\nb\",c\nd", "/|a  b|c/|d"},
	{__LINE__, ',', "\"a \"\"b\"\" c\",d", "/|a \"b\" c|d"},
	{__LINE__, ',', "\"\",\"\"\"\",x", "/||\"|x"},
	{__LINE__, ',', "\"a\"", "/|a"},
	{__LINE__, ',', "\"a\"\n\"b\"\n", "/|a/|b"},
	/* Marks in a cell that is not quoted are text. */
	{__LINE__, '\t', "\"EDUCA\" LLP\tx\ty\n", "/|\"EDUCA\" LLP|x|y"},
	{__LINE__, '\t', "The \"A\" B\tx", "/|The \"A\" B|x"},
	{__LINE__, ',', "\"EDUCA\" LLP,x", "/|\"EDUCA\" LLP|x"},
	{__LINE__, ',', "6\" pipe,x", "/|6\" pipe|x"},
	{__LINE__, ',', "a \"b\",x", "/|a \"b\"|x"},
	{__LINE__, ',', "\"open,x\ny,z", "/|\"open|x/|y|z"},
	{__LINE__, ',', "\"a\"b\",x", "/|\"a\"b\"|x"},
	{__LINE__, ',', "\"\"\"a\"\"\",x", "/|\"a\"|x"},
	{__LINE__, ',', "\"", "/|\""},
	{__LINE__, ',', "\"\"", "/|"},
	/* What a cell's text is: trimmed, one line, nothing that controls a terminal. */
	{__LINE__, ',', "\xc2\xa0 a \xe2\x80\x8b,b", "/|a|b"},
	{__LINE__, ',', "\f24,b", "/|24|b"},
	{__LINE__, ',', "a\x01" "b,\x1b[31mred,\x7f", "/|a?b|?[31mred|?"},
	{__LINE__, ',', "a\xc2\x9b" "31m,b", "/|a?31m|b"},
	{__LINE__, ',', "a\xe2\x80\xa8" "b", "/|a b"},
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
	struct table table = table_of(text, strlen(text), ',');
	struct record record;

	for (size_t i = 0; i < count; i++) {
		assert_int_equal(table_next(&table, &record), TABLE_RECORD);
		assert_int_equal(record.line, numbers[i]);
	}
	assert_int_equal(table_next(&table, &record), TABLE_END);
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
}

static void a_place_is_a_line_and_a_column_in_characters(void **state)
{
	const char *text = "\xc3\xbc\xc3\xbc,b,\"c\nd\",e";
	struct table table = table_of(text, strlen(text), ',');
	struct record record;

	(void)state;
	assert_int_equal(table_next(&table, &record), TABLE_RECORD);
	assert_int_equal(record.lines, 2);
	assert_int_equal(table_place(&record, 0).column, 1);
	assert_int_equal(table_place(&record, 1).column, 4);
	assert_int_equal(table_place(&record, 2).line, 1);
	assert_int_equal(table_place(&record, 3).line, 2);
	assert_int_equal(table_place(&record, 3).column, 4);
	assert_int_equal(table_place(&record, 4).line, 1);
	assert_int_equal(table_place(&record, 4).column, 0);
}

static char big[INTAKE_LINE_MAX + 64];

static void a_line_over_its_limit_is_refused_and_one_at_it_is_read(void **state)
{
	struct record record;
	struct table table;

	(void)state;
	memset(big, 'a', sizeof(big));
	big[INTAKE_LINE_MAX] = '\n';
	table = table_of(big, INTAKE_LINE_MAX + 2, ',');
	assert_int_equal(table_next(&table, &record), TABLE_RECORD);
	assert_int_equal(record.length, INTAKE_LINE_MAX);
	assert_int_equal(table_next(&table, &record), TABLE_RECORD);
	big[INTAKE_LINE_MAX] = 'a';
	table = table_of(big, sizeof(big), ',');
	assert_int_equal(table_next(&table, &record), TABLE_LINE_TOO_LONG);
	memset(big, ',', sizeof(big));
	table = table_of(big, sizeof(big), ',');
	assert_int_equal(table_next(&table, &record), TABLE_LINE_TOO_LONG);
}

static void cells_beyond_the_limit_are_counted_but_not_kept(void **state)
{
	struct record record;
	struct table table;

	(void)state;
	memset(big, ',', 1000);
	table = table_of(big, 1000, ',');
	assert_int_equal(table_next(&table, &record), TABLE_RECORD);
	assert_int_equal(record.cell_count, 1001);
	assert_int_equal(record_cell(&record, 999).length, 0);
}

static void cutting_text_into_cells_needs_no_memory(void **state)
{
	struct table table = table_of("\"a\nb\",c\n", 8, ',');
	struct record record;
	enum table_next next;

	(void)state;
	alloc_fail_at(1);
	next = table_next(&table, &record);
	alloc_fail_at(0);
	assert_int_equal(next, TABLE_RECORD);
	assert_int_equal(record.cell_count, 2);
}

static unsigned int random_number(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Walks through a text and checks that records and line ends lie behind one another without gaps. */
static void assert_whole(const char *text, size_t length)
{
	struct table table = table_of(text, length, ',');
	struct record record;
	size_t at = 0;
	unsigned int line = 1;

	while (table_next(&table, &record) == TABLE_RECORD) {
		assert_ptr_equal(record.bytes, text + at);
		assert_int_equal(record.line, line);
		at += record.length;
		line += record.lines;
		if (at < length)
			at += text[at] == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : 1;
		assert_int_equal(table.at, at);
	}
	assert_int_equal(at, length);
}

static void every_byte_is_in_one_record_or_a_line_end(void **state)
{
	static const char alphabet[] = "ab\"\"\",,\n\n\r ";
	unsigned int seed = 20261121;
	char text[64];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t length = random_number(&seed) % sizeof(text);

		for (size_t k = 0; k < length; k++)
			text[k] = alphabet[random_number(&seed) % (sizeof(alphabet) - 1)];
		assert_whole(text, length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_into_cells_as_people_mean_it),
		cmocka_unit_test(records_know_their_lines_whatever_ends_a_line),
		cmocka_unit_test(a_place_is_a_line_and_a_column_in_characters),
		cmocka_unit_test(a_line_over_its_limit_is_refused_and_one_at_it_is_read),
		cmocka_unit_test(cells_beyond_the_limit_are_counted_but_not_kept),
		cmocka_unit_test(cutting_text_into_cells_needs_no_memory),
		cmocka_unit_test(every_byte_is_in_one_record_or_a_line_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
