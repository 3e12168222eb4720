/*
 * A heading line of words that nobody knows: the first line with cells, without a digit, before rows
 * that all hold one. It names the columns, and is no agreement.
 */
#ifndef RENEWD_INTAKE_UNKNOWN_HEADING_H
#define RENEWD_INTAKE_UNKNOWN_HEADING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/profile.h"
#include "core/text.h"
#include "intake/record.h"

/* What was seen of a part. Zero at its start. */
struct unknown_heading {
	const struct record *record; /* a copy; NULL: the first line is none */
	size_t numbered, wordy;	     /* the lines behind it with digits and without */
};

/* Takes in a record that may be a row. 0, or -ENOMEM. scratch is reused. */
int unknown_heading_add(struct unknown_heading *unknown, const struct record *record,
			const struct profile *profile, struct arena *arena, struct text *scratch);

/* Whether there is one; widest: the most cells that a record of the part has. */
bool unknown_heading_is_found(const struct unknown_heading *unknown, size_t widest);

#endif
