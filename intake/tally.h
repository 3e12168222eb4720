/*
 * A tally: how evenly one separator cuts the records of a text.
 */
#ifndef RENEWD_INTAKE_TALLY_H
#define RENEWD_INTAKE_TALLY_H

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

/* Counts at most count records of a text. is_whole: its last record is not cut. */
void tally_text(struct tally *tally, const char *text, size_t length, bool is_whole, size_t count);

/* The number of cells (2 or more) that most records have; 0: no record has so many. */
size_t tally_width(const struct tally *tally);

/* The best known heading line among the first count records. */
struct tally_heading {
	size_t cells;	       /* how many it has; 0: there is no heading line */
	size_t known;	       /* how many of them are headings */
	size_t partner_column; /* from 0; (size_t)-1: none */
};

struct tally_heading tally_heading(const struct tally *tally, const char *text, size_t length,
				   size_t count);

#endif
