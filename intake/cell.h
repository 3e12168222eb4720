/*
 * The text of a cell, as people mean it.
 */
#ifndef RENEWD_INTAKE_CELL_H
#define RENEWD_INTAKE_CELL_H

#include <stdbool.h>

#include "core/text.h"
#include "intake/table.h"

/* What had to be done to a cell. */
struct cell_flaws {
	bool has_control; /* control characters became '?' */
	bool is_cut;	  /* it was longer than INTAKE_CELL_MAX */
};

/*
 * Replaces the content of out by the cell's text: doubled marks undone, no white space at its
 * ends, line ends, tabs and page breaks as blanks, other control characters as '?'. Memory:
 * text_failed(out).
 */
struct cell_flaws cell_text(const struct cell *cell, struct text *out);

/* Replaces the content of out by text with every run of white space as one blank. */
void cell_fold_blanks(const char *text, struct text *out);

/* Whether a cell says nothing: empty, a dash, "n/a" … (a table in cell.c). */
bool cell_is_nothing(const struct cell *cell);

/* Whether a cell holds nothing but white space. */
bool cell_is_empty(const struct cell *cell);

/* Whether a cell holds nothing but digits, with a full stop behind them at the most. */
bool cell_is_number(const struct cell *cell);

/* A text for a problem: its start, when it is long. */
struct excerpt {
	char text[84];
};
struct excerpt cell_excerpt(const char *text);

#endif
