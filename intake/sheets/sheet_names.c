#include "intake/sheets/sheet_names.h"

#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "core/text.h"

#define NAMES_SHOWN 20

int sheet_names_add(struct sheet_names *names, const char *name)
{
	if (names->count == names->capacity) {
		size_t capacity = names->capacity == 0 ? 8 : names->capacity * 2;
		const char **items = realloc(names->items, capacity * sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		names->items = items;
		names->capacity = capacity;
	}
	name = arena_copy(&names->arena, name);
	if (name == NULL)
		return -ENOMEM;
	names->items[names->count++] = name;
	return 0;
}

bool sheet_names_wants(const struct profile *profile, const char *name)
{
	return profile->sheet == NULL || text_same_name(profile->sheet, name);
}

int sheet_names_refuse(const struct sheet_names *names, struct archive *archive,
		       const struct profile *profile)
{
	CLEANUP(text_done) struct text list = {0};

	if (names->count == 0)
		return archive_refuse(archive, "no_sheet",
				      "the file has no sheet with rows and columns");
	for (size_t i = 0; i < names->count && i < NAMES_SHOWN; i++)
		text_addf(&list, "%s\"%s\"", i == 0 ? "" : ", ", names->items[i]);
	if (names->count > NAMES_SHOWN)
		text_addf(&list, " and %zu more", names->count - NAMES_SHOWN);
	if (text_failed(&list))
		return -ENOMEM;
	return archive_refuse(archive, "no_sheet", "the file has no sheet \"%s\"; there is %s",
			      profile->sheet, text_string(&list));
}

void sheet_names_done(struct sheet_names *names)
{
	free(names->items);
	arena_done(&names->arena);
	*names = (struct sheet_names){0};
}
