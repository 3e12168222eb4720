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

const struct heading *headings_find_n(const char *text, size_t length)
{
	const struct heading *best = NULL;
	struct wordlist_text words;

	if (!wordlist_fold(text, length, HEADING_MAX, &words))
		return NULL;
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		for (size_t i = 0; i < *tables[t].count; i++) {
			const struct heading *heading = &tables[t].headings[i];

			if (wordlist_match(&words, heading->pattern) &&
			    (best == NULL || weight(heading) < weight(best)))
				best = heading;
		}
	}
	return best;
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
