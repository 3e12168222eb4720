#include "intake/running/running_fit.h"

#include <limits.h>
#include <string.h>

#include "intake/intake.h"
#include "intake/time/validity.h"

enum {
	COST_LETTER = 2,    /* for each letter of a word that stands outside of its column */
	COST_WORD_MAX = 12, /* at the most, for one word */
	COST_PLACE = 1,	    /* for each place between a column's start and its first word */
	COST_PLACES_MAX = 10,
	COST_NARROW = 8,    /* one blank between two cells */
	COST_GAP = 10,	    /* two blanks within a cell */
	COST_WIDE_GAP = 40, /* more */
	COST_EMPTY = 1,	    /* a column without words between others */
	COST_NO_NUMBER = 40,
	COST_ROW_NUMBER = 1000, /* a row's number elsewhere, or another word where it stands */
	COST_BEYOND = 10,	/* a word that starts where the next column does, or behind */
	COST_DIGIT = 20,	/* a word with digits where none belongs */
	COST_SPLIT = 10,	/* "12" and "March" in two cells */
	COST_COUNTRY = 8, /* a cell that is a country's name, elsewhere than among countries */
	/* One blank between two cells, and what stands beside it shows that they are two. */
	GAIN_COUNTRY = 12,
	GAIN_NUMBER = 24,
	GAIN_TIME = 12,
	GAIN_DATE = 8
};

#define COUNTRY_WORDS 6 /* of a country's name, at the most */
#define COUNTRY_BYTES 160
#define NEAR	      12 /* places from a column's start, within which words are looked at */

/* What is known of a line's words. */
struct line {
	const struct running_word *words;
	size_t count;
	bool starts_country[RUNNING_TOKENS_MAX]; /* a country's name starts with it */
	bool ends_country[RUNNING_TOKENS_MAX];	 /* ends with it */
	bool is_country[RUNNING_TOKENS_MAX];	 /* a cell that is one starts with it */
	bool is_time[RUNNING_TOKENS_MAX];	 /* it is about time */
	bool is_date[RUNNING_TOKENS_MAX];	 /* it is a whole date */
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
static int word_cost(const struct running_fit *fit, const struct running_word *word, size_t column,
		     bool is_first)
{
	unsigned int letters = 0;
	int other = 0;

	if (fit->is_numbered && fit->number == 0 && is_first != (column == 0))
		return COST_ROW_NUMBER;
	if (column == fit->number && running_text_number(word->text, word->length) == 0)
		return COST_NO_NUMBER;
	if ((fit->words & ((uint32_t)1 << column)) != 0 &&
	    running_text_has_digit(word->text, word->length))
		other = COST_DIGIT;
	if (word->column < fit->starts[column])
		letters = fit->starts[column] - word->column;
	else if (column + 1 < fit->count && word->end > fit->starts[column + 1])
		letters = word->end - fit->starts[column + 1];
	if (column + 1 < fit->count && word->column >= fit->starts[column + 1])
		other += COST_BEYOND;
	return at_most(letters * COST_LETTER, COST_WORD_MAX) + other;
}

/* Whether one blank stands before a word. */
static bool is_narrow(const struct running_word *words, size_t at)
{
	return at > 0 && words[at].column - words[at - 1].end < 2;
}

/* What it costs that a cell starts with a word. */
static int start_cost(const struct running_fit *fit, const struct running_word *words, size_t at,
		      size_t column)
{
	unsigned int start = fit->starts[column], place = words[at].column;
	unsigned int away = place > start ? place - start : start - place;

	return at_most(away * COST_PLACE, COST_PLACES_MAX) +
	       (is_narrow(words, at) ? COST_NARROW : 0);
}

/* What it costs that a cell goes on with a word. */
static int gap_cost(const struct running_word *words, size_t at)
{
	unsigned int gap = words[at].column - words[at - 1].end;

	if (gap < 2)
		return 0;
	return gap == 2 ? COST_GAP : COST_WIDE_GAP;
}

/* Looks for names of countries that start with a word. */
static void look_for_countries(struct line *line, size_t first)
{
	char name[COUNTRY_BYTES] = "";
	size_t used = 0;

	for (size_t i = first; i < line->count && i < first + COUNTRY_WORDS; i++) {
		const struct running_word *word = &line->words[i];
		bool ends_narrow = i + 1 < line->count && is_narrow(line->words, i + 1);
		bool starts_narrow = is_narrow(line->words, first);

		if (used + word->length + 2 > COUNTRY_BYTES ||
		    (i > first && !is_narrow(line->words, i)))
			return;
		if (i > first)
			name[used++] = ' ';
		memcpy(name + used, word->text, word->length);
		used += word->length;
		name[used] = '\0';
		if (country_code(name) == NULL)
			continue;
		line->starts_country[first] = true;
		line->ends_country[i] = true;
		line->is_country[first] |= !starts_narrow && !ends_narrow;
	}
}

/* Looks whether words are about time, where it matters: near columns beside such ones. */
static void look_for_time(const struct running_fit *fit, struct line *line, size_t at)
{
	const struct running_word *word = &line->words[at];
	bool is_beside = is_narrow(line->words, at) ||
			 (at + 1 < line->count && is_narrow(line->words, at + 1));
	bool is_near = false;
	struct validity validity;

	for (size_t i = 0; i < fit->count && is_beside; i++) {
		uint32_t pair = (fit->times >> i) | (i > 0 ? fit->times >> (i - 1) : 0);

		is_near |= (pair & 1) != 0 && word->column < fit->starts[i] + NEAR &&
			   word->end + NEAR > fit->starts[i];
	}
	if (!is_near)
		return;
	validity = validity_read(word->text, word->length, fit->profile);
	line->is_time[at] =
		running_text_has_digit(word->text, word->length) || validity.rest_length == 0;
	line->is_date[at] = validity.rest_length == 0 && validity.date_count == 1 &&
			    validity.dates[0].date.day_first.precision == PRECISION_DAY;
}

static bool is_bit(uint32_t bits, size_t column)
{
	return (bits >> column & 1) != 0;
}

static bool is_small_number(const struct running_word *word)
{
	return word->length <= 2 && running_text_number(word->text, word->length) > 0;
}

/* What is gained by one blank between two cells, by what stands at both sides of it. */
static int narrow_gain(const struct running_fit *fit, const struct line *line, size_t at,
		       size_t from, size_t column)
{
	bool was_time = is_bit(fit->times, from), is_time = is_bit(fit->times, column);
	int gain = 0;

	if (!is_narrow(line->words, at))
		return 0;
	if ((from == fit->country && line->ends_country[at - 1]) ||
	    (column == fit->country && line->starts_country[at]))
		gain += GAIN_COUNTRY;
	if (from == fit->number)
		gain += GAIN_NUMBER;
	if (was_time != is_time && line->is_time[at - 1] == was_time &&
	    line->is_time[at] == is_time)
		gain += GAIN_TIME;
	if (was_time && is_time && line->is_date[at - 1])
		gain += GAIN_DATE;
	if (is_small_number(&line->words[at - 1]) && from != fit->number &&
	    !running_text_has_digit(line->words[at].text, line->words[at].length))
		gain -= COST_SPLIT;
	return gain;
}

/* Fits a word into a column, behind the one before it. */
static void fit_word(const struct running_fit *fit, const struct line *line, size_t at,
		     size_t column, struct fitting *fitting)
{
	int own = word_cost(fit, &line->words[at], column, at == 0);
	int start = own + start_cost(fit, line->words, at, column) +
		    (line->is_country[at] && column != fit->country ? COST_COUNTRY : 0);
	int *cost = &fitting->cost[at][column];

	*cost = start;
	if (at == 0)
		return;
	*cost = fitting->cost[at - 1][column] + own + gap_cost(line->words, at);
	fitting->from[at][column] = (unsigned char)column;
	for (size_t from = 0; from < column; from++) {
		int behind = fitting->cost[at - 1][from] + start +
			     COST_EMPTY * (int)(column - from - 1) -
			     narrow_gain(fit, line, at, from, column);

		if (behind < *cost) {
			*cost = behind;
			fitting->from[at][column] = (unsigned char)from;
		}
	}
}

void running_fit_roles(struct running_fit *fit, const struct running_heading *heading,
		       const struct profile *profile)
{
	fit->count = heading->count + heading->side_count;
	fit->number = fit->country = fit->count;
	fit->words = fit->times = 0;
	fit->is_numbered = false;
	fit->profile = profile;
	for (size_t i = heading->count; i-- > 0;) {
		enum role role = heading->columns[i].role;

		if (role == ROLE_NUMBER)
			fit->number = i;
		if (role == ROLE_COUNTRY)
			fit->country = i;
		if (role == ROLE_COUNTRY || role == ROLE_TYPE || role == ROLE_CITY)
			fit->words |= (uint32_t)1 << i;
		if (running_heading_is_time(role))
			fit->times |= (uint32_t)1 << i;
	}
}

int running_fit_words(const struct running_fit *fit, const struct running_word *words, size_t count,
		      unsigned char ret_columns[static RUNNING_TOKENS_MAX])
{
	struct line line = {.words = words, .count = count};
	struct fitting fitting;
	size_t column = 0;
	int cost;

	if (count == 0)
		return 0;
	for (size_t i = 0; i < count && fit->country < fit->count; i++)
		look_for_countries(&line, i);
	for (size_t i = 0; i < count && fit->times != 0; i++)
		look_for_time(fit, &line, i);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < fit->count; k++)
			fit_word(fit, &line, i, k, &fitting);
	}
	for (size_t i = 1; i < fit->count; i++) {
		if (fitting.cost[count - 1][i] < fitting.cost[count - 1][column])
			column = i;
	}
	cost = fitting.cost[count - 1][column];
	for (size_t i = count; i-- > 0;) {
		ret_columns[i] = (unsigned char)column;
		if (i > 0)
			column = fitting.from[i][column];
	}
	return cost;
}
