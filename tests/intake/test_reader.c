/*
 * What a file is: each kind is known by what it holds, whatever it is called, and what is not read
 * is refused with what helps.
 */
#include "intake/reader.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/intake/packing.h"
#include "tests/support/alloc.h"

static struct problems problems;

/* The format that is found, or READER_REFUSED. */
static int find_format(const char *bytes, size_t length, const struct profile *profile,
		       struct text *reason)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct reader *reader = NULL;
	int result;

	assert_int_equal(source_of(bytes, length, "a register", &problems, &source), 0);
	result = reader_open(source, profile, &problems, &reader);
	if (result != 0)
		return -result;
	result = (int)reader_base(reader)->format->format;
	text_clear(reason);
	text_add(reason, reader_base(reader)->format_reason);
	assert_ptr_equal(reader_base(reader)->source, source);
	assert_non_null(reader_base(reader)->profile);
	reader_close(reader);
	return result;
}

#define PAGE_TABLE "<table><tr><th>Partner<th>Country<tr><td>A<td>DE<tr><td>B<td>FR</table>"

/* clang-format off */
static const struct one {
	int line;
	const char *bytes;
	size_t length;
	enum register_format format;
	const char *reason; /* a part of it */
} texts[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
	{__LINE__, BYTES("Partner,Country\nA,DE\nB,FR\n"), FORMAT_SEPARATED, "most lines have 2 cells between commas"},
	{__LINE__, BYTES("Partner\tCountry\tSigned\nA\tDE\t2020\nB\tFR\t2021\n"), FORMAT_SEPARATED, "most lines have 3 cells between tabs"},
	{__LINE__, BYTES("sep=|\nPartner|Country\n"), FORMAT_SEPARATED, "the first line says so"},
	{__LINE__, BYTES("\xff\xfeP\0\t\0C\0\n\0A\0\t\0" "1\0\n\0"), FORMAT_SEPARATED, "tabs"},
	{__LINE__, BYTES("<!DOCTYPE html><html><body>" PAGE_TABLE), FORMAT_HTML, ""},
	{__LINE__, BYTES("\xef\xbb\xbf\r\n  <html>" PAGE_TABLE), FORMAT_HTML, ""},
	{__LINE__, BYTES("<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body>" PAGE_TABLE "</body></html>"), FORMAT_HTML, ""},
	{__LINE__, BYTES(PAGE_TABLE), FORMAT_HTML, ""},
	{__LINE__, BYTES("# Name Country Signed Expiration\n1 University of A Germany 2020.11.08 5 year\n"
			 "2 University of B France 2021.11.08 5 year\n3 University of C Italy 2022.11.08 5 year\n"
			 "4 University of D Spain 2023.11.08 5 year\n"), FORMAT_RUNNING, "ascending numbers"},
	{__LINE__, BYTES("Our partners\n\nEurope\n\nUniversity of A\n\nExchange of students.\n\nUniversity of B\n\nJoint research.\n"), FORMAT_LIST, ""},
};
/* clang-format on */

static void text_is_known_by_how_it_is_built(void **state)
{
	CLEANUP(text_done) struct text reason = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct one *one = &texts[i];
		int found = find_format(one->bytes, one->length, NULL, &reason);

		problems_done(&problems);
		if (found != (int)one->format || strstr(text_string(&reason), one->reason) == NULL)
			fail_msg("line %d: %d: %s", one->line, found, text_string(&reason));
	}
}

static const struct packed xlsx[] = {
	{"[Content_Types].xml", "<Types/>", 0},
	{"_rels/.rels", "<Relationships/>", 0},
	{"xl/workbook.xml",
	 "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
	 "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
	 "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
	 0},
	{"xl/_rels/workbook.xml.rels",
	 "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
	 "<Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
	 "relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
	 0},
	{"xl/worksheets/sheet1.xml",
	 "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
	 "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
	 0},
	{NULL, NULL, 0}};

static const struct packed ods[] = {
	{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
	{"content.xml",
	 "<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
	 "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><o:body><o:spreadsheet>"
	 "<t:table t:name='S'><t:table-row><t:table-cell/></t:table-row></t:table>"
	 "</o:spreadsheet></o:body></o:document-content>",
	 0},
	{NULL, NULL, 0}};

static const struct packed docx[] = {{"[Content_Types].xml", "<Types/>", 0},
				     {"word/document.xml", "<document/>", 0},
				     {NULL, NULL, 0}};
static const struct packed xlsb[] = {
	{"[Content_Types].xml", "<Types/>", 0}, {"xl/workbook.bin", "?", 0}, {NULL, NULL, 0}};
static const struct packed odt[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0},
				    {"content.xml", "<a/>", 0},
				    {NULL, NULL, 0}};
static const struct packed epub[] = {{"mimetype", "application/epub+zip", 0}, {NULL, NULL, 0}};
static const struct packed files[] = {{"list.csv", "Partner,Country\n", 0}, {NULL, NULL, 0}};

static const struct archive {
	const struct packed *parts;
	int format; /* -READER_REFUSED: it is not read */
	const char *words;
	const char *cure;
} archives[] = {
	{xlsx, FORMAT_XLSX, "xl/workbook.xml", NULL},
	{ods, FORMAT_ODS, "OpenDocument spreadsheet", NULL},
	{docx, -READER_REFUSED, "DOCX", "save it as XLSX or CSV"},
	{xlsb, -READER_REFUSED, "XLSB", "save it as XLSX or CSV"},
	{odt, -READER_REFUSED, "ODT", "save it as ODS or CSV"},
	{epub, -READER_REFUSED, "of another kind in a ZIP archive", "XLSX, ODS or CSV"},
	{files, -READER_REFUSED, "a ZIP archive", "unpack it"},
};

static void assert_refused(const char *words, const char *cure)
{
	assert_int_equal(problems.count, 1);
	if (strcmp(problems.items[0].code, "unsupported_format") != 0 ||
	    strstr(problems.items[0].text, words) == NULL ||
	    strstr(problems.items[0].text, cure) == NULL)
		fail_msg("%s: %s (not %s … %s)", problems.items[0].code, problems.items[0].text,
			 words, cure);
	problems_done(&problems);
}

static void archives_are_known_by_what_is_in_them(void **state)
{
	CLEANUP(text_done) struct text reason = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(archives) / sizeof(archives[0]); i++) {
		const struct archive *archive = &archives[i];
		size_t length;
		char *bytes = packing_pack(archive->parts, &length);
		int found = find_format(bytes, length, NULL, &reason);

		free(bytes);
		if (found != archive->format)
			fail_msg("%s: %d: %s", archive->words, found,
				 problems.count > 0 ? problems.items[0].text : "");
		if (found < 0)
			assert_refused(archive->words, archive->cure);
		else
			assert_non_null(strstr(text_string(&reason), archive->words));
	}
}

/* clang-format off */
static const struct other {
	const char *bytes;
	size_t length;
	const char *words;
	const char *cure;
} others[] = {
	{BYTES("%PDF-1.7\n"), "a PDF", "pdftotext -layout"},
	{BYTES("{\\rtf1 x}"), "RTF", "save it as XLSX or CSV"},
	{BYTES("\x89PNG\r\n\x1a\n"), "picture", "as text"},
	{BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), "picture", "as text"},
	{BYTES("GIF89a"), "picture", "as text"},
	{BYTES("II*\0"), "picture", "as text"},
	{BYTES("\x1f\x8b\x08\0"), "gzip", "gunzip"},
	{BYTES("BZh9"), "bzip2", "bunzip2"},
	{BYTES("\xfd" "7zXZ\0"), "xz", "unxz"},
	{BYTES("7z\xbc\xaf\x27\x1c"), "7z", "unpack"},
	{BYTES("Rar!\x1a\x07"), "RAR", "unpack"},
	{BYTES("SQLite format 3\0"), "SQLite", "CSV"},
	{BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0"), "of an old kind (XLS or DOC)",
	 "save it as XLSX or CSV"},
};
/* clang-format on */

static void what_is_not_read_is_refused_with_what_helps(void **state)
{
	CLEANUP(text_done) struct text reason = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_int_equal(find_format(others[i].bytes, others[i].length, NULL, &reason),
				 -READER_REFUSED);
		assert_refused(others[i].words, others[i].cure);
	}
}

static void a_password_is_said_wherever_the_document_says_it(void **state)
{
	static const char package[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
	CLEANUP(text_done) struct text reason = {0};
	size_t size = 300000;
	char *bytes = calloc(1, size);

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	for (size_t at = 65536 - 40; at < 65536 + 8; at++) {
		memset(bytes + 65000, 0, 2000);
		memcpy(bytes + at, package, sizeof(package) - 1);
		assert_int_equal(find_format(bytes, size, NULL, &reason), -READER_REFUSED);
		assert_string_equal(problems.items[0].code, "encrypted_file");
		assert_non_null(strstr(problems.items[0].text, "without the password"));
		problems_done(&problems);
	}
	free(bytes);
}

static void what_is_no_text_is_refused(void **state)
{
	CLEANUP(text_done) struct text reason = {0};

	(void)state;
	assert_int_equal(find_format("a\0\1\2\3", 5, NULL, &reason), -READER_REFUSED);
	assert_string_equal(problems.items[0].code, "binary_file");
	problems_done(&problems);
	assert_int_equal(find_format("\xef\xbb\xbf", 3, NULL, &reason), -READER_REFUSED);
	assert_string_equal(problems.items[0].code, "empty_file");
	problems_done(&problems);
}

static void the_profiles_format_wins_when_the_file_can_have_it(void **state)
{
	static const struct profile sheet = {.format = FORMAT_XLSX};
	static const struct profile other = {.format = FORMAT_SEPARATED};
	static const char text[] = "University of A, Germany\nUniversity of B, France\n"
				   "University of C, Italy\n";
	CLEANUP(text_done) struct text reason = {0};
	size_t length;
	char *bytes = packing_pack(ods, &length);

	(void)state;
	assert_int_equal(find_format(text, strlen(text), NULL, &reason), FORMAT_LIST);
	assert_int_equal(find_format(text, strlen(text), &other, &reason), FORMAT_SEPARATED);
	assert_string_equal(text_string(&reason), "the profile says so");
	problems_done(&problems);
	assert_int_equal(find_format(text, strlen(text), &sheet, &reason), -READER_REFUSED);
	assert_refused("the profile says that the format is xlsx", "out of the profile");
	assert_int_equal(find_format(bytes, length, &sheet, &reason), -READER_REFUSED);
	assert_refused("xlsx, and this is a ZIP archive", "out of the profile");
	assert_int_equal(find_format(bytes, length, &other, &reason), -READER_REFUSED);
	assert_refused("the format is separated", "out of the profile");
	free(bytes);
}

static void the_profiles_encoding_is_taken(void **state)
{
	static const struct profile profile = {.encoding = "windows-1254"};
	static const char text[] = "Partner;x\nM\xfcnchen;\xdd\n";
	CLEANUP(source_closep) struct source *source = NULL;
	struct reader *reader = NULL;
	struct record record;

	(void)state;
	assert_int_equal(source_of(text, strlen(text), "a register", &problems, &source), 0);
	assert_int_equal(reader_open(source, &profile, &problems, &reader), 0);
	assert_string_equal(reader_base(reader)->encoding, "Windows-1254");
	assert_string_equal(reader_base(reader)->encoding_reason, "the profile says so");
	assert_int_equal(reader_next(reader, &record), 1);
	assert_int_equal(reader_next(reader, &record), 1);
	assert_memory_equal(record.text, "München;İ", record.length);
	reader_close(reader);
	reader_close(NULL);
}

static int open_text(void *context)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct reader *reader = NULL;
	int result = source_of(context, strlen(context), "a register", &problems, &source);

	if (result == 0)
		result = reader_open(source, NULL, &problems, &reader);
	if (result == 0)
		reader_close(reader);
	problems_done(&problems);
	return result == READER_REFUSED ? 0 : result;
}

static void short_memory_is_said(void **state)
{
	char text[] = "Partner;x\nM\xfcnchen;\xdd\n";
	char pdf[] = "%PDF-1.7\n";

	(void)state;
	alloc_each_fails(open_text, text);
	alloc_each_fails(open_text, pdf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_known_by_how_it_is_built),
		cmocka_unit_test(archives_are_known_by_what_is_in_them),
		cmocka_unit_test(what_is_not_read_is_refused_with_what_helps),
		cmocka_unit_test(a_password_is_said_wherever_the_document_says_it),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(the_profiles_format_wins_when_the_file_can_have_it),
		cmocka_unit_test(the_profiles_encoding_is_taken),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
