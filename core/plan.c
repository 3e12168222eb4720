#include "core/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/milestones.h"
#include "core/names.h"
#include "core/plan_notice.h"
#include "core/plan_renewed.h"
#include "core/plan_series.h"
#include "core/planning.h"

static int plan_end(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_END];
	struct milestones milestones;
	int r;

	planning->last_day = renewal_last_day(&planning->renewal, planning->renewal.most);
	/* What was ended on purpose is no matter once it has. */
	milestones_of(&milestones, rule, &planning->policy->window,
		      /* with_after= */ !vague_is_known(planning->agreement->terminated_on),
		      &planning->rules->calendar, planning->last_day.reckoned);
	r = planning_consider_all(planning, &milestones);
	return r < 0 ? r : planning_tell_latest(planning, planning->last_day.reckoned);
}

/* The term that is current today, for the words of a review. */
static struct renewing renewing_now(const struct planning *planning)
{
	int32_t number = renewal_number_on(&planning->renewal, planning->today);

	if (!planning->renewal.is_tacit)
		return (struct renewing){0};
	return plan_renewing(&planning->renewal, number);
}

static int plan_kind(struct planning *planning, enum deadline_kind kind)
{
	static int (*const planners[])(struct planning *) = {
		[DEADLINE_END] = plan_end,
		[DEADLINE_NOTICE] = plan_notice,
		[DEADLINE_REVIEW] = plan_review,
		[DEADLINE_UNKNOWN] = plan_unknown,
	};

	if (!planning_begin_kind(planning, kind))
		return 0;
	planning->renewing =
		kind == DEADLINE_REVIEW ? renewing_now(planning) : (struct renewing){0};
	return planning->policy->rules[kind].state == RULE_OFF ? 0 : planners[kind](planning);
}

int plan_agreement(const struct agreement *agreement, const struct history *history,
		   const struct plan_rules *rules, struct day today, struct agreement_plan *plan)
{
	struct planning planning = planning_begin(agreement, history, rules, today);
	int r = 0;

	planning.plan = plan;
	plan->count = 0;
	plan->next = DAY_NONE;
	if (agreement->state != STATE_ACTIVE)
		return 0;
	for (int kind = 0; kind < DEADLINE_KINDS && r == 0; kind++)
		r = plan_kind(&planning, (enum deadline_kind)kind);
	if (r == 0)
		r = plan_renewed(&planning);
	if (r < 0)
		plan->count = 0;
	return r;
}

void agreement_plan_done(struct agreement_plan *plan)
{
	free(plan->items);
	*plan = (struct agreement_plan){0};
}

struct settled decision_settled(const struct decision *decision, int64_t number, struct day on)
{
	return (struct settled){
		.number = number,
		.kind = decision->kind,
		.term_seq = decision->term_seq,
		.deadline = decision->deadline,
		.milestone = decision->milestone,
		.step = decision->step,
		.outcome = decision->outcome,
		.on = on,
		.level = decision->level,
	};
}

static int64_t last_number(const struct history *history)
{
	int64_t last = 0;

	for (size_t i = 0; i < history->settled_count; i++) {
		if (history->settled[i].number > last)
			last = history->settled[i].number;
	}
	return last;
}

int plan_settle(const struct history *history, const struct agreement_plan *plan, struct day on,
		struct arena *arena, struct history *ret_history)
{
	size_t count = history->settled_count;
	int64_t number = last_number(history);
	struct settled *settled = arena_take_array(arena, count + plan->count, sizeof(*settled));

	if (settled == NULL)
		return -ENOMEM;
	if (count > 0)
		memcpy(settled, history->settled, count * sizeof(*settled));
	for (size_t i = 0; i < plan->count; i++)
		settled[count++] = decision_settled(&plan->items[i], ++number, on);
	*ret_history = *history;
	ret_history->settled = settled;
	ret_history->settled_count = count;
	return 0;
}

static const char *const outcome_names[] = {
	[OUTCOME_NOTICE] = "notice",
	[OUTCOME_SUPERSEDED] = "superseded",
	[OUTCOME_UNWATCHED] = "unwatched",
	[OUTCOME_ACKNOWLEDGED] = "acknowledged",
};

const char *outcome_name(enum outcome outcome)
{
	return outcome_names[outcome];
}

bool outcome_parse(const char *name, enum outcome *ret_outcome)
{
	unsigned int index;

	if (!names_find(NAMES(outcome_names), name, &index))
		return false;
	*ret_outcome = (enum outcome)index;
	return true;
}
