#include "intake/running/running_text.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "intake/limits.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where the line behind the one at `at` starts. */
static size_t next_line(const char *bytes, size_t length, size_t at)
{
	while (at < length && bytes[at] != '\n' && bytes[at] != '\r')
		at++;
	if (at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n')
		at++;
	return at < length ? at + 1 : length;
}

static size_t count_lines(const char *bytes, size_t length)
{
	size_t count = 0;

	for (size_t at = 0; at < length; at = next_line(bytes, length, at))
		count++;
	return count;
}

static void mark_line(struct running_text *text, size_t line)
{
	struct running_piece piece = running_text_line(text, line);

	text->kinds[line] = running_text_trim(piece).length == 0 ? LINE_BLANK : LINE_CONTINUATION;
	if (memchr(piece.text, '\f', piece.length) != NULL)
		text->marks[line] |= RUNNING_PAGE;
}

int running_text_index(struct running_text *text, const char *bytes, size_t length,
		       struct arena *arena)
{
	struct running_text found = {.bytes = bytes, .line_count = count_lines(bytes, length)};
	size_t at = 0;

	if (found.line_count > RUNNING_LINES_MAX)
		return 1;
	found.starts = arena_take_array(arena, found.line_count + 1, sizeof(*found.starts));
	found.kinds = arena_take_array(arena, found.line_count + 1, sizeof(*found.kinds));
	found.marks = arena_take_array(arena, found.line_count + 1, sizeof(*found.marks));
	if (found.starts == NULL || found.kinds == NULL || found.marks == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < found.line_count; i++) {
		found.starts[i] = (uint32_t)at;
		at = next_line(bytes, length, at);
	}
	found.starts[found.line_count] = (uint32_t)length;
	for (size_t i = 0; i < found.line_count; i++)
		mark_line(&found, i);
	*text = found;
	return 0;
}

struct running_piece running_text_line(const struct running_text *text, size_t line)
{
	return running_text_lines(text, line, 1);
}

struct running_piece running_text_lines(const struct running_text *text, size_t line, size_t count)
{
	const char *start = text->bytes + text->starts[line];
	const char *end = text->bytes + text->starts[line + count];

	if (end > start && end[-1] == '\n')
		end--;
	if (end > start && end[-1] == '\r')
		end--;
	return (struct running_piece){start, (size_t)(end - start)};
}

static bool is_blank(unsigned int code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200b) || code == 0x2028 || code == 0x2029 ||
	       code == 0x202f || code == 0x205f || code == 0x3000 || code == 0xfeff;
}

/* The length of the character at `at`; what is no UTF-8 is one byte. */
static size_t character(struct running_piece piece, size_t at, unsigned int *ret_code)
{
	size_t n;

	*ret_code = 0xfffd;
	n = text_utf8(piece.text + at, piece.length - at, ret_code);
	return n == 0 ? 1 : n;
}

static unsigned int column_behind(unsigned int column, unsigned int code)
{
	if (code == '\f')
		return 0;
	return code == '\t' ? (column / 8 + 1) * 8 : column + 1;
}

bool running_text_word(struct running_piece line, size_t *at, unsigned int *column,
		       struct running_word *ret_word)
{
	size_t i = *at, start, n;
	unsigned int code = 0, first;

	for (; i < line.length; i += n) {
		n = character(line, i, &code);
		if (!is_blank(code))
			break;
		*column = column_behind(*column, code);
	}
	start = i;
	first = *column;
	for (; i < line.length; i += n) {
		n = character(line, i, &code);
		if (is_blank(code))
			break;
		*column += 1;
	}
	*at = i;
	if (i == start)
		return false;
	*ret_word = (struct running_word){line.text + start, i - start, first, *column};
	return true;
}

struct running_piece running_text_trim(struct running_piece piece)
{
	struct running_word word;
	size_t at = 0, start = 0, end = 0;
	unsigned int column = 0;

	while (running_text_word(piece, &at, &column, &word)) {
		if (end == 0)
			start = at - word.length;
		end = at;
	}
	return (struct running_piece){piece.text + start, end - start};
}

bool running_text_has_digit(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (is_digit(text[i]))
			return true;
	}
	return false;
}

unsigned int running_text_number(const char *text, size_t length)
{
	static const char sign[] = "№";
	unsigned int number = 0;
	size_t at = 0, digits = 0;

	if (length > sizeof(sign) - 1 && memcmp(text, sign, sizeof(sign) - 1) == 0)
		at = sizeof(sign) - 1;
	for (; at < length && is_digit(text[at]) && digits < 7; at++, digits++)
		number = number * 10 + (unsigned int)(text[at] - '0');
	if (at < length && digits > 0 && (text[at] == '.' || text[at] == ')'))
		at++;
	return at == length && digits > 0 && digits < 7 ? number : 0;
}

bool running_text_is_date(const struct running_word *word)
{
	size_t numbers = 0, digits = 0, most = 0;

	for (size_t i = 0; i < word->length; i++) {
		char c = word->text[i];
		bool is_digit = c >= '0' && c <= '9';

		if (!is_digit && (digits == 0 || strchr("./-", c) == NULL))
			return false;
		digits = is_digit ? digits + 1 : 0;
		numbers += digits == 1;
		most = digits > most ? digits : most;
	}
	return numbers == 3 && most <= 4;
}
