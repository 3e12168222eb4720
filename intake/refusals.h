/*
 * Refusals: why a cell that should hold a date holds none, and the cure.
 */
#ifndef RENEWD_INTAKE_REFUSALS_H
#define RENEWD_INTAKE_REFUSALS_H

#include "intake/dates.h"
#include "intake/drafts.h"

/*
 * Complains of a cell's date that is DATE_IMPOSSIBLE or DATE_UNREADABLE; text is what the cell says.
 * Memory: drafter->error.
 */
void refusals_date(struct drafter *drafter, const struct record *record, size_t column,
		   const struct date *date, enum date_status status, const char *text);

/* Complains of a cell that gives no last day: it is empty, or a word such as "TBD". As above. */
void refusals_nothing(struct drafter *drafter, const struct record *record, size_t column);

#endif
