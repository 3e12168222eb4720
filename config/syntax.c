#include "config/syntax.h"

#include <errno.h>
#include <string.h>

#include <yaml.h>

#include "config/reading.h"
#include "core/text.h"

struct place {
	unsigned int line;
	unsigned int column;
};

/* libyaml's words (0.2.5) and ours. In the file's order: the first that fits both. */
static const struct {
	const char *context; /* begins with; NULL: any */
	const char *problem; /* begins with */
	const char *text;
	bool at_context; /* where it began says more than where it was noticed */
} sentences[] = {
	{"while scanning an alias", "",
	 "a text that starts with '*' must stand in quotation marks: \"*exchange*\"", true},
	{"while scanning an anchor", "",
	 "a text that starts with '&' must stand in quotation marks", true},
	{"while scanning a quoted scalar", "found unexpected",
	 "this quotation mark is never closed", true},
	{"while parsing a quoted scalar", "found unknown escape",
	 "a backslash means something else in double quotation marks; use single ones", false},
	{"while parsing a flow mapping", "", "a ',' or the closing '}' is missing", false},
	{"while parsing a flow sequence", "", "a ',' or the closing ']' is missing", false},
	{"while scanning a simple key", "could not find expected ':'",
	 "a ':' and a blank must follow this key", true},
	{NULL, "found undefined tag handle",
	 "tags (!x) are not accepted; put a text that starts with '!' in quotation marks", false},
	{"while scanning a tag", "",
	 "tags (!x) are not accepted; put a text that starts with '!' in quotation marks", false},
	{NULL, "mapping values are not allowed",
	 "a ':' stands where none can be; check the indentation, or put the value in quotation "
	 "marks",
	 false},
	{NULL, "did not find expected key",
	 "the indentation does not fit the lines before it, or a value that starts with a "
	 "quotation "
	 "mark goes on behind it",
	 false},
	{NULL, "did not find expected '-'",
	 "the indentation does not fit the list before it, or a '-' is missing", false},
	{NULL, "block sequence entries are not allowed",
	 "a list begins where none can be; put its '-' on a line of its own", false},
	{NULL, "found character that cannot start any token",
	 "a value cannot start with this character; put it in quotation marks", false},
	{NULL, "did not find expected <document start>",
	 "the file must consist of keys and values (key: value)", false},
};

static bool begins(const char *text, const char *beginning)
{
	return text != NULL && strncmp(text, beginning, strlen(beginning)) == 0;
}

/* The place of a byte, in lines and characters from 1. */
static struct place place_of_byte(const char *text, size_t offset)
{
	struct place place = {1, 1};

	for (size_t i = 0; i < offset; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte == '\n' || (byte == '\r' && text[i + 1] != '\n')) {
			place.line++;
			place.column = 1;
		} else if ((byte & 0xc0) != 0x80 && byte != '\r') {
			place.column++;
		}
	}
	return place;
}

bool syntax_check_bytes(struct reading *reading, const char *text, size_t length)
{
	size_t i = 0;

	while (i < length) {
		size_t step = text[i] == '\0' ? 0 : text_utf8(text + i, length - i, NULL);
		struct place place;

		if (step > 0) {
			i += step;
			continue;
		}
		place = place_of_byte(text, i);
		if (text[i] == '\0')
			reading_error_at(reading, place.line, place.column, "nul",
					 "a NUL byte: this is no text file, or not UTF-8");
		else
			reading_error_at(reading, place.line, place.column, "not_utf8",
					 "this is not UTF-8; save the file with that encoding");
		return false;
	}
	return true;
}

/* Whether only blanks and tabs, with a tab among them, stand on that line up to the column. */
static bool is_tab_at(const char *text, size_t length, yaml_mark_t mark)
{
	const char *end = text + length;
	const char *p = text;

	for (size_t line = 0; line < mark.line; line++) {
		const char *next = memchr(p, '\n', (size_t)(end - p));

		if (next == NULL)
			return false;
		p = next + 1;
	}
	while (p < end && *p == ' ')
		p++;
	return p < end && *p == '\t';
}

static struct place place_of_mark(yaml_mark_t mark)
{
	return (struct place){(unsigned int)mark.line + 1, (unsigned int)mark.column + 1};
}

static void complain_of_bytes(struct reading *reading, const yaml_parser_t *parser,
			      const char *text, size_t length)
{
	size_t offset = parser->problem_offset < length ? parser->problem_offset : length;
	struct place place = place_of_byte(text, offset);

	reading_error_at(reading, place.line, place.column, "yaml",
			 "a control character, which YAML does not allow");
}

/* Whether the parser stopped on the line on which the quote ended. */
static bool is_left_open(const struct syntax_quote *quote, const yaml_parser_t *parser)
{
	if (quote->line == 0)
		return false;
	return place_of_mark(parser->problem_mark).line == quote->end_line ||
	       (begins(parser->context, "while scanning a quoted scalar") &&
		place_of_mark(parser->context_mark).line == quote->end_line);
}

void syntax_complain(struct reading *reading, const yaml_parser_t *parser, const char *text,
		     size_t length, const struct syntax_quote *quote)
{
	struct place place = place_of_mark(parser->problem_mark);
	const char *problem = parser->problem != NULL ? parser->problem : "this is no YAML";

	if (parser->error == YAML_MEMORY_ERROR) {
		reading->error = -ENOMEM;
		return;
	}
	if (parser->error == YAML_READER_ERROR) {
		complain_of_bytes(reading, parser, text, length);
		return;
	}
	if (is_left_open(quote, parser)) {
		reading_error_at(reading, quote->line, quote->column, "yaml",
				 "this quotation mark is not closed (the next one stands at %u:%u)",
				 quote->end_line, quote->end_column);
		return;
	}
	if (is_tab_at(text, length, parser->problem_mark)) {
		reading_error_at(reading, place.line, place.column, "tab",
				 "a tab; indent with blanks");
		return;
	}
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		if ((sentences[i].context != NULL &&
		     !begins(parser->context, sentences[i].context)) ||
		    !begins(problem, sentences[i].problem))
			continue;
		if (sentences[i].at_context)
			place = place_of_mark(parser->context_mark);
		reading_error_at(reading, place.line, place.column, "yaml", "%s",
				 sentences[i].text);
		return;
	}
	reading_error_at(reading, place.line, place.column, "yaml", "%s", problem);
}
