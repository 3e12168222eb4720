#include "tests/intake/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct intake intake;

int forget(void **state)
{
	(void)state;
	intake_done(&intake);
	return 0;
}

int read_text(const char *text)
{
	intake_done(&intake);
	return intake_parse(text, strlen(text), "list.csv", &intake);
}

/* The first problem with that code, or NULL. */
static const struct problem *problem_of(const char *code)
{
	for (size_t i = 0; i < intake.problems.count; i++) {
		if (strcmp(intake.problems.items[i].code, code) == 0)
			return &intake.problems.items[i];
	}
	return NULL;
}

void assert_problem(const char *code, enum problem_level level, unsigned int line,
		    unsigned int column)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL)
		fail_msg("no problem %s", code);
	assert_string_equal(problem->file, "list.csv");
	assert_int_equal(problem->level, level);
	assert_int_equal(problem->line, line);
	assert_int_equal(problem->column, column);
}

void assert_says(const char *code, const char *words)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL || strstr(problem->text, words) == NULL)
		fail_msg("%s does not say \"%s\": %s", code, words,
			 problem == NULL ? "none" : problem->text);
}

const struct agreement *draft(size_t index)
{
	assert_in_range(index, 0, intake.draft_count - 1);
	return &intake.drafts[index].agreement;
}

void assert_last_day(size_t index, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(draft(index)->terms[0].last_day, text), wanted);
}
