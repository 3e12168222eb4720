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

static int begin(struct store *store, struct batch *batch, enum statement statement)
{
	int columns = count_columns(statement);

	if (columns > BATCH_COLUMNS_MAX)
		return fault_set(store, -EINVAL, NULL);
	batch->values = calloc((size_t)columns * BATCH_ROWS, sizeof(*batch->values));
	if (batch->values == NULL)
		return fault_set(store, -ENOMEM, NULL);
	batch->statement = statement;
	batch->columns = columns;
	return 0;
}

static struct batch_value *value_of(const struct batch *batch, size_t row, int column)
{
	return &batch->values[row * (size_t)batch->columns + (size_t)column - 1];
}

int batch_begin_row(struct store *store, struct batch *batch, enum statement statement)
{
	int r = batch->values == NULL ? begin(store, batch, statement) : 0;

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

int batch_put_text(struct store *store, struct batch *batch, int column, const char *text)
{
	size_t length = strlen(text);
	const char *copy;

	if (column > batch->columns)
		return fault_set(store, -EINVAL, NULL);
	copy = arena_copy_n(&batch->arena, text, length);
	if (copy == NULL)
		return fault_set(store, -ENOMEM, NULL);
	*value_of(batch, batch->count, column) =
		(struct batch_value){.kind = BATCH_TEXT, .number = (int64_t)length, .text = copy};
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

static int prepare_many(struct store *store, struct batch *batch)
{
	CLEANUP(text_done) struct text sql = {0};

	if (batch->many != NULL)
		return 0;
	text_add(&sql, statement_sql(batch->statement));
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

/* Writes count rows from one on with a statement that takes so many. */
static int write_rows(struct store *store, const struct batch *batch, sqlite3_stmt *handle,
		      size_t first, size_t count)
{
	const struct batch_value *values = value_of(batch, first, 1);
	int r = SQLITE_OK;

	for (size_t i = 0; i < count * (size_t)batch->columns && r == SQLITE_OK; i++)
		r = bind(handle, (int)i + 1, &values[i]);
	errno = 0; /* fault_sqlite() looks at it */
	if (r == SQLITE_OK)
		r = sqlite3_step(handle);
	/* Before the reset, which would forget what failed. */
	if (r != SQLITE_DONE)
		r = fault_sqlite(store);
	else
		r = 0;
	sqlite3_reset(handle);
	return r;
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
		r = prepare_many(store, batch);
		if (r == 0)
			r = write_rows(store, batch, batch->many, 0, count);
	} else if (count > 0) {
		sqlite3_stmt **one = &store->statements[batch->statement];

		r = prepare(store, statement_sql(batch->statement), one);
		for (size_t i = 0; i < count && r == 0; i++)
			r = write_rows(store, batch, *one, i, 1);
	}
	arena_reset(&batch->arena);
	return r;
}

void batch_done(struct batch *batch)
{
	sqlite3_finalize(batch->many);
	free(batch->values);
	arena_done(&batch->arena);
	*batch = (struct batch){0};
}
