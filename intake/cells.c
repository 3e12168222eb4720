#include "intake/cells.h"

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

/* The length of the character at the start of bytes, at least 1. */
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

/* Printable ASCII but the blank: nothing to trim, nothing to replace. */
static bool is_plain(char c)
{
	return c > ' ' && c < 0x7f;
}

struct cell cells_trim(const struct cell *cell)
{
	struct cell trimmed = *cell;
	unsigned int code;
	size_t n;

	while (trimmed.length > 0 && !is_plain(trimmed.text[0])) {
		n = character(trimmed.text, trimmed.length, &code);
		if (!is_blank(code))
			break;
		trimmed.text += n;
		trimmed.length -= n;
	}
	while (trimmed.length > 0 && !is_plain(trimmed.text[trimmed.length - 1])) {
		n = last_character(trimmed.text, trimmed.length, &code);
		if (!is_blank(code))
			break;
		trimmed.length -= n;
	}
	return trimmed;
}

/* How many bytes need no look: printable ASCII, in which no two blanks follow each other. */
static size_t plain_length(const char *bytes, size_t length, enum cells_form form)
{
	size_t n = 0;

	while (n < length && (is_plain(bytes[n]) ||
			      (bytes[n] == ' ' &&
			       (form == CELLS_RAW || (n + 1 < length && is_plain(bytes[n + 1]))))))
		n++;
	return n;
}

/* ---- raw ---------------------------------------------------------------------------------- */

/* Appends one character as it may stay; its length. */
static size_t add_character(const char *bytes, size_t length, struct text *out,
			    struct cells_flaws *flaws)
{
	unsigned int code;
	size_t n = character(bytes, length, &code);

	if (is_line_end(code)) {
		text_add_char(out, ' ');
	} else if (is_control(code)) {
		text_add_char(out, '?');
		flaws->has_control = true;
	} else if (code == 0xfffd) {
		text_add(out, "\xef\xbf\xbd");
	} else {
		text_add_n(out, bytes, n);
	}
	return n;
}

/* ---- names -------------------------------------------------------------------------------- */

/* A run of white space: how long it is, and what it holds. */
struct gap {
	size_t length;
	bool has_line_end;
};

static struct gap find_gap(const char *bytes, size_t length)
{
	struct gap gap = {0};

	while (gap.length < length) {
		unsigned int code;
		size_t n = character(bytes + gap.length, length - gap.length, &code);

		if (!is_blank(code))
			break;
		gap.has_line_end |= code != '\t' && is_line_end(code);
		gap.length += n;
	}
	return gap;
}

static bool is_small_letter(const char *bytes, size_t length)
{
	unsigned int code = 0;

	if (length == 0 || text_utf8(bytes, length, &code) == 0)
		return false;
	/* Latin, Greek and Cyrillic, as far as names are wrapped in them. */
	return (code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff) ||
	       (code >= 0x3b1 && code <= 0x3ce) || (code >= 0x430 && code <= 0x45f);
}

/* Whether out ends with a letter and a hyphen. */
static bool ends_with_hyphen(const struct text *out)
{
	return out->length > 1 && !out->failed && out->data[out->length - 1] == '-' &&
	       out->data[out->length - 2] != ' ' && out->data[out->length - 2] != '-';
}

/* Appends what stands for a gap between two words; rest is what follows it. */
static void add_gap(struct gap gap, const char *rest, size_t rest_length, enum cells_form form,
		    struct text *out)
{
	if (gap.has_line_end && ends_with_hyphen(out)) {
		if (is_small_letter(rest, rest_length))
			out->data[--out->length] = '\0';
		return;
	}
	text_add_char(out, gap.has_line_end && form == CELLS_LINES ? '\n' : ' ');
}

/* ---- both --------------------------------------------------------------------------------- */

/* Appends what stands at the start of bytes; how much of it was taken. */
static size_t add_piece(const char *bytes, size_t length, enum cells_form form, struct text *out,
			struct cells_flaws *flaws)
{
	size_t n = plain_length(bytes, length, form);
	struct gap gap;

	if (n > 0) {
		text_add_n(out, bytes, n);
		return n;
	}
	if (form == CELLS_RAW)
		return add_character(bytes, length, out, flaws);
	gap = find_gap(bytes, length);
	if (gap.length == 0)
		return add_character(bytes, length, out, flaws);
	add_gap(gap, bytes + gap.length, length - gap.length, form, out);
	return gap.length;
}

struct cells_flaws cells_text(const struct cell *cell, enum cells_form form, struct text *out)
{
	struct cell trimmed = cells_trim(cell);
	struct cells_flaws flaws = {0};

	text_clear(out);
	for (size_t at = 0; at < trimmed.length && !flaws.is_cut;) {
		at += add_piece(trimmed.text + at, trimmed.length - at, form, out, &flaws);
		flaws.is_cut = out->length > INTAKE_CELL_MAX;
	}
	if (flaws.is_cut && !out->failed) {
		out->length = text_cut(out->data, out->length, INTAKE_CELL_MAX);
		out->data[out->length] = '\0';
	}
	text_add_n(out, "", 0);
	return flaws;
}

const char *cells_keep(const struct cell *cell, enum cells_form form, struct text *scratch,
		       struct arena *arena)
{
	struct cell trimmed = cells_trim(cell);

	if (trimmed.length <= INTAKE_CELL_MAX &&
	    plain_length(trimmed.text, trimmed.length, form) == trimmed.length)
		return arena_copy_n(arena, trimmed.text, trimmed.length);
	(void)cells_text(&trimmed, form, scratch);
	return text_failed(scratch) ? NULL
				    : arena_copy_n(arena, text_string(scratch), scratch->length);
}

struct cells_flaws cells_flaws(const struct cell *cell)
{
	struct cells_flaws flaws = {.is_cut = cell->length > INTAKE_CELL_MAX};

	for (size_t at = 0; at < cell->length && !flaws.has_control;) {
		unsigned int code;

		at += plain_length(cell->text + at, cell->length - at, CELLS_RAW);
		if (at == cell->length)
			break;
		at += character(cell->text + at, cell->length - at, &code);
		flaws.has_control = is_control(code) && !is_line_end(code);
	}
	return flaws;
}

const struct cell *cells_at(const struct record *record, size_t index)
{
	static const struct cell empty = {.text = ""};

	return index < record->cell_count && index < INTAKE_COLUMNS_MAX ? &record->cells[index]
									: &empty;
}

struct cells_excerpt cells_excerpt(const char *text)
{
	struct cells_excerpt excerpt;
	size_t length = strlen(text);
	size_t n = text_cut(text, length, 80);

	memcpy(excerpt.text, text, n);
	memcpy(excerpt.text + n, n < length ? "…" : "", n < length ? sizeof("…") : 1);
	return excerpt;
}
