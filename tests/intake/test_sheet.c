/*
 * Goal: one register comes out the same whoever wrote the file. The files are made by
 * tests/intake/files/make.
 */
#include "intake/sheets/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "intake/reader.h"
#include "tests/intake/packing.h"

/* clang-format off */
static const char partners[] =
	"[Partners] 1:=|Register of agreements"
	" 2:|No|Country|Partner|Signed|Until|Link"
	" 3:|#001|Germany|Technical University of Dresden|@2021-03-12|@2026-03-11"
		"|page<https://tu-dresden.example/agreement?id=1&x=2>"
	" 4:|#2|Germany|University of Bonn|@2019-06-18|#2028"
	" 5:|#3|Germany|RWTH Aachen\nFaculty of Medicine|@2023-05|open-ended"
	" 6:|No|Country|Partner|Signed|Until|Link"
	" 7:|#4|Kazakhstan|Satbayev University|@2024-02-29|@2029"
	" [Türkiye] 1:|Partner|Term|Signed"
	" 2:|Boğaziçi University|5 years|@2020-10-01"
	" 3:|Ankara University|5+5|@2022-01-15"
	" [Old] 1:|Partner 2:|Gone";
/* clang-format on */

/* LibreOffice knows no sheet that is "very hidden": it only hides it. */
static const struct sample {
	const char *name;
	reader_opener *open;
	const char *more;
} samples[] = {
	{"openpyxl.xlsx", xlsx_open, ""},
	{"libreoffice.xlsx", xlsx_open, " [Secret] 1:|x"},
	{"libreoffice.ods", ods_open, " [Secret] 1:|x"},
	{"odfpy.ods", ods_open, ""},
};

static void a_register_reads_the_same_whoever_wrote_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		CLEANUP(text_done) struct text out = {0}, wanted = {0};
		CLEANUP(free_memory) char *bytes = NULL;
		size_t length;

		bytes = packing_load(samples[i].name, &length);
		text_addf(&wanted, "%s%s", partners, samples[i].more);
		assert_int_equal(
			packing_show(samples[i].open, bytes, length, NULL, &problems, true, &out),
			0);
		if (strcmp(text_string(&out), text_string(&wanted)) != 0)
			fail_msg("%s: %s", samples[i].name, text_string(&out));
	}
}

static void add(struct sheet *sheet, unsigned int column, const char *text)
{
	struct sheet_cell cell = {.column = column, .text = text, .length = strlen(text)};

	assert_int_equal(sheet_add(sheet, &cell), 0);
}

static void assert_text(struct sheet *sheet, const char *text)
{
	static struct record record;

	assert_int_equal(sheet_take(sheet, &record), 1);
	assert_int_equal(record.length, strlen(text));
	assert_memory_equal(record.text, text, record.length);
}

static void a_merged_text_is_shown_once_in_a_row(void **state)
{
	CLEANUP(text_done) struct text wide = {0};
	static struct sheet sheet;

	(void)state;
	sheet_init(&sheet, NULL);
	sheet_begin(&sheet, 0, "S");
	sheet_merge(&sheet, 1, 1, 3);
	sheet_merge(&sheet, 2, 3, 1);
	add(&sheet, 1, "Country");
	add(&sheet, 2, "Valid");
	add(&sheet, 4, "a\tb\nc\rd");
	assert_int_equal(sheet_end_row(&sheet, 1, 1), 0);
	assert_text(&sheet, "Country\tValid\t\ta b c d");
	add(&sheet, 2, "from");
	add(&sheet, 300, "far");
	assert_int_equal(sheet_end_row(&sheet, 3, 2), 0);
	assert_text(&sheet, "");
	text_add(&wide, "Country\tfrom");
	packing_repeat(&wide, "\t", 298);
	text_add(&wide, "far");
	assert_text(&sheet, text_string(&wide));
	/* The same row once more, below the range. */
	assert_text(&sheet, text_string(&wide) + strlen("Country"));
	sheet_done(&sheet);
}

/* The form in which a record is stored: cells of a row with tabs between, merged ones once. */
static void a_row_is_one_line_of_text(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	struct profile profile = {.sheet = "Partners"};
	struct source *source = NULL;
	struct reader *reader = NULL;
	static struct record record;
	static const char *const lines[] = {
		"Register of agreements",
		"No\tCountry\tPartner\tSigned\tUntil\tLink",
		"001\tGermany\tTechnical University of Dresden\t2021-03-12\t2026-03-11\tpage",
		"2\tGermany\tUniversity of Bonn\t2019-06-18\t2028",
		"3\tGermany\tRWTH Aachen Faculty of Medicine\t2023-05\topen-ended",
	};
	size_t length;

	(void)state;
	bytes = packing_load("openpyxl.xlsx", &length);
	assert_int_equal(source_of(bytes, length, "f", &problems, &source), 0);
	assert_int_equal(reader_open(source, &profile, &problems, &reader), 0);
	assert_int_equal(reader_base(reader)->format->format, FORMAT_XLSX);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(reader_next(reader, &record), 1);
		assert_int_equal(record.length, strlen(lines[i]));
		assert_memory_equal(record.text, lines[i], record.length);
	}
	reader_close(reader);
	source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_register_reads_the_same_whoever_wrote_it),
		cmocka_unit_test(a_merged_text_is_shown_once_in_a_row),
		cmocka_unit_test(a_row_is_one_line_of_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
