/*
 * Which records are heading lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "intake/columns/casting.h"
#include "tests/intake/piped.h"
#include "tests/support/alloc.h"

/* clang-format off */
static const struct {
	int line;
	const char *record;
	bool is_heading;
} records[] = {
	{__LINE__, "NO.|UNIVERSITY|COUNTRY|CONCLUSION DATE|EFFECTIVE UNTIL", true},
	{__LINE__, "№|ВУЗ|Страна|Дата", true},
	{__LINE__, "#|Name|Country|Status|Commencement Date", true},
	{__LINE__, "Partner|Valid until", true}, {__LINE__, "Country|Valid until|Signed", true},
	{__LINE__, "Хамтрагч|Улс|Огноо", true}, {__LINE__, "||Partner||Signed|Until", true},
	{__LINE__, "1|University of A|Italy|Department of B|2030", false},
	{__LINE__, "University of A|2030-01-01|International Department", false},
	{__LINE__, "University of A|Italy|Agreement|Contact", false},
	{__LINE__, "University of A|Riga|Cooperation agreement|ICD", false},
	{__LINE__, "Partners of the university", false},
	{__LINE__, "Partners and friends|in different countries", false},
	{__LINE__, "Until|Signed|see https://a.de/partner", false},
	{__LINE__, "Partner|a|b|c|d|e|f|Until", false}, {__LINE__, "|", false},
	{__LINE__, "", false},
};
/* clang-format on */

static void heading_lines_are_told_from_rows_and_prose(void **state)
{
	struct text scratch = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		struct record *record = piped_record(records[i].record, 1);

		if ((casting_is_heading(record, NULL, &scratch) > 0) != records[i].is_heading)
			fail_msg("line %d: %s", records[i].line, records[i].record);
		free(record);
	}
	text_done(&scratch);
}

static void the_line_with_more_headings_is_the_surer_one(void **state)
{
	struct text scratch = {0};
	struct record *one = piped_record("Partner|Valid until", 1);
	struct record *other = piped_record("Partner|Country|Signed|Valid until", 2);

	(void)state;
	assert_true(casting_is_heading(one, NULL, &scratch) <
		    casting_is_heading(other, NULL, &scratch));
	other->kind = RECORD_CAPTION;
	assert_int_equal(casting_is_heading(other, NULL, &scratch), 0);
	free(one);
	free(other);
	text_done(&scratch);
}

static void headings_of_the_profile_make_a_heading_line(void **state)
{
	static const struct profile_column columns[] = {{"Xxx", 0, ROLE_PARTNER},
							{"Yyy", 0, ROLE_LAST_DAY}};
	static const struct profile profile = {.columns = columns, .column_count = 2};
	struct text scratch = {0};
	struct record *record = piped_record("xxx|YYY|zzz", 1);

	(void)state;
	assert_int_equal(casting_is_heading(record, NULL, &scratch), 0);
	assert_true(casting_is_heading(record, &profile, &scratch) > 0);
	free(record);
	text_done(&scratch);
}

static void memory_that_runs_out_is_no_heading_line(void **state)
{
	struct text scratch = {0};
	struct record *record = piped_record("Partner|Valid until", 1);

	(void)state;
	alloc_fail_at(1);
	assert_int_equal(casting_is_heading(record, NULL, &scratch), 0);
	alloc_fail_at(0);
	assert_true(text_failed(&scratch));
	text_done(&scratch);
	free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heading_lines_are_told_from_rows_and_prose),
		cmocka_unit_test(the_line_with_more_headings_is_the_surer_one),
		cmocka_unit_test(headings_of_the_profile_make_a_heading_line),
		cmocka_unit_test(memory_that_runs_out_is_no_heading_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
