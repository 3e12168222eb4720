#include "intake/months.h"

#include <stdbool.h>
#include <string.h>

#define LETTERS_MIN 3

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

static bool is_long_enough(const char *word, size_t length)
{
	size_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters += ((unsigned char)word[i] & 0xc0) != 0x80;
	return letters >= LETTERS_MIN;
}

int months_find(const char *word, size_t length)
{
	size_t at = lower_bound(word, length);
	int month = 0;

	if (length == 0 || at == month_name_count)
		return 0;
	if (compare(month_names[at].name, word, length) == 0)
		return month_names[at].month;
	if (!is_long_enough(word, length))
		return 0;
	for (; at < month_name_count && strncmp(month_names[at].name, word, length) == 0; at++) {
		if (month_names[at].month == 0 || (month != 0 && month != month_names[at].month))
			return 0;
		month = month_names[at].month;
	}
	return month;
}
