#include "db/requests.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"

int store_ask(struct store *store, const char *kind, const char *argument, int64_t now_ms,
	      int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REQUEST_ADD);

	query_put_text(&query, kind);
	query_put_text(&query, argument);
	query_put_int(&query, now_ms);
	return query_insert(&query, ret_id);
}

int store_next_request(struct store *store, struct arena *arena, struct request *ret_request)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REQUEST_NEXT);
	struct request request;
	int r = query_one(&query);

	if (r != 0)
		return r;
	request.id = query_get_int(&query);
	request.kind = query_get_copy(&query, arena);
	request.argument = query_get_copy(&query, arena);
	request.asked_ms = query_get_int(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_request = request;
	return r;
}

static int require_request(struct store *store, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REQUEST_EXISTS);

	query_put_int(&query, id);
	return query_one(&query);
}

int store_answer(struct store *store, int64_t id, int status, const char *answer, int64_t now_ms)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REQUEST_ANSWER);
	int r;

	query_put_int(&query, id);
	query_put_int(&query, status);
	query_put_text(&query, answer);
	query_put_int(&query, now_ms);
	r = query_run(&query);
	if (r != 0 || query_changes(&query) > 0)
		return r;
	r = require_request(store, id);
	if (r == 0)
		return fault_set(store, STORE_CONFLICT, "request %" PRId64 " was answered already",
				 id);
	return r;
}

int store_answered(struct store *store, int64_t id, struct arena *arena, int *ret_status,
		   const char **ret_answer)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REQUEST_ANSWERED);
	const char *answer;
	int status;
	int r;

	query_put_int(&query, id);
	r = query_one(&query);
	if (r != 0)
		return r;
	status = query_get_small(&query);
	answer = query_get_copy(&query, arena);
	r = query_failed(&query);
	if (r == 0) {
		*ret_status = status;
		*ret_answer = answer;
	}
	return r;
}
