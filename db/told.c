/* Who was told of a deadline, as far as the outbox knows. */
#include "core/cleanup.h"
#include "db/ledger.h"
#include "db/query.h"

static void read_told(struct query *query, struct arena *arena, void *ret_item)
{
	struct told *told = ret_item;

	told->address.channel = query_get_copy(query, arena);
	told->address.address = query_get_copy(query, arena);
	told->contact = query_get_copy(query, arena);
	told->name = query_get_copy(query, arena);
	told->on = query_get_day(query);
}

int store_told(struct store *store, int64_t agreement_id, const struct decision *decision,
	       struct arena *arena, struct told **ret_told, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_TOLD);
	/* Word of a new term goes to whoever was told of the one before, of whichever deadline. */
	bool is_renewed = decision->step.kind == STEP_RENEWED;
	void *items;
	int r;

	query_put_int(&query, agreement_id);
	query_put_text(&query, deadline_kind_name(decision->kind));
	query_put_int(&query, (int64_t)decision->deadline.n - PLAN_CORRECTION_DAYS);
	query_put_int(&query, (int64_t)decision->deadline.n + PLAN_CORRECTION_DAYS);
	query_put_int(&query, decision->term_seq);
	query_put_id(&query, is_renewed ? AGREEMENT_TERMS_MAX : 0);
	r = query_all(&query, read_told, sizeof(**ret_told), arena, &items, ret_count);
	if (r == 0)
		*ret_told = items;
	return r;
}

int store_read_told(struct store *store, struct run *run)
{
	int r = 0;

	for (size_t i = 0; i < run->entry_count && r == 0; i++) {
		struct run_entry *entry = &run->entries[i];
		struct told *told;

		if (!run_needs_told(entry))
			continue;
		r = store_told(store, entry->agreement->id, &entry->decision, &run->arena, &told,
			       &entry->told_count);
		if (r == 0)
			entry->told = told;
	}
	return r;
}
