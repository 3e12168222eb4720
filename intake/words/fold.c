#include "intake/words/fold.h"

#include <stdint.h>
#include <string.h>

#include "core/text.h"

#define BREVE 0x306 /* the accent that makes an и a й */

/* What stands at the place of each letter, sixteen in a row. A blank: the letter stays. */
static const uint_least16_t latin[] = /* U+00C0 to U+017F */
	u"aaaaaaæceeeeiiii"
	u"ðnooooo ouuuuyþ "
	u"aaaaaa ceeeeiiii"
	u" nooooo ouuuuy y"
	u"aaaaaaccccccccdd"
	u"ddeeeeeeeeeegggg"
	u"gggghhhhiiiiiiii"
	u"iiĳ jjkkĸlllllll"
	u"lllnnnnnnnŋŋoooo"
	u"ooœ rrrrrrssssss"
	u"ssttttttuuuuuuuu"
	u"uuuuwwyyyzzzzzzs";
static const uint_least16_t greek[] = /* U+0380 to U+03CF */
	u"      α εηι ο υω"
	u"ιαβγδεζηθικλμνξο"
	u"πρ στυφχψωιυαεηι"
	u"υ               "
	u"  σ       ιυουω ";
static const uint_least16_t cyrillic[] = /* U+0400 to U+045F */
	u"ееђгєѕііјљњћкиуџ"
	u"абвгдежзийклмноп"
	u"рстуфхцчшщъыьэюя"
	u"                "
	u"                "
	u"ее г   і    киу ";

static const struct {
	unsigned int first;
	const uint_least16_t *letters;
	size_t count;
} tables[] = {
	{0xc0, latin, sizeof(latin) / sizeof(latin[0]) - 1},
	{0x380, greek, sizeof(greek) / sizeof(greek[0]) - 1},
	{0x400, cyrillic, sizeof(cyrillic) / sizeof(cyrillic[0]) - 1},
};

/* Letters beyond them that registers hold. */
static const struct {
	unsigned int letter, folded;
} singles[] = {
	{0xaa, 'a'},	{0xba, 'o'},	{0x18f, 'e'}, {0x259, 'e'}, {0x1a0, 'o'},   {0x1a1, 'o'},
	{0x1af, 'u'},	{0x1b0, 'u'},	{0x1cd, 'a'}, {0x1ce, 'a'}, {0x1cf, 'i'},   {0x1d0, 'i'},
	{0x1d1, 'o'},	{0x1d2, 'o'},	{0x1d3, 'u'}, {0x1d4, 'u'}, {0x1e6, 'g'},   {0x1e7, 'g'},
	{0x218, 's'},	{0x219, 's'},	{0x21a, 't'}, {0x21b, 't'}, {0x490, 0x433}, {0x491, 0x433},
	{0x4c0, 0x4cf}, {0x1e9e, 0xdf},
};

/* Ranges of Cyrillic in which capitals and small letters alternate, a capital first. */
static const struct {
	unsigned int first, last;
} pairs[] = {{0x460, 0x481}, {0x48a, 0x4bf}, {0x4c1, 0x4ce}, {0x4d0, 0x52f}};

/* Characters that are no part of a word, beyond ASCII. */
static const struct {
	unsigned int first, last;
} gaps[] = {
	{0x80, 0xa9},	  {0xab, 0xb9},	    {0xbb, 0xbf},     {0xd7, 0xd7},
	{0xf7, 0xf7},	  {0x2000, 0x206f}, {0x2190, 0x2bff}, {0x3000, 0x3004},
	{0x3008, 0x3020}, {0xfe10, 0xfe6f}, {0xfeff, 0xfeff}, {0xff00, 0xff0f},
};

static bool is_left_out(unsigned int code)
{
	return code == 0xad || (code >= 0x300 && code <= 0x36f) ||
	       (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff;
}

static unsigned int fold_pair(unsigned int code)
{
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (code >= pairs[i].first && code <= pairs[i].last)
			return code + ((code - pairs[i].first) % 2 == 0 ? 1 : 0);
	}
	return code >= 0x531 && code <= 0x556 ? code + 48 : code; /* Armenian */
}

unsigned int fold_letter(unsigned int code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		unsigned int index = code - tables[i].first;

		if (code < tables[i].first || index >= tables[i].count)
			continue;
		return tables[i].letters[index] == u' ' ? code : tables[i].letters[index];
	}
	if (is_left_out(code))
		return 0;
	for (size_t i = 0; i < sizeof(singles) / sizeof(singles[0]); i++) {
		if (singles[i].letter == code)
			return singles[i].folded;
	}
	return fold_pair(code);
}

bool fold_is_word(unsigned int code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ||
		       (code >= 'A' && code <= 'Z') || code == '#';
	for (size_t i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		if (code >= gaps[i].first && code <= gaps[i].last)
			return false;
	}
	return true;
}

/* Whether an accent that makes another letter stands at text. */
static bool is_breve(const char *text, size_t length)
{
	unsigned int code = 0;

	return text_utf8(text, length, &code) > 0 && code == BREVE;
}

unsigned int fold_next(const char **text, size_t *length)
{
	while (*length > 0) {
		unsigned int code = ' ', folded;
		size_t n;

		if ((unsigned char)**text < 0x80 && **text != '\0') { /* most letters */
			(*length)--;
			return fold_letter((unsigned char)*(*text)++);
		}
		n = text_utf8(*text, *length, &code);
		if (n == 0)
			n = 1;
		*text += n;
		*length -= n;
		folded = code == 0 ? ' ' : fold_letter(code);
		if (folded == u'и' && code != 0x439 && is_breve(*text, *length))
			return u'й';
		if (folded != 0)
			return folded;
	}
	return 0;
}

/* Writes a code point as UTF-8; its length, 1 to 4. */
static size_t put(unsigned int code, char out[static 4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

size_t fold_words(const char *text, size_t length, char *out, size_t size)
{
	size_t n = 0;
	unsigned int code;
	bool is_blank = true;

	out[0] = '\0';
	while ((code = fold_next(&text, &length)) != 0) {
		if (!fold_is_word(code)) {
			is_blank = true;
			continue;
		}
		/* Room for a blank, the letter, the last blank and the NUL. */
		if (n + 7 > size) {
			out[0] = '\0';
			return 0;
		}
		if (is_blank)
			out[n++] = ' ';
		is_blank = false;
		n += put(code, out + n);
	}
	if (n > 0)
		out[n++] = ' ';
	out[n] = '\0';
	return n;
}
