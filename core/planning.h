/*
 * The planner's middle: what becomes of the milestones of one deadline. plan.c, plan_notice.c and
 * plan_renewed.c say which deadlines an agreement has; nobody else needs this.
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
	struct history history;
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

struct planning planning_begin(const struct agreement *agreement, const struct history *history,
			       const struct plan_rules *rules, struct day today);

/* Goes on to a kind of deadline. False when the agreement has none of it, or is not watched. */
bool planning_begin_kind(struct planning *planning, enum deadline_kind kind);

/*
 * Looks at one milestone; they come in ascending order. Due and not settled, it is superseded or
 * acknowledged by a decision or becomes the notice to be; not due yet, it may be what plan->next
 * waits for. 0, or -ENOMEM.
 */
int planning_consider(struct planning *planning, const struct milestone *milestone);

/*
 * All milestones of a deadline, and what a response adds to them; unwatched when it had passed
 * before it was known.
 */
int planning_consider_all(struct planning *planning, struct milestones *milestones);

/*
 * Of all that was due about the deadlines looked at, the latest is told; with it, or by itself, an
 * escalation that is due. deadline: the one to escalate about; DAY_NONE: none. 0, or -ENOMEM.
 */
int planning_tell_latest(struct planning *planning, struct day deadline);

/* Nothing of what was due is told. */
void planning_tell_nothing(struct planning *planning);

/* Appends a decision about a milestone. NULL when memory is short. */
struct decision *planning_decide(struct planning *planning, const struct milestone *milestone,
				 enum outcome outcome);

/* plan->next is not later than day. */
void planning_wait_for(struct planning *planning, struct day day);

/* How late a notice is that is sent today. */
int32_t planning_late_days(const struct planning *planning, struct day sending_day);

/*
 * Whether what was settled is about that deadline, or one that this corrects by a few days, and
 * where the settled milestone would stand with the deadline as it is now: a small correction
 * inherits by steps, since months differ in length.
 */
bool planning_inherits(const struct planning *planning, const struct settled *settled,
		       struct day deadline, struct day *ret_milestone);

/* Whether what was settled is about that deadline itself, corrected by a few days or not. */
bool planning_is_about(const struct planning *planning, const struct settled *settled,
		       struct day deadline);

/*
 * The deadline that people were told last, when it was another one; else DAY_NONE. Of reviews,
 * each follows the one before and corrects nothing.
 */
struct day planning_corrected_from(const struct planning *planning, struct day deadline);

#endif
