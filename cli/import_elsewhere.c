/*
 * The same register under another name: agreements that are new in this register and stand in
 * another one already. Their keys are sorted hashes; every other agreement is looked up among them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/import.h"
#include "core/cleanup.h"

struct elsewhere_register {
	struct elsewhere_register *next;
	const char *name;
	size_t count;
};

struct elsewhere {
	struct import *import;
	uint64_t *keys;
	size_t count;
	struct elsewhere_register *registers;
};

static void elsewhere_done(struct elsewhere *elsewhere)
{
	free(elsewhere->keys);
}

/* The keys of an agreement: 0 to 2. */
static size_t keys_of(const struct agreement *agreement, uint64_t keys[static 2])
{
	char day[DAY_TEXT_SIZE];
	size_t count = 0;

	if (agreement->registration_number != NULL)
		keys[count++] =
			twins_mix(twins_mix(TWINS_SEED, "number"), agreement->registration_number);
	if (agreement->partner_count > 0 && vague_is_known(agreement->signed_on))
		keys[count++] = twins_mix(twins_mix(TWINS_SEED, agreement->partners[0].name),
					  vague_format(agreement->signed_on, day));
	return count;
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int collect(struct elsewhere *elsewhere)
{
	const struct import *import = elsewhere->import;

	elsewhere->keys = calloc(import->intake.draft_count, 2 * sizeof(*elsewhere->keys));
	if (elsewhere->keys == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < import->intake.draft_count; i++) {
		if (idset_has(&import->new, import->ids[i]))
			elsewhere->count += keys_of(&import->intake.drafts[i].agreement,
						    &elsewhere->keys[elsewhere->count]);
	}
	qsort(elsewhere->keys, elsewhere->count, sizeof(*elsewhere->keys), compare_keys);
	return 0;
}

static int count_in(struct elsewhere *elsewhere, const char *name)
{
	struct arena *arena = &elsewhere->import->intake.arena;
	struct elsewhere_register **at = &elsewhere->registers;

	while (*at != NULL && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	if (*at == NULL) {
		struct elsewhere_register *found = arena_take(arena, sizeof(*found));

		if (found == NULL)
			return -ENOMEM;
		found->name = arena_copy(arena, name);
		if (found->name == NULL)
			return -ENOMEM;
		*at = found;
	}
	(*at)->count++;
	return 0;
}

static int look(void *context, const struct agreement *agreement, const struct settled *settled,
		size_t settled_count, struct day next_on)
{
	struct elsewhere *elsewhere = context;
	uint64_t keys[2];
	size_t count;

	(void)settled;
	(void)settled_count;
	(void)next_on;
	if (agreement->register_name == NULL ||
	    strcmp(agreement->register_name, elsewhere->import->register_name) == 0)
		return 0;
	count = keys_of(agreement, keys);
	for (size_t i = 0; i < count; i++) {
		if (bsearch(&keys[i], elsewhere->keys, elsewhere->count, sizeof(*elsewhere->keys),
			    compare_keys) != NULL)
			return count_in(elsewhere, agreement->register_name);
	}
	return 0;
}

static int complain(struct import *import, const struct elsewhere_register *other)
{
	const char *quote = strpbrk(other->name, " \t'\"$&()*;<>?[\\]`{|}~!#") == NULL ? "" : "\"";

	return problems_add(
		&import->intake.problems, PROBLEM_WARNING, import->path, 0, 0, "in_other_register",
		"%zu %s in the register \"%s\" already, with the same registration number or the "
		"same partner and signing date, and %s watched twice; if this is that register "
		"under a new name, import it with --register %s%s%s",
		other->count,
		other->count == 1 ? "agreement of it stands" : "agreements of it stand",
		other->name, other->count == 1 ? "is" : "are", quote, other->name, quote);
}

int import_check_elsewhere(struct import *import)
{
	CLEANUP(elsewhere_done) struct elsewhere elsewhere = {.import = import};
	int result = 0;

	if (import->added == 0)
		return 0;
	result = collect(&elsewhere);
	if (result == 0)
		result = store_each(import->cli->store, look, &elsewhere);
	for (const struct elsewhere_register *other = elsewhere.registers;
	     result == 0 && other != NULL; other = other->next)
		result = complain(import, other);
	return result;
}
