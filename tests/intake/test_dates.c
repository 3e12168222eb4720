#include "intake/time/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* What a cell means in a column of an order: a date, or one of these. */
#define AMBIGUOUS  "ambiguous"
#define IMPOSSIBLE "impossible"
#define UNREADABLE "unreadable"

/* clang-format off */
static const struct one {
	int line;
	const char *cell;
	enum date_order order;
	const char *means;
} cells[] = {
	/* Year first: one reading, whatever the separator. */
	{__LINE__, "2025-02-12",	ORDER_NONE, "2025-02-12"},
	{__LINE__, "2025.02.12",	ORDER_NONE, "2025-02-12"},
	{__LINE__, "2025/2/12",		ORDER_MONTH_DAY, "2025-02-12"},
	{__LINE__, "2025-02-12 00:00:00", ORDER_NONE, "2025-02-12"},
	{__LINE__, "2025-02-12T00:00:00Z", ORDER_NONE, "2025-02-12"},
	/* A month or a year keeps its precision. */
	{__LINE__, "2028",		ORDER_NONE, "2028"},
	{__LINE__, "2023.05",		ORDER_NONE, "2023-05"},
	{__LINE__, "2023-05",		ORDER_NONE, "2023-05"},
	{__LINE__, "05/2023",		ORDER_NONE, "2023-05"},
	{__LINE__, "October 2020",	ORDER_NONE, "2020-10"},
	{__LINE__, "October, 2020",	ORDER_NONE, "2020-10"},
	{__LINE__, "OCT. 2020",		ORDER_NONE, "2020-10"},
	{__LINE__, "2020 October",	ORDER_NONE, "2020-10"},
	/* A month by its name leaves no choice. */
	{__LINE__, "12 March 2021",	ORDER_NONE, "2021-03-12"},
	{__LINE__, "12 mar 2021",	ORDER_MONTH_DAY, "2021-03-12"},
	{__LINE__, "March 12, 2021",	ORDER_DAY_MONTH, "2021-03-12"},
	{__LINE__, "12th of March 2021", ORDER_NONE, "2021-03-12"},
	{__LINE__, "the 1st of May, 2021", ORDER_NONE, "2021-05-01"},
	{__LINE__, "12-Sept-2021",	ORDER_NONE, "2021-09-12"},
	{__LINE__, "29 February 2024",	ORDER_NONE, "2024-02-29"},
	/* Two small numbers: the column decides. */
	{__LINE__, "3/12/2021",		ORDER_MONTH_DAY, "2021-03-12"},
	{__LINE__, "3/12/2021",		ORDER_DAY_MONTH, "2021-12-03"},
	{__LINE__, "3/12/2021",		ORDER_NONE, AMBIGUOUS},
	{__LINE__, "3/12/2021",		ORDER_BOTH, AMBIGUOUS},
	{__LINE__, "3-12-2021",		ORDER_NONE, AMBIGUOUS},
	{__LINE__, "12–03–2021",	ORDER_NONE, AMBIGUOUS},
	{__LINE__, "3/12/2021 0:00",	ORDER_MONTH_DAY, "2021-03-12"},
	/* … unless both readings are one day, or only one is a day. */
	{__LINE__, "5/5/2021",		ORDER_NONE, "2021-05-05"},
	{__LINE__, "28/12/2020",	ORDER_NONE, "2020-12-28"},
	{__LINE__, "12/28/2020",	ORDER_DAY_MONTH, "2020-12-28"},
	{__LINE__, "12/28/2020",	ORDER_BOTH, "2020-12-28"},
	/* Dots are day first, unless the column says otherwise. */
	{__LINE__, "03.12.2021",	ORDER_NONE, "2021-12-03"},
	{__LINE__, "3.12.2021",		ORDER_DAY_MONTH, "2021-12-03"},
	{__LINE__, "03. 12. 2021.",	ORDER_NONE, "2021-12-03"},
	{__LINE__, "03.12.2021",	ORDER_MONTH_DAY, "2021-03-12"},
	{__LINE__, "03.12.2021",	ORDER_BOTH, AMBIGUOUS},
	/* Written as a date, but no day. */
	{__LINE__, "2026-02-30",	ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "31.06.2025",	ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "29.02.2025",	ORDER_DAY_MONTH, IMPOSSIBLE},
	{__LINE__, "13/13/2025",	ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "0/1/2025",		ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "2025-13",		ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "31 April 2025",	ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "1899",		ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "2200",		ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "9999-12-31",	ORDER_NONE, IMPOSSIBLE},
	{__LINE__, "12/24/0204",	ORDER_NONE, IMPOSSIBLE},
	/* Not a date. */
	{__LINE__, "",			ORDER_NONE, UNREADABLE},
	{__LINE__, "soon",		ORDER_NONE, UNREADABLE},
	{__LINE__, "12.03.21",		ORDER_NONE, UNREADABLE},
	{__LINE__, "20225",		ORDER_NONE, UNREADABLE},
	{__LINE__, "205",		ORDER_NONE, UNREADABLE},
	{__LINE__, "12.03/2021",	ORDER_NONE, UNREADABLE},
	{__LINE__, "12..03.2021",	ORDER_NONE, UNREADABLE},
	{__LINE__, "2023-",		ORDER_NONE, UNREADABLE},
	{__LINE__, "-2023",		ORDER_NONE, UNREADABLE},
	{__LINE__, "2021-03-12-05",	ORDER_NONE, UNREADABLE},
	{__LINE__, "2022-09-22 2025-09-22", ORDER_NONE, UNREADABLE},
	{__LINE__, "ma 2021",		ORDER_NONE, UNREADABLE},
	{__LINE__, "Marchant 2021",	ORDER_NONE, UNREADABLE},
	{__LINE__, "12 Marcher 2021",	ORDER_NONE, UNREADABLE},
};
/* clang-format on */

static const char *read_cell(const char *cell, enum date_order order, char text[DAY_TEXT_SIZE])
{
	struct date date = date_read(cell);
	struct vague vague = {0};

	switch (date_decide(&date, order, &vague)) {
	case DATE_AMBIGUOUS:
		return AMBIGUOUS;
	case DATE_IMPOSSIBLE:
		return IMPOSSIBLE;
	case DATE_UNREADABLE:
		return UNREADABLE;
	case DATE_READ:
		break;
	}
	return vague_format(vague, text);
}

static void a_cell_means_what_its_form_and_its_column_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[DAY_TEXT_SIZE];
		const char *means = read_cell(cells[i].cell, cells[i].order, text);

		if (strcmp(means, cells[i].means) != 0)
			fail_msg("line %d: \"%s\" is %s, not %s", cells[i].line, cells[i].cell,
				 means, cells[i].means);
	}
}

static enum date_order order_of(const char *const *column)
{
	struct date_column dates = {0};

	for (unsigned int line = 1; *column != NULL; column++, line++) {
		struct date date = date_read(*column);

		date_column_add(&dates, &date, *column, line);
	}
	return date_column_order(&dates);
}

static void a_column_is_decided_by_cells_with_one_reading(void **state)
{
	const char *const undecided[] = {"1/2/2020", "3.4.2021", "2028", "5/5/2021", "x", NULL};
	const char *const day_first[] = {"1/2/2020", "13/2/2020", "2028", NULL};
	const char *const month_first[] = {"1/2/2020", "2/13/2020", "2/30/2020", NULL};
	const char *const both[] = {"13/2/2020", "1/2/2020", "2/13/2020", NULL};

	(void)state;
	assert_int_equal(order_of(undecided), ORDER_NONE);
	assert_int_equal(order_of(day_first), ORDER_DAY_MONTH);
	assert_int_equal(order_of(month_first), ORDER_MONTH_DAY);
	assert_int_equal(order_of(both), ORDER_BOTH);
}

static void a_column_knows_which_lines_contradict_each_other(void **state)
{
	struct date_column column = {0};
	struct date day_first = date_read("13/2/2020"), month_first = date_read("2/13/2020");

	(void)state;
	date_column_add(&column, &day_first, "13/2/2020", 7);
	date_column_add(&column, &month_first, "2/13/2020", 9);
	date_column_add(&column, &month_first, "3/14/2020", 11);
	assert_int_equal(column.day_month_line, 7);
	assert_int_equal(column.month_day_line, 9);
}

static void a_column_keeps_the_first_cells_that_decide(void **state)
{
	struct date_column column = {0};
	struct date day_first = date_read("13/2/2020"), month_first = date_read("2/13/2020");

	(void)state;
	date_column_add(&column, &day_first, "13/2/2020", 2);
	date_column_add(&column, &day_first, "14/2/2020", 3);
	date_column_add(&column, &month_first, "February 2020, the 13th, was it not?", 4);
	assert_int_equal(column.day_month, 2);
	assert_string_equal(column.day_month_cell, "13/2/2020");
	assert_string_equal(column.month_day_cell, "February 2020, the 13th, was it");
}

static void dates_with_dots_alone_are_used_day_first(void **state)
{
	struct date_column column = {0};
	struct date date = date_read("3.4.2020"), same = date_read("5.5.2020");

	(void)state;
	date_column_add(&column, &same, "5.5.2020", 2);
	assert_int_equal(date_column_used_order(&column), ORDER_NONE);
	date_column_add(&column, &date, "3.4.2020", 3);
	assert_int_equal(date_column_order(&column), ORDER_NONE);
	assert_int_equal(date_column_used_order(&column), ORDER_DAY_MONTH);
}

static void what_is_no_date_shows_why(void **state)
{
	static const struct {
		int line;
		const char *cell;
		enum date_flaw flaw;
		int day, month; /* that there is not */
	} flaws[] = {
		{__LINE__, "12.03.21", FLAW_SHORT_YEAR, 0, 0},
		{__LINE__, "3/12/21", FLAW_SHORT_YEAR, 0, 0},
		{__LINE__, "12-Mar-21", FLAW_SHORT_YEAR, 0, 0},
		{__LINE__, "12 March 21", FLAW_SHORT_YEAR, 0, 0},
		{__LINE__, "12.03", FLAW_NONE, 0, 0},
		{__LINE__, "46447", FLAW_DAY_NUMBER, 0, 0},
		{__LINE__, "46447.0", FLAW_DAY_NUMBER, 0, 0},
		{__LINE__, "10025", FLAW_NONE, 0, 0},
		{__LINE__, "464470", FLAW_NONE, 0, 0},
		{__LINE__, "soon", FLAW_NONE, 0, 0},
		{__LINE__, "31 June 2027", FLAW_NONE, 31, 6},
		{__LINE__, "31/06/2027", FLAW_NONE, 31, 6},
		{__LINE__, "06/31/2027", FLAW_NONE, 31, 6},
		{__LINE__, "2027-02-29", FLAW_NONE, 29, 2},
		{__LINE__, "2028-02-29", FLAW_NONE, 0, 0},
		{__LINE__, "2027-13-01", FLAW_NONE, 0, 0},
		{__LINE__, "2027-01-32", FLAW_NONE, 0, 0},
		{__LINE__, "31 June 2200", FLAW_NONE, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(flaws) / sizeof(flaws[0]); i++) {
		struct date date = date_read(flaws[i].cell);

		if (date.flaw != flaws[i].flaw || date.no_such_day.day != flaws[i].day ||
		    date.no_such_day.month != flaws[i].month)
			fail_msg("line %d: \"%s\" is flaw %d, no %d.%d.", flaws[i].line,
				 flaws[i].cell, (int)date.flaw, date.no_such_day.day,
				 date.no_such_day.month);
	}
}

/* Every day of leap and common years, in every form that leaves no choice, comes back. */
static void every_day_is_read_back_in_every_form(void **state)
{
	struct day day = {0};

	(void)state;
	assert_true(day_parse("2023-12-25", &day));
	for (int i = 0; i < 800; i++, day = day_add_days(day, 1)) {
		struct civil civil = day_civil(day);
		char forms[6][64], iso[DAY_TEXT_SIZE], text[DAY_TEXT_SIZE];

		day_format(day, iso);
		snprintf(forms[0], 64, "%d.%d.%d", civil.day, civil.month, civil.year);
		snprintf(forms[1], 64, "%02d.%02d.%d", civil.day, civil.month, civil.year);
		snprintf(forms[2], 64, "%d/%d/%d", civil.year, civil.month, civil.day);
		snprintf(forms[3], 64, "%d %s %d", civil.day, day_month_name(civil.month),
			 civil.year);
		snprintf(forms[4], 64, "%.3s %d, %d", day_month_name(civil.month), civil.day,
			 civil.year);
		memcpy(forms[5], iso, sizeof(iso));
		for (size_t k = 0; k < 6; k++)
			assert_string_equal(read_cell(forms[k], ORDER_NONE, text), iso);
	}
}

static void reading_a_date_needs_no_memory(void **state)
{
	char text[DAY_TEXT_SIZE];
	const char *means;

	(void)state;
	alloc_fail_at(1);
	means = read_cell("12 March 2021", ORDER_NONE, text);
	alloc_fail_at(0);
	assert_string_equal(means, "2021-03-12");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_means_what_its_form_and_its_column_say),
		cmocka_unit_test(a_column_is_decided_by_cells_with_one_reading),
		cmocka_unit_test(a_column_knows_which_lines_contradict_each_other),
		cmocka_unit_test(a_column_keeps_the_first_cells_that_decide),
		cmocka_unit_test(dates_with_dots_alone_are_used_day_first),
		cmocka_unit_test(what_is_no_date_shows_why),
		cmocka_unit_test(every_day_is_read_back_in_every_form),
		cmocka_unit_test(reading_a_date_needs_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
