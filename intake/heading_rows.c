#include "intake/heading_rows.h"

#include <string.h>

#include "intake/cells.h"
#include "intake/columns/casting.h"

static size_t count_columns(const struct record *record)
{
	return record->cell_count < INTAKE_COLUMNS_MAX ? record->cell_count : INTAKE_COLUMNS_MAX;
}

/* Whether a cell of the upper row goes on from the one before it: empty, or merged with it. */
static bool goes_on(const struct record *upper, size_t column)
{
	const struct cell *cell = cells_at(upper, column), *before;

	if (cells_is_empty(cell))
		return true;
	before = column > 0 ? cells_at(upper, column - 1) : cell;
	return column > 0 && cell->length == before->length &&
	       memcmp(cell->text, before->text, cell->length) == 0;
}

/* The column whose text stands over this one as well. */
static size_t leader_of(const struct record *upper, size_t column)
{
	while (column > 0 && goes_on(upper, column))
		column--;
	return column;
}

bool heading_rows_match(const struct record *upper, const struct record *lower,
			const struct profile *profile, struct text *scratch)
{
	size_t columns = count_columns(lower), cells = 0, known = 0;
	bool has_own = false;

	if (lower->kind != RECORD_CELLS || columns > count_columns(upper))
		return false;
	for (size_t i = 0; i < columns; i++) {
		if (cells_is_empty(&lower->cells[i]))
			continue;
		cells++;
		has_own = has_own || goes_on(upper, i);
		if (!goes_on(upper, i) && !goes_on(upper, i + 1))
			return false;
		switch (casting_heading_cell(&lower->cells[i], profile, scratch)) {
		case HEADING_CELL_KNOWN:
			known++;
			break;
		case HEADING_CELL_POSSIBLE:
			break;
		case HEADING_CELL_NONE:
			return false;
		}
	}
	return has_own && known > 0 && known * 2 >= cells;
}

bool heading_rows_is_covered(const struct record *upper, const struct record *lower)
{
	for (size_t i = 0; i < count_columns(upper); i++) {
		if (!cells_is_empty(&upper->cells[i]) && cells_is_empty(cells_at(lower, i)))
			return false;
	}
	return true;
}

static bool set_cell(const struct record *upper, const struct record *lower, size_t column,
		     struct arena *arena, struct cell *ret_cell)
{
	struct cell under = cells_trim(cells_at(lower, column)), over;
	struct place place = record_place(lower, column);
	char *text;

	if (under.length == 0)
		return true;
	over = cells_trim(cells_at(upper, leader_of(upper, column)));
	text = arena_take(arena, over.length + 1 + under.length + 1);
	if (text == NULL)
		return false;
	memcpy(text, over.text, over.length);
	text[over.length] = ' ';
	memcpy(text + over.length + 1, under.text, under.length);
	*ret_cell = (struct cell){.text = text,
				  .length = over.length + 1 + under.length,
				  .line = place.line,
				  .column = place.column};
	return true;
}

const struct record *heading_rows_join(const struct record *upper, const struct record *lower,
				       struct arena *arena)
{
	struct record *joined = arena_take(arena, sizeof(*joined));

	if (joined == NULL)
		return NULL;
	*joined = *upper;
	for (size_t i = 0; i < count_columns(joined); i++) {
		if (!set_cell(upper, lower, i, arena, &joined->cells[i]))
			return NULL;
	}
	return joined;
}
