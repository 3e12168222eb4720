/*
 * Roles: what each column says, found by its heading and, where that leaves a choice, by what
 * stands in it.
 */
#ifndef RENEWD_INTAKE_ROLES_H
#define RENEWD_INTAKE_ROLES_H

#include <stddef.h>

#include "core/text.h"
#include "intake/intake.h"
#include "intake/table.h"

#define ROLE_NO_COLUMN ((size_t)-1)

/* Which column has which role. */
struct roles {
	size_t column_count;		  /* of the heading line */
	enum role of[INTAKE_COLUMNS_MAX]; /* by column */
	size_t column[ROLE_COUNT];	  /* by role; ROLE_NO_COLUMN. ROLE_NONE is not used */
	size_t found;			  /* how many roles have a column */
	/* By column: the role that it could have had, but that a column with a heading of much the
	 * same worth has; ROLE_NONE: none. */
	enum role lost[INTAKE_COLUMNS_MAX];
	size_t status; /* the column that says what became of an agreement, or ROLE_NO_COLUMN */
};

/*
 * Reads a record as a heading line: 1, or 0 and ret_roles untouched when it is none (it must name
 * the partner and a date, or three roles, and hold no date and no number), or -ENOMEM. scratch is the
 * caller's, reused.
 */
int roles_read(const struct record *heading, struct text *scratch, struct roles *ret_roles);

/* Gives the column of one role to another one that has no column, and what was lost with it. */
void roles_change(struct roles *roles, enum role from, enum role to);

#endif
