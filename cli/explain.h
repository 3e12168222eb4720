/*
 * Decisions of the planner in words, for `preview` and `why`.
 */
#ifndef RENEWD_CLI_EXPLAIN_H
#define RENEWD_CLI_EXPLAIN_H

#include <stdbool.h>

#include "core/calendar.h"
#include "core/plan.h"
#include "core/run.h"
#include "core/text.h"

/* "60 days", "1 day", "3 months". */
void explain_span(struct text *out, struct span span);

/* "60 days before the last day", "15 days after it", "on the last day". */
void explain_step(struct text *out, enum deadline_kind kind, struct step step);

/* "the last day", "the review", "the day on which it became known that no last day is known". */
const char *explain_deadline(enum deadline_kind kind);

/*
 * Why a milestone is sent on that day: "; Saturday 28 November 2026 is no working day, so its
 * day is Friday 27 November 2026". Appends nothing when both are the same day.
 */
void explain_sending_day(struct text *out, struct day milestone, struct day sending_day);

/* "the agreement names no owner, so the keeper gets it"; "" for FALLBACK_NONE. */
const char *explain_fallback(enum fallback fallback);

#endif
