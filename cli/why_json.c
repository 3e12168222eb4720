#include "cli/why.h"

#include <errno.h>

#include "cli/field.h"
#include "cli/parcel.h"
#include "cli/response.h"
#include "core/cleanup.h"

static json_t *message_json(const struct why_message *message)
{
	json_t *object = parcel_json(message->delivery);
	json_t *attempts = json_array();

	for (size_t i = 0; i < message->attempt_count; i++) {
		if (field_append(attempts, parcel_attempt_json(&message->attempts[i])) != 0) {
			json_decref(attempts);
			attempts = NULL;
			break;
		}
	}
	if (field_put(object, "history", attempts) != 0) {
		json_decref(object);
		return NULL;
	}
	return object;
}

static json_t *messages_json(const struct why_line *line)
{
	json_t *array = json_array();

	for (size_t i = 0; i < line->message_count; i++) {
		if (field_append(array, message_json(&line->messages[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *words_json(const struct text *words)
{
	return text_failed(words) ? NULL : field_text(text_string(words));
}

static json_t *line_json(const struct why *why, const struct why_line *line)
{
	const struct ledger_line *ledger = line->ledger;
	CLEANUP(text_done) struct text words = {0};
	char step[STEP_TEXT_SIZE];

	why_line_words(&words, why, line);
	return json_pack(
		"{s:I, s:o, s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:o, s:i, s:o, s:o, s:o, s:o, s:o}",
		"number", (json_int_t)ledger->id, "day", field_day(ledger->settled.on), "outcome",
		outcome_name(ledger->settled.outcome), "deadline_kind",
		deadline_kind_name(ledger->settled.kind), "deadline",
		field_day(ledger->settled.deadline), "milestone",
		field_day(ledger->settled.milestone), "step",
		step_format(ledger->settled.step, step), "sending_day",
		field_day(ledger->sending_day), "late_days", (int)ledger->late_days,
		"corrected_from", field_day(ledger->corrected_from), "level", ledger->settled.level,
		"superseded_by",
		line->superseded_by == NULL ? json_null() : json_integer(line->superseded_by->id),
		"response",
		line->response == NULL ? json_null() : json_integer(line->response->response.id),
		"policy", field_text(ledger->policy), "words", words_json(&words), "messages",
		messages_json(line));
}

static json_t *lines_json(const struct why *why)
{
	json_t *array = json_array();

	for (size_t i = 0; i < why->line_count; i++) {
		if (field_append(array, line_json(why, &why->lines[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* Whether an item is told by the next run that tells anything. */
static bool is_next(const struct forecast *forecast, const struct forecast_item *item)
{
	const struct forecast_item *next = forecast_next(forecast);

	return next != NULL && day_compare(item->day, next->day) == 0 &&
	       (item->decision.outcome == OUTCOME_NOTICE ||
		item->decision.outcome == OUTCOME_UNWATCHED);
}

static json_t *items_json(const struct forecast *forecast, bool only_next)
{
	json_t *array = json_array();

	for (size_t i = 0; i < forecast->count; i++) {
		const struct forecast_item *item = &forecast->items[i];

		if (only_next && !is_next(forecast, item))
			continue;
		if (field_append(array, forecast_item_json(forecast, item)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *next_json(const struct forecast *forecast)
{
	const struct forecast_item *next = forecast_next(forecast);

	if (next == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "day", field_day(next->day), "reminders",
			 items_json(forecast, /* only_next= */ true), "recipients",
			 forecast_recipients_json(forecast, next->day));
}

enum exit_status why_print_json(const struct cli *cli, const struct why *why)
{
	const struct forecast *forecast = &why->forecast;

	return field_print(cli,
			   json_pack("{s:I, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:o}",
				     "id", (json_int_t)why->agreement.id, "partners",
				     view_partners_json(&why->agreement), "reckoned_last_day",
				     field_day(why->view.last_day.reckoned), "state",
				     condition_name(why->view.condition), "terminated_on",
				     field_vague(why->agreement.terminated_on), "ledger",
				     lines_json(why), "responses",
				     response_array_json(why->responses, why->response_count),
				     "next", next_json(forecast), "schedule",
				     items_json(forecast, /* only_next= */ false), "goes_on",
				     forecast->goes_on, "gap_run",
				     field_day(forecast->is_gap ? forecast->gap_day : DAY_NONE)));
}
