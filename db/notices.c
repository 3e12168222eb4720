/* Which notices deliveries carry. */
#include <errno.h>

#include "core/cleanup.h"
#include "db/deliveries.h"
#include "db/outbox.h"

static void read_number(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	*(int64_t *)ret_item = query_get_int(query);
}

int store_delivery_notices(struct store *store, int64_t number, struct arena *arena,
			   int64_t **ret_ids, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_NOTICE_LIST);
	void *items;
	int r;

	query_put_int(&query, number);
	r = query_all(&query, read_number, sizeof(**ret_ids), arena, &items, ret_count);
	if (r == 0)
		*ret_ids = items;
	return r;
}

static int overtaken_notices(struct store *store, int64_t number, struct arena *arena,
			     struct overtaken *overtaken)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_OVERTAKEN_NOTICES);
	void *ids;
	int r;

	query_put_int(&query, number);
	r = query_all(&query, read_number, sizeof(int64_t), arena, &ids, &overtaken->notice_count);
	if (r == 0)
		overtaken->notice_ids = ids;
	return r;
}

int store_overtaken(struct store *store, struct arena *arena, struct overtaken **ret_overtaken,
		    size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_OPEN_LIST);
	struct overtaken *overtaken;
	size_t open_count, count = 0;
	void *numbers;
	int r = query_all(&query, read_number, sizeof(int64_t), arena, &numbers, &open_count);

	if (r != 0)
		return r;
	overtaken = arena_take_array(arena, open_count, sizeof(*overtaken));
	if (overtaken == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < open_count && r == 0; i++) {
		int64_t number = ((const int64_t *)numbers)[i];

		r = overtaken_notices(store, number, arena, &overtaken[count]);
		if (r == 0 && overtaken[count].notice_count > 0)
			r = store_delivery(store, number, arena, &overtaken[count++].delivery);
	}
	if (r == 0) {
		*ret_overtaken = overtaken;
		*ret_count = count;
	}
	return r;
}

static int is_alive(struct store *store, int64_t notice_id, bool *ret_alive)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_NOTICE_ALIVE);
	int r;

	query_put_int(&query, notice_id);
	r = query_next(&query);
	*ret_alive = r == QUERY_ROW;
	return r == QUERY_ROW ? 0 : r;
}

int store_all_dead(struct store *store, const int64_t *notice_ids, size_t count, bool *ret_dead)
{
	bool alive = false;
	int r = 0;

	for (size_t i = 0; i < count && r == 0 && !alive; i++)
		r = is_alive(store, notice_ids[i], &alive);
	if (r == 0)
		*ret_dead = !alive;
	return r;
}
