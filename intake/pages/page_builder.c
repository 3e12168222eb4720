#include "intake/pages/page_builder.h"

#include <errno.h>
#include <string.h>

#include "intake/pages/page_table.h"

static void fail(struct page_builder *builder, int result)
{
	if (builder->result == 0)
		builder->result = result;
}

/* Room for one more piece of that size; NULL when there is none. */
static void *take(struct page_builder *builder, size_t size)
{
	void *piece;

	if (builder->result != 0)
		return NULL;
	if (builder->pieces >= PAGE_PIECES_MAX) {
		fail(builder, PAGE_TOO_MANY);
		return NULL;
	}
	builder->pieces++;
	piece = arena_take(builder->arena, size);
	if (piece == NULL)
		fail(builder, -ENOMEM);
	return piece;
}

/* Where blocks go. */
static struct page_flow *flow_of(struct page_builder *builder)
{
	for (struct page_table *table = builder->table; table != NULL; table = table->outer) {
		if (table->cell != NULL)
			return &table->cell->flow;
		if (table->in_caption)
			return &table->caption;
	}
	return &builder->page.flow;
}

static struct page_piece *add_piece(struct page_builder *builder)
{
	struct page_flow *flow = flow_of(builder);
	struct page_piece *piece = take(builder, sizeof(*piece));

	if (piece == NULL)
		return NULL;
	if (flow->last == NULL)
		flow->first = piece;
	else
		flow->last->next = piece;
	flow->last = piece;
	return piece;
}

void page_builder_add(struct page_builder *builder, const char *characters, size_t length)
{
	block_writer_add(&builder->writer, characters, length, builder->line, builder->manner);
	if (text_failed(&builder->writer.text))
		fail(builder, -ENOMEM);
}

void page_builder_add_lines(struct page_builder *builder, const char *characters, size_t length)
{
	unsigned int last = builder->line;
	unsigned int ends = 0;

	for (size_t i = 0; i < length; i++)
		ends += characters[i] == '\n';
	builder->line = last > ends ? last - ends : 1;
	while (length > 0) {
		const char *end = memchr(characters, '\n', length);
		size_t n = end == NULL ? length : (size_t)(end - characters);

		page_builder_add(builder, characters, n);
		if (end == NULL)
			break;
		builder->line++;
		page_builder_break(builder);
		characters += n + 1;
		length -= n + 1;
	}
	builder->line = last;
}

void page_builder_end_line(struct page_builder *builder, bool has_gap)
{
	struct page_piece *piece;
	int result;

	if (block_writer_is_empty(&builder->writer)) {
		builder->has_gap |= has_gap;
		return;
	}
	piece = add_piece(builder);
	if (piece == NULL)
		return;
	piece->block.style = builder->style;
	result = block_writer_take(&builder->writer, builder->arena, &piece->block);
	if (result < 0)
		fail(builder, result);
	if (builder->level > 0)
		piece->block.style = BLOCK_HEADING;
	piece->block.level = builder->level;
	piece->block.is_aside = builder->is_aside;
	piece->block.gap = builder->has_gap ? 1 : 0;
	builder->has_gap = has_gap;
}

void page_builder_break(struct page_builder *builder)
{
	page_builder_end_line(builder, block_writer_is_empty(&builder->writer));
}

void page_builder_image(struct page_builder *builder, const char *text)
{
	if (builder->image != NULL || builder->table == NULL || builder->table->cell == NULL)
		return;
	builder->image = arena_copy(builder->arena, text);
	if (builder->image == NULL)
		fail(builder, -ENOMEM);
}

void page_builder_link(struct page_builder *builder, const char *link)
{
	struct page_cell *cell = builder->table == NULL ? NULL : builder->table->cell;

	builder->manner.link = link;
	if (cell != NULL && cell->link == NULL)
		cell->link = link;
}

void page_builder_start_table(struct page_builder *builder, const char *summary, bool is_layout)
{
	struct page_piece *piece;
	struct page_table *table;

	page_builder_end_line(builder, /* has_gap= */ true);
	piece = add_piece(builder);
	table = piece == NULL ? NULL : take(builder, sizeof(*table));
	if (table == NULL)
		return;
	table->summary = arena_copy(builder->arena, summary);
	if (table->summary == NULL && summary != NULL)
		fail(builder, -ENOMEM);
	table->line = builder->line;
	table->is_layout = is_layout;
	table->outer = builder->table;
	piece->table = builder->table = table;
	builder->nesting++;
}

void page_builder_end_table(struct page_builder *builder)
{
	struct page_table *table = builder->table;
	int result;

	page_builder_end_row(builder);
	page_builder_end_caption(builder);
	builder->table = table->outer;
	builder->nesting--;
	result = page_table_finish(table, builder->arena);
	if (result < 0)
		fail(builder, result);
}

void page_builder_start_caption(struct page_builder *builder)
{
	page_builder_end_row(builder);
	builder->table->in_caption = true;
}

void page_builder_end_caption(struct page_builder *builder)
{
	page_builder_end_line(builder, /* has_gap= */ true);
	builder->table->in_caption = false;
}

void page_builder_start_section(struct page_builder *builder, enum table_section section)
{
	page_builder_end_row(builder);
	builder->table->section = section;
	builder->table->starts_section = true;
}

void page_builder_start_row(struct page_builder *builder)
{
	struct page_table *table = builder->table;
	struct page_row *row;

	page_builder_end_row(builder);
	row = take(builder, sizeof(*row));
	if (row == NULL)
		return;
	row->line = row->last_line = builder->line;
	row->section = table->section;
	row->starts_section = table->starts_section;
	table->starts_section = false;
	if (table->last == NULL)
		table->first = row;
	else
		table->last->next = row;
	table->last = table->row = row;
	table->row_count++;
}

void page_builder_end_row(struct page_builder *builder)
{
	struct page_table *table = builder->table;

	page_builder_end_cell(builder);
	if (table->row != NULL)
		table->row->last_line = builder->line;
	table->row = NULL;
}

void page_builder_start_cell(struct page_builder *builder, bool is_heading, unsigned int columns,
			     unsigned int rows)
{
	struct page_table *table = builder->table;
	struct page_cell *cell;

	page_builder_end_cell(builder);
	if (table->row == NULL)
		page_builder_start_row(builder);
	cell = table->row == NULL ? NULL : take(builder, sizeof(*cell));
	if (cell == NULL)
		return;
	cell->line = builder->line;
	cell->is_heading = is_heading;
	cell->columns = columns;
	cell->rows = rows == 0 ? PAGE_ROWSPAN_MAX : rows;
	if (table->row->last == NULL)
		table->row->first = cell;
	else
		table->row->last->next = cell;
	table->row->last = table->cell = cell;
	table->row->cell_count++;
	builder->image = NULL;
}

void page_builder_end_cell(struct page_builder *builder)
{
	struct page_cell *cell = builder->table->cell;

	if (cell == NULL) {
		page_builder_end_line(builder, /* has_gap= */ true);
		return;
	}
	if (builder->image != NULL && cell->flow.first == NULL &&
	    block_writer_is_empty(&builder->writer))
		page_builder_add(builder, builder->image, strlen(builder->image));
	builder->image = NULL;
	page_builder_end_line(builder, /* has_gap= */ true);
	builder->table->cell = NULL;
}

void page_builder_done(struct page_builder *builder)
{
	block_writer_done(&builder->writer);
}
