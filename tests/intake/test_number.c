#include "intake/sheets/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"

/* clang-format off */
static const struct one {
	int line;
	const char *number;
	const char *plain; /* NULL: it is none */
} numbers[] = {
	{__LINE__, "5", "5"},
	{__LINE__, "2028", "2028"},
	{__LINE__, "2028.0", "2028"},
	{__LINE__, "0.5", "0.5"},
	{__LINE__, ".5", "0.5"},
	{__LINE__, "-12.250", "-12.25"},
	{__LINE__, "0", "0"},
	{__LINE__, "-0", "0"},
	{__LINE__, "0.0", "0"},
	{__LINE__, "007", "7"},
	{__LINE__, "0.10000000000000001", "0.1"},
	{__LINE__, "0.30000000000000004", "0.3"},
	{__LINE__, "1E3", "1000"},
	{__LINE__, "1.5e-3", "0.0015"},
	{__LINE__, "123456789012345", "123456789012345"},
	{__LINE__, "12345678901234567890", "12345678901234567890"},
	{__LINE__, "1.2345678901234567E+19", "12345678901234567168"},
	{__LINE__, "1E-300", "1e-300"},
	{__LINE__, "999999999999999.9", "1000000000000000"},
	{__LINE__, "", NULL},
	{__LINE__, " 5", NULL},
	{__LINE__, "5 ", NULL},
	{__LINE__, "0x10", NULL},
	{__LINE__, "inf", NULL},
	{__LINE__, "nan", NULL},
	{__LINE__, "1e999", NULL},
	{__LINE__, "1,5", NULL},
	{__LINE__, "--5", NULL},
	{__LINE__, "e", NULL},
};
/* clang-format on */

static void a_number_is_written_as_people_do(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		const char *wanted = numbers[i].plain == NULL ? "" : numbers[i].plain;
		bool is_number;

		text_clear(&out);
		is_number = number_plain(numbers[i].number, &out);
		if (is_number != (numbers[i].plain != NULL) ||
		    strcmp(text_string(&out), wanted) != 0)
			fail_msg("line %d: %s is %s, not %s", numbers[i].line, numbers[i].number,
				 text_string(&out), wanted);
	}
}

/* A day more is a day later, but for the one that never was. */
static void days_are_counted_one_by_one(void **state)
{
	static const struct number_format format = {.kind = NUMBER_DATE,
						    .precision = PRECISION_DAY};
	CLEANUP(text_done) struct text out = {0};
	struct day before = {-25568}; /* 1899-12-31 */

	(void)state;
	for (int serial = 1; serial < 60000; serial++) {
		char number[16];
		struct day day;

		(void)snprintf(number, sizeof(number), "%d", serial);
		text_clear(&out);
		if (number_show(&format, number, false, &out) == CELL_TEXT) {
			assert_int_equal(serial, 60);
			assert_string_equal(text_string(&out), "1900-02-29");
			continue;
		}
		assert_true(day_parse(text_string(&out), &day));
		assert_int_equal(day_diff(before, day), 1);
		before = day;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_written_as_people_do),
		cmocka_unit_test(days_are_counted_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
