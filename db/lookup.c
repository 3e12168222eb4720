/* Finding and reading single agreements. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/agreements.h"
#include "db/internal.h"
#include "db/reading.h"

static int copy_out(struct store *store, struct arena *arena, const void *items, size_t count,
		    size_t size, void **ret_copy)
{
	void *copy = arena_take_array(arena, count, size);

	if (copy == NULL)
		return fault_set(store, -ENOMEM, NULL);
	if (count > 0)
		memcpy(copy, items, count * size);
	*ret_copy = copy;
	return 0;
}

int store_agreement(struct store *store, int64_t id, struct arena *arena,
		    struct agreement *ret_agreement)
{
	CLEANUP(reading_done) struct reading reading = {0};
	struct reading_row row;
	void *partners = NULL;
	void *terms = NULL;
	int r = reading_one(&reading, store, id, arena, &row);

	if (r == 0)
		r = copy_out(store, arena, row.agreement.partners, row.agreement.partner_count,
			     sizeof(*row.agreement.partners), &partners);
	if (r == 0)
		r = copy_out(store, arena, row.agreement.terms, row.agreement.term_count,
			     sizeof(*row.agreement.terms), &terms);
	if (r != 0)
		return r;
	*ret_agreement = row.agreement;
	ret_agreement->partners = partners;
	ret_agreement->terms = terms;
	return 0;
}

static void read_settled(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	(void)query_get_int(query); /* the agreement's ID */
	*(struct settled *)ret_item = reading_settled(query);
}

static void read_response(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	(void)query_get_int(query); /* the agreement's ID */
	*(struct response *)ret_item = reading_response(query);
}

static int list_of(struct store *store, enum statement statement, int64_t id,
		   query_read_row *read_row, size_t size, struct arena *arena, void **ret_items,
		   size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	query_put_int(&query, id);
	return query_all(&query, read_row, size, arena, ret_items, ret_count);
}

int store_history(struct store *store, int64_t id, struct arena *arena, struct history *ret_history)
{
	struct history history;
	void *settled, *responses;
	int r = list_of(store, STATEMENT_LEDGER_ONE, id, read_settled, sizeof(struct settled),
			arena, &settled, &history.settled_count);

	if (r == 0)
		r = list_of(store, STATEMENT_RESPONSE_ONE, id, read_response,
			    sizeof(struct response), arena, &responses, &history.response_count);
	if (r != 0)
		return r;
	history.settled = settled;
	history.responses = responses;
	*ret_history = history;
	return 0;
}

/* The ID that a query finds: *ret_id is 0 without a row, STORE_CONFLICT with several. */
static int only_one(struct query *query, int64_t *ret_id)
{
	int64_t id = 0;
	int r = query_next(query);

	if (r == QUERY_ROW) {
		id = query_get_int(query);
		r = query_next(query);
		if (r == QUERY_ROW)
			return fault_set(query->store, STORE_CONFLICT,
					 "several agreements answer to that");
	}
	if (r == 0)
		*ret_id = id;
	return r;
}

static bool is_number(const char *word)
{
	return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static int find_registration(struct store *store, const char *number, int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_FIND);
	int64_t id = 0;
	int r;

	query_put_text(&query, number);
	r = only_one(&query, &id);
	if (r == STORE_CONFLICT)
		return fault_set(store, r, "several agreements have the registration number %s",
				 number);
	if (r == 0 && id == 0)
		return fault_set(store, STORE_NOT_FOUND,
				 "no agreement has the ID or registration number %s", number);
	if (r == 0)
		*ret_id = id;
	return r;
}

int store_find(struct store *store, const char *word, int64_t *ret_id)
{
	int64_t id;
	int r;

	if (!is_number(word))
		return find_registration(store, word, ret_id);
	errno = 0;
	id = strtoll(word, NULL, 10);
	if (errno != 0)
		return fault_set(store, STORE_NOT_FOUND, "there is no agreement %s", word);
	r = store_require_agreement(store, id);
	if (r == 0)
		*ret_id = id;
	return r;
}
