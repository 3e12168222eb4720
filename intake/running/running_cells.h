/*
 * The cells of one row of running text, whose separators are gone.
 *
 * The columns' order is known from the headings, and what may stand in a column from its role. Of
 * all ways to cut the row's words into cells in that order the one is taken that explains the words
 * best: a country's name, a type of agreement, dates and phrases about time are known when they are
 * seen; the name of a partner is what stands between. Neighbouring columns about time are cut as
 * one and then divided (running_dates.h).
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_CELLS_H
#define RENEWD_INTAKE_RUNNING_RUNNING_CELLS_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_tokens.h"

struct running_cell {
	const char *text; /* one blank between words, NUL-terminated; in the arena; "" */
	size_t length;
	size_t line; /* where it starts */
	unsigned int column;
};

/* What somebody should look at. */
enum running_doubt {
	RUNNING_NO_COUNTRY = 1 << 0, /* there is a column for it, and no country in the row */
	RUNNING_UNORDERED = 1 << 1,  /* a date stands behind the one taken as the last day */
	RUNNING_LONG = 1 << 2,	     /* the row has too many words: the last ones are in no cell */
	RUNNING_UNDIVIDED = 1 << 3   /* a cell holds what is another column's */
};

/*
 * Cuts a row. is_numbered: its first word is the row's number, whether or not a column is for it.
 * cells gets one for each column of the heading. *ret_doubts is a set of enum running_doubt, and
 * *ret_worth how well the words are explained, for comparing headings; each may be NULL. Time
 * grows with the square of the number of words, which is at most RUNNING_TOKENS_MAX. 0, or -ENOMEM.
 */
int running_cells_cut(const struct running_tokens *tokens, bool is_numbered,
		      const struct running_heading *heading, const struct profile *profile,
		      struct arena *arena, struct running_cell cells[static RUNNING_COLUMNS_MAX],
		      unsigned int *ret_doubts, int *ret_worth);

#endif
