/*
 * The section `policies`.
 */
#ifndef RENEWD_CONFIG_POLICIES_H
#define RENEWD_CONFIG_POLICIES_H

#include <stdbool.h>

#include "config/raw.h"
#include "config/schema.h"

/* Readers for the schema's rows; place is a struct raw_policies, struct raw_rule. */
bool policies_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);
bool policies_rule(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);

/* Makes config->policies of a file without errors. */
void policies_make(struct reading *reading, const struct raw *raw, struct config *config);

#endif
