/*
 * Readers of lists, for the schema's rows. One value stands for a list of one.
 */
#ifndef RENEWD_CONFIG_LIST_H
#define RENEWD_CONFIG_LIST_H

#include <stdbool.h>

#include "config/schema.h"

bool list_weekdays(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);
bool list_spans(struct reading *reading, const struct node *node, const struct key *key,
		void *place);
bool list_texts(struct reading *reading, const struct node *node, const struct key *key,
		void *place);
bool list_emails(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool list_countries(struct reading *reading, const struct node *node, const struct key *key,
		    void *place);
/* Keys of `channels`. */
bool list_channels(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);
/* Keys of `contacts`, or "owner". */
bool list_recipients(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);

#endif
