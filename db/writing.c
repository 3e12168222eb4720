#include "db/writing.h"

#include <errno.h>

#include "core/cleanup.h"
#include "db/checksum.h"

int writing_check(struct store *store, const struct agreement *agreement)
{
	if (agreement->term_count == 0 || agreement->term_count > AGREEMENT_TERMS_MAX ||
	    agreement->partner_count > AGREEMENT_PARTNERS_MAX)
		return fault_set(store, -EINVAL, "an agreement with %zu terms and %zu partners",
				 agreement->term_count, agreement->partner_count);
	return 0;
}

void writing_fields(struct query *query, const struct agreement *agreement, int64_t register_id,
		    int64_t kin, int64_t source_row)
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
	query_put_notice(query, agreement->notice);
	query_put_text(query, agreement_state_name(agreement->state));
	query_put_text(query, agreement->link);
	query_put_text(query, agreement->note);
	query_put_int(query, kin);
	query_put_int(query, checksum_of(agreement));
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

/* Notice that is given, or taken back, moves the end of the current term: no run has seen that. */
static bool ends_as_before(const struct agreement *agreement, const struct agreement *old, size_t i)
{
	return i + 1 < agreement->term_count ||
	       vague_equal(agreement->terminated_on, old->terminated_on);
}

int writing_terms(struct store *store, int64_t id, const struct agreement *agreement,
		  const struct agreement *old)
{
	int r = 0;

	for (size_t i = 0; i < agreement->term_count && r == 0; i++) {
		struct term term = agreement->terms[i];

		term.seen_on = DAY_NONE;
		if (old != NULL && i < old->term_count && is_unchanged(&term, &old->terms[i])) {
			term.known_on = old->terms[i].known_on;
			if (ends_as_before(agreement, old, i))
				term.seen_on = old->terms[i].seen_on;
		}
		r = add_term(store, id, i, &term);
	}
	return r;
}

int writing_partners(struct store *store, int64_t id, const struct agreement *agreement)
{
	int r = 0;

	for (size_t i = 0; i < agreement->partner_count && r == 0; i++)
		r = add_partner(store, id, i, &agreement->partners[i]);
	return r;
}
