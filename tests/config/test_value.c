/* Goal: times, names and paths are taken as people write them, and nothing else is. */
#include "config/value.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/text.h"

static void a_time_is_hours_and_minutes_of_a_day(void **state)
{
	static const struct {
		const char *text;
		int minute; /* -1: refused */
	} cases[] = {
		{"08:30", 510}, {"8:30", 510},	{"00:00", 0},	{"23:59", 1439}, {"24:00", -1},
		{"12:60", -1},	{"12:5", -1},	{"12", -1},	{"12:", -1},	 {":30", -1},
		{"", -1},	{"08:30 ", -1}, {"008:30", -1}, {"-1:30", -1},	 {"08:300", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int minute = -1;
		bool is_good = value_time(cases[i].text, &minute);

		if (minute != cases[i].minute)
			print_error("'%s'\n", cases[i].text);
		assert_int_equal(minute, cases[i].minute);
		assert_int_equal(is_good, cases[i].minute >= 0);
	}
}

static void a_span_in_other_words_is_understood(void **state)
{
	static const struct {
		const char *text;
		const char *span; /* NULL: not understood */
	} cases[] = {
		{"30 days", "30d"}, {"1 day", "1d"},	{"6 Weeks", "6w"}, {"3months", "3m"},
		{"2 YEARS", "2y"},  {"1 m", "1m"},	{"14d", "14d"},	   {"0 days", "0d"},
		{"30", NULL},	    {"days", NULL},	{"", NULL},	   {"-3 days", NULL},
		{"30 daze", NULL},  {"1 hour", NULL},	{"1.5 y", NULL},   {"200 years", NULL},
		{"9999999d", NULL}, {"30 days ", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct span span = {77, SPAN_YEARS};
		char text[SPAN_TEXT_SIZE];

		if (value_span_meant(cases[i].text, &span) != (cases[i].span != NULL))
			fail_msg("'%s'", cases[i].text);
		assert_string_equal(span_format(span, text),
				    cases[i].span == NULL ? "77y" : cases[i].span);
	}
}

static void short_names_are_guessed_when_they_are_near_only(void **state)
{
	(void)state;
	assert_int_equal(value_guess_limit("de"), 1);
	assert_int_equal(value_guess_limit("mial"), 2);
	assert_int_equal(value_guess_limit("keeper"), 3);
	assert_int_equal(value_guess_limit("cooperation"), 4);
}

static void a_weekday_is_known_by_its_name_or_three_letters(void **state)
{
	enum weekday weekday = MONDAY;

	(void)state;
	assert_true(value_weekday("sun", &weekday));
	assert_int_equal(weekday, SUNDAY);
	assert_true(value_weekday("Wednesday", &weekday));
	assert_int_equal(weekday, WEDNESDAY);
	assert_true(value_weekday("FRI", &weekday));
	assert_int_equal(weekday, FRIDAY);
	assert_false(value_weekday("tues", &weekday));
	assert_false(value_weekday("", &weekday));
	assert_false(value_weekday("day", &weekday));
	assert_int_equal(weekday, FRIDAY);
}

static void characters_are_counted_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(value_characters(""), 0);
	assert_int_equal(value_characters("abc"), 3);
	assert_int_equal(value_characters("Қазақ"), 5);
	assert_int_equal(value_characters("a\xf0\x9f\x98\x80"), 2);
}

static void all_kinds_of_line_ends_and_controls_are_found(void **state)
{
	static const char *const bad[] = {"a\n",       "a\r",	       "\x01",	       "a\x7f",
					  "a\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "\t"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_true(value_has_control(bad[i]));
	assert_false(value_has_control(""));
	assert_false(value_has_control("Құқық бөлімі, Ä & Co."));
	assert_false(value_has_control("\xc2\xa0"));
}

static void a_key_is_letters_digits_hyphen_and_underscore(void **state)
{
	char text[66];

	(void)state;
	assert_null(value_key_fault("icd"));
	assert_null(value_key_fault("Mail_2-b"));
	assert_non_null(value_key_fault("a b"));
	assert_non_null(value_key_fault("a.b"));
	assert_non_null(value_key_fault("ä"));
	memset(text, 'a', sizeof(text));
	text[64] = '\0';
	assert_null(value_key_fault(text));
	text[64] = 'a';
	text[65] = '\0';
	assert_non_null(value_key_fault(text));
}

static void a_path_is_absolute_and_names_something(void **state)
{
	struct text path = {0};

	(void)state;
	assert_null(value_path_fault("/var/lib/renewd/renewd.db"));
	assert_non_null(value_path_fault("renewd.db"));
	assert_non_null(value_path_fault("./renewd.db"));
	assert_non_null(value_path_fault("/"));
	assert_non_null(value_path_fault("/var/"));
	text_add(&path, "/");
	for (int i = 0; i < 3999; i++)
		text_add_char(&path, 'a');
	assert_null(value_path_fault(text_string(&path)));
	text_add_char(&path, 'a');
	assert_non_null(value_path_fault(text_string(&path)));
	text_done(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_is_hours_and_minutes_of_a_day),
		cmocka_unit_test(a_span_in_other_words_is_understood),
		cmocka_unit_test(short_names_are_guessed_when_they_are_near_only),
		cmocka_unit_test(a_weekday_is_known_by_its_name_or_three_letters),
		cmocka_unit_test(characters_are_counted_not_bytes),
		cmocka_unit_test(all_kinds_of_line_ends_and_controls_are_found),
		cmocka_unit_test(a_key_is_letters_digits_hyphen_and_underscore),
		cmocka_unit_test(a_path_is_absolute_and_names_something),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
