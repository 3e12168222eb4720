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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_come_out_as_people_read_them),
		cmocka_unit_test(
			a_table_without_a_heading_line_is_cast_when_its_cells_leave_no_doubt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
