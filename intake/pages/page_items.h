/*
 * What is on a page, one after the other: its blocks, and its tables of data. What other tables
 * hold stands in its place.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_ITEMS_H
#define RENEWD_INTAKE_PAGES_PAGE_ITEMS_H

#include <stddef.h>

#include "core/arena.h"
#include "intake/pages/page.h"

struct page_item {
	struct block *block;
	struct page_table *table; /* NULL: the item is a block */
};

struct page_items {
	struct page_item *items; /* in the arena, and their blocks and tables in the page */
	size_t count;
	size_t table_count;
};

/* 0, or -ENOMEM. */
int page_items_list(struct page *page, struct arena *arena, struct page_items *ret_items);

/*
 * Counts lines as they stand on the page instead of those of the file: each block, each table's
 * start and each row is one. For pages that have many rows on one line of the file.
 */
void page_items_renumber(struct page *page, struct page_items *items);

#endif
