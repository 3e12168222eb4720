#include <errno.h>

#include "cli/display.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/import.h"
#include "core/cleanup.h"

/* Rows that became an agreement of their own. */
static size_t agreement_count(const struct import *import)
{
	return import->kinds[KIND_FIXED] + import->kinds[KIND_TERM] +
	       import->kinds[KIND_OPEN_ENDED] + import->kinds[KIND_UNKNOWN];
}

/* ---- for people ----------------------------------------------------------------------------- */

/* A count with its word, unless it is 0. */
static void add_count(struct text *out, size_t count, const char *one, const char *many)
{
	if (count == 0)
		return;
	text_addf(out, "%s%zu %s", out->length == 0 ? "" : ", ", count, count == 1 ? one : many);
}

static void add_summary(struct facts *facts, const struct import *import)
{
	CLEANUP(text_done) struct text kinds = {0};
	CLEANUP(text_done) struct text fate = {0};
	size_t with_last_day = import->kinds[KIND_FIXED] + import->kinds[KIND_TERM];
	size_t count = agreement_count(import);

	add_count(&kinds, with_last_day, "with a last day", "with a last day");
	add_count(&kinds, import->kinds[KIND_OPEN_ENDED], "open-ended", "open-ended");
	add_count(&kinds, import->kinds[KIND_UNKNOWN], "without a known last day",
		  "without a known last day");
	add_count(&fate, import->added, "added", "added");
	add_count(&fate, import->changed.count, "changed", "changed");
	add_count(&fate, import->unchanged, "unchanged", "unchanged");
	add_count(&fate, import->renumbered, "with another row number", "with another row number");
	add_count(&fate, import->repeated, "row repeated", "rows repeated");
	add_count(&fate, import->missing.count, "missing", "missing");
	facts_heading(facts, "%s, register %s", import->path, import->register_name);
	facts_add(facts, STYLE_PLAIN, "Agreements", "%zu%s%s%s%s", count, count == 0 ? "" : ": ",
		  text_string(&kinds), fate.length == 0 ? "" : "; ", text_string(&fate));
	if (text_failed(&kinds) || text_failed(&fate))
		facts->out.failed = true;
}

static void add_lines(struct facts *facts, const struct import *import)
{
	CLEANUP(text_done) struct text words = {0};
	size_t total = 0;

	for (size_t i = 0; i < LINE_KINDS; i++)
		total += import->lines[i];
	add_count(&words, import->lines[LINE_ROW], "of an agreement", "of agreements");
	add_count(&words, import->lines[LINE_CONTINUATION], "that goes on from one before",
		  "that go on from one before");
	add_count(&words, import->lines[LINE_HEADING], "heading", "headings");
	add_count(&words, import->lines[LINE_FURNITURE], "title or legend", "titles and legends");
	add_count(&words, import->lines[LINE_BLANK], "blank", "blank");
	add_count(&words, import->lines[LINE_PROBLEM], "not understood", "not understood");
	facts_add(facts, STYLE_PLAIN, "Lines", "%zu: %s", total, text_string(&words));
	if (text_failed(&words))
		facts->out.failed = true;
}

/* "12 KU Leuven (Leuven) (06-20)". */
static void add_name(struct text *out, const struct import_item *item)
{
	text_addf(out, "%lld %s%s%s%s", (long long)item->id, item->partners,
		  item->number == NULL ? "" : " (", item->number == NULL ? "" : item->number,
		  item->number == NULL ? "" : ")");
}

static void add_more(struct facts *facts, const struct import_items *items)
{
	if (items->count > IMPORT_ITEMS_MAX)
		facts_add(facts, STYLE_DIM, "", "and %zu more", items->count - IMPORT_ITEMS_MAX);
}

static void add_changed(struct facts *facts, const struct import *import)
{
	if (import->changed.count > 0)
		facts_heading(facts, "Changed");
	for (const struct import_item *item = import->changed.first; item != NULL;
	     item = item->next) {
		CLEANUP(text_done) struct text name = {0};

		add_name(&name, item);
		facts_add(facts, STYLE_PLAIN, "", "%s", text_string(&name));
		for (size_t i = 0; i < item->change_count; i++) {
			const struct change *change = &item->changes[i];

			facts_add(facts, STYLE_WARNING, "", "  %s: %s → %s", change->field,
				  change->before == NULL ? "nothing" : change->before,
				  change->after == NULL ? "nothing" : change->after);
		}
		if (item->has_new_term)
			facts_add(facts, STYLE_PLAIN, "",
				  "  a new term: the former one stays on record");
		if (text_failed(&name))
			facts->out.failed = true;
	}
	add_more(facts, &import->changed);
}

static void add_missing(struct facts *facts, const struct import *import)
{
	if (import->missing.count > 0)
		facts_heading(facts, "Missing: no longer in the register; kept and watched");
	for (const struct import_item *item = import->missing.first; item != NULL;
	     item = item->next) {
		CLEANUP(text_done) struct text name = {0};

		add_name(&name, item);
		facts_add(facts, STYLE_WARNING, "", "%s", text_string(&name));
		if (text_failed(&name))
			facts->out.failed = true;
	}
	add_more(facts, &import->missing);
}

static void add_problems(struct facts *facts, const struct import *import)
{
	const char *then = "";

	if (import->problem_count == 0)
		return;
	if (import->is_stored)
		then = "; the keeper is told by the next run, \"renewctl problems\" lists "
		       "them";
	if (import->problem_count <= PROBLEMS_MAX)
		facts_add(facts, STYLE_WARNING, "Problems", "%zu, each on a line of its own%s",
			  import->problem_count, then);
	else
		facts_add(facts, STYLE_WARNING, "Problems",
			  "%zu, the first %d on lines of their own%s", import->problem_count,
			  PROBLEMS_MAX, then);
	if (import->problem_count > IMPORT_PROBLEMS_MAX)
		facts_add(facts, STYLE_WARNING, "",
			  "more than %d are not kept: mend what most of them are about, and import "
			  "again",
			  IMPORT_PROBLEMS_MAX);
}

enum exit_status import_print_text(const struct import *import)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &import->cli->out};
	CLEANUP(facts_done) struct facts rest = {.terminal = &import->cli->out};
	enum exit_status status;

	add_summary(&facts, import);
	add_lines(&facts, import);
	import_add_facts(&facts, import);
	add_problems(&facts, import);
	if (import->is_dry)
		facts_add(&facts, STYLE_PLAIN, "", "A dry run: nothing was written.");
	status = facts_print(&facts);
	if (status == EXIT_DONE && import->is_dry)
		status = import_print_columns(import);
	if (status == EXIT_DONE && import->is_dry)
		status = import_print_samples(import);
	if (status != EXIT_DONE || import->changed.count + import->missing.count == 0)
		return status;
	add_changed(&rest, import);
	add_missing(&rest, import);
	return facts_print(&rest);
}

/* ---- as JSON -------------------------------------------------------------------------------- */

static json_t *changes_json(const struct import_item *item)
{
	json_t *array = json_array();

	for (size_t i = 0; i < item->change_count; i++) {
		const struct change *change = &item->changes[i];
		json_t *object =
			json_pack("{s:s, s:o, s:o}", "field", change->field, "before",
				  field_text(change->before), "after", field_text(change->after));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *items_json(const struct import_items *items, bool with_changes)
{
	json_t *array = json_array();

	for (const struct import_item *item = items->first; item != NULL; item = item->next) {
		json_t *object = json_pack("{s:I, s:o, s:o}", "id", (json_int_t)item->id, "name",
					   field_text(item->partners), "registration_number",
					   field_text(item->number));

		if (with_changes &&
		    (field_put(object, "changes", changes_json(item)) != 0 ||
		     field_put(object, "new_term", json_boolean(item->has_new_term)) != 0)) {
			json_decref(object);
			object = NULL;
		}
		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *readings_json(const struct problem *problem)
{
	json_t *array = json_array();

	for (size_t i = 0; i < 2; i++) {
		if (problem->readings[i] != NULL &&
		    field_append(array, field_text(problem->readings[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *problems_json(const struct problems *problems)
{
	json_t *array = json_array();

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		json_t *object =
			json_pack("{s:i, s:i, s:s, s:o, s:o, s:o}", "line", (int)problem->line,
				  "column", (int)problem->column, "code", problem->code, "field",
				  field_text(problem->field), "readings", readings_json(problem),
				  "text", field_text(problem->text));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *lines_json(const struct import *import)
{
	json_t *object = json_object();

	for (size_t i = 0; i < LINE_KINDS; i++) {
		if (field_put(object, line_kind_name((enum line_kind)i),
			      json_integer((json_int_t)import->lines[i])) != 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

json_t *import_json(const struct import *import)
{
	size_t with_last_day = import->kinds[KIND_FIXED] + import->kinds[KIND_TERM];
	json_t *object = json_pack(
		"{s:o, s:o, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "file",
		field_text(import->path), "register", field_text(import->register_name), "dry_run",
		import->is_dry, "agreements", (json_int_t)agreement_count(import), "with_last_day",
		(json_int_t)with_last_day, "open_ended", (json_int_t)import->kinds[KIND_OPEN_ENDED],
		"unknown", (json_int_t)import->kinds[KIND_UNKNOWN], "added",
		(json_int_t)import->added, "unchanged", (json_int_t)import->unchanged, "renumbered",
		(json_int_t)import->renumbered, "repeated", (json_int_t)import->repeated,
		"missing_count", (json_int_t)import->missing.count, "problem_count",
		(json_int_t)import->problem_count);

	if (field_put(object, "columns", import_columns_json(import)) == 0 &&
	    field_put(object, "changed", items_json(&import->changed, true)) == 0 &&
	    field_put(object, "missing", items_json(&import->missing, false)) == 0 &&
	    field_put(object, "lines", lines_json(import)) == 0 &&
	    field_put(object, "format", import_facts_json(import)) == 0 &&
	    field_put(object, "samples", import_samples_json(import)) == 0 &&
	    field_put(object, "problems", problems_json(&import->problems)) == 0)
		return object;
	json_decref(object);
	return NULL;
}
