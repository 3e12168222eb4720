/*
 * Separated text as a reader gives it: which separator, which records on which lines, and cells
 * that were broken over lines.
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
#include "intake/limits.h"
#include "intake/reader.h"
#include "tests/support/alloc.h"

static struct problems problems;
static struct record record;

static void show_record(struct text *shown)
{
	text_addf(shown, "%s%u", record.kind == RECORD_FURNITURE ? "-" : "", record.line);
	if (record.lines > 1)
		text_addf(shown, "+%u", record.lines);
	for (unsigned int i = 0; record.line_kinds != NULL && i < record.lines; i++)
		text_add_char(shown, " rhfbpc"[record.line_kinds[i] + 1]);
	for (size_t i = 0; i < record.cell_count && record.kind == RECORD_CELLS; i++) {
		text_add_char(shown, '|');
		text_add_n(shown, record.cells[i].text, record.cells[i].length);
	}
	text_add_char(shown, '/');
}

/* The separator, then each record: '-' for furniture, its line, '+' and how many when it has several, a letter for
 * the kind of each when the reader says it, and the cells behind '|'. '?' when nothing separates.
 * */
static const char *show(const char *bytes, size_t length)
{
	static struct text shown;
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	int result;

	text_clear(&shown);
	assert_int_equal(source_of(bytes, length, "list.csv", &problems, &source), 0);
	result = reader_open(source, NULL, &problems, &reader);
	problems_done(&problems);
	if (result != 0 || reader_base(reader)->format->format != FORMAT_SEPARATED)
		return "?";
	text_add_char(&shown, reader_base(reader)->separator);
	text_add_char(&shown, ' ');
	while ((result = reader_next(reader, &record)) == 1)
		show_record(&shown);
	assert_int_equal(result, 0);
	assert_int_equal(reader_next(reader, &record), 0);
	return text_string(&shown);
}

#define HEADING "Partner;Country;Valid until\n"

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *records;
} separators[] = {
	{__LINE__, "Partner,Country\nA,DE\nB,FR\n", ", 1|Partner|Country/2|A|DE/3|B|FR/"},
	{__LINE__, "Partner;Country\nA;DE\nB;FR\n", "; 1|Partner|Country/2|A|DE/3|B|FR/"},
	{__LINE__, "Partner\tCountry\nA\tDE\nB\tFR\n", "\t 1|Partner|Country/2|A|DE/3|B|FR/"},
	{__LINE__, "Partner|Country\nA|DE\nB|FR\n", "| 1|Partner|Country/2|A|DE/3|B|FR/"},
	/* Other separators within cells. */
	{__LINE__, "Partner;Country\nA, Ltd, of X;DE\nB, Inc;FR\nC, D and E;IT\n",
	 "; 1|Partner|Country/2|A, Ltd, of X|DE/3|B, Inc|FR/4|C, D and E|IT/"},
	{__LINE__, "Partner,Country,Valid until\n\"A;B\",DE;FR,2030\n\"C;D\",IT;ES,2031\n",
	 ", 1|Partner|Country|Valid until/2|A;B|DE;FR|2030/3|C;D|IT;ES|2031/"},
	{__LINE__, "Partner\tAmount\nA\t1,5\nB\t2,5\nC\t3,5\n", "\t 1|Partner|Amount/2|A|1,5/3|B|2,5/4|C|3,5/"},
	/* Every record has one comma and one semicolon: the heading line decides. */
	{__LINE__, "Partner;Country, code\nA, B;DE\nC, D;FR\n", "; 1|Partner|Country, code/2|A, B|DE/3|C, D|FR/"},
	/* No heading is known. */
	{__LINE__, "x1;x2;x3\na;b;c\nd;e;f\n", "; 1|x1|x2|x3/2|a|b|c/3|d|e|f/"},
	{__LINE__, "1,a b,2030\n2,c d,2031\n", ", 1|1|a b|2030/2|2|c d|2031/"},
	/* Blanks behind the separators of a known heading line. */
	{__LINE__, "Partner, Country, Valid until\nA, DE, 2030\nB, FR, 2031\n",
	 ", 1|Partner| Country| Valid until/2|A| DE| 2030/3|B| FR| 2031/"},
	/* Titles, blank lines and legends beside few rows. */
	{__LINE__, "Agreements\n\n\nPartner\tCountry\n\nA\tDE\nGray: expired\n",
	 "\t 1|Agreements/-2/-3/4|Partner|Country/-5/6|A|DE/7|Gray: expired/"},
	{__LINE__, "Partner,Country,,\nA,DE,,\n,,,\n  , ,\t,\n", ", 1|Partner|Country||/2|A|DE||/-3/-4/"},
	/* As Excel says it. */
	{__LINE__, "sep=;\nPartner;x\nA, B;1\n", "; -1/2|Partner|x/3|A, B|1/"},
	{__LINE__, "\"sep=|\"\r\nPartner\r\nA, B\r\n", "| -1/2|Partner/3|A, B/"},
	{__LINE__, "SEP=,\na,b\n", ", -1/2|a|b/"},
	{__LINE__, "\xef\xbb\xbfsep=;\na;b\n", "; -1/2|a|b/"},
	{__LINE__, "sep=;x\na;b\nc;d\n", "; 1|sep=|x/2|a|b/3|c|d/"},
	/* A stray mark hides nothing. */
	{__LINE__, HEADING "\"A;DE;2030\nB;FR;2031\nC;IT;2032\n",
	 "; 1|Partner|Country|Valid until/2|\"A|DE|2030/3|B|FR|2031/4|C|IT|2032/"},
	/* What is not separated. */
	{__LINE__, "Dear colleagues,\nwe have partners in many countries, and more.\n", "?"},
	{__LINE__, "Partner\nA\nB\n", "?"},
	{__LINE__, "Our partners, the University of A, and others\nThe agreement; signed last year, is valid\n"
	 "Country, city and partner are said in words, below\nFor more, ask us\n", "?"},
	{__LINE__, "\tUniversity of A\n\tUniversity of B\n\tUniversity of C\n", "?"},
	{__LINE__, "\n\n\n", "?"},
};
/* clang-format on */

static void the_separator_is_found_by_how_the_text_is_built(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		const char *records = show(separators[i].text, strlen(separators[i].text));

		if (strcmp(records, separators[i].records) != 0)
			fail_msg("line %d: %s\nnot\n%s", separators[i].line, records,
				 separators[i].records);
	}
}

#define TABLE "No\tPartner\tCountry\tType\tLink\n1\tA\tDE\tMoU\thttps://a.example/\n"

/* clang-format off */
static const struct one broken[] = {
	/* An address on the web goes on. */
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/named%20an\n\n\t\t\t\td%20so%20on.html\n3\tC\tIT\tMoU\t\n",
	 "3+3rbc|2|B|FR|MoU|https://b.example/named%20and%20so%20on.html/6|3|C|IT|MoU|/"},
	{__LINE__, "2\tB\tFR\tMoU\twww.b.example/one-\r\n\t\t\t\ttwo-three\r\n", "3+2rc|2|B|FR|MoU|www.b.example/one-two-three/"},
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/a\n\t\t\t\tb/c\n\t\t\t\td/e\n", "3+3rcc|2|B|FR|MoU|https://b.example/ab/cd/e/"},
	/* A second address, a date or a word is none that goes on. */
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/\n\t\t\t\thttps://c.example/\n",
	 "3|2|B|FR|MoU|https://b.example//4|||||https://c.example//"},
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/\n\t\t\t\t2030-01-01\n", "3|2|B|FR|MoU|https://b.example//4|||||2030-01-01/"},
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/\n\t\t\t\tTerminated\n", "3|2|B|FR|MoU|https://b.example//4|||||Terminated/"},
	{__LINE__, "2\tB\tFR\tMoU\tb@b.example and\n\t\t\t\tc@c.example\n", "3|2|B|FR|MoU|b@b.example and/4|||||c@c.example/"},
	{__LINE__, "2\tB\tFR\tMoU\t2025-01-01\n\t\t\t\tpermanent\n", "3|2|B|FR|MoU|2025-01-01/4|||||permanent/"},
	/* Words: a small letter, a hyphen, a bracket. */
	{__LINE__, "2\tB\tFR\tMoU\tjoint research in\n\t\t\t\tphysics\n", "3+2rc|2|B|FR|MoU|joint research in physics/"},
	{__LINE__, "2\tB\tFR\tMoU\tсовместные исследо-\n\t\t\t\tвания\n", "3+2rc|2|B|FR|MoU|совместные исследо-вания/"},
	{__LINE__, "2\tB\tFR\tMoU\tseen (also by\n\t\t\t\tMr X)\n", "3+2rc|2|B|FR|MoU|seen (also by Mr X)/"},
	/* A record that stops within a cell, and the rest of its cells below. */
	{__LINE__, "2\tB\tFR\tAgreement on\n\t\t\tcooperation\thttps://b.example/\n", "3+2rc|2|B|FR|Agreement on cooperation|https://b.example//"},
	{__LINE__, "2\tB\tFR\tAgreement on\n\t\t\tResearch\thttps://b.example/\n", "3+2rc|2|B|FR|Agreement on Research|https://b.example//"},
	{__LINE__, "2\tUniversity\n\tof B\tFR\tMoU\t\n", "3+2rc|2|University of B|FR|MoU|/"},
	/* Pieces without the empty cells before them. */
	{__LINE__, "2\tB\tFR\tAgreement on\ncooperation\thttps://b.example/\n", "3+2rc|2|B|FR|Agreement on cooperation|https://b.example//"},
	{__LINE__, "2\tUniversity of\n\napplied Sciences\tFR\tMoU\tx\n", "3+3rbc|2|University of applied Sciences|FR|MoU|x/"},
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/one%20\n20two/three\n", "3+2rc|2|B|FR|MoU|https://b.example/one%2020two/three/"},
	{__LINE__, "2\tB\tFR\tMoU\tsee the agree-\nment\n", "3+2rc|2|B|FR|MoU|see the agree-ment/"},
	{__LINE__, "2\tB\tFR\tMoU\tInternational Office\ngray: expired\n", "3|2|B|FR|MoU|International Office/4|gray: expired/"},
	{__LINE__, "2\tB\tFR\tMoU\thttps://b.example/\nTotal\n", "3|2|B|FR|MoU|https://b.example//4|Total/"},
	{__LINE__, "2\tB\tFR\n3\tC\tIT\n", "3|2|B|FR/4|3|C|IT/"},
	{__LINE__, "2\tB\tFR\nUniversity C\tIT\tMoU\n", "3|2|B|FR/4|University C|IT|MoU/"},
	/* Rows without a number, short rows, and what is filled before the place stay what they are. */
	{__LINE__, "2\tB\tFR\tMoU\tx\n\tC\tIT\tMoU\ty\n", "3|2|B|FR|MoU|x/4||C|IT|MoU|y/"},
	{__LINE__, "2\tB\n\tUniversity of C\tIT\tMoU\ty\n", "3|2|B/4||University of C|IT|MoU|y/"},
	{__LINE__, "2\tB\tFR\tMoU\tx y\n\t\tgermany\tMoU\t\n", "3|2|B|FR|MoU|x y/4|||germany|MoU|/"},
	{__LINE__, "2\tB\tFR\tMoU\t\n\t\t\t\tgoes on\n", "3|2|B|FR|MoU|/4|||||goes on/"},
	{__LINE__, "2\tB\tFR\tMoU\tx\n\t\t\t\t\tgoes on\n", "3|2|B|FR|MoU|x/4||||||goes on/"},
	{__LINE__, "2\tB\tFR\tMoU\tx\n\t\t\t\t\n\t\t\t\tgoes on\n", "3|2|B|FR|MoU|x/-4/5|||||goes on/"},
	{__LINE__, "2\tB\tFR\tMoU\tx\nsome title\n\t\t\t\tgoes on\n", "3|2|B|FR|MoU|x/4|some title/5|||||goes on/"},
	/* With marks and line ends inside. */
	{__LINE__, "2\t\"B\nC\"\tFR\tMoU\t\"x \"\"y\"\" or\"\n\n\t\t\t\t\"and \"\"z\"\"\n!\"\n3\tD\n",
	 "3+5rcbcc|2|B\nC|FR|MoU|x \"y\" or and \"z\"\n!/8|3|D/"},
};
/* clang-format on */

static void a_cell_that_broke_off_is_joined_and_rows_without_a_number_are_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		char text[1024];
		const char *records;

		snprintf(text, sizeof(text), "%s%s", TABLE, broken[i].text);
		records = strstr(show(text, strlen(text)), "/3");
		if (records == NULL || strcmp(records + 1, broken[i].records) != 0)
			fail_msg("line %d: %s\nnot\n%s", broken[i].line, records,
				 broken[i].records);
	}
}

static struct source *source;
static struct reader *reader;

static void open_reader(const char *bytes, size_t length, const struct profile *profile)
{
	assert_int_equal(source_of(bytes, length, "list.csv", &problems, &source), 0);
	if (reader_open(source, profile, &problems, &reader) != 0)
		fail_msg("%s", problems.items[0].text);
}

static void close_reader(void)
{
	reader_close(reader);
	source_close(source);
	problems_done(&problems);
	reader = NULL;
	source = NULL;
}

static void assert_next(int result)
{
	assert_int_equal(reader_next(reader, &record), result);
}

static void assert_place(size_t index, unsigned int line, unsigned int column)
{
	struct place place = record_place(&record, index);

	if (place.line != line || place.column != column)
		fail_msg("cell %zu at %u:%u, not %u:%u", index, place.line, place.column, line,
			 column);
}

static void a_joined_record_has_its_lines_verbatim_and_cells_know_their_own(void **state)
{
	static const char text[] = TABLE "2\tB\tFR\tÜber die\n\n\t\t\tx \t\"y\"\"\"\n";

	(void)state;
	open_reader(text, strlen(text), NULL);
	assert_next(1);
	assert_next(1);
	assert_next(1);
	assert_int_equal(record.lines, 3);
	assert_int_equal(record.length, strlen("2\tB\tFR\tÜber die\n\n\t\t\tx \t\"y\"\"\""));
	assert_memory_equal(record.text, "2\tB\tFR\tÜber die\n\n\t\t\tx \t\"y\"\"\"",
			    record.length);
	assert_place(0, 3, 1);
	assert_place(3, 3, 8);
	assert_place(4, 5, 8);
	assert_next(0);
	close_reader();
}

static void a_second_pass_gives_the_same_and_says_how_far_it_is(void **state)
{
	CLEANUP(text_done) struct text text = {0};
	CLEANUP(text_done) struct text first = {0};
	CLEANUP(text_done) struct text second = {0};

	(void)state;
	text_add(&text, HEADING);
	for (int i = 0; i < 100000; i++)
		text_addf(&text, "Universität %d;\"DE \"\"%d\"\"\";20%02d%s", i, i, i % 100,
			  i % 3 == 0 ? "\n" : "\r\n");
	open_reader(text.data, text.length, NULL);
	assert_int_equal(reader_base(reader)->format->done(reader), 0);
	while (reader_next(reader, &record) == 1)
		show_record(&first);
	assert_int_equal(reader_base(reader)->format->done(reader), text.length);
	assert_int_equal(record.line, 100001);
	assert_int_equal(reader_rewind(reader), 0);
	for (int i = 0; i < 50000; i++) {
		assert_next(1);
		show_record(&second);
	}
	assert_in_range(reader_base(reader)->format->done(reader), text.length * 4 / 10,
			text.length * 6 / 10);
	while (reader_next(reader, &record) == 1)
		show_record(&second);
	assert_int_equal(first.length, second.length);
	assert_string_equal(first.data, second.data);
	close_reader();
}

static void a_table_below_pages_of_prose_is_found(void **state)
{
	CLEANUP(text_done) struct text text = {0};
	const char *shown;

	(void)state;
	for (int i = 0; i < 250; i++)
		text_add(&text, "We sign, now and then, agreements\n\n");
	for (int i = 0; i < 1000; i++)
		text_addf(&text, "%d;University, Faculty %d;2030\n", i, i);
	shown = show(text.data, text.length);
	assert_int_equal(shown[0], ';');
	/* Where most of it is prose, a few lines with bars are none. */
	text_clear(&text);
	for (int i = 0; i < 2000; i++)
		text_add(&text, i % 100 < 10 ? "a|b|c\n" : "We sign agreements\n");
	assert_string_equal(show(text.data, text.length), "?");
}

static void an_encoded_text_is_cut_as_utf8(void **state)
{
	static const char text[] = "\xcf\xe0\xf0\xf2\xed\xb8\xf0;\xd1\xf2\xf0\xe0\xed\xe0\n"
				   "\xcf\xe8\xe7\xe0;\"\xc8\xf2\xe0\xeb\xe8\xff \"\"x\"\"\"\n";

	(void)state;
	assert_string_equal(show(text, sizeof(text) - 1),
			    "; 1|Партнёр|Страна/2|Пиза|Италия \"x\"/");
}

static void a_mark_that_nothing_closes_is_told_of_its_cell(void **state)
{
	static const char text[] = HEADING "\"A;DE;2030\n\"B\" Ltd;FR;2031\n";

	(void)state;
	open_reader(text, strlen(text), NULL);
	assert_next(1);
	assert_next(1);
	assert_true(record.cells[0].is_open);
	assert_false(record.cells[1].is_open);
	assert_next(1);
	assert_false(record.cells[0].is_open);
	close_reader();
}

static void a_line_over_the_limit_is_refused_with_its_number(void **state)
{
	CLEANUP(text_done) struct text text = {0};
	struct source *refused = NULL;

	(void)state;
	text_add(&text, HEADING HEADING);
	while (text.length < INTAKE_LINE_MAX + 100)
		text_add(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;");
	open_reader(text.data, text.length, NULL);
	assert_next(1);
	assert_next(1);
	assert_next(READER_REFUSED);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, "line_too_long");
	assert_int_equal(problems.items[0].line, 3);
	assert_next(READER_REFUSED);
	assert_int_equal(problems.count, 1);
	close_reader();
	/* One that is the first line is none that can be looked at. */
	memset(text.data, 'a', text.length);
	assert_int_equal(source_of(text.data, text.length, "list.csv", &problems, &refused), 0);
	assert_int_equal(reader_open(refused, NULL, &problems, &reader), READER_REFUSED);
	assert_string_equal(problems.items[0].code, "line_too_long");
	source_close(refused);
	problems_done(&problems);
}

static void no_more_is_joined_than_a_record_may_have(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	text_add(&text, TABLE "2\tB\tFR\tMoU\thttps://b.example/");
	while (text.length < INTAKE_LINE_MAX - 100)
		text_add(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	text_add(&text, "\n\t\t\t\tb/c\n\t\t\t\t");
	for (int i = 0; i < 50; i++)
		text_add(&text, "b/c/d/");
	text_add(&text, "\n");
	open_reader(text.data, text.length, NULL);
	assert_next(1);
	assert_next(1);
	assert_next(1);
	assert_int_equal(record.lines, 2);
	assert_next(1);
	assert_int_equal(record.line, 5);
	assert_next(0);
	close_reader();
}

static void pieces_without_end_are_no_cell(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	text_add(&text, TABLE "2\tB\tFR\tMoU\thttps://b.example/");
	for (int i = 0; i < 100; i++)
		text_add(&text, "a\n\t\t\t\t");
	open_reader(text.data, text.length, NULL);
	for (int i = 0; i < 3; i++)
		assert_next(1);
	assert_int_equal(record.lines, 33);
	assert_int_equal(record.cells[4].length, strlen("https://b.example/") + 33);
	assert_next(1);
	assert_int_equal(record.line, 36);
	close_reader();
}

static void blank_lines_without_end_part_two_records(void **state)
{
	CLEANUP(text_done) struct text text = {0};

	(void)state;
	text_add(&text, TABLE "2\tB\tFR\tMoU\tgoes\n");
	for (int i = 0; i < 100; i++)
		text_add(&text, "\n");
	text_add(&text, "\t\t\t\ton\n");
	open_reader(text.data, text.length, NULL);
	for (int i = 0; i < 3; i++)
		assert_next(1);
	assert_int_equal(record.lines, 1);
	for (int i = 0; i < 101; i++)
		assert_next(1);
	assert_next(0);
	close_reader();
}

static void a_profile_may_say_that_text_is_separated(void **state)
{
	static const struct profile profile = {.format = FORMAT_SEPARATED};
	static const char text[] = "we sign, soon, more\nand so on\n";
	struct source *plain = NULL;

	(void)state;
	open_reader(text, strlen(text), &profile);
	assert_int_equal(reader_base(reader)->separator, ',');
	assert_string_equal(reader_base(reader)->format_reason, "the profile says so");
	assert_next(1);
	assert_int_equal(record.cell_count, 3);
	close_reader();
	assert_int_equal(source_of("a\nb\n", 4, "list.csv", &problems, &plain), 0);
	assert_int_equal(reader_open(plain, &profile, &problems, &reader), READER_REFUSED);
	assert_string_equal(problems.items[0].code, "unsupported_format");
	source_close(plain);
	problems_done(&problems);
}

static int read_all(void *context)
{
	struct source *mine = NULL;
	CLEANUP(reader_closep) struct reader *all = NULL;
	int result = source_of(context, strlen(context), "list.csv", &problems, &mine);

	if (result == 0)
		result = reader_open(mine, NULL, &problems, &all);
	while (result == 0 || result == 1) {
		result = reader_next(all, &record);
		if (result == 0)
			break;
	}
	reader_close(all);
	all = NULL;
	source_close(mine);
	problems_done(&problems);
	return result;
}

static void short_memory_is_said(void **state)
{
	char text[] = TABLE "2\tB\tFR\t\"a \"\"b\"\" in\"\n\n\t\t\tx\t\"y\"\"\"\n";

	(void)state;
	alloc_each_fails(read_all, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_separator_is_found_by_how_the_text_is_built),
		cmocka_unit_test(a_cell_that_broke_off_is_joined_and_rows_without_a_number_are_not),
		cmocka_unit_test(a_joined_record_has_its_lines_verbatim_and_cells_know_their_own),
		cmocka_unit_test(a_second_pass_gives_the_same_and_says_how_far_it_is),
		cmocka_unit_test(a_table_below_pages_of_prose_is_found),
		cmocka_unit_test(an_encoded_text_is_cut_as_utf8),
		cmocka_unit_test(a_mark_that_nothing_closes_is_told_of_its_cell),
		cmocka_unit_test(a_line_over_the_limit_is_refused_with_its_number),
		cmocka_unit_test(no_more_is_joined_than_a_record_may_have),
		cmocka_unit_test(pieces_without_end_are_no_cell),
		cmocka_unit_test(blank_lines_without_end_part_two_records),
		cmocka_unit_test(a_profile_may_say_that_text_is_separated),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
