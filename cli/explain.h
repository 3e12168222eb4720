/*
 * Decisions of the planner in words, for `preview` and `why`.
 */
#ifndef RENEWD_CLI_EXPLAIN_H
#define RENEWD_CLI_EXPLAIN_H

#include <stdbool.h>

#include "core/calendar.h"
#include "core/notice.h"
#include "core/plan.h"
#include "core/run.h"
#include "core/text.h"

/* "60 days", "1 day", "3 months". */
void explain_span(struct text *out, struct span span);

/*
 * "the last day", "the review", "the day when renewd learned that no last day is known". Of an
 * agreement with that notice: "the notice deadline"; where none is recorded that deadline is "the
 * day when it renews itself".
 */
const char *explain_deadline(enum deadline_kind kind, struct notice notice);

/*
 * Below, what is the explain_deadline() of the step, and deadline its date; DAY_NONE: without one.
 *
 * "60 days before the last day (10 December 2026)", "on the last day (…)"; of a renewal window with
 * what is to be done: "…, when the renewal should be done"; of follow-up the occasion: "because
 * nobody had responded", "after the time for which it was acknowledged (until 9 November 2026)",
 * "of the new term".
 */
void explain_step(struct text *out, const char *what, struct step step, struct day deadline);

/*
 * The reminder of a step, with where it stands, also of one that follows from no policy: "the
 * reminder 60 days before the last day (10 December 2026)", "the reminder after the time for which
 * it was acknowledged (until 9 November 2026), 30 days before the last day (…)", "the escalation 9
 * days before the last day (…)".
 */
void explain_reminder(struct text *out, const char *what, struct step step, struct day deadline);

/* Whether explain_step() ends with a clause, so that a verb after it needs a comma before. */
bool explain_has_clause(struct step step);

/*
 * Several steps of one deadline, all before it or all after it, without clauses: "180, 90 and 60
 * days before the last day (10 December 2026)", "12 months and 30 days before …".
 */
void explain_steps(struct text *out, const char *what, const struct step *steps, size_t count,
		   struct day deadline);

/* Whether two steps may stand in one explain_steps(). */
bool explain_steps_fit(struct step a, struct step b);

/* Appends ", 3 days late"; nothing for 0. */
void explain_late(struct text *out, int32_t days);

/*
 * Why a milestone is sent on that day: "; Saturday 28 November 2026 is no working day, so its
 * day is Friday 27 November 2026". Appends nothing when both are the same day.
 */
void explain_sending_day(struct text *out, struct day milestone, struct day sending_day);

/* "the agreement names no owner, so the keeper gets it"; "" for FALLBACK_NONE. */
const char *explain_fallback(enum fallback fallback);

#endif
