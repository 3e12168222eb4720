/* Goal: a length of time is read as written, and months count from their origin. */
#include <string.h>

#include "tests/core/cases.h"

static bool reads(const char *text)
{
	struct span span = {-5, SPAN_YEARS};
	bool read = span_parse(text, &span);

	assert_true(read || (span.n == -5 && span.unit == SPAN_YEARS));
	return read;
}

static void a_number_and_a_letter_are_read(void **state)
{
	(void)state;
	NUMBER_IS(lasting("14d").n, 14);
	NUMBER_IS(lasting("14d").unit, SPAN_DAYS);
	NUMBER_IS(lasting("6w").unit, SPAN_WEEKS);
	NUMBER_IS(lasting("3m").unit, SPAN_MONTHS);
	NUMBER_IS(lasting("2Y").unit, SPAN_YEARS);
	NUMBER_IS(lasting("3M").unit, SPAN_MONTHS);
	NUMBER_IS(lasting("0d").n, 0);
}

static void anything_else_is_refused(void **state)
{
	static const char *const refused[] = {
		"",	"d",	"14",	       "14 d", "-14d",
		"+14d", "14dd", "14days",      "1.5m", " 14d",
		"14d ", "14x",	"4294967297d", "d14",  "3mo",
		"P3M",	"1,5m", "0x1d",	       "１d",  "99999999999999999999999999999999d",
		"1m2d"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (reads(refused[i]))
			fail_msg("read: %s", refused[i]);
	}
}

static void a_hundred_years_are_the_limit(void **state)
{
	(void)state;
	HOLDS(reads("36500d"));
	HOLDS_NOT(reads("36501d"));
	HOLDS(reads("5214w"));
	HOLDS_NOT(reads("5215w"));
	HOLDS(reads("1200m"));
	HOLDS_NOT(reads("1201m"));
	HOLDS(reads("100y"));
	HOLDS_NOT(reads("101y"));
}

static void it_is_written_as_it_is_read(void **state)
{
	static const char *const texts[] = {"0d",    "14d", "36500d", "6w",
					    "5214w", "3m",  "1200m",  "2y"};
	char text[SPAN_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		TEXT_IS(span_format(lasting(texts[i]), text), texts[i]);
}

static void before_and_after_count_in_one_step(void **state)
{
	(void)state;
	DAY_IS(span_before(on("2026-05-31"), lasting("3m")), "2026-02-28");
	DAY_IS(span_before(on("2026-12-31"), lasting("180d")), "2026-07-04");
	DAY_IS(span_before(on("2026-12-31"), lasting("0d")), "2026-12-31");
	DAY_IS(span_before(on("2026-12-31"), lasting("2w")), "2026-12-17");
	DAY_IS(span_before(on("2024-02-29"), lasting("1y")), "2023-02-28");
	DAY_IS(span_after(on("2026-01-31"), lasting("1m"), 1), "2026-02-28");
	DAY_IS(span_after(on("2026-01-31"), lasting("1m"), 2), "2026-03-31");
	DAY_IS(span_after(on("2026-01-31"), lasting("1m"), 13), "2027-02-28");
	DAY_IS(span_after(on("2024-02-29"), lasting("1y"), 4), "2028-02-29");
	DAY_IS(span_after(on("2024-02-29"), lasting("2y"), 1), "2026-02-28");
	DAY_IS(span_after(on("2026-11-23"), lasting("14d"), 3), "2027-01-04");
	DAY_IS(span_after(on("2026-11-23"), lasting("1w"), 0), "2026-11-23");
	DAY_IS(span_after(on("2026-11-23"), lasting("100y"), 1), "2126-11-23");
	DAY_IS(span_after(on("2026-11-23"), lasting("100y"), 2000000000), "9999-12-31");
	DAY_IS(span_after(on("2026-11-23"), lasting("36500d"), 2000000000), "9999-12-31");
	DAY_IS(span_before(on("0050-06-01"), lasting("100y")), "0001-01-01");
}

static void its_rough_length_can_be_compared(void **state)
{
	(void)state;
	NUMBER_IS(span_days(lasting("14d")), 14);
	NUMBER_IS(span_days(lasting("6w")), 42);
	NUMBER_IS(span_days(lasting("3m")), 90);
	NUMBER_IS(span_days(lasting("2y")), 730);
	NUMBER_IS(span_days(lasting("100y")), 36500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_and_a_letter_are_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(a_hundred_years_are_the_limit),
		cmocka_unit_test(it_is_written_as_it_is_read),
		cmocka_unit_test(before_and_after_count_in_one_step),
		cmocka_unit_test(its_rough_length_can_be_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
