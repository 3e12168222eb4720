#include "intake/pages/spans.h"

static void put(struct spans_row *row, size_t column, const struct page_cell *cell, bool starts)
{
	if (column >= INTAKE_COLUMNS_MAX)
		return;
	row->cells[column] = cell;
	row->starts[column] = starts;
}

static bool reaches_down(const struct spans *spans, size_t column)
{
	return column < INTAKE_COLUMNS_MAX && spans->columns[column].rows > 0;
}

/* Takes what reaches down into a column. */
static void repeat(struct spans *spans, size_t column, struct spans_row *row)
{
	const struct page_cell *cell = spans->columns[column].cell;

	spans->columns[column].rows--;
	put(row, column, cell, column == 0 || row->cells[column - 1] != cell);
	row->repeated++;
}

void spans_next(struct spans *spans, const struct page_row *row, struct spans_row *ret_row)
{
	size_t column = 0;

	*ret_row = (struct spans_row){0};
	if (row->starts_section)
		*spans = (struct spans){0};
	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		while (reaches_down(spans, column))
			repeat(spans, column++, ret_row);
		for (unsigned int i = 0; i < cell->columns; i++, column++) {
			if (column >= INTAKE_COLUMNS_MAX)
				continue;
			put(ret_row, column, cell, i == 0);
			spans->columns[column].cell = cell;
			spans->columns[column].rows = cell->rows - 1;
		}
	}
	for (size_t i = column; i < INTAKE_COLUMNS_MAX; i++) {
		if (!reaches_down(spans, i))
			continue;
		repeat(spans, i, ret_row);
		column = i + 1;
	}
	ret_row->column_count = column;
}
