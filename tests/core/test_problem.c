/* Goal: every complaint is kept with its place, and a flood of them is counted. */
#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/problem.h"
#include "core/text.h"
#include "tests/core/cases.h"
#include "tests/support/alloc.h"

static const char *formatted(const struct problem *problem)
{
	static char line[256];
	CLEANUP(text_done) struct text text = {0};

	problem_format(problem, &text);
	assert_true(text.length < sizeof(line));
	return strcpy(line, text_string(&text));
}

static void a_problem_names_its_place(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};

	(void)state;
	problems_add(&problems, PROBLEM_ERROR, "r.yaml", 3, 7, "unknown_key", "%s: no such key",
		     "x");
	problems_add(&problems, PROBLEM_WARNING, "r.yaml", 3, 7, "unused", "never used");
	problems_add(&problems, PROBLEM_ERROR, "r.csv", 12, 0, "no_date", "no date");
	problems_add(&problems, PROBLEM_ERROR, "r.csv", 0, 0, "empty", "nothing in it");
	problems_add(&problems, PROBLEM_WARNING, NULL, 12, 0, "late", "late");
	problems_add(&problems, PROBLEM_ERROR, NULL, 0, 0, "odd", "odd");
	TEXT_IS(formatted(&problems.items[0]), "r.yaml:3:7: x: no such key");
	TEXT_IS(formatted(&problems.items[1]), "r.yaml:3:7: warning: never used");
	TEXT_IS(formatted(&problems.items[2]), "r.csv:12: no date");
	TEXT_IS(formatted(&problems.items[3]), "r.csv: nothing in it");
	TEXT_IS(formatted(&problems.items[4]), "line 12: warning: late");
	TEXT_IS(formatted(&problems.items[5]), "odd");
	TEXT_IS(problems.items[0].code, "unknown_key");
	problems_add(&problems, PROBLEM_ERROR, "r.yaml", 1, 1, "x", "x");
	TEXT_IS(formatted(&problems.items[6]), "r.yaml:1:1: x");
	NUMBER_IS(problems.count, 7);
	NUMBER_IS(problems.errors, 5);
	NUMBER_IS(problems.dropped, 0);
}

/* FAILURES.md T25. */
static void control_characters_cannot_forge_a_line(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};

	(void)state;
	problems_add(&problems, PROBLEM_ERROR, "r.csv", 1, 1, "x", "%s", "a\r\nb\tc\x1b[31m\x7f");
	TEXT_IS(problems.items[0].text, "a??b?c?[31m?");
	problems_add(&problems, PROBLEM_ERROR, "r.csv", 1, 1, "x", "Қазақстан");
	TEXT_IS(problems.items[1].text, "Қазақстан");
}

static void a_flood_is_counted_and_not_kept(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};

	(void)state;
	for (unsigned int i = 0; i < PROBLEMS_MAX + 500; i++)
		assert_int_equal(problems_add(&problems,
					      i % 2 == 0 ? PROBLEM_ERROR : PROBLEM_WARNING, "r.csv",
					      i, 0, "x", "%u", i),
				 0);
	NUMBER_IS(problems.count, PROBLEMS_MAX);
	NUMBER_IS(problems.dropped, 500);
	NUMBER_IS(problems.errors, (PROBLEMS_MAX + 500) / 2);
	TEXT_IS(problems.items[PROBLEMS_MAX - 1].text, "999");
}

static void they_are_sorted_by_place_and_stay_in_order_there(void **state)
{
	static const struct {
		unsigned int line, column;
		const char *text;
	} added[] = {{9, 1, "g"}, {2, 5, "c"}, {2, 1, "b"}, {9, 1, "h"},
		     {0, 0, "a"}, {2, 5, "d"}, {3, 0, "e"}, {3, 2, "f"}};
	CLEANUP(problems_done) struct problems problems = {0};

	(void)state;
	problems_sort(&problems);
	for (size_t i = 0; i < COUNT(added); i++)
		problems_add(&problems, PROBLEM_ERROR, NULL, added[i].line, added[i].column, "x",
			     "%s", added[i].text);
	problems_sort(&problems);
	for (size_t i = 0; i < COUNT(added); i++)
		assert_int_equal(problems.items[i].text[0], (int)('a' + i));
}

static int add_some(void *context)
{
	CLEANUP(problems_done) struct problems problems = {0};

	(void)context;
	for (unsigned int i = 0; i < 20; i++) {
		int r = problems_add(&problems, PROBLEM_ERROR, "r.csv", i, 0, "x", "%u", i);

		assert_int_equal(problems.count, r < 0 ? i : i + 1);
		assert_int_equal(problems.errors, problems.count);
		if (r < 0)
			return r;
	}
	return 0;
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(add_some, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_problem_names_its_place),
		cmocka_unit_test(control_characters_cannot_forge_a_line),
		cmocka_unit_test(a_flood_is_counted_and_not_kept),
		cmocka_unit_test(they_are_sorted_by_place_and_stay_in_order_there),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
