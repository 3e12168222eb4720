/*
 * What the note of a list's entry says about time: "MoU, signed 14 May 2022, expires 14 May 2027".
 *
 * Only what is said for sure is taken: dates that words or signs around them tell to be a signing
 * date, a start or a last day, and nothing else among them. What else looks like a date is left to
 * somebody who reads it.
 */
#ifndef RENEWD_INTAKE_PAGES_LIST_TIME_H
#define RENEWD_INTAKE_PAGES_LIST_TIME_H

#include <stddef.h>

#include "core/profile.h"
#include "intake/pages/list_entry.h"

/* Parts of the note; length 0: there is none. */
struct list_time {
	struct list_part signed_on; /* "14 May 2022" */
	struct list_part last_day;  /* "signed 14 May 2022, expires 14 May 2027", "2021-2027" */
	struct list_part left; /* a date that was not taken, the first of them; no year in prose */
};

/*
 * Reads a note (UTF-8). profile may be NULL. Notes of more than 600 bytes are prose: their dates are
 * not taken. Needs no memory.
 */
struct list_time list_time_of(const char *text, size_t length, const struct profile *profile);

#endif
