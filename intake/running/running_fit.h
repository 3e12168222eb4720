/*
 * Fits the words of a line to columns, whose starts are known about: text that was printed under each
 * other does not always come out so to the letter.
 *
 * Words keep their order. Of all ways to give them to the columns the one is taken that costs the
 * least: for words that stand away from their column, for two cells with one blank between them, for
 * wide gaps within a cell.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_FIT_H
#define RENEWD_INTAKE_RUNNING_RUNNING_FIT_H

#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_tokens.h"

struct running_fit {
	unsigned int starts[RUNNING_COLUMNS_MAX]; /* ascending */
	size_t count;
	size_t number;	  /* the column that holds numbers only; count: none does */
	size_t country;	  /* the one that holds countries; count: none does */
	bool is_numbered; /* the line's first word is its row's number */
	uint32_t words;	  /* columns, as bits, that hold no dates and numbers */
	uint32_t times;	  /* columns about time */
	const struct profile *profile;
};

/* Notes what the columns hold. The profile must outlive it. */
void running_fit_roles(struct running_fit *fit, const struct running_heading *heading,
		       const struct profile *profile);

/*
 * Writes each word's column, and returns how badly they fit (no unit). At most RUNNING_TOKENS_MAX
 * words. Time grows with their number times
 * the square of that of the columns.
 */
int running_fit_words(const struct running_fit *fit, const struct running_word *words, size_t count,
		      unsigned char ret_columns[static RUNNING_TOKENS_MAX]);

#endif
