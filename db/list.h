/*
 * An array that grows; zero is empty. The items are as aligned as malloc() makes them.
 */
#ifndef RENEWD_DB_LIST_H
#define RENEWD_DB_LIST_H

#include <stddef.h>

struct list {
	void *items;
	size_t count;
	size_t capacity;
};

/* A new zeroed item of size bytes at the end; NULL when memory is short. */
void *list_add(struct list *list, size_t size);

void list_done(struct list *list);

#endif
