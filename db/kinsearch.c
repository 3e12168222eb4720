/* Looking for kin: which agreements a draft may be. */
#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/checksum.h"
#include "db/kin.h"
#include "db/list.h"
#include "db/query.h"

/* Who asks for kin, and what was found. */
struct search {
	const struct agreement *draft;
	struct kin_row kin; /* that the draft would have */
	uint64_t number;    /* the hash of its registration number */
	int64_t checksum;   /* 0: not worked out yet */
	int64_t register_id;
	int64_t import;
	size_t limit;
	struct arena *arena;
	struct list found; /* struct found, by ID */
};

struct found {
	struct store_kin kin;
	int64_t source_row;
};

static void search_done(struct search *search)
{
	list_done(&search->found);
}

static void read_found(struct query *query, const struct search *search, struct found *ret_found)
{
	struct store_kin *kin = &ret_found->kin;

	kin->id = query_get_int(query);
	kin->has_number = query_get_bool(query);
	kin->is_number_same = query_get_bool(query);
	kin->is_facts_same = query_get_bool(query);
	kin->is_same = query_get_bool(query);
	kin->row = query_get_copy(query, search->arena);
	kin->signed_on = query_get_vague(query);
	if (!agreement_state_parse(query_get_word(query), &kin->state))
		query_spoil(query, "state");
	ret_found->source_row = query_get_int(query);
	kin->is_taken = source_row_import(ret_found->source_row) == search->import;
}

/* Adds one in the order of IDs, unless it is there: both searches may find it. */
static int add_found(struct store *store, struct list *list, const struct found *found)
{
	struct found *items = list_add(list, sizeof(*items));
	size_t at = list->count;

	if (items == NULL)
		return fault_set(store, -ENOMEM, NULL);
	items = list->items;
	for (at--; at > 0 && items[at - 1].kin.id > found->kin.id; at--)
		;
	if (at > 0 && items[at - 1].kin.id == found->kin.id) {
		list->count--;
		return 0;
	}
	memmove(&items[at + 1], &items[at], (list->count - 1 - at) * sizeof(*items));
	items[at] = *found;
	return 0;
}

/* which: the fifth value of the statement, a limit or an ID. */
static int ask(struct store *store, enum statement statement, struct search *search, int64_t which)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);
	int r;

	/* Nobody is asked about most of the drafts that are new. */
	if (search->checksum == 0)
		search->checksum = checksum_of(search->draft);
	query_put_text(&query, search->draft->registration_number);
	query_put_int(&query, search->kin.hash);
	query_put_int(&query, search->checksum);
	query_put_id(&query, search->register_id);
	query_put_int(&query, which);
	if (statement == STATEMENT_KIN_BY_DATE)
		query_put_int(&query, search->kin.signed_on);
	while ((r = query_next(&query)) == QUERY_ROW) {
		struct found found = {0};

		read_found(&query, search, &found);
		r = query_failed(&query);
		if (r == 0)
			r = add_found(store, &search->found, &found);
		if (r != 0)
			return r;
	}
	return r;
}

static int64_t limit_of(const struct search *search)
{
	return search->limit == 0 || search->limit > INT64_MAX ? -1 : (int64_t)search->limit;
}

/* Whether what was found by number is the draft without any doubt. */
static bool is_settled(const struct search *search)
{
	const struct found *found = search->found.items;

	return search->found.count == 1 && found->kin.is_facts_same && !found->kin.is_taken;
}

/* Whether there may be an agreement with a hash of its number or of its kin. */
static bool may_have(const struct store *store, uint64_t hash)
{
	return store->bulk == NULL || filter_may_have(&store->bulk->filter, hash);
}

static int search_number(struct store *store, struct search *search)
{
	int r = 0;

	if (search->draft->registration_number == NULL || !may_have(store, search->number))
		return 0;
	/* The statement looks at nothing that waits. */
	if (store->bulk != NULL && bulk_batch(store->bulk, STATEMENT_AGREEMENT_ADD)->count > 0)
		r = bulk_prepare_for(store, STATEMENT_AGREEMENT_ONE);
	return r == 0 ? ask(store, STATEMENT_KIN_BY_NUMBER, search, limit_of(search)) : r;
}

/* Kin whose rows wait: those of the draft's signing date, or all. */
static int search_waiting(struct store *store, struct search *search, bool of_date)
{
	const struct kin_row *row = NULL;
	size_t count = 0;
	int r = 0;

	while (r == 0 && (search->limit == 0 || count < search->limit) &&
	       (row = kin_table_next(&store->bulk->kin, search->kin.hash, row)) != NULL) {
		if (of_date && row->signed_on != search->kin.signed_on)
			continue;
		r = ask(store, STATEMENT_KIN_ONE, search, row->agreement_id);
		count++;
	}
	return r;
}

static int search_facts(struct store *store, struct search *search)
{
	int r;

	if (!may_have(store, (uint64_t)search->kin.hash))
		return 0;
	r = ask(store, STATEMENT_KIN_BY_DATE, search, limit_of(search));
	if (r == 0)
		r = ask(store, STATEMENT_KIN_BY_FACTS, search, limit_of(search));
	if (r == 0 && store->bulk != NULL)
		r = search_waiting(store, search, /* of_date= */ true);
	if (r == 0 && store->bulk != NULL)
		r = search_waiting(store, search, /* of_date= */ false);
	return r;
}

/* ---- what is told ------------------------------------------------------------------------- */

static int read_line(struct store *store, struct found *found)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_LINE);
	int r;

	query_put_int(&query, found->source_row);
	r = query_next(&query);
	if (r == QUERY_ROW)
		found->kin.line = (unsigned int)query_get_small(&query);
	return r == QUERY_ROW ? query_failed(&query) : r;
}

static int read_lines(struct store *store, struct search *search)
{
	struct found *found = search->found.items;
	size_t count = search->found.count;
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++) {
		if (found[i].source_row != 0 && (count > 1 || found[i].kin.is_taken))
			r = read_line(store, &found[i]);
	}
	return r;
}

static int give(struct store *store, const struct search *search, struct store_kin **ret_kin)
{
	const struct found *found = search->found.items;
	struct store_kin *kin = arena_take_array(search->arena, search->found.count, sizeof(*kin));

	if (kin == NULL)
		return fault_set(store, -ENOMEM, NULL);
	for (size_t i = 0; i < search->found.count; i++)
		kin[i] = found[i].kin;
	*ret_kin = kin;
	return 0;
}

/* What is looked at stands in no order in much memory. */
static void expect(const struct bulk *bulk, const struct search *search)
{
	filter_expect(&bulk->filter, search->number);
	filter_expect(&bulk->filter, (uint64_t)search->kin.hash);
	kin_table_expect(&bulk->kin, search->kin.hash);
}

int store_kin(struct store *store, const struct agreement *draft, int64_t import, size_t limit,
	      struct arena *arena, struct store_kin **ret_kin, size_t *ret_count)
{
	CLEANUP(search_done)
	struct search search = {.draft = draft,
				.kin = kin_of(draft, /* agreement_id= */ 0),
				.import = import,
				.limit = limit,
				.arena = arena};
	int r;

	if (draft->registration_number != NULL)
		search.number = kin_number_hash(draft->registration_number);
	if (store->bulk != NULL)
		expect(store->bulk, &search);
	r = store_register_id(store, draft->register_name, &search.register_id);
	if (r == 0 && store->bulk != NULL)
		r = kin_care_for_filter(store);
	if (r == 0)
		r = search_number(store, &search);
	if (r == 0 && !is_settled(&search))
		r = search_facts(store, &search);
	if (r == 0)
		r = read_lines(store, &search);
	if (r == 0)
		r = give(store, &search, ret_kin);
	if (r == 0)
		*ret_count = search.found.count;
	return r;
}
