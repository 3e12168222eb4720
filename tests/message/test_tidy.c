#include "message/tidy.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

static void expect(const char *given, size_t limit, const char *wanted)
{
	struct text out = {0};

	tidy_add(&out, given, limit);
	assert_string_equal(text_string(&out), wanted);
	assert_true(tidy_is(wanted));
	text_done(&out);
}

static void expect_short(const char *given, size_t limit, const char *wanted)
{
	struct text out = {0};

	tidy_add_short(&out, given, limit);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void controls_and_line_ends_become_one_blank(void **state)
{
	(void)state;
	expect("KU\r\nBcc: x@y", 100, "KU Bcc: x@y");
	expect("\tA  \x01\x7f B\n", 100, "A B");
	expect("A\xc2\x85"
	       "B",
	       100, "A B");
	expect("A\u2028B\u2029C", 100, "A B C");
	expect(" \r\n ", 100, "");
}

static void directional_overrides_vanish_and_marks_of_script_stay(void **state)
{
	(void)state;
	expect("A\u202e\u2066B\u2069\u202c\ufeff", 100, "AB");
	expect("\u05d0\u200f(B)", 100, "\u05d0\u200f(B)");
}

static void bytes_that_are_no_utf8_are_shown_as_such(void **state)
{
	(void)state;
	expect("A\xff\xc3(", 100, "A\ufffd\ufffd(");
	expect("\xed\xa0\x80", 100, "\ufffd\ufffd\ufffd");
}

static void a_long_text_ends_in_an_ellipsis_within_its_limit(void **state)
{
	(void)state;
	expect("abcdefgh", 8, "abcdefgh");
	expect("abcdefghi", 8, "abcde…");
	expect("abcd efghi", 8, "abcd…");
	expect("éééééé", 12, "éééééé");
	expect("ééééééé", 12, "éééé…");
	expect("ééééééé", 13, "ééééé…");
}

static void no_cut_goes_through_what_is_read_as_one_character(void **state)
{
	/* e, combining acute, g; a family of three joined emoji; a hand with its skin tone. */
	const char *marks = "ae\u0301g";
	const char *family = "a\U0001f468\u200d\U0001f469\u200d\U0001f467z";
	const char *hand = "a\U0001f44b\U0001f3fdz";

	(void)state;
	assert_int_equal(tidy_cut(marks, strlen(marks), 1), 1);
	assert_int_equal(tidy_cut(marks, strlen(marks), 2), 1);
	assert_int_equal(tidy_cut(marks, strlen(marks), 3), 1);
	assert_int_equal(tidy_cut(marks, strlen(marks), 4), 4);
	for (size_t limit = 1; limit < strlen(family) - 1; limit++)
		assert_int_equal(tidy_cut(family, strlen(family), limit), 1);
	assert_int_equal(tidy_cut(family, strlen(family), strlen(family) - 1), strlen(family) - 1);
	assert_int_equal(tidy_cut(hand, strlen(hand), 8), 1);
	assert_int_equal(tidy_cut(hand, strlen(hand), 9), 9);
}

static void a_pile_of_marks_is_still_cut_between_code_points(void **state)
{
	const char *pile = "a\u0301\u0301\u0301\u0301";

	(void)state;
	assert_int_equal(tidy_cut(pile, strlen(pile), 4), 3);
}

static void short_forms_count_characters(void **state)
{
	(void)state;
	expect_short("Қазақ", 5, "Қазақ");
	expect_short("Қазақ", 4, "Қаз…");
	expect_short("Қаз ақ", 5, "Қаз…");
	expect_short("ab", 1, "…");
	expect_short("", 4, "");
}

static void what_is_not_tidy_is_seen(void **state)
{
	(void)state;
	assert_true(tidy_is(""));
	assert_true(tidy_is("Қазақ \U0001f44b <script> =cmd()"));
	assert_false(tidy_is("a\nb"));
	assert_false(tidy_is("a\u202eb"));
	assert_false(tidy_is("a\u2028"));
	assert_false(tidy_is("\xff"));
	assert_false(tidy_is("\xc2\x9b"));
}

static int tidy_it(void *context)
{
	struct text out = {0};
	int result;

	tidy_add(&out, context, 12);
	result = text_failed(&out) ? -ENOMEM : 0;
	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	(void)state;
	alloc_each_fails(tidy_it, (char[]){"a name of some length, cut in the end"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(controls_and_line_ends_become_one_blank),
		cmocka_unit_test(directional_overrides_vanish_and_marks_of_script_stay),
		cmocka_unit_test(bytes_that_are_no_utf8_are_shown_as_such),
		cmocka_unit_test(a_long_text_ends_in_an_ellipsis_within_its_limit),
		cmocka_unit_test(no_cut_goes_through_what_is_read_as_one_character),
		cmocka_unit_test(a_pile_of_marks_is_still_cut_between_code_points),
		cmocka_unit_test(short_forms_count_characters),
		cmocka_unit_test(what_is_not_tidy_is_seen),
		cmocka_unit_test(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
