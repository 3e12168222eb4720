/*
 * Agreements whose number, partner, type or signing date was set by hand. The register goes on
 * saying what it said, so their rows are found by that; else each would come in once more.
 */
#include <errno.h>
#include <string.h>

#include "cli/edit_field.h"
#include "cli/import.h"
#include "core/cleanup.h"

/* What the register said of a field: what stands with its edit, else what is kept. */
static int read_said(struct import *import, const struct agreement *kept, const char *name,
		     const struct store_edit *edits, size_t count, const char **ret_said)
{
	CLEANUP(text_done) struct text text = {0};
	const struct store_edit *edit = NULL;

	for (size_t i = 0; i < count && edit == NULL; i++) {
		if (strcmp(edits[i].field, name) == 0)
			edit = &edits[i];
	}
	if (edit == NULL)
		edit_field_find(name)->describe(&text, kept);
	else if (edit->register_value != NULL)
		text_add(&text, edit->register_value);
	if (text_failed(&text))
		return -ENOMEM;
	*ret_said = arena_copy(&import->arena, text_string(&text));
	return *ret_said == NULL ? -ENOMEM : 0;
}

static int read_one(struct import *import, int64_t id, struct import_edited *ret_edited)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct import_edited edited = {.id = id};
	struct agreement kept;
	struct store_edit *edits;
	size_t count;
	int result = store_agreement(import->cli->store, id, &arena, &kept);

	if (result == 0)
		result = store_edits(import->cli->store, id, &arena, &edits, &count);
	if (result != 0)
		return result;
	if (read_said(import, &kept, "registration_number", edits, count, &edited.number) != 0 ||
	    read_said(import, &kept, "partner", edits, count, &edited.partner) != 0 ||
	    read_said(import, &kept, "type", edits, count, &edited.type) != 0 ||
	    read_said(import, &kept, "signed", edits, count, &edited.signed_on) != 0)
		return -ENOMEM;
	*ret_edited = edited;
	return 0;
}

int import_read_edited(struct import *import)
{
	int64_t *ids;
	size_t count;
	int result = store_edited_identities(import->cli->store, import->register_name,
					     &import->arena, &ids, &count);

	if (result != 0)
		return result;
	import->edited = arena_take_array(&import->arena, count, sizeof(*import->edited));
	if (import->edited == NULL)
		return -ENOMEM;
	for (; import->edited_count < count && result == 0; import->edited_count++)
		result = read_one(import, ids[import->edited_count],
				  &import->edited[import->edited_count]);
	return result;
}

static const char *text_or_nothing(const char *text)
{
	return text == NULL ? "" : text;
}

/* partners: as edit_field.h describes those of the draft. */
static bool has_facts(const struct import_edited *edited, const struct agreement *draft,
		      const char *partners)
{
	char day[DAY_TEXT_SIZE];

	return strcmp(edited->signed_on, vague_format(draft->signed_on, day)) == 0 &&
	       text_same_name(edited->type, text_or_nothing(draft->type)) &&
	       text_same_name(edited->partner, partners);
}

const struct import_edited *import_find_edited(const struct import *import,
					       const struct agreement *draft, bool is_by_facts)
{
	CLEANUP(text_done) struct text partners = {0};
	const char *number = text_or_nothing(draft->registration_number);

	if (import->edited_count == 0 || (!is_by_facts && number[0] == '\0'))
		return NULL;
	edit_field_find("partner")->describe(&partners, draft);
	for (size_t i = 0; i < import->edited_count; i++) {
		const struct import_edited *edited = &import->edited[i];

		if (edited->is_taken)
			continue;
		if (is_by_facts ? has_facts(edited, draft, text_string(&partners))
				: strcmp(edited->number, number) == 0)
			return edited;
	}
	return NULL;
}

void import_take_edited(struct import *import, int64_t id)
{
	for (size_t i = 0; i < import->edited_count; i++) {
		if (import->edited[i].id == id)
			import->edited[i].is_taken = true;
	}
}
