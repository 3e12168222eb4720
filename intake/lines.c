#include "intake/lines.h"

#include <stdbool.h>
#include <string.h>

#include "intake/cell.h"

static bool same_bytes(struct cell a, struct cell b)
{
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static bool is_heading(const struct record *record, const struct record *heading,
		       const struct roles *roles)
{
	for (size_t i = 0; i < roles->column_count; i++) {
		if (!same_bytes(record_cell(record, i), record_cell(heading, i)))
			return false;
	}
	return record->cell_count >= roles->column_count;
}

static bool says(const struct record *record, const struct roles *roles, enum role role)
{
	struct cell cell;

	if (roles->column[role] == ROLE_NO_COLUMN)
		return false;
	cell = record_cell(record, roles->column[role]);
	return !cell_is_nothing(&cell);
}

/* How many cells say something, and which is the first. */
static size_t count_cells(const struct record *record, size_t *ret_first)
{
	size_t count = 0;

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (cell_is_nothing(&record->cells[i]))
			continue;
		if (count++ == 0)
			*ret_first = i;
	}
	return count;
}

static bool is_empty(const struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (!cell_is_empty(&record->cells[i]))
			return false;
	}
	return true;
}

/* A title in the first cell of a row that is empty otherwise. A number alone is none. */
static bool is_title(const struct record *record, const struct roles *roles)
{
	struct cell cell = record_cell(record, 0);
	enum role role = roles->of[0];

	return (role == ROLE_NONE || role == ROLE_NUMBER) && !cell_is_number(&cell);
}

enum line_kind lines_kind(const struct record *record, const struct record *heading,
			  const struct roles *roles)
{
	size_t first = 0;
	size_t count = count_cells(record, &first);

	if (count == 0)
		return is_empty(record) ? LINE_BLANK : LINE_FURNITURE;
	if (is_heading(record, heading, roles))
		return LINE_HEADING;
	if (record->cell_count == 1)
		return LINE_FURNITURE;
	if (says(record, roles, ROLE_PARTNER))
		return LINE_ROW;
	if (count == 1 && first == 0 && is_title(record, roles))
		return LINE_FURNITURE;
	if (says(record, roles, ROLE_LAST_DAY) || says(record, roles, ROLE_SIGNED) ||
	    says(record, roles, ROLE_REGISTRATION_NUMBER))
		return LINE_ROW;
	return LINE_PROBLEM;
}

enum line_kind lines_kind_above(const struct record *record)
{
	return is_empty(record) ? LINE_BLANK : LINE_FURNITURE;
}

static const char *const names[] = {
	[LINE_ROW] = "row",	[LINE_HEADING] = "heading", [LINE_FURNITURE] = "furniture",
	[LINE_BLANK] = "blank", [LINE_PROBLEM] = "problem", [LINE_CONTINUATION] = "continuation",
};

const char *line_kind_name(enum line_kind kind)
{
	return names[kind];
}
