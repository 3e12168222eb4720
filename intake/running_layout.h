/*
 * Running text whose cells still stand under their headings, apart by blanks (pdftotext -layout):
 * where the columns of each page are.
 *
 * Columns start where many cells do and few words go through, near the place where their headings
 * part. Pages without headings of their own are cut by those of the page before them.
 */
#ifndef RENEWD_INTAKE_RUNNING_LAYOUT_H
#define RENEWD_INTAKE_RUNNING_LAYOUT_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running_cells.h"
#include "intake/running_fit.h"
#include "intake/running_heading.h"
#include "intake/running_text.h"

/* From a line on. */
struct running_page {
	uint32_t line;
	struct running_fit fit;
};

struct running_layout {
	const struct running_page *pages; /* by line; in the arena */
	size_t page_count;
};

#define RUNNING_WIDTH_MAX 1024 /* columns of a line; what stands further right is the last one's */

/* Whether most lines stand in columns. */
bool running_layout_is_likely(const struct running_text *text);

/* Finds the columns of all pages. Linear in the length of the text. 0, or -ENOMEM. */
int running_layout_find(const struct running_text *text, const struct running_heading *heading,
			struct arena *arena, struct running_layout *ret_layout);

/*
 * Cuts a line: the index of each word's column. Words beyond RUNNING_TOKENS_MAX are left out.
 * *page is the page of the line before (0 to begin with) and is moved on.
 */
size_t running_layout_cut(const struct running_layout *layout, const struct running_text *text,
			  size_t line, size_t *page,
			  struct running_word ret_words[static RUNNING_TOKENS_MAX],
			  unsigned char ret_columns[static RUNNING_TOKENS_MAX]);

/* Cuts the lines of a row. As running_cells_cut(). */
int running_layout_cells(const struct running_layout *layout, const struct running_text *text,
			 size_t line, size_t count, const struct running_heading *heading,
			 size_t *page, struct arena *arena,
			 struct running_cell cells[static RUNNING_COLUMNS_MAX],
			 unsigned int *ret_doubts);

#endif
