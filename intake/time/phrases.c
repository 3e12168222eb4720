/*
 * The index over all phrases: their words, folded, in chains by the first word. Where that one is
 * open ("permanent*"), by its first four bytes. It depends on nothing but the tables, and is made
 * once.
 */
#include "intake/time/phrases.h"

#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define PHRASES_MAX 4000
#define FOLDED_MAX  65536
#define BUCKETS	    4096 /* a power of two */

/* A phrase's words stand in `folded`: for each its length, whether it is open, its bytes. */
struct entry {
	const struct phrase *phrase;
	uint32_t start; /* hash of its first word, or its first bytes when that is open */
	uint16_t first; /* where its words start */
	uint16_t words;
	uint16_t next; /* of the same bucket; 0: none */
};

static struct entry entries[PHRASES_MAX + 1]; /* from 1 */
static char folded[FOLDED_MAX];
static uint16_t closed_chains[BUCKETS]; /* by the hash of the first word */
static uint16_t open_chains[BUCKETS];	/* by its first bytes */
static once_flag made = ONCE_FLAG_INIT;

const struct phrase *phrases_at(size_t index)
{
	const struct {
		const struct phrase *rows;
		size_t count;
	} tables[] = {
		{phrases_english, phrases_english_count},
		{phrases_german, phrases_german_count},
		{phrases_french, phrases_french_count},
		{phrases_spanish, phrases_spanish_count},
		{phrases_european, phrases_european_count},
		{phrases_russian, phrases_russian_count},
		{phrases_turkish, phrases_turkish_count},
		{phrases_kazakh, phrases_kazakh_count},
		{phrases_asian, phrases_asian_count},
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (index < tables[i].count)
			return &tables[i].rows[index];
		index -= tables[i].count;
	}
	return NULL;
}

static size_t bucket_of(uint32_t start)
{
	return (start * 2654435761u) >> 20 & (BUCKETS - 1);
}

/* Puts the words of a phrase into the index. */
static void add_words(struct entry *entry, const struct wording *words, size_t *used)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];

		if (word->kind == WORD_MARK)
			continue;
		/* The tables are part of the program: a test holds that they fit. */
		if (*used + 2u + word->folded_length > sizeof(folded) || word->folded_length > 255)
			abort();
		folded[(*used)++] = (char)word->folded_length;
		folded[(*used)++] = (char)wording_is_mark(words, i + 1, words->count, '*');
		memcpy(folded + *used, words->folded + word->folded, word->folded_length);
		*used += word->folded_length;
		entry->words++;
	}
}

/* Puts an entry into its chain. */
static void chain(const struct wording *words, struct entry *entry)
{
	bool is_open = wording_is_mark(words, 1, words->count, '*');
	uint16_t *bucket;

	entry->start = is_open ? words->items[0].key : words->items[0].hash;
	bucket = &(is_open ? open_chains : closed_chains)[bucket_of(entry->start)];
	entry->next = *bucket;
	*bucket = (uint16_t)(entry - entries);
}

static void make(void)
{
	struct wording words;
	const struct phrase *phrase;
	size_t used = 0;

	for (size_t i = 0; (phrase = phrases_at(i)) != NULL; i++) {
		struct entry *entry = &entries[i + 1];

		if (i == PHRASES_MAX)
			abort();
		entry->phrase = phrase;
		entry->first = (uint16_t)used;
		wording_read(&words, phrase->text, strlen(phrase->text));
		add_words(entry, &words, &used);
		chain(&words, entry);
	}
}

/* Marks that do not count between the words of a phrase. */
static bool is_connector(const struct word *word)
{
	return word->kind == WORD_MARK &&
	       (word->value == '-' || word->value == '.' || word->value == '/');
}

/* The next word behind marks that do not count. */
static size_t next_word(const struct wording *words, size_t at, size_t end)
{
	while (at < end && is_connector(&words->items[at]))
		at++;
	return at;
}

static bool is_word(const struct wording *words, size_t at, const char *text, size_t length,
		    bool is_open)
{
	const struct word *word = &words->items[at];

	return word->kind != WORD_MARK &&
	       (is_open ? word->folded_length >= length : word->folded_length == length) &&
	       memcmp(words->folded + word->folded, text, length) == 0;
}

/* How many words from `at` on are the entry's; 0: they are not. */
static size_t match(const struct entry *entry, const struct wording *words, size_t at, size_t end)
{
	const char *word = folded + entry->first;
	size_t start = at;

	for (size_t i = 0; i < entry->words; i++) {
		size_t length = (unsigned char)word[0];

		if (i > 0)
			at = next_word(words, at, end);
		if (at == end || !is_word(words, at, word + 2, length, word[1] != 0))
			return 0;
		word += 2 + length;
		at++;
	}
	return at - start;
}

/* The longest phrase that was found so far. */
struct found {
	const struct phrase *phrase;
	size_t words;
};

/* Looks through a chain of those that start so. */
static void search(uint16_t entry_at, uint32_t start, const struct wording *words, size_t at,
		   size_t end, unsigned long long senses, struct found *found)
{
	for (size_t i = entry_at; i != 0; i = entries[i].next) {
		const struct entry *entry = &entries[i];
		size_t n;

		if (entry->start != start || (senses & SENSE_BIT(entry->phrase->sense)) == 0)
			continue;
		n = match(entry, words, at, end);
		if (n < found->words || n == 0)
			continue;
		/* Of two that take the same words, the one that says more of them. */
		if (n == found->words && strlen(entry->phrase->text) <= strlen(found->phrase->text))
			continue;
		found->words = n;
		found->phrase = entry->phrase;
	}
}

const struct phrase *phrases_find(const struct wording *words, size_t at, size_t end,
				  unsigned long long senses, size_t *ret_words)
{
	const struct word *word = &words->items[at];
	struct found found = {0};

	call_once(&made, make);
	search(closed_chains[bucket_of(word->hash)], word->hash, words, at, end, senses, &found);
	search(open_chains[bucket_of(word->key)], word->key, words, at, end, senses, &found);
	if (found.phrase != NULL)
		*ret_words = found.words;
	return found.phrase;
}

size_t phrases_match(const struct wording *phrase, const struct wording *words, size_t at,
		     size_t end)
{
	size_t start = at;
	bool is_first = true;

	for (size_t i = 0; i < phrase->count; i++) {
		const struct word *word = &phrase->items[i];

		if (word->kind == WORD_MARK)
			continue;
		if (!is_first)
			at = next_word(words, at, end);
		if (at == end ||
		    !is_word(words, at, phrase->folded + word->folded, word->folded_length,
			     wording_is_mark(phrase, i + 1, phrase->count, '*')))
			return 0;
		is_first = false;
		at++;
	}
	return at - start;
}

const char *phrases_sense_name(enum sense sense)
{
	static const char *const names[SENSE_COUNT] = {
		[SENSE_OPEN_ENDED] = "no last day",
		[SENSE_UNSPECIFIED] = "not said",
		[SENSE_PENDING] = "a renewal is being worked on",
		[SENSE_TACIT] = "renews itself",
		[SENSE_EXPRESS] = "can be renewed",
		[SENSE_NOT_TACIT] = "does not renew itself",
		[SENSE_FINAL] = "cannot be renewed",
		[SENSE_YES] = "yes",
		[SENSE_NO] = "no",
		[SENSE_NOT] = "the opposite of what follows",
		[SENSE_NOT_BEHIND] = "the opposite of what precedes",
		[SENSE_SIGNED] = "the date beside it is that of the signing",
		[SENSE_RENEWED] = "the date beside it is that of a renewal",
		[SENSE_UNTIL] = "the date behind it is the last day",
		[SENSE_UNTIL_BEHIND] = "the date before it is the last day",
		[SENSE_FROM] = "a term starts on the date behind it",
		[SENSE_FROM_BEHIND] = "a term starts on the date before it",
		[SENSE_TO] = "from one date to the other",
		[SENSE_END_OF] = "the last day of the year or the month behind it",
		[SENSE_END_OF_BEHIND] = "the last day of the year or the month before it",
		[SENSE_NUMBER] = "a number",
		[SENSE_YEARS] = "years",
		[SENSE_MONTHS] = "months",
		[SENSE_WEEKS] = "weeks",
		[SENSE_DAYS] = "days",
		[SENSE_TERM] = "a term",
		[SENSE_EVERY] = "each renewal lasts as long as is said behind it",
		[SENSE_YEARLY] = "each renewal lasts so long",
		[SENSE_SAME] = "each renewal lasts as long as the term",
		[SENSE_TIMES] = "how often it is renewed",
		[SENSE_NOTICE] = "the length or the day beside it is that of notice",
		[SENSE_YEAR_BEFORE] = "the day of notice before it is in the year before the last",
		[SENSE_OF_YEAR] = "the number before it is a year",
		[SENSE_OF_MONTH] = "the number before it is a month",
		[SENSE_OF_DAY] = "the number before it is a day",
		[SENSE_ORDINAL] = "an ending of a number",
		[SENSE_UNDATED] = "the year beside it is no date",
		[SENSE_ACADEMIC_YEAR] = "the year beside it is an academic one",
		[SENSE_NOTHING] = "says nothing about time",
	};

	return (unsigned int)sense < SENSE_COUNT ? names[sense] : "";
}
