/*
 * Where the rows of running text start and end.
 *
 * By their numbers, where they have any. Else, in columns, by the cells on a line: a line that has
 * those which every row has starts one. Else by the dates, which end a row: text behind them starts
 * the next one.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_ROWS_H
#define RENEWD_INTAKE_RUNNING_RUNNING_ROWS_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_layout.h"
#include "intake/running/running_numbers.h"
#include "intake/running/running_text.h"

struct running_rows {
	size_t count;
	bool is_numbered; /* each row starts with its number */
	struct running_numbers numbers;
};

/*
 * Marks the lines behind the heading: LINE_ROW where a row starts, LINE_FURNITURE what stands
 * behind the last row, captions. layout NULL: the text does not stand in columns. 0, or -ENOMEM.
 */
int running_rows_find(struct running_text *text, const struct running_heading *heading,
		      const struct running_layout *layout, const struct profile *profile,
		      struct arena *arena, struct running_rows *ret_rows);

/*
 * How many lines the row takes that starts on a line: up to the last one of its own before the next
 * row. Empty lines and furniture behind that are not its.
 */
size_t running_rows_lines(const struct running_text *text, size_t line);

#endif
