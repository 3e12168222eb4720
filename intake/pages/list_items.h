/*
 * The items of a list: blocks put together to entries, each with the name of a partner, and what
 * stands over and between them.
 *
 * Names of countries that stand alone are read in one of two ways, which is decided for the whole
 * list: as headings over all that follows until the next one, or, when the same one is repeated for
 * one entry after the other, as belonging to the next entry only.
 */
#ifndef RENEWD_INTAKE_PAGES_LIST_ITEMS_H
#define RENEWD_INTAKE_PAGES_LIST_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/problem.h"
#include "core/profile.h"
#include "intake/pages/block.h"
#include "intake/pages/list_entry.h"
#include "intake/record.h"

struct list_item {
	enum record_kind kind; /* RECORD_CELLS, RECORD_CAPTION, RECORD_FURNITURE */
	size_t first;	       /* its blocks */
	size_t count;
	/* Of an entry. */
	const struct block *name;
	struct list_entry entry;       /* of the name's block */
	const struct block *country;   /* a block of its own with the country, or NULL */
	size_t note_first, note_count; /* blocks with what is done, behind the name's block */
	bool has_address;	       /* the first of them says where the partner is */
	struct list_part signed_on, last_day; /* what the notes say about time */
	unsigned int time_line;		      /* where that stands */
};

struct list_items {
	struct list_item *items; /* in the arena */
	size_t count;
	size_t entry_count;
	bool has_times; /* an entry says a signing date or a last day */
};

/*
 * name stands for the file in problems, which gets a warning for each block that may be a partner
 * or name some (unsure_partner, partners_in_prose, partners_on_a_line), and for
 * each entry with a date that is not taken (dates_in_prose). 0, or -ENOMEM.
 */
int list_items_make(const struct block *blocks, size_t count, const struct profile *profile,
		    const char *name, struct arena *arena, struct problems *problems,
		    struct list_items *ret_items);

#endif
