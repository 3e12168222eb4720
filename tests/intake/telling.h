/*
 * What a cell says about time, in one line, for tables of cases.
 */
#ifndef RENEWD_TESTS_INTAKE_TELLING_H
#define RENEWD_TESTS_INTAKE_TELLING_H

#include <stddef.h>

#include "intake/time/validity.h"

#define TELLING_SIZE 4096

/*
 * Dates as "2021-03-12", "2021-03-12|2021-12-03" when day and month can be either (day first, month
 * first), "2028-03 or 2028-04" for one of two months, "31.2.2024!" and "!" when there is no such day; before them "signed ", "renewed ",
 * "until ", "extended until ", "from ", "to ". Then "5y", "or 3y" (a second length), "every 1y", "x2", "notice 6m",
 * and the words for what else is said; last "[what was not understood]".
 */
const char *telling(const char *text, size_t length, const struct profile *profile,
		    char out[static TELLING_SIZE]);

/* The same of a cell about a last day; see validity_read_last_day(). */
const char *telling_last_day(const char *text, size_t length, struct year_day academic_year,
			     char out[static TELLING_SIZE]);

/* A case: a cell's text and what it says. */
struct telling_case {
	int line;
	const char *cell;
	const char *says;
};

/* Fails with the line of the first case that does not hold. */
void telling_check(const struct telling_case *cases, size_t count, const struct profile *profile);

#endif
