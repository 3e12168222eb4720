/*
 * Whatever a keeper hands over: a reader takes it or says why not, twice over the same records.
 * They tile the lines of a text, and what they say is valid UTF-8 while they are there.
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

/* Depends on every byte, and on where it stands. */
static uint64_t mix(uint64_t sum, const char *text, size_t length)
{
	must(length == 0 || text_is_utf8(text, length));
	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return sum * 31 + length;
}

static void check_kinds(const struct record *record)
{
	if (record->line_kinds == NULL)
		return;
	for (unsigned int i = 0; i < record->lines; i++)
		must(record->line_kinds[i] <= LINE_CONTINUATION);
}

static uint64_t mix_record(uint64_t sum, const struct record *record)
{
	must(record->kind <= RECORD_FURNITURE && record->line > 0 && record->lines > 0);
	check_kinds(record);
	sum = mix(sum, record->text, record->length);
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct cell *cell = &record->cells[i];

		must(cell->form <= CELL_NUMBER && record_place(record, i).line > 0);
		sum = mix(sum, cell->text, cell->length);
		if (cell->link != NULL)
			sum = mix(sum, cell->link, strlen(cell->link));
	}
	return sum;
}

/* The text of a file as it is read; the records of a text must tile it. */
struct tiles {
	const char *text; /* NULL: the file is no text, or what is told of it are no lines */
	size_t length;
	size_t at;
	unsigned int line;
};

static unsigned int count_lines(const char *text, size_t length)
{
	unsigned int lines = 1;

	for (size_t i = 0, n; i<length; i += n> 0 ? n : 1) {
		n = split_line_end(text + i, length - i);
		lines += n > 0;
	}
	return lines;
}

static void check_tile(struct tiles *tiles, const struct record *record)
{
	if (tiles->text == NULL)
		return;
	must(record->part == 0 && record->line == tiles->line);
	must(record->length <= tiles->length - tiles->at);
	must(memcmp(record->text, tiles->text + tiles->at, record->length) == 0);
	must(record->lines == count_lines(record->text, record->length));
	for (size_t i = 0; i < record->cell_count; i++)
		must(record_place(record, i).line - record->line < record->lines);
	tiles->line += record->lines;
	tiles->at += record->length;
	tiles->at += split_line_end(tiles->text + tiles->at, tiles->length - tiles->at);
}

/* One pass: what all records together are. */
static uint64_t read_all(struct reader *reader, const struct problems *problems,
			 struct tiles *tiles)
{
	struct record record;
	uint64_t sum = 0;
	int result;

	tiles->at = 0;
	tiles->line = 1;
	while ((result = reader_next(reader, &record)) == 1) {
		check_tile(tiles, &record);
		sum = mix_record(sum, &record);
	}
	must(result == 0 || (result == READER_REFUSED && problems->errors > 0));
	must(result != 0 || tiles->text == NULL || tiles->at == tiles->length);
	must(reader_next(reader, &record) == result);
	return sum;
}

static void read_twice(struct source *source, struct reader *reader, struct problems *problems)
{
	CLEANUP(arena_done) struct arena arena = {0};
	enum register_format format = reader_base(reader)->format->format;
	struct tiles tiles = {0};
	char *text;
	uint64_t sum;

	if (format == FORMAT_SEPARATED || format == FORMAT_RUNNING) {
		must(source_text(source, NULL, &arena, problems, &text, &tiles.length, NULL,
				 NULL) == 0);
		tiles.text = text;
	}
	must(reader_base(reader)->format_reason != NULL);
	sum = read_all(reader, problems, &tiles);
	if (reader_rewind(reader) == 0)
		must(read_all(reader, problems, &tiles) == sum);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct problems problems = {0};
	struct reader *reader = NULL;
	int result = source_of((const char *)bytes, length, "register", &problems, &source);

	if (result == 0)
		result = reader_open(source, NULL, &problems, &reader);
	must(result == 0 || problems.errors > 0);
	if (result == 0)
		read_twice(source, reader, &problems);
	reader_close(reader);
	problems_done(&problems);
	return 0;
}
