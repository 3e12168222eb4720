/*
 * What was added and stands in another register already: mostly the same register under another
 * name, whose agreements would be watched twice.
 */
#include <string.h>

#include "cli/import.h"
#include "core/cleanup.h"

static int complain(struct import *import, const struct store_elsewhere *other)
{
	const char *name = other->register_name;
	const char *quote = strpbrk(name, " \t'\"$&()*;<>?[\\]`{|}~!#") == NULL ? "" : "\"";

	return import_note(
		import, &(struct import_about){0}, "in_other_register",
		"%zu %s in the register \"%s\" already, with the same registration number or the "
		"same partner and signing date, and %s watched twice; if this is that register "
		"under a new name, import it with --register %s%s%s",
		other->count,
		other->count == 1 ? "agreement of it stands" : "agreements of it stand", name,
		other->count == 1 ? "is" : "are", quote, name, quote);
}

int import_note_elsewhere(struct import *import)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct store_elsewhere *others;
	size_t count;
	int result;

	if (import->added == 0)
		return 0;
	result = store_elsewhere(import->cli->store, import->number, &arena, &others, &count);
	for (size_t i = 0; i < count && result == 0; i++)
		result = complain(import, &others[i]);
	return result;
}
