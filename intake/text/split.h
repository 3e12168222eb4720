/*
 * Cutting separated text into records of cells (RFC 4180 and its kin).
 *
 * A record is one line, or more where a quoted cell holds line ends. LF, CRLF and CR end a line.
 * A cell is quoted when its first character is a quotation mark and the mark that closes it is
 * followed by a separator or the end of the line; else its marks are plain text, so that
 * `"EDUCA" LLP` stays as it is.
 */
#ifndef RENEWD_INTAKE_TEXT_SPLIT_H
#define RENEWD_INTAKE_TEXT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "intake/record.h"

/* The text that there is. Not owned. */
struct split {
	const char *text;
	size_t length;
	bool is_whole; /* the file ends with it; else more can be had */
	char separator;
};

enum split_result {
	SPLIT_RECORD,
	SPLIT_MORE,    /* how the record goes on must be seen first */
	SPLIT_TOO_LONG /* more than INTAKE_LINE_MAX bytes */
};

/* What a record needs besides. */
struct split_rest {
	size_t next;				   /* where the next record starts */
	bool has_doubled;			   /* a mark is written twice in some cell */
	uint64_t doubled[INTAKE_COLUMNS_MAX / 64]; /* in which: a bit each */
};

/*
 * The record that starts at start, which lies before the end of the text. Sets text, length, lines
 * and the cells of ret_record, as they stand there: marks written twice are still two. Line and
 * column of a cell stay 0 (see record_place()). All but kind, part, line and line_kinds is set.
 */
enum split_result split_record(const struct split *split, size_t start, struct record *ret_record,
			       struct split_rest *ret_rest);

/* Makes one mark of two in the cells that need it, in the arena. False when memory is short. */
bool split_undouble(struct record *record, const struct split_rest *rest, struct arena *arena);

/* The length of the line end at text: 2 for CR LF, 1 for LF and CR, 0 for anything else. */
size_t split_line_end(const char *text, size_t length);

/* Whether a cell holds nothing but white space. */
bool split_is_blank(const struct cell *cell);

#endif
