/* Which notices deliveries carry. */
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

static void put_overtaken(struct query *query, int64_t agreement_id, enum deadline_kind kind,
			  int64_t notice_id)
{
	query_put_int(query, agreement_id);
	query_put_text(query, deadline_kind_name(kind));
	query_put_id(query, notice_id);
}

static void read_overtaken(struct query *query, struct arena *arena, void *ret_item)
{
	struct overtaken *overtaken = ret_item;

	deliveries_read(query, arena, &overtaken->delivery);
}

int store_overtaken(struct store *store, int64_t agreement_id, enum deadline_kind kind,
		    int64_t notice_id, struct arena *arena, struct overtaken **ret_overtaken,
		    size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_OVERTAKEN_LIST);
	struct overtaken *overtaken;
	void *items;
	size_t count;
	int r;

	put_overtaken(&query, agreement_id, kind, notice_id);
	r = query_all(&query, read_overtaken, sizeof(*overtaken), arena, &items, &count);
	overtaken = r == 0 ? items : NULL;
	for (size_t i = 0; i < count && r == 0; i++) {
		CLEANUP(query_close)
		struct query notices = query_open(store, STATEMENT_OVERTAKEN_NOTICES);
		void *ids;

		put_overtaken(&notices, agreement_id, kind, notice_id);
		query_put_int(&notices, overtaken[i].delivery.number);
		r = query_all(&notices, read_number, sizeof(int64_t), arena, &ids,
			      &overtaken[i].notice_count);
		if (r == 0)
			overtaken[i].notice_ids = ids;
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
