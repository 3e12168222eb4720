#include "intake/running_rows.h"

#include <errno.h>
#include <string.h>

#include "intake/intake.h"
#include "intake/running_pages.h"
#include "intake/validity.h"

#define NUMBERED_MIN 3	 /* rows with numbers, where no heading speaks of them */
#define ROW_LINES    200 /* of one row; what stands behind is none of it */
#define TIME_WORDS   5	 /* at an end of a line that are read as a text about time */

static bool is_text(const struct running_text *text, size_t line)
{
	return text->kinds[line] == LINE_CONTINUATION || text->kinds[line] == LINE_ROW;
}

static bool is_only_time(struct running_piece piece, const struct profile *profile)
{
	struct validity validity;

	if (piece.length == 0 || piece.length > 200)
		return false;
	validity = validity_read(piece.text, piece.length, profile);
	return validity.rest_length == 0;
}

/* Whether a line ends with words about time. */
static bool ends_with_time(struct running_piece line, const struct profile *profile)
{
	size_t starts[TIME_WORDS] = {0}, count = 0, at = 0;
	struct running_word word;
	unsigned int column = 0;

	while (running_text_word(line, &at, &column, &word)) {
		starts[count % TIME_WORDS] = at - word.length;
		count++;
	}
	for (size_t n = 1; n <= TIME_WORDS && n <= count; n++) {
		size_t start = starts[(count - n) % TIME_WORDS];
		struct running_piece end = running_text_trim(
			(struct running_piece){line.text + start, line.length - start});

		if (is_only_time(end, profile))
			return true;
	}
	return false;
}

/* Whether a line starts with words about time. */
static bool starts_with_time(struct running_piece line, const struct profile *profile)
{
	size_t at = 0, count = 0;
	struct running_word word;
	unsigned int column = 0;

	line = running_text_trim(line);
	while (count < TIME_WORDS && running_text_word(line, &at, &column, &word)) {
		count++;
		if (is_only_time((struct running_piece){line.text, at}, profile))
			return true;
	}
	return false;
}

/* Whether the table's last column is about time. */
static bool ends_in_time(const struct running_heading *heading)
{
	return heading->count == 0 ||
	       running_heading_is_time(heading->columns[heading->count - 1].role);
}

static bool has_date(struct running_piece line, const struct profile *profile)
{
	struct validity validity;
	struct running_piece piece = running_text_trim(line);

	if (piece.length > 1000 || !running_text_has_digit(piece.text, piece.length))
		return false;
	validity = validity_read(piece.text, piece.length, profile);
	return validity.date_count > 0;
}

/*
 * Rows without numbers, in no columns. Where dates come last, a line behind one that ends with them
 * starts a row, unless it goes on with them. Else a line with a date does.
 */
static size_t mark_by_dates(struct running_text *text, size_t from,
			    const struct running_heading *heading, const struct profile *profile)
{
	bool dates_are_last = ends_in_time(heading), is_ended = true;
	size_t count = 0;

	for (size_t i = from; i < text->line_count; i++) {
		struct running_piece line = running_text_line(text, i);

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		if (dates_are_last ? is_ended && !starts_with_time(line, profile)
				   : has_date(line, profile)) {
			text->kinds[i] = LINE_ROW;
			count++;
		}
		is_ended = dates_are_last && ends_with_time(line, profile);
	}
	return count;
}

/* Which columns of a line hold something, as bits. */
static uint32_t filled(const struct running_layout *layout, const struct running_text *text,
		       size_t line, size_t *page)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_layout_cut(layout, text, line, page, words, columns);
	uint32_t bits = 0;

	for (size_t i = 0; i < count; i++)
		bits |= (uint32_t)1 << columns[i];
	return bits;
}

/* The columns that each row fills on the line where it starts. */
static uint32_t key_columns(const struct running_heading *heading)
{
	static const enum role keys[] = {ROLE_PARTNER, ROLE_COUNTRY, ROLE_SIGNED};
	uint32_t bits = 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t column = running_heading_column(heading, keys[i]);

		if (column < heading->count)
			bits |= (uint32_t)1 << column;
	}
	return bits;
}

static int bits_in(uint32_t bits)
{
	return __builtin_popcount(bits);
}

/*
 * Rows in columns, without numbers: a line with all key columns starts a row, also one behind an
 * empty line with all but one of them. Lines with cells of a second table only are furniture.
 */
static size_t mark_by_columns(struct running_text *text, size_t from,
			      const struct running_heading *heading,
			      const struct running_layout *layout)
{
	uint32_t keys = key_columns(heading);
	size_t page = 0, count = 0;

	for (size_t i = from; i < text->line_count; i++) {
		bool is_apart = i > 0 && text->kinds[i - 1] != LINE_CONTINUATION &&
				text->kinds[i - 1] != LINE_ROW;
		uint32_t bits;
		int missing;

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		bits = filled(layout, text, i, &page);
		missing = bits_in(keys & ~bits);
		if (keys != 0 && bits_in(bits) >= 2 && missing <= (is_apart ? 1 : 0)) {
			text->kinds[i] = LINE_ROW;
			count++;
		}
	}
	return count;
}

static void mark_beside(struct running_text *text, size_t from,
			const struct running_heading *heading, const struct running_layout *layout)
{
	uint32_t own = heading->count < 32 ? ((uint32_t)1 << heading->count) - 1 : UINT32_MAX;
	size_t page = 0;

	for (size_t i = from; i < text->line_count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION &&
		    (filled(layout, text, i, &page) & own) == 0)
			text->kinds[i] = LINE_FURNITURE;
	}
}

/* Whether what stands on a line keeps to one column or several, as no title does. */
static bool keeps_columns(const struct running_text *text, size_t line,
			  const struct running_layout *layout, size_t *page)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_layout_cut(layout, text, line, page, words, columns);

	for (size_t i = 1; i < count; i++) {
		if (columns[i] != columns[i - 1] && words[i].column - words[i - 1].end < 2)
			return false;
	}
	return true;
}

/* How many lines in columns stand over the line that seems to start the first row. */
static size_t lines_above(struct running_text *text, size_t from,
			  const struct running_layout *layout, size_t *ret_first)
{
	size_t above = 0, page = 0, line = from;

	for (; line < text->line_count && text->kinds[line] != LINE_ROW; line++) {
		if (text->kinds[line] != LINE_CONTINUATION)
			continue;
		if (keeps_columns(text, line, layout, &page))
			above++;
		else
			text->kinds[line] = LINE_FURNITURE;
	}
	*ret_first = line;
	return above;
}

/* The line from which a row has `above` lines of its own over its middle one. */
static size_t centred_start(const struct running_text *text, size_t from, size_t middle,
			    size_t above)
{
	size_t start = middle;

	for (size_t i = middle; i > from && above > 0; i--) {
		if (text->kinds[i - 1] != LINE_CONTINUATION)
			continue;
		start = i - 1;
		above--;
	}
	return start;
}

/*
 * Of the lines between the middles of two rows, how many belong to the first: as many as stand
 * over it, unless empty lines part them.
 */
static size_t lines_below(const struct running_text *text, size_t middle, size_t next, size_t above,
			  size_t *ret_between)
{
	size_t between = 0, parted = 0;

	for (size_t i = middle + 1; i < next; i++) {
		if (text->kinds[i] == LINE_CONTINUATION)
			between++;
		else if (text->kinds[i] == LINE_BLANK)
			parted = between;
	}
	*ret_between = between;
	if (parted > 0)
		return parted;
	return above < between ? above : between;
}

/*
 * Where cells are centred on their rows, what stands over a row's first line is of it, too: as
 * many lines as stand under it. Moves the starts of rows up by that.
 */
static void move_centred(struct running_text *text, size_t from,
			 const struct running_layout *layout)
{
	size_t line, above = lines_above(text, from, layout, &line);

	if (above == 0)
		return;
	while (line < text->line_count) {
		size_t start = centred_start(text, from, line, above), next = line + 1, between;

		while (next < text->line_count && text->kinds[next] != LINE_ROW)
			next++;
		above = lines_below(text, line, next, above, &between);
		above = between - above;
		text->kinds[line] = LINE_CONTINUATION;
		text->kinds[start] = LINE_ROW;
		from = line + 1;
		line = next;
	}
}

/* Whether rows are numbered, as far as the headings and the numbers found say. */
static bool are_numbered(const struct running_text *text, size_t from,
			 const struct running_heading *heading,
			 const struct running_numbers *numbers)
{
	bool is_said = running_heading_column(heading, ROLE_NUMBER) < heading->count;
	size_t lines = 0;

	for (size_t i = from; i < text->line_count; i++)
		lines += is_text(text, i);
	if (is_said)
		return numbers->count > 0;
	return numbers->count >= NUMBERED_MIN && numbers->count * 20 >= lines;
}

/* A country alone on a line, in a table that has no column for countries. */
static bool is_caption(const struct running_text *text, size_t line)
{
	struct running_piece piece = running_text_trim(running_text_line(text, line));
	char name[128];

	if (piece.length == 0 || piece.length >= sizeof(name) ||
	    running_text_has_digit(piece.text, piece.length))
		return false;
	memcpy(name, piece.text, piece.length);
	name[piece.length] = '\0';
	return country_code(name) != NULL;
}

static void mark_captions(struct running_text *text, size_t from,
			  const struct running_heading *heading)
{
	if (heading->count == 0 || running_heading_column(heading, ROLE_COUNTRY) < heading->count)
		return;
	for (size_t i = from; i < text->line_count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION && is_caption(text, i)) {
			text->kinds[i] = LINE_HEADING;
			text->marks[i] |= RUNNING_CAPTION;
		}
	}
}

/* A number alone where pages meet is the page's. */
static void mark_page_numbers(struct running_text *text, size_t from)
{
	for (size_t i = from; i < text->line_count; i++) {
		struct running_piece piece;
		size_t next = i + 1;

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		piece = running_text_trim(running_text_line(text, i));
		while (next < text->line_count && text->kinds[next] == LINE_BLANK &&
		       (text->marks[next] & RUNNING_PAGE) == 0)
			next++;
		if (running_text_number(piece.text, piece.length) > 0 &&
		    (next == text->line_count || (text->marks[next] & RUNNING_PAGE) != 0))
			text->kinds[i] = LINE_FURNITURE;
	}
}

/* Whether empty lines stand within rows as they do between them. */
static bool is_spaced(const struct running_text *text, size_t from)
{
	size_t inner = 0, rows = 0;

	for (size_t i = from; i < text->line_count; i++) {
		rows += text->kinds[i] == LINE_ROW;
		inner += i > from && text->kinds[i] == LINE_CONTINUATION &&
			 text->kinds[i - 1] == LINE_BLANK;
	}
	return inner * 4 >= rows;
}

/*
 * Marks what stands behind the last row: notes, and text that stands apart behind the row's dates,
 * where they come last.
 */
static void mark_tail(struct running_text *text, size_t from, const struct running_heading *heading,
		      const struct running_layout *layout, const struct profile *profile)
{
	bool parts = ends_in_time(heading) && !(layout != NULL && is_spaced(text, from));
	bool is_complete = false, is_over = false;
	size_t before = text->line_count, page = 0;

	while (before > from && text->kinds[before - 1] != LINE_ROW)
		before--;
	if (before == from)
		return;
	before--;
	for (size_t i = before + 1; i < text->line_count; i++) {
		struct running_piece line = running_text_line(text, i);

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		is_complete |= ends_with_time(running_text_line(text, before), profile);
		if (running_pages_is_note(line) ||
		    (parts && is_complete && i > before + 1 && !starts_with_time(line, profile)))
			is_over = true;
		if (layout != NULL && !keeps_columns(text, i, layout, &page))
			is_over = true;
		if (is_over)
			text->kinds[i] = LINE_FURNITURE;
		before = i;
	}
}

/* What goes on for too long is no row. */
static void mark_overlong(struct running_text *text, size_t from)
{
	size_t lines = 0;

	for (size_t i = from; i < text->line_count; i++) {
		lines = text->kinds[i] == LINE_ROW ? 1 : lines + 1;
		if (lines > ROW_LINES && text->kinds[i] == LINE_CONTINUATION)
			text->kinds[i] = LINE_FURNITURE;
	}
}

/* Marks what stands before the first row. */
static void mark_head(struct running_text *text, size_t from)
{
	for (size_t i = from; i < text->line_count && text->kinds[i] != LINE_ROW; i++) {
		if (text->kinds[i] == LINE_CONTINUATION)
			text->kinds[i] = LINE_FURNITURE;
	}
}

int running_rows_find(struct running_text *text, const struct running_heading *heading,
		      const struct running_layout *layout, const struct profile *profile,
		      struct arena *arena, struct running_rows *ret_rows)
{
	struct running_rows rows = {.count = 0};
	size_t from = heading->is_found ? heading->line + heading->lines : 0;

	mark_captions(text, from, heading);
	if (layout != NULL)
		mark_beside(text, from, heading, layout);
	if (running_numbers_find(text, from, profile, arena, &rows.numbers) != 0)
		return -ENOMEM;
	rows.is_numbered = are_numbered(text, from, heading, &rows.numbers);
	if (rows.is_numbered) {
		rows.count = rows.numbers.count;
		for (size_t i = 0; i < rows.count; i++)
			text->kinds[rows.numbers.items[i].line] = LINE_ROW;
		mark_page_numbers(text, from);
	} else {
		mark_page_numbers(text, from);
		rows.count = layout != NULL ? mark_by_columns(text, from, heading, layout)
					    : mark_by_dates(text, from, heading, profile);
	}
	if (layout != NULL)
		move_centred(text, from, layout);
	mark_head(text, from);
	mark_tail(text, from, heading, layout, profile);
	mark_overlong(text, from);
	*ret_rows = rows;
	return 0;
}

size_t running_rows_lines(const struct running_text *text, size_t line)
{
	size_t end = line + 1, last = line;

	for (; end < text->line_count && text->kinds[end] != LINE_ROW; end++) {
		if ((text->marks[end] & RUNNING_CAPTION) != 0)
			break;
		if (text->kinds[end] == LINE_CONTINUATION)
			last = end;
	}
	return last + 1 - line;
}
