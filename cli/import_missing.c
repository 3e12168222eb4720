/*
 * Agreements whose row is no longer in the register: each has a problem, which names the day on
 * which that was seen first and stays until an import brings the row again. An agreement that was
 * added meanwhile and has the same partner, type and signing date may be one of them under a new
 * number; that is a problem too.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/display.h"
#include "cli/import.h"
#include "cli/view.h"
#include "core/cleanup.h"

#define CODE_MISSING	"missing_row"
#define CODE_RENUMBERED "possible_renumbering"

/* ---- what the import before said ---------------------------------------------------------- */

static int compare_noted(const void *a, const void *b)
{
	const struct import_noted *x = a;
	const struct import_noted *y = b;
	int result = (x->id > y->id) - (x->id < y->id);

	return result != 0 ? result : strcmp(x->code, y->code);
}

int import_read_noted(struct import *import)
{
	struct arena *arena = &import->intake.arena;
	struct store_problem *problems;
	size_t count;
	int result =
		store_problems(import->cli->store, /* agreement_id= */ 0,
			       /* only_untold= */ false, /* limit= */ 0, arena, &problems, &count);

	if (result != 0)
		return result;
	import->noted = arena_take_array(arena, count, sizeof(*import->noted));
	if (import->noted == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct store_problem *problem = &problems[i];

		if (strcmp(problem->register_name, import->register_name) != 0 ||
		    (strcmp(problem->code, CODE_MISSING) != 0 &&
		     strcmp(problem->code, CODE_RENUMBERED) != 0))
			continue;
		import->noted[import->noted_count++] = (struct import_noted){
			.id = problem->agreement_id, .code = problem->code, .text = problem->text};
	}
	qsort(import->noted, import->noted_count, sizeof(*import->noted), compare_noted);
	return 0;
}

/* The text of that problem of the agreement after the import before; NULL: it had none. */
static const char *noted_text(const struct import *import, int64_t id, const char *code)
{
	struct import_noted key = {.id = id, .code = code};
	const struct import_noted *found = NULL;

	if (import->noted_count > 0)
		found = bsearch(&key, import->noted, import->noted_count, sizeof(key),
				compare_noted);
	return found == NULL ? NULL : found->text;
}

/* A problem of an agreement, told at once and kept. The text must not hold control characters. */
static int note(struct import *import, int64_t id, unsigned int line, const char *code,
		const char *text)
{
	int result = problems_add(&import->intake.problems, PROBLEM_WARNING, import->path, line, 0,
				  code, "%s", text);

	if (result != 0)
		return result;
	return store_add_problem(
		import->cli->store, import->number,
		&(struct store_problem){
			.agreement_id = id, .line = line, .code = code, .text = text});
}

/* ---- agreements without a row ------------------------------------------------------------- */

static int list_missing(void *context, const struct agreement *agreement,
			const struct settled *settled, size_t settled_count, struct day next_on)
{
	struct import *import = context;
	int result = import_list(import, &import->missing, agreement, NULL, 0);

	(void)settled;
	(void)settled_count;
	(void)next_on;
	if (result == 0)
		import->missing.last->key = twins_key(agreement);
	return result;
}

int import_list_missing(struct import *import)
{
	return store_each_missing(import->cli->store, import->register_name, import->number,
				  list_missing, import);
}

static int note_missing(struct import *import, const struct import_item *item)
{
	const char *noted = noted_text(import, item->id, CODE_MISSING);
	CLEANUP(text_done) struct text name = {0};
	CLEANUP(text_done) struct text text = {0};
	char day[DAY_TEXT_SIZE];

	if (noted != NULL)
		return note(import, item->id, 0, CODE_MISSING, noted);
	/* With its ID: what was told of one agreement must not pass for what is said of another. */
	text_addf(&name, "agreement %lld, %s%s%s%s, is no longer in the register %s",
		  (long long)item->id, item->partners, item->number == NULL ? "" : " (",
		  item->number == NULL ? "" : item->number, item->number == NULL ? "" : ")",
		  import->register_name);
	display_add(&text, text_string(&name));
	text_addf(&text, " since %s; it is kept and watched", day_format(import->cli->today, day));
	if (text_failed(&name) || text_failed(&text))
		return -ENOMEM;
	return note(import, item->id, 0, CODE_MISSING, text_string(&text));
}

/* ---- numbers that were corrected ---------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const struct import_item *x = *(const struct import_item *const *)a;
	const struct import_item *y = *(const struct import_item *const *)b;

	return (x->key > y->key) - (x->key < y->key);
}

static int note_renumbering(struct import *import, const struct draft *draft, int64_t id,
			    const struct import_item *former)
{
	const char *number = draft->agreement.registration_number;
	CLEANUP(text_done) struct text raw = {0};
	CLEANUP(text_done) struct text text = {0};

	text_addf(&raw,
		  "registration number %s: agreement %lld (%s), which is no longer in the "
		  "register, has the same partner, type and signing date; if its number was "
		  "corrected, both are watched now: give the row its former number, %s, again",
		  number, (long long)former->id, former->number, former->number);
	display_add(&text, text_string(&raw));
	if (text_failed(&raw) || text_failed(&text))
		return -ENOMEM;
	return note(import, id, import->intake.lines[draft->source].number, CODE_RENUMBERED,
		    text_string(&text));
}

static int check_renumbering(struct import *import, size_t index,
			     const struct import_item *const *missing)
{
	const struct draft *draft = &import->intake.drafts[index];
	const struct import_item wanted = {.key = twins_key(&draft->agreement)};
	const struct import_item *key = &wanted;
	const struct import_item *const *found;
	int64_t id = import->ids[index];

	if (wanted.key == 0 || draft->agreement.registration_number == NULL ||
	    (!idset_has(&import->new, id) && noted_text(import, id, CODE_RENUMBERED) == NULL))
		return 0;
	found = bsearch(&key, missing, import->missing.count, sizeof(*missing), compare_items);
	if (found == NULL || (*found)->number == NULL)
		return 0;
	return note_renumbering(import, draft, id, *found);
}

int import_note_missing(struct import *import)
{
	const struct import_item **missing = arena_take_array(
		&import->intake.arena, import->missing.count, sizeof(const struct import_item *));
	size_t count = 0;
	int result = 0;

	if (missing == NULL)
		return -ENOMEM;
	for (const struct import_item *item = import->missing.first; item != NULL && result == 0;
	     item = item->next) {
		missing[count++] = item;
		result = note_missing(import, item);
	}
	if (count == 0 || result != 0)
		return result;
	qsort(missing, count, sizeof(const struct import_item *), compare_items);
	for (size_t i = 0; i < import->intake.draft_count && result == 0; i++)
		result = check_renumbering(import, i, missing);
	return result;
}
