/* Changing agreements. */
#include <string.h>

#include "core/cleanup.h"
#include "db/agreements.h"
#include "db/bulk.h"
#include "db/checksum.h"
#include "db/kin.h"
#include "db/reading.h"
#include "db/writing.h"

static int update_fields(struct store *store, const struct agreement *agreement,
			 int64_t register_id, int64_t kin, int64_t source_row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_UPDATE);

	writing_fields(&query, agreement, register_id, kin, source_row);
	query_put_vague(&query, agreement->terminated_on);
	query_put_int(&query, agreement->id);
	return query_run(&query);
}

static int clear(struct store *store, enum statement statement, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	query_put_int(&query, id);
	return query_run(&query);
}

static int replace(struct store *store, const struct agreement *agreement,
		   const struct agreement *old, int64_t source_row)
{
	const struct kin_row before = kin_of(old, agreement->id);
	const struct kin_row after = kin_of(agreement, agreement->id);
	int64_t register_id;
	int r = store_register_id(store, agreement->register_name, &register_id);

	if (r == 0)
		r = update_fields(store, agreement, register_id, after.hash, source_row);

	if (r == 0)
		r = clear(store, STATEMENT_PARTNER_CLEAR, agreement->id);
	if (r == 0)
		r = writing_partners(store, agreement->id, agreement);
	if (r == 0)
		r = clear(store, STATEMENT_TERM_CLEAR, agreement->id);
	if (r == 0)
		r = writing_terms(store, agreement->id, agreement, old);
	if (r == 0)
		r = kin_change(store, &before, &after, agreement->registration_number);
	return r;
}

static bool is_same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whether an update would change nothing but the number of its row. */
static bool says_same(const struct agreement *a, const struct agreement *b)
{
	return checksum_of(a) == checksum_of(b) && a->state == b->state &&
	       vague_equal(a->terminated_on, b->terminated_on) &&
	       is_same_text(a->register_name, b->register_name);
}

/* source_row 0, checksum 0: it stays. */
static int write_confirmed(struct store *store, int64_t id, int64_t source_row, const char *row,
			   int64_t checksum)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_CONFIRM);
	int r;

	query_put_id(&query, source_row);
	query_put_text(&query, row);
	query_put_id(&query, checksum);
	query_put_int(&query, id);
	r = query_run(&query);
	if (r == 0 && query_changes(&query) == 0)
		return store_require_agreement(store, id);
	return r;
}

static int confirm(struct store *store, int64_t id, int64_t source_row, const char *row,
		   int64_t checksum)
{
	int r = 0;

	/* The statement looks at nothing that waits; only what was added just now may wait. */
	if (store->bulk != NULL && id > store->bulk->existing)
		r = bulk_prepare_for(store, STATEMENT_AGREEMENT_ONE);
	return r == 0 ? write_confirmed(store, id, source_row, row, checksum) : r;
}

int store_confirm_agreement(struct store *store, int64_t id, int64_t source_row, const char *row)
{
	int r = store_require_source(store, source_row);

	return r == 0 ? confirm(store, id, source_row, row, /* checksum= */ 0) : r;
}

static int replace_audited(struct store *store, const struct agreement *agreement,
			   const struct agreement *old, int64_t source_row, struct day today,
			   const struct author *author)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *before = NULL;
	const char *after = NULL;
	int r = audit_describe(store, agreement->id, &arena, &before);

	if (r == 0)
		r = replace(store, agreement, old, source_row);
	if (r == 0)
		r = audit_describe(store, agreement->id, &arena, &after);
	if (r == 0)
		r = store_set_next(store, agreement->id, today);
	return r == 0 ? audit_add(store, agreement->id, author, before, after) : r;
}

static int update_whole(struct store *store, const struct agreement *agreement, int64_t source_row,
			struct day today, const struct author *author)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(reading_done) struct reading reading = {0};
	struct reading_row old;
	int r = reading_one(&reading, store, agreement->id, &arena, &old);

	if (r == 0 && source_row != 0)
		r = store_require_source(store, source_row);
	if (r != 0)
		return r;
	if (!says_same(&old.agreement, agreement))
		return replace_audited(store, agreement, &old.agreement, source_row, today, author);
	/* The checksum too: a store of an older version has none yet. */
	return confirm(store, agreement->id, source_row, agreement->row, checksum_of(agreement));
}

int store_update_agreement(struct store *store, const struct agreement *agreement,
			   int64_t source_row, struct day today, const struct author *author)
{
	struct scope scope;
	int r = writing_check(store, agreement);

	if (r == 0)
		r = scope_open(store, &scope);
	if (r != 0)
		return r;
	return scope_close(store, scope, update_whole(store, agreement, source_row, today, author));
}
