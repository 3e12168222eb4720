/*
 * Web pages as a reader gives them: which tables hold data, what stands over them, and which lines
 * each row takes.
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
#include "intake/pages/html.h"
#include "intake/pages/page.h"
#include "tests/intake/showing.h"
#include "tests/support/alloc.h"

#define HEAD "<tr><th>Partner<th>Until\n"

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *records;
} pages[] = {
	/* A row takes the line of its <tr>, and those up to the next one's; text around is
	 * furniture. */
	{__LINE__, "<p>Intro\n<table>\n<tr><th>Partner</th><th>Until</th></tr>\n<tr>\n<td>A</td>\n<td>2030</td>\n</tr>\n</table>\n<p>End",
	 "-1+2/#3|Partner|Until/4+4|A|2030/-8+2/"},
	/* Tags left out, as HTML allows it. */
	{__LINE__, "<table>\n" HEAD "<tr><td>A<td>2030\n<tr><td>B<td>2031\n", "-1/#2|Partner|Until/3|A|2030/4|B|2031/"},
	/* <td> in a heading row: it may be a row. */
	{__LINE__, "<table>\n<thead><tr><td>Partner<td>Until\n<tbody><tr><td>A<td>2030\n", "-1/2|Partner|Until/3|A|2030/"},
	/* The first cell of a row is often a <th>. */
	{__LINE__, "<table>\n" HEAD "<tr><th>A<td>2030\n<tr><th>B<td>2031", "-1/#2|Partner|Until/3|A|2030/4|B|2031/"},
	/* Where all cells are <th>, it says nothing. */
	{__LINE__, "<table>\n<tr><th>A<th>1\n<tr><th>B<th>2\n<tr><th>C<th>3\n<tr><th>D<th>4", "-1/2|A|1/3|B|2/4|C|3/5|D|4/"},
	/* Headings repeated; a foot. */
	{__LINE__, "<table>\n" HEAD "<tr><td>A<td>1\n<tr><th>Partner<th>Until\n<tr><td>B<td>2\n<tfoot><tr><th>Partner<th>Until",
	 "-1/#2|Partner|Until/3|A|1/#4|Partner|Until/5|B|2/-6/"},
	/* A spreadsheet put on the web counts rows and columns. */
	{__LINE__, "<table>\n<thead><tr><th><th>A<th>B\n<tbody><tr><th>1<td>Partner<td>Until\n<tr><th>2<td>A<td>2030\n", "-1/-2/3|1|Partner|Until/4|2|A|2030/"},
	/* An empty row. */
	{__LINE__, "<table>\n" HEAD "<tr><td>A<td>1\n<tr><td>&nbsp;<td>\n<tr><td>B<td>2", "-1/#2|Partner|Until/3+2|A|1/5|B|2/"},
	/* Lines end with CR LF, or CR. */
	{__LINE__, "<table>\r\n<tr><td>A<td>1\r\n<tr><td>B<td>2", "-1/2|A|1/3|B|2/"},
	{__LINE__, "<table>\r<tr><td>A<td>1\r<tr><td>B<td>2", "-1/2|A|1/3|B|2/"},
	/* Cells that reach over rows and columns. */
	{__LINE__, "<table>\n<tr><td rowspan=2>DE<td>A\n<tr><td>B\n<tr><td>FR<td>C", "-1/2|DE|A/3|DE|B/4|FR|C/"},
	{__LINE__, "<table>\n<tr><td rowspan=0>DE<td>A\n<tr><td>B\n<tbody><tr><td>FR<td>C", "-1/2|DE|A/3|DE|B/4|FR|C/"},
	{__LINE__, "<table>\n<tr><td>A<td rowspan=2>x\n<tr><td>B", "-1/2|A|x/3|B|x/"},
	{__LINE__, "<table>\n<tr><td colspan=2>A<td>1\n<tr><td>B<td>b<td>2", "-1/2|A||1/3|B|b|2/"},
	{__LINE__, "<table>\n<tr><td colspan=0>A<td colspan=x>1\n<tr><td colspan=-2>B<td>2", "-1/2|A|1/3|B|2/"},
	/* Headings of two rows are one. */
	{__LINE__, "<table>\n<tr><th rowspan=2>Partner<th colspan=2>Valid\n<tr><th>from<th>to\n<tr><td>A<td>1<td>2\n",
	 "-1/#2+2|Partner|Valid from|Valid to/4|A|1|2/"},
	{__LINE__, "<table>\n" HEAD "<tr><th>(1)<th>(2)\n<tr><td>A<td>1\n<tr><td>B<td>2\n<tr><td>C<td>2\n", "-1/#2|Partner|Until/#3|(1)|(2)/4|A|1/5|B|2/6|C|2/"},
	/* Captions between rows: a cell over all columns, a country alone, a <th> alone. */
	{__LINE__, "<table>\n" HEAD "<tr><td colspan=2>Erasmus\n<tr><td>A<td>1\n<tr><td>Germany<td>\n<tr><td>B<td>2\n<tr><th>Asia</th><td>\n<tr><td>C<td>3",
	 "-1/#2|Partner|Until/^3|Erasmus/4|A|1/^5|Germany/6|B|2/^7|Asia/8|C|3/"},
	{__LINE__, "<table>\n<tr><td>A<td>1\n<tr><td>B<td>2\n<tr><td><b>Asia</b>\n<tr><td>C", "-1/2|A|1/3|B|2/^4|Asia/5|C/"},
	/* What stands over a table. */
	{__LINE__, "<h3>Germany</h3>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>\n<h3>France</h3>\n<p>As of today\n<table>\n<tr><td>C<td>3\n<tr><td>D<td>4\n",
	 "^1|Germany/-2/3|A|1/4|B|2/1:^5|France/-6+2/8|C|3/9|D|4/"},
	{__LINE__, "<p><b>Germany</b>\n<table><caption>Table 1</caption>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>\n",
	 "-1/^2|Germany|Table 1/3|A|1/4|B|2/"},
	{__LINE__, "<table><caption>Erasmus</caption>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>\n", "^1|Erasmus/2|A|1/3|B|2/"},
	{__LINE__, "<div>Germany</div>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>", "^1|Germany/-2/3|A|1/4|B|2/"},
	/* A heading stands over all tables up to the next one of its level. */
	{__LINE__, "<h2>Asia</h2>\n<h3>Japan</h3>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>\n<p>x\n<table>\n<tr><td>C<td>3\n<tr><td>D<td>4</table>\n<h2>Europe</h2>\n<table>\n<tr><td>E<td>5\n<tr><td>F<td>6",
	 "-1/^2|Japan|Asia/-3/4|A|1/5|B|2/1:^6+2|Japan|Asia/8|C|3/9|D|4/2:^10|Europe/-11/12|E|5/13|F|6/"},
	{__LINE__, "<h2>Japan</h2>\n<h3>Exchange</h3>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2", "-1/^2|Japan|Exchange/-3/4|A|1/5|B|2/"},
	/* Texts: entities, white space, line ends, what is not shown. */
	{__LINE__, "<table>\n<tr><td> T&uuml;rk \t&amp;&nbsp; Co &#150;&#x2013; &lt;x&gt; <td>1\n<tr><td>a<br>b<p>c</p>d<br/><br/>e<td>2", "-1/2|Türk & Co –– <x>|1/3|a~b~c~d~e|2/"},
	{__LINE__, "<table>\n<tr><td>A<!-- no --><script>no</script><style>no</style><td>1\n<tr hidden><td>C<td>c\n<tr><td>B<span style='color:red; DISPLAY : none'>no</span><td>2<select><option>no</select>", "-1/2|A|1/3|C|c/4|B|2/"},
	{__LINE__, "<div style='display:none'><table>\n<tr><td>A<td>1<td hidden>x\n<tr><td>B<td>2<td hidden>y</table></div>", "-1/2|A|1/3|B|2/"},
	{__LINE__, "<table>\n<tr><td>Uni<b>vers</b>ity&shy; of&#8203; <i>X</i><td>1\n<tr><td><ul><li>A<li>B</ul><td>2", "-1/2|University of X|1/3|A~B|2/"},
	{__LINE__, "<table>\n<tr><td><img src=x alt='Uni A'><td>1\n<tr><td><img alt=flag>B<td>2", "-1/2|Uni A|1/3|B|2/"},
	/* Links. */
	{__LINE__, "<table>\n<tr><td><a href=' https://a.org/x?y=1&amp;z '>A</a><td><a href='/mou.pdf'>PDF</a>\n<tr><td><a href='#top'>B</a><a name=x><td><a href='javascript:go()'>x</a><a href='mailto:a@b.org'>y</a>",
	 "-1/2|A>https://a.org/x?y=1&z|PDF>/mou.pdf/3|B|xy/"},
	{__LINE__, "<table>\n<tr><td>A<td><a href='http://a.org'><img src=x></a>\n<tr><td>B<td><a href='HTTP://b.org'>", "-1/2|A|>http://a.org/3|B|>HTTP://b.org/"},
	/* Tables that put things beside each other are text. */
	{__LINE__, "<table>\n<tr><td><h2>Menu</h2><td>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2\n<tr><td>C<td>3\n<tr><td>D<td>3\n<tr><td>E<td>5</table>\n</table>", "-1/^2|Menu/-3/4|A|1/5|B|2/6|C|3/7|D|3/8|E|5/-9/"},
	{__LINE__, "<table><tr><td><a href=/>Home</a><td><a href=/x>Search</a></table>\n<table>\n" HEAD "<tr><td>A<td>1", "-1+2/#3|Partner|Until/4|A|1/"},
	{__LINE__, "<table role=presentation><tr><td>a<td>b\n<tr><td>c<td>d</table>\n<nav><table><tr><td>a<td>b\n<tr><td>c<td>d</table></nav>\n<table>\n" HEAD "<tr><td>A<td>1", "-1+5/#6|Partner|Until/7|A|1/"},
	/* A small table in a cell is its text. */
	{__LINE__, "<table>\n<tr><td>A<td><table><tr><td>signed<td>2020<tr><td>renewed<td>2025</table>\n<tr><td>B<td>1\n<tr><td>C<td>2", "-1/2|A|signed 2020~renewed 2025/3|B|1/4|C|2/"},
	/* Rows that share a line: lines are counted as on the page. */
	{__LINE__, "<h3>Germany</h3><table><tr><td>A<td>1<tr><td>B<td>2</table><p>x", "^1|Germany/-2/3|A|1/4|B|2/-5/"},
	/* Rows that end where the next one starts. */
	{__LINE__, "<table><tr><td>A\n<td>1<tr><td>B\n<td>2<tr><td>C\n<td>3</table>", "1|A|1/2|B|2/3+2|C|3/"},
	/* Broken pages. */
	{__LINE__, "<table>\n<td>A<td>1</tr><tr><tr><td>B</b><td>2</table></table></div><tr><td>", "-1/2|A|1/-3/4|B|2/"},
	/* A paragraph that ends on the line on which the next one starts. */
	{__LINE__, "<p>University of X\nin Y<p>University of Z", "1|University of X in Y||/2|University of Z||/"},
	{__LINE__, "<p>University of X</p>", "1|University of X||/"},
};

static const struct one refused[] = {
	{__LINE__, "<p>No table", "? unsupported_format"},
	{__LINE__, "<html>", "? unsupported_format"},
};
/* clang-format on */

static void pages_become_records(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		const char *records =
			show(html_open, pages[i].text, strlen(pages[i].text), /* profile= */ NULL);

		if (strcmp(records, pages[i].records) == 0)
			continue;
		print_error("line %d: %s\n   wanted %s\n", pages[i].line, records,
			    pages[i].records);
		failed++;
	}
	assert_int_equal(failed, 0);
}

static void pages_without_partners_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_string_equal(show(html_open, refused[i].text, strlen(refused[i].text), NULL),
				    refused[i].records);
}

/* A page with rows of cells, as many as wanted. */
static char *make_page(const char *before, const char *piece, size_t times, size_t *ret_length)
{
	size_t start = strlen(before), n = strlen(piece);
	char *page = malloc(start + times * n + 1);

	assert_non_null(page);
	memcpy(page, before, start + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(page + start + i * n, piece, n + 1);
	*ret_length = start + times * n;
	return page;
}

static void pages_are_limited(void **state)
{
	static const struct {
		const char *before, *piece;
		size_t times;
		const char *records;
	} cases[] = {
		{"<table>", "<tr><td>a<td>b", PAGE_PIECES_MAX / 3 + 1, "? too_many_rows"},
		{"", "<p>a", PAGE_PIECES_MAX + 1, "? too_many_rows"},
		{"", "<div>", PAGE_DEPTH_MAX + 1, "? too_deep"},
		{"<td x='>'", " a", PAGE_ATTRIBUTES_MAX + 1, "? damaged_file"},
		{"<td ", "a='>'", PAGE_ATTRIBUTES_MAX + 1, "? damaged_file"},
		/* As many words in a script, a comment or a text are no attributes. */
		{"<p>University of X<script>if (a <b) { ", "x ", PAGE_ATTRIBUTES_MAX + 1,
		 "1|University of X||/"},
		{"<p>University of X<!-- <b ", "x ", PAGE_ATTRIBUTES_MAX + 1,
		 "1|University of X||/"},
		{"", "<table><tr><td>a<td>b<tr><td>a<td>b</table>", REGISTER_PARTS_MAX + 1,
		 "? too_many_tables"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(free_memory) char *page = NULL;
		size_t length;

		page = make_page(cases[i].before, cases[i].piece, cases[i].times, &length);
		assert_string_equal(show(html_open, page, length, NULL), cases[i].records);
	}
}

static void tables_too_deep_in_each_other_are_text(void **state)
{
	CLEANUP(free_memory) char *page = NULL;
	size_t length;

	(void)state;
	page = make_page("University of X\n", "<table><tr><td>a<td>b<tr><td>c<td>d",
			 PAGE_NESTING_MAX + 5, &length);
	assert_ptr_not_equal(show(html_open, page, length, NULL)[0], '?');
}

/* Only so many columns are kept, and a cell that reaches far takes no memory for it. */
static void wide_and_long_cells_are_limited(void **state)
{
	static const char wide[] = "<table>\n<tr><td colspan=1000 rowspan=65000>Partner<td>2030\n"
				   "<tr><td>Partner<td>2031\n<tr><td>Partner<td>2032";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	struct record *record = calloc(1, sizeof(*record));

	(void)state;
	assert_non_null(record);
	assert_int_equal(source_of(wide, strlen(wide), "page", &problems, &source), 0);
	assert_int_equal(html_open(source, NULL, &problems, &reader), 0);
	assert_int_equal(reader_next(reader, record), 1);
	assert_int_equal(reader_next(reader, record), 1);
	assert_int_equal(record->cell_count, 1001);
	free(record);
	problems_done(&problems);
}

static void parts_are_called_what_stands_over_them(void **state)
{
	static const char page[] =
		"<h2>Partners</h2><table><caption>Asia</caption>\n<tr><td>A<td>1\n<tr><td>B<td>2"
		"</table>\n<h3>Europe</h3>\n<table>\n<tr><td>A<td>1\n<tr><td>B<td>2</table>";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	const struct reader_format *format;

	(void)state;
	assert_int_equal(source_of(page, strlen(page), "page", &problems, &source), 0);
	assert_int_equal(html_open(source, NULL, &problems, &reader), 0);
	format = reader_base(reader)->format;
	assert_int_equal(format->format, FORMAT_HTML);
	assert_string_equal(format->part_name(reader, 0), "Asia");
	assert_string_equal(format->part_name(reader, 1), "Europe");
	assert_null(format->part_name(reader, 2));
	problems_done(&problems);
}

/* clang-format off */
static const struct {
	int line;
	const char *bytes;
	const char *encoding;
	const char *cell;
} charsets[] = {
	{__LINE__, "<meta charset=utf-8><table>\n<tr><td>\xc3\x9cniversitesi<td>1\n<tr><td>B<td>2", "UTF-8", "Üniversitesi"},
	{__LINE__, "<meta charset='windows-1254'><table>\n<tr><td>\xddstanbul \xdcniversitesi<td>1\n<tr><td>B<td>2", "Windows-1254", "İstanbul Üniversitesi"},
	{__LINE__, "<META http-equiv=Content-Type content=\"text/html; charset = ISO-8859-9\"><table>\n<tr><td>\xddstanbul<td>1\n<tr><td>B<td>2", "Windows-1254", "İstanbul"},
	{__LINE__, "<meta charset=koi8-r><table>\n<tr><td>\xed\xe7\xf5<td>1\n<tr><td>B<td>2", "koi8-r", "МГУ"},
	{__LINE__, "<meta charset=gb2312><table>\n<tr><td>\xb4\xf3\xd1\xa7<td>1\n<tr><td>B<td>2", "GB18030", "大学"},
	/* It says one that it does not have, or none that is known. */
	{__LINE__, "<meta charset=utf-8><table>\n<tr><td>\xcc\xce\xd1\xca\xce\xc2\xd1\xca\xc8\xc9 \xd3\xcd\xc8\xc2\xc5\xd0\xd1\xc8\xd2\xc5\xd2<td>1\n<tr><td>B<td>2", "Windows-1251", "МОСКОВСКИЙ УНИВЕРСИТЕТ"},
	{__LINE__, "<meta charset=x-none><table>\n<tr><td>\xcc\xce\xd1\xca\xce\xc2\xd1\xca\xc8\xc9 \xd3\xcd\xc8\xc2\xc5\xd0\xd1\xc8\xd2\xc5\xd2<td>1\n<tr><td>B<td>2", "Windows-1251", "МОСКОВСКИЙ УНИВЕРСИТЕТ"},
};
/* clang-format on */

static void a_page_says_its_encoding(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
		CLEANUP(source_closep) struct source *source = NULL;
		CLEANUP(reader_closep) struct reader *reader = NULL;
		struct problems problems = {0};
		char wanted[128];

		assert_int_equal(source_of(charsets[i].bytes, strlen(charsets[i].bytes), "page",
					   &problems, &source),
				 0);
		assert_int_equal(html_open(source, NULL, &problems, &reader), 0);
		problems_done(&problems);
		if (strcmp(reader_base(reader)->encoding, charsets[i].encoding) != 0)
			fail_msg("line %d: %s", charsets[i].line, reader_base(reader)->encoding);
		snprintf(wanted, sizeof(wanted), "-1/2|%s|1/3|B|2/", charsets[i].cell);
		assert_string_equal(
			show(html_open, charsets[i].bytes, strlen(charsets[i].bytes), NULL),
			wanted);
	}
}

static void pages_are_told_from_other_texts(void **state)
{
	static const struct {
		const char *text;
		bool is_page;
	} cases[] = {
		{"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true},
		{"\n  <html lang=en>", true},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html>", true},
		{"<!-- saved from url=(0010) -->\n<html>", true},
		{"<table><tr><td>A</table>", true},
		{"<div class=x>", true},
		{"", false},
		{"Partner,Country\nA,<table>\n", false},
		{"<?xml version=\"1.0\"?><Workbook><Worksheet><Table>", false},
		{"<?xml version=\"1.0\"?><rss>", false},
		{"<5 years\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (html_is_likely(cases[i].text, strlen(cases[i].text)) != cases[i].is_page)
			fail_msg("%s", cases[i].text);
	}
}

static int read_page(void *context)
{
	static const char page[] =
		"<h2>Asia</h2><table summary=s><caption>Japan</caption>\n<tr><th rowspan=2>P<th "
		"colspan=2>V"
		"\n<tr><th>a<th>b\n<tr><td><a href=x>A</a><br>a<td><img "
		"alt=1><td>2\n<tr><td>B<td>2<td>"
		"<table><tr><td>x<td>y\n<tr><td>x<td>z</table></table><p>End";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(reader_closep) struct reader *reader = NULL;
	struct problems problems = {0};
	static struct record record;
	int result = source_of(page, strlen(page), "page", &problems, &source);

	(void)context;
	if (result == 0)
		result = html_open(source, NULL, &problems, &reader);
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
	alloc_each_fails(read_page, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_become_records),
		cmocka_unit_test(pages_without_partners_are_refused),
		cmocka_unit_test(pages_are_limited),
		cmocka_unit_test(tables_too_deep_in_each_other_are_text),
		cmocka_unit_test(wide_and_long_cells_are_limited),
		cmocka_unit_test(parts_are_called_what_stands_over_them),
		cmocka_unit_test(a_page_says_its_encoding),
		cmocka_unit_test(pages_are_told_from_other_texts),
		cmocka_unit_test(every_allocation_can_fail),
	};

	return cmocka_run_group_tests(tests, NULL, show_nothing);
}
