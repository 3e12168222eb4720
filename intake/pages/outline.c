/*
 * First the marks are made: the records that have a line of their own, each with the blocks that
 * stand before it. Then the lines are dealt out: a mark takes its own ones, what is left before the
 * next one is furniture.
 */
#include "intake/pages/outline.h"

#include <errno.h>
#include <string.h>

#include "intake/limits.h"
#include "intake/pages/page_table.h"
#include "intake/pages/row_kind.h"
#include "intake/words/countries.h"

#define HEADING_MAX   160 /* bytes of a text that can be a heading */
#define CAPTION_LEVEL 8	  /* of a <caption>; below that of <h6> and of a bold line */
#define LINE_LEVEL    7
#define HEADINGS_MAX  9

struct mark {
	struct outline_record record; /* lines: those of its own; 0: it has none */
	size_t blocks_before;	      /* how many blocks of the page stand before it */
};

struct maker {
	struct arena *arena;
	struct outline *outline;
	const struct block **blocks; /* all that are furniture or captions, in their order */
	size_t block_count;
	struct mark *marks;
	size_t mark_count;
	const struct block *headings[HEADINGS_MAX]; /* that stand over what follows, by level */
	const struct block *before; /* the block right before, if it can be a heading */
};

/* ---- headings ----------------------------------------------------------------------------- */

static void set_heading(struct maker *maker, const struct block *block, unsigned int level)
{
	for (unsigned int i = level; i < HEADINGS_MAX; i++)
		maker->headings[i] = NULL;
	maker->headings[level] = block;
}

/* Adds a block. */
static void add_block(struct maker *maker, const struct block *block, bool is_caption)
{
	maker->blocks[maker->block_count++] = block;
	maker->before = NULL;
	if (block->is_aside || block->length > HEADING_MAX)
		return;
	if (is_caption)
		set_heading(maker, block, CAPTION_LEVEL);
	else if (block->style == BLOCK_HEADING)
		set_heading(maker, block, block->level);
	else if (block->style == BLOCK_BOLD || country_code(block->text) != NULL)
		maker->before = block;
}

/* The headings over a table, the closest first; a country before all others. */
static int list_headings(struct maker *maker, const struct block ***ret_list, size_t *ret_count)
{
	const struct block **list =
		arena_take_array(maker->arena, HEADINGS_MAX, sizeof(const struct block *));
	size_t count = 0;

	if (list == NULL)
		return -ENOMEM;
	for (unsigned int level = HEADINGS_MAX; level-- > 0;) {
		if (maker->headings[level] != NULL)
			list[count++] = maker->headings[level];
	}
	for (size_t i = 1; i < count && country_code(list[0]->text) == NULL; i++) {
		const struct block *country = list[i];

		if (country_code(country->text) == NULL)
			continue;
		memmove(list + 1, list, i * sizeof(const struct block *));
		list[0] = country;
	}
	*ret_list = list;
	*ret_count = count;
	return 0;
}

/* ---- marks -------------------------------------------------------------------------------- */

/* The place among the blocks since the last mark of one that can bear the caption; or none. */
static size_t find_bearer(const struct maker *maker, const struct block **list, size_t count)
{
	size_t start =
		maker->mark_count == 0 ? 0 : maker->marks[maker->mark_count - 1].blocks_before;

	for (size_t i = maker->block_count; i-- > start;) {
		for (size_t k = 0; k < count; k++) {
			if (maker->blocks[i] == list[k])
				return i;
		}
	}
	return maker->block_count;
}

/* Puts the headings of a table over its rows. One that stood over a table before has no line
 * here. */
static int add_caption(struct maker *maker, unsigned int part)
{
	struct mark *mark = &maker->marks[maker->mark_count];
	const struct block **list;
	size_t count, bearer;
	int result;

	result = list_headings(maker, &list, &count);
	if (result < 0 || count == 0)
		return result;
	bearer = find_bearer(maker, list, count);
	*mark = (struct mark){
		.record = {.kind = RECORD_CAPTION,
			   .part = part,
			   .blocks = list,
			   .block_count = count},
		.blocks_before = bearer,
	};
	if (bearer < maker->block_count) {
		mark->record.line = maker->blocks[bearer]->line;
		mark->record.lines = maker->blocks[bearer]->last_line - mark->record.line + 1;
	}
	maker->mark_count++;
	maker->outline->names[part] = maker->headings[CAPTION_LEVEL] != NULL
					      ? maker->headings[CAPTION_LEVEL]->text
					      : list[0]->text;
	return 0;
}

/* Whether cells of a heading row leave room for a second row of headings. */
static bool asks_for_more(const struct page_row *row)
{
	for (const struct page_cell *cell = row->first; cell != NULL; cell = cell->next) {
		if (cell->columns > 1 || cell->rows > 1)
			return true;
	}
	return false;
}

/* Joins a heading row to the one before it, where the two make one heading. */
static bool join_headings(struct maker *maker, const struct page_row *before,
			  const struct page_row *row)
{
	struct outline_record *last;

	if (maker->mark_count == 0 || before == NULL || before->next != row ||
	    !asks_for_more(before))
		return false;
	last = &maker->marks[maker->mark_count - 1].record;
	if (last->kind != RECORD_HEADING || last->row_count == OUTLINE_HEADING_ROWS_MAX)
		return false;
	last->row_count++;
	last->lines = row->last_line - last->line + 1;
	return true;
}

static void add_row(struct maker *maker, unsigned int part, const struct page_row *before,
		    const struct page_row *row, enum record_kind kind)
{
	if (kind == RECORD_HEADING && join_headings(maker, before, row))
		return;
	maker->marks[maker->mark_count++] = (struct mark){
		.record = {.kind = kind,
			   .part = part,
			   .line = row->line,
			   .lines = row->last_line - row->line + 1,
			   .row = row,
			   .row_count = 1},
		.blocks_before = maker->block_count,
	};
}

static int add_table(struct maker *maker, const struct page_table *table)
{
	unsigned int part = (unsigned int)maker->outline->part_count;
	struct row_kinds kinds = row_kinds_of(table);
	const struct page_row *before = NULL;
	const struct page_piece *piece = table->caption.first;
	struct spans spans = {0};
	struct spans_row line;
	int result;

	maker->outline->tables[part] = table;
	maker->outline->names[part] = table->summary;
	maker->outline->part_count++;
	if (maker->before != NULL)
		set_heading(maker, maker->before, LINE_LEVEL);
	maker->before = NULL;
	for (; piece != NULL; piece = piece->next) {
		if (piece->table == NULL)
			add_block(maker, &piece->block, /* is_caption= */ true);
	}
	result = add_caption(maker, part);
	if (result < 0)
		return result;
	for (const struct page_row *row = table->first; row != NULL; row = row->next) {
		spans_next(&spans, row, &line);
		if (row_kind_is_blank(row))
			continue;
		add_row(maker, part, before, row, row_kind(kinds, row, &line));
		before = row;
	}
	maker->headings[CAPTION_LEVEL] = NULL;
	return 0;
}

/* ---- lines -------------------------------------------------------------------------------- */

/* Whether each mark with a line starts behind the one before it. */
static bool have_own_lines(const struct maker *maker, unsigned int line_count)
{
	unsigned int line = 0;

	for (size_t i = 0; i < maker->mark_count; i++) {
		const struct outline_record *record = &maker->marks[i].record;

		if (record->line == 0)
			continue;
		if (record->line <= line || record->line > line_count)
			return false;
		line = record->line;
	}
	return true;
}

/* The first line that the marks from index on take; end when there is none. */
static unsigned int next_line(const struct maker *maker, size_t index, unsigned int end)
{
	for (; index < maker->mark_count; index++) {
		if (maker->marks[index].record.line > 0)
			return maker->marks[index].record.line;
	}
	return end;
}

static void add_furniture(struct maker *maker, unsigned int part, unsigned int line,
			  unsigned int end, size_t first, size_t last)
{
	if (line >= end)
		return;
	maker->outline->records[maker->outline->count++] = (struct outline_record){
		.kind = RECORD_FURNITURE,
		.part = part,
		.line = line,
		.lines = end - line,
		.blocks = maker->blocks + first,
		.block_count = last - first,
	};
}

static void add_record(struct maker *maker, struct outline_record record, unsigned int end)
{
	if (record.lines > end - record.line)
		record.lines = end - record.line;
	maker->outline->records[maker->outline->count++] = record;
}

static int deal_out_lines(struct maker *maker, unsigned int line_count)
{
	unsigned int line = 1, end = line_count + 1, part = 0;
	size_t block = 0;

	maker->outline->records = arena_take_array(maker->arena, maker->mark_count * 2 + 1,
						   sizeof(struct outline_record));
	if (maker->outline->records == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < maker->mark_count; i++) {
		const struct mark *mark = &maker->marks[i];
		struct outline_record record = mark->record;
		bool is_borne = record.blocks != NULL && record.line > 0;

		part = record.part;
		if (record.line == 0) { /* a heading from before: it takes the lines in between */
			record.line = line;
			record.lines = next_line(maker, i + 1, end) - line;
			if (record.lines == 0)
				continue;
		}
		add_furniture(maker, part, line, record.line, block, mark->blocks_before);
		add_record(maker, record, next_line(maker, i + 1, end));
		line = record.line + maker->outline->records[maker->outline->count - 1].lines;
		block = mark->blocks_before + (is_borne ? 1 : 0);
	}
	add_furniture(maker, part, line, end, block, maker->block_count);
	return 0;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static int refuse_tables(const char *name, struct problems *problems)
{
	int result = problems_add(problems, PROBLEM_ERROR, name, 0, 0, "too_many_tables",
				  "more than %d tables: save what is needed of the page as a page "
				  "of its own",
				  REGISTER_PARTS_MAX);

	return result < 0 ? result : 1;
}

/* Room for all that a page can have. */
static int make_room(struct maker *maker, const struct page_items *items)
{
	size_t blocks = 0, marks = 0;

	for (size_t i = 0; i < items->count; i++) {
		const struct page_table *table = items->items[i].table;

		blocks += table == NULL;
		if (table == NULL)
			continue;
		marks += table->row_count + 1;
		for (const struct page_piece *piece = table->caption.first; piece != NULL;
		     piece = piece->next)
			blocks++;
	}
	maker->blocks = arena_take_array(maker->arena, blocks, sizeof(*maker->blocks));
	maker->marks = arena_take_array(maker->arena, marks, sizeof(*maker->marks));
	maker->outline->tables =
		arena_take_array(maker->arena, items->table_count, sizeof(*maker->outline->tables));
	maker->outline->names =
		arena_take_array(maker->arena, items->table_count, sizeof(*maker->outline->names));
	return maker->blocks == NULL || maker->marks == NULL || maker->outline->tables == NULL ||
			       maker->outline->names == NULL
		       ? -ENOMEM
		       : 0;
}

static int make_marks(struct maker *maker, const struct page_items *items)
{
	int result = make_room(maker, items);

	for (size_t i = 0; i < items->count && result == 0; i++) {
		if (items->items[i].table == NULL)
			add_block(maker, items->items[i].block, /* is_caption= */ false);
		else
			result = add_table(maker, items->items[i].table);
	}
	return result;
}

int outline_make(const struct page *page, const struct page_items *items, const char *name,
		 struct arena *arena, struct problems *problems, struct outline *ret_outline)
{
	struct outline outline = {0};
	struct maker maker = {.arena = arena, .outline = &outline};
	int result;

	if (items->table_count > REGISTER_PARTS_MAX)
		return refuse_tables(name, problems);
	result = make_marks(&maker, items);
	if (result < 0)
		return result;
	if (!have_own_lines(&maker, page->line_count))
		return OUTLINE_SHARED_LINES;
	result = deal_out_lines(&maker, page->line_count);
	if (result == 0)
		*ret_outline = outline;
	return result;
}
