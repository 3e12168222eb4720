/*
 * The planner: what is due about one agreement on one day.
 *
 * The daemon, the preview and the tests call the same function. It is pure: everything it knows
 * is in its arguments.
 *
 * For each deadline D the policy gives milestones M. A milestone that is not later than D is sent
 * on the latest working day that is not after M, one after D on the earliest working day that is
 * not before M: that is its sending day. A run takes the milestones whose sending day has come and
 * that are not settled; of one deadline only the latest is a notice, the others are superseded,
 * and so is one that is not later than a milestone which is settled already. A deadline that had
 * passed with its whole schedule before it was known is unwatched: it is told to the keeper once.
 *
 * An agreement that renews itself has a notice deadline for each term, an end only when it can
 * renew itself so many times or notice was given, and reviews when it goes on without limit.
 *
 * What somebody responded (core/response.h) hides reminders: they are settled as acknowledged. When
 * nobody responds, others are told as well (escalation). A new term that was recorded is told once
 * to those who had been told that the one before it was about to end.
 */
#ifndef RENEWD_CORE_PLAN_H
#define RENEWD_CORE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/contact.h"
#include "core/day.h"
#include "core/policy.h"
#include "core/response.h"
#include "core/step.h"

/* Raised whenever the same input would give another plan: stores then plan everything anew. */
#define PLANNER_VERSION 4

/* A move of a deadline by at most so many days is a correction that inherits what was settled. */
#define PLAN_CORRECTION_DAYS 7
bool plan_is_correction(struct day a, struct day b);

/* How a milestone was settled. Kept forever. */
enum outcome {
	OUTCOME_NOTICE,	     /* somebody is told; what became of it stands with the deliveries */
	OUTCOME_SUPERSEDED,  /* a later milestone of the same deadline says it better */
	OUTCOME_UNWATCHED,   /* it had passed before renewd knew of the deadline */
	OUTCOME_ACKNOWLEDGED /* somebody had responded: nobody is told */
};

/* One line of the ledger, as far as planning needs it. */
struct settled {
	int64_t number; /* of the line: larger ones were settled later */
	enum deadline_kind kind;
	/*
	 * The seq of the recorded term; for DEADLINE_NOTICE that plus AGREEMENT_TERMS_MAX for each
	 * time that it has renewed itself.
	 */
	int term_seq;
	struct day deadline;
	struct day milestone;
	struct step step;
	enum outcome outcome;
	struct day on; /* the day of the run that settled it */
	int level;     /* as in struct decision */
};

/* What is known of an agreement beside what it says itself. */
struct history {
	const struct settled *settled; /* all ledger lines, in any order */
	size_t settled_count;
	const struct response *responses; /* in any order */
	size_t response_count;
};

/* How an agreement renews itself, for the words of a notice. Zero: it does not. */
struct renewing {
	bool is_set;
	struct day on; /* the last day of the term, as reckoned; DAY_NONE: not known any more */
	struct vague given; /* what that was reckoned from */
	struct span every;  /* for how long; n = 0: not recorded */
	struct notice notice;
};

/* What a plan decides about one milestone. */
struct decision {
	enum deadline_kind kind;
	enum outcome outcome;
	int term_seq;
	struct day deadline;  /* D, as reckoned */
	struct day latest;    /* the last possible day of a vague D; D otherwise */
	struct vague given;   /* what D was reckoned from */
	struct day milestone; /* M */
	struct step step;     /* how M follows from D */
	struct day sending_day;
	int32_t late_days;	   /* > 0: sent so many days after its day (notices only) */
	struct day corrected_from; /* the deadline people were told before; DAY_NONE: none */
	struct renewing renewing;  /* DEADLINE_NOTICE, and DEADLINE_REVIEW of a tacit renewal */
	const struct policy *policy;
	/*
	 * Of the policy's escalations, how many steps have told somebody by now; of those,
	 * former_level had done so before. A notice of STEP_ESCALATES goes to the steps between
	 * alone, any other one to the policy's recipients and to those of all steps up to level.
	 */
	int level;
	int former_level;
	struct day first_told;	  /* the day of the first notice about this deadline; DAY_NONE */
	struct response response; /* what counts for this deadline; id 0: nothing does */
	struct last_day renewed;  /* STEP_RENEWED: the end of the new term */
	bool is_terminated;	  /* notice was given: it ends on this deadline for good */
};

/* Zero is an empty plan; plan_agreement() reuses its memory. */
struct agreement_plan {
	struct decision *items; /* by kind, then by deadline, then by milestone */
	size_t count;
	size_t capacity;
	struct day next; /* the next day on which anything can be due; DAY_NONE: never */
};

struct plan_rules {
	struct policies policies;
	struct calendar calendar;
	struct dates dates;
	struct contacts contacts; /* count 0: nobody is told twice for all that is known */
};

/*
 * Plans an agreement. plan holds the decisions that a run on today makes, and nothing for a state
 * other than active. Each decision is one new line of the ledger; no two of one plan, and none of
 * it and of the history, have the same deadline kind, deadline, milestone and step.
 * 0, or -ENOMEM; then the plan is empty.
 */
int plan_agreement(const struct agreement *agreement, const struct history *history,
		   const struct plan_rules *rules, struct day today, struct agreement_plan *plan);

void agreement_plan_done(struct agreement_plan *plan);

/* The line of the ledger that a decision of a run on that day becomes. */
struct settled decision_settled(const struct decision *decision, int64_t number, struct day on);

/*
 * The history as it is once the decisions of a run on that day are settled; what is new of it is in
 * the arena. 0, or -ENOMEM.
 */
int plan_settle(const struct history *history, const struct agreement_plan *plan, struct day on,
		struct arena *arena, struct history *ret_history);

/*
 * The first day on which a reminder of the end is due, as things stand today; DAY_NONE when there
 * is none. Of an agreement that renews itself at the end of its current term, it is the first
 * reminder of the next notice deadline. For agreement_condition().
 */
struct day plan_ending_from(const struct agreement *agreement, const struct plan_rules *rules,
			    struct day today);

/*
 * Whether the agreement has that deadline, or one of the kind that is near enough to be the same
 * one corrected.
 */
bool plan_is_deadline(const struct agreement *agreement, const struct dates *dates,
		      enum deadline_kind kind, struct day deadline);

/*
 * Whether a notice that was decided and is not sent yet should still be: the agreement has that
 * deadline and nobody has responded meanwhile so that the milestone is hidden. Word of a new term
 * (STEP_RENEWED) holds as long as the agreement is watched.
 */
bool plan_still_holds(const struct agreement *agreement, const struct history *history,
		      const struct plan_rules *rules, enum deadline_kind kind, struct day deadline,
		      struct step step);

/*
 * The deadlines to which somebody can respond today: of each kind that the agreement has, the one
 * about which people were told last, or else the next. Returns how many were written to ret_open, at
 * most DEADLINE_KINDS, by kind.
 */
struct open_deadline {
	enum deadline_kind kind;
	int term_seq;
	struct day deadline;
	struct vague given;
	struct day first_told;	  /* DAY_NONE: nobody was told yet */
	struct response response; /* as in struct decision */
};
size_t plan_open_deadlines(const struct agreement *agreement, const struct history *history,
			   const struct plan_rules *rules, struct day today,
			   struct open_deadline ret_open[static DEADLINE_KINDS]);

/*
 * How it renews itself, for the words of a notice deadline, or of a review, on that day; not set for
 * other deadlines, and of an agreement that does not.
 */
struct renewing plan_renewing_until(const struct agreement *agreement,
				    const struct plan_rules *rules, enum deadline_kind kind,
				    struct day deadline);

const char *outcome_name(enum outcome outcome);
bool outcome_parse(const char *name, enum outcome *ret_outcome);

#endif
