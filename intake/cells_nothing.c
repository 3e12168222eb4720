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
	/* What spreadsheets show for a formula that went wrong. */
	NOTHING("#N/A"),
	NOTHING("#N/A!"),
	NOTHING("#REF!"),
	NOTHING("#VALUE!"),
	NOTHING("#NAME?"),
	NOTHING("#DIV/0!"),
	NOTHING("#NULL!"),
	NOTHING("#NUM!"),
	NOTHING("#SPILL!"),
	NOTHING("#CALC!"),
	NOTHING("#FIELD!"),
	NOTHING("#ERROR!"),
	NOTHING("#GETTING_DATA"),
	NOTHING("#Н/Д"),
	NOTHING("#ЗНАЧ!"),
	NOTHING("#ССЫЛКА!"),
	NOTHING("#ИМЯ?"),
	NOTHING("#ДЕЛ/0!"),
	NOTHING("#ПУСТО!"),
	NOTHING("#ЧИСЛО!"),
	NOTHING("#NV"),
	NOTHING("#WERT!"),
	NOTHING("#BEZUG!"),
	NOTHING("#ZAHL!"),
	NOTHING("#YOK"),
	NOTHING("#DEĞER!"),
	NOTHING("#BAŞV!"),
	NOTHING("#AD?"),
	NOTHING("#SAYI!"),
	NOTHING("#SAYI/0!"),
	NOTHING("#BOŞ!"),
	NOTHING("#VALEUR!"),
	NOTHING("#NOM?"),
	NOTHING("#NOMBRE!"),
	NOTHING("#NUL!"),
	NOTHING("#¡REF!"),
	NOTHING("#¡VALOR!"),
	NOTHING("#¡DIV/0!"),
	NOTHING("#¡NUM!"),
	NOTHING("#¡NULO!"),
	NOTHING("#¿NOMBRE?"),
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

/* A column too narrow for its cells, saved as text: "#####"; and a line under a heading, as in
 * Markdown: "-----", ":---:". */
static bool is_line(const struct cell *cell)
{
	size_t at = cell->text[0] == ':', end = cell->length;

	while (end > at && cell->text[end - 1] == ':')
		end--;
	if (end < at + 3 || strchr("#-=_", cell->text[at]) == NULL)
		return false;
	for (size_t i = at; i < end; i++) {
		if (cell->text[i] != cell->text[at])
			return false;
	}
	return true;
}

/* All bytes that a text of the table can start with. */
static bool can_start_nothing(char c)
{
	switch (c) {
	case '-':
	case '/':
	case '.':
	case '?':
	case '#':
	case '=':
	case '_':
	case ':':
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
	if (trimmed.length == 0)
		return true;
	return can_start_nothing(trimmed.text[0]) &&
	       (is_line(&trimmed) || (trimmed.length < NOTHING_MAX && is_in_table(&trimmed)));
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
