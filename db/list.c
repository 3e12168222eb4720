#include "db/list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *list_add(struct list *list, size_t size)
{
	void *item;

	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
		void *items;

		if (capacity > SIZE_MAX / 2 / size)
			return NULL;
		items = realloc(list->items, capacity * size);
		if (items == NULL)
			return NULL;
		list->items = items;
		list->capacity = capacity;
	}
	item = (char *)list->items + list->count++ * size;
	return memset(item, 0, size);
}

void list_done(struct list *list)
{
	free(list->items);
	*list = (struct list){0};
}
