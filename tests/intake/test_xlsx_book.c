#include "intake/sheets/xlsx_book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "intake/limits.h"
#include "intake/reader.h"
#include "tests/intake/packing.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT	"http://purl.oclc.org/ooxml/officeDocument/relationships"

#define RELATIONS(inside) "<Relationships xmlns='" PACKAGE "'>" inside "</Relationships>"
#define RELATION(id, type, target)                                                                 \
	"<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define BOOK(inside)	"<workbook xmlns:r='" OFFICE "'>" inside "</workbook>"
#define ENTRY(name, id) "<sheet name='" name "' sheetId='1' r:id='" id "'/>"

#define ONE_SHEET RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml"))
#define CELL(text)                                                                                 \
	"<worksheet><sheetData><row><c t='str'><v>" text "</v></c></row></sheetData></worksheet>"

static const char day_styles[] = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
				 "</cellXfs></styleSheet>";

/* A part that is left out is NULL; sheets 1 and 2 say "one" and "two". */
static const struct book {
	int line;
	const char *book;
	const char *relations;
	const char *sheet; /* the first one, if it is another */
	const char *wanted;
	const char *shown;
} books[] = {
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") ENTRY("B", "b") "</sheets>"),
	 RELATIONS(RELATION("b", "worksheet", "worksheets/sheet2.xml")
			   RELATION("a", "worksheet", "worksheets/sheet1.xml")),
	 NULL, NULL, "[A] 1:|one [B] 1:|two"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "b") ENTRY("B", "a") "</sheets>"),
	 RELATIONS(RELATION("b", "worksheet", "/xl/worksheets/sheet2.xml")
			   RELATION("a", "worksheet", "../xl/./worksheets//SHEET1.xml")),
	 NULL, NULL, "[A] 1:|two [B] 1:|one"},
	{__LINE__,
	 BOOK("<sheets><sheet name='A' state='hidden' r:id='a'/>"
	      "<sheet name='B' state='veryHidden' r:id='b'/></sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			   RELATION("b", "worksheet", "worksheets/sheet2.xml")),
	 NULL, NULL, "[A] 1:|one"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") ENTRY("B", "b") ENTRY("C", "c") "</sheets>"),
	 RELATIONS(RELATION("a", "chartsheet", "chartsheets/sheet1.xml")
			   RELATION("b", "worksheet", "worksheets/sheet2.xml")
				   RELATION("c", "dialogsheet", "dialogsheets/sheet1.xml")),
	 NULL, NULL, "[B] 1:|two"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "chartsheet", "chartsheets/sheet1.xml")), NULL, NULL, "!no_sheet"},
	{__LINE__, BOOK("<sheets/>"), ONE_SHEET, NULL, NULL, "!no_sheet"},
	{__LINE__, BOOK(""), ONE_SHEET, NULL, NULL, "!no_sheet"},
	/* The one that the profile names; it is the first part then. */
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") ENTRY("List  of Partners", "b") "</sheets>"),
	 RELATIONS(RELATION("b", "worksheet", "worksheets/sheet2.xml")
			   RELATION("a", "worksheet", "worksheets/sheet1.xml")),
	 NULL, " LIST of partners", "[List  of Partners] 1:|two"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"), ONE_SHEET, NULL, "B", "!no_sheet"},
	/* Strict files have other addresses. */
	{__LINE__,
	 "<w:workbook xmlns:w='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='" STRICT "'>"
	 "<w:sheets><w:sheet name='A' sheetId='1' q:id='a'/></w:sheets></w:workbook>",
	 RELATIONS("<Relationship Id='a' Type='" STRICT
		   "/worksheet' Target='worksheets/sheet1.xml'/>"),
	 NULL, NULL, "[A] 1:|one"},
	/* Days from 1904. */
	{__LINE__, BOOK("<workbookPr date1904='1'/><sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			   RELATION("s", "styles", "styles.xml")),
	 "<worksheet><sheetData><row><c s='1'><v>45460</v></c><c s='1'><v>0</v></c><c s='1'>"
	 "<v>60</v></c></row></sheetData></worksheet>",
	 NULL, "[A] 1:|@2028-06-18|@1904-01-01|@1904-03-01"},
	{__LINE__, BOOK("<workbookPr date1904='false'/><sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			   RELATION("s", "styles", "styles.xml")),
	 "<worksheet><sheetData><row><c s='1'><v>46922</v></c></row></sheetData></worksheet>", NULL,
	 "[A] 1:|@2028-06-18"},
	/* Names with escapes, and of other alphabets. */
	{__LINE__, BOOK("<sheets>" ENTRY("a_x0026_b ü &quot;c&quot;", "a") "</sheets>"), ONE_SHEET,
	 NULL, NULL, "[a&b ü \"c\"] 1:|one"},
	/* What is missing. */
	{__LINE__, BOOK("<sheets>" ENTRY("A", "x") "</sheets>"), ONE_SHEET, NULL, NULL,
	 "!damaged_file"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet9.xml")), NULL, NULL,
	 "!damaged_file"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"), NULL, NULL, NULL, "!damaged_file"},
	{__LINE__, NULL, ONE_SHEET, NULL, NULL, "!damaged_file"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			   RELATION("t", "sharedStrings", "sharedStrings.xml")),
	 NULL, NULL, "!damaged_file"},
	{__LINE__, BOOK("<sheets>" ENTRY("A", "a") "</sheets>"),
	 RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			   RELATION("t", "styles", "nowhere.xml")),
	 NULL, NULL, "[A] 1:|one"},
	{__LINE__, BOOK("<sheets>"), ONE_SHEET, NULL, NULL, "!damaged_file"},
};

static int show_book(const struct book *book, struct problems *problems, struct text *out)
{
	struct packed parts[8] = {
		{"xl/worksheets/sheet1.xml", book->sheet == NULL ? CELL("one") : book->sheet, 0},
		{"xl/worksheets/sheet2.xml", CELL("two"), 0},
		{"xl/styles.xml", day_styles, 0}};
	struct profile profile = {.sheet = book->wanted};
	CLEANUP(free_memory) char *bytes = NULL;
	size_t count = 3, length;

	if (book->book != NULL)
		parts[count++] = (struct packed){"xl/workbook.xml", book->book, 0};
	if (book->relations != NULL)
		parts[count++] = (struct packed){"xl/_rels/workbook.xml.rels", book->relations, 0};
	bytes = packing_pack(parts, &length);
	text_clear(out);
	return packing_show(xlsx_open, bytes, length, &profile, problems, true, out);
}

static void sheets_are_found_as_the_workbook_names_them(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(books) / sizeof(books[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		int result = show_book(&books[i], &problems, &out);

		if (strcmp(text_string(&out), books[i].shown) != 0)
			fail_msg("line %d: %s, not %s", books[i].line, text_string(&out),
				 books[i].shown);
		assert_int_equal(result, problems.count == 0 ? 0 : READER_REFUSED);
	}
}

static void a_sheet_that_is_not_there_is_told_with_those_that_are(void **state)
{
	static const struct book book = {
		.book = BOOK("<sheets>" ENTRY("Partners", "a") ENTRY("Old", "b") "</sheets>"),
		.relations = RELATIONS(RELATION("b", "worksheet", "worksheets/sheet2.xml")
					       RELATION("a", "worksheet", "worksheets/sheet1.xml")),
		.wanted = "Partner"};
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	assert_int_equal(show_book(&book, &problems, &out), READER_REFUSED);
	assert_string_equal(problems.items[0].text,
			    "the file has no sheet \"Partner\"; there is \"Partners\", \"Old\"");
}

static void the_file_says_where_its_workbook_is(void **state)
{
	static const struct packed parts[] = {
		{"_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "other/book.xml")), 0},
		{"other/book.xml", BOOK("<sheets>" ENTRY("A", "a") "</sheets>"), 0},
		{"other/_rels/book.xml.rels", RELATIONS(RELATION("a", "worksheet", "one.xml")), 0},
		{"other/one.xml", CELL("here"), 0},
		{NULL, NULL, 0}};
	static const struct packed binary[] = {
		{"_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "xl/workbook.bin")), 0},
		{"xl/workbook.bin", "x", 0},
		{NULL, NULL, 0}};
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *bytes = NULL, *other = NULL;
	size_t length;

	(void)state;
	bytes = packing_pack(parts, &length);
	assert_int_equal(packing_show(xlsx_open, bytes, length, NULL, &problems, true, &out), 0);
	assert_string_equal(text_string(&out), "[A] 1:|here");
	text_clear(&out);
	other = packing_pack(binary, &length);
	assert_int_equal(packing_show(xlsx_open, other, length, NULL, &problems, true, &out),
			 READER_REFUSED);
	assert_string_equal(text_string(&out), "!unsupported_format");
}

static void more_sheets_than_allowed_are_refused(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text names = {0}, out = {0};
	struct book book = {.relations = ONE_SHEET};

	(void)state;
	text_add(&names, "<workbook xmlns:r='" OFFICE "'><sheets>");
	packing_repeat(&names, ENTRY("A", "a"), REGISTER_PARTS_MAX + 1);
	text_add(&names, "</sheets></workbook>");
	book.book = text_string(&names);
	assert_int_equal(show_book(&book, &problems, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "!too_many_tables");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_are_found_as_the_workbook_names_them),
		cmocka_unit_test(a_sheet_that_is_not_there_is_told_with_those_that_are),
		cmocka_unit_test(the_file_says_where_its_workbook_is),
		cmocka_unit_test(more_sheets_than_allowed_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
