#include "intake/running/running_layout.h"

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

/*
 * Whether a cell ends with a word, also with one blank behind it: a whole date, or the number that
 * a line starts with. Numbers that stand at the right of their column leave no more.
 */
static bool ends_cell(const struct running_word *word, bool is_first)
{
	return running_text_is_date(word) ||
	       (is_first && running_text_number(word->text, word->length) > 0);
}

/* Adds the text of a line that stands in columns. */
static void add_line(struct crowd *crowd, struct running_piece line)
{
	struct running_word word;
	size_t at = 0;
	unsigned int column = 0, end = 0;
	bool is_first = true, is_ended = true;

	if (count_blocks(line) < 2)
		return;
	crowd->lines++;
	while (running_text_word(line, &at, &column, &word) && word.column < RUNNING_WIDTH_MAX) {
		if (!is_ended && word.column - end == 1)
			crowd->narrow[word.column]++;
		else
			crowd->starts[word.column]++;
		for (unsigned int i = word.column + 1; i < word.end && i < RUNNING_WIDTH_MAX; i++)
			crowd->inside[i]++;
		is_ended = ends_cell(&word, is_first);
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
	int64_t cost[RUNNING_COLUMNS_MAX][RUNNING_WIDTH_MAX + 1];
	uint16_t starts[RUNNING_COLUMNS_MAX][RUNNING_WIDTH_MAX + 1];
};

#define IMPOSSIBLE (INT64_MAX / 4)

/* How wide a column is at the least: most of its heading, whose places shift a little. */
static unsigned int least_width(const struct running_column *column)
{
	unsigned int width = (column->end - column->start) * 3 / 4;

	return width > 0 ? width : 1;
}

static void choose_start(const struct crowd *crowd, const struct running_column *columns,
			 size_t index, unsigned int width, struct choice *choice)
{
	unsigned int least = index == 0 ? 0 : least_width(&columns[index - 1]);
	int64_t best = IMPOSSIBLE;
	uint16_t best_place = 0;

	for (unsigned int place = 0; place <= width; place++) {
		int64_t before = 0;

		if (index > 0)
			before =
				place < least ? IMPOSSIBLE : choice->cost[index - 1][place - least];
		if (before < IMPOSSIBLE / 2) {
			int64_t cost = before + cut_cost(crowd, columns, index, place);

			if (cost < best) {
				best = cost;
				best_place = (uint16_t)place;
			}
		}
		choice->cost[index][place] = best;
		choice->starts[index][place] = best_place;
	}
}

/* Where the headings start: for a page on which nothing else helps. */
static void take_headings(const struct running_heading *heading, struct running_fit *fit)
{
	for (size_t i = 0; i < fit->count; i++) {
		fit->starts[i] = heading->columns[i].start;
		if (i > 0 && fit->starts[i] <= fit->starts[i - 1])
			fit->starts[i] = fit->starts[i - 1] + 1;
	}
}

/* What is needed to find the columns of one page after the other. */
struct search {
	struct running_heading heading; /* of the page, or of the one before it */
	const struct profile *profile;
	struct crowd crowd;
	struct choice choice;
};

/* Finds a page's columns, so that all together cost the least. */
static void fit_page(struct search *search, struct running_fit *fit)
{
	const struct crowd *crowd = &search->crowd;
	const struct running_heading *heading = &search->heading;
	struct choice *choice = &search->choice;
	size_t count = heading->count + heading->side_count;
	unsigned int place = crowd->width;

	if (heading->columns[count - 1].end > place)
		place = heading->columns[count - 1].end;
	if (place > RUNNING_WIDTH_MAX - 1)
		place = RUNNING_WIDTH_MAX - 1;
	running_fit_roles(fit, heading, search->profile);
	for (size_t i = 0; i < count; i++)
		choose_start(crowd, heading->columns, i, place, choice);
	if (choice->cost[count - 1][place] >= IMPOSSIBLE) {
		take_headings(heading, fit);
		return;
	}
	for (size_t i = count; i-- > 0;) {
		fit->starts[i] = choice->starts[i][place];
		if (i > 0)
			place = fit->starts[i] - least_width(&heading->columns[i - 1]);
	}
}

/* Where the next page starts, or the next headings. */
static size_t next_page(const struct running_text *text, size_t line)
{
	do {
		line++;
	} while (line < text->line_count && (text->marks[line] & RUNNING_PAGE) == 0);
	return line;
}

static void find_page(const struct running_text *text, size_t line, size_t end,
		      struct search *search, struct running_page *ret_page)
{
	search->crowd = (struct crowd){.width = 0};
	if (text->kinds[line] == LINE_HEADING)
		running_heading_move(&search->heading, text, line);
	for (size_t i = line; i < end; i++) {
		if (text->kinds[i] == LINE_CONTINUATION)
			add_line(&search->crowd, running_text_line(text, i));
	}
	ret_page->line = (uint32_t)line;
	fit_page(search, &ret_page->fit);
	ret_page->by_heading = ret_page->fit;
	take_headings(&search->heading, &ret_page->by_heading);
}

int running_layout_find(const struct running_text *text, const struct running_heading *heading,
			const struct profile *profile, struct arena *arena,
			struct running_layout *ret_layout)
{
	CLEANUP(free_memory) struct search *search = calloc(1, sizeof(*search));
	size_t count = 0, page = 0, end;
	struct running_page *pages;

	for (size_t i = heading->line; i < text->line_count; i = next_page(text, i))
		count++;
	pages = arena_take_array(arena, count, sizeof(*pages));
	if (pages == NULL || search == NULL)
		return -ENOMEM;
	search->heading = *heading;
	search->profile = profile;
	for (size_t line = heading->line; line < text->line_count; line = end) {
		end = next_page(text, line);
		find_page(text, line, end, search, &pages[page++]);
	}
	*ret_layout = (struct running_layout){pages, count};
	return 0;
}
