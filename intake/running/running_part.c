#include "intake/running/running_part.h"

#include <string.h>

#include "core/text.h"
#include "intake/words/fold.h"
#include "intake/words/headings.h"

#define LOOKED_AT_WORDS	 12 /* of a line, for whether there is a heading among them */
#define LOOKED_AT_LENGTH 3  /* words of such a heading */

/* What a heading is worth; a line is split so that the sum is the highest. */
enum {
	WORTH_PROFILE = 600,
	WORTH_SURE = PART_WORTH_SURE,
	WORTH_LIKELY = 100,
	WORTH_POOR = -40,
	WORTH_PATTERN_WORD = 250, /* for each further word that the pattern asks for */
	COST_UNKNOWN = 100,
	COST_UNKNOWN_WORD = 60,
	COST_SQUARE = 3,       /* of the number of words: parts of a like length */
	COST_OTHER_ROLE = 100, /* its first or last word is a heading of another role */
	COST_SMALL_START = 120,
	COST_NEW_LINE = 80,  /* it goes on there with a word that is in no heading */
	COST_GAP = 150,	     /* it runs over two blanks */
	COST_LOOSE_END = 150 /* it starts or ends with "of", "and" */
};

bool running_part_add(const struct running_text *text, size_t line, struct part_words *words)
{
	struct running_piece piece = running_text_line(text, line);
	size_t at = 0;
	unsigned int column = 0, end = 0;
	bool is_first = true;
	struct running_word word;

	while (running_text_word(piece, &at, &column, &word)) {
		if (words->count == PART_WORDS_MAX)
			return false;
		words->items[words->count++] = (struct part_word){
			.word = word,
			.line = line,
			.is_apart = !is_first && word.column - end >= 2,
			.heading = headings_find_n(word.text, word.length),
		};
		is_first = false;
		end = word.end;
	}
	return true;
}

void running_part_join(const struct part_words *words, size_t first, size_t count,
		       char text[static PART_TEXT_MAX])
{
	size_t used = 0;

	for (size_t i = first; i < first + count; i++) {
		const struct running_word *word = &words->items[i].word;

		if (used + word->length + 2 > PART_TEXT_MAX)
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

/* Whether a heading says which end of a period it is, and asks for one before: "* until ". */
static bool is_bound(const struct heading *heading)
{
	return heading->pattern[0] == '*' && heading->pattern[strlen(heading->pattern) - 1] == ' ';
}

static bool is_loose(const struct running_word *word)
{
	static const char *const loose[] = {" of ", " and ", " the ",  " for ", " и ",
					    " по ", " о ",   " об ",   " ve ",	" und ",
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

/* Whether cells of that role are names. */
static bool is_name(enum role role)
{
	return role == ROLE_PARTNER || role == ROLE_COUNTRY || role == ROLE_CITY ||
	       role == ROLE_OWNER;
}

/* What words of another role at either end of a heading cost it: "Name Country" is two. */
static int other_roles(const struct part_words *words, const struct running_part *part)
{
	const size_t ends[] = {part->first, part->first + part->count - 1};
	int cost = 0;

	for (size_t i = 0; i < 2 && part->count > 1; i++) {
		const struct heading *end = words->items[ends[i]].heading;

		/* "Date" and the like end a heading of any role, but names have none. */
		if (end != NULL && end->role != part->role &&
		    (i == 0 || end->claim != CLAIM_POOR || end->role == ROLE_PARTNER ||
		     (is_name(part->role) && running_heading_is_time(end->role))))
			cost += COST_OTHER_ROLE;
	}
	return cost;
}

/* Whether a word on a new line can go on with a heading: it is small, or used in headings. */
static bool may_follow(const struct part_words *words, size_t at)
{
	return starts_small(&words->items[at].word) || words->items[at].heading != NULL;
}

static int shape_cost(const struct part_words *words, const struct running_part *part)
{
	const struct part_word *first = &words->items[part->first];
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
	char folded[PART_TEXT_MAX];

	if (fold_words(text, strlen(text), folded, sizeof(folded)) == 0)
		return false;
	for (size_t i = 0; i < sizeof(compounds) / sizeof(compounds[0]); i++) {
		if (strcmp(compounds[i], folded) == 0)
			return true;
	}
	return false;
}

bool running_part_starts_small(const struct part_words *words, const struct running_part *part)
{
	return starts_small(&words->items[part->first].word);
}

struct running_part running_part_weigh(const struct part_words *words, size_t first, size_t count,
				       const struct profile *profile)
{
	struct running_part part = {.first = first, .count = count, .is_known = true};
	const struct profile_column *wanted;
	const struct heading *heading;
	char text[PART_TEXT_MAX];

	running_part_join(words, first, count, text);
	wanted = profile_column(profile, text);
	heading = headings_find(text);
	if (wanted != NULL) {
		part.role = wanted->role;
		part.worth = WORTH_PROFILE;
	} else if (heading != NULL) {
		size_t asked = is_compound(text) ? count
						 : pattern_words(heading->pattern) +
							   (is_bound(heading) ? 1 : 0);

		part.role = heading->role;
		part.worth = claim_worth(heading);
		if (part.role == ROLE_NONE)
			part.worth /= 2;
		if (asked > 1 && part.role != ROLE_NONE)
			part.worth += WORTH_PATTERN_WORD * (int)(asked - 1);
		if (asked <= 1 || part.role == ROLE_NONE || is_bound(heading))
			part.worth -= other_roles(words, &part);
	} else {
		part.is_known = false;
		part.worth = -COST_UNKNOWN - COST_UNKNOWN_WORD * (int)count;
	}
	part.worth -= shape_cost(words, &part);
	return part;
}

bool running_part_has_heading(const struct part_words *words, const struct profile *profile)
{
	for (size_t i = 0; i < words->count && i < LOOKED_AT_WORDS; i++) {
		for (size_t n = 1; n <= LOOKED_AT_LENGTH && i + n <= words->count; n++) {
			char text[PART_TEXT_MAX];

			running_part_join(words, i, n, text);
			if (profile_column(profile, text) != NULL || headings_find(text) != NULL)
				return true;
		}
	}
	return false;
}

bool running_part_goes_on(const struct part_words *words, size_t first,
			  const struct profile *profile)
{
	for (size_t i = first; i < words->count; i++) {
		char text[PART_TEXT_MAX];

		running_part_join(words, i, 1, text);
		if (!may_follow(words, i) && profile_column(profile, text) == NULL)
			return false;
	}
	return words->count > first;
}

int running_part_worth_apart(const struct part_words *words, const struct running_part *part)
{
	if (!part->is_known)
		return -COST_UNKNOWN;
	return part->worth + shape_cost(words, part) + other_roles(words, part);
}
