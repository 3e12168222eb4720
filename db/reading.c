#include "db/reading.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"

static void read_partner(struct query *query, struct arena *arena, void *ret_item)
{
	struct partner *partner = ret_item;

	partner->name = query_get_copy(query, arena);
	partner->city = query_get_copy(query, arena);
	partner->country = query_get_copy(query, arena);
	partner->country_raw = query_get_copy(query, arena);
}

static void read_term(struct query *query, struct arena *arena, void *ret_item)
{
	struct term *term = ret_item;

	(void)arena;
	term->seq = query_get_small(query);
	if (!term_kind_parse(query_get_word(query), &term->kind))
		query_spoil(query, "kind of term");
	term->start = query_get_vague(query);
	term->length = query_get_span(query);
	term->last_day = query_get_vague(query);
	term->known_on = query_get_day(query);
	term->seen_on = query_get_day(query);
}

struct settled reading_settled(struct query *query)
{
	struct settled settled = {.number = query_get_int(query)};

	if (!deadline_kind_parse(query_get_word(query), &settled.kind))
		query_spoil(query, "kind of deadline");
	settled.deadline = query_get_day(query);
	settled.milestone = query_get_day(query);
	settled.term_seq = query_get_small(query);
	settled.step = query_get_step(query);
	if (!outcome_parse(query_get_word(query), &settled.outcome))
		query_spoil(query, "outcome");
	settled.on = query_get_day(query);
	settled.level = query_get_small(query);
	return settled;
}

struct response reading_response(struct query *query)
{
	struct response response = {.id = query_get_int(query)};

	if (!response_kind_parse(query_get_word(query), &response.kind))
		query_spoil(query, "kind of response");
	if (!deadline_kind_parse(query_get_word(query), &response.about))
		query_spoil(query, "kind of deadline");
	response.term_seq = query_get_small(query);
	response.deadline = query_get_day(query);
	response.until = query_get_day(query);
	response.on = query_get_day(query);
	return response;
}

static void read_settled(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	*(struct settled *)ret_item = reading_settled(query);
}

static void read_response(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	*(struct response *)ret_item = reading_response(query);
}

/* The first column of each statement is the agreement's ID. */
static const struct {
	query_read_row *read_row;
	size_t size;
	enum statement one;
	enum statement all;
} tables[CHILDREN] = {
	[CHILD_PARTNER] = {read_partner, sizeof(struct partner), STATEMENT_PARTNER_ONE,
			   STATEMENT_PARTNER_ALL},
	[CHILD_TERM] = {read_term, sizeof(struct term), STATEMENT_TERM_ONE, STATEMENT_TERM_ALL},
	[CHILD_SETTLED] = {read_settled, sizeof(struct settled), STATEMENT_LEDGER_ONE,
			   STATEMENT_LEDGER_ALL},
	[CHILD_RESPONSE] = {read_response, sizeof(struct response), STATEMENT_RESPONSE_ONE,
			    STATEMENT_RESPONSE_ALL},
};

static int advance(struct children *children)
{
	int r = query_next(&children->query);

	if (r == QUERY_ROW) {
		children->owner = query_get_int(&children->query);
		return 0;
	}
	children->owner = INT64_MAX;
	return r;
}

/* Collects the rows of the agreement id, and goes on to the first row of a later one. */
static int collect(struct reading *reading, enum child child, int64_t id, struct arena *arena)
{
	struct children *children = &reading->children[child];
	int r = 0;

	children->items.count = 0;
	while (children->owner < id && r == 0)
		r = advance(children);
	while (children->owner == id && r == 0) {
		void *item = list_add(&children->items, tables[child].size);

		if (item == NULL)
			return fault_set(children->query.store, -ENOMEM, NULL);
		tables[child].read_row(&children->query, arena, item);
		r = advance(children);
	}
	return r;
}

static void read_agreement(struct query *query, struct arena *arena, struct reading_row *ret_row)
{
	struct agreement *agreement = &ret_row->agreement;

	agreement->id = query_get_int(query);
	agreement->register_name = query_get_copy(query, arena);
	agreement->row = query_get_copy(query, arena);
	agreement->registration_number = query_get_copy(query, arena);
	agreement->type = query_get_copy(query, arena);
	agreement->type_raw = query_get_copy(query, arena);
	agreement->owner = query_get_copy(query, arena);
	agreement->last_day_raw = query_get_copy(query, arena);
	agreement->signed_on = query_get_vague(query);
	if (!agreement_kind_parse(query_get_word(query), &agreement->kind))
		query_spoil(query, "kind of agreement");
	if (!renewal_parse(query_get_word(query), &agreement->renewal))
		query_spoil(query, "renewal");
	agreement->renews.every = query_get_span(query);
	agreement->renews.times = query_get_small(query);
	agreement->notice = query_get_notice(query);
	if (!agreement_state_parse(query_get_word(query), &agreement->state))
		query_spoil(query, "state");
	agreement->terminated_on = query_get_vague(query);
	agreement->link = query_get_copy(query, arena);
	agreement->note = query_get_copy(query, arena);
	agreement->known_on = query_get_day(query);
	ret_row->next_on = query_get_day(query);
}

/* The agreement that its query has a row of, and what belongs to it. */
static int read_whole(struct reading *reading, struct arena *arena, struct reading_row *ret_row)
{
	struct reading_row row = {0};
	const struct children *children = reading->children;
	int r;

	read_agreement(&reading->agreements, arena, &row);
	r = query_failed(&reading->agreements);
	for (enum child child = 0; child < CHILDREN && r == 0; child++)
		r = collect(reading, child, row.agreement.id, arena);
	if (r == 0 && children[CHILD_TERM].items.count == 0) {
		query_spoil(&reading->agreements, "number of terms");
		r = query_failed(&reading->agreements);
	}
	if (r != 0)
		return r;
	row.agreement.partners = children[CHILD_PARTNER].items.items;
	row.agreement.partner_count = children[CHILD_PARTNER].items.count;
	row.agreement.terms = children[CHILD_TERM].items.items;
	row.agreement.term_count = children[CHILD_TERM].items.count;
	row.history = (struct history){
		.settled = children[CHILD_SETTLED].items.items,
		.settled_count = children[CHILD_SETTLED].items.count,
		.responses = children[CHILD_RESPONSE].items.items,
		.response_count = children[CHILD_RESPONSE].items.count,
	};
	*ret_row = row;
	return 0;
}

static void close_queries(struct reading *reading)
{
	query_close(&reading->agreements);
	for (enum child child = 0; child < CHILDREN; child++)
		query_close(&reading->children[child].query);
}

static void open_children(struct reading *reading, struct store *store, int64_t id)
{
	for (enum child child = 0; child < CHILDREN; child++) {
		struct children *children = &reading->children[child];

		children->query =
			query_open(store, id == 0 ? tables[child].all : tables[child].one);
		if (id != 0)
			query_put_int(&children->query, id);
		children->owner = 0;
	}
}

int reading_begin(struct reading *reading, struct store *store)
{
	reading->agreements = query_open(store, STATEMENT_AGREEMENT_ALL);
	if (query_failed(&reading->agreements) == 0)
		open_children(reading, store, /* id= */ 0);
	return query_failed(&reading->agreements);
}

int reading_next(struct reading *reading, struct arena *arena, struct reading_row *ret_row)
{
	int r = query_next(&reading->agreements);

	if (r == QUERY_ROW) {
		arena_reset(arena);
		r = read_whole(reading, arena, ret_row);
		if (r == 0)
			return QUERY_ROW;
	}
	return r;
}

int reading_one(struct reading *reading, struct store *store, int64_t id, struct arena *arena,
		struct reading_row *ret_row)
{
	int r;

	reading->agreements = query_open(store, STATEMENT_AGREEMENT_ONE);
	query_put_int(&reading->agreements, id);
	r = query_next(&reading->agreements);
	if (r == QUERY_ROW) {
		open_children(reading, store, id);
		r = read_whole(reading, arena, ret_row);
	} else if (r == 0) {
		r = fault_set(store, STORE_NOT_FOUND, "there is no agreement %" PRId64, id);
	}
	close_queries(reading);
	return r;
}

void reading_done(struct reading *reading)
{
	close_queries(reading);
	for (enum child child = 0; child < CHILDREN; child++)
		list_done(&reading->children[child].items);
}
