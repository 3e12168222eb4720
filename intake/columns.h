/*
 * The columns of a register: what each is called and read as, and what is wrong with them.
 */
#ifndef RENEWD_INTAKE_COLUMNS_H
#define RENEWD_INTAKE_COLUMNS_H

#include "intake/intake.h"
#include "intake/layout.h"

/* Keeps the columns in the intake's arena. 0, or -ENOMEM. */
int columns_keep(struct intake *intake, const struct layout *layout);

/*
 * Complains of what the columns kept show as a whole: two for one role, none for a role that
 * matters, orders of dates that differ, a status that is not read. 0, or -ENOMEM.
 */
int columns_check(struct intake *intake, const struct layout *layout, const char *name);

#endif
