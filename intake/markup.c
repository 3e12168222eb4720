#include "intake/markup.h"

#include <string.h>

#define TAG_MAX 256 /* bytes; what is longer is text with a sign in it */

static const struct reference {
	const char *name;
	const char *text;
} references[] = {
	{"&amp;", "&"}, {"&lt;", "<"},	 {"&gt;", ">"},	  {"&quot;", "\""}, {"&#34;", "\""},
	{"&#39;", "'"}, {"&apos;", "'"}, {"&nbsp;", " "}, {"&#160;", " "},  {"&#38;", "&"},
};

/* Tags that end a line. */
static const char *const breaks[] = {"br", "p", "div", "li", "tr"};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the tag at the start of text; 0: it is none. */
static size_t tag_length(const char *text)
{
	size_t start = text[0] == '<' && text[1] == '/' ? 2 : 1;

	if (text[0] != '<' || !is_letter(text[start]))
		return 0;
	for (size_t i = start; text[i] != '\0' && i < TAG_MAX; i++) {
		if (text[i] == '>')
			return i + 1;
		if (text[i] == '<')
			return 0;
	}
	return 0;
}

static const struct reference *find_reference(const char *text)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		if (strncmp(text, references[i].name, strlen(references[i].name)) == 0)
			return &references[i];
	}
	return NULL;
}

bool markup_is_in(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((*text == '<' && tag_length(text) > 0) ||
		    (*text == '&' && find_reference(text) != NULL))
			return true;
	}
	return false;
}

static bool ends_line(const char *tag)
{
	const char *name = tag + (tag[1] == '/' ? 2 : 1);

	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		size_t length = strlen(breaks[i]);
		char start[8];

		memcpy(start, name, length < strlen(name) ? length : strlen(name));
		start[length] = '\0';
		if (strlen(name) > length && !is_letter(name[length]) &&
		    text_compare_case(start, breaks[i]) == 0)
			return true;
	}
	return false;
}

/* Whether the element behind an opening tag is a note: it starts with an asterisk. */
static bool opens_note(const char *tag, size_t length)
{
	const char *content = tag + length;

	if (tag[1] == '/')
		return false;
	content += strspn(content, " \t\r\n");
	return *content == '*';
}

static void add_break(struct text *out)
{
	if (out->length > 0 && !out->failed && out->data[out->length - 1] != '\n')
		text_add_char(out, '\n');
}

/* Appends the piece at the start of text to out; its length. */
static size_t add_piece(const char *text, struct text *out)
{
	const struct reference *reference = *text == '&' ? find_reference(text) : NULL;

	if (reference != NULL) {
		text_add(out, reference->text);
		return strlen(reference->name);
	}
	text_add_char(out, *text);
	return 1;
}

static void trim_end(struct text *out)
{
	while (out->length > 0 && !out->failed && strchr(" \t\r\n", out->data[out->length - 1]))
		out->data[--out->length] = '\0';
}

void markup_strip(const char *text, struct text *name, struct text *note)
{
	bool is_note = false;

	text_clear(name);
	text_clear(note);
	while (*text != '\0') {
		size_t length = tag_length(text);

		if (length == 0) {
			/* The asterisks of a note only set it apart. */
			if (is_note && *text == '*' && note->length == 0)
				text++;
			else
				text += add_piece(text, is_note ? note : name);
			continue;
		}
		if (ends_line(text))
			add_break(is_note ? note : name);
		else
			is_note = opens_note(text, length);
		text += length;
	}
	trim_end(name);
	trim_end(note);
	text_add_n(name, "", 0);
	text_add_n(note, "", 0);
}
