#include "intake/sheets/xlsx_cell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/sheets/formula.h"
#include "intake/sheets/number.h"
#include "intake/sheets/rich_text.h"

/* What the value of a cell is (ST_CellType, 18.18.11). */
enum cell_type {
	TYPE_NUMBER,
	TYPE_SHARED,
	TYPE_BOOLEAN,
	TYPE_DATE,
	TYPE_TEXT /* of a formula, an error, or in the cell itself */
};

static const struct type_name {
	const char *name;
	enum cell_type type;
} type_names[] = {
	{"n", TYPE_NUMBER}, {"s", TYPE_SHARED}, {"b", TYPE_BOOLEAN},	  {"d", TYPE_DATE},
	{"e", TYPE_TEXT},   {"str", TYPE_TEXT}, {"inlineStr", TYPE_TEXT},
};

static enum cell_type type_of(const struct xml *xml)
{
	const char *name = xml_attribute(xml, NULL, "t");

	for (size_t i = 0; name != NULL && i < sizeof(type_names) / sizeof(type_names[0]); i++) {
		if (strcmp(type_names[i].name, name) == 0)
			return type_names[i].type;
	}
	return TYPE_NUMBER;
}

/* Value, text and formula, whichever there are. */
static int read_content(struct xlsx_cell *cell, enum cell_type type, struct xml *xml)
{
	unsigned int depth = xml_depth(xml);
	bool has_value = false, has_formula = false;
	int result;

	text_clear(&cell->value);
	text_clear(&cell->formula);
	while ((result = xml_child(xml, depth)) == 1) {
		if (xml_is(xml, NULL, "v")) {
			has_value = true;
			result = xml_text(xml, &cell->value);
			rich_text_unescape(&cell->value, 0);
		} else if (xml_is(xml, NULL, "is")) {
			result = rich_text_read(xml, &cell->value);
		} else if (xml_is(xml, NULL, "f")) {
			has_formula = true;
			result = xml_text(xml, &cell->formula);
		} else {
			continue;
		}
		if (result != 0)
			return result;
	}
	/* Only a text can be empty. */
	cell->lacks_result =
		has_formula && (!has_value || (type != TYPE_TEXT && cell->value.length == 0));
	if (text_failed(&cell->value) || text_failed(&cell->formula))
		return -ENOMEM;
	return result;
}

static int show_shared(struct xlsx_cell *cell, struct sheet_cell *ret_cell)
{
	const char *value = text_string(&cell->value);
	char *end;
	unsigned long long number = strtoull(value, &end, 10);

	if (value[0] == '\0')
		return 0;
	ret_cell->text =
		*end != '\0' ? NULL
			     : shared_strings_at(&cell->book->strings, number, &ret_cell->length);
	return ret_cell->text == NULL ? XLSX_CELL_NO_TEXT : 0;
}

/* ISO 8601, as strict files may have it: "2028-06-18T00:00:00". */
static enum cell_form show_iso_date(struct xlsx_cell *cell, const struct number_format *format)
{
	const char *value = text_string(&cell->value);
	char start[DAY_TEXT_SIZE] = "";
	struct day day;

	memcpy(start, value, strnlen(value, DAY_TEXT_SIZE - 1));
	if (!day_parse(start, &day)) {
		text_add(&cell->shown, value);
		return CELL_TEXT;
	}
	number_day(day, format->kind == NUMBER_DATE ? format->precision : PRECISION_DAY,
		   &cell->shown);
	return CELL_DATE;
}

static void show_value(struct xlsx_cell *cell, enum cell_type type,
		       const struct number_format *format, struct sheet_cell *ret_cell)
{
	const char *value = text_string(&cell->value);

	if (type == TYPE_NUMBER && value[0] != '\0')
		ret_cell->form = number_show(format, value, cell->book->is_1904, &cell->shown);
	else if (type == TYPE_DATE)
		ret_cell->form = show_iso_date(cell, format);
	else if (type == TYPE_BOOLEAN && strcmp(value, "0") == 0)
		text_add(&cell->shown, "FALSE");
	else if (type == TYPE_BOOLEAN && strcmp(value, "1") == 0)
		text_add(&cell->shown, "TRUE");
	else
		text_add_n(&cell->shown, value, cell->value.length);
	ret_cell->text = text_string(&cell->shown);
	ret_cell->length = cell->shown.length;
}

int xlsx_cell_read(struct xlsx_cell *cell, struct xml *xml, struct sheet_cell *ret_cell)
{
	enum cell_type type = type_of(xml);
	const struct number_format *format =
		xlsx_styles_format(&cell->book->styles, xml_number(xml, NULL, "s", 0));
	int result = read_content(cell, type, xml);

	if (result != 0)
		return result;
	*ret_cell = (struct sheet_cell){.text = "", .form = CELL_TEXT};
	text_clear(&cell->shown);
	if (type == TYPE_SHARED)
		result = show_shared(cell, ret_cell);
	else
		show_value(cell, type, format, ret_cell);
	if (cell->formula.length > 0 && formula_link(text_string(&cell->formula), &cell->link))
		ret_cell->link = text_string(&cell->link);
	return text_failed(&cell->shown) || text_failed(&cell->link) ? -ENOMEM : result;
}

void xlsx_cell_done(struct xlsx_cell *cell)
{
	text_done(&cell->value);
	text_done(&cell->shown);
	text_done(&cell->formula);
	text_done(&cell->link);
}
