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
	if (x->signed_on != y->signed_on)
		return x->signed_on < y->signed_on ? -1 : 1;
	return (x->agreement_id > y->agreement_id) - (x->agreement_id < y->agreement_id);
}

static int write_row(struct store *store, const struct kin_row *row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_ADD);

	query_put_int(&query, row->hash);
	query_put_int(&query, row->signed_on);
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

/* A row of a hash at its place or behind it; NULL: there is none. */
static const struct kin_row *next_row(const struct kin_table *table, int64_t hash, size_t step)
{
	for (; step < STEPS_MAX; step++) {
		const struct kin_row *row = &table->rows[place_of(hash, step)];

		if (row->agreement_id == 0)
			return NULL;
		if (row->hash == hash)
			return row;
	}
	return NULL;
}

const struct kin_row *kin_table_next(const struct kin_table *table, int64_t hash,
				     const struct kin_row *last)
{
	size_t step = 0;

	if (table->count == 0)
		return NULL;
	if (last != NULL)
		step = (((size_t)(last - table->rows) - (size_t)hash) & (PLACES - 1)) + 1;
	return next_row(table, hash, step);
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

static struct kin_row row_of(const struct agreement *agreement, int64_t agreement_id)
{
	return (struct kin_row){kin_of(agreement), agreement_id, kin_signed(agreement->signed_on)};
}

int kin_add(struct store *store, int64_t agreement_id, const struct agreement *agreement)
{
	const struct kin_row row = row_of(agreement, agreement_id);
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
	query_put_int(&query, row->signed_on);
	query_put_int(&query, row->agreement_id);
	return query_run(&query);
}

int kin_change(struct store *store, const struct agreement *before, const struct agreement *after)
{
	const struct kin_row row = row_of(before, after->id);
	const struct kin_row changed = row_of(after, after->id);
	int r;

	if (store->bulk != NULL && after->registration_number != NULL)
		filter_add(&store->bulk->filter, kin_number_hash(after->registration_number));
	if (compare_rows(&row, &changed) == 0)
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

int kin_care_for_filter(struct store *store)
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
