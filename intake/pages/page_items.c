#include "intake/pages/page_items.h"

#include <errno.h>

/* Counts, and lists where items is not NULL. PAGE_NESTING_MAX bounds the recursion. */
static void list_flow(struct page_flow *flow, struct page_items *list)
{
	for (struct page_piece *piece = flow->first; piece != NULL; piece = piece->next) {
		struct page_table *table = piece->table;

		if (table == NULL || table->is_data) {
			if (list->items != NULL)
				list->items[list->count] = (struct page_item){
					.block = table == NULL ? &piece->block : NULL,
					.table = table,
				};
			list->count++;
			list->table_count += table != NULL;
			continue;
		}
		list_flow(&table->caption, list);
		for (struct page_row *row = table->first; row != NULL; row = row->next) {
			struct page_cell *cell = row->first;

			for (; cell != NULL; cell = cell->next)
				list_flow(&cell->flow, list);
		}
	}
}

int page_items_list(struct page *page, struct arena *arena, struct page_items *ret_items)
{
	struct page_items list = {0};

	list_flow(&page->flow, &list);
	list.items = arena_take_array(arena, list.count, sizeof(*list.items));
	if (list.items == NULL)
		return -ENOMEM;
	list.count = list.table_count = 0;
	list_flow(&page->flow, &list);
	*ret_items = list;
	return 0;
}

static void renumber_table(struct page_table *table, unsigned int *line)
{
	struct page_piece *piece = table->caption.first;

	table->line = ++*line;
	for (; piece != NULL; piece = piece->next)
		piece->block.line = piece->block.last_line = ++*line;
	for (struct page_row *row = table->first; row != NULL; row = row->next) {
		row->line = row->last_line = ++*line;
		for (struct page_cell *cell = row->first; cell != NULL; cell = cell->next)
			cell->line = row->line;
	}
}

void page_items_renumber(struct page *page, struct page_items *items)
{
	unsigned int line = 0;

	for (size_t i = 0; i < items->count; i++) {
		struct page_item *item = &items->items[i];

		if (item->table != NULL)
			renumber_table(item->table, &line);
		else
			item->block->line = item->block->last_line = ++line;
	}
	page->line_count = line;
}
