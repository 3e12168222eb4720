#include "intake/cells.h"

#include <string.h>

/* How registers write that nothing is recorded. */
#define NOTHING(text)                                                                              \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}
static const struct nothing {
	const char *text;
	size_t length;
} nothings[] = {
	NOTHING("-"),
	NOTHING("--"),
	NOTHING("---"),
	NOTHING("–"),
	NOTHING("—"),
	NOTHING("―"),
	NOTHING("−"),
	NOTHING("/"),
	NOTHING("."),
	NOTHING("..."),
	NOTHING("…"),
	NOTHING("?"),
	NOTHING("n/a"),
	NOTHING("n.a."),
	NOTHING("n. a."),
	NOTHING("na"),
	NOTHING("nil"),
	NOTHING("null"),
	NOTHING("none"),
	NOTHING("tbd"),
	NOTHING("tbc"),
	NOTHING("unknown"),
	NOTHING("not known"),
	NOTHING("not specified"),
	NOTHING("not stated"),
	NOTHING("no data"),
	NOTHING("not available"),
	NOTHING("not applicable"),
	NOTHING("нет данных"),
	NOTHING("не указано"),
	NOTHING("не указан"),
	NOTHING("неизвестно"),
};

#define NOTHING_MAX 32 /* bytes, and more than any of them has */

static bool is_in_table(const struct cell *cell)
{
	char text[NOTHING_MAX];

	for (size_t i = 0; i < sizeof(nothings) / sizeof(nothings[0]); i++) {
		/* All letters are as long in capitals. */
		if (cell->length != nothings[i].length)
			continue;
		memcpy(text, cell->text, cell->length);
		text[cell->length] = '\0';
		if (text_same_name(text, nothings[i].text))
			return true;
	}
	return false;
}

/* All bytes that a text of the table can start with. */
static bool can_start_nothing(char c)
{
	switch (c) {
	case '-':
	case '/':
	case '.':
	case '?':
	case 'n':
	case 'N':
	case 't':
	case 'T':
	case 'u':
	case 'U':
	case '\xe2': /* dashes, the ellipsis */
	case '\xd0': /* Cyrillic */
		return true;
	default:
		return false;
	}
}

bool cells_is_nothing(const struct cell *cell)
{
	struct cell trimmed;

	if (cell->length == 0)
		return true;
	trimmed = cells_trim(cell);
	return trimmed.length == 0 || (trimmed.length < NOTHING_MAX &&
				       can_start_nothing(trimmed.text[0]) && is_in_table(&trimmed));
}

bool cells_is_empty(const struct cell *cell)
{
	return cell->length == 0 || cells_trim(cell).length == 0;
}

bool cells_is_number(const struct cell *cell)
{
	struct cell trimmed = cells_trim(cell);
	size_t digits = 0;

	while (digits < trimmed.length && trimmed.text[digits] >= '0' &&
	       trimmed.text[digits] <= '9')
		digits++;
	return digits > 0 && (digits == trimmed.length ||
			      (digits + 1 == trimmed.length && trimmed.text[digits] == '.'));
}
