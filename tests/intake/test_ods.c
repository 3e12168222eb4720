#include <errno.h>
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
#include "tests/support/alloc.h"

/* clang-format off */
#define NAMESPACE(prefix, name)                                                                    \
	"xmlns:" prefix "='urn:oasis:names:tc:opendocument:xmlns:" name ":1.0' "
#define NAMESPACES                                                                                 \
	NAMESPACE("office", "office") NAMESPACE("table", "table") NAMESPACE("text", "text")        \
	NAMESPACE("style", "style") NAMESPACE("number", "datastyle") NAMESPACE("draw", "drawing")  \
	"xmlns:xlink='http://www.w3.org/1999/xlink' "                                              \
	"xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
/* clang-format on */

#define CELL_STYLE(name, more)                                                                     \
	"<style:style style:name='" name "' style:family='table-cell' " more "/>"
#define DATE_STYLE(name, inside)                                                                   \
	"<number:date-style style:name='" name "'>" inside "</number:date-style>"

/* clang-format off */
static const char automatic_styles[] =
	"<office:automatic-styles>"
	DATE_STYLE("N1", "<number:year/><number:text>-</number:text><number:month/><number:day/>")
	DATE_STYLE("N2", "<number:month number:textual='true'/><number:year/>")
	DATE_STYLE("N3", "<number:year/>")
	DATE_STYLE("N4", "<number:day/><number:month/>")
	CELL_STYLE("day", "style:data-style-name='N1'")
	CELL_STYLE("month", "style:data-style-name='N2'")
	CELL_STYLE("year", "style:data-style-name='N3'")
	CELL_STYLE("birthday", "style:data-style-name='N4'")
	CELL_STYLE("bold-year", "style:parent-style-name='year'")
	CELL_STYLE("of-theme", "style:parent-style-name='Common'")
	CELL_STYLE("loop", "style:parent-style-name='loop'")
	"<style:style style:name='day' style:family='table-row' style:data-style-name='N3'/>"
	"</office:automatic-styles>";

/* Styles in styles.xml are overruled by those of the content. */
static const char styles[] =
	"<office:document-styles " NAMESPACES "><office:styles>"
	DATE_STYLE("N1", "<number:year/>")
	DATE_STYLE("N9", "<number:month/><number:year/>")
	CELL_STYLE("Common", "style:data-style-name='N9'")
	"</office:styles></office:document-styles>";
/* clang-format on */

static char *pack_content(const char *body, size_t *ret_length)
{
	CLEANUP(text_done) struct text content = {0};

	text_addf(&content,
		  "<office:document-content " NAMESPACES ">%s<office:body><office:spreadsheet>%s"
		  "</office:spreadsheet></office:body></office:document-content>",
		  automatic_styles, body);
	const struct packed parts[] = {
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
		{"content.xml", text_string(&content), 0},
		{"styles.xml", styles, 0},
		{NULL, NULL, 0},
	};

	return packing_pack(parts, ret_length);
}

static int show_body(const char *body, const struct profile *profile, struct problems *problems,
		     struct text *out)
{
	CLEANUP(free_memory) char *bytes = NULL;
	size_t length;

	text_clear(out);
	bytes = pack_content(body, &length);
	return packing_show(ods_open, bytes, length, profile, problems, true, out);
}

#define TABLE(inside)	   "<table:table table:name='S'>" inside "</table:table>"
#define ROW(cells)	   "<table:table-row>" cells "</table:table-row>"
#define CELL(more, inside) "<table:table-cell " more ">" inside "</table:table-cell>"
#define P(text)		   "<text:p>" text "</text:p>"
#define TEXT(text)	   CELL("office:value-type='string'", P(text))
#define EMPTY(more)	   "<table:table-cell " more "/>"
#define FLOAT(value, seen) CELL("office:value-type='float' office:value='" value "'", P(seen))
#define DATE(style, value, seen)                                                                   \
	CELL("office:value-type='date' table:style-name='" style "' office:date-value='" value     \
	     "'",                                                                                  \
	     P(seen))

/* clang-format off */
static const struct one {
	int line;
	const char *body;
	const char *shown;
} bodies[] = {
	{__LINE__, TABLE(""), ""},
	{__LINE__, TABLE(ROW(TEXT("a") TEXT("b"))), "[S] 1:|a|b"},
	/* Texts. */
	{__LINE__, TABLE(ROW(CELL("", P("a") P("b") "<text:p/>" P("c")))), "[S] 1:|a\nb\n\nc"},
	{__LINE__, TABLE(ROW(TEXT("  a \n  <text:span>b</text:span>c<text:s text:c='2'/>d<text:tab/>e"
	 "<text:line-break/>f"))), "[S] 1:|a bc  d\te\nf"},
	{__LINE__, TABLE(ROW(TEXT("a<text:note>note</text:note><draw:frame><text:p>x</text:p>"
	 "</draw:frame>b<text:sheet-name>S</text:sheet-name>"))), "[S] 1:|abS"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='string'", "<office:annotation><text:p>comment"
	 "</text:p></office:annotation>" P("a")))), "[S] 1:|a"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='string' office:string-value='a'", ""))),
	 "[S] 1:|a"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='string' office:string-value='' "
	 "calcext:value-type='error'", P("#N/A")))), "[S] 1:|#N/A"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='boolean' office:boolean-value='true'", P("ИСТИНА"))
	 CELL("office:value-type='boolean' office:boolean-value='false'", P("ЛОЖЬ")))),
	 "[S] 1:|TRUE|FALSE"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='time' office:time-value='PT12H30M00S'", P("12:30")))),
	 "[S] 1:|12:30"},
	/* Numbers. */
	{__LINE__, TABLE(ROW(FLOAT("5", "5") FLOAT("2028", "2028") FLOAT("0.5", "0,5"))),
	 "[S] 1:|#5|#2028|#0.5"},
	{__LINE__, TABLE(ROW(FLOAT("5", "5 лет") FLOAT("7", "007") FLOAT("0", "000"))),
	 "[S] 1:|5 лет|#007|#000"},
	{__LINE__, TABLE(ROW(FLOAT("1234", "1 234") FLOAT("2028", "2028,00") FLOAT("-5", "-5"))),
	 "[S] 1:|#1234|#2028|#-5"},
	{__LINE__, TABLE(ROW(FLOAT("5", "-5") FLOAT("x", "y") FLOAT("5", ""))), "[S] 1:|#5|y|#5"},
	{__LINE__, TABLE(ROW(CELL("office:value-type='percentage' office:value='0.05'", P("5,00 %"))
	 CELL("office:value-type='currency' office:currency='EUR' office:value='1234.5'",
	 P("1.234,50 €")))), "[S] 1:|#5%|#1234.5"},
	/* Dates. */
	{__LINE__, TABLE(ROW(DATE("day", "2028-06-18", "18.06.28") DATE("month", "2023-05-01", "May 2023")
	 DATE("year", "2028-01-01", "2028"))), "[S] 1:|@2028-06-18|@2023-05|@2028"},
	{__LINE__, TABLE(ROW(DATE("bold-year", "2028-01-01", "x") DATE("of-theme", "2028-01-01", "x")
	 DATE("loop", "2028-01-01", "x") DATE("birthday", "2028-01-01", "x"))),
	 "[S] 1:|@2028|@2028-01|@2028-01-01|@2028-01-01"},
	{__LINE__, TABLE(ROW(DATE("none", "2028-06-18T12:30:00", "18.06.2028 12:30")
	 DATE("none", "2028-06-18", "2028"))), "[S] 1:|@2028-06-18|@2028"},
	{__LINE__, TABLE(ROW(DATE("day", "2028-06-31", "31.06.2028") DATE("day", "", "soon"))),
	 "[S] 1:|31.06.2028|soon"},
	{__LINE__, TABLE("<table:table-column/><table:table-column table:number-columns-repeated='2' "
	 "table:default-cell-style-name='year'/>" ROW(EMPTY("")
	 CELL("office:value-type='date' office:date-value='2028-01-01'", "")
	 CELL("office:value-type='date' office:date-value='2029-01-01'", "")
	 CELL("office:value-type='date' office:date-value='2030-01-01'", ""))),
	 "[S] 1:||@2028|@2029|@2030-01-01"},
	{__LINE__, TABLE("<table:table-row table:default-cell-style-name='month'>"
	 CELL("office:value-type='date' office:date-value='2028-01-01'", "") "</table:table-row>"),
	 "[S] 1:|@2028-01"},
	/* Repeated rows and cells; what is empty at the end is nothing. */
	{__LINE__, TABLE(ROW(EMPTY("table:number-columns-repeated='2'") TEXT("x")
	 CELL("table:number-columns-repeated='3'", P("y")) EMPTY("table:number-columns-repeated='16000'"))),
	 "[S] 1:|||x|y|y|y"},
	{__LINE__, TABLE("<table:table-row table:number-rows-repeated='2'>" TEXT("x") "</table:table-row>"
	 "<table:table-row table:number-rows-repeated='3'>" EMPTY("") "</table:table-row>" ROW(TEXT("y"))
	 "<table:table-row table:number-rows-repeated='1048567'>" EMPTY("table:number-columns-repeated='16384'")
	 "</table:table-row>"), "[S] 1:|x 2:|x 3-5:. 6:|y"},
	{__LINE__, TABLE("<table:table-row table:number-rows-repeated='4294967295'/>"
	 "<table:table-row table:number-rows-repeated='4294967295'/>" ), ""},
	{__LINE__, TABLE("<table:table-row table:number-rows-repeated='4294967295'/>" ROW(TEXT("x"))),
	 "!too_many_rows"},
	{__LINE__, TABLE("<table:table-row table:number-rows-repeated='5000001'>" TEXT("x")
	 "</table:table-row>"), "!too_many_rows"},
	{__LINE__, TABLE(ROW(CELL("table:number-columns-repeated='16385'", P("x")))), "!too_many_columns"},
	{__LINE__, TABLE(ROW(EMPTY("table:number-columns-repeated='4294967295'")
	 EMPTY("table:number-columns-repeated='4294967295'") TEXT("x"))), "!too_many_columns"},
	/* Groups of rows and columns; hidden rows. */
	{__LINE__, TABLE("<table:table-columns><table:table-column/></table:table-columns>"
	 "<table:table-header-rows>" ROW(TEXT("h")) "</table:table-header-rows><table:table-row-group>"
	 "<table:table-row-group table:display='false'><table:table-row table:visibility='filter'>" TEXT("a")
	 "</table:table-row></table:table-row-group>" ROW(TEXT("b")) "</table:table-row-group>"),
	 "[S] 1:|h 2:|a 3:|b"},
	/* Merged cells. */
	{__LINE__, TABLE(ROW(CELL("table:number-rows-spanned='3'", P("DE")) TEXT("a"))
	 ROW("<table:covered-table-cell/>" TEXT("b"))
	 ROW("<table:covered-table-cell>" P("hidden") "</table:covered-table-cell>" TEXT("c"))
	 ROW(TEXT("FR") TEXT("d"))), "[S] 1:|DE|a 2:|DE|b 3:|DE|c 4:|FR|d"},
	{__LINE__, TABLE(ROW(TEXT("a") TEXT("b") TEXT("c"))
	 ROW(CELL("table:number-columns-spanned='3'", P("Germany"))
	 "<table:covered-table-cell table:number-columns-repeated='2'/>") ROW(TEXT("d"))),
	 "[S] 1:|a|b|c 2:=|Germany 3:|d"},
	{__LINE__, TABLE(ROW(CELL("table:number-columns-spanned='2' table:number-rows-spanned='2'", P("x"))
	 "<table:covered-table-cell/>" TEXT("a"))
	 ROW("<table:covered-table-cell table:number-columns-repeated='2'/>" TEXT("b"))),
	 "[S] 1:|x|x|a 2:|x|x|b"},
	/* Links. */
	{__LINE__, TABLE(ROW(TEXT("see <text:a xlink:href='https://a.example/?x&amp;y'>a</text:a> or "
	 "<text:a xlink:href='https://b.example'>b</text:a>")
	 TEXT("<text:a xlink:href='#S.A1'>here</text:a>"))), "[S] 1:|see a or b<https://a.example/?x&y>|here"},
	{__LINE__, TABLE(ROW(CELL("table:formula='of:=HYPERLINK(&quot;https://a.example&quot;;&quot;a&quot;)'",
	 P("a")))), "[S] 1:|a<https://a.example>"},
	/* Sheets, and what is none. */
	{__LINE__, "<table:tracked-changes>" ROW(TEXT("gone")) "</table:tracked-changes>"
	 TABLE("<office:forms/><table:shapes>" TABLE(ROW(TEXT("chart"))) "</table:shapes>" ROW(TEXT("a")))
	 "<table:table table:name='T' table:style-name='hidden'>" ROW(TEXT("b")) "</table:table>"
	 "<table:named-expressions/>", "[S] 1:|a [T] 1:|b"},
	{__LINE__, TABLE(ROW(CELL("", "<table:table>" ROW(TEXT("inner")) "</table:table>" P("a")))),
	 "[S] 1:|a"},
	{__LINE__, "", "!no_sheet"},
	{__LINE__, TABLE(ROW(TEXT("a"))) "<table:table table:name='T'>" ROW(TEXT("&nbsp;")),
	 "!damaged_file"},
};
/* clang-format on */

static void a_sheet_is_read_as_people_see_it(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		int result = show_body(bodies[i].body, NULL, &problems, &out);

		if (strcmp(text_string(&out), bodies[i].shown) != 0)
			fail_msg("line %d: %s, not %s", bodies[i].line, text_string(&out),
				 bodies[i].shown);
		assert_int_equal(result, problems.count == 0 ? 0 : READER_REFUSED);
	}
}

/* The library reads some way ahead, so the sheet must have begun before. */
static void a_problem_names_the_sheet(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text body = {0}, out = {0};

	(void)state;
	text_add(&body, TABLE("") "<table:table table:name='Two'>");
	packing_repeat(&body, ROW(TEXT("a")), 1000);
	text_add(&body, ROW("<x>"));
	assert_int_equal(show_body(text_string(&body), NULL, &problems, &out), READER_REFUSED);
	assert_non_null(strstr(problems.items[0].text, "sheet \"Two\" cannot be read (line 1"));
}

static void the_sheet_that_the_profile_names_is_read(void **state)
{
	static const char body[] = TABLE(ROW(TEXT("a"))) "<table:table table:name='Two'>" ROW(
		TEXT("b")) "</table:table>";
	struct profile profile = {.sheet = "two"};
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	assert_int_equal(show_body(body, &profile, &problems, &out), 0);
	assert_string_equal(text_string(&out), "[Two] 1:|b");
	profile.sheet = "Three";
	assert_int_equal(show_body(body, &profile, &problems, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "!no_sheet");
	assert_string_equal(problems.items[0].text,
			    "the file has no sheet \"Three\"; there is \"S\", \"Two\"");
}

static void more_sheets_than_allowed_are_refused(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text body = {0}, out = {0};

	(void)state;
	packing_repeat(&body, TABLE(""), REGISTER_PARTS_MAX + 1);
	assert_int_equal(show_body(text_string(&body), NULL, &problems, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "!too_many_tables");
}

static void assert_refused(const struct packed *parts, const char *shown)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	CLEANUP(text_done) struct text out = {0};
	size_t length;

	bytes = packing_pack(parts, &length);
	assert_int_equal(packing_show(ods_open, bytes, length, NULL, &problems, true, &out),
			 READER_REFUSED);
	assert_string_equal(text_string(&out), shown);
}

static void what_cannot_be_read_says_why(void **state)
{
	static const struct packed empty[] = {{"mimetype", "x", 0}, {NULL, NULL, 0}};
	static const struct packed encrypted[] = {
		{"META-INF/manifest.xml",
		 "<!DOCTYPE manifest:manifest><manifest:manifest><manifest:file-entry "
		 "manifest:full-path='content.xml'><manifest:encryption-data/>",
		 0},
		{"content.xml", "\x01\x02\x03", 0},
		{NULL, NULL, 0}};
	static const struct packed typed[] = {
		{"content.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", 0}, {NULL, NULL, 0}};
	static const struct packed styled[] = {
		{"content.xml", "<x/>", 0}, {"styles.xml", "<x", 0}, {NULL, NULL, 0}};

	(void)state;
	assert_refused(empty, "!damaged_file");
	assert_refused(encrypted, "!encrypted_file");
	assert_refused(typed, "!damaged_file");
	assert_refused(styled, "!damaged_file");
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

	return packing_show(ods_open, packed->bytes, packed->length, NULL, &problems, true, &out);
}

static void no_memory_is_said_and_nothing_leaks(void **state)
{
	CLEANUP(free_memory) char *bytes = NULL;
	struct packed_bytes packed;

	(void)state;
	bytes = pack_content(
		TABLE("<table:table-column table:default-cell-style-name='year'/>"
		      "<table:table-row table:default-cell-style-name='day'>" CELL(
			      "table:number-rows-spanned='2'",
			      P("x")) DATE("month", "2028-06-18", "x") FLOAT("5", "5 years")
			      TEXT("<text:a xlink:href='a'>b</text:a>") "</table:table-row>"),
		&packed.length);
	packed.bytes = bytes;
	alloc_each_fails(read_all, &packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_is_read_as_people_see_it),
		cmocka_unit_test(a_problem_names_the_sheet),
		cmocka_unit_test(the_sheet_that_the_profile_names_is_read),
		cmocka_unit_test(more_sheets_than_allowed_are_refused),
		cmocka_unit_test(what_cannot_be_read_says_why),
		cmocka_unit_test(no_memory_is_said_and_nothing_leaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
