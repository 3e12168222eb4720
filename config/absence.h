/*
 * contacts.*.absent: who stands in for a contact, and when.
 */
#ifndef RENEWD_CONFIG_ABSENCE_H
#define RENEWD_CONFIG_ABSENCE_H

#include "config/raw.h"
#include "config/reading.h"

/* Finds the deputies, and complains of those that cannot stand in. */
void absence_check(struct reading *reading, const struct raw *raw);

/* Makes the deputies of config->contacts, of which all else is made. */
void absence_make(const struct raw *raw, struct contact *contacts);

#endif
