/*
 * The outline of a page: which records its tables and the text around them make, and which lines
 * each of them takes.
 *
 * A heading over a table (<caption>, <h1> to <h6>, a bold line right before it) is a caption at the
 * start of its part, also when it stands over several tables. A cell that spans all columns is a
 * caption within it. All else that stands outside of tables is furniture.
 */
#ifndef RENEWD_INTAKE_PAGES_OUTLINE_H
#define RENEWD_INTAKE_PAGES_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/problem.h"
#include "intake/pages/page_items.h"
#include "intake/record.h"

#define OUTLINE_HEADING_ROWS_MAX 4 /* rows of a heading of several rows */

struct outline_record {
	enum record_kind kind;
	unsigned int part;
	unsigned int line;
	unsigned int lines;
	/* Of a row, and of a caption or furniture that is one; else NULL. A heading of several rows
	 * ("Validity" over "from" and "to") has them all. */
	const struct page_row *row;
	size_t row_count;
	/* A caption over a table: the headings that stand over it. A country first, if there is
	 * one. Furniture: its text. */
	const struct block *const *blocks;
	size_t block_count;
};

struct outline {
	struct outline_record *records;
	size_t count;
	const struct page_table **tables; /* by part */
	const char **names;		  /* by part: of the table, or NULL */
	size_t part_count;
};

/* More than one row stands on a line of the file: page_items_renumber() helps. */
#define OUTLINE_SHARED_LINES 2

/*
 * Makes the outline of a page with tables; all of it is put into the arena. name stands for the
 * file in problems. 0; -ENOMEM; 1 with a problem (too_many_tables); OUTLINE_SHARED_LINES.
 */
int outline_make(const struct page *page, const struct page_items *items, const char *name,
		 struct arena *arena, struct problems *problems, struct outline *ret_outline);

#endif
