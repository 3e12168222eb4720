/*
 * What a cell says about the last day: a date, a term, that there is none, or nothing.
 */
#ifndef RENEWD_INTAKE_LAST_DAY_H
#define RENEWD_INTAKE_LAST_DAY_H

#include "core/span.h"
#include "intake/dates.h"

enum last_day_kind {
	LAST_DAY_DATE,	     /* "2/12/2025", "until 2028" */
	LAST_DAY_TERM,	     /* "5 year(s)": counts from the signing date */
	LAST_DAY_OPEN_ENDED, /* "Permanent", "no expiration date" */
	LAST_DAY_UNREADABLE
};

struct last_day_cell {
	enum last_day_kind kind;
	struct span length; /* LAST_DAY_TERM */
	struct date date;   /* LAST_DAY_DATE */
};

/* Reads text, which is not empty and has no white space at its ends. */
struct last_day_cell last_day_read(const char *text);

#endif
