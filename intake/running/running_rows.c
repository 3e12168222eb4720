#include "intake/running/running_rows.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "intake/intake.h"
#include "intake/running/running_aligned.h"
#include "intake/running/running_pages.h"
#include "intake/time/validity.h"
#include "intake/words/fold.h"

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

/* Whether a line starts as no row without a number does: small, or with a number. */
static bool starts_within(struct running_piece line)
{
	struct running_piece piece = running_text_trim(line);
	const char *text = piece.text;
	size_t length = piece.length;
	unsigned int code = 0;

	text_utf8(text, length, &code);
	if (code < 0x80)
		return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z');
	return fold_next(&text, &length) == code && fold_is_word(code);
}

/* Whether a line ends so that more must follow: "Faculty of", "Moscow Institute of Physics,". */
static bool ends_open(struct running_piece line)
{
	static const char *const open[] = {" of ", " and ", " for ", " the ", " de ",  " и ",
					   " по ", " ve ",  " fur ", " und ", " des ", " du "};
	struct running_piece piece = running_text_trim(line);
	size_t start = piece.length;
	char folded[16];

	if (piece.length == 0)
		return false;
	if (piece.text[piece.length - 1] == ',' || piece.text[piece.length - 1] == '-')
		return true;
	while (start > 0 && piece.text[start - 1] != ' ')
		start--;
	if (fold_words(piece.text + start, piece.length - start, folded, sizeof(folded)) == 0)
		return false;
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++) {
		if (strcmp(folded, open[i]) == 0)
			return true;
	}
	return false;
}

/*
 * Rows without numbers, in no columns, dates last: a line behind one that ends with them starts a
 * row, unless it goes on with them.
 */
static size_t mark_behind_dates(struct running_text *text, size_t from,
				const struct profile *profile)
{
	bool is_ended = true;
	size_t count = 0;

	for (size_t i = from; i < text->line_count; i++) {
		struct running_piece line = running_text_line(text, i);

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		if (is_ended && !starts_with_time(line, profile) && !starts_within(line)) {
			text->kinds[i] = LINE_ROW;
			count++;
		}
		is_ended = ends_with_time(line, profile);
	}
	return count;
}

/*
 * The same with text behind the dates: it goes on as long as lines start small or the one before
 * ends open. What stands behind it starts the next row.
 */
static size_t mark_behind_text(struct running_text *text, size_t from,
			       const struct profile *profile)
{
	bool is_dated = true, has_tail = true, is_open = false;
	size_t count = 0;

	for (size_t i = from; i < text->line_count; i++) {
		struct running_piece line = running_text_line(text, i);

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		if (is_dated && has_tail && !is_open && !starts_within(line)) {
			text->kinds[i] = LINE_ROW;
			is_dated = has_tail = false;
			count++;
		}
		if (is_dated || has_date(line, profile)) {
			is_dated = true;
			has_tail = has_tail || !ends_with_time(line, profile);
		}
		is_open = ends_open(line);
	}
	return count;
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

/* Whether a line goes on with the one before it, as far as that one says. */
static bool goes_on(const struct running_text *text, size_t line,
		    const struct running_heading *heading, const struct profile *profile)
{
	if (line == 0 || !is_text(text, line - 1))
		return false;
	return !ends_in_time(heading) ||
	       !ends_with_time(running_text_line(text, line - 1), profile);
}

static void mark_captions(struct running_text *text, size_t from,
			  const struct running_heading *heading, const struct profile *profile)
{
	if (heading->count == 0 || running_heading_column(heading, ROLE_COUNTRY) < heading->count)
		return;
	for (size_t i = from; i < text->line_count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION && is_caption(text, i) &&
		    !goes_on(text, i, heading, profile)) {
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
	size_t before = text->line_count;
	struct running_cut cut = {.page = 0};

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
		if (layout != NULL && !running_aligned_keeps(text, i, layout, &cut))
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

	mark_captions(text, from, heading, profile);
	if (layout != NULL)
		running_aligned_beside(text, from, heading, layout);
	if (running_numbers_find(text, from, profile, arena, &rows.numbers) != 0)
		return -ENOMEM;
	rows.is_numbered = are_numbered(text, from, heading, &rows.numbers);
	if (rows.is_numbered) {
		rows.count = rows.numbers.count;
		for (size_t i = 0; i < rows.count; i++) {
			text->kinds[rows.numbers.items[i].line] = LINE_ROW;
			text->marks[rows.numbers.items[i].line] |= RUNNING_NUMBERED;
		}
		mark_page_numbers(text, from);
	} else {
		mark_page_numbers(text, from);
		rows.count = layout != NULL
				     ? running_aligned_mark(text, from, heading, layout, profile)
			     : ends_in_time(heading) ? mark_behind_dates(text, from, profile)
						     : mark_behind_text(text, from, profile);
	}
	if (layout != NULL)
		running_aligned_centre(text, from, layout);
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
