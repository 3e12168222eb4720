/*
 * A civil date in the proleptic Gregorian calendar (ISO 8601-1:2019, 4.2.1), without time or zone.
 */
#ifndef RENEWD_CORE_DAY_H
#define RENEWD_CORE_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01. All functions here take and give days of the years 1 to 9999. */
struct day {
	int32_t n;
};

#define DAY_MIN ((struct day){-719162}) /* 0001-01-01 */
#define DAY_MAX ((struct day){2932896}) /* 9999-12-31 */

/* "No day", where a field may be without one. Compares before every real day. */
#define DAY_NONE ((struct day){INT32_MIN})

struct civil {
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* "YYYY-MM-DD" and NUL. */
#define DAY_TEXT_SIZE 11

bool day_is_none(struct day day);

/* Days in a month: 28 to 31; 0 when the month or the year is out of range. */
int day_month_length(int year, int month);

/* False, and ret_day untouched, when there is no such day (2026-02-30). */
bool day_from_civil(struct civil civil, struct day *ret_day);

struct civil day_civil(struct day day);

enum weekday day_weekday(struct day day);

/* Stops at DAY_MIN and DAY_MAX. */
struct day day_add_days(struct day day, int64_t days);

/*
 * The same day of the month, months later (or earlier), or the last of that month when it is
 * shorter: 31 January + 1 month is 28 or 29 February. Always count from the origin: the result of
 * a clamped step must not be stepped again. Stops at DAY_MIN and DAY_MAX.
 */
struct day day_add_months(struct day day, int64_t months);

/* Days from a to b: positive when b is later. */
int32_t day_diff(struct day a, struct day b);

/* < 0, 0, > 0 as a is before, on, after b. */
int day_compare(struct day a, struct day b);

struct day day_earlier(struct day a, struct day b);
struct day day_later(struct day a, struct day b);

/* Writes the ISO form; "-" for DAY_NONE. Returns text. */
char *day_format(struct day day, char text[static DAY_TEXT_SIZE]);

/* Reads exactly "YYYY-MM-DD". False, and ret_day untouched, for anything else. */
bool day_parse(const char *text, struct day *ret_day);

/* English names: "Monday"; "November" (1 to 12). */
const char *day_weekday_name(enum weekday weekday);
const char *day_month_name(int month);

#endif
