/*
 * Separated text as records of cells (RFC 4180), each record knowing its lines.
 *
 * A record is one line, or more where a quoted cell holds line ends. LF, CRLF and CR end a line.
 * A cell is quoted when its first character is a quotation mark and the mark that closes it is
 * followed by a separator or the end of the line; else its marks are plain text, so that
 * `"EDUCA" LLP` stays as it is. A cell keeps its bytes: cell.h makes text of it.
 */
#ifndef RENEWD_INTAKE_TABLE_H
#define RENEWD_INTAKE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"

struct cell {
	const char *bytes; /* in the table; without the marks around a quoted cell */
	size_t length;
	bool is_quoted; /* a mark within is written twice */
};

struct record {
	const char *bytes; /* in the table, without the line end */
	size_t length;
	unsigned int line;  /* of its first byte, from 1 */
	unsigned int lines; /* how many it takes */
	size_t cell_count;  /* as they stand there; only INTAKE_COLUMNS_MAX are kept */
	struct cell cells[INTAKE_COLUMNS_MAX];
};

/* Where reading stands. The bytes are not owned. */
struct table {
	const char *bytes;
	size_t length;
	char separator;
	size_t at;
	unsigned int line;
};

enum table_next { TABLE_RECORD, TABLE_END, TABLE_LINE_TOO_LONG };

struct table table_of(const char *bytes, size_t length, char separator);

/*
 * The next record. TABLE_LINE_TOO_LONG: the record from table->line on has more than
 * INTAKE_LINE_MAX bytes; nothing more can be read.
 */
enum table_next table_next(struct table *table, struct record *ret_record);

/* The cell with that index; an empty one when the record has fewer. */
struct cell record_cell(const struct record *record, size_t index);

/* Where a cell stands, for a problem: line, and column in characters from 1. */
struct place {
	unsigned int line;
	unsigned int column;
};
struct place table_place(const struct record *record, size_t index);

#endif
