#include "intake/text/split.h"

#include <endian.h>
#include <string.h>

#define ONES  UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

size_t split_line_end(const char *text, size_t length)
{
	if (length == 0)
		return 0;
	if (text[0] == '\r')
		return length > 1 && text[1] == '\n' ? 2 : 1;
	return text[0] == '\n' ? 1 : 0;
}

static bool ends_plain(char c, char separator)
{
	return c == separator || c == '\n' || c == '\r';
}

/* The high bit of each byte that is c; bits above the lowest one can be wrong. */
static uint64_t bytes_equal(uint64_t word, char c)
{
	uint64_t rest = word ^ (ONES * (unsigned char)c);

	return (rest - ONES) & ~rest & HIGHS;
}

/* Where the separator or line end stands that ends a plain cell; end when there is none. */
static size_t plain_end(const char *text, size_t at, size_t end, char separator)
{
	for (; end - at >= 8; at += 8) {
		uint64_t word, hits;

		memcpy(&word, text + at, 8);
		word = le64toh(word);
		hits = bytes_equal(word, separator) | bytes_equal(word, '\n') |
		       bytes_equal(word, '\r');
		if (hits != 0)
			return at + (size_t)__builtin_ctzll(hits) / 8;
	}
	while (at < end && !ends_plain(text[at], separator))
		at++;
	return at;
}

/* Where cutting a record stands. */
struct cutter {
	const struct split *split;
	size_t at;
	size_t end;    /* of what may be looked at: of the text, or of the longest record */
	bool is_final; /* nothing behind end counts */
	unsigned int lines;
	bool has_doubled; /* of the cell taken last */
};

enum closing { CLOSING_FOUND, CLOSING_NONE, CLOSING_MORE };

/* Whether a cell whose closing mark stands before `at` ends there. */
static enum closing ends_cell(const struct cutter *cutter, size_t at)
{
	if (at < cutter->end)
		return ends_plain(cutter->split->text[at], cutter->split->separator) ? CLOSING_FOUND
										     : CLOSING_NONE;
	if (!cutter->is_final)
		return CLOSING_MORE;
	return at == cutter->split->length ? CLOSING_FOUND : CLOSING_NONE;
}

/* Finds the mark that closes the quoted cell whose opening mark is at cutter->at. */
static enum closing find_closing(struct cutter *cutter, size_t *ret_close)
{
	const char *text = cutter->split->text;
	size_t at = cutter->at + 1;

	cutter->has_doubled = false;
	while (at < cutter->end) {
		const char *mark = memchr(text + at, '"', cutter->end - at);

		if (mark == NULL)
			break;
		at = (size_t)(mark - text);
		if (at + 1 == cutter->end || text[at + 1] != '"') {
			*ret_close = at;
			return ends_cell(cutter, at + 1);
		}
		cutter->has_doubled = true;
		at += 2;
	}
	return cutter->is_final ? CLOSING_NONE : CLOSING_MORE;
}

static bool is_odd(const char *text, size_t length)
{
	bool is_odd = false;

	for (size_t i = 0; i < length; i++)
		is_odd ^= text[i] == '"';
	return is_odd;
}

static struct cell take_plain(struct cutter *cutter)
{
	const char *text = cutter->split->text + cutter->at;
	size_t end =
		plain_end(cutter->split->text, cutter->at, cutter->end, cutter->split->separator);
	size_t length = end - cutter->at;

	cutter->at = end;
	return (struct cell){.text = text,
			     .length = length,
			     .is_open = length > 0 && text[0] == '"' && is_odd(text, length)};
}

/* Counts line ends: LF, CR LF, CR. */
static unsigned int count_line_ends(const char *text, size_t length)
{
	const char *end = text + length;
	unsigned int count = 0;

	for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		count++;
	for (const char *at = text; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
		count += at + 1 == end || at[1] != '\n';
	return count;
}

static struct cell take_quoted(struct cutter *cutter, size_t close)
{
	const char *text = cutter->split->text + cutter->at + 1;
	size_t length = close - cutter->at - 1;

	cutter->lines += count_line_ends(text, length);
	cutter->at = close + 1;
	return (struct cell){.text = text, .length = length};
}

/* Takes the cell at cutter->at and goes behind it. False: how it goes on must be seen first. */
static bool take_cell(struct cutter *cutter, struct cell *ret_cell)
{
	const struct split *split = cutter->split;
	enum closing closing = CLOSING_NONE;
	size_t close = 0;

	if (cutter->at < cutter->end && split->text[cutter->at] == '"')
		closing = find_closing(cutter, &close);
	if (closing == CLOSING_MORE)
		return false;
	if (closing == CLOSING_FOUND) {
		*ret_cell = take_quoted(cutter, close);
	} else {
		cutter->has_doubled = false;
		*ret_cell = take_plain(cutter);
	}
	return true;
}

/* Where the next cell of a record goes: those beyond the limit go where nobody looks. */
static struct cell *next_place(struct record *record, struct cell *nowhere)
{
	size_t index = record->cell_count++;

	return index < INTAKE_COLUMNS_MAX ? &record->cells[index] : nowhere;
}

static void note_doubled(const struct record *record, struct split_rest *rest)
{
	size_t index = record->cell_count - 1;

	if (index >= INTAKE_COLUMNS_MAX)
		return;
	rest->has_doubled = true;
	rest->doubled[index / 64] |= UINT64_C(1) << index % 64;
}

static bool at_separator(const struct cutter *cutter)
{
	return cutter->at < cutter->end &&
	       cutter->split->text[cutter->at] == cutter->split->separator;
}

enum split_result split_record(const struct split *split, size_t start, struct record *ret_record,
			       struct split_rest *ret_rest)
{
	bool is_cut = split->length - start > INTAKE_LINE_MAX + 1;
	struct cutter cutter = {.split = split,
				.at = start,
				.end = is_cut ? start + INTAKE_LINE_MAX + 1 : split->length,
				.is_final = is_cut || split->is_whole,
				.lines = 1};
	struct record *record = ret_record;
	struct cell nowhere;
	size_t n;

	record->cell_count = 0;
	*ret_rest = (struct split_rest){0};
	for (;;) {
		if (!take_cell(&cutter, next_place(record, &nowhere)))
			return SPLIT_MORE;
		if (cutter.has_doubled)
			note_doubled(record, ret_rest);
		if (!at_separator(&cutter))
			break;
		cutter.at++;
	}
	if (cutter.at - start > INTAKE_LINE_MAX)
		return SPLIT_TOO_LONG;
	n = split_line_end(split->text + cutter.at, split->length - cutter.at);
	/* A CR may be half of a CR LF. */
	if (!split->is_whole && cutter.at + (n < 1 ? 1 : n) >= split->length)
		return SPLIT_MORE;
	record->text = split->text + start;
	record->length = cutter.at - start;
	record->lines = cutter.lines;
	ret_rest->next = cutter.at + n;
	return SPLIT_RECORD;
}

/* Copies a cell with one mark for each two. */
static size_t copy_undoubled(char *to, const char *from, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		to[n++] = from[i];
		if (from[i] == '"' && i + 1 < length && from[i + 1] == '"')
			i++;
	}
	return n;
}

bool split_undouble(struct record *record, const struct split_rest *rest, struct arena *arena)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		struct cell *cell = &record->cells[i];
		struct place place;
		char *text;

		if ((rest->doubled[i / 64] >> i % 64 & 1) == 0)
			continue;
		text = arena_take(arena, cell->length);
		if (text == NULL)
			return false;
		place = record_place(record, i);
		cell->line = place.line;
		cell->column = place.column;
		cell->length = copy_undoubled(text, cell->text, cell->length);
		cell->text = text;
	}
	return true;
}

bool split_is_blank(const struct cell *cell)
{
	size_t i = 0;

	while (i < cell->length) {
		unsigned char c = (unsigned char)cell->text[i];

		if (c == ' ' || (c >= '\t' && c <= '\r'))
			i++;
		else if (c == 0xc2 && i + 1 < cell->length &&
			 (unsigned char)cell->text[i + 1] == 0xa0) /* a no-break space */
			i += 2;
		else
			return false;
	}
	return true;
}
