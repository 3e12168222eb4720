/*
 * Columns of dates and terms that no heading tells apart, and tables without a heading line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/intake/piped.h"

/* clang-format off */
static const struct {
	int line;
	const char *table; /* lines; the first one is the heading line */
	const char *roles;
} tables[] = {
	/* Start and term, where nothing better says it. */
	{__LINE__, "Partner|Start date|Duration\n", "partner signed last_day"},
	{__LINE__,
	 "Partner|Signed|Start date|Duration|Valid until\n",
	 "partner signed effective term last_day"},
	{__LINE__,
	 "Partner|Validity|Valid until\n"
	 "A|5 years|2028\n"
	 "B|3 years|2027\n",
	 "partner term last_day"},
	/* Columns that no heading tells apart. */
	{__LINE__,
	 "Partner|Date|Date\n"
	 "University A|12.03.2020|12.03.2025\n"
	 "University B|13.03.2020|13.03.2025\n",
	 "partner signed last_day"},
	{__LINE__,
	 "Partner|Date|Date\n"
	 "University A|12.03.2025|12.03.2020\n"
	 "University B|13.03.2025|13.03.2020\n",
	 "partner last_day signed"},
	{__LINE__,
	 "Partner|Signed|Updated\n"
	 "University A|12.03.2020|12.03.2025\n"
	 "University B|13.03.2020|13.03.2025\n",
	 "partner signed -"},
	{__LINE__,
	 "Partner|Signed|\n"
	 "University A|12.03.2020|12.03.2025\n"
	 "University B|13.03.2020|13.03.2025\n",
	 "partner signed last_day"},
};

static const struct {
	int line;
	const char *table;
	const char *roles;
} bare_tables[] = {
	{__LINE__,
	 "1|University of A|Italy|12.03.2020|12.03.2025\n"
	 "2|University of B|Japan|13.03.2021|13.03.2026\n",
	 "number partner country signed last_day"},
	{__LINE__,
	 "University of A|MoU|12.03.2020\n"
	 "Institute B|Agreement|13.03.2021\n",
	 "partner type signed"},
	{__LINE__,
	 "University of A|31.12.2027\n"
	 "Institute B|31.12.2028\n"
	 "College C|30.06.2027\n",
	 "partner last_day"},
	{__LINE__,
	 "University of A|12.03.2020|5 years\n"
	 "Institute B|13.03.2021|3 years\n",
	 "partner signed last_day"},
	{__LINE__,
	 "University of A|a\n"
	 "Institute B|b\n",
	 "none"},
	{__LINE__,
	 "Ann|12.03.2020\n"
	 "Bob|13.03.2021\n",
	 "none"},
};
/* clang-format on */

static void dates_are_told_apart_by_what_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		piped_check(tables[i].line, tables[i].table, true, tables[i].roles);
}

static void a_table_without_a_heading_line_is_cast_when_its_cells_leave_no_doubt(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bare_tables) / sizeof(bare_tables[0]); i++)
		piped_check(bare_tables[i].line, bare_tables[i].table, false, bare_tables[i].roles);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_told_apart_by_what_they_are),
		cmocka_unit_test(
			a_table_without_a_heading_line_is_cast_when_its_cells_leave_no_doubt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
