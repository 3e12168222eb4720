#include "db/agreements.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/kin.h"
#include "db/query.h"
#include "db/writing.h"

/* In bulk work a row gets its ID before it is written; 0: the store gives it one. */
static int64_t next_id(struct store *store)
{
	return store->bulk == NULL ? 0 : ++store->bulk->last_agreement;
}

static int add_fields(struct store *store, const struct agreement *agreement, int64_t register_id,
		      int64_t source_row, int64_t kin, int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_ADD);
	int64_t id = next_id(store);
	int r;

	query_put_id(&query, id);
	writing_fields(&query, agreement, register_id, kin, source_row);
	query_put_id(&query, source_row_import(source_row));
	query_put_day(&query, agreement->known_on);
	query_put_day(&query, agreement->known_on); /* next_on */
	if (id == 0)
		return query_insert(&query, ret_id);
	r = query_run(&query);
	if (r == 0)
		*ret_id = id;
	return r;
}

/* Who added what an import adds follows from the import; of others the audit says it. */
static int add_audited(struct store *store, int64_t id, const struct author *author)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *after;
	int r = audit_describe(store, id, &arena, &after);

	return r == 0 ? audit_add(store, id, author, /* before= */ NULL, after) : r;
}

static int add_whole(struct store *store, const struct agreement *agreement, int64_t source_row,
		     const struct author *author, int64_t *ret_id)
{
	struct kin_row kin = kin_of(agreement, /* agreement_id= */ 0);
	int64_t register_id;
	int r = source_row == 0 ? 0 : store_require_source(store, source_row);

	if (r == 0)
		r = store_register_id(store, agreement->register_name, &register_id);
	if (r == 0)
		r = add_fields(store, agreement, register_id, source_row, kin.hash,
			       &kin.agreement_id);
	if (r == 0)
		r = writing_partners(store, kin.agreement_id, agreement);
	if (r == 0)
		r = writing_terms(store, kin.agreement_id, agreement, /* old= */ NULL);
	if (r == 0)
		r = kin_add(store, &kin, agreement->registration_number);
	if (r == 0 && source_row == 0)
		r = add_audited(store, kin.agreement_id, author);
	if (r == 0)
		*ret_id = kin.agreement_id;
	return r;
}

int store_add_agreement(struct store *store, const struct agreement *agreement, int64_t source_row,
			const struct author *author, int64_t *ret_id)
{
	struct scope scope;
	int64_t id = 0;
	int r = writing_check(store, agreement);

	if (r == 0)
		r = scope_open(store, &scope);
	if (r != 0)
		return r;
	r = scope_close(store, scope, add_whole(store, agreement, source_row, author, &id));
	if (r == 0)
		*ret_id = id;
	return r;
}

int store_require_agreement(struct store *store, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_EXISTS);
	int r;

	query_put_int(&query, id);
	r = query_one(&query);
	if (r == STORE_NOT_FOUND)
		return fault_set(store, r, "there is no agreement %" PRId64, id);
	return r;
}

int store_set_next(struct store *store, int64_t id, struct day next_on)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_SET_NEXT);
	int r;

	query_put_day(&query, next_on);
	query_put_int(&query, id);
	r = query_run(&query);
	if (r == 0 && query_changes(&query) == 0)
		return store_require_agreement(store, id);
	return r;
}

int store_mark_seen(struct store *store, int64_t id, struct day today)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_TERM_SEEN);

	query_put_day(&query, today);
	query_put_int(&query, id);
	return query_run(&query);
}

int agreement_last(struct store *store, int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_LAST);
	int r = query_one(&query);

	if (r == 0)
		*ret_id = query_get_int(&query);
	return r;
}

int store_count(struct store *store, int64_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_COUNT);
	int r = query_one(&query);

	if (r == 0)
		*ret_count = query_get_int(&query);
	return r;
}
