#include "intake/running_layout.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"

#define BLOCKS_MIN  3	 /* of a line in columns */
#define LIKELY_MIN  3	 /* lines in columns */
#define COST_INSIDE 30	 /* for each line with a word that the cut goes through */
#define COST_NARROW 10	 /* with a word that starts there behind one blank */
#define GAIN_START  20	 /* with a cell that starts there */
#define COST_AWAY   1	 /* for each place away from where the headings part */
#define LOOKED_AT   2000 /* lines, for whether they stand in columns */

/* What the lines of a page have at each place: the boundary before a character. */
struct crowd {
	uint32_t inside[RUNNING_WIDTH_MAX + 1]; /* lines with a word that goes on over it */
	uint32_t narrow[RUNNING_WIDTH_MAX + 1]; /* with a word that starts there behind one blank */
	uint32_t starts[RUNNING_WIDTH_MAX + 1]; /* … behind more, or at the start of the line */
	uint32_t lines;
	unsigned int width;
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
	crowd->lines++;
	while (running_text_word(line, &at, &column, &word) && word.column < RUNNING_WIDTH_MAX) {
		if (!is_first && word.column - end == 1)
			crowd->narrow[word.column]++;
		else
			crowd->starts[word.column]++;
		for (unsigned int i = word.column + 1; i < word.end && i < RUNNING_WIDTH_MAX; i++)
			crowd->inside[i]++;
		is_first = false;
		end = word.end;
		if (end > crowd->width)
			crowd->width = end < RUNNING_WIDTH_MAX ? end : RUNNING_WIDTH_MAX;
	}
}

/*
 * What it costs that a column starts at a place, whose heading and the one before it are known. It
 * gains where many cells start.
 */
static int64_t cut_cost(const struct crowd *crowd, const struct running_column *columns,
			size_t index, unsigned int place)
{
	const struct running_column *column = &columns[index];
	unsigned int before = index == 0 ? 0 : column[-1].end;
	int64_t away = 0;

	if (place < before)
		away = before - place;
	else if (place > column->start)
		away = place - column->start;
	return (int64_t)crowd->inside[place] * COST_INSIDE +
	       (int64_t)crowd->narrow[place] * COST_NARROW -
	       (int64_t)crowd->starts[place] * GAIN_START +
	       away * COST_AWAY * ((int64_t)crowd->lines + 1) + away;
}

/*
 * The best starts of all columns up to one that starts at a place or before it. The first one's is
 * chosen, too: else its many starts would be taken for the second one's.
 */
struct choice {
	int64_t cost[RUNNING_WIDTH_MAX + 1];
	uint16_t starts[RUNNING_COLUMNS_MAX][RUNNING_WIDTH_MAX + 1];
};

static void choose_start(const struct crowd *crowd, const struct running_column *columns,
			 size_t index, unsigned int width, struct choice *choice)
{
	int64_t before = index == 0 ? 0 : choice->cost[index - 1], best = INT64_MAX;
	uint16_t best_place = 0;

	for (unsigned int place = (unsigned int)index; place <= width; place++) {
		int64_t cost = before + cut_cost(crowd, columns, index, place);

		if (cost < best) {
			best = cost;
			best_place = (uint16_t)place;
		}
		before = index == 0 ? 0 : choice->cost[place];
		choice->cost[place] = best;
		choice->starts[index][place] = best_place;
	}
}

/* Cuts a page's columns so that all together cost the least. 0, or -ENOMEM. */
static int make_cuts(const struct crowd *crowd, const struct running_heading *heading,
		     struct running_page *page)
{
	CLEANUP(free_memory) struct choice *choice = calloc(1, sizeof(*choice));
	size_t count = heading->count + heading->side_count;
	unsigned int place = crowd->width;

	if (choice == NULL)
		return -ENOMEM;
	if (heading->columns[count - 1].start > place)
		place = heading->columns[count - 1].start;
	if (place > RUNNING_WIDTH_MAX - 1)
		place = RUNNING_WIDTH_MAX - 1;
	for (size_t i = 0; i < count; i++)
		choose_start(crowd, heading->columns, i, place, choice);
	page->fit.count = count;
	page->fit.number = running_heading_column(heading, ROLE_NUMBER);
	if (page->fit.number == heading->count)
		page->fit.number = count;
	for (size_t i = count; i-- > 0;) {
		page->fit.starts[i] = choice->starts[i][place];
		place = page->fit.starts[i] > 0 ? page->fit.starts[i] - 1u : 0;
	}
	return 0;
}

/* Where the next page starts, or the next headings. */
static size_t next_page(const struct running_text *text, size_t line)
{
	do {
		line++;
	} while (line < text->line_count && (text->marks[line] & RUNNING_PAGE) == 0);
	return line;
}

/* Cuts the page that starts on a line. own: its headings, or those of the page before. */
static int find_page(const struct running_text *text, size_t line, size_t end,
		     struct running_heading *own, struct running_page *ret_page)
{
	CLEANUP(free_memory) struct crowd *crowd = calloc(1, sizeof(*crowd));

	if (crowd == NULL)
		return -ENOMEM;
	if (text->kinds[line] == LINE_HEADING)
		running_heading_move(own, text, line);
	for (size_t i = line; i < end; i++) {
		if (text->kinds[i] == LINE_CONTINUATION)
			add_line(crowd, running_text_line(text, i));
	}
	ret_page->line = (uint32_t)line;
	return make_cuts(crowd, own, ret_page);
}

int running_layout_find(const struct running_text *text, const struct running_heading *heading,
			struct arena *arena, struct running_layout *ret_layout)
{
	struct running_heading own = *heading;
	size_t count = 0, page = 0, end;
	struct running_page *pages;

	for (size_t i = heading->line; i < text->line_count; i = next_page(text, i))
		count++;
	pages = arena_take_array(arena, count, sizeof(*pages));
	if (pages == NULL)
		return -ENOMEM;
	for (size_t line = heading->line; line < text->line_count; line = end) {
		int r;

		end = next_page(text, line);
		r = find_page(text, line, end, &own, &pages[page++]);
		if (r != 0)
			return r;
	}
	*ret_layout = (struct running_layout){pages, count};
	return 0;
}

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
static void move_page(const struct running_layout *layout, size_t line, size_t *page)
{
	while (*page + 1 < layout->page_count && layout->pages[*page + 1].line <= line)
		*page += 1;
}

size_t running_layout_cut(const struct running_layout *layout, const struct running_text *text,
			  size_t line, size_t *page,
			  struct running_word ret_words[static RUNNING_TOKENS_MAX],
			  unsigned char ret_columns[static RUNNING_TOKENS_MAX])
{
	size_t count = take_words(text, line, ret_words);

	move_page(layout, line, page);
	running_fit_words(&layout->pages[*page].fit, ret_words, count, ret_columns);
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

/*
 * The columns as a row has them: where the cells start on the line that has most of them. Others
 * start where they do on the page.
 */
static void fit_row(const struct running_text *text, size_t line, struct running_fit *fit)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = take_words(text, line, words);

	running_fit_words(fit, words, count, columns);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || columns[i] != columns[i - 1])
			fit->starts[columns[i]] = words[i].column;
	}
	for (size_t i = 1; i < fit->count; i++) {
		if (fit->starts[i] <= fit->starts[i - 1])
			fit->starts[i] = fit->starts[i - 1] + 1;
	}
}

/* Of a row's lines, the one with most cells. */
static size_t fullest_line(const struct running_text *text, size_t line, size_t count)
{
	size_t fullest = line, most = 0;

	for (size_t i = line; i < line + count; i++) {
		size_t blocks = is_text(text, i) ? count_blocks(running_text_line(text, i)) : 0;

		if (blocks > most) {
			most = blocks;
			fullest = i;
		}
	}
	return fullest;
}

static void add_words(const struct running_fit *fit, const struct running_text *text, size_t line,
		      struct row *row)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = take_words(text, line, words);

	running_fit_words(fit, words, count, columns);
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

/* Takes the words of a row's lines. */
static void take_row(const struct running_layout *layout, const struct running_text *text,
		     size_t line, size_t count, size_t *page, struct row *row)
{
	size_t fullest = fullest_line(text, line, count), own = *page;
	struct running_fit fit;

	move_page(layout, fullest, &own);
	fit = layout->pages[own].fit;
	fit_row(text, fullest, &fit);
	for (size_t i = line; i < line + count && !row->has_more; i++) {
		move_page(layout, i, page);
		if (is_text(text, i))
			add_words(*page == own ? &fit : &layout->pages[*page].fit, text, i, row);
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
	take_row(layout, text, line, count, page, &row);
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
