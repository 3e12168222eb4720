/*
 * A table of names, one for each enumerator from 0 on, looked up in both directions.
 */
#ifndef RENEWD_CORE_NAMES_H
#define RENEWD_CORE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct names {
	const char *const *items;
	size_t count;
};

#define NAMES(array) ((struct names){(array), sizeof(array) / sizeof((array)[0])})

/* The index of name, compared exactly. False, and ret_index untouched, when it is not there. */
bool names_find(struct names names, const char *name, unsigned int *ret_index);

#endif
