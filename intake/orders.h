/*
 * Orders: day first or month first, decided for each column that holds dates.
 */
#ifndef RENEWD_INTAKE_ORDERS_H
#define RENEWD_INTAKE_ORDERS_H

#include "core/profile.h"
#include "intake/shape.h"

/* Takes in the dates of one row. 0, or -ENOMEM. */
void orders_add(struct shape *shape, const struct record *record, const struct profile *profile);

/*
 * Decides the order of every column and says so in the shape's columns: the profile's order wins.
 * A column that stays undecided is one problem (ambiguous_dates, with both readings of its first
 * date and the cure). name is the file's. 0, or -ENOMEM.
 */
int orders_decide(struct shape *shape, const struct profile *profile, const char *name,
		  struct arena *arena, struct problems *problems);

#endif
