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

static json_t *told_json(const struct entry *entry)
{
	json_t *array = json_array();

	for (size_t i = 0; i < entry->told_count; i++) {
		if (field_append(array,
				 json_pack("{s:o, s:o}", "name", field_text(entry->told[i].name),
					   "on", field_day(entry->told[i].on))) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *response_json(const struct response *response)
{
	if (response->id == 0)
		return json_null();
	return json_pack("{s:s, s:o, s:o}", "kind", response_kind_name(response->kind), "on",
			 field_day(response->on), "until", field_day(response->until));
}

/* What follow-up adds to an entry. */
static json_t *following_json(const struct entry *entry)
{
	return json_pack("{s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:b}", "section",
			 section_name(entry->section), "level", entry->level, "absent",
			 field_text(entry->absent), "told", told_json(entry), "first_told",
			 field_day(entry->first_told), "response", response_json(&entry->response),
			 "renewed", field_day(entry->renewed.reckoned), "terminated",
			 entry->is_terminated);
}

static json_t *entry_json(const struct preview *preview, const struct entry *shown,
			  const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;
	char step[STEP_TEXT_SIZE];
	CLEANUP(text_done) struct text why = {0};
	json_t *object, *following;

	preview_explain(&why, shown, entry, preview->day);
	if (text_failed(&why))
		return NULL;
	object = json_pack(
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
	following = following_json(shown);
	if (object == NULL || following == NULL ||
	    json_object_update_missing(object, following) != 0) {
		json_decref(object);
		object = NULL;
	}
	json_decref(following);
	return object;
}

/* In a trial, for whom the message would be. */
static json_t *meant_json(const struct document_meant *meant)
{
	if (meant == NULL)
		return json_null();
	return json_pack("{s:o, s:s, s:s}", "recipient", field_text(meant->name), "channel",
			 meant->channel, "address", meant->address);
}

static json_t *message_json(const struct preview *preview, const struct message *message)
{
	const struct run_delivery *delivery = message->delivery;
	const struct document *document = &message->document;
	CLEANUP(text_done) struct text subject = {0};
	json_t *entries = json_array();

	for (size_t i = 0; i < document->entry_count; i++) {
		if (field_append(entries, entry_json(preview, &document->entries[i],
						     preview_entry(preview, message, i))) != 0) {
			json_decref(entries);
			return NULL;
		}
	}
	words_subject(&subject, document, preview->day);
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:o, s:o, s:o}",
			 "kind", delivery_kind_name(delivery->kind), "channel",
			 delivery->address.channel, "address", delivery->address.address, "contact",
			 field_text(delivery->contact == NULL ? NULL : delivery->contact->key),
			 "recipient", field_text(document->recipient), "subject",
			 text_failed(&subject) ? NULL : field_text(text_string(&subject)), "part",
			 (int)delivery->part, "parts", (int)delivery->parts, "problems",
			 (int)document->problem_total, "undelivered",
			 (int)document->undelivered_total, "in_reply_to",
			 field_text(document->in_reply_to), "meant", meant_json(document->meant),
			 "entries", entries);
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
