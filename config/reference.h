/*
 * References from one section to another, by a key of it.
 */
#ifndef RENEWD_CONFIG_REFERENCE_H
#define RENEWD_CONFIG_REFERENCE_H

#include <stdbool.h>

#include "config/schema.h"

/* Readers for the schema's rows: one key or a list of keys of `channels`. */
bool reference_channels(struct reading *reading, const struct node *node, const struct key *key,
			void *place);

/* One or a list of keys of `contacts`, or "owner". */
bool reference_recipients(struct reading *reading, const struct node *node, const struct key *key,
			  void *place);

/* The same, but not "owner". */
bool reference_contacts(struct reading *reading, const struct node *node, const struct key *key,
			void *place);

/* One key of `contacts`. */
bool reference_contact(struct reading *reading, const struct node *node, const struct key *key,
		       void *place);

#endif
