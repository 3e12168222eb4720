#include "intake/running_reading.h"

#include <string.h>

#include "core/text.h"
#include "intake/fold.h"
#include "intake/headings.h"
#include "intake/running_heading.h"

#define HEADING_WORDS	 8  /* of one heading */
#define BLOCK_WORDS	 5  /* of one on one line, where headings stand in columns */
#define LOOKED_AT_WORDS	 12 /* of a line, for whether there is a heading among them */
#define LOOKED_AT_LENGTH 3  /* words of such a heading */

/* What a heading is worth; a line is split so that the sum is the highest. */
enum {
	WORTH_PROFILE = 600,
	WORTH_SURE = 200,
	WORTH_LIKELY = 100,
	WORTH_POOR = -40,
	WORTH_PATTERN_WORD = 250, /* for each further word that the pattern asks for */
	COST_UNKNOWN = 100,
	COST_UNKNOWN_WORD = 60,
	COST_SQUARE = 3,       /* of the number of words: parts of a like length */
	COST_OTHER_ROLE = 100, /* its first or last word is a heading of another role */
	COST_SAME_ROLE = 150,  /* as the one before it: "Type" and "of agreement" */
	COST_TWICE = 250,      /* a role that no table has twice */
	COST_SMALL_START = 120,
	COST_NEW_LINE = 80,  /* it goes on there with a word that is in no heading */
	COST_GAP = 150,	     /* it runs over two blanks */
	COST_LOOSE_END = 150 /* it starts or ends with "of", "and" */
};

bool running_reading_add(const struct running_text *text, size_t line, struct reading_words *words)
{
	struct running_piece piece = running_text_line(text, line);
	size_t at = 0;
	unsigned int column = 0, end = 0;
	bool is_first = true;
	struct running_word word;

	while (running_text_word(piece, &at, &column, &word)) {
		if (words->count == READING_WORDS_MAX)
			return false;
		words->items[words->count++] =
			(struct reading_word){word, line, !is_first && word.column - end >= 2};
		is_first = false;
		end = word.end;
	}
	return true;
}

void running_reading_join(const struct reading_words *words, size_t first, size_t count,
			  char text[static READING_TEXT_MAX])
{
	size_t used = 0;

	for (size_t i = first; i < first + count; i++) {
		const struct running_word *word = &words->items[i].word;

		if (used + word->length + 2 > READING_TEXT_MAX)
			break;
		if (i > first)
			text[used++] = ' ';
		memcpy(text + used, word->text, word->length);
		used += word->length;
	}
	text[used] = '\0';
}

static size_t pattern_words(const char *pattern)
{
	size_t count = 0;
	bool is_in = false;

	for (; *pattern != '\0'; pattern++) {
		bool is_letter = *pattern != ' ' && *pattern != '*';

		count += is_letter && !is_in;
		is_in = is_letter;
	}
	return count;
}

static bool is_loose(const struct running_word *word)
{
	static const char *const loose[] = {" of ", " and ", " the ",  " for ", " и ",	   " по ",
					    " о ",  " об ",  " ve ",   " və ",	" и/или ", " und ",
					    " de ", " et ",  " және ", " der ", " des "};
	char folded[32];

	if (fold_words(word->text, word->length, folded, sizeof(folded)) == 0)
		return word->length > 0 && (word->text[0] == '/' || word->text[0] == '&');
	for (size_t i = 0; i < sizeof(loose) / sizeof(loose[0]); i++) {
		if (strcmp(folded, loose[i]) == 0)
			return true;
	}
	return false;
}

static bool starts_small(const struct running_word *word)
{
	const char *text = word->text;
	size_t length = word->length;
	unsigned int code = 0;

	text_utf8(text, length, &code);
	return fold_is_word(code) && !(code >= '0' && code <= '9') && code != '#' &&
	       fold_next(&text, &length) == code;
}

static const struct profile_column *profile_column(const struct profile *profile, const char *text)
{
	for (size_t i = 0; i < profile->column_count; i++) {
		const struct profile_column *column = &profile->columns[i];

		if (column->heading != NULL && text_same_name(column->heading, text))
			return column;
	}
	return NULL;
}

static int claim_worth(const struct heading *heading)
{
	static const int worth[] = {[CLAIM_SURE] = WORTH_SURE,
				    [CLAIM_LIKELY] = WORTH_LIKELY,
				    [CLAIM_POOR] = WORTH_POOR};

	return worth[heading->claim];
}

/* What words of another role at either end of a heading cost it: "Name Country" is two. */
static int other_roles(const struct reading_words *words, const struct reading_part *part)
{
	const size_t ends[] = {part->first, part->first + part->count - 1};
	int cost = 0;

	for (size_t i = 0; i < 2 && part->count > 1; i++) {
		char text[READING_TEXT_MAX];
		const struct heading *end;

		running_reading_join(words, ends[i], 1, text);
		end = headings_find(text);
		/* "Date" and the like end a heading of any role. */
		if (end != NULL && end->role != part->role &&
		    (i == 0 || end->claim != CLAIM_POOR || end->role == ROLE_PARTNER))
			cost += COST_OTHER_ROLE;
	}
	return cost;
}

/* Whether a word on a new line can go on with a heading: it is small, or used in headings. */
static bool may_follow(const struct reading_words *words, size_t at)
{
	char text[READING_TEXT_MAX];

	running_reading_join(words, at, 1, text);
	return starts_small(&words->items[at].word) || headings_find(text) != NULL;
}

static int shape_cost(const struct reading_words *words, const struct reading_part *part)
{
	const struct reading_word *first = &words->items[part->first];
	int cost = COST_SQUARE * (int)(part->count * part->count);

	if (starts_small(&first->word))
		cost += COST_SMALL_START;
	if (is_loose(&first->word) || is_loose(&first[part->count - 1].word))
		cost += COST_LOOSE_END;
	for (size_t i = 1; i < part->count; i++) {
		cost += first[i].is_apart ? COST_GAP : 0;
		if (first[i].line != first[i - 1].line && !may_follow(words, part->first + i))
			cost += COST_NEW_LINE;
	}
	return cost;
}

/* Headings of several words of which each could be one by itself; folded. */
static const char *const compounds[] = {
	" agreement duration ", " agreement period ",	 " agreement term ",
	" anlasma suresi ",	" contract duration ",	 " contract period ",
	" contract term ",	" etibarlilik muddeti ", " gecerlik suresi ",
	" gecerlilik suresi ",	" protokol suresi ",	 " sozlesme suresi ",
	" validity duration ",	" validity period ",	 " validity term ",
	" period of validity ", " term of validity ",	 " duration of validity ",
	" validity end date ",	" validity date ",
};

static bool is_compound(const char *text)
{
	char folded[READING_TEXT_MAX];

	if (fold_words(text, strlen(text), folded, sizeof(folded)) == 0)
		return false;
	for (size_t i = 0; i < sizeof(compounds) / sizeof(compounds[0]); i++) {
		if (strcmp(compounds[i], folded) == 0)
			return true;
	}
	return false;
}

static struct reading_part weigh(const struct reading_words *words, size_t first, size_t count,
				 const struct profile *profile)
{
	struct reading_part part = {.first = first, .count = count, .is_known = true};
	const struct profile_column *wanted;
	const struct heading *heading;
	char text[READING_TEXT_MAX];

	running_reading_join(words, first, count, text);
	wanted = profile_column(profile, text);
	heading = headings_find(text);
	if (wanted != NULL) {
		part.role = wanted->role;
		part.worth = WORTH_PROFILE;
	} else if (heading != NULL) {
		size_t asked = is_compound(text) ? count : pattern_words(heading->pattern);

		part.role = heading->role;
		part.worth = claim_worth(heading);
		if (part.role == ROLE_NONE)
			part.worth /= 2;
		if (asked > 1 && part.role != ROLE_NONE)
			part.worth += WORTH_PATTERN_WORD * (int)(asked - 1);
		else
			part.worth -= other_roles(words, &part);
	} else {
		part.is_known = false;
		part.worth = -COST_UNKNOWN - COST_UNKNOWN_WORD * (int)count;
	}
	part.worth -= shape_cost(words, &part);
	return part;
}

bool running_reading_has_heading(const struct reading_words *words, const struct profile *profile)
{
	for (size_t i = 0; i < words->count && i < LOOKED_AT_WORDS; i++) {
		for (size_t n = 1; n <= LOOKED_AT_LENGTH && i + n <= words->count; n++) {
			char text[READING_TEXT_MAX];

			running_reading_join(words, i, n, text);
			if (profile_column(profile, text) != NULL || headings_find(text) != NULL)
				return true;
		}
	}
	return false;
}

bool running_reading_goes_on(const struct reading_words *words, size_t first,
			     const struct profile *profile)
{
	for (size_t i = first; i < words->count; i++) {
		char text[READING_TEXT_MAX];

		running_reading_join(words, i, 1, text);
		if (!starts_small(&words->items[i].word) && headings_find(text) == NULL &&
		    profile_column(profile, text) == NULL)
			return false;
	}
	return words->count > first;
}

/* Splits words into headings so that their worth is the highest. */
static void split(const struct reading_words *words, const struct profile *profile,
		  struct running_reading *ret_reading)
{
	struct reading_part best[READING_WORDS_MAX + 1] = {
		0}; /* the last heading of the first n words */
	int worth[READING_WORDS_MAX + 1] = {0};
	size_t count = 0;

	for (size_t end = 1; end <= words->count; end++) {
		size_t longest = end < HEADING_WORDS ? end : HEADING_WORDS;

		for (size_t n = 1; n <= longest; n++) {
			struct reading_part part = weigh(words, end - n, n, profile);
			const struct reading_part *before = &best[end - n];
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
	unsigned int starts[READING_WORDS_MAX], ends[READING_WORDS_MAX];
	size_t of[READING_WORDS_MAX];
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
static size_t column_of(const struct columns *columns, const struct reading_words *words, size_t i)
{
	const struct reading_word *word = &words->items[i];
	size_t before, under = column_under(columns, &word->word);

	if (i == 0 || word->is_apart || word->line != word[-1].line)
		return under;
	before = columns->of[i - 1];
	return under < columns->count && word->word.column > columns->ends[before] ? under : before;
}

static void make_columns(const struct reading_words *words, struct columns *ret_columns)
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
static size_t align(struct reading_words *words,
		    struct reading_part parts[static READING_WORDS_MAX])
{
	struct reading_words sorted = {0};
	struct columns columns;
	size_t count = 0;

	make_columns(words, &columns);
	for (size_t k = column_behind(&columns, columns.count); k < columns.count;
	     k = column_behind(&columns, k)) {
		struct reading_part *part = &parts[count++];

		*part = (struct reading_part){.first = sorted.count};
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
static bool parts_at(const struct reading_words *words, const struct reading_part *part,
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
static size_t sort_part(struct reading_words *words, const struct reading_part *part,
			unsigned int place)
{
	struct reading_word *items = words->items + part->first, right[READING_WORDS_MAX];
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
static int split_gain(const struct reading_words *words, const struct profile *profile,
		      const struct reading_part *part, unsigned int place,
		      struct reading_part *ret_left, struct reading_part *ret_right)
{
	struct reading_words sorted = *words;
	size_t count;

	if (!parts_at(words, part, place))
		return 0;
	count = sort_part(&sorted, part, place);
	if (count == 0 || count == part->count || count > HEADING_WORDS ||
	    part->count - count > HEADING_WORDS)
		return 0;
	*ret_left = weigh(&sorted, part->first, count, profile);
	*ret_right = weigh(&sorted, part->first + count, part->count - count, profile);
	if (!ret_left->is_known || !ret_right->is_known || ret_left->role == ret_right->role)
		return 0;
	return ret_left->worth + ret_right->worth - part->worth;
}

/*
 * Two headings can stand beside each other with one blank between them. Splits a part where both
 * halves are known and worth more than the whole. False: nowhere.
 */
static bool split_part(struct reading_words *words, const struct profile *profile,
		       struct reading_part *part, struct reading_part *ret_right)
{
	struct reading_part whole = *part;
	unsigned int best_place = 0;
	int best = 0;

	for (size_t i = whole.first; i < whole.first + whole.count; i++) {
		unsigned int place = words->items[i].word.column;
		struct reading_part left, right;
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
static size_t words_on_a_line(const struct reading_words *words, const struct reading_part *part)
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
static bool take_aligned(struct reading_words *words, const struct profile *profile,
			 struct running_reading *ret_reading)
{
	struct running_reading reading = {.is_aligned = true};
	struct reading_words sorted = *words;

	reading.count = align(&sorted, reading.parts);
	if (reading.count < 3)
		return false;
	for (size_t i = 0; i < reading.count; i++) {
		struct reading_part *part = &reading.parts[i], right;

		if (words_on_a_line(&sorted, part) > BLOCK_WORDS)
			return false;
		*part = weigh(&sorted, part->first, part->count, profile);
		if (reading.count < READING_WORDS_MAX &&
		    split_part(&sorted, profile, part, &right)) {
			memmove(part + 2, part + 1, (reading.count - i - 1) * sizeof(*part));
			part[1] = right;
			reading.count++;
		}
		if (part->count > HEADING_WORDS)
			return false;
		/* Where it stands says already which words it has. */
		reading.worth += part->is_known ? part->worth + shape_cost(&sorted, part) +
							  other_roles(&sorted, part)
						: -COST_UNKNOWN;
	}
	*words = sorted;
	*ret_reading = reading;
	return true;
}

/* Whether enough of it is known to be a heading line. */
static bool is_heading(const struct running_reading *reading)
{
	size_t known = 0, roles = 0;
	unsigned int seen = 0;

	for (size_t i = 0; i < reading->count; i++) {
		const struct reading_part *part = &reading->parts[i];

		known += part->is_known;
		if (part->is_known && part->role != ROLE_NONE)
			seen |= 1u << part->role;
	}
	for (; seen != 0; seen &= seen - 1)
		roles++;
	return known >= 3 && roles >= 3 && known * 2 >= reading->count &&
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

bool running_reading_make(struct reading_words *words, const struct profile *profile,
			  struct running_reading *ret_reading)
{
	struct reading_words sorted = *words;
	struct running_reading aligned, apart;
	bool is_aligned = take_aligned(&sorted, profile, &aligned) && is_heading(&aligned);

	split(words, profile, &apart);
	apart.worth -= twice_cost(&apart);
	if (is_aligned)
		aligned.worth -= twice_cost(&aligned);
	if (is_aligned && (aligned.worth + WORTH_SURE >= apart.worth || !is_heading(&apart))) {
		*words = sorted;
		*ret_reading = aligned;
		return true;
	}
	*ret_reading = apart;
	return is_heading(&apart);
}
