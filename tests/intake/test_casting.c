/*
 * Casting: tables as offices keep them, and what their columns come out as.
 */
#include "intake/casting.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* Makes a record of cells that '|' separates; text must outlive it. */
static struct record *record_of(const char *text, unsigned int line)
{
	struct record *record = calloc(1, sizeof(*record));
	const char *at = text;

	assert_non_null(record);
	record->kind = RECORD_CELLS;
	record->line = line;
	record->lines = 1;
	record->text = text;
	record->length = strcspn(text, "\n");
	for (;;) {
		size_t length = strcspn(at, "|\n");

		record->cells[record->cell_count].text = at;
		record->cells[record->cell_count++].length = length;
		if (at[length] != '|')
			break;
		at += length + 1;
	}
	return record;
}

/* A table cast from lines; the first is the heading line unless has_heading is false. */
struct cast {
	struct arena arena;
	struct problems problems;
	struct casting casting;
	int result;
};

static struct cast *cast(const char *text, bool has_heading, const struct profile *profile)
{
	struct cast *cast = calloc(1, sizeof(*cast));
	struct evidence evidence[INTAKE_COLUMNS_MAX] = {0};
	struct record *heading = NULL;
	size_t columns = 0;
	unsigned int line = 0;

	assert_non_null(cast);
	for (const char *at = text; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
		struct record *record = record_of(at, ++line);

		if (record->cell_count > columns)
			columns = record->cell_count;
		if (line == 1 && has_heading) {
			heading = record;
			continue;
		}
		for (size_t i = 0; i < record->cell_count; i++)
			assert_int_equal(evidence_add(&evidence[i], &record->cells[i], profile,
						      &cast->arena),
					 0);
		free(record);
	}
	cast->result = casting_make(heading, evidence, columns, profile, "file", &cast->arena,
				    &cast->problems, &cast->casting);
	free(heading);
	return cast;
}

static void uncast(struct cast *cast)
{
	arena_done(&cast->arena);
	problems_done(&cast->problems);
	free(cast);
}

/* The roles by column: "number partner - country"; "none" when the table cannot be cast. */
static const char *roles_of(const struct cast *cast, char out[static 512])
{
	out[0] = '\0';
	if (cast->result == 1)
		return "none";
	for (size_t i = 0; i < cast->casting.column_count; i++) {
		enum role role = cast->casting.columns[i].role;

		if (i > 0)
			strcat(out, " ");
		strcat(out, role == ROLE_NONE ? "-" : role_name(role));
	}
	return out;
}

/* clang-format off */
static const struct {
	int line;
	const char *table; /* lines; the first one is the heading line */
	const char *roles;
} tables[] = {
	{__LINE__, "NO.|UNIVERSITY|COUNTRY|CONCLUSION DATE|EFFECTIVE UNTIL\n"
	 "1|Ganja State University|Azerbaijan|30.03.2023|2028\n2|ADA University|Azerbaijan|16.03.2023|2028\n"
	 "3|Nagoya City University|Japan|28.06.2024|2029\n",
	 "number partner country signed last_day"},
	{__LINE__, "No|Date of agreement|Partner University / Organisation|City|Country|QS ranking|THE ranking|Valid until|Initiating actor|Registration number\n"
	 "1|6/28/2019|Dortmund University|Dortmund|Germany|-|-|Permanent|International Cooperation Department|01-19\n"
	 "|2/12/2020|University of Latvia|Riga|Latvia|781-790|1001-1200|2/12/2025|Quality Department|01-20\n"
	 "2|4/1/2020|Geneva Institute|Geneva|Switzerland|-|-|4/1/2025|International Cooperation Department|03-20\n",
	 "number signed partner city country - - last_day owner registration_number"},
	{__LINE__, "No|Logo|University|Country|Type of agreement|Date|Website\n"
	 "1||Siegen University|Germany|Agreement on cooperation|30.06.2003|https://a.de/\n"
	 "2||Technical University of Varna|Bulgaria|MoU|Oktyabr, 2020|https://b.bg/\n",
	 "number - partner country type signed link"},
	{__LINE__, "#|Name|Country|Status|Commencement Date|Expiration Date\n"
	 "1|The University of Queensland|Australia|MOU|2022.11.08|5 year\n2|Macquarie University|Australia|MOU|2023.03|5 year\n"
	 "3|Vienna University of Technology|Austria|Cooperation Agreement|2007.08.31|Long-term\n",
	 "number partner country type signed last_day"},
	{__LINE__, "№ п/п|Наименование вуза-партнёра|Страна|Вид договора|Дата заключения|Срок действия|Ответственный\n"
	 "1|МГУ имени Ломоносова|Россия|Договор о сотрудничестве|12.03.2021|5 лет|Кафедра физики\n",
	 "number partner country type signed last_day owner"},
	{__LINE__, "Sıra|Üniversite|Ülke|Anlaşma Türü|İmza Tarihi|Bitiş Tarihi\n1|Ankara Üniversitesi|Türkiye|Protokol|12.03.2021|12.03.2026\n",
	 "number partner country type signed last_day"},
	{__LINE__, "Partnerhochschule|Land|Unterzeichnet am|Laufzeit|Gültig bis|Kündigungsfrist\n",
	 "partner country signed term last_day notice"},
	{__LINE__, "Établissement partenaire|Pays|Date de signature|Durée|Reconduction tacite\n",
	 "partner country signed last_day renewal"},
	/* What the cells say decides. */
	{__LINE__, "No|Partner|Until\n01-19|A|2028\n02-19|B|2028\n03-19|C|2028\n", "registration_number partner last_day"},
	{__LINE__, "No|Reg. No|Partner|Until\nA1|01-19|A|2028\nA2|02-19|B|2028\nA3|03-19|C|2028\n",
	 "number registration_number partner last_day"},
	{__LINE__, "Partner|Region|Signed\nUniversity A|Japan|2020\nUniversity B|Italy|2021\nUniversity C|Spain|2022\n",
	 "partner country signed"},
	{__LINE__, "Partner|Country|Signed\nUniversity A|Rome|2020\nUniversity B|Riga|2021\nUniversity C|Bonn|2022\n",
	 "partner country signed"},
	{__LINE__, "Name|Zzz|Date\nUniversity A|MoU|2020\nUniversity B|MoU|2021\nUniversity C|Agreement|2022\n",
	 "partner type signed"},
	/* Start and term, where nothing better says it. */
	{__LINE__, "Partner|Start date|Duration\n", "partner signed last_day"},
	{__LINE__, "Partner|Signed|Start date|Duration|Valid until\n", "partner signed effective term last_day"},
	{__LINE__, "Partner|Validity|Valid until\nA|5 years|2028\nB|3 years|2027\n", "partner term last_day"},
	/* Two columns for one role. */
	{__LINE__, "Partner|Expiry date|Valid until\n", "partner last_day -"},
	{__LINE__, "University|Institution|Until\n", "partner - last_day"},
	{__LINE__, "Partner 1|Partner 2|Until|Notes|Remarks\n", "partner partner last_day note note"},
	{__LINE__, "Partner|Date|Date\nUniversity A|12.03.2020|12.03.2025\nUniversity B|13.03.2020|13.03.2025\n",
	 "partner signed last_day"},
	{__LINE__, "Partner|Date|Date\nUniversity A|12.03.2025|12.03.2020\nUniversity B|13.03.2025|13.03.2020\n",
	 "partner last_day signed"},
	{__LINE__, "Partner|Signed|Updated\nUniversity A|12.03.2020|12.03.2025\nUniversity B|13.03.2020|13.03.2025\n",
	 "partner signed -"},
	{__LINE__, "Partner|Signed|\nUniversity A|12.03.2020|12.03.2025\nUniversity B|13.03.2020|13.03.2025\n",
	 "partner signed last_day"},
	/* A language that nobody knows here. */
	{__LINE__, "საუნივერსიტეტო|ქვეყანა|თარიღი|ვადა\nTbilisi State University|Georgia|12.03.2020|12.03.2025\n"
	 "Ilia State University|Georgia|13.03.2020|13.03.2025\n",
	 "partner country signed last_day"},
	/* Nothing to read. */
	{__LINE__, "Country|Valid until|Signed\nJapan|2028|2023\nItaly|2028|2023\nSpain|2028|2023\n", "none"},
};

static const struct {
	int line;
	const char *table;
	const char *roles;
} bare_tables[] = {
	{__LINE__, "1|University of A|Italy|12.03.2020|12.03.2025\n2|University of B|Japan|13.03.2021|13.03.2026\n",
	 "number partner country signed last_day"},
	{__LINE__, "University of A|MoU|12.03.2020\nInstitute B|Agreement|13.03.2021\n", "partner type signed"},
	{__LINE__, "University of A|31.12.2027\nInstitute B|31.12.2028\nCollege C|30.06.2027\n", "partner last_day"},
	{__LINE__, "University of A|12.03.2020|5 years\nInstitute B|13.03.2021|3 years\n", "partner signed last_day"},
	{__LINE__, "University of A|a\nInstitute B|b\n", "none"},
	{__LINE__, "Ann|12.03.2020\nBob|13.03.2021\n", "none"},
};
/* clang-format on */

static void columns_come_out_as_people_read_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct cast *made = cast(tables[i].table, true, NULL);
		char roles[512];

		if (strcmp(roles_of(made, roles), tables[i].roles) != 0)
			fail_msg("line %d: %s\nnot %s", tables[i].line, roles_of(made, roles),
				 tables[i].roles);
		uncast(made);
	}
}

static void a_table_without_a_heading_line_is_cast_when_its_cells_leave_no_doubt(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bare_tables) / sizeof(bare_tables[0]); i++) {
		struct cast *made = cast(bare_tables[i].table, false, NULL);
		char roles[512];

		if (strcmp(roles_of(made, roles), bare_tables[i].roles) != 0)
			fail_msg("line %d: %s\nnot %s", bare_tables[i].line, roles_of(made, roles),
				 bare_tables[i].roles);
		uncast(made);
	}
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
	struct cast *made = cast("Our partner|Zzz|Valid until|Until|Country\n", true, &profile);
	char roles[512];

	(void)state;
	assert_string_equal(roles_of(made, roles), "owner partner - last_day country");
	assert_int_equal(made->casting.columns[0].reason, REASON_PROFILE);
	assert_string_equal(made->casting.columns[2].reason_text, "the profile says so");
	assert_int_equal(made->problems.count, 0);
	uncast(made);
}

static void a_profile_makes_a_table_without_a_heading_line_readable(void **state)
{
	static const struct profile_column columns[] = {{NULL, 1, ROLE_PARTNER},
							{NULL, 2, ROLE_SIGNED}};
	static const struct profile profile = {.columns = columns, .column_count = 2};
	struct cast *made = cast("Ann|x\nBob|y\n", false, &profile);
	char roles[512];

	(void)state;
	assert_string_equal(roles_of(made, roles), "partner signed");
	uncast(made);
}

static void columns_of_the_profile_that_are_not_there_are_told(void **state)
{
	static const struct profile_column columns[] = {{"Campus", 0, ROLE_CITY},
							{NULL, 7, ROLE_OWNER}};
	static const struct profile profile = {.columns = columns, .column_count = 2};
	struct cast *made = cast("Partner|Signed|Until\n", true, &profile);

	(void)state;
	assert_int_equal(made->result, 0);
	assert_int_equal(made->problems.count, 2);
	assert_string_equal(made->problems.items[0].code, "unknown_column");
	assert_string_equal(made->problems.items[0].text,
			    "the profile names a column \"Campus\": there is none");
	assert_string_equal(made->problems.items[1].text,
			    "the profile names column 7: there are only 3");
	uncast(made);
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
	{__LINE__, "Partner|Until|Region\nA|2028|Japan\nB|2028|Asia\nC|2027|Italy\n", 2, "2 of 3 cells are countries"},
	{__LINE__, "Partner|Until|QS ranking|Zzz|\n", 2, "heading \"QS ranking\""},
	{__LINE__, "Partner|Until|Zzz\nA|2028|x\n", 2, "nothing tells what it says"},
	{__LINE__, "Partner|Until|Zzz\n", 2, "it is empty"},
	{__LINE__, "Partner|Start date|Zzz\n", 1, "heading \"Start date\", and no other column says the signing date"},
	{__LINE__, "Partner|Signed|Duration\n", 2, "heading \"Duration\", and no other column says the last day"},
	{__LINE__, "Partner|Until|Expiry date\n", 2, "could be the last day too"},
	{__LINE__, "No|Partner|Until\n01-19|A|2028\n2|B|2028\n03-19|C|2028\n", 0, "heading \"No\", and 1 of 3 cells are plain numbers"},
	{__LINE__, "Partner|Signed|\nA|12.03.2020|12.03.2025\nB|13.03.2020|13.03.2025\n", 2, "2 of 2 cells are dates, the later ones"},
};
/* clang-format on */

static void every_column_says_why(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		struct cast *made = cast(reasons[i].table, true, NULL);

		assert_int_equal(made->result, 0);
		for (size_t k = 0; k < made->casting.column_count; k++)
			assert_non_null(made->casting.columns[k].reason_text);
		if (strcmp(made->casting.columns[reasons[i].column].reason_text,
			   reasons[i].reason) != 0)
			fail_msg("line %d: %s", reasons[i].line,
				 made->casting.columns[reasons[i].column].reason_text);
		uncast(made);
	}
}

static void two_columns_for_one_role_are_a_problem_that_names_both(void **state)
{
	struct cast *made = cast("Partner|Expiry date|Valid until\n", true, NULL);

	(void)state;
	assert_int_equal(made->casting.lost[2], ROLE_LAST_DAY);
	assert_int_equal(made->problems.count, 1);
	assert_string_equal(made->problems.items[0].code, "duplicate_column");
	assert_string_equal(made->problems.items[0].text,
			    "\"Valid until\" could be the last day too; \"Expiry date\" is read");
	assert_int_equal(made->problems.items[0].line, 1);
	assert_int_equal(made->problems.items[0].column, 21);
	uncast(made);
}

static void a_poor_word_beside_a_better_one_raises_no_question(void **state)
{
	struct cast *made = cast("Partner|Contact|Owner|Year|Signed|Until\n", true, NULL);
	char roles[512];

	(void)state;
	assert_string_equal(roles_of(made, roles), "partner - owner - signed last_day");
	assert_int_equal(made->problems.count, 0);
	uncast(made);
	made = cast("Partner|Faculty|Unit|Until\n", true, NULL);
	assert_int_equal(made->casting.lost[2], ROLE_OWNER);
	uncast(made);
}

static void further_columns_of_a_role_are_listed(void **state)
{
	struct cast *made = cast("Partner 1|Notes|Partner 2|Remarks|Until\n", true, NULL);

	(void)state;
	assert_int_equal(made->casting.of[ROLE_PARTNER], 0);
	assert_int_equal(made->casting.of[ROLE_NOTE], 1);
	assert_int_equal(made->casting.further_count, 2);
	assert_int_equal(made->casting.further[0].role, ROLE_PARTNER);
	assert_int_equal(made->casting.further[0].column, 2);
	assert_int_equal(made->casting.further[1].role, ROLE_NOTE);
	assert_int_equal(made->casting.further[1].column, 3);
	assert_int_equal(made->problems.count, 0);
	uncast(made);
}

/* ---- heading lines ------------------------------------------------------------------------ */

/* clang-format off */
static const struct {
	int line;
	const char *record;
	bool is_heading;
} records[] = {
	{__LINE__, "NO.|UNIVERSITY|COUNTRY|CONCLUSION DATE|EFFECTIVE UNTIL", true},
	{__LINE__, "№|ВУЗ|Страна|Дата", true}, {__LINE__, "#|Name|Country|Status|Commencement Date", true},
	{__LINE__, "Partner|Valid until", true}, {__LINE__, "Country|Valid until|Signed", true},
	{__LINE__, "Хамтрагч|Улс|Огноо", true}, {__LINE__, "||Partner||Signed|Until", true},
	{__LINE__, "1|University of A|Italy|Department of B|2030", false},
	{__LINE__, "University of A|2030-01-01|International Department", false},
	{__LINE__, "University of A|Italy|Agreement|Contact", false},
	{__LINE__, "University of A|Riga|Cooperation agreement|ICD", false},
	{__LINE__, "Partners of the university", false}, {__LINE__, "Partners and friends|in different countries", false},
	{__LINE__, "Until|Signed|see https://a.de/partner", false},
	{__LINE__, "Partner|a|b|c|d|e|f|Until", false}, {__LINE__, "|", false}, {__LINE__, "", false},
};
/* clang-format on */

static void heading_lines_are_told_from_rows_and_prose(void **state)
{
	struct text scratch = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		struct record *record = record_of(records[i].record, 1);

		if ((casting_is_heading(record, NULL, &scratch) > 0) != records[i].is_heading)
			fail_msg("line %d: %s", records[i].line, records[i].record);
		free(record);
	}
	text_done(&scratch);
}

static void the_line_with_more_headings_is_the_surer_one(void **state)
{
	struct text scratch = {0};
	struct record *one = record_of("Partner|Valid until", 1);
	struct record *other = record_of("Partner|Country|Signed|Valid until", 2);

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
	struct record *record = record_of("xxx|YYY|zzz", 1);

	(void)state;
	assert_int_equal(casting_is_heading(record, NULL, &scratch), 0);
	assert_true(casting_is_heading(record, &profile, &scratch) > 0);
	free(record);
	text_done(&scratch);
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
		.heading = record_of("Partner|Expiry date|Valid until|Zzz", 1),
		.row = record_of("University of A|2028|2028|Japan", 2),
		.profile = &profile,
	};
	struct text scratch = {0};

	(void)state;
	alloc_each_fails(cast_once, &one);
	alloc_fail_at(1);
	assert_int_equal(casting_is_heading(one.heading, NULL, &scratch), 0);
	alloc_fail_at(0);
	assert_true(text_failed(&scratch));
	text_done(&scratch);
	free(one.heading);
	free(one.row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_come_out_as_people_read_them),
		cmocka_unit_test(
			a_table_without_a_heading_line_is_cast_when_its_cells_leave_no_doubt),
		cmocka_unit_test(the_profile_decides_first),
		cmocka_unit_test(a_profile_makes_a_table_without_a_heading_line_readable),
		cmocka_unit_test(columns_of_the_profile_that_are_not_there_are_told),
		cmocka_unit_test(a_type_of_the_profile_is_a_type),
		cmocka_unit_test(every_column_says_why),
		cmocka_unit_test(two_columns_for_one_role_are_a_problem_that_names_both),
		cmocka_unit_test(a_poor_word_beside_a_better_one_raises_no_question),
		cmocka_unit_test(further_columns_of_a_role_are_listed),
		cmocka_unit_test(heading_lines_are_told_from_rows_and_prose),
		cmocka_unit_test(the_line_with_more_headings_is_the_surer_one),
		cmocka_unit_test(headings_of_the_profile_make_a_heading_line),
		cmocka_unit_test(memory_that_runs_out_is_no_cast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
