/* Goal: a URL is taken apart as RFC 3986 says, and this machine is told from others. */
#include "config/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_url_is_taken_apart(void **state)
{
	struct url url;

	(void)state;
	assert_null(url_fault("https://example.edu:8443/a/b?c=d", &url));
	assert_true(url_is(&url, "https"));
	assert_false(url_is(&url, "http"));
	assert_int_equal(url.host_length, 11);
	assert_string_equal(url.rest, "/a/b?c=d");
	assert_null(url_fault("SMTP://[2001:db8::1]:25", &url));
	assert_true(url_is(&url, "smtp"));
	assert_int_equal(url.host_length, 13);
	assert_string_equal(url.rest, "");
	assert_null(url_fault("https://münchen.example/%20", &url));
}

static void what_is_no_url_is_refused_and_nothing_written(void **state)
{
	static const char *const bad[] = {
		"",
		"example.edu",
		"://example.edu",
		"https://",
		"https:///path",
		"https://user@example.edu",
		"https://user:password@example.edu/",
		"https://example.edu:",
		"https://example.edu:0",
		"https://example.edu:65536",
		"https://example.edu:1234567",
		"https://example.edu:2x",
		"https://exa mple.edu/",
		"https://example.edu/a b",
		"https://example.edu/a\"b",
		"https://example.edu/ä",
		"https://example.edu/\n",
		"https://[::1",
		"https://[::1]x:25/",
		"https://[]/",
		"https://[127.0.0.1]/",
		"https://[:::]/",
		"https://127.1/",
		"https://a..b/",
		"https://:443/",
	};
	struct url url = {.rest = "untouched"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (url_fault(bad[i], &url) == NULL)
			print_error("'%s'\n", bad[i]);
		assert_non_null(url_fault(bad[i], &url));
		assert_string_equal(url.rest, "untouched");
	}
}

static void an_at_sign_in_the_path_is_no_user(void **state)
{
	struct url url;

	(void)state;
	assert_null(url_fault("https://example.edu/@user", &url));
	assert_null(url_fault("https://example.edu?to=a@b", &url));
}

static void this_machine_is_told_from_others(void **state)
{
	static const struct {
		const char *url;
		bool is_local;
	} cases[] = {
		{"smtp://localhost", true},	     {"smtp://LOCALHOST:25", true},
		{"smtp://mail.localhost", true},     {"smtp://127.0.0.1:25", true},
		{"smtp://127.8.9.1", true},	     {"smtp://[::1]:25", true},
		{"smtp://[0:0:0:0:0:0:0:1]", true},  {"smtp://mylocalhost", false},
		{"smtp://localhost.example", false}, {"smtp://128.0.0.1", false},
		{"smtp://127.example.edu", false},   {"smtp://[::2]", false},
		{"smtp://10.0.0.1", false},	     {"smtp://host", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct url url;

		assert_null(url_fault(cases[i].url, &url));
		if (url_is_local(&url) != cases[i].is_local)
			print_error("%s\n", cases[i].url);
		assert_int_equal(url_is_local(&url), cases[i].is_local);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_url_is_taken_apart),
		cmocka_unit_test(what_is_no_url_is_refused_and_nothing_written),
		cmocka_unit_test(an_at_sign_in_the_path_is_no_user),
		cmocka_unit_test(this_machine_is_told_from_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
