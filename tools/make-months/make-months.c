/*
 * Writes intake/time/months_table.c: the names of the months in the languages that registers are
 * written in, as ICU knows them from CLDR (within a date and alone, whole and short: MMMM, LLLL,
 * MMM, LLL), folded and sorted, so that renewd needs no ICU to run.
 *
 *	tools/make-months/update
 *
 * Names are folded by intake/time/wording.c itself. What CLDR does not have is in others[] below.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "intake/time/wording.h"

#define MONTHS	   12
#define NAME_CHARS 64
#define NAME_BYTES 200
#define NAMES_MAX  4000

static const char *const locales[] = {
	"en", "en_GB", "ru", "tr", "az", "az_Cyrl", "kk", "mn",	     "de", "de_AT",   "fr",
	"es", "it",    "pt", "ro", "ca", "nl",	    "uk", "be",	     "pl", "cs",      "sk",
	"sl", "bg",    "lv", "lt", "et", "hu",	    "uz", "uz_Cyrl", "ky", "tg",      "tk",
	"sv", "nb",    "da", "el", "ka", "hy",	    "sq", "bs",	     "sr", "sr_Latn", "ms",
};

static const UDateFormatSymbolType forms[] = {
	UDAT_MONTHS,
	UDAT_SHORT_MONTHS,
	UDAT_STANDALONE_MONTHS,
	UDAT_STANDALONE_SHORT_MONTHS,
};

/* Names as people write them, but not CLDR. */
static const struct {
	const char *name;
	int month;
} others[] = {
	/* Russian, where it stands behind "в", "с", "по" and the like. */
	{"январе", 1},
	{"феврале", 2},
	{"марте", 3},
	{"апреле", 4},
	{"мае", 5},
	{"июне", 6},
	{"июле", 7},
	{"августе", 8},
	{"сентябре", 9},
	{"октябре", 10},
	{"ноябре", 11},
	{"декабре", 12},
	{"январю", 1},
	{"февралю", 2},
	{"сентябрю", 9},
	{"октябрю", 10},
	{"ноябрю", 11},
	{"декабрю", 12},
	/* Russian in Latin letters. */
	{"yanvarya", 1},
	{"fevralya", 2},
	{"marta", 3},
	{"aprelya", 4},
	{"maya", 5},
	{"iyunya", 6},
	{"iyulya", 7},
	{"avgusta", 8},
	{"sentyabrya", 9},
	{"oktyabrya", 10},
	{"noyabrya", 11},
	{"dekabrya", 12},
	/* Kazakh in Latin letters, as the alphabets of 2017 to 2021 spell it. */
	{"qantar", 1},
	{"qańtar", 1},
	{"qaŋtar", 1},
	{"aqpan", 2},
	{"naurys", 3},
	{"nauryz", 3},
	{"sáýir", 4},
	{"säuir", 4},
	{"sauir", 4},
	{"sawir", 4},
	{"mamyr", 5},
	{"maýsym", 6},
	{"mausym", 6},
	{"shilde", 7},
	{"şilde", 7},
	{"tamyz", 8},
	{"qyrkúıek", 9},
	{"qyrküiek", 9},
	{"qyrkuyek", 9},
	{"qazan", 10},
	{"qarasha", 11},
	{"qaraşa", 11},
	{"jeltoqsan", 12},
	{"zheltoksan", 12},
	/* German without its dots. */
	{"maerz", 3},
	{"jaenner", 1},
};

struct entry {
	char name[NAME_BYTES];
	int month;
};

static struct entry entries[NAMES_MAX];
static size_t entry_count;

static void check(UErrorCode status, const char *what)
{
	if (U_SUCCESS(status))
		return;
	fprintf(stderr, "make-months: %s: %s\n", what, u_errorName(status));
	exit(1);
}

/* Adds a name, its words folded; one with a number in it ("5月") needs no table. */
static void add_name(const char *name, int month)
{
	static struct wording words;
	struct entry *entry;
	size_t length = 0;

	if (entry_count == NAMES_MAX) {
		fprintf(stderr, "make-months: too many names\n");
		exit(1);
	}
	entry = &entries[entry_count];
	wording_read(&words, name, strlen(name));
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];

		if (word->kind == WORD_NUMBER)
			return;
		if (word->kind == WORD_MARK)
			continue;
		if (length > 0)
			entry->name[length++] = ' ';
		memcpy(entry->name + length, words.folded + word->folded, word->folded_length);
		length += word->folded_length;
	}
	entry->name[length] = '\0';
	entry->month = month;
	if (length > 1)
		entry_count++;
}

/* Mongolian names end with the word for month, which a date says by itself. */
static void cut_word(char *name, const char *word)
{
	size_t length = strlen(name), n = strlen(word);

	if (length > n && strcmp(name + length - n, word) == 0)
		name[length - n] = '\0';
}

static void read_locale(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &status);

	check(status, locale);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		for (int month = 0; month < MONTHS; month++) {
			char name[NAME_BYTES];
			UChar wide[NAME_CHARS];

			udat_getSymbols(format, forms[i], month, wide, NAME_CHARS, &status);
			check(status, "cannot read a name");
			u_strToUTF8(name, sizeof(name), NULL, wide, -1, &status);
			check(status, "cannot write UTF-8");
			cut_word(name, " сар");
			add_name(name, month + 1);
		}
	}
	udat_close(format);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : x->month - y->month;
}

static void write_names(void)
{
	qsort(entries, entry_count, sizeof(*entries), compare_entries);
	printf("/* clang-format off */\nconst struct month_name month_names[] = {\n");
	for (size_t i = 0, next; i < entry_count; i = next) {
		bool two = false;

		for (next = i + 1; next < entry_count; next++) {
			if (strcmp(entries[next].name, entries[i].name) != 0)
				break;
			two = two || entries[next].month != entries[i].month;
		}
		if (two)
			fprintf(stderr, "could be two: %s\n", entries[i].name);
		printf("\t{\"%s\", %d},\n", entries[i].name, two ? 0 : entries[i].month);
	}
	printf("};\n/* clang-format on */\n"
	       "const size_t month_name_count = sizeof(month_names) / sizeof(month_names[0]);\n");
}

int main(void)
{
	printf("/*\n"
	       " * Names of months. Generated by tools/make-months from the data of ICU %s; do not "
	       "edit.\n"
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
	       "#include \"intake/time/months.h\"\n\n",
	       U_ICU_VERSION);
	for (size_t i = 0; i < sizeof(locales) / sizeof(*locales); i++)
		read_locale(locales[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		add_name(others[i].name, others[i].month);
	write_names();
	return 0;
}
