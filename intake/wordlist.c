#include "intake/wordlist.h"

#include <string.h>

#include "intake/fold.h"

static unsigned int start_bit(const char *word)
{
	return ((unsigned int)(unsigned char)word[0] * 7 + (unsigned char)word[1]) % 64;
}

bool wordlist_fold(const char *text, size_t length, size_t limit, struct wordlist_text *ret_words)
{
	size_t size = limit < WORDLIST_TEXT_SIZE ? limit + 1 : WORDLIST_TEXT_SIZE;

	ret_words->length = fold_words(text, length, ret_words->text, size);
	ret_words->starts = 0;
	for (size_t i = 0; i + 2 < ret_words->length; i++) {
		if (ret_words->text[i] == ' ')
			ret_words->starts |= 1ull << start_bit(ret_words->text + i + 1);
	}
	return ret_words->length > 0;
}

bool wordlist_match(const struct wordlist_text *words, const char *pattern)
{
	bool is_open_before = pattern[0] == '*', is_open_behind;
	size_t length;

	pattern += is_open_before;
	/* Most patterns begin otherwise than every word does. */
	if (pattern[0] == ' ' && (words->starts >> start_bit(pattern + 1) & 1) == 0)
		return false;
	length = strlen(pattern);
	is_open_behind = pattern[length - 1] == '*';
	length -= is_open_behind;
	if (length > words->length)
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
