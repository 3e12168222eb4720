#include "intake/columns/evidence.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

static void add(struct evidence *evidence, const char *text, struct arena *arena)
{
	struct cell cell = {.text = text, .length = strlen(text)};

	assert_int_equal(evidence_add(evidence, &cell, NULL, arena), 0);
}

/* clang-format off */
static const struct {
	int line;
	const char *text;
	/* n number, d date, t term, c country, y type, l link, r numbering, i institution */
	const char *counts;
} cells[] = {
	{__LINE__, "17", "n"}, {__LINE__, " 3. ", "n"}, {__LINE__, "2028", "nd"},
	{__LINE__, "12.03.2021", "d"},
	{__LINE__, "2013.10.09 2020.09.10", "d"}, {__LINE__, "October, 2020", "d"},
	{__LINE__, "5 years", "t"},
	{__LINE__, "Permanent", "t"}, {__LINE__, "бессрочно", "t"}, {__LINE__, "Germany", "c"},
	{__LINE__, "KZ", "c"},
	{__LINE__, "Korea", "c"}, {__LINE__, "MoU", "y"},
	{__LINE__, "Договор о сотрудничестве", "y"},
	{__LINE__, "https://a.de/x-1", "l"}, {__LINE__, "WWW.a.de", "l"}, {__LINE__, "01-19", "r"},
	{__LINE__, "MoU-2020/17", "ry"},
	{__LINE__, "University of Latvia", "i"}, {__LINE__, "x", ""}, {__LINE__, "\xff", ""},
};
/* clang-format on */

static void a_cell_counts_as_what_it_is(void **state)
{
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct evidence one = {0};
		const size_t *counts[] = {&one.numbers,	   &one.dates,	     &one.terms,
					  &one.countries,  &one.types,	     &one.links,
					  &one.numberings, &one.institutions};

		add(&one, cells[i].text, &arena);
		assert_int_equal(one.cells, 1);
		for (size_t k = 0; k < sizeof(counts) / sizeof(counts[0]); k++) {
			bool is_wanted = strchr(cells[i].counts, "ndtcylri"[k]) != NULL;

			if (*counts[k] != (is_wanted ? 1u : 0u))
				fail_msg("line %d: \"%s\": %c is %zu", cells[i].line, cells[i].text,
					 "ndtcylri"[k], *counts[k]);
		}
	}
	arena_done(&arena);
}

static void cells_that_say_nothing_do_not_count(void **state)
{
	struct evidence evidence = {0};
	struct arena arena = {0};

	(void)state;
	add(&evidence, "", &arena);
	add(&evidence, " - ", &arena);
	add(&evidence, "n/a", &arena);
	assert_int_equal(evidence.offered, 3);
	assert_int_equal(evidence.cells, 0);
	assert_null(evidence.examples[0]);
	assert_false(evidence_is_mostly(&evidence, 0, 0));
	arena_done(&arena);
}

static void numbers_in_order_are_seen(void **state)
{
	static const char *const texts[] = {"1", "2", "", "3", "7", "8"};
	struct evidence evidence = {0};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add(&evidence, texts[i], &arena);
	assert_int_equal(evidence.numbers, 5);
	assert_int_equal(evidence.ascending, 3);
	assert_true(evidence_is_mostly(&evidence, 4, 80));
	assert_false(evidence_is_mostly(&evidence, 4, 81));
	arena_done(&arena);
}

static void examples_differ_and_are_cut(void **state)
{
	struct evidence evidence = {0};
	struct arena arena = {0};
	char text[200];

	(void)state;
	add(&evidence, "  Ankara\n University ", &arena);
	add(&evidence, "Ankara University", &arena);
	memset(text, 'x', sizeof(text));
	memcpy(text + 58, "ü", strlen("ü"));
	text[sizeof(text) - 1] = '\0';
	add(&evidence, text, &arena);
	add(&evidence, "third", &arena);
	assert_string_equal(evidence.examples[0], "Ankara University");
	assert_int_equal(strlen(evidence.examples[1]), 60 + strlen("…"));
	assert_string_equal(evidence.examples[1] + 58, "ü…");
	arena_done(&arena);
}

static void behind_the_first_cells_a_sample_is_enough(void **state)
{
	struct evidence evidence = {0};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < EVIDENCE_WHOLE + 10 * EVIDENCE_STEP; i++)
		add(&evidence, "Japan", &arena);
	assert_int_equal(evidence.offered, EVIDENCE_WHOLE + 10 * EVIDENCE_STEP);
	assert_int_equal(evidence.cells, EVIDENCE_WHOLE + 10);
	assert_int_equal(evidence.countries, EVIDENCE_WHOLE + 10);
	arena_done(&arena);
}

static int add_once(void *context)
{
	struct evidence evidence = {0};
	struct arena arena = {0};
	const struct cell cell = {.text = "Ankara", .length = strlen("Ankara")};
	int result = evidence_add(&evidence, &cell, NULL, &arena);

	(void)context;
	arena_done(&arena);
	return result;
}

static void memory_that_runs_out_is_told(void **state)
{
	(void)state;
	alloc_each_fails(add_once, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_counts_as_what_it_is),
		cmocka_unit_test(cells_that_say_nothing_do_not_count),
		cmocka_unit_test(numbers_in_order_are_seen),
		cmocka_unit_test(examples_differ_and_are_cut),
		cmocka_unit_test(behind_the_first_cells_a_sample_is_enough),
		cmocka_unit_test(memory_that_runs_out_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
