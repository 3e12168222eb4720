/*
 * The academic year, which an office's agreements may end with: "2027/28".
 */
#ifndef RENEWD_CORE_ACADEMIC_YEAR_H
#define RENEWD_CORE_ACADEMIC_YEAR_H

#include <stdbool.h>

#include "core/day.h"
#include "core/year_day.h"

/*
 * Reads "2027/28" and "2027/2028": the year in which it ends, 2028. False, and ret_end untouched,
 * for anything else, "2027/29" too.
 */
bool academic_year_parse(const char *text, int *ret_end);

/*
 * The first and the last day of the one that ends in that year, where each starts on that day:
 *	2028, "1 September": 2027-09-01 and 2028-08-31
 */
struct day academic_year_first_day(int end, struct year_day starts);
struct day academic_year_last_day(int end, struct year_day starts);

#endif
