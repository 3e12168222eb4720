/*
 * Looking at an agreement's deadlines without planning a run: what is still true of a notice, to
 * what one can respond, from when on the end is near.
 */
#include "core/plan.h"

#include "core/plan_escalation.h"
#include "core/plan_notice.h"
#include "core/plan_response.h"
#include "core/plan_series.h"
#include "core/planning.h"

bool plan_is_correction(struct day a, struct day b)
{
	int32_t moved = day_diff(a, b);

	return moved >= -PLAN_CORRECTION_DAYS && moved <= PLAN_CORRECTION_DAYS;
}

bool plan_is_deadline(const struct agreement *agreement, const struct dates *dates,
		      enum deadline_kind kind, struct day deadline)
{
	const struct plan_rules rules = {.dates = *dates};
	struct planning planning =
		planning_begin(agreement, &(struct history){0}, &rules, deadline);
	const struct self_renewal *renewal = &planning.renewal;
	int32_t number;

	if (!planning_begin_kind(&planning, kind))
		return false;
	if (kind == DEADLINE_END)
		return plan_is_correction(renewal_last_day(renewal, renewal->most).reckoned,
					  deadline);
	if (kind != DEADLINE_NOTICE)
		return true;
	number = renewal_number_due(renewal, day_add_days(deadline, -PLAN_CORRECTION_DAYS));
	return number < renewal->most &&
	       plan_is_correction(renewal_deadline(renewal, number), deadline);
}

bool plan_still_holds(const struct agreement *agreement, const struct history *history,
		      const struct plan_rules *rules, enum deadline_kind kind, struct day deadline,
		      struct step step)
{
	struct planning planning = planning_begin(agreement, history, rules, deadline);
	struct milestone milestone = milestone_of(step, &rules->calendar, deadline);
	struct response response;

	if (step.kind == STEP_RENEWED)
		return agreement->state == STATE_ACTIVE;
	if (!planning_begin_kind(&planning, kind) ||
	    !plan_is_deadline(agreement, &rules->dates, kind, deadline))
		return false;
	if (kind == DEADLINE_NOTICE)
		planning.term_seq = plan_notice_seq(&planning, deadline);
	response = plan_response(&planning, deadline);
	return !plan_response_hides(&planning, &response, &milestone);
}

/* The deadline of the kind that matters on planning.today; DAY_NONE when there is none. */
static struct day open_deadline(struct planning *planning)
{
	const struct self_renewal *renewal = &planning->renewal;
	int32_t number;

	switch (planning->kind) {
	case DEADLINE_END:
		planning->last_day = renewal_last_day(renewal, renewal->most);
		return planning->last_day.reckoned;
	case DEADLINE_NOTICE:
		number = renewal_number_due(renewal, planning->today);
		return number < renewal->most ? renewal_deadline(renewal, number) : DAY_NONE;
	case DEADLINE_REVIEW:
		return plan_review_open(planning);
	case DEADLINE_UNKNOWN:
		return planning->term->known_on;
	}
	return DAY_NONE;
}

size_t plan_open_deadlines(const struct agreement *agreement, const struct history *history,
			   const struct plan_rules *rules, struct day today,
			   struct open_deadline ret_open[static DEADLINE_KINDS])
{
	struct planning planning = planning_begin(agreement, history, rules, today);
	size_t count = 0;

	for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
		struct day deadline;

		if (!planning_begin_kind(&planning, (enum deadline_kind)kind))
			continue;
		deadline = open_deadline(&planning);
		if (day_is_none(deadline))
			continue;
		if (kind == DEADLINE_NOTICE)
			planning.term_seq = plan_notice_seq(&planning, deadline);
		ret_open[count++] = (struct open_deadline){
			.kind = planning.kind,
			.term_seq = planning.term_seq,
			.deadline = deadline,
			.given = kind == DEADLINE_END ? planning.last_day.given
						      : vague_of_day(deadline),
			.first_told = plan_first_told(&planning, deadline),
			.response = plan_response(&planning, deadline),
		};
	}
	return count;
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

struct renewing plan_renewing_until(const struct agreement *agreement,
				    const struct plan_rules *rules, enum deadline_kind kind,
				    struct day deadline)
{
	struct self_renewal renewal = renewal_of(agreement, &rules->dates);

	if (!renewal.is_tacit || (kind != DEADLINE_NOTICE && kind != DEADLINE_REVIEW))
		return (struct renewing){0};
	return plan_renewing(&renewal, kind == DEADLINE_NOTICE
					       ? renewal_number_due(&renewal, deadline)
					       : renewal_number_on(&renewal, deadline));
}
