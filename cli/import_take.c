#include <errno.h>
#include <string.h>

#include "cli/import.h"
#include "cli/view.h"
#include "core/cleanup.h"

int import_list(struct import *import, struct import_items *items,
		const struct agreement *agreement, const struct change *changes, size_t count)
{
	struct arena *arena = &import->arena;
	CLEANUP(text_done) struct text partners = {0};
	struct import_item *item;

	items->count++;
	if (items->count > IMPORT_ITEMS_MAX)
		return 0;
	item = arena_take(arena, sizeof(*item));
	view_partners(&partners, agreement);
	if (item == NULL || text_failed(&partners))
		return -ENOMEM;
	*item = (struct import_item){
		.id = agreement->id,
		.partners = arena_copy(arena, text_string(&partners)),
		.number = arena_copy(arena, agreement->registration_number),
	};
	if (item->partners == NULL ||
	    (item->number == NULL && agreement->registration_number != NULL))
		return -ENOMEM;
	if (count > 0) {
		item->changes = compare_keep(changes, count, arena);
		item->change_count = count;
		if (item->changes == NULL)
			return -ENOMEM;
	}
	if (items->last == NULL)
		items->first = item;
	else
		items->last->next = item;
	items->last = item;
	return 0;
}

static int add(struct import *import, const struct agreement *draft, int64_t source_row,
	       int64_t *ret_id)
{
	int result;

	import->kinds[draft->kind]++;
	import->added++;
	result =
		store_add_agreement(import->cli->store, draft, source_row, &import->author, ret_id);
	if (result == 0 && import->first_new == 0)
		import->first_new = *ret_id;
	return result;
}

static bool is_same_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

static int write_merged(struct import *import, const struct agreement *kept,
			const struct agreement *merged, bool is_changed, int64_t source_row)
{
	struct store *store = import->cli->store;
	int result = 0;

	if (is_changed || !is_same_text(kept->last_day_raw, merged->last_day_raw))
		result = store_forget_answers(store, kept->id);
	if (result != 0)
		return result;
	return store_update_agreement(store, merged, source_row, import->cli->today,
				      &import->author);
}

/* draft has the ID of the agreement that it is. */
static int update(struct import *import, const struct register_record *record,
		  const struct agreement *draft, int64_t source_row)
{
	struct change changes[COMPARE_FIELDS];
	struct agreement kept;
	struct merge merge;
	bool is_changed, is_renumbered;
	size_t count;
	int result = store_agreement(import->cli->store, draft->id, &import->scratch, &kept);

	if (result == 0)
		result = import_merge(import, record, draft, &kept, &merge);
	if (result == 0)
		result = compare_agreements(&kept, &merge.agreement, &import->scratch, changes,
					    &count);
	if (result != 0)
		return result;
	is_renumbered = count == 1 && compare_is_row_number(&changes[0]);
	is_changed = count > 0 && !is_renumbered;
	import->kinds[merge.agreement.kind]++;
	import->renumbered += is_renumbered;
	import->unchanged += count == 0;
	result = write_merged(import, &kept, &merge.agreement, is_changed, source_row);
	if (result != 0 || !is_changed)
		return result;
	result = import_list(import, &import->changed, &merge.agreement, changes, count);
	if (result == 0 && import->changed.count <= IMPORT_ITEMS_MAX)
		import->changed.last->has_new_term = merge.has_new_term;
	return result;
}

/* The draft as the store takes it: of this register, known from today. */
static struct agreement complete(const struct import *import, const struct agreement *draft,
				 struct term terms[static AGREEMENT_TERMS_MAX])
{
	struct agreement agreement = *draft;

	memcpy(terms, draft->terms, draft->term_count * sizeof(*terms));
	for (size_t i = 0; i < draft->term_count; i++) {
		terms[i].known_on = import->cli->today;
		terms[i].seen_on = DAY_NONE;
	}
	agreement.terms = terms;
	agreement.register_name = import->register_name;
	agreement.known_on = import->cli->today;
	return agreement;
}

/* The row says what is kept, and nothing was set by hand: only the line it comes from is new. */
static int confirm(struct import *import, const struct agreement *draft,
		   const struct store_kin *kin, int64_t source_row)
{
	const char *row = draft->row == NULL ? "" : draft->row;

	import->kinds[draft->kind]++;
	if (strcmp(row, kin->row == NULL ? "" : kin->row) == 0)
		import->unchanged++;
	else
		import->renumbered++;
	return store_confirm_agreement(import->cli->store, kin->id, source_row, draft->row);
}

static int take_known(struct import *import, const struct register_record *record,
		      struct agreement *draft, const struct store_kin *kin, int64_t source_row)
{
	struct store_edit *edits;
	size_t count;
	int result;

	draft->id = kin->id;
	if (!kin->is_same)
		return update(import, record, draft, source_row);
	result = store_edits(import->cli->store, kin->id, &import->scratch, &edits, &count);
	if (result != 0)
		return result;
	return count > 0 ? update(import, record, draft, source_row)
			 : confirm(import, draft, kin, source_row);
}

static int take_draft(struct import *import, const struct register_record *record,
		      int64_t source_row, int64_t *ret_id)
{
	struct term terms[AGREEMENT_TERMS_MAX];
	struct agreement draft = complete(import, &record->draft->agreement, terms);
	const struct store_kin *kin = NULL;
	enum identity identity;
	int result = import_identify(import, record, &draft, &kin, &identity);

	if (result == 0 && import->sample_count < IMPORT_SAMPLES)
		result = import_sample(import, record, &draft);
	if (result != 0)
		return result;
	switch (identity) {
	case IDENTITY_NEW:
		return add(import, &draft, source_row, ret_id);
	case IDENTITY_KNOWN:
		*ret_id = kin->id;
		import_take_edited(import, kin->id);
		return take_known(import, record, &draft, kin, source_row);
	case IDENTITY_REPEATED:
		*ret_id = kin->id;
		import->repeated++;
		return 0;
	}
	return 0;
}

static int take_record(struct import *import, const struct register_record *record)
{
	const struct store_source source = {
		.line = record->line,
		.lines = record->lines,
		.part = record->part,
		.kind = line_kind_name(record->kind),
		.text = record->text,
	};
	int64_t source_row, id = 0;
	int result = store_add_source(import->cli->store, import->number, &source, &source_row);

	for (size_t i = 0; i < LINE_KINDS; i++)
		import->lines[i] += record->kind_lines[i];
	if (result == 0 && record->draft != NULL)
		result = take_draft(import, record, source_row, &id);
	if (result != 0)
		return result;
	return import_note_all(import, record->problems, record->problem_count, record->part, id);
}

static int take_records(struct import *import)
{
	struct register_record record;
	int result;

	while ((result = register_next(import->reader, &record)) == 1) {
		arena_reset(&import->scratch);
		result = take_record(import, &record);
		if (result == 0 && progress_is_interrupted())
			result = -EINTR;
		if (result != 0)
			return result;
	}
	return result;
}

/* What the first pass found wrong with the file as a whole: shown already, now kept. */
static int take_whole(struct import *import)
{
	struct problems found = import->problems;
	int result;

	import->problems = (struct problems){0};
	result = import_note_all(import, found.items, found.count, /* part= */ NULL,
				 /* agreement_id= */ 0);
	problems_done(&found);
	return result;
}

int import_take(struct import *import)
{
	struct store *store = import->cli->store;
	int result = import_read_noted(import);

	if (result == 0)
		result = import_read_edited(import);
	if (result == 0)
		result = store_import_begin(store, import->register_name, import->path,
					    &import->author, &import->number);
	if (result == 0)
		result = take_whole(import);
	import_find_roles(import);
	if (result == 0)
		result = take_records(import);
	if (result == 0)
		result = import_note_lost(import);
	if (result == 0)
		result = import_note_missing(import);
	if (result == 0)
		result = import_note_elsewhere(import);
	if (result == 0)
		result = import_note_successors(import);
	if (result == 0)
		result = store_import_end(store, import->number);
	if (result == 0)
		result = store_bulk_end(store);
	problems_sort(&import->problems);
	return result;
}
