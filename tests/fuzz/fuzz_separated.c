/*
 * Separated text: what is read through a view, a piece at a time, is what the whole text says when
 * it is cut at once, and records that are joined are made of those.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "intake/text/split.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_same(const struct record *record, const struct record *cut)
{
	must(record->lines == cut->lines && record->length == cut->length);
	must(record->cell_count == cut->cell_count);
	for (size_t i = 0; i < cut->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct cell *cell = &record->cells[i];
		struct place place = record_place(record, i);
		struct place cut_place = record_place(cut, i);

		must(cell->length == cut->cells[i].length);
		must(memcmp(cell->text, cut->cells[i].text, cell->length) == 0);
		must(text_is_utf8(cell->text, cell->length));
		must(cell->is_open == cut->cells[i].is_open);
		must(place.line == cut_place.line && place.column == cut_place.column);
	}
}

/* Every line but the first goes on, or is blank; cells of the first record stay where they are. */
static void check_joined(const struct record *record, const struct record *cut)
{
	must(record->lines > cut->lines && record->line_kinds[0] == LINE_ROW);
	for (unsigned int i = 1; i < record->lines; i++)
		must(record->line_kinds[i] == LINE_BLANK ||
		     record->line_kinds[i] == LINE_CONTINUATION);
	must(record->cell_count >= cut->cell_count && cut->cell_count >= 2);
	must(record->cells[0].length == cut->cells[0].length);
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		must(text_is_utf8(record->cells[i].text, record->cells[i].length));
		must(record_place(record, i).line - record->line < record->lines);
	}
}

/* Cuts the record where the other one starts, and compares. Where the next one starts. */
static size_t check_record(const struct split *split, size_t at, const struct record *record)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct record cut = {.line = record->line};
	struct split_rest rest;

	must(split_record(split, at, &cut, &rest) == SPLIT_RECORD);
	must(split_undouble(&cut, &rest, &arena));
	must(memcmp(record->text, split->text + at, record->length) == 0);
	if (record->line_kinds == NULL)
		check_same(record, &cut);
	else
		check_joined(record, &cut);
	at += record->length;
	return at + split_line_end(split->text + at, split->length - at);
}

static void read_all(struct reader *reader, const struct split *split)
{
	struct record record;
	unsigned int line = 1;
	size_t at = 0;
	int result;

	while ((result = reader_next(reader, &record)) == 1) {
		must(record.line == line && record.part == 0 && at < split->length);
		at = check_record(split, at, &record);
		line += record.lines;
	}
	must(result == 0 && at == split->length);
}

static void check_reader(struct source *source, struct reader *reader, struct problems *problems)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct split split = {.is_whole = true, .separator = reader_base(reader)->separator};
	char *text;

	must(source_text(source, NULL, &arena, problems, &text, &split.length, NULL, NULL) == 0);
	split.text = text;
	read_all(reader, &split);
	must(reader_rewind(reader) == 0);
	read_all(reader, &split);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct problems problems = {0};
	struct reader *reader = NULL;
	int result = source_of((const char *)bytes, length, "register", &problems, &source);

	if (result == 0)
		result = separated_open(source, NULL, &problems, &reader);
	must(result == 0 || problems.errors > 0);
	if (result == 0)
		check_reader(source, reader, &problems);
	reader_close(reader);
	problems_done(&problems);
	return 0;
}
