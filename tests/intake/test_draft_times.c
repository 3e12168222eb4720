/*
 * Times that several columns of a row say together, and answers of columns that ask.
 */
#include "intake/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

static void assert_signed(size_t index, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(draft(index)->signed_on, text), wanted);
}

#define EXTENDED "Ref,Partner,Country,Signed,Renewed,Extended until,Valid until,Owner\n"

static void an_extension_beside_a_renewal_is_the_last_day_of_a_further_term(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(EXTENDED
			  "2016/04,A,Norway,04/05/2016,04/05/2021,,03/05/2026,X\n"
			  "2017/11,B,Portugal,20/09/2017,,31/12/2027,19/09/2022,X\n"
			  "2018/02,C,Croatia,14/02/2018,14/02/2023,14/02/2028,14/02/2023,X\n"),
		0);
	assert_last_day(0, "2026-05-03");
	assert_last_day(1, "2027-12-31");
	assert_true(draft(1)->term_count >= 2);
	assert_last_day(2, "2028-02-14");
	assert_int_equal(taken.problems.count, 0);
	assert_string_equal(draft(1)->registration_number, "2017/11");
	assert_string_equal(draft(1)->last_day_raw, "19/09/2022; 31/12/2027");
	assert_int_equal(taken.facts->tables[0].columns[4].role, ROLE_RENEWAL);
	assert_int_equal(taken.facts->tables[0].columns[5].role, ROLE_RENEWAL);
}

static void an_extension_that_ends_too_early_is_a_question_with_both_cells(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(EXTENDED "2017/11,B,Portugal,20/09/2017,,31/12/2021,19/09/2022,X\n"), 0);
	assert_last_day(0, "2021-12-31");
	assert_asks("two_last_days", "last_day", "2021-12-31", "2022-09-19");
	assert_says("two_last_days", "Valid until: \"19/09/2022\" with Extended until: "
				     "\"31/12/2021\" leaves two last days");
}

static void an_extension_that_cannot_be_or_is_unread_is_said(void **state)
{
	(void)state;
	assert_int_equal(read_text(EXTENDED "1/2,B,Italy,20/09/2017,,31/02/2028,19/09/2022,X\n"
					    "1/3,C,Italy,20/09/2017,,see letter,19/09/2022,X\n"),
			 0);
	assert_says("impossible_date", "Extended until: \"31/02/2028\": there is no 31 February");
	assert_says("unread_rest", "Extended until: \"see letter\"");
	assert_last_day(0, "2022-09-19");
}

static void each_column_of_renewals_writes_dates_in_its_own_order(void **state)
{
	(void)state;
	assert_int_equal(read_text(EXTENDED "1/1,A,Italy,13/09/2010,13/09/2015,09/30/2020,,X\n"
					    "1/2,B,Italy,13/09/2010,02/03/2015,02/03/2020,,X\n"),
			 0);
	assert_last_day(1, "2020-02-03");
	assert_int_equal(day_civil(draft(1)->terms[1].start.first).month, 3);
}

static void the_later_of_both_sides_dates_is_the_signing_date(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed by us,Signed by partner,Effective from,Expiry,"
				   "Owner\n"
				   "A,25/03/2021,30/03/2021,13/09/2021,12/09/2026,X\n"
				   "B,30/03/2022,20/03/2022,01/04/2022,19/03/2027,X\n"
				   "C,,13/03/2022,,19/03/2027,X\n"
				   "D,31/02/2021,13/03/2022,,19/03/2027,X\n"),
			 0);
	assert_signed(0, "2021-03-30");
	assert_signed(1, "2022-03-30");
	assert_signed(2, "2022-03-13");
	assert_signed(3, "2022-03-13");
	assert_says("impossible_date", "Signed by us: \"31/02/2021\"");
	assert_int_equal(day_civil(draft(0)->terms[0].start.first).month, 9);
	assert_int_equal(column_of(ROLE_EFFECTIVE)->reason, REASON_HEADING);
	assert_non_null(strstr(column_of(ROLE_SIGNED)->reason_text, "the later one is read"));
	assert_int_equal(taken.problems.count, 1);
}

static void who_signed_is_no_date(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Partner,Signed,Signed by,Valid until,Owner\n"
			  "A,13/03/2020,The Rector,2030,X\nB,14/03/2020,The Dean,2030,X\n"),
		0);
	assert_int_equal(taken.facts->tables[0].columns[2].role, ROLE_NONE);
	assert_int_equal(taken.problems.count, 0);
}

/* clang-format off */
static const struct {
	int line;
	const char *heading, *cell;
	enum renewal renewal;
} answers[] = {
	{__LINE__, "Tacite reconduction (O/N)", "O", RENEWAL_TACIT},
	{__LINE__, "Tacite reconduction (O/N)", "Oui", RENEWAL_TACIT},
	{__LINE__, "Tacite reconduction (O/N)", "N", RENEWAL_EXPRESS},
	{__LINE__, "Auto-renewal (Y/N)", "Y", RENEWAL_TACIT},
	{__LINE__, "Auto-renewal (Y/N)", "yes", RENEWAL_TACIT},
	{__LINE__, "Auto-renewal (Y/N)", "No", RENEWAL_EXPRESS},
	{__LINE__, "Automatic renewal", "✓", RENEWAL_TACIT},
	{__LINE__, "Автопролонгация", "Да", RENEWAL_TACIT},
	{__LINE__, "Автопролонгация", "нет", RENEWAL_EXPRESS},
	{__LINE__, "Otomatik yenileme", "Evet", RENEWAL_TACIT},
	{__LINE__, "Otomatik yenileme", "Hayır", RENEWAL_EXPRESS},
	{__LINE__, "Automatische Verlängerung", "Ja", RENEWAL_TACIT},
	{__LINE__, "Renovación automática", "Sí", RENEWAL_TACIT},
};
/* clang-format on */

static void an_answer_under_a_heading_that_asks_is_the_renewal(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text),
			 "Partner,Signed,Valid until,Owner,%s\nA,2020,2030,X,%s\n",
			 answers[i].heading, answers[i].cell);
		assert_int_equal(read_text(text), 0);
		if (draft(0)->renewal != answers[i].renewal || taken.problems.count > 0)
			fail_msg("line %d: \"%s\" under \"%s\", %zu problems", answers[i].line,
				 answers[i].cell, answers[i].heading, taken.problems.count);
	}
	assert_int_equal(read_text("Partner,Signed,Valid until,Owner,Renewable\nA,2020,2030,X,Y\n"),
			 0);
	assert_int_equal(draft(0)->renewal, RENEWAL_EXPRESS);
	assert_asks("renewal_to_confirm", "renewal", "tacit", "express");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			an_extension_beside_a_renewal_is_the_last_day_of_a_further_term, forget),
		cmocka_unit_test_teardown(
			an_extension_that_ends_too_early_is_a_question_with_both_cells, forget),
		cmocka_unit_test_teardown(an_extension_that_cannot_be_or_is_unread_is_said, forget),
		cmocka_unit_test_teardown(each_column_of_renewals_writes_dates_in_its_own_order,
					  forget),
		cmocka_unit_test_teardown(the_later_of_both_sides_dates_is_the_signing_date,
					  forget),
		cmocka_unit_test_teardown(who_signed_is_no_date, forget),
		cmocka_unit_test_teardown(an_answer_under_a_heading_that_asks_is_the_renewal,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
