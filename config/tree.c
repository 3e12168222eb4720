/*
 * libyaml gives events (a scalar, a list begins, a list ends); they become a tree here. The
 * nesting is kept on a stack of its own, so that no file can exhaust the process's.
 */
#include "config/tree.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "config/reading.h"
#include "config/syntax.h"
#include "core/arena.h"

struct builder {
	struct reading *reading;
	struct node *root;
	struct node *open[NODE_DEPTH_MAX]; /* lists and maps that have not ended */
	size_t depth;
	size_t node_count;
	bool has_key; /* a key was read, its value was not */
	const char *key;
	yaml_mark_t key_mark;
	size_t documents;
	struct syntax_quote quote; /* the last that was read */
};

static unsigned int from_one(size_t n)
{
	return n < UINT32_MAX ? (unsigned int)n + 1 : UINT32_MAX;
}

static void append(struct node *parent, struct node *node)
{
	if (parent->last == NULL)
		parent->first = node;
	else
		parent->last->next = node;
	parent->last = node;
	parent->count++;
}

static struct node *add_node(struct builder *builder, enum node_kind kind, yaml_mark_t mark)
{
	struct node *parent = builder->depth > 0 ? builder->open[builder->depth - 1] : NULL;
	struct node *node;

	if (builder->node_count == TREE_NODES_MAX) {
		reading_error_at(builder->reading, from_one(mark.line), from_one(mark.column),
				 "too_many_values", "the file holds more than %d values",
				 TREE_NODES_MAX);
		return NULL;
	}
	node = arena_take(builder->reading->scratch, sizeof(*node));
	if (node == NULL) {
		builder->reading->error = -ENOMEM;
		return NULL;
	}
	builder->node_count++;
	node->kind = kind;
	node->line = from_one(mark.line);
	node->column = from_one(mark.column);
	node->parent = parent;
	if (parent == NULL) {
		builder->root = node;
		return node;
	}
	if (parent->kind == NODE_MAP) {
		node->key = builder->key;
		node->key_line = from_one(builder->key_mark.line);
		node->key_column = from_one(builder->key_mark.column);
		builder->has_key = false;
	} else {
		node->index = parent->count + 1;
	}
	append(parent, node);
	return node;
}

static bool expects_key(const struct builder *builder)
{
	return builder->depth > 0 && builder->open[builder->depth - 1]->kind == NODE_MAP &&
	       !builder->has_key;
}

static bool refuse_key(const struct builder *builder, yaml_mark_t mark)
{
	reading_error_at(builder->reading, from_one(mark.line), from_one(mark.column), "bad_key",
			 "a key must be a word, no list, group, alias or empty text");
	return false;
}

static void complain_of_tag(const struct builder *builder, const yaml_char_t *anchor,
			    const yaml_char_t *tag, yaml_mark_t mark)
{
	unsigned int line = from_one(mark.line);
	unsigned int column = from_one(mark.column);

	if (anchor != NULL)
		reading_error_at(builder->reading, line, column, "anchor",
				 "anchors (&x) are not accepted; put a text that starts with '&' "
				 "in quotation marks");
	if (tag != NULL)
		reading_error_at(builder->reading, line, column, "tag",
				 "tags (!x) are not accepted; put a text that starts with '!' in "
				 "quotation marks");
}

static char *copy_scalar(const struct builder *builder, const yaml_event_t *event)
{
	char *copy = arena_copy_n(builder->reading->scratch, (const char *)event->data.scalar.value,
				  event->data.scalar.length);

	if (copy == NULL)
		builder->reading->error = -ENOMEM;
	return copy;
}

static bool has_nul(const yaml_event_t *event)
{
	return memchr(event->data.scalar.value, '\0', event->data.scalar.length) != NULL;
}

static bool take_key(struct builder *builder, const yaml_event_t *event)
{
	if (event->data.scalar.length == 0 || has_nul(event))
		return refuse_key(builder, event->start_mark);
	builder->key = copy_scalar(builder, event);
	builder->key_mark = event->start_mark;
	builder->has_key = true;
	return builder->key != NULL;
}

static void note_quote(struct builder *builder, const yaml_event_t *event)
{
	yaml_scalar_style_t style = event->data.scalar.style;

	if (style != YAML_SINGLE_QUOTED_SCALAR_STYLE && style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return;
	if (event->start_mark.line == event->end_mark.line)
		return;
	builder->quote = (struct syntax_quote){
		.line = from_one(event->start_mark.line),
		.column = from_one(event->start_mark.column),
		.end_line = from_one(event->end_mark.line),
		/* The mark of the end stands behind the quotation mark. */
		.end_column = (unsigned int)event->end_mark.column,
	};
}

static bool take_scalar(struct builder *builder, const yaml_event_t *event)
{
	struct node *node;

	note_quote(builder, event);
	complain_of_tag(builder, event->data.scalar.anchor, event->data.scalar.tag,
			event->start_mark);
	if (expects_key(builder))
		return take_key(builder, event);
	node = add_node(builder, NODE_TEXT, event->start_mark);
	if (node == NULL)
		return false;
	node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->text = copy_scalar(builder, event);
	if (node->text == NULL)
		return false;
	if (has_nul(event)) {
		node->kind = NODE_BROKEN;
		reading_error(builder->reading, node, "nul", "holds a NUL character");
	}
	return true;
}

static bool take_alias(struct builder *builder, const yaml_event_t *event)
{
	struct node *node;

	if (expects_key(builder))
		return refuse_key(builder, event->start_mark);
	node = add_node(builder, NODE_BROKEN, event->start_mark);
	if (node == NULL)
		return false;
	reading_error(builder->reading, node, "alias",
		      "aliases (*x) are not accepted; put a text that starts with '*' in quotation "
		      "marks");
	return true;
}

static bool begin(struct builder *builder, enum node_kind kind, yaml_mark_t mark)
{
	struct node *node;

	if (expects_key(builder))
		return refuse_key(builder, mark);
	if (builder->depth == NODE_DEPTH_MAX) {
		reading_error_at(builder->reading, from_one(mark.line), from_one(mark.column),
				 "too_deep", "lists and groups are nested more than %d deep",
				 NODE_DEPTH_MAX);
		return false;
	}
	node = add_node(builder, kind, mark);
	if (node == NULL)
		return false;
	builder->open[builder->depth++] = node;
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	const struct node *x = *(struct node *const *)a;
	const struct node *y = *(struct node *const *)b;
	int order = strcmp(x->key, y->key);

	if (order != 0)
		return order;
	if (x->key_line != y->key_line)
		return x->key_line < y->key_line ? -1 : 1;
	return x->key_column < y->key_column ? -1 : x->key_column > y->key_column;
}

/* Takes the duplicates, which are marked by a key of NULL, out of the chain of children. */
static void drop_marked(struct node *map)
{
	struct node *child = map->first;

	map->first = map->last = NULL;
	map->count = 0;
	while (child != NULL) {
		struct node *next = child->next;

		child->next = NULL;
		if (child->key != NULL)
			append(map, child);
		child = next;
	}
}

static bool drop_duplicates(struct builder *builder, struct node *map)
{
	struct node **sorted =
		arena_take_array(builder->reading->scratch, map->count, sizeof(struct node *));
	const struct node *first;
	size_t n = 0;

	if (sorted == NULL) {
		builder->reading->error = -ENOMEM;
		return false;
	}
	for (struct node *child = map->first; child != NULL; child = child->next)
		sorted[n++] = child;
	if (n > 1)
		qsort(sorted, n, sizeof(struct node *), compare_keys);
	first = n > 0 ? sorted[0] : NULL;
	for (size_t i = 1; i < n; i++) {
		if (strcmp(first->key, sorted[i]->key) != 0) {
			first = sorted[i];
			continue;
		}
		reading_key_error(builder->reading, sorted[i], "duplicate_key",
				  "is there twice; the first is on line %u", first->key_line);
		sorted[i]->key = NULL;
	}
	drop_marked(map);
	return true;
}

static bool end(struct builder *builder)
{
	struct node *node = builder->open[--builder->depth];

	return node->kind != NODE_MAP || drop_duplicates(builder, node);
}

static bool begin_document(struct builder *builder, const yaml_event_t *event)
{
	if (++builder->documents == 1)
		return true;
	reading_error_at(builder->reading, from_one(event->start_mark.line),
			 from_one(event->start_mark.column), "second_document",
			 "a second document begins here; a configuration is one document, "
			 "without '---' in its middle");
	return false;
}

static bool take(struct builder *builder, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return begin_document(builder, event);
	case YAML_SCALAR_EVENT:
		return take_scalar(builder, event);
	case YAML_ALIAS_EVENT:
		return take_alias(builder, event);
	case YAML_SEQUENCE_START_EVENT:
		complain_of_tag(builder, event->data.sequence_start.anchor,
				event->data.sequence_start.tag, event->start_mark);
		return begin(builder, NODE_LIST, event->start_mark);
	case YAML_MAPPING_START_EVENT:
		complain_of_tag(builder, event->data.mapping_start.anchor,
				event->data.mapping_start.tag, event->start_mark);
		return begin(builder, NODE_MAP, event->start_mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return end(builder);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return true;
}

/* False when the tree cannot be used. */
static bool build(struct builder *builder, yaml_parser_t *parser, const char *text, size_t length)
{
	bool more = true;

	while (more) {
		yaml_event_t event;
		bool good;

		if (yaml_parser_parse(parser, &event) == 0) {
			syntax_complain(builder->reading, parser, text, length, &builder->quote);
			return false;
		}
		good = take(builder, &event);
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (!good)
			return false;
	}
	return true;
}

struct node *tree_read(struct reading *reading, const char *text, size_t length)
{
	struct builder builder = {.reading = reading};
	yaml_parser_t parser;
	bool built;

	if (!syntax_check_bytes(reading, text, length))
		return NULL;
	if (yaml_parser_initialize(&parser) == 0) {
		reading->error = -ENOMEM;
		return NULL;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	built = build(&builder, &parser, text, length);
	yaml_parser_delete(&parser);
	if (!built)
		return NULL;
	if (builder.root == NULL)
		reading_error_at(reading, 0, 0, "empty", "the file says nothing");
	return builder.root;
}
