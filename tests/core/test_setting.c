/* Goal: a setting is found by its key, and what was not set is not there. */
#include "core/setting.h"
#include "tests/core/cases.h"

static void a_setting_is_found_by_its_key(void **state)
{
	const struct setting items[] = {
		{"url", SETTING_TEXT, "smtp://mail.example.edu:587", 0},
		{"port", SETTING_NUMBER, NULL, 587},
		{"password", SETTING_CREDENTIAL, "smtp-password", 0},
	};
	const struct settings settings = {items, COUNT(items)};
	const struct settings none = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(items); i++)
		assert_ptr_equal(settings_find(&settings, items[i].key), &items[i]);
	assert_null(settings_find(&settings, "URL"));
	assert_null(settings_find(&settings, "pass"));
	assert_null(settings_find(&settings, ""));
	assert_null(settings_find(&none, "url"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_setting_is_found_by_its_key)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
