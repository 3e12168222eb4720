#include "courier/render_wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

static void expect(size_t indent, const char *text, const char *wanted)
{
	struct text out = {0};

	render_wrap(&out, indent, text);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void a_line_is_broken_at_a_blank(void **state)
{
	struct text wanted = {0};

	(void)state;
	expect(0, "one two", "one two\n");
	expect(0, "", "\n");
	/* Ten columns are left: "one two" takes seven. */
	text_add(&wanted, "one two\n");
	render_wrap_blanks(&wanted, RENDER_COLUMNS - 10);
	text_add(&wanted, "three four\n");
	render_wrap_blanks(&wanted, RENDER_COLUMNS - 10);
	text_add(&wanted, "five\n");
	expect(RENDER_COLUMNS - 10, "one two three four five", text_string(&wanted));
	text_done(&wanted);
}

static void marks_take_no_column_and_wide_characters_two(void **state)
{
	(void)state;
	assert_int_equal(render_wrap_width("abc", 3), 3);
	assert_int_equal(render_wrap_width("e\u0301", 3), 1);
	assert_int_equal(render_wrap_width("東京", 6), 4);
	assert_int_equal(render_wrap_width("\U0001f600", 4), 2);
	assert_int_equal(render_wrap_width("Қазақ", 10), 5);
}

static void t34_no_line_is_wider_than_76_whatever_the_word(void **state)
{
	static const char *const characters[] = {"a", "é", "東", "\U0001f600", "e\u0301"};

	(void)state;
	for (size_t c = 0; c < sizeof(characters) / sizeof(characters[0]); c++) {
		for (size_t count = 70; count < 80; count++) {
			struct text word = {0}, out = {0};

			for (size_t i = 0; i < count; i++)
				text_add(&word, characters[c]);
			render_wrap(&out, 0, text_string(&word));
			assert_true(text_is_utf8(out.data, out.length));
			for (const char *line = out.data; *line != '\0';) {
				size_t length = strcspn(line, "\n");

				assert_in_range(render_wrap_width(line, length), 1, 76);
				line += length + 1;
			}
			text_done(&word);
			text_done(&out);
		}
	}
}

static void a_word_of_just_a_line_is_not_broken(void **state)
{
	char word[RENDER_COLUMNS + 2] = {0};
	char wanted[RENDER_COLUMNS + 5];

	(void)state;
	memset(word, 'a', RENDER_COLUMNS);
	memcpy(wanted, word, RENDER_COLUMNS);
	memcpy(wanted + RENDER_COLUMNS, "\n", 2);
	expect(0, word, wanted);
	word[RENDER_COLUMNS] = 'b';
	memcpy(wanted + RENDER_COLUMNS, "\nb\n", 4);
	expect(0, word, wanted);
}

static void short_memory_is_reported(void **state)
{
	struct text out = {0};

	(void)state;
	alloc_fail_at(1);
	render_wrap(&out, 0, "one two");
	alloc_fail_at(0);
	assert_true(text_failed(&out));
	text_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_broken_at_a_blank),
		cmocka_unit_test(marks_take_no_column_and_wide_characters_two),
		cmocka_unit_test(t34_no_line_is_wider_than_76_whatever_the_word),
		cmocka_unit_test(a_word_of_just_a_line_is_not_broken),
		cmocka_unit_test(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
