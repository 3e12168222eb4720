/*
 * The values that only profiles have: columns with their roles, phrases with their meanings.
 */
#include <stdlib.h>
#include <string.h>

#include "config/profile_schema.h"
#include "config/scalar.h"
#include "config/value.h"
#include "core/text.h"

/* By enum role. */
const char *const profile_role_words[] = {
	"none",	    "number", "registration_number",
	"partner",  "city",   "country",
	"type",	    "signed", "effective",
	"last_day", "term",   "renewal",
	"notice",   "owner",  "status",
	"link",	    "note",   NULL,
};

size_t profile_position(const char *text)
{
	static const char word[] = "column ";
	size_t length = strlen(word);
	size_t position = 0;

	if (strncmp(text, word, length) != 0)
		return 0;
	text += length;
	if (text[0] == '\0' || strspn(text, "0123456789") != strlen(text))
		return 0;
	for (; *text != '\0' && position <= PROFILE_COLUMNS_MAX; text++)
		position = position * 10 + (size_t)(*text - '0');
	return position;
}

static bool is_map(struct reading *reading, const struct node *node, const struct key *key,
		   const char *what)
{
	if (node->kind == NODE_BROKEN)
		return false;
	if (node->kind != NODE_MAP || node->count == 0) {
		reading_error(reading, node, "bad_value", "must be %s, one a line", what);
		return false;
	}
	if (node->count > (size_t)key->max) {
		reading_error(reading, node, "too_many", "holds %zu %s; at most %lld are allowed",
			      node->count, key->unit, (long long)key->max);
		return false;
	}
	return true;
}

static bool is_same_column(const struct profile_column *a, const struct profile_column *b)
{
	if (a->heading == NULL || b->heading == NULL)
		return a->heading == b->heading && a->position == b->position;
	return text_same_name(a->heading, b->heading);
}

static bool is_twice(struct reading *reading, const struct node *node,
		     const struct profile *profile, const struct profile_column *column)
{
	for (size_t i = 0; i < profile->column_count; i++) {
		if (!is_same_column(&profile->columns[i], column))
			continue;
		reading_key_error(reading, node, "repeated", "the same column is there twice");
		return true;
	}
	return false;
}

static bool read_column(struct reading *reading, const struct node *node,
			struct profile_column *column)
{
	static const struct key role_key = {.words = profile_role_words};
	const char *word;

	column->position = profile_position(node->key);
	if (column->position > PROFILE_COLUMNS_MAX) {
		reading_key_error(reading, node, "bad_value", "no register has so many columns");
		return false;
	}
	if (node_is_empty(node)) {
		reading_key_error(reading, node, "no_value",
				  "has no role; write none for a column that is not to be used");
		return false;
	}
	if (!scalar_word(reading, node, &role_key, &word))
		return false;
	(void)role_parse(word, &column->role);
	if (column->position == 0)
		column->heading = reading_copy(reading, node->key);
	return column->position > 0 || column->heading != NULL;
}

bool profile_columns(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	struct profile *profile = place;
	struct profile_column *columns;
	bool is_good = true;

	if (!is_map(reading, node, key, "headings with their roles (Valid until: last_day)"))
		return false;
	columns = reading_take(reading, node->count, sizeof(*columns));
	if (columns == NULL)
		return false;
	profile->columns = columns;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		struct profile_column column = {0};

		if (!read_column(reading, child, &column) ||
		    is_twice(reading, child, profile, &column))
			is_good = false;
		else
			columns[profile->column_count++] = column;
	}
	return is_good;
}

/* Meanings that are a word of their own, and those that take a length. */
static const char *const plain_words[] = {"open_ended", "unspecified", "pending",
					  "tacit",	"nothing",     NULL};

static bool read_length(struct reading *reading, const struct node *node,
			struct profile_phrase *phrase)
{
	static const struct key span_key = {.min = 1, .max = 36500};
	const struct node *child = node->first;

	if (node->count == 1 && strcmp(child->key, "term") == 0)
		phrase->meaning = PHRASE_TERM;
	else if (node->count == 1 && strcmp(child->key, "tacit") == 0)
		phrase->meaning = PHRASE_TACIT;
	else {
		reading_error(reading, node, "bad_value",
			      "must be {term: LENGTH} or {tacit: LENGTH}, such as {term: 5y}");
		return false;
	}
	return scalar_span(reading, child, &span_key, &phrase->length);
}

static enum phrase_meaning meaning_of(const char *word)
{
	enum phrase_meaning meaning = PHRASE_OPEN_ENDED;

	while (meaning < PHRASE_NOTHING && strcmp(phrase_meaning_name(meaning), word) != 0)
		meaning++;
	return meaning;
}

static bool read_phrase(struct reading *reading, const struct node *node,
			struct profile_phrase *phrase)
{
	static const struct key word_key = {.words = plain_words};
	const char *word;

	if (node->kind == NODE_BROKEN)
		return false;
	if (strspn(node->key, "* ") == strlen(node->key)) {
		reading_key_error(reading, node, "bad_value", "matches every cell");
		return false;
	}
	if (node->kind == NODE_MAP) {
		if (!read_length(reading, node, phrase))
			return false;
	} else {
		if (node_is_empty(node)) {
			reading_key_error(
				reading, node, "no_value",
				"has no meaning; write nothing for a phrase to pass over");
			return false;
		}
		if (!scalar_word(reading, node, &word_key, &word))
			return false;
		phrase->meaning = meaning_of(word);
	}
	phrase->text = reading_copy(reading, node->key);
	return phrase->text != NULL;
}

bool profile_phrases(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	struct profile *profile = place;
	struct profile_phrase *phrases;
	bool is_good = true;

	if (!is_map(reading, node, key, "patterns with their meanings (as long as*: open_ended)"))
		return false;
	phrases = reading_take(reading, node->count, sizeof(*phrases));
	if (phrases == NULL)
		return false;
	profile->phrases = phrases;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		struct profile_phrase phrase = {0};

		if (read_phrase(reading, child, &phrase))
			phrases[profile->phrase_count++] = phrase;
		else
			is_good = false;
	}
	return is_good;
}
