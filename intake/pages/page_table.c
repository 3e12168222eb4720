#include "intake/pages/page_table.h"

#include <errno.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/pages/spans.h"

/* What a cell holds, with the tables in it. */
struct content {
	size_t length;
	size_t blocks;
	size_t headings;
	bool has_unlinked;
};

/* What all cells of a table hold. */
struct survey {
	size_t rows;	     /* that hold something */
	size_t wide_rows;    /* more than one thing */
	size_t heading_rows; /* nothing but headings */
	size_t cells;	     /* that hold something */
	size_t linked;	     /* that hold nothing but links */
	size_t columns;	     /* of the longest row */
	size_t length;
	size_t longest;
	size_t most_blocks;
	size_t headings; /* <h1> and the like */
};

static void survey_table_text(const struct page_table *table, struct content *content);

static void survey_flow(const struct page_flow *flow, struct content *content)
{
	for (const struct page_piece *piece = flow->first; piece != NULL; piece = piece->next) {
		if (piece->table != NULL) {
			survey_table_text(piece->table, content);
			continue;
		}
		content->length += piece->block.length;
		content->blocks++;
		content->headings += piece->block.style == BLOCK_HEADING;
		content->has_unlinked |= !piece->block.is_linked;
	}
}

/* PAGE_NESTING_MAX bounds the recursion. */
static void survey_table_text(const struct page_table *table, struct content *content)
{
	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next)
			survey_flow(&cell->flow, content);
	}
}

/* line: with what reaches into the row from above. */
static void survey_row(const struct page_row *row, const struct spans_row *line,
		       struct survey *survey)
{
	size_t filled = 0, headings = 0;

	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		struct content content = {0};

		survey_flow(&cell->flow, &content);
		if (content.length == 0 && cell->link == NULL)
			continue;
		filled++;
		headings += cell->is_heading;
		survey->linked += !content.has_unlinked;
		survey->length += content.length;
		survey->headings += content.headings;
		if (content.length > survey->longest)
			survey->longest = content.length;
		if (content.blocks > survey->most_blocks)
			survey->most_blocks = content.blocks;
	}
	survey->cells += filled;
	survey->rows += filled > 0;
	survey->wide_rows += filled > 1 || (filled > 0 && line->repeated > 0);
	survey->heading_rows += filled > 0 && headings == filled;
	if (line->column_count > survey->columns)
		survey->columns = line->column_count;
}

#define LAYOUT_ROWS 5 /* more rows than a layout has */

/* Puts parts of a page beside each other. */
static bool is_layout(const struct survey *survey)
{
	if (survey->rows > LAYOUT_ROWS)
		return false;
	return (survey->longest > 2000 && survey->longest * 2 > survey->length) ||
	       survey->most_blocks > 20 || (survey->headings > 0 && survey->most_blocks > 3);
}

/* A row of links or two: where else one can go. */
static bool is_menu(const struct survey *survey)
{
	return survey->linked == survey->cells && survey->rows <= 2;
}

/* Days of a month and the like: hardly a character a cell. */
static bool is_calendar(const struct survey *survey)
{
	return survey->columns >= 7 && survey->length < 3 * survey->cells;
}

static bool looks_like_data(const struct survey *survey)
{
	if (survey->cells == 0 || is_layout(survey) || is_menu(survey) || is_calendar(survey))
		return false;
	if (survey->heading_rows > 0 && survey->heading_rows < survey->rows)
		return true;
	return survey->wide_rows >= 2;
}

/* What can be a remark within a cell. */
static bool is_small(const struct survey *survey)
{
	return survey->heading_rows == 0 && survey->rows <= 4 && survey->columns <= 2 &&
	       survey->length <= 300;
}

static void add_flow(const struct page_flow *flow, char between, struct text *out);

static void add_table(const struct page_table *table, struct text *out)
{
	add_flow(&table->caption, ' ', out);
	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		if (out->length > 0)
			text_add_char(out, '\n');
		for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next)
			add_flow(&cell->flow, ' ', out);
	}
}

static void add_flow(const struct page_flow *flow, char between, struct text *out)
{
	for (const struct page_piece *piece = flow->first; piece != NULL; piece = piece->next) {
		if (piece->table != NULL) {
			add_table(piece->table, out);
			continue;
		}
		if (out->length > 0 && text_string(out)[out->length - 1] != '\n')
			text_add_char(out, between);
		text_add_n(out, piece->block.text, piece->block.length);
	}
}

static int make_text(struct page_cell *cell, struct text *scratch, struct arena *arena)
{
	const struct page_piece *first = cell->flow.first;

	if (first == NULL || (first->table == NULL && first->next == NULL)) {
		cell->text = first == NULL ? "" : first->block.text;
		cell->length = first == NULL ? 0 : first->block.length;
		return 0;
	}
	text_clear(scratch);
	add_flow(&cell->flow, '\n', scratch);
	if (text_failed(scratch))
		return -ENOMEM;
	cell->length = scratch->length;
	cell->text = arena_copy_n(arena, text_string(scratch), scratch->length);
	return cell->text == NULL ? -ENOMEM : 0;
}

static int make_texts(struct page_table *table, struct arena *arena)
{
	CLEANUP(text_done) struct text scratch = {0};

	for (struct page_row *row = table->first; row != NULL; row = row->next) {
		for (struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
			int result = make_text(cell, &scratch, arena);

			if (result < 0)
				return result;
		}
	}
	return 0;
}

/* Whether tables of data are in it; large: such that cannot be text of a cell. */
static void look_inside(const struct page_table *table, bool *ret_any, bool *ret_large)
{
	*ret_any = *ret_large = false;
	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
			const struct page_piece *piece = cell->flow.first;

			for (; piece != NULL; piece = piece->next) {
				const struct page_table *inner = piece->table;

				if (inner == NULL)
					continue;
				*ret_any |= inner->is_data || inner->holds_data;
				*ret_large |=
					(inner->is_data && !inner->is_small) || inner->holds_data;
			}
		}
	}
}

int page_table_finish(struct page_table *table, struct arena *arena)
{
	struct survey survey = {0};
	struct spans spans = {0};
	struct spans_row line;
	bool has_data, has_large;

	look_inside(table, &has_data, &has_large);
	table->holds_data = has_data;
	if (has_large || table->is_layout)
		return 0;
	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		spans_next(&spans, row, &line);
		survey_row(row, &line, &survey);
	}
	table->is_small = is_small(&survey);
	table->is_data = looks_like_data(&survey);
	if (!table->is_data)
		return 0;
	table->holds_data = false;
	return make_texts(table, arena);
}
