#include "intake/time/months.h"

#include <stdbool.h>
#include <string.h>

#define LETTERS_MIN 3
#define ENDING_MIN  4 /* letters of a name before an ending */

/* As strcmp(); a name that only begins with the word comes after it. */
static int compare(const char *name, const char *word, size_t length)
{
	int order = strncmp(name, word, length);

	return order != 0 ? order : name[length] != '\0';
}

/* The first name that does not come before the word. */
static size_t lower_bound(const char *word, size_t length)
{
	size_t low = 0, high = month_name_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(month_names[middle].name, word, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t count_letters(const char *word, size_t length)
{
	size_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters += ((unsigned char)word[i] & 0xc0) != 0x80;
	return letters;
}

/* Endings that languages put to names, as wording.h folds them: "marttan", "желтоқсанға". */
static const char *const endings[] = {
	"a",  "da",  "de",  "ta",  "te",  "e",	 "ya",	"ye",  "dan", "den", "tan", "ten", "in",
	"un", "nin", "nun", "ga",  "ge",  "га",	 "ге",	"ка",  "ке",  "да",  "де",  "та",  "те",
	"а",  "нан", "нен", "дан", "ден", "тан", "тен", "нын", "нин", "дын", "дин", "тын", "тин",
};

/* The month whose whole name the word is. */
static int find_whole(const char *word, size_t length)
{
	size_t at = lower_bound(word, length);

	if (at == month_name_count || compare(month_names[at].name, word, length) != 0)
		return 0;
	return month_names[at].month;
}

/* The month whose whole name the word is, with an ending. at is where the word would stand. */
static int find_with_ending(const char *word, size_t length, size_t at)
{
	/* A name that the word begins with stands before it; most words begin like none. */
	if (at == 0 || length < ENDING_MIN ||
	    strncmp(month_names[at - 1].name, word, ENDING_MIN) != 0)
		return 0;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t n = strlen(endings[i]);
		int month;

		if (length <= n || memcmp(word + length - n, endings[i], n) != 0 ||
		    count_letters(word, length - n) < ENDING_MIN)
			continue;
		month = find_whole(word, length - n);
		if (month != 0)
			return month;
	}
	return 0;
}

int months_find(const char *word, size_t length)
{
	size_t first = lower_bound(word, length), at = first;
	int month = 0;

	if (length == 0)
		return 0;
	if (at < month_name_count && compare(month_names[at].name, word, length) == 0)
		return month_names[at].month;
	if (count_letters(word, length) < LETTERS_MIN)
		return 0;
	for (; at < month_name_count && strncmp(month_names[at].name, word, length) == 0; at++) {
		if (month_names[at].month == 0 || (month != 0 && month != month_names[at].month))
			return 0;
		month = month_names[at].month;
	}
	return month != 0 ? month : find_with_ending(word, length, first);
}
