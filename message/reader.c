#include "message/reader.h"

#include <errno.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "message/tidy.h"

/* Bytes of a complaint: the JSON library quotes what it stumbled over. */
#define WHY_MAX 200

void reader_complain(struct reader *reader, const char *key, const char *what)
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

void *reader_take(struct reader *reader, size_t count, size_t size)
{
	void *items = reader->error != 0 ? NULL : arena_take_array(reader->arena, count, size);

	if (items == NULL && reader->error == 0)
		reader->error = -ENOMEM;
	return items;
}

const char *reader_text(struct reader *reader, const json_t *object, const char *key,
			enum presence presence)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);
	char *copy;

	if (reader->error != 0 || (presence != REQUIRED && json_is_null(value)) ||
	    (presence == MAY_BE_ABSENT && value == NULL))
		return NULL;
	if (text == NULL) {
		reader_complain(reader, key, value == NULL ? "missing" : "not a text");
		return NULL;
	}
	if (!tidy_is(text)) {
		reader_complain(reader, key, "holds control characters");
		return NULL;
	}
	copy = arena_copy(reader->arena, text);
	if (copy == NULL)
		reader->error = -ENOMEM;
	return copy;
}

int64_t reader_number(struct reader *reader, const json_t *object, const char *key, int64_t max)
{
	const json_t *value = json_object_get(object, key);

	if (reader->error != 0)
		return 0;
	if (!json_is_integer(value)) {
		reader_complain(reader, key, value == NULL ? "missing" : "not a whole number");
		return 0;
	}
	if (json_integer_value(value) < 0 || json_integer_value(value) > max) {
		reader_complain(reader, key, "out of range");
		return 0;
	}
	return json_integer_value(value);
}

struct day reader_day(struct reader *reader, const json_t *object, const char *key,
		      enum presence presence)
{
	const char *text = reader_text(reader, object, key, presence);
	struct day day = DAY_NONE;

	if (text != NULL && !day_parse(text, &day))
		reader_complain(reader, key, "not a day");
	return day;
}

struct vague reader_vague(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = reader_text(reader, object, key, MAY_BE_NULL);
	struct vague vague = {0};

	if (text != NULL && !vague_parse(text, &vague))
		reader_complain(reader, key, "not a date");
	return vague;
}

const json_t *reader_array(struct reader *reader, const json_t *object, const char *key, size_t max)
{
	const json_t *value = json_object_get(object, key);

	if (reader->error != 0)
		return NULL;
	if (!json_is_array(value))
		reader_complain(reader, key, value == NULL ? "missing" : "not a list");
	else if (json_array_size(value) > max)
		reader_complain(reader, key, "too long");
	return reader->error == 0 ? value : NULL;
}

struct span reader_span(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = reader_text(reader, object, key, MAY_BE_NULL);
	struct span span = {0};

	if (text != NULL && !span_parse(text, &span))
		reader_complain(reader, key, "not a span");
	return span;
}

struct notice reader_notice(struct reader *reader, const json_t *object, const char *key)
{
	const char *text = reader_text(reader, object, key, MAY_BE_NULL);
	struct notice notice = {0};

	if (text != NULL && !notice_parse(text, &notice))
		reader_complain(reader, key, "no notice");
	return notice;
}

/* Fields that documents of older versions have not: then nothing is said of them. */
const json_t *reader_newer(struct reader *reader, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (reader->error != 0 || value == NULL || json_is_null(value))
		return NULL;
	if (!json_is_object(value))
		reader_complain(reader, key, "no object");
	return reader->error == 0 ? value : NULL;
}
