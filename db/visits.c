/* Visiting many agreements. */
#include <errno.h>

#include "core/cleanup.h"
#include "db/agreements.h"
#include "db/reading.h"

/* When many are due, and more than one in so many, one pass over all of them is quicker. */
#define MANY  1000
#define DENSE 8

static int show(const struct reading_row *row, store_visit *visit, void *context)
{
	return visit(context, &row->agreement, &row->history, row->next_on);
}

/* Visits those that are due on a day; NULL: all of them. */
static int pass_over_all(struct store *store, const struct day *due_on, store_visit *visit,
			 void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(reading_done) struct reading reading = {0};
	struct reading_row row;
	int r = reading_begin(&reading, store);

	if (r != 0)
		return r;
	while ((r = reading_next(&reading, &arena, &row)) == QUERY_ROW) {
		bool is_due = due_on == NULL ||
			      (!day_is_none(row.next_on) && day_compare(row.next_on, *due_on) <= 0);

		r = is_due ? show(&row, visit, context) : 0;
		if (r != 0)
			return r;
	}
	return r;
}

int store_each(struct store *store, store_visit *visit, void *context)
{
	return pass_over_all(store, /* due_on= */ NULL, visit, context);
}

/* The IDs of a query that has one column; the query is closed then, so that visits may write. */
static int collect_ids(struct query *query, struct list *ids)
{
	int r;

	while ((r = query_next(query)) == QUERY_ROW) {
		int64_t *id = list_add(ids, sizeof(*id));

		if (id == NULL)
			return fault_set(query->store, -ENOMEM, NULL);
		*id = query_get_int(query);
	}
	query_close(query);
	return r;
}

static int visit_ids(struct store *store, const struct list *ids, bool with_history,
		     store_visit *visit, void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(reading_done) struct reading reading = {0};
	const int64_t *id = ids->items;
	int r = 0;

	for (size_t i = 0; i < ids->count && r == 0; i++) {
		struct reading_row row;

		arena_reset(&arena);
		r = reading_one(&reading, store, id[i], &arena, &row);
		if (r == 0 && !with_history)
			row.history = (struct history){0};
		if (r == 0)
			r = show(&row, visit, context);
	}
	return r;
}

/* Whether so many are a large part of the store. */
static int is_large_part(struct store *store, size_t part, bool *ret_is_large)
{
	int64_t count;
	int r = 0;

	*ret_is_large = false;
	if (part >= MANY) {
		r = store_count(store, &count);
		if (r == 0)
			*ret_is_large = part > (size_t)count / DENSE;
	}
	return r;
}

int store_each_due(struct store *store, struct day today, store_visit *visit, void *context)
{
	CLEANUP(list_done) struct list ids = {0};
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_DUE);
	bool is_large;
	int r;

	query_put_day(&query, today);
	r = collect_ids(&query, &ids);
	if (r == 0)
		r = is_large_part(store, ids.count, &is_large);
	if (r != 0)
		return r;
	if (is_large)
		return pass_over_all(store, &today, visit, context);
	return visit_ids(store, &ids, /* with_history= */ true, visit, context);
}

/* Of how many missing agreements the IDs are in memory at a time. */
#define MISSING_AT_ONCE 1000

static int next_missing(struct store *store, const char *register_name, int64_t import,
			int64_t after, struct list *ids)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_MISSING);

	ids->count = 0;
	query_put_text(&query, register_name);
	query_put_int(&query, import);
	query_put_int(&query, after);
	query_put_limit(&query, MISSING_AT_ONCE);
	return collect_ids(&query, ids);
}

int store_each_missing(struct store *store, const char *register_name, int64_t import,
		       store_visit *visit, void *context)
{
	CLEANUP(list_done) struct list ids = {0};
	int64_t after = 0;
	int r;

	do {
		r = next_missing(store, register_name, import, after, &ids);
		if (r == 0)
			r = visit_ids(store, &ids, /* with_history= */ false, visit, context);
		if (r == 0 && ids.count > 0)
			after = ((const int64_t *)ids.items)[ids.count - 1];
	} while (r == 0 && ids.count == MISSING_AT_ONCE);
	return r;
}
