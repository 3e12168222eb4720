/*
 * From the bytes of a YAML file to a tree of nodes.
 */
#ifndef RENEWD_CONFIG_TREE_H
#define RENEWD_CONFIG_TREE_H

#include <stddef.h>

#include "config/reading.h"

/* A limit, so that no file can take more than some megabytes of memory. */
#define TREE_NODES_MAX 100000

/*
 * Reads a text: UTF-8 without NUL, one document. The tree belongs to reading->scratch. Anchors,
 * aliases, tags and keys that are given twice are complained about; the tree goes without them.
 * NULL when there is no tree: there were complaints, or reading->error says why.
 */
struct node *tree_read(struct reading *reading, const char *text, size_t length);

#endif
