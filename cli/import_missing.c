/*
 * Agreements whose row is no longer in the register: each has a problem, which names the day on
 * which that was seen first and stays until an import brings the row again. An agreement that was
 * added meanwhile and has the same partner, type and signing date may be one of them under a new
 * number; that is a problem too.
 */
#include <errno.h>

#include "cli/import.h"
#include "cli/view.h"
#include "core/cleanup.h"

#define KIN_MAX 32

static int note_missing(struct import *import, const struct agreement *agreement)
{
	const struct import_about about = {.agreement_id = agreement->id};
	const char *noted = import_noted(import, agreement->id, IMPORT_MISSING);
	const char *number = agreement->registration_number;
	CLEANUP(text_done) struct text partners = {0};
	char day[DAY_TEXT_SIZE];

	if (noted != NULL)
		return import_note(import, &about, IMPORT_MISSING, "%s", noted);
	view_partners(&partners, agreement);
	if (text_failed(&partners))
		return -ENOMEM;
	/* With its ID: what was told of one agreement must not pass for what is said of another. */
	return import_note(import, &about, IMPORT_MISSING,
			   "agreement %lld, %s%s%s%s, is no longer in the register %s since %s; it "
			   "is kept and watched",
			   (long long)agreement->id, text_string(&partners),
			   number == NULL ? "" : " (", number == NULL ? "" : number,
			   number == NULL ? "" : ")", import->register_name,
			   day_format(import->cli->today, day));
}

static int note_renumbering(struct import *import, const struct agreement *missing,
			    const struct store_kin *kin)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct agreement added;
	int result = store_agreement(import->cli->store, kin->id, &arena, &added);

	if (result != 0)
		return result;
	return import_note(import,
			   &(struct import_about){.agreement_id = kin->id,
						  .other_id = missing->id,
						  .line = kin->line},
			   IMPORT_RENUMBERED,
			   "registration number %s: agreement %lld (%s), which is no longer in the "
			   "register, has the same partner, type and signing date; if its number "
			   "was "
			   "corrected, both are watched now: give the row its former number, %s, "
			   "again",
			   added.registration_number, (long long)missing->id,
			   missing->registration_number, missing->registration_number);
}

/* Whether an agreement came in with this import, or was said to be the missing one before. */
static bool may_be_renumbered(const struct import *import, const struct agreement *missing,
			      const struct store_kin *kin)
{
	if (!kin->is_taken || !kin->has_number || !kin->is_facts_same ||
	    !vague_is_known(missing->signed_on) || !vague_equal(kin->signed_on, missing->signed_on))
		return false;
	return (import->first_new != 0 && kin->id >= import->first_new) ||
	       import_noted(import, kin->id, IMPORT_RENUMBERED) != NULL;
}

static int check_renumbering(struct import *import, const struct agreement *missing)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct agreement unnumbered = *missing;
	struct store_kin *kin;
	size_t count;
	int result;

	if (missing->registration_number == NULL)
		return 0;
	unnumbered.registration_number = NULL;
	result = store_kin(import->cli->store, &unnumbered, import->number, KIN_MAX, &arena, &kin,
			   &count);
	for (size_t i = 0; i < count && result == 0; i++) {
		if (may_be_renumbered(import, missing, &kin[i]))
			result = note_renumbering(import, missing, &kin[i]);
	}
	return result;
}

/* The store may not be written while it is walked through: what is missing is listed first. */
struct missing {
	struct import *import;
	struct arena arena;
	int64_t *ids;
	size_t count;
	size_t capacity;
};

static int list_missing(void *context, const struct agreement *agreement,
			const struct history *history, struct day next_on)
{
	struct missing *missing = context;
	int result;

	(void)history;
	(void)next_on;
	/* What nobody watches any more needs no row. */
	if (agreement->state != STATE_ACTIVE)
		return 0;
	result = import_list(missing->import, &missing->import->missing, agreement, NULL, 0);
	if (result != 0)
		return result;
	if (missing->count == missing->capacity) {
		size_t capacity = missing->capacity == 0 ? 64 : missing->capacity * 2;
		int64_t *ids = arena_take_array(&missing->arena, capacity, sizeof(*ids));

		if (ids == NULL)
			return -ENOMEM;
		for (size_t i = 0; i < missing->count; i++)
			ids[i] = missing->ids[i];
		missing->ids = ids;
		missing->capacity = capacity;
	}
	missing->ids[missing->count++] = agreement->id;
	return 0;
}

static int note_one(struct import *import, int64_t id)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct agreement agreement;
	int result = store_agreement(import->cli->store, id, &arena, &agreement);

	if (result == 0)
		result = note_missing(import, &agreement);
	return result == 0 ? check_renumbering(import, &agreement) : result;
}

/* No row at all is an agreement: it may be the wrong file. */
static int check_whole(struct import *import, size_t missing)
{
	if (import->lines[LINE_ROW] > 0 || missing == 0)
		return 0;
	return import_note(
		import, &(struct import_about){0}, "no_agreements",
		"no line of it is an agreement, and the register \"%s\" has %zu: what is "
		"there is kept and watched; is this the right file?",
		import->register_name, missing);
}

int import_note_missing(struct import *import)
{
	struct missing missing = {.import = import};
	int result = store_each_missing(import->cli->store, import->register_name, import->number,
					list_missing, &missing);

	if (result == 0)
		result = check_whole(import, missing.count);
	for (size_t i = 0; i < missing.count && result == 0; i++)
		result = note_one(import, missing.ids[i]);
	arena_done(&missing.arena);
	return result;
}
