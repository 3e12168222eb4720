/*
 * The layout of a register: its separator, its heading line, and what its columns hold as a whole.
 */
#ifndef RENEWD_INTAKE_LAYOUT_H
#define RENEWD_INTAKE_LAYOUT_H

#include <stddef.h>

#include "core/problem.h"
#include "intake/cell.h"
#include "intake/dates.h"
#include "intake/roles.h"
#include "intake/table.h"

/* What the column "Status" says about agreements that are over. */
struct status_column {
	size_t cells;
	struct place place; /* of the first of them */
	struct excerpt text;
};

struct layout {
	char separator;
	struct record heading;
	struct roles roles;
	size_t record_count;
	size_t row_count;
	struct date_column signed_dates;
	struct date_column last_days;
	struct status_column over;
};

/*
 * Reads the text twice: finds the separator and the heading line near its top, then looks through
 * all rows. 0; -ENOMEM; 1 with a problem when there is no heading line or a limit is passed.
 */
int layout_read(const char *bytes, size_t length, const char *name, struct problems *problems,
		struct layout *ret_layout);

#endif
