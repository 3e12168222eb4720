/*
 * The end of an import: lines of earlier imports of its register that no agreement comes from any
 * more are forgotten. What is needed stands in a sorted list; what lies between is removed range
 * by range, so that the usual case, nothing needed, is one statement for each import.
 */
#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/list.h"
#include "db/query.h"

/* Collects the one column of a query. */
static int collect(struct query *query, struct list *list)
{
	int r;

	while ((r = query_next(query)) == QUERY_ROW) {
		int64_t *item = list_add(list, sizeof(*item));

		if (item == NULL)
			return fault_set(query->store, -ENOMEM, NULL);
		*item = query_get_int(query);
	}
	return r;
}

static int ask(struct store *store, enum statement statement, int64_t import, struct list *list)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	query_put_int(&query, import);
	return collect(&query, list);
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int forget(struct store *store, int64_t first, int64_t last)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_FORGET);

	if (first > last)
		return 0;
	query_put_int(&query, first);
	query_put_int(&query, last);
	return query_run(&query);
}

/* Forgets the lines of an import but those needed, of which *at are before it. */
static int sweep(struct store *store, int64_t import, const struct list *needed, size_t *at)
{
	const int64_t *ids = needed->items;
	int64_t first = source_row_first(import);
	int r = 0;

	for (; r == 0 && *at < needed->count && source_row_import(ids[*at]) == import; ++*at) {
		r = forget(store, first, ids[*at] - 1);
		first = ids[*at] + 1;
	}
	return r == 0 ? forget(store, first, source_row_first(import + 1) - 1) : r;
}

static int sweep_all(struct store *store, const struct list *imports, const struct list *needed)
{
	const int64_t *ids = imports->items;
	size_t at = 0;
	int r = 0;

	for (size_t i = 0; i < imports->count && r == 0; i++)
		r = sweep(store, ids[i], needed, &at);
	return r;
}

int store_import_end(struct store *store, int64_t import)
{
	CLEANUP(list_done) struct list imports = {0};
	CLEANUP(list_done) struct list needed = {0};
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = ask(store, STATEMENT_IMPORT_EARLIER, import, &imports);
	if (r == 0 && imports.count > 0)
		r = ask(store, STATEMENT_SOURCE_NEEDED, import, &needed);
	if (needed.count > 0)
		qsort(needed.items, needed.count, sizeof(int64_t), compare);
	if (r == 0)
		r = sweep_all(store, &imports, &needed);
	return scope_close(store, scope, r);
}
