/*
 * A record: one row of a register, as a reader took it, or lines that are none.
 *
 * The records of a file tile it: each starts on the line behind the one before it, so that every
 * line belongs to exactly one record. In a spreadsheet a "line" is a row of the sheet, and each
 * sheet is a part of its own that starts with line 1; in a page each table is a part.
 */
#ifndef RENEWD_INTAKE_RECORD_H
#define RENEWD_INTAKE_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"

enum cell_form {
	CELL_TEXT,
	CELL_DATE,  /* a real date of a spreadsheet: the text is YYYY-MM-DD */
	CELL_NUMBER /* a real number of a spreadsheet */
};

/* Texts are UTF-8, belong to the reader and are valid until its next record. */
struct cell {
	const char *text; /* without the marks around a quoted cell; not NUL-terminated */
	size_t length;
	enum cell_form form;
	unsigned int line; /* where it starts; 0: on its record's first line */
	unsigned int
		column;	  /* from 1: the character in the line, or the sheet's column; 0: unknown */
	const char *link; /* the address that the cell is a link to, NUL-terminated; or NULL */
	bool is_open;	  /* it starts with a quotation mark that nothing closes */
};

enum record_kind {
	RECORD_CELLS,	 /* may be a row or a heading line: whoever reads the record decides */
	RECORD_HEADING,	 /* the reader knows that it is the heading line of the part: its cells are
			 * headings, also those that nobody knows */
	RECORD_CAPTION,	 /* one text that stands over rows: a country, a region; cells[0] */
	RECORD_FURNITURE /* titles, footers, prose, page numbers, empty lines */
};

struct record {
	enum record_kind kind;
	unsigned int part;  /* from 0 */
	unsigned int line;  /* of its first line, from 1 */
	unsigned int lines; /* how many it takes, from 1 */
	const char *text;   /* these lines verbatim (of a sheet: cells with tabs between), without
			     * the last line end; not NUL-terminated */
	size_t length;
	/* What each of its lines is, when they are not all as they seem: the first one what the
	 * record is, the others LINE_CONTINUATION, empty ones LINE_BLANK. NULL mostly. */
	const enum line_kind *line_kinds;
	size_t cell_count; /* as they stand there; only INTAKE_COLUMNS_MAX are kept */
	struct cell cells[INTAKE_COLUMNS_MAX];
};

/* Where a cell stands: line, and column (0: unknown). An index over the last cell: the record. */
struct place {
	unsigned int line;
	unsigned int column;
};

/*
 * Where a cell stands. What a reader left out (column 0) is counted in the record's lines when the
 * cell's text lies in them.
 */
struct place record_place(const struct record *record, size_t index);

#endif
