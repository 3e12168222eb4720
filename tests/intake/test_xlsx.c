#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "intake/reader.h"
#include "tests/intake/packing.h"
#include "tests/support/alloc.h"

#define RELATIONS                                                                                  \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define TYPE	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN	"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define R_SPACE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#define RELATION(id, type, target)                                                                 \
	"<Relationship Id='" id "' Type='" TYPE type "' Target='" target "'/>"

/* Styles by number: 1 day, 2 year, 3 month, 4 percent, 5 "0 years", 6 "000", 7 time, 8 money. */
static const char styles[] =
	"<styleSheet xmlns='" MAIN "'><numFmts count='6'>"
	"<numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy;@'/>"
	"<numFmt numFmtId='165' formatCode='yyyy'/>"
	"<numFmt numFmtId='166' formatCode='[$-409]mmmm\\ yyyy'/>"
	"<numFmt numFmtId='167' formatCode='0&quot; years&quot;'/>"
	"<numFmt numFmtId='168' formatCode='000'/>"
	"<numFmt numFmtId='169' formatCode='#,##0.00 [$€-407]'/></numFmts>"
	"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
	"<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
	"<xf numFmtId='9'/><xf numFmtId='167'/><xf numFmtId='168'/><xf numFmtId='20'/>"
	"<xf numFmtId='169'/><xf numFmtId='14'/></cellXfs></styleSheet>";

static const char strings[] =
	"<sst xmlns='" MAIN "'><si><t>Partner</t></si>"
	"<si><r><rPr><b/></rPr><t xml:space='preserve'>TU </t></r><r><t>Berlin</t></r>"
	"<rPh sb='0' eb='1'><t>hint</t></rPh></si>"
	"<si><t "
	"xml:space='preserve'>a_x000D_\nb</t></si><si><t>_x005F_x0041__xD83D__xDE00_</t></si>"
	"<si/></sst>";

static const char relations[] = RELATIONS RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
	RELATION("rId2", "styles", "styles.xml")
		RELATION("rId3", "sharedStrings", "sharedStrings.xml") "</Relationships>";

static const char sheet_relations[] =
	RELATIONS "<Relationship Id='r1' Type='" TYPE "hyperlink' Target='https://a.example/?x=1"
		  "&amp;y=2' TargetMode='External'/></Relationships>";

static const char workbook[] = "<workbook xmlns='" MAIN "' xmlns:r='" R_SPACE "'><sheets>"
			       "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>";

/* One sheet, of rows and of what stands behind them, in its archive. */
static char *pack_sheet(const char *book, const char *sheet, size_t *ret_length)
{
	const struct packed parts[] = {
		{"[Content_Types].xml", "<Types/>", 0},
		{"_rels/.rels",
		 RELATIONS RELATION("rId1", "officeDocument", "xl/workbook.xml") "</Relationships>",
		 0},
		{"xl/workbook.xml", book, 0},
		{"xl/_rels/workbook.xml.rels", relations, 0},
		{"xl/styles.xml", styles, 0},
		{"xl/sharedStrings.xml", strings, 0},
		{"xl/worksheets/sheet1.xml", sheet, 0},
		{"xl/worksheets/_rels/sheet1.xml.rels", sheet_relations, 0},
		{NULL, NULL, 0},
	};

	return packing_pack(parts, ret_length);
}

static const char *show_sheet(const char *book, const char *sheet, struct text *out)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	size_t length;

	text_clear(out);
	bytes = pack_sheet(book, sheet, &length);
	(void)packing_show(xlsx_open, bytes, length, NULL, &problems, true, out);
	return text_string(out);
}

static const char *show_rows(const char *rows, const char *behind, struct text *out)
{
	CLEANUP(text_done) struct text sheet = {0};

	text_addf(&sheet,
		  "<worksheet xmlns='" MAIN "' xmlns:r='" R_SPACE "'><sheetPr/>"
		  "<sheetData>%s</sheetData>%s</worksheet>",
		  rows, behind);
	return show_sheet(workbook, text_string(&sheet), out);
}

#define ROW(cells)	     "<row>" cells "</row>"
#define IN(text)	     "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define AT(place, text)	     "<c r='" place "' t='inlineStr'><is><t>" text "</t></is></c>"
#define STYLED(style, value) ROW("<c s='" style "'><v>" value "</v></c>")

/* clang-format off */
static const struct one {
	int line;
	const char *rows;
	const char *behind;
	const char *shown;
} sheets[] = {
	{__LINE__, "", "", ""},
	{__LINE__, ROW(""), "", ""},
	/* Texts: shared, with runs, in the cell, of formulas; escapes; errors; booleans. */
	{__LINE__, ROW("<c t='s'><v>0</v></c><c t='s'><v>1</v></c>"), "", "[S] 1:|Partner|TU Berlin"},
	{__LINE__, ROW("<c t='s'><v>2</v></c><c t='s'><v>3</v></c>"), "",
	 "[S] 1:|a\nb|_x0041_\xf0\x9f\x98\x80"},
	{__LINE__, ROW("<c t='s'><v>4</v></c>" IN("x")), "", "[S] 1:||x"},
	{__LINE__, ROW(IN("a_x000D_\nb_x0009_c_x00G0_")), "", "[S] 1:|a\nb\tc_x00G0_"},
	{__LINE__, ROW(IN("_x0000_ _xD83D_ _xDE00_")), "",
	 "[S] 1:|\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd"},
	{__LINE__, ROW("<c t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r></is></c>"), "",
	 "[S] 1:|ab"},
	{__LINE__, ROW("<c t='str'><f>A1&amp;B1</f><v>a&lt;b</v></c>"), "", "[S] 1:|a<b"},
	{__LINE__, ROW("<c t='e'><f>1/0</f><v>#DIV/0!</v></c>"), "", "[S] 1:|#DIV/0!"},
	{__LINE__, ROW("<c t='b'><v>1</v></c><c t='b'><v>0</v></c>"), "", "[S] 1:|TRUE|FALSE"},
	{__LINE__, ROW("<c t='str'><v><![CDATA[a & b]]></v></c>"), "", "[S] 1:|a & b"},
	{__LINE__, ROW("<c><f>A1</f></c><c t='str'><f>B1</f><v></v></c><c><f>C1</f></c>" IN("x")), "",
	 "[S] 1:||||x !formula_without_result"},
	{__LINE__, ROW("<c><f>EDATE(A1,60)</f><v></v></c>" IN("x")), "",
	 "[S] 1:||x !formula_without_result"},
	{__LINE__, ROW("<c t='str'><f>A1</f><v></v></c>" IN("x")), "", "[S] 1:||x"},
	/* Numbers as people see them. */
	{__LINE__, ROW("<c><v>5</v></c><c t='n'><v>2028</v></c><c><v>0.5</v></c>"), "",
	 "[S] 1:|#5|#2028|#0.5"},
	{__LINE__, ROW("<c><f>A1*2</f><v>10.0</v></c>"), "", "[S] 1:|#10"},
	{__LINE__, ROW("<c><v>0.10000000000000001</v></c><c><v>1E-3</v></c>"), "",
	 "[S] 1:|#0.1|#0.001"},
	{__LINE__, ROW("<c><v>1.2345678E+7</v></c><c><v>-3.50</v></c>"), "",
	 "[S] 1:|#12345678|#-3.5"},
	{__LINE__, STYLED("4", "0.05"), "", "[S] 1:|#5%"},
	{__LINE__, STYLED("5", "5"), "", "[S] 1:|5 years"},
	{__LINE__, STYLED("6", "7"), "", "[S] 1:|#007"},
	{__LINE__, STYLED("8", "1234.5"), "", "[S] 1:|#1234.5"},
	{__LINE__, STYLED("99", "5"), "", "[S] 1:|#5"},
	/* Dates, and what a format shows of them. */
	{__LINE__, STYLED("1", "46922"), "", "[S] 1:|@2028-06-18"},
	{__LINE__, STYLED("9", "46922.75"), "", "[S] 1:|@2028-06-18"},
	{__LINE__, STYLED("2", "46922"), "", "[S] 1:|@2028"},
	{__LINE__, STYLED("3", "45047"), "", "[S] 1:|@2023-05"},
	{__LINE__, STYLED("1", "61"), "", "[S] 1:|@1900-03-01"},
	{__LINE__, STYLED("1", "60"), "", "[S] 1:|1900-02-29"},
	{__LINE__, STYLED("1", "59"), "", "[S] 1:|@1900-02-28"},
	{__LINE__, STYLED("1", "1"), "", "[S] 1:|@1900-01-01"},
	{__LINE__, STYLED("1", "0"), "", "[S] 1:|#0"},
	{__LINE__, STYLED("1", "-3"), "", "[S] 1:|#-3"},
	{__LINE__, STYLED("1", "2958465"), "", "[S] 1:|@9999-12-31"},
	{__LINE__, STYLED("1", "2958466"), "", "[S] 1:|#2958466"},
	{__LINE__, STYLED("1", "46921.9999999"), "", "[S] 1:|@2028-06-18"},
	{__LINE__, STYLED("7", "0.5"), "", "[S] 1:|12:00"},
	{__LINE__, STYLED("7", "46922.5"), "", "[S] 1:|@2028-06-18"},
	{__LINE__, ROW("<c t='d' s='1'><v>2028-06-18T00:00:00</v></c>"), "", "[S] 1:|@2028-06-18"},
	{__LINE__, ROW("<c t='d' s='2'><v>2028-06-18</v></c>"), "", "[S] 1:|@2028"},
	{__LINE__, ROW("<c t='d'><v>12:00:00</v></c>"), "", "[S] 1:|12:00:00"},
	{__LINE__, ROW("<c s='1' t='str'><v>soon</v></c>"), "", "[S] 1:|soon"},
	/* Rows and cells that are left out. */
	{__LINE__, "<row r='2'>" AT("B2", "x") AT("D2", "y") "</row>", "", "[S] 1:. 2:||x||y"},
	{__LINE__, "<row r='1'>" AT("A1", "x") "</row><row r='5'>" AT("A5", "y") "</row>"
	 "<row>" IN("z") "</row>", "", "[S] 1:|x 2-4:. 5:|y 6:|z"},
	{__LINE__, ROW(IN("x")) ROW("<c s='1'/>") ROW("") ROW(IN("y")) ROW("") ROW("<c/>"), "",
	 "[S] 1:|x 2-3:. 4:|y"},
	{__LINE__, "<row r='1' hidden='1' spans='1:2'>" IN("x") "</row>", "", "[S] 1:|x"},
	{__LINE__, "<row r='2500'>" AT("A2500", "x") "</row>", "",
	 "[S] 1-1000:. 1001-2000:. 2001-2499:. 2500:|x"},
	{__LINE__, "<row r='1048576'/>", "", ""},
	{__LINE__, "<row r='2'>" IN("x") "</row><row r='1'>" IN("y") "</row>", "",
	 "[S] 1:. 2:|x !damaged_file"},
	{__LINE__, "<row r='0'>" IN("x") "</row>", "", "!damaged_file"},
	{__LINE__, "<row r='6000000'>" IN("x") "</row>", "", "!too_many_rows"},
	{__LINE__, ROW(AT("B1", "x") AT("A1", "y")), "", "!damaged_file"},
	{__LINE__, ROW(AT("XFD1", "x")), "", NULL},
	{__LINE__, ROW(AT("XFE1", "x")), "", "!too_many_columns"},
	{__LINE__, ROW("<c t='s'><v>99</v></c>"), "", "!damaged_file"},
	{__LINE__, ROW("<c t='s'><v>x</v></c>"), "", "!damaged_file"},
	/* Merged cells. */
	{__LINE__, ROW(IN("DE") IN("a")) ROW("<c/>" IN("b")) ROW("<c/>" IN("c")) ROW(IN("FR") IN("d")),
	 "<mergeCells count='1'><mergeCell ref='A1:A3'/></mergeCells>",
	 "[S] 1:|DE|a 2:|DE|b 3:|DE|c 4:|FR|d"},
	{__LINE__, ROW(IN("Who") IN("When")) ROW("<c/>" IN("from") IN("to")),
	 "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/></mergeCells>",
	 "[S] 1:|Who|When|When 2:|Who|from|to"},
	{__LINE__, ROW(IN("a") IN("b") IN("c")) ROW(IN("Germany")) ROW(IN("d") IN("e") IN("f")),
	 "<mergeCells><mergeCell ref='A2:C2'/></mergeCells>",
	 "[S] 1:|a|b|c 2:=|Germany 3:|d|e|f"},
	{__LINE__, ROW(IN("a") IN("b") IN("c") IN("d") IN("e")) ROW("<c/>" IN("x")),
	 "<mergeCells><mergeCell ref='B2:C2'/></mergeCells>",
	 "[S] 1:|a|b|c|d|e 2:||x|x"},
	{__LINE__, ROW(IN("a") IN("b")) ROW(IN("hidden")) ROW("<c/>" IN("c")),
	 "<mergeCells><mergeCell ref='A1:A2'/></mergeCells>", "[S] 1:|a|b 2:. 3:||c"},
	{__LINE__, ROW(IN("a") IN("b")) "<row r='4'>" AT("B4", "c") "</row>",
	 "<mergeCells><mergeCell ref='A1:A4'/></mergeCells>", "[S] 1:|a|b 2-3:. 4:|a|c"},
	{__LINE__, ROW("<c/>" IN("b")) ROW(IN("x") IN("c")),
	 "<mergeCells><mergeCell ref='A1:A2'/></mergeCells>", "[S] 1:||b 2:||c"},
	{__LINE__, ROW("<c s='1'><v>46922</v></c>" IN("b")) ROW("<c/>" IN("c")),
	 "<mergeCells><mergeCell ref='$A$2:$A$1'/></mergeCells>",
	 "[S] 1:|@2028-06-18|b 2:|@2028-06-18|c"},
	{__LINE__, ROW(IN("a")) ROW(IN("b")),
	 "<mergeCells><mergeCell ref='A1:A1048576'/><mergeCell ref='nonsense'/></mergeCells>",
	 "[S] 1:|a"},
	{__LINE__, ROW(IN("a") IN("b")) ROW(IN("c") IN("d")) ROW("<c/>" IN("e")) ROW("<c/>" IN("f")),
	 "<mergeCells><mergeCell ref='A1:A3'/><mergeCell ref='A2:A4'/></mergeCells>",
	 "[S] 1:|a|b 2:|c|d 3:|c|e 4:|c|f"},
	/* Links. */
	{__LINE__, ROW(IN("a") IN("b")) ROW(IN("c") IN("d")),
	 "<hyperlinks><hyperlink ref='A1' r:id='r1'/><hyperlink ref='B2' r:id='r1' location='here'/>"
	 "<hyperlink ref='A2' location='Sheet!A1'/><hyperlink ref='B1' r:id='r9'/></hyperlinks>",
	 "[S] 1:|a<https://a.example/?x=1&y=2>|b 2:|c|d<https://a.example/?x=1&y=2#here>"},
	{__LINE__, ROW(IN("a") IN("b")) ROW(IN("c") IN("d")) ROW(IN("e")),
	 "<hyperlinks><hyperlink ref='B1:B2' r:id='r1'/></hyperlinks>",
	 "[S] 1:|a|b<https://a.example/?x=1&y=2> 2:|c|d<https://a.example/?x=1&y=2> 3:|e"},
	{__LINE__, ROW("<c t='str'><f>HYPERLINK(\"https://b.example\",\"b\")</f><v>b</v></c>"), "",
	 "[S] 1:|b<https://b.example>"},
	{__LINE__, ROW(IN("a") IN("b")) ROW("<c/>" IN("c")),
	 "<mergeCells><mergeCell ref='A1:A2'/></mergeCells>"
	 "<hyperlinks><hyperlink ref='A1:A2' r:id='r1'/></hyperlinks>",
	 "[S] 1:|a<https://a.example/?x=1&y=2>|b 2:|a<https://a.example/?x=1&y=2>|c"},
	/* What nobody asks for. */
	{__LINE__, ROW(IN("a") "<extLst><ext><c><v>9</v></c></ext></extLst>"),
	 "<autoFilter ref='A1:B9'/><drawing r:id='r7'/><legacyDrawing r:id='r8'/>", "[S] 1:|a"},
	/* What is refused. */
	{__LINE__, ROW("<c><v>1</c>"), "", "!damaged_file"},
	{__LINE__, ROW("<c><v>&unknown;</v></c>"), "", "!damaged_file"},
	{__LINE__, ROW("<c xml:id='a'/>"), "", "!damaged_file"},
};
/* clang-format on */

static void a_sheet_is_read_as_people_see_it(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		const char *shown = show_rows(sheets[i].rows, sheets[i].behind, &out);

		if (sheets[i].shown != NULL && strcmp(shown, sheets[i].shown) != 0)
			fail_msg("line %d: %s, not %s", sheets[i].line, shown, sheets[i].shown);
	}
}

static void assert_shown(const char *sheet, const char *shown)
{
	CLEANUP(text_done) struct text out = {0};

	assert_string_equal(show_sheet(workbook, sheet, &out), shown);
}

#define SHEET(inside) "<worksheet xmlns='" MAIN "'><sheetData>" inside "</sheetData></worksheet>"

static void xml_in_utf_8_is_read(void **state)
{
	(void)state;
	assert_shown("\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>" SHEET(ROW(IN("x"))),
		     "[S] 1:|x");
	assert_shown("<?xml version='1.0' encoding='windows-1251'?>" SHEET(ROW(IN("\xd0\x9c"))),
		     "[S] 1:|\xd0\x9c");
	assert_shown("<x:worksheet xmlns:x='" MAIN "'><x:sheetData><x:row><x:c><x:v>7</x:v></x:c>"
		     "</x:row></x:sheetData></x:worksheet>",
		     "[S] 1:|#7");
	assert_shown(SHEET("<!-- none --> <?none?>" ROW(IN("&#x41;&amp;<!-- b -->B"))),
		     "[S] 1:|A&B");
	assert_shown(SHEET(""), "");
	assert_shown("<worksheet/>", "");
}

static void what_is_not_whole_is_damaged(void **state)
{
	(void)state;
	assert_shown("<worksheet", "!damaged_file");
	assert_shown(" ", "!damaged_file");
	assert_shown("no XML at all", "!damaged_file");
	assert_shown("<worksheet><sheetData><row>" IN("x") "</row>", "[S] 1:|x !damaged_file");
	assert_shown(SHEET(ROW(IN("\xff"))), "!damaged_file");
	assert_shown("<?xml version='1.0' encoding='windows-1251'?>" SHEET(ROW(IN("\xcc"))),
		     "!damaged_file");
	/* UTF-16 and EBCDIC: what all programs write is UTF-8. */
	assert_shown("\xff\xfe<", "!damaged_file");
	assert_shown("\x4c\xa6\x61\x6e", "!damaged_file");
}

static void no_entity_is_expanded_and_no_document_type_read(void **state)
{
	(void)state;
	assert_shown("<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>" SHEET(""), "!damaged_file");
	assert_shown("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" SHEET(ROW(IN("&x;"))),
		     "!damaged_file");
	assert_shown("<!DOCTYPE a [<!ENTITY x 'xxxx'><!ENTITY y '&x;&x;&x;&x;'>]>" SHEET(
			     ROW(IN("&y;&y;&y;&y;"))),
		     "!damaged_file");
	assert_shown("<!DOCTYPE a [<!ATTLIST worksheet a CDATA 'x'>]>" SHEET(""), "!damaged_file");
}

static void what_a_sheet_can_cost_is_limited(void **state)
{
	CLEANUP(text_done) struct text row = {0}, out = {0};
	size_t wide;

	(void)state;
	packing_repeat(&row, "<row><c t='str'><v>", 1);
	packing_repeat(&row, "0123456789abcdef", 64 * 1024 + 1);
	packing_repeat(&row, "</v></c></row>", 1);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!line_too_long");

	text_clear(&row);
	packing_repeat(&row, "<row>", 1);
	for (int i = 0; i < 65; i++) {
		packing_repeat(&row, "<c t='str'><v>", 1);
		packing_repeat(&row, "0123456789abcdef", 1024);
		packing_repeat(&row, "</v></c>", 1);
	}
	packing_repeat(&row, "</row>", 1);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!line_too_long");

	/* A merged cell counts in every row that it reaches into. */
	text_clear(&row);
	for (int i = 0; i < 2; i++) {
		text_addf(&row, "<row><c r='%c1' t='str'><v>", 'A' + i);
		packing_repeat(&row, "0123456789abcdef", 40 * 1024);
		packing_repeat(&row, "</v></c></row>", 1);
	}
	(void)show_rows(text_string(&row), "<mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
			&out);
	assert_non_null(strstr(text_string(&out), " !line_too_long"));

	text_clear(&row);
	packing_repeat(&row, "<row><c><v>1</v>", 1);
	packing_repeat(&row, "<deep>", 100);
	packing_repeat(&row, "</deep>", 100);
	packing_repeat(&row, "</c></row>", 1);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!damaged_file");

	text_clear(&row);
	packing_repeat(&row, "<row", 1);
	for (int i = 0; i < 501; i++)
		text_addf(&row, " a%d='>'", i);
	packing_repeat(&row, "/>", 1);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!damaged_file");

	text_clear(&row);
	for (int i = 0; i < 2001; i++)
		text_addf(&row, "<a%d/>", i);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!damaged_file");

	text_clear(&row);
	for (int i = 0; i < 1001; i++)
		text_addf(&row, "<a xmlns:a%d='b%d'/>", i, i);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!damaged_file");

	text_clear(&row);
	packing_repeat(&row, "<!-- -->", 10001);
	assert_string_equal(show_rows(text_string(&row), "", &out), "!damaged_file");

	text_clear(&row);
	packing_repeat(&row, "<row>", 1);
	packing_repeat(&row, "<c><v>1</v></c>", 300);
	packing_repeat(&row, "</row>", 1);
	wide = strlen(show_rows(text_string(&row), "", &out));
	assert_true(wide > 20);
	assert_string_equal(text_string(&out) + wide - strlen("#1…300"), "#1…300");
}

static void a_problem_names_the_sheet(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	size_t length;

	(void)state;
	bytes = pack_sheet(workbook, "<worksheet><sheetData><row></sheetData></worksheet>",
			   &length);
	assert_int_equal(packing_show(xlsx_open, bytes, length, NULL, &problems, true, &out),
			 READER_REFUSED);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].file, "f");
	assert_non_null(strstr(problems.items[0].text, "sheet \"S\" cannot be read (line 1"));
	assert_non_null(strstr(problems.items[0].text, "save it again"));
}

struct packed_bytes {
	const char *bytes;
	size_t length;
};

static int read_all(void *context)
{
	const struct packed_bytes *packed = context;
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text out = {0};

	return packing_show(xlsx_open, packed->bytes, packed->length, NULL, &problems, true, &out);
}

static void no_memory_is_said_and_nothing_leaks(void **state)
{
	CLEANUP(free_memory) char *bytes = NULL;
	struct packed_bytes packed;

	(void)state;
	bytes = pack_sheet(
		workbook,
		"<worksheet xmlns:r='" R_SPACE "'><sheetData>" ROW("<c t='s'><v>1</v></c>" IN(
			"b") "<c "
			     "s='1'><v>46922</v></"
			     "c>") "<row r='9'>" IN("a") "<c "
							 "s='5'><f>HYPERLINK(\"x\")</f><v>5</v></"
							 "c></row>"
							 "</sheetData><mergeCells><mergeCell "
							 "ref='A1:A9'/></mergeCells>"
							 "<hyperlinks><hyperlink ref='A1' "
							 "r:id='r1'/></hyperlinks></worksheet>",
		&packed.length);
	packed.bytes = bytes;
	alloc_each_fails(read_all, &packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_is_read_as_people_see_it),
		cmocka_unit_test(xml_in_utf_8_is_read),
		cmocka_unit_test(what_is_not_whole_is_damaged),
		cmocka_unit_test(no_entity_is_expanded_and_no_document_type_read),
		cmocka_unit_test(what_a_sheet_can_cost_is_limited),
		cmocka_unit_test(a_problem_names_the_sheet),
		cmocka_unit_test(no_memory_is_said_and_nothing_leaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
