#include "intake/text/joint.h"

#include <string.h>

#include "core/text.h"
#include "intake/text/split.h"

#define NONE ((size_t)-1)

/* A piece of a cell, without white space at its ends. */
struct piece {
	const char *text;
	size_t length;
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct piece piece_of(const struct cell *cell)
{
	struct piece piece = {cell->text, cell->length};

	while (piece.length > 0 && is_blank(piece.text[0])) {
		piece.text++;
		piece.length--;
	}
	while (piece.length > 0 && is_blank(piece.text[piece.length - 1]))
		piece.length--;
	return piece;
}

static struct piece last_word(struct piece piece)
{
	size_t at = piece.length;

	while (at > 0 && !is_blank(piece.text[at - 1]))
		at--;
	return (struct piece){piece.text + at, piece.length - at};
}

static bool starts_with(struct piece piece, const char *text)
{
	size_t length = strlen(text);

	return piece.length >= length && strncasecmp(piece.text, text, length) == 0;
}

static bool contains(struct piece piece, const char *text)
{
	return memmem(piece.text, piece.length, text, strlen(text)) != NULL;
}

static bool starts_address(struct piece word)
{
	return contains(word, "://") || starts_with(word, "www.") || starts_with(word, "mailto:");
}

/* Whether a piece can be the rest of an address: one word, which is no date and no plain word. */
static bool is_rest_of_address(struct piece piece)
{
	bool has_letter = false;
	bool has_mark = false;

	for (size_t i = 0; i < piece.length; i++) {
		char c = piece.text[i];

		if (is_blank(c))
			return false;
		has_letter |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		has_mark |= strchr("/%&=?#_-.~+", c) != NULL;
	}
	return has_letter && (has_mark || (piece.text[0] >= 'a' && piece.text[0] <= 'z')) &&
	       !starts_address(piece);
}

/* Small letters of Latin and Cyrillic alphabets. */
static bool starts_small(struct piece piece)
{
	unsigned int code = 0;

	if (text_utf8(piece.text, piece.length, &code) == 0)
		return false;
	return (code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff && code != 0xf7) ||
	       (code >= 0x100 && code < 0x180 && code % 2 == 1) || (code >= 0x430 && code < 0x460);
}

static bool is_address_broken(struct piece before, struct piece after)
{
	return starts_address(last_word(before)) && is_rest_of_address(after);
}

static bool is_word_broken(struct piece before, struct piece after)
{
	return before.length >= 2 && before.text[before.length - 1] == '-' &&
	       !is_blank(before.text[before.length - 2]) && starts_small(after);
}

/* Whether a text that ends so may go on: not behind a full stop, a digit or a closing mark. */
static bool is_unfinished(struct piece piece)
{
	unsigned char last = piece.length > 0 ? (unsigned char)piece.text[piece.length - 1] : '.';

	return (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z') || last >= 0x80 ||
	       last == ',' || last == '-' || last == '/' || last == '&';
}

static bool is_text_broken(struct piece before, struct piece after)
{
	return is_unfinished(before) && starts_small(after) && !starts_address(after) &&
	       memchr(after.text, '@', after.length) == NULL;
}

static bool has_open_bracket(struct piece piece)
{
	int open = 0;

	for (size_t i = 0; i < piece.length; i++)
		open += piece.text[i] == '(' ? 1 : piece.text[i] == ')' && open > 0 ? -1 : 0;
	return open > 0;
}

/* Whether what the two cells say is one text. */
static bool belong_together(struct piece before, struct piece after)
{
	return is_address_broken(before, after) || is_text_broken(before, after) ||
	       (has_open_bracket(before) && contains(after, ")"));
}

static size_t kept(const struct record *record)
{
	return record->cell_count < INTAKE_COLUMNS_MAX ? record->cell_count : INTAKE_COLUMNS_MAX;
}

static size_t first_filled(const struct record *record)
{
	for (size_t i = 0; i < kept(record); i++) {
		if (!split_is_blank(&record->cells[i]))
			return i;
	}
	return NONE;
}

static size_t last_filled(const struct record *record)
{
	for (size_t i = kept(record); i > 0; i--) {
		if (!split_is_blank(&record->cells[i - 1]))
			return i - 1;
	}
	return NONE;
}

static bool is_full(const struct record *record, const struct joint_table *table)
{
	return record->cell_count >= table->width;
}

/* The cells before the second piece are there, and empty. */
static bool find_padded(const struct record *before, const struct record *after,
			const struct joint_table *table, struct joint *joint)
{
	size_t at = last_filled(before);
	size_t width = is_full(before, table) ? before->cell_count : table->width;
	bool together;

	if (at == NONE || at == 0 || first_filled(after) != at || after->cell_count > width)
		return false;
	*joint = (struct joint){at, at};
	together = belong_together(piece_of(&before->cells[at]), piece_of(&after->cells[at]));
	if (last_filled(after) == at)
		return together;
	return before->cell_count == at + 1 && !is_full(before, table) &&
	       (together || table->partner_column < at);
}

/* The line starts with the second piece. */
static bool find_plain(const struct record *before, const struct record *after,
		       const struct joint_table *table, struct joint *joint)
{
	size_t at = last_filled(before);
	struct piece first, second;

	if (at == NONE || at == 0 || at + 1 != before->cell_count || first_filled(after) != 0 ||
	    at + after->cell_count > table->width)
		return false;
	*joint = (struct joint){at, 0};
	first = piece_of(&before->cells[at]);
	second = piece_of(&after->cells[0]);
	if (after->cell_count == 1)
		return is_address_broken(first, second) || is_word_broken(first, second);
	return at + after->cell_count == table->width && belong_together(first, second);
}

bool joint_find(const struct record *before, const struct record *after,
		const struct joint_table *table, struct joint *ret_joint)
{
	return find_padded(before, after, table, ret_joint) ||
	       find_plain(before, after, table, ret_joint);
}

/* One cell of two pieces. */
static bool join_cell(struct cell *cell, const struct cell *after, struct arena *arena)
{
	struct piece first = piece_of(cell);
	struct piece second = piece_of(after);
	bool is_one = is_address_broken(first, second) || is_word_broken(first, second);
	char *text = arena_take(arena, first.length + 1 + second.length);

	if (text == NULL)
		return false;
	memcpy(text, first.text, first.length);
	text[first.length] = ' ';
	memcpy(text + first.length + (is_one ? 0 : 1), second.text, second.length);
	cell->text = text;
	cell->length = first.length + (is_one ? 0 : 1) + second.length;
	return true;
}

bool joint_join(struct record *before, const struct record *after, struct joint joint,
		struct arena *arena)
{
	struct cell *cell = &before->cells[joint.before];
	struct place place = record_place(before, joint.before);

	if (!join_cell(cell, &after->cells[joint.after], arena))
		return false;
	cell->line = place.line;
	cell->column = place.column;
	for (size_t i = joint.after + 1; i < kept(after); i++) {
		size_t at = joint.before + i - joint.after;

		if (at < INTAKE_COLUMNS_MAX)
			before->cells[at] = after->cells[i];
		if (at >= before->cell_count)
			before->cell_count = at + 1;
	}
	return true;
}
