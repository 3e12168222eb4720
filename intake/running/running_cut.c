#include "intake/running/running_cut.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

static size_t take_words(const struct running_text *text, size_t line,
			 struct running_word words[static RUNNING_TOKENS_MAX])
{
	struct running_piece piece = running_text_line(text, line);
	size_t at = 0, count = 0;
	unsigned int column = 0;

	while (count < RUNNING_TOKENS_MAX && running_text_word(piece, &at, &column, &words[count]))
		count++;
	return count;
}

/* Moves on to the page of a line. */
static void move_page(struct running_cut *cut, const struct running_layout *layout, size_t line)
{
	while (cut->page + 1 < layout->page_count && layout->pages[cut->page + 1].line <= line) {
		cut->page++;
		cut->has_last = false;
	}
}

/* Where the cells of a line start; columns without one keep their place among the others. */
static void take_starts(struct running_fit *fit, const struct running_word *words, size_t count,
			const unsigned char *columns)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || columns[i] != columns[i - 1])
			fit->starts[columns[i]] = words[i].column;
	}
	for (size_t i = 1; i < fit->count; i++) {
		if (fit->starts[i] <= fit->starts[i - 1])
			fit->starts[i] = fit->starts[i - 1] + 1;
	}
}

/* Whether a line shows where the columns are: it has most of the cells, all with gaps between. */
static bool is_full(const struct running_fit *fit, const struct running_word *words, size_t count,
		    const unsigned char *columns)
{
	size_t cells = 1;

	for (size_t i = 1; i < count; i++) {
		bool is_next = columns[i] != columns[i - 1];
		bool is_wide = words[i].column - words[i - 1].end >= 2;

		if (is_next != is_wide)
			return false;
		cells += is_next;
	}
	return cells >= 3 && cells * 4 >= fit->count * 3;
}

/* Tries a guess; true when it costs less than the best one so far. */
static bool try_fit(const struct running_fit *guess, bool is_numbered,
		    const struct running_word *words, size_t count, int *best,
		    unsigned char *ret_columns)
{
	unsigned char columns[RUNNING_TOKENS_MAX];
	struct running_fit fit = *guess;
	int cost;

	fit.is_numbered = is_numbered;
	cost = running_fit_words(&fit, words, count, columns);

	if (cost >= *best)
		return false;
	*best = cost;
	memcpy(ret_columns, columns, count);
	return true;
}

/*
 * A line with as many cells, wide gaps between them, as there are columns: each is one's. False when
 * it is no such line, or another word than a number would stand among the numbers.
 */
static bool take_one_each(const struct running_fit *fit, const struct running_word *words,
			  size_t count, unsigned char *ret_columns)
{
	size_t column = 0;

	for (size_t i = 0; i < count; i++) {
		column += i > 0 && words[i].column - words[i - 1].end >= 2;
		if (column == fit->count ||
		    (column == fit->number &&
		     running_text_number(words[i].text, words[i].length) == 0))
			return false;
		ret_columns[i] = (unsigned char)column;
	}
	return column + 1 == fit->count;
}

size_t running_cut_line(struct running_cut *cut, const struct running_layout *layout,
			const struct running_text *text, size_t line,
			struct running_word ret_words[static RUNNING_TOKENS_MAX],
			unsigned char ret_columns[static RUNNING_TOKENS_MAX])
{
	size_t count = take_words(text, line, ret_words);
	const struct running_page *page;
	bool is_numbered = (text->marks[line] & RUNNING_NUMBERED) != 0;
	struct running_fit fit;
	int best = INT_MAX;

	move_page(cut, layout, line);
	page = &layout->pages[cut->page];
	if (count == 0)
		return 0;
	if (take_one_each(&page->fit, ret_words, count, ret_columns)) {
		cut->last = page->fit;
		cut->has_last = true;
		take_starts(&cut->last, ret_words, count, ret_columns);
		return count;
	}
	if (cut->has_last)
		try_fit(&cut->last, is_numbered, ret_words, count, &best, ret_columns);
	fit = cut->has_last ? cut->last : page->fit;
	if (try_fit(&page->fit, is_numbered, ret_words, count, &best, ret_columns))
		fit = page->fit;
	if (try_fit(&page->by_heading, is_numbered, ret_words, count, &best, ret_columns))
		fit = page->by_heading;
	if (is_full(&fit, ret_words, count, ret_columns)) {
		take_starts(&fit, ret_words, count, ret_columns);
		cut->last = fit;
		cut->has_last = true;
	}
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

static bool is_text(const struct running_text *text, size_t line)
{
	return text->kinds[line] == LINE_ROW || text->kinds[line] == LINE_CONTINUATION;
}

/* Cells of a line, as far as two blanks or more part them. */
static size_t count_blocks(const struct running_text *text, size_t line)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	size_t count = take_words(text, line, words), blocks = 0;

	for (size_t i = 0; i < count; i++)
		blocks += i == 0 || words[i].column - words[i - 1].end >= 2;
	return blocks;
}

/* Of a row's lines, the one with most cells. */
static size_t fullest_line(const struct running_text *text, size_t line, size_t count)
{
	size_t fullest = line, most = 0;

	for (size_t i = line; i < line + count; i++) {
		size_t blocks = is_text(text, i) ? count_blocks(text, i) : 0;

		if (blocks > most) {
			most = blocks;
			fullest = i;
		}
	}
	return fullest;
}

static void add_words(struct row *row, size_t line, const struct running_word *words, size_t count,
		      const unsigned char *columns)
{
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

/* Takes the words of a row's lines: those on the page of its fullest line are cut as that one. */
static void take_row(struct running_cut *cut, const struct running_layout *layout,
		     const struct running_text *text, size_t line, size_t count, struct row *row)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t fullest = fullest_line(text, line, count), used;
	struct running_cut before = *cut;
	struct running_fit fit;

	used = running_cut_line(cut, layout, text, fullest, words, columns);
	fit = cut->has_last ? cut->last : layout->pages[cut->page].fit;
	take_starts(&fit, words, used, columns);
	for (size_t i = line; i < line + count && !row->has_more; i++) {
		if (!is_text(text, i))
			continue;
		move_page(&before, layout, i);
		if (before.page == cut->page) {
			used = take_words(text, i, words);
			fit.is_numbered = (text->marks[i] & RUNNING_NUMBERED) != 0;
			running_fit_words(&fit, words, used, columns);
		} else {
			used = running_cut_line(&before, layout, text, i, words, columns);
		}
		add_words(row, i, words, used, columns);
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

int running_cut_row(struct running_cut *cut, const struct running_layout *layout,
		    const struct running_text *text, size_t line, size_t count,
		    const struct running_heading *heading, struct arena *arena,
		    struct running_cell cells[static RUNNING_COLUMNS_MAX], unsigned int *ret_doubts)
{
	struct running_token tokens[RUNNING_TOKENS_MAX];
	struct row row;

	row.count = 0;
	row.has_more = false;
	take_row(cut, layout, text, line, count, &row);
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
