#include "cli/display.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

void display_init(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}

static bool is_white(unsigned int code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xa0;
}

bool display_is_harmful(unsigned int code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x61c || code == 0x200e ||
	       code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff ||
	       (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f);
}

void display_add(struct text *out, const char *piece)
{
	size_t left = piece == NULL ? 0 : strlen(piece);

	while (left > 0) {
		unsigned int code = 0;
		size_t length = text_utf8(piece, left, &code);

		if (length == 0 || (display_is_harmful(code) && !is_white(code)))
			text_add_char(out, '?');
		else if (is_white(code))
			text_add_char(out, ' ');
		else
			text_add_n(out, piece, length);
		length = length == 0 ? 1 : length;
		piece += length;
		left -= length;
	}
}

/* The width of the character at text; *ret_length gets its bytes. */
static size_t character_width(const char *text, size_t left, size_t *ret_length)
{
	unsigned int code = 0;
	size_t length = text_utf8(text, left, &code);
	int width;

	*ret_length = length == 0 ? 1 : length;
	width = length == 0 ? 1 : wcwidth((wchar_t)code);
	return width < 0 ? 1 : (size_t)width;
}

size_t display_width(const char *text)
{
	size_t left = strlen(text);
	size_t columns = 0;

	while (left > 0) {
		size_t length;

		columns += character_width(text, left, &length);
		text += length;
		left -= length;
	}
	return columns;
}

void display_cut(struct text *out, const char *text, size_t columns)
{
	size_t left = strlen(text);
	size_t used = 0;
	size_t keep = 0;

	if (display_width(text) <= columns) {
		text_add(out, text);
		return;
	}
	if (columns == 0)
		return;
	while (left > 0) {
		size_t length;
		size_t width = character_width(text + keep, left, &length);

		if (used + width > columns - 1)
			break;
		used += width;
		keep += length;
		left -= length;
	}
	text_add_n(out, text, keep);
	text_add(out, "…");
}
