/*
 * Numbers in cells of spreadsheets: what people see of them.
 */
#ifndef RENEWD_INTAKE_SHEETS_NUMBER_H
#define RENEWD_INTAKE_SHEETS_NUMBER_H

#include <stdbool.h>

#include "core/text.h"
#include "core/vague.h"
#include "intake/record.h"
#include "intake/sheets/number_format.h"

/*
 * Appends what a cell with a number says: number is what the file has ("44927", "0.05"), days are
 * counted from 1904-01-01 (0) with is_1904, else so that 61 is 1900-03-01. Returns the form:
 * CELL_DATE with YYYY-MM-DD, YYYY-MM or YYYY, as much as the format shows; CELL_NUMBER with a
 * plain number or a percentage; CELL_TEXT for all else: a time, a number with text around, the
 * 29 February 1900, which never was, and what is no number. Memory: text_failed(out).
 */
enum cell_form number_show(const struct number_format *format, const char *number, bool is_1904,
			   struct text *out);

/*
 * Appends a number as people write it: "5", "2028", "0.5", "-12.25", at most 15 digits that count,
 * as spreadsheets have them. False, and nothing appended, for what is none.
 */
bool number_plain(const char *number, struct text *out);

/* Appends as much of a day as precision shows: "2028-06-18", "2028-06", "2028". */
void number_day(struct day day, enum precision precision, struct text *out);

#endif
