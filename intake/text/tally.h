/*
 * A tally: how evenly one separator cuts the records of a text.
 */
#ifndef RENEWD_INTAKE_TEXT_TALLY_H
#define RENEWD_INTAKE_TEXT_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"

/* Zero, with the separator set, is an empty tally. */
struct tally {
	char separator;
	size_t records; /* that are not blank */
	size_t cut;	/* of these, with two cells or more */
	size_t separators;
	size_t padded; /* how many separators have a blank or a line end behind them */
	/* How many records have that many cells, of which two or more hold something. */
	size_t with_cells[INTAKE_COLUMNS_MAX + 1];
};

/*
 * Counts records of a text until count of them were not blank; how many bytes they take. is_whole:
 * the last record of the text is not cut.
 */
size_t tally_text(struct tally *tally, const char *text, size_t length, bool is_whole,
		  size_t count);

/* The number of cells (2 or more) that most records have; 0: no record has so many. */
size_t tally_width(const struct tally *tally);

/* The best known heading line. */
struct tally_heading {
	size_t cells;	       /* how many it has; 0: there is no heading line */
	size_t known;	       /* how many of them are headings */
	size_t partner_column; /* from 0; (size_t)-1: none */
};

/* Looks for it among the first count records of a text that have two cells or more. */
struct tally_heading tally_heading(const struct tally *tally, const char *text, size_t length,
				   size_t count);

#endif
