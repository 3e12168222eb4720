/*
 * A YAML file as a tree of nodes, each of which knows where it stands.
 */
#ifndef RENEWD_CONFIG_NODE_H
#define RENEWD_CONFIG_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/* How deep lists and groups may be nested: a limit on every tree. */
#define NODE_DEPTH_MAX 12

enum node_kind {
	NODE_TEXT,
	NODE_LIST,
	NODE_MAP,
	NODE_BROKEN /* already complained about */
};

/* Lines and columns count from 1, columns in characters. */
struct node {
	enum node_kind kind;
	bool is_plain;	     /* NODE_TEXT without quotation marks */
	unsigned int line;   /* of the value */
	unsigned int column; /* of the value */
	unsigned int key_line;
	unsigned int key_column;
	const char *key;  /* in a map; else NULL */
	size_t index;	  /* in a list, from 1; else 0 */
	const char *text; /* NODE_TEXT; else NULL */
	const struct node *parent;
	struct node *first; /* NODE_LIST, NODE_MAP */
	struct node *last;
	struct node *next;
	size_t count; /* of children */
};

/* The child with that key; NULL when there is none or node is no map. */
const struct node *node_get(const struct node *node, const char *key);

/* Whether nothing was written behind the key: "", "~" or "null" without quotation marks. */
bool node_is_empty(const struct node *node);

/* Appends "contacts.icd.email[2]"; nothing for the root. */
void node_path(const struct node *node, struct text *out);

/* What stands there, cut to a length fit for a complaint. */
#define NODE_SHOWN_SIZE 64
char *node_shown(const struct node *node, char shown[static NODE_SHOWN_SIZE]);

#endif
