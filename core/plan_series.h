/*
 * Deadlines that come again and again: reviews of what has no last day, and the question for a last
 * day that is not known. The planner's part for DEADLINE_REVIEW and DEADLINE_UNKNOWN.
 */
#ifndef RENEWD_CORE_PLAN_SERIES_H
#define RENEWD_CORE_PLAN_SERIES_H

#include "core/planning.h"

/* 0, or -ENOMEM. */
int plan_review(struct planning *planning);
int plan_unknown(struct planning *planning);

/* The review that people were told of last, else the first one; DAY_NONE: there is none. */
struct day plan_review_open(const struct planning *planning);

#endif
