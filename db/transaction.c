#include <errno.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/internal.h"
#include "db/query.h"

static int run(struct store *store, enum statement statement)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	return query_run(&query);
}

static bool is_in_transaction(const struct store *store)
{
	return sqlite3_get_autocommit(store->db) == 0;
}

static int begin(struct store *store)
{
	store->known = (struct known){.is_valid = true};
	return run(store, STATEMENT_BEGIN);
}

int store_begin(struct store *store)
{
	if (is_in_transaction(store))
		return fault_set(store, -EINVAL, NULL);
	return begin(store);
}

int store_commit(struct store *store)
{
	int r;

	if (!is_in_transaction(store))
		return fault_set(store, -EINVAL, NULL);
	r = run(store, STATEMENT_COMMIT);
	if (r != 0)
		store_rollback(store);
	store->known = (struct known){0};
	bulk_leave(store);
	return r;
}

void store_rollback(struct store *store)
{
	/* What can fail here has ended the transaction by itself (SQLite, "lang_transaction"). */
	if (store->db != NULL && is_in_transaction(store))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->known = (struct known){0};
	bulk_leave(store);
}

int scope_open(struct store *store, struct scope *ret_scope)
{
	struct scope scope = {.is_own = !is_in_transaction(store), .is_bulk = store->bulk != NULL};
	int r = 0;

	if (scope.is_own)
		r = begin(store);
	else if (!scope.is_bulk)
		r = run(store, STATEMENT_PART_BEGIN);
	if (r == 0)
		*ret_scope = scope;
	return r;
}

static void undo_part(struct store *store)
{
	sqlite3_exec(store->db, "ROLLBACK TO part; RELEASE part", NULL, NULL, NULL);
	store->known = (struct known){.is_valid = true};
}

int scope_close(struct store *store, struct scope scope, int result)
{
	if (scope.is_bulk)
		return result;
	if (result == 0 && scope.is_own)
		return store_commit(store);
	if (result == 0)
		return run(store, STATEMENT_PART_KEEP);
	if (scope.is_own)
		store_rollback(store);
	else if (is_in_transaction(store))
		undo_part(store);
	return result;
}
