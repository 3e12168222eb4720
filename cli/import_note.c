#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/display.h"
#include "cli/edit_field.h"
#include "cli/import.h"
#include "core/cleanup.h"

/*
 * Keeps a problem in the store, unless there are too many of them, and shows it, unless a human has
 * settled it. Its field is the one that a human sets, so that setting it settles the problem.
 */
static int keep(struct import *import, const struct store_problem *found, const char *path,
		enum problem_level level)
{
	const struct edit_field *field = edit_field_find(found->field);
	struct store_problem problem = *found;
	bool is_settled = false;
	int result = 0;

	if (field != NULL)
		problem.field = field->name;
	/* Nobody can have settled anything about an agreement that comes in now. */
	if (problem.agreement_id != 0 &&
	    (import->first_new == 0 || problem.agreement_id < import->first_new))
		result = store_problem_is_settled(import->cli->store, &problem, &is_settled);
	if (result == 0 && !is_settled && ++import->problem_count <= IMPORT_PROBLEMS_MAX) {
		result = problems_add(&import->problems, level, path, problem.line, problem.column,
				      problem.code, "%s", problem.text);
		if (result == 0)
			result = problems_ask(&import->problems, problem.field, problem.reading[0],
					      problem.reading[1]);
	}
	if (result != 0 || import->problem_count > IMPORT_PROBLEMS_MAX)
		return result;
	return store_add_problem(import->cli->store, import->number, &problem);
}

static int note(struct import *import, const struct import_about *about, const char *code,
		const char *text)
{
	return keep(import,
		    &(struct store_problem){
			    .agreement_id = about->agreement_id,
			    .other_id = about->other_id,
			    .line = about->line,
			    .code = code,
			    .text = text,
			    .field = about->field,
			    .reading = {about->readings[0], about->readings[1]},
		    },
		    import->path, PROBLEM_WARNING);
}

int import_note(struct import *import, const struct import_about *about, const char *code,
		const char *format, ...)
{
	CLEANUP(text_done) struct text text = {0};
	char *line = NULL;
	va_list arguments;
	int length, result;

	va_start(arguments, format);
	length = vasprintf(&line, format, arguments);
	va_end(arguments);
	if (length < 0)
		return -ENOMEM;
	display_add(&text, line);
	free(line);
	result = text_failed(&text) ? -ENOMEM : note(import, about, code, text_string(&text));
	return result;
}

int import_note_all(struct import *import, const struct problem *problems, size_t count,
		    const char *part, int64_t agreement_id)
{
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++) {
		const struct problem *problem = &problems[i];

		result = keep(import,
			      &(struct store_problem){
				      .agreement_id = agreement_id,
				      .part = part,
				      .line = problem->line,
				      .column = problem->column,
				      .code = problem->code,
				      .text = problem->text,
				      .field = problem->field,
				      .reading = {problem->readings[0], problem->readings[1]},
			      },
			      problem->file, problem->level);
	}
	return result;
}

/* ---- what the import before said ------------------------------------------------------------ */

static int compare_noted(const void *a, const void *b)
{
	const struct import_noted *x = a;
	const struct import_noted *y = b;
	int result = (x->id > y->id) - (x->id < y->id);

	return result != 0 ? result : strcmp(x->code, y->code);
}

int import_read_noted(struct import *import)
{
	struct arena *arena = &import->arena;
	struct store_problem *problems;
	size_t count;
	int result =
		store_problems(import->cli->store, /* agreement_id= */ 0,
			       /* only_untold= */ false, /* limit= */ 0, arena, &problems, &count);

	if (result != 0)
		return result;
	import->noted = arena_take_array(arena, count, sizeof(*import->noted));
	if (import->noted == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct store_problem *problem = &problems[i];

		if (strcmp(problem->register_name, import->register_name) != 0 ||
		    (strcmp(problem->code, IMPORT_MISSING) != 0 &&
		     strcmp(problem->code, IMPORT_RENUMBERED) != 0 &&
		     strcmp(problem->code, IMPORT_SUCCESSOR) != 0))
			continue;
		import->noted[import->noted_count++] =
			(struct import_noted){.id = problem->agreement_id,
					      .other_id = problem->other_id,
					      .code = problem->code,
					      .text = problem->text};
	}
	qsort(import->noted, import->noted_count, sizeof(*import->noted), compare_noted);
	return 0;
}

const char *import_noted(const struct import *import, int64_t id, const char *code)
{
	struct import_noted key = {.id = id, .code = code};
	const struct import_noted *found = NULL;

	if (import->noted_count > 0)
		found = bsearch(&key, import->noted, import->noted_count, sizeof(key),
				compare_noted);
	return found == NULL ? NULL : found->text;
}
