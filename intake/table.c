#include "intake/table.h"

#include <string.h>

/* The length of the line end at bytes: 2 for CRLF, 1 for LF and CR, 0 for anything else. */
static size_t line_end(const char *bytes, size_t length)
{
	if (length == 0)
		return 0;
	if (bytes[0] == '\r')
		return length > 1 && bytes[1] == '\n' ? 2 : 1;
	return bytes[0] == '\n' ? 1 : 0;
}

struct table table_of(const char *bytes, size_t length, char separator)
{
	return (struct table){.bytes = bytes, .length = length, .separator = separator, .line = 1};
}

/* Whether a cell ends at `at`. */
static bool ends_cell(const struct table *table, size_t at)
{
	return at == table->length || table->bytes[at] == table->separator ||
	       line_end(table->bytes + at, table->length - at) > 0;
}

/*
 * Where the closing mark of a quoted cell stands whose opening mark is at `open`; 0 when the cell
 * is not quoted after all. Looks no further than a cell may reach, so that one stray mark does not
 * swallow the file.
 */
static size_t find_closing_mark(const struct table *table, size_t open)
{
	size_t end =
		table->length - open > INTAKE_LINE_MAX ? open + INTAKE_LINE_MAX : table->length;

	for (size_t at = open + 1; at < end; at++) {
		const char *mark = memchr(table->bytes + at, '"', end - at);

		if (mark == NULL)
			return 0;
		at = (size_t)(mark - table->bytes);
		if (at + 1 < table->length && table->bytes[at + 1] == '"')
			at++;
		else
			return ends_cell(table, at + 1) ? at : 0;
	}
	return 0;
}

/*
 * Takes the cell at table->at; afterwards that is at a separator, at the end of the record, or
 * behind `end`, where the record has passed its limit.
 */
static struct cell take_cell(struct table *table, size_t end, unsigned int *lines)
{
	size_t start = table->at;
	size_t close = 0;

	if (start < table->length && table->bytes[start] == '"')
		close = find_closing_mark(table, start);
	if (close == 0) {
		while (table->at <= end && !ends_cell(table, table->at))
			table->at++;
		return (struct cell){table->bytes + start, table->at - start, false};
	}
	for (size_t at = start; at < close; at++) {
		size_t n = line_end(table->bytes + at, close - at);

		if (n == 0)
			continue;
		(*lines)++;
		at += n - 1;
	}
	table->at = close + 1;
	return (struct cell){table->bytes + start + 1, close - start - 1, true};
}

enum table_next table_next(struct table *table, struct record *ret_record)
{
	struct record *record = ret_record;
	size_t start = table->at;

	if (start == table->length)
		return TABLE_END;
	record->bytes = table->bytes + start;
	record->line = table->line;
	record->lines = 1;
	record->cell_count = 0;
	for (;;) {
		struct cell cell = take_cell(table, start + INTAKE_LINE_MAX, &record->lines);

		if (table->at > start + INTAKE_LINE_MAX)
			return TABLE_LINE_TOO_LONG;
		if (record->cell_count < INTAKE_COLUMNS_MAX)
			record->cells[record->cell_count] = cell;
		record->cell_count++;
		if (table->at == table->length || table->bytes[table->at] != table->separator)
			break;
		table->at++;
	}
	record->length = table->at - start;
	table->line += record->lines;
	table->at += line_end(table->bytes + table->at, table->length - table->at);
	return TABLE_RECORD;
}

struct cell record_cell(const struct record *record, size_t index)
{
	if (index >= record->cell_count || index >= INTAKE_COLUMNS_MAX)
		return (struct cell){"", 0, false};
	return record->cells[index];
}

struct place table_place(const struct record *record, size_t index)
{
	struct cell cell = record_cell(record, index);
	const char *at = record->bytes;
	struct place place = {record->line, 1};

	if (cell.length == 0 && (index >= record->cell_count || index >= INTAKE_COLUMNS_MAX))
		return (struct place){record->line, 0};
	while (at < cell.bytes) {
		size_t n = line_end(at, (size_t)(cell.bytes - at));

		if (n > 0) {
			place.line++;
			place.column = 1;
		} else {
			n = 1;
			/* Bytes that continue a character are not counted. */
			if (((unsigned char)*at & 0xc0) != 0x80)
				place.column++;
		}
		at += n;
	}
	return place;
}
