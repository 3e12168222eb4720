#include "db/responses.h"

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"
#include "db/reading.h"

static int add(struct store *store, int64_t agreement_id, const struct response *response,
	       const char *note, const struct author *author)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_RESPONSE_ADD);
	int64_t id;

	query_put_int(&query, agreement_id);
	query_put_text(&query, response_kind_name(response->kind));
	query_put_text(&query, deadline_kind_name(response->about));
	query_put_int(&query, response->term_seq);
	query_put_day(&query, response->deadline);
	query_put_day(&query, response->until);
	query_put_day(&query, response->on);
	query_put_text(&query, note);
	query_put_text(&query, author->who);
	query_put_int(&query, author->at_ms);
	return query_returned(&query, &id);
}

int store_add_response(struct store *store, int64_t agreement_id, const struct response *response,
		       const char *note, const struct author *author)
{
	struct scope scope;
	int r = store_require_agreement(store, agreement_id);

	if (r == 0)
		r = scope_open(store, &scope);
	if (r != 0)
		return r;
	r = add(store, agreement_id, response, note, author);
	if (r == 0)
		r = store_set_next(store, agreement_id, response->on);
	return scope_close(store, scope, r);
}

static void read_one(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_response *response = ret_item;

	response->response = reading_response(query);
	response->note = query_get_copy(query, arena);
	response->who = query_get_copy(query, arena);
	response->at_ms = query_get_int(query);
}

int store_responses(struct store *store, int64_t agreement_id, struct arena *arena,
		    struct store_response **ret_responses, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_RESPONSE_LIST);
	void *items;
	int r;

	query_put_int(&query, agreement_id);
	r = query_all(&query, read_one, sizeof(**ret_responses), arena, &items, ret_count);
	if (r == 0)
		*ret_responses = items;
	return r;
}
