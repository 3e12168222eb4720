#include "courier/render_header.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

static void expect_text(const char *value, const char *wanted)
{
	struct text out = {0};

	render_header_text(&out, "Subject", value);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void expect_mailbox(const char *name, const char *address, const char *wanted)
{
	struct render_mailbox mailbox = {.name = name, .address = address};
	struct text out = {0};

	render_header_mailbox(&out, "To", &mailbox);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void plain_text_stays_plain(void **state)
{
	(void)state;
	expect_text("Agreement with KU Leuven ends in 17 days",
		    "Agreement with KU Leuven ends in 17 days");
}

static void a_long_value_is_folded_before_column_77(void **state)
{
	(void)state;
	/* "Subject: " and 67 more are 76. */
	expect_text("aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccc ddd",
		    "aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccc ddd");
	expect_text("aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccc dddd",
		    "aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccc\r\n dddd");
}

static void mostly_latin_text_is_encoded_so_that_it_can_be_read(void **state)
{
	(void)state;
	expect_text("Université de Genève", "=?UTF-8?Q?Universit=C3=A9_de_Gen=C3=A8ve?=");
}

static void other_alphabets_are_encoded_in_base64(void **state)
{
	(void)state;
	expect_text("Қазақ", "=?UTF-8?B?0prQsNC30LDSmw==?=");
	expect_text("ақ", "=?UTF-8?B?0LDSmw==?=");
	expect_text("Қаз", "=?UTF-8?B?0prQsNC3?=");
	expect_text("東京大", "=?UTF-8?B?5p2x5Lqs5aSn?=");
}

static void what_looks_like_an_encoded_word_is_encoded(void **state)
{
	(void)state;
	expect_text("=?utf-8?q?x?=", "=?UTF-8?B?PT91dGYtOD9xP3g/PQ==?=");
}

static void names_with_specials_are_encoded_not_quoted(void **state)
{
	(void)state;
	expect_mailbox("Faculty of Law", "a@b.example", "Faculty of Law <a@b.example>");
	expect_mailbox("Smith, J. @home", "a@b.example",
		       "=?UTF-8?Q?Smith=2C_J=2E_=40home?= <a@b.example>");
	expect_mailbox("\"x\"", "a@b.example", "=?UTF-8?B?Ingi?= <a@b.example>");
	expect_mailbox(NULL, "a@b.example", "a@b.example");
	expect_mailbox("", "a@b.example", "a@b.example");
}

static void an_address_moves_to_a_line_of_its_own(void **state)
{
	(void)state;
	expect_mailbox("International Cooperation Department of a University",
		       "international.cooperation@example.edu",
		       "International Cooperation Department of a University\r\n "
		       "<international.cooperation@example.edu>");
}

/* Every line within 76, every encoded word within 75 and of whole characters. */
static void expect_lines(const char *name, const char *value)
{
	size_t column = strlen(name) + 2;

	while (*value != '\0') {
		size_t length = strcspn(value, "\r");
		const char *word = strstr(value, "=?");

		assert_in_range(column + length, 0, 76);
		assert_non_null(word);
		assert_in_range(strcspn(word, " \r"), 12, 75);
		value += length;
		if (*value == '\r') {
			assert_int_equal(strncmp(value, "\r\n ", 3), 0);
			value += 2;
		}
		column = 0;
	}
}

static void t34_encoded_words_end_between_characters_at_any_length(void **state)
{
	static const char *const characters[] = {"é", "Ж", "東", "\U0001f600", "e\u0301"};

	(void)state;
	for (size_t c = 0; c < sizeof(characters) / sizeof(characters[0]); c++) {
		for (size_t pad = 0; pad < 60; pad++) {
			struct text value = {0}, out = {0};

			for (size_t i = 0; i < pad; i++)
				text_add(&value, "a");
			for (size_t i = 0; i < 40; i++)
				text_add(&value, characters[c]);
			render_header_text(&out, "Subject", text_string(&value));
			expect_lines("Subject", text_string(&out));
			text_done(&value);
			text_done(&out);
		}
	}
}

static int encode_it(void *context)
{
	struct text out = {0};
	int result;

	render_header_text(&out, "Subject", context);
	result = text_failed(&out) ? -ENOMEM : 0;
	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	(void)state;
	alloc_each_fails(encode_it, (char[]){"Қазақ Қазақ Қазақ Қазақ Қазақ Қазақ Қазақ Қазақ"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays_plain),
		cmocka_unit_test(a_long_value_is_folded_before_column_77),
		cmocka_unit_test(mostly_latin_text_is_encoded_so_that_it_can_be_read),
		cmocka_unit_test(other_alphabets_are_encoded_in_base64),
		cmocka_unit_test(what_looks_like_an_encoded_word_is_encoded),
		cmocka_unit_test(names_with_specials_are_encoded_not_quoted),
		cmocka_unit_test(an_address_moves_to_a_line_of_its_own),
		cmocka_unit_test(t34_encoded_words_end_between_characters_at_any_length),
		cmocka_unit_test(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
