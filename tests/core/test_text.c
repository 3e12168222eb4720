/* Goal: texts grow without surprises, and UTF-8 is what RFC 3629 says it is. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "tests/core/cases.h"
#include "tests/support/alloc.h"

static void appends_make_one_text(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	TEXT_IS(text_string(&text), "");
	text_add(&text, "");
	text_add(&text, "ends on ");
	text_addf(&text, "%04d-%02d", 2028, 5);
	text_add_char(&text, '-');
	text_add_n(&text, "31st", 2);
	TEXT_IS(text_string(&text), "ends on 2028-05-31");
	NUMBER_IS(text.length, 18);
	HOLDS_NOT(text_failed(&text));
	text_clear(&text);
	TEXT_IS(text_string(&text), "");
	NUMBER_IS(text.length, 0);
	text_add(&text, "again");
	TEXT_IS(text_string(&text), "again");
}

static void a_nul_inside_is_kept(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	text_add_n(&text, "a\0b", 3);
	text_add_char(&text, '\0');
	NUMBER_IS(text.length, 4);
	assert_memory_equal(text.data, "a\0b\0", 5);
}

static void a_long_text_is_whole(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		text_addf(&text, "%05d", i);
	NUMBER_IS(text.length, 500000);
	for (int i = 0; i < 100000; i += 99) {
		char expected[6];

		snprintf(expected, sizeof(expected), "%05d", i);
		assert_memory_equal(text.data + (size_t)i * 5, expected, 5);
	}
}

static void a_taken_text_is_the_callers(void **state)
{
	CLEANUP(text_done) struct text text = {0};
	char *taken;

	(void)state;
	text_add(&text, "mine");
	taken = text_take(&text);
	TEXT_IS(taken, "mine");
	free(taken);
	TEXT_IS(text_string(&text), "");
	taken = text_take(&text);
	TEXT_IS(taken, "");
	free(taken);
}

static void after_an_append_that_failed_none_is_made(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	alloc_fail_at(1);
	text_add(&text, "lost");
	alloc_fail_at(0);
	HOLDS(text_failed(&text));
	text_add(&text, "not half");
	text_addf(&text, "%d", 1);
	text_add_char(&text, 'x');
	TEXT_IS(text_string(&text), "");
	assert_null(text_take(&text));
	HOLDS_NOT(text_failed(&text)); /* taken: an empty one */
}

static int make_a_text(void *context)
{
	CLEANUP(text_done) struct text text = {0};
	char *taken;

	(void)context;
	for (int i = 0; i < 50; i++)
		text_addf(&text, "line %d\n", i);
	if (text_failed(&text))
		return -ENOMEM;
	taken = text_take(&text);
	free(taken);
	return taken == NULL ? -ENOMEM : 0;
}

static int take_an_empty_text(void *context)
{
	CLEANUP(text_done) struct text text = {0};
	char *taken = text_take(&text);

	(void)context;
	free(taken);
	return taken == NULL ? -ENOMEM : 0;
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(make_a_text, NULL);
	alloc_each_fails(take_an_empty_text, NULL);
}

static void case_is_ignored_in_ascii_only(void **state)
{
	(void)state;
	HOLDS(text_compare_case("STARTTLS", "starttls") == 0);
	HOLDS(text_compare_case("", "") == 0);
	HOLDS(text_compare_case("a", "B") < 0);
	HOLDS(text_compare_case("B", "a") > 0);
	HOLDS(text_compare_case("ab", "a") > 0);
	HOLDS(text_compare_case("a", "AB") < 0);
	HOLDS(text_compare_case("[", "{") != 0);
	HOLDS(text_compare_case("@", "`") != 0);
	HOLDS(text_compare_case("É", "é") != 0);
	HOLDS(text_compare_case("z", "é") < 0); /* bytes over 127 are no negative numbers */
}

/* Encodes a code point by the table of RFC 3629, 3. */
static size_t encode(unsigned int code, char *bytes)
{
	static const struct {
		unsigned int limit, mark;
	} forms[] = {{0x80, 0}, {0x800, 0xc0}, {0x10000, 0xe0}, {0x200000, 0xf0}};
	size_t length = 1;

	while (code >= forms[length - 1].limit)
		length++;
	for (size_t i = length; i-- > 1; code >>= 6)
		bytes[i] = (char)(0x80 | (code & 0x3f));
	bytes[0] = (char)(forms[length - 1].mark | code);
	return length;
}

static void every_code_point_is_read_and_surrogates_are_not(void **state)
{
	(void)state;
	for (unsigned int code = 0; code < 0x140000; code++) {
		bool is_valid = code < 0x110000 && !(code >= 0xd800 && code <= 0xdfff);
		unsigned int read = 0;
		char bytes[4];
		size_t length = encode(code, bytes);

		if (text_utf8(bytes, length, &read) != (is_valid ? length : 0) ||
		    read != (is_valid ? code : 0) || text_is_utf8(bytes, length) != is_valid)
			fail_msg("U+%04X", code);
		if (length > 1 && text_utf8(bytes, length - 1, NULL) != 0)
			fail_msg("U+%04X cut", code);
	}
}

static void what_is_no_utf8_is_refused(void **state)
{
	static const char *const refused[] = {"\x80",
					      "\xbf",
					      "\xc0\x80",
					      "\xc1\xbf",
					      "\xe0\x80\x80",
					      "\xe0\x9f\xbf",
					      "\xf0\x80\x80\x80",
					      "\xf0\x8f\xbf\xbf",
					      "\xed\xa0\x80",
					      "\xf4\x90\x80\x80",
					      "\xf5\x80\x80\x80",
					      "\xff",
					      "\xfe",
					      "\xc3",
					      "\xe2\x82",
					      "\xf0\x9f\x98",
					      "\xe2\x28\xa1",
					      "\xe2\x82\x28",
					      "\xc3\xc3",
					      "\xf0\x9f\x98\x28",
					      "\xf8\x88\x80\x80\x80"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (text_utf8(refused[i], strlen(refused[i]), NULL) != 0 ||
		    text_is_utf8(refused[i], strlen(refused[i])))
			fail_msg("case %zu", i);
	}
	NUMBER_IS(text_utf8("", 0, NULL), 0);
	HOLDS(text_is_utf8("", 0));
	HOLDS(text_is_utf8("Қазақстан", strlen("Қазақстан")));
	HOLDS_NOT(text_is_utf8("Dortmund\xe4", 9));
}

static void a_cut_leaves_sequences_whole(void **state)
{
	const char *text = "aé€😀z"; /* 1 + 2 + 3 + 4 + 1 bytes */
	static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11, 11};

	(void)state;
	for (size_t limit = 0; limit < COUNT(expected); limit++)
		NUMBER_IS(text_cut(text, strlen(text), limit), (int64_t)expected[limit]);
}

static void control_characters_are_seen(void **state)
{
	char text[] = "a?b";

	(void)state;
	for (int c = 1; c < 256; c++) {
		text[1] = (char)c;
		assert_int_equal(text_has_control(text), c < 0x20 || c == 0x7f);
	}
	HOLDS_NOT(text_has_control(""));
	HOLDS(text_has_control("\r"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appends_make_one_text),
		cmocka_unit_test(a_nul_inside_is_kept),
		cmocka_unit_test(a_long_text_is_whole),
		cmocka_unit_test(a_taken_text_is_the_callers),
		cmocka_unit_test(after_an_append_that_failed_none_is_made),
		cmocka_unit_test(short_memory_is_said),
		cmocka_unit_test(case_is_ignored_in_ascii_only),
		cmocka_unit_test(every_code_point_is_read_and_surrogates_are_not),
		cmocka_unit_test(what_is_no_utf8_is_refused),
		cmocka_unit_test(a_cut_leaves_sequences_whole),
		cmocka_unit_test(control_characters_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
