/*
 * What differs between an agreement as it is kept and as a register now says it.
 */
#ifndef RENEWD_CLI_COMPARE_H
#define RENEWD_CLI_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"
#include "core/arena.h"

/* A field by its name in `list --json`, as people read it before and after; NULL: not known. */
struct change {
	const char *field;
	const char *before;
	const char *after;
};

#define COMPARE_FIELDS 10

/*
 * The changes from before to after, at most COMPARE_FIELDS; texts in the arena. What means the
 * same in other words is no change: "2/12/2025" and "2025-02-12". 0, or -ENOMEM.
 */
int compare_agreements(const struct agreement *before, const struct agreement *after,
		       struct arena *arena, struct change ret_changes[static COMPARE_FIELDS],
		       size_t *ret_count);

/* Whether a change is that of the row's number, which says nothing about the agreement. */
bool compare_is_row_number(const struct change *change);

/* A copy of changes with their texts, in the arena. NULL when memory is short. */
const struct change *compare_keep(const struct change *changes, size_t count, struct arena *arena);

#endif
