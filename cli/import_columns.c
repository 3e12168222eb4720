/*
 * How a register was read: its format and encoding, what each column was taken
 * for and why.
 */
#include <errno.h>

#include "cli/display.h"
#include "cli/field.h"
#include "cli/import.h"
#include "cli/table.h"
#include "core/cleanup.h"

static const char *separator_words(char separator)
{
	switch (separator) {
	case ',':
		return "commas";
	case ';':
		return "semicolons";
	case '\t':
		return "tabs";
	default:
		return "bars";
	}
}

static const char *format_words(enum register_format format)
{
	static const char *const words[] = {
		[FORMAT_FIND] = "",
		[FORMAT_SEPARATED] = "text separated by ",
		[FORMAT_XLSX] = "XLSX spreadsheet",
		[FORMAT_ODS] = "ODS spreadsheet",
		[FORMAT_HTML] = "web page",
		[FORMAT_RUNNING] = "text of a table without separators",
		[FORMAT_LIST] = "list of partners in prose",
	};

	return words[format];
}

static void add_format(struct facts *facts, const struct import *import)
{
	const struct register_facts *found = register_facts(import->reader);

	facts_add(facts, STYLE_PLAIN, "Format", "%s%s (%s)", format_words(found->format),
		  found->format == FORMAT_SEPARATED ? separator_words(found->separator) : "",
		  found->format_reason);
	if (found->encoding != NULL)
		facts_add(facts, STYLE_PLAIN, "Encoding", "%s (%s)", found->encoding,
			  found->encoding_reason);
	if (import->profile_path != NULL)
		facts_add(facts, STYLE_PLAIN, "Profile", "%s%s%s%s", import->profile_path,
			  import->profile.name == NULL ? "" : " (",
			  import->profile.name == NULL ? "" : import->profile.name,
			  import->profile.name == NULL ? "" : ")");
}

/* A few words for each column: "Signed ← Date of agreement". */
static void add_used(struct text *out, const struct register_column *column)
{
	CLEANUP(text_done) struct text words = {0};

	text_add(&words, role_words(column->role));
	text_addf(out, "%s%s", out->length == 0 ? "" : "; ", text_string(&words));
	if (!text_same_name(text_string(&words), column->heading))
		text_addf(out, " ← %s",
			  column->heading[0] == '\0' ? "(no heading)" : column->heading);
}

static void add_unused(struct text *out, const struct register_column *column, size_t index)
{
	text_add(out, out->length == 0 ? "not used: " : ", ");
	if (column->heading[0] == '\0')
		text_addf(out, "column %zu (no heading)", index + 1);
	else
		text_add(out, column->heading);
}

static void add_order(struct facts *facts, const struct import *import,
		      const struct register_column *column, bool is_first)
{
	const char *label = is_first ? "Dates" : "";

	if (column->date_order_cells == 0)
		facts_add(facts, STYLE_PLAIN, label, "%s: read as %s, %s", column->heading,
			  column->date_order,
			  import->profile.order != ORDER_NONE ? "as the profile says"
							      : "as dates with dots are");
	else
		facts_add(facts, STYLE_PLAIN, label, "%s: read as %s, as %zu %s (line %u: %s)",
			  column->heading, column->date_order, column->date_order_cells,
			  column->date_order_cells == 1 ? "cell shows" : "cells show",
			  column->date_order_line, column->date_order_cell);
}

static void add_table(struct facts *facts, const struct import *import,
		      const struct register_table *table, bool is_only)
{
	CLEANUP(text_done) struct text used = {0};
	CLEANUP(text_done) struct text unused = {0};
	bool is_first = true;

	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].role != ROLE_NONE)
			add_used(&used, &table->columns[i]);
		else
			add_unused(&unused, &table->columns[i], i);
	}
	if (!is_only)
		facts_add(facts, STYLE_PLAIN, "Table", "%s: %zu %s",
			  table->name == NULL ? "(no name)" : table->name, table->row_count,
			  table->row_count == 1 ? "row" : "rows");
	facts_add(facts, STYLE_PLAIN, "Columns", "%s", text_string(&used));
	if (unused.length > 0)
		facts_add(facts, STYLE_PLAIN, "", "%s", text_string(&unused));
	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].date_order == NULL)
			continue;
		add_order(facts, import, &table->columns[i], is_first);
		is_first = false;
	}
	if (text_failed(&used) || text_failed(&unused))
		facts->out.failed = true;
}

/* Tables of a page can be many: those that say the same as the one before are
 * not shown again. */
static bool is_like(const struct register_table *a, const struct register_table *b)
{
	if (a->column_count != b->column_count)
		return false;
	for (size_t i = 0; i < a->column_count; i++) {
		if (a->columns[i].role != b->columns[i].role ||
		    !text_same_name(a->columns[i].heading, b->columns[i].heading))
			return false;
	}
	return true;
}

#define TABLES_SHOWN 20

void import_add_facts(struct facts *facts, const struct import *import)
{
	const struct register_facts *found = register_facts(import->reader);
	size_t like = 0;
	size_t shown = 0;

	add_format(facts, import);
	for (size_t i = 0; i < found->table_count && shown < TABLES_SHOWN; i++) {
		const struct register_table *table = &found->tables[i];

		if (i > 0 && is_like(table, &found->tables[i - 1])) {
			like++;
			continue;
		}
		if (table->column_count == 0)
			continue;
		add_table(facts, import, table, found->table_count == 1);
		shown++;
	}
	if (like > 0)
		facts_add(facts, STYLE_PLAIN, "", "and %zu %s with the same columns", like,
			  like == 1 ? "table" : "tables");
}

/* ---- a dry run: each column with its reason and examples
 * ---------------------------------- */

static enum exit_status print_columns(const struct import *import,
				      const struct register_table *table)
{
	static const struct table_column layout[] = {
		{.heading = "COLUMN", .narrowest = 12},
		{.heading = "READ AS"},
		{.heading = "BECAUSE", .narrowest = 16},
		{.heading = "EXAMPLES", .narrowest = 12},
	};
	struct table out;
	int result;

	table_init(&out, layout, sizeof(layout) / sizeof(layout[0]));
	for (size_t i = 0; i < table->column_count; i++) {
		const struct register_column *column = &table->columns[i];
		const char *const *examples = column->examples;

		if (column->heading[0] == '\0')
			table_addf(&out, STYLE_DIM, "column %zu", i + 1);
		else
			table_add(&out, STYLE_PLAIN, column->heading);
		table_add(&out, column->role == ROLE_NONE ? STYLE_DIM : STYLE_GOOD,
			  role_words(column->role));
		table_add(&out, STYLE_PLAIN, column->reason_text);
		table_addf(&out, STYLE_PLAIN, "%s%s%s", examples[0] == NULL ? "" : examples[0],
			   examples[1] == NULL ? "" : " | ",
			   examples[1] == NULL ? "" : examples[1]);
	}
	result = table_print(&out, &import->cli->out);
	table_done(&out);
	return result == 0 ? EXIT_DONE : cli_failed("writing", result);
}

enum exit_status import_print_columns(const struct import *import)
{
	const struct register_facts *found = register_facts(import->reader);
	enum exit_status status = EXIT_DONE;

	for (size_t i = 0; i < found->table_count && i < TABLES_SHOWN && status == EXIT_DONE; i++) {
		const struct register_table *table = &found->tables[i];
		CLEANUP(text_done) struct text heading = {0};

		if (table->column_count == 0 || (i > 0 && is_like(table, &found->tables[i - 1])))
			continue;
		if (table->name != NULL) {
			text_add(&heading, "\nTable ");
			display_add(&heading, table->name);
		}
		text_add_char(&heading, '\n');
		if (text_failed(&heading))
			return cli_failed("writing", -ENOMEM);
		terminal_write(&import->cli->out, &heading);
		status = print_columns(import, table);
	}
	return status;
}

/* ---- as JSON
 * ------------------------------------------------------------------------------
 */

static json_t *column_json(const struct register_column *column)
{
	const char *role = column->role == ROLE_NONE ? NULL : role_name(column->role);
	json_t *examples = json_array();

	for (size_t i = 0; i < COLUMN_EXAMPLES && column->examples[i] != NULL; i++) {
		if (field_append(examples, field_text(column->examples[i])) != 0) {
			json_decref(examples);
			return NULL;
		}
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I}", "heading", field_text(column->heading),
			 "role", field_text(role), "reason", field_text(column->reason_text),
			 "examples", examples, "date_order", field_text(column->date_order),
			 "date_order_cells", (json_int_t)column->date_order_cells);
}

static json_t *columns_json(const struct register_table *table)
{
	json_t *columns = json_array();

	for (size_t i = 0; i < table->column_count; i++) {
		if (field_append(columns, column_json(&table->columns[i])) != 0) {
			json_decref(columns);
			return NULL;
		}
	}
	return columns;
}

/* Those of the first table: of most registers there is one. */
json_t *import_columns_json(const struct import *import)
{
	const struct register_facts *found = register_facts(import->reader);

	return found->table_count == 0 ? json_array() : columns_json(&found->tables[0]);
}

static json_t *table_json(const struct register_table *table)
{
	return json_pack("{s:o, s:I, s:I, s:o}", "name", field_text(table->name), "heading_line",
			 (json_int_t)table->heading_line, "rows", (json_int_t)table->row_count,
			 "columns", columns_json(table));
}

json_t *import_facts_json(const struct import *import)
{
	const struct register_facts *found = register_facts(import->reader);
	char separator[2] = {found->separator, '\0'};
	json_t *tables = json_array();

	for (size_t i = 0; i < found->table_count; i++) {
		if (field_append(tables, table_json(&found->tables[i])) != 0) {
			json_decref(tables);
			return NULL;
		}
	}
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "name",
			 register_format_name(found->format), "reason",
			 field_text(found->format_reason), "encoding", field_text(found->encoding),
			 "encoding_reason", field_text(found->encoding_reason), "separator",
			 field_text(found->separator == '\0' ? NULL : separator), "tables", tables);
}
