/*
 * What an XLSX sheet says of ranges of its cells: which are merged, which are links
 * (ISO/IEC 29500-1, 18.3.1.54 and 18.3.1.47). It stands behind the rows, so the sheet is read once
 * before them.
 */
#ifndef RENEWD_INTAKE_SHEETS_XLSX_RANGES_H
#define RENEWD_INTAKE_SHEETS_XLSX_RANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/sheets/archive.h"

#define XLSX_RANGES_MAX 1000000 /* of one sheet */

/* Lines and columns from 1; all four are in it. */
struct xlsx_range {
	unsigned int top, left, bottom, right;
	const char *link; /* NULL: the cells are merged */
};

/* Zero is "none". By their top, merged ones and links together. */
struct xlsx_ranges {
	struct xlsx_range *items;
	size_t count;
	size_t capacity;
	struct arena links;
};

/* Reads "B2" or "$B$2:D9" (of a range's corners, in any order). False for anything else. */
bool xlsx_range_parse(const char *text, struct xlsx_range *ret_range);

/*
 * Reads the ranges of a sheet's part, title for problems. 0; -ENOMEM …; READER_REFUSED with a
 * problem. ranges is to be given to xlsx_ranges_done() in any case.
 */
int xlsx_ranges_read(struct archive *archive, const char *part, const char *title,
		     struct xlsx_ranges *ranges);

void xlsx_ranges_done(struct xlsx_ranges *ranges);

#endif
