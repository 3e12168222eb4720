#include "db/agreements.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/digest.h"
#include "db/internal.h"
#include "db/kin.h"
#include "db/query.h"
#include "db/reading.h"

/* The columns that an agreement has when it is added and when it is updated. */
static void put_fields(struct query *query, const struct agreement *agreement, int64_t register_id,
		       int64_t source_row)
{
	query_put_id(query, register_id);
	query_put_text(query, agreement->row);
	query_put_text(query, agreement->registration_number);
	query_put_text(query, agreement->type);
	query_put_text(query, agreement->type_raw);
	query_put_text(query, agreement->owner);
	query_put_text(query, agreement->last_day_raw);
	query_put_vague(query, agreement->signed_on);
	query_put_text(query, agreement_kind_name(agreement->kind));
	query_put_text(query, renewal_name(agreement->renewal));
	query_put_span(query, agreement->renews.every);
	query_put_int(query, agreement->renews.times);
	query_put_span(query, agreement->notice);
	query_put_text(query, agreement_state_name(agreement->state));
	query_put_text(query, agreement->link);
	query_put_text(query, agreement->note);
	query_put_int(query, kin_of(agreement));
	query_put_int(query, digest_of(agreement));
	query_put_id(query, source_row);
}

static int add_partner(struct store *store, int64_t id, size_t seq, const struct partner *partner)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PARTNER_ADD);

	query_put_int(&query, id);
	query_put_int(&query, (int64_t)seq);
	query_put_text(&query, partner->name);
	query_put_text(&query, partner->city);
	query_put_text(&query, partner->country);
	query_put_text(&query, partner->country_raw);
	return query_run(&query);
}

static int add_term(struct store *store, int64_t id, size_t seq, const struct term *term)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_TERM_ADD);

	query_put_int(&query, id);
	query_put_int(&query, (int64_t)seq);
	query_put_text(&query, term_kind_name(term->kind));
	query_put_vague(&query, term->start);
	query_put_span(&query, term->length);
	query_put_vague(&query, term->last_day);
	query_put_day(&query, term->known_on);
	query_put_day(&query, term->seen_on);
	return query_run(&query);
}

static bool is_unchanged(const struct term *a, const struct term *b)
{
	return vague_equal(a->start, b->start) && vague_equal(a->last_day, b->last_day) &&
	       a->length.n == b->length.n && (a->length.n == 0 || a->length.unit == b->length.unit);
}

/* old: the agreement as it was kept, or NULL. */
static int add_terms(struct store *store, int64_t id, const struct agreement *agreement,
		     const struct agreement *old)
{
	int r = 0;

	for (size_t i = 0; i < agreement->term_count && r == 0; i++) {
		struct term term = agreement->terms[i];

		term.seen_on = DAY_NONE;
		if (old != NULL && i < old->term_count && is_unchanged(&term, &old->terms[i])) {
			term.known_on = old->terms[i].known_on;
			term.seen_on = old->terms[i].seen_on;
		}
		r = add_term(store, id, i, &term);
	}
	return r;
}

static int add_partners(struct store *store, int64_t id, const struct agreement *agreement)
{
	int r = 0;

	for (size_t i = 0; i < agreement->partner_count && r == 0; i++)
		r = add_partner(store, id, i, &agreement->partners[i]);
	return r;
}

static int check_counts(struct store *store, const struct agreement *agreement)
{
	if (agreement->term_count == 0 || agreement->term_count > AGREEMENT_TERMS_MAX ||
	    agreement->partner_count > AGREEMENT_PARTNERS_MAX)
		return fault_set(store, -EINVAL, "an agreement with %zu terms and %zu partners",
				 agreement->term_count, agreement->partner_count);
	return 0;
}

/* In bulk work a row gets its ID before it is written; 0: the store gives it one. */
static int64_t next_id(struct store *store)
{
	return store->bulk == NULL ? 0 : ++store->bulk->last_agreement;
}

static int add_fields(struct store *store, const struct agreement *agreement, int64_t source_row,
		      int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_ADD);
	int64_t id = next_id(store);
	int64_t register_id;
	int r = store_register_id(store, agreement->register_name, &register_id);

	if (r != 0)
		return r;
	query_put_id(&query, id);
	put_fields(&query, agreement, register_id, source_row);
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

static int add_whole(struct store *store, const struct agreement *agreement, int64_t source_row,
		     const struct author *author, int64_t *ret_id)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *after = NULL;
	int64_t id;
	int r = source_row == 0 ? 0 : store_require_source(store, source_row);

	if (r == 0)
		r = add_fields(store, agreement, source_row, &id);
	if (r == 0)
		r = add_partners(store, id, agreement);
	if (r == 0)
		r = add_terms(store, id, agreement, /* old= */ NULL);
	if (r == 0)
		r = kin_add(store, id, agreement);
	/* Who added what an import adds follows from the import. */
	if (r == 0 && source_row == 0)
		r = audit_describe(store, id, &arena, &after);
	if (r == 0 && source_row == 0)
		r = audit_add(store, id, author, /* before= */ NULL, after);
	if (r == 0)
		*ret_id = id;
	return r;
}

int store_add_agreement(struct store *store, const struct agreement *agreement, int64_t source_row,
			const struct author *author, int64_t *ret_id)
{
	struct scope scope;
	int64_t id = 0;
	int r = check_counts(store, agreement);

	if (r == 0)
		r = scope_open(store, &scope);
	if (r != 0)
		return r;
	r = scope_close(store, scope, add_whole(store, agreement, source_row, author, &id));
	if (r == 0)
		*ret_id = id;
	return r;
}

static int update_fields(struct store *store, const struct agreement *agreement, int64_t source_row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_UPDATE);
	int64_t register_id;
	int r = store_register_id(store, agreement->register_name, &register_id);

	if (r != 0)
		return r;
	put_fields(&query, agreement, register_id, source_row);
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
	int r = update_fields(store, agreement, source_row);

	if (r == 0)
		r = clear(store, STATEMENT_PARTNER_CLEAR, agreement->id);
	if (r == 0)
		r = add_partners(store, agreement->id, agreement);
	if (r == 0)
		r = clear(store, STATEMENT_TERM_CLEAR, agreement->id);
	if (r == 0)
		r = add_terms(store, agreement->id, agreement, old);
	return r == 0 ? kin_change(store, old, agreement) : r;
}

static bool is_same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whether an update would change nothing but the number of its row. */
static bool says_same(const struct agreement *a, const struct agreement *b)
{
	return digest_of(a) == digest_of(b) && a->state == b->state &&
	       is_same_text(a->register_name, b->register_name);
}

/* source_row 0, digest 0: it stays. */
static int write_confirmed(struct store *store, int64_t id, int64_t source_row, const char *row,
			   int64_t digest)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_CONFIRM);
	int r;

	query_put_id(&query, source_row);
	query_put_text(&query, row);
	query_put_id(&query, digest);
	query_put_int(&query, id);
	r = query_run(&query);
	if (r == 0 && query_changes(&query) == 0)
		return store_require_agreement(store, id);
	return r;
}

static int confirm(struct store *store, int64_t id, int64_t source_row, const char *row,
		   int64_t digest)
{
	int r = 0;

	/* The statement looks at nothing that waits; only what was added just now may wait. */
	if (store->bulk != NULL && id > store->bulk->existing)
		r = bulk_prepare_for(store, STATEMENT_AGREEMENT_ONE);
	return r == 0 ? write_confirmed(store, id, source_row, row, digest) : r;
}

int store_confirm_agreement(struct store *store, int64_t id, int64_t source_row, const char *row)
{
	int r = store_require_source(store, source_row);

	return r == 0 ? confirm(store, id, source_row, row, /* digest= */ 0) : r;
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
	/* The digest too: a store of an older version has none yet. */
	return confirm(store, agreement->id, source_row, agreement->row, digest_of(agreement));
}

int store_update_agreement(struct store *store, const struct agreement *agreement,
			   int64_t source_row, struct day today, const struct author *author)
{
	struct scope scope;
	int r = check_counts(store, agreement);

	if (r == 0)
		r = scope_open(store, &scope);
	if (r != 0)
		return r;
	return scope_close(store, scope, update_whole(store, agreement, source_row, today, author));
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
