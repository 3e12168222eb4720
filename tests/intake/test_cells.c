#include "intake/cells.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

static struct cell cell_of(const char *text)
{
	return (struct cell){.text = text, .length = strlen(text)};
}

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *raw, *name, *lines;
} texts[] = {
	{__LINE__, "", "", "", ""},
	{__LINE__, "  a b ", "a b", "a b", "a b"},
	{__LINE__, "a  b", "a  b", "a b", "a b"},
	{__LINE__, "a\nb", "a b", "a b", "a\nb"},
	{__LINE__, "a \r\n b", "a    b", "a b", "a\nb"},
	{__LINE__, "a\tb", "a b", "a b", "a b"},
	{__LINE__, "\xc2\xa0 a \xe2\x80\x8b", "a", "a", "a"},
	{__LINE__, "a\xc2\xa0" "b", "a\xc2\xa0" "b", "a b", "a b"},
	{__LINE__, "\f24", "24", "24", "24"},
	{__LINE__, "a\xe2\x80\xa8" "b", "a b", "a b", "a\nb"},
	/* Nothing that controls a terminal, and nothing that is no text. */
	{__LINE__, "a\x01" "b\x1b[31m\x7f", "a?b?[31m?", "a?b?[31m?", "a?b?[31m?"},
	{__LINE__, "a\xc2\x9b" "31m", "a?31m", "a?31m", "a?31m"},
	{__LINE__, "a\xff" "b", "a\xef\xbf\xbd" "b", "a\xef\xbf\xbd" "b", "a\xef\xbf\xbd" "b"},
	/* Names that wrap. */
	{__LINE__, "Univer-\nsity of  X", "Univer- sity of  X", "University of X", "University of X"},
	{__LINE__, "Turkish-\nKazakh", "Turkish- Kazakh", "Turkish-Kazakh", "Turkish-Kazakh"},
	{__LINE__, "универ-\nситет", "универ- ситет", "университет", "университет"},
	{__LINE__, "A -\nB", "A - B", "A - B", "A -\nB"},
	{__LINE__, "well-known", "well-known", "well-known", "well-known"},
};
/* clang-format on */

static void check(int line, enum cells_form form, const char *text, const char *wanted)
{
	const struct cell cell = cell_of(text);
	struct arena arena = {0};
	struct text out = {0}, scratch = {0};
	const char *kept = cells_keep(&cell, form, &scratch, &arena);

	(void)cells_text(&cell, form, &out);
	if (strcmp(text_string(&out), wanted) != 0 || strcmp(kept, wanted) != 0)
		fail_msg("line %d: \"%s\" and \"%s\", not \"%s\"", line, text_string(&out), kept,
			 wanted);
	text_done(&out);
	text_done(&scratch);
	arena_done(&arena);
}

static void a_cell_says_what_people_mean_by_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		check(texts[i].line, CELLS_RAW, texts[i].text, texts[i].raw);
		check(texts[i].line, CELLS_NAME, texts[i].text, texts[i].name);
		check(texts[i].line, CELLS_LINES, texts[i].text, texts[i].lines);
	}
}

/* clang-format off */
static const struct two {
	int line;
	const char *text;
	bool is_empty, is_nothing, is_number;
} kinds[] = {
	{__LINE__, "", true, true, false}, {__LINE__, " \xc2\xa0\n", true, true, false},
	{__LINE__, "-", false, true, false}, {__LINE__, " – ", false, true, false},
	{__LINE__, "N/A", false, true, false}, {__LINE__, "n.a.", false, true, false},
	{__LINE__, "Not Specified", false, true, false}, {__LINE__, "TBD", false, true, false},
	{__LINE__, "НЕТ ДАННЫХ", false, true, false}, {__LINE__, "…", false, true, false},
	{__LINE__, "Nantes", false, false, false}, {__LINE__, "none of it", false, false, false},
	{__LINE__, "7", false, false, true}, {__LINE__, " 12. ", false, false, true},
	{__LINE__, "1.2", false, false, false}, {__LINE__, ".", false, true, false},
	{__LINE__, "1a", false, false, false},
	{__LINE__, "#N/A", false, true, false}, {__LINE__, "#REF!", false, true, false},
	{__LINE__, "#ЗНАЧ!", false, true, false}, {__LINE__, "#Н/Д", false, true, false},
	{__LINE__, "#######", false, true, false}, {__LINE__, "#1", false, false, false},
	{__LINE__, "#", false, false, false}, {__LINE__, "-----", false, true, false},
	{__LINE__, ":---:", false, true, false}, {__LINE__, ":-)", false, false, false},
};
/* clang-format on */

static void a_cell_that_says_nothing_is_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct cell cell = cell_of(kinds[i].text);

		if (cells_is_empty(&cell) != kinds[i].is_empty ||
		    cells_is_nothing(&cell) != kinds[i].is_nothing ||
		    cells_is_number(&cell) != kinds[i].is_number)
			fail_msg("line %d: \"%s\"", kinds[i].line, kinds[i].text);
	}
}

static void a_cell_over_its_limit_is_cut_between_characters(void **state)
{
	char *text = malloc(INTAKE_CELL_MAX + 100);
	struct cell cell = {.text = text, .length = INTAKE_CELL_MAX + 99};
	struct text out = {0};

	(void)state;
	assert_non_null(text);
	memset(text, 'x', INTAKE_CELL_MAX + 100);
	for (size_t i = 1; i + 1 < INTAKE_CELL_MAX + 99; i += 2)
		memcpy(text + i, "\xc3\xbc", 2);
	assert_true(cells_text(&cell, CELLS_RAW, &out).is_cut);
	assert_true(cells_flaws(&cell).is_cut);
	assert_int_equal(out.length, INTAKE_CELL_MAX - 1);
	assert_true(text_is_utf8(out.data, out.length));
	cell.length = INTAKE_CELL_MAX - 1;
	assert_false(cells_text(&cell, CELLS_RAW, &out).is_cut);
	assert_false(cells_flaws(&cell).is_cut);
	text_done(&out);
	free(text);
}

static void flaws_are_seen_without_making_the_text(void **state)
{
	struct cell cell = cell_of("a\r\n\tb \xc3\xbc");

	(void)state;
	assert_false(cells_flaws(&cell).has_control);
	cell = cell_of("a\x07");
	assert_true(cells_flaws(&cell).has_control);
	cell = cell_of("ab\xc2\x85\xc2\x9b");
	assert_true(cells_flaws(&cell).has_control);
}

static void an_excerpt_of_a_long_text_ends_with_dots(void **state)
{
	char text[200];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_string_equal(cells_excerpt(text).text + 78, "xx…");
	text[80] = '\0';
	assert_string_equal(cells_excerpt(text).text, text);
}

static void a_cell_beyond_the_record_is_empty(void **state)
{
	static struct record record = {.cell_count = INTAKE_COLUMNS_MAX + 5};

	(void)state;
	assert_int_equal(cells_at(&record, INTAKE_COLUMNS_MAX)->length, 0);
	assert_int_equal(cells_at(&record, (size_t)-1)->length, 0);
}

static int keep_once(void *context)
{
	const struct cell cell = cell_of(context);
	struct arena arena = {0};
	struct text scratch = {0};
	const char *kept = cells_keep(&cell, CELLS_NAME, &scratch, &arena);

	arena_done(&arena);
	text_done(&scratch);
	return kept == NULL ? -ENOMEM : 0;
}

static void memory_that_runs_out_is_reported(void **state)
{
	char plain[] = "plain", wrapped[] = "Univer-\nsity";

	(void)state;
	alloc_each_fails(keep_once, plain);
	alloc_each_fails(keep_once, wrapped);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_says_what_people_mean_by_it),
		cmocka_unit_test(a_cell_that_says_nothing_is_known),
		cmocka_unit_test(a_cell_over_its_limit_is_cut_between_characters),
		cmocka_unit_test(flaws_are_seen_without_making_the_text),
		cmocka_unit_test(an_excerpt_of_a_long_text_ends_with_dots),
		cmocka_unit_test(a_cell_beyond_the_record_is_empty),
		cmocka_unit_test(memory_that_runs_out_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
