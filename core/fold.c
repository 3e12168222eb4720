/*
 * Comparing names as people do: without regard to case, in the alphabets that registers use.
 */
#include "core/text.h"

#include <string.h>

/* Ranges in which a capital and its small letter differ by a constant. */
static const struct {
	unsigned int first, last;
	unsigned int shift;
} shifts[] = {
	{0xc0, 0xd6, 32},   {0xd8, 0xde, 32},	{0x388, 0x38a, 37},
	{0x38e, 0x38f, 63}, {0x391, 0x3a1, 32}, {0x3a3, 0x3ab, 32},
	{0x400, 0x40f, 80}, {0x410, 0x42f, 32}, {0x531, 0x556, 48},
};

/* Ranges in which capitals and small letters alternate, a capital first. */
static const struct {
	unsigned int first, last;
} pairs[] = {
	{0x100, 0x12f}, {0x132, 0x137}, {0x139, 0x148}, {0x14a, 0x177}, {0x179, 0x17e},
	{0x370, 0x373}, {0x376, 0x377}, {0x3d8, 0x3ef}, {0x3f7, 0x3f8}, {0x3fa, 0x3fb},
	{0x460, 0x481}, {0x48a, 0x4bf}, {0x4c1, 0x4ce}, {0x4d0, 0x52f},
};

/* Letters that follow no rule. */
static const struct {
	unsigned int letter, folded;
} singles[] = {
	{0x130, 'i'}, /* the dotted capital */
	{0x131, 'i'}, /* the dotless small one */
	{0x178, 0xff},	{0x37f, 0x3f3}, {0x386, 0x3ac}, {0x38c, 0x3cc},
	{0x3c2, 0x3c3}, /* the sigma at the end of a word */
	{0x3cf, 0x3d7}, {0x3f4, 0x3b8}, {0x3f9, 0x3f2}, {0x3fd, 0x37b},
	{0x3fe, 0x37c}, {0x3ff, 0x37d}, {0x4c0, 0x4cf},
};

static unsigned int fold(unsigned int code)
{
	if (code < 0x80) /* most letters */
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	for (size_t i = 0; i < sizeof(singles) / sizeof(singles[0]); i++) {
		if (code == singles[i].letter)
			return singles[i].folded;
	}
	for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++) {
		if (code >= shifts[i].first && code <= shifts[i].last)
			return code + shifts[i].shift;
	}
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		/* The capital is the even one or the odd one, as the range's first is. */
		if (code >= pairs[i].first && code <= pairs[i].last)
			return code + ((code - pairs[i].first) % 2 == 0 ? 1 : 0);
	}
	return code;
}

/* Takes the next letter, folded; a byte that is not UTF-8 stands for itself. 0 at the end. */
static unsigned int next(const char **text)
{
	unsigned int code = 0;
	size_t n;

	if (**text == '\0')
		return 0;
	/* The NUL at the end is no continuation byte: nothing behind it is read. */
	n = text_utf8(*text, 4, &code);
	if (n == 0) {
		code = 0x110000u + (unsigned char)**text;
		n = 1;
	}
	*text += n;
	return fold(code);
}

bool text_matches(const char *pattern, const char *text)
{
	const char *after_star = NULL; /* in the pattern, behind the last '*' seen */
	const char *retry = NULL;      /* in the text, where that '*' ends next */

	if (text == NULL)
		return strcmp(pattern, "*") == 0;
	for (;;) {
		const char *pattern_at = pattern;
		const char *text_at = text;

		if (*pattern == '*') {
			after_star = ++pattern;
			retry = text;
			continue;
		}
		if (*pattern == '\0' && *text == '\0')
			return true;
		if (*text != '\0' && *pattern != '\0' && next(&pattern_at) == next(&text_at)) {
			pattern = pattern_at;
			text = text_at;
			continue;
		}
		if (after_star == NULL || *retry == '\0')
			return false;
		(void)next(&retry);
		pattern = after_star;
		text = retry;
	}
}

static bool is_blank(unsigned int code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 ||
	       (code >= 0x2000 && code <= 0x200b) || code == 0x202f;
}

/* The next letter, a run of white space as one blank; none at the end. */
static unsigned int next_of_name(const char **text)
{
	unsigned int code = next(text);

	if (!is_blank(code))
		return code;
	for (;;) {
		const char *ahead = *text;

		code = next(&ahead);
		if (!is_blank(code))
			return code == 0 ? 0 : ' ';
		*text = ahead;
	}
}

/* Where the first letter that is not white space stands. */
static const char *trimmed(const char *text)
{
	for (;;) {
		const char *ahead = text;

		if (!is_blank(next(&ahead)))
			return text;
		text = ahead;
	}
}

bool text_same_name(const char *a, const char *b)
{
	unsigned int letter;

	a = trimmed(a);
	b = trimmed(b);
	do {
		letter = next_of_name(&a);
		if (letter != next_of_name(&b))
			return false;
	} while (letter != 0);
	return true;
}

#define DISTANCE_MAX 64

static unsigned int smallest(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int least = a < b ? a : b;

	return least < c ? least : c;
}

/* Optimal string alignment: Levenshtein's distance, and swapped neighbours count once. */
unsigned int text_distance(const char *a, const char *b, unsigned int limit)
{
	unsigned int rows[3][DISTANCE_MAX + 1];
	unsigned int *before = rows[0], *above = rows[1], *row = rows[2];
	size_t length_a = strlen(a), length_b = strlen(b);
	unsigned int distance;

	if (length_a > DISTANCE_MAX || length_b > DISTANCE_MAX)
		return limit;
	for (unsigned int k = 0; k <= length_b; k++)
		above[k] = before[k] = k;
	for (unsigned int i = 1; i <= length_a; i++) {
		unsigned int *spare = before;

		row[0] = i;
		for (unsigned int k = 1; k <= length_b; k++) {
			unsigned int change = a[i - 1] == b[k - 1] ? 0 : 1;

			row[k] = smallest(above[k] + 1, row[k - 1] + 1, above[k - 1] + change);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
			    before[k - 2] + 1 < row[k])
				row[k] = before[k - 2] + 1;
		}
		before = above;
		above = row;
		row = spare;
	}
	distance = above[length_b];
	return distance < limit ? distance : limit;
}
