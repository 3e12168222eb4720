/*
 * A timeline as a picture for a report: SVG 1.1 without scripts, style sheets, fonts or references
 * to anything outside of it. Signs differ in form as well as in colour, for printing in grey. Each
 * row is a group whose title says in words what it shows.
 *
 * What a register or a configuration holds goes into it through timeline_svg_text() alone.
 */
#include "cli/timeline_svg.h"
#include "core/cleanup.h"

#define Y_TITLE	      38
#define Y_AS_OF	      76 /* base lines of what stands over the axis */
#define Y_YEARS	      94
#define Y_MONTHS      110
#define LEGEND_WIDTH  150
#define LEGEND_HEIGHT 22
#define LINE_HEIGHT   18
#define LINE_MOST     150 /* columns of a line below */

static int y_below(const struct timeline_svg *drawing)
{
	return SVG_HEAD_HEIGHT + SVG_ROW_HEIGHT * (int)drawing->rows;
}

static int legend_lines(const struct timeline_svg *drawing)
{
	int columns = (SVG_WIDTH - 2 * SVG_MARGIN) / LEGEND_WIDTH;
	int count = 0;

	for (size_t i = 0; i < SIGNS; i++)
		count += drawing->has_sign[i];
	return (count + columns - 1) / columns;
}

static void add_legend(const struct timeline_svg *drawing, struct text *out)
{
	int x = SVG_MARGIN, y = y_below(drawing) + LEGEND_HEIGHT;

	for (enum timeline_sign sign = 0; sign < SIGNS; sign++) {
		if (!drawing->has_sign[sign])
			continue;
		if (x + LEGEND_WIDTH > SVG_WIDTH - SVG_MARGIN) {
			x = SVG_MARGIN;
			y += LEGEND_HEIGHT;
		}
		if (sign < SIGNS_SPANS)
			timeline_svg_strip(out, sign, x, x + 20, y);
		else
			timeline_svg_form(out, sign, x + 10, y);
		text_addf(out, "<text x=\"%d\" y=\"%d\">%s</text>\n", x + 28, y + 4,
			  timeline_sign_words(sign));
		x += LEGEND_WIDTH;
	}
}

/* What of the rows is in the picture; two lines at the most. */
static void add_words(const struct timeline_svg *drawing, struct text *out)
{
	CLEANUP(text_done) struct text words = {0};
	int y = y_below(drawing) + LEGEND_HEIGHT * (legend_lines(drawing) + 1) + LINE_HEIGHT / 2;
	size_t more = drawing->timeline->count - drawing->rows;

	timeline_words(&words, drawing->timeline, /* has_hint= */ false);
	text_addf(out, "<text x=\"%d\" y=\"%d\">", SVG_MARGIN, y);
	timeline_svg_text(out, text_string(&words), LINE_MOST);
	text_add(out, "</text>\n");
	if (more > 0)
		text_addf(out,
			  "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">The first %zu are drawn; "
			  "%zu more are not.</text>\n",
			  SVG_MARGIN, y + LINE_HEIGHT, drawing->rows, more);
	if (text_failed(&words))
		out->failed = true;
}

static void add_tick(const struct timeline_svg *drawing, struct day day, bool is_year,
		     struct text *out)
{
	double x = timeline_svg_x(drawing->timeline, day);

	text_addf(out, "<path d=\"M%.1f,%d V%d\" stroke=\"%s\"/>\n", x,
		  is_year ? Y_YEARS - 10 : Y_MONTHS - 8, y_below(drawing),
		  is_year ? "#8d96a0" : "#dfe3e8");
}

/* A label right of its tick. */
static void add_label(const struct timeline_svg *drawing, struct day day, int months,
		      struct text *out)
{
	struct civil civil = day_civil(day);
	double x = timeline_svg_x(drawing->timeline, day) + 3;

	if (months >= 12)
		text_addf(out, "<text x=\"%.1f\" y=\"%d\" font-weight=\"bold\">%d</text>\n", x,
			  Y_YEARS, civil.year);
	else if (months == 3)
		text_addf(out, "<text x=\"%.1f\" y=\"%d\" font-size=\"10\">Q%d</text>\n", x,
			  Y_MONTHS, (civil.month - 1) / 3 + 1);
	else
		text_addf(out, "<text x=\"%.1f\" y=\"%d\" font-size=\"10\">%.3s</text>\n", x,
			  Y_MONTHS, day_month_name(civil.month));
}

static void add_ticks(const struct timeline_svg *drawing, int months, struct text *out)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;
	struct day day = DAY_NONE;

	/* The rest of a year at the beginning, when there is room for its number. */
	if (months == 12 && (!timeline_tick(axis, months, &day) ||
			     timeline_position(axis, SVG_AXIS_WIDTH, day) > 34))
		add_label(drawing, axis->from, months, out);
	day = DAY_NONE;
	while (timeline_tick(axis, months, &day)) {
		add_tick(drawing, day, months >= 12, out);
		add_label(drawing, day, months, out);
	}
}

static void add_axis(const struct timeline_svg *drawing, struct text *out)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;

	if (timeline_width(axis, SVG_AXIS_WIDTH, 1) >= 26)
		add_ticks(drawing, 1, out);
	else if (timeline_width(axis, SVG_AXIS_WIDTH, 3) >= 20)
		add_ticks(drawing, 3, out);
	add_ticks(drawing, timeline_years(axis, SVG_AXIS_WIDTH, 36), out);
}

static void add_as_of(const struct timeline_svg *drawing, struct text *out)
{
	double x = timeline_svg_x(drawing->timeline, drawing->timeline->as_of);
	char day[DAY_TEXT_SIZE];

	text_addf(out,
		  "<path d=\"M%.1f,%d V%d\" stroke=\"#c62828\" stroke-width=\"1.5\" "
		  "stroke-dasharray=\"6 3\"/>\n",
		  x, Y_AS_OF + 3, y_below(drawing));
	text_addf(out,
		  "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#c62828\" "
		  "font-weight=\"bold\">%s</text>\n",
		  x, Y_AS_OF, day_format(drawing->timeline->as_of, day));
}

static void add_bands(const struct timeline_svg *drawing, struct text *out)
{
	for (size_t i = 0; i < drawing->rows; i += 2)
		text_addf(out,
			  "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			  "fill=\"#f3f5f7\"/>\n",
			  SVG_MARGIN, SVG_HEAD_HEIGHT + SVG_ROW_HEIGHT * (int)i,
			  SVG_WIDTH - 2 * SVG_MARGIN, SVG_ROW_HEIGHT);
}

static void add_headings(struct text *out)
{
	text_addf(
		out,
		"<g font-weight=\"bold\">\n<text x=\"%d\" y=\"%d\" "
		"text-anchor=\"end\">ID</text>\n"
		"<text x=\"%d\" y=\"%d\">Partner</text>\n<text x=\"%d\" y=\"%d\">Last day</text>\n"
		"</g>\n",
		SVG_X_ID, Y_MONTHS, SVG_X_PARTNER, Y_MONTHS, SVG_X_LAST_DAY, Y_MONTHS);
}

static void add_beginning(const struct timeline_svg *drawing, struct text *out)
{
	const struct timeline *timeline = drawing->timeline;
	int height = y_below(drawing) + LEGEND_HEIGHT * (legend_lines(drawing) + 1) +
		     2 * LINE_HEIGHT + SVG_MARGIN / 2;
	char day[DAY_TEXT_SIZE];

	text_addf(out,
		  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		  "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\" "
		  "font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', "
		  "sans-serif\" font-size=\"12\" fill=\"#1c1c1c\">\n<title id=\"title\">",
		  SVG_WIDTH, height, SVG_WIDTH, height);
	timeline_svg_text(out, drawing->title, 0);
	text_addf(out,
		  "</title>\n<desc id=\"desc\">%zu agreements as rows, by their last day, as of %s",
		  drawing->rows, day_format(timeline->as_of, day));
	text_addf(out, ", from %s", day_format(timeline->axis.from, day));
	text_addf(out, " to %s.</desc>\n", day_format(timeline->axis.to, day));
	text_addf(out,
		  "<defs>\n<pattern id=\"doubt\" width=\"5\" height=\"5\" "
		  "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		  "<rect width=\"5\" height=\"5\" fill=\"#ffffff\"/>"
		  "<rect width=\"2\" height=\"5\" fill=\"#b97b0a\"/></pattern>\n"
		  "<clipPath id=\"partner\"><rect x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\"/>"
		  "</clipPath>\n</defs>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
		  SVG_X_PARTNER, SVG_X_LAST_DAY - SVG_X_PARTNER - 8, height, SVG_WIDTH, height);
	text_addf(out, "<text x=\"%d\" y=\"%d\" font-size=\"18\" font-weight=\"bold\">", SVG_MARGIN,
		  Y_TITLE);
	timeline_svg_text(out, drawing->title, 100);
	text_add(out, "</text>\n");
}

void timeline_svg_write(const struct timeline_svg *drawing, struct text *out)
{
	add_beginning(drawing, out);
	add_bands(drawing, out);
	add_headings(out);
	add_axis(drawing, out);
	text_add(out, text_string(&drawing->body));
	add_as_of(drawing, out);
	add_legend(drawing, out);
	add_words(drawing, out);
	text_add(out, "</svg>\n");
	if (text_failed(&drawing->body))
		out->failed = true;
}

void timeline_svg_done(struct timeline_svg *drawing)
{
	text_done(&drawing->body);
	*drawing = (struct timeline_svg){0};
}
