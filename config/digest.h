/*
 * The section `digest`.
 */
#ifndef RENEWD_CONFIG_DIGEST_H
#define RENEWD_CONFIG_DIGEST_H

#include <stdbool.h>

#include "config/raw.h"
#include "config/schema.h"

/* Reader for the schema's row; place is a struct raw_occasion. */
bool digest_occasion(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);

/* Warns of recipients that cannot be told anything. */
void digest_check(struct reading *reading, const struct raw *raw);

/* The schedule of a file without errors; not set where the file has no digest. */
struct digest_schedule digest_make(const struct raw *raw);

#endif
