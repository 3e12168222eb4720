/*
 * The section `channels`.
 */
#ifndef RENEWD_CONFIG_CHANNELS_H
#define RENEWD_CONFIG_CHANNELS_H

#include <stdbool.h>

#include "config/raw.h"
#include "config/schema.h"

#define CHANNELS_MAX 32

/* The names of enum channel_type, ended by NULL. */
extern const char *const channels_types[];

/* Reader for the schema's row; place is a struct raw_channels. */
bool channels_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);

/* Makes config->channels of a file without errors. */
void channels_make(struct reading *reading, const struct raw *raw, struct config *config);

#endif
