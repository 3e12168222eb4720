/*
 * Kin in the store: the table kin says which agreements have a hash (db/kin.h). Hashes come in no
 * order, and the place of each is another page of the table; so in bulk work its rows wait in a
 * hash table until there are many, and are written in order.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/digest.h"
#include "db/kin.h"
#include "db/list.h"
#include "db/query.h"

/* ---- rows that wait ----------------------------------------------------------------------- */

#define PLACES	  (1u << 18) /* a power of 2 */
#define ROWS_MAX  (PLACES / 2)
#define STEPS_MAX 256 /* so far from where it belongs a row stands at the most */

static size_t place_of(int64_t hash, size_t step)
{
	return ((size_t)hash + step) & (PLACES - 1);
}

static int compare_rows(const void *a, const void *b)
{
	const struct kin_row *x = a;
	const struct kin_row *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->agreement_id > y->agreement_id) - (x->agreement_id < y->agreement_id);
}

static int write_row(struct store *store, const struct kin_row *row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_ADD);

	query_put_int(&query, row->hash);
	query_put_int(&query, row->agreement_id);
	return query_run(&query);
}

int kin_table_write(struct store *store, struct kin_table *table)
{
	size_t count = 0;
	int r = 0;

	if (table->count == 0)
		return 0;
	for (size_t i = 0; i < PLACES; i++) {
		if (table->rows[i].agreement_id != 0)
			table->rows[count++] = table->rows[i];
	}
	qsort(table->rows, count, sizeof(*table->rows), compare_rows);
	for (size_t i = 0; i < count && r == 0; i++)
		r = write_row(store, &table->rows[i]);
	memset(table->rows, 0, PLACES * sizeof(*table->rows));
	table->count = 0;
	return r;
}

void kin_table_done(struct kin_table *table)
{
	free(table->rows);
	*table = (struct kin_table){0};
}

/* Puts a row into its place. False when it would stand too far from it. */
static bool put_row(struct kin_table *table, const struct kin_row *row)
{
	for (size_t step = 0; step < STEPS_MAX; step++) {
		struct kin_row *place = &table->rows[place_of(row->hash, step)];

		if (place->agreement_id != 0)
			continue;
		*place = *row;
		table->count++;
		return true;
	}
	return false;
}

static int keep_row(struct store *store, struct kin_table *table, const struct kin_row *row)
{
	int r = 0;

	if (table->rows == NULL)
		table->rows = calloc(PLACES, sizeof(*table->rows));
	if (table->rows == NULL)
		return fault_set(store, -ENOMEM, NULL);
	if (table->count < ROWS_MAX && put_row(table, row))
		return 0;
	r = kin_table_write(store, table);
	if (r == 0)
		(void)put_row(table, row); /* it is empty */
	return r;
}

int kin_add(struct store *store, int64_t agreement_id, const struct agreement *agreement)
{
	const struct kin_row row = {kin_of(agreement), agreement_id};
	struct bulk *bulk = store->bulk;

	if (bulk == NULL)
		return write_row(store, &row);
	filter_add(&bulk->filter, (uint64_t)row.hash);
	if (agreement->registration_number != NULL)
		filter_add(&bulk->filter, kin_number_hash(agreement->registration_number));
	return keep_row(store, &bulk->kin, &row);
}

static int drop_row(struct store *store, const struct kin_row *row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_DROP);

	query_put_int(&query, row->hash);
	query_put_int(&query, row->agreement_id);
	return query_run(&query);
}

int kin_change(struct store *store, const struct agreement *before, const struct agreement *after)
{
	const struct kin_row row = {kin_of(before), after->id};
	int r;

	if (store->bulk != NULL && after->registration_number != NULL)
		filter_add(&store->bulk->filter, kin_number_hash(after->registration_number));
	if (row.hash == kin_of(after))
		return 0;
	r = drop_row(store, &row);
	return r == 0 ? kin_add(store, after->id, after) : r;
}

/* ---- the filter --------------------------------------------------------------------------- */

static int add_hashes(struct store *store, struct filter *filter)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_HASHES);
	int r;

	while ((r = query_next(&query)) == QUERY_ROW)
		filter_add(filter, (uint64_t)query_get_int(&query));
	return r;
}

static int add_numbers(struct store *store, struct filter *filter)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_NUMBERS);
	int r;

	while ((r = query_next(&query)) == QUERY_ROW)
		filter_add(filter, kin_number_hash(query_get_word(&query)));
	return r;
}

/* As long as less than this part of the agreements is new, they are not read for a filter. */
#define FILTER_WORTH 8

/* Makes the filter once so much is new that it is worth the reading of all there is. */
static int care_for_filter(struct store *store)
{
	struct bulk *bulk = store->bulk;
	int r;

	if (bulk->filter.words != NULL ||
	    (bulk->last_agreement - bulk->existing) * FILTER_WORTH < bulk->existing)
		return 0;
	r = filter_begin(&bulk->filter);
	if (r != 0)
		return fault_set(store, r, NULL);
	r = add_hashes(store, &bulk->filter);
	return r == 0 ? add_numbers(store, &bulk->filter) : r;
}

static bool may_have(const struct store *store, uint64_t hash)
{
	return store->bulk == NULL || filter_may_have(&store->bulk->filter, hash);
}

/* ---- searching ---------------------------------------------------------------------------- */

/* Who asks for kin, and what was found. */
struct search {
	const struct agreement *draft;
	int64_t kin;
	int64_t digest;
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

/* last: the last value of the statement, a limit or an ID. */
static int ask(struct store *store, enum statement statement, struct search *search, int64_t last)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);
	int r;

	query_put_text(&query, search->draft->registration_number);
	query_put_int(&query, search->kin);
	query_put_int(&query, search->digest);
	query_put_id(&query, search->register_id);
	query_put_int(&query, last);
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

static int search_number(struct store *store, struct search *search)
{
	const char *number = search->draft->registration_number;
	int r = 0;

	if (number == NULL || !may_have(store, kin_number_hash(number)))
		return 0;
	/* The statement looks at nothing that waits. */
	if (store->bulk != NULL && bulk_batch(store->bulk, STATEMENT_AGREEMENT_ADD)->count > 0)
		r = bulk_prepare_for(store, STATEMENT_AGREEMENT_ONE);
	return r == 0 ? ask(store, STATEMENT_KIN_BY_NUMBER, search, limit_of(search)) : r;
}

/* Kin whose rows wait. */
static int search_waiting(struct store *store, struct search *search)
{
	const struct kin_table *table = &store->bulk->kin;
	size_t count = 0;
	int r = 0;

	if (table->count == 0)
		return 0;
	for (size_t step = 0; step < STEPS_MAX && r == 0; step++) {
		const struct kin_row *row = &table->rows[place_of(search->kin, step)];

		if (row->agreement_id == 0 || (search->limit != 0 && count == search->limit))
			return 0;
		if (row->hash != search->kin)
			continue;
		r = ask(store, STATEMENT_KIN_ONE, search, row->agreement_id);
		count++;
	}
	return r;
}

static int search_facts(struct store *store, struct search *search)
{
	int r;

	if (!may_have(store, (uint64_t)search->kin))
		return 0;
	r = ask(store, STATEMENT_KIN_BY_FACTS, search, limit_of(search));
	return r == 0 && store->bulk != NULL ? search_waiting(store, search) : r;
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

int store_kin(struct store *store, const struct agreement *draft, int64_t import, size_t limit,
	      struct arena *arena, struct store_kin **ret_kin, size_t *ret_count)
{
	CLEANUP(search_done)
	struct search search = {.draft = draft,
				.kin = kin_of(draft),
				.digest = digest_of(draft),
				.import = import,
				.limit = limit,
				.arena = arena};
	int r = store_register_id(store, draft->register_name, &search.register_id);

	if (r == 0 && store->bulk != NULL)
		r = care_for_filter(store);
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
