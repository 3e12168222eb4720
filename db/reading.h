/*
 * Reading agreements with their partners, terms, ledger lines and responses: five queries that
 * advance together by agreement ID.
 */
#ifndef RENEWD_DB_READING_H
#define RENEWD_DB_READING_H

#include "core/agreement.h"
#include "core/arena.h"
#include "core/plan.h"
#include "db/list.h"
#include "db/query.h"

/* Rows of a table that belong to agreements, in order of agreement ID. */
struct children {
	struct query query;
	int64_t owner;	   /* agreement that the query's row belongs to; INT64_MAX after the last */
	struct list items; /* of the present agreement */
};

enum child { CHILD_PARTNER, CHILD_TERM, CHILD_SETTLED, CHILD_RESPONSE };
#define CHILDREN 4

/* Zero is a reading that was not begun. */
struct reading {
	struct query agreements;
	struct children children[CHILDREN];
};

/*
 * An agreement as it was read. Strings are in the arena that the reader was given, arrays are the
 * reading's until the next one.
 */
struct reading_row {
	struct agreement agreement;
	struct history history;
	struct day next_on;
};

/*
 * Begins to read all agreements by ID; reading_next() gives QUERY_ROW for each, then 0. It resets
 * the arena for each.
 */
int reading_begin(struct reading *reading, struct store *store);
int reading_next(struct reading *reading, struct arena *arena, struct reading_row *ret_row);

/*
 * Reads one agreement; STORE_NOT_FOUND. No query stays open. A reading may be used for one after
 * the other, not together with reading_begin().
 */
int reading_one(struct reading *reading, struct store *store, int64_t id, struct arena *arena,
		struct reading_row *ret_row);

void reading_done(struct reading *reading);

/* Takes the first columns of a row out: of the ledger up to level, of a response up to made_on. */
struct settled reading_settled(struct query *query);
struct response reading_response(struct query *query);

#endif
