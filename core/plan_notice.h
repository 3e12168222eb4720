/*
 * The notice deadlines of an agreement that renews itself, one for each term. The planner's part
 * for DEADLINE_NOTICE.
 */
#ifndef RENEWD_CORE_PLAN_NOTICE_H
#define RENEWD_CORE_PLAN_NOTICE_H

#include "core/planning.h"

/* An offset that is longer than so many terms is left out: it would tell of all of them at once. */
#define PLAN_NOTICE_TERMS 12

/*
 * Plans the terms that matter today: from the one that was current when renewd learned of it, but
 * for those that are settled and of no concern any more, to the first that has nothing due yet.
 * Each deadline is told by itself; of several that have passed, only the latest. 0, or -ENOMEM.
 */
int plan_notice(struct planning *planning);

/* The term_seq (see struct settled) of the term whose notice deadline that is, or was before a few
 * days were corrected. */
int plan_notice_seq(const struct planning *planning, struct day deadline);

/* What is to be said about that term of an agreement that renews itself. */
struct renewing plan_renewing(const struct self_renewal *renewal, int32_t number);

/*
 * The first day on which a reminder of the next notice deadline, from today on, is due; DAY_NONE
 * when there is none, or until when notice can be given is not recorded.
 */
struct day plan_notice_from(const struct self_renewal *renewal, const struct plan_rules *rules,
			    struct day today);

#endif
