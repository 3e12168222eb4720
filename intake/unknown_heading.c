#include "intake/unknown_heading.h"

#include <errno.h>

#include "intake/cells.h"
#include "intake/columns/casting.h"
#include "intake/rows.h"
#include "intake/time/validity.h"
#include "intake/words/headings.h"

static bool has_digit(const struct cell *cell)
{
	for (size_t i = 0; i < cell->length; i++) {
		if (cell->text[i] >= '0' && cell->text[i] <= '9')
			return true;
	}
	return false;
}

static bool has_digits(const struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (record->cells[i].form != CELL_TEXT || has_digit(&record->cells[i]))
			return true;
	}
	return false;
}

/* "Permanent" stands in a row. */
static bool says_time(const struct cell *cell)
{
	struct validity validity = validity_read(cell->text, cell->length, NULL);

	return validity.rest_length == 0 && validity_says_something(&validity);
}

/* Whether the cells of a record can be headings. */
static bool are_words(const struct record *record, size_t filled, const struct profile *profile,
		      struct text *scratch)
{
	if (filled < 3 || filled * 2 < record->cell_count || has_digits(record))
		return false;
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct cell *cell = &record->cells[i];

		if (cell->length > HEADING_MAX ||
		    (!cells_is_nothing(cell) &&
		     (casting_heading_cell(cell, profile, scratch) == HEADING_CELL_NONE ||
		      says_time(cell))))
			return false;
	}
	return true;
}

int unknown_heading_add(struct unknown_heading *unknown, const struct record *record,
			const struct profile *profile, struct arena *arena, struct text *scratch)
{
	size_t first, filled = rows_count_cells(record, &first);

	if (filled < 2)
		return 0;
	if (unknown->record == NULL && unknown->numbered + unknown->wordy == 0 &&
	    are_words(record, filled, profile, scratch)) {
		unknown->record = shape_copy(record, arena);
		return unknown->record == NULL ? -ENOMEM : 0;
	}
	if (has_digits(record))
		unknown->numbered++;
	else
		unknown->wordy++;
	return text_failed(scratch) ? -ENOMEM : 0;
}

bool unknown_heading_is_found(const struct unknown_heading *unknown, size_t widest)
{
	return unknown->record != NULL && unknown->numbered > 0 && unknown->wordy == 0 &&
	       unknown->record->cell_count == widest;
}
