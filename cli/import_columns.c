#include "cli/field.h"
#include "cli/import.h"
#include "core/cleanup.h"

/* "Signed ← Date of agreement", or "Country" where both are one word. */
static void add_used(struct text *out, const struct column *column)
{
	static const char *const labels[] = {
		[ROLE_NUMBER] = "Number",   [ROLE_REGISTRATION_NUMBER] = "Registration number",
		[ROLE_PARTNER] = "Partner", [ROLE_CITY] = "City",
		[ROLE_COUNTRY] = "Country", [ROLE_TYPE] = "Type",
		[ROLE_SIGNED] = "Signed",   [ROLE_LAST_DAY] = "Last day",
		[ROLE_OWNER] = "Owner",
	};

	text_addf(out, "%s%s", out->length == 0 ? "" : "; ", labels[column->role]);
	if (!text_same_name(labels[column->role], column->heading))
		text_addf(out, " ← %s", column->heading);
}

static void add_unused(struct text *out, const struct column *column, size_t index)
{
	text_add(out, out->length == 0 ? "not used: " : ", ");
	if (column->heading[0] == '\0')
		text_addf(out, "column %zu (no heading)", index + 1);
	else
		text_add(out, column->heading);
}

static void add_order(struct facts *facts, const struct column *column, bool is_first)
{
	const char *label = is_first ? "Dates" : "";

	if (column->date_order_cells == 0)
		facts_add(facts, STYLE_PLAIN, label, "%s: read as %s, as dates with dots are",
			  column->heading, column->date_order);
	else
		facts_add(facts, STYLE_PLAIN, label, "%s: read as %s, as %zu %s (line %u: %s)",
			  column->heading, column->date_order, column->date_order_cells,
			  column->date_order_cells == 1 ? "cell shows" : "cells show",
			  column->date_order_line, column->date_order_cell);
}

void import_add_columns(struct facts *facts, const struct intake *intake)
{
	CLEANUP(text_done) struct text used = {0};
	CLEANUP(text_done) struct text unused = {0};
	bool is_first = true;

	for (size_t i = 0; i < intake->column_count; i++) {
		if (intake->columns[i].role != ROLE_NONE)
			add_used(&used, &intake->columns[i]);
		else
			add_unused(&unused, &intake->columns[i], i);
	}
	facts_add(facts, STYLE_PLAIN, "Columns", "%s", text_string(&used));
	if (unused.length > 0)
		facts_add(facts, STYLE_PLAIN, "", "%s", text_string(&unused));
	for (size_t i = 0; i < intake->column_count; i++) {
		if (intake->columns[i].date_order == NULL)
			continue;
		add_order(facts, &intake->columns[i], is_first);
		is_first = false;
	}
	if (text_failed(&used) || text_failed(&unused))
		facts->out.failed = true;
}

json_t *import_columns_json(const struct intake *intake)
{
	json_t *array = json_array();

	for (size_t i = 0; i < intake->column_count; i++) {
		const struct column *column = &intake->columns[i];
		const char *role = column->role == ROLE_NONE ? NULL : role_name(column->role);
		json_t *object = json_pack(
			"{s:o, s:o, s:o, s:I}", "heading", field_text(column->heading), "role",
			field_text(role), "date_order", field_text(column->date_order),
			"date_order_cells", (json_int_t)column->date_order_cells);

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}
