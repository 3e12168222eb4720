/*
 * Cuts lines and rows that stand in columns.
 *
 * Where the columns are can shift from line to line. So three guesses are tried on each line, and the
 * one is taken that fits its words best: where the cells of the last full line started, where most
 * cells of the page do, and where its headings do. A row's other lines are cut as its fullest one.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_CUT_H
#define RENEWD_INTAKE_RUNNING_RUNNING_CUT_H

#include "intake/running/running_cells.h"
#include "intake/running/running_layout.h"

/* How far cutting is. Zero to begin with; lines are cut in their order. */
struct running_cut {
	size_t page;
	bool has_last;		 /* a full line was cut on the page */
	struct running_fit last; /* where its cells started */
};

/* Cuts a line: its words and their columns. Words beyond RUNNING_TOKENS_MAX are left out. */
size_t running_cut_line(struct running_cut *cut, const struct running_layout *layout,
			const struct running_text *text, size_t line,
			struct running_word ret_words[static RUNNING_TOKENS_MAX],
			unsigned char ret_columns[static RUNNING_TOKENS_MAX]);

/* Cuts the lines of a row. As running_cells_cut(). */
int running_cut_row(struct running_cut *cut, const struct running_layout *layout,
		    const struct running_text *text, size_t line, size_t count,
		    const struct running_heading *heading, struct arena *arena,
		    struct running_cell cells[static RUNNING_COLUMNS_MAX],
		    unsigned int *ret_doubts);

#endif
