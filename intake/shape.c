#include "intake/shape.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum role shape_role(enum shape_time time)
{
	static const enum role roles[] = {
		[SHAPE_SIGNED] = ROLE_SIGNED,	     [SHAPE_EFFECTIVE] = ROLE_EFFECTIVE,
		[SHAPE_LAST_DAY] = ROLE_LAST_DAY,    [SHAPE_TERM] = ROLE_TERM,
		[SHAPE_RENEWAL] = ROLE_RENEWAL,	     [SHAPE_NOTICE] = ROLE_NOTICE,
		[SHAPE_SECOND_SIGNED] = ROLE_SIGNED, [SHAPE_SECOND_RENEWAL] = ROLE_RENEWAL,
	};

	return roles[time];
}

size_t shape_time_column(const struct shape *shape, enum shape_time time)
{
	const struct casting *casting = &shape->casting;

	if (time < SHAPE_SECOND_SIGNED)
		return casting->of[shape_role(time)];
	for (size_t i = 0; i < casting->further_count; i++) {
		if (casting->further[i].role == shape_role(time))
			return casting->further[i].column;
	}
	return NO_COLUMN;
}

size_t shape_column(const struct shape *shape, enum role role)
{
	return shape->casting.of[role];
}

const struct cell *shape_cell(const struct shape *shape, const struct record *record,
			      enum role role)
{
	/* NO_COLUMN is beyond any record. */
	return cells_at(record, shape->casting.of[role]);
}

bool shape_says(const struct shape *shape, const struct record *record, enum role role)
{
	return !cells_is_nothing(shape_cell(shape, record, role));
}

static bool same_text(const struct cell *a, const struct cell *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static bool same_cells(const struct record *one, const struct record *other)
{
	if (one->cell_count != other->cell_count)
		return false;
	for (size_t i = 0; i < one->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (!same_text(&one->cells[i], &other->cells[i]))
			return false;
	}
	return true;
}

bool shape_is_heading(const struct shape *shape, const struct record *record)
{
	if (shape->upper != NULL)
		return same_cells(record, shape->upper) || same_cells(record, shape->lower);
	return shape->heading != NULL && same_cells(record, shape->heading);
}

bool shape_has_rows(const struct shape *shape, const struct record *upper,
		    const struct record *lower)
{
	if (lower == NULL)
		return shape->upper == NULL && shape->heading != NULL &&
		       same_cells(upper, shape->heading);
	return shape->upper != NULL && same_cells(upper, shape->upper) &&
	       same_cells(lower, shape->lower);
}

struct cells_excerpt shape_heading(const struct shape *shape, size_t column)
{
	struct cells_excerpt excerpt;
	const char *heading =
		column < shape->casting.column_count ? shape->casting.columns[column].heading : "";

	if (heading[0] != '\0')
		return cells_excerpt(heading);
	snprintf(excerpt.text, sizeof(excerpt.text), "column %zu", column + 1);
	return excerpt;
}

static bool is_within(const struct record *record, const struct cell *cell)
{
	uintptr_t start = (uintptr_t)record->text, at = (uintptr_t)cell->text;

	return at >= start && at - start + cell->length <= record->length;
}

const struct record *shape_copy(const struct record *record, struct arena *arena)
{
	struct record *copy = arena_take(arena, sizeof(*copy));

	if (copy == NULL)
		return NULL;
	*copy = *record;
	copy->text = arena_copy_n(arena, record->text, record->length);
	if (copy->text == NULL)
		return NULL;
	copy->line_kinds = NULL;
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct cell *cell = &record->cells[i];

		/* Within the record's text, where a problem's column is counted. */
		copy->cells[i].text = is_within(record, cell)
					      ? copy->text + (cell->text - record->text)
					      : arena_copy_n(arena, cell->text, cell->length);
		copy->cells[i].link = NULL;
		if (copy->cells[i].text == NULL)
			return NULL;
	}
	return copy;
}
