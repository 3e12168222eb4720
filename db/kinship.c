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
#include "db/checksum.h"
#include "db/kin.h"
#include "db/list.h"
#include "db/query.h"

/* ---- rows that wait ----------------------------------------------------------------------- */

/*
 * A row's place is its hash by its highest bits, or one of the next few; so the rows of the table
 * are nearly in order as they stand. The places behind the last one are for its next ones.
 */
#define PLACE_BITS 19
#define PLACES	   ((size_t)1 << PLACE_BITS)
#define ROWS_MAX   (PLACES / 2)
#define STEPS_MAX  256

static size_t place_of(int64_t hash)
{
	/* From the lowest number to the highest, as SQLite orders them. */
	return (size_t)(((uint64_t)hash ^ (uint64_t)INT64_MIN) >> (64 - PLACE_BITS));
}

static int compare_rows(const struct kin_row *x, const struct kin_row *y)
{
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

/* Moves the rows to the beginning, in order: each is near its place already. Gives their number. */
static size_t sort_rows(struct kin_row *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < PLACES + STEPS_MAX; i++) {
		const struct kin_row row = rows[i];
		size_t at;

		if (row.agreement_id == 0)
			continue;
		for (at = count++; at > 0 && compare_rows(&row, &rows[at - 1]) < 0; at--)
			rows[at] = rows[at - 1];
		rows[at] = row;
	}
	return count;
}

int kin_table_write(struct store *store, struct kin_table *table)
{
	size_t count;
	int r = 0;

	if (table->count == 0)
		return 0;
	count = sort_rows(table->rows);
	for (size_t i = 0; i < count && r == 0; i++)
		r = write_row(store, &table->rows[i]);
	memset(table->rows, 0, (PLACES + STEPS_MAX) * sizeof(*table->rows));
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
		struct kin_row *place = &table->rows[place_of(row->hash) + step];

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
		const struct kin_row *row = &table->rows[place_of(hash) + step];

		if (row->agreement_id == 0)
			return NULL;
		if (row->hash == hash)
			return row;
	}
	return NULL;
}

void kin_table_expect(const struct kin_table *table, int64_t hash)
{
	if (table->rows != NULL)
		__builtin_prefetch(&table->rows[place_of(hash)], /* for writing */ 1);
}

const struct kin_row *kin_table_next(const struct kin_table *table, int64_t hash,
				     const struct kin_row *last)
{
	size_t step = 0;

	if (table->count == 0)
		return NULL;
	if (last != NULL)
		step = (size_t)(last - table->rows) - place_of(hash) + 1;
	return next_row(table, hash, step);
}

static int keep_row(struct store *store, struct kin_table *table, const struct kin_row *row)
{
	int r = 0;

	if (table->rows == NULL)
		table->rows = calloc(PLACES + STEPS_MAX, sizeof(*table->rows));
	if (table->rows == NULL)
		return fault_set(store, -ENOMEM, NULL);
	if (table->count < ROWS_MAX && put_row(table, row))
		return 0;
	r = kin_table_write(store, table);
	if (r == 0)
		(void)put_row(table, row); /* it is empty */
	return r;
}

int kin_add(struct store *store, const struct kin_row *row, const char *number)
{
	struct bulk *bulk = store->bulk;

	if (bulk == NULL)
		return write_row(store, row);
	filter_add(&bulk->filter, (uint64_t)row->hash);
	if (number != NULL)
		filter_add(&bulk->filter, kin_number_hash(number));
	return keep_row(store, &bulk->kin, row);
}

static int drop_row(struct store *store, const struct kin_row *row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_DROP);

	query_put_int(&query, row->hash);
	query_put_int(&query, row->signed_on);
	query_put_int(&query, row->agreement_id);
	return query_run(&query);
}

int kin_change(struct store *store, const struct kin_row *before, const struct kin_row *after,
	       const char *number)
{
	int r;

	if (store->bulk != NULL && number != NULL)
		filter_add(&store->bulk->filter, kin_number_hash(number));
	if (compare_rows(before, after) == 0)
		return 0;
	r = drop_row(store, before);
	return r == 0 ? kin_add(store, after, number) : r;
}

/* ---- the filter --------------------------------------------------------------------------- */

static int add_hashes(struct store *store, struct filter *filter)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_KIN_ALL);
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
