/* Tables are aligned by width, cut to a terminal, and whole elsewhere. */
#include "cli/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/display.h"
#include "core/cleanup.h"
#include "tests/support/alloc.h"

static const struct table_column columns[] = {
	{"ID", ALIGN_RIGHT, 0, 0},
	{"NAME", ALIGN_LEFT, 6, 1},
	{"STATE", ALIGN_LEFT, 0, 0},
};

static void fill(struct table *table)
{
	table_init(table, columns, 3);
	table_addf(table, STYLE_PLAIN, "%d", 7);
	table_add(table, STYLE_PLAIN, "Istanbul Kültür");
	table_add(table, STYLE_BAD, "ended");
	table_addf(table, STYLE_PLAIN, "%d", 1234);
	table_add(table, STYLE_PLAIN, "大学");
	table_add(table, STYLE_PLAIN, NULL);
}

static void columns_are_aligned_by_what_is_seen(void **state)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	fill(&table);
	table_format(&table, 0, false, &out);
	assert_string_equal(text_string(&out), "  ID  NAME             STATE\n"
					       "   7  Istanbul Kültür  ended\n"
					       "1234  大学             \n");
}

static void a_terminal_cuts_what_may_be_cut(void **state)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	fill(&table);
	table_format(&table, 22, false, &out);
	assert_string_equal(text_string(&out), "  ID  NAME       STATE\n"
					       "   7  Istanbul…  ended\n"
					       "1234  大学       \n");
}

static void what_finds_no_room_is_left_out_by_its_rank(void **state)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	fill(&table);
	table_format(&table, 19, false, &out);
	assert_string_equal(text_string(&out), "  ID  NAME    STATE\n"
					       "   7  Istan…  ended\n"
					       "1234  大学    \n");
	text_clear(&out);
	table_format(&table, 18, false, &out);
	assert_string_equal(text_string(&out), "  ID  STATE\n"
					       "   7  ended\n"
					       "1234  \n");
	text_clear(&out);
	table_format(&table, 10, false, &out);
	assert_string_equal(text_string(&out), "  ID\n"
					       "   7\n"
					       "1234\n");
	text_clear(&out);
	table_format(&table, 3, false, &out);
	assert_string_equal(text_string(&out), " ID\n"
					       "  7\n"
					       "12…\n");
}

/* Colours are no columns, and the number of a line's bytes is not its width. */
static void no_line_is_wider_than_the_terminal(void **state)
{
	CLEANUP(table_done) struct table table;

	(void)state;
	fill(&table);
	for (size_t width = 1; width < 60; width++) {
		CLEANUP(text_done) struct text out = {0};
		char *rest = NULL;

		table_format(&table, width, false, &out);
		for (char *line = strtok_r(out.data, "\n", &rest); line != NULL;
		     line = strtok_r(NULL, "\n", &rest))
			assert_true(display_width(line) <= width);
	}
}

static void colours_are_around_text_not_blanks(void **state)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	fill(&table);
	table_format(&table, 0, true, &out);
	assert_non_null(strstr(text_string(&out), "  \033[31mended\033[0m\n"));
	assert_non_null(strstr(text_string(&out), "\033[1mNAME\033[0m   "));
	assert_non_null(strstr(text_string(&out), "   7  Istanbul Kültür  "));
}

static void cells_are_made_harmless(void **state)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	table_init(&table, columns, 3);
	table_addf(&table, STYLE_PLAIN, "%d", 1);
	table_add(&table, STYLE_PLAIN, "a\033]0;x\007\nb");
	table_add(&table, STYLE_PLAIN, "ok");
	table_format(&table, 0, false, &out);
	assert_null(strchr(text_string(&out), '\033'));
	assert_null(strchr(text_string(&out), '\007'));
	assert_string_equal(text_string(&out), "ID  NAME       STATE\n"
					       " 1  a?]0;x? b  ok\n");
}

static int fill_and_format(void *context)
{
	CLEANUP(table_done) struct table table;
	CLEANUP(text_done) struct text out = {0};

	(void)context;
	fill(&table);
	if (table.failed)
		return -12;
	table_format(&table, 20, true, &out);
	return text_failed(&out) ? -12 : 0;
}

static void lack_of_memory_shows_in_the_table(void **state)
{
	(void)state;
	alloc_each_fails(fill_and_format, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_aligned_by_what_is_seen),
		cmocka_unit_test(a_terminal_cuts_what_may_be_cut),
		cmocka_unit_test(what_finds_no_room_is_left_out_by_its_rank),
		cmocka_unit_test(no_line_is_wider_than_the_terminal),
		cmocka_unit_test(colours_are_around_text_not_blanks),
		cmocka_unit_test(cells_are_made_harmless),
		cmocka_unit_test(lack_of_memory_shows_in_the_table),
	};

	display_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
