/* Goal: each type of channel is set up from its settings, refused for what is wrong, and takes no
 * allocation for granted. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "courier/setup.h"
#include "tests/support/alloc.h"

#define CHANNEL(type, settings)                                                                    \
	"{\"version\":1,\"channel\":\"c\",\"type\":\"" type "\",\"settings\":{" settings "}}"
#define KEY "\"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\""
#define URL "\"url\":\"https://example.test/a-secret-path\""

static const struct {
	int line;
	const char *json;
	const char *refused_for; /* the key; NULL: accepted */
} cases[] = {
	{__LINE__,
	 CHANNEL("smtp", "\"url\":\"smtp://mail.example.test:587\",\"tls\":\"required\","
			 "\"from\":\"A <a@example.test>\",\"username\":\"u\",\"auth\":\"plain\","
			 "\"password\":{\"env\":\"SETUP_SECRET\"},\"ehlo\":\"office.example.test\","
			 "\"ca_file\":\"/etc/ca.pem\",\"timeout\":60"),
	 NULL},
	{__LINE__, CHANNEL("slack", URL), NULL},
	{__LINE__, CHANNEL("webhook", URL ",\"secret\":" KEY ",\"previous_secret\":" KEY), NULL},
	{__LINE__, CHANNEL("maildir", "\"path\":\"/var/mail/x\""), NULL},

	{__LINE__, CHANNEL("pigeon", ""), "type"},
	{__LINE__, CHANNEL("slack", ""), "url"},
	{__LINE__, CHANNEL("slack", "\"url\":\"http://example.test/\""), "url"},
	{__LINE__, CHANNEL("slack", "\"url\":\"http://127.evil.example/\""), "url"},
	{__LINE__, CHANNEL("slack", "\"url\":\"http://localhost.evil.example/\""), "url"},
	{__LINE__, CHANNEL("webhook", URL ",\"secret\":\"whsec_short\""), "secret"},
	{__LINE__, CHANNEL("webhook", URL ",\"secret\":{\"env\":\"SETUP_NOTHING\"}"), "secret"},
	{__LINE__, CHANNEL("maildir", ""), "path"},
	{__LINE__, CHANNEL("maildir", "\"path\":\"mail\""), "path"},
	{__LINE__, CHANNEL("smtp", "\"url\":\"smtp://localhost\""), "from"},
	{__LINE__,
	 CHANNEL("smtp", "\"url\":\"smtp://localhost\",\"from\":\"a@b.c\",\"username\":\"u\""),
	 "password"},
	{__LINE__,
	 CHANNEL("smtp", "\"url\":\"smtp://localhost\",\"from\":\"a@b.c\",\"ehlo\":\"a b\""),
	 "ehlo"},
	{__LINE__,
	 CHANNEL("smtp", "\"url\":\"smtp://far.test\",\"from\":\"a@b.c\",\"tls\":\"none\""), "tls"},
};

static void settings_are_accepted_or_refused_by_key(void **state)
{
	(void)state;
	assert_int_equal(setenv("SETUP_SECRET", "a secret", 1), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(setup_done) struct setup setup = {0};
		struct why why = {""};
		int r = setup_open(&setup, cases[i].json, strlen(cases[i].json), &why);

		if ((r == REFUSED) != (cases[i].refused_for != NULL))
			print_error("test_setup.c:%d: %d %s\n", cases[i].line, r, why.text);
		assert_int_equal(r, cases[i].refused_for == NULL ? 0 : REFUSED);
		if (r == REFUSED) {
			size_t length = strlen(cases[i].refused_for);

			if (strncmp(why.text, cases[i].refused_for, length) != 0)
				print_error("test_setup.c:%d: %s\n", cases[i].line, why.text);
			assert_int_equal(strncmp(why.text, cases[i].refused_for, length), 0);
			assert_int_equal(why.text[length], ':');
		}
	}
}

static int open_and_close(void *context)
{
	CLEANUP(setup_done) struct setup setup = {0};
	const char *json = context;
	struct why why = {""};

	return setup_open(&setup, json, strlen(json), &why);
}

static void short_memory_is_said(void **state)
{
	(void)state;
	assert_int_equal(setenv("SETUP_SECRET", "a secret", 1), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].refused_for == NULL)
			alloc_each_fails(open_and_close, (void *)(uintptr_t)cases[i].json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_are_accepted_or_refused_by_key),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
