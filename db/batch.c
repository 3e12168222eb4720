#include "db/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "db/internal.h"

/* Where a statement says the values of its one row: "(?, ?, …)". */
static const char *row_of(enum statement statement)
{
	return strrchr(statement_sql(statement), '(');
}

static int count_columns(enum statement statement)
{
	int count = 0;

	for (const char *c = row_of(statement); *c != '\0'; c++)
		count += *c == '?';
	return count;
}

/* So much memory for texts, which are copied without a search for room in most cases. */
#define TEXTS_SIZE (64 * 1024)

static int begin(struct store *store, struct batch *batch, enum statement statement)
{
	int columns = count_columns(statement);
	size_t values = (size_t)columns * BATCH_ROWS;

	if (columns > BATCH_COLUMNS_MAX)
		return fault_set(store, -EINVAL, NULL);
	batch_done(batch); /* that was begun in part, when memory was short */
	batch->values = calloc(values, sizeof(*batch->values));
	batch->is_bound = calloc(values, sizeof(*batch->is_bound));
	batch->texts = malloc(TEXTS_SIZE);
	if (batch->values == NULL || batch->is_bound == NULL || batch->texts == NULL)
		return fault_set(store, -ENOMEM, NULL);
	batch->statement = statement;
	batch->columns = columns; /* that it was begun */
	return 0;
}

static struct batch_value *value_of(const struct batch *batch, size_t row, int column)
{
	return &batch->values[row * (size_t)batch->columns + (size_t)column - 1];
}

int batch_begin_row(struct store *store, struct batch *batch, enum statement statement)
{
	int r = batch->columns == 0 ? begin(store, batch, statement) : 0;

	if (r != 0)
		return r;
	batch->is_begun = true;
	memset(value_of(batch, batch->count, 1), 0,
	       (size_t)batch->columns * sizeof(*batch->values));
	return 0;
}

int batch_put_int(struct store *store, struct batch *batch, int column, int64_t value)
{
	if (column > batch->columns)
		return fault_set(store, -EINVAL, NULL);
	*value_of(batch, batch->count, column) =
		(struct batch_value){.kind = BATCH_INT, .number = value};
	return 0;
}

/* NULL when memory is short. */
static const char *keep_text(struct batch *batch, const char *text, size_t length)
{
	char *place = batch->texts + batch->used;

	if (length >= TEXTS_SIZE - batch->used)
		return arena_copy_n(&batch->arena, text, length);
	memcpy(place, text, length + 1);
	batch->used += length + 1;
	return place;
}

int batch_put_text(struct store *store, struct batch *batch, int column, const char *text)
{
	size_t length = strlen(text);
	const char *kept;

	if (column > batch->columns)
		return fault_set(store, -EINVAL, NULL);
	kept = keep_text(batch, text, length);
	if (kept == NULL)
		return fault_set(store, -ENOMEM, NULL);
	*value_of(batch, batch->count, column) =
		(struct batch_value){.kind = BATCH_TEXT, .number = (int64_t)length, .text = kept};
	return 0;
}

void batch_end_row(struct batch *batch)
{
	batch->count++;
	batch->is_begun = false;
}

void batch_leave_row(struct batch *batch)
{
	batch->is_begun = false;
}

bool batch_is_full(const struct batch *batch)
{
	return batch->count == BATCH_ROWS;
}

/* ---- writing ------------------------------------------------------------------------------ */

static int prepare(struct store *store, const char *sql, sqlite3_stmt **place)
{
	if (*place != NULL || sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
						 place, /* pzTail= */ NULL) == SQLITE_OK)
		return 0;
	return fault_sqlite(store);
}

/* Whoever writes in bulk undoes all after a failure: a statement need not be undone by itself. */
#define INSERT	       "INSERT"
#define INSERT_OR_FAIL "INSERT OR FAIL"

static int prepare_many(struct store *store, struct batch *batch)
{
	CLEANUP(text_done) struct text sql = {0};

	if (batch->many != NULL)
		return 0;
	text_add(&sql, INSERT_OR_FAIL);
	text_add(&sql, statement_sql(batch->statement) + strlen(INSERT));
	for (int i = 1; i < BATCH_ROWS; i++)
		text_addf(&sql, ", %s", row_of(batch->statement));
	if (text_failed(&sql))
		return fault_set(store, -ENOMEM, NULL);
	return prepare(store, text_string(&sql), &batch->many);
}

static int bind(sqlite3_stmt *handle, int at, const struct batch_value *value)
{
	switch (value->kind) {
	case BATCH_INT:
		return sqlite3_bind_int64(handle, at, value->number);
	case BATCH_TEXT:
		return sqlite3_bind_text64(handle, at, value->text, (sqlite3_uint64)value->number,
					   SQLITE_STATIC, SQLITE_UTF8);
	case BATCH_NULL:
		break;
	}
	return sqlite3_bind_null(handle, at);
}

static int run(struct store *store, sqlite3_stmt *handle, int bound)
{
	int r = bound;

	errno = 0; /* fault_sqlite() looks at it */
	if (r == SQLITE_OK)
		r = sqlite3_step(handle);
	/* Before the reset, which would forget what failed. */
	r = r == SQLITE_DONE ? 0 : fault_sqlite(store);
	sqlite3_reset(handle);
	return r;
}

static int write_all(struct store *store, struct batch *batch)
{
	size_t count = (size_t)batch->columns * BATCH_ROWS;
	int r = prepare_many(store, batch);
	int bound = SQLITE_OK;

	if (r != 0)
		return r;
	for (size_t i = 0; i < count && bound == SQLITE_OK; i++) {
		const struct batch_value *value = &batch->values[i];

		/* Many are NULL in every row. */
		if (value->kind != BATCH_NULL || batch->is_bound[i])
			bound = bind(batch->many, (int)i + 1, value);
		batch->is_bound[i] = value->kind != BATCH_NULL;
	}
	return run(store, batch->many, bound);
}

static int write_one(struct store *store, const struct batch *batch, size_t row)
{
	sqlite3_stmt **one = &store->statements[batch->statement];
	int r = prepare(store, statement_sql(batch->statement), one);
	int bound = SQLITE_OK;

	if (r != 0)
		return r;
	for (int i = 1; i <= batch->columns && bound == SQLITE_OK; i++)
		bound = bind(*one, i, value_of(batch, row, i));
	return run(store, *one, bound);
}

int batch_write(struct store *store, struct batch *batch)
{
	size_t count = batch->count;
	int r = 0;

	if (batch->is_begun)
		return fault_set(store, -EINVAL, NULL);
	/* Also after a failure: they are not tried again. */
	batch->count = 0;
	if (count == BATCH_ROWS) {
		r = write_all(store, batch);
	} else {
		for (size_t i = 0; i < count && r == 0; i++)
			r = write_one(store, batch, i);
	}
	batch->used = 0;
	arena_reset(&batch->arena);
	return r;
}

void batch_done(struct batch *batch)
{
	sqlite3_finalize(batch->many);
	free(batch->values);
	free(batch->is_bound);
	free(batch->texts);
	arena_done(&batch->arena);
	*batch = (struct batch){0};
}
