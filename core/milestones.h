/*
 * The milestones that a rule gives for one deadline, in order. The planner's other half.
 */
#ifndef RENEWD_CORE_MILESTONES_H
#define RENEWD_CORE_MILESTONES_H

#include <stddef.h>

#include "core/calendar.h"
#include "core/policy.h"
#include "core/step.h"

struct milestone {
	struct day deadline;
	struct day day;
	struct step step;
	struct day sending_day;
};

/* before, the window's two, the day after the end and its cadence, what a response adds. */
#define MILESTONES_MAX (POLICY_OFFSETS_MAX + 2 + 1 + POLICY_CADENCE_MAX + 1)

/* Ascending by day, no two on one day (of two, a window's wins). */
struct milestones {
	struct milestone items[MILESTONES_MAX];
	size_t count;
};

/*
 * The milestones of a deadline: deadline - before[i] of the rule, the window's when window is not
 * NULL and set, and with with_after the day after the deadline and the rule's cadence until its
 * end.
 */
void milestones_of(struct milestones *milestones, const struct rule *rule,
		   const struct window *window, bool with_after, const struct calendar *calendar,
		   struct day deadline);

/* Adds one, in its order; one on a day that has one already is left out. */
void milestones_add(struct milestones *milestones, struct milestone added);

/*
 * The milestone with that step. It is sent on the latest working day that is not after it; one that
 * counts from the deadline on (STEP_AFTER), or is after it, on the earliest working day that is not
 * before it; so is what comes back after it was put off (STEP_RESUMES), unless that would be after
 * the deadline.
 */
struct milestone milestone_of(struct step step, const struct calendar *calendar,
			      struct day deadline);

/*
 * How often span fits from origin up to the first time that is not before `from`: the smallest
 * times >= least with origin + times * span >= from. least, when span is 0.
 */
int32_t milestones_first_times(struct day origin, struct span span, int32_t least, struct day from);

#endif
