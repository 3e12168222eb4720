#include "core/problem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

static int grow(struct problems *problems)
{
	size_t capacity = problems->capacity == 0 ? 8 : problems->capacity * 2;
	struct problem *items;

	if (problems->count < problems->capacity)
		return 0;
	items = realloc(problems->items, capacity * sizeof(*items));
	if (items == NULL)
		return -ENOMEM;
	problems->items = items;
	problems->capacity = capacity;
	return 0;
}

__attribute__((format(printf, 1, 0))) static char *format_line(const char *format,
							       va_list arguments)
{
	va_list again;
	char *line = NULL;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return NULL;
	line = malloc((size_t)length + 1);
	if (line == NULL)
		return NULL;
	vsnprintf(line, (size_t)length + 1, format, arguments);
	for (char *c = line; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	}
	return line;
}

static char *copy(const char *text)
{
	size_t size = strlen(text) + 1;
	char *result = malloc(size);

	return result == NULL ? NULL : memcpy(result, text, size);
}

int problems_add(struct problems *problems, enum problem_level level, const char *file,
		 unsigned int line, unsigned int column, const char *code, const char *format, ...)
{
	struct problem problem = {.level = level, .line = line, .column = column, .code = code};
	va_list arguments;

	if (problems->count >= PROBLEMS_MAX) {
		problems->dropped++;
		problems->errors += level == PROBLEM_ERROR;
		return 0;
	}
	if (grow(problems) < 0)
		return -ENOMEM;
	if (file != NULL) {
		problem.file = copy(file);
		if (problem.file == NULL)
			return -ENOMEM;
	}
	va_start(arguments, format);
	problem.text = format_line(format, arguments);
	va_end(arguments);
	if (problem.text == NULL) {
		free(problem.file);
		return -ENOMEM;
	}
	problems->items[problems->count++] = problem;
	problems->errors += level == PROBLEM_ERROR;
	return 0;
}

int problems_ask(struct problems *problems, const char *field, const char *first,
		 const char *second)
{
	const char *readings[2] = {first, second};
	struct problem *problem;

	if (problems->count == 0 || problems->dropped > 0)
		return 0;
	problem = &problems->items[problems->count - 1];
	problem->field = field;
	for (size_t i = 0; i < 2; i++) {
		if (readings[i] == NULL)
			continue;
		problem->readings[i] = copy(readings[i]);
		if (problem->readings[i] == NULL)
			return -ENOMEM;
	}
	return 0;
}

static bool is_later(const struct problem *a, const struct problem *b)
{
	return a->line != b->line ? a->line > b->line : a->column > b->column;
}

/* Insertion: stable, and the list is short and nearly sorted as parsers make it. */
void problems_sort(struct problems *problems)
{
	for (size_t i = 1; i < problems->count; i++) {
		struct problem moved = problems->items[i];
		size_t k = i;

		for (; k > 0 && is_later(&problems->items[k - 1], &moved); k--)
			problems->items[k] = problems->items[k - 1];
		problems->items[k] = moved;
	}
}

void problem_format(const struct problem *problem, struct text *out)
{
	if (problem->file != NULL) {
		text_addf(out, "%s:", problem->file);
		if (problem->line > 0)
			text_addf(out, "%u:", problem->line);
		if (problem->line > 0 && problem->column > 0)
			text_addf(out, "%u:", problem->column);
		text_add_char(out, ' ');
	} else if (problem->line > 0) {
		text_addf(out, "line %u: ", problem->line);
	}
	if (problem->level == PROBLEM_WARNING)
		text_add(out, "warning: ");
	text_add(out, problem->text);
}

void problems_clear(struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct problem *problem = &problems->items[i];

		free(problem->file);
		free(problem->text);
		free(problem->readings[0]);
		free(problem->readings[1]);
	}
	problems->count = problems->errors = problems->dropped = 0;
}

void problems_done(struct problems *problems)
{
	problems_clear(problems);
	free(problems->items);
	*problems = (struct problems){0};
}
