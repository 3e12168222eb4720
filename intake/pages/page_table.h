/*
 * Tables of a page: which of them hold data.
 *
 * Many tables only put things beside each other: menus, forms, whole pages. Such a table is read as
 * text, what is in its cells one after the other. A small table in a cell of a table of data is
 * text of that cell.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_TABLE_H
#define RENEWD_INTAKE_PAGES_PAGE_TABLE_H

#include "core/arena.h"
#include "intake/pages/page.h"

/*
 * Finds out what a table is (is_data, is_small, holds_data), once all of it was read and the tables
 * in it are finished, and makes the texts of its cells when it is data. 0, or -ENOMEM.
 */
int page_table_finish(struct page_table *table, struct arena *arena);

#endif
