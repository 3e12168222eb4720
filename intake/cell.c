#include "intake/cell.h"

#include <string.h>

/* White space of Unicode, what pads a text invisibly, and line ends. */
static bool is_blank(unsigned int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
	       c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

/* C0, DEL and C1: terminals and mail programs may obey them. */
static bool is_control(unsigned int c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/* Line ends and their like, which become blanks; no-break spaces and such stay as they are. */
static bool is_line_end(unsigned int c)
{
	return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The length of the character at `at`, at least 1. */
static size_t character(const char *bytes, size_t length, unsigned int *ret_code)
{
	size_t n = text_utf8(bytes, length, ret_code);

	if (n > 0)
		return n;
	*ret_code = 0xfffd;
	return 1;
}

/* The length of the last character, whose bytes but the first are 10xxxxxx. */
static size_t last_character(const char *bytes, size_t length, unsigned int *ret_code)
{
	size_t n = 1;

	while (n < length && n < 4 && ((unsigned char)bytes[length - n] & 0xc0) == 0x80)
		n++;
	return character(bytes + length - n, n, ret_code) == n ? n : 1;
}

/* Narrows bytes to what stands between the white space at its ends. */
static void trim(const char **bytes, size_t *length)
{
	unsigned int code;
	size_t n;

	while (*length > 0) {
		n = character(*bytes, *length, &code);
		if (!is_blank(code))
			break;
		*bytes += n;
		*length -= n;
	}
	while (*length > 0) {
		n = last_character(*bytes, *length, &code);
		if (!is_blank(code))
			break;
		*length -= n;
	}
}

/* How many bytes need no look: printable ASCII, quotation marks left out. */
static size_t plain_length(const char *bytes, size_t length)
{
	size_t n = 0;

	while (n < length && bytes[n] >= ' ' && bytes[n] < 0x7f && bytes[n] != '"')
		n++;
	return n;
}

/* Appends one character as it may stay; its length, with the twin of a mark in a quoted cell. */
static size_t add_character(const struct cell *cell, const char *bytes, size_t length,
			    struct text *out, struct cell_flaws *flaws)
{
	unsigned int code;
	size_t n = character(bytes, length, &code);

	if (is_line_end(code)) {
		text_add_char(out, ' ');
	} else if (is_control(code)) {
		text_add_char(out, '?');
		flaws->has_control = true;
	} else {
		text_add_n(out, bytes, n);
	}
	return cell->is_quoted && code == '"' && n < length ? n + 1 : n;
}

struct cell_flaws cell_text(const struct cell *cell, struct text *out)
{
	struct cell_flaws flaws = {0};
	const char *bytes = cell->bytes;
	size_t length = cell->length;

	text_clear(out);
	trim(&bytes, &length);
	for (size_t at = 0, n; at < length && !flaws.is_cut; at += n) {
		n = plain_length(bytes + at, length - at);
		text_add_n(out, bytes + at, n);
		if (n == 0)
			n = add_character(cell, bytes + at, length - at, out, &flaws);
		flaws.is_cut = out->length > INTAKE_CELL_MAX;
	}
	if (flaws.is_cut && !out->failed) {
		out->length = text_cut(out->data, out->length, INTAKE_CELL_MAX);
		out->data[out->length] = '\0';
	}
	text_add_n(out, "", 0);
	return flaws;
}

void cell_fold_blanks(const char *text, struct text *out)
{
	size_t length = strlen(text);
	bool was_blank = true;

	text_clear(out);
	for (size_t at = 0, n; at < length; at += n) {
		unsigned int code;

		n = character(text + at, length - at, &code);
		if (!is_blank(code))
			text_add_n(out, text + at, n);
		else if (!was_blank)
			text_add_char(out, ' ');
		was_blank = is_blank(code);
	}
	if (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
	text_add_n(out, "", 0);
}

#define NOTHING_MAX 16

/* How registers write that nothing is recorded. */
static const char *const nothings[] = {
	"",
	"-",
	"--",
	"---",
	"–",
	"—",
	"―",
	"−",
	"/",
	".",
	"...",
	"…",
	"?",
	"n/a",
	"n.a.",
	"n. a.",
	"na",
	"nil",
	"null",
	"none",
	"tbd",
	"tbc",
	"unknown",
	"not known",
	"not specified",
	"not stated",
	"not available",
	"not applicable",
	"no data",
};

bool cell_is_nothing(const struct cell *cell)
{
	const char *bytes = cell->bytes;
	size_t length = cell->length;
	char text[NOTHING_MAX];

	trim(&bytes, &length);
	if (length >= sizeof(text))
		return false;
	memcpy(text, bytes, length);
	text[length] = '\0';
	for (size_t i = 0; i < sizeof(nothings) / sizeof(nothings[0]); i++) {
		/* The table is in small letters: most cells differ in the first one already. */
		if ((text[0] | 0x20) == (nothings[i][0] | 0x20) &&
		    text_compare_case(text, nothings[i]) == 0)
			return true;
	}
	return false;
}

bool cell_is_empty(const struct cell *cell)
{
	const char *bytes = cell->bytes;
	size_t length = cell->length;

	trim(&bytes, &length);
	return length == 0;
}

bool cell_is_number(const struct cell *cell)
{
	const char *bytes = cell->bytes;
	size_t length = cell->length;
	size_t digits = 0;

	trim(&bytes, &length);
	while (digits < length && bytes[digits] >= '0' && bytes[digits] <= '9')
		digits++;
	return digits > 0 && (digits == length || (digits + 1 == length && bytes[digits] == '.'));
}

struct excerpt cell_excerpt(const char *text)
{
	struct excerpt excerpt;
	size_t length = strlen(text);
	size_t n = text_cut(text, length, 80);

	memcpy(excerpt.text, text, n);
	memcpy(excerpt.text + n, n < length ? "…" : "", n < length ? sizeof("…") : 1);
	return excerpt;
}
