#include "message/reader.h"

#include <string.h>

static void read_told(struct reader *reader, const json_t *object, const char *recipient,
		      struct entry *entry)
{
	const json_t *array = json_object_get(object, "told");
	size_t count = 0;
	struct told *told;

	if (array == NULL)
		return;
	array = reader_array(reader, object, "told", DOCUMENT_TOLD_MAX);
	told = reader_take(reader, json_array_size(array), sizeof(*told));
	for (size_t i = 0; i < json_array_size(array) && reader->error == 0; i++) {
		const json_t *item = json_array_get(array, i);

		told[count].name = reader_text(reader, item, "name", REQUIRED);
		told[count].on = reader_day(reader, item, "on", REQUIRED);
		count += !(entry->level > 0 && recipient != NULL && told[count].name != NULL &&
			   strcmp(told[count].name, recipient) == 0);
	}
	entry->told = told;
	entry->told_count = count;
}

static void read_response(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *response = reader_newer(reader, object, "response");
	const char *kind;

	if (response == NULL)
		return;
	kind = reader_text(reader, response, "kind", REQUIRED);
	entry->response.id = 1;
	if (kind != NULL && !response_kind_parse(kind, &entry->response.kind))
		reader_complain(reader, "response", "unknown name");
	entry->response.until = reader_day(reader, response, "until", MAY_BE_NULL);
	entry->response.on = reader_day(reader, response, "on", REQUIRED);
}

static void read_renewed(struct reader *reader, const json_t *object, struct entry *entry)
{
	const json_t *renewed = reader_newer(reader, object, "renewed");

	entry->renewed.reckoned = DAY_NONE;
	if (renewed == NULL)
		return;
	entry->renewed.reckoned = reader_day(reader, renewed, "on", MAY_BE_NULL);
	entry->renewed.given = reader_vague(reader, renewed, "given");
}

static int read_level(struct reader *reader, const json_t *object)
{
	if (json_object_get(object, "level") == NULL)
		return 0;
	return (int)reader_number(reader, object, "level", ESCALATIONS_MAX);
}

static enum section read_section(struct reader *reader, const json_t *object)
{
	const char *name = reader_text(reader, object, "section", MAY_BE_ABSENT);
	enum section section = SECTION_NONE;

	if (name != NULL && !section_parse(name, &section))
		reader_complain(reader, "section", "unknown name");
	return section;
}

void reader_following(struct reader *reader, const json_t *object, const char *recipient,
		      struct entry *entry)
{
	entry->section = read_section(reader, object);
	entry->owner_name = reader_text(reader, object, "owner_name", MAY_BE_ABSENT);
	entry->absent = reader_text(reader, object, "absent", MAY_BE_ABSENT);
	entry->level = read_level(reader, object);
	read_told(reader, object, recipient, entry);
	entry->first_told = reader_day(reader, object, "first_told", MAY_BE_ABSENT);
	read_response(reader, object, entry);
	read_renewed(reader, object, entry);
	entry->is_terminated = json_is_true(json_object_get(object, "terminated"));
}

void reader_undelivered(struct reader *reader, const json_t *root, struct document *document)
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

void reader_meant(struct reader *reader, const json_t *root, struct document *document)
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
