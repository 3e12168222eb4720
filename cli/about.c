#include "cli/about.h"

static bool fits(const struct open_deadline *open, const struct about_wish *wish)
{
	if (wish->by_kind && open->kind != wish->kind)
		return false;
	if (wish->response == RESPONSE_LAPSE)
		return open->kind == DEADLINE_END || open->kind == DEADLINE_NOTICE;
	return wish->response != RESPONSE_UNDECIDED || open->response.id != 0;
}

static bool is_notice_about(const struct settled *settled, const struct open_deadline *open)
{
	return settled->outcome == OUTCOME_NOTICE && settled->kind == open->kind &&
	       settled->step.kind != STEP_RENEWED &&
	       plan_is_correction(settled->deadline, open->deadline);
}

/* The ledger's number of the last notice about it; 0: nobody was told. */
static int64_t last_told(const struct open_deadline *open, const struct history *history)
{
	int64_t last = 0;

	for (size_t i = 0; i < history->settled_count; i++) {
		const struct settled *settled = &history->settled[i];

		if (is_notice_about(settled, open) && settled->number > last)
			last = settled->number;
	}
	return last;
}

int about_level(const struct open_deadline *open, const struct history *history)
{
	int level = 0;

	for (size_t i = 0; i < history->settled_count; i++) {
		const struct settled *settled = &history->settled[i];

		if (is_notice_about(settled, open) && settled->level > level)
			level = settled->level;
	}
	return level;
}

/* How well a deadline answers the question; larger is better, 0 is no answer. */
static int64_t rank(const struct open_deadline *open, const struct history *history,
		    const struct about_wish *wish)
{
	if (wish->response == RESPONSE_UNDECIDED)
		return open->response.id;
	if (day_is_none(open->first_told) || open->response.id != 0)
		return 0;
	return last_told(open, history);
}

/* Whether a is nearer to today than b: what is to come before what has passed. */
static bool is_nearer(struct day a, struct day b, struct day today)
{
	bool is_past_a = day_compare(a, today) < 0;
	bool is_past_b = day_compare(b, today) < 0;

	if (is_past_a != is_past_b)
		return is_past_b;
	return is_past_a ? day_compare(a, b) > 0 : day_compare(a, b) < 0;
}

const struct open_deadline *about_choose(const struct open_deadline *open, size_t count,
					 const struct history *history, struct day today,
					 const struct about_wish *wish)
{
	const struct open_deadline *best = NULL;
	int64_t best_rank = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t own;

		if (!fits(&open[i], wish))
			continue;
		own = rank(&open[i], history, wish);
		if (best != NULL && own < best_rank)
			continue;
		if (best != NULL && own == best_rank &&
		    !is_nearer(open[i].deadline, best->deadline, today))
			continue;
		best = &open[i];
		best_rank = own;
	}
	return best;
}
