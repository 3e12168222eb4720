#include "courier/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "courier/render_fit.h"
#include "courier/render_view.h"
#include "message/tidy.h"
#include "message/words.h"

/* Bytes of a name, of a sentence. */
#define NAME_BYTES     200
#define SENTENCE_BYTES 1000

/* So many partners of an agreement and so many problems are given. */
#define PARTNERS_SHOWN 5
#define PROBLEMS_SHOWN 10

/* The types of events, by enum delivery_kind. */
static const char *const types[] = {
	[DELIVERY_REMINDER] = "agreement.expiring",
	[DELIVERY_INTAKE] = "register.imported",
	[DELIVERY_GAP] = "run.paused",
	[DELIVERY_TROUBLE] = "delivery.failed",
};

static const char *const urgencies[] = {
	[URGENCY_ENDED] = "ended", [URGENCY_WEEK] = "week",   [URGENCY_MONTH] = "month",
	[URGENCY_LATER] = "later", [URGENCY_OTHER] = "other",
};

/* What a message is made of while it is tried how much fits. */
struct message {
	const struct job *job;
	const struct document *document;
	struct render_view view;
};

/* An object being written; the first failure sticks. */
struct writer {
	json_t *object;
	bool failed;
};

/* Takes value; NULL means that memory was short. */
static void put(struct writer *writer, const char *key, json_t *value)
{
	if (json_object_set_new(writer->object, key, value) != 0)
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

	tidy_add(&tidy, value, NAME_BYTES);
	if (value == NULL)
		put(writer, key, json_null());
	else
		put(writer, key, text_failed(&tidy) ? NULL : json_string(text_string(&tidy)));
}

/* A sentence made by one of the words; empties it for the next. */
static void put_words(struct writer *writer, const char *key, struct text *words)
{
	CLEANUP(text_done) struct text tidy = {0};

	tidy_add(&tidy, text_string(words), SENTENCE_BYTES);
	writer->failed |= words->failed || tidy.failed;
	put(writer, key, json_string(text_string(&tidy)));
	text_clear(words);
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
static json_t *finish(struct writer *writer)
{
	if (!writer->failed)
		return writer->object;
	json_decref(writer->object);
	return NULL;
}

static json_t *partner_array(const struct entry *entry)
{
	json_t *array = json_array();

	for (size_t i = 0; i < entry->partner_count && i < PARTNERS_SHOWN; i++) {
		struct writer writer = {.object = json_object()};

		put_text(&writer, "name", entry->partners[i].name);
		put_text(&writer, "city", entry->partners[i].city);
		put_text(&writer, "country", entry->partners[i].country);
		if (json_array_append_new(array, finish(&writer)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static void put_agreement(struct writer *writer, const struct entry *entry)
{
	put_number(writer, "agreement_id", entry->agreement_id);
	put_text(writer, "register", entry->register_name);
	put_text(writer, "row", entry->row);
	put_text(writer, "registration_number", entry->registration_number);
	put_text(writer, "type", entry->type);
	put_text(writer, "owner", entry->owner);
	put(writer, "partners", partner_array(entry));
	put_number(writer, "partner_total", (int64_t)entry->partner_total);
	put_vague(writer, "signed", entry->signed_on);
	put_text(writer, "last_day_raw", entry->last_day_raw);
}

static void put_span(struct writer *writer, const char *key, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	put_text(writer, key, span.n == 0 ? NULL : span_format(span, text));
}

static void put_notice(struct writer *writer, const char *key, struct notice notice)
{
	char text[NOTICE_TEXT_SIZE];

	put_text(writer, key, notice_is_known(notice) ? notice_format(notice, text) : NULL);
}

/* How it renews itself; null when it does not. */
static json_t *renews_object(const struct renewing *renewing)
{
	struct writer writer = {0};

	if (!renewing->is_set)
		return json_null();
	writer.object = json_object();
	put_day(&writer, "on", renewing->on);
	put_vague(&writer, "given", renewing->given);
	put_span(&writer, "every", renewing->every);
	put_notice(&writer, "notice", renewing->notice);
	return finish(&writer);
}

static void put_deadline(struct writer *writer, const struct entry *entry, struct day as_of)
{
	CLEANUP(text_done) struct text words = {0};
	bool has_day = render_view_has_day(entry);

	put_text(writer, "kind", deadline_kind_name(entry->kind));
	put_day(writer, "deadline", has_day ? entry->deadline : DAY_NONE);
	put_day(writer, "latest", has_day ? entry->latest : DAY_NONE);
	put_vague(writer, "given", entry->given);
	put(writer, "days_left",
	    has_day ? json_integer(day_diff(as_of, entry->deadline)) : json_null());
	put_text(writer, "urgency", urgencies[words_urgency(entry, as_of)]);
	put_number(writer, "late_days", words_late_days(entry, as_of));
	put_day(writer, "corrected_from", entry->corrected_from);
	put(writer, "renews", renews_object(&entry->renewing));
	put_text(writer, "fallback", fallback_name(entry->fallback));
	words_matter(&words, entry, as_of);
	put_words(writer, "matter", &words);
	words_remarks(&words, entry, as_of);
	put_words(writer, "remarks", &words);
}

static json_t *entry_array(const struct message *message, size_t shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown; i++) {
		const struct entry *entry = message->view.entries[i];
		struct writer writer = {.object = json_object()};

		put_number(&writer, "notice_id", entry->notice_id);
		put_agreement(&writer, entry);
		put_deadline(&writer, entry, message->job->as_of);
		if (json_array_append_new(array, finish(&writer)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *problem_array(const struct document *document, size_t shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown; i++) {
		struct writer writer = {.object = json_object()};

		put_text(&writer, "register", document->problems[i].register_name);
		put_number(&writer, "line", document->problems[i].line);
		put_text(&writer, "code", document->problems[i].code);
		put_text(&writer, "text", document->problems[i].text);
		if (json_array_append_new(array, finish(&writer)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *trouble_object(const struct document_trouble *trouble)
{
	struct writer writer = {.object = trouble == NULL ? json_null() : json_object()};

	if (trouble == NULL)
		return finish(&writer);
	put_text(&writer, "channel", trouble->channel);
	put_text(&writer, "address", trouble->address);
	put_text(&writer, "recipient", trouble->recipient);
	put_text(&writer, "reason", trouble->reason);
	return finish(&writer);
}

/* Entries and problems, each with how many were left out. */
static void put_lists(struct writer *writer, const struct message *message, size_t shown)
{
	const struct document *document = message->document;
	size_t problems =
		document->problem_count < PROBLEMS_SHOWN ? document->problem_count : PROBLEMS_SHOWN;

	put(writer, "entries", entry_array(message, shown));
	put_number(writer, "entry_total", (int64_t)document->entry_count);
	put_number(writer, "entries_left_out", (int64_t)(document->entry_count - shown));
	put(writer, "problems", problem_array(document, problems));
	put_number(writer, "problem_total", (int64_t)document->problem_total);
	put_number(writer, "problems_left_out", (int64_t)(document->problem_total - problems));
}

static json_t *data_object(const struct message *message, size_t shown)
{
	const struct document *document = message->document;
	CLEANUP(text_done) struct text words = {0};
	struct writer writer = {.object = json_object()};

	put_text(&writer, "delivery", message->job->id);
	put_text(&writer, "office", document->office.name);
	put_text(&writer, "recipient", document->recipient);
	put_day(&writer, "decided_on", document->decided_on);
	put_day(&writer, "as_of", message->job->as_of);
	put_number(&writer, "part", (int64_t)document->part);
	put_number(&writer, "parts", (int64_t)document->parts);
	words_subject(&words, document, message->job->as_of);
	put_words(&writer, "subject", &words);
	words_opening(&words, document, message->job->as_of);
	put_words(&writer, "opening", &words);
	put_lists(&writer, message, shown);
	put(&writer, "trouble", trouble_object(document->trouble));
	return finish(&writer);
}

/* ISO 8601 in UTC, of the decision: the same on every attempt. */
static void put_timestamp(struct writer *writer, const struct job *job)
{
	time_t seconds = (time_t)(job->created_ms / 1000);
	char text[40];
	struct tm utc;

	if (gmtime_r(&seconds, &utc) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		writer->failed = true;
	else
		put_text(writer, "timestamp", text);
}

static char *make_body(const void *context, size_t shown, bool *ret_fits)
{
	const struct message *message = context;
	struct writer writer = {.object = json_object()};
	json_t *root;
	char *body;

	put_text(&writer, "type", types[message->document->kind]);
	put_timestamp(&writer, message->job);
	put(&writer, "data", data_object(message, shown));
	root = finish(&writer);
	body = root == NULL ? NULL : json_dumps(root, JSON_COMPACT);
	json_decref(root);
	*ret_fits = body != NULL && strlen(body) <= RENDER_WEBHOOK_MAX;
	return body;
}

int render_webhook(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct message message = {.job = job, .document = document};
	int result = render_view_make(document, job->as_of, &arena, &message.view);

	if (result < 0)
		return result;
	return render_fit(make_body, &message, document->entry_count, out);
}
