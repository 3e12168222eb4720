#include "cli/preview.h"

#include <errno.h>

#include "cli/field.h"
#include "cli/view.h"
#include "core/cleanup.h"
#include "message/words.h"

static json_t *words_json(const struct entry *entry, struct day day,
			  void (*words)(struct text *, const struct entry *, struct day))
{
	CLEANUP(text_done) struct text line = {0};

	words(&line, entry, day);
	return text_failed(&line) ? NULL : field_text(text_string(&line));
}

static json_t *entry_json(const struct preview *preview, const struct entry *shown,
			  const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;
	char step[STEP_TEXT_SIZE];
	CLEANUP(text_done) struct text why = {0};

	preview_explain(&why, entry);
	if (text_failed(&why))
		return NULL;
	return json_pack(
		"{s:I, s:o, s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:o, s:s, s:s, s:o, s:o, s:o}",
		"agreement", (json_int_t)entry->agreement->id, "partners",
		view_partners_json(entry->agreement), "deadline_kind",
		deadline_kind_name(decision->kind), "outcome", outcome_name(decision->outcome),
		"deadline", field_day(decision->deadline), "milestone",
		field_day(decision->milestone), "step", step_format(decision->step, step),
		"sending_day", field_day(decision->sending_day), "late_days",
		(int)decision->late_days, "corrected_from", field_day(decision->corrected_from),
		"policy", decision->policy->name, "fallback", fallback_name(entry->fallback),
		"matter", words_json(shown, preview->day, words_matter), "remarks",
		words_json(shown, preview->day, words_remarks), "why",
		field_text(text_string(&why)));
}

static json_t *message_json(const struct preview *preview, const struct message *message)
{
	const struct run_delivery *delivery = message->delivery;
	CLEANUP(text_done) struct text subject = {0};
	json_t *entries = json_array();

	for (size_t i = 0; i < message->document.entry_count; i++) {
		if (field_append(entries, entry_json(preview, &message->document.entries[i],
						     preview_entry(preview, message, i))) != 0) {
			json_decref(entries);
			return NULL;
		}
	}
	words_subject(&subject, &message->document, preview->day);
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:i, s:i, s:i, s:o}", "kind",
			 delivery_kind_name(delivery->kind), "channel", delivery->address.channel,
			 "address", delivery->address.address, "contact", delivery->contact->key,
			 "recipient", field_text(delivery->contact->name), "subject",
			 text_failed(&subject) ? NULL : field_text(text_string(&subject)), "part",
			 (int)delivery->part, "parts", (int)delivery->parts, "problems",
			 (int)message->document.problem_total, "entries", entries);
}

enum exit_status preview_print_json(const struct preview *preview)
{
	enum exit_status status = EXIT_DONE;
	json_t *messages = json_array();

	for (size_t i = 0; i < preview->planned.run.delivery_count && status == EXIT_DONE; i++) {
		CLEANUP(message_done) struct message message = {0};

		status = message_make(preview, i, &message);
		if (status == EXIT_DONE &&
		    field_append(messages, message_json(preview, &message)) != 0)
			status = cli_failed("writing JSON", -ENOMEM);
	}
	if (status != EXIT_DONE) {
		json_decref(messages);
		return status;
	}
	return field_print(preview->cli,
			   json_pack("{s:o, s:o, s:o, s:b, s:i, s:o}", "on",
				     field_day(preview->day), "asked", field_day(preview->asked),
				     "run_before", field_day(preview_run_before(preview)), "gap",
				     preview->is_gap, "reminders",
				     (int)run_notices(&preview->planned.run), "messages",
				     messages));
}
