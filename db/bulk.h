/*
 * Bulk work: what a transaction that adds very many rows keeps in memory. Rows wait in batches,
 * the index of kin is filled in order, and a filter answers most questions about what is new.
 * What is asked of the store in between sees all of it: query_open() writes first what the
 * statement may read.
 */
#ifndef RENEWD_DB_BULK_H
#define RENEWD_DB_BULK_H

#include "db/batch.h"
#include "db/filter.h"
#include "db/internal.h"
#include "db/kin.h"

/* Rows of the table kin that wait: a hash table. */
struct kin_table {
	struct kin_row *rows;
	size_t count;
};

#define BULK_BATCHES 5

struct bulk {
	struct batch batches[BULK_BATCHES];
	struct kin_table kin;
	struct filter filter;
	int64_t existing;	/* the highest ID of an agreement when it began */
	int64_t last_agreement; /* the highest ID now */
};

/* The batch that takes a statement's rows; NULL: it is carried out at once. */
struct batch *bulk_batch(struct bulk *bulk, enum statement statement);

/* Writes all rows that a statement may read. 0, or an error: then the transaction must be ended. */
int bulk_prepare_for(struct store *store, enum statement statement);

/* Takes in the row that was put into a batch. As bulk_prepare_for(). */
int bulk_end_row(struct store *store, struct batch *batch);

/* Leaves bulk work, after the transaction; what waits is lost. Does nothing without it. */
void bulk_leave(struct store *store);

/* Writes all rows of the table kin that wait. As bulk_prepare_for(). */
int kin_table_write(struct store *store, struct kin_table *table);

/* Says that a row of a hash will be asked for or added soon: its memory is fetched meanwhile. */
void kin_table_expect(const struct kin_table *table, int64_t hash);

/* The first row of a hash that waits, or the one after another; NULL: there is none. */
const struct kin_row *kin_table_next(const struct kin_table *table, int64_t hash,
				     const struct kin_row *last);
void kin_table_done(struct kin_table *table);

/*
 * Makes the filter once so much is new that it is worth the reading of all there is. 0, or an error
 * of the store.
 */
int kin_care_for_filter(struct store *store);

#endif
