#include "intake/pages/page_tags.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct scan {
	const char *text;
	size_t length;
	size_t at;
	unsigned int line;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void step(struct scan *scan)
{
	scan->line += scan->text[scan->at] == '\n';
	scan->at++;
}

static bool starts_with(const struct scan *scan, const char *word)
{
	size_t length = strlen(word);

	return scan->length - scan->at >= length &&
	       strncasecmp(scan->text + scan->at, word, length) == 0;
}

static void skip_to(struct scan *scan, const char *word)
{
	while (scan->at < scan->length && !starts_with(scan, word))
		step(scan);
}

/* The value behind '=', when it is quoted. */
static void skip_quoted(struct scan *scan)
{
	char quote;

	while (scan->at < scan->length && is_space(scan->text[scan->at]))
		step(scan);
	if (scan->at == scan->length)
		return;
	quote = scan->text[scan->at];
	if (quote != '"' && quote != '\'')
		return;
	do {
		step(scan);
	} while (scan->at < scan->length && scan->text[scan->at] != quote);
}

/* Passes a tag; how many attributes it has, at the most. */
static size_t count_attributes(struct scan *scan)
{
	size_t count = 0;
	bool is_between = false;

	while (scan->at < scan->length && scan->text[scan->at] != '>') {
		char c = scan->text[scan->at];

		/* A quoted value and a slash end an attribute as a blank does. */
		if (is_space(c) || c == '/' || c == '"' || c == '\'') {
			is_between = true;
		} else {
			count += is_between;
			is_between = false;
		}
		step(scan);
		if (c == '=')
			skip_quoted(scan);
	}
	return count;
}

unsigned int page_tags_check(const char *text, size_t length, size_t limit)
{
	struct scan scan = {.text = text, .length = length, .line = 1};

	while (scan.at < length) {
		unsigned int line = scan.line;
		bool is_script = starts_with(&scan, "<script");
		bool is_style = starts_with(&scan, "<style");

		if (starts_with(&scan, "<!--")) {
			skip_to(&scan, "-->");
			continue;
		}
		if (text[scan.at] != '<' || scan.at + 1 == length ||
		    !is_letter(text[scan.at + 1])) {
			step(&scan);
			continue;
		}
		if (count_attributes(&scan) > limit)
			return line;
		if (is_script || is_style)
			skip_to(&scan, is_script ? "</script" : "</style");
	}
	return 0;
}
