#include "db/kin.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

/* Letters of Latin blocks without accents, by their place from `first`; '.' has none. */
static const struct {
	unsigned int first;
	const char *letters;
} latin[] = {
	{0xc0, "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
	       "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..ll"
	       "nnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz."},
	{0x1a0, "oo"},
	{0x1af, "uu"},
	{0x1cd, "aaiioouuuuuuuuuu"},
	{0x218, "sstt"},
	{0x1e00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm"
		 "nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwww"
		 "xxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee"
		 "iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"},
};

/* Ranges in which a capital and its small letter differ by a constant. */
static const struct {
	unsigned int first, last, shift;
} shifts[] = {
	{0xc0, 0xde, 32},   {0x391, 0x3a9, 32}, {0x400, 0x40f, 80},
	{0x410, 0x42f, 32}, {0x531, 0x556, 48},
};

/* Ranges in which capitals and small letters alternate; a small one is odd, or even after 0x4c0. */
static const struct {
	unsigned int first, last;
	bool is_capital_odd;
} pairs[] = {
	{0x100, 0x17f, false}, {0x460, 0x481, false}, {0x48a, 0x4bf, false},
	{0x4c1, 0x4ce, true},  {0x4d0, 0x52f, false},
};

/* Greek and Cyrillic letters with accents, and forms of one letter. */
static const struct {
	unsigned int letter, plain;
} accented[] = {
	{0x386, 0x3b1}, {0x388, 0x3b5}, {0x389, 0x3b7}, {0x38a, 0x3b9}, {0x38c, 0x3bf},
	{0x38e, 0x3c5}, {0x38f, 0x3c9}, {0x390, 0x3b9}, {0x3aa, 0x3b9}, {0x3ab, 0x3c5},
	{0x3ac, 0x3b1}, {0x3ad, 0x3b5}, {0x3ae, 0x3b7}, {0x3af, 0x3b9}, {0x3b0, 0x3c5},
	{0x3c2, 0x3c3}, {0x3ca, 0x3b9}, {0x3cb, 0x3c5}, {0x3cc, 0x3bf}, {0x3cd, 0x3c5},
	{0x3ce, 0x3c9}, {0x419, 0x438}, {0x439, 0x438}, {0x401, 0x435}, {0x451, 0x435},
	{0x4c0, 0x4cf}, {0x407, 0x456}, {0x457, 0x456}, {0x40e, 0x443}, {0x45e, 0x443},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned int without_case(unsigned int code)
{
	for (size_t i = 0; i < COUNT(shifts); i++) {
		if (code >= shifts[i].first && code <= shifts[i].last)
			return code + shifts[i].shift;
	}
	for (size_t i = 0; i < COUNT(pairs); i++) {
		if (code < pairs[i].first || code > pairs[i].last)
			continue;
		return pairs[i].is_capital_odd ? code + code % 2 : code | 1;
	}
	return code;
}

/* A letter without case and accent. */
static unsigned int fold(unsigned int code)
{
	for (size_t i = 0; i < COUNT(latin); i++) {
		if (code >= latin[i].first && code - latin[i].first < strlen(latin[i].letters)) {
			char letter = latin[i].letters[code - latin[i].first];

			return letter == '.' ? without_case(code) : (unsigned char)letter;
		}
	}
	for (size_t i = 0; i < COUNT(accented); i++) {
		if (code == accented[i].letter)
			return accented[i].plain;
	}
	return without_case(code);
}

static bool is_blank(unsigned int code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 ||
	       (code >= 0x2000 && code <= 0x200b) || code == 0x202f;
}

static bool is_combining(unsigned int code)
{
	return code >= 0x300 && code <= 0x36f;
}

static uint64_t mix(uint64_t hash, unsigned int code)
{
	return (hash ^ code) * UINT64_C(0x100000001b3); /* FNV-1a */
}

/* Takes the next letter of a name, folded; 0: an accent, which does not count. */
static unsigned int next(const char **name)
{
	unsigned int code = (unsigned char)**name;
	size_t n;

	if (code < 0x80) {
		++*name;
		return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	}
	/* The NUL at the end is no continuation byte: nothing behind it is read. */
	n = text_utf8(*name, 4, &code);
	if (n == 0) {
		code = 0x110000u + (unsigned char)**name;
		n = 1;
	}
	*name += n;
	return is_combining(code) ? 0 : fold(code);
}

/* The hash with a name added, and its end. */
static uint64_t mix_name(uint64_t hash, const char *name)
{
	bool is_begun = false;
	bool is_apart = false;

	while (*name != '\0') {
		unsigned int code = (unsigned char)*name;

		if (code > ' ' && code < 0x80 && !is_apart) { /* most letters, without a branch */
			hash = mix(hash, code | (unsigned int)(code - 'A' < 26) << 5);
			is_begun = true;
			name++;
			continue;
		}
		code = next(&name);
		if (is_blank(code)) {
			is_apart = is_begun;
		} else if (code != 0) {
			if (is_apart)
				hash = mix(hash, ' ');
			is_begun = true;
			is_apart = false;
			hash = mix(hash, code);
		}
	}
	return mix(hash, 0);
}

/* Makes every bit of a hash count in every bit of the result. */
static uint64_t finish(uint64_t hash)
{
	hash ^= hash >> 32;
	hash *= UINT64_C(0xd6e8feb86659fd93);
	hash ^= hash >> 32;
	hash *= UINT64_C(0xd6e8feb86659fd93);
	return hash ^ hash >> 32;
}

#define SEED UINT64_C(0xcbf29ce484222325)

int64_t kin_hash(const char *partner, const char *type)
{
	uint64_t hash = mix_name(SEED, partner == NULL ? "" : partner);

	return (int64_t)finish(mix_name(hash, type == NULL ? "" : type));
}

uint64_t kin_number_hash(const char *number)
{
	uint64_t hash = SEED;

	for (; *number != '\0'; number++)
		hash = mix(hash, (unsigned char)*number);
	return finish(hash);
}

static int32_t first_day(struct vague signed_on)
{
	return vague_is_known(signed_on) ? signed_on.first.n : 0;
}

struct kin_row kin_of(const struct agreement *agreement, int64_t agreement_id)
{
	const char *partner = agreement->partner_count == 0 ? NULL : agreement->partners[0].name;

	return (struct kin_row){kin_hash(partner, agreement->type), agreement_id,
				first_day(agreement->signed_on)};
}

static void call_signed(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct vague signed_on = {.precision = PRECISION_NONE};

	(void)count;
	/* What cannot be read is noticed when the agreement is. */
	if (text != NULL)
		(void)vague_parse(text, &signed_on);
	sqlite3_result_int(context, first_day(signed_on));
}

static void call_hash(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int64(context, kin_hash((const char *)sqlite3_value_text(values[0]),
					       (const char *)sqlite3_value_text(values[1])));
}

#define PURE (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)

int kin_add_functions(sqlite3 *db)
{
	int r = sqlite3_create_function_v2(db, "kin_hash", 2, PURE, /* pApp= */ NULL, call_hash,
					   NULL, NULL, NULL);

	if (r != SQLITE_OK)
		return r;
	return sqlite3_create_function_v2(db, "kin_signed", 1, PURE, /* pApp= */ NULL, call_signed,
					  NULL, NULL, NULL);
}
