/*
 * Joints: where a record of separated text goes on in a later line, because a cell of it was broken
 * over lines that no quotation mark holds together.
 */
#ifndef RENEWD_INTAKE_TEXT_JOINT_H
#define RENEWD_INTAKE_TEXT_JOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/record.h"

/* What is known of the table. */
struct joint_table {
	size_t width;	       /* how many cells most records have; 0: unknown */
	size_t partner_column; /* from 0; (size_t)-1: unknown */
};

/* The cell that was broken: where its two pieces stand. */
struct joint {
	size_t before;
	size_t after;
};

/*
 * Whether `after` goes on where `before` ends, in its last filled cell.
 *
 * Either all cells of `after` are empty up to the same one, and
 * - that is all it has, and the two pieces belong together: an address on the web that goes on, a
 *   text that stops without an end and goes on with a small letter or a closing bracket; or
 * - `before` has too few cells and stops in this cell, `after` has the missing ones, and either the
 *   partner is among those that `before` has or the pieces belong together.
 * Or `after` starts with the second piece at once, the pieces belong together, and
 * - both have as many cells as the table, the broken one counted once; or
 * - `after` is one piece of an address or of a word with a hyphen.
 *
 * A row without a number is no such record: it starts with what the row before it has, too.
 */
bool joint_find(const struct record *before, const struct record *after,
		const struct joint_table *table, struct joint *ret_joint);

/*
 * Adds the cells of `after` to `before`. The joined cell is in the arena, with a blank between the
 * pieces unless it is an address or a word that was broken. False when memory is short.
 */
bool joint_join(struct record *before, const struct record *after, struct joint joint,
		struct arena *arena);

#endif
