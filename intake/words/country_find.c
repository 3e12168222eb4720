/*
 * Finds names of countries in texts. The text is folded once, so that a name is a run of words in
 * it, and every letter of it knows where it comes from.
 */
#include <string.h>

#include "core/text.h"
#include "intake/words/countries.h"

#define FOLDED_SIZE    (COUNTRY_TEXT_MAX + 512) /* "&" becomes " and " */
#define NAME_WORDS_MAX 12

struct folded {
	const char *text;
	size_t length; /* of the folded text: words with single blanks between them */
	char bytes[FOLDED_SIZE];
	uint16_t from[FOLDED_SIZE]; /* by byte: where its character begins in the text */
	uint16_t to[FOLDED_SIZE];   /* and ends */
};

/* Appends what the character from `from` to `to` became; false when there is no room. */
static bool append(struct folded *folded, const char *piece, size_t from, size_t to, bool *is_blank)
{
	for (; *piece != '\0'; piece++) {
		if (*piece == ' ') {
			*is_blank = folded->length > 0;
			continue;
		}
		if (folded->length + 2 > FOLDED_SIZE)
			return false;
		if (*is_blank)
			folded->bytes[folded->length++] = ' ';
		*is_blank = false;
		folded->from[folded->length] = (uint16_t)from;
		folded->to[folded->length] = (uint16_t)to;
		folded->bytes[folded->length++] = *piece;
	}
	return true;
}

/* Signs that part what is listed: no name goes on behind them. */
static bool parts_names(char c)
{
	return c == ';' || c == '/' || c == '|' || c == '"' || c == '\t';
}

/* Leaves out the signs at both ends that stand for a word of their own. */
static void trim(struct folded *folded)
{
	while (folded->length >= 2 && folded->bytes[folded->length - 1] == '/')
		folded->length -= 2;
	if (folded->length == 1 && folded->bytes[0] == '/')
		folded->length = 0;
}

static void fold_text(const char *text, size_t length, struct folded *folded)
{
	bool is_blank = false;
	size_t n;

	folded->text = text;
	folded->length = 0;
	for (size_t at = 0; at < length; at += n) {
		char to[8];

		n = country_fold_character(text + at, length - at, to);
		if (n == 0) {
			n = 1;
			memcpy(to, " ", 2);
		}
		if (parts_names(text[at]) && folded->length > 0)
			memcpy(to, " / ", 4); /* a word that is in no name */
		if (!append(folded, to, at, at + n, &is_blank))
			break;
	}
	trim(folded);
}

/* Where the word at `at` ends. */
static size_t word_end(const struct folded *folded, size_t at)
{
	const char *blank = memchr(folded->bytes + at, ' ', folded->length - at);

	return blank == NULL ? folded->length : (size_t)(blank - folded->bytes);
}

/* Whether an alias begins with that word. */
static bool begins_alias(const char *word, size_t length)
{
	size_t low = 0, high = country_alias_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *name = country_aliases[middle].name;
		int order = strncmp(word, name, length);

		if (order == 0 && (name[length] == ' ' || name[length] == '\0'))
			return true;
		/* What goes on behind the word, with a letter or a digit, sorts behind a blank. */
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool begins_name(const char *word, size_t length)
{
	uint32_t bit = country_hash(word, length) % COUNTRY_FIRST_BITS;

	return (country_first_words[bit / 8] >> bit % 8 & 1) != 0 || begins_alias(word, length);
}

static bool is_small(const char *text)
{
	unsigned int code = 0;

	(void)text_utf8(text, 4, &code);
	if (code < 0x80)
		return code >= 'a' && code <= 'z';
	return (code >= 0xdf && code <= 0xff) || (code >= 0x430 && code <= 0x45f) ||
	       (code >= 0x460 && code <= 0x52f && code % 2 == 1);
}

/* How many letters of the text the folded bytes come from, and whether one of them is small. */
static size_t count_letters(const struct folded *folded, size_t start, size_t end,
			    bool *ret_has_small)
{
	size_t count = 0;

	*ret_has_small = false;
	for (size_t i = start; i < end; i++) {
		if (i > start && folded->from[i] == folded->from[i - 1])
			continue;
		count++;
		*ret_has_small = *ret_has_small || is_small(folded->text + folded->from[i]);
	}
	return count;
}

/* Whether the run of words is written as a name is, so that "turkey", "us" and "can" are none. */
static bool is_written_as_name(const struct folded *folded, size_t start, size_t end, bool is_alias)
{
	bool has_small;
	size_t letters;

	if (memchr(folded->bytes + start, ' ', end - start) == NULL) {
		letters = count_letters(folded, start, end, &has_small);
		if (letters <= 3 && is_alias && has_small)
			return false;
	}
	for (size_t at = start; at < end; at = word_end(folded, at) + 1) {
		if (!is_small(folded->text + folded->from[at]))
			return true;
	}
	return false;
}

static bool is_word(const struct folded *folded, size_t start, const char *word)
{
	size_t length = word_end(folded, start) - start;

	return strlen(word) == length && memcmp(folded->bytes + start, word, length) == 0;
}

/* Where the word before the one at `at` begins; `at` itself when it is the first. */
static size_t word_before(const struct folded *folded, size_t at)
{
	const char *blank = at < 2 ? NULL : memrchr(folded->bytes, ' ', at - 1);

	return at < 2 || blank == NULL ? 0 : (size_t)(blank - folded->bytes) + 1;
}

/* "New Mexico", "New South Wales", "British Columbia". */
static bool is_part_of_name(const struct folded *folded, size_t at)
{
	size_t before = word_before(folded, at);

	return at > 0 && (is_word(folded, before, "new") || is_word(folded, before, "british") ||
			  is_word(folded, word_before(folded, before), "new"));
}

/* Whether the run of words is the name of a country. */
static bool match(const struct folded *folded, size_t start, size_t end, const char **ret_code)
{
	const struct country_alias *alias = NULL;
	const char *value, *codes[2];
	char name[COUNTRY_FOLDED_MAX];
	size_t length = end - start, at = 0;

	if (length >= sizeof(name))
		return false;
	memcpy(name, folded->bytes + start, length);
	name[length] = '\0';
	value = country_find_key(name, length);
	if (value == NULL)
		alias = country_folded_alias(name);
	if (alias == NULL && value == NULL && country_without_form(name, &at, &length))
		value = country_find_key(name + at, length);
	if ((alias == NULL && (value == NULL || value[0] != '=')) ||
	    !is_written_as_name(folded, start, end, alias != NULL))
		return false;
	*ret_code = country_readings(name, codes) == 1 ? codes[0] : NULL;
	return true;
}

/* The end of the longest name that begins at start, or 0. */
static size_t longest(const struct folded *folded, size_t start, const char **ret_code)
{
	size_t found = 0, end = start;

	for (size_t words = 0; words < NAME_WORDS_MAX && end < folded->length; words++) {
		end = word_end(folded, words == 0 ? start : end + 1);
		if (match(folded, start, end, ret_code))
			found = end;
	}
	return found;
}

/* The place of a name in the text: a bracket that opens in it closes in it, "U.S.A." is whole. */
static struct country_found place_of(const struct folded *folded, size_t length, size_t start,
				     size_t end, const char *code)
{
	size_t from = folded->from[start], to = folded->to[end - 1];
	const char *open = memrchr(folded->text + from, '(', to - from);
	const char *dot = memchr(folded->text + from, '.', to - from);

	if (open != NULL && memchr(open, ')', (size_t)(folded->text + to - open)) == NULL &&
	    to < length && folded->text[to] == ')')
		to++;
	else if (dot != NULL && to < length && folded->text[to] == '.')
		to++;
	return (struct country_found){.start = from, .length = to - from, .code = code};
}

bool country_find_in(const char *text, size_t length, enum country_place place,
		     struct country_found *ret_found)
{
	struct folded folded;
	size_t skipped = 0;

	if (length > COUNTRY_TEXT_MAX && place == COUNTRY_AT_END)
		skipped = length - COUNTRY_TEXT_MAX;
	else if (length > COUNTRY_TEXT_MAX)
		length = text_cut(text, length, COUNTRY_TEXT_MAX);
	fold_text(text + skipped, length - skipped, &folded);
	for (size_t start = 0; start < folded.length; start = word_end(&folded, start) + 1) {
		size_t name = is_word(&folded, start, "the") ? word_end(&folded, start) + 1 : start;
		const char *code = NULL;
		size_t end;

		if (place == COUNTRY_AT_START && start > 0)
			return false;
		if (name >= folded.length ||
		    !begins_name(folded.bytes + name, word_end(&folded, name) - name) ||
		    is_part_of_name(&folded, name))
			continue;
		if (place != COUNTRY_AT_END)
			end = longest(&folded, name, &code);
		else
			end = match(&folded, name, folded.length, &code) ? folded.length : 0;
		if (end == 0)
			continue;
		*ret_found = place_of(&folded, length - skipped, start, end, code);
		ret_found->start += skipped;
		return true;
	}
	return false;
}
