/*
 * A table for people: aligned by what characters are wide, cut to the terminal.
 *
 *	table_init(&table, columns, 3);
 *	table_addf(&table, STYLE_PLAIN, "%d", id); … one call a cell, row by row
 *	status = table_print(&table, &cli->out);
 *	table_done(&table);
 */
#ifndef RENEWD_CLI_TABLE_H
#define RENEWD_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/terminal.h"
#include "core/text.h"

#define TABLE_COLUMNS_MAX 16
#define TABLE_GAP	  2 /* blanks between columns */

enum align { ALIGN_LEFT, ALIGN_RIGHT };

struct table_column {
	const char *heading;
	enum align align;
	size_t narrowest; /* it may be cut to so many columns; 0: it is not cut while others may be */
	unsigned int
		rank; /* where there is no room, those with the highest rank are left out; 0: last */
};

struct table_cell {
	char *text; /* harmless */
	enum style style;
};

struct table {
	const struct table_column *columns; /* the caller's */
	size_t column_count;
	struct table_cell *cells; /* row by row */
	size_t cell_count;
	size_t capacity;
	bool failed; /* memory was short: the table is not whole */
};

/* count is 1 to TABLE_COLUMNS_MAX. */
void table_init(struct table *table, const struct table_column *columns, size_t count);

/* Adds the next cell; what it holds is made harmless. NULL is an empty cell. */
void table_add(struct table *table, enum style style, const char *text);
void table_addf(struct table *table, enum style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Appends the table. width 0: nothing is cut. Else no line is wider than width: columns that may be
 * cut share what is missing, the widest first; when that is not enough, columns are left out by
 * their rank (of several with the same, the rightmost), but never the first; at last all are cut.
 */
void table_format(const struct table *table, size_t width, bool has_colour, struct text *out);

/* Writes the table. 0, or -ENOMEM. */
int table_print(const struct table *table, const struct terminal *terminal);

void table_done(struct table *table);

#endif
