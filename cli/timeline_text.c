/*
 * A timeline on a terminal: one line for a row, in which a column is some days.
 *
 *	                                     ▼ 2026-11-21
 *	                          2026                2027
 *	ID  PARTNER               Q3  Q4   Q1   Q2    Q3   Q4
 *	 7  Lviv Polytechnic (L…  ━━━━━━━━━━○━━━▓▓▓▓▓▓▓▓━━●
 */
#include <stdio.h>
#include <string.h>

#include "cli/display.h"
#include "cli/timeline_line.h"
#include "core/cleanup.h"

#define GAP	     2	/* between the parts of a line */
#define BAR_WANTED   40 /* what is left out for a bar that is as wide */
#define BAR_LEAST    16
#define PARTNER_MOST 28
#define PARTNER_LESS 12 /* when the bar needs room */
#define LAST_DAY     10 /* "2026-11-21", "open-ended" */

/* ---- the parts of a line ------------------------------------------------------------------ */

static size_t digits_of(int64_t number)
{
	char text[24];

	return (size_t)snprintf(text, sizeof(text), "%lld", (long long)number);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t with_gap(size_t width)
{
	return width == 0 ? 0 : width + GAP;
}

/* What the parts before the bar leave of the line. */
static size_t rest(const struct timeline_text *drawing)
{
	size_t taken =
		with_gap(drawing->id) + with_gap(drawing->partner) + with_gap(drawing->last_day);

	return taken < drawing->width ? drawing->width - taken : 0;
}

/* Leaves out or cuts one part after the other until the bar has room. */
static void divide(struct timeline_text *drawing)
{
	if (rest(drawing) < BAR_WANTED)
		drawing->partner = least(drawing->partner, PARTNER_LESS);
	if (rest(drawing) < BAR_WANTED)
		drawing->last_day = 0;
	if (rest(drawing) < BAR_LEAST)
		drawing->partner = 0;
	if (rest(drawing) < BAR_LEAST)
		drawing->id = 0;
	drawing->bar = least(rest(drawing), TIMELINE_COLUMNS_MAX);
}

void timeline_text_init(struct timeline_text *drawing, const struct timeline *timeline,
			size_t width, bool has_colour, bool is_ascii)
{
	size_t id = digits_of(timeline->largest_id);
	size_t partner = least(timeline->widest_partner, PARTNER_MOST);

	*drawing = (struct timeline_text){
		.timeline = timeline,
		.is_ascii = is_ascii,
		.has_colour = has_colour,
		.width = width == 0 ? TIMELINE_COLUMNS : width,
		.id = id < 2 ? 2 : id,
		.partner = partner < 7 ? 7 : partner,
		.last_day = LAST_DAY,
	};
	divide(drawing);
	drawing->year_months = timeline_years(&timeline->axis, (double)drawing->bar, 5);
}

void timeline_line_blanks(struct text *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add_char(out, ' ');
}

/* Cut to so many columns, with ".." for what is left out where "…" must not stand. */
static void add_cut(const struct timeline_text *drawing, const char *text, size_t columns,
		    struct text *out)
{
	static const char dots[] = "…";
	CLEANUP(text_done) struct text cut = {0};

	if (!drawing->is_ascii || display_width(text) <= columns || columns < 2) {
		display_cut(out, text, columns);
		return;
	}
	display_cut(&cut, text, columns - 1);
	if (text_failed(&cut))
		out->failed = true;
	else
		text_add_n(out, cut.data, cut.length - (sizeof(dots) - 1));
	text_add(out, "..");
}

void timeline_line_part(const struct timeline_text *drawing, const char *text, size_t width,
			enum style style, struct text *out)
{
	CLEANUP(text_done) struct text cut = {0};

	if (width == 0)
		return;
	add_cut(drawing, text, width, &cut);
	if (text_failed(&cut))
		out->failed = true;
	if (cut.length > 0) {
		text_add(out, terminal_style(drawing->has_colour, style));
		text_add(out, text_string(&cut));
		text_add(out, terminal_plain(drawing->has_colour, style));
	}
	timeline_line_blanks(out, with_gap(width) - display_width(text_string(&cut)));
}

void timeline_line_id(const struct timeline_text *drawing, const char *text, enum style style,
		      struct text *out)
{
	if (drawing->id == 0)
		return;
	timeline_line_blanks(out, drawing->id - least(drawing->id, strlen(text)));
	timeline_line_part(drawing, text, least(drawing->id, strlen(text)), style, out);
}

/* ---- the lines --------------------------------------------------------------------------- */

void timeline_text_row(struct timeline_text *drawing, const struct timeline_row *row,
		       struct text *out)
{
	CLEANUP(text_done) struct text raw = {0};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text last_day = {0};
	char id[24];

	view_partners(&raw, row->view->agreement);
	display_add(&partners, text_string(&raw));
	timeline_last_day(&last_day, row->view);
	if (text_failed(&raw) || text_failed(&partners) || text_failed(&last_day))
		out->failed = true;
	snprintf(id, sizeof(id), "%lld", (long long)row->view->agreement->id);
	timeline_line_id(drawing, id, STYLE_PLAIN, out);
	timeline_line_part(drawing, text_string(&partners), drawing->partner, STYLE_PLAIN, out);
	timeline_line_part(drawing, text_string(&last_day), drawing->last_day,
			   view_style(row->view->condition), out);
	timeline_line_bar(drawing, row, out);
}

/* ---- the lines below ---------------------------------------------------------------------- */

/* Lines of words that are divided by so many blanks, no line wider than the drawing. */
struct lines {
	const struct timeline_text *drawing;
	struct text *out;
	size_t gap;
	size_t column;
};

/* glyph, when there is one, stands before the word and takes a column. */
static void add_word(struct lines *lines, const struct text *glyph, const char *word)
{
	const struct timeline_text *drawing = lines->drawing;
	size_t before = glyph == NULL ? 0 : 2;
	size_t width = least(before + display_width(word), drawing->width);

	if (lines->column > 0 && lines->column + lines->gap + width > drawing->width) {
		text_add_char(lines->out, '\n');
		lines->column = 0;
	}
	if (lines->column > 0)
		timeline_line_blanks(lines->out, lines->gap);
	lines->column += (lines->column > 0 ? lines->gap : 0) + width;
	if (glyph != NULL && width >= before) {
		text_add(lines->out, text_string(glyph));
		text_add_char(lines->out, ' ');
		width -= before;
	}
	add_cut(drawing, word, width, lines->out);
}

static void add_legend(const struct timeline_text *drawing, struct text *out)
{
	struct lines lines = {.drawing = drawing, .out = out, .gap = 3};
	CLEANUP(text_done) struct text glyph = {0};

	for (enum timeline_sign sign = 0; sign < SIGNS; sign++) {
		if (!drawing->has_sign[sign])
			continue;
		text_clear(&glyph);
		timeline_line_sign(drawing, sign, &glyph);
		add_word(&lines, &glyph, timeline_sign_words(sign));
	}
	if (drawing->has_more) {
		text_clear(&glyph);
		timeline_line_goes_on(drawing, &glyph);
		add_word(&lines, &glyph, "goes on");
	}
	if (text_failed(&glyph))
		out->failed = true;
	text_add_char(out, '\n');
}

static void add_wrapped(const struct timeline_text *drawing, char *words, struct text *out)
{
	struct lines lines = {.drawing = drawing, .out = out, .gap = 1};
	char *left = NULL;

	for (char *word = strtok_r(words, " ", &left); word != NULL;
	     word = strtok_r(NULL, " ", &left))
		add_word(&lines, /* glyph= */ NULL, word);
	text_add_char(out, '\n');
}

void timeline_text_foot(const struct timeline_text *drawing, struct text *out)
{
	CLEANUP(text_done) struct text words = {0};

	if (drawing->timeline->count > 0) {
		text_add_char(out, '\n');
		add_legend(drawing, out);
	}
	timeline_words(&words, drawing->timeline, /* has_hint= */ true);
	if (text_failed(&words))
		out->failed = true;
	else
		add_wrapped(drawing, words.data, out);
}
