#include "db/query.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/list.h"

static int prepare(struct store *store, enum statement statement)
{
	sqlite3_stmt **place = &store->statements[statement];

	if (*place != NULL || sqlite3_prepare_v3(store->db, statement_sql(statement), -1,
						 SQLITE_PREPARE_PERSISTENT, place,
						 /* pzTail= */ NULL) == SQLITE_OK)
		return sqlite3_stmt_busy(*place) ? fault_set(store, -EINVAL, NULL) : 0;
	/* Our SQL is right, so a plain error means that the schema is not. */
	if (sqlite3_errcode(store->db) == SQLITE_ERROR)
		return fault_set(store, STORE_CORRUPT, "the store is damaged (%s)",
				 sqlite3_errmsg(store->db));
	return fault_sqlite(store);
}

static int open_batch(struct query *query, enum statement statement)
{
	query->batch = bulk_batch(query->store->bulk, statement);
	if (query->batch != NULL)
		return batch_begin_row(query->store, query->batch, statement);
	return bulk_prepare_for(query->store, statement);
}

struct query query_open(struct store *store, enum statement statement)
{
	struct query query = {.store = store};

	if (store->bulk != NULL)
		query.error = open_batch(&query, statement);
	if (query.error != 0 || query.batch != NULL)
		return query;
	query.error = prepare(store, statement);
	if (query.error == 0)
		query.handle = store->statements[statement];
	return query;
}

void query_close(struct query *query)
{
	if (query->batch != NULL)
		batch_leave_row(query->batch);
	if (query->handle == NULL)
		return;
	sqlite3_reset(query->handle);
	sqlite3_clear_bindings(query->handle);
	query->handle = NULL;
}

static void check(struct query *query, int result)
{
	if (result != SQLITE_OK)
		query->error = fault_sqlite(query->store);
}

static bool may_put(struct query *query)
{
	query->at++;
	return query->error == 0;
}

void query_put_int(struct query *query, int64_t value)
{
	if (!may_put(query))
		return;
	if (query->batch != NULL)
		query->error = batch_put_int(query->store, query->batch, query->at, value);
	else
		check(query, sqlite3_bind_int64(query->handle, query->at, value));
}

void query_put_id(struct query *query, int64_t id)
{
	if (id != 0)
		query_put_int(query, id);
	else
		query_put_text(query, NULL);
}

void query_put_limit(struct query *query, size_t limit)
{
	query_put_int(query, limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit);
}

static void put_text(struct query *query, const char *text, sqlite3_destructor_type destroy)
{
	if (!may_put(query) || text == NULL)
		return;
	if (query->batch != NULL)
		query->error = batch_put_text(query->store, query->batch, query->at, text);
	else
		check(query, sqlite3_bind_text(query->handle, query->at, text, -1, destroy));
}

void query_put_text(struct query *query, const char *text)
{
	put_text(query, text, SQLITE_STATIC);
}

void query_put_day(struct query *query, struct day day)
{
	if (!day_is_none(day))
		query_put_int(query, day.n);
	else
		query_put_text(query, NULL);
}

static void put_copy(struct query *query, const char *text)
{
	put_text(query, text, SQLITE_TRANSIENT);
}

void query_put_vague(struct query *query, struct vague vague)
{
	char text[DAY_TEXT_SIZE];

	if (vague_is_known(vague))
		put_copy(query, vague_format(vague, text));
	else
		query_put_text(query, NULL);
}

void query_put_span(struct query *query, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	if (span.n != 0)
		put_copy(query, span_format(span, text));
	else
		query_put_text(query, NULL);
}

void query_put_notice(struct query *query, struct notice notice)
{
	char text[NOTICE_TEXT_SIZE];

	if (notice_is_known(notice))
		put_copy(query, notice_format(notice, text));
	else
		query_put_text(query, NULL);
}

void query_put_step(struct query *query, struct step step)
{
	char text[STEP_TEXT_SIZE];

	put_copy(query, step_format(step, text));
}

int query_next(struct query *query)
{
	if (query->error != 0)
		return query->error;
	query->at = 0;
	errno = 0; /* fault_sqlite() looks at it */
	switch (sqlite3_step(query->handle)) {
	case SQLITE_ROW:
		return QUERY_ROW;
	case SQLITE_DONE:
		return 0;
	default:
		query->error = fault_sqlite(query->store);
		return query->error;
	}
}

int query_one(struct query *query)
{
	int r = query_next(query);

	if (r == QUERY_ROW)
		return 0;
	return r == 0 ? fault_set(query->store, STORE_NOT_FOUND, NULL) : r;
}

int query_run(struct query *query)
{
	int r;

	if (query->batch != NULL && query->error == 0) {
		query->error = bulk_end_row(query->store, query->batch);
		return query->error;
	}
	do {
		r = query_next(query);
	} while (r == QUERY_ROW);
	return r;
}

int query_insert(struct query *query, int64_t *ret_number)
{
	int r = query_run(query);

	if (r == 0 && query_changes(query) == 0)
		r = fault_set(query->store, STORE_NOT_FOUND, NULL);
	if (r == 0)
		*ret_number = sqlite3_last_insert_rowid(query->store->db);
	return r;
}

int query_returned(struct query *query, int64_t *ret_number)
{
	int64_t number;
	int r = query_one(query);

	if (r != 0)
		return r;
	number = query_get_int(query);
	/* Outside a transaction, the row is committed by the step that finds no more rows. */
	r = query_run(query);
	if (r == 0)
		*ret_number = number;
	return r;
}

int64_t query_changes(const struct query *query)
{
	return sqlite3_changes64(query->store->db);
}

int64_t query_get_int(struct query *query)
{
	return query->error == 0 ? sqlite3_column_int64(query->handle, query->at++) : 0;
}

int query_get_small(struct query *query)
{
	int64_t value = query_get_int(query);

	if (value < INT_MIN || value > INT_MAX) {
		query_spoil(query, "number");
		return 0;
	}
	return (int)value;
}

bool query_get_bool(struct query *query)
{
	return query_get_int(query) != 0;
}

const char *query_get_text(struct query *query)
{
	const unsigned char *text;

	if (query->error != 0)
		return NULL;
	if (sqlite3_column_type(query->handle, query->at) == SQLITE_NULL) {
		query->at++;
		return NULL;
	}
	text = sqlite3_column_text(query->handle, query->at++);
	if (text == NULL)
		query->error = fault_set(query->store, -ENOMEM, NULL);
	return (const char *)text;
}

const char *query_get_word(struct query *query)
{
	const char *text = query_get_text(query);

	return text == NULL ? "" : text;
}

const char *query_get_copy(struct query *query, struct arena *arena)
{
	const char *text = query_get_text(query);
	const char *copy = arena_copy(arena, text);

	if (text != NULL && copy == NULL)
		query->error = fault_set(query->store, -ENOMEM, NULL);
	return copy;
}

struct day query_get_day(struct query *query)
{
	bool is_null =
		query->error != 0 || sqlite3_column_type(query->handle, query->at) == SQLITE_NULL;
	int64_t n = query_get_int(query);

	if (is_null)
		return DAY_NONE;
	if (n < DAY_MIN.n || n > DAY_MAX.n) {
		query_spoil(query, "day");
		return DAY_NONE;
	}
	return (struct day){(int32_t)n};
}

struct vague query_get_vague(struct query *query)
{
	const char *text = query_get_text(query);
	struct vague vague = {.precision = PRECISION_NONE};

	if (text != NULL && !vague_parse(text, &vague))
		query_spoil(query, "date");
	return vague;
}

struct span query_get_span(struct query *query)
{
	const char *text = query_get_text(query);
	struct span span = {.n = 0};

	if (text != NULL && !span_parse(text, &span))
		query_spoil(query, "length");
	return span;
}

struct notice query_get_notice(struct query *query)
{
	const char *text = query_get_text(query);
	struct notice notice = {0};

	if (text != NULL && !notice_parse(text, &notice))
		query_spoil(query, "notice");
	return notice;
}

struct step query_get_step(struct query *query)
{
	struct step step = {.times = 1};

	if (!step_parse(query_get_word(query), &step))
		query_spoil(query, "step");
	return step;
}

void query_spoil(struct query *query, const char *column)
{
	if (query->error == 0)
		query->error = fault_set(query->store, STORE_CORRUPT,
					 "the store is damaged (a %s that cannot be)", column);
}

int query_failed(const struct query *query)
{
	return query->error;
}

int query_all(struct query *query, query_read_row *read_row, size_t size, struct arena *arena,
	      void **ret_items, size_t *ret_count)
{
	CLEANUP(list_done) struct list list = {0};
	void *items;
	int r;

	while ((r = query_next(query)) == QUERY_ROW) {
		void *item = list_add(&list, size);

		if (item == NULL)
			return fault_set(query->store, -ENOMEM, NULL);
		read_row(query, arena, item);
	}
	if (r != 0)
		return r;
	items = arena_take_array(arena, list.count, size);
	if (items == NULL)
		return fault_set(query->store, -ENOMEM, NULL);
	if (list.count > 0)
		memcpy(items, list.items, list.count * size);
	*ret_items = items;
	*ret_count = list.count;
	return 0;
}
