/*
 * The time of the day that spreadsheets and databases put behind a date; it says nothing here.
 */
#ifndef RENEWD_INTAKE_TIME_DATE_TIME_H
#define RENEWD_INTAKE_TIME_DATE_TIME_H

#include <stddef.h>

#include "intake/time/wording.h"

/* How many words at `at`, before end, are a time: "T10:30:00.000Z", "12:00:00 AM", "0:00". */
size_t date_time(const struct wording *words, size_t at, size_t end);

#endif
