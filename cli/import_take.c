#include "cli/import.h"

#include <errno.h>
#include <string.h>

#include "cli/view.h"
#include "core/cleanup.h"

int import_list(struct import *import, struct import_items *items,
		const struct agreement *agreement, const struct change *changes, size_t count)
{
	struct arena *arena = &import->intake.arena;
	struct import_item *item = arena_take(arena, sizeof(*item));
	struct change *kept = arena_take_array(arena, count, sizeof(*kept));
	CLEANUP(text_done) struct text partners = {0};

	view_partners(&partners, agreement);
	if (item == NULL || kept == NULL || text_failed(&partners))
		return -ENOMEM;
	if (count > 0)
		memcpy(kept, changes, count * sizeof(*kept));
	*item = (struct import_item){
		.id = agreement->id,
		.partners = arena_copy(arena, text_string(&partners)),
		.number = arena_copy(arena, agreement->registration_number),
		.changes = kept,
		.change_count = count,
	};
	if (item->partners == NULL ||
	    (item->number == NULL && agreement->registration_number != NULL))
		return -ENOMEM;
	if (items->last == NULL)
		items->first = item;
	else
		items->last->next = item;
	items->last = item;
	items->count++;
	return 0;
}

/* ---- which agreement a draft is ----------------------------------------------------------- */

enum identity { IDENTITY_NEW, IDENTITY_KNOWN, IDENTITY_REPEATED };

static int complain(struct import *import, const struct draft *draft, const char *code,
		    const char *text)
{
	const struct source_line *line = &import->intake.lines[draft->source];
	const char *number = draft->agreement.registration_number;

	return problems_add(&import->intake.problems, PROBLEM_WARNING, import->path, line->number,
			    0, code, "%s%s%s%s", number == NULL ? "" : "registration number ",
			    number == NULL ? "" : number, number == NULL ? "" : ": ", text);
}

/*
 * By partner, type and signing date: for a draft without a number, or with one that is no help,
 * since several have it.
 */
static int identify_by_facts(struct import *import, const struct draft *draft, int64_t *ret_id,
			     enum identity *ret_identity)
{
	struct store *store = import->cli->store;
	bool is_twin = false;
	enum twin_match match;
	int result = twins_read(&import->twins, store, import->register_name);

	if (result == 0)
		result = twins_find(&import->twins, store, &draft->agreement, &import->taken,
				    &match, &is_twin, ret_id);
	if (result != 0)
		return result;
	if (match == TWIN_FREE) {
		*ret_identity = IDENTITY_KNOWN;
		return 0;
	}
	if (match == TWIN_REPEATED) {
		*ret_identity = IDENTITY_REPEATED;
		return complain(import, draft, "repeated_row",
				"the row says what an earlier row says; it is taken in once");
	}
	*ret_identity = IDENTITY_NEW;
	if (!is_twin || draft->agreement.registration_number != NULL)
		return 0;
	return complain(import, draft, "possible_repeat",
			"an earlier row has the same partner and signing date; both are kept, as "
			"two agreements");
}

/* A draft whose number is new: the same agreement when it had no number until now. */
static int identify_numbered(struct import *import, const struct draft *draft, int64_t *ret_id,
			     enum identity *ret_identity)
{
	struct store *store = import->cli->store;
	int result = twins_read(&import->twins, store, import->register_name);

	if (result == 0)
		result = twins_find_unnumbered(&import->twins, store, &draft->agreement,
					       &import->taken, ret_id);
	if (result == 0)
		*ret_identity = *ret_id == 0 ? IDENTITY_NEW : IDENTITY_KNOWN;
	return result;
}

/* A draft without a number whose signing date cannot be read: the same agreement if one fits. */
static int identify_undated(struct import *import, const struct draft *draft, int64_t *ret_id,
			    enum identity *ret_identity)
{
	struct store *store = import->cli->store;
	int result = twins_read(&import->twins, store, import->register_name);

	if (result == 0)
		result = twins_find_undated(&import->twins, store, &draft->agreement,
					    &import->taken, ret_id);
	if (result != 0)
		return result;
	if (*ret_id == 0)
		return identify_by_facts(import, draft, ret_id, ret_identity);
	*ret_identity = IDENTITY_KNOWN;
	return 0;
}

static int identify(struct import *import, const struct draft *draft, int64_t *ret_id,
		    enum identity *ret_identity)
{
	int result;

	if (draft->agreement.registration_number == NULL)
		return draft->signed_unread == NULL
			       ? identify_by_facts(import, draft, ret_id, ret_identity)
			       : identify_undated(import, draft, ret_id, ret_identity);
	result = store_match(import->cli->store, &draft->agreement, ret_id);
	if (result == 0 && *ret_id == 0)
		return identify_numbered(import, draft, ret_id, ret_identity);
	if (result == STORE_CONFLICT || (result == 0 && idset_has(&import->taken, *ret_id)))
		return identify_by_facts(import, draft, ret_id, ret_identity);
	if (result == 0)
		*ret_identity = IDENTITY_KNOWN;
	return result;
}

/* ---- taking it in ------------------------------------------------------------------------- */

static int add(struct import *import, const struct agreement *agreement, int64_t source_row,
	       const struct author *author, int64_t *ret_id)
{
	int result = store_add_agreement(import->cli->store, agreement, source_row, author, ret_id);

	if (result == 0)
		result = twins_add(&import->twins, agreement, *ret_id);
	if (result == 0)
		result = idset_add(&import->new, *ret_id);
	import->added++;
	return result;
}

static bool is_renumbered(const struct change *changes, size_t count)
{
	return count == 1 && strcmp(changes[0].field, "row") == 0;
}

/* draft: as the register says it, with the ID of the agreement that it is. */
static int update(struct import *import, const struct draft *draft, int64_t source_row,
		  const struct author *author)
{
	struct store *store = import->cli->store;
	struct agreement agreement = draft->agreement;
	struct term term = agreement.terms[0];
	CLEANUP(arena_done) struct arena arena = {0};
	struct change changes[COMPARE_FIELDS];
	struct agreement kept;
	size_t count;
	int result = store_agreement(store, agreement.id, &arena, &kept);

	if (result == 0)
		result = import_keep_former(import, draft, &kept, &agreement, &term);
	if (result != 0)
		return result;
	agreement.state = kept.state;
	agreement.terms = &term;
	import->kinds[agreement.kind]++;
	result = compare_agreements(&kept, &agreement, &import->intake.arena, changes, &count);
	if (result == 0)
		result = store_update_agreement(store, &agreement, source_row, import->cli->today,
						author);
	if (result != 0)
		return result;
	if (count == 0)
		import->unchanged++;
	else if (is_renumbered(changes, count))
		import->renumbered++;
	else
		result = import_list(import, &import->changed, &agreement, changes, count);
	return result;
}

static int take_draft(struct import *import, size_t index, int64_t source_row,
		      const struct author *author)
{
	struct draft draft = import->intake.drafts[index];
	struct agreement *agreement = &draft.agreement;
	struct term term = agreement->terms[0];
	enum identity identity;
	int64_t id = 0;
	int result;

	agreement->register_name = import->register_name;
	agreement->known_on = import->cli->today;
	term.known_on = import->cli->today;
	term.seen_on = DAY_NONE;
	agreement->terms = &term;
	agreement->term_count = 1;
	result = identify(import, &draft, &id, &identity);
	if (result != 0)
		return result;
	if (identity == IDENTITY_KNOWN) {
		agreement->id = id;
		result = update(import, &draft, source_row, author);
	} else {
		import->repeated += identity == IDENTITY_REPEATED;
		if (identity == IDENTITY_REPEATED)
			return 0;
		import->kinds[agreement->kind]++;
		result = add(import, agreement, source_row, author, &id);
	}
	if (result == 0)
		result = idset_add(&import->taken, id);
	import->ids[index] = id;
	return result;
}

static int take_lines(struct import *import, const struct author *author)
{
	const struct intake *intake = &import->intake;
	size_t draft = 0;
	int result = 0;

	for (size_t i = 0; i < intake->line_count && result == 0; i++) {
		const struct source_line *line = &intake->lines[i];
		int64_t source_row;

		import->lines[line->kind] += line->lines;
		result = store_add_source(import->cli->store, import->number,
					  &(struct store_source){
						  .line = line->number,
						  .lines = line->lines,
						  .kind = line_kind_name(line->kind),
						  .text = line->text,
					  },
					  &source_row);
		for (; result == 0 && draft < intake->draft_count &&
		       intake->drafts[draft].source == i;
		     draft++)
			result = take_draft(import, draft, source_row, author);
	}
	return result;
}

/* The agreement whose row holds that line; 0: none. Drafts are in the order of their lines. */
static int64_t id_of_line(const struct import *import, unsigned int number)
{
	const struct intake *intake = &import->intake;
	size_t low = 0;
	size_t high = intake->draft_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct source_line *line = &intake->lines[intake->drafts[middle].source];

		if (line->number + line->lines <= number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == intake->draft_count || intake->lines[intake->drafts[low].source].number > number)
		return 0;
	return import->ids[low];
}

static int take_problems(struct import *import)
{
	const struct problems *problems = &import->intake.problems;
	int result = 0;

	for (size_t i = 0; i < problems->count && result == 0; i++) {
		const struct problem *problem = &problems->items[i];

		result =
			store_add_problem(import->cli->store, import->number,
					  &(struct store_problem){
						  .agreement_id = id_of_line(import, problem->line),
						  .line = problem->line,
						  .column = problem->column,
						  .code = problem->code,
						  .text = problem->text,
					  });
	}
	return result;
}

/* What is odd about the register as a whole. */
static int check_whole(struct import *import)
{
	if (import->intake.draft_count > 0 || import->missing.count == 0)
		return import_check_elsewhere(import);
	return problems_add(
		&import->intake.problems, PROBLEM_WARNING, import->path, 0, 0, "no_agreements",
		"no line of it is an agreement, and the register \"%s\" has %zu: what is there is "
		"kept and watched; is this the right file?",
		import->register_name, import->missing.count);
}

int import_take(struct import *import)
{
	struct cli *cli = import->cli;
	CLEANUP(text_done) struct text how = {0};
	struct author author = {.who = cli_who(cli), .at_ms = cli_now_ms(cli)};
	int result;

	text_addf(&how, "import %s", import->path);
	import->ids = arena_take_array(&import->intake.arena, import->intake.draft_count,
				       sizeof(*import->ids));
	if (text_failed(&how) || import->ids == NULL)
		return -ENOMEM;
	author.how = text_string(&how);
	result = import_read_noted(import);
	if (result == 0)
		result = store_import_begin(cli->store, import->register_name, import->path,
					    &author, &import->number);
	if (result == 0)
		result = take_lines(import, &author);
	if (result == 0)
		result = import_list_missing(import);
	if (result == 0)
		result = check_whole(import);
	if (result == 0)
		result = take_problems(import);
	if (result == 0)
		result = import_note_missing(import);
	if (result == 0)
		result = store_import_end(cli->store, import->number);
	problems_sort(&import->intake.problems);
	return result;
}
