/*
 * Escalation: nobody has responded so long after the first notice, so somebody else is told as
 * well. The planner's part for it.
 */
#ifndef RENEWD_CORE_PLAN_ESCALATION_H
#define RENEWD_CORE_PLAN_ESCALATION_H

#include "core/planning.h"

/*
 * The latest day for it: so many days before the end or the notice deadline, when the first notice
 * came before that, and else the working day after the first notice.
 */
#define PLAN_ESCALATION_DAYS 7

/* The day on which people were first told of a deadline; DAY_NONE: nobody was. */
struct day plan_first_told(const struct planning *planning, struct day deadline);

#define PLAN_NO_NOTICE ((size_t)-1)

/*
 * Escalates about a deadline. With a notice that goes out today (index in the plan), its steps join
 * that; without one (PLAN_NO_NOTICE), they make a notice of their own, for those that are new alone.
 * A step that reaches only people who are told anyway is passed over; so are all of an end whose
 * reminders were over long ago. After a response nothing
 * escalates until the day after it, and then so long after the first notice that follows; after one
 * that was late (plan_response_is_late()), nothing does, nor once notice was given. 0, or
 * -ENOMEM.
 */
int plan_escalate(struct planning *planning, struct day deadline, size_t notice);

#endif
