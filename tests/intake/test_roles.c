#include "intake/roles.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* Reads a heading line of cells that '|' separates. */
static int read_heading(const char *line, struct roles *ret_roles)
{
	struct table table = table_of(line, strlen(line), '|');
	struct text scratch = {0};
	struct record record;
	int result;

	assert_int_equal(table_next(&table, &record), TABLE_RECORD);
	result = roles_read(&record, &scratch, ret_roles);
	text_done(&scratch);
	return result;
}

/* clang-format off */
static const struct one {
	int line;
	const char *heading;
	enum role role;
} headings[] = {
	{__LINE__, "No", ROLE_NUMBER}, {__LINE__, "NO.", ROLE_NUMBER}, {__LINE__, "#", ROLE_NUMBER},
	{__LINE__, "№", ROLE_NUMBER}, {__LINE__, "S. No.", ROLE_NUMBER}, {__LINE__, "ID", ROLE_NUMBER},
	{__LINE__, "Registration number", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "Reg. No", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "AGREEMENT NO.", ROLE_REGISTRATION_NUMBER},
	{__LINE__, "Date of agreement", ROLE_SIGNED}, {__LINE__, "Signing date", ROLE_SIGNED},
	{__LINE__, "Date", ROLE_SIGNED}, {__LINE__, "Signed on", ROLE_SIGNED},
	{__LINE__, "CONCLUSION DATE", ROLE_SIGNED}, {__LINE__, "Commencement Date", ROLE_SIGNED},
	{__LINE__, "Start date", ROLE_SIGNED}, {__LINE__, "Valid from", ROLE_SIGNED},
	{__LINE__, "Valid until", ROLE_LAST_DAY}, {__LINE__, "EFFECTIVE UNTIL", ROLE_LAST_DAY},
	{__LINE__, "Expiration Date", ROLE_LAST_DAY}, {__LINE__, "Date of expiry", ROLE_LAST_DAY},
	{__LINE__, "End date", ROLE_LAST_DAY}, {__LINE__, "Valid\nuntil", ROLE_LAST_DAY},
	{__LINE__, "Duration (years)", ROLE_LAST_DAY}, {__LINE__, "Term", ROLE_LAST_DAY},
	{__LINE__, "last_day", ROLE_LAST_DAY},
	{__LINE__, "Country", ROLE_COUNTRY}, {__LINE__, "Partner country", ROLE_COUNTRY},
	{__LINE__, "City", ROLE_CITY}, {__LINE__, "City/Town", ROLE_CITY},
	{__LINE__, "Type of agreement", ROLE_TYPE}, {__LINE__, "Agreement", ROLE_TYPE},
	{__LINE__, "Initiating actor", ROLE_OWNER}, {__LINE__, "Department", ROLE_OWNER},
	{__LINE__, "Responsible person", ROLE_OWNER}, {__LINE__, "Responsible (owner)", ROLE_OWNER},
	{__LINE__, "Contact", ROLE_OWNER}, {__LINE__, "Contact person", ROLE_OWNER},
	{__LINE__, "Home department", ROLE_OWNER}, {__LINE__, "Agreement holder", ROLE_OWNER},
	{__LINE__, "Contract start", ROLE_SIGNED}, {__LINE__, "Contract end", ROLE_LAST_DAY},
	{__LINE__, "Status", ROLE_NONE}, {__LINE__, "Contact e-mail", ROLE_NONE},
	{__LINE__, "Logo", ROLE_NONE}, {__LINE__, "QS ranking", ROLE_NONE},
	{__LINE__, "University ranking", ROLE_NONE}, {__LINE__, "Capacity", ROLE_NONE},
	{__LINE__, "Signed by", ROLE_NONE}, {__LINE__, "Website", ROLE_NONE},
	{__LINE__, "Partner e-mail", ROLE_NONE}, {__LINE__, "", ROLE_NONE},
};
/* clang-format on */

static void a_heading_says_the_role_of_its_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		/* Roles of the same name beside it would be rivals; the first row wins. */
		const char *others = headings[i].role == ROLE_LAST_DAY
					     ? "Partner university|Signed|"
					     : "Partner university|Until|";
		struct roles roles;
		char line[256];

		snprintf(line, sizeof(line), "%s\"%s\"", others, headings[i].heading);
		assert_int_equal(read_heading(line, &roles), 1);
		if (roles.of[2] != headings[i].role)
			fail_msg("line %d: \"%s\" is %s, not %s", headings[i].line,
				 headings[i].heading, role_name(roles.of[2]),
				 role_name(headings[i].role));
	}
}

static void any_usual_word_for_the_partner_is_understood(void **state)
{
	static const char *const words[] = {
		"Partner",	     "UNIVERSITY",   "Partner University / Organisation",
		"Institution",	     "Name",	     "Company",
		"Organization name", "Counterparty",
	};
	struct roles roles;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		char line[128];

		snprintf(line, sizeof(line), "Valid until|%s", words[i]);
		assert_int_equal(read_heading(line, &roles), 1);
		assert_int_equal(roles.column[ROLE_PARTNER], 1);
	}
}

static void rows_titles_and_prose_are_no_heading(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("1|University of A|Italy|Department of B|2030", &roles), 0);
	assert_int_equal(
		read_heading("University of A|2030-01-01|International Department", &roles), 0);
	assert_int_equal(read_heading("Partners of the university", &roles), 0);
	assert_int_equal(read_heading("Country|Valid until|Signed", &roles), 0);
	assert_int_equal(read_heading("Partners and friends|in different countries", &roles), 0);
}

static void of_two_columns_the_better_word_wins_wherever_it_stands(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("Partner|Term|Valid until", &roles), 1);
	assert_int_equal(roles.column[ROLE_LAST_DAY], 2);
	assert_int_equal(roles.of[1], ROLE_NONE);
	assert_int_equal(roles.lost[1], ROLE_LAST_DAY);
	assert_int_equal(read_heading("Partner|Valid until|Term", &roles), 1);
	assert_int_equal(roles.column[ROLE_LAST_DAY], 1);
	assert_int_equal(roles.lost[2], ROLE_LAST_DAY);
	assert_int_equal(roles.lost[1], ROLE_NONE);
}

static void of_two_columns_as_good_the_first_one_wins(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("Partner|Expiry date|Valid until", &roles), 1);
	assert_int_equal(roles.column[ROLE_LAST_DAY], 1);
	assert_int_equal(roles.lost[2], ROLE_LAST_DAY);
	assert_int_equal(read_heading("University|Institution|Until", &roles), 1);
	assert_int_equal(roles.column[ROLE_PARTNER], 0);
}

static void a_poor_word_beside_a_better_one_raises_no_question(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("Partner|Contact|Owner|Year|Signed|Until", &roles), 1);
	assert_int_equal(roles.column[ROLE_OWNER], 2);
	assert_int_equal(roles.column[ROLE_SIGNED], 4);
	assert_int_equal(roles.of[1], ROLE_NONE);
	for (size_t i = 0; i < roles.column_count; i++)
		assert_int_equal(roles.lost[i], ROLE_NONE);
	assert_int_equal(read_heading("Partner|Contact|Faculty|Until", &roles), 1);
	assert_int_equal(roles.lost[2], ROLE_OWNER);
}

static void a_role_that_changes_takes_its_rivals_along(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("No|Partner|Until|No", &roles), 1);
	assert_int_equal(roles.lost[3], ROLE_NUMBER);
	roles_change(&roles, ROLE_NUMBER, ROLE_REGISTRATION_NUMBER);
	assert_int_equal(roles.lost[3], ROLE_REGISTRATION_NUMBER);
	assert_int_equal(roles.column[roles.lost[3]], 0);
}

static void a_status_is_found_and_has_no_role(void **state)
{
	struct roles roles;

	(void)state;
	assert_int_equal(read_heading("Partner|Until|Agreement status|State", &roles), 1);
	assert_int_equal(roles.status, 2);
	assert_int_equal(roles.of[2], ROLE_NONE);
	assert_int_equal(read_heading("Partner|Until", &roles), 1);
	assert_int_equal(roles.status, ROLE_NO_COLUMN);
}

static void memory_that_runs_out_is_no_answer(void **state)
{
	struct roles roles;
	int result;

	(void)state;
	alloc_fail_at(1);
	result = read_heading("Partner|Valid until", &roles);
	alloc_fail_at(0);
	assert_int_equal(result, -ENOMEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_heading_says_the_role_of_its_column),
		cmocka_unit_test(any_usual_word_for_the_partner_is_understood),
		cmocka_unit_test(rows_titles_and_prose_are_no_heading),
		cmocka_unit_test(of_two_columns_the_better_word_wins_wherever_it_stands),
		cmocka_unit_test(of_two_columns_as_good_the_first_one_wins),
		cmocka_unit_test(a_poor_word_beside_a_better_one_raises_no_question),
		cmocka_unit_test(a_role_that_changes_takes_its_rivals_along),
		cmocka_unit_test(a_status_is_found_and_has_no_role),
		cmocka_unit_test(memory_that_runs_out_is_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
