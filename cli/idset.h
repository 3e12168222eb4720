/*
 * A set of IDs of agreements, as bits.
 */
#ifndef RENEWD_CLI_IDSET_H
#define RENEWD_CLI_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero is the empty set. */
struct idset {
	uint8_t *bits;
	size_t size; /* bytes */
};

/* IDs are those that SQLite gives out: from 1, dense. 0, or -ENOMEM. */
int idset_add(struct idset *set, int64_t id);
bool idset_has(const struct idset *set, int64_t id);
void idset_done(struct idset *set);

#endif
