#include "intake/running/running_numbers.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/running/running_side.h"
#include "intake/time/validity.h"

#define GAP_MAX 5 /* numbers that may be missing in one place */
#define NOBODY	UINT32_MAX

/* How well a line starts a row, and what oddities of the sequence cost. */
enum {
	SCORE_TEXT = 10,  /* "12 University …" */
	SCORE_DIGIT = 7,  /* "12 2022.11.08 University …" */
	SCORE_DATE = 4,	  /* more, when a date stands on the line */
	SCORE_ALONE = 5,  /* a number on a line of its own, text on the next one */
	SCORE_BARE = 1,	  /* the same, and no text there */
	SCORE_SIDE = -5,  /* "9 Japan 30" */
	COST_MISSING = 8, /* for each number */
	COST_TWICE = 12,
	COST_FIRST = 12, /* it does not start with 1 */
	COST_AGAIN = 22	 /* it starts again with 1 */
};

struct candidate {
	uint32_t line;
	unsigned int number;
	int score;	 /* of the best sequence that ends here */
	uint32_t before; /* the candidate before it there, or NOBODY */
};

struct search {
	struct candidate *items;
	size_t count, capacity;
	uint32_t *best_of; /* by number: the candidate with the best sequence so far */
	uint32_t best;	   /* of all */
};

static void search_done(struct search *search)
{
	free(search->items);
	free(search->best_of);
}

/* Whether text stands on the next line that is not empty. */
static bool text_follows(const struct running_text *text, size_t line)
{
	struct running_piece piece;

	do {
		line++;
	} while (line < text->line_count && text->kinds[line] == LINE_BLANK);
	if (line == text->line_count || text->kinds[line] == LINE_FURNITURE)
		return false;
	piece = running_text_trim(running_text_line(text, line));
	return piece.text[0] < '0' || piece.text[0] > '9';
}

/* What a line says about time; nothing when it is too long to be asked. */
static struct validity read_time(struct running_piece piece, const struct profile *profile)
{
	return piece.length <= 400 ? validity_read(piece.text, piece.length, profile)
				   : (struct validity){.rest_length = piece.length};
}

/* What a line is worth as a row's start; 0: it starts with no number, or with one of a date. */
static int weigh(const struct running_text *text, size_t line, const struct profile *profile,
		 unsigned int *ret_number)
{
	struct running_piece piece = running_text_trim(running_text_line(text, line));
	struct running_word word;
	size_t at = 0;
	unsigned int column = 0;
	struct validity validity;
	int score;

	if (!running_text_word(piece, &at, &column, &word))
		return 0;
	*ret_number = running_text_number(word.text, word.length);
	if (*ret_number == 0)
		return 0;
	if (!running_text_word(piece, &at, &column, &word))
		return text_follows(text, line) ? SCORE_ALONE : SCORE_BARE;
	validity = read_time(piece, profile);
	if (validity_says_something(&validity) && validity.rest_length == 0)
		return 0;
	if (running_side_is_row(piece))
		return SCORE_SIDE;
	score = word.text[0] >= '0' && word.text[0] <= '9' ? SCORE_DIGIT : SCORE_TEXT;
	return score + (validity.date_count > 0 ? SCORE_DATE : 0);
}

static bool add(struct search *search, uint32_t line, unsigned int number, int score)
{
	if (search->count == search->capacity) {
		size_t capacity = search->capacity == 0 ? 256 : search->capacity * 2;
		struct candidate *items = realloc(search->items, capacity * sizeof(*items));

		if (items == NULL)
			return false;
		search->items = items;
		search->capacity = capacity;
	}
	search->items[search->count++] = (struct candidate){line, number, score, NOBODY};
	return true;
}

static void try_before(const struct search *search, struct candidate *candidate, int own,
		       uint32_t before, int cost)
{
	int score;

	if (before == NOBODY)
		return;
	score = search->items[before].score + own - cost;
	if (score > candidate->score) {
		candidate->score = score;
		candidate->before = before;
	}
}

/* Finds the best sequence that a candidate ends. */
static void chain(struct search *search, uint32_t index)
{
	struct candidate *candidate = &search->items[index];
	unsigned int number = candidate->number;
	int own = candidate->score;

	candidate->score = own - (number == 1 ? 0 : COST_FIRST);
	for (unsigned int gap = 0; gap <= GAP_MAX && gap < number; gap++)
		try_before(search, candidate, own, search->best_of[number - 1 - gap],
			   COST_MISSING * (int)gap);
	try_before(search, candidate, own, search->best_of[number], COST_TWICE);
	if (number == 1)
		try_before(search, candidate, own, search->best, COST_AGAIN);
	if (search->best_of[number] == NOBODY ||
	    candidate->score >= search->items[search->best_of[number]].score)
		search->best_of[number] = index;
	if (search->best == NOBODY || candidate->score > search->items[search->best].score)
		search->best = index;
}

static int collect(const struct running_text *text, size_t from, const struct profile *profile,
		   struct search *search)
{
	for (size_t i = from; i < text->line_count; i++) {
		unsigned int number = 0;
		int score;

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		score = weigh(text, i, profile, &number);
		if (score != 0 && !add(search, (uint32_t)i, number, score))
			return -ENOMEM;
	}
	return 0;
}

/* Writes the best sequence down, from its end. */
static int take(const struct search *search, struct arena *arena,
		struct running_numbers *ret_numbers)
{
	struct running_number *items;
	size_t count = 0;

	for (uint32_t i = search->best; i != NOBODY; i = search->items[i].before)
		count++;
	items = arena_take_array(arena, count, sizeof(*items));
	if (items == NULL)
		return -ENOMEM;
	*ret_numbers = (struct running_numbers){items, count};
	for (uint32_t i = search->best; i != NOBODY; i = search->items[i].before)
		items[--count] =
			(struct running_number){search->items[i].line, search->items[i].number};
	return 0;
}

int running_numbers_find(const struct running_text *text, size_t from,
			 const struct profile *profile, struct arena *arena,
			 struct running_numbers *ret_numbers)
{
	CLEANUP(search_done) struct search search = {.best = NOBODY};
	size_t highest = 0;

	if (collect(text, from, profile, &search) != 0)
		return -ENOMEM;
	for (size_t i = 0; i < search.count; i++)
		highest = search.items[i].number > highest ? search.items[i].number : highest;
	search.best_of = malloc((highest + 1) * sizeof(*search.best_of));
	if (search.best_of == NULL)
		return -ENOMEM;
	memset(search.best_of, 0xff, (highest + 1) * sizeof(*search.best_of));
	for (size_t i = 0; i < search.count; i++)
		chain(&search, (uint32_t)i);
	return take(&search, arena, ret_numbers);
}
