/*
 * Tables: where the tables of a register are, found by their heading lines.
 *
 * The heading line of a part (a sheet, a table of a page, the whole of a text) is the record among
 * its first ones that is most surely one. Behind a line that is no row another one may begin a new
 * table. A part without a heading line is a table too: its columns may be found by what they hold.
 * Tables with the same heading line share one shape.
 */
#ifndef RENEWD_INTAKE_TABLES_H
#define RENEWD_INTAKE_TABLES_H

#include "intake/reader.h"
#include "intake/rows.h"

/* How many rows of a table are enough to know what its columns are. */
#define TABLES_SAMPLE_ROWS 2000

/* Among how many records of a part its heading line is looked for. */
#define TABLES_HEADING_LINES 200

/* How many records behind the cut are looked at closely: what is a heading line costs time. */
#define TABLES_LOOKS_MAX 20000

struct tables {
	struct arena *arena; /* not owned: all is put into it */
	const struct profile *profile;
	struct rows_table *items;
	size_t count;
	struct shape **shapes;
	size_t shape_count;
	unsigned int wide_line; /* the first one with too many cells; 0: there is none */
	/* Reading ended when the first table was long enough: it went up to this record, and what
	 * is behind it was not looked at. */
	bool is_cut;
	size_t looks; /* for heading lines behind the cut */
	unsigned int cut_part, cut_line;
};

/*
 * Reads records and finds the tables. With may_cut, reading ends once the first table has
 * TABLES_SAMPLE_ROWS rows. 0; negative errno; READER_REFUSED; 1 with a problem: too many tables.
 */
int tables_find(struct reader *reader, bool may_cut, struct problems *problems,
		struct tables *tables);

/*
 * Whether a record behind the cut begins a table that was not found. 1, 0, or -ENOMEM.
 * is_behind_gap says that the record before it was no row.
 */
int tables_is_new(struct tables *tables, const struct rows_table *table,
		  const struct record *record, bool is_behind_gap, struct text *scratch);

#endif
