/*
 * Joints: where a record of separated text goes on in a later line, because a cell of it was broken
 * over lines that no quotation mark holds together.
 */
#ifndef RENEWD_INTAKE_JOINT_H
#define RENEWD_INTAKE_JOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/record.h"

/* What is known of the table. */
struct joint_table {
	size_t width;	       /* how many cells most records have; 0: unknown */
	size_t partner_column; /* from 0; (size_t)-1: unknown */
};

/*
 * Whether `after` goes on where `before` ends: all its cells are empty up to the one in which the
 * last filled cell of `before` stands, and either
 * - that is all it has, and the two pieces belong together: an address on the web that goes on, a
 *   word with a hyphen, an open bracket, a small letter; or
 * - `before` has too few cells and stops in this cell, `after` has the missing ones, and either the
 *   partner is among those that `before` has or the pieces belong together.
 * A row without a number is no such record: it starts with what the row before it has, too.
 */
bool joint_continues(const struct record *before, const struct record *after,
		     const struct joint_table *table);

/*
 * Adds the cells of `after` to `before`, whose text must already reach over both. The joined cell
 * is in the arena, with a blank between the pieces unless the text of one goes on in the other.
 * False when memory is short.
 */
bool joint_join(struct record *before, const struct record *after, struct arena *arena);

#endif
