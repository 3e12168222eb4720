/*
 * The reader of lists. Its rows have three cells: the partner, the country where the entry itself
 * says it, and what is done; and two more, signing date and last day, where any entry says one. A heading that is a country or a region, or the title of a table, is a
 * caption. Empty lines between entries are furniture of their own.
 */
#include "intake/pages/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "intake/cells.h"
#include "intake/pages/list_items.h"
#include "intake/pages/paragraphs.h"

enum { CELL_PARTNER, CELL_COUNTRY, CELL_NOTE, CELL_SIGNED, CELL_LAST_DAY, CELLS };

static const enum role roles[CELLS] = {
	[CELL_PARTNER] = ROLE_PARTNER, [CELL_COUNTRY] = ROLE_COUNTRY,	[CELL_NOTE] = ROLE_NOTE,
	[CELL_SIGNED] = ROLE_SIGNED,   [CELL_LAST_DAY] = ROLE_LAST_DAY,
};

struct list_reader {
	struct reader_base base;
	struct arena arena;
	const struct block *blocks;
	size_t block_count;
	struct list_items list;
	unsigned int line_count;
	const char *text; /* of the file; NULL: of a page, whose lines are not those of its text */
	size_t length;

	size_t at;	       /* the next item */
	unsigned int line;     /* the next line */
	size_t offset;	       /* where it starts in the text */
	struct text shown;     /* of a page: the record's text */
	struct text note;      /* of several blocks */
	enum line_kind *kinds; /* of the record's lines */
	size_t kind_capacity;
};

static struct list_reader *list_of(const struct reader *reader)
{
	return (struct list_reader *)(void *)(uintptr_t)reader;
}

/* ---- lines -------------------------------------------------------------------------------- */

/* The end of the line that starts at offset; *ret_next: where the next one starts. */
static size_t line_end(const struct list_reader *list, size_t offset, size_t *ret_next)
{
	size_t end = offset;

	while (end < list->length && list->text[end] != '\n' && list->text[end] != '\r')
		end++;
	*ret_next = end;
	if (end < list->length)
		*ret_next += list->text[end] == '\r' && end + 1 < list->length &&
					     list->text[end + 1] == '\n'
				     ? 2
				     : 1;
	return end;
}

static bool is_blank(const struct list_reader *list, size_t offset, size_t end)
{
	for (; offset < end; offset++) {
		char c = list->text[offset];

		if (c != ' ' && (c < '\t' || c > '\r'))
			return false;
	}
	return true;
}

static int make_room(struct list_reader *list, unsigned int lines)
{
	enum line_kind *kinds;

	if (lines <= list->kind_capacity)
		return 0;
	kinds = realloc(list->kinds, lines * sizeof(*kinds));
	if (kinds == NULL)
		return -ENOMEM;
	list->kinds = kinds;
	list->kind_capacity = lines;
	return 0;
}

/* Takes the lines of a record from the file, verbatim. */
static int take_lines(struct list_reader *list, struct record *record)
{
	size_t start = list->offset, end = list->offset;
	bool is_row = record->kind == RECORD_CELLS && record->lines > 1;
	int result = is_row ? make_room(list, record->lines) : 0;

	if (result < 0)
		return result;
	for (unsigned int i = 0; i < record->lines; i++) {
		size_t line_start = list->offset;

		end = line_end(list, list->offset, &list->offset);
		if (is_row)
			list->kinds[i] = i == 0				   ? LINE_ROW
					 : is_blank(list, line_start, end) ? LINE_BLANK
									   : LINE_CONTINUATION;
	}
	record->text = list->text + start;
	record->length = end - start;
	record->line_kinds = is_row ? list->kinds : NULL;
	return 0;
}

/* ---- records ------------------------------------------------------------------------------ */

static void show_blocks(struct list_reader *list, const struct list_item *item)
{
	for (size_t i = 0; i < item->count; i++) {
		const struct block *block = &list->blocks[item->first + i];

		if (i > 0)
			text_add_char(&list->shown, '\n');
		text_add_n(&list->shown, block->text, block->length);
	}
}

static struct cell cell_of_part(struct list_part part, unsigned int line)
{
	return (struct cell){
		.text = part.length == 0 ? "" : part.text, .length = part.length, .line = line};
}

static struct cell cell_of_block(const struct block *block)
{
	return (struct cell){.text = block->text,
			     .length = block->length,
			     .line = block->line,
			     .link = block->link};
}

static struct cell note_of(struct list_reader *list, const struct list_item *item)
{
	const struct block *first = &list->blocks[item->note_first];
	struct cell cell = cell_of_part(item->entry.note, item->name->line);

	if (item->note_count == 0)
		return cell;
	if (item->note_count == 1 && cell.length == 0)
		return (struct cell){
			.text = first->text, .length = first->length, .line = first->line};
	text_clear(&list->note);
	text_add_n(&list->note, cell.text, cell.length);
	for (size_t i = 0; i < item->note_count; i++) {
		if (list->note.length > 0)
			text_add_char(&list->note, '\n');
		text_add_n(&list->note, first[i].text, first[i].length);
	}
	cell.line = cell.length > 0 ? cell.line : first->line;
	cell.text = text_string(&list->note);
	cell.length = list->note.length;
	return cell;
}

static void fill_cells(struct list_reader *list, const struct list_item *item,
		       struct record *record)
{
	unsigned int line = item->name->line;

	record->cell_count = list->base.fixed_role_count;
	record->cells[CELL_PARTNER] = cell_of_part(item->entry.name, line);
	record->cells[CELL_PARTNER].link = item->name->link;
	record->cells[CELL_COUNTRY] = item->entry.country.length == 0 && item->country != NULL
					      ? cell_of_block(item->country)
					      : cell_of_part(item->entry.country, line);
	record->cells[CELL_NOTE] = note_of(list, item);
	record->cells[CELL_SIGNED] = cell_of_part(item->signed_on, item->time_line);
	record->cells[CELL_LAST_DAY] = cell_of_part(item->last_day, item->time_line);
}

/* The lines up to an item, or the last ones: nothing stands in them. */
static void fill_gap(struct list_reader *list, unsigned int end, struct record *record)
{
	record->kind = RECORD_FURNITURE;
	record->line = list->line;
	record->lines = end - list->line;
}

static void fill_item(struct list_reader *list, const struct list_item *item, struct record *record)
{
	const struct block *first = &list->blocks[item->first];
	const struct block *last = &list->blocks[item->first + item->count - 1];

	record->kind = item->kind;
	record->line = first->line;
	record->lines = last->last_line - first->line + 1;
	if (item->kind == RECORD_CELLS) {
		fill_cells(list, item, record);
	} else if (item->kind == RECORD_CAPTION) {
		record->cell_count = 1;
		record->cells[0] = cell_of_block(first);
	}
	if (list->text == NULL)
		show_blocks(list, item);
	list->at++;
}

static int list_next(struct reader *reader, struct record *ret_record)
{
	struct list_reader *list = list_of(reader);
	const struct list_item *item =
		list->at < list->list.count ? &list->list.items[list->at] : NULL;
	unsigned int start = item == NULL ? list->line_count + 1 : list->blocks[item->first].line;
	int result = 0;

	if (list->line > list->line_count)
		return 0;
	ret_record->part = 0;
	ret_record->cell_count = 0;
	ret_record->line_kinds = NULL;
	text_clear(&list->shown);
	if (start > list->line)
		fill_gap(list, start, ret_record);
	else
		fill_item(list, item, ret_record);
	if (list->text != NULL)
		result = take_lines(list, ret_record);
	else
		ret_record->text = text_string(&list->shown);
	if (list->text == NULL)
		ret_record->length = list->shown.length;
	if (result < 0 || text_failed(&list->shown) || text_failed(&list->note))
		return -ENOMEM;
	list->line = ret_record->line + ret_record->lines;
	return 1;
}

static int list_rewind(struct reader *reader)
{
	struct list_reader *list = list_of(reader);

	list->at = list->offset = 0;
	list->line = 1;
	return 0;
}

static const char *list_part_name(const struct reader *reader, unsigned int part)
{
	(void)reader;
	(void)part;
	return NULL;
}

static int64_t list_done(const struct reader *reader)
{
	const struct list_reader *list = list_of(reader);
	int64_t size = source_size(list->base.source);

	if (list->list.count == 0)
		return size;
	return (int64_t)((double)size * (double)list->at / (double)list->list.count);
}

static void list_close(struct reader *reader)
{
	struct list_reader *list = list_of(reader);

	arena_done(&list->arena);
	text_done(&list->shown);
	text_done(&list->note);
	free(list->kinds);
	free(list);
}

/* ---- opening ------------------------------------------------------------------------------ */

static const struct reader_format list_format = {
	.format = FORMAT_LIST,
	.next = list_next,
	.rewind = list_rewind,
	.part_name = list_part_name,
	.done = list_done,
	.close = list_close,
};

static const struct reader_format page_format = {
	.format = FORMAT_HTML,
	.next = list_next,
	.rewind = list_rewind,
	.part_name = list_part_name,
	.done = list_done,
	.close = list_close,
};

/*
 * A page that names one or two partners, and neither countries over them nor dates, can be about
 * something else.
 */
static int say_unsure(const struct list_reader *list)
{
	const struct list_items *items = &list->list;
	const struct reader_base *base = &list->base;
	int result = 0;

	if (list->text != NULL || items->entry_count > 2 || items->has_times)
		return 0;
	for (size_t i = 0; i < items->count; i++) {
		const struct list_item *item = &items->items[i];

		if (item->kind == RECORD_CAPTION ||
		    (item->kind == RECORD_CELLS && item->entry.country.length > 0))
			return 0;
	}
	for (size_t i = 0; i < items->count && result == 0; i++) {
		const struct list_item *item = &items->items[i];

		if (item->kind == RECORD_CELLS)
			result = problems_add(
				base->problems, PROBLEM_WARNING, source_name(base->source),
				item->name->line, 0, "unsure_partner",
				"\"%s\" is read as a partner, and little on this page looks like "
				"a register: look whether it is the right page",
				cells_excerpt(item->name->text).text);
	}
	return result;
}

static int make_items(struct list_reader *list)
{
	struct reader_base *base = &list->base;
	const char *name = source_name(base->source);
	int result = list_items_make(list->blocks, list->block_count, base->profile, name,
				     &list->arena, base->problems, &list->list);

	if (result == 0 && list->list.has_times)
		base->fixed_role_count = CELLS;
	if (result == 0)
		result = say_unsure(list);
	if (result != 0 || list->list.entry_count > 0)
		return result;
	result = problems_add(
		base->problems, PROBLEM_ERROR, name, 0, 0, "unsupported_format", "%s",
		list->text == NULL
			? "this is a web page without a table, and no line of it names a partner "
			  "such as a university: look whether a page that asks for a password, or "
			  "says what went wrong, was saved in place of the register"
			: "nothing separates the cells of this text, and no line names a partner "
			  "such as a university: save the register as a spreadsheet (XLSX, ODS) or "
			  "as CSV");
	return result < 0 ? result : READER_REFUSED;
}

/* Sets what all lists have. */
static struct list_reader *make_list(const struct reader_base *base,
				     const struct reader_format *format)
{
	struct list_reader *list = calloc(1, sizeof(*list));

	if (list == NULL)
		return NULL;
	list->base = *base;
	list->base.format = format;
	list->base.fixed_roles = roles;
	list->base.fixed_role_count = CELL_SIGNED;
	list->line = 1;
	return list;
}

int listing_of_page(const struct reader_base *base, struct arena *arena, struct block *blocks,
		    size_t count, unsigned int line_count, struct reader **ret_reader)
{
	struct list_reader *list = make_list(base, &page_format);
	int result;

	if (list == NULL)
		return -ENOMEM;
	list->base.format_reason = "a web page without a table: it is read as a list";
	list->blocks = blocks;
	list->block_count = count;
	list->line_count = line_count;
	list->arena = *arena;
	*arena = (struct arena){0};
	result = make_items(list);
	if (result == 0)
		*ret_reader = (struct reader *)list;
	else
		list_close((struct reader *)list);
	return result;
}

static int read_text(struct list_reader *list)
{
	struct reader_base *base = &list->base;
	struct paragraphs paragraphs;
	char *text;
	int result =
		source_text(base->source, base->profile->encoding, &list->arena, base->problems,
			    &text, &list->length, &base->encoding, &base->encoding_reason);

	if (result != 0)
		return result > 0 ? READER_REFUSED : result;
	list->text = text;
	result = paragraphs_read(text, list->length, &list->arena, &paragraphs);
	if (result == -E2BIG) {
		result = problems_add(base->problems, PROBLEM_ERROR, source_name(base->source), 0,
				      0, "too_many_rows", "more than %d paragraphs: split the file",
				      PARAGRAPHS_MAX);
		return result < 0 ? result : READER_REFUSED;
	}
	if (result < 0)
		return result;
	list->blocks = paragraphs.blocks;
	list->block_count = paragraphs.count;
	list->line_count = paragraphs.line_count;
	return make_items(list);
}

int listing_open(struct source *source, const struct profile *profile, struct problems *problems,
		 struct reader **ret_reader)
{
	static const struct profile no_profile;
	struct reader_base base = {
		.source = source,
		.problems = problems,
		.profile = profile == NULL ? &no_profile : profile,
		.format_reason = "no table: lines that name partners",
	};
	struct list_reader *list = make_list(&base, &list_format);
	int result;

	if (list == NULL)
		return -ENOMEM;
	result = read_text(list);
	if (result == 0)
		*ret_reader = (struct reader *)list;
	else
		list_close((struct reader *)list);
	return result;
}
