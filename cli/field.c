#include "cli/field.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/display.h"
#include "core/cleanup.h"

json_t *field_text(const char *text)
{
	CLEANUP(text_done) struct text valid = {0};

	if (text == NULL)
		return json_null();
	for (size_t left = strlen(text); left > 0;) {
		size_t length = text_utf8(text, left, NULL);

		if (length == 0)
			text_add_char(&valid, '?');
		else
			text_add_n(&valid, text, length);
		length = length == 0 ? 1 : length;
		text += length;
		left -= length;
	}
	return text_failed(&valid) ? NULL : json_string(text_string(&valid));
}

json_t *field_day(struct day day)
{
	char text[DAY_TEXT_SIZE];

	return day_is_none(day) ? json_null() : json_string(day_format(day, text));
}

json_t *field_vague(struct vague vague)
{
	char text[DAY_TEXT_SIZE];

	return vague_is_known(vague) ? json_string(vague_format(vague, text)) : json_null();
}

json_t *field_time(int64_t ms)
{
	char text[CLOCK_TEXT_SIZE];

	if (ms == 0 || ms == INT64_MIN || ms == INT64_MAX)
		return json_null();
	return json_string(clock_format(ms, text));
}

json_t *field_number_or_text(const char *text)
{
	size_t length = text == NULL ? 0 : strlen(text);

	if (length == 0 || length > 9 || strspn(text, "0123456789") != length ||
	    (text[0] == '0' && length > 1))
		return field_text(text);
	return json_integer(atol(text));
}

int field_put(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value) == 0 ? 0 : -ENOMEM;
}

int field_append(json_t *array, json_t *value)
{
	return json_array_append_new(array, value) == 0 ? 0 : -ENOMEM;
}

static void add_escaped(struct text *out, unsigned int code)
{
	if (code > 0xffff) {
		code -= 0x10000;
		text_addf(out, "\\u%04x\\u%04x", 0xd800 | (code >> 10), 0xdc00 | (code & 0x3ff));
		return;
	}
	text_addf(out, "\\u%04x", code);
}

int field_format(json_t *value, size_t flags, struct text *out)
{
	CLEANUP(free_memory) char *json = json_dumps(value, flags);
	const char *at = json;

	json_decref(value);
	if (json == NULL)
		return -ENOMEM;
	for (size_t left = strlen(json); left > 0;) {
		unsigned int code = 0;
		size_t length = text_utf8(at, left, &code);

		/* What JSON leaves between its tokens is harmless as it is. */
		if (code >= 0x7f && display_is_harmful(code))
			add_escaped(out, code);
		else
			text_add_n(out, at, length);
		at += length;
		left -= length;
	}
	return text_failed(out) ? -ENOMEM : 0;
}

enum exit_status field_print(const struct cli *cli, json_t *value)
{
	CLEANUP(text_done) struct text out = {0};

	if (value == NULL || field_format(value, JSON_INDENT(2), &out) != 0)
		return cli_failed("writing JSON", -ENOMEM);
	text_add_char(&out, '\n');
	if (text_failed(&out))
		return cli_failed("writing JSON", -ENOMEM);
	terminal_write(&cli->out, &out);
	return EXIT_DONE;
}
