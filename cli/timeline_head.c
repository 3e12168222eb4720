/*
 * The lines above a timeline on a terminal: the day of today, years, quarters or months.
 */
#include <stdio.h>
#include <string.h>

#include "cli/timeline_line.h"
#include "core/cleanup.h"

#define LABEL_SIZE 16

/* Words over the bar; the rest is blank. */
struct labels {
	char text[TIMELINE_COLUMNS_MAX + 1];
	size_t end; /* where the next label may begin */
};

static void put(const struct timeline_text *drawing, struct labels *labels, size_t column,
		const char *label)
{
	size_t length = strlen(label);

	if (column < labels->end || column + length > drawing->bar)
		return;
	memset(labels->text + labels->end, ' ', column - labels->end);
	memcpy(labels->text + column, label, length + 1);
	labels->end = column + length;
	if (labels->end < drawing->bar)
		labels->text[labels->end++] = ' ';
	labels->text[labels->end] = '\0';
}

/* What stands at a tick: "2027", "Q3", "Nov". */
static void label_of(struct day day, int months, char label[static LABEL_SIZE])
{
	struct civil civil = day_civil(day);

	if (months >= 12)
		snprintf(label, LABEL_SIZE, "%d", civil.year);
	else if (months == 3)
		snprintf(label, LABEL_SIZE, "Q%d", (civil.month - 1) / 3 + 1);
	else
		snprintf(label, LABEL_SIZE, "%.3s", day_month_name(civil.month));
}

static void put_ticks(const struct timeline_text *drawing, struct labels *labels, int months)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;
	struct day day = DAY_NONE;
	char label[LABEL_SIZE];

	if (!timeline_tick(axis, months, &day))
		day = DAY_NONE;
	/* The rest of a year or quarter at the beginning, when there is room for its name. */
	label_of(axis->from, months, label);
	if (months <= 12 &&
	    (day_is_none(day) || timeline_line_column(drawing, day) > strlen(label)))
		put(drawing, labels, 0, label);
	while (!day_is_none(day)) {
		label_of(day, months, label);
		put(drawing, labels, timeline_line_column(drawing, day), label);
		if (!timeline_tick(axis, months, &day))
			break;
	}
}

static void add_line(const struct timeline_text *drawing, const char *const parts[3],
		     const char *labels, struct text *out)
{
	CLEANUP(text_done) struct text line = {0};

	timeline_line_id(drawing, parts[0], STYLE_HEADING, &line);
	timeline_line_part(drawing, parts[1], drawing->partner, STYLE_HEADING, &line);
	timeline_line_part(drawing, parts[2], drawing->last_day, STYLE_HEADING, &line);
	text_add(&line, terminal_style(drawing->has_colour, STYLE_HEADING));
	text_add(&line, labels);
	while (line.length > 0 && !text_failed(&line) && line.data[line.length - 1] == ' ')
		line.data[--line.length] = '\0';
	text_add(&line, terminal_plain(drawing->has_colour, STYLE_HEADING));
	if (text_failed(&line))
		out->failed = true;
	text_add(out, text_string(&line));
	text_add_char(out, '\n');
}

static void add_ticks(const struct timeline_text *drawing, int months, const char *const parts[3],
		      struct text *out)
{
	struct labels labels = {0};

	put_ticks(drawing, &labels, months);
	add_line(drawing, parts, labels.text, out);
}

static const char *const no_parts[3] = {"", "", ""};
static const char *const headings[3] = {"ID", "PARTNER", "LAST DAY"};

/* "▼ 2026-11-21", or "2026-11-21 ▼" near the right end, or the pointer alone. */
static void add_pointer(const struct timeline_text *drawing, struct text *out)
{
	CLEANUP(text_done) struct text line = {0};
	size_t column = timeline_line_column(drawing, drawing->timeline->as_of);
	const char *pointer = drawing->is_ascii ? "v" : "▼";
	char day[DAY_TEXT_SIZE];
	size_t length = strlen(day_format(drawing->timeline->as_of, day)) + 1;
	bool is_right = column + 1 + length <= drawing->bar;
	bool is_left = !is_right && column >= length;

	timeline_line_blanks(&line, column - (is_left ? length : 0));
	if (is_left)
		text_addf(&line, "%s ", day);
	text_add(&line, pointer);
	if (is_right)
		text_addf(&line, " %s", day);
	if (text_failed(&line))
		out->failed = true;
	add_line(drawing, no_parts, text_string(&line), out);
}

void timeline_text_head(const struct timeline_text *drawing, struct text *out)
{
	const struct timeline_axis *axis = &drawing->timeline->axis;
	double size = (double)drawing->bar;
	int months = timeline_width(axis, size, 1) >= 4	  ? 1
		     : timeline_width(axis, size, 3) >= 3 ? 3
							  : 0;

	add_pointer(drawing, out);
	add_ticks(drawing, drawing->year_months, months == 0 ? headings : no_parts, out);
	if (months > 0)
		add_ticks(drawing, months, headings, out);
}
