/*
 * A query: one use of a prepared statement. Values are put in and columns taken out in order.
 *
 *	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_NUMBER_GET);
 *
 *	query_put_text(&query, name);
 *	r = query_one(&query);
 *	if (r != 0)
 *		return r;
 *	*ret_value = query_get_int(&query);
 *
 * A failure stays in the query: whatever comes later does nothing and gives the same error.
 */
#ifndef RENEWD_DB_QUERY_H
#define RENEWD_DB_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/day.h"
#include "core/notice.h"
#include "core/span.h"
#include "core/step.h"
#include "core/vague.h"
#include "db/internal.h"

/* query_next() has a row; different from every error. */
#define QUERY_ROW 1000

struct query {
	struct store *store;
	sqlite3_stmt *handle;
	struct batch *batch; /* that takes the row, in bulk work; there is no handle then */
	int at;		     /* of the last value put, or of the next column */
	int error;
};

/* A statement serves one query at a time: a second one fails with -EINVAL. */
struct query query_open(struct store *store, enum statement statement);
void query_close(struct query *query);

/*
 * NULL, DAY_NONE, an unknown date, a span of 0, an unknown notice and an ID of 0 become NULL. Texts
 * are not copied.
 */
void query_put_int(struct query *query, int64_t value);
void query_put_id(struct query *query, int64_t id);
void query_put_limit(struct query *query, size_t limit); /* 0: no limit */
void query_put_text(struct query *query, const char *text);
void query_put_day(struct query *query, struct day day);
void query_put_vague(struct query *query, struct vague vague);
void query_put_span(struct query *query, struct span span);
void query_put_notice(struct query *query, struct notice notice);
void query_put_step(struct query *query, struct step step);

/* QUERY_ROW, 0 when there are no more rows, or an error. */
int query_next(struct query *query);

/* For a query with one row: 0, or STORE_NOT_FOUND. */
int query_one(struct query *query);

/* For a statement without rows: 0. */
int query_run(struct query *query);

/* For an INSERT of one row: 0 and its rowid, or STORE_NOT_FOUND when there was no row to insert. */
int query_insert(struct query *query, int64_t *ret_number);

/* For a statement that returns one number: 0 and the number, once the row is really written. */
int query_returned(struct query *query, int64_t *ret_number);

/* How many rows the last statement of the store changed. */
int64_t query_changes(const struct query *query);

/* NULL gives 0, NULL, "", DAY_NONE … A value that cannot be is STORE_CORRUPT. */
int64_t query_get_int(struct query *query);
int query_get_small(struct query *query);
bool query_get_bool(struct query *query);
const char *query_get_text(struct query *query); /* until the next row */
const char *query_get_word(struct query *query); /* the same, never NULL */
const char *query_get_copy(struct query *query, struct arena *arena);
struct day query_get_day(struct query *query);
struct vague query_get_vague(struct query *query);
struct span query_get_span(struct query *query);
struct notice query_get_notice(struct query *query);
struct step query_get_step(struct query *query);

/* Says that a column holds what it must not: STORE_CORRUPT from now on. */
void query_spoil(struct query *query, const char *column);

/* The failure of a get, or 0. */
int query_failed(const struct query *query);

/*
 * All rows of a query as an array in the arena. read_row reads one into zeroed memory of size
 * bytes. *ret_items is never NULL on success.
 */
typedef void query_read_row(struct query *query, struct arena *arena, void *ret_item);
int query_all(struct query *query, query_read_row *read_row, size_t size, struct arena *arena,
	      void **ret_items, size_t *ret_count);

#endif
