#include "intake/running/running_aligned.h"

#include <string.h>

#include "intake/time/validity.h"

#define DATE_TEXT_MAX 256

/* Which columns of a line hold something, as bits. */
static uint32_t filled(const struct running_layout *layout, const struct running_text *text,
		       size_t line, struct running_cut *cut)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_cut_line(cut, layout, text, line, words, columns);
	uint32_t bits = 0;

	for (size_t i = 0; i < count; i++)
		bits |= (uint32_t)1 << columns[i];
	return bits;
}

static uint32_t bit_of(const struct running_heading *heading, enum role role)
{
	size_t column = running_heading_column(heading, role);

	return column < heading->count ? (uint32_t)1 << column : 0;
}

/* The words of a line in one column. */
static size_t column_text(const struct running_layout *layout, const struct running_text *text,
			  size_t line, size_t column, struct running_cut *cut, char *ret_text,
			  size_t size)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_cut_line(cut, layout, text, line, words, columns), used = 0;

	for (size_t i = 0; i < count; i++) {
		if (columns[i] != column || used + words[i].length + 2 > size)
			continue;
		if (used > 0)
			ret_text[used++] = ' ';
		memcpy(ret_text + used, words[i].text, words[i].length);
		used += words[i].length;
	}
	ret_text[used] = '\0';
	return used;
}

/* The first column about time whose cells are dates: each row has one. */
static size_t date_column(const struct running_heading *heading)
{
	static const enum role roles[] = {ROLE_SIGNED, ROLE_EFFECTIVE, ROLE_LAST_DAY};
	size_t column = heading->count;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]) && column == heading->count; i++)
		column = running_heading_column(heading, roles[i]);
	return column;
}

/* A cell about time, as it grows from line to line. */
struct growing {
	char text[DATE_TEXT_MAX];
	size_t length;
};

static bool has_date(const char *text, size_t length, enum precision least,
		     const struct profile *profile)
{
	struct validity validity = validity_read(text, length, profile);

	for (size_t i = 0; i < validity.date_count; i++) {
		const struct date *date = &validity.dates[i].date;

		if (date->day_first.precision >= least || date->month_first.precision >= least)
			return true;
	}
	return validity.length.n > 0 || validity.is_open_ended || validity.is_unspecified ||
	       validity.is_tacit;
}

/*
 * Whether a cell starts with this part of it: the one before is whole ("7", "November", "2022" are
 * parts of one), and this is no mere addition to it.
 */
static bool starts_cell(struct growing *cell, const char *part, size_t length,
			const struct profile *profile)
{
	bool is_whole =
		cell->length == 0 || has_date(cell->text, cell->length, PRECISION_YEAR, profile);
	bool starts = is_whole || has_date(part, length, PRECISION_DAY, profile);

	if (starts)
		cell->length = 0;
	if (cell->length + length + 2 <= sizeof(cell->text)) {
		if (cell->length > 0)
			cell->text[cell->length++] = ' ';
		memcpy(cell->text + cell->length, part, length);
		cell->length += length;
	}
	return starts;
}

/*
 * Rows in columns, without numbers. Each has a date that was signed: where one starts, a row does.
 * It does one line higher when partner and country stand there alone. Behind an empty line two of
 * the three are enough.
 */
size_t running_aligned_mark(struct running_text *text, size_t from,
			    const struct running_heading *heading,
			    const struct running_layout *layout, const struct profile *profile)
{
	uint32_t names = bit_of(heading, ROLE_PARTNER) | bit_of(heading, ROLE_COUNTRY), before = 0;
	size_t dates = date_column(heading), count = 0, last = SIZE_MAX;
	struct running_cut cut = {.page = 0}, again = cut;
	struct growing cell = {.length = 0};
	bool is_pair = (names & (names - 1)) != 0;

	for (size_t i = from; i < text->line_count; i++) {
		bool is_apart = i == from || text->kinds[i - 1] == LINE_BLANK ||
				text->kinds[i - 1] == LINE_HEADING;
		char part[DATE_TEXT_MAX];
		uint32_t bits;
		size_t length, row = i;
		bool starts;

		if (text->kinds[i] != LINE_CONTINUATION)
			continue;
		bits = filled(layout, text, i, &cut);
		length = column_text(layout, text, i, dates, &again, part, sizeof(part));
		starts = length > 0 && starts_cell(&cell, part, length, profile);
		if (dates == heading->count)
			starts = (bits & names) == names;
		if (starts && !is_apart && (bits & names) == 0 && before == names && last != i - 1)
			row = i - 1;
		before = length > 0 ? 0 : bits & names;
		if (!starts && !(is_apart && is_pair && (bits & names) == names))
			continue;
		last = i;
		text->kinds[row] = LINE_ROW;
		count++;
	}
	return count;
}

void running_aligned_beside(struct running_text *text, size_t from,
			    const struct running_heading *heading,
			    const struct running_layout *layout)
{
	uint32_t own = heading->count < 32 ? ((uint32_t)1 << heading->count) - 1 : UINT32_MAX;
	struct running_cut cut = {.page = 0};

	for (size_t i = from; i < text->line_count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION &&
		    (filled(layout, text, i, &cut) & own) == 0)
			text->kinds[i] = LINE_FURNITURE;
	}
}

bool running_aligned_keeps(const struct running_text *text, size_t line,
			   const struct running_layout *layout, struct running_cut *cut)
{
	struct running_word words[RUNNING_TOKENS_MAX];
	unsigned char columns[RUNNING_TOKENS_MAX];
	size_t count = running_cut_line(cut, layout, text, line, words, columns);

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
	size_t above = 0, line = from;
	struct running_cut cut = {.page = 0};

	for (; line < text->line_count && text->kinds[line] != LINE_ROW; line++) {
		if (text->kinds[line] != LINE_CONTINUATION)
			continue;
		if (running_aligned_keeps(text, line, layout, &cut))
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

void running_aligned_centre(struct running_text *text, size_t from,
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
