/*
 * The bar of a row on a terminal: one character for some days.
 */
#include "cli/timeline_line.h"

/* How a thing looks; begin is the first column of a term. */
struct look {
	const char *cell;
	const char *begin;
	const char *ascii_cell;
	const char *ascii_begin;
	enum style style;
};

static const struct look sign_looks[SIGNS] = {
	[SIGN_PAST] = {"─", "├", "-", "[", STYLE_DIM},
	[SIGN_IN_FORCE] = {"━", "┣", "=", "[", STYLE_GOOD},
	[SIGN_TO_COME] = {"╌", "├", ".", "[", STYLE_PLAIN},
	[SIGN_DOUBT] = {"░", "░", "~", "~", STYLE_WARNING},
	[SIGN_WINDOW] = {"▓", "▓", "#", "#", STYLE_WARNING},
	[SIGN_REMINDER] = {"○", "○", "o", "o", STYLE_PLAIN},
	[SIGN_RENEWAL] = {"↻", "↻", "@", "@", STYLE_HEADING},
	[SIGN_END] = {"●", "●", "X", "X", STYLE_BAD},
	[SIGN_NOTICE] = {"◆", "◆", "!", "!", STYLE_BAD},
	[SIGN_OPEN] = {"∞", "∞", "*", "*", STYLE_GOOD},
	[SIGN_UNKNOWN] = {"?", "?", "?", "?", STYLE_WARNING},
};

static const struct look look_year = {"┊", "┊", ":", ":", STYLE_DIM};
static const struct look look_as_of = {"│", "│", "|", "|", STYLE_HEADING};
static const struct look look_before = {"◂", "◂", "<", "<", STYLE_DIM};
static const struct look look_after = {"▸", "▸", ">", ">", STYLE_DIM};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

struct cell {
	const char *glyph; /* NULL: blank */
	enum style style;
};

struct bar {
	struct timeline_text *drawing;
	struct cell cells[TIMELINE_COLUMNS_MAX];
};

static const char *glyph_of(const struct timeline_text *drawing, const struct look *look,
			    bool is_begin)
{
	if (drawing->is_ascii)
		return is_begin ? look->ascii_begin : look->ascii_cell;
	return is_begin ? look->begin : look->cell;
}

size_t timeline_line_column(const struct timeline_text *drawing, struct day day)
{
	double position = timeline_position(&drawing->timeline->axis, (double)drawing->bar, day);

	return least((size_t)position, drawing->bar - 1);
}

static void paint(struct bar *bar, size_t column, const struct look *look, bool is_begin)
{
	bar->cells[column] = (struct cell){.glyph = glyph_of(bar->drawing, look, is_begin),
					   .style = look->style};
}

static void paint_span(struct bar *bar, const struct timeline_item *item)
{
	const struct timeline_axis *axis = &bar->drawing->timeline->axis;
	const struct look *look = &sign_looks[item->sign];
	bool is_before = !day_is_none(item->from) && day_compare(item->from, axis->from) < 0;
	bool is_after = !day_is_none(item->to) && day_compare(item->to, axis->to) > 0;
	struct day from = day_later(item->from, axis->from);
	struct day to = day_is_none(item->to) ? axis->to : day_earlier(item->to, axis->to);

	for (size_t i = timeline_line_column(bar->drawing, from);
	     day_compare(from, to) <= 0 && i <= timeline_line_column(bar->drawing, to); i++)
		paint(bar, i, look,
		      i == timeline_line_column(bar->drawing, from) &&
			      day_compare(from, item->from) == 0);
	if (is_before)
		paint(bar, 0, &look_before, false);
	if (is_after)
		paint(bar, bar->drawing->bar - 1, &look_after, false);
	bar->drawing->has_more = bar->drawing->has_more || is_before || is_after;
	if (day_compare(from, to) <= 0)
		bar->drawing->has_sign[item->sign] = true;
}

static void paint_day(struct bar *bar, const struct timeline_item *item)
{
	const struct timeline_axis *axis = &bar->drawing->timeline->axis;

	if (day_compare(item->from, axis->from) < 0 || day_compare(item->from, axis->to) > 0)
		return;
	paint(bar, timeline_line_column(bar->drawing, item->from), &sign_looks[item->sign], false);
	bar->drawing->has_sign[item->sign] = true;
}

static void paint_years(struct bar *bar)
{
	const struct timeline_axis *axis = &bar->drawing->timeline->axis;
	struct day day = DAY_NONE;

	while (timeline_tick(axis, bar->drawing->year_months, &day))
		paint(bar, timeline_line_column(bar->drawing, day), &look_year, false);
}

static void paint_row(struct bar *bar, const struct timeline_row *row)
{
	paint_years(bar);
	for (enum timeline_sign sign = 0; sign < SIGNS; sign++) {
		if (sign == SIGNS_SPANS)
			paint(bar,
			      timeline_line_column(bar->drawing, bar->drawing->timeline->as_of),
			      &look_as_of, false);
		for (size_t i = 0; i < row->count; i++) {
			if (row->items[i].sign != sign)
				continue;
			if (sign < SIGNS_SPANS)
				paint_span(bar, &row->items[i]);
			else
				paint_day(bar, &row->items[i]);
		}
	}
}

/* Cells of one style share its escape sequences; blanks at the end are not written. */
static void add_bar(const struct bar *bar, struct text *out)
{
	bool has_colour = bar->drawing->has_colour;
	enum style style = STYLE_PLAIN;
	size_t count = bar->drawing->bar;

	while (count > 0 && bar->cells[count - 1].glyph == NULL)
		count--;
	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &bar->cells[i];

		if (cell->style != style) {
			text_add(out, terminal_plain(has_colour, style));
			text_add(out, terminal_style(has_colour, cell->style));
			style = cell->style;
		}
		text_add(out, cell->glyph == NULL ? " " : cell->glyph);
	}
	text_add(out, terminal_plain(has_colour, style));
	text_add_char(out, '\n');
}

void timeline_line_bar(struct timeline_text *drawing, const struct timeline_row *row,
		       struct text *out)
{
	struct bar bar = {.drawing = drawing};

	paint_row(&bar, row);
	add_bar(&bar, out);
}

static void add_glyph(const struct timeline_text *drawing, const struct look *look,
		      struct text *out)
{
	text_add(out, terminal_style(drawing->has_colour, look->style));
	text_add(out, glyph_of(drawing, look, /* is_begin= */ false));
	text_add(out, terminal_plain(drawing->has_colour, look->style));
}

void timeline_line_sign(const struct timeline_text *drawing, enum timeline_sign sign,
			struct text *out)
{
	add_glyph(drawing, &sign_looks[sign], out);
}

void timeline_line_goes_on(const struct timeline_text *drawing, struct text *out)
{
	add_glyph(drawing, &look_before, out);
}
