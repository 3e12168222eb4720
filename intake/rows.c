#include "intake/rows.h"

#include <errno.h>
#include <string.h>

#include "intake/words/countries.h"
#include "intake/words/totals.h"

void rows_init(struct rows *rows, const struct profile *profile, struct rows_table *tables,
	       size_t table_count)
{
	*rows = (struct rows){.tables = tables, .table_count = table_count};
	fence_init(&rows->fence, profile);
}

void rows_done(struct rows *rows)
{
	fence_done(&rows->fence);
	text_done(&rows->scratch);
}

void rows_rewind(struct rows *rows)
{
	const struct profile *profile = rows->fence.profile;
	struct rows_table *tables = rows->tables;
	size_t table_count = rows->table_count;

	rows_done(rows);
	rows_init(rows, profile, tables, table_count);
}

/* ---- captions ----------------------------------------------------------------------------- */

/* The one country that a caption names: "Germany", "Partners in Germany (12)". */
static const char *country_of(const char *text)
{
	const char *code = country_code(text);
	struct country_found found, other;
	size_t length = strlen(text);

	if (code != NULL || !country_find_in(text, length, COUNTRY_FIRST, &found))
		return code;
	text += found.start + found.length;
	length -= found.start + found.length;
	return country_find_in(text, length, COUNTRY_FIRST, &other) ? NULL : found.code;
}

static void set_caption(struct rows *rows, const char *text, const char *code)
{
	size_t length = text_cut(text, strlen(text), sizeof(rows->caption) - 1);

	memcpy(rows->caption, text, length);
	rows->caption[length] = '\0';
	rows->country = code;
}

/* The text of a cell in rows->scratch; NULL when memory is short. */
static const char *text_of(struct rows *rows, const struct cell *cell)
{
	(void)cells_text(cell, CELLS_NAME, &rows->scratch);
	return text_failed(&rows->scratch) ? NULL : text_string(&rows->scratch);
}

/* The table that a record belongs to, and the caption that its part begins with. */
static void enter(struct rows *rows, const struct record *record)
{
	if (!rows->has_part || rows->part != record->part) {
		rows->has_part = true;
		rows->part = record->part;
		rows->table = NULL;
		rows->country = NULL;
	}
	while (rows->next < rows->table_count) {
		struct rows_table *next = &rows->tables[rows->next];

		if (next->part > record->part ||
		    (next->part == record->part && next->first_line > record->line))
			return;
		rows->next++;
		rows->table = next->part == record->part ? next : NULL;
		if (rows->table != NULL && rows->country == NULL && next->name != NULL)
			set_caption(rows, next->name, country_code(next->name));
	}
}

/* ---- kinds -------------------------------------------------------------------------------- */

size_t rows_count_cells(const struct record *record, size_t *ret_first)
{
	size_t count = 0;

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (cells_is_nothing(&record->cells[i]))
			continue;
		if (count++ == 0)
			*ret_first = i;
	}
	return count;
}

static bool is_empty(const struct record *record)
{
	struct cell whole = {.text = record->text, .length = record->length};

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (!cells_is_empty(&record->cells[i]))
			return false;
	}
	return record->cell_count > 0 || cells_is_empty(&whole);
}

/* A title in the first cell of a row that is empty otherwise. A number alone is none. */
static bool is_title(const struct record *record, const struct shape *shape)
{
	enum role role = shape->casting.columns[0].role;

	return (role == ROLE_NONE || role == ROLE_NUMBER) && !cells_is_number(&record->cells[0]);
}

/* How lines begin that stand under a table. */
static const char *const footers[] = {
	"updated*",	"last update*", "as of *",	 "note:*",   "notes:*",	    "source:*",
	"sources:*",	"legend*",	"page *",	 "remark:*", "примечани*",  "обновлен*",
	"стр. *",	"güncelle*",	"son güncelle*", "sayfa *",  "qeyd:*",	    "yenilən*",
	"тайлбар*",	"stand:*",	"seite *",	 "hinweis*", "mis à jour*", "remarque*",
	"actualizado*", "nota:*",	"página *",
};

/* How lines begin that sum a table up. */
static const char *const totals[] = {
	"total",  "total *", "total:*", "sum",	    "sum:*",	  "in total*",
	"итого*", "всего*",  "toplam*", "cəmi*",    "барлығы*",	  "нийт *",
	"нийт",	  "summe*",  "gesamt",	"gesamt:*", "insgesamt*",
};

static bool is_one_of(const char *const *patterns, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (text_matches(patterns[i], text))
			return true;
	}
	return false;
}

#define IS_ONE_OF(table, text) is_one_of(table, sizeof(table) / sizeof((table)[0]), text)

/* A line under a table: a legend, when it was updated, a total. Asterisks set it apart. */
static bool is_footer(const char *text)
{
	text += strspn(text, "* ");
	return IS_ONE_OF(footers, text) || IS_ONE_OF(totals, text);
}

/* What names an agreement or gives it a time. */
static const enum role watched[] = {
	ROLE_LAST_DAY, ROLE_SIGNED, ROLE_REGISTRATION_NUMBER, ROLE_TERM, ROLE_EFFECTIVE,
};

static bool can_be_watched(const struct record *record, const struct shape *shape)
{
	for (size_t i = 0; i < sizeof(watched) / sizeof(watched[0]); i++) {
		if (shape_says(shape, record, watched[i]))
			return true;
	}
	return false;
}

/* A record with one cell that says something: a caption, furniture, or a poor row. */
static int read_single(struct rows *rows, const struct record *record, size_t index,
		       enum line_kind *ret_kind)
{
	const struct shape *shape = rows->table == NULL ? NULL : rows->table->shape;
	const char *text = text_of(rows, &record->cells[index]);
	const char *code;

	if (text == NULL)
		return -ENOMEM;
	/* Codes of two or three letters are words of many languages. */
	code = strlen(text) > 3 ? country_code(text) : NULL;
	if (code != NULL && (record->cell_count == 1 || shape == NULL || !shape->is_cast ||
			     shape_column(shape, ROLE_COUNTRY) != index)) {
		set_caption(rows, text, code);
		*ret_kind = LINE_HEADING;
		return 1;
	}
	*ret_kind = LINE_FURNITURE;
	if (shape == NULL || !shape->is_cast)
		return 1;
	if (record->cell_count == 1 && shape->column_count > 1)
		return 1;
	if (index == 0 && is_title(record, shape) && shape_column(shape, ROLE_PARTNER) != 0)
		return 1;
	return shape->column_count > 1 && (text[0] == '*' || is_footer(text));
}

/* Whether a record sums the table up: the word for it, and nothing but numbers behind. */
static bool is_sum(const struct record *record, size_t first)
{
	struct cell cell = cells_trim(&record->cells[first]);

	if (!totals_match(cell.text, cell.length))
		return false;
	for (size_t i = first + 1; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		cell = cells_trim(&record->cells[i]);
		if (!cells_is_nothing(&cell) && !cells_is_number(&cell) &&
		    cell.form != CELL_NUMBER && !totals_match(cell.text, cell.length))
			return false;
	}
	return true;
}

/* Of a record with that many cells that say something, in a table that is cast. */
static int kind_in(struct rows *rows, const struct record *record, size_t count,
		   enum line_kind *ret_kind)
{
	const struct shape *shape = rows->table->shape;
	const char *partner;

	*ret_kind = LINE_ROW;
	if (can_be_watched(record, shape))
		return 0;
	*ret_kind = LINE_PROBLEM;
	if (!shape_says(shape, record, ROLE_PARTNER))
		return 0;
	partner = text_of(rows, shape_cell(shape, record, ROLE_PARTNER));
	if (partner == NULL)
		return -ENOMEM;
	*ret_kind = (count <= 2 && is_footer(partner)) || IS_ONE_OF(totals, partner)
			    ? LINE_FURNITURE
			    : LINE_ROW;
	return 0;
}

/* Records that may be rows. */
static int read_cells(struct rows *rows, const struct record *record, enum line_kind *ret_kind)
{
	const struct rows_table *table = rows->table;
	size_t first = 0;
	size_t count = rows_count_cells(record, &first);
	int is_settled;

	if (count == 0) {
		*ret_kind = is_empty(record) ? LINE_BLANK : LINE_FURNITURE;
		return 0;
	}
	if (table != NULL && table->heading_line != 0) {
		*ret_kind = LINE_FURNITURE;
		if (record->line < table->heading_line)
			return 0;
		*ret_kind = LINE_HEADING;
		if (record->line <= table->heading_end || shape_is_heading(table->shape, record))
			return 0;
	}
	if (count == 1 && (table == NULL || !table->shape->is_fixed)) {
		is_settled = read_single(rows, record, first, ret_kind);
		if (is_settled != 0)
			return is_settled < 0 ? is_settled : 0;
	}
	*ret_kind = LINE_FURNITURE;
	if (table == NULL || !table->shape->is_cast || is_sum(record, first))
		return 0;
	return kind_in(rows, record, count, ret_kind);
}

static int read_caption(struct rows *rows, const struct record *record)
{
	const char *text = record->cell_count > 0 ? text_of(rows, &record->cells[0]) : "";

	if (text == NULL)
		return -ENOMEM;
	set_caption(rows, text, country_of(text));
	return 0;
}

int rows_next(struct rows *rows, const struct record *record, enum line_kind *ret_kind)
{
	int is_left_out;

	enter(rows, record);
	is_left_out = fence_leaves_out(&rows->fence, record);
	if (is_left_out < 0)
		return is_left_out;
	rows->is_left_out = is_left_out > 0;
	*ret_kind = LINE_HEADING;
	if (rows->is_left_out || record->kind == RECORD_FURNITURE) {
		*ret_kind = is_empty(record) ? LINE_BLANK : LINE_FURNITURE;
		return 0;
	}
	if (record->kind == RECORD_CAPTION)
		return read_caption(rows, record);
	if (record->kind == RECORD_HEADING)
		return 0;
	return read_cells(rows, record, ret_kind);
}
