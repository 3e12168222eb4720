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
#include "message/reader.h"

static struct step read_step(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = reader_text(reader, object, key, REQUIRED);
	struct step step = {0};

	if (text != NULL && !step_parse(text, &step))
		reader_complain(reader, key, "not a step");
	return step;
}

static enum deadline_kind read_kind(struct reader *reader, const json_t *object)
{
	const char *name = reader_text(reader, object, "kind", REQUIRED);
	enum deadline_kind kind = DEADLINE_END;

	if (name != NULL && !deadline_kind_parse(name, &kind))
		reader_complain(reader, "kind", "unknown name");
	return kind;
}

static enum delivery_kind read_delivery_kind(struct reader *reader, const json_t *object)
{
	const char *name = reader_text(reader, object, "kind", REQUIRED);
	enum delivery_kind kind = DELIVERY_REMINDER;

	if (name != NULL && !delivery_kind_parse(name, &kind))
		reader_complain(reader, "kind", "unknown name");
	return kind;
}

static enum fallback read_fallback(struct reader *reader, const json_t *object)
{
	const char *name = reader_text(reader, object, "fallback", REQUIRED);
	enum fallback fallback = FALLBACK_NONE;

	if (name != NULL && !fallback_parse(name, &fallback))
		reader_complain(reader, "fallback", "unknown name");
	return fallback;
}

static struct document_office read_office(struct reader *reader, const json_t *root)
{
	const json_t *object = json_object_get(root, "office");
	struct document_office office = {0};

	if (!json_is_object(object))
		reader_complain(reader, "office", "missing");
	office.name = reader_text(reader, object, "name", REQUIRED);
	office.language = reader_text(reader, object, "language", REQUIRED);
	office.reply_to = reader_text(reader, object, "reply_to", MAY_BE_NULL);
	return office;
}

static void read_partners(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *array = reader_array(reader, object, "partners", AGREEMENT_PARTNERS_MAX);
	size_t count = json_array_size(array);
	struct partner *partners = reader_take(reader, count, sizeof(*partners));

	for (size_t i = 0; i < count && reader->error == 0; i++) {
		const json_t *partner = json_array_get(array, i);

		partners[i].name = reader_text(reader, partner, "name", REQUIRED);
		partners[i].city = reader_text(reader, partner, "city", MAY_BE_NULL);
		partners[i].country = reader_text(reader, partner, "country", MAY_BE_NULL);
		partners[i].country_raw = reader_text(reader, partner, "country_raw", MAY_BE_NULL);
	}
	entry->partners = partners;
	entry->partner_count = count;
	entry->partner_total = (size_t)reader_number(reader, object, "partner_total", INT32_MAX);
	if (entry->partner_total < count)
		reader_complain(reader, "partner_total", "less than there are");
}

/* Documents of older versions have none, and no notice deadlines. */
static void read_renewing(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *renews = json_object_get(object, "renews");
	/* Word of a new term says nothing more of how the former one would have renewed itself. */
	bool is_needed = entry->kind == DEADLINE_NOTICE && entry->step.kind != STEP_RENEWED;

	if (!json_is_object(renews)) {
		if (is_needed || (renews != NULL && !json_is_null(renews)))
			reader_complain(reader, "renews", "no object");
		return;
	}
	entry->renewing = (struct renewing){
		.is_set = true,
		.on = reader_day(reader, renews, "on", is_needed ? REQUIRED : MAY_BE_NULL),
		.given = reader_vague(reader, renews, "given"),
		.every = reader_span(reader, renews, "every"),
		.notice = reader_notice(reader, renews, "notice"),
	};
}

static void read_decision(struct reader *reader, const json_t *object, struct entry *entry)
{
	entry->kind = read_kind(reader, object);
	entry->deadline = reader_day(reader, object, "deadline", REQUIRED);
	entry->latest = reader_day(reader, object, "latest", REQUIRED);
	entry->given = reader_vague(reader, object, "given");
	entry->milestone = reader_day(reader, object, "milestone", REQUIRED);
	entry->step = read_step(reader, object, "step");
	entry->late_days = (int32_t)reader_number(reader, object, "late_days", DAY_MAX.n);
	entry->corrected_from = reader_day(reader, object, "corrected_from", MAY_BE_NULL);
	read_renewing(reader, object, entry);
	entry->policy = reader_text(reader, object, "policy", MAY_BE_NULL);
}

/* Documents of older versions have none. */
static void read_doubt(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *doubt = json_object_get(object, "doubt");

	if (doubt == NULL || json_is_null(doubt))
		return;
	if (!json_is_object(doubt)) {
		reader_complain(reader, "doubt", "no object");
		return;
	}
	entry->doubt = (struct doubt){
		.successor = reader_number(reader, doubt, "successor", INT64_MAX),
		.successor_signed = reader_vague(reader, doubt, "successor_signed"),
		.readings = {reader_text(reader, doubt, "reading", MAY_BE_NULL),
			     reader_text(reader, doubt, "other_reading", MAY_BE_NULL)},
	};
	if ((entry->doubt.readings[0] == NULL) != (entry->doubt.readings[1] == NULL))
		reader_complain(reader, "doubt", "half of the readings is missing");
}

static void read_entry(struct reader *reader, const json_t *object, struct entry *entry)
{
	entry->notice_id = reader_number(reader, object, "notice_id", INT64_MAX);
	entry->agreement_id = reader_number(reader, object, "agreement_id", INT64_MAX);
	entry->register_name = reader_text(reader, object, "register", REQUIRED);
	entry->row = reader_text(reader, object, "row", MAY_BE_NULL);
	entry->registration_number =
		reader_text(reader, object, "registration_number", MAY_BE_NULL);
	entry->type = reader_text(reader, object, "type", MAY_BE_NULL);
	entry->owner = reader_text(reader, object, "owner", MAY_BE_NULL);
	read_partners(reader, object, entry);
	entry->signed_on = reader_vague(reader, object, "signed");
	entry->last_day_raw = reader_text(reader, object, "last_day_raw", MAY_BE_ABSENT);
	read_decision(reader, object, entry);
	entry->fallback = read_fallback(reader, object);
	read_doubt(reader, object, entry);
	reader_following(reader, object, entry);
}

static void read_entries(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *array = reader_array(reader, root, "entries", RUN_ENTRIES_MAX);
	size_t count = json_array_size(array);
	struct entry *entries = reader_take(reader, count, sizeof(*entries));

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
	const json_t *array = reader_array(reader, root, "problems", DOCUMENT_PROBLEMS_MAX);
	size_t count = json_array_size(array);
	struct run_problem *problems = reader_take(reader, count, sizeof(*problems));

	reader->list = "problems";
	for (size_t i = 0; i < count && reader->error == 0; i++) {
		const json_t *object = json_array_get(array, i);

		reader->index = i;
		problems[i].agreement_id = reader_number(reader, object, "agreement_id", INT64_MAX);
		problems[i].register_name = reader_text(reader, object, "register", REQUIRED);
		problems[i].line = (unsigned int)reader_number(reader, object, "line", UINT32_MAX);
		problems[i].code = reader_text(reader, object, "code", REQUIRED);
		problems[i].text = reader_text(reader, object, "text", REQUIRED);
	}
	reader->list = NULL;
	document->problems = problems;
	document->problem_count = count;
	document->problem_total = (size_t)reader_number(reader, root, "problem_total", INT32_MAX);
	if (document->problem_total < count)
		reader_complain(reader, "problem_total", "less than there are");
}

static void read_undelivered(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *array = json_object_get(root, "undelivered");
	struct run_undelivered *items;

	if (array == NULL)
		return;
	array = reader_array(reader, root, "undelivered", DOCUMENT_UNDELIVERED_MAX);
	items = reader_take(reader, json_array_size(array), sizeof(*items));
	reader->list = "undelivered";
	for (size_t i = 0; i < json_array_size(array) && reader->error == 0; i++) {
		const json_t *object = json_array_get(array, i);

		reader->index = i;
		items[i].channel = reader_text(reader, object, "channel", REQUIRED);
		items[i].recipient = reader_text(reader, object, "recipient", MAY_BE_NULL);
		items[i].subject = reader_text(reader, object, "subject", MAY_BE_NULL);
		items[i].reason = reader_text(reader, object, "reason", MAY_BE_NULL);
		items[i].since = reader_day(reader, object, "since", REQUIRED);
		items[i].is_given_up = json_is_true(json_object_get(object, "given_up"));
	}
	reader->list = NULL;
	document->undelivered = items;
	document->undelivered_count = json_array_size(array);
	document->undelivered_total =
		(size_t)reader_number(reader, root, "undelivered_total", INT32_MAX);
	if (document->undelivered_total < document->undelivered_count)
		reader_complain(reader, "undelivered_total", "less than there are");
}

static void read_meant(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *object = reader_newer(reader, root, "meant");
	struct document_meant *meant;

	if (object == NULL)
		return;
	meant = reader_take(reader, 1, sizeof(*meant));
	if (meant == NULL)
		return;
	meant->name = reader_text(reader, object, "name", REQUIRED);
	meant->channel = reader_text(reader, object, "channel", REQUIRED);
	meant->address = reader_text(reader, object, "address", REQUIRED);
	document->meant = meant;
}

static void read_trouble(struct reader *reader, const json_t *root, struct document *document)
{
	const json_t *object = json_object_get(root, "trouble");
	struct document_trouble *trouble;

	if (json_is_null(object) && document->kind != DELIVERY_TROUBLE)
		return;
	if (!json_is_object(object))
		reader_complain(reader, "trouble", object == NULL ? "missing" : "not an object");
	trouble = reader_take(reader, 1, sizeof(*trouble));
	if (trouble == NULL)
		return;
	trouble->channel = reader_text(reader, object, "channel", REQUIRED);
	trouble->address = reader_text(reader, object, "address", REQUIRED);
	trouble->recipient = reader_text(reader, object, "recipient", MAY_BE_NULL);
	trouble->reason = reader_text(reader, object, "reason", REQUIRED);
	document->trouble = trouble;
}

/* Documents that were stored before there was such a field have none. */
static bool read_to_keeper(struct reader *reader, const json_t *root)
{
	const json_t *value = json_object_get(root, "to_keeper");

	if (reader->error == 0 && value != NULL && !json_is_boolean(value))
		reader_complain(reader, "to_keeper", "not true or false");
	return json_is_true(value);
}

static void read_document(struct reader *reader, const json_t *root, struct document *document)
{
	if (reader_number(reader, root, "version", INT32_MAX) != DOCUMENT_VERSION)
		reader_complain(reader, "version", "not 1");
	document->kind = read_delivery_kind(reader, root);
	document->office = read_office(reader, root);
	document->recipient = reader_text(reader, root, "recipient", REQUIRED);
	document->to_keeper = read_to_keeper(reader, root);
	document->decided_on = reader_day(reader, root, "decided_on", REQUIRED);
	document->part = (size_t)reader_number(reader, root, "part", INT32_MAX);
	document->parts = (size_t)reader_number(reader, root, "parts", INT32_MAX);
	if (document->part < 1 || document->part > document->parts)
		reader_complain(reader, "part", "out of range");
	read_entries(reader, root, document);
	read_problems(reader, root, document);
	read_undelivered(reader, root, document);
	document->in_reply_to = reader_text(reader, root, "in_reply_to", MAY_BE_ABSENT);
	read_meant(reader, root, document);
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
		reader_complain(&reader, "document", "too large");
	else if (json_error_code(&error) == json_error_out_of_memory)
		reader.error = -ENOMEM;
	else
		reader_complain(&reader, "document", error.text);
	if (reader.error == -EINVAL && ret_why != NULL)
		*ret_why = reader.why;
	if (reader.error == 0)
		*ret_document = document;
	return reader.error;
}
