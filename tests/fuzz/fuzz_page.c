/*
 * Whatever is read as a web page or as a list: each line belongs to one record, the second pass
 * gives what the first one gave, and texts are texts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * 0x100000001b3u; /* FNV-1a */
	return hash;
}

static uint64_t check_cell(const struct cell *cell, uint64_t hash)
{
	must(cell->text != NULL && text_is_utf8(cell->text, cell->length));
	must(memchr(cell->text, '\0', cell->length) == NULL);
	if (cell->link != NULL)
		must(cell->link[0] != '\0' && !text_has_control(cell->link));
	return add_bytes(hash, cell->text, cell->length);
}

/* Reads all records; a number that stands for them. */
static uint64_t check_records(struct reader *reader, struct record *record)
{
	uint64_t hash = 0xcbf29ce484222325u;
	unsigned int line = 1, part = 0;
	int result;

	while ((result = reader_next(reader, record)) == 1) {
		must(record->line == line && record->lines > 0);
		must(record->part == part || record->part == part + 1);
		must(text_is_utf8(record->text, record->length));
		must(record->kind != RECORD_CAPTION ||
		     (record->cell_count > 0 && record->cells[0].length > 0));
		for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++)
			hash = check_cell(&record->cells[i], hash);
		part = record->part;
		line += record->lines;
		hash = add_bytes(hash, record->text, record->length);
	}
	must(result == 0);
	return hash;
}

static void check_reader(reader_opener *open, const char *text, size_t length,
			 struct record *record)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	uint64_t first;

	if (source_of(text, length, "page", &problems, &source) == 0 &&
	    open(source, NULL, &problems, &reader) == 0) {
		first = check_records(reader, record);
		must(reader_rewind(reader) == 0);
		must(check_records(reader, record) == first);
	} else {
		must(problems.errors > 0);
	}
	problems_done(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct record record;

	check_reader(html_open, (const char *)bytes, length, &record);
	check_reader(listing_open, (const char *)bytes, length, &record);
	return 0;
}
