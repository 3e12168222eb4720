/*
 * What a response (core/response.h) does to the milestones of its deadline. The planner's part for
 * acknowledgements and decisions.
 */
#ifndef RENEWD_CORE_PLAN_RESPONSE_H
#define RENEWD_CORE_PLAN_RESPONSE_H

#include "core/planning.h"

/*
 * The last response about that deadline, also where it was corrected by a few days since; id 0 when
 * there is none, or what was decided was taken back.
 */
struct response plan_response(const struct planning *planning, struct day deadline);

/* The last day on which it puts reminders off: the deadline, unless another day was named. */
struct day plan_response_until(const struct response *response, struct day deadline);

/* Whether it was made after that day: it puts nothing off, so that nothing comes back either. */
bool plan_response_is_late(const struct response *response, struct day deadline);

/*
 * Whether it hides a milestone of its deadline. An acknowledgement hides those until its day, but
 * of an end or of a notice deadline not the last ones (policy.never_hide), unless it was made once
 * the deadline had passed. "Lapse" hides all reminders of an end but the one on the last day, and
 * none of a notice deadline: without notice, an agreement that renews itself does not lapse.
 */
bool plan_response_hides(const struct planning *planning, const struct response *response,
			 const struct milestone *milestone);

/*
 * The milestone that it adds: the day after it, when reminders come back; of "lapse", the last day.
 * False when it adds none. After a notice deadline nothing comes back; after a review or a missing
 * last day, only when a later day was named; nor after a response that was late.
 */
bool plan_response_adds(const struct planning *planning, const struct response *response,
			struct day deadline, struct milestone *ret_milestone);

#endif
