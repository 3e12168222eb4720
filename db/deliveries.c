/* The half of the outbox that reads. */
#include "db/deliveries.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/names.h"
#include "db/outbox.h"

static const char *const state_names[DELIVERY_STATES] = {
	[STATE_QUEUED] = "queued", [STATE_SENDING] = "sending",
	[STATE_SENT] = "sent",	   [STATE_RETRYING] = "retrying",
	[STATE_DEAD] = "dead",	   [STATE_DELIVERY_WITHDRAWN] = "withdrawn",
};

const char *delivery_state_name(enum delivery_state state)
{
	return state_names[state];
}

bool delivery_state_parse(const char *name, enum delivery_state *ret_state)
{
	unsigned int state;

	if (!names_find(NAMES(state_names), name, &state))
		return false;
	*ret_state = (enum delivery_state)state;
	return true;
}

static enum delivery_state get_state(struct query *query)
{
	enum delivery_state state = STATE_QUEUED;

	if (!delivery_state_parse(query_get_word(query), &state))
		query_spoil(query, "state of a delivery");
	return state;
}

void deliveries_read(struct query *query, struct arena *arena, void *ret_delivery)
{
	struct delivery *delivery = ret_delivery;

	delivery->number = query_get_int(query);
	delivery->id = query_get_copy(query, arena);
	delivery->run = query_get_int(query);
	delivery->kind = query_get_copy(query, arena);
	delivery->channel = query_get_copy(query, arena);
	delivery->address = query_get_copy(query, arena);
	delivery->contact = query_get_copy(query, arena);
	delivery->recipient = query_get_copy(query, arena);
	delivery->state = get_state(query);
	delivery->created_ms = query_get_int(query);
	delivery->first_ms = query_get_int(query);
	delivery->next_ms = query_get_int(query);
	delivery->attempts = (unsigned int)query_get_small(query);
	delivery->ambiguous = (unsigned int)query_get_small(query);
	delivery->as_of = query_get_day(query);
	delivery->last_class = query_get_copy(query, arena);
	delivery->last_code = query_get_small(query);
	delivery->last_text = query_get_copy(query, arena);
	delivery->last_ms = query_get_int(query);
	delivery->replaced_by = query_get_int(query);
	delivery->subject = query_get_copy(query, arena);
	delivery->document = query_get_copy(query, arena);
}

int deliveries_state(struct store *store, int64_t number, enum delivery_state *ret_state,
		     bool *ret_is_open)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_STATE);
	enum delivery_state state;
	bool is_open;
	int r;

	query_put_int(&query, number);
	r = query_one(&query);
	if (r == STORE_NOT_FOUND)
		return fault_set(store, r, "there is no delivery %" PRId64, number);
	if (r != 0)
		return r;
	state = get_state(&query);
	is_open = query_get_bool(&query);
	r = query_failed(&query);
	if (r == 0) {
		*ret_state = state;
		*ret_is_open = is_open;
	}
	return r;
}

/* All rows of a query that deliveries_read() reads. */
static int read_all(struct query *query, struct arena *arena, struct delivery **ret_deliveries,
		    size_t *ret_count)
{
	void *items;
	int r = query_all(query, deliveries_read, sizeof(**ret_deliveries), arena, &items,
			  ret_count);

	if (r == 0)
		*ret_deliveries = items;
	return r;
}

int store_due_deliveries(struct store *store, const char *channel, int64_t now_ms, size_t max,
			 struct arena *arena, struct delivery **ret_deliveries, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_DUE);

	query_put_text(&query, channel);
	query_put_int(&query, now_ms);
	query_put_int(&query, max > INT64_MAX ? INT64_MAX : (int64_t)max);
	return read_all(&query, arena, ret_deliveries, ret_count);
}

int store_next_delivery_ms(struct store *store, const char *channel, int64_t *ret_ms)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_NEXT);
	int r;

	query_put_text(&query, channel);
	r = query_next(&query);
	if (r == QUERY_ROW)
		*ret_ms = query_get_int(&query);
	else if (r == 0)
		*ret_ms = INT64_MAX;
	return r == QUERY_ROW ? 0 : r;
}

int store_delivery(struct store *store, int64_t number, struct arena *arena,
		   struct delivery *ret_delivery)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_ONE);
	struct delivery delivery;
	int r;

	query_put_int(&query, number);
	r = query_one(&query);
	if (r == STORE_NOT_FOUND)
		return fault_set(store, r, "there is no delivery %" PRId64, number);
	if (r != 0)
		return r;
	deliveries_read(&query, arena, &delivery);
	r = query_failed(&query);
	if (r == 0)
		*ret_delivery = delivery;
	return r;
}

/* The number in an ID of this store, or 0. */
static int64_t number_of(const struct store *store, const char *word)
{
	size_t length = strlen(store->name);
	char *end;
	int64_t number;

	if (strncmp(word, store->name, length) == 0 && word[length] == '.')
		word += length + 1;
	if (word[0] < '1' || word[0] > '9')
		return 0;
	errno = 0;
	number = strtoll(word, &end, 10);
	return *end == '\0' && errno == 0 ? number : 0;
}

int store_find_delivery(struct store *store, const char *word, int64_t *ret_number)
{
	int64_t number = number_of(store, word);
	enum delivery_state state;
	bool is_open;
	int r;

	if (number == 0)
		return fault_set(store, STORE_NOT_FOUND, "there is no delivery %s", word);
	r = deliveries_state(store, number, &state, &is_open);
	if (r == 0)
		*ret_number = number;
	return r;
}

int store_deliveries(struct store *store, const struct delivery_filter *filter, struct arena *arena,
		     struct delivery **ret_deliveries, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_LIST);

	query_put_text(&query, filter->by_state ? delivery_state_name(filter->state) : NULL);
	query_put_id(&query, filter->agreement_id);
	query_put_id(&query, filter->notice_id);
	query_put_limit(&query, filter->limit);
	return read_all(&query, arena, ret_deliveries, ret_count);
}

static void read_attempt(struct query *query, struct arena *arena, void *ret_item)
{
	struct attempt *attempt = ret_item;

	attempt->started_ms = query_get_int(query);
	attempt->ended_ms = query_get_int(query);
	attempt->class = query_get_copy(query, arena);
	attempt->code = query_get_small(query);
	attempt->text = query_get_copy(query, arena);
	attempt->as_of = query_get_day(query);
}

int store_attempts(struct store *store, int64_t number, struct arena *arena,
		   struct attempt **ret_attempts, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ATTEMPT_LIST);
	void *items;
	int r;

	query_put_int(&query, number);
	r = query_all(&query, read_attempt, sizeof(**ret_attempts), arena, &items, ret_count);
	if (r == 0)
		*ret_attempts = items;
	return r;
}

int store_delivery_counts(struct store *store, int64_t counts[static DELIVERY_STATES])
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_COUNTS);
	int64_t found[DELIVERY_STATES] = {0};
	int r;

	while ((r = query_next(&query)) == QUERY_ROW) {
		enum delivery_state state = get_state(&query);

		found[state] = query_get_int(&query);
	}
	if (r == 0)
		memcpy(counts, found, sizeof(found));
	return r;
}

int store_thread_root(struct store *store, int64_t thread, const char *channel, const char *address,
		      struct arena *arena, const char **ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_THREAD_ROOT);
	int r;

	query_put_int(&query, thread);
	query_put_text(&query, channel);
	query_put_text(&query, address);
	r = query_next(&query);
	if (r == 0)
		*ret_id = NULL;
	if (r != QUERY_ROW)
		return r;
	*ret_id = query_get_copy(&query, arena);
	return query_failed(&query);
}
