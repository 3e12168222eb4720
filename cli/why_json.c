#include "cli/why.h"

#include <errno.h>

#include "cli/field.h"
#include "cli/parcel.h"
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

static json_t *line_json(const struct why_line *line)
{
	const struct ledger_line *ledger = line->ledger;
	CLEANUP(text_done) struct text words = {0};
	char step[STEP_TEXT_SIZE];

	why_line_words(&words, ledger);
	return json_pack("{s:o, s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:o, s:o, s:o, s:o}", "day",
			 field_day(ledger->settled.on), "outcome",
			 outcome_name(ledger->settled.outcome), "deadline_kind",
			 deadline_kind_name(ledger->settled.kind), "deadline",
			 field_day(ledger->settled.deadline), "milestone",
			 field_day(ledger->settled.milestone), "step",
			 step_format(ledger->settled.step, step), "sending_day",
			 field_day(ledger->sending_day), "late_days", (int)ledger->late_days,
			 "corrected_from", field_day(ledger->corrected_from), "policy",
			 field_text(ledger->policy), "words", words_json(&words), "messages",
			 messages_json(line));
}

static json_t *lines_json(const struct why *why)
{
	json_t *array = json_array();

	for (size_t i = 0; i < why->line_count; i++) {
		if (field_append(array, line_json(&why->lines[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *entry_json(const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;
	CLEANUP(text_done) struct text words = {0};
	char step[STEP_TEXT_SIZE];

	why_next_words(&words, entry);
	return json_pack("{s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:s, s:s, s:o}", "outcome",
			 outcome_name(decision->outcome), "deadline_kind",
			 deadline_kind_name(decision->kind), "deadline",
			 field_day(decision->deadline), "milestone", field_day(decision->milestone),
			 "step", step_format(decision->step, step), "sending_day",
			 field_day(decision->sending_day), "late_days", (int)decision->late_days,
			 "policy", decision->policy->name, "fallback",
			 fallback_name(entry->fallback), "words", words_json(&words));
}

static json_t *recipients_json(const struct run *run)
{
	json_t *array = json_array();

	for (size_t i = 0; i < run->delivery_count; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];
		json_t *object = json_pack(
			"{s:s, s:s, s:s, s:o}", "channel", delivery->address.channel, "address",
			delivery->address.address, "contact", delivery->contact->key, "recipient",
			field_text(delivery->contact->name));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *next_json(const struct why *why)
{
	json_t *reminders;

	if (!why->has_next)
		return json_null();
	reminders = json_array();
	for (size_t i = 0; i < why->next.entry_count; i++) {
		if (field_append(reminders, entry_json(&why->next.entries[i])) != 0) {
			json_decref(reminders);
			return NULL;
		}
	}
	return json_pack("{s:o, s:o, s:o}", "day", field_day(why->next.today), "reminders",
			 reminders, "recipients",
			 why->has_recipients ? recipients_json(&why->next) : json_null());
}

enum exit_status why_print_json(const struct cli *cli, const struct why *why)
{
	json_t *object =
		json_pack("{s:I, s:o, s:o, s:s, s:o, s:o}", "id", (json_int_t)why->agreement.id,
			  "partners", view_partners_json(&why->agreement), "reckoned_last_day",
			  field_day(why->view.last_day.reckoned), "state",
			  condition_name(why->view.condition), "ledger", lines_json(why), "next",
			  next_json(why));

	return field_print(cli, object);
}
