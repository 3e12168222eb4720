/* The entries of a document. */
#include "message/writer.h"

#include <string.h>

#include "core/cleanup.h"
#include "message/document.h"

static json_t *partner_object(const struct partner *partner, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	writer_put_text(&writer, "name", partner->name == NULL ? "" : partner->name);
	writer_put_text(&writer, "city", partner->city);
	writer_put_text(&writer, "country", partner->country);
	writer_put_text(&writer, "country_raw", partner->country_raw);
	return writer_take(&writer);
}

static json_t *partner_array(const struct agreement *agreement, const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < agreement->partner_count && i < measure->partners; i++) {
		if (json_array_append_new(array,
					  partner_object(&agreement->partners[i], measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static void put_agreement(struct writer *writer, const struct agreement *agreement)
{
	writer_put_number(writer, "agreement_id", agreement->id);
	writer_put_text(writer, "register",
			agreement->register_name == NULL ? "" : agreement->register_name);
	writer_put_text(writer, "row", agreement->row);
	writer_put_text(writer, "registration_number", agreement->registration_number);
	writer_put_text(writer, "type", agreement->type);
	writer_put_text(writer, "owner", agreement->owner);
	writer_put(writer, "partners", partner_array(agreement, writer->measure));
	writer_put_number(writer, "partner_total", (int64_t)agreement->partner_count);
	writer_put_vague(writer, "signed", agreement->signed_on);
	writer_put_text(writer, "last_day_raw", agreement->last_day_raw);
}

/* How it renews itself; null when it does not. */
static json_t *renews_object(const struct renewing *renewing, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (!renewing->is_set)
		return json_null();
	writer_put_day(&writer, "on", renewing->on);
	writer_put_vague(&writer, "given", renewing->given);
	writer_put_span(&writer, "every", renewing->every);
	writer_put_notice(&writer, "notice", renewing->notice);
	return writer_take(&writer);
}

static void put_decision(struct writer *writer, const struct decision *decision)
{
	char step[STEP_TEXT_SIZE];

	writer_put_text(writer, "kind", deadline_kind_name(decision->kind));
	writer_put_day(writer, "deadline", decision->deadline);
	writer_put_day(writer, "latest", decision->latest);
	writer_put_vague(writer, "given", decision->given);
	writer_put_day(writer, "milestone", decision->milestone);
	writer_put_text(writer, "step", step_format(decision->step, step));
	writer_put_number(writer, "late_days", decision->late_days > 0 ? decision->late_days : 0);
	writer_put_day(writer, "corrected_from", decision->corrected_from);
	writer_put(writer, "renews", renews_object(&decision->renewing, writer->measure));
	writer_put_text(writer, "policy", decision->policy == NULL ? NULL : decision->policy->name);
}

/* What is in doubt; null when nothing is. */
static json_t *doubt_object(const struct doubt *doubt, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (doubt->successor == 0 && doubt->readings[0] == NULL)
		return json_null();
	writer_put_number(&writer, "successor", doubt->successor);
	writer_put_vague(&writer, "successor_signed", doubt->successor_signed);
	writer_put_text(&writer, "reading", doubt->readings[0]);
	writer_put_text(&writer, "other_reading", doubt->readings[1]);
	return writer_take(&writer);
}

static const char *name_of_told(const struct told *told)
{
	if (told->name != NULL && told->name[0] != '\0')
		return told->name;
	return told->address.address[0] != '\0' ? told->address.address : told->address.channel;
}

static json_t *told_object(const struct told *told, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	writer_put_text(&writer, "name", name_of_told(told));
	writer_put_day(&writer, "on", told->on);
	return writer_take(&writer);
}

/* Once each: who has several addresses was told once. */
static json_t *told_array(const struct run_entry *entry, const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < entry->told_count && json_array_size(array) < measure->told; i++) {
		const struct told *told = &entry->told[i];

		if (i > 0 && told->name != NULL && entry->told[i - 1].name != NULL &&
		    strcmp(told->name, entry->told[i - 1].name) == 0)
			continue;
		if (json_array_append_new(array, told_object(told, measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *response_object(const struct response *response, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (response->id == 0)
		return json_null();
	writer_put_text(&writer, "kind", response_kind_name(response->kind));
	writer_put_day(&writer, "until", response->until);
	writer_put_day(&writer, "on", response->on);
	return writer_take(&writer);
}

static json_t *renewed_object(const struct decision *decision, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (decision->step.kind != STEP_RENEWED)
		return json_null();
	writer_put_day(&writer, "on", decision->renewed.reckoned);
	writer_put_vague(&writer, "given", decision->renewed.given);
	return writer_take(&writer);
}

json_t *writer_entry(const struct run_entry *entry, const struct run_item *item,
		     const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);
	const struct decision *decision = &entry->decision;

	writer_put_number(&writer, "notice_id", entry->notice_id);
	put_agreement(&writer, entry->agreement);
	put_decision(&writer, decision);
	writer_put_text(&writer, "fallback", fallback_name(entry->fallback));
	writer_put(&writer, "doubt", doubt_object(&entry->doubt, measure));
	writer_put_text(&writer, "section", section_name(entry->section));
	writer_put_text(&writer, "owner_name", entry->owner);
	writer_put_text(&writer, "absent", item->absent == NULL ? NULL : item->absent->name);
	writer_put_number(&writer, "level", item->level);
	writer_put(&writer, "told", told_array(entry, measure));
	writer_put_day(&writer, "first_told", decision->first_told);
	writer_put(&writer, "response", response_object(&decision->response, measure));
	writer_put(&writer, "renewed", renewed_object(decision, measure));
	writer_put(&writer, "terminated", json_boolean(decision->is_terminated));
	return writer_take(&writer);
}
