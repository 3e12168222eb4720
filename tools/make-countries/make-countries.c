/*
 * Writes intake/words/countries_table.c: the names of all countries in all languages that ICU knows,
 * folded and sorted, beside the folding itself, so that renewd needs no ICU to run.
 *
 *	tools/make-countries/update
 *
 * A name is folded character by character: compatibility forms undone, case and accents (the marks
 * U+0300 to U+036F) removed, apostrophes, dots and invisible characters dropped, '&' spelled out,
 * every other punctuation a blank. A folded name that means two countries has both codes; but where
 * languages that registers are often written in agree, others do not count. Names that are aliases
 * (intake/words/country_aliases.c) are left out: what those say wins.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "intake/words/countries.h"
#include "intake/words/country_aliases.c"

#define REGION_DATA U_ICUDATA_NAME "-region"
#define NAME_CHARS  512
#define FOLDED_MAX  256 /* bytes of a folded name */
#define CODE_POINTS 0x30000
#define TO_MAX	    8 /* bytes that one character folds to */
#define IS_MARK(c)  ((c) >= 0x300 && (c) <= 0x36f)

struct entry {
	char *key;
	char code[3];
	char other[3];	 /* the second country that it could be, or "" */
	bool is_common;	 /* a name in one of the common languages */
	uint32_t bucket; /* of its hash */
};

/* Languages that registers are often written in. */
static const char *const common[] = {"en", "ru", "tr", "az", "kk", "mn", "de",
				     "fr", "es", "uk", "uz", "ky", "it", "pl",
				     "pt", "ro", "cs", "nl", "be", "tg", "tk"};

static struct entry *entries;
static size_t entry_count;
static size_t entry_capacity;
static bool is_used[CODE_POINTS]; /* characters that names are written with, in either case */

static void check(UErrorCode status, const char *what)
{
	if (U_SUCCESS(status))
		return;
	fprintf(stderr, "make-countries: %s: %s\n", what, u_errorName(status));
	exit(1);
}

static void *need(void *memory)
{
	if (memory == NULL) {
		fprintf(stderr, "make-countries: out of memory\n");
		exit(1);
	}
	return memory;
}

/* Letters without a decomposition that people write as the plain one. */
static UChar32 plain_letter(UChar32 c)
{
	switch (c) {
	case 0x131: /* dotless i: the capital I of Turkish folds to i */
		return 'i';
	case 0x142:
		return 'l';
	case 0xf8:
		return 'o';
	case 0x111:
		return 'd';
	default:
		return c;
	}
}

static bool is_dropped(UChar32 c)
{
	return IS_MARK(c) || u_charType(c) == U_FORMAT_CHAR || c == '\'' || c == '.' || c == '`' ||
	       c == 0xb4 || c == 0xb7 || c == 0x2018 || c == 0x2019 || (c >= 0x2b9 && c <= 0x2bf);
}

static bool is_blank(UChar32 c)
{
	uint32_t mask = U_GET_GC_MASK(c);

	return (mask & (U_GC_Z_MASK | U_GC_P_MASK | U_GC_S_MASK | U_GC_CC_MASK)) != 0;
}

/* What one character becomes, as UTF-8; "" when it is dropped. */
static void fold_character(UChar32 c, char to[static 64])
{
	const UNormalizer2 *nfkd, *nfc;
	UErrorCode status = U_ZERO_ERROR;
	UChar one[2], apart[64], kept[64], folded[128], whole[128];
	int32_t length = 0, n, at = 0, kept_length = 0;

	nfkd = unorm2_getNFKDInstance(&status);
	nfc = unorm2_getNFCInstance(&status);
	U16_APPEND_UNSAFE(one, length, c);
	n = unorm2_normalize(nfkd, one, length, apart, 64, &status);
	check(status, "cannot normalise");
	while (at < n) {
		UChar32 part;

		U16_NEXT(apart, at, n, part);
		if (is_dropped(part))
			continue;
		if (is_blank(part) && part != '&')
			part = ' ';
		U16_APPEND_UNSAFE(kept, kept_length, part);
	}
	n = u_strFoldCase(folded, 128, kept, kept_length, U_FOLD_CASE_DEFAULT, &status);
	n = unorm2_normalize(nfc, folded, n, whole, 128, &status);
	check(status, "cannot fold");
	for (at = 0, kept_length = 0; at < n;) {
		UChar32 part;

		U16_NEXT(whole, at, n, part);
		if (IS_MARK(part))
			continue;
		part = plain_letter(part);
		U16_APPEND_UNSAFE(kept, kept_length, part);
	}
	u_strToUTF8(to, 64, &n, kept, kept_length, &status);
	to[n] = '\0';
	check(status, "cannot write UTF-8");
}

/* Folds a whole name: the same rules as country_fold() in intake/words/countries.c. */
static void fold_name(const UChar *name, int32_t length, char folded[static FOLDED_MAX])
{
	int32_t at = 0;
	size_t n = 0;
	bool blank = false;

	while (at < length) {
		char to[64];
		UChar32 c;

		U16_NEXT(name, at, length, c);
		fold_character(c, to);
		if (strcmp(to, "&") == 0)
			strcpy(to, " and ");
		for (const char *p = to; *p != '\0'; p++) {
			if (*p == ' ') {
				blank = n > 0;
				continue;
			}
			if (n + 2 >= FOLDED_MAX) {
				fprintf(stderr, "make-countries: a name is too long\n");
				exit(1);
			}
			if (blank)
				folded[n++] = ' ';
			blank = false;
			folded[n++] = *p;
		}
	}
	folded[n] = '\0';
}

static void note_characters(const UChar *name, int32_t length)
{
	for (int32_t at = 0; at < length;) {
		UChar32 c;

		U16_NEXT(name, at, length, c);
		if (c >= CODE_POINTS)
			continue;
		is_used[c] = true;
		is_used[u_toupper(c)] = true;
		is_used[u_tolower(c)] = true;
		is_used[u_totitle(c)] = true;
	}
}

static void add_name(const char *code, bool is_common, const UChar *name, int32_t length)
{
	char folded[FOLDED_MAX];
	struct entry *entry;

	fold_name(name, length, folded);
	if (folded[0] == '\0' || strcasecmp(folded, code) == 0)
		return; /* a language without a name gives the code: looked up otherwise */
	note_characters(name, length);
	if (entry_count == entry_capacity) {
		entry_capacity = entry_capacity == 0 ? 1024 : 2 * entry_capacity;
		entries = need(realloc(entries, entry_capacity * sizeof(*entries)));
	}
	entry = &entries[entry_count++];
	*entry = (struct entry){.key = need(strdup(folded)), .is_common = is_common};
	memcpy(entry->code, code, 3);
}

/* ISO 3166-1's codes, and XK, which stands for Kosovo by common use. */
static bool is_country(const char *code)
{
	const char *const *all = uloc_getISOCountries();

	if (strcmp(code, "XK") == 0)
		return true;
	for (size_t i = 0; all[i] != NULL; i++) {
		static const char *const not_countries[] = {"AC", "CP", "CQ", "DG",
							    "EA", "IC", "TA"};

		if (strcmp(all[i], code) != 0)
			continue;
		for (size_t k = 0; k < sizeof(not_countries) / sizeof(*not_countries); k++)
			if (strcmp(not_countries[k], code) == 0)
				return false;
		return true;
	}
	return false;
}

static bool is_common_language(const char *locale)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++) {
		if (strncmp(locale, common[i], 2) == 0 && (locale[2] == '\0' || locale[2] == '_'))
			return true;
	}
	return false;
}

static void add_names(const UResourceBundle *bundle, const char *table, bool is_common)
{
	UErrorCode status = U_ZERO_ERROR;
	UResourceBundle *names = ures_getByKey(bundle, table, NULL, &status);

	if (U_FAILURE(status))
		return; /* this language has no such names */
	while (ures_hasNext(names)) {
		const char *code = NULL;
		int32_t length = 0;
		const UChar *name = ures_getNextString(names, &length, &code, &status);

		check(status, "cannot read a name");
		if (strlen(code) == 2 && is_country(code))
			add_name(code, is_common, name, length);
	}
	ures_close(names);
}

static void read_names(void)
{
	static const char *const tables[] = {"Countries", "Countries%short", "Countries%variant"};
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *locales = ures_openAvailableLocales(REGION_DATA, &status);
	const char *locale;

	check(status, "cannot list the languages");
	while ((locale = uenum_next(locales, NULL, &status)) != NULL) {
		UResourceBundle *bundle = ures_open(REGION_DATA, locale, &status);

		check(status, locale);
		for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
			add_names(bundle, tables[i], is_common_language(locale));
		ures_close(bundle);
	}
	uenum_close(locales);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : strcmp(x->code, y->code);
}

static void write_text(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('"');
}

/* The hash that country_hash() in intake/words/countries.c takes of a folded name: FNV-1a. */
static uint32_t hash(const char *text, size_t length)
{
	uint32_t value = 2166136261u;

	for (size_t i = 0; i < length; i++)
		value = (value ^ (unsigned char)text[i]) * 16777619u;
	return value ^ value >> 15;
}

/* Makes one of the entries [first, next), which have one key: common languages decide. */
static struct entry merge(size_t first, size_t next)
{
	struct entry one = entries[first];

	for (size_t i = first; i < next; i++)
		one.is_common = one.is_common || entries[i].is_common;
	one.code[0] = '\0';
	for (size_t i = first; i < next; i++) {
		if (entries[i].is_common != one.is_common)
			continue;
		if (one.code[0] == '\0')
			memcpy(one.code, entries[i].code, 3);
		else if (strcmp(one.code, entries[i].code) != 0)
			memcpy(one.other, entries[i].code, 3);
	}
	if (one.other[0] != '\0')
		fprintf(stderr, "could be two: %s\n", one.key);
	return one;
}

static bool is_alias(const char *key)
{
	for (size_t i = 0; i < country_alias_count; i++) {
		if (strcmp(country_aliases[i].name, key) == 0)
			return true;
	}
	return false;
}

static int compare_buckets(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->bucket != y->bucket)
		return x->bucket < y->bucket ? -1 : 1;
	return strcmp(x->key, y->key);
}

/* One entry for each name, by bucket. */
static void order_names(void)
{
	size_t kept = 0;

	qsort(entries, entry_count, sizeof(*entries), compare_entries);
	for (size_t i = 0, next; i < entry_count; i = next) {
		for (next = i + 1; next < entry_count; next++) {
			if (strcmp(entries[next].key, entries[i].key) != 0)
				break;
		}
		if (is_alias(entries[i].key))
			continue;
		entries[kept] = merge(i, next);
		entries[kept].bucket =
			hash(entries[kept].key, strlen(entries[kept].key)) % COUNTRY_BUCKETS;
		kept++;
	}
	entry_count = kept;
	qsort(entries, entry_count, sizeof(*entries), compare_buckets);
}

static void write_names(void)
{
	printf("const char country_keys[] =\n");
	for (size_t i = 0; i < entry_count; i++)
		printf("\t\"%s%c%s%s\\0\"\n", entries[i].key, entries[i].is_common ? '=' : '~',
		       entries[i].code, entries[i].other);
	printf("\t;\nconst size_t country_keys_size = sizeof(country_keys) - 1;\n\n");
	fprintf(stderr, "%zu names\n", entry_count);
}

/* Where the keys of each bucket begin, and where those of the last one end. */
static void write_buckets(void)
{
	size_t entry = 0, at = 0;

	printf("const unsigned int country_buckets[COUNTRY_BUCKETS + 1] = {");
	for (uint32_t bucket = 0; bucket <= COUNTRY_BUCKETS; bucket++) {
		printf("%s%zu,", bucket % 12 == 0 ? "\n\t" : " ", at);
		for (; entry < entry_count && entries[entry].bucket == bucket; entry++)
			at += strlen(entries[entry].key) + 4 + strlen(entries[entry].other);
	}
	printf("\n};\n\n");
}

/* A bit for the hash of each word that a name in a common language begins with. */
static void write_first_words(void)
{
	static unsigned char bits[COUNTRY_FIRST_BITS / 8];

	for (size_t i = 0; i < entry_count; i++) {
		uint32_t bit = hash(entries[i].key, strcspn(entries[i].key, " "));

		bit %= COUNTRY_FIRST_BITS;
		if (entries[i].is_common)
			bits[bit / 8] |= (unsigned char)(1u << bit % 8);
	}
	printf("const unsigned char country_first_words[COUNTRY_FIRST_BITS / 8] = {");
	for (size_t i = 0; i < sizeof(bits); i++)
		printf("%s%u,", i % 20 == 0 ? "\n\t" : " ", bits[i]);
	printf("\n};\n\n");
}

/* What the characters of Latin, Greek and Cyrillic become. */
static void write_low_folds(void)
{
	printf("const char country_low_folds[COUNTRY_LOW_LAST - COUNTRY_LOW_FIRST + 1][%d] = {",
	       TO_MAX);
	for (UChar32 c = COUNTRY_LOW_FIRST; c <= COUNTRY_LOW_LAST; c++) {
		char to[64];

		fold_character(c, to);
		if (strlen(to) >= TO_MAX) {
			fprintf(stderr, "U+%04X folds to too much\n", (unsigned int)c);
			exit(1);
		}
		printf("%s", (c - COUNTRY_LOW_FIRST) % 12 == 0 ? "\n\t" : " ");
		write_text(to);
		printf(",");
	}
	printf("\n};\n\n");
}

static void write_folds(void)
{
	printf("const struct country_fold country_folds[] = {\n");
	for (UChar32 c = COUNTRY_LOW_LAST + 1; c < CODE_POINTS; c++) {
		char to[64], self[8] = "";
		int32_t n = 0;

		if (U_IS_SURROGATE(c) ||
		    (!is_used[c] && !u_isUWhiteSpace(c) && !(c >= 0x2010 && c < 0x2070)))
			continue;
		fold_character(c, to);
		U8_APPEND_UNSAFE(self, n, c);
		if (strcmp(to, self) == 0)
			continue;
		if (strlen(to) >= TO_MAX) {
			fprintf(stderr, "U+%04X folds to too much\n", (unsigned int)c);
			continue;
		}
		printf("\t{0x%04x, ", (unsigned int)c);
		write_text(to);
		printf("},\n");
	}
	printf("};\nconst size_t country_fold_count = sizeof(country_folds) / "
	       "sizeof(country_folds[0]);\n\n");
}

static void write_english(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UResourceBundle *bundle = ures_open(REGION_DATA, "en", &status);
	UResourceBundle *names = ures_getByKey(bundle, "Countries", NULL, &status);

	check(status, "cannot read the English names");
	printf("const struct country_english country_english[] = {\n");
	while (ures_hasNext(names)) {
		const char *code = NULL;
		char utf8[256], locale[8];
		int32_t length = 0;
		const UChar *name = ures_getNextString(names, &length, &code, &status);

		if (strlen(code) != 2 || !is_country(code))
			continue;
		u_strToUTF8(utf8, sizeof(utf8), NULL, name, length, &status);
		check(status, "cannot read an English name");
		snprintf(locale, sizeof(locale), "und_%s", code);
		printf("\t{\"%s\", \"%s\", ", code, uloc_getISO3Country(locale));
		write_text(utf8);
		printf("},\n");
	}
	printf("};\nconst size_t country_english_count = sizeof(country_english) / "
	       "sizeof(country_english[0]);\n");
	ures_close(names);
	ures_close(bundle);
}

int main(void)
{
	printf("/*\n"
	       " * Names of countries in all languages of CLDR. Generated by tools/make-countries "
	       "from\n"
	       " * the data of ICU %s; do not edit.\n"
	       " *\n"
	       " * The data: Copyright 2004-2022 Unicode, Inc. Unicode and the Unicode Logo are\n"
	       " * registered trademarks of Unicode, Inc. in the U.S. and other countries. "
	       "Distributed\n"
	       " * under the Terms of Use, https://www.unicode.org/copyright.html (SPDX:\n"
	       " * Unicode-DFS-2016): permission is granted to use, copy, modify, publish and\n"
	       " * distribute the data files without restriction, provided that this notice "
	       "appears\n"
	       " * with them. They are provided \"as is\", without warranty of any kind.\n"
	       " */\n"
	       "#include \"intake/words/countries.h\"\n\n",
	       U_ICU_VERSION);
	printf("/* clang-format off */\n");
	read_names();
	order_names();
	write_names();
	write_buckets();
	write_first_words();
	write_low_folds();
	write_folds();
	write_english();
	return 0;
}
