#include "cli/wrap.h"

#include <string.h>

static void add_blanks(struct text *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add_char(out, ' ');
}

void wrap_add(struct text *out, const char *words, size_t indent, size_t column)
{
	bool is_first = true;

	for (;;) {
		size_t length;

		words += strspn(words, " ");
		length = strcspn(words, " ");
		if (length == 0)
			break;
		if (!is_first && column + 1 + length > WRAP_COLUMNS) {
			text_add_char(out, '\n');
			add_blanks(out, indent);
			column = indent;
		} else if (!is_first) {
			text_add_char(out, ' ');
			column++;
		}
		text_add_n(out, words, length);
		column += length;
		words += length;
		is_first = false;
	}
	text_add_char(out, '\n');
}

void wrap_entry(struct text *out, const char *head, const char *words, size_t indent)
{
	size_t length = strlen(head);

	text_add(out, head);
	if (length + 2 > indent) {
		text_add_char(out, '\n');
		length = 0;
	}
	add_blanks(out, indent - length);
	wrap_add(out, words, indent, indent);
}
