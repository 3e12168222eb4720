/*
 * The lines of rows whose cells stand in columns.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_ALIGNED_H
#define RENEWD_INTAKE_RUNNING_RUNNING_ALIGNED_H

#include "core/profile.h"
#include "intake/running/running_cut.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_layout.h"
#include "intake/running/running_text.h"

/*
 * Marks the lines where rows without numbers start (LINE_ROW): where the date starts that each of
 * them has. How many there are.
 */
size_t running_aligned_mark(struct running_text *text, size_t from,
			    const struct running_heading *heading,
			    const struct running_layout *layout, const struct profile *profile);

/* Marks lines with cells of a second table only as LINE_FURNITURE. */
void running_aligned_beside(struct running_text *text, size_t from,
			    const struct running_heading *heading,
			    const struct running_layout *layout);

/*
 * Whether what stands on a line keeps to columns, as no title does. cut as in running_cut_line().
 */
bool running_aligned_keeps(const struct running_text *text, size_t line,
			   const struct running_layout *layout, struct running_cut *cut);

/*
 * Where cells are centred on their rows, what stands over the line that seems to start a row is of
 * it, too: as many lines as stand under it. Moves the starts of rows up by that.
 */
void running_aligned_centre(struct running_text *text, size_t from,
			    const struct running_layout *layout);

#endif
