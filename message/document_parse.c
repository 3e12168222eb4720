/*
 * Reading documents: what a courier gets was written by the daemon, yet every field is checked, so
 * that nothing behind this has to.
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

/*
 * Where the reader is. The first complaint sticks: reads after it do nothing and give zero, so
 * that a chain of reads needs one check at its end.
 */
struct reader {
	struct arena *arena;
	int error; /* 0, -ENOMEM, -EINVAL */
	const char *list;
	size_t index; /* in list, when list is not NULL */
	const char *why;
};

/* Bytes of a complaint: the JSON library quotes what it stumbled over. */
#define WHY_MAX 200

/* What became part of a document later may be absent: documents are stored. */
enum presence { REQUIRED, MAY_BE_NULL, MAY_BE_ABSENT };

static void complain(struct reader *reader, const char *key, const char *what)
{
	CLEANUP(text_done) struct text why = {0};

	if (reader->error != 0)
		return;
	reader->error = -EINVAL;
	if (reader->list != NULL)
		text_addf(&why, "%s[%zu].", reader->list, reader->index);
	text_addf(&why, "%s: ", key);
	tidy_add(&why, what, WHY_MAX);
	reader->why = text_failed(&why) ? NULL : arena_copy(reader->arena, text_string(&why));
	if (reader->why == NULL)
		reader->error = -ENOMEM;
}

static void *take(struct reader *reader, size_t count, size_t size)
{
	void *items = reader->error != 0 ? NULL : arena_take_array(reader->arena, count, size);

	if (items == NULL && reader->error == 0)
		reader->error = -ENOMEM;
	return items;
}

static const char *read_text(struct reader *reader, const json_t *object, const char *key,
			     enum presence presence)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);
	char *copy;

	if (reader->error != 0 || (presence != REQUIRED && json_is_null(value)) ||
	    (presence == MAY_BE_ABSENT && value == NULL))
		return NULL;
	if (text == NULL) {
		complain(reader, key, value == NULL ? "missing" : "not a text");
		return NULL;
	}
	if (!tidy_is(text)) {
		complain(reader, key, "holds control characters");
		return NULL;
	}
	copy = arena_copy(reader->arena, text);
	if (copy == NULL)
		reader->error = -ENOMEM;
	return copy;
}

static int64_t read_number(struct reader *reader, const json_t *object, const char *key,
			   int64_t max)
{
	const json_t *value = json_object_get(object, key);

	if (reader->error != 0)
		return 0;
	if (!json_is_integer(value)) {
		complain(reader, key, value == NULL ? "missing" : "not a whole number");
		return 0;
	}
	if (json_integer_value(value) < 0 || json_integer_value(value) > max) {
		complain(reader, key, "out of range");
		return 0;
	}
	return json_integer_value(value);
}

static struct day read_day(struct reader *reader, const json_t *object, const char *key,
			   enum presence presence)
{
	const char *text = read_text(reader, object, key, presence);
	struct day day = DAY_NONE;

	if (text != NULL && !day_parse(text, &day))
		complain(reader, key, "not a day");
	return day;
}

static struct vague read_vague(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = read_text(reader, object, key, MAY_BE_NULL);
	struct vague vague = {0};

	if (text != NULL && !vague_parse(text, &vague))
		complain(reader, key, "not a date");
	return vague;
}

static struct step read_step(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = read_text(reader, object, key, REQUIRED);
	struct step step = {0};

	if (text != NULL && !step_parse(text, &step))
		complain(reader, key, "not a step");
	return step;
}

static enum deadline_kind read_kind(struct reader *reader, const json_t *object)
{
	const char *name = read_text(reader, object, "kind", REQUIRED);
	enum deadline_kind kind = DEADLINE_END;

	if (name != NULL && !deadline_kind_parse(name, &kind))
		complain(reader, "kind", "unknown name");
	return kind;
}

static enum delivery_kind read_delivery_kind(struct reader *reader, const json_t *object)
{
	const char *name = read_text(reader, object, "kind", REQUIRED);
	enum delivery_kind kind = DELIVERY_REMINDER;

	if (name != NULL && !delivery_kind_parse(name, &kind))
		complain(reader, "kind", "unknown name");
	return kind;
}

static enum fallback read_fallback(struct reader *reader, const json_t *object)
{
	const char *name = read_text(reader, object, "fallback", REQUIRED);
	enum fallback fallback = FALLBACK_NONE;

	if (name != NULL && !fallback_parse(name, &fallback))
		complain(reader, "fallback", "unknown name");
	return fallback;
}

static const json_t *read_array(struct reader *reader, const json_t *object, const char *key,
				size_t max)
{
	const json_t *value = json_object_get(object, key);

	if (reader->error != 0)
		return NULL;
	if (!json_is_array(value))
		complain(reader, key, value == NULL ? "missing" : "not a list");
	else if (json_array_size(value) > max)
		complain(reader, key, "too long");
	return reader->error == 0 ? value : NULL;
}

static struct document_office read_office(struct reader *reader, const json_t *root)
{
	const json_t *object = json_object_get(root, "office");
	struct document_office office = {0};

	if (!json_is_object(object))
		complain(reader, "office", "missing");
	office.name = read_text(reader, object, "name", REQUIRED);
	office.language = read_text(reader, object, "language", REQUIRED);
	office.reply_to = read_text(reader, object, "reply_to", MAY_BE_NULL);
	return office;
}

static void read_partners(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *array = read_array(reader, object, "partners", AGREEMENT_PARTNERS_MAX);
	size_t count = json_array_size(array);
	struct partner *partners = take(reader, count, sizeof(*partners));

	for (size_t i = 0; i < count && reader->error == 0; i++) {
		const json_t *partner = json_array_get(array, i);

		partners[i].name = read_text(reader, partner, "name", REQUIRED);
		partners[i].city = read_text(reader, partner, "city", MAY_BE_NULL);
		partners[i].country = read_text(reader, partner, "country", MAY_BE_NULL);
		partners[i].country_raw = read_text(reader, partner, "country_raw", MAY_BE_NULL);
	}
	entry->partners = partners;
	entry->partner_count = count;
	entry->partner_total = (size_t)read_number(reader, object, "partner_total", INT32_MAX);
	if (entry->partner_total < count)
		complain(reader, "partner_total", "less than there are");
}

static struct span read_span(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = read_text(reader, object, key, MAY_BE_NULL);
	struct span span = {0};

	if (text != NULL && !span_parse(text, &span))
		complain(reader, key, "not a span");
	return span;
}

/* Documents of older versions have none, and no notice deadlines. */
static void read_renewing(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *renews = json_object_get(object, "renews");
	bool is_needed = entry->kind == DEADLINE_NOTICE;

	if (!json_is_object(renews)) {
		if (is_needed || (renews != NULL && !json_is_null(renews)))
			complain(reader, "renews", "no object");
		return;
	}
	entry->renewing = (struct renewing){
		.is_set = true,
		.on = read_day(reader, renews, "on", is_needed ? REQUIRED : MAY_BE_NULL),
		.given = read_vague(reader, renews, "given"),
		.every = read_span(reader, renews, "every"),
		.notice = read_span(reader, renews, "notice"),
	};
}

static void read_decision(struct reader *reader, const json_t *object, struct entry *entry)
{
	entry->kind = read_kind(reader, object);
	entry->deadline = read_day(reader, object, "deadline", REQUIRED);
	entry->latest = read_day(reader, object, "latest", REQUIRED);
	entry->given = read_vague(reader, object, "given");
	entry->milestone = read_day(reader, object, "milestone", REQUIRED);
	entry->step = read_step(reader, object, "step");
	entry->late_days = (int32_t)read_number(reader, object, "late_days", DAY_MAX.n);
	entry->corrected_from = read_day(reader, object, "corrected_from", MAY_BE_NULL);
	read_renewing(reader, object, entry);
	entry->policy = read_text(reader, object, "policy", MAY_BE_NULL);
}

/* Documents of older versions have none. */
static void read_doubt(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *doubt = json_object_get(object, "doubt");

	if (doubt == NULL || json_is_null(doubt))
		return;
	if (!json_is_object(doubt)) {
		complain(reader, "doubt", "no object");
		return;
	}
	entry->doubt = (struct doubt){
		.successor = read_number(reader, doubt, "successor", INT64_MAX),
		.successor_signed = read_vague(reader, doubt, "successor_signed"),
		.readings = {read_text(reader, doubt, "reading", MAY_BE_NULL),
			     read_text(reader, doubt, "other_reading", MAY_BE_NULL)},
	};
	if ((entry->doubt.readings[0] == NULL) != (entry->doubt.readings[1] == NULL))
		complain(reader, "doubt", "half of the readings is missing");
}

static void read_entry(struct reader *reader, const json_t *object, struct entry *entry)
{
	entry->notice_id = read_number(reader, object, "notice_id", INT64_MAX);
	entry->agreement_id = read_number(reader, object, "agreement_id", INT64_MAX);
	entry->register_name = read_text(reader, object, "register", REQUIRED);
	entry->row = read_text(reader, object, "row", MAY_BE_NULL);
	entry->registration_number = read_text(reader, object, "registration_number", MAY_BE_NULL);
	entry->type = read_text(reader, object, "type", MAY_BE_NULL);
	entry->owner = read_text(reader, object, "owner", MAY_BE_NULL);
	read_partners(reader, object, entry);
	entry->signed_on = read_vague(reader, object, "signed");
	entry->last_day_raw = read_text(reader, object, "last_day_raw", MAY_BE_ABSENT);
	read_decision(reader, object, entry);
	entry->fallback = read_fallback(reader, object);
	read_doubt(reader, object, entry);
}

static void read_entries(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *array = read_array(reader, root, "entries", RUN_ENTRIES_MAX);
	size_t count = json_array_size(array);
	struct entry *entries = take(reader, count, sizeof(*entries));

	reader->list = "entries";
	for (size_t i = 0; i < count && reader->error == 0; i++) {
		reader->index = i;
		read_entry(reader, json_array_get(array, i), &entries[i]);
		entries[i].decided_on =
			document->kind == DELIVERY_REMINDER ? document->decided_on : DAY_NONE;
	}
	reader->list = NULL;
	document->entries = entries;
	document->entry_count = count;
}

static void read_problems(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *array = read_array(reader, root, "problems", DOCUMENT_PROBLEMS_MAX);
	size_t count = json_array_size(array);
	struct document_problem *problems = take(reader, count, sizeof(*problems));

	reader->list = "problems";
	for (size_t i = 0; i < count && reader->error == 0; i++) {
		const json_t *object = json_array_get(array, i);

		reader->index = i;
		problems[i].agreement_id = read_number(reader, object, "agreement_id", INT64_MAX);
		problems[i].register_name = read_text(reader, object, "register", REQUIRED);
		problems[i].line = (unsigned int)read_number(reader, object, "line", UINT32_MAX);
		problems[i].code = read_text(reader, object, "code", REQUIRED);
		problems[i].text = read_text(reader, object, "text", REQUIRED);
	}
	reader->list = NULL;
	document->problems = problems;
	document->problem_count = count;
	document->problem_total = (size_t)read_number(reader, root, "problem_total", INT32_MAX);
	if (document->problem_total < count)
		complain(reader, "problem_total", "less than there are");
}

static void read_trouble(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *object = json_object_get(root, "trouble");
	struct document_trouble *trouble;

	if (json_is_null(object) && document->kind != DELIVERY_TROUBLE)
		return;
	if (!json_is_object(object))
		complain(reader, "trouble", object == NULL ? "missing" : "not an object");
	trouble = take(reader, 1, sizeof(*trouble));
	if (trouble == NULL)
		return;
	trouble->channel = read_text(reader, object, "channel", REQUIRED);
	trouble->address = read_text(reader, object, "address", REQUIRED);
	trouble->recipient = read_text(reader, object, "recipient", MAY_BE_NULL);
	trouble->reason = read_text(reader, object, "reason", REQUIRED);
	document->trouble = trouble;
}

/* Documents that were stored before there was such a field have none. */
static bool read_to_keeper(struct reader *reader, const json_t *root)
{
	const json_t *value = json_object_get(root, "to_keeper");

	if (reader->error == 0 && value != NULL && !json_is_boolean(value))
		complain(reader, "to_keeper", "not true or false");
	return json_is_true(value);
}

static void read_document(struct reader *reader, const json_t *root, struct document *document)
{
	if (read_number(reader, root, "version", INT32_MAX) != DOCUMENT_VERSION)
		complain(reader, "version", "not 1");
	document->kind = read_delivery_kind(reader, root);
	document->office = read_office(reader, root);
	document->recipient = read_text(reader, root, "recipient", REQUIRED);
	document->to_keeper = read_to_keeper(reader, root);
	document->decided_on = read_day(reader, root, "decided_on", REQUIRED);
	document->part = (size_t)read_number(reader, root, "part", INT32_MAX);
	document->parts = (size_t)read_number(reader, root, "parts", INT32_MAX);
	if (document->part < 1 || document->part > document->parts)
		complain(reader, "part", "out of range");
	read_entries(reader, root, document);
	read_problems(reader, root, document);
	read_trouble(reader, root, document);
}

static void release(json_t **json)
{
	json_decref(*json);
}

int document_parse(const char *json, size_t length, struct arena *arena,
		   struct document *ret_document, const char **ret_why)
{
	struct reader reader = {.arena = arena};
	struct document document = {0};
	CLEANUP(release) json_t *root = NULL;
	json_error_t error = {0};

	/* A NUL would end the text for whoever reads it as a string. */
	if (length <= DOCUMENT_SIZE_MAX && memchr(json, '\0', length) == NULL)
		root = json_loadb(json, length, JSON_REJECT_DUPLICATES, &error);
	if (root != NULL)
		read_document(&reader, root, &document);
	else if (length > DOCUMENT_SIZE_MAX)
		complain(&reader, "document", "too large");
	else if (json_error_code(&error) == json_error_out_of_memory)
		reader.error = -ENOMEM;
	else
		complain(&reader, "document", error.text);
	if (reader.error == -EINVAL && ret_why != NULL)
		*ret_why = reader.why;
	if (reader.error == 0)
		*ret_document = document;
	return reader.error;
}
