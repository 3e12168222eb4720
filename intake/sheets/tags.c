#include "intake/sheets/tags.h"

#include <string.h>

static void enter(struct tags *tags, enum tags_state state)
{
	tags->state = state;
	tags->attributes = 0;
	tags->before = tags->long_before = '\0';
	tags->remarks += state == TAGS_COMMENT || state == TAGS_INSTRUCTION;
}

/* Behind "<" and "<!": what begins here. */
static void begin(struct tags *tags, char c)
{
	if (tags->state == TAGS_OPEN)
		enter(tags, c == '!' ? TAGS_DECLARATION : c == '?' ? TAGS_INSTRUCTION : TAGS_TAG);
	else
		enter(tags, c == '-' ? TAGS_COMMENT : c == '[' ? TAGS_CDATA : TAGS_TEXT);
}

static void in_tag(struct tags *tags, char c)
{
	if (c == '>') {
		enter(tags, TAGS_TEXT);
	} else if (c == '"' || c == '\'') {
		tags->state = TAGS_VALUE;
		tags->quote = c;
	} else if (c == '=') {
		tags->attributes++;
	}
}

/* Comments, CDATA sections and instructions end with '>' behind one or two marks. */
static void until_end(struct tags *tags, char c)
{
	static const char marks[] = {
		[TAGS_COMMENT] = '-', [TAGS_CDATA] = ']', [TAGS_INSTRUCTION] = '?'};
	char mark = marks[tags->state];

	if (c == '>' && tags->before == mark &&
	    (tags->state == TAGS_INSTRUCTION || tags->long_before == mark)) {
		enter(tags, TAGS_TEXT);
		return;
	}
	tags->long_before = tags->before;
	tags->before = c;
}

/* How many bytes nothing can happen in: up to the one that ends a text or a value. */
static size_t dull(const struct tags *tags, const char *bytes, size_t length)
{
	const char *end = bytes;

	if (tags->state == TAGS_TEXT)
		end = memchr(bytes, '<', length);
	else if (tags->state == TAGS_VALUE)
		end = memchr(bytes, tags->quote, length);
	return end == NULL ? length : (size_t)(end - bytes);
}

static void take(struct tags *tags, char c)
{
	switch (tags->state) {
	case TAGS_TEXT:
		enter(tags, TAGS_OPEN);
		break;
	case TAGS_OPEN:
	case TAGS_DECLARATION:
		begin(tags, c);
		break;
	case TAGS_TAG:
		in_tag(tags, c);
		break;
	case TAGS_VALUE:
		tags->state = TAGS_TAG;
		break;
	case TAGS_COMMENT:
	case TAGS_CDATA:
	case TAGS_INSTRUCTION:
		until_end(tags, c);
		break;
	}
}

const char *tags_pass(struct tags *tags, const char *bytes, size_t length)
{
	for (size_t i = dull(tags, bytes, length); i < length;
	     i += dull(tags, bytes + i, length - i)) {
		take(tags, bytes[i++]);
		if (tags->attributes > TAGS_ATTRIBUTES_MAX)
			return "an element has over 500 attributes";
		if (tags->remarks > TAGS_REMARKS_MAX)
			return "it has over 10000 comments";
	}
	return NULL;
}
