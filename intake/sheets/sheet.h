/*
 * A sheet: from its cells to records that tile it.
 *
 * A reader gives the cells of one row after the other and takes the records: a run of rows without
 * anything is one piece of furniture, rows at the end without anything do not exist. What stands
 * in the top left cell of a merged range counts for all its cells, but a row that has nothing else
 * is one without anything. A text merged over the row, with nothing beside it, is a caption. Rows
 * keep the memory of one row, and of the ranges that reach into it.
 */
#ifndef RENEWD_INTAKE_SHEETS_SHEET_H
#define RENEWD_INTAKE_SHEETS_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "intake/record.h"
#include "intake/sheets/archive.h"

#define SHEET_COLUMNS_MAX 16384 /* as wide as spreadsheets are */
#define SHEET_BLANK_MAX	  1000	/* rows without anything that one record covers */

/* What a cell says. */
struct sheet_cell {
	unsigned int column; /* from 1 */
	enum cell_form form;
	const char *text;
	size_t length;
	const char *link; /* or NULL */
};

struct sheet_note;

/* A range of merged cells that starts in the row being made, or reaches into it from above. */
struct sheet_range {
	unsigned int right; /* its last column; its first one is its place in the table */
	unsigned int first_line, last_line; /* 0: it starts in the row being made */
	enum cell_form form;
	struct text text; /* of its top left cell, its link behind the NUL */
	bool has_link;
};

/* Made by sheet_init(). Nobody else looks inside. */
struct sheet {
	struct archive *archive;
	unsigned int part;
	const char *name;	/* for problems */
	unsigned int next_line; /* the first that no record covers */
	unsigned int row_count; /* of all sheets */
	int64_t size;		/* bytes of the texts of all records */
	size_t widest;		/* cells of the widest row so far */
	/* The row that was made. */
	unsigned int line;
	unsigned int times; /* how often it is still to be given */
	struct sheet_note *notes;
	size_t note_count;
	size_t note_capacity;
	struct text raw;			       /* texts and links of its cells */
	struct text text;			       /* of its record */
	struct sheet_range ranges[INTAKE_COLUMNS_MAX]; /* by the first column, less one */
	unsigned short owners[INTAKE_COLUMNS_MAX]; /* of a column: its range's first one; 0: none */
	unsigned int ranges_until;		   /* no range reaches further down */
	enum line_kind blank[SHEET_BLANK_MAX];
	char blank_text[SHEET_BLANK_MAX];
};

/* archive is who refuses; it must outlive the sheet. */
void sheet_init(struct sheet *sheet, struct archive *archive);

/* Before the first sheet of a pass: no row was counted. */
void sheet_restart(struct sheet *sheet);

/* Begins a part. name must live until the next one. */
void sheet_begin(struct sheet *sheet, unsigned int part, const char *name);

/*
 * Adds a cell to the row being made; columns rise. An empty one may be left out. 0; -ENOMEM;
 * READER_REFUSED with a problem (damaged_file: columns do not rise, too_many_columns,
 * line_too_long).
 */
int sheet_add(struct sheet *sheet, const struct sheet_cell *cell);

/* Cells of the row being made are merged: left to right, down to last_line. */
void sheet_merge(struct sheet *sheet, unsigned int left, unsigned int right,
		 unsigned int last_line);

/*
 * Ends the row being made: it is line, and stands there times times. Lines rise. 0; -ENOMEM;
 * READER_REFUSED with a problem (damaged_file, too_many_rows). All records of the row before must
 * have been taken.
 */
int sheet_end_row(struct sheet *sheet, unsigned int line, unsigned int times);

/*
 * 1 and the next record; 0 when another row is needed; -ENOMEM; READER_REFUSED with a problem
 * (line_too_long; too_large: over REGISTER_SIZE_MAX in a pass, of rows and cells that repeat). The
 * record is valid until the next call of any of these.
 */
int sheet_take(struct sheet *sheet, struct record *ret_record);

void sheet_done(struct sheet *sheet);

#endif
