#include "intake/complaints.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void complaints_add(struct drafter *drafter, enum problem_level level, size_t column,
		    const char *code, const char *format, ...)
{
	struct place place = record_place(drafter->record, column);
	char text[1024]; /* excerpts and counts only: nothing is cut */
	va_list arguments;
	int result;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	result = problems_add(&drafter->problems, level, drafter->name, place.line, place.column,
			      code, "%s", text);
	if (result < 0)
		drafter->error = result;
}

void complaints_ask(struct drafter *drafter, enum role field, const char *first, const char *second)
{
	int result;

	if (drafter->error != 0)
		return;
	result = problems_ask(&drafter->problems, role_name(field), first, second);
	if (result < 0)
		drafter->error = result;
}

/* ---- cells -------------------------------------------------------------------------------- */

static size_t count_bytes(const struct cell *cell, char byte)
{
	size_t count = 0;

	for (size_t i = 0; i < cell->length; i++)
		count += cell->text[i] == byte;
	return count;
}

/* Whether a cell looks as if a quotation mark left open had swallowed the rows behind it. */
static bool swallows_rows(const struct drafter *drafter, const struct cell *cell, char separator)
{
	return separator != '\0' && memchr(cell->text, '\n', cell->length) != NULL &&
	       count_bytes(cell, separator) + 1 >= drafter->shape->column_count;
}

static void check_marks(struct drafter *drafter, size_t column)
{
	const struct cell *cell = &drafter->record->cells[column];

	if (swallows_rows(drafter, cell, drafter->separator))
		complaints_add(drafter, PROBLEM_ERROR, column, "open_quotation_mark",
			       "a quoted cell goes on over line ends and %zu separators: was a "
			       "quotation mark left open? close it, or write it twice",
			       count_bytes(cell, drafter->separator));
	else if (cell->is_open)
		complaints_add(drafter, PROBLEM_WARNING, column, "open_quotation_mark",
			       "a quotation mark is left open, so that it is read as text: close "
			       "it behind the cell, or write it twice");
}

/* What is wrong with one cell, whatever its role. */
static void check_cell(struct drafter *drafter, size_t column)
{
	const struct cell *cell = &drafter->record->cells[column];
	struct cells_flaws flaws;

	if (cell->length == 0)
		return;
	flaws = cells_flaws(cell);
	if (flaws.is_cut)
		complaints_add(drafter, PROBLEM_WARNING, column, "cell_too_long",
			       "a cell of %zu bytes; the first %d are kept", cell->length,
			       INTAKE_CELL_MAX);
	if (flaws.has_control) {
		(void)cells_text(cell, CELLS_RAW, &drafter->cell);
		if (text_failed(&drafter->cell))
			drafter->error = -ENOMEM;
		complaints_add(drafter, PROBLEM_WARNING, column, "control_characters",
			       "control characters in \"%s\", read as \"?\"; remove them",
			       cells_excerpt(text_string(&drafter->cell)).text);
	}
	if (cell->is_open || (drafter->record->lines > 1 && drafter->separator != '\0'))
		check_marks(drafter, column);
}

/* ---- rows --------------------------------------------------------------------------------- */

/* How many cells a row must have at least: up to the last column with a role. */
static size_t count_wanted(const struct shape *shape)
{
	size_t wanted = shape->casting.column_count;

	while (wanted > 0 && shape->casting.columns[wanted - 1].role == ROLE_NONE)
		wanted--;
	return wanted;
}

/* Too many cells, or too few of those that say something. */
static void check_count(struct drafter *drafter)
{
	const struct record *record = drafter->record;
	size_t columns = drafter->shape->column_count, surplus = 0;

	for (size_t i = columns; i < record->cell_count; i++)
		surplus += i >= INTAKE_COLUMNS_MAX || !cells_is_empty(&record->cells[i]);
	if (surplus > 0)
		complaints_add(
			drafter, PROBLEM_ERROR, COMPLAINTS_ROW, "too_many_cells",
			"%zu cells, and the heading has %zu; put a cell that holds a separator "
			"in quotation marks",
			record->cell_count, columns);
	else if (drafter->separator != '\0' && record->cell_count < columns &&
		 record->cell_count < count_wanted(drafter->shape))
		complaints_add(
			drafter, PROBLEM_WARNING, COMPLAINTS_ROW, "too_few_cells",
			"%zu cells, and the heading has %zu; those missing are read as empty: if "
			"a cell holds a line end, put it in quotation marks",
			record->cell_count, columns);
}

void complaints_of_record(struct drafter *drafter)
{
	const struct record *record = drafter->record;

	check_count(drafter);
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++)
		check_cell(drafter, i);
}

void complaints_of_no_row(struct drafter *drafter)
{
	complaints_add(drafter, PROBLEM_WARNING, COMPLAINTS_ROW, "not_a_row",
		       "the line names no partner, no date and no registration number; it is "
		       "kept, but no agreement comes of it (%zu cells, and the heading has %zu)",
		       drafter->record->cell_count, drafter->shape->column_count);
}
