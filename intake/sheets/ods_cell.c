#include "intake/sheets/ods_cell.h"

#include <errno.h>
#include <string.h>

#include "intake/sheets/formula.h"
#include "intake/sheets/number.h"
#include "intake/sheets/ods_names.h"

/* Types of values (19.385), and the attribute that holds them. */
static const struct type_name {
	const char *name;
	enum ods_type type;
	const char *attribute;
} type_names[] = {
	{"string", ODS_TEXT_CELL, "string-value"}, {"float", ODS_NUMBER_CELL, "value"},
	{"percentage", ODS_PERCENT_CELL, "value"}, {"currency", ODS_MONEY_CELL, "value"},
	{"date", ODS_DATE_CELL, "date-value"},	   {"boolean", ODS_BOOLEAN_CELL, "boolean-value"},
};

/* A cell of another type (time, none at all) says what people see. */
static void take_value(struct ods_cell *cell, const struct xml *xml)
{
	const char *name = xml_attribute(xml, ODS_OFFICE, "value-type");
	const char *formula = xml_attribute(xml, ODS_TABLE, "formula");

	cell->type = ODS_TEXT_CELL;
	text_clear(&cell->value);
	text_clear(&cell->link);
	for (size_t i = 0; name != NULL && i < sizeof(type_names) / sizeof(type_names[0]); i++) {
		const char *value;

		if (strcmp(type_names[i].name, name) != 0)
			continue;
		cell->type = type_names[i].type;
		value = xml_attribute(xml, ODS_OFFICE, type_names[i].attribute);
		text_add(&cell->value, value == NULL ? "" : value);
	}
	if (formula != NULL)
		(void)formula_link(formula, &cell->link);
}

static enum precision precision_of(const struct ods_cell *cell, const struct xml *xml,
				   const char *style)
{
	const char *own = xml_attribute(xml, ODS_TABLE, "style-name");

	if (cell->type != ODS_DATE_CELL)
		return PRECISION_NONE;
	return ods_styles_precision(cell->styles, own == NULL ? style : own);
}

/* White space in the file is one blank, and none at the start of a paragraph (6.1.2). */
static void add_piece(struct ods_cell *cell, const char *piece)
{
	for (; *piece != '\0'; piece++) {
		bool is_blank = strchr(" \t\r\n", *piece) != NULL;

		if (!is_blank)
			text_add_char(&cell->paragraphs, *piece);
		else if (!cell->after_blank)
			text_add_char(&cell->paragraphs, ' ');
		cell->after_blank = is_blank;
	}
}

static void start_paragraph(struct ods_cell *cell)
{
	if (cell->has_paragraph)
		text_add_char(&cell->paragraphs, '\n');
	cell->has_paragraph = true;
	cell->after_blank = true;
}

static void add_blanks(struct ods_cell *cell, const struct xml *xml)
{
	uint64_t count = xml_number(xml, ODS_TEXT, "c", 1);

	for (uint64_t i = 0; i < count && i < 1000; i++)
		text_add_char(&cell->paragraphs, ' ');
	cell->after_blank = false;
}

/* The first address counts; one within the file is none. */
static void take_link(struct ods_cell *cell, const struct xml *xml)
{
	const char *address = xml_attribute(xml, NULL, "href");

	if (address != NULL && address[0] != '#' && cell->link.length == 0)
		text_add(&cell->link, address);
}

/* Whether an element is of the text; comments, drawings and footnotes are not. */
static bool is_text(const struct xml *xml)
{
	static const char *const others[] = {"note", "ruby-text", "tracked-changes"};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (xml_is(xml, ODS_TEXT, others[i]))
			return false;
	}
	return xml_in_space(xml, ODS_TEXT);
}

static void take_element(struct ods_cell *cell, const struct xml *xml)
{
	if (xml_is(xml, ODS_TEXT, "p") || xml_is(xml, ODS_TEXT, "h")) {
		start_paragraph(cell);
	} else if (xml_is(xml, ODS_TEXT, "s")) {
		add_blanks(cell, xml);
	} else if (xml_is(xml, ODS_TEXT, "tab")) {
		text_add_char(&cell->paragraphs, '\t');
	} else if (xml_is(xml, ODS_TEXT, "line-break")) {
		text_add_char(&cell->paragraphs, '\n');
	} else if (xml_is(xml, ODS_TEXT, "a")) {
		take_link(cell, xml);
	}
}

static int take_event(struct ods_cell *cell, struct xml *xml)
{
	switch (xml_event(xml)) {
	case XML_AT_START:
		if (!is_text(xml))
			return xml_leave(xml);
		take_element(cell, xml);
		return 0;
	case XML_AT_TEXT:
		if (cell->has_paragraph)
			add_piece(cell, xml_piece(xml));
		return xml_check_length(xml, cell->paragraphs.length);
	case XML_AT_NOTHING:
	case XML_AT_END:
		break;
	}
	return 0;
}

static int read_paragraphs(struct ods_cell *cell, struct xml *xml)
{
	unsigned int depth = xml_depth(xml);
	int result;

	text_clear(&cell->paragraphs);
	cell->has_paragraph = false;
	while ((result = xml_next(xml)) == 1) {
		if (xml_event(xml) == XML_AT_END && xml_depth(xml) == depth)
			return 0;
		result = take_event(cell, xml);
		if (result != 0)
			return result;
	}
	return result;
}

/*
 * Whether people see a whole number with text or zeros around it ("5 years", "007"): then that is
 * what the cell says. "1,234.50 €" is only another way to write 1234.5.
 */
static bool says_more(const char *seen, const char *plain)
{
	static const char digits[] = "0123456789";
	const char *start = strpbrk(seen, digits);
	size_t length;

	if (start == NULL || plain[strspn(plain, digits)] != '\0')
		return false;
	length = strspn(start, digits);
	if (strpbrk(start + length, digits) != NULL || memchr(seen, '-', (size_t)(start - seen)))
		return false;
	for (; length > 1 && *start == '0'; length--)
		start++;
	return length == strlen(plain) && memcmp(start, plain, length) == 0;
}

static enum cell_form show_number(struct ods_cell *cell)
{
	const char *seen = text_string(&cell->paragraphs);

	if (!number_plain(text_string(&cell->value), &cell->shown)) {
		text_add(&cell->shown, seen);
		return CELL_TEXT;
	}
	if (cell->type != ODS_NUMBER_CELL || !says_more(seen, text_string(&cell->shown)))
		return CELL_NUMBER;
	text_clear(&cell->shown);
	text_add(&cell->shown, seen);
	return seen[strspn(seen, "0123456789")] == '\0' ? CELL_NUMBER : CELL_TEXT;
}

static enum cell_form show_percent(struct ods_cell *cell)
{
	static const struct number_format percent = {.kind = NUMBER_PERCENT};

	return number_show(&percent, text_string(&cell->value), false, &cell->shown);
}

/* Without a style, four digits that are the year are what people see. */
static enum cell_form show_date(struct ods_cell *cell, enum precision precision)
{
	const char *value = text_string(&cell->value), *seen = text_string(&cell->paragraphs);
	char start[DAY_TEXT_SIZE] = "";
	struct day day;

	memcpy(start, value, strnlen(value, DAY_TEXT_SIZE - 1));
	if (!day_parse(start, &day)) {
		text_add(&cell->shown, seen);
		return CELL_TEXT;
	}
	if (precision == PRECISION_NONE && strlen(seen) == 4 && memcmp(seen, start, 4) == 0)
		precision = PRECISION_YEAR;
	number_day(day, precision, &cell->shown);
	return CELL_DATE;
}

static enum cell_form show(struct ods_cell *cell, enum precision precision)
{
	switch (cell->type) {
	case ODS_NUMBER_CELL:
	case ODS_MONEY_CELL:
		return show_number(cell);
	case ODS_PERCENT_CELL:
		return show_percent(cell);
	case ODS_DATE_CELL:
		return show_date(cell, precision);
	case ODS_BOOLEAN_CELL:
		text_add(&cell->shown,
			 strcmp(text_string(&cell->value), "true") == 0 ? "TRUE" : "FALSE");
		return CELL_TEXT;
	case ODS_TEXT_CELL:
		break;
	}
	text_add(&cell->shown, text_string(cell->has_paragraph ? &cell->paragraphs : &cell->value));
	return CELL_TEXT;
}

int ods_cell_read(struct ods_cell *cell, struct xml *xml, const char *style,
		  struct sheet_cell *ret_cell)
{
	enum precision precision;
	enum cell_form form;
	int result;

	take_value(cell, xml);
	precision = precision_of(cell, xml, style);
	result = read_paragraphs(cell, xml);
	if (result != 0)
		return result;
	text_clear(&cell->shown);
	form = show(cell, precision);
	if (text_failed(&cell->value) || text_failed(&cell->paragraphs) ||
	    text_failed(&cell->shown) || text_failed(&cell->link))
		return -ENOMEM;
	*ret_cell = (struct sheet_cell){
		.form = form,
		.text = text_string(&cell->shown),
		.length = cell->shown.length,
		.link = cell->link.length > 0 ? text_string(&cell->link) : NULL,
	};
	return 0;
}

void ods_cell_done(struct ods_cell *cell)
{
	text_done(&cell->value);
	text_done(&cell->paragraphs);
	text_done(&cell->shown);
	text_done(&cell->link);
}
