#include "db/bulk.h"

#include <errno.h>
#include <stdlib.h>

#include "db/query.h"

/* The cache of pages meanwhile; else as PRAGMA cache_size in db/store.c. */
#define CACHE_BULK  "PRAGMA cache_size = -32768"
#define CACHE_USUAL "PRAGMA cache_size = -16384"

/* Statements that add rows to a batch, in the order in which batches are written: what a row
 * refers to comes before it. */
static const enum statement batched[BULK_BATCHES] = {
	STATEMENT_SOURCE_ADD, STATEMENT_AGREEMENT_ADD, STATEMENT_PARTNER_ADD,
	STATEMENT_TERM_ADD,   STATEMENT_KIN_ADD,
};

/*
 * What statements read of what may wait. Those of an import's every row are listed: they read
 * nothing of it, or look after it themselves.
 */
enum reads { READS_ROWS, READS_KIN, READS_NOTHING };

static const enum reads reads[STATEMENTS] = {
	[STATEMENT_COMMIT] = READS_KIN,
	[STATEMENT_KIN_DROP] = READS_KIN,
	[STATEMENT_KIN_ALL] = READS_KIN,
	[STATEMENT_KIN_MEMBERS] = READS_KIN,
	[STATEMENT_ELSEWHERE_OF_ADDED] = READS_KIN,
	[STATEMENT_ELSEWHERE_OF_OTHERS] = READS_KIN,
	[STATEMENT_KIN_BY_NUMBER] = READS_NOTHING,
	[STATEMENT_KIN_BY_DATE] = READS_NOTHING,
	[STATEMENT_KIN_BY_FACTS] = READS_NOTHING,
	[STATEMENT_AGREEMENT_CONFIRM] = READS_NOTHING,
	[STATEMENT_REGISTER_ID] = READS_NOTHING,
	[STATEMENT_PROBLEM_ADD] = READS_NOTHING,
	[STATEMENT_ANSWER_FORGET] = READS_NOTHING,
	[STATEMENT_EDIT_LIST] = READS_NOTHING,
};

struct batch *bulk_batch(struct bulk *bulk, enum statement statement)
{
	for (size_t i = 0; i < BULK_BATCHES; i++) {
		if (batched[i] == statement)
			return &bulk->batches[i];
	}
	return NULL;
}

/* Writes the batches up to one. */
static int write_until(struct store *store, const struct batch *last)
{
	struct bulk *bulk = store->bulk;
	int r = 0;

	for (struct batch *batch = bulk->batches; batch <= last && r == 0; batch++)
		r = batch_write(store, batch);
	return r;
}

int bulk_end_row(struct store *store, struct batch *batch)
{
	batch_end_row(batch);
	return batch_is_full(batch) ? write_until(store, batch) : 0;
}

int bulk_prepare_for(struct store *store, enum statement statement)
{
	struct bulk *bulk = store->bulk;
	int r = 0;

	if (reads[statement] == READS_NOTHING)
		return 0;
	if (reads[statement] == READS_KIN)
		r = kin_table_write(store, &bulk->kin);
	return r == 0 ? write_until(store, &bulk->batches[BULK_BATCHES - 1]) : r;
}

/* Forgets what waits. */
static void bulk_clear(struct bulk *bulk)
{
	for (size_t i = 0; i < BULK_BATCHES; i++)
		batch_done(&bulk->batches[i]);
	kin_table_done(&bulk->kin);
	filter_done(&bulk->filter);
}

/* ---- beginning and ending ----------------------------------------------------------------- */

static int execute(struct store *store, const char *sql)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0
									   : fault_sqlite(store);
}

/*
 * Without a WAL a page is written once and not twice. That needs that nobody else has the store
 * open; nobody is waited for.
 */
static int leave_wal(struct store *store)
{
	int r;

	sqlite3_busy_timeout(store->db, 0);
	r = execute(store, "PRAGMA journal_mode = TRUNCATE");
	sqlite3_busy_timeout(store->db, store->busy_ms);
	store->is_alone = r == 0;
	return r == -EBUSY ? 0 : r;
}

static int begin(struct store *store, bool is_large)
{
	int r = is_large ? leave_wal(store) : 0;

	/* Does nothing inside a transaction, so it comes before. */
	if (r == 0)
		r = execute(store, "PRAGMA foreign_keys = OFF; " CACHE_BULK);
	return r == 0 ? store_begin(store) : r;
}

int store_bulk_begin(struct store *store, bool is_large)
{
	struct bulk *bulk;
	int r;

	if (sqlite3_get_autocommit(store->db) == 0)
		return fault_set(store, -EINVAL, NULL);
	bulk = calloc(1, sizeof(*bulk));
	if (bulk == NULL)
		return fault_set(store, -ENOMEM, NULL);
	r = begin(store, is_large);
	if (r == 0)
		r = agreement_last(store, &bulk->existing);
	bulk->last_agreement = bulk->existing;
	store->bulk = bulk;
	if (r != 0)
		store_rollback(store);
	return r;
}

int store_bulk_end(struct store *store)
{
	int r;

	if (store->bulk == NULL)
		return fault_set(store, -EINVAL, NULL);
	r = bulk_prepare_for(store, STATEMENT_COMMIT);
	bulk_clear(store->bulk);
	return r;
}

void bulk_leave(struct store *store)
{
	if (store->bulk == NULL)
		return;
	bulk_clear(store->bulk);
	free(store->bulk);
	store->bulk = NULL;
	/* The pragmas cannot fail outside a transaction, but for the last, when somebody has just
	 * opened the store: then whoever opens it next for writing brings the WAL back. */
	sqlite3_exec(store->db, "PRAGMA foreign_keys = ON; " CACHE_USUAL, NULL, NULL, NULL);
	if (store->is_alone)
		sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	store->is_alone = false;
}
