/*
 * Forms of dates: what the parts of a date, in their order, are.
 */
#ifndef RENEWD_INTAKE_TIME_DATE_FORM_H
#define RENEWD_INTAKE_TIME_DATE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/time/dates.h"

#define DATE_PARTS_MAX 3

/* The parts of what may be a date. */
struct date_parts {
	size_t count;
	char letters[DATE_PARTS_MAX + 1]; /* 'y' a number of four digits, 'n' a smaller one, 'M' a
					   * month by its name; NUL-terminated */
	int values[DATE_PARTS_MAX];
	int digits[DATE_PARTS_MAX];	     /* of numbers */
	bool is_year[DATE_PARTS_MAX];	     /* a word beside it says that it is the year */
	char separators[DATE_PARTS_MAX - 1]; /* '.', '-', '/', or ' ' */
};

/* False, and ret_date untouched, when the parts are no form of a date. */
bool date_form(const struct date_parts *parts, struct date *ret_date);

#endif
