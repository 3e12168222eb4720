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

static void measure(const struct table *table, size_t widths[static TABLE_COLUMNS_MAX])
{
	for (size_t i = 0; i < table->column_count; i++)
		widths[i] = display_width(table->columns[i].heading);
	for (size_t i = 0; i < table->cell_count; i++) {
		size_t width = display_width(table->cells[i].text);

		if (width > widths[i % table->column_count])
			widths[i % table->column_count] = width;
	}
}

/* Takes one column after the other from the widest that may give, until all fit. */
static void narrow(const struct table *table, size_t width, size_t widths[static TABLE_COLUMNS_MAX])
{
	size_t total = TABLE_GAP * (table->column_count - 1);

	for (size_t i = 0; i < table->column_count; i++)
		total += widths[i];
	while (total > width) {
		size_t widest = table->column_count;

		for (size_t i = 0; i < table->column_count; i++) {
			size_t narrowest = table->columns[i].narrowest;

			if (narrowest == 0 || widths[i] <= narrowest)
				continue;
			if (widest == table->column_count || widths[i] > widths[widest])
				widest = i;
		}
		if (widest == table->column_count)
			return;
		widths[widest]--;
		total--;
	}
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
	size_t widths[TABLE_COLUMNS_MAX];
	size_t count = table->column_count;

	measure(table, widths);
	if (width > 0)
		narrow(table, width, widths);
	for (size_t i = 0; i < count + table->cell_count; i++) {
		struct cell_format format = {
			.width = widths[i % count],
			.align = table->columns[i % count].align,
			.is_last = i % count == count - 1,
			.has_colour = has_colour,
		};

		if (i < count) {
			format_cell(&format, table->columns[i].heading, STYLE_HEADING, out);
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
