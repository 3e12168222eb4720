#include "intake/record.h"

#include <stdint.h>

/* Whether a cell's text lies within the lines of its record. */
static bool is_within(const struct record *record, const struct cell *cell)
{
	uintptr_t start = (uintptr_t)record->text;
	uintptr_t at = (uintptr_t)cell->text;

	return record->text != NULL && cell->text != NULL && at >= start &&
	       at - start <= record->length;
}

/* Counts lines and characters from the start of the record. */
static struct place count_to(const struct record *record, const char *to)
{
	struct place place = {record->line, 1};

	for (const char *at = record->text; at < to; at++) {
		if (*at == '\n' || (*at == '\r' && (at + 1 == to || at[1] != '\n'))) {
			place.line++;
			place.column = 1;
		} else if (((unsigned char)*at & 0xc0) != 0x80) {
			/* Bytes that continue a character are not counted. */
			place.column++;
		}
	}
	return place;
}

struct place record_place(const struct record *record, size_t index)
{
	const struct cell *cell = &record->cells[index < INTAKE_COLUMNS_MAX ? index : 0];

	if (index >= record->cell_count || index >= INTAKE_COLUMNS_MAX)
		return (struct place){record->line, 0};
	if (cell->column == 0 && cell->line == 0 && is_within(record, cell))
		return count_to(record, cell->text);
	return (struct place){cell->line > 0 ? cell->line : record->line, cell->column};
}
