#include "tests/intake/showing.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"

static struct problems problems;
static struct record record;
static struct text first, second, codes;

static void show_cell(const struct cell *cell, struct text *shown)
{
	text_add_char(shown, '|');
	for (size_t i = 0; i < cell->length; i++)
		text_add_char(shown, cell->text[i] == '\n' ? '~' : cell->text[i]);
	if (cell->link != NULL)
		text_addf(shown, ">%s", cell->link);
}

static void show_record(struct text *shown)
{
	static const char kinds[] = {[RECORD_CELLS] = '\0',
				     [RECORD_HEADING] = '#',
				     [RECORD_CAPTION] = '^',
				     [RECORD_FURNITURE] = '-'};

	if (kinds[record.kind] != '\0')
		text_add_char(shown, kinds[record.kind]);
	text_addf(shown, "%u", record.line);
	if (record.lines > 1)
		text_addf(shown, "+%u", record.lines);
	for (size_t i = 0; i < record.cell_count && i < INTAKE_COLUMNS_MAX; i++)
		show_cell(&record.cells[i], shown);
	text_add_char(shown, '/');
}

static void show_records(struct reader *reader, struct text *shown)
{
	unsigned int line = 1, part = 0;
	int result;

	text_clear(shown);
	while ((result = reader_next(reader, &record)) == 1) {
		assert_int_equal(record.line, line);
		assert_in_range(record.lines, 1, 1000000);
		assert_true(record.part == part || record.part == part + 1);
		assert_true(text_is_utf8(record.text, record.length));
		if (record.part != part)
			text_addf(shown, "%u:", record.part);
		part = record.part;
		line += record.lines;
		show_record(shown);
	}
	assert_int_equal(result, 0);
	assert_int_equal(reader_next(reader, &record), 0);
}

const char *show(reader_opener *open, const char *bytes, size_t length,
		 const struct profile *profile)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	int result;

	problems_done(&problems);
	text_clear(&first);
	assert_int_equal(source_of(bytes, length, "page", &problems, &source), 0);
	result = open(source, profile, &problems, &reader);
	if (result != 0) {
		assert_int_equal(result, READER_REFUSED);
		assert_in_range(problems.errors, 1, PROBLEMS_MAX);
		text_addf(&first, "? %s", problems.items[0].code);
		return text_string(&first);
	}
	assert_non_null(reader_base(reader)->format_reason);
	show_records(reader, &first);
	assert_int_equal(reader_rewind(reader), 0);
	show_records(reader, &second);
	assert_string_equal(text_string(&first), text_string(&second));
	return text_string(&first);
}

const char *show_problems(void)
{
	text_clear(&codes);
	for (size_t i = 0; i < problems.count; i++)
		text_addf(&codes, "%u %s ", problems.items[i].line, problems.items[i].code);
	return text_string(&codes);
}

int show_nothing(void **state)
{
	(void)state;
	problems_done(&problems);
	text_done(&first);
	text_done(&second);
	text_done(&codes);
	return 0;
}
