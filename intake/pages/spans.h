/*
 * Spans: cells of an HTML table that reach over several columns or rows, put into every row.
 */
#ifndef RENEWD_INTAKE_PAGES_SPANS_H
#define RENEWD_INTAKE_PAGES_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"
#include "intake/pages/page.h"

/* What reaches down from the rows before. Zero is the start of a table. */
struct spans {
	struct {
		const struct page_cell *cell;
		unsigned int rows; /* how many more it reaches into */
	} columns[INTAKE_COLUMNS_MAX];
};

/* One row, with what reaches into it. */
struct spans_row {
	size_t column_count; /* as they stand there; only INTAKE_COLUMNS_MAX are kept */
	const struct page_cell *cells[INTAKE_COLUMNS_MAX]; /* NULL: nothing stands there */
	bool starts[INTAKE_COLUMNS_MAX];		   /* it is the first column of that cell */
	size_t repeated; /* columns with a cell that began in a row before */
};

/* The next row of the table. */
void spans_next(struct spans *spans, const struct page_row *row, struct spans_row *ret_row);

#endif
