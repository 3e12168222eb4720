#include "core/names.h"

#include <string.h>

bool names_find(struct names names, const char *name, unsigned int *ret_index)
{
	for (size_t i = 0; i < names.count; i++) {
		if (strcmp(names.items[i], name) == 0) {
			*ret_index = (unsigned int)i;
			return true;
		}
	}
	return false;
}
