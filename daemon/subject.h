/*
 * The subject of a document as it is on a day, for lists of deliveries.
 */
#ifndef RENEWD_DAEMON_SUBJECT_H
#define RENEWD_DAEMON_SUBJECT_H

#include "core/day.h"
#include "core/text.h"

/* Appends it. 0, -ENOMEM, or -EINVAL when json is no document. */
int subject_of(const char *json, struct day today, struct text *subject);

#endif
