/* Goal: an address that a mail server would refuse is refused when it enters. */
#include "config/address.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"

static void expect(const char *text, const char *fault, bool is_good)
{
	if ((fault == NULL) != is_good)
		print_error("'%s': %s\n", text, fault == NULL ? "accepted" : fault);
	assert_int_equal(fault == NULL, is_good);
}

static void usual_addresses_are_accepted(void **state)
{
	static const char *const good[] = {
		"a@b",
		"registry@example.edu",
		"first.last+tag@sub.example.edu",
		"o'neill@example.ie",
		"x_y-z=1@example.edu",
		"root@localhost",
		"жоғары@мысал.қаз",
		"info@münchen.example",
		"a@xn--mnchen-3ya.example",
		"a@1st.example",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		expect(good[i], address_email_fault(good[i]), true);
}

static void what_a_server_would_refuse_is_refused_here(void **state)
{
	static const char *const bad[] = {
		"",
		"registry",
		"@example.edu",
		"a@",
		"a@@b",
		"a b@example.edu",
		".a@b.c",
		"a.@b.c",
		"a..b@c.d",
		"\"a b\"@c.d",
		"a@b..c",
		"a@.b",
		"a@b.",
		"a@-b.c",
		"a@b-.c",
		"a@b_c.d",
		"a@b c",
		"a@[127.0.0.1]",
		"a@127.0.0.1",
		"a@b.7",
		"a,b@c.d",
		"a@b.c>",
		"<a@b.c",
		"a@b.c, d@e.f",
		"a\r\n@b.c",
		"a@b.c\nBcc: x@y.z",
		"a(comment)@b.c",
		"a;b@c.d",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect(bad[i], address_email_fault(bad[i]), false);
}

/* local of that many octets, then a domain of labels of 63 octets, cut to its length. */
static void build(struct text *out, size_t local, size_t domain)
{
	text_clear(out);
	for (size_t i = 0; i < local; i++)
		text_add_char(out, 'l');
	text_add_char(out, '@');
	for (size_t i = 0; i < domain; i++)
		text_add_char(out, i % 64 == 63 ? '.' : 'd');
}

static void lengths_are_those_of_rfc_5321(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	build(&text, 64, 20);
	expect("64 before the @", address_email_fault(text_string(&text)), true);
	build(&text, 65, 20);
	expect("65 before the @", address_email_fault(text_string(&text)), false);
	build(&text, 3, 250);
	expect("254 in all", address_email_fault(text_string(&text)), true);
	build(&text, 4, 250);
	expect("255 in all", address_email_fault(text_string(&text)), false);
	assert_null(address_host_fault(text_string(&text) + 5, 63));
	assert_non_null(address_host_fault("dddddddddddddddddddddddddddddddd"
					   "dddddddddddddddddddddddddddddddd",
					   64));
}

static void a_sender_is_a_name_and_an_address(void **state)
{
	static const char *const good[] = {
		"agreements@example.edu",
		"Agreements <agreements@example.edu>",
		"Халықаралық бөлім <agreements@example.edu>",
		"Office, Faculty of Law (Dept. 3) @home <a@example.edu>",
		"<a@example.edu>",
	};
	static const char *const bad[] = {
		"Agreements",
		"Agreements <agreements>",
		"Agreements<a@example.edu>",
		"Agreements <a@example.edu> x",
		"\"Agreements\" <a@example.edu>",
		"A\\B <a@example.edu>",
		"A <b@c.d> <a@example.edu>",
		"A > <a@example.edu>",
		"Agreements <>",
		"Agreements <a@example.edu",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		expect(good[i], address_mailbox_fault(good[i]), true);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect(bad[i], address_mailbox_fault(bad[i]), false);
}

static void a_sender_with_a_long_address_is_refused(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	text_add(&text, "A <");
	for (int i = 0; i < 300; i++)
		text_add_char(&text, 'a');
	text_add(&text, "@b.c>");
	expect("long", address_mailbox_fault(text_string(&text)), false);
}

static void an_ipv4_address_has_four_numbers(void **state)
{
	(void)state;
	assert_true(address_is_ipv4("127.0.0.1", 9));
	assert_true(address_is_ipv4("127.0.0.1:25", 9));
	assert_false(address_is_ipv4("127.1", 5));
	assert_false(address_is_ipv4("256.0.0.1", 9));
	assert_false(address_is_ipv4("0x7f.0.0.1", 10));
	assert_false(address_is_ipv4("", 0));
	assert_non_null(address_host_fault("127.1", 5));
	assert_null(address_host_fault("127.0.0.1", 9));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_addresses_are_accepted),
		cmocka_unit_test(what_a_server_would_refuse_is_refused_here),
		cmocka_unit_test(lengths_are_those_of_rfc_5321),
		cmocka_unit_test(a_sender_is_a_name_and_an_address),
		cmocka_unit_test(a_sender_with_a_long_address_is_refused),
		cmocka_unit_test(an_ipv4_address_has_four_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
