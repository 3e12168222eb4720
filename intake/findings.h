/*
 * Findings: what is wrong with the columns of a table as a whole.
 */
#ifndef RENEWD_INTAKE_FINDINGS_H
#define RENEWD_INTAKE_FINDINGS_H

#include "intake/shape.h"

/* Takes in what the status column of one row says. 0, or -ENOMEM. scratch is reused. */
int findings_add(struct shape *shape, const struct record *record, struct text *scratch);

/*
 * Complains of what all rows together show: no column for a role that matters, orders of dates that
 * differ, a status that is not read. line: of the heading line. told: what was said of another
 * table already, zero at first. 0, or -ENOMEM.
 */
int findings_check(const struct shape *shape, const struct profile *profile, unsigned int line,
		   const char *name, unsigned int *told, struct problems *problems);

#endif
