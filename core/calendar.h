/*
 * Working days: the weekdays on which the office sends, less its holidays.
 */
#ifndef RENEWD_CORE_CALENDAR_H
#define RENEWD_CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/day.h"

struct calendar {
	uint8_t weekdays;	    /* bit 1 << MONDAY …; at least one is set */
	const struct day *holidays; /* ascending, no two the same; not owned */
	size_t holiday_count;
};

#define WEEKDAYS_MON_TO_FRI 0x1f
#define WEEKDAYS_ALL	    0x7f

bool calendar_is_working_day(const struct calendar *calendar, struct day day);

/*
 * The latest working day that is not after day, or the earliest that is not before it. Within 366
 * days; when a calendar leaves no working day in a whole year, day itself, since a reminder on a
 * holiday is better than none.
 */
struct day calendar_on_or_before(const struct calendar *calendar, struct day day);
struct day calendar_on_or_after(const struct calendar *calendar, struct day day);

/* So long before the last holiday that is known, somebody should read those of the next year. */
#define CALENDAR_AHEAD_DAYS 60

/* The last holiday, when that is less than CALENDAR_AHEAD_DAYS from today or has passed; DAY_NONE
 * when it is not, and where none are known. */
struct day calendar_ends_soon(const struct calendar *calendar, struct day today);

#endif
