#include "intake/running/running_worth.h"

#include <string.h>

#include "intake/columns/casting.h"
#include "intake/running/running_heading.h"
#include "intake/time/validity.h"
#include "intake/words/countries.h"
#include "intake/words/fold.h"

#define TIME_WORDS  20 /* that are read as one text about time */
#define START_WORDS 4  /* within which a phrase about time must say something */

enum {
	/* in a name */
	NAME_WORD = 2,
	NAME_NUMBER = -2,
	NAME_YEAR = -4,
	NAME_DATE = -24,
	NAME_LINK = -20,
	NAME_INSTITUTION = 6,
	NAME_EMPTY = -40,
	/* in other text */
	TEXT_WORD = 1,
	TEXT_DATE = -16,
	TEXT_TYPE = 10, /* where no column has types */
	/* a country */
	COUNTRY_KNOWN = 24,
	COUNTRY_CODE = 12, /* two or three capitals */
	COUNTRY_WORD = 4,
	COUNTRY_EMPTY = -8,
	COUNTRY_UNKNOWN = -24,
	/* a type of agreement */
	TYPE_KNOWN = 20,
	TYPE_WORD = 4,	    /* for a word that types are made of */
	TYPE_OTHER = -2,    /* for another one */
	TYPE_JOINING = -12, /* it starts with "of" */
	TYPE_EMPTY = -8,
	TYPE_UNKNOWN = -8,
	/* about time */
	TIME_KNOWN = 12,
	TIME_WORD = 6,
	TIME_REST = -12,  /* for a word that is not understood */
	TIME_FILLING = 1, /* for a word before it that says nothing alone */
	TIME_EMPTY = -6,
	TIME_UNKNOWN = -10,
	/* numbers and links */
	NUMBER_KNOWN = 20,
	NUMBER_UNKNOWN = -60,
	LINK_KNOWN = 16,
	/* any cell that starts where something stands apart */
	START_LINE = 1,
	START_APART = 4
};

/* Words that types of agreement are made of, beside those that name one; folded. */
static const char *const type_words[] = {
	" cooperation ",    " diploma ",	 " cift ",
	" collaboration ",  " academic ",	 " student ",
	" students ",	    " staff ",		 " exchange ",
	" framework ",	    " general ",	 " specific ",
	" bilateral ",	    " joint ",		 " program ",
	" programme ",	    " project ",	 " double ",
	" dual ",	    " degree ",		 " research ",
	" scientific ",	    " partnership ",	 " understanding ",
	" intent ",	    " mobility ",	 " erasmus ",
	" inter ",	    " institutional ",	 " training ",
	" internship ",	    " agreement ",	 " сотрудничество ",
	" сотрудничестве ", " взаимопонимании ", " академическом ",
	" академической ",  " научном ",	 " обмене ",
	" рамочный ",	    " рамочное ",	 " совместной ",
	" совместная ",	    " двойной ",	 " двудипломной ",
	" намерениях ",	    " партнерстве ",	 " договор ",
	" ikili ",	    " isbirligi ",	 " is ",
	" cerceve ",	    " ogrenci ",	 " degisim ",
	" akademik ",	    " genel ",		 " ozel ",
	" mutabakat ",	    " zapti ",		 " protokolu ",
	" anlasmasi ",
};

/* Words that stand between them. */
static const char *const joining_words[] = {" of ", " on ", " for ", " and ", " in ", " о ",
					    " об ", " по ", " и ",   " в ",   " ve ", " uber ",
					    " zu ", " de ", " et ",  " sur ", " der "};

static bool in_table(const char *folded, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(table[i], folded) == 0)
			return true;
	}
	return false;
}

static bool is_one_of(const struct running_word *word, const char *const *table, size_t count)
{
	char folded[64];

	return fold_words(word->text, word->length, folded, sizeof(folded)) > 0 &&
	       in_table(folded, table, count);
}

static bool is_type_word(const struct running_word *word)
{
	return is_one_of(word, type_words, sizeof(type_words) / sizeof(type_words[0]));
}

static bool is_joining(const struct running_word *word)
{
	return is_one_of(word, joining_words, sizeof(joining_words) / sizeof(joining_words[0]));
}

static bool is_capitals(const char *text)
{
	size_t length = strlen(text);

	return length <= 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

static bool is_country(const char *text)
{
	const char *codes[2];

	return country_readings(text, codes) > 0 || country_find_alias(text) != NULL;
}

static bool starts_small(const struct running_word *word)
{
	const char *text = word->text;
	size_t length = word->length;
	unsigned char c = (unsigned char)text[0];

	return c >= 'a' && c <= 'z' && fold_next(&text, &length) == c;
}

/* Which words, from one on, are names of countries or types of agreement. */
static void look_from(struct running_words *words, size_t first)
{
	char text[RUNNING_JOINED_MAX];
	size_t longest = words->count - first;

	words->countries[first] = 0;
	words->types[first] = 0;
	if (longest > RUNNING_WINDOW)
		longest = RUNNING_WINDOW;
	for (size_t n = 1; n <= longest; n++) {
		const struct running_word *last = &words->tokens[first + n - 1].word;

		if (running_text_has_digit(last->text, last->length))
			break;
		running_tokens_join(words->tokens + first, n, text);
		if (!starts_small(&words->tokens[first].word) && is_country(text))
			words->countries[first] |= (uint16_t)(1u << (n - 1));
		if (casting_is_type(text, words->profile))
			words->types[first] |= (uint16_t)(1u << (n - 1));
	}
}

static bool is_link(const struct running_word *word)
{
	return memmem(word->text, word->length, "://", 3) != NULL ||
	       memmem(word->text, word->length, "www.", 4) != NULL ||
	       memchr(word->text, '@', word->length) != NULL;
}

static struct validity read(const struct running_words *words, size_t first, size_t end)
{
	char text[RUNNING_JOINED_MAX];
	size_t length = running_tokens_join(words->tokens + first, end - first, text);

	return validity_read(text, length, words->profile);
}

/* Whether a word says something about time by itself. */
static bool is_time(const struct running_words *words, size_t at)
{
	const struct running_word *word = &words->tokens[at].word;

	return running_text_has_digit(word->text, word->length) ||
	       read(words, at, at + 1).rest_length == 0;
}

static bool may_be_time(const struct running_words *words, size_t first)
{
	size_t end = first + START_WORDS;

	if (words->is_time[first])
		return true;
	if (end > words->count)
		end = words->count;
	for (size_t i = first + 1; i <= end; i++) {
		struct validity validity = read(words, first, i);

		if (validity_says_something(&validity))
			return validity.rest_length == 0 || validity.rest_start > 0;
	}
	return false;
}

/* What one word is worth in a name. */
static int name_word(const struct running_words *words, size_t at)
{
	const struct running_word *word = &words->tokens[at].word;
	struct validity validity;

	if (is_link(word))
		return NAME_LINK;
	if (!running_text_has_digit(word->text, word->length))
		return NAME_WORD;
	validity = validity_read(word->text, word->length, words->profile);
	if (validity.rest_length > 0 || validity.date_count == 0)
		return NAME_NUMBER;
	return validity.dates[0].date.day_first.precision == PRECISION_YEAR ? NAME_YEAR : NAME_DATE;
}

static void look_at(struct running_words *words, size_t at)
{
	const struct running_word *word = &words->tokens[at].word;
	char text[RUNNING_JOINED_MAX];
	int name = name_word(words, at);
	bool is_type;

	look_from(words, at);
	words->is_time[at] = is_time(words, at);
	words->may_be_time[at] = may_be_time(words, at);
	running_tokens_join(words->tokens + at, 1, text);
	is_type = (words->types[at] & 1) != 0 || is_type_word(word) || is_joining(word);
	words->as_name[at + 1] = (int16_t)(words->as_name[at] + name);
	words->as_text[at + 1] =
		(int16_t)(words->as_text[at] + (name == NAME_DATE ? TEXT_DATE : TEXT_WORD));
	words->as_type[at + 1] = (int16_t)(words->as_type[at] + (is_type ? TYPE_WORD : TYPE_OTHER));
	words->institutions[at + 1] =
		(int16_t)(words->institutions[at] + casting_is_institution(text));
}

void running_worth_look(const struct running_token *tokens, size_t count,
			const struct profile *profile, bool takes_types,
			struct running_words *ret_words)
{
	*ret_words = (struct running_words){
		.tokens = tokens, .count = count, .profile = profile, .takes_types = takes_types};
	for (size_t i = 0; i < count; i++)
		look_at(ret_words, i);
}

static bool has_window(const uint16_t *windows, size_t first, size_t end)
{
	return end > first && end - first <= RUNNING_WINDOW &&
	       (windows[first] & (1u << (end - first - 1))) != 0;
}

bool running_worth_is_country(const struct running_words *words, size_t first, size_t end)
{
	return has_window(words->countries, first, end);
}

static int worth_of_country(const struct running_words *words, size_t first, size_t end)
{
	int count = (int)(end - first);
	char text[RUNNING_JOINED_MAX];

	if (count == 0)
		return COUNTRY_EMPTY;
	if (!has_window(words->countries, first, end))
		return COUNTRY_UNKNOWN - COUNTRY_WORD * count;
	running_tokens_join(words->tokens + first, end - first, text);
	return (is_capitals(text) ? COUNTRY_CODE : COUNTRY_KNOWN) + COUNTRY_WORD * count;
}

static int worth_of_type(const struct running_words *words, size_t first, size_t end)
{
	int worth = words->as_type[end] - words->as_type[first];

	if (end == first)
		return TYPE_EMPTY;
	if (!has_window(words->types, first, end))
		return TYPE_UNKNOWN - 2 * (int)(end - first);
	if (is_joining(&words->tokens[first].word))
		worth += TYPE_JOINING;
	return TYPE_KNOWN + worth;
}

/* How many words stand in a part of joined words. */
static int words_in(const char *text, size_t start, size_t length)
{
	int count = 1;

	for (size_t i = start; i < start + length; i++)
		count += text[i] == ' ';
	return count;
}

static int worth_of_time(const struct running_words *words, size_t first, size_t end)
{
	size_t count = end - first, read_count = count < TIME_WORDS ? count : TIME_WORDS;
	char text[RUNNING_JOINED_MAX];
	struct validity validity;
	int rest = (int)(count - read_count), understood, filling = 0;
	size_t length;

	if (count == 0)
		return TIME_EMPTY;
	if (!words->may_be_time[first])
		return TIME_UNKNOWN * (int)count;
	length = running_tokens_join(words->tokens + first, read_count, text);
	validity = validity_read(text, length, words->profile);
	if (!validity_says_something(&validity))
		return TIME_UNKNOWN * (int)count;
	if (validity.rest_length > 0)
		rest += words_in(text, validity.rest_start, validity.rest_length);
	/* "agreement of 2019" says no more about time than "2019". */
	while (first + (size_t)filling < end && !words->is_time[first + (size_t)filling])
		filling++;
	understood = (int)count - rest - filling;
	return TIME_KNOWN + TIME_WORD * (understood > 0 ? understood : 0) + TIME_REST * rest +
	       TIME_FILLING * filling;
}

static int worth_of_number(const struct running_words *words, enum role role, size_t first,
			   size_t end)
{
	const struct running_word *word = &words->tokens[first].word;
	int further = (int)(end - first) - 1;
	struct validity validity;

	if (end == first)
		return 0;
	if (!running_text_has_digit(word->text, word->length))
		return NUMBER_UNKNOWN;
	if (role == ROLE_NUMBER)
		return further == 0 && running_text_number(word->text, word->length) > 0
			       ? NUMBER_KNOWN
			       : NUMBER_UNKNOWN;
	validity = validity_read(word->text, word->length, words->profile);
	if (validity_says_something(&validity) && validity.rest_length == 0)
		return -4 - 4 * further;
	return NUMBER_KNOWN - 6 * further;
}

static int worth_of_link(const struct running_words *words, size_t first, size_t end)
{
	if (end == first)
		return 0;
	return is_link(&words->tokens[first].word) ? LINK_KNOWN - 8 * (int)(end - first - 1)
						   : NUMBER_UNKNOWN;
}

static int worth_of_name(const struct running_words *words, size_t first, size_t end)
{
	if (end == first)
		return NAME_EMPTY;
	return words->as_name[end] - words->as_name[first] +
	       (words->institutions[end] > words->institutions[first] ? NAME_INSTITUTION : 0);
}

static int worth_of_text(const struct running_words *words, enum role role, size_t first,
			 size_t end)
{
	int worth = words->as_text[end] - words->as_text[first];

	if (end > first && words->takes_types && has_window(words->types, first, end) &&
	    (role == ROLE_NONE || role == ROLE_STATUS))
		worth += TEXT_TYPE + words->as_type[end] - words->as_type[first];
	/* A town cannot be told from the end of a name, unless it stands apart. */
	if (role == ROLE_CITY && end > first && !words->tokens[first].is_apart)
		worth -= 6 * (int)(end - first);
	return worth;
}

/* What it is worth that a cell starts here and not at another word. */
static int worth_of_start(const struct running_words *words, size_t first)
{
	const struct running_token *token = &words->tokens[first];

	if (token->is_glued)
		return -START_APART;
	if (token->is_apart)
		return START_APART;
	return token->is_line_start ? START_LINE : 0;
}

int running_worth_of(const struct running_words *words, enum role role, size_t first, size_t end)
{
	int start = end > first ? worth_of_start(words, first) : 0;

	if (running_heading_is_time(role))
		return start + worth_of_time(words, first, end);
	switch (role) {
	case ROLE_NUMBER:
	case ROLE_REGISTRATION_NUMBER:
		return start + worth_of_number(words, role, first, end);
	case ROLE_PARTNER:
		return start + worth_of_name(words, first, end);
	case ROLE_COUNTRY:
		return start + worth_of_country(words, first, end);
	case ROLE_TYPE:
		return start + worth_of_type(words, first, end);
	case ROLE_LINK:
		return start + worth_of_link(words, first, end);
	default:
		return start + worth_of_text(words, role, first, end);
	}
}
