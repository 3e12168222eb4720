/*
 * The parts of a line of a timeline on a terminal; see cli/timeline.h. Nobody else needs this.
 */
#ifndef RENEWD_CLI_TIMELINE_LINE_H
#define RENEWD_CLI_TIMELINE_LINE_H

#include "cli/timeline.h"

void timeline_line_blanks(struct text *out, size_t count);

/* A part, width columns and the gap behind it; nothing when it is left out (0). */
void timeline_line_part(const struct timeline_text *drawing, const char *text, size_t width,
			enum style style, struct text *out);

/* The part of the ID, which is aligned to the right. */
void timeline_line_id(const struct timeline_text *drawing, const char *text, enum style style,
		      struct text *out);

/* The bar, with the line's end; notes what is in it for the legend. */
void timeline_line_bar(struct timeline_text *drawing, const struct timeline_row *row,
		       struct text *out);

/* A sign by itself, and what stands where something goes on outside of the axis. */
void timeline_line_sign(const struct timeline_text *drawing, enum timeline_sign sign,
			struct text *out);
void timeline_line_goes_on(const struct timeline_text *drawing, struct text *out);

/* The column of the bar that a day of the axis is in. */
size_t timeline_line_column(const struct timeline_text *drawing, struct day day);

#endif
