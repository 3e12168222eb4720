/*
 * A second table printed beside the first: its cells stand among the lines of the rows, glued to
 * the end of a line ("… 5 year 2 Austria 1") or on lines of their own, also wrapped:
 *
 *	5
 *	Democratic Republic
 *	of Korea 1
 *
 * They are found by what they are (its next number, a country, a count that ends a line) and taken
 * out of the rows: stretches of the text that belong to no cell.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_SIDE_H
#define RENEWD_INTAKE_RUNNING_RUNNING_SIDE_H

#include "core/arena.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_text.h"

/* From start to end, in bytes of the text. */
struct running_stretch {
	uint32_t start;
	uint32_t end;
};

struct running_side {
	const struct running_stretch *items; /* in order, apart from each other; in the arena */
	size_t count;
};

/* Whether a line is a row of such a table: "9 Japan 30". */
bool running_side_is_row(struct running_piece line);

/*
 * Finds the second table's cells among the lines whose kind is LINE_ROW or LINE_CONTINUATION. Without
 * headings of its own, at least three rows of it must be found. Lines that hold nothing else become
 * LINE_FURNITURE. Linear in the length of the text. 0, or -ENOMEM.
 */
int running_side_find(struct running_text *text, size_t from, const struct running_heading *heading,
		      struct arena *arena, struct running_side *ret_side);

/* Whether a line is a sum: "Total 127", "Итого: 12". */
bool running_side_is_total(struct running_piece line);

#endif
