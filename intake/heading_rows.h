/*
 * Headings of two rows: a cell of the upper one stands over several columns, of which the lower one
 * says what each is.
 *
 *	Partner | Period |    | Owner
 *	        | from   | to |
 *
 * is "Partner", "Period from", "Period to", "Owner".
 */
#ifndef RENEWD_INTAKE_HEADING_ROWS_H
#define RENEWD_INTAKE_HEADING_ROWS_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/profile.h"
#include "core/text.h"
#include "intake/record.h"

/*
 * Whether lower, which stands behind the heading line upper, is the second row of it: it says
 * something under columns alone that upper has no text of their own for, and half of that at least
 * is known as headings. scratch is reused; text_failed(scratch) afterwards: memory was short.
 */
bool heading_rows_match(const struct record *upper, const struct record *lower,
			const struct profile *profile, struct text *scratch);

/* Whether lower says something wherever upper does. */
bool heading_rows_is_covered(const struct record *upper, const struct record *lower);

/*
 * The heading line that both rows make; each cell stands where its lower part does. upper's texts
 * must live as long as the arena, of lower nothing is kept. NULL when memory is short.
 */
const struct record *heading_rows_join(const struct record *upper, const struct record *lower,
				       struct arena *arena);

#endif
