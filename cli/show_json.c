/* One agreement as JSON, with all that is known about it. */
#include "cli/show.h"

#include <errno.h>

#include "cli/deadlines.h"
#include "cli/field.h"
#include "cli/history.h"
#include "cli/response.h"
#include "core/renewal.h"

/* How it renews itself, as things stand today; null when it does not. */
static json_t *renews_json(const struct cli *cli, const struct agreement *agreement)
{
	struct self_renewal renewal = renewal_of(agreement, &cli->rules.dates);
	char every[SPAN_TEXT_SIZE], notice[NOTICE_TEXT_SIZE];

	if (agreement->renewal != RENEWAL_TACIT)
		return json_null();
	return json_pack(
		"{s:o, s:o, s:o, s:i}", "every",
		field_text(renewal.every.n == 0 ? NULL : span_format(renewal.every, every)),
		"times",
		agreement->renews.times == 0 ? json_null() : json_integer(agreement->renews.times),
		"notice",
		field_text(notice_is_known(agreement->notice)
				   ? notice_format(agreement->notice, notice)
				   : NULL),
		"renewed", (int)renewal_number_on(&renewal, cli->today));
}

static json_t *problem_details_json(const struct shown *shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown->problem_count; i++) {
		const struct store_problem *problem = &shown->problems[i];
		json_t *object = json_pack("{s:i, s:i, s:s, s:o}", "line", (int)problem->line,
					   "column", (int)problem->column, "code", problem->code,
					   "text", field_text(problem->text));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *source_json(const struct shown *shown)
{
	const struct store_origin *source = &shown->source;

	if (!shown->has_source)
		return json_null();
	return json_pack("{s:o, s:o, s:i, s:i, s:o, s:o}", "path", field_text(source->path), "part",
			 field_text(source->part), "line", (int)source->line, "lines",
			 (int)source->lines, "text", field_text(source->text), "imported",
			 field_time(source->imported_ms));
}

static json_t *edits_json(const struct shown *shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown->edit_count; i++) {
		const struct store_edit *edit = &shown->edits[i];
		json_t *object = json_pack("{s:s, s:o, s:o, s:o, s:o}", "field", edit->field,
					   "value", field_text(edit->value), "register_value",
					   field_text(edit->register_value), "who",
					   field_text(edit->who), "at", field_time(edit->at_ms));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

enum exit_status show_print_json(struct cli *cli, const struct shown *shown)
{
	const char **codes =
		arena_take_array(&cli->arena, shown->problem_count, sizeof(const char *));
	json_t *object;

	if (codes == NULL)
		return cli_failed("writing JSON", -ENOMEM);
	for (size_t i = 0; i < shown->problem_count; i++)
		codes[i] = shown->problems[i].code;
	object = view_json(&shown->view, codes, shown->problem_count);
	if (field_put(object, "known_on", field_day(shown->agreement.known_on)) != 0 ||
	    field_put(object, "terms", view_terms_json(cli, &shown->agreement)) != 0 ||
	    field_put(object, "renews", renews_json(cli, &shown->agreement)) != 0 ||
	    field_put(object, "source", source_json(shown)) != 0 ||
	    field_put(object, "problem_details", problem_details_json(shown)) != 0 ||
	    field_put(object, "link", field_text(shown->agreement.link)) != 0 ||
	    field_put(object, "note", field_text(shown->agreement.note)) != 0 ||
	    field_put(object, "set_by_hand", edits_json(shown)) != 0 ||
	    field_put(object, "deadlines",
		      deadlines_json(cli, &shown->agreement, &shown->planned)) != 0 ||
	    field_put(object, "responses",
		      response_array_json(shown->responses, shown->response_count)) != 0 ||
	    field_put(object, "history", history_json(shown->history, shown->history_count)) != 0) {
		json_decref(object);
		return cli_failed("writing JSON", -ENOMEM);
	}
	return field_print(cli, object);
}
