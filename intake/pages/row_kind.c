#include "intake/pages/row_kind.h"

#include <string.h>

#include "intake/words/countries.h"

#define CAPTION_MAX 160 /* bytes of a text that can be a heading; a longer one is a remark */

/* Whether all cells of a row are <th>, and it is not just the first such row once more. */
static bool is_new_heading(const struct page_row *row, const struct page_row **first)
{
	const struct page_cell *cell = row->first;

	while (cell != NULL && cell->is_heading)
		cell = cell->next;
	if (row->first == NULL || cell != NULL)
		return false;
	if (*first == NULL)
		*first = row;
	return *first == row || strcmp((*first)->first->text, row->first->text) != 0;
}

struct row_kinds row_kinds_of(const struct page_table *table)
{
	struct row_kinds kinds = {0};
	struct spans spans = {0};
	struct spans_row line;
	const struct page_row *heading = NULL;
	size_t rows = 0, headings = 0;

	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		spans_next(&spans, row, &line);
		if (line.column_count > kinds.column_count)
			kinds.column_count = line.column_count;
		rows += row->first != NULL;
		headings += is_new_heading(row, &heading);
	}
	/* Where most rows are nothing but <th>, it says nothing. */
	kinds.has_headings = headings <= 2 || headings * 2 <= rows;
	return kinds;
}

bool row_kind_is_blank(const struct page_row *row)
{
	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		if (cell->length > 0 || cell->link != NULL)
			return false;
	}
	return true;
}

/* The one cell of a row that says something; NULL: several do. */
static const struct page_cell *only_cell(const struct page_row *row)
{
	const struct page_cell *only = NULL;

	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		if (cell->length == 0)
			continue;
		if (only != NULL)
			return NULL;
		only = cell;
	}
	return only;
}

static bool names_a_country(const struct page_cell *cell)
{
	return country_code(cell->text) != NULL || country_find_alias(cell->text) != NULL;
}

/* Whether all that a row says is bold. */
static bool is_bold(const struct page_cell *cell)
{
	const struct page_piece *piece = cell->flow.first;

	return piece != NULL && piece->next == NULL && piece->table == NULL &&
	       (piece->block.style == BLOCK_BOLD || piece->block.style == BLOCK_HEADING);
}

static bool stands_over_rows(struct row_kinds kinds, const struct page_row *row,
			     const struct page_cell *only, const struct spans_row *spans)
{
	if (kinds.column_count < 2 || spans->repeated > 0)
		return false;
	if (row->cell_count == 1 && only->columns >= kinds.column_count)
		return true;
	return names_a_country(only) || (kinds.has_headings && only->is_heading) ||
	       (row->cell_count == 1 && is_bold(only));
}

static bool is_heading(const struct page_row *row)
{
	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		if (!cell->is_heading && cell->length > 0)
			return false;
	}
	return true;
}

/* "A", "B", "C" …: the columns of a spreadsheet that was put on the web. */
static bool counts_columns(const struct page_row *row)
{
	char letter = 'A';

	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		if (cell->length == 0)
			continue;
		if (cell->length != 1 || cell->text[0] != letter++)
			return false;
	}
	return letter > 'B';
}

enum record_kind row_kind(struct row_kinds kinds, const struct page_row *row,
			  const struct spans_row *spans)
{
	const struct page_cell *only = only_cell(row);

	if (only != NULL && stands_over_rows(kinds, row, only, spans))
		return only->length > CAPTION_MAX ? RECORD_FURNITURE : RECORD_CAPTION;
	if (kinds.has_headings && is_heading(row))
		return row->section == SECTION_FOOT || counts_columns(row) ? RECORD_FURNITURE
									   : RECORD_HEADING;
	return RECORD_CELLS;
}
