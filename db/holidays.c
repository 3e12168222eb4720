/* The days on which the office does not send. */
#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"
#include "db/registers.h"

static void read_holiday(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	*(struct day *)ret_item = query_get_day(query);
}

int store_holidays(struct store *store, struct arena *arena, struct day **ret_days,
		   size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_HOLIDAY_LIST);
	void *items;
	int r = query_all(&query, read_holiday, sizeof(**ret_days), arena, &items, ret_count);

	if (r == 0)
		*ret_days = items;
	return r;
}

static int add(struct store *store, struct day day, const char *name)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_HOLIDAY_ADD);

	query_put_day(&query, day);
	query_put_text(&query, name);
	return query_run(&query);
}

static int replace(struct store *store, const struct day *days, const char *const *names,
		   size_t count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_HOLIDAY_CLEAR);
	int r = query_run(&query);

	for (size_t i = 0; i < count && r == 0; i++)
		r = add(store, days[i], names == NULL ? NULL : names[i]);
	return r;
}

int store_set_holidays(struct store *store, const struct day *days, const char *const *names,
		       size_t count)
{
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	return scope_close(store, scope, replace(store, days, names, count));
}
