/*
 * Casting: tables as offices keep them, and what their columns come out as.
 */
#include "intake/columns/casting.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/piped.h"
#include "tests/support/alloc.h"

/* clang-format off */
static const struct {
	int line;
	const char *table; /* lines; the first one is the heading line */
	const char *roles;
} tables[] = {
	{__LINE__,
	 "NO.|UNIVERSITY|COUNTRY|CONCLUSION DATE|EFFECTIVE UNTIL\n"
	 "1|Ganja State University|Azerbaijan|30.03.2023|2028\n"
	 "2|ADA University|Azerbaijan|16.03.2023|2028\n"
	 "3|Nagoya City University|Japan|28.06.2024|2029\n",
	 "number partner country signed last_day"},
	{__LINE__,
	 "No|Date of agreement|Partner University / Organisation|City|Country|QS ranking|THE "
	 "ranking|Valid until|Initiating actor|Registration number\n"
	 "1|6/28/2019|Dortmund University|Dortmund|Germany|-|-|Permanent|International "
	 "Cooperation Department|01-19\n"
	 "|2/12/2020|University of Latvia|Riga|Latvia|781-790|1001-1200|2/12/2025|Quality "
	 "Department|01-20\n"
	 "2|4/1/2020|Geneva Institute|Geneva|Switzerland|-|-|4/1/2025|International Cooperation "
	 "Department|03-20\n",
	 "number signed partner city country - - last_day owner registration_number"},
	{__LINE__,
	 "No|Logo|University|Country|Type of agreement|Date|Website\n"
	 "1||Siegen University|Germany|Agreement on cooperation|30.06.2003|https://a.de/\n"
	 "2||Technical University of Varna|Bulgaria|MoU|Oktyabr, 2020|https://b.bg/\n",
	 "number - partner country type signed link"},
	{__LINE__,
	 "#|Name|Country|Status|Commencement Date|Expiration Date\n"
	 "1|The University of Queensland|Australia|MOU|2022.11.08|5 year\n"
	 "2|Macquarie University|Australia|MOU|2023.03|5 year\n"
	 "3|Vienna University of Technology|Austria|Cooperation Agreement|2007.08.31|Long-term\n",
	 "number partner country type signed last_day"},
	{__LINE__,
	 "№ п/п|Наименование вуза-партнёра|Страна|Вид договора|Дата заключения|Срок действия|"
	 "Ответственный\n"
	 "1|МГУ имени Ломоносова|Россия|Договор о сотрудничестве|12.03.2021|5 лет|Кафедра физики\n",
	 "number partner country type signed last_day owner"},
	{__LINE__,
	 "Sıra|Üniversite|Ülke|Anlaşma Türü|İmza Tarihi|Bitiş Tarihi\n"
	 "1|Ankara Üniversitesi|Türkiye|Protokol|12.03.2021|12.03.2026\n",
	 "number partner country type signed last_day"},
	{__LINE__,
	 "Partnerhochschule|Land|Unterzeichnet am|Laufzeit|Gültig bis|Kündigungsfrist\n",
	 "partner country signed term last_day notice"},
	{__LINE__,
	 "Établissement partenaire|Pays|Date de signature|Durée|Reconduction tacite\n",
	 "partner country signed last_day renewal"},
	/* What the cells say decides. */
	{__LINE__,
	 "No|Partner|Until\n"
	 "01-19|A|2028\n"
	 "02-19|B|2028\n"
	 "03-19|C|2028\n",
	 "registration_number partner last_day"},
	{__LINE__,
	 "No|Reg. No|Partner|Until\n"
	 "A1|01-19|A|2028\n"
	 "A2|02-19|B|2028\n"
	 "A3|03-19|C|2028\n",
	 "number registration_number partner last_day"},
	{__LINE__,
	 "Partner|Region|Signed\n"
	 "University A|Japan|2020\n"
	 "University B|Italy|2021\n"
	 "University C|Spain|2022\n",
	 "partner country signed"},
	{__LINE__,
	 "Partner|Country|Signed\n"
	 "University A|Rome|2020\n"
	 "University B|Riga|2021\n"
	 "University C|Bonn|2022\n",
	 "partner country signed"},
	{__LINE__,
	 "Name|Zzz|Date\n"
	 "University A|MoU|2020\n"
	 "University B|MoU|2021\n"
	 "University C|Agreement|2022\n",
	 "partner type signed"},
	/* Two columns for one role. */
	{__LINE__, "Partner|Expiry date|Valid until\n", "partner last_day -"},
	{__LINE__, "University|Institution|Until\n", "partner - last_day"},
	{__LINE__,
	 "Partner 1|Partner 2|Until|Notes|Remarks\n",
	 "partner partner last_day note note"},
	/* A language that nobody knows here. */
	{__LINE__,
	 "საუნივერსიტეტო|ქვეყანა|თარიღი|ვადა\n"
	 "Tbilisi State University|Georgia|12.03.2020|12.03.2025\n"
	 "Ilia State University|Georgia|13.03.2020|13.03.2025\n",
	 "partner country signed last_day"},
	/* Nothing to read. */
	{__LINE__,
	 "Country|Valid until|Signed\n"
	 "Japan|2028|2023\n"
	 "Italy|2028|2023\n"
	 "Spain|2028|2023\n",
	 "none"},
};
/* clang-format on */

static void columns_come_out_as_people_read_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		piped_check(tables[i].line, tables[i].table, true, tables[i].roles);
}

/* ---- the profile, reasons, problems ------------------------------------------------------- */

static void the_profile_decides_first(void **state)
{
	static const struct profile_column columns[] = {
		{"our  PARTNER", 0, ROLE_OWNER},
		{NULL, 2, ROLE_PARTNER},
		{"Valid until", 0, ROLE_NONE},
		{NULL, 4, ROLE_LAST_DAY},
	};
	static const struct profile profile = {.columns = columns, .column_count = 4};
	struct piped_cast *made =
		piped_cast("Our partner|Zzz|Valid until|Until|Country\n", true, &profile);
	char roles[PIPED_ROLES_SIZE];

	(void)state;
	assert_string_equal(piped_roles(made, roles), "owner partner - last_day country");
	assert_int_equal(made->casting.columns[0].reason, REASON_PROFILE);
	assert_string_equal(made->casting.columns[2].reason_text, "the profile says so");
	assert_int_equal(made->problems.count, 0);
	piped_uncast(made);
}

static void a_profile_makes_a_table_without_a_heading_line_readable(void **state)
{
	static const struct profile_column columns[] = {{NULL, 1, ROLE_PARTNER},
							{NULL, 2, ROLE_SIGNED}};
	static const struct profile profile = {.columns = columns, .column_count = 2};
	struct piped_cast *made = piped_cast("Ann|x\nBob|y\n", false, &profile);
	char roles[PIPED_ROLES_SIZE];

	(void)state;
	assert_string_equal(piped_roles(made, roles), "partner signed");
	piped_uncast(made);
}

static void columns_of_the_profile_that_are_not_there_are_told(void **state)
{
	static const struct profile_column columns[] = {{"Campus", 0, ROLE_CITY},
							{NULL, 7, ROLE_OWNER}};
	static const struct profile profile = {.columns = columns, .column_count = 2};
	struct piped_cast *made = piped_cast("Partner|Signed|Until\n", true, &profile);

	(void)state;
	assert_int_equal(made->result, 0);
	assert_int_equal(made->problems.count, 2);
	assert_string_equal(made->problems.items[0].code, "unknown_column");
	assert_string_equal(made->problems.items[0].text,
			    "the profile names a column \"Campus\": there is none");
	assert_string_equal(made->problems.items[1].text,
			    "the profile names column 7: there are only 3");
	piped_uncast(made);
}

static void a_type_of_the_profile_is_a_type(void **state)
{
	static const char *const items[] = {"*twinning*"};
	static const struct profile profile = {.types = {items, 1}};

	(void)state;
	assert_true(casting_is_type("City Twinning", &profile));
	assert_false(casting_is_type("City Twinning", NULL));
	assert_true(casting_is_type("MoU", &profile));
	assert_true(casting_is_institution("Fachhochschule Jena"));
	assert_false(casting_is_institution("Jena"));
}

/* clang-format off */
static const struct {
	int line;
	const char *table;
	size_t column;
	const char *reason;
} reasons[] = {
	{__LINE__, "Partner|Valid  until\n", 1, "heading \"Valid until\""},
	{__LINE__,
	 "Partner|Until|Region\n"
	 "A|2028|Japan\n"
	 "B|2028|Asia\n"
	 "C|2027|Italy\n",
	 2, "2 of 3 cells are countries"},
	{__LINE__, "Partner|Until|QS ranking|Zzz|\n", 2, "heading \"QS ranking\""},
	{__LINE__,
	 "Partner|Until|Zzz\n"
	 "A|2028|x\n",
	 2, "nothing tells what it says"},
	{__LINE__, "Partner|Until|Zzz\n", 2, "it is empty"},
	{__LINE__,
	 "Partner|Start date|Zzz\n",
	 1, "heading \"Start date\", and no other column says the signing date"},
	{__LINE__,
	 "Partner|Signed|Duration\n",
	 2, "heading \"Duration\", and no other column says the last day"},
	{__LINE__, "Partner|Until|Expiry date\n", 2, "could be the last day too"},
	{__LINE__,
	 "No|Partner|Until\n"
	 "01-19|A|2028\n"
	 "2|B|2028\n"
	 "03-19|C|2028\n",
	 0, "heading \"No\", and 1 of 3 cells are plain numbers"},
	{__LINE__,
	 "Partner|Signed|\n"
	 "A|12.03.2020|12.03.2025\n"
	 "B|13.03.2020|13.03.2025\n",
	 2, "2 of 2 cells are dates, the later ones"},
};
/* clang-format on */

static void every_column_says_why(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		struct piped_cast *made = piped_cast(reasons[i].table, true, NULL);

		assert_int_equal(made->result, 0);
		for (size_t k = 0; k < made->casting.column_count; k++)
			assert_non_null(made->casting.columns[k].reason_text);
		if (strcmp(made->casting.columns[reasons[i].column].reason_text,
			   reasons[i].reason) != 0)
			fail_msg("line %d: %s", reasons[i].line,
				 made->casting.columns[reasons[i].column].reason_text);
		piped_uncast(made);
	}
}

static void two_columns_for_one_role_are_a_problem_that_names_both(void **state)
{
	struct piped_cast *made = piped_cast("Partner|Expiry date|Valid until\n", true, NULL);

	(void)state;
	assert_int_equal(made->casting.lost[2], ROLE_LAST_DAY);
	assert_int_equal(made->problems.count, 1);
	assert_string_equal(made->problems.items[0].code, "duplicate_column");
	assert_string_equal(made->problems.items[0].text,
			    "\"Valid until\" could be the last day too; \"Expiry date\" is read");
	assert_int_equal(made->problems.items[0].line, 1);
	assert_int_equal(made->problems.items[0].column, 21);
	piped_uncast(made);
}

static void a_poor_word_beside_a_better_one_raises_no_question(void **state)
{
	struct piped_cast *made =
		piped_cast("Partner|Contact|Owner|Year|Signed|Until\n", true, NULL);
	char roles[PIPED_ROLES_SIZE];

	(void)state;
	assert_string_equal(piped_roles(made, roles), "partner - owner - signed last_day");
	assert_int_equal(made->problems.count, 0);
	piped_uncast(made);
	made = piped_cast("Partner|Faculty|Unit|Until\n", true, NULL);
	assert_int_equal(made->casting.lost[2], ROLE_OWNER);
	piped_uncast(made);
}

static void further_columns_of_a_role_are_listed(void **state)
{
	struct piped_cast *made =
		piped_cast("Partner 1|Notes|Partner 2|Remarks|Until\n", true, NULL);

	(void)state;
	assert_int_equal(made->casting.of[ROLE_PARTNER], 0);
	assert_int_equal(made->casting.of[ROLE_NOTE], 1);
	assert_int_equal(made->casting.further_count, 2);
	assert_int_equal(made->casting.further[0].role, ROLE_PARTNER);
	assert_int_equal(made->casting.further[0].column, 2);
	assert_int_equal(made->casting.further[1].role, ROLE_NOTE);
	assert_int_equal(made->casting.further[1].column, 3);
	assert_int_equal(made->problems.count, 0);
	piped_uncast(made);
}

/* ---- memory ------------------------------------------------------------------------------- */

struct memory_case {
	struct record *heading;
	struct record *row;
	const struct profile *profile;
};

static int cast_once(void *context)
{
	const struct memory_case *one = context;
	struct evidence evidence[8] = {0};
	struct arena arena = {0};
	struct problems problems = {0};
	struct casting *casting = NULL;
	int result = 0;

	casting = arena_take(&arena, sizeof(*casting));
	if (casting == NULL)
		result = -ENOMEM;
	for (size_t i = 0; i < one->row->cell_count && result == 0; i++)
		result = evidence_add(&evidence[i], &one->row->cells[i], one->profile, &arena);
	if (result == 0)
		result = casting_make(one->heading, evidence, one->heading->cell_count,
				      one->profile, "file", &arena, &problems, casting);
	arena_done(&arena);
	problems_done(&problems);
	return result;
}

static void memory_that_runs_out_is_no_cast(void **state)
{
	static const struct profile_column columns[] = {{"Campus", 0, ROLE_CITY}};
	static const struct profile profile = {.columns = columns, .column_count = 1};
	struct memory_case one = {
		.heading = piped_record("Partner|Expiry date|Valid until|Zzz", 1),
		.row = piped_record("University of A|2028|2028|Japan", 2),
		.profile = &profile,
	};

	(void)state;
	alloc_each_fails(cast_once, &one);
	free(one.heading);
	free(one.row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_come_out_as_people_read_them),
		cmocka_unit_test(the_profile_decides_first),
		cmocka_unit_test(a_profile_makes_a_table_without_a_heading_line_readable),
		cmocka_unit_test(columns_of_the_profile_that_are_not_there_are_told),
		cmocka_unit_test(a_type_of_the_profile_is_a_type),
		cmocka_unit_test(every_column_says_why),
		cmocka_unit_test(two_columns_for_one_role_are_a_problem_that_names_both),
		cmocka_unit_test(a_poor_word_beside_a_better_one_raises_no_question),
		cmocka_unit_test(further_columns_of_a_role_are_listed),
		cmocka_unit_test(memory_that_runs_out_is_no_cast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
