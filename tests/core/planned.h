/*
 * One agreement with its ledger, planned day by day as the daemon does it: what a run decides is
 * settled, and the term is seen.
 */
#ifndef RENEWD_TESTS_CORE_PLANNED_H
#define RENEWD_TESTS_CORE_PLANNED_H

#include "core/plan.h"
#include "tests/core/cases.h"

#define PLANNED_TERMS_MAX     4
#define PLANNED_RESPONSES_MAX 8

struct planned {
	struct agreement agreement;
	struct term terms[PLANNED_TERMS_MAX];
	struct plan_rules rules;
	struct settled *settled;
	size_t settled_count;
	size_t settled_capacity;
	struct response responses[PLANNED_RESPONSES_MAX];
	size_t response_count;
	struct agreement_plan plan; /* of the last run */
	char said[512];
};

/*
 * An agreement of one term that ends on last_day ("": none), signed on 2020-01-15 and known since
 * then; no policies, so that the built-in one applies; Monday to Friday, no holidays.
 */
void planned_init(struct planned *planned, const char *last_day);

/* As planned_init(), without a last day: open-ended. */
void planned_init_open_ended(struct planned *planned, const char *signed_on, const char *known_on);

void planned_done(struct planned *planned);

/*
 * As planned_init(), of a term of that length ("": last_day is given) from signed_on, known from
 * then on, that renews itself: every "" for a length that is not recorded, notice "" likewise.
 */
void planned_init_tacit(struct planned *planned, const char *signed_on, const char *length,
			const char *last_day, const char *every, const char *notice);

/* Applies these policies from now on. */
void planned_use(struct planned *planned, const struct policy *policies, size_t count);

/* The keeper changes the last day of the current term, or appends a term, on that day. */
void planned_correct(struct planned *planned, const char *last_day, const char *day);
void planned_renew(struct planned *planned, const char *last_day, const char *day);

/*
 * Somebody responds on that day about the deadline of that kind which is open then
 * (plan_open_deadlines()); until "": until the deadline.
 */
void planned_respond(struct planned *planned, enum response_kind kind, enum deadline_kind about,
		     const char *until, const char *day);

/* Plans without settling anything; the result is in planned->plan. */
void planned_look(struct planned *planned, struct day today);

/*
 * A run: plans, holds that no milestone is settled twice and that there is at most one notice, and
 * settles. Returns what is told, until the next run:
 *	""					nothing
 *	"before 30d"				a notice
 *	"before 30d, 9 days late"
 *	"before 30d, corrected from 2026-12-31"
 *	"unwatched 15"				so many milestones, and no notice
 *	"notice 2023-05-01 before 30d"		a notice about that notice deadline
 *	"before 30d, level 1"			a notice that goes to one step of escalation, too
 *	"escalates -120, level 1"		a notice for that step alone
 * Of an agreement that renews itself, what is told of several deadlines follows with " + ".
 */
const char *planned_run(struct planned *planned, const char *today);
const char *planned_run_on(struct planned *planned, struct day today);

/*
 * Runs on every day from first to last, as a schedule with all days of the week does. Returns
 * "2026-12-01 before 30d; 2026-12-17 before 14d" until the next call.
 */
const char *planned_runs(struct planned *planned, const char *first, const char *last);

/* How many lines of the ledger have that outcome. */
size_t planned_count(const struct planned *planned, enum outcome outcome);

/* The first notice of the last plan, or NULL. */
const struct decision *planned_notice(const struct planned *planned);

#endif
