/*
 * Running text: a table taken out of a PDF, whose separators are gone. Rows wrap over lines, pages
 * break inside them, and a second table's cells may stand among the lines.
 *
 * How it is read: lines (running_text.h), what the pages add (running_pages.h), the heading line
 * (running_heading.h), whether cells still stand in columns (running_layout.h), where rows start
 * (running_rows.h, running_numbers.h), the second table's cells (running_side.h), and the row's
 * cells (running_cells.h). The file is held whole; a row's cells are cut when it is asked for.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_H
#define RENEWD_INTAKE_RUNNING_RUNNING_H

#include <stddef.h>

#include "core/profile.h"

/*
 * Whether a text (UTF-8) looks so: several rows are found, and in at least half of them a date or
 * a country. Only its first part is looked at. profile may be NULL. 1, 0 or -ENOMEM.
 */
int running_is_likely(const char *text, size_t length, const struct profile *profile);

#endif
