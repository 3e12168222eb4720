#include "intake/last_day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* clang-format off */
static const struct one {
	int line;
	const char *cell;
	const char *means; /* "open", a span, a date day first, "unreadable" */
} cells[] = {
	{__LINE__, "Permanent", "open"},
	{__LINE__, "PERMANENT", "open"},
	{__LINE__, "permanent agreement", "open"},
	{__LINE__, "long-term", "open"},
	{__LINE__, "Long term", "open"},
	{__LINE__, "open-ended", "open"},
	{__LINE__, "Open ended.", "open"},
	{__LINE__, "no expiration date", "open"},
	{__LINE__, "No expiry", "open"},
	{__LINE__, "indefinite", "open"},
	{__LINE__, "Indefinitely", "open"},
	{__LINE__, "for an indefinite period", "open"},
	{__LINE__, "unlimited", "open"},
	{__LINE__, "does not expire", "open"},
	{__LINE__, "5 year(s)", "5y"},
	{__LINE__, "5 year", "5y"},
	{__LINE__, "5 Years", "5y"},
	{__LINE__, "5years", "5y"},
	{__LINE__, "5-year term", "5y"},
	{__LINE__, "1 yr.", "1y"},
	{__LINE__, "36 months", "36m"},
	{__LINE__, "90 days", "90d"},
	{__LINE__, "6 weeks", "6w"},
	{__LINE__, "100 years", "100y"},
	{__LINE__, "12.2.2025", "2025-02-12"},
	{__LINE__, "until 2028", "2028"},
	{__LINE__, "Valid until 31.12.2027", "2027-12-31"},
	{__LINE__, "till October 2020", "2020-10"},
	{__LINE__, "2028", "2028"},
	{__LINE__, "0 years", "unreadable"},
	{__LINE__, "101 years", "unreadable"},
	{__LINE__, "99999999999999999999 years", "unreadable"},
	{__LINE__, "5", "unreadable"},
	{__LINE__, "five", "unreadable"},
	{__LINE__, "5 years or so", "unreadable"},
	{__LINE__, "5+5", "unreadable"},
	{__LINE__, "until", "unreadable"},
	{__LINE__, "impermanent", "unreadable"},
	{__LINE__, "see contract", "unreadable"},
};
/* clang-format on */

static const char *read_cell(const char *text, char means[DAY_TEXT_SIZE])
{
	struct last_day_cell cell = last_day_read(text);
	struct vague vague = {0};

	switch (cell.kind) {
	case LAST_DAY_OPEN_ENDED:
		return "open";
	case LAST_DAY_TERM:
		return span_format(cell.length, means);
	case LAST_DAY_DATE:
		if (date_decide(&cell.date, ORDER_DAY_MONTH, &vague) == DATE_READ)
			return vague_format(vague, means);
		break;
	case LAST_DAY_UNREADABLE:
		break;
	}
	return "unreadable";
}

static void a_cell_says_a_date_a_term_or_that_there_is_no_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[DAY_TEXT_SIZE];
		const char *means = read_cell(cells[i].cell, text);

		if (strcmp(means, cells[i].means) != 0)
			fail_msg("line %d: \"%s\" is %s, not %s", cells[i].line, cells[i].cell,
				 means, cells[i].means);
	}
}

static void a_text_that_is_too_long_for_a_phrase_is_not_understood(void **state)
{
	char text[5000];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(last_day_read(text).kind, LAST_DAY_UNREADABLE);
	memcpy(text, "permanent", 9);
	assert_int_equal(last_day_read(text).kind, LAST_DAY_UNREADABLE);
}

static void reading_a_last_day_needs_no_memory(void **state)
{
	char text[DAY_TEXT_SIZE];
	const char *means;

	(void)state;
	alloc_fail_at(1);
	means = read_cell("5 year(s)", text);
	alloc_fail_at(0);
	assert_string_equal(means, "5y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_says_a_date_a_term_or_that_there_is_no_end),
		cmocka_unit_test(a_text_that_is_too_long_for_a_phrase_is_not_understood),
		cmocka_unit_test(reading_a_last_day_needs_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
