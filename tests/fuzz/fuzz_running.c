/*
 * Tables out of PDFs: whatever the text is, its records have all of its lines, each line is of a kind,
 * cells stand within their record, and a second pass gives the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "intake/running/running.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_cells(const struct record *record)
{
	must(record->cell_count <= INTAKE_COLUMNS_MAX);
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct cell *cell = &record->cells[i];

		must(text_is_utf8(cell->text, cell->length));
		must(cell->line >= record->line && cell->line < record->line + record->lines);
	}
}

static void check_kinds(const struct record *record)
{
	must(record->lines > 0 && record->line_kinds != NULL);
	for (unsigned int i = 0; i < record->lines; i++)
		must((int)record->line_kinds[i] >= 0 && record->line_kinds[i] < LINE_KINDS);
	if (record->kind == RECORD_CELLS)
		must(record->line_kinds[0] == LINE_ROW);
}

/* Reads all records; how many cells there are. */
static size_t read_all(struct reader *reader)
{
	static struct record record;
	unsigned int line = 1;
	size_t cells = 0;
	int result;

	while ((result = reader_next(reader, &record)) == 1) {
		must(record.line == line);
		line += record.lines;
		check_kinds(&record);
		check_cells(&record);
		cells += record.cell_count;
	}
	must(result == 0);
	return cells;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(problems_done) struct problems problems = {0};
	const char *text = (const char *)bytes;
	struct reader *reader = NULL;
	struct source *source = NULL;

	if (text_is_utf8(text, length))
		must(running_is_likely(text, length, NULL) >= 0);
	if (source_of(text, length, "fuzz.txt", &problems, &source) == 0 &&
	    running_open(source, NULL, &problems, &reader) == 0) {
		size_t cells = read_all(reader), count = problems.count;

		must(reader_rewind(reader) == 0);
		must(read_all(reader) == cells);
		must(problems.count == count); /* said once */
	}
	reader_close(reader);
	source_close(source);
	return 0;
}
