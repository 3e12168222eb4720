#include "db/ledger.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "core/names.h"
#include "core/policy.h"
#include "db/internal.h"
#include "db/query.h"
#include "db/reading.h"

static const char *const run_kind_names[] = {
	[RUN_SCHEDULED] = "scheduled",
	[RUN_CATCH_UP] = "catch-up",
	[RUN_REQUESTED] = "requested",
	[RUN_GAP] = "gap",
};

const char *run_kind_name(enum run_kind kind)
{
	return run_kind_names[kind];
}

static enum run_kind get_run_kind(struct query *query)
{
	unsigned int kind = RUN_SCHEDULED;

	if (!names_find(NAMES(run_kind_names), query_get_word(query), &kind))
		query_spoil(query, "kind of run");
	return (enum run_kind)kind;
}

int store_add_run(struct store *store, enum run_kind kind, struct day day, int64_t at_ms,
		  int64_t *ret_run)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_RUN_ADD);

	query_put_text(&query, run_kind_name(kind));
	query_put_day(&query, day);
	query_put_int(&query, at_ms);
	return query_insert(&query, ret_run);
}

int store_finish_run(struct store *store, int64_t run, int64_t planned, int64_t notices,
		     int64_t deliveries)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_RUN_FINISH);
	int r;

	query_put_int(&query, planned);
	query_put_int(&query, notices);
	query_put_int(&query, deliveries);
	query_put_int(&query, run);
	r = query_run(&query);
	if (r == 0 && query_changes(&query) == 0)
		return fault_set(store, STORE_NOT_FOUND, "there is no run %" PRId64, run);
	return r;
}

int store_last_run(struct store *store, struct run_record *ret_run)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_RUN_LAST);
	struct run_record run;
	int r = query_one(&query);

	if (r != 0)
		return r;
	run.id = query_get_int(&query);
	run.kind = get_run_kind(&query);
	run.day = query_get_day(&query);
	run.at_ms = query_get_int(&query);
	run.planned = query_get_int(&query);
	run.notices = query_get_int(&query);
	run.deliveries = query_get_int(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_run = run;
	return r;
}

/* The ledger's column: what may fall on the day of a milestone without being one. */
static int beside_of(struct step step)
{
	if (step.kind == STEP_ESCALATES)
		return 1;
	return step.kind == STEP_RENEWED ? 2 : 0;
}

int store_settle(struct store *store, int64_t run, int64_t agreement_id,
		 const struct decision *decision, int64_t *ret_notice_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_LEDGER_ADD);

	query_put_int(&query, agreement_id);
	query_put_text(&query, deadline_kind_name(decision->kind));
	query_put_day(&query, decision->deadline);
	query_put_day(&query, decision->milestone);
	query_put_int(&query, beside_of(decision->step));
	query_put_int(&query, decision->term_seq);
	query_put_step(&query, decision->step);
	query_put_text(&query, outcome_name(decision->outcome));
	query_put_int(&query, decision->level);
	query_put_day(&query, decision->latest);
	query_put_vague(&query, decision->given);
	query_put_day(&query, decision->sending_day);
	query_put_int(&query, decision->late_days);
	query_put_day(&query, decision->corrected_from);
	query_put_text(&query, decision->policy == NULL ? NULL : decision->policy->name);
	query_put_int(&query, run);
	return query_returned(&query, ret_notice_id);
}

static void read_line(struct query *query, struct arena *arena, void *ret_item)
{
	struct ledger_line *line = ret_item;

	line->settled = reading_settled(query);
	line->id = line->settled.number;
	line->latest = query_get_day(query);
	line->given = query_get_vague(query);
	line->sending_day = query_get_day(query);
	line->late_days = query_get_small(query);
	line->corrected_from = query_get_day(query);
	line->policy = query_get_copy(query, arena);
	line->at_ms = query_get_int(query);
}

int store_ledger(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct ledger_line **ret_lines, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_LEDGER_LINES);
	void *items;
	int r;

	query_put_int(&query, agreement_id);
	r = query_all(&query, read_line, sizeof(**ret_lines), arena, &items, ret_count);
	if (r == 0)
		*ret_lines = items;
	return r;
}

int store_get_number(struct store *store, const char *name, int64_t *ret_value)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_NUMBER_GET);
	int r;

	query_put_text(&query, name);
	r = query_one(&query);
	if (r == 0)
		*ret_value = query_get_int(&query);
	return r;
}

int store_set_number(struct store *store, const char *name, int64_t value)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_NUMBER_SET);

	query_put_text(&query, name);
	query_put_int(&query, value);
	return query_run(&query);
}
