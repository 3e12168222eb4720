/*
 * Readers of lists, for the schema's rows. One value stands for a list of one.
 */
#ifndef RENEWD_CONFIG_LIST_H
#define RENEWD_CONFIG_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "config/schema.h"
#include "core/policy.h"

/* A list, or the one value that stands for a list of one. */
struct list {
	const struct node *first;
	size_t count;
};

/* False, with a complaint, for what is no list, an empty one and one of more than max items. */
bool list_open(struct reading *reading, const struct node *node, size_t max, struct list *ret_list);

/* The next item, or NULL. A single value has none, whatever follows it in its section. */
const struct node *list_next(const struct list *list, const struct node *item);

/* Reads one item of a list of texts into a const char *, which is the arena's. */
typedef bool list_item(struct reading *reading, const struct node *item, const struct key *key,
		       void *ret_text);

/* Reads a list of at most key->max texts; what is there twice is told and kept once. */
bool list_read(struct reading *reading, const struct node *node, const struct key *key,
	       list_item *read, struct patterns *ret_texts);

/* Readers for the schema's rows. */
bool list_weekdays(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);
bool list_texts(struct reading *reading, const struct node *node, const struct key *key,
		void *place);
bool list_emails(struct reading *reading, const struct node *node, const struct key *key,
		 void *place);
bool list_countries(struct reading *reading, const struct node *node, const struct key *key,
		    void *place);

#endif
