#include "intake/carrying.h"

#include <errno.h>
#include <string.h>

#include "intake/intake.h"

/* The text of a row's country in scratch; NULL when memory is short. */
static const char *read_country(const struct shape *shape, const struct record *record,
				struct text *scratch)
{
	(void)cells_text(shape_cell(shape, record, ROLE_COUNTRY), CELLS_RAW, scratch);
	return text_failed(scratch) ? NULL : text_string(scratch);
}

/* Marks a country as seen; false: it was before. */
static bool mark(struct shape_runs *runs, const char *code)
{
	size_t bit = (size_t)(code[0] - 'A') * 26 + (size_t)(code[1] - 'A');
	unsigned char *byte = &runs->seen[bit / 8];
	unsigned char value = (unsigned char)(1u << bit % 8);

	if ((*byte & value) != 0)
		return false;
	*byte |= value;
	return true;
}

int carrying_count(struct shape *shape, const struct record *record, bool has_caption,
		   struct text *scratch)
{
	struct shape_runs *runs = &shape->runs;
	const char *text, *code;

	if (runs->is_none || shape_column(shape, ROLE_COUNTRY) == NO_COLUMN)
		return 0;
	if (!shape_says(shape, record, ROLE_COUNTRY)) {
		runs->is_none = runs->filled == 0 || has_caption;
		runs->empty++;
		return 0;
	}
	text = read_country(shape, record, scratch);
	if (text == NULL)
		return -ENOMEM;
	code = country_code(text);
	runs->filled++;
	runs->is_none = code != NULL && !mark(runs, code);
	return 0;
}

int carrying_decide(struct shape *shape, unsigned int line, const char *name,
		    struct problems *problems)
{
	const struct shape_runs *runs = &shape->runs;
	size_t column = shape_column(shape, ROLE_COUNTRY);
	struct place place = {line, 0};

	if (runs->is_none || runs->filled < 2 || runs->empty * 2 < runs->filled)
		return 0;
	shape->carries_country = true;
	if (shape->heading != NULL)
		place.column = record_place(shape->heading, column).column;
	return problems_add(
		problems, PROBLEM_WARNING, name, place.line, place.column, "carried_country",
		"%s: each country stands in the first of its rows alone, as merged "
		"cells do; %zu %s of the row above; write it into each row that is of "
		"another one",
		shape_heading(shape, column).text, runs->empty,
		runs->empty == 1 ? "row without one takes that" : "rows without one take that");
}

int carrying_next(struct carrying *carrying, const struct rows_table *table,
		  const struct record *record, struct text *scratch)
{
	const char *text;
	size_t length;

	if (carrying->table != table)
		*carrying = (struct carrying){.table = table};
	if (!table->shape->carries_country || !shape_says(table->shape, record, ROLE_COUNTRY))
		return 0;
	text = read_country(table->shape, record, scratch);
	if (text == NULL)
		return -ENOMEM;
	carrying->code = country_code(text);
	length = text_cut(text, strlen(text), sizeof(carrying->raw) - 1);
	memcpy(carrying->raw, text, length);
	carrying->raw[length] = '\0';
	return 0;
}
