/*
 * A row of a timeline as SVG.
 */
#include <string.h>

#include "cli/display.h"
#include "cli/timeline_svg.h"
#include "core/cleanup.h"

#define PARTNER_MOST 34 /* columns of text; characters are a little narrower than that */

/* How a span is drawn. */
struct strip {
	double height;
	const char *look;
};

static const struct strip strips[SIGNS_SPANS] = {
	[SIGN_PAST] = {4, "fill=\"#9aa3ad\""},
	[SIGN_IN_FORCE] = {10, "fill=\"#3b6ea5\""},
	[SIGN_TO_COME] = {8, "fill=\"#ffffff\" stroke=\"#3b6ea5\" stroke-dasharray=\"4 2\""},
	[SIGN_DOUBT] = {10, "fill=\"url(#doubt)\" stroke=\"#8a5a00\" stroke-width=\"0.6\""},
	[SIGN_WINDOW] = {14, "fill=\"#f5b82e\" stroke=\"#8a5a00\""},
};

/* How a day is drawn: a form around 0, 0. */
static const char *const forms[SIGNS] = {
	[SIGN_REMINDER] = "<circle r=\"3\" fill=\"#ffffff\" stroke=\"#1c1c1c\"/>",
	[SIGN_RENEWAL] = "<path d=\"M-4,-6 L6,0 L-4,6 Z\" fill=\"#ffffff\" stroke=\"#1f4e79\" "
			 "stroke-width=\"1.5\"/>",
	[SIGN_END] = "<circle r=\"5\" fill=\"#1c1c1c\" stroke=\"#ffffff\"/>",
	[SIGN_NOTICE] = "<path d=\"M0,-7 L6,0 L0,7 L-6,0 Z\" fill=\"#c62828\" stroke=\"#1c1c1c\"/>",
	[SIGN_OPEN] = "<path d=\"M-6,-10 L8,0 L-6,10 Z\" fill=\"#3b6ea5\"/>",
	[SIGN_UNKNOWN] = "<circle r=\"8\" fill=\"#ffffff\" stroke=\"#8a5a00\"/>"
			 "<text y=\"4\" text-anchor=\"middle\" font-weight=\"bold\">?</text>",
};

#define FORM_GOES_ON "<path d=\"M-3,-5 L3,0 L-3,5\" fill=\"none\" stroke=\"#1c1c1c\"/>"

/* ---- text --------------------------------------------------------------------------------- */

/* What XML 1.0 does not allow (its section 2.2), beyond what display_add() has taken out. */
static bool is_forbidden(unsigned int code)
{
	return code == 0xfffe || code == 0xffff;
}

static void add_character(struct text *out, const char *text, size_t length)
{
	static const struct {
		char character;
		const char *escaped;
	} escapes[] = {
		{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"},
	};

	for (size_t i = 0; length == 1 && i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (*text == escapes[i].character) {
			text_add(out, escapes[i].escaped);
			return;
		}
	}
	text_add_n(out, text, length);
}

void timeline_svg_text(struct text *out, const char *text, size_t columns)
{
	CLEANUP(text_done) struct text harmless = {0};
	CLEANUP(text_done) struct text cut = {0};
	const char *rest;
	size_t left;

	display_add(&harmless, text);
	display_cut(&cut, text_string(&harmless), columns == 0 ? harmless.length : columns);
	if (text_failed(&harmless) || text_failed(&cut))
		out->failed = true;
	rest = text_string(&cut);
	left = cut.length;
	while (left > 0) {
		unsigned int code = 0;
		size_t length = text_utf8(rest, left, &code);

		if (length == 0)
			break;
		add_character(out, is_forbidden(code) ? "?" : rest,
			      is_forbidden(code) ? 1 : length);
		rest += length;
		left -= length;
	}
}

/* ---- a row -------------------------------------------------------------------------------- */

double timeline_svg_x(const struct timeline *timeline, struct day day)
{
	return SVG_X_AXIS + timeline_position(&timeline->axis, SVG_AXIS_WIDTH, day);
}

static void add_form(struct text *out, const char *form, double x, double y)
{
	text_addf(out, "<g transform=\"translate(%.1f %.1f)\">%s</g>\n", x, y, form);
}

void timeline_svg_strip(struct text *out, enum timeline_sign sign, double from, double to, double y)
{
	const struct strip *strip = &strips[sign];
	double width = to - from < 1.5 ? 1.5 : to - from;

	text_addf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>\n", from,
		  y - strip->height / 2, width, strip->height, strip->look);
}

void timeline_svg_form(struct text *out, enum timeline_sign sign, double x, double y)
{
	add_form(out, forms[sign], x, y);
}

static void add_span(struct timeline_svg *drawing, const struct timeline_item *item, double y)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;
	struct day from = day_later(item->from, axis->from);
	struct day to = day_is_none(item->to) ? axis->to : day_earlier(item->to, axis->to);
	struct text *out = &drawing->body;

	if (day_compare(from, to) <= 0) {
		double end = timeline_position(axis, SVG_AXIS_WIDTH, to) +
			     timeline_position(axis, SVG_AXIS_WIDTH, day_add_days(axis->from, 1));

		timeline_svg_strip(out, item->sign, timeline_svg_x(drawing->timeline, from),
				   SVG_X_AXIS + end, y);
		drawing->has_sign[item->sign] = true;
	}
}

/* Where something goes on outside of the axis. */
static void add_edges(struct timeline_svg *drawing, const struct timeline_row *row, double y)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;
	bool is_before = false, is_after = false;

	for (size_t i = 0; i < row->count; i++) {
		const struct timeline_item *item = &row->items[i];

		if (item->sign >= SIGNS_SPANS)
			continue;
		is_before = is_before ||
			    (!day_is_none(item->from) && day_compare(item->from, axis->from) < 0);
		is_after =
			is_after || (!day_is_none(item->to) && day_compare(item->to, axis->to) > 0);
	}
	if (is_before)
		text_addf(&drawing->body,
			  "<g transform=\"translate(%d %.1f) scale(-1 1)\">%s</g>\n",
			  SVG_X_AXIS - 5, y, FORM_GOES_ON);
	if (is_after)
		add_form(&drawing->body, FORM_GOES_ON, SVG_X_AXIS + SVG_AXIS_WIDTH + 5, y);
}

static void add_day(struct timeline_svg *drawing, const struct timeline_item *item, double y)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;

	if (day_compare(item->from, axis->from) < 0 || day_compare(item->from, axis->to) > 0)
		return;
	timeline_svg_form(&drawing->body, item->sign, timeline_svg_x(drawing->timeline, item->from),
			  y);
	drawing->has_sign[item->sign] = true;
}

static void add_items(struct timeline_svg *drawing, const struct timeline_row *row, double y)
{
	for (enum timeline_sign sign = 0; sign < SIGNS; sign++) {
		for (size_t i = 0; i < row->count; i++) {
			if (row->items[i].sign != sign)
				continue;
			if (sign < SIGNS_SPANS)
				add_span(drawing, &row->items[i], y);
			else
				add_day(drawing, &row->items[i], y);
		}
	}
}

/* What a row shows, in words: for readers that do not see it, and under the pointer. */
static void add_row_title(struct timeline_svg *drawing, const struct timeline_row *row,
			  const char *partners)
{
	CLEANUP(text_done) struct text last_day = {0};
	struct text *out = &drawing->body;
	char day[DAY_TEXT_SIZE];

	view_last_day(&last_day, row->view);
	text_addf(out, "<title>%lld, ", (long long)row->view->agreement->id);
	timeline_svg_text(out, partners, 0);
	text_addf(out, ": %s; last day: %s", condition_name(row->view->condition),
		  text_string(&last_day));
	for (size_t i = 0; i < row->count; i++) {
		if (row->items[i].sign == SIGN_NOTICE)
			text_addf(out, "; %s: %s", timeline_sign_words(SIGN_NOTICE),
				  day_format(row->items[i].from, day));
	}
	text_add(out, "</title>\n");
	if (text_failed(&last_day))
		out->failed = true;
}

void timeline_svg_row(struct timeline_svg *drawing, const struct timeline_row *row)
{
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text last_day = {0};
	double y = SVG_HEAD_HEIGHT + SVG_ROW_HEIGHT * ((double)drawing->rows + 0.5);
	struct text *out = &drawing->body;

	if (drawing->rows >= TIMELINE_SVG_ROWS_MAX)
		return;
	view_partners(&partners, row->view->agreement);
	timeline_last_day(&last_day, row->view);
	text_add(out, "<g>\n");
	add_row_title(drawing, row, text_string(&partners));
	text_addf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%lld</text>\n", SVG_X_ID,
		  y + 4, (long long)row->view->agreement->id);
	text_addf(out, "<text x=\"%d\" y=\"%.1f\" clip-path=\"url(#partner)\">", SVG_X_PARTNER,
		  y + 4);
	timeline_svg_text(out, text_string(&partners), PARTNER_MOST);
	text_addf(out, "</text>\n<text x=\"%d\" y=\"%.1f\">", SVG_X_LAST_DAY, y + 4);
	timeline_svg_text(out, text_string(&last_day), 0);
	text_add(out, "</text>\n");
	add_items(drawing, row, y);
	add_edges(drawing, row, y);
	text_add(out, "</g>\n");
	if (text_failed(&partners) || text_failed(&last_day))
		out->failed = true;
	drawing->rows++;
}
