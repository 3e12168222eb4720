#include "intake/running_layout.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"

#define BLOCKS_MIN 3	/* of a line in columns */
#define LIKELY_MIN 3	/* lines in columns */
#define LOOKED_AT  2000 /* lines, for whether they stand in columns */

/* How many lines of a page have text at each of its columns. */
struct crowd {
	uint32_t at[RUNNING_WIDTH_MAX + 1];
};

/* Words of a line with no more than one blank between them. */
static size_t count_blocks(struct running_piece line)
{
	struct running_word word;
	size_t at = 0, blocks = 0;
	unsigned int column = 0, end = 0;

	while (running_text_word(line, &at, &column, &word)) {
		blocks += blocks == 0 || word.column - end >= 2;
		end = word.end;
	}
	return blocks;
}

bool running_layout_is_likely(const struct running_text *text)
{
	size_t lines = 0, aligned = 0, indented = 0;

	for (size_t i = 0; i < text->line_count && lines < LOOKED_AT; i++) {
		struct running_piece line = running_text_line(text, i);
		struct running_word word;
		size_t at = 0;
		unsigned int column = 0;

		if (text->kinds[i] != LINE_CONTINUATION ||
		    !running_text_word(line, &at, &column, &word))
			continue;
		lines++;
		aligned += count_blocks(line) >= BLOCKS_MIN;
		indented += word.column >= 4 && count_blocks(line) < BLOCKS_MIN;
	}
	return aligned >= LIKELY_MIN &&
	       (aligned * 2 >= lines ||
		(aligned * 4 >= lines && (aligned + indented) * 2 >= lines));
}

/* Adds the text of a line that stands in columns. */
static void add_line(struct crowd *crowd, struct running_piece line)
{
	struct running_word word;
	size_t at = 0;
	unsigned int column = 0, end = 0;
	bool is_first = true;

	if (count_blocks(line) < 2)
		return;
	while (running_text_word(line, &at, &column, &word)) {
		/* One blank between words is text, too. */
		unsigned int start = !is_first && word.column - end == 1 ? end : word.column;

		for (unsigned int i = start; i < word.end && i < RUNNING_WIDTH_MAX; i++)
			crowd->at[i]++;
		is_first = false;
		end = word.end;
	}
}

/*
 * Where the column to the right starts, of two whose headings end and start at two places: at the
 * right end of the widest stretch with the least text.
 */
static uint16_t cut_between(const struct crowd *crowd, unsigned int end, unsigned int start)
{
	unsigned int best = start, best_width = 0;
	uint32_t least = UINT32_MAX;

	if (start > RUNNING_WIDTH_MAX)
		return RUNNING_WIDTH_MAX;
	for (unsigned int i = end; i <= start; i++) {
		unsigned int width = 1;

		while (i + width <= start && crowd->at[i + width] == crowd->at[i])
			width++;
		if (crowd->at[i] < least || (crowd->at[i] == least && width >= best_width)) {
			least = crowd->at[i];
			best_width = width;
			best = i + width;
		}
		i += width - 1;
	}
	return (uint16_t)(best < start ? best : start);
}

static void make_cuts(const struct crowd *crowd, const struct running_heading *heading,
		      struct running_page *page)
{
	size_t count = heading->count + heading->side_count;

	for (size_t i = 1; i < count; i++) {
		const struct running_column *column = &heading->columns[i];

		page->cuts[i - 1] = cut_between(crowd, column[-1].end, column->start);
	}
}

/* How many lines the heading takes that starts here, a repeated one. */
static size_t heading_lines(const struct running_text *text, size_t line)
{
	size_t end = line, last = line;

	for (; end < text->line_count; end++) {
		if (text->kinds[end] == LINE_HEADING)
			last = end;
		else if (text->kinds[end] != LINE_BLANK)
			break;
	}
	return last + 1 - line;
}

static bool starts_page(const struct running_text *text, size_t line)
{
	return text->kinds[line] == LINE_HEADING &&
	       (line == 0 || (text->marks[line] & RUNNING_PAGE) != 0);
}

/* Where the next page with headings starts. */
static size_t next_page(const struct running_text *text, size_t line)
{
	do {
		line++;
	} while (line < text->line_count && !starts_page(text, line));
	return line;
}

static int find_page(const struct running_text *text, const struct running_heading *heading,
		     const struct profile *profile, size_t line, size_t end, struct arena *arena,
		     struct running_page *ret_page)
{
	CLEANUP(free_memory) struct crowd *crowd = calloc(1, sizeof(*crowd));
	size_t lines = heading_lines(text, line);
	struct running_heading own;

	if (crowd == NULL)
		return -ENOMEM;
	if (line == heading->line)
		own = *heading;
	else if (running_heading_read(text, line, lines, profile, arena, &own) != 0)
		return -ENOMEM;
	if (!own.is_found || own.count != heading->count || own.side_count != heading->side_count)
		own = *heading;
	for (size_t i = line + lines; i < end; i++) {
		if (text->kinds[i] == LINE_CONTINUATION)
			add_line(crowd, running_text_line(text, i));
	}
	ret_page->line = (uint32_t)line;
	make_cuts(crowd, &own, ret_page);
	return 0;
}

int running_layout_find(const struct running_text *text, const struct running_heading *heading,
			const struct profile *profile, struct arena *arena,
			struct running_layout *ret_layout)
{
	size_t count = 1, page = 0, end;
	struct running_page *pages;

	for (size_t i = next_page(text, heading->line); i < text->line_count;
	     i = next_page(text, i))
		count++;
	pages = arena_take_array(arena, count, sizeof(*pages));
	if (pages == NULL)
		return -ENOMEM;
	for (size_t line = heading->line; line < text->line_count; line = end) {
		int r;

		end = next_page(text, line);
		r = find_page(text, heading, profile, line, end, arena, &pages[page++]);
		if (r != 0)
			return r;
	}
	*ret_layout = (struct running_layout){pages, count, heading->count + heading->side_count};
	return 0;
}

static size_t column_at(const struct running_layout *layout, const struct running_page *page,
			unsigned int place)
{
	size_t column = 0;

	while (column + 1 < layout->column_count && place >= page->cuts[column])
		column++;
	return column;
}

/*
 * Gives words the columns where they stand. Words that go on over a cut with single blanks are a
 * cell that is too long for its column when another one stands where it ends; else they are two.
 */
static void give_columns(const struct running_layout *layout, const struct running_page *page,
			 const struct running_word *words, size_t count, unsigned char *ret_columns)
{
	for (size_t i = 0, end; i < count; i = end) {
		size_t first = column_at(layout, page, words[i].column), next;
		bool is_long;

		for (end = i + 1; end < count && words[end].column - words[end - 1].end < 2;)
			end++;
		next = end < count ? column_at(layout, page, words[end].column)
				   : layout->column_count;
		is_long = next == column_at(layout, page, words[end - 1].column);
		for (size_t k = i; k < end; k++)
			ret_columns[k] =
				(unsigned char)(is_long ? first
							: column_at(layout, page, words[k].column));
	}
}

size_t running_layout_cut(const struct running_layout *layout, const struct running_text *text,
			  size_t line, size_t *page,
			  struct running_word ret_words[static RUNNING_TOKENS_MAX],
			  unsigned char ret_columns[static RUNNING_TOKENS_MAX])
{
	struct running_piece piece = running_text_line(text, line);
	size_t at = 0, count = 0;
	unsigned int column = 0;

	while (*page + 1 < layout->page_count && layout->pages[*page + 1].line <= line)
		*page += 1;
	while (count < RUNNING_TOKENS_MAX &&
	       running_text_word(piece, &at, &column, &ret_words[count]))
		count++;
	give_columns(layout, &layout->pages[*page], ret_words, count, ret_columns);
	return count;
}

#define ROW_WORDS (4 * RUNNING_TOKENS_MAX)

/* A row's words, and their columns. */
struct row {
	struct running_token tokens[ROW_WORDS];
	unsigned char columns[ROW_WORDS];
	size_t count;
	bool has_more;
};

static void add_words(const struct running_layout *layout, const struct running_text *text,
		      size_t line, size_t *page, struct row *row)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_layout_cut(layout, text, line, page, words, columns);

	for (size_t i = 0; i < count; i++) {
		if (row->count == ROW_WORDS) {
			row->has_more = true;
			return;
		}
		row->tokens[row->count] =
			(struct running_token){.word = words[i], .line = (uint32_t)line};
		row->columns[row->count++] = columns[i];
	}
}

/* The words of one column. */
static size_t take_column(const struct row *row, size_t column,
			  struct running_token tokens[static RUNNING_TOKENS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < row->count && count < RUNNING_TOKENS_MAX; i++) {
		if (row->columns[i] != column)
			continue;
		tokens[count] = row->tokens[i];
		tokens[count].is_glued = count > 0 &&
					 tokens[count - 1].line != tokens[count].line &&
					 running_tokens_is_broken(&tokens[count - 1].word);
		count++;
	}
	return count;
}

int running_layout_cells(const struct running_layout *layout, const struct running_text *text,
			 size_t line, size_t count, const struct running_heading *heading,
			 size_t *page, struct arena *arena,
			 struct running_cell cells[static RUNNING_COLUMNS_MAX],
			 unsigned int *ret_doubts)
{
	struct running_token tokens[RUNNING_TOKENS_MAX];
	struct row row;

	row.count = 0;
	row.has_more = false;
	for (size_t i = line; i < line + count && !row.has_more; i++) {
		if (text->kinds[i] == LINE_ROW || text->kinds[i] == LINE_CONTINUATION)
			add_words(layout, text, i, page, &row);
	}
	for (size_t i = 0; i < heading->count; i++) {
		char joined[RUNNING_JOINED_MAX];
		size_t words = take_column(&row, i, tokens);

		cells[i] = (struct running_cell){.text = ""};
		if (words == 0)
			continue;
		cells[i].length = running_tokens_join(tokens, words, joined);
		cells[i].text = arena_copy_n(arena, joined, cells[i].length);
		cells[i].line = tokens[0].line;
		cells[i].column = tokens[0].word.column;
		if (cells[i].text == NULL)
			return -ENOMEM;
	}
	*ret_doubts = row.has_more ? RUNNING_LONG : 0;
	return 0;
}
