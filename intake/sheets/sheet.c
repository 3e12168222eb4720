#include "intake/sheets/sheet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/limits.h"

/* A cell of the row: its text and its link stand in sheet.raw, each with a NUL behind. */
struct sheet_note {
	unsigned int column;
	enum cell_form form;
	size_t offset;
	size_t length;
	bool has_link;
};

void sheet_init(struct sheet *sheet, struct archive *archive)
{
	*sheet = (struct sheet){.archive = archive};
	for (size_t i = 0; i < SHEET_BLANK_MAX; i++) {
		sheet->blank[i] = LINE_BLANK;
		sheet->blank_text[i] = '\n';
	}
}

void sheet_restart(struct sheet *sheet)
{
	sheet->row_count = 0;
	sheet->size = 0;
	sheet_begin(sheet, 0, "");
}

void sheet_begin(struct sheet *sheet, unsigned int part, const char *name)
{
	sheet->part = part;
	sheet->name = name;
	sheet->next_line = 1;
	sheet->line = 0;
	sheet->widest = 0;
	sheet->ranges_until = 0;
	memset(sheet->owners, 0, sizeof(sheet->owners));
	sheet->note_count = 0;
	sheet->times = 0;
}

static struct sheet_note *new_note(struct sheet *sheet)
{
	if (sheet->note_count == sheet->note_capacity) {
		size_t capacity = sheet->note_capacity == 0 ? 32 : sheet->note_capacity * 2;
		struct sheet_note *notes = realloc(sheet->notes, capacity * sizeof(*notes));

		if (notes == NULL)
			return NULL;
		sheet->notes = notes;
		sheet->note_capacity = capacity;
	}
	return &sheet->notes[sheet->note_count++];
}

static int check_cell(struct sheet *sheet, const struct sheet_cell *cell)
{
	if (cell->column > SHEET_COLUMNS_MAX)
		return archive_refuse(
			sheet->archive, "too_many_columns",
			"sheet \"%s\" has something in column %u, and at most %d columns are read",
			sheet->name, cell->column, SHEET_COLUMNS_MAX);
	if (sheet->note_count > 0 && sheet->notes[sheet->note_count - 1].column >= cell->column)
		return archive_refuse(
			sheet->archive, "damaged_file",
			"sheet \"%s\": the cells of a row after row %u are not in order; open the "
			"file in a spreadsheet program and save it again",
			sheet->name, sheet->line);
	if (sheet->raw.length + cell->length > INTAKE_LINE_MAX)
		return archive_refuse(
			sheet->archive, "line_too_long",
			"sheet \"%s\" has a row of over 1 MiB after row %u; that is no register",
			sheet->name, sheet->line);
	return 0;
}

int sheet_add(struct sheet *sheet, const struct sheet_cell *cell)
{
	struct sheet_note *note;
	int result;

	if (cell->length == 0)
		return 0;
	if (sheet->note_count == 0)
		text_clear(&sheet->raw);
	result = check_cell(sheet, cell);
	if (result != 0)
		return result;
	note = new_note(sheet);
	if (note == NULL)
		return -ENOMEM;
	*note = (struct sheet_note){.column = cell->column,
				    .form = cell->form,
				    .offset = sheet->raw.length,
				    .length = cell->length,
				    .has_link = cell->link != NULL};
	text_add_n(&sheet->raw, cell->text, cell->length);
	text_add_char(&sheet->raw, '\0');
	if (cell->link != NULL) {
		text_add(&sheet->raw, cell->link);
		text_add_char(&sheet->raw, '\0');
	}
	return text_failed(&sheet->raw) ? -ENOMEM : 0;
}

void sheet_merge(struct sheet *sheet, unsigned int left, unsigned int right, unsigned int last_line)
{
	if (left < 1 || left > INTAKE_COLUMNS_MAX || right < left)
		return;
	if (right > INTAKE_COLUMNS_MAX)
		right = INTAKE_COLUMNS_MAX;
	struct sheet_range *range = &sheet->ranges[left - 1];

	range->right = right;
	range->first_line = 0;
	range->last_line = last_line;
	if (last_line > sheet->ranges_until)
		sheet->ranges_until = last_line;
	text_clear(&range->text);
	for (unsigned int column = left; column <= right; column++)
		sheet->owners[column - 1] = (unsigned short)left;
}

/* The range that reaches into a cell of the row; NULL: none does. */
static struct sheet_range *range_at(struct sheet *sheet, unsigned int column)
{
	unsigned int left = column <= INTAKE_COLUMNS_MAX ? sheet->owners[column - 1] : 0;
	struct sheet_range *range;

	if (left == 0)
		return NULL;
	range = &sheet->ranges[left - 1];
	if (column > range->right || sheet->line > range->last_line) {
		sheet->owners[column - 1] = 0;
		return NULL;
	}
	return range;
}

static bool is_top_left(const struct sheet *sheet, const struct sheet_range *range,
			unsigned int column)
{
	return range->first_line == sheet->line && range == &sheet->ranges[column - 1];
}

static int keep_text(struct sheet *sheet, struct sheet_range *range, const struct sheet_note *note)
{
	const char *text = sheet->raw.data + note->offset;

	range->form = note->form;
	range->has_link = note->has_link;
	text_add_n(&range->text, text, note->length);
	text_add_char(&range->text, '\0');
	if (note->has_link)
		text_add(&range->text, text + note->length + 1);
	return text_failed(&range->text) ? -ENOMEM : 0;
}

/* Ranges that start in this row take their text from their first cell. */
static int start_ranges(struct sheet *sheet)
{
	if (sheet->line > sheet->ranges_until)
		return 0;
	for (unsigned int column = 1; column <= INTAKE_COLUMNS_MAX; column++) {
		if (sheet->owners[column - 1] == column &&
		    sheet->ranges[column - 1].first_line == 0)
			sheet->ranges[column - 1].first_line = sheet->line;
	}
	for (size_t i = 0; i < sheet->note_count; i++) {
		struct sheet_range *range = range_at(sheet, sheet->notes[i].column);

		if (range != NULL && is_top_left(sheet, range, sheet->notes[i].column) &&
		    keep_text(sheet, range, &sheet->notes[i]) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* What is hidden under a merged range is not there. */
static void drop_covered(struct sheet *sheet)
{
	size_t kept = 0;

	for (size_t i = 0; i < sheet->note_count; i++) {
		struct sheet_note *note = &sheet->notes[i];
		struct sheet_range *range = range_at(sheet, note->column);

		if (range == NULL || is_top_left(sheet, range, note->column))
			sheet->notes[kept++] = *note;
	}
	sheet->note_count = kept;
}

static int too_many_rows(struct sheet *sheet)
{
	return archive_refuse(
		sheet->archive, "too_many_rows",
		"with sheet \"%s\" the file has over %d rows, and at most so many are read: split "
		"the file",
		sheet->name, REGISTER_ROWS_MAX);
}

int sheet_end_row(struct sheet *sheet, unsigned int line, unsigned int times)
{
	if (line > REGISTER_ROWS_MAX)
		return sheet->note_count == 0 ? 0 : too_many_rows(sheet);
	if (line < sheet->next_line || line <= sheet->line || times == 0)
		return archive_refuse(
			sheet->archive, "damaged_file",
			"sheet \"%s\": row %u stands behind row %u; open the file in a spreadsheet "
			"program and save it again",
			sheet->name, line, sheet->line);
	sheet->line = line;
	if (start_ranges(sheet) < 0)
		return -ENOMEM;
	drop_covered(sheet);
	if (sheet->note_count == 0) {
		return 0;
	}
	if (times > REGISTER_ROWS_MAX - sheet->row_count)
		return too_many_rows(sheet);
	sheet->row_count += times;
	sheet->times = times;
	return 0;
}

static void take_blank(struct sheet *sheet, struct record *ret_record)
{
	unsigned int lines = sheet->line - sheet->next_line;

	if (lines > SHEET_BLANK_MAX)
		lines = SHEET_BLANK_MAX;
	ret_record->kind = RECORD_FURNITURE;
	ret_record->part = sheet->part;
	ret_record->line = sheet->next_line;
	ret_record->lines = lines;
	ret_record->text = sheet->blank_text;
	ret_record->length = lines - 1;
	ret_record->line_kinds = sheet->blank;
	ret_record->cell_count = 0;
	sheet->next_line += lines;
}

static struct cell own_cell(const struct sheet *sheet, const struct sheet_note *note)
{
	const char *text = sheet->raw.data + note->offset;

	return (struct cell){.text = text,
			     .length = note->length,
			     .form = note->form,
			     .line = sheet->line,
			     .column = note->column,
			     .link = note->has_link ? text + note->length + 1 : NULL};
}

static struct cell range_cell(const struct sheet *sheet, const struct sheet_range *range,
			      unsigned int column)
{
	const char *text = text_string(&range->text);
	size_t length = strlen(text);

	return (struct cell){.text = text,
			     .length = length,
			     .form = range->form,
			     .line = sheet->line,
			     .column = column,
			     .link = length > 0 && range->has_link ? text + length + 1 : NULL};
}

/* Tabs and line ends inside a cell would look like those between cells and rows. */
static void add_shown(struct text *text, const struct cell *cell)
{
	size_t start = text->length;

	text_add_n(text, cell->text, cell->length);
	for (size_t i = start; i < text->length; i++) {
		if (text->data[i] == '\t' || text->data[i] == '\n' || text->data[i] == '\r')
			text->data[i] = ' ';
	}
}

/*
 * One cell after the other, with the row's text. A merged text is shown once, in the first of its
 * columns.
 */
static void take_cells(struct sheet *sheet, unsigned int last, struct record *ret_record)
{
	const struct sheet_note *note = sheet->notes, *end = note + sheet->note_count;

	text_clear(&sheet->text);
	for (unsigned int column = 1; column <= last; column++) {
		struct sheet_range *range = range_at(sheet, column);
		struct cell cell = {.text = "", .line = sheet->line, .column = column};
		bool is_shown = true;

		if (note < end && note->column == column) {
			cell = own_cell(sheet, note++);
		} else if (range != NULL) {
			cell = range_cell(sheet, range, column);
			is_shown = range == &sheet->ranges[column - 1];
		}
		if (column > 1)
			text_add_char(&sheet->text, '\t');
		if (is_shown)
			add_shown(&sheet->text, &cell);
		if (column <= INTAKE_COLUMNS_MAX)
			ret_record->cells[column - 1] = cell;
	}
	ret_record->kind = RECORD_CELLS;
	ret_record->cell_count = last;
}

/* The last column in which something stands. */
static unsigned int last_column(struct sheet *sheet)
{
	unsigned int last = sheet->notes[sheet->note_count - 1].column;

	if (sheet->line > sheet->ranges_until)
		return last;
	for (unsigned int column = INTAKE_COLUMNS_MAX; column > last; column--) {
		const struct sheet_range *range = range_at(sheet, column);

		if (range != NULL && range->text.length > 0)
			return column;
	}
	return last;
}

/* The range of the row's only text when that is merged over the row; NULL: it is none such. */
static const struct sheet_range *caption_range(struct sheet *sheet)
{
	const struct sheet_note *note = &sheet->notes[0];
	const struct sheet_range *range = range_at(sheet, note->column);

	if (sheet->note_count != 1 || range == NULL || range->right == note->column)
		return NULL;
	for (unsigned int column = 1; column <= INTAKE_COLUMNS_MAX; column++) {
		const struct sheet_range *other = range_at(sheet, column);

		if (other != NULL && other != range && other->text.length > 0)
			return NULL;
	}
	/* Half of a row beside empty cells is no cell of that row any more. */
	return (size_t)(range->right - note->column + 1) * 2 >= sheet->widest ? range : NULL;
}

/* A few bytes of a file can stand for many cells. */
static int check_size(struct sheet *sheet)
{
	if (sheet->text.length > INTAKE_LINE_MAX)
		return archive_refuse(
			sheet->archive, "line_too_long",
			"sheet \"%s\" has a row %u of over 1 MiB; that is no register", sheet->name,
			sheet->line);
	sheet->size += (int64_t)sheet->text.length + 1;
	if (sheet->size > REGISTER_SIZE_MAX)
		return archive_refuse(sheet->archive, "too_large",
				      "up to row %u of sheet \"%s\" there are over 2 GiB of text; "
				      "that is no register",
				      sheet->line, sheet->name);
	return 0;
}

static int take_row(struct sheet *sheet, struct record *ret_record)
{
	int result;

	if (caption_range(sheet) != NULL) {
		ret_record->kind = RECORD_CAPTION;
		ret_record->cell_count = 1;
		ret_record->cells[0] = own_cell(sheet, &sheet->notes[0]);
		text_clear(&sheet->text);
		add_shown(&sheet->text, &ret_record->cells[0]);
	} else {
		take_cells(sheet, last_column(sheet), ret_record);
		if (ret_record->cell_count > sheet->widest)
			sheet->widest = ret_record->cell_count;
	}
	if (text_failed(&sheet->text))
		return -ENOMEM;
	result = check_size(sheet);
	if (result != 0)
		return result;
	ret_record->part = sheet->part;
	ret_record->line = sheet->line;
	ret_record->lines = 1;
	ret_record->text = sheet->text.data;
	ret_record->length = sheet->text.length;
	ret_record->line_kinds = NULL;
	sheet->next_line = sheet->line + 1;
	return 1;
}

int sheet_take(struct sheet *sheet, struct record *ret_record)
{
	int result;

	if (sheet->times == 0)
		return 0;
	if (sheet->next_line < sheet->line) {
		take_blank(sheet, ret_record);
		return 1;
	}
	if (sheet->next_line > sheet->line)
		sheet->line = sheet->next_line; /* the same row once more */
	result = take_row(sheet, ret_record);
	if (result == 1 && --sheet->times == 0)
		sheet->note_count = 0;
	return result;
}

void sheet_done(struct sheet *sheet)
{
	free(sheet->notes);
	text_done(&sheet->raw);
	text_done(&sheet->text);
	for (size_t i = 0; i < INTAKE_COLUMNS_MAX; i++)
		text_done(&sheet->ranges[i].text);
}
