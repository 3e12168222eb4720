#include "intake/running/running_reading.h"

#include <string.h>

#define BLOCK_WORDS 5 /* of one heading on one line, where headings stand in columns */

enum {
	COST_SAME_ROLE = 150, /* as the one before it: "Type" and "of agreement" */
	COST_TWICE = 250,     /* a role that no table has twice */
};

/* Splits words into headings so that their worth is the highest. */
static void split(const struct part_words *words, const struct profile *profile,
		  struct running_reading *ret_reading)
{
	struct running_part best[PART_WORDS_MAX + 1] = {
		0}; /* the last heading of the first n words */
	int worth[PART_WORDS_MAX + 1] = {0};
	size_t count = 0;

	for (size_t end = 1; end <= words->count; end++) {
		size_t longest = end < PART_LONGEST ? end : PART_LONGEST;

		for (size_t n = 1; n <= longest; n++) {
			struct running_part part = running_part_weigh(words, end - n, n, profile);
			const struct running_part *before = &best[end - n];
			int sum = worth[end - n] + part.worth;

			if (n < end && before->is_known && part.is_known &&
			    before->role == part.role && part.role != ROLE_NONE)
				sum -= COST_SAME_ROLE;

			if (n == 1 || sum > worth[end]) {
				worth[end] = sum;
				best[end] = part;
			}
		}
	}
	for (size_t end = words->count; end > 0; end -= best[end].count)
		count++;
	*ret_reading = (struct running_reading){.count = count, .worth = worth[words->count]};
	for (size_t end = words->count; end > 0; end -= best[end].count)
		ret_reading->parts[--count] = best[end];
}

/* Columns of headings: where they are, and whose each word is. */
struct columns {
	unsigned int starts[PART_WORDS_MAX], ends[PART_WORDS_MAX];
	size_t of[PART_WORDS_MAX];
	size_t count;
};

/* The column that a word stands under; count: none. Words that touch stand in one. */
static size_t column_under(const struct columns *columns, const struct running_word *word)
{
	for (size_t k = 0; k < columns->count; k++) {
		if (word->column <= columns->ends[k] && word->end >= columns->starts[k])
			return k;
	}
	return columns->count;
}

/* The column of a word: that of the words it follows, unless it stands under another one. */
static size_t column_of(const struct columns *columns, const struct part_words *words, size_t i)
{
	const struct part_word *word = &words->items[i];
	size_t before, under = column_under(columns, &word->word);

	if (i == 0 || word->is_apart || word->line != word[-1].line)
		return under;
	before = columns->of[i - 1];
	return under < columns->count && word->word.column > columns->ends[before] ? under : before;
}

static void make_columns(const struct part_words *words, struct columns *ret_columns)
{
	ret_columns->count = 0;
	for (size_t i = 0; i < words->count; i++) {
		const struct running_word *word = &words->items[i].word;
		size_t column = column_of(ret_columns, words, i);

		if (column == ret_columns->count) {
			ret_columns->starts[column] = word->column;
			ret_columns->ends[column] = word->end;
			ret_columns->count++;
		}
		ret_columns->of[i] = column;
		if (word->column < ret_columns->starts[column])
			ret_columns->starts[column] = word->column;
		if (word->end > ret_columns->ends[column])
			ret_columns->ends[column] = word->end;
	}
}

/* The column that starts next behind one (count: the first of all); count: none. */
static size_t column_behind(const struct columns *columns, size_t last)
{
	size_t next = columns->count;

	for (size_t k = 0; k < columns->count; k++) {
		if (last < columns->count && columns->starts[k] <= columns->starts[last])
			continue;
		if (next == columns->count || columns->starts[k] < columns->starts[next])
			next = k;
	}
	return next;
}

/* Sorts words by column: those that stand over or under each other, with gaps between. */
static size_t align(struct part_words *words, struct running_part parts[static PART_WORDS_MAX])
{
	struct part_words sorted = {0};
	struct columns columns;
	size_t count = 0;

	make_columns(words, &columns);
	for (size_t k = column_behind(&columns, columns.count); k < columns.count;
	     k = column_behind(&columns, k)) {
		struct running_part *part = &parts[count++];

		*part = (struct running_part){.first = sorted.count};
		for (size_t i = 0; i < words->count; i++) {
			if (columns.of[i] == k)
				sorted.items[sorted.count++] = words->items[i];
		}
		part->count = sorted.count - part->first;
	}
	if (count < columns.count)
		return 0; /* two start at one place */
	*words = sorted;
	return count;
}

/* Whether all words of a part stand left of a place, or right of it. */
static bool parts_at(const struct part_words *words, const struct running_part *part,
		     unsigned int place)
{
	for (size_t i = part->first; i < part->first + part->count; i++) {
		const struct running_word *word = &words->items[i].word;

		if (word->column < place && word->end > place)
			return false;
	}
	return true;
}

/* Sorts a part's words: those left of a place first. How many these are. */
static size_t sort_part(struct part_words *words, const struct running_part *part,
			unsigned int place)
{
	struct part_word *items = words->items + part->first, right[PART_WORDS_MAX];
	size_t left = 0, count = 0;

	for (size_t i = 0; i < part->count; i++) {
		if (items[i].word.column < place)
			items[left++] = items[i];
		else
			right[count++] = items[i];
	}
	memcpy(items + left, right, count * sizeof(*items));
	return left;
}

/* What is gained by splitting a part at a place; 0: it is no place to do so. */
static int split_gain(const struct part_words *words, const struct profile *profile,
		      const struct running_part *part, unsigned int place,
		      struct running_part *ret_left, struct running_part *ret_right)
{
	struct part_words sorted = *words;
	size_t count;

	if (!parts_at(words, part, place))
		return 0;
	count = sort_part(&sorted, part, place);
	if (count == 0 || count == part->count || count > PART_LONGEST ||
	    part->count - count > PART_LONGEST)
		return 0;
	*ret_left = running_part_weigh(&sorted, part->first, count, profile);
	*ret_right = running_part_weigh(&sorted, part->first + count, part->count - count, profile);
	if (!ret_left->is_known || !ret_right->is_known || ret_left->role == ret_right->role)
		return 0;
	return ret_left->worth + ret_right->worth - part->worth;
}

/*
 * Two headings can stand beside each other with one blank between them. Splits a part where both
 * halves are known and worth more than the whole. False: nowhere.
 */
static bool split_part(struct part_words *words, const struct profile *profile,
		       struct running_part *part, struct running_part *ret_right)
{
	struct running_part whole = *part;
	unsigned int best_place = 0;
	int best = 0;

	for (size_t i = whole.first; i < whole.first + whole.count; i++) {
		unsigned int place = words->items[i].word.column;
		struct running_part left, right;
		int gain = split_gain(words, profile, &whole, place, &left, &right);

		if (gain <= best)
			continue;
		best = gain;
		best_place = place;
		*part = left;
		*ret_right = right;
	}
	if (best > 0)
		sort_part(words, &whole, best_place);
	return best > 0;
}

/* The most words that a part has on one line. */
static size_t words_on_a_line(const struct part_words *words, const struct running_part *part)
{
	size_t most = 0, count = 0;

	for (size_t i = part->first; i < part->first + part->count; i++) {
		bool is_next = i > part->first && words->items[i].line == words->items[i - 1].line;

		count = is_next ? count + 1 : 1;
		most = count > most ? count : most;
	}
	return most;
}

/* Takes headings as they stand in columns. False when they do not. */
static bool take_aligned(struct part_words *words, const struct profile *profile,
			 struct running_reading *ret_reading)
{
	struct running_reading reading = {.is_aligned = true};
	struct part_words sorted = *words;

	reading.count = align(&sorted, reading.parts);
	if (reading.count < 3)
		return false;
	for (size_t i = 0; i < reading.count; i++) {
		struct running_part *part = &reading.parts[i], right;

		if (words_on_a_line(&sorted, part) > BLOCK_WORDS)
			return false;
		*part = running_part_weigh(&sorted, part->first, part->count, profile);
		if (reading.count < PART_WORDS_MAX && split_part(&sorted, profile, part, &right)) {
			memmove(part + 2, part + 1, (reading.count - i - 1) * sizeof(*part));
			part[1] = right;
			reading.count++;
		}
		if (part->count > PART_LONGEST)
			return false;
		reading.worth += running_part_worth_apart(&sorted, part);
	}
	*words = sorted;
	*ret_reading = reading;
	return true;
}

/* Whether it looks like a sentence: it starts large, and goes on small. */
static bool is_sentence(const struct part_words *words, const struct running_reading *reading)
{
	size_t small = 0;

	for (size_t i = 0; i < reading->count; i++)
		small += running_part_starts_small(words, &reading->parts[i]);
	return small * 2 > reading->count && !running_part_starts_small(words, &reading->parts[0]);
}

/* Whether enough of it is known to be a heading line. */
static bool is_heading(const struct running_reading *reading)
{
	size_t known = 0, roles = 0;
	unsigned int seen = 0;

	for (size_t i = 0; i < reading->count; i++) {
		const struct running_part *part = &reading->parts[i];

		known += part->is_known;
		if (part->is_known && part->role != ROLE_NONE)
			seen |= 1u << part->role;
	}
	for (; seen != 0; seen &= seen - 1)
		roles++;
	return known >= 3 && roles >= 3 && known * 2 >= reading->count && reading->worth > 0 &&
	       reading->count <= RUNNING_COLUMNS_MAX;
}

/* What a reading loses for roles that it has twice. A second table has numbers and names, too. */
static int twice_cost(const struct running_reading *reading)
{
	static const unsigned int once = 1u << ROLE_PARTNER | 1u << ROLE_TYPE | 1u << ROLE_SIGNED |
					 1u << ROLE_LAST_DAY | 1u << ROLE_REGISTRATION_NUMBER;
	unsigned int seen = 0;
	int cost = 0;

	for (size_t i = 0; i < reading->count; i++) {
		unsigned int bit = reading->parts[i].is_known ? 1u << reading->parts[i].role : 0;

		cost += (bit & once & seen) != 0 ? COST_TWICE : 0;
		seen |= bit;
	}
	return cost;
}

bool running_reading_make(struct part_words *words, const struct profile *profile,
			  struct running_reading *ret_reading)
{
	struct part_words sorted = *words;
	struct running_reading aligned, apart;
	bool is_aligned = take_aligned(&sorted, profile, &aligned) && is_heading(&aligned);

	split(words, profile, &apart);
	if (!is_aligned && is_sentence(words, &apart))
		return false;
	apart.worth -= twice_cost(&apart);
	if (is_aligned)
		aligned.worth -= twice_cost(&aligned);
	if (is_aligned && (aligned.worth + PART_WORTH_SURE >= apart.worth || !is_heading(&apart))) {
		*words = sorted;
		*ret_reading = aligned;
		return true;
	}
	*ret_reading = apart;
	return is_heading(&apart);
}
