/*
 * The text of a cell, as people mean it.
 */
#ifndef RENEWD_INTAKE_CELLS_H
#define RENEWD_INTAKE_CELLS_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/text.h"
#include "intake/record.h"

/* What had to be done to a cell. */
struct cells_flaws {
	bool has_control; /* control characters became '?' */
	bool is_cut;	  /* it was longer than INTAKE_CELL_MAX */
};

enum cells_form {
	CELLS_RAW,  /* as it stands there; line ends, tabs and page breaks as blanks */
	CELLS_NAME, /* white space folded, and words joined that a line end divides */
	CELLS_LINES /* as CELLS_NAME, but line ends stay: '\n', without blanks around it */
};

/*
 * Replaces the content of out by the cell's text: no white space at its ends, control characters
 * as '?', bytes that are no UTF-8 as U+FFFD. Memory: text_failed(out).
 *
 *	"Univer-\nsity of  X"	CELLS_RAW "Univer- sity of  X", CELLS_NAME "University of X"
 *	"Turkish-\nKazakh"	CELLS_NAME "Turkish-Kazakh"
 */
struct cells_flaws cells_text(const struct cell *cell, enum cells_form form, struct text *out);

/* The same text, in the arena; quick where there is little to do. NULL when memory is short. */
const char *cells_keep(const struct cell *cell, enum cells_form form, struct text *scratch,
		       struct arena *arena);

/* Whether cells_text() of it would have flaws. Quick. */
struct cells_flaws cells_flaws(const struct cell *cell);

/* The cell with that index; an empty one when the record has fewer. */
const struct cell *cells_at(const struct record *record, size_t index);

/* What is between the white space at a cell's ends. */
struct cell cells_trim(const struct cell *cell);

/* Whether a cell says nothing: empty, a dash, "n/a" … (a table in cells_nothing.c). */
bool cells_is_nothing(const struct cell *cell);

/* Whether a cell holds nothing but white space. */
bool cells_is_empty(const struct cell *cell);

/* Whether a cell holds nothing but digits, with a full stop behind them at the most. */
bool cells_is_number(const struct cell *cell);

/* A text for a problem: its start, when it is long. */
struct cells_excerpt {
	char text[84];
};
struct cells_excerpt cells_excerpt(const char *text);

#endif
