#include "config/section.h"

#include <errno.h>
#include <string.h>

#include "core/arena.h"

/* What the scratch arena holds, so that a default is read as if it stood in the file. */
static struct node *new_text(struct reading *reading, const char *text, size_t length)
{
	struct node *node = arena_take(reading->scratch, sizeof(*node));

	if (node != NULL)
		node->text = arena_copy_n(reading->scratch, text, length);
	if (node == NULL || node->text == NULL) {
		reading->error = -ENOMEM;
		return NULL;
	}
	node->kind = NODE_TEXT;
	return node;
}

static struct node *new_list(struct reading *reading, const char *texts)
{
	struct node *list = arena_take(reading->scratch, sizeof(*list));

	if (list == NULL) {
		reading->error = -ENOMEM;
		return NULL;
	}
	list->kind = NODE_LIST;
	while (*texts != '\0') {
		size_t length = strcspn(texts, ",");
		struct node *item = new_text(reading, texts, length);

		if (item == NULL)
			return NULL;
		if (list->last == NULL)
			list->first = item;
		else
			list->last->next = item;
		list->last = item;
		item->index = ++list->count;
		item->parent = list;
		texts += length;
		texts += strspn(texts, ", ");
	}
	return list;
}

static bool read_default(struct reading *reading, const struct key *key, void *place)
{
	struct node *node = schema_type_is_list(key->type)
				    ? new_list(reading, key->fallback)
				    : new_text(reading, key->fallback, strlen(key->fallback));

	return node != NULL && key->read(reading, node, key, place);
}

static bool complain_missing(struct reading *reading, const struct node *section,
			     const struct key *key)
{
	struct node missing = {.parent = section, .key = schema_name(key)};

	if (section != NULL) {
		missing.key_line = section->key != NULL ? section->key_line : section->line;
		missing.key_column = section->key != NULL ? section->key_column : section->column;
	}
	reading_key_error(reading, &missing, "missing_key", "is missing (%s)", key->help);
	return false;
}

static bool read_absent(struct reading *reading, const struct node *section, const struct key *key,
			unsigned int channels, void *place)
{
	if (key->need == KEY_REQUIRED)
		return complain_missing(reading, section, key);
	if (key->type == KEY_SECTION)
		return section_read(reading, NULL, key->path, channels, place);
	if (key->fallback != NULL)
		return read_default(reading, key, place);
	return true;
}

bool section_read_key(struct reading *reading, const struct node *section, const struct key *key,
		      unsigned int channels, void *target)
{
	const struct node *node = node_get(section, schema_name(key));
	void *place = (char *)target + key->offset;

	if (node == NULL)
		return read_absent(reading, section, key, channels, place);
	if (node->kind == NODE_BROKEN)
		return false;
	if (node_is_empty(node)) {
		reading_key_error(reading, node, "no_value",
				  "has no value; give one, or remove the key");
		return false;
	}
	return key->read(reading, node, key, place);
}

static const struct key *find(const char *section, unsigned int channels, const char *name)
{
	const struct key *key = schema_next(section, channels, NULL);

	while (key != NULL && strcmp(schema_name(key), name) != 0)
		key = schema_next(section, channels, key);
	return key;
}

static void complain_unknown(struct reading *reading, const struct node *node, const char *section,
			     unsigned int channels)
{
	const struct key *guess;

	if (strchr(node->key, ':') != NULL) {
		reading_key_error(reading, node, "unknown_key",
				  "a blank is missing behind the ':'");
		return;
	}
	if (find(section, SCHEMA_ANY_CHANNEL, node->key) != NULL) {
		reading_key_error(reading, node, "unknown_key",
				  "a channel of this type has no such key");
		return;
	}
	guess = schema_guess(section, channels, node->key);
	if (guess == NULL)
		reading_key_error(reading, node, "unknown_key", "unknown key");
	else if (find(section, channels, schema_name(guess)) == guess)
		reading_key_error(reading, node, "unknown_key", "unknown key (did you mean '%s'?)",
				  schema_name(guess));
	else
		reading_key_error(reading, node, "unknown_key", "unknown key (did you mean '%s'?)",
				  guess->path);
}

bool section_read(struct reading *reading, const struct node *node, const char *section,
		  unsigned int channels, void *target)
{
	bool is_good = true;

	if (node != NULL && node->kind == NODE_BROKEN)
		return false;
	if (node != NULL && node->kind != NODE_MAP) {
		reading_error(reading, node, "bad_value",
			      "must be a group of keys (key: value), indented below it");
		return false;
	}
	for (const struct key *key = schema_next(section, channels, NULL); key != NULL;
	     key = schema_next(section, channels, key)) {
		if (!section_read_key(reading, node, key, channels, target))
			is_good = false;
	}
	if (node == NULL)
		return is_good;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		if (find(section, channels, child->key) != NULL || child->kind == NODE_BROKEN)
			continue;
		complain_unknown(reading, child, section, channels);
		is_good = false;
	}
	return is_good;
}

bool section_group(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	return section_read(reading, node, key->path, SCHEMA_ANY_CHANNEL, place);
}
