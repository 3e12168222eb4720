#include "core/plan.h"

#include <stdlib.h>

#include "core/milestones.h"
#include "core/names.h"
#include "core/plan_notice.h"
#include "core/planning.h"

static int plan_end(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_END];
	struct milestones milestones;

	planning->last_day = renewal_last_day(&planning->renewal, planning->renewal.most);
	milestones_of(&milestones, rule, &planning->policy->window, /* with_after= */ true,
		      &planning->rules->calendar, planning->last_day.reckoned);
	return planning_consider_all(planning, &milestones);
}

/*
 * From when on deadlines of the series matter: from the latest about which something is settled,
 * and those before it which may be the same one corrected; from day, if that is later.
 */
static struct day series_from(const struct planning *planning, struct day day)
{
	for (size_t i = 0; i < planning->settled_count; i++) {
		const struct settled *settled = &planning->settled[i];

		if (settled->kind == planning->kind)
			day = day_later(day,
					day_add_days(settled->deadline, -PLAN_CORRECTION_DAYS));
	}
	return day;
}

static int plan_review(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_REVIEW];
	const struct agreement *agreement = planning->agreement;
	struct day known = day_later(agreement->known_on, planning->term->known_on);
	struct day origin =
		vague_reckon(agreement->signed_on, (struct vague){0}, planning->rules->dates.vague);
	struct day deadline = DAY_NONE;
	struct milestones milestones;
	int32_t times;

	if (day_is_none(origin))
		origin = known;
	times = milestones_first_times(origin, rule->every, 1, series_from(planning, known));
	for (;; times++) {
		struct day last = deadline;
		int r;

		deadline = span_after(origin, rule->every, times);
		if (day_compare(deadline, last) == 0)
			return 0; /* the end of the calendar */
		milestones_of(&milestones, rule, /* window= */ NULL, /* with_after= */ false,
			      &planning->rules->calendar, deadline);
		r = planning_consider_all(planning, &milestones);
		if (r < 0 || rule->every.n == 0 || milestones.count == 0 ||
		    day_compare(milestones.items[0].sending_day, planning->today) > 0)
			return r;
	}
}

static int plan_unknown(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_UNKNOWN];
	struct day deadline = planning->term->known_on;
	struct step step = {STEP_AFTER, rule->every, 0};
	struct day from = deadline, last = DAY_NONE;

	for (size_t i = 0; i < planning->settled_count; i++) {
		if (planning->settled[i].kind == DEADLINE_UNKNOWN &&
		    day_compare(planning->settled[i].deadline, deadline) == 0)
			from = day_later(from, planning->settled[i].milestone);
	}
	step.times = milestones_first_times(deadline, rule->every, 0, from);
	for (;; step.times++) {
		struct milestone milestone =
			milestone_of(step, &planning->rules->calendar, deadline);
		int r;

		if (day_compare(milestone.day, last) == 0)
			return 0; /* the end of the calendar */
		last = milestone.day;
		r = planning_consider(planning, &milestone);
		if (r < 0 || rule->every.n == 0 ||
		    day_compare(milestone.sending_day, planning->today) > 0)
			return r;
	}
}

static bool has_deadline(const struct agreement *agreement, const struct self_renewal *renewal,
			 enum deadline_kind kind)
{
	bool has_last_day = !day_is_none(renewal_last_day(renewal, 0).reckoned);

	switch (kind) {
	case DEADLINE_END:
		return has_last_day && !renewal->is_endless;
	case DEADLINE_NOTICE:
		return renewal->is_tacit && renewal->most > 0;
	case DEADLINE_REVIEW:
		return renewal->is_endless || (!has_last_day && agreement->kind == KIND_OPEN_ENDED);
	case DEADLINE_UNKNOWN:
		return !has_last_day && agreement->kind != KIND_OPEN_ENDED;
	}
	return false;
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
	int r;

	if (!has_deadline(planning->agreement, &planning->renewal, kind))
		return 0;
	planning->kind = kind;
	planning->policy = policy_for(&planning->rules->policies, planning->agreement, kind);
	planning->term_seq = planning->term->seq;
	planning->renewing =
		kind == DEADLINE_REVIEW ? renewing_now(planning) : (struct renewing){0};
	if (planning->policy->rules[kind].state == RULE_OFF)
		return 0;
	r = planners[kind](planning);
	if (r == 0)
		planning_tell_latest(planning);
	return r;
}

int plan_agreement(const struct agreement *agreement, const struct settled *settled,
		   size_t settled_count, const struct plan_rules *rules, struct day today,
		   struct agreement_plan *plan)
{
	struct planning planning = {
		.agreement = agreement,
		.settled = settled,
		.settled_count = settled_count,
		.rules = rules,
		.term = agreement_current_term(agreement),
		.renewal = renewal_of(agreement, &rules->dates),
		.today = today,
		.plan = plan,
	};

	plan->count = 0;
	plan->next = DAY_NONE;
	if (agreement->state != STATE_ACTIVE)
		return 0;
	for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
		int r = plan_kind(&planning, (enum deadline_kind)kind);

		if (r < 0) {
			plan->count = 0;
			return r;
		}
	}
	return 0;
}

void agreement_plan_done(struct agreement_plan *plan)
{
	free(plan->items);
	*plan = (struct agreement_plan){0};
}

static bool is_near(struct day a, struct day b)
{
	int32_t moved = day_diff(a, b);

	return moved >= -PLAN_CORRECTION_DAYS && moved <= PLAN_CORRECTION_DAYS;
}

bool plan_is_deadline(const struct agreement *agreement, const struct dates *dates,
		      enum deadline_kind kind, struct day deadline)
{
	struct self_renewal renewal = renewal_of(agreement, dates);
	int32_t number;

	if (agreement->state != STATE_ACTIVE || !has_deadline(agreement, &renewal, kind))
		return false;
	if (kind == DEADLINE_END)
		return is_near(renewal_last_day(&renewal, renewal.most).reckoned, deadline);
	if (kind != DEADLINE_NOTICE)
		return true;
	number = renewal_number_due(&renewal, day_add_days(deadline, -PLAN_CORRECTION_DAYS));
	return number < renewal.most && is_near(renewal_deadline(&renewal, number), deadline);
}

/* The first day on which a reminder of the end is due: the last term's. */
static struct day end_from(const struct agreement *agreement, const struct plan_rules *rules,
			   const struct last_day *last_day)
{
	const struct policy *policy = policy_for(&rules->policies, agreement, DEADLINE_END);
	struct milestones milestones;

	if (day_is_none(last_day->reckoned) || policy->rules[DEADLINE_END].state == RULE_OFF)
		return DAY_NONE;
	milestones_of(&milestones, &policy->rules[DEADLINE_END], &policy->window,
		      /* with_after= */ false, &rules->calendar, last_day->reckoned);
	return milestones.count == 0 ? DAY_NONE : milestones.items[0].sending_day;
}

struct day plan_ending_from(const struct agreement *agreement, const struct plan_rules *rules,
			    struct day today)
{
	struct self_renewal renewal = renewal_of(agreement, &rules->dates);
	struct last_day last_day;

	if (renewal.is_endless || renewal_number_on(&renewal, today) < renewal.most)
		return plan_notice_from(&renewal, rules, today);
	last_day = renewal_last_day(&renewal, renewal.most);
	return end_from(agreement, rules, &last_day);
}

static const char *const outcome_names[] = {
	[OUTCOME_NOTICE] = "notice",
	[OUTCOME_SUPERSEDED] = "superseded",
	[OUTCOME_UNWATCHED] = "unwatched",
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
