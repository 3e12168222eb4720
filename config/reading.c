#include "config/reading.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/cleanup.h"

struct place {
	unsigned int line;
	unsigned int column;
};

static struct place place_of_value(const struct node *node)
{
	return (struct place){node->line, node->column};
}

static struct place place_of_key(const struct node *node)
{
	if (node->key == NULL)
		return place_of_value(node);
	return (struct place){node->key_line, node->key_column};
}

static void add(struct reading *reading, enum problem_level level, struct place place,
		const char *code, const struct text *path, const char *format, va_list arguments)
	__attribute__((format(printf, 6, 0)));

static void add(struct reading *reading, enum problem_level level, struct place place,
		const char *code, const struct text *path, const char *format, va_list arguments)
{
	/* Longer than any: the values in it have limits, or are cut by node_shown(). */
	char what[2048];
	int result;

	vsnprintf(what, sizeof(what), format, arguments);
	if (text_failed(path)) {
		reading->error = -ENOMEM;
		return;
	}
	result =
		problems_add(reading->problems, level, reading->file, place.line, place.column,
			     code, "%s%s%s", text_string(path), path->length > 0 ? ": " : "", what);
	if (result < 0)
		reading->error = result;
}

void reading_error(struct reading *reading, const struct node *node, const char *code,
		   const char *format, ...)
{
	CLEANUP(text_done) struct text path = {0};
	va_list arguments;

	node_path(node, &path);
	va_start(arguments, format);
	add(reading, PROBLEM_ERROR, place_of_value(node), code, &path, format, arguments);
	va_end(arguments);
}

void reading_key_error(struct reading *reading, const struct node *node, const char *code,
		       const char *format, ...)
{
	CLEANUP(text_done) struct text path = {0};
	va_list arguments;

	node_path(node, &path);
	va_start(arguments, format);
	add(reading, PROBLEM_ERROR, place_of_key(node), code, &path, format, arguments);
	va_end(arguments);
}

void reading_warning(struct reading *reading, const struct node *node, const char *code,
		     const char *format, ...)
{
	CLEANUP(text_done) struct text path = {0};
	va_list arguments;

	node_path(node, &path);
	va_start(arguments, format);
	add(reading, PROBLEM_WARNING, place_of_key(node), code, &path, format, arguments);
	va_end(arguments);
}

void reading_error_at(struct reading *reading, unsigned int line, unsigned int column,
		      const char *code, const char *format, ...)
{
	struct text no_path = {0};
	va_list arguments;

	va_start(arguments, format);
	add(reading, PROBLEM_ERROR, (struct place){line, column}, code, &no_path, format,
	    arguments);
	va_end(arguments);
}

void *reading_take(struct reading *reading, size_t count, size_t size)
{
	void *memory = arena_take_array(reading->arena, count, size);

	if (memory == NULL)
		reading->error = -ENOMEM;
	return memory;
}

char *reading_copy(struct reading *reading, const char *text)
{
	char *copy = arena_copy(reading->arena, text);

	if (copy == NULL)
		reading->error = -ENOMEM;
	return copy;
}
