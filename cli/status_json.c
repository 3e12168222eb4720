#include "cli/status.h"

#include "cli/field.h"
#include "cli/parcel.h"
#include "cli/today.h"
#include "core/calendar.h"

static json_t *last_json(const struct next_run *next)
{
	const struct run_record *last = &next->last;

	if (!next->has_last)
		return json_null();
	return json_pack("{s:s, s:o, s:o, s:I, s:I, s:I}", "kind", run_kind_name(last->kind), "day",
			 field_day(last->day), "at", field_time(last->at_ms), "planned",
			 (json_int_t)last->planned, "reminders", (json_int_t)last->notices,
			 "messages", (json_int_t)last->deliveries);
}

static json_t *deliveries_json(const struct status *status)
{
	json_t *object = json_object();

	for (int i = 0; i < DELIVERY_STATES; i++) {
		if (field_put(object, delivery_state_name((enum delivery_state)i),
			      json_integer(status->deliveries[i])) != 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

static json_t *troubles_json(const struct status *status)
{
	json_t *array = json_array();

	for (size_t i = 0; i < status->trouble_count; i++) {
		const struct status_trouble *trouble = &status->troubles[i];
		const struct delivery *last = trouble->last;
		json_t *object = json_pack("{s:s, s:o, s:o}", "channel", trouble->channel, "since",
					   field_time(trouble->since_ms), "last_delivery",
					   last == NULL ? json_null() : parcel_json(last));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *problems_json(const struct status *status)
{
	json_t *array = json_array();

	for (size_t i = 0; i < status->problem_count; i++) {
		const struct store_problem *problem = &status->problems[i];
		json_t *object =
			json_pack("{s:o, s:i, s:i, s:o, s:s, s:o}", "register",
				  field_text(problem->register_name), "line", (int)problem->line,
				  "column", (int)problem->column, "agreement",
				  problem->agreement_id == 0 ? json_null()
							     : json_integer(problem->agreement_id),
				  "code", problem->code, "text", field_text(problem->text));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *status_json(const struct cli *cli, const struct status *status)
{
	const struct next_run *next = &status->next;

	return json_pack(
		"{s:o, s:b, s:o, s:I, s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:b, s:i, s:o, s:o}",
		"store", field_text(store_path(cli->store)), "running", status->daemon != 0,
		"process", status->daemon > 0 ? json_integer(status->daemon) : json_null(),
		"agreements", (json_int_t)status->agreements, "last_run", last_json(next),
		"next_run", field_time(next->at_ms), "missed_run", field_time(next->missed_ms),
		"missed", next->is_missed, "deliveries", deliveries_json(status), "troubles",
		troubles_json(status), "retrying_since",
		status->oldest == NULL ? json_null() : field_time(status->oldest->created_ms),
		"waits_long", status_waits_long(status), "problems", (int)status->problem_count,
		"trial", today_trial_json(cli), "holidays_end",
		field_day(calendar_ends_soon(&cli->rules.calendar, cli->today)));
}

enum exit_status status_print_json(const struct cli *cli, const struct status *status)
{
	json_t *object = status_json(cli, status);

	if (status->lists_problems &&
	    field_put(object, "problem_details", problems_json(status)) != 0) {
		json_decref(object);
		object = NULL;
	}
	return field_print(cli, object);
}
