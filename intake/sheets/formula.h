/*
 * Formulas of spreadsheets: only the address in HYPERLINK("address", …) is taken from them.
 */
#ifndef RENEWD_INTAKE_SHEETS_FORMULA_H
#define RENEWD_INTAKE_SHEETS_FORMULA_H

#include <stdbool.h>

#include "core/text.h"

/*
 * Replaces the content of out by the address that a formula is a link to, when it stands there as
 * it is: HYPERLINK("https://…", "x"), also behind "=" and "of:=". False, and out empty, for
 * anything else. Memory: text_failed(out).
 */
bool formula_link(const char *formula, struct text *out);

#endif
