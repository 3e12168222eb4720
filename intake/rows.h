/*
 * Rows: what each record of a register is, once its tables are known.
 *
 * A row names a partner, or at least what can be watched: a date, a term, a registration number.
 * A line with one cell is furniture (a title, a legend, a page number), or a caption when it names
 * a country: then it is carried into the rows behind it. A heading line that comes again is a
 * heading. What has some cells, but is no row, is a problem.
 */
#ifndef RENEWD_INTAKE_ROWS_H
#define RENEWD_INTAKE_ROWS_H

#include "intake/fence.h"
#include "intake/shape.h"

/* Where a table lies: from its first line up to the next table, within its part. */
struct rows_table {
	unsigned int part;
	unsigned int first_line;   /* of the part, or of its heading */
	unsigned int heading_line; /* 0: it has none */
	unsigned int heading_end;  /* the last line of all heading lines in a row */
	struct shape *shape;
	const char *name;  /* of the part, or NULL */
	const char *place; /* what problems call it: file and sheet; NULL: the file alone */
	size_t row_count;
};

#define ROWS_CAPTION_MAX 128

struct rows {
	struct fence fence;
	struct rows_table *tables; /* not owned; in order */
	size_t table_count;
	size_t next;		  /* the table behind the current one */
	struct rows_table *table; /* the current one; NULL: none */
	bool is_left_out;	  /* the profile leaves the record out */
	bool has_part;
	unsigned int part;
	const char *country;		/* code of the country that the caption names, or NULL */
	char caption[ROWS_CAPTION_MAX]; /* how it names it */
	struct text scratch;
};

void rows_init(struct rows *rows, const struct profile *profile, struct rows_table *tables,
	       size_t table_count);

/* Back to before the first record. */
void rows_rewind(struct rows *rows);

/*
 * What the next record is; rows->table is the table that it belongs to. A LINE_ROW has a table that
 * is cast. 0, or -ENOMEM.
 */
int rows_next(struct rows *rows, const struct record *record, enum line_kind *ret_kind);

void rows_done(struct rows *rows);

/* How many cells of a record say something; *ret_first is the first of them. */
size_t rows_count_cells(const struct record *record, size_t *ret_first);

#endif
