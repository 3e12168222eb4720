/*
 * The parts of a timeline as SVG; see cli/timeline.h. Nobody else needs this.
 */
#ifndef RENEWD_CLI_TIMELINE_SVG_H
#define RENEWD_CLI_TIMELINE_SVG_H

#include "cli/timeline.h"

/* In units of the picture, which are pixels when it is not scaled. */
#define SVG_WIDTH	1120
#define SVG_MARGIN	24
#define SVG_X_ID	60 /* its right end */
#define SVG_X_PARTNER	72
#define SVG_X_LAST_DAY	324
#define SVG_X_AXIS	410
#define SVG_AXIS_WIDTH	(SVG_WIDTH - SVG_MARGIN - SVG_X_AXIS)
#define SVG_HEAD_HEIGHT 118
#define SVG_ROW_HEIGHT	22

/* Appends text made harmless and escaped, cut to so many columns (0: whole). */
void timeline_svg_text(struct text *out, const char *text, size_t columns);

/* Where a day begins. */
double timeline_svg_x(const struct timeline *timeline, struct day day);

/* A span, from one x to another, in the middle of y. */
void timeline_svg_strip(struct text *out, enum timeline_sign sign, double from, double to,
			double y);

/* The sign of a day. */
void timeline_svg_form(struct text *out, enum timeline_sign sign, double x, double y);

#endif
