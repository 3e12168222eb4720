#include "cli/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/display.h"
#include "core/cleanup.h"

void table_init(struct table *table, const struct table_column *columns, size_t count)
{
	*table = (struct table){.columns = columns, .column_count = count};
}

static bool grow(struct table *table)
{
	size_t capacity = table->capacity == 0 ? 64 : table->capacity * 2;
	struct table_cell *cells;

	if (table->cell_count < table->capacity)
		return true;
	cells = reallocarray(table->cells, capacity, sizeof(*cells));
	if (cells == NULL)
		return false;
	table->cells = cells;
	table->capacity = capacity;
	return true;
}

void table_add(struct table *table, enum style style, const char *text)
{
	struct text harmless = {0};
	char *taken;

	if (table->failed)
		return;
	display_add(&harmless, text);
	taken = text_take(&harmless);
	text_done(&harmless);
	if (taken == NULL || !grow(table)) {
		free(taken);
		table->failed = true;
		return;
	}
	table->cells[table->cell_count++] = (struct table_cell){.text = taken, .style = style};
}

void table_addf(struct table *table, enum style style, const char *format, ...)
{
	CLEANUP(free_memory) char *text = NULL;
	va_list values;
	int length;

	va_start(values, format);
	length = vasprintf(&text, format, values);
	va_end(values);
	if (length < 0) {
		text = NULL;
		table->failed = true;
		return;
	}
	table_add(table, style, text);
}

/* How the columns share a line. */
struct layout {
	size_t widths[TABLE_COLUMNS_MAX];
	bool is_left_out[TABLE_COLUMNS_MAX];
	size_t last; /* the last column that is shown */
};

static void measure(const struct table *table, struct layout *layout)
{
	*layout = (struct layout){.last = table->column_count - 1};
	for (size_t i = 0; i < table->column_count; i++)
		layout->widths[i] = display_width(table->columns[i].heading);
	for (size_t i = 0; i < table->cell_count; i++) {
		size_t width = display_width(table->cells[i].text);
		size_t column = i % table->column_count;

		if (width > layout->widths[column])
			layout->widths[column] = width;
	}
}

/* The width that a column keeps while others are left out. */
static size_t least_width(const struct table *table, const struct layout *layout, size_t column)
{
	size_t narrowest = table->columns[column].narrowest;
	size_t width = layout->widths[column];

	return narrowest == 0 || narrowest > width ? width : narrowest;
}

/* The width of a line: as the columns are, or as narrow as they may be. */
static size_t line_width(const struct table *table, const struct layout *layout, bool is_least)
{
	size_t total = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		if (layout->is_left_out[i])
			continue;
		total += is_least ? least_width(table, layout, i) : layout->widths[i];
		total += i > 0 ? TABLE_GAP : 0;
	}
	return total;
}

/* Leaves out the shown column of the highest rank; false when only the first is left. */
static bool leave_out(const struct table *table, struct layout *layout)
{
	size_t chosen = 0;

	for (size_t i = 1; i < table->column_count; i++) {
		if (layout->is_left_out[i])
			continue;
		if (chosen == 0 || table->columns[i].rank >= table->columns[chosen].rank)
			chosen = i;
	}
	layout->is_left_out[chosen] = chosen > 0;
	while (layout->is_left_out[layout->last])
		layout->last--;
	return chosen > 0;
}

/* Takes one character after the other from the widest column that may give, until all fit. */
static void cut(const struct table *table, size_t width, struct layout *layout)
{
	size_t total = line_width(table, layout, /* is_least= */ false);

	for (; total > width; total--) {
		size_t widest = table->column_count;

		for (size_t i = 0; i < table->column_count; i++) {
			size_t narrowest = table->columns[i].narrowest;

			if (layout->is_left_out[i] || narrowest == 0 ||
			    layout->widths[i] <= narrowest)
				continue;
			if (widest == table->column_count ||
			    layout->widths[i] > layout->widths[widest])
				widest = i;
		}
		if (widest == table->column_count)
			break;
		layout->widths[widest]--;
	}
	/* Only when the first column, which is never left out, is alone and too wide. */
	if (total > width)
		layout->widths[0] = width;
}

static void fit(const struct table *table, size_t width, struct layout *layout)
{
	while (line_width(table, layout, /* is_least= */ true) > width) {
		if (!leave_out(table, layout))
			break;
	}
	cut(table, width, layout);
}

static void add_blanks(struct text *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add_char(out, ' ');
}

struct cell_format {
	size_t width;
	enum align align;
	bool is_last;
	bool has_colour;
};

static void format_cell(const struct cell_format *format, const char *text, enum style style,
			struct text *out)
{
	CLEANUP(text_done) struct text cut = {0};
	size_t blanks;

	display_cut(&cut, text, format->width);
	if (text_failed(&cut))
		out->failed = true;
	blanks = format->width - display_width(text_string(&cut));
	if (format->align == ALIGN_RIGHT)
		add_blanks(out, blanks);
	text_add(out, terminal_style(format->has_colour, style));
	text_add(out, text_string(&cut));
	text_add(out, terminal_plain(format->has_colour, style));
	if (format->is_last) {
		text_add_char(out, '\n');
		return;
	}
	if (format->align == ALIGN_LEFT)
		add_blanks(out, blanks);
	add_blanks(out, TABLE_GAP);
}

void table_format(const struct table *table, size_t width, bool has_colour, struct text *out)
{
	struct layout layout;
	size_t count = table->column_count;

	measure(table, &layout);
	if (width > 0)
		fit(table, width, &layout);
	for (size_t i = 0; i < count + table->cell_count; i++) {
		size_t column = i % count;
		struct cell_format format = {
			.width = layout.widths[column],
			.align = table->columns[column].align,
			.is_last = column == layout.last,
			.has_colour = has_colour,
		};

		if (layout.is_left_out[column])
			continue;
		if (i < count) {
			format_cell(&format, table->columns[column].heading, STYLE_HEADING, out);
		} else {
			const struct table_cell *cell = &table->cells[i - count];

			format_cell(&format, cell->text, cell->style, out);
		}
	}
}

int table_print(const struct table *table, const struct terminal *terminal)
{
	CLEANUP(text_done) struct text out = {0};

	if (table->failed)
		return -ENOMEM;
	table_format(table, terminal->width, terminal->has_colour, &out);
	if (text_failed(&out))
		return -ENOMEM;
	terminal_write(terminal, &out);
	return 0;
}

void table_done(struct table *table)
{
	for (size_t i = 0; i < table->cell_count; i++)
		free(table->cells[i].text);
	free(table->cells);
	*table = (struct table){0};
}
