/*
 * A timeline: agreements as rows on one axis of time, with their terms, windows and deadlines.
 *
 * What a row says is worked out once (cli/timeline_row.c) and drawn three times: for a terminal,
 * as SVG, as JSON. A drawing sees one row after the other and keeps none.
 */
#ifndef RENEWD_CLI_TIMELINE_H
#define RENEWD_CLI_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/view.h"
#include "core/plan.h"
#include "core/text.h"

/* What can stand in a row: spans of time first, then single days, each drawn over those before. */
enum timeline_sign {
	SIGN_PAST,     /* a term that has ended */
	SIGN_IN_FORCE, /* the term in force */
	SIGN_TO_COME,  /* a term that has not begun */
	SIGN_DOUBT,    /* the last day is one of these */
	SIGN_WINDOW,   /* the renewal window */
	SIGN_REMINDER, /* the first reminder about what comes next */
	SIGN_RENEWAL,  /* it renews itself at the end of this day */
	SIGN_END,      /* the last day */
	SIGN_NOTICE,   /* the last day for notice */
	SIGN_OPEN,     /* open-ended; stands at the end of the axis */
	SIGN_UNKNOWN   /* not known when it began or ends; stands at an end of the axis */
};
#define SIGNS	    11
#define SIGNS_SPANS SIGN_REMINDER /* those before it are spans */

/* What the legend says of a sign: "renewal window". */
const char *timeline_sign_words(enum timeline_sign sign);

/* "in_force", "window" … */
const char *timeline_sign_name(enum timeline_sign sign);

/* Both days belong to it; of a span, DAY_NONE is not known, or none. */
struct timeline_item {
	enum timeline_sign sign;
	struct day from;
	struct day to;
};

/* Terms by which an agreement renews itself: so many are drawn, of past ones so many. */
#define TIMELINE_RENEWALS_MAX 120
#define TIMELINE_PAST_MAX     30
#define TIMELINE_ITEMS_MAX    (2 * AGREEMENT_TERMS_MAX + 3 * TIMELINE_RENEWALS_MAX + 8)

struct timeline_row {
	const struct view *view; /* the caller's */
	struct timeline_item items[TIMELINE_ITEMS_MAX];
	size_t count;
};

/* From the first day of a month to the last day of a month. */
struct timeline_axis {
	struct day from;
	struct day to;
};

/* Why an agreement that fits the filter is in no row. */
enum timeline_absence {
	ABSENT_OPEN_ENDED,
	ABSENT_UNKNOWN, /* no last day is known */
	ABSENT_ENDED,
	ABSENT_LATER,	 /* it ends later, and so does the time for notice */
	ABSENT_UNWATCHED /* superseded or withdrawn */
};
#define ABSENCES 5

struct timeline {
	struct timeline_axis axis;
	struct day as_of;
	struct day until; /* last days and notice deadlines up to here are shown */
	bool is_all;	  /* all that are watched, whenever they end */
	size_t count;	  /* of rows */
	size_t absent[ABSENCES];
	int64_t largest_id;
	size_t widest_partner; /* columns */
};

/* The months from as_of - back to as_of + ahead; both ends are whole months. */
struct timeline_axis timeline_axis_of(struct day as_of, struct span back, struct span ahead);

/*
 * Moves *day to the next first day of a month, quarter or year (months is 1, 3, 12 or a multiple
 * of that: years are then divided by it) on the axis; DAY_NONE: to the first one. False: no more.
 */
bool timeline_tick(const struct timeline_axis *axis, int months, struct day *day);

/*
 * How many months apart years are marked: 12, or a multiple of it, so that each has room of its
 * own on an axis as wide as size.
 */
int timeline_years(const struct timeline_axis *axis, double size, double room);

/* How much of an axis that is as wide as size so many months take, about. */
double timeline_width(const struct timeline_axis *axis, double size, int months);

/* As wide as size, how far from the axis' beginning a day begins; days off the axis lie outside. */
double timeline_position(const struct timeline_axis *axis, double size, struct day day);

/* Whether a row shows it; if not, *ret_absence says why. */
bool timeline_shows(const struct timeline *timeline, const struct view *view,
		    const struct dates *dates, enum timeline_absence *ret_absence);

/* Counts an agreement that is shown. -ENOMEM when memory is short. */
int timeline_count(struct timeline *timeline, const struct view *view);

/* What is in the row of an agreement. */
void timeline_row_make(struct timeline_row *row, const struct timeline *timeline,
		       const struct view *view, const struct plan_rules *rules);

/* Appends "12 agreements. Not shown: 4 open-ended, …"; has_hint: and that --all would show them. */
void timeline_words(struct text *out, const struct timeline *timeline, bool has_hint);

/* Appends what the column beside the row says: "2027-03-01", "2028", "open-ended", "not known". */
void timeline_last_day(struct text *out, const struct view *view);

/* ---- for a terminal ----------------------------------------------------------------------- */

#define TIMELINE_COLUMNS     100 /* where there is no terminal */
#define TIMELINE_COLUMNS_MAX 500 /* wider terminals are not filled */

struct timeline_text {
	const struct timeline *timeline;
	bool is_ascii;
	bool has_colour;
	size_t width; /* no line is wider */
	size_t id;    /* columns of the parts of a line; 0: it is left out */
	size_t partner;
	size_t last_day;
	size_t bar;
	int year_months; /* how far years are apart that are marked */
	bool has_sign[SIGNS];
	bool has_more; /* something goes on outside of the axis */
};

/* Divides the width (0: TIMELINE_COLUMNS). The timeline is whole but for its rows. */
void timeline_text_init(struct timeline_text *drawing, const struct timeline *timeline,
			size_t width, bool has_colour, bool is_ascii);

/* Append the lines above, one line for a row, the lines below (with the signs that were used). */
void timeline_text_head(const struct timeline_text *drawing, struct text *out);
void timeline_text_row(struct timeline_text *drawing, const struct timeline_row *row,
		       struct text *out);
void timeline_text_foot(const struct timeline_text *drawing, struct text *out);

/* ---- as SVG ------------------------------------------------------------------------------- */

#define TIMELINE_SVG_ROWS_MAX 500

/* Zero but for the timeline and the title is an empty drawing. */
struct timeline_svg {
	const struct timeline *timeline;
	const char *title;
	struct text body;
	size_t rows;
	bool has_sign[SIGNS];
};

/* Adds a row, at most TIMELINE_SVG_ROWS_MAX of them. */
void timeline_svg_row(struct timeline_svg *drawing, const struct timeline_row *row);

/* Appends the whole picture. text_failed(out) also when memory was short for a row. */
void timeline_svg_write(const struct timeline_svg *drawing, struct text *out);

void timeline_svg_done(struct timeline_svg *drawing);

/* ---- as JSON ------------------------------------------------------------------------------ */

/* The object of `timeline --json` (see renewctl(1)). NULL when memory is short. */
json_t *timeline_json(const struct timeline_row *row);

#endif
