#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "intake/words/countries.h"

static int compare_fold(const void *key, const void *item)
{
	unsigned int code = *(const unsigned int *)key;
	const struct country_fold *fold = item;

	return code < fold->from ? -1 : code > fold->from;
}

/* ASCII as the generator treats it. */
static void fold_ascii(char c, char to[static 8])
{
	to[0] = c;
	to[1] = '\0';
	if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
		return;
	if (c >= 'A' && c <= 'Z')
		to[0] = (char)(c | 0x20);
	else if (c == '\'' || c == '.' || c == '`')
		to[0] = '\0';
	else if (c == '&')
		memcpy(to, " and ", sizeof(" and "));
	else
		to[0] = ' ';
}

size_t country_fold_character(const char *text, size_t length, char ret_to[static 8])
{
	const struct country_fold *fold;
	unsigned int code = 0;
	size_t n;

	if (length > 0 && (unsigned char)text[0] < 0x80) {
		fold_ascii(text[0], ret_to);
		return 1;
	}
	n = text_utf8(text, length, &code);
	if (n == 0)
		return 0;
	if (code <= COUNTRY_LOW_LAST) {
		memcpy(ret_to, country_low_folds[code - COUNTRY_LOW_FIRST], 8);
		return n;
	}
	fold = bsearch(&code, country_folds, country_fold_count, sizeof(*fold), compare_fold);
	if (fold != NULL) {
		memcpy(ret_to, fold->to, 8);
	} else {
		memcpy(ret_to, text, n);
		ret_to[n] = '\0';
	}
	return n;
}

/* Appends what a character became; false when there is no room. */
static bool add(char folded[static COUNTRY_FOLDED_MAX], size_t *used, bool *is_blank,
		const char *to)
{
	for (; *to != '\0'; to++) {
		if (*to == ' ') {
			*is_blank = *used > 0;
			continue;
		}
		if (*used + 2 >= COUNTRY_FOLDED_MAX)
			return false;
		if (*is_blank)
			folded[(*used)++] = ' ';
		*is_blank = false;
		folded[(*used)++] = *to;
	}
	return true;
}

bool country_fold(const char *name, char folded[static COUNTRY_FOLDED_MAX])
{
	size_t length = strlen(name);
	size_t used = 0;
	bool is_blank = false;

	for (size_t at = 0, n; at < length; at += n) {
		char to[8];

		n = country_fold_character(name + at, length - at, to);
		if (n == 0 || !add(folded, &used, &is_blank, to))
			return false;
	}
	folded[used] = '\0';
	return true;
}
