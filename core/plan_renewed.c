#include "core/plan_renewed.h"

#include <errno.h>

/*
 * What people were told last about that term; NULL: nothing, or they have been told of the new one.
 */
static const struct settled *last_told(const struct planning *planning, const struct term *former)
{
	const struct settled *last = NULL;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->outcome != OUTCOME_NOTICE ||
		    (settled->kind != DEADLINE_END && settled->kind != DEADLINE_NOTICE) ||
		    settled->term_seq % AGREEMENT_TERMS_MAX != former->seq)
			continue;
		if (settled->step.kind == STEP_RENEWED)
			return NULL;
		if (last == NULL || settled->number > last->number)
			last = settled;
	}
	return last;
}

static int tell(struct planning *planning, const struct settled *told)
{
	struct day known = planning->term->known_on;
	struct milestone milestone = {
		.deadline = told->deadline,
		.day = known,
		.step = step_on(STEP_RENEWED, told->deadline, known),
		.sending_day = calendar_on_or_after(&planning->rules->calendar, known),
	};
	struct day seen = planning->term->seen_on;
	struct decision *decision;

	/* A run that saw it by then told of it, or had no word of new terms: it is no news now. */
	if (!day_is_none(seen) && day_compare(seen, milestone.sending_day) >= 0)
		return 0;
	if (day_compare(milestone.sending_day, planning->today) > 0) {
		planning_wait_for(planning, milestone.sending_day);
		return 0;
	}
	decision = planning_decide(planning, &milestone, OUTCOME_NOTICE);
	if (decision == NULL)
		return -ENOMEM;
	decision->late_days = planning_late_days(planning, milestone.sending_day);
	decision->renewed = term_last_day(planning->term, planning->agreement->signed_on,
					  &planning->rules->dates);
	return 0;
}

int plan_renewed(struct planning *planning)
{
	const struct agreement *agreement = planning->agreement;
	const struct settled *told;

	if (agreement->term_count < 2 || planning->term->kind == TERM_INITIAL ||
	    vague_is_known(agreement->terminated_on))
		return 0;
	told = last_told(planning, planning->term - 1);
	/* What stands as it was told is no news: a few days more, or a term that began by itself. */
	if (told == NULL ||
	    plan_is_deadline(agreement, &planning->rules->dates, told->kind, told->deadline))
		return 0;
	planning->kind = told->kind;
	planning->term_seq = told->term_seq;
	planning->policy = policy_for(&planning->rules->policies, agreement, told->kind);
	planning->last_day =
		(struct last_day){told->deadline, told->deadline, vague_of_day(told->deadline)};
	planning->renewing = (struct renewing){0};
	return tell(planning, told);
}
