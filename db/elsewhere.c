/*
 * What an import added and another register has too. It is counted from the smaller side: for each
 * agreement that was added, or for each of the other registers.
 */
#include "core/cleanup.h"
#include "db/query.h"

static void read_register(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_elsewhere *elsewhere = ret_item;

	elsewhere->register_name = query_get_copy(query, arena);
	elsewhere->count = query_get_int(query);
}

/* By how many agreements there are to look at from each side, at the most. */
static int choose_side(struct store *store, int64_t import, enum statement *ret_statement)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ELSEWHERE_SIDES);
	int64_t from_added, from_others;
	int r;

	query_put_int(&query, import);
	r = query_one(&query);
	if (r != 0)
		return r;
	from_added = query_get_int(&query);
	from_others = query_get_int(&query);
	*ret_statement = from_added <= from_others ? STATEMENT_ELSEWHERE_OF_ADDED
						   : STATEMENT_ELSEWHERE_OF_OTHERS;
	return 0;
}

static int count(struct store *store, enum statement statement, int64_t import, struct arena *arena,
		 struct store_elsewhere **ret_elsewhere, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);
	void *items;
	int r;

	query_put_int(&query, import);
	r = query_all(&query, read_register, sizeof(**ret_elsewhere), arena, &items, ret_count);
	if (r == 0)
		*ret_elsewhere = items;
	return r;
}

int store_elsewhere(struct store *store, int64_t import, struct arena *arena,
		    struct store_elsewhere **ret_elsewhere, size_t *ret_count)
{
	enum statement statement;
	int r = choose_side(store, import, &statement);

	return r == 0 ? count(store, statement, import, arena, ret_elsewhere, ret_count) : r;
}
