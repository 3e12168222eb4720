/*
 * What a line of a register is: a row, a heading, furniture, blank, or a problem.
 */
#ifndef RENEWD_INTAKE_LINES_H
#define RENEWD_INTAKE_LINES_H

#include "intake/roles.h"
#include "intake/table.h"

/*
 * The kind of a record behind the heading line. A row names a partner, or at least what can be
 * watched (a date or a registration number). A line without a separator is furniture: a title, a
 * legend, a page number. A heading line that comes again, cell by cell, is a heading. What has some
 * cells, but is no row, is a problem.
 */
enum line_kind lines_kind(const struct record *record, const struct record *heading,
			  const struct roles *roles);

/* The kind of a record before the heading line: blank or furniture. */
enum line_kind lines_kind_above(const struct record *record);

#endif
