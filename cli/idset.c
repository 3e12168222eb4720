#include "cli/idset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int grow(struct idset *set, size_t byte)
{
	size_t size = set->size == 0 ? 256 : set->size;
	uint8_t *bits;

	while (size <= byte) {
		if (size > SIZE_MAX / 2)
			return -ENOMEM;
		size *= 2;
	}
	bits = realloc(set->bits, size);
	if (bits == NULL)
		return -ENOMEM;
	memset(bits + set->size, 0, size - set->size);
	set->bits = bits;
	set->size = size;
	return 0;
}

int idset_add(struct idset *set, int64_t id)
{
	size_t byte = (size_t)id / 8;

	if (byte >= set->size && grow(set, byte) != 0)
		return -ENOMEM;
	set->bits[byte] |= (uint8_t)(1u << (id % 8));
	return 0;
}

bool idset_has(const struct idset *set, int64_t id)
{
	size_t byte = (size_t)id / 8;

	return byte < set->size && (set->bits[byte] >> (id % 8) & 1) != 0;
}

void idset_done(struct idset *set)
{
	free(set->bits);
	*set = (struct idset){0};
}
