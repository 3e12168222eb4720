/*
 * The history of an agreement: who changed what, before and after.
 */
#ifndef RENEWD_CLI_HISTORY_H
#define RENEWD_CLI_HISTORY_H

#include <stddef.h>

#include <jansson.h>

#include "cli/facts.h"
#include "db/store.h"

/* An array of {"at", "who", "how", "before", "after"}; NULL when memory is short. */
json_t *history_json(const struct store_audit *entries, size_t count);

/* A line for each entry, and one for each field that it changed. */
void history_add(struct facts *facts, const struct store_audit *entries, size_t count);

#endif
