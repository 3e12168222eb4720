/*
 * Until when notice can be given so that an agreement does not renew itself: some time before the
 * last day of its term, or a fixed day of the year.
 */
#ifndef RENEWD_CORE_NOTICE_H
#define RENEWD_CORE_NOTICE_H

#include <stdbool.h>

#include "core/day.h"
#include "core/span.h"
#include "core/year_day.h"

/* Zero: not known. */
struct notice {
	struct span period; /* n = 0: none */
	/* The fixed day; with it, period is how long before the end notice is given at the least. */
	struct year_day by;
};

/* "30 September, 36500d ahead" and NUL, and room. */
#define NOTICE_TEXT_SIZE 32

bool notice_is_known(struct notice notice);

bool notice_equal(struct notice a, struct notice b);

/*
 * The last day on which notice can be given in a term that ends on last_day: last_day minus the
 * period (see span_before()). With a fixed day, the latest such day that is before last_day and
 * not later than the period before the day after last_day, on which notice takes effect. When
 * nothing is known, last_day itself. It never goes back where last_day does not. Stops at DAY_MIN.
 *	2028-08-31, "3m": 2028-05-31
 *	2028-08-31, "1 September": 2027-09-01
 *	2028-09-30, "1 September": 2028-09-01
 *	2028-09-30, "1 September, 1y ahead": 2027-09-01
 *	2028-08-31, "1 September, 1y ahead": 2027-09-01, as in inter-institutional agreements of
 *	Erasmus+: notice by 1 September takes effect on 1 September of the next year
 */
struct day notice_deadline(struct notice notice, struct day last_day);

/*
 * Reads "3m" (see span_parse()), "1 September" (see year_day_read()) and "1 September, 1y ahead".
 * False, and ret_notice untouched, for anything else.
 */
bool notice_parse(const char *text, struct notice *ret_notice);

/* Writes the form that notice_parse() reads; "" when nothing is known. Returns text. */
char *notice_format(struct notice notice, char text[static NOTICE_TEXT_SIZE]);

#endif
