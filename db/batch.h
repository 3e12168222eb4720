/*
 * Batches: rows for one table that are kept in memory and written many at a time, by one statement
 * with many rows. A statement's work for one row costs more than the row itself.
 */
#ifndef RENEWD_DB_BATCH_H
#define RENEWD_DB_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "core/arena.h"
#include "db/statement.h"

struct store;

/* How many rows a batch has, and how many columns a row at the most. */
#define BATCH_ROWS	  64
#define BATCH_COLUMNS_MAX 24

/* NULL, a number or a text. */
struct batch_value {
	enum { BATCH_NULL, BATCH_INT, BATCH_TEXT } kind;
	int64_t number;	  /* of a text: its length */
	const char *text; /* the batch's */
};

/* Zero is a batch that was not begun. */
struct batch {
	enum statement statement; /* that inserts one row: it ends in "VALUES (?, ?, …)" */
	int columns;
	struct batch_value *values;
	size_t count;  /* rows that wait */
	bool is_begun; /* another one is being put in: nothing can be written then */
	char *texts;   /* a piece of memory for short texts, and how much of it is used */
	size_t used;
	struct arena arena; /* texts that found no room there */
	sqlite3_stmt *many; /* inserts BATCH_ROWS rows; prepared when first used */
	bool *is_bound;	    /* by its value: it is not NULL in that statement */
};

/* Begins a row, all NULL; one that was begun before is forgotten. 0, or -ENOMEM. */
int batch_begin_row(struct store *store, struct batch *batch, enum statement statement);

/* Sets a column (from 1) of the row that was begun. A text is copied. 0, -ENOMEM or -EINVAL. */
int batch_put_int(struct store *store, struct batch *batch, int column, int64_t value);
int batch_put_text(struct store *store, struct batch *batch, int column, const char *text);

/* Takes the row in; when the batch is full then, it is to be written. */
void batch_end_row(struct batch *batch);
void batch_leave_row(struct batch *batch); /* as if it had not been begun */
bool batch_is_full(const struct batch *batch);

/*
 * Writes the rows that wait. 0, or an error of the store: then the transaction must be ended.
 * -EINVAL while a row is begun.
 */
int batch_write(struct store *store, struct batch *batch);

void batch_done(struct batch *batch);

#endif
