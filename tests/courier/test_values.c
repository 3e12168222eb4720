/* Goal: settings come out with their secrets, or not at all; no allocation is taken for granted. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "courier/values.h"
#include "tests/support/alloc.h"

#define VARIABLE "RENEWD_TEST_SECRET"

static const struct setting items[] = {
	{.key = "url", .kind = SETTING_TEXT, .text = "smtp://localhost"},
	{.key = "timeout", .kind = SETTING_NUMBER, .number = 60},
	{.key = "strict", .kind = SETTING_BOOLEAN, .number = 1},
	{.key = "password", .kind = SETTING_ENV, .text = VARIABLE},
};
static const struct settings settings = {items, sizeof(items) / sizeof(items[0])};

static void settings_come_out_with_their_secrets(void **state)
{
	CLEANUP(values_done) struct values values = {0};
	struct why why;

	(void)state;
	assert_int_equal(setenv(VARIABLE, "a secret", 1), 0);
	assert_int_equal(values_resolve(&settings, &values, &why), 0);
	assert_string_equal(values_text(&values, "url"), "smtp://localhost");
	assert_string_equal(values_text(&values, "password"), "a secret");
	assert_true(values_find(&values, "password")->is_secret);
	assert_false(values_find(&values, "url")->is_secret);
	assert_int_equal(values_find(&values, "timeout")->number, 60);
	assert_null(values_text(&values, "timeout"));
	assert_null(values_text(&values, "nothing"));
	assert_null(values_find(&values, "nothing"));
}

static void a_missing_secret_refuses_all(void **state)
{
	struct values values = {0};
	struct why why;

	(void)state;
	assert_int_equal(unsetenv(VARIABLE), 0);
	assert_int_equal(values_resolve(&settings, &values, &why), REFUSED);
	assert_non_null(strstr(why.text, "password:"));
	assert_int_equal(values.count, 0);
}

static void rendering_needs_no_secret(void **state)
{
	CLEANUP(values_done) struct values values = {0};

	(void)state;
	assert_int_equal(unsetenv(VARIABLE), 0);
	assert_int_equal(values_plain(&settings, &values), 0);
	assert_string_equal(values_text(&values, "url"), "smtp://localhost");
	assert_null(values_find(&values, "password"));
}

static int resolve(void *context)
{
	CLEANUP(values_done) struct values values = {0};
	struct why why;

	(void)context;
	return values_resolve(&settings, &values, &why);
}

static void short_memory_is_said(void **state)
{
	(void)state;
	assert_int_equal(setenv(VARIABLE, "a secret", 1), 0);
	alloc_each_fails(resolve, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_come_out_with_their_secrets),
		cmocka_unit_test(a_missing_secret_refuses_all),
		cmocka_unit_test(rendering_needs_no_secret),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
