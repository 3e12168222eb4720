#include "intake/running_fit.h"

#include <limits.h>

enum {
	COST_LETTER = 2,    /* for each letter of a word that stands outside of its column */
	COST_WORD_MAX = 12, /* at the most, for one word */
	COST_PLACE = 1,	    /* for each place between a column's start and its first word */
	COST_PLACES_MAX = 10,
	COST_NARROW = 8,    /* one blank between two cells */
	COST_GAP = 10,	    /* two blanks within a cell */
	COST_WIDE_GAP = 40, /* more */
	COST_EMPTY = 1,	    /* a column without words between others */
	COST_NO_NUMBER = 40
};

/* The least cost of the words up to one, when that one is in a column, and where it comes from. */
struct fitting {
	int cost[RUNNING_TOKENS_MAX][RUNNING_COLUMNS_MAX];
	unsigned char from[RUNNING_TOKENS_MAX][RUNNING_COLUMNS_MAX];
};

static int at_most(unsigned int cost, int most)
{
	return cost < (unsigned int)most ? (int)cost : most;
}

/* What a word costs in a column, for what of it stands outside. */
static int word_cost(const struct running_fit *fit, const struct running_word *word, size_t column)
{
	unsigned int letters = 0;

	if (column == fit->number && running_text_number(word->text, word->length) == 0)
		return COST_NO_NUMBER;
	if (word->column < fit->starts[column])
		letters = fit->starts[column] - word->column;
	else if (column + 1 < fit->count && word->end > fit->starts[column + 1])
		letters = word->end - fit->starts[column + 1];
	return at_most(letters * COST_LETTER, COST_WORD_MAX);
}

/* What it costs that a cell starts with a word. */
static int start_cost(const struct running_fit *fit, const struct running_word *words, size_t at,
		      size_t column)
{
	unsigned int start = fit->starts[column], place = words[at].column;
	unsigned int away = place > start ? place - start : start - place;
	bool is_narrow = at > 0 && place - words[at - 1].end < 2;

	return at_most(away * COST_PLACE, COST_PLACES_MAX) + (is_narrow ? COST_NARROW : 0);
}

/* What it costs that a cell goes on with a word. */
static int gap_cost(const struct running_word *words, size_t at)
{
	unsigned int gap = words[at].column - words[at - 1].end;

	if (gap < 2)
		return 0;
	return gap == 2 ? COST_GAP : COST_WIDE_GAP;
}

static void fit_word(const struct running_fit *fit, const struct running_word *words, size_t at,
		     struct fitting *fitting)
{
	int before = INT_MAX / 2; /* of the columns to the left, for the word before */
	unsigned char from = 0;

	for (size_t column = 0; column < fit->count; column++) {
		int own = word_cost(fit, &words[at], column);
		int start = own + start_cost(fit, words, at, column);
		int *cost = &fitting->cost[at][column];

		if (at == 0) {
			*cost = start;
			continue;
		}
		*cost = fitting->cost[at - 1][column] + own + gap_cost(words, at);
		fitting->from[at][column] = (unsigned char)column;
		if (before + start < *cost) {
			*cost = before + start;
			fitting->from[at][column] = from;
		}
		before += COST_EMPTY;
		if (fitting->cost[at - 1][column] < before) {
			before = fitting->cost[at - 1][column];
			from = (unsigned char)column;
		}
	}
}

void running_fit_words(const struct running_fit *fit, const struct running_word *words,
		       size_t count, unsigned char ret_columns[static RUNNING_TOKENS_MAX])
{
	struct fitting fitting;
	size_t column = 0;

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		fit_word(fit, words, i, &fitting);
	for (size_t i = 1; i < fit->count; i++) {
		if (fitting.cost[count - 1][i] < fitting.cost[count - 1][column])
			column = i;
	}
	for (size_t i = count; i-- > 0;) {
		ret_columns[i] = (unsigned char)column;
		if (i > 0)
			column = fitting.from[i][column];
	}
}
