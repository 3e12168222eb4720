/*
 * What is known of a list as a whole before its blocks are put together.
 */
#ifndef RENEWD_INTAKE_PAGES_LIST_FACTS_H
#define RENEWD_INTAKE_PAGES_LIST_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/profile.h"
#include "intake/pages/block.h"
#include "intake/pages/list_kind.h"

struct list_facts {
	unsigned char *kinds;	/* enum list_kind, by block */
	size_t start;		/* the block with which the list starts */
	bool repeats_countries; /* the name of a country stands over one entry only */
	bool takes_prefix;	/* countries stand before names, on their line */
	bool tells_activities;	/* most names have what is done behind them */
	unsigned int name_gap;	/* empty lines before a name; 0: they tell nothing */
};

/* kinds has room for all blocks. 0, or -ENOMEM. */
int list_facts_find(const struct block *blocks, size_t count, const struct profile *profile,
		    struct list_facts *facts);

#endif
