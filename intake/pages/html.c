/*
 * The reader of web pages. Each table that holds data is a part: what stands over it is a caption
 * at its start, the text around it furniture. A page without such tables is read as a list
 * (listing.c).
 *
 * The line of a row is that of its <tr> in the file. When several rows share a line of the file,
 * lines are counted as they stand on the page instead, and the reason for the format says so. A
 * record's text is not the markup verbatim: it is what the page shows, cells with tabs between
 * them. A cell that reaches over several rows is repeated in each; one that reaches over several
 * columns stands in the first of them. A caption over a table has, in its cells behind the first
 * one, the headings that stand over it further up.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "intake/pages/html.h"
#include "intake/pages/listing.h"
#include "intake/pages/outline.h"
#include "intake/pages/page.h"
#include "intake/pages/page_charset.h"
#include "intake/pages/page_items.h"
#include "intake/pages/spans.h"
#include "intake/reader.h"

struct html_reader {
	struct reader_base base;
	struct arena arena;
	struct outline outline;
	size_t at;	   /* the next record */
	unsigned int part; /* of the row below */
	const struct page_row
		*row; /* the next one that spans was not moved over; NULL: the first */
	struct spans spans;
	struct spans_row line;
	struct text text;   /* of the record */
	struct text joined; /* headings of several rows, one after the other */
	struct spans_row headings[OUTLINE_HEADING_ROWS_MAX];
};

static struct html_reader *html_of(const struct reader *reader)
{
	return (struct html_reader *)(void *)(uintptr_t)reader;
}

/* ---- rows --------------------------------------------------------------------------------- */

/* Moves on to a row, over those before it that make no record. */
static void move_to(struct html_reader *html, unsigned int part, const struct page_row *row)
{
	if (html->row == NULL || html->part != part) {
		html->row = html->outline.tables[part]->first;
		html->part = part;
		html->spans = (struct spans){0};
	}
	for (;;) {
		const struct page_row *now = html->row;

		spans_next(&html->spans, now, &html->line);
		html->row = now->next;
		if (now == row)
			return;
	}
}

static void fill_cell(struct cell *cell, const struct page_cell *from, size_t column)
{
	*cell = (struct cell){.text = "", .column = (unsigned int)column + 1};
	if (from == NULL)
		return;
	cell->text = from->text;
	cell->length = from->length;
	cell->line = from->line;
	cell->link = from->link;
}

/* Cells with tabs between them, all on one line. */
static void write_cells(const struct record *record, struct text *out)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const char *text = record->cells[i].text;
		size_t length = record->cells[i].length;

		if (i > 0)
			text_add_char(out, '\t');
		while (length > 0) {
			const char *end = memchr(text, '\n', length);
			size_t n = end == NULL ? length : (size_t)(end - text);

			text_add_n(out, text, n);
			if (end == NULL)
				break;
			text_add_char(out, ' ');
			text += n + 1;
			length -= n + 1;
		}
	}
}

static void fill_cells(const struct html_reader *html, struct record *record)
{
	const struct spans_row *line = &html->line;

	record->cell_count = line->column_count;
	for (size_t i = 0; i < line->column_count && i < INTAKE_COLUMNS_MAX; i++)
		fill_cell(&record->cells[i], line->starts[i] ? line->cells[i] : NULL, i);
}

/* What a heading of several rows says over a column, from above to below. */
static void add_heading(struct html_reader *html, size_t rows, size_t column)
{
	const struct page_cell *above = NULL;
	size_t start = html->joined.length;

	for (size_t i = 0; i < rows; i++) {
		const struct page_cell *cell = html->headings[i].cells[column];

		if (cell == NULL || cell == above || cell->length == 0)
			continue;
		if (html->joined.length > start)
			text_add_char(&html->joined, ' ');
		text_add_n(&html->joined, cell->text, cell->length);
		above = cell;
	}
}

static int fill_headings(struct html_reader *html, const struct outline_record *from,
			 struct record *record)
{
	const struct page_row *row = from->row;
	size_t ends[INTAKE_COLUMNS_MAX];
	size_t start = 0;

	text_clear(&html->joined);
	record->cell_count = 0;
	for (size_t i = 0; i < from->row_count; i++, row = row->next) {
		move_to(html, from->part, row);
		html->headings[i] = html->line;
		if (html->line.column_count > record->cell_count)
			record->cell_count = html->line.column_count;
	}
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		add_heading(html, from->row_count, i);
		ends[i] = html->joined.length;
	}
	if (text_failed(&html->joined))
		return -ENOMEM;
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		fill_cell(&record->cells[i], NULL, i);
		record->cells[i].text = text_string(&html->joined) + start;
		record->cells[i].length = ends[i] - start;
		start = ends[i];
	}
	return 0;
}

static int fill_row(struct html_reader *html, const struct outline_record *from,
		    struct record *record)
{
	if (from->row_count > 1)
		return fill_headings(html, from, record);
	move_to(html, from->part, from->row);
	fill_cells(html, record);
	return 0;
}

/* A caption within a table: its one text. */
static void keep_caption(struct record *record)
{
	size_t column = 0;

	while (column + 1 < record->cell_count && record->cells[column].length == 0)
		column++;
	record->cells[0] = record->cells[column];
	record->cell_count = 1;
}

/* ---- captions over tables, and furniture --------------------------------------------------- */

static void fill_caption(const struct outline_record *from, struct record *record)
{
	record->cell_count = from->block_count;
	for (size_t i = 0; i < from->block_count; i++) {
		const struct block *block = from->blocks[i];

		record->cells[i] = (struct cell){
			.text = block->text,
			.length = block->length,
			.line = block->line,
			.link = block->link,
		};
	}
}

static void write_blocks(const struct outline_record *from, struct text *out)
{
	for (size_t i = 0; i < from->block_count; i++) {
		if (i > 0)
			text_add_char(out, '\n');
		text_add_n(out, from->blocks[i]->text, from->blocks[i]->length);
	}
}

/* ---- telling pages from other texts --------------------------------------------------------- */

static bool holds(const char *text, size_t length, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= length; i++) {
		if (strncasecmp(text + i, word, n) == 0)
			return true;
	}
	return false;
}

bool html_is_likely(const char *text, size_t length)
{
	/* What a page begins with, and what a piece of one that is pasted into a file does. */
	static const char *const whole[] = {"<!doctype html", "<html"};
	static const char *const pieces[] = {"<table", "<body", "<head>", "<div", "<ul",
					     "<ol",    "<h1",	"<h2",	  "<p>",  "<dl"};
	bool starts_with_tag;
	size_t blanks = 0;

	while (blanks < length && strchr(" \t\r\n\f", text[blanks]) != NULL)
		blanks++;
	starts_with_tag = blanks < length && text[blanks] == '<';
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		if (holds(text, length, whole[i]))
			return true;
	}
	/* Excel's own XML has a <Table>, too. */
	if (!starts_with_tag || holds(text, length, "<Workbook"))
		return false;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		if (holds(text, length, pieces[i]))
			return true;
	}
	return false;
}

/* ---- the reader ---------------------------------------------------------------------------- */

static int html_next(struct reader *reader, struct record *ret_record)
{
	struct html_reader *html = html_of(reader);
	const struct outline_record *from;
	int result = 0;

	if (html->at == html->outline.count)
		return 0;
	from = &html->outline.records[html->at];
	ret_record->kind = from->kind;
	ret_record->part = from->part;
	ret_record->line = from->line;
	ret_record->lines = from->lines;
	ret_record->line_kinds = NULL;
	ret_record->cell_count = 0;
	text_clear(&html->text);
	if (from->row != NULL)
		result = fill_row(html, from, ret_record);
	else if (from->kind == RECORD_CAPTION)
		fill_caption(from, ret_record);
	else
		write_blocks(from, &html->text);
	if (result < 0)
		return result;
	write_cells(ret_record, &html->text);
	if (text_failed(&html->text))
		return -ENOMEM;
	if (from->row != NULL && from->kind == RECORD_CAPTION)
		keep_caption(ret_record);
	if (from->kind == RECORD_FURNITURE)
		ret_record->cell_count = 0;
	ret_record->text = text_string(&html->text);
	ret_record->length = html->text.length;
	html->at++;
	return 1;
}

static int html_rewind(struct reader *reader)
{
	struct html_reader *html = html_of(reader);

	html->at = 0;
	html->row = NULL;
	return 0;
}

static const char *html_part_name(const struct reader *reader, unsigned int part)
{
	const struct html_reader *html = html_of(reader);

	return part < html->outline.part_count ? html->outline.names[part] : NULL;
}

static int64_t html_done(const struct reader *reader)
{
	const struct html_reader *html = html_of(reader);
	int64_t size = source_size(html->base.source);

	if (html->outline.count == 0)
		return size;
	return (int64_t)((double)size * (double)html->at / (double)html->outline.count);
}

static void html_close(struct reader *reader)
{
	struct html_reader *html = html_of(reader);

	arena_done(&html->arena);
	text_done(&html->text);
	text_done(&html->joined);
	free(html);
}

static const struct reader_format html_format = {
	.format = FORMAT_HTML,
	.next = html_next,
	.rewind = html_rewind,
	.part_name = html_part_name,
	.done = html_done,
	.close = html_close,
};

/* Reads the page's text. What it says about its encoding counts where the bytes leave a doubt. */
static int read_text(struct html_reader *html, char **ret_text, size_t *ret_length)
{
	struct reader_base *base = &html->base;
	int result =
		source_text(base->source, base->profile->encoding, &html->arena, base->problems,
			    ret_text, ret_length, &base->encoding, &base->encoding_reason);

	if (result != 0 || base->profile->encoding != NULL ||
	    strncasecmp(base->encoding, "windows", strlen("windows")) != 0)
		return result;
	result = page_charset_text(base->source, &html->arena, ret_text, ret_length,
				   &base->encoding);
	if (result == 1)
		base->encoding_reason = "the page says so";
	return result < 0 ? result : 0;
}

/* Whether each block starts on a line of its own. */
static bool have_own_lines(const struct page_items *items)
{
	for (size_t i = 1; i < items->count; i++) {
		if (items->items[i].block->line <= items->items[i - 1].block->line)
			return false;
	}
	return true;
}

/* Hands a page without tables over to the reader of lists, which takes the arena. */
static int open_list(struct html_reader *html, struct page *page, struct page_items *items,
		     struct reader **ret_reader)
{
	struct block *blocks = arena_take_array(&html->arena, items->count, sizeof(struct block));

	if (blocks == NULL)
		return -ENOMEM;
	if (!have_own_lines(items))
		page_items_renumber(page, items);
	for (size_t i = 0; i < items->count; i++) {
		blocks[i] = *items->items[i].block;
		/* A line with the end of one and the start of the next is the next one's. */
		if (i > 0 && blocks[i - 1].last_line >= blocks[i].line)
			blocks[i - 1].last_line = blocks[i].line - 1;
	}
	return listing_of_page(&html->base, &html->arena, blocks, items->count, page->line_count,
			       ret_reader);
}

static int read_page(struct html_reader *html, struct reader **ret_reader)
{
	struct reader_base *base = &html->base;
	const char *name = source_name(base->source);
	struct page page;
	struct page_items items;
	size_t length;
	char *text;
	int result = read_text(html, &text, &length);

	if (result == 0)
		result = page_read(text, length, name, &html->arena, base->problems, &page);
	if (result == 0)
		result = page_items_list(&page, &html->arena, &items);
	if (result != 0)
		return result;
	if (items.table_count == 0)
		return open_list(html, &page, &items, ret_reader);
	base->format_reason = "a web page with tables";
	result = outline_make(&page, &items, name, &html->arena, base->problems, &html->outline);
	if (result == OUTLINE_SHARED_LINES) {
		base->format_reason = "a web page with tables; as it has several rows on one line "
				      "of the file, lines are counted as they stand on the page";
		page_items_renumber(&page, &items);
		result = outline_make(&page, &items, name, &html->arena, base->problems,
				      &html->outline);
	}
	return result;
}

int html_open(struct source *source, const struct profile *profile, struct problems *problems,
	      struct reader **ret_reader)
{
	static const struct profile no_profile;
	struct html_reader *html = calloc(1, sizeof(*html));
	struct reader *list = NULL;
	int result;

	if (html == NULL)
		return -ENOMEM;
	html->base = (struct reader_base){
		.format = &html_format,
		.source = source,
		.problems = problems,
		.profile = profile == NULL ? &no_profile : profile,
	};
	result = read_page(html, &list);
	if (result != 0 || list != NULL)
		html_close((struct reader *)html);
	if (result == 0)
		*ret_reader = list != NULL ? list : (struct reader *)html;
	return result == 1 ? READER_REFUSED : result;
}
