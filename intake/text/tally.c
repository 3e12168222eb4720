#include "intake/text/tally.h"

#include <string.h>

#include "intake/text/split.h"
#include "intake/words/headings.h"

#define CELL_MAX 120 /* bytes: longer cells are no headings */

/* A line with so many headings is the heading line: no better one is looked for. */
#define HEADINGS_ENOUGH 3

static size_t count_filled(const struct record *record)
{
	size_t count = 0;

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++)
		count += !split_is_blank(&record->cells[i]);
	return count;
}

/* Counts separators that stand in the record's lines, quoted ones too. */
static void count_separators(struct tally *tally, const struct record *record)
{
	const char *end = record->text + record->length;
	const char *at = record->text;

	while ((at = memchr(at, tally->separator, (size_t)(end - at))) != NULL) {
		at++;
		tally->separators++;
		tally->padded += at == end || *at == ' ';
	}
}

/* False: it is blank. */
static bool count_record(struct tally *tally, const struct record *record)
{
	size_t filled = count_filled(record);
	size_t cells = record->cell_count;

	if (filled == 0)
		return false;
	tally->records++;
	tally->cut += cells >= 2;
	count_separators(tally, record);
	if (filled >= 2)
		tally->with_cells[cells > INTAKE_COLUMNS_MAX ? INTAKE_COLUMNS_MAX : cells]++;
	return true;
}

/* Takes the record at *at and goes behind it. False: there is none, or it may go on. */
static bool next_record(const struct split *split, bool is_whole, size_t *at, struct record *record)
{
	struct split_rest rest;

	if (*at >= split->length || split_record(split, *at, record, &rest) != SPLIT_RECORD ||
	    (rest.next == split->length && !is_whole))
		return false;
	*at = rest.next;
	return true;
}

/* A stray mark must not look as if its cell went on behind the end: what is there is all. */
static struct split split_of(const struct tally *tally, const char *text, size_t length)
{
	return (struct split){text, length, true, tally->separator};
}

size_t tally_text(struct tally *tally, const char *text, size_t length, bool is_whole, size_t count)
{
	struct split split = split_of(tally, text, length);
	struct record record;
	size_t at = 0;

	while (count > 0 && next_record(&split, is_whole, &at, &record))
		count -= count_record(tally, &record) ? 1 : 0;
	return at;
}

size_t tally_width(const struct tally *tally)
{
	size_t width = 0;

	for (size_t i = 2; i <= INTAKE_COLUMNS_MAX; i++) {
		if (tally->with_cells[i] > (width == 0 ? 0 : tally->with_cells[width]))
			width = i;
	}
	return width;
}

/* The heading that a cell is; NULL: none. */
static const struct heading *cell_heading(const struct cell *cell)
{
	if (cell->length > CELL_MAX || split_is_blank(cell))
		return NULL;
	return headings_find_n(cell->text, cell->length);
}

static struct tally_heading read_heading(const struct record *record)
{
	struct tally_heading line = {.cells = record->cell_count, .partner_column = (size_t)-1};

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct heading *heading = cell_heading(&record->cells[i]);

		if (heading == NULL)
			continue;
		line.known++;
		if (heading->role == ROLE_PARTNER && line.partner_column == (size_t)-1)
			line.partner_column = i;
	}
	return line;
}

struct tally_heading tally_heading(const struct tally *tally, const char *text, size_t length,
				   size_t count)
{
	struct split split = split_of(tally, text, length);
	struct tally_heading best = {.partner_column = (size_t)-1};
	struct record record;
	size_t at = 0;

	while (count > 0 && best.known < HEADINGS_ENOUGH &&
	       next_record(&split, true, &at, &record)) {
		struct tally_heading line;

		if (record.cell_count < 2)
			continue;
		count--;
		line = read_heading(&record);
		/* Most cells of a heading line are headings. */
		if (line.known * 2 >= count_filled(&record) && line.known > best.known)
			best = line;
	}
	return best;
}
