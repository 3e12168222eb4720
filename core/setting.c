#include "core/setting.h"

#include <string.h>

const struct setting *settings_find(const struct settings *settings, const char *key)
{
	for (size_t i = 0; i < settings->count; i++) {
		if (strcmp(settings->items[i].key, key) == 0)
			return &settings->items[i];
	}
	return NULL;
}
