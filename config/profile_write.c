#include "config/profile.h"

#include <string.h>

#include "config/profile_schema.h"

/*
 * Letters that YAML takes for line ends, for a byte order mark, or for no letters (YAML 1.1, 5.1).
 */
static bool is_escaped(unsigned int code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
	       code == 0xfeff;
}

void profile_write_text(const char *text, struct text *out)
{
	text_add_char(out, '"');
	while (*text != '\0') {
		unsigned int code = (unsigned char)*text;
		size_t length = code < 0x80 ? 1 : text_utf8(text, strlen(text), &code);

		if (length == 0) /* what is no UTF-8 cannot stand there */
			length = 1;
		else if (is_escaped(code))
			text_addf(out, "\\u%04x", code);
		else if (code == '"' || code == '\\')
			text_addf(out, "\\%c", (char)code);
		else
			text_add_n(out, text, length);
		text += length;
	}
	text_add_char(out, '"');
}

static void write_key(const char *key, const char *text, struct text *out)
{
	if (text == NULL)
		return;
	text_addf(out, "%s: ", key);
	profile_write_text(text, out);
	text_add_char(out, '\n');
}

static void write_columns(const struct profile *profile, struct text *out)
{
	if (profile->column_count > 0)
		text_add(out, "columns:\n");
	for (size_t i = 0; i < profile->column_count; i++) {
		const struct profile_column *column = &profile->columns[i];

		text_add(out, "  ");
		if (column->heading == NULL)
			text_addf(out, "column %zu", column->position);
		else
			profile_write_text(column->heading, out);
		text_addf(out, ": %s\n", role_name(column->role));
	}
}

static void write_phrases(const struct profile *profile, struct text *out)
{
	if (profile->phrase_count > 0)
		text_add(out, "phrases:\n");
	for (size_t i = 0; i < profile->phrase_count; i++) {
		const struct profile_phrase *phrase = &profile->phrases[i];
		const char *meaning = phrase_meaning_name(phrase->meaning);
		char length[SPAN_TEXT_SIZE];

		text_add(out, "  ");
		profile_write_text(phrase->text, out);
		if (phrase->length.n > 0)
			text_addf(out, ": {%s: %s}\n", meaning,
				  span_format(phrase->length, length));
		else
			text_addf(out, ": %s\n", meaning);
	}
}

static void write_list(const char *key, const struct patterns *texts, struct text *out)
{
	if (texts->count > 0)
		text_addf(out, "%s:\n", key);
	for (size_t i = 0; i < texts->count; i++) {
		text_add(out, "  - ");
		profile_write_text(texts->items[i], out);
		text_add_char(out, '\n');
	}
}

static void write_defaults(const struct profile_defaults *defaults, struct text *out)
{
	char term[SPAN_TEXT_SIZE];

	if (defaults->type == NULL && defaults->owner == NULL && defaults->country == NULL &&
	    defaults->term.n == 0)
		return;
	text_add(out, "defaults:\n");
	write_key("  type", defaults->type, out);
	write_key("  owner", defaults->owner, out);
	write_key("  country", defaults->country, out);
	if (defaults->term.n > 0)
		text_addf(out, "  term: %s\n", span_format(defaults->term, term));
}

void profile_write(const struct profile *profile, struct text *out)
{
	write_key("name", profile->name, out);
	if (profile->format != FORMAT_FIND)
		text_addf(out, "format: %s\n", register_format_name(profile->format));
	write_key("encoding", profile->encoding, out);
	write_key("sheet", profile->sheet, out);
	write_columns(profile, out);
	if (profile->order == ORDER_DAY_MONTH || profile->order == ORDER_MONTH_DAY)
		text_addf(out, "dates: {order: %s}\n",
			  profile_order_words[profile->order == ORDER_MONTH_DAY]);
	write_phrases(profile, out);
	write_list("types", &profile->types, out);
	write_list("strip", &profile->strip, out);
	write_key("start", profile->start, out);
	write_key("stop", profile->stop, out);
	write_defaults(&profile->defaults, out);
}
