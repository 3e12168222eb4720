/*
 * Lists of partners without a table: which lines are partners, and what belongs to each.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "tests/intake/showing.h"
#include "tests/support/alloc.h"

#define REGISTER RENEWD_SOURCE_DIR "/examples/registers/khazar.txt"
#define EXPECTED RENEWD_SOURCE_DIR "/tests/intake/expected/khazar.tsv"

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *records;
	const char *problems;
} lists[] = {
	/* Countries over partners. */
	{__LINE__, "Germany\nUniversity of Bonn\nTU University Berlin\n\nFrance\nSorbonne University\n",
	 "^1|Germany/2|University of Bonn||/3|TU University Berlin||/-4/^5|France/6|Sorbonne University||/", ""},
	/* A country that is repeated belongs to the next entry only. */
	{__LINE__, "Japan\nKyoto University\nJapan\nOsaka University\nFrance\nSorbonne University\nUniversity of Oslo\n",
	 "1+2|Kyoto University|Japan|/3+2|Osaka University|Japan|/5+2|Sorbonne University|France|/7|University of Oslo||/", ""},
	/* Bullets, numbers, dashes, and what is done. */
	{__LINE__, "Our partners:\n1. University of Bonn - student exchange\n2) Kyoto University: joint research\n\xe2\x80\xa2 Sorbonne University\n",
	 "-1/2|University of Bonn||student exchange/3|Kyoto University||joint research/4|Sorbonne University||/", ""},
	/* Names and what is done in turn, without empty lines. */
	{__LINE__, "University of Bonn\nExchange of students.\nKyoto University\nJoint research; lectures\n",
	 "1+2|University of Bonn||Exchange of students./3+2|Kyoto University||Joint research; lectures/", ""},
	/* Countries behind names. */
	{__LINE__, "University of Bonn, Germany\nKyoto University (Japan)\nUniversity of Western Australia\n",
	 "1|University of Bonn|Germany|/2|Kyoto University|Japan|/3|University of Western Australia||/", ""},
	{__LINE__, "Germany: University of Bonn; University of Trier\nJapan: Kyoto University\n",
	 "1|University of Bonn; University of Trier|Germany|/2|Kyoto University|Japan|/", "1 partners_on_a_line "},
	/* Names that only begin with the name of a country. */
	{__LINE__, "Georgia State University\nJapan Foundation\nChina University of Petroleum\nUniversity of Bonn\nUniversity of Trier\n",
	 "1|Georgia State University||/2|Japan Foundation||/3|China University of Petroleum||/4|University of Bonn||/5|University of Trier||/", ""},
	/* Countries before names, on most lines. */
	{__LINE__, "Japan Ritsumeikan University\nGermany Bielefeld University\nNorway Nansen Institute\nUSA The University of Kansas\n",
	 "1|Ritsumeikan University|Japan|/2|Bielefeld University|Germany|/3|Nansen Institute|Norway|/4|The University of Kansas|USA|/", ""},
	/* A page around the list. */
	{__LINE__, "Home | Search | Contact\n\nWelcome to our site. Here are the partners.\n\nEurope\n\nUniversity of Bonn\n\nThis list is not complete.\n\n\xc2\xa9 2020 University of X\n",
	 "-1/-2/-3/-4/^5|Europe/-6/7|University of Bonn||/-8/-9/-10/-11/", ""},
	/* A menu is no list. */
	{__LINE__, "Home\nStudent Center\nMaps\nNews\n\nEurope\nUniversity of Bonn\nUniversity of Trier\n",
	 "-1/-2/-3/-4/-5/^6|Europe/7|University of Bonn||/8|University of Trier||/", ""},
	/* A name that stands before the list can be the office's own. */
	{__LINE__, "Sample University\n\nEurope\nUniversity of Bonn\nUniversity of Trier\nUniversity of Oslo\nUniversity of Bergen\n",
	 "1|Sample University||/-2/^3|Europe/4|University of Bonn||/5|University of Trier||/6|University of Oslo||/7|University of Bergen||/", "1 unsure_partner "},
	{__LINE__, "Sample University\n\nEurope\nUniversity of Bonn\nStudents of Sample University study there.\nUniversity of Trier\nScholarships for students of Sample University.\nUniversity of Oslo\nSupport to the library of Sample University.\n",
	 "-1/-2/^3|Europe/4+2|University of Bonn||Students of Sample University study there./6+2|University of Trier||Scholarships for students of Sample University./8+2|University of Oslo||Support to the library of Sample University./", ""},
	/* Names that wrap, and empty lines within an entry. */
	{__LINE__, "University of Science and\nTechnology of Oslo\n\nJoint research.\n", "1+4|University of Science and Technology of Oslo||Joint research./", ""},
	/* Sentences that name partners. */
	{__LINE__, "University of Bonn\nJoint research.\n\nIn addition, we work with Ernst and Young, Coca-Cola, Azersun Holding, Hyatt.\n",
	 "1+2|University of Bonn||Joint research./-3/-4/", "4 partners_in_prose "},
	/* Titles are no names. */
	{__LINE__, "Partner universities\nList of international partners\nUniversity of Bonn\nNational University of Technology\nJapanese universities\nKyoto University\nUniversities in Norway\nUniversity of Oslo\n",
	 "-1/-2/3|University of Bonn||/4|National University of Technology||/^5|Japanese universities/6|Kyoto University||/^7|Universities in Norway/8|University of Oslo||/", ""},
	/* Where a partner is. */
	{__LINE__, "University of Bonn\nBonn, Germany\nJoint research.\n\nKyoto University\nKyoto, Japan\nStudent exchange.\n",
	 "1+3|University of Bonn|Germany|Bonn, Germany~Joint research./-4/5+3|Kyoto University|Japan|Kyoto, Japan~Student exchange./", ""},
	{__LINE__, "University of Bonn\nSalzburg Seminar, Austria\nWorld Bank, USA\nFulbright Program, USA\n",
	 "1|University of Bonn||/2|Salzburg Seminar|Austria|/3|World Bank|USA|/4|Fulbright Program|USA|/", ""},
	/* Names without a word of institutions, where others have one. */
	{__LINE__, "University of Bonn\nSiemens\nKyoto University\n", "1|University of Bonn||/2|Siemens||/3|Kyoto University||/", ""},
	{__LINE__, "Germany\nSiemens\nBosch\n", "^1|Germany/2|Siemens||/3|Bosch||/", "2 unsure_partner "},
	/* A partner that comes again is not the office. */
	{__LINE__, "University of Bonn\nUniversity of Trier\nUniversity of Bonn\nUniversity of Bonn\nUniversity of Bonn\n",
	 "1|University of Bonn||/2|University of Trier||/3|University of Bonn||/4|University of Bonn||/5|University of Bonn||/", ""},
	/* What is said about dates in an entry. */
	{__LINE__, "Italy\nUniversity of Bari, MoU, signed 14 May 2022, expires 14 May 2027\nUniversity of Vigo - valid until 31.12.2026\nUniversity of Cadiz\n",
	 "^1|Italy/2|University of Bari||MoU, signed 14 May 2022, expires 14 May 2027|14 May 2022|signed 14 May 2022, expires 14 May 2027/3|University of Vigo||valid until 31.12.2026||until 31.12.2026/4|University of Cadiz||||/", ""},
	{__LINE__, "Россия\nТомский политехнический университет, договор от 12.03.2021 до 12.03.2026\nМГИМО — меморандум от 05.10.2022, бессрочно\n",
	 "^1|Россия/2|Томский политехнический университет||договор от 12.03.2021 до 12.03.2026|12.03.2021|от 12.03.2021 до 12.03.2026/3|МГИМО||меморандум от 05.10.2022, бессрочно|05.10.2022|от 05.10.2022, бессрочно/", ""},
	{__LINE__, "Germany\nUniversity of Jena, Erasmus+, 2021-2027\nUniversity of Bonn, student exchange, 5 years from 1 September 2023\n",
	 "^1|Germany/2|University of Jena||Erasmus+, 2021-2027||2021-2027/3|University of Bonn||student exchange, 5 years from 1 September 2023||5 years from 1 September 2023/", ""},
	/* A date that nothing explains is said; so is one in prose. */
	{__LINE__, "Italy\nUniversity of Turin (2019)\nUniversity of Pavia\nThe two universities have met each year since 2010 for a week.\n",
	 "^1|Italy/2|University of Turin||2019/3+2|University of Pavia||The two universities have met each year since 2010 for a week./", "2 dates_in_prose 3 dates_in_prose "},
	{__LINE__, "Партнеры университета\nРоссия\nТомский университет\nКазанский университет\n",
	 "-1/^2|Россия/3|Томский университет||/4|Казанский университет||/", ""},
	/* Other languages. */
	{__LINE__, "Казахстан\nЕвразийский национальный университет имени Л.Н. Гумилева\nОбмен студентами; совместные исследования\n",
	 "^1|Казахстан/2+2|Евразийский национальный университет имени Л.Н. Гумилева||Обмен студентами; совместные исследования/", ""},
	{__LINE__, "Almanya\nBremen Üniversitesi\nÖğrenci değişimi\n", "^1|Almanya/2+2|Bremen Üniversitesi||Öğrenci değişimi/", ""},
};
/* clang-format on */

static void lists_become_records(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct one *one = &lists[i];
		const char *records = show(listing_open, one->text, strlen(one->text), NULL);

		if (strcmp(records, one->records) == 0 &&
		    strcmp(show_problems(), one->problems) == 0)
			continue;
		print_error("line %d: %s\n   wanted %s\n   problems %s\n", one->line, records,
			    one->records, show_problems());
		failed++;
	}
	assert_int_equal(failed, 0);
}

/* What is saved in place of a register: a page that asks for a password, one about an error. */
static void a_page_about_something_else_gives_no_partner_in_silence(void **state)
{
	static const char *const refused[] = {
		"<html><title>Sign in</title><body><ul><li>Forgot password?</li>"
		"<li>Help centre</li><li>Privacy policy</li></ul></body></html>",
		"<!DOCTYPE html><html><body><h1>Not Found</h1><p>The requested URL was not found "
		"on this server.</p></body></html>"};
	static const char unsure[] = "<html><body><h1>Sign in</h1><ul><li>News</li>"
				     "<li>Student centre</li></ul></body></html>";

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_string_equal(show(html_open, refused[i], strlen(refused[i]), NULL),
				    "? unsupported_format");
	(void)show(html_open, unsure, strlen(unsure), NULL);
	assert_non_null(strstr(show_problems(), "unsure_partner"));
}

/* ---- a page as it was found ---------------------------------------------------------------- */

/* A whole file, NUL-terminated; to be freed. */
static char *read_whole(const char *path)
{
	CLEANUP(text_done) struct text text = {0};
	FILE *file = fopen(path, "r");
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		text_add_char(&text, (char)c);
	fclose(file);
	return text_take(&text);
}

/* What somebody who reads the page writes down about the next row: fields between tabs. */
static bool next_expected(char **at, char *fields[4])
{
	char *line = strsep(at, "\n");

	if (line == NULL || line[0] == '\0')
		return false;
	for (size_t i = 0; i < 4; i++) {
		fields[i] = strsep(&line, "\t");
		assert_non_null(fields[i]);
	}
	return true;
}

/* A cell with single blanks. */
static const char *cell_text(const struct cell *cell)
{
	static char text[4096];
	size_t n = 0;

	for (size_t i = 0; i < cell->length && n + 1 < sizeof(text); i++) {
		char c = cell->text[i] == '\n' ? ' ' : cell->text[i];

		if (c != ' ' || (n > 0 && text[n - 1] != ' '))
			text[n++] = c;
	}
	text[n] = '\0';
	return text;
}

static void assert_row(const struct record *record, char *fields[4])
{
	char line[16];

	snprintf(line, sizeof(line), "%u", record->line);
	assert_string_equal(line, fields[0]);
	assert_int_equal(record->cell_count, 3);
	assert_string_equal(cell_text(&record->cells[1]), fields[1]);
	assert_string_equal(cell_text(&record->cells[0]), fields[2]);
	if (fields[3][0] == '\0')
		assert_string_equal(cell_text(&record->cells[2]), "");
	else if (strstr(cell_text(&record->cells[2]), fields[3]) != cell_text(&record->cells[2]))
		fail_msg("line %s: \"%s\"", line, cell_text(&record->cells[2]));
}

static void all_partners_of_a_page_come_out_and_nothing_else(void **state)
{
	CLEANUP(free_memory) char *expected = read_whole(EXPECTED);
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	static struct record record;
	char *at = expected, *fields[4];
	size_t rows = 0;
	int result;

	(void)state;
	assert_int_equal(source_open(REGISTER, &problems, &source), 0);
	assert_int_equal(reader_open(source, NULL, &problems, &reader), 0);
	assert_int_equal(reader_base(reader)->format->format, FORMAT_LIST);
	while ((result = reader_next(reader, &record)) == 1) {
		if (record.kind != RECORD_CELLS)
			continue;
		assert_true(next_expected(&at, fields));
		assert_row(&record, fields);
		rows++;
	}
	assert_int_equal(result, 0);
	assert_false(next_expected(&at, fields));
	assert_int_equal(rows, 114);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, "partners_in_prose");
	assert_int_equal(problems.items[0].line, 600);
	problems_done(&problems);
}

/* ---- profiles, lines, memory --------------------------------------------------------------- */

static void a_profile_narrows_the_page(void **state)
{
	static const char text[] = "University of X\nPartners\nUniversity of Bonn\nKyoto School\n"
				   "University of Oslo\nOther pages\nUniversity of Y\n";
	static const char *const strip[] = {"Kyoto*"};
	static const struct profile profile = {
		.start = "Partners", .stop = "Other*", .strip = {strip, 1}};

	(void)state;
	assert_string_equal(show(listing_open, text, strlen(text), &profile),
			    "-1/-2/3|University of Bonn||/-4/5|University of Oslo||/-6/-7/");
}

static void lines_within_an_entry_are_told(void **state)
{
	static const char text[] = "\nUniversity of Bonn\n\nJoint research\nand lectures.\n \n";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	static struct record record;

	(void)state;
	assert_int_equal(source_of(text, strlen(text), "page", &problems, &source), 0);
	assert_int_equal(listing_open(source, NULL, &problems, &reader), 0);
	assert_int_equal(reader_next(reader, &record), 1);
	assert_int_equal(record.length, 0);
	assert_int_equal(reader_next(reader, &record), 1);
	assert_int_equal(record.lines, 4);
	assert_int_equal(record.line_kinds[0], LINE_ROW);
	assert_int_equal(record.line_kinds[1], LINE_BLANK);
	assert_int_equal(record.line_kinds[2], LINE_CONTINUATION);
	assert_int_equal(record.line_kinds[3], LINE_CONTINUATION);
	assert_memory_equal(record.text, text + 1, record.length);
	assert_int_equal(record.length, strlen(text) - 4);
	assert_int_equal(reader_base(reader)->fixed_role_count, 3);
	assert_int_equal(reader_base(reader)->fixed_roles[0], ROLE_PARTNER);
	assert_int_equal(reader_base(reader)->fixed_roles[1], ROLE_COUNTRY);
	assert_int_equal(reader_base(reader)->fixed_roles[2], ROLE_NOTE);
	problems_done(&problems);
}

static int read_list(void *context)
{
	static const char text[] =
		"Japan\nKyoto University\nJapan\nOsaka University\n\n"
		"Joint research\n- lectures\n\nHome\nTable 2: x\n"
		"Norway: University of Oslo; University of Bergen - exchange of staff\n";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	static struct record record;
	int result = source_of(text, strlen(text), "page", &problems, &source);

	(void)context;
	if (result == 0)
		result = listing_open(source, NULL, &problems, &reader);
	if (result == 0) {
		while ((result = reader_next(reader, &record)) == 1)
			continue;
	}
	problems_done(&problems);
	return result;
}

static void every_allocation_can_fail(void **state)
{
	(void)state;
	alloc_each_fails(read_list, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_become_records),
		cmocka_unit_test(a_page_about_something_else_gives_no_partner_in_silence),
		cmocka_unit_test(all_partners_of_a_page_come_out_and_nothing_else),
		cmocka_unit_test(a_profile_narrows_the_page),
		cmocka_unit_test(lines_within_an_entry_are_told),
		cmocka_unit_test(every_allocation_can_fail),
	};

	return cmocka_run_group_tests(tests, NULL, show_nothing);
}
