/*
 * A day that comes every year: 1 September.
 */
#ifndef RENEWD_CORE_YEAR_DAY_H
#define RENEWD_CORE_YEAR_DAY_H

#include <stdbool.h>

#include "core/day.h"

/* Zero: none. */
struct year_day {
	int month; /* 1 to 12 */
	int day;   /* 1 to 31; 29 February is the 28th in other years */
};

/* "30 September" and NUL. */
#define YEAR_DAY_TEXT_SIZE 13

bool year_day_is_none(struct year_day year_day);

/* Whether some year has such a day. */
bool year_day_exists(struct year_day year_day);

/* The day in that year; DAY_MIN before the year 1, DAY_MAX after 9999. */
struct day year_day_in(struct year_day year_day, int year);

/* The latest such day that is not after day; DAY_MIN when there is none. */
struct day year_day_on_or_before(struct year_day year_day, struct day day);

/*
 * Reads the beginning of text: "1 September", "1 sep": months in English, whole or so many of
 * their letters, three at least, in any case; blanks between. Returns what follows; NULL, and
 * ret_year_day untouched, when it begins otherwise.
 */
const char *year_day_read(const char *text, struct year_day *ret_year_day);

/* The same for a whole text. */
bool year_day_parse(const char *text, struct year_day *ret_year_day);

/* Writes "1 September"; "" for none. Returns text. */
char *year_day_format(struct year_day year_day, char text[static YEAR_DAY_TEXT_SIZE]);

#endif
