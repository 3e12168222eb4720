/*
 * How sure a record is to be a heading line.
 */
#include <string.h>

#include "intake/cells.h"
#include "intake/columns/casting.h"
#include "intake/time/dates.h"
#include "intake/words/countries.h"
#include "intake/words/headings.h"

/* What was found in a line so far. */
struct line {
	size_t cells;	      /* that say something */
	size_t known;	      /* headings, whether their columns are used or not */
	size_t named;	      /* of these, by the profile */
	bool has[ROLE_COUNT]; /* a column with that role */
};

static bool has_digit(const struct cell *cell)
{
	for (size_t i = 0; i < cell->length; i++) {
		if (cell->text[i] >= '0' && cell->text[i] <= '9')
			return true;
	}
	return false;
}

/* Whether a text belongs to a row: a date, a number, an address on the web. */
static bool is_datum(const struct cell *cell, const char *text)
{
	if (cell->form != CELL_TEXT || strstr(text, "://") != NULL)
		return true;
	return has_digit(cell) &&
	       (strspn(text, "0123456789.,/-+ ") == strlen(text) || date_read(text).is_written);
}

static bool is_named(const struct profile *profile, const char *text)
{
	for (size_t i = 0; profile != NULL && i < profile->column_count; i++) {
		const char *heading = profile->columns[i].heading;

		if (heading != NULL && text_same_name(heading, text))
			return true;
	}
	return false;
}

enum heading_cell casting_heading_cell(const struct cell *cell, const struct profile *profile,
				       struct text *scratch)
{
	struct cell trimmed = cells_trim(cell);
	const char *codes[2];

	(void)cells_text(&trimmed, CELLS_NAME, scratch);
	if (text_failed(scratch) || is_datum(&trimmed, text_string(scratch)))
		return HEADING_CELL_NONE;
	if (is_named(profile, text_string(scratch)) ||
	    headings_find_n(trimmed.text, trimmed.length) != NULL)
		return HEADING_CELL_KNOWN;
	return trimmed.length > 3 && trimmed.length <= COUNTRY_FOLDED_MAX &&
			       country_readings(text_string(scratch), codes) > 0
		       ? HEADING_CELL_NONE
		       : HEADING_CELL_POSSIBLE;
}

/* Takes in one cell that says something; false when it can stand in no heading line. */
static bool take(struct line *line, const struct cell *cell, const struct profile *profile,
		 const char *text)
{
	const struct heading *heading;
	const char *codes[2];

	line->cells++;
	if (is_named(profile, text)) {
		line->named++;
		line->known++;
		return true;
	}
	heading = headings_find_n(cell->text, cell->length);
	if (heading != NULL) {
		line->known++;
		line->has[heading->role] = true;
		return true;
	}
	/* Two or three letters are as often an abbreviation as the code of a country. */
	return cell->length <= 3 || cell->length > COUNTRY_FOLDED_MAX ||
	       country_readings(text, codes) == 0;
}

static unsigned int weigh(const struct line *line)
{
	bool has_date = line->has[ROLE_SIGNED] || line->has[ROLE_LAST_DAY] ||
			line->has[ROLE_EFFECTIVE] || line->has[ROLE_TERM];
	unsigned int roles = 0;

	for (size_t role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
		roles += line->has[role];
	/* Less than that, prose has too: "partners in several countries, …". */
	if (line->named < 2 && (line->named == 0 || roles == 0) &&
	    !(line->has[ROLE_PARTNER] && (roles >= 3 || (roles == 2 && has_date))) &&
	    !(has_date && roles >= 3 && line->known * 2 >= line->cells))
		return 0;
	if (line->known * 3 < line->cells)
		return 0;
	return (roles + (unsigned int)line->named) * 4 + (unsigned int)line->known;
}

unsigned int casting_is_heading(const struct record *record, const struct profile *profile,
				struct text *scratch)
{
	struct line line = {0};

	if ((record->kind != RECORD_CELLS && record->kind != RECORD_HEADING) ||
	    record->cell_count < 2 || record->cell_count > INTAKE_COLUMNS_MAX)
		return 0;
	/* Most records are rows, and most rows hold a number: that is seen at once. */
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct cell *cell = &record->cells[i];

		if (cell->form != CELL_TEXT || cells_is_number(cell))
			return 0;
	}
	for (size_t i = 0; i < record->cell_count; i++) {
		struct cell cell = cells_trim(&record->cells[i]);

		if (cell.length == 0)
			continue;
		(void)cells_text(&cell, CELLS_NAME, scratch);
		if (text_failed(scratch) || is_datum(&cell, text_string(scratch)) ||
		    !take(&line, &cell, profile, text_string(scratch)))
			return 0;
	}
	return weigh(&line);
}
