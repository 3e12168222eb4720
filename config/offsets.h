/*
 * The offsets of a policy: how long before a deadline to remind.
 */
#ifndef RENEWD_CONFIG_OFFSETS_H
#define RENEWD_CONFIG_OFFSETS_H

#include <stdbool.h>

#include "config/schema.h"

/* Reader for the schema's rows of KEY_SPANS: the longest first, each once. */
bool offsets_read(struct reading *reading, const struct node *node, const struct key *key,
		  void *place);

#endif
