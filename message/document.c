/*
 * Writing documents. The reader is in document_parse.c, the format in FORMAT.md.
 */
#include "message/document.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "message/tidy.h"

/* How long the texts of a document may be. */
struct measure {
	size_t text;	 /* bytes */
	size_t partners; /* of one agreement */
};

/* The last is for RUN_ENTRIES_MAX agreements whose every name is endless and has to be escaped. */
static const struct measure measures[] = {
	{.text = 500, .partners = 20}, {.text = 100, .partners = 5}, {.text = 30, .partners = 2}};

/* An object being written; the first failure sticks. */
struct writer {
	json_t *object;
	const struct measure *measure;
	bool failed;
};

static void writer_done(struct writer *writer)
{
	json_decref(writer->object);
}

static struct writer writer_begin(const struct measure *measure)
{
	json_t *object = json_object();

	return (struct writer){.object = object, .measure = measure, .failed = object == NULL};
}

/* Takes value; NULL means that memory was short. */
static void put(struct writer *writer, const char *key, json_t *value)
{
	if (writer->failed)
		json_decref(value);
	else if (json_object_set_new(writer->object, key, value) != 0)
		writer->failed = true;
}

static void put_number(struct writer *writer, const char *key, int64_t number)
{
	put(writer, key, json_integer(number));
}

/* NULL becomes null. */
static void put_text(struct writer *writer, const char *key, const char *value)
{
	CLEANUP(text_done) struct text tidy = {0};

	if (value == NULL) {
		put(writer, key, json_null());
		return;
	}
	tidy_add(&tidy, value, writer->measure->text);
	put(writer, key, text_failed(&tidy) ? NULL : json_stringn(text_string(&tidy), tidy.length));
}

/* DAY_NONE becomes null. */
static void put_day(struct writer *writer, const char *key, struct day day)
{
	char text[DAY_TEXT_SIZE];

	put_text(writer, key, day_is_none(day) ? NULL : day_format(day, text));
}

static void put_vague(struct writer *writer, const char *key, struct vague vague)
{
	char text[DAY_TEXT_SIZE];

	put_text(writer, key, vague_is_known(vague) ? vague_format(vague, text) : NULL);
}

/* Hands the object over; NULL when something failed. */
static json_t *writer_take(struct writer *writer)
{
	json_t *object = writer->failed ? NULL : writer->object;

	if (object != NULL)
		writer->object = NULL;
	return object;
}

/* Always in full: an address that is cut is none. */
static json_t *office_object(const struct document_office *office)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(&measures[0]);

	put_text(&writer, "name", office->name);
	put_text(&writer, "language", office->language);
	put_text(&writer, "reply_to", office->reply_to);
	return writer_take(&writer);
}

static json_t *partner_object(const struct partner *partner, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	put_text(&writer, "name", partner->name == NULL ? "" : partner->name);
	put_text(&writer, "city", partner->city);
	put_text(&writer, "country", partner->country);
	put_text(&writer, "country_raw", partner->country_raw);
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
	put_number(writer, "agreement_id", agreement->id);
	put_text(writer, "register",
		 agreement->register_name == NULL ? "" : agreement->register_name);
	put_text(writer, "row", agreement->row);
	put_text(writer, "registration_number", agreement->registration_number);
	put_text(writer, "type", agreement->type);
	put_text(writer, "owner", agreement->owner);
	put(writer, "partners", partner_array(agreement, writer->measure));
	put_number(writer, "partner_total", (int64_t)agreement->partner_count);
	put_vague(writer, "signed", agreement->signed_on);
	put_text(writer, "last_day_raw", agreement->last_day_raw);
}

static void put_span(struct writer *writer, const char *key, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	put_text(writer, key, span.n == 0 ? NULL : span_format(span, text));
}

/* How it renews itself; null when it does not. */
static json_t *renews_object(const struct renewing *renewing, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (!renewing->is_set)
		return json_null();
	put_day(&writer, "on", renewing->on);
	put_vague(&writer, "given", renewing->given);
	put_span(&writer, "every", renewing->every);
	put_span(&writer, "notice", renewing->notice);
	return writer_take(&writer);
}

static void put_decision(struct writer *writer, const struct decision *decision)
{
	char step[STEP_TEXT_SIZE];

	put_text(writer, "kind", deadline_kind_name(decision->kind));
	put_day(writer, "deadline", decision->deadline);
	put_day(writer, "latest", decision->latest);
	put_vague(writer, "given", decision->given);
	put_day(writer, "milestone", decision->milestone);
	put_text(writer, "step", step_format(decision->step, step));
	put_number(writer, "late_days", decision->late_days > 0 ? decision->late_days : 0);
	put_day(writer, "corrected_from", decision->corrected_from);
	put(writer, "renews", renews_object(&decision->renewing, writer->measure));
	put_text(writer, "policy", decision->policy == NULL ? NULL : decision->policy->name);
}

/* What is in doubt; null when nothing is. */
static json_t *doubt_object(const struct doubt *doubt, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (doubt->successor == 0 && doubt->readings[0] == NULL)
		return json_null();
	put_number(&writer, "successor", doubt->successor);
	put_vague(&writer, "successor_signed", doubt->successor_signed);
	put_text(&writer, "reading", doubt->readings[0]);
	put_text(&writer, "other_reading", doubt->readings[1]);
	return writer_take(&writer);
}

static json_t *entry_object(const struct run_entry *entry, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	put_number(&writer, "notice_id", entry->notice_id);
	put_agreement(&writer, entry->agreement);
	put_decision(&writer, &entry->decision);
	put_text(&writer, "fallback", fallback_name(entry->fallback));
	put(&writer, "doubt", doubt_object(&entry->doubt, measure));
	return writer_take(&writer);
}

static json_t *entry_array(const struct run *run, const struct run_delivery *delivery,
			   const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < delivery->entry_count; i++) {
		const struct run_entry *entry = &run->entries[delivery->entries[i]];

		if (json_array_append_new(array, entry_object(entry, measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* A longer name of a partner would leave no room for what is wrong. */
#define PROBLEM_PARTNER_MAX 200 /* bytes */

static void put_problem_text(struct writer *writer, const struct document_problem *problem)
{
	CLEANUP(text_done) struct text text = {0};

	if (problem->partner != NULL) {
		size_t length = strlen(problem->partner);

		text_add_n(&text, problem->partner,
			   text_cut(problem->partner, length, PROBLEM_PARTNER_MAX));
		text_add(&text, ": ");
	}
	text_add(&text, problem->text == NULL ? "" : problem->text);
	writer->failed = writer->failed || text_failed(&text);
	put_text(writer, "text", text_string(&text));
}

static json_t *problem_object(const struct document_problem *problem, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	put_number(&writer, "agreement_id", problem->agreement_id);
	put_text(&writer, "register", problem->register_name == NULL ? "" : problem->register_name);
	put_number(&writer, "line", problem->line);
	put_text(&writer, "code", problem->code == NULL ? "" : problem->code);
	put_problem_text(&writer, problem);
	return writer_take(&writer);
}

static json_t *problem_array(const struct document_problem *problems, size_t count,
			     const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count && i < DOCUMENT_PROBLEMS_MAX; i++) {
		if (json_array_append_new(array, problem_object(&problems[i], measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *trouble_object(const struct document_trouble *trouble, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	put_text(&writer, "channel", trouble->channel == NULL ? "" : trouble->channel);
	put_text(&writer, "address", trouble->address == NULL ? "" : trouble->address);
	put_text(&writer, "recipient", trouble->recipient);
	put_text(&writer, "reason", trouble->reason == NULL ? "" : trouble->reason);
	return writer_take(&writer);
}

static void put_head(struct writer *writer, enum delivery_kind kind,
		     const struct document_office *office, const char *recipient,
		     struct day decided_on)
{
	put_number(writer, "version", DOCUMENT_VERSION);
	put_text(writer, "kind", delivery_kind_name(kind));
	put(writer, "office", office_object(office));
	put_text(writer, "recipient", recipient == NULL ? "" : recipient);
	put_day(writer, "decided_on", decided_on);
}

/* Writes the object out; -E2BIG when it is too long. */
static int dump(const json_t *object, char **ret_json)
{
	char *text = object == NULL ? NULL : json_dumps(object, JSON_COMPACT);

	if (text == NULL)
		return -ENOMEM;
	if (strlen(text) > DOCUMENT_SIZE_MAX) {
		free(text);
		return -E2BIG;
	}
	*ret_json = text;
	return 0;
}

static int build(const struct run *run, size_t index, const struct document_office *office,
		 const struct document_problem *problems, size_t problem_count,
		 const struct measure *measure, char **ret_json)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);
	const struct run_delivery *delivery = &run->deliveries[index];

	put_head(&writer, delivery->kind, office,
		 delivery->contact == NULL ? NULL : delivery->contact->name, run->today);
	put(&writer, "to_keeper",
	    json_boolean(delivery->contact != NULL && delivery->contact == run->keeper));
	put_number(&writer, "part", (int64_t)delivery->part);
	put_number(&writer, "parts", (int64_t)delivery->parts);
	put(&writer, "entries", entry_array(run, delivery, measure));
	put(&writer, "problems", problem_array(problems, problem_count, measure));
	put_number(&writer, "problem_total", (int64_t)problem_count);
	put(&writer, "trouble", json_null());
	return writer.failed ? -ENOMEM : dump(writer.object, ret_json);
}

int document_build(const struct run *run, size_t index, const struct document_office *office,
		   const struct document_problem *problems, size_t problem_count, char **ret_json)
{
	int result = -E2BIG;

	if (run->deliveries[index].kind != DELIVERY_INTAKE)
		problem_count = 0;
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]) && result == -E2BIG; i++) {
		result = build(run, index, office, problems, problem_count, &measures[i], ret_json);
	}
	return result;
}

static void release(json_t **json)
{
	json_decref(*json);
}

/* Reads an object of our version. */
static int load(const char *text, json_t **ret_object)
{
	json_error_t error;
	json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (object == NULL)
		return json_error_code(&error) == json_error_out_of_memory ? -ENOMEM : -EINVAL;
	if (json_integer_value(json_object_get(object, "version")) != DOCUMENT_VERSION ||
	    !json_is_array(json_object_get(object, "entries"))) {
		json_decref(object);
		return -EINVAL;
	}
	*ret_object = object;
	return 0;
}

/* What the dead document said is said again; of a whole channel there is nothing to repeat. */
static void put_dead(struct writer *writer, json_t *dead)
{
	json_t *entries = json_object_get(dead, "entries");
	json_t *problems = json_object_get(dead, "problems");
	json_t *total = json_object_get(dead, "problem_total");

	put(writer, "entries", dead == NULL ? json_array() : json_incref(entries));
	put(writer, "problems", json_is_array(problems) ? json_incref(problems) : json_array());
	put(writer, "problem_total", json_is_integer(total) ? json_incref(total) : json_integer(0));
}

int document_trouble_build(const struct document_office *office, const char *keeper_name,
			   const struct document_trouble *trouble, const char *dead_json,
			   struct day today, char **ret_json)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(&measures[0]);
	CLEANUP(release) json_t *dead = NULL;
	int result = dead_json == NULL ? 0 : load(dead_json, &dead);

	if (result < 0)
		return result;
	put_head(&writer, DELIVERY_TROUBLE, office, keeper_name, today);
	put(&writer, "to_keeper", json_true());
	put_number(&writer, "part", 1);
	put_number(&writer, "parts", 1);
	put_dead(&writer, dead);
	put(&writer, "trouble", trouble_object(trouble, writer.measure));
	return writer.failed ? -ENOMEM : dump(writer.object, ret_json);
}

static bool is_listed(int64_t notice_id, const int64_t *notice_ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (notice_ids[i] == notice_id)
			return true;
	}
	return false;
}

int document_without(const char *json, const int64_t *notice_ids, size_t count, char **ret_json)
{
	CLEANUP(release) json_t *object = NULL;
	json_t *entries;
	int result = load(json, &object);

	if (result < 0)
		return result;
	entries = json_object_get(object, "entries");
	for (size_t i = json_array_size(entries); i-- > 0;) {
		const json_t *id = json_object_get(json_array_get(entries, i), "notice_id");

		if (is_listed(json_integer_value(id), notice_ids, count))
			json_array_remove(entries, i);
	}
	if (json_array_size(entries) == 0 &&
	    json_array_size(json_object_get(object, "problems")) == 0) {
		*ret_json = NULL;
		return 0;
	}
	return dump(object, ret_json);
}
