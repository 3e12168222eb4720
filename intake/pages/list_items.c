#include "intake/pages/list_items.h"

#include <errno.h>
#include <string.h>

#include "intake/cells.h"
#include "intake/pages/activities.h"
#include "intake/pages/list_facts.h"
#include "intake/pages/list_time.h"
#include "intake/partners.h"
#include "intake/words/institutions.h"

#define NOTE_BLOCKS_MAX 50 /* blocks of what is done with one partner */
#define NOTE_GAP_MAX	10 /* empty lines before one of them */

struct maker {
	const struct block *blocks;
	size_t count;
	struct list_facts facts;
	const char *name; /* of the file */
	struct problems *problems;
	struct list_items *list;
	struct list_item *entry;     /* that is open, or NULL */
	const struct block *country; /* over the next entry only, or NULL */
	size_t country_index;
	enum block_style style; /* of the last name */
};

static enum list_kind kind_at(const struct maker *maker, size_t index)
{
	return index < maker->count ? (enum list_kind)maker->facts.kinds[index] : LIST_FURNITURE;
}

static struct list_item *add(struct maker *maker, enum record_kind kind, size_t first)
{
	struct list_item *item = &maker->list->items[maker->list->count++];

	*item = (struct list_item){.kind = kind, .first = first, .count = 1};
	return item;
}

static void add_furniture(struct maker *maker, size_t index)
{
	maker->entry = NULL;
	(void)add(maker, RECORD_FURNITURE, index);
}

/* A country that waits for an entry, and gets none, stands over what follows. */
static void drop_country(struct maker *maker)
{
	if (maker->country == NULL)
		return;
	(void)add(maker, RECORD_CAPTION, maker->country_index);
	maker->country = NULL;
}

static int warn(const struct maker *maker, size_t index, const char *code, const char *words)
{
	return problems_add(maker->problems, PROBLEM_WARNING, maker->name,
			    maker->blocks[index].line, 0, code, "\"%s\" %s",
			    cells_excerpt(maker->blocks[index].text).text, words);
}

/* ---- entries ------------------------------------------------------------------------------ */

static int check_partners(const struct maker *maker, size_t index, struct list_part name)
{
	if (memchr(name.text, ';', name.length) == NULL)
		return 0;
	return warn(maker, index, "partners_on_a_line",
		    "stands on one line and is read as one agreement with several partners: give "
		    "each a line of its own when they are several agreements");
}

static int add_entry(struct maker *maker, size_t index)
{
	const struct block *block = &maker->blocks[index];
	struct list_item *item;

	item = add(maker, RECORD_CELLS, maker->country != NULL ? maker->country_index : index);
	item->count = index - item->first + 1;
	item->name = block;
	item->country = maker->country;
	item->entry = list_entry_of(block->text, block->length, maker->facts.takes_prefix);
	item->note_first = index + 1;
	maker->country = NULL;
	maker->entry = item;
	maker->style = block->style;
	maker->list->entry_count++;
	return check_partners(maker, index, item->entry.name);
}

/* Whether the entry that is open says what is done. */
static bool has_note(const struct list_item *entry)
{
	return entry->note_count > (entry->has_address ? 1 : 0) || entry->entry.note.length > 0;
}

/* Whether a block can go on with what is done that was said before. */
static bool continues(const struct maker *maker, const struct block *block)
{
	return block->style == BLOCK_ITEM || block->gap == 0 ||
	       (maker->facts.name_gap > 0 && block->gap < maker->facts.name_gap &&
		activities_begin(block->text, block->length));
}

/* Takes a block with the place of the open entry. */
static bool take_address(struct maker *maker, size_t index)
{
	const struct block *block = &maker->blocks[index];
	struct list_item *entry = maker->entry;

	if (entry == NULL || entry->first + entry->count != index)
		return false;
	entry->entry.country = list_entry_of(block->text, block->length, false).country;
	entry->note_count++; /* it is kept, too */
	entry->count++;
	entry->has_address = true;
	return true;
}

/* Takes a block as what is done with the partner of the open entry. */
static bool take_note(struct maker *maker, size_t index)
{
	struct list_item *entry = maker->entry;

	if (entry == NULL || entry->note_count == NOTE_BLOCKS_MAX ||
	    maker->blocks[index].gap > NOTE_GAP_MAX || entry->first + entry->count != index)
		return false;
	if (has_note(entry) && !continues(maker, &maker->blocks[index]))
		return false;
	entry->note_count++;
	entry->count++;
	return true;
}

/* A sentence with many names in it: "ties with Ernst and Young, Azersun Holding, UNESCO". */
static bool lists_names(const struct block *block)
{
	size_t names = 0;

	for (size_t i = 0; i + 2 < block->length; i++)
		names += block->text[i] == ',' && block->text[i + 1] == ' ' &&
			 block->text[i + 2] >= 'A' && block->text[i + 2] <= 'Z';
	return names >= 3;
}

static int add_prose(struct maker *maker, size_t index)
{
	add_furniture(maker, index);
	if (index < maker->facts.start || maker->blocks[index].is_aside ||
	    !lists_names(&maker->blocks[index]))
		return 0;
	return warn(maker, index, "partners_in_prose",
		    "seems to name partners in a sentence: enter those that matter in lines of "
		    "their own, or leave the line out with the profile's strip");
}

/* ---- blocks that can be either ------------------------------------------------------------- */

/* Whether a block that may be a name stands where names stand. */
static bool stands_as_name(const struct maker *maker, size_t index)
{
	const struct block *block = &maker->blocks[index];

	if (maker->entry != NULL && !has_note(maker->entry)) {
		if (maker->facts.name_gap > 0)
			return block->gap >= maker->facts.name_gap;
		return !maker->facts.tells_activities ||
		       (block->style != BLOCK_PLAIN && block->style == maker->style);
	}
	return kind_at(maker, index + 1) == LIST_NOTE ||
	       (maker->list->entry_count > 0 && block->style == maker->style &&
		kind_at(maker, index + 1) != LIST_FURNITURE);
}

static int warn_unsure(const struct maker *maker, size_t index)
{
	return warn(maker, index, "unsure_partner",
		    "may be the name of a partner, and is read as one: leave it out with the "
		    "profile's strip if it is none");
}

static int add_maybe(struct maker *maker, size_t index)
{
	int result;

	if (stands_as_name(maker, index))
		return add_entry(maker, index);
	if (take_note(maker, index))
		return 0;
	drop_country(maker);
	result = add_entry(maker, index);
	return result < 0 ? result : warn_unsure(maker, index);
}

/* What stands before the start of the list: a name there can be a partner, or not. */
static int add_early(struct maker *maker, size_t index)
{
	int result;

	if (kind_at(maker, index) != LIST_NAME) {
		add_furniture(maker, index);
		return 0;
	}
	result = add_entry(maker, index);
	maker->entry = NULL;
	return result < 0 ? result : warn_unsure(maker, index);
}

static int add_block(struct maker *maker, size_t index)
{
	enum list_kind kind = kind_at(maker, index);

	if (kind == LIST_ADDRESS && take_address(maker, index))
		return 0;
	if (kind == LIST_NAME || kind == LIST_ADDRESS)
		return add_entry(maker, index);
	if (kind == LIST_MAYBE)
		return add_maybe(maker, index);
	if (kind == LIST_NOTE && take_note(maker, index))
		return 0;
	drop_country(maker);
	if (kind == LIST_NOTE || kind == LIST_FURNITURE)
		return add_prose(maker, index);
	maker->entry = NULL;
	if (kind == LIST_COUNTRY && maker->facts.repeats_countries) {
		maker->country = &maker->blocks[index];
		maker->country_index = index;
		return 0;
	}
	(void)add(maker, RECORD_CAPTION, index);
	return 0;
}

/* ---- dates -------------------------------------------------------------------------------- */

/* Takes in what one part of an entry's notes says. *left is a date that is not taken. */
static void add_times(struct list_item *item, struct list_part note, unsigned int line,
		      const struct profile *profile, struct list_part *left)
{
	struct list_time time = list_time_of(note.text, note.length, profile);

	if (time.left.length > 0)
		*left = time.left;
	if (time.signed_on.length == 0 && time.last_day.length == 0)
		return;
	if (item->time_line != 0) {
		/* Two parts that say it: a reader has to choose. */
		*left = time.signed_on.length > 0 ? time.signed_on : time.last_day;
		return;
	}
	item->signed_on = time.signed_on;
	item->last_day = time.last_day;
	item->time_line = line;
}

static int take_times(struct maker *maker, struct list_item *item, const struct profile *profile)
{
	struct list_part left = {.length = 0};

	add_times(item, item->entry.note, item->name->line, profile, &left);
	for (size_t i = 0; i < item->note_count; i++) {
		const struct block *block = &maker->blocks[item->note_first + i];

		add_times(item, (struct list_part){block->text, block->length}, block->line,
			  profile, &left);
	}
	maker->list->has_times |= item->time_line != 0;
	if (left.length == 0)
		return 0;
	return problems_add(
		maker->problems, PROBLEM_WARNING, maker->name, item->name->line, 0,
		"dates_in_prose",
		"\"%.*s\" is not taken as a date of this agreement, as nothing says which one it "
		"is: write \"signed\" or \"valid until\" before it, or set it",
		(int)left.length, left.text);
}

int list_items_make(const struct block *blocks, size_t count, const struct profile *profile,
		    const char *name, struct arena *arena, struct problems *problems,
		    struct list_items *ret_items)
{
	struct list_items list = {0};
	struct maker maker = {
		.blocks = blocks,
		.count = count,
		.name = name,
		.problems = problems,
		.list = &list,
	};
	int result;

	maker.facts.kinds = arena_take(arena, count);
	list.items = arena_take_array(arena, count, sizeof(*list.items));
	if (maker.facts.kinds == NULL || list.items == NULL)
		return -ENOMEM;
	result = list_facts_find(blocks, count, profile, &maker.facts);
	for (size_t i = 0; i < count && result == 0; i++) {
		result = i < maker.facts.start ? add_early(&maker, i) : add_block(&maker, i);
	}
	drop_country(&maker);
	for (size_t i = 0; i < list.count && result == 0; i++) {
		if (list.items[i].kind == RECORD_CELLS)
			result = take_times(&maker, &list.items[i], profile);
	}
	if (result == 0)
		*ret_items = list;
	return result;
}
