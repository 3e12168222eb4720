/* What reaches a terminal is harmless and as wide as it is taken to be. */
#include "cli/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/support/alloc.h"

static void assert_shown(int line, const char *piece, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};

	display_add(&out, piece);
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: \"%s\"\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
}

#define SHOWN(piece, expected) assert_shown(__LINE__, piece, expected)

static void harmful_characters_become_question_marks(void **state)
{
	(void)state;
	SHOWN("KU Leuven", "KU Leuven");
	SHOWN("Тұран «Қазақ» ünlü 大学", "Тұран «Қазақ» ünlü 大学");
	SHOWN("a\033[2Jb", "a?[2Jb");
	SHOWN("a\x7f"
	      "b",
	      "a?b");
	SHOWN("a\xc2\x9b"
	      "31mb",
	      "a?31mb"); /* CSI as one character, U+009B */
	SHOWN("a\xe2\x80\xae"
	      "b",
	      "a?b"); /* right-to-left override */
	SHOWN("a\xe2\x81\xa6"
	      "b",
	      "a?b"); /* left-to-right isolate */
	SHOWN("a\xe2\x80\xa8"
	      "b",
	      "a?b"); /* line separator */
	SHOWN("a\xf3\xa0\x81\x81"
	      "b",
	      "a?b"); /* tag character */
	SHOWN(NULL, "");
}

static void white_space_becomes_one_blank_each(void **state)
{
	(void)state;
	SHOWN("a\nb\tc\rd", "a b c d");
	SHOWN("a\xc2\xa0"
	      "b",
	      "a b");
	SHOWN("a\xc2\x85"
	      "b",
	      "a b");
}

static void bytes_that_are_no_utf8_become_question_marks(void **state)
{
	(void)state;
	SHOWN("a\xff"
	      "b",
	      "a?b");
	SHOWN("a\xc3", "a?");
	SHOWN("\xed\xa0\x80", "???"); /* a surrogate */
	SHOWN("\xc0\xaf", "??");      /* an overlong form */
}

static void width_counts_columns_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(display_width(""), 0);
	assert_int_equal(display_width("Riga"), 4);
	assert_int_equal(display_width("Kültür"), 6);
	assert_int_equal(display_width("e\xcc\x81"), 1); /* e and a combining acute */
	assert_int_equal(display_width("大学"), 4);
	assert_int_equal(display_width("😀"), 2);
	assert_int_equal(display_width("Қостанай"), 8);
}

static void assert_cut(int line, const char *text, size_t columns, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};

	display_cut(&out, text, columns);
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: \"%s\"\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
	assert_true(display_width(text_string(&out)) <= columns);
}

#define CUT(text, columns, expected) assert_cut(__LINE__, text, columns, expected)

static void a_cut_fits_and_splits_no_character(void **state)
{
	(void)state;
	CUT("Kültür", 6, "Kültür");
	CUT("Kültür", 5, "Kült…");
	CUT("Kültür", 1, "…");
	CUT("Kültür", 0, "");
	CUT("大学院", 6, "大学院");
	CUT("大学院", 5, "大学…");
	CUT("大学院", 4, "大…"); /* the next one would take two columns */
	CUT("e\xcc\x81"
	    "e\xcc\x81"
	    "e",
	    2, "e\xcc\x81…");
}

static int add_with_little_memory(void *context)
{
	CLEANUP(text_done) struct text out = {0};

	(void)context;
	display_add(&out,
		    "a\033b, and enough text for the buffer to grow more than once, since each "
		    "time is to fail as well as the first");
	return text_failed(&out) ? -12 : 0;
}

static void lack_of_memory_shows_in_the_text(void **state)
{
	(void)state;
	alloc_each_fails(add_with_little_memory, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harmful_characters_become_question_marks),
		cmocka_unit_test(white_space_becomes_one_blank_each),
		cmocka_unit_test(bytes_that_are_no_utf8_become_question_marks),
		cmocka_unit_test(width_counts_columns_not_bytes),
		cmocka_unit_test(a_cut_fits_and_splits_no_character),
		cmocka_unit_test(lack_of_memory_shows_in_the_text),
	};

	display_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
