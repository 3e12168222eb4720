/* The half of the outbox that writes. */
#include "db/outbox.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "db/deliveries.h"
#include "db/list.h"

static int add_notices(struct store *store, int64_t number, const int64_t *notice_ids, size_t count)
{
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++) {
		CLEANUP(query_close)
		struct query query = query_open(store, STATEMENT_NOTICE_ADD);

		query_put_int(&query, number);
		query_put_int(&query, notice_ids[i]);
		r = query_run(&query);
	}
	return r;
}

static int add(struct store *store, const struct new_delivery *delivery, int64_t *ret_number)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_ADD);
	int r;

	query_put_id(&query, delivery->run);
	query_put_text(&query, delivery->kind);
	query_put_text(&query, delivery->channel);
	query_put_text(&query, delivery->address);
	query_put_text(&query, delivery->contact);
	query_put_text(&query, delivery->recipient);
	query_put_int(&query, delivery->created_ms);
	query_put_text(&query, delivery->subject);
	query_put_text(&query, delivery->document);
	query_put_id(&query, delivery->thread);
	r = query_insert(&query, ret_number);
	return r == 0 ? add_notices(store, *ret_number, delivery->notice_ids,
				    delivery->notice_count)
		      : r;
}

int store_add_delivery(struct store *store, const struct new_delivery *delivery,
		       int64_t *ret_number)
{
	struct scope scope;
	int64_t number = 0;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = scope_close(store, scope, add(store, delivery, &number));
	if (r == 0)
		*ret_number = number;
	return r;
}

/* Why an update of a delivery changed no row: there is none, or its state does not allow it. */
static int refuse(struct store *store, int64_t number)
{
	enum delivery_state state;
	bool is_open;
	int r = deliveries_state(store, number, &state, &is_open);

	if (r != 0)
		return r;
	return fault_set(store, STORE_CONFLICT, "delivery %" PRId64 " is %s%s", number,
			 delivery_state_name(state),
			 state == STATE_RETRYING && !is_open ? ", and may have arrived already"
							     : "");
}

/* Runs an update of a delivery that changes a row only in the right state. */
static int update(struct query *query, int64_t number)
{
	int r = query_run(query);

	if (r == 0 && query_changes(query) == 0)
		return refuse(query->store, number);
	return r;
}

static int start(struct store *store, int64_t number, struct day as_of, int64_t now_ms)
{
	CLEANUP(query_close) struct query delivery = query_open(store, STATEMENT_DELIVERY_START);
	CLEANUP(query_close) struct query attempt = query_open(store, STATEMENT_ATTEMPT_START);
	int r;

	query_put_int(&delivery, number);
	query_put_int(&delivery, now_ms);
	r = update(&delivery, number);
	if (r != 0)
		return r;
	query_put_int(&attempt, number);
	query_put_int(&attempt, now_ms);
	query_put_day(&attempt, as_of);
	return query_run(&attempt);
}

int store_start_attempt(struct store *store, int64_t number, struct day as_of, int64_t now_ms)
{
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	return scope_close(store, scope, start(store, number, as_of, now_ms));
}

static void put_state(struct query *query, int64_t number, const struct attempt_end *end)
{
	bool has_next = end->state == STATE_QUEUED || end->state == STATE_RETRYING;

	query_put_int(query, number);
	query_put_text(query, delivery_state_name(end->state));
	if (has_next)
		query_put_int(query, end->next_ms);
	else
		query_put_text(query, NULL);
}

static int end_delivery(struct store *store, int64_t number, const struct attempt_end *end)
{
	CLEANUP(query_close)
	struct query query = query_open(store, end->is_uncounted ? STATEMENT_DELIVERY_UNTRIED
								 : STATEMENT_DELIVERY_END);

	put_state(&query, number, end);
	if (!end->is_uncounted) {
		query_put_text(&query, end->class);
		query_put_int(&query, end->code);
		query_put_text(&query, end->text);
		query_put_int(&query, end->now_ms);
		query_put_int(&query, end->is_ambiguous);
	}
	return update(&query, number);
}

static int end_attempt(struct store *store, int64_t number, const struct attempt_end *end)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ATTEMPT_END);

	query_put_int(&query, number);
	query_put_int(&query, end->now_ms);
	query_put_text(&query, end->class);
	query_put_int(&query, end->code);
	query_put_text(&query, end->text);
	return query_run(&query);
}

int store_end_attempt(struct store *store, int64_t number, const struct attempt_end *end)
{
	struct scope scope;
	int r;

	if (end->state == STATE_SENDING || end->state == STATE_DELIVERY_WITHDRAWN ||
	    end->class == NULL)
		return fault_set(store, -EINVAL, NULL);
	r = scope_open(store, &scope);
	if (r != 0)
		return r;
	/* In this order: the delivery takes its frozen as_of from the attempt that runs. */
	r = end_delivery(store, number, end);
	if (r == 0)
		r = end_attempt(store, number, end);
	return scope_close(store, scope, r);
}

static int list_sending(struct store *store, struct list *numbers)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_INTERRUPTED);
	int r;

	while ((r = query_next(&query)) == QUERY_ROW) {
		int64_t *number = list_add(numbers, sizeof(*number));

		if (number == NULL)
			return fault_set(store, -ENOMEM, NULL);
		*number = query_get_int(&query);
	}
	return r;
}

static int interrupt(struct store *store, int64_t now_ms, size_t *ret_count)
{
	CLEANUP(list_done) struct list numbers = {0};
	const struct attempt_end end = {
		.state = STATE_RETRYING,
		.next_ms = now_ms,
		.class = "ambiguous",
		.text = "renewd ended during the attempt",
		.now_ms = now_ms,
		.is_ambiguous = true,
	};
	int r = list_sending(store, &numbers);
	const int64_t *number = numbers.items;

	for (size_t i = 0; i < numbers.count && r == 0; i++)
		r = store_end_attempt(store, number[i], &end);
	if (r == 0)
		*ret_count = numbers.count;
	return r;
}

int store_interrupted(struct store *store, int64_t now_ms, size_t *ret_count)
{
	struct scope scope;
	size_t count = 0;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = scope_close(store, scope, interrupt(store, now_ms, &count));
	if (r == 0)
		*ret_count = count;
	return r;
}

int store_hurry(struct store *store, const char *channel, int64_t now_ms)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_HURRY);

	query_put_text(&query, channel);
	query_put_int(&query, now_ms);
	return query_run(&query);
}

int store_revive(struct store *store, int64_t number, int64_t now_ms)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_REVIVE);

	query_put_int(&query, number);
	query_put_int(&query, now_ms);
	return update(&query, number);
}

static int withdraw(struct store *store, int64_t number, const char *reason, int64_t now_ms,
		    int64_t replaced_by)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_WITHDRAW);

	query_put_int(&query, number);
	query_put_text(&query, reason);
	query_put_int(&query, now_ms);
	query_put_id(&query, replaced_by);
	return query_run(&query);
}

static int add_rest(struct store *store, int64_t number, const char *document, const char *subject,
		    int64_t now_ms, int64_t *ret_number)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DELIVERY_REPLACE);

	query_put_int(&query, number);
	query_put_int(&query, now_ms);
	query_put_text(&query, subject);
	query_put_text(&query, document);
	return query_insert(&query, ret_number);
}

static int require_open(struct store *store, int64_t number)
{
	enum delivery_state state;
	bool is_open;
	int r = deliveries_state(store, number, &state, &is_open);

	if (r != 0)
		return r;
	return is_open ? 0 : refuse(store, number);
}

int store_replace_delivery(struct store *store, int64_t number, const char *document,
			   const char *subject, const int64_t *notice_ids, size_t notice_count,
			   const char *reason, int64_t now_ms, int64_t *ret_number)
{
	struct scope scope;
	int64_t replaced_by = 0;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = require_open(store, number);
	if (r == 0 && document != NULL) {
		r = add_rest(store, number, document, subject, now_ms, &replaced_by);
		if (r == 0)
			r = add_notices(store, replaced_by, notice_ids, notice_count);
	}
	if (r == 0)
		r = withdraw(store, number, reason, now_ms, replaced_by);
	r = scope_close(store, scope, r);
	if (r == 0)
		*ret_number = replaced_by;
	return r;
}
