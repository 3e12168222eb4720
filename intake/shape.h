/*
 * A shape: what all tables of a register with the same heading line have in common: which column
 * says what, and in which order each one writes its dates.
 */
#ifndef RENEWD_INTAKE_SHAPE_H
#define RENEWD_INTAKE_SHAPE_H

#include "intake/cells.h"
#include "intake/columns/casting.h"
#include "intake/terms.h"
#include "intake/time/dates.h"

/* Dates of one column that can be read both ways. */
struct shape_undecided {
	size_t count;
	struct place place; /* of the first */
	struct cells_excerpt text;
	struct vague day_first, month_first;
};

/* The dates of one column. */
struct shape_dates {
	struct date_column column;
	struct shape_undecided plain, dotted; /* dates with dots are day first if nothing else */
	enum date_order order;		      /* once all rows were counted */
};

/* What a column says about agreements that are over. */
struct shape_status {
	size_t cells;
	size_t column;	    /* of the first of them */
	struct place place; /* of the first of them */
	struct cells_excerpt text;
};

/* How the column of countries is filled (carrying.h). */
struct shape_runs {
	size_t filled, empty;		     /* rows with a country and without */
	bool is_none;			     /* not by the first row of several */
	unsigned char seen[26 * 26 / 8 + 1]; /* a bit for the code of each country */
};

/* The columns that say something about time. */
enum shape_time {
	SHAPE_SIGNED,
	SHAPE_EFFECTIVE,
	SHAPE_LAST_DAY,
	SHAPE_TERM,
	SHAPE_RENEWAL,
	SHAPE_NOTICE,
	SHAPE_SECOND_SIGNED, /* "Signed by partner" beside "Signed by us" */
	SHAPE_SECOND_RENEWAL /* "Extended until" beside "Renewed" */
};

#define SHAPE_TIMES (SHAPE_SECOND_RENEWAL + 1)

/* Everything belongs to the survey's arena. */
struct shape {
	const struct record *heading; /* a copy; NULL: the tables have none */
	/* The rows of a heading of two (heading_rows.h); NULL: it has one. */
	const struct record *upper, *lower;
	size_t column_count;
	size_t row_count;	   /* that were looked at for evidence */
	struct evidence *evidence; /* of each column */
	bool is_cast;		   /* else its tables cannot be read */
	bool is_fixed;		   /* the reader knows what its columns are */
	struct casting casting;
	struct shape_dates dates[SHAPE_TIMES];
	struct shape_status over;      /* of the status column */
	struct shape_status over_note; /* of the columns of notes */
	struct shape_runs runs;
	bool carries_country; /* a row without a country has that of the row above */
	size_t caption_count; /* rows whose country the heading over them gives */
	const char *captions[COLUMN_EXAMPLES];
};

/* The roles of these columns. */
enum role shape_role(enum shape_time time);

/* The column that says it, or NO_COLUMN. */
size_t shape_time_column(const struct shape *shape, enum shape_time time);

/* The column with that role, or NO_COLUMN. */
size_t shape_column(const struct shape *shape, enum role role);

/* The cell with that role; an empty one when there is no column. */
const struct cell *shape_cell(const struct shape *shape, const struct record *record,
			      enum role role);

/* Whether the cell with that role says something. */
bool shape_says(const struct shape *shape, const struct record *record, enum role role);

/* Whether a record is the heading line, or one of its two rows, cell by cell. */
bool shape_is_heading(const struct shape *shape, const struct record *record);

/* Whether these are all rows of its heading; lower NULL: it has one. */
bool shape_has_rows(const struct shape *shape, const struct record *upper,
		    const struct record *lower);

/* What a column is called, for a problem: its heading, or "column 3". */
struct cells_excerpt shape_heading(const struct shape *shape, size_t column);

/* A copy of a record with its texts, in the arena; NULL when memory is short. */
const struct record *shape_copy(const struct record *record, struct arena *arena);

#endif
