#include "intake/checks.h"

#include <errno.h>
#include <string.h>

#include "intake/cell.h"

static size_t count_separators(struct cell cell, char separator)
{
	size_t count = 0;

	for (size_t i = 0; i < cell.length; i++)
		count += cell.bytes[i] == separator;
	return count;
}

/* Whether a quoted cell looks as if it had swallowed the rows behind it. */
static bool swallows_rows(const struct drafter *drafter, struct cell cell)
{
	return cell.is_quoted &&
	       (memchr(cell.bytes, '\n', cell.length) != NULL ||
		memchr(cell.bytes, '\r', cell.length) != NULL) &&
	       count_separators(cell, drafter->layout->separator) + 1 >=
		       drafter->layout->roles.column_count;
}

/* What is wrong with one cell, whatever its role. */
static void check_cell(struct drafter *drafter, const struct record *record, size_t column)
{
	struct cell cell = record_cell(record, column);
	struct cell_flaws flaws = cell_text(&cell, &drafter->cell);

	if (text_failed(&drafter->cell))
		drafter->error = -ENOMEM;
	if (flaws.is_cut)
		drafts_complain(drafter, PROBLEM_WARNING, record, column, "cell_too_long",
				"a cell of %zu bytes; the first %d are kept", cell.length,
				INTAKE_CELL_MAX);
	if (flaws.has_control)
		drafts_complain(drafter, PROBLEM_WARNING, record, column, "control_characters",
				"control characters in \"%s\", read as \"?\"; remove them",
				cell_excerpt(text_string(&drafter->cell)).text);
	if (swallows_rows(drafter, cell))
		drafts_complain(
			drafter, PROBLEM_ERROR, record, column, "open_quotation_mark",
			"a quoted cell goes on over line ends and %zu separators: was a quotation "
			"mark left open? close it, or write it twice",
			count_separators(cell, drafter->layout->separator));
}

/* Too many cells, or too few of those that say something. */
static void check_count(struct drafter *drafter, const struct record *record)
{
	const struct roles *roles = &drafter->layout->roles;
	size_t wanted = 0, surplus = 0;

	for (size_t i = 0; i < roles->column_count; i++) {
		if (roles->of[i] != ROLE_NONE)
			wanted = i + 1;
	}
	for (size_t i = roles->column_count; i < record->cell_count; i++) {
		struct cell cell = record_cell(record, i);

		surplus += i >= INTAKE_COLUMNS_MAX || !cell_is_empty(&cell);
	}
	if (surplus > 0)
		drafts_complain(
			drafter, PROBLEM_ERROR, record, PLACELESS, "too_many_cells",
			"%zu cells, and the heading has %zu; put a cell that holds a separator "
			"in quotation marks",
			record->cell_count, roles->column_count);
	else if (record->cell_count < wanted)
		drafts_complain(
			drafter, PROBLEM_WARNING, record, PLACELESS, "too_few_cells",
			"%zu cells, and the heading has %zu; those missing are read as empty: if "
			"a cell holds a line end, put it in quotation marks",
			record->cell_count, roles->column_count);
}

void checks_record(struct drafter *drafter, const struct record *record)
{
	check_count(drafter, record);
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++)
		check_cell(drafter, record, i);
}
