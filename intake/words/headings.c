#include "intake/words/headings.h"

#include <string.h>

#include "intake/words/wordlist.h"

/*
 * Which role decides when a heading has words for several: the lower one. Those of one ten are
 * about the same, so that the surer claim comes first: "Term, end of" is the last day, but
 * "Date of signing and validity" the signing date.
 */
static const unsigned char ranks[ROLE_COUNT] = {
	[ROLE_NONE] = 0,
	[ROLE_LINK] = 10,
	[ROLE_STATUS] = 20,
	[ROLE_NOTE] = 30,
	[ROLE_NOTICE] = 40,
	[ROLE_RENEWAL] = 50,
	[ROLE_REGISTRATION_NUMBER] = 60,
	[ROLE_LAST_DAY] = 70,
	[ROLE_EFFECTIVE] = 71,
	[ROLE_SIGNED] = 72,
	[ROLE_TERM] = 73,
	[ROLE_COUNTRY] = 80,
	[ROLE_CITY] = 90,
	[ROLE_OWNER] = 100,
	[ROLE_PARTNER] = 110,
	[ROLE_TYPE] = 120,
	[ROLE_NUMBER] = 130,
};

static const struct {
	const struct heading *headings;
	const size_t *count;
} tables[] = {
	{headings_english, &headings_english_count},
	{headings_western, &headings_western_count},
	{headings_turkic, &headings_turkic_count},
	{headings_cyrillic, &headings_cyrillic_count},
};

#define TABLE_COUNT (sizeof(tables) / sizeof(tables[0]))

/* The lower, the better. */
static unsigned int weight(const struct heading *heading)
{
	size_t last = strlen(heading->pattern) - 1;
	bool is_whole = heading->pattern[0] != '*' && heading->pattern[last] != '*';
	unsigned int rank = ranks[heading->role];

	return (is_whole ? 0 : 1000u) + rank / 10 * 30 + (unsigned int)heading->claim * 10 +
	       rank % 10;
}

/*
 * Which end of a period a heading is about, by its last word, when what is before that is a heading
 * of times or of agreements: "Period from", "Agreement to", "Laufzeit bis".
 */
static const struct heading bounds[] = {
	{"en", "* from ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"en", "* since ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"en", "* start ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"en", "* to ", ROLE_LAST_DAY, CLAIM_SURE},
	{"en", "* until ", ROLE_LAST_DAY, CLAIM_SURE},
	{"en", "* till ", ROLE_LAST_DAY, CLAIM_SURE},
	{"en", "* end ", ROLE_LAST_DAY, CLAIM_SURE},
	{"de", "* von ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"de", "* ab ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"de", "* bis ", ROLE_LAST_DAY, CLAIM_SURE},
	{"fr", "* du ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"fr", "* au ", ROLE_LAST_DAY, CLAIM_SURE},
	{"fr", "* debut ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"fr", "* fin ", ROLE_LAST_DAY, CLAIM_SURE},
	{"es", "* desde ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"es", "* hasta ", ROLE_LAST_DAY, CLAIM_SURE},
	{"it", "* dal ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"it", "* al ", ROLE_LAST_DAY, CLAIM_SURE},
	{"pl", "* od ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"pl", "* do ", ROLE_LAST_DAY, CLAIM_SURE},
	{"ru", "* с ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"ru", "* от ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"ru", "* начало ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"ru", "* по ", ROLE_LAST_DAY, CLAIM_SURE},
	{"ru", "* до ", ROLE_LAST_DAY, CLAIM_SURE},
	{"ru", "* окончание ", ROLE_LAST_DAY, CLAIM_SURE},
	{"ru", "* конец ", ROLE_LAST_DAY, CLAIM_SURE},
	{"tr", "* baslangic ", ROLE_EFFECTIVE, CLAIM_SURE},
	{"tr", "* bitis ", ROLE_LAST_DAY, CLAIM_SURE},
};

#define BOUND_COUNT (sizeof(bounds) / sizeof(bounds[0]))

static const struct heading *find_whole(const char *text, size_t length);

/* The bound that a heading ends with, or NULL. */
static const struct heading *find_bound(const struct wordlist_text *words)
{
	const struct heading *before, *bound = NULL;
	size_t length = words->length - 1;

	for (size_t i = 0; i < BOUND_COUNT && bound == NULL; i++) {
		if (wordlist_match(words, bounds[i].pattern))
			bound = &bounds[i];
	}
	if (bound == NULL)
		return NULL;
	while (length > 0 && words->text[length - 1] != ' ')
		length--;
	before = find_whole(words->text, length);
	if (before == NULL)
		return NULL;
	switch (before->role) {
	case ROLE_TYPE:
	case ROLE_SIGNED:
	case ROLE_EFFECTIVE:
	case ROLE_LAST_DAY:
	case ROLE_TERM:
		return bound;
	default:
		return NULL;
	}
}

static const struct heading *find_in_tables(const struct wordlist_text *words)
{
	const struct heading *best = NULL;

	for (size_t t = 0; t < TABLE_COUNT; t++) {
		for (size_t i = 0; i < *tables[t].count; i++) {
			const struct heading *heading = &tables[t].headings[i];

			if (wordlist_match(words, heading->pattern) &&
			    (best == NULL || weight(heading) < weight(best)))
				best = heading;
		}
	}
	return best;
}

static const struct heading *find_whole(const char *text, size_t length)
{
	struct wordlist_text words;

	return wordlist_fold(text, length, HEADING_MAX, &words) ? find_in_tables(&words) : NULL;
}

const struct heading *headings_find_n(const char *text, size_t length)
{
	const struct heading *bound;
	struct wordlist_text words;

	if (!wordlist_fold(text, length, HEADING_MAX, &words))
		return NULL;
	bound = find_bound(&words);
	return bound != NULL ? bound : find_in_tables(&words);
}

const struct heading *headings_find(const char *text)
{
	return headings_find_n(text, strlen(text));
}

const struct heading *headings_at(size_t index)
{
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		if (index < *tables[t].count)
			return &tables[t].headings[index];
		index -= *tables[t].count;
	}
	return NULL;
}

bool headings_is_status(const char *text)
{
	const struct heading *heading = headings_find(text);

	return heading != NULL && heading->role == ROLE_STATUS;
}

const struct heading *headings_find_signing(const char *text)
{
	struct wordlist_text words;

	if (!wordlist_fold(text, strlen(text), HEADING_MAX, &words))
		return NULL;
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		for (size_t i = 0; i < *tables[t].count; i++) {
			const struct heading *heading = &tables[t].headings[i];

			if (heading->role == ROLE_SIGNED && heading->claim != CLAIM_POOR &&
			    wordlist_match(&words, heading->pattern))
				return heading;
		}
	}
	return NULL;
}

bool headings_names_side(const char *text)
{
	static const char *const patterns[] = {
		"* by *",    "* us *",	  "* our *",	"* their *",	  "* them *",
		"* home *",  "* host *",  "* partner*", "* counterpart*", "* von *",
		"* durch *", "* unser*",  "* par *",	"* notre *",	  "* nous *",
		"* por *",   "* nuestr*", "* нами *",	"* наш*",	  "* партн*",
		"* сторон*", "* bizim *", "* ortak*",	"* tarafindan *", "* taraf*",
	};
	struct wordlist_text words;

	return wordlist_fold(text, strlen(text), HEADING_MAX, &words) &&
	       wordlist_find(&words, patterns, sizeof(patterns) / sizeof(patterns[0])) != NULL;
}

bool headings_asks_tacit(const char *text)
{
	static const char *const patterns[] = {
		"* auto *",	     "* automati*",    "* tacit*",   "* stillschweig*",
		"* автомат*",	     "* автопролонг*", "* авто *",   "* otomatik *",
		"* kendiliginden *", "* avtomatik *",  "* milczac*", "* domniem*",
	};
	struct wordlist_text words;

	return wordlist_fold(text, strlen(text), HEADING_MAX, &words) &&
	       wordlist_find(&words, patterns, sizeof(patterns) / sizeof(patterns[0])) != NULL;
}
