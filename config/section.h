/*
 * Reading a section by the schema: each key of it through its row.
 */
#ifndef RENEWD_CONFIG_SECTION_H
#define RENEWD_CONFIG_SECTION_H

#include <stdbool.h>

#include "config/schema.h"

/*
 * Reads the keys of section from node into the struct at target; node NULL is a section that is
 * absent, so that all its keys get their defaults. False when any of it cannot be used.
 */
bool section_read(struct reading *reading, const struct node *node, const char *section,
		  unsigned int channels, void *target);

/* Reads one key of the section that stands at node into the struct at target. */
bool section_read_key(struct reading *reading, const struct node *node, const struct key *key,
		      unsigned int channels, void *target);

/* Reader for the schema's rows of KEY_SECTION and KEY_GROUP. */
bool section_group(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);

#endif
