#include "intake/pages/list_facts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/fence.h"
#include "intake/pages/activities.h"
#include "intake/pages/list_entry.h"
#include "intake/words/institutions.h"
#include "intake/words/types.h"

#define GAPS 8 /* empty lines that are told apart */

static enum list_kind kind_at(const struct list_facts *facts, size_t index)
{
	return (enum list_kind)facts->kinds[index];
}

/* ---- kinds -------------------------------------------------------------------------------- */

/* Whether a name within a line is one: no small words, no activity. */
static bool is_plain_name(struct list_part name)
{
	bool is_start = true;

	if (name.length == 0 || name.length > 160 || !institutions_match(name.text, name.length) ||
	    activities_begin(name.text, name.length) ||
	    memmem(name.text, name.length, ". ", 2) != NULL)
		return false;
	for (size_t i = 0; i + 3 < name.length; i++) {
		const char *word = name.text + i;

		if (is_start && word[0] >= 'a' && word[0] <= 'z' &&
		    strchr(" ,-", word[1]) == NULL && strchr(" ,-", word[2]) == NULL &&
		    strchr(" ,-", word[3]) == NULL)
			return false;
		is_start = word[0] == ' ';
	}
	return true;
}

/* Whether what stands before dates is a name, also without a word of institutions: "МГИМО — …". */
static bool is_dated_name(const struct list_entry *entry)
{
	size_t blanks = 0;

	for (size_t i = 0; i < entry->name.length; i++)
		blanks += entry->name.text[i] == ' ';
	return entry->is_dated && blanks < 6 &&
	       !activities_begin(entry->name.text, entry->name.length) &&
	       !types_match(entry->name.text, entry->name.length);
}

/* A line that has the name and more: it looks like what is done. */
static enum list_kind look_within(const struct block *block, enum list_kind kind)
{
	struct list_entry entry;

	if (kind != LIST_NOTE && kind != LIST_MAYBE && kind != LIST_TITLE)
		return kind;
	entry = list_entry_of(block->text, block->length, /* takes_prefix= */ true);
	if (is_dated_name(&entry))
		return LIST_NAME;
	if (entry.note.length == 0 && !(entry.has_sure_prefix && entry.prefix.length == 0))
		return kind;
	return is_plain_name(entry.name) ? LIST_NAME : kind;
}

/* Blocks that the profile leaves out are furniture. The list starts where the profile says, if it
 * does. */
static int leave_out(const struct block *blocks, size_t count, const struct profile *profile,
		     struct list_facts *facts)
{
	CLEANUP(fence_done) struct fence fence = {0};
	struct record *record = calloc(1, sizeof(*record));
	int result = 0;

	if (record == NULL)
		return -ENOMEM;
	fence_init(&fence, profile);
	for (size_t i = 0; i < count && result >= 0; i++) {
		record->text = blocks[i].text;
		record->length = blocks[i].length;
		result = fence_leaves_out(&fence, record);
		if (result > 0)
			facts->kinds[i] = LIST_FURNITURE;
	}
	free(record);
	return result < 0 ? result : 0;
}

/* Whether two blocks belong to one run of lines, or of items. */
static bool is_one_run(const struct block *before, const struct block *block)
{
	return block->gap == 0 || (before->style == BLOCK_ITEM && block->style == BLOCK_ITEM);
}

/* Takes names out of a run of lines that has hardly any, and no place: a menu. */
static void judge_run(struct list_facts *facts, size_t first, size_t end)
{
	size_t names = 0, notes = 0;

	for (size_t i = first; i < end; i++) {
		enum list_kind kind = kind_at(facts, i);

		if (kind == LIST_COUNTRY || kind == LIST_REGION)
			return;
		names += kind == LIST_NAME;
		notes += kind == LIST_NOTE;
	}
	if (end - first < 3 || (names + notes) * 2 >= end - first)
		return;
	for (size_t i = first; i < end; i++) {
		if (kind_at(facts, i) == LIST_NAME || kind_at(facts, i) == LIST_MAYBE)
			facts->kinds[i] = LIST_FURNITURE;
	}
}

static void judge_runs(const struct block *blocks, size_t count, struct list_facts *facts)
{
	size_t first = 0;

	for (size_t i = 1; i <= count; i++) {
		if (i < count && is_one_run(&blocks[i - 1], &blocks[i]))
			continue;
		judge_run(facts, first, i);
		first = i;
	}
}

/* ---- the list as a whole ------------------------------------------------------------------ */

/* Whether one country stands over entries twice in a row. */
static bool repeats_countries(const struct block *blocks, size_t count,
			      const struct list_facts *facts)
{
	const struct block *last = NULL;
	size_t names = 0;

	for (size_t i = 0; i < count; i++) {
		enum list_kind kind = kind_at(facts, i);

		names += kind == LIST_NAME || kind == LIST_MAYBE;
		if (kind == LIST_REGION || kind == LIST_TABLE || kind == LIST_TITLE)
			last = NULL;
		if (kind != LIST_COUNTRY)
			continue;
		if (last != NULL && names > 0 && text_same_name(last->text, blocks[i].text))
			return true;
		last = &blocks[i];
		names = 0;
	}
	return false;
}

static bool takes_prefix(const struct block *blocks, size_t count, const struct list_facts *facts)
{
	size_t names = 0, sure = 0, possible = 0;

	if (facts->repeats_countries)
		return true;
	for (size_t i = 0; i < count; i++) {
		struct list_entry entry;

		if (kind_at(facts, i) != LIST_NAME)
			continue;
		entry = list_entry_of(blocks[i].text, blocks[i].length, /* takes_prefix= */ false);
		names++;
		sure += entry.has_sure_prefix;
		possible += entry.prefix.length > 0;
	}
	return (sure >= 2 && sure * 4 >= possible) ||
	       (names >= 4 && (sure + possible) * 2 >= names);
}

/* ---- addresses ---------------------------------------------------------------------------- */

/* "Bonn, Germany": a country behind one or a few words without one of institutions. */
static bool looks_like_address(const struct block *block)
{
	struct list_entry entry =
		list_entry_of(block->text, block->length, /* takes_prefix= */ false);
	size_t blanks = 0;

	for (size_t i = 0; i < entry.name.length; i++)
		blanks += entry.name.text[i] == ' ';
	return entry.country.length > 0 && entry.name.length > 0 && blanks <= 3 &&
	       !institutions_match(block->text, block->length);
}

/* Whether the block before is a name that says no country itself. */
static bool follows_name(const struct block *blocks, const struct list_facts *facts, size_t index)
{
	return index > 0 && kind_at(facts, index - 1) == LIST_NAME &&
	       institutions_match(blocks[index - 1].text, blocks[index - 1].length) &&
	       list_entry_of(blocks[index - 1].text, blocks[index - 1].length, false)
			       .country.length == 0;
}

/* Where each line that looks like an address follows a name, that is what they are. */
static void find_addresses(const struct block *blocks, size_t count, struct list_facts *facts)
{
	size_t addresses = 0;

	for (size_t i = 0; i < count; i++) {
		if (kind_at(facts, i) != LIST_NAME || !looks_like_address(&blocks[i]))
			continue;
		if (!follows_name(blocks, facts, i))
			return;
		addresses++;
	}
	for (size_t i = 0; addresses > 1 && i < count; i++) {
		if (kind_at(facts, i) == LIST_NAME && looks_like_address(&blocks[i]))
			facts->kinds[i] = LIST_ADDRESS;
	}
}

/* ---- gaps --------------------------------------------------------------------------------- */

/* Whether more names have what is done behind them than another name. */
static bool tells_activities(size_t count, const struct list_facts *facts)
{
	size_t notes = 0, names = 0;

	for (size_t i = 1; i < count; i++) {
		if (kind_at(facts, i - 1) != LIST_NAME && kind_at(facts, i - 1) != LIST_ADDRESS)
			continue;
		notes += kind_at(facts, i) == LIST_NOTE;
		names += kind_at(facts, i) == LIST_NAME;
	}
	return notes > names;
}

static unsigned int most_common(const size_t counts[static GAPS])
{
	unsigned int most = 0;

	for (unsigned int i = 1; i < GAPS; i++) {
		if (counts[i] > counts[most])
			most = i;
	}
	return most;
}

/* How many empty lines tell a name from what is done. */
static unsigned int find_name_gap(const struct block *blocks, size_t count,
				  const struct list_facts *facts)
{
	size_t names[GAPS] = {0}, notes[GAPS] = {0};
	unsigned int name_gap;

	for (size_t i = 1; i < count; i++) {
		unsigned int gap = blocks[i].gap < GAPS ? blocks[i].gap : GAPS - 1;

		if (kind_at(facts, i - 1) == LIST_NAME && kind_at(facts, i) == LIST_NOTE)
			notes[gap]++;
		if (kind_at(facts, i - 1) == LIST_NOTE && kind_at(facts, i) == LIST_NAME)
			names[gap]++;
	}
	name_gap = most_common(names);
	return names[name_gap] > 0 && name_gap > most_common(notes) ? name_gap : 0;
}

/* How many blocks hold a text and more; at most limit. */
static size_t count_mentions(const struct block *blocks, size_t count, size_t index, size_t limit)
{
	size_t mentions = 0;

	for (size_t i = 0; i < count && mentions < limit; i++) {
		if (blocks[i].length > blocks[index].length &&
		    memmem(blocks[i].text, blocks[i].length, blocks[index].text,
			   blocks[index].length) != NULL)
			mentions++;
	}
	return mentions;
}

#define OFFICES_MAX  10 /* names at the top that can be the office's own */
#define MENTIONS_MIN 3	/* so often it is mentioned */

/* The name of the office itself stands over its own pages, and is told again and again. */
static void leave_out_office(const struct block *blocks, size_t count, struct list_facts *facts)
{
	size_t seen = 0;

	for (size_t i = 0; i < count && seen < OFFICES_MAX; i++) {
		if (kind_at(facts, i) != LIST_NAME)
			continue;
		seen++;
		if (count_mentions(blocks, count, i, MENTIONS_MIN) == MENTIONS_MIN)
			facts->kinds[i] = LIST_FURNITURE;
	}
}

/* "Table 1: …", a country, a region, a name with its country before it. */
static bool is_label(const struct block *block, enum list_kind kind)
{
	if (kind == LIST_NAME)
		return list_entry_of(block->text, block->length, /* takes_prefix= */ false)
			.has_sure_prefix;
	return kind == LIST_REGION || kind == LIST_COUNTRY || kind == LIST_TABLE;
}

/* The list starts with its first label, unless many names stand before it. */
static size_t find_start(const struct block *blocks, size_t count, const struct list_facts *facts)
{
	size_t first = count, label = count, before = 0, names = 0;

	for (size_t i = 0; i < count; i++) {
		enum list_kind kind = kind_at(facts, i);

		if (label == count && is_label(&blocks[i], kind))
			label = i;
		if (kind != LIST_NAME)
			continue;
		if (names++ == 0)
			first = i;
		before += label == count;
	}
	return label < first || (label < count && before * 5 <= names) ? label : first;
}

int list_facts_find(const struct block *blocks, size_t count, const struct profile *profile,
		    struct list_facts *facts)
{
	int result;

	for (size_t i = 0; i < count; i++)
		facts->kinds[i] = (unsigned char)look_within(&blocks[i], list_kind_of(&blocks[i]));
	judge_runs(blocks, count, facts);
	result = leave_out(blocks, count, profile, facts);
	if (result < 0)
		return result;
	leave_out_office(blocks, count, facts);
	find_addresses(blocks, count, facts);
	facts->tells_activities = tells_activities(count, facts);
	facts->repeats_countries = repeats_countries(blocks, count, facts);
	facts->takes_prefix = takes_prefix(blocks, count, facts);
	facts->name_gap = find_name_gap(blocks, count, facts);
	facts->start = find_start(blocks, count, facts);
	return 0;
}
