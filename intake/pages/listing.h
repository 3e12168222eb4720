/*
 * Lists: pages that name partners one after the other, with what is done together, and have no
 * table.
 */
#ifndef RENEWD_INTAKE_PAGES_LISTING_H
#define RENEWD_INTAKE_PAGES_LISTING_H

#include "core/arena.h"
#include "intake/pages/block.h"
#include "intake/reader.h"

/*
 * Opens the blocks of a page as a list. base says all of its reader but the format. blocks, whose
 * lines ascend, are in the arena, which is taken (and left empty). line_count: of all lines. As
 * reader_open().
 */
int listing_of_page(const struct reader_base *base, struct arena *arena, struct block *blocks,
		    size_t count, unsigned int line_count, struct reader **ret_reader);

#endif
