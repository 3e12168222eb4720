#include "message/writer.h"

#include "core/cleanup.h"
#include "core/text.h"
#include "message/tidy.h"

void writer_done(struct writer *writer)
{
	json_decref(writer->object);
}

struct writer writer_begin(const struct measure *measure)
{
	json_t *object = json_object();

	return (struct writer){.object = object, .measure = measure, .failed = object == NULL};
}

void writer_put(struct writer *writer, const char *key, json_t *value)
{
	if (writer->failed)
		json_decref(value);
	else if (json_object_set_new(writer->object, key, value) != 0)
		writer->failed = true;
}

void writer_put_number(struct writer *writer, const char *key, int64_t number)
{
	writer_put(writer, key, json_integer(number));
}

void writer_put_text(struct writer *writer, const char *key, const char *value)
{
	CLEANUP(text_done) struct text tidy = {0};

	if (value == NULL) {
		writer_put(writer, key, json_null());
		return;
	}
	tidy_add(&tidy, value, writer->measure->text);
	writer_put(writer, key,
		   text_failed(&tidy) ? NULL : json_stringn(text_string(&tidy), tidy.length));
}

void writer_put_day(struct writer *writer, const char *key, struct day day)
{
	char text[DAY_TEXT_SIZE];

	writer_put_text(writer, key, day_is_none(day) ? NULL : day_format(day, text));
}

void writer_put_vague(struct writer *writer, const char *key, struct vague vague)
{
	char text[DAY_TEXT_SIZE];

	writer_put_text(writer, key, vague_is_known(vague) ? vague_format(vague, text) : NULL);
}

void writer_put_span(struct writer *writer, const char *key, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	writer_put_text(writer, key, span.n == 0 ? NULL : span_format(span, text));
}

void writer_put_notice(struct writer *writer, const char *key, struct notice notice)
{
	char text[NOTICE_TEXT_SIZE];

	writer_put_text(writer, key, notice_is_known(notice) ? notice_format(notice, text) : NULL);
}

json_t *writer_take(struct writer *writer)
{
	json_t *object = writer->failed ? NULL : writer->object;

	if (object != NULL)
		writer->object = NULL;
	return object;
}
