/*
 * Later agreements with the same partner and type: does one take the place of the other? Only a
 * human knows; until one says so, both are watched, and notices say so too.
 */
#include <errno.h>
#include <string.h>

#include "cli/import.h"
#include "core/cleanup.h"

/*
 * An older agreement of whose end people have heard all there is to hear is no question any more.
 */
#define ENDED_LONG_AGO_DAYS 180

/* The store may not be written while it is walked through: pairs are listed first. */
struct pair {
	struct pair *next;
	int64_t older, newer;
	const char *text;
};

struct pairs {
	struct import *import;
	struct arena arena;
	struct pair *first;
	struct pair **end;
	size_t count;
};

#define PAIRS_MAX 10000

static bool is_open(const struct import *import, const struct agreement *older,
		    const struct agreement *newer)
{
	struct day last =
		agreement_last_day(older, &import->cli->rules.dates, import->cli->today).latest;

	if (day_is_none(last))
		return true;
	/* Its successor was signed long after its end: nothing is in doubt. */
	if (vague_is_known(newer->signed_on) &&
	    day_diff(last, newer->signed_on.first) > ENDED_LONG_AGO_DAYS)
		return false;
	return day_diff(last, import->cli->today) <= ENDED_LONG_AGO_DAYS;
}

static int list_pair(void *context, const struct agreement *older, const struct agreement *newer)
{
	struct pairs *pairs = context;
	char day[DAY_TEXT_SIZE], later[DAY_TEXT_SIZE];
	CLEANUP(text_done) struct text text = {0};
	struct pair *pair;

	if (pairs->count >= PAIRS_MAX || !is_open(pairs->import, older, newer))
		return 0;
	text_addf(&text,
		  "agreement %lld, signed %s, has the same partner and type as agreement %lld, "
		  "signed %s: does it take its place? Both are watched until somebody decides",
		  (long long)newer->id, vague_format(newer->signed_on, later), (long long)older->id,
		  vague_format(older->signed_on, day));
	pair = arena_take(&pairs->arena, sizeof(*pair));
	if (pair == NULL || text_failed(&text))
		return -ENOMEM;
	*pair = (struct pair){.older = older->id, .newer = newer->id};
	pair->text = arena_copy(&pairs->arena, text_string(&text));
	if (pair->text == NULL)
		return -ENOMEM;
	*pairs->end = pair;
	pairs->end = &pair->next;
	pairs->count++;
	return 0;
}

/* Whether a question that was asked before is one still: the store asks only about what is new. */
static bool is_question(const struct agreement *older, const struct agreement *newer)
{
	const char *type = older->type == NULL ? "" : older->type;

	return older->state == STATE_ACTIVE && newer->state == STATE_ACTIVE &&
	       older->partner_count > 0 && newer->partner_count > 0 &&
	       older->partners[0].name != NULL && newer->partners[0].name != NULL &&
	       text_same_name(older->partners[0].name, newer->partners[0].name) &&
	       text_same_name(type, newer->type == NULL ? "" : newer->type) &&
	       vague_is_known(older->signed_on) && vague_is_known(newer->signed_on) &&
	       day_compare(newer->signed_on.first, older->signed_on.last) > 0;
}

static int list_noted(struct pairs *pairs, const struct import_noted *noted)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct store *store = pairs->import->cli->store;
	struct agreement older, newer;
	int result = store_agreement(store, noted->id, &arena, &older);

	if (result == 0)
		result = store_agreement(store, noted->other_id, &arena, &newer);
	if (result != 0 || !is_question(&older, &newer))
		return result;
	return list_pair(pairs, &older, &newer);
}

static int list_all_noted(struct pairs *pairs)
{
	const struct import *import = pairs->import;
	int result = 0;

	for (size_t i = 0; i < import->noted_count && result == 0; i++) {
		if (strcmp(import->noted[i].code, IMPORT_SUCCESSOR) == 0)
			result = list_noted(pairs, &import->noted[i]);
	}
	return result;
}

int import_note_successors(struct import *import)
{
	struct pairs pairs = {.import = import};
	int result;

	pairs.end = &pairs.first;
	result = list_all_noted(&pairs);
	if (result == 0)
		result =
			store_each_successor(import->cli->store, import->number, list_pair, &pairs);
	for (const struct pair *pair = pairs.first; pair != NULL && result == 0; pair = pair->next)
		result = import_note(import,
				     &(struct import_about){.agreement_id = pair->older,
							    .other_id = pair->newer},
				     IMPORT_SUCCESSOR, "%s", pair->text);
	arena_done(&pairs.arena);
	return result;
}
