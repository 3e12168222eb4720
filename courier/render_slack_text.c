#include "courier/render_slack.h"

#include <string.h>

#include "message/tidy.h"

size_t slack_units(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t at = 0; at < length;) {
		size_t step = text_utf8(text + at, length - at, NULL);

		count += step == 4 ? 2 : 1;
		at += step == 0 ? 1 : step;
	}
	return count;
}

/* What Slack would read as markup. Escaped, "<!channel>" calls nobody. */
static const char *escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

/* The bytes of text that take at most limit units once they are escaped. */
static size_t fit(const char *text, size_t length, size_t limit)
{
	size_t used = 0, at = 0;

	while (at < length) {
		size_t step = text_utf8(text + at, length - at, NULL);
		const char *escape = escape_of(text[at]);

		used += escape == NULL ? slack_units(text + at, step) : strlen(escape);
		if (used > limit)
			break;
		at += step == 0 ? 1 : step;
	}
	return at;
}

void slack_escape(struct text *out, struct text *text, size_t limit)
{
	const char *bytes = text_string(text);
	size_t length = text->length;
	bool is_cut = fit(bytes, length, limit) < length;

	if (is_cut)
		length = tidy_cut(bytes, length, fit(bytes, length, limit - 1));
	for (size_t at = 0; at < length;) {
		size_t plain = strcspn(bytes + at, "&<>");

		plain = plain < length - at ? plain : length - at;
		text_add_n(out, bytes + at, plain);
		at += plain;
		if (at < length)
			text_add(out, escape_of(bytes[at++]));
	}
	if (is_cut)
		text_add(out, "…");
	out->failed |= text->failed;
	text_clear(text);
}
