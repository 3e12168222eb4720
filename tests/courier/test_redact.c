/* Goal: no secret survives in a text that leaves the courier. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "courier/redact.h"
#include "tests/support/alloc.h"

#define SIZE 100

static int learn(struct redactor *redactor)
{
	int r = redact_secret(redactor, "Horse Battery");

	if (r == 0)
		r = redact_login(redactor, "user", "Horse Battery");
	if (r == 0)
		r = redact_url(redactor, "https://u5erNAME:pa55word@example.org/services/"
					 "T0123456/a%2Fb%20cdefg?key=abcdefgh#v1");
	return r;
}

static const struct {
	int line;
	const char *text;
	const char *clean;
} cases[] = {
	{__LINE__, "", ""},
	{__LINE__, "nothing to hide, übrigens", "nothing to hide, übrigens"},
	{__LINE__, "Horse Battery", "[hidden]"},
	{__LINE__, "no hORSE bATTERY, no", "no [hidden], no"},
	{__LINE__, "Horse BatteryHorse Battery", "[hidden][hidden]"},
	{__LINE__, "Horse Batter", "Horse Batter"},
	/* printf 'Horse Battery' | base64; printf '\0user\0Horse Battery' | base64 */
	{__LINE__, "said SG9yc2UgQmF0dGVyeQ==", "said [hidden]"},
	{__LINE__, "said AHVzZXIASG9yc2UgQmF0dGVyeQ==!", "said [hidden]!"},
	{__LINE__, "GET /services/T0123456/a%2Fb%20cdefg", "GET /[hidden]/[hidden]/[hidden]"},
	{__LINE__, "a/b cdefg", "[hidden]"},
	{__LINE__, "key abcdefgh", "key [hidden]"},
	{__LINE__, "u5ername and pa55word", "[hidden] and [hidden]"},
	{__LINE__, "key v1 of example.org", "key v1 of example.org"},
	{__LINE__, "see https://example.com/x?y. Then", "see [URL] Then"},
	{__LINE__, "(smtp://a@b)", "([URL]"},
	{__LINE__, "\"http://x/y\"", "\"[URL]\""},
	{__LINE__, "a://", "[URL]"},
	{__LINE__, "://", "://"},
	{__LINE__, "1://x", "1://x"},
	{__LINE__, "a\r\nb\tc\x1b[31m\x7f", "a??b?c?[31m?"},
	{__LINE__, "\xff\xc3 \xc2\x9b", "?? ??"},
};

static void secrets_are_hidden_in_all_their_forms(void **state)
{
	CLEANUP(redact_done) struct redactor redactor = {0};

	(void)state;
	assert_int_equal(learn(&redactor), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[SIZE];

		snprintf(text, sizeof(text), "%s", cases[i].text);
		redact_text(&redactor, text, sizeof(text));
		if (strcmp(text, cases[i].clean) != 0)
			print_error("test_redact.c:%d: %s\n", cases[i].line, text);
		assert_string_equal(text, cases[i].clean);
	}
}

static void a_short_secret_empties_the_text(void **state)
{
	CLEANUP(redact_done) struct redactor redactor = {0};
	char text[SIZE] = "a text with a7 in it", other[SIZE] = "a text";

	(void)state;
	assert_int_equal(redact_secret(&redactor, "a7"), 0);
	redact_text(&redactor, text, sizeof(text));
	redact_text(&redactor, other, sizeof(other));
	assert_string_equal(text, "");
	assert_string_equal(other, "a text");
}

/* Whatever the limit is, it cuts no secret and no character in two. */
static void a_cut_leaves_no_half_of_anything(void **state)
{
	CLEANUP(redact_done) struct redactor redactor = {0};

	(void)state;
	assert_int_equal(learn(&redactor), 0);
	for (size_t size = 1; size < 40; size++) {
		char text[SIZE] = "üü Horse Battery and öööö Horse Battery";

		redact_text(&redactor, text, size);
		assert_true(strlen(text) < size);
		assert_null(strstr(text, "Horse"));
		assert_true(text_is_utf8(text, strlen(text)));
	}
}

static void a_finding_is_cut_to_a_verdicts_length(void **state)
{
	CLEANUP(redact_done) struct redactor redactor = {0};
	struct finding finding;
	char text[3 * VERDICT_TEXT_MAX];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	finding_set(&finding, VERDICT_SENT, 250, "%s", text);
	redact_finding(&redactor, &finding);
	assert_int_equal(strlen(finding.text), VERDICT_TEXT_MAX);
}

static int learn_and_forget(void *context)
{
	CLEANUP(redact_done) struct redactor redactor = {0};

	(void)context;
	return learn(&redactor);
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(learn_and_forget, NULL);
}

static void without_memory_nothing_is_shown(void **state)
{
	CLEANUP(redact_done) struct redactor redactor = {0};
	char text[SIZE] = "Horse Battery";

	(void)state;
	assert_int_equal(learn(&redactor), 0);
	alloc_fail_at(1);
	redact_text(&redactor, text, sizeof(text));
	alloc_fail_at(0);
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_are_hidden_in_all_their_forms),
		cmocka_unit_test(a_short_secret_empties_the_text),
		cmocka_unit_test(a_cut_leaves_no_half_of_anything),
		cmocka_unit_test(a_finding_is_cut_to_a_verdicts_length),
		cmocka_unit_test(short_memory_is_said),
		cmocka_unit_test(without_memory_nothing_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
