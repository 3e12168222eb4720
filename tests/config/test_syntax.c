/* Goal: a file that is no YAML, or not the YAML we take, is refused with its place and a cure. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

/* Complaints that stop the reading: nothing else is said about the file. */
static void each_mistake_is_named_with_its_place_and_cure(void **state)
{
	static const struct {
		const char *yaml;
		const char *complaint;
	} cases[] = {
		{"", "the file says nothing\n"},
		{"# a remark\n", "the file says nothing\n"},
		{"office:\n\tname: x\n", "2:1: a tab; indent with blanks\n"},
		{"office:\n  name: x\n \ttimezone: y\n", "3:2: a tab; indent with blanks\n"},
		{"office: {name: \"x\n", "1:16: this quotation mark is never closed\n"},
		{"policies:\n  - match: {type: *exchange*}\n",
		 "2:19: a text that starts with '*' must stand in quotation marks: "
		 "\"*exchange*\"\n"},
		{"office:\n  name: a: b\n",
		 "2:10: a ':' stands where none can be; check the indentation, or put the value in "
		 "quotation marks\n"},
		{"office:\n  name: a\n  timezone\n  keeper: x\n",
		 "3:3: a ':' and a blank must follow this key\n"},
		{"office: {name: a\nstore: /a\n", "2:6: a ',' or the closing '}' is missing\n"},
		{"office:\n  name: @x\n",
		 "2:9: a value cannot start with this character; put it in quotation marks\n"},
		{"office:\n  name: \"a\\d\"\n",
		 "2:11: a backslash means something else in double quotation marks; use single "
		 "ones\n"},
		{"office: !a!b x\n",
		 "1:9: tags (!x) are not accepted; put a text that starts with '!' in quotation "
		 "marks\n"},
		{"? [a]\n: b\n",
		 "1:3: a key must be a word, no list, group, alias or empty text\n"},
		{"a: b\n\"\": c\n",
		 "2:1: a key must be a word, no list, group, alias or empty text\n"},
		{"a: b\n---\nc: d\n",
		 "2:1: a second document begins here; a configuration is one document, without "
		 "'---' in its middle\n"},
		{"a: \xff\n", "1:4: this is not UTF-8; save the file with that encoding\n"},
		{"a: \xc3\xa4\xff\n", "1:5: this is not UTF-8; save the file with that encoding\n"},
		{"a: b\r\nc: \x07\n", "2:4: a control character, which YAML does not allow\n"},
		{"hello\n", "1:1: must be a group of keys (key: value), indented below it\n"},
		{"- a\n", "1:1: must be a group of keys (key: value), indented below it\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		reader_complains(cases[i].yaml, cases[i].complaint);
}

static void a_quotation_mark_left_open_is_named_where_it_was_opened(void **state)
{
	static const struct {
		const char *yaml;
		const char *complaint;
	} cases[] = {
		{"office:\n  name: \"Faculty of Law\n  keeper: x\n  timezone: \"Asia/Almaty\"\n",
		 "2:9: this quotation mark is not closed (the next one stands at 4:13)\n"},
		{"office:\n  name: 'Faculty of Law\n  # the rector's office\n",
		 "2:9: this quotation mark is not closed (the next one stands at 3:15)\n"},
		{"a: [\"x, y]\nb: [\"z\"]\n",
		 "1:5: this quotation mark is not closed (the next one stands at 2:5)\n"},
		{"a: {b: \"x, c: y}\nd: {e: \"z: w\"}\n",
		 "1:8: this quotation mark is not closed (the next one stands at 2:8)\n"},
		{"a:\n  - \"x\n  - \"y\"\n",
		 "2:5: this quotation mark is not closed (the next one stands at 3:5)\n"},
		{"a: \"x\nb: \"\"\n",
		 "1:4: this quotation mark is not closed (the next one stands at 2:4)\n"},
		{"a: \"Құқық\nĀ: \"b\"\n",
		 "1:4: this quotation mark is not closed (the next one stands at 2:4)\n"},
		/* What ends well is not to blame for what follows. */
		{"a: \"x\n  y\"\nb: c: d\n",
		 "3:5: a ':' stands where none can be; check the indentation, or put the value in "
		 "quotation marks\n"},
		{"a: |\n  x\nb: c: d\n",
		 "3:5: a ':' stands where none can be; check the indentation, or put the value in "
		 "quotation marks\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		reader_complains(cases[i].yaml, cases[i].complaint);
}

static void a_nul_byte_is_found_wherever_it_stands(void **state)
{
	static const char text[] = MINIMAL "store: /a\0b\n";
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	(void)state;
	assert_int_equal(config_parse(text, sizeof(text) - 1, "f", &problems, &config), 1);
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.items[0].line, 4);
	assert_int_equal(problems.items[0].column, 10);
	assert_string_equal(problems.items[0].code, "nul");
	reader_complains(MINIMAL "store: \"/a\\0b\"\n", "4:8: store: holds a NUL character\n");
}

static void anchors_aliases_and_tags_are_refused(void **state)
{
	(void)state;
	reader_complains(OFFICE CHANNELS "contacts: &a {registry: {email: registry@example.edu}}\n"
					 "schedule: *a\nstore: !!str /a\n",
			 "3:11: anchors (&x) are not accepted; put a text that starts with '&' in "
			 "quotation marks\n"
			 "4:11: schedule: aliases (*x) are not accepted; put a text that starts "
			 "with '*' in quotation marks\n"
			 "5:8: tags (!x) are not accepted; put a text that starts with '!' in "
			 "quotation marks\n");
}

static void anchors_that_explode_are_never_expanded(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;

	(void)state;
	text_add(&yaml, "a0: &a0 [x, x]\n");
	for (int i = 1; i < 60; i++)
		text_addf(&yaml, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 1);
	assert_int_equal(problems.errors, 60 + 2 * 59 + 60 + 3); /* …, unknown and missing keys */
}

static void a_key_that_is_there_twice_is_refused(void **state)
{
	(void)state;
	reader_complains(OFFICE CHANNELS "contacts:\n"
					 "  registry: {email: registry@example.edu}\n"
					 "  registry: {colour: red}\n"
					 "  registry: 1\n",
			 "5:3: contacts.registry: is there twice; the first is on line 4\n"
			 "6:3: contacts.registry: is there twice; the first is on line 4\n");
}

static void repeat(struct text *out, const char *piece, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add(out, piece);
}

static void nesting_has_a_limit(void **state)
{
	static const char *const pieces[] = {"[", "{a: ", "- ", "? "};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		CLEANUP(text_done) struct text yaml = {0};
		struct config *config = NULL;

		repeat(&yaml, pieces[i], 100000);
		assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 1);
		assert_int_equal(problems.count, 1);
	}
}

static void the_number_of_values_has_a_limit(void **state)
{
	static const char *const pieces[] = {"a,", "a: {}, b: c, "};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		CLEANUP(text_done) struct text yaml = {0};
		struct config *config = NULL;

		text_add(&yaml, i == 0 ? "[" : "{");
		repeat(&yaml, pieces[i], 70000);
		repeat(&yaml, pieces[i], 10000);
		text_add(&yaml, i == 0 ? "]" : "}");
		config_parse(yaml.data, yaml.length, "f", &problems, &config);
		assert_true(problems.errors > 0);
	}
}

static void a_text_over_the_size_limit_is_not_read(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	(void)state;
	assert_int_equal(config_parse("", CONFIG_SIZE_MAX + 1, "f", &problems, &config), 1);
	assert_string_equal(problems.items[0].text,
			    "has 1048577 bytes; at most 1048576 are allowed");
}

static void byte_order_mark_and_dos_line_ends_do_no_harm(void **state)
{
	(void)state;
	config_free(reader_good("\xef\xbb\xbf" MINIMAL));
	config_free(reader_good("office:\r\n  name: Office\r\n  timezone: UTC\r\n"
				"  keeper: registry\r\n" CHANNELS CONTACTS));
}

static void columns_count_characters(void **state)
{
	(void)state;
	reader_complains(OFFICE CHANNELS CONTACTS "\"Құқық\": {a: 1}\nstore: /ä/\n",
			 "4:1: Құқық: unknown key\n"
			 "5:8: store: '/ä/' must not end with '/'\n");
	reader_complains(OFFICE CHANNELS "contacts: {registry: {name: Құқық, emial: a@b.c, email: "
					 "d@e.f}}\n",
			 "3:36: contacts.registry.emial: unknown key (did you mean 'email'?)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mistake_is_named_with_its_place_and_cure),
		cmocka_unit_test(a_quotation_mark_left_open_is_named_where_it_was_opened),
		cmocka_unit_test(a_nul_byte_is_found_wherever_it_stands),
		cmocka_unit_test(anchors_aliases_and_tags_are_refused),
		cmocka_unit_test(anchors_that_explode_are_never_expanded),
		cmocka_unit_test(a_key_that_is_there_twice_is_refused),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(the_number_of_values_has_a_limit),
		cmocka_unit_test(a_text_over_the_size_limit_is_not_read),
		cmocka_unit_test(byte_order_mark_and_dos_line_ends_do_no_harm),
		cmocka_unit_test(columns_count_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
