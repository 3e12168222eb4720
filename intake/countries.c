#include "intake/countries.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "intake/intake.h"

static int compare_fold(const void *key, const void *item)
{
	unsigned int code = *(const unsigned int *)key;
	const struct country_fold *fold = item;

	return code < fold->from ? -1 : code > fold->from;
}

/* ASCII as the generator treats it; NULL: the character stays. */
static const char *fold_ascii(unsigned int code)
{
	if (code == '\'' || code == '.' || code == '`')
		return "";
	if (code == '&')
		return " and ";
	if ((code >= '0' && code <= '9') || (code >= 'a' && code <= 'z'))
		return NULL;
	return " ";
}

/* What one character becomes; its length is written to ret_length. */
static const char *fold_character(const char *bytes, size_t n, unsigned int code,
				  size_t *ret_length)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
	const struct country_fold *fold;
	const char *to = NULL;

	if (code >= 'A' && code <= 'Z') {
		*ret_length = 1;
		return &lower[code - 'A'];
	}
	if (code < 0x80) {
		to = fold_ascii(code);
	} else if (code >= 0x300 && code <= 0x36f) {
		to = ""; /* an accent on the letter before */
	} else {
		fold = bsearch(&code, country_folds, country_fold_count, sizeof(*fold),
			       compare_fold);
		to = fold == NULL ? NULL : fold->to;
	}
	*ret_length = to == NULL ? n : strlen(to);
	return to == NULL ? bytes : to;
}

bool country_fold(const char *name, char folded[static COUNTRY_FOLDED_MAX])
{
	size_t length = strlen(name);
	size_t used = 0;
	bool is_blank = false;

	for (size_t at = 0, n; at < length; at += n) {
		unsigned int code = 0;
		const char *to;
		size_t to_length;

		n = text_utf8(name + at, length - at, &code);
		if (n == 0)
			return false;
		to = fold_character(name + at, n, code, &to_length);
		for (size_t i = 0; i < to_length; i++) {
			if (to[i] == ' ') {
				is_blank = used > 0;
				continue;
			}
			if (used + 2 >= COUNTRY_FOLDED_MAX)
				return false;
			if (is_blank)
				folded[used++] = ' ';
			is_blank = false;
			folded[used++] = to[i];
		}
	}
	folded[used] = '\0';
	return true;
}

/* Where the entry begins that the byte at `at` belongs to. */
static size_t entry_start(size_t at)
{
	while (at > 0 && country_keys[at - 1] != '\0')
		at--;
	return at;
}

/* Looks a folded name up: a binary search over the bytes, each guess moved to its entry's start. */
static const char *find_key(const char *folded)
{
	size_t wanted = strlen(folded);
	size_t low = 0, high = country_keys_size;

	while (low < high) {
		size_t start = entry_start(low + (high - low) / 2);
		const char *key = country_keys + start;
		size_t length = strcspn(key, "=");
		int order = memcmp(folded, key, wanted < length ? wanted : length);

		if (order == 0 && wanted == length)
			return key + length + 1;
		if (order < 0 || (order == 0 && wanted < length))
			high = start;
		else
			low = start + strlen(key) + 1;
	}
	return NULL;
}

static int compare_alias(const void *key, const void *item)
{
	return strcmp(key, ((const struct country_alias *)item)->name);
}

static const struct country_alias *find_alias(const char *folded)
{
	return bsearch(folded, country_aliases, country_alias_count, sizeof(*country_aliases),
		       compare_alias);
}

/* Without the article, with which some write a few countries. */
static const char *without_article(const char *folded)
{
	return strncmp(folded, "the ", 4) == 0 ? folded + 4 : folded;
}

const struct country_alias *country_find_alias(const char *name)
{
	char folded[COUNTRY_FOLDED_MAX];

	return country_fold(name, folded) ? find_alias(without_article(folded)) : NULL;
}

static int compare_english(const void *key, const void *item)
{
	return strcmp(key, ((const struct country_english *)item)->code);
}

static const struct country_english *find_english(const char *code)
{
	return bsearch(code, country_english, country_english_count, sizeof(*country_english),
		       compare_english);
}

const char *country_code(const char *name)
{
	char folded[COUNTRY_FOLDED_MAX];
	const struct country_english *english;
	const struct country_alias *alias;
	const char *code;

	if (name == NULL || !country_fold(name, folded) || folded[0] == '\0')
		return NULL;
	english = find_english(name); /* a code itself, in capitals */
	if (english != NULL)
		return english->code;
	alias = find_alias(without_article(folded));
	if (alias != NULL)
		return alias->code;
	code = find_key(folded);
	return code != NULL ? code : find_key(without_article(folded));
}

const char *country_name(const char *code)
{
	const struct country_english *english = code == NULL ? NULL : find_english(code);

	return english == NULL ? NULL : english->name;
}
