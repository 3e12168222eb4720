#include "intake/words/wordlist.h"

#include <string.h>

#include "intake/words/fold.h"

#define EDGE_BYTES 4 /* of a word, by which most patterns are passed over */

static unsigned int edge_bit(const char *bytes)
{
	uint32_t number;

	memcpy(&number, bytes, sizeof(number));
	return number * 2654435761u >> 24;
}

static void set_bit(uint64_t bits[static 4], const char *bytes)
{
	unsigned int bit = edge_bit(bytes);

	bits[bit / 64] |= 1ull << bit % 64;
}

static bool has_bit(const uint64_t bits[static 4], const char *bytes)
{
	unsigned int bit = edge_bit(bytes);

	return (bits[bit / 64] >> bit % 64 & 1) != 0;
}

bool wordlist_fold(const char *text, size_t length, size_t limit, struct wordlist_text *ret_words)
{
	size_t size = limit < WORDLIST_TEXT_SIZE ? limit + 1 : WORDLIST_TEXT_SIZE;

	ret_words->length = fold_words(text, length, ret_words->text, size);
	memset(ret_words->starts, 0, sizeof(ret_words->starts));
	memset(ret_words->ends, 0, sizeof(ret_words->ends));
	for (size_t i = 0; i < ret_words->length; i++) {
		const char *blank = ret_words->text + i;

		if (*blank == ' ' && i + EDGE_BYTES < ret_words->length)
			set_bit(ret_words->starts, blank + 1);
		if (*blank == ' ' && i >= EDGE_BYTES)
			set_bit(ret_words->ends, blank - EDGE_BYTES);
	}
	return ret_words->length > 0;
}

/* Whether no word begins as the pattern's first one does, if that has enough bytes to tell. */
static bool begins_otherwise(const struct wordlist_text *words, const char *pattern)
{
	for (size_t i = 0; i < EDGE_BYTES; i++) {
		if (pattern[i] == '\0' || pattern[i] == '*')
			return false;
	}
	return !has_bit(words->starts, pattern);
}

/* Whether no word ends as the last one of a pattern does that ends with a blank. */
static bool ends_otherwise(const struct wordlist_text *words, const char *pattern, size_t length)
{
	return length > EDGE_BYTES && pattern[length - 1] == ' ' &&
	       !has_bit(words->ends, pattern + length - 1 - EDGE_BYTES);
}

bool wordlist_match(const struct wordlist_text *words, const char *pattern)
{
	bool is_open_before = pattern[0] == '*', is_open_behind;
	size_t length;

	pattern += is_open_before;
	if (pattern[0] == ' ' && begins_otherwise(words, pattern + 1))
		return false;
	length = strlen(pattern);
	is_open_behind = pattern[length - 1] == '*';
	length -= is_open_behind;
	if (length > words->length || ends_otherwise(words, pattern, length))
		return false;
	if (is_open_before && is_open_behind)
		return memmem(words->text, words->length, pattern, length) != NULL;
	if (!is_open_before && !is_open_behind && length != words->length)
		return false;
	return memcmp(words->text + (is_open_before ? words->length - length : 0), pattern,
		      length) == 0;
}

const char *wordlist_find(const struct wordlist_text *words, const char *const *patterns,
			  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (wordlist_match(words, patterns[i]))
			return patterns[i];
	}
	return NULL;
}
