#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "courier/render.h"
#include "tests/support/alloc.h"

static void expect(const char *text, const char *name, const char *address, const char *domain,
		   bool needs_smtputf8)
{
	struct arena arena = {0};
	struct render_mailbox mailbox;

	if (render_mailbox_parse(text, &arena, &mailbox) != 0)
		fail_msg("%s was refused", text);
	if (name == NULL)
		assert_null(mailbox.name);
	else
		assert_string_equal(mailbox.name, name);
	assert_string_equal(mailbox.address, address);
	assert_string_equal(mailbox.domain, domain);
	assert_int_equal(mailbox.needs_smtputf8, needs_smtputf8);
	arena_done(&arena);
}

static void expect_refused(const char *text)
{
	struct arena arena = {0};
	struct render_mailbox mailbox = {.address = "untouched"};

	if (render_mailbox_parse(text, &arena, &mailbox) != -EINVAL)
		fail_msg("%s was taken", text);
	assert_string_equal(mailbox.address, "untouched");
	arena_done(&arena);
}

static void an_address_stands_alone_or_behind_a_name(void **state)
{
	(void)state;
	expect("a.b+c@example.edu", NULL, "a.b+c@example.edu", "example.edu", false);
	expect("Agreements <a@example.edu>", "Agreements", "a@example.edu", "example.edu", false);
	expect("\"Smith, \\\"J\\\" \" <a@example.edu>", "Smith, \"J\"", "a@example.edu",
	       "example.edu", false);
	expect("<a@example.edu>", NULL, "a@example.edu", "example.edu", false);
	expect("root@localhost", NULL, "root@localhost", "localhost", false);
	expect("root@[127.0.0.1]", NULL, "root@[127.0.0.1]", "[127.0.0.1]", false);
	expect("Отдел <a@example.edu>", "Отдел", "a@example.edu", "example.edu", false);
}

static void a_domain_beyond_ascii_travels_as_a_label(void **state)
{
	(void)state;
	expect("a@bücher.example", NULL, "a@xn--bcher-kva.example", "xn--bcher-kva.example", false);
	expect("a@универ.қаз", NULL, "a@xn--b1aghtsn.xn--80ao21a", "xn--b1aghtsn.xn--80ao21a",
	       false);
}

static void a_local_part_beyond_ascii_needs_smtputf8(void **state)
{
	(void)state;
	expect("отдел@example.edu", NULL, "отдел@example.edu", "example.edu", true);
	expect("отдел@bücher.example", NULL, "отдел@xn--bcher-kva.example", "xn--bcher-kva.example",
	       true);
}

static void what_is_no_mailbox_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"a",
		"@example.edu",
		"a@",
		"a@b@example.edu",
		"a b@example.edu",
		"a@exa mple.edu",
		"a@example..edu",
		"a@.example.edu",
		".a@example.edu",
		"a..b@example.edu",
		"A <a@example.edu",
		"A <a@example.edu> B",
		"a@example.edu, b@example.edu",
		"a@ex_\"ample.edu",
		"a@[127.0.0.1",
		"a@bücher..example",
		"a@\u202eexample.edu",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_refused(texts[i]);
}

static void t25_line_ends_never_reach_an_address(void **state)
{
	(void)state;
	expect_refused("a@example.edu\r\nRCPT TO:<b@example.edu>");
	expect_refused("A\nBcc: b@example.edu <a@example.edu>");
	expect_refused("a@example.edu\xff");
}

static void lengths_are_those_of_smtp(void **state)
{
	char text[600];

	(void)state;
	snprintf(text, sizeof(text), "%064d@example.edu", 0);
	expect(text, NULL, text, "example.edu", false);
	snprintf(text, sizeof(text), "%065d@example.edu", 0);
	expect_refused(text);
	snprintf(text, sizeof(text), "a@%0251d.edu", 0);
	expect(text, NULL, text, text + 2, false);
	snprintf(text, sizeof(text), "a@%0252d.edu", 0);
	expect_refused(text);
}

static int parse_it(void *context)
{
	struct arena arena = {0};
	struct render_mailbox mailbox;
	int result = render_mailbox_parse(context, &arena, &mailbox);

	arena_done(&arena);
	return result;
}

static void short_memory_is_reported(void **state)
{
	(void)state;
	alloc_each_fails(parse_it, (char[]){"\"A B\" <a@bücher.example>"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_stands_alone_or_behind_a_name),
		cmocka_unit_test(a_domain_beyond_ascii_travels_as_a_label),
		cmocka_unit_test(a_local_part_beyond_ascii_needs_smtputf8),
		cmocka_unit_test(what_is_no_mailbox_is_refused),
		cmocka_unit_test(t25_line_ends_never_reach_an_address),
		cmocka_unit_test(lengths_are_those_of_smtp),
		cmocka_unit_test(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
