/*
 * Finding a date among the words of a cell.
 */
#ifndef RENEWD_INTAKE_TIME_DATE_SCAN_H
#define RENEWD_INTAKE_TIME_DATE_SCAN_H

#include <stddef.h>

#include "core/year_day.h"
#include "intake/time/dates.h"
#include "intake/time/wording.h"

/*
 * How many words, from the one at `at` on and before end, are a date: as many as can be. 0: none.
 * When ret_date->is_written is false, the words belong together but are no date: a school year
 * ("2027/28"), or one of two digits that could be the day (FLAW_SHORT_YEAR).
 */
size_t date_scan(const struct wording *words, size_t at, size_t end, struct date *ret_date);

/*
 * How many words from the one at `at` on are a day of no year: "1 September", "1.09." 0: none.
 * ret_year_day is written when there are any.
 */
size_t date_scan_year_day(const struct wording *words, size_t at, size_t end,
			  struct year_day *ret_year_day);

/*
 * The common forms of digits and one separator, without taking the text apart: a date alone in the
 * text. False, and ret_date untouched, when it is not of these.
 */
bool date_scan_plain(const char *text, size_t length, struct date *ret_date);

#endif
