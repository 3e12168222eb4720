#include "courier/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "courier/render_fit.h"
#include "courier/render_view.h"
#include "courier/render_webhook.h"
#include "message/words.h"

/* So many problems are given, fewer in a digest, and so many messages that did not arrive. */
#define PROBLEMS_SHOWN	  10
#define DIGEST_PROBLEMS	  5
#define UNDELIVERED_SHOWN 5

/* So many of each where endless names leave no room for them. */
#define TIGHT_SHOWN 2

/* Bytes of the opening. */
#define OPENING_BYTES 1500

/* The types of events, by enum delivery_kind. */
static const char *const types[] = {
	[DELIVERY_REMINDER] = "agreement.expiring",
	[DELIVERY_INTAKE] = "register.imported",
	[DELIVERY_GAP] = "run.paused",
	[DELIVERY_TROUBLE] = "delivery.failed",
	[DELIVERY_DIGEST] = "agreement.digest",
};

/* What a message is made of while it is tried how much fits. */
struct message {
	const struct job *job;
	const struct document *document;
	struct render_view view;
	bool is_tight;
};

static json_t *entry_array(const struct message *message, size_t shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown; i++) {
		if (json_array_append_new(array, webhook_entry(message->view.entries[i],
							       message->job->as_of)) != 0) {
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
		struct webhook_object object = {.json = json_object()};

		webhook_put_text(&object, "register", document->problems[i].register_name);
		webhook_put_number(&object, "line", document->problems[i].line);
		webhook_put_text(&object, "code", document->problems[i].code);
		webhook_put_text(&object, "text", document->problems[i].text);
		if (json_array_append_new(array, webhook_finish(&object)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *trouble_object(const struct document_trouble *trouble)
{
	struct webhook_object object = {.json = trouble == NULL ? json_null() : json_object()};

	if (trouble == NULL)
		return webhook_finish(&object);
	webhook_put_text(&object, "channel", trouble->channel);
	webhook_put_text(&object, "address", trouble->address);
	webhook_put_text(&object, "recipient", trouble->recipient);
	webhook_put_text(&object, "reason", trouble->reason);
	return webhook_finish(&object);
}

static json_t *undelivered_array(const struct document *document, size_t shown)
{
	json_t *array = json_array();

	for (size_t i = 0; i < shown; i++) {
		const struct run_undelivered *undelivered = &document->undelivered[i];
		struct webhook_object object = {.json = json_object()};

		webhook_put_text(&object, "channel", undelivered->channel);
		webhook_put_text(&object, "recipient", undelivered->recipient);
		webhook_put_text(&object, "subject", undelivered->subject);
		webhook_put_text(&object, "reason", undelivered->reason);
		webhook_put_day(&object, "since", undelivered->since);
		webhook_put(&object, "given_up", json_boolean(undelivered->is_given_up));
		if (json_array_append_new(array, webhook_finish(&object)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *meant_object(const struct document_meant *meant)
{
	struct webhook_object object = {.json = meant == NULL ? json_null() : json_object()};

	if (meant == NULL)
		return webhook_finish(&object);
	webhook_put_text(&object, "name", meant->name);
	webhook_put_text(&object, "channel", meant->channel);
	webhook_put_text(&object, "address", meant->address);
	return webhook_finish(&object);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Entries, problems and failures, each with how many were left out. */
static void put_lists(struct webhook_object *object, const struct message *message, size_t shown)
{
	const struct document *document = message->document;
	bool is_digest = document->kind == DELIVERY_DIGEST;
	size_t most = is_digest ? DIGEST_PROBLEMS : PROBLEMS_SHOWN;
	size_t problems = least(document->problem_count, message->is_tight ? TIGHT_SHOWN : most);
	size_t undelivered = least(document->undelivered_count,
				   message->is_tight ? TIGHT_SHOWN : UNDELIVERED_SHOWN);

	webhook_put(object, "entries", entry_array(message, shown));
	webhook_put_number(object, "entry_total", (int64_t)document->entry_count);
	webhook_put_number(object, "entries_left_out", (int64_t)(document->entry_count - shown));
	webhook_put(object, "problems", problem_array(document, problems));
	webhook_put_number(object, "problem_total", (int64_t)document->problem_total);
	webhook_put_number(object, "problems_left_out",
			   (int64_t)(document->problem_total - problems));
	webhook_put(object, "undelivered", undelivered_array(document, undelivered));
	webhook_put_number(object, "undelivered_total", (int64_t)document->undelivered_total);
	webhook_put_number(object, "undelivered_left_out",
			   (int64_t)(document->undelivered_total - undelivered));
}

static json_t *data_object(const struct message *message, size_t shown)
{
	const struct document *document = message->document;
	CLEANUP(text_done) struct text words = {0};
	struct webhook_object object = {.json = json_object()};

	webhook_put_text(&object, "delivery", message->job->id);
	webhook_put_text(&object, "office", document->office.name);
	webhook_put_text(&object, "recipient", document->recipient);
	webhook_put_day(&object, "decided_on", document->decided_on);
	webhook_put_day(&object, "as_of", message->job->as_of);
	webhook_put_number(&object, "part", (int64_t)document->part);
	webhook_put_number(&object, "parts", (int64_t)document->parts);
	webhook_put_text(&object, "in_reply_to", document->in_reply_to);
	webhook_put(&object, "meant", meant_object(document->meant));
	words_subject(&words, document, message->job->as_of);
	webhook_put_words(&object, "subject", &words, WEBHOOK_SENTENCE_BYTES);
	words_opening(&words, document, message->job->as_of);
	webhook_put_words(&object, "opening", &words, OPENING_BYTES);
	put_lists(&object, message, shown);
	webhook_put(&object, "trouble", trouble_object(document->trouble));
	return webhook_finish(&object);
}

/* ISO 8601 in UTC, of the decision: the same on every attempt. */
static void put_timestamp(struct webhook_object *object, const struct job *job)
{
	time_t seconds = (time_t)(job->created_ms / 1000);
	char text[40];
	struct tm utc;

	if (gmtime_r(&seconds, &utc) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		object->failed = true;
	else
		webhook_put_text(object, "timestamp", text);
}

/* Word of new terms alone is an event of its own. */
static const char *type_of(const struct document *document)
{
	size_t renewed = 0;

	for (size_t i = 0; i < document->entry_count; i++)
		renewed += document->entries[i].step.kind == STEP_RENEWED;
	if (document->kind == DELIVERY_REMINDER && renewed > 0 && renewed == document->entry_count)
		return "agreement.renewed";
	return types[document->kind];
}

static char *make_body(const void *context, size_t shown, bool *ret_fits)
{
	const struct message *message = context;
	struct webhook_object object = {.json = json_object()};
	json_t *root;
	char *body;

	webhook_put_text(&object, "type", type_of(message->document));
	put_timestamp(&object, message->job);
	webhook_put(&object, "data", data_object(message, shown));
	root = webhook_finish(&object);
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
	result = render_fit(make_body, &message, document->entry_count, out);
	if (result != -EMSGSIZE)
		return result;
	message.is_tight = true;
	return render_fit(make_body, &message, document->entry_count, out);
}
