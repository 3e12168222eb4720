/*
 * Readers of one value, for the schema's rows. Each complains of what is wrong and writes to
 * place, which is of the type that enum key_type says, only what is right.
 */
#ifndef RENEWD_CONFIG_SCALAR_H
#define RENEWD_CONFIG_SCALAR_H

#include <stdbool.h>

#include "config/schema.h"

/* The text of the node; NULL, with a complaint, when it is none, is empty or holds controls. */
const char *scalar_get(struct reading *reading, const struct node *node);

bool scalar_text(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_word(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_number(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);
bool scalar_time(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_span(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_year_day(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);
bool scalar_day(struct reading *reading, const struct node *node, const struct key *key,
		void *place);
bool scalar_zone(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_path(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_host(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool scalar_email(struct reading *reading, const struct node *node, const struct key *key,
		  void *place);
bool scalar_mailbox(struct reading *reading, const struct node *node, const struct key *key,
		    void *place);

#endif
