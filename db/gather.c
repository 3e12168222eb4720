#include "db/gather.h"

#include <errno.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"

/* ---- the digest ------------------------------------------------------------------------------ */

static const char digest_made[] = "digest_on";

int store_digest_made(struct store *store, struct day day)
{
	return store_set_number(store, digest_made, day.n);
}

int store_last_digest(struct store *store, struct day *ret_day)
{
	int64_t number;
	int r = store_get_number(store, digest_made, &number);

	if (r != 0 && r != STORE_NOT_FOUND)
		return r;
	*ret_day = r == 0 ? (struct day){(int32_t)number} : DAY_NONE;
	return 0;
}

struct gathering {
	struct run *run;
	const struct plan_rules *rules;
	struct day since;
	bool is_settled;
	struct agreement_plan plan;
	struct arena arena;
};

static void gathering_done(struct gathering *gathering)
{
	agreement_plan_done(&gathering->plan);
	arena_done(&gathering->arena);
}

/* The history with what a run of the day decides. */
static int look_ahead(struct gathering *gathering, const struct agreement *agreement,
		      const struct history *history, struct history *ret_history)
{
	struct day today = gathering->run->today;
	int r = plan_agreement(agreement, history, gathering->rules, today, &gathering->plan);

	arena_reset(&gathering->arena);
	return r < 0 ? r
		     : plan_settle(history, &gathering->plan, today, &gathering->arena,
				   ret_history);
}

static int add(void *context, const struct agreement *agreement, const struct history *history,
	       struct day next_on)
{
	struct gathering *gathering = context;
	struct history settled = *history;
	int r = 0;

	(void)next_on;
	if (!gathering->is_settled)
		r = look_ahead(gathering, agreement, history, &settled);
	return r < 0 ? r
		     : run_add_digest(gathering->run, agreement, &settled, gathering->rules,
				      gathering->since);
}

int store_gather_digest(struct store *store, struct run *run,
			const struct digest_schedule *schedule, const struct plan_rules *rules,
			bool is_settled, struct day *ret_day)
{
	CLEANUP(gathering_done)
	struct gathering gathering = {.run = run, .rules = rules, .is_settled = is_settled};
	struct day last, day;
	int r = store_last_digest(store, &last);

	if (r != 0)
		return r;
	*ret_day = DAY_NONE;
	if (!digest_is_due(schedule, &rules->calendar, last, run->today, &day, &gathering.since))
		return 0;
	r = store_each(store, add, &gathering);
	if (r != 0)
		return r;
	run->digest = schedule;
	run->digest_since = gathering.since;
	*ret_day = day;
	return 0;
}

/* ---- problems -------------------------------------------------------------------------------- */

int store_gather_problems(struct store *store, bool only_untold, size_t limit, struct arena *arena,
			  struct run_problems *ret_problems)
{
	struct store_problem *found;
	struct run_problem *items;
	size_t count;
	int r = store_problems(store, /* agreement_id= */ 0, only_untold, limit, arena, &found,
			       &count);

	if (r != 0)
		return r;
	items = arena_take_array(arena, count, sizeof(*items));
	if (items == NULL)
		return fault_set(store, -ENOMEM, NULL);
	for (size_t i = 0; i < count; i++)
		items[i] = (struct run_problem){.id = found[i].id,
						.agreement_id = found[i].agreement_id,
						.register_name = found[i].register_name,
						.line = found[i].line,
						.code = found[i].code,
						.text = found[i].text,
						.partner = found[i].partner};
	*ret_problems = (struct run_problems){items, count, count};
	return 0;
}

static int read_unsettled(struct store *store, struct run *run)
{
	int64_t total;
	int r = store_gather_problems(store, /* only_untold= */ false, GATHER_UNSETTLED_MAX,
				      &run->arena, &run->unsettled);

	if (r == 0)
		r = store_problem_count(store, &total);
	if (r == 0)
		run->unsettled.total = (size_t)total;
	return r;
}

/* ---- what did not arrive --------------------------------------------------------------------- */

static void read_one(struct query *query, struct arena *arena, void *ret_item)
{
	struct run_undelivered *undelivered = ret_item;

	undelivered->channel = query_get_copy(query, arena);
	undelivered->recipient = query_get_copy(query, arena);
	undelivered->subject = query_get_copy(query, arena);
	undelivered->reason = query_get_copy(query, arena);
	undelivered->since = query_get_day(query);
	undelivered->is_given_up = query_get_bool(query);
}

static int read_undelivered(struct store *store, struct run *run)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_UNDELIVERED);
	void *items;
	size_t count;
	int r;

	query_put_day(&query, run->digest_since);
	r = query_all(&query, read_one, sizeof(struct run_undelivered), &run->arena, &items,
		      &count);
	if (r != 0)
		return r;
	run->undelivered = items;
	run->undelivered_total = count;
	run->undelivered_count = count > GATHER_UNDELIVERED_MAX ? GATHER_UNDELIVERED_MAX : count;
	return 0;
}

int store_gather(struct store *store, struct run *run)
{
	int r = store_read_doubts(store, run);

	if (r == 0)
		r = store_read_told(store, run);
	if (r == 0)
		r = store_gather_problems(store, /* only_untold= */ true, RUN_PROBLEMS_MAX,
					  &run->arena, &run->untold);
	if (r == 0 && run->digest != NULL)
		r = read_unsettled(store, run);
	if (r == 0 && run->digest != NULL)
		r = read_undelivered(store, run);
	return r;
}
