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
#include "message/writer.h"

/* The last is for RUN_ENTRIES_MAX agreements whose every name is endless and has to be escaped. */
static const struct measure measures[] = {{.text = 500, .partners = 20, .told = DOCUMENT_TOLD_MAX},
					  {.text = 100, .partners = 5, .told = 5},
					  {.text = 30, .partners = 2, .told = 2},
					  {.text = 20, .partners = 1, .told = 0}};

/* Always in full: an address that is cut is none. */
static json_t *office_object(const struct document_office *office)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(&measures[0]);

	writer_put_text(&writer, "name", office->name);
	writer_put_text(&writer, "language", office->language);
	writer_put_text(&writer, "reply_to", office->reply_to);
	return writer_take(&writer);
}

static json_t *entry_array(const struct run *run, const struct run_delivery *delivery,
			   const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < delivery->item_count; i++) {
		const struct run_item *item = &delivery->items[i];

		if (json_array_append_new(
			    array, writer_entry(&run->entries[item->entry], item, measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* A longer name of a partner would leave no room for what is wrong. */
#define PROBLEM_PARTNER_MAX 200 /* bytes */

static void put_problem_text(struct writer *writer, const struct run_problem *problem)
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
	writer_put_text(writer, "text", text_string(&text));
}

static json_t *problem_object(const struct run_problem *problem, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	writer_put_number(&writer, "agreement_id", problem->agreement_id);
	writer_put_text(&writer, "register",
			problem->register_name == NULL ? "" : problem->register_name);
	writer_put_number(&writer, "line", problem->line);
	writer_put_text(&writer, "code", problem->code == NULL ? "" : problem->code);
	put_problem_text(&writer, problem);
	return writer_take(&writer);
}

static json_t *problem_array(const struct run_problems *problems, const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < problems->count && i < DOCUMENT_PROBLEMS_MAX; i++) {
		if (json_array_append_new(array, problem_object(&problems->items[i], measure)) !=
		    0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *undelivered_object(const struct run_undelivered *undelivered,
				  const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	writer_put_text(&writer, "channel", undelivered->channel);
	writer_put_text(&writer, "recipient", undelivered->recipient);
	writer_put_text(&writer, "subject", undelivered->subject);
	writer_put_text(&writer, "reason", undelivered->reason);
	writer_put_day(&writer, "since", undelivered->since);
	writer_put(&writer, "given_up", json_boolean(undelivered->is_given_up));
	return writer_take(&writer);
}

static json_t *undelivered_array(const struct run *run, size_t count, const struct measure *measure)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count && i < DOCUMENT_UNDELIVERED_MAX; i++) {
		if (json_array_append_new(array,
					  undelivered_object(&run->undelivered[i], measure)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* In a trial, whom it is for. */
static json_t *meant_object(const struct run_delivery *delivery, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	if (delivery->meant_name == NULL)
		return json_null();
	writer_put_text(&writer, "name", delivery->meant_name);
	writer_put_text(&writer, "channel", delivery->meant.channel);
	writer_put_text(&writer, "address", delivery->meant.address);
	return writer_take(&writer);
}

static json_t *trouble_object(const struct document_trouble *trouble, const struct measure *measure)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);

	writer_put_text(&writer, "channel", trouble->channel == NULL ? "" : trouble->channel);
	writer_put_text(&writer, "address", trouble->address == NULL ? "" : trouble->address);
	writer_put_text(&writer, "recipient", trouble->recipient);
	writer_put_text(&writer, "reason", trouble->reason == NULL ? "" : trouble->reason);
	return writer_take(&writer);
}

static void put_head(struct writer *writer, enum delivery_kind kind,
		     const struct document_office *office, const char *recipient,
		     struct day decided_on)
{
	writer_put_number(writer, "version", DOCUMENT_VERSION);
	writer_put_text(writer, "kind", delivery_kind_name(kind));
	writer_put(writer, "office", office_object(office));
	writer_put_text(writer, "recipient", recipient == NULL ? "" : recipient);
	writer_put_day(writer, "decided_on", decided_on);
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

/* What a message of that kind has to say of registers. */
static struct run_problems problems_of(const struct run *run, enum delivery_kind kind)
{
	if (kind == DELIVERY_INTAKE)
		return run->untold;
	return kind == DELIVERY_DIGEST ? run->unsettled : (struct run_problems){0};
}

static int build(const struct run *run, size_t index, const struct document_office *office,
		 const char *in_reply_to, const struct measure *measure, char **ret_json)
{
	CLEANUP(writer_done) struct writer writer = writer_begin(measure);
	const struct run_delivery *delivery = &run->deliveries[index];
	struct run_problems problems = problems_of(run, delivery->kind);
	bool is_digest = delivery->kind == DELIVERY_DIGEST;

	put_head(&writer, delivery->kind, office, delivery->name, run->today);
	writer_put(&writer, "to_keeper", json_boolean(delivery->is_for_keeper));
	writer_put_number(&writer, "part", (int64_t)delivery->part);
	writer_put_number(&writer, "parts", (int64_t)delivery->parts);
	writer_put(&writer, "entries", entry_array(run, delivery, measure));
	writer_put(&writer, "problems", problem_array(&problems, measure));
	writer_put_number(&writer, "problem_total", (int64_t)problems.total);
	writer_put(&writer, "undelivered",
		   undelivered_array(run, is_digest ? run->undelivered_count : 0, measure));
	writer_put_number(&writer, "undelivered_total",
			  is_digest ? (int64_t)run->undelivered_total : 0);
	writer_put_text(&writer, "in_reply_to", in_reply_to);
	writer_put(&writer, "meant", meant_object(delivery, measure));
	writer_put(&writer, "trouble", json_null());
	return writer.failed ? -ENOMEM : dump(writer.object, ret_json);
}

int document_build(const struct run *run, size_t index, const struct document_office *office,
		   const char *in_reply_to, char **ret_json)
{
	int result = -E2BIG;

	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]) && result == -E2BIG; i++)
		result = build(run, index, office, in_reply_to, &measures[i], ret_json);
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
	json_t *undelivered = json_object_get(dead, "undelivered");
	json_t *undelivered_total = json_object_get(dead, "undelivered_total");

	writer_put(writer, "entries", dead == NULL ? json_array() : json_incref(entries));
	writer_put(writer, "problems",
		   json_is_array(problems) ? json_incref(problems) : json_array());
	writer_put(writer, "problem_total",
		   json_is_integer(total) ? json_incref(total) : json_integer(0));
	if (!json_is_array(undelivered) || !json_is_integer(undelivered_total))
		return;
	writer_put(writer, "undelivered", json_incref(undelivered));
	writer_put(writer, "undelivered_total", json_incref(undelivered_total));
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
	writer_put(&writer, "to_keeper", json_true());
	writer_put_number(&writer, "part", 1);
	writer_put_number(&writer, "parts", 1);
	put_dead(&writer, dead);
	writer_put(&writer, "trouble", trouble_object(trouble, writer.measure));
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
