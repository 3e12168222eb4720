/*
 * A register, read from its file to drafts of agreements, one record at a time.
 *
 * Reader (file -> records of cells, each knowing its line) -> casting (which column says what) ->
 * drafts. register_open() makes a first pass over the file: what it is, where its heading lines
 * are, what each column says, in which order its dates are written. register_next() makes the
 * second one and gives the records with their drafts. Every line of the file is accounted for.
 */
#ifndef RENEWD_INTAKE_REGISTER_H
#define RENEWD_INTAKE_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/cleanup.h"
#include "core/problem.h"
#include "core/profile.h"
#include "core/year_day.h"
#include "intake/limits.h"
#include "intake/record.h"
#include "intake/text/source.h"

struct register_reader;

struct register_options {
	const struct profile *profile; /* or NULL */
	/* The day on which the office's academic years start, so that "2027/28" is a last day;
	 * none: that is a problem. */
	struct year_day academic_year;
	/* Called now and then with how far the passes are, of 1000. Anything but 0 ends reading:
	 * register_open() and register_next() return it. It must be negative, as -EINTR. NULL:
	 * nobody wants to know. */
	int (*progress)(void *context, int permille);
	void *context;
};

/* How a column came to its role. */
enum column_reason {
	REASON_NONE,	/* it has none */
	REASON_HEADING, /* its heading is known */
	REASON_CONTENT, /* by what stands in it */
	REASON_PROFILE, /* the profile, or --map, says so */
	REASON_CAPTION	/* no column: the heading over the rows */
};

#define COLUMN_EXAMPLES 2

struct register_column {
	const char *heading; /* as it stands there, white space folded; "" for one without */
	enum role role;
	enum column_reason reason;
	const char *reason_text; /* for people: "38 of 40 cells are countries"; never NULL */
	const char *examples[COLUMN_EXAMPLES]; /* of its cells, cut when long; NULL: fewer */
	/* Of a column of dates: how those that can be read both ways are read, "day/month" or
	 * "month/day"; NULL when none needs it, or when nothing decides. */
	const char *date_order;
	size_t date_order_cells; /* that decide; 0 with an order: dates with dots are day first */
	unsigned int date_order_line; /* where the first of them stands; 0: there is none */
	const char *date_order_cell;  /* what it says; NULL: there is none */
};

/* A table: a sheet, a table of a page, or all of a file. */
struct register_table {
	const char *name;	   /* of the sheet, over the table; NULL: it has none */
	unsigned int heading_line; /* 0: it has no heading line, the profile names its columns */
	const struct register_column *columns;
	size_t column_count;
	size_t row_count;
};

/* What the first pass found. Valid while the reader is. */
struct register_facts {
	enum register_format format;
	const char *format_reason;
	const char *encoding;	     /* NULL: the format has its own */
	const char *encoding_reason; /* NULL with encoding */
	char separator;		     /* ',', ';', '\t', '|', or 0 */
	const struct register_table *tables;
	size_t table_count;
	size_t row_count; /* of all tables */
};

/*
 * A draft: an agreement without an ID, a register, a known_on. Its partner is missing
 * (partner_count 0) when the row names none. Terms are in order: the initial one, then those that
 * the register says were added by renewals. Valid until the next record.
 */
struct draft {
	struct agreement agreement;
	const char *signed_unread;   /* what the signing date's cell says, when it is no date that
				      * can be kept; NULL: it is one, or the cell says nothing */
	const char *last_day_unread; /* the same of the last day's cells */
};

/* One record, as it is to be stored. Valid until the next one. */
struct register_record {
	unsigned int line;   /* of its first line */
	const char *part;    /* name of the sheet or table, or NULL */
	enum line_kind kind; /* a caption that is carried into rows is a LINE_HEADING */
	const char *text;    /* verbatim, NUL-terminated; a NUL within became U+FFFD */
	unsigned int lines;
	unsigned int
		kind_lines[LINE_KINDS]; /* how many of its lines are what; their sum is lines */
	const struct draft *draft;	/* of a LINE_ROW; else NULL */
	const struct problem *problems; /* with this record */
	size_t problem_count;
};

/*
 * Opens a register and makes the first pass. options may be NULL; source, and options->profile,
 * must outlive the reader. 0; negative errno; 1 when the file as a whole cannot be used. problems
 * gets what is wrong with the file and its columns, also with 0: what is wrong with a record stands
 * there. Of a spreadsheet with several sheets, problem.file names the sheet too ("x.xlsx, 2024"),
 * since lines start again on each.
 *
 * Codes with the whole file: unreadable_file, is_directory, no_regular_file, too_large,
 * empty_file, binary_file, wrong_encoding, damaged_file, encrypted_file, unsupported_format,
 * line_too_long, too_many_rows, too_many_columns, too_many_tables, no_heading (as a warning: one
 * table is left out), no_sheet. With columns: ambiguous_dates, date_orders_differ,
 * duplicate_column, no_last_day_column, no_signing_column, no_owner_column, status_not_read,
 * carried_country (where merged cells were), unnamed_dates, unknown_column (a profile names one
 * that no table has). With a row (those that a human can settle have a field, and readings where
 * there are two): missing_partner, missing_last_day, missing_signing_date, impossible_date,
 * unreadable_date, reversed_dates, two_last_days, term_disagrees, second_date (of two dates the
 * later one is taken as the last day), unread_rest, renewal_pending, renewal_to_confirm ("5+5"),
 * unknown_country, two_countries, several_types, unordered_dates, too_few_cells, too_many_cells,
 * open_quotation_mark, control_characters, cell_too_long, not_a_row.
 */
int register_open(struct source *source, const struct register_options *options,
		  struct problems *problems, struct register_reader **ret_reader);

const struct register_facts *register_facts(const struct register_reader *reader);

/* 1 and the next record; 0 at the end; negative errno. Once it is not 1, it stays that. */
int register_next(struct register_reader *reader, struct register_record *ret_record);

/* Back to the first record. 0 or negative errno. */
int register_rewind(struct register_reader *reader);

void register_close(struct register_reader *reader); /* NULL is allowed */
DEFINE_FREE(struct register_reader, register_close);

#endif
