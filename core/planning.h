/*
 * The planner's middle: what becomes of the milestones of one deadline. plan.c and plan_notice.c
 * say which deadlines an agreement has; nobody else needs this.
 */
#ifndef RENEWD_CORE_PLANNING_H
#define RENEWD_CORE_PLANNING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/milestones.h"
#include "core/plan.h"
#include "core/renewal.h"

/* One deadline, or a series of them (reviews, notices), while it is planned. */
struct planning {
	const struct agreement *agreement;
	const struct settled *settled;
	size_t settled_count;
	const struct plan_rules *rules;
	const struct policy *policy;
	enum deadline_kind kind;
	const struct term *term; /* the recorded one */
	int term_seq;		 /* as in struct settled */
	struct self_renewal renewal;
	struct last_day last_day; /* DEADLINE_END: what it is reckoned from */
	struct renewing renewing; /* as in struct decision */
	struct day today;
	struct agreement_plan *plan;
	size_t pending; /* index of the notice to be, while has_pending */
	bool has_pending;
};

/*
 * Looks at one milestone; they come in ascending order. Due and not settled, it is superseded by
 * a decision or becomes the notice to be; not due yet, it may be what plan->next waits for. 0, or
 * -ENOMEM.
 */
int planning_consider(struct planning *planning, const struct milestone *milestone);

/* All milestones of a deadline, which are unwatched when it had passed before it was known. */
int planning_consider_all(struct planning *planning, const struct milestones *milestones);

/* Of all that was due, the latest is told. */
void planning_tell_latest(struct planning *planning);

/*
 * The deadline that people were told last, when it was another one; else DAY_NONE. Of reviews,
 * each follows the one before and corrects nothing.
 */
struct day planning_corrected_from(const struct planning *planning, struct day deadline);

#endif
