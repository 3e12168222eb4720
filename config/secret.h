/*
 * Readers of secrets, for the schema's rows. A secret stands in the file as a reference only; one
 * that is written out is an error, and no complaint ever repeats it.
 */
#ifndef RENEWD_CONFIG_SECRET_H
#define RENEWD_CONFIG_SECRET_H

#include <stdbool.h>

#include "config/schema.h"

/* {credential: NAME}, {file: PATH} or {env: NAME}. */
bool secret_reference(struct reading *reading, const struct node *node, const struct key *key,
		      void *place);

/* The same, or a URL: https, or http on this machine. */
bool secret_url(struct reading *reading, const struct node *node, const struct key *key,
		void *place);

/* smtp://host[:port] or smtps://host[:port], written out, without a password in it. */
bool secret_smtp_url(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);

#endif
