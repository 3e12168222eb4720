/*
 * A length of time on the calendar: 14d, 6w, 3m, 2y.
 */
#ifndef RENEWD_CORE_SPAN_H
#define RENEWD_CORE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/day.h"

enum span_unit { SPAN_DAYS, SPAN_WEEKS, SPAN_MONTHS, SPAN_YEARS };

struct span {
	int32_t n; /* 0 to SPAN_N_MAX */
	enum span_unit unit;
};

#define SPAN_N_MAX 36500

/* "36500d" and NUL. */
#define SPAN_TEXT_SIZE 8

/*
 * Reads "14d", "6w", "3m", "2y" (letters in any case, no blanks, no sign) of at most 100 years.
 * False, and ret_span untouched, for anything else.
 */
bool span_parse(const char *text, struct span *ret_span);

/* Writes "14d". Returns text. */
char *span_format(struct span span, char text[static SPAN_TEXT_SIZE]);

/* origin plus times * span, counted in one step from the origin (see day_add_months()). */
struct day span_after(struct day origin, struct span span, int32_t times);

/* origin minus span: 2026-05-31 minus 3m is 2026-02-28. */
struct day span_before(struct day origin, struct span span);

/* About how many days: a month is 30, a year 365. For comparing and for limits only. */
int32_t span_days(struct span span);

#endif
