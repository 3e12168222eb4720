/*
 * What can be wrong with a row whatever its columns mean: too many cells or too few, control
 * characters, a cell over its limit, a quotation mark left open.
 */
#ifndef RENEWD_INTAKE_CHECKS_H
#define RENEWD_INTAKE_CHECKS_H

#include "intake/drafts.h"

/* Complains of all of it; memory: drafter->error. */
void checks_record(struct drafter *drafter, const struct record *record);

#endif
