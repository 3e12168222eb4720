/*
 * Any bytes as parts of a spreadsheet: records that tile its sheets, or a reason why not, and the
 * same again after a rewind. The first byte says what the others are: 'x' the parts of an XLSX
 * file, 'o' those of an ODS file, each up to a NUL and in the order below; the archive around them
 * is made here, so that nothing has to be packed. Anything else: the archive itself.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "core/text.h"
#include "core/vague.h"
#include "intake/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTS_MAX 8
#define TYPE	  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

struct part {
	const char *name;
	const char *text; /* when the input says nothing about it */
};

static const struct part xlsx_parts[PARTS_MAX] = {
	{"xl/worksheets/sheet1.xml", "<worksheet/>"},
	{"xl/styles.xml", "<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>"},
	{"xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>"},
	{"xl/worksheets/_rels/sheet1.xml.rels", "<r><Relationship Id='r1' Type='hyperlink' "
						"Target='https://a' TargetMode='External'/></r>"},
	{"xl/_rels/workbook.xml.rels",
	 "<r><Relationship Id='r1' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/>"
	 "<Relationship Id='r2' Type='" TYPE "styles' Target='styles.xml'/>"
	 "<Relationship Id='r3' Type='" TYPE "sharedStrings' Target='sharedStrings.xml'/></r>"},
	{"xl/workbook.xml", "<w><sheets><sheet name='S' id='r1'/></sheets></w>"},
};

static const struct part ods_parts[PARTS_MAX] = {
	{"content.xml", "<x/>"},
	{"styles.xml", "<x/>"},
	{"META-INF/manifest.xml", "<x/>"},
};

static void must(bool claim)
{
	if (!claim)
		abort();
}

/* The archive of all parts: from the input as far as that goes, and those that are always there. */
static char *pack(const struct part *parts, const char *input, size_t size, size_t *ret_length)
{
	zip_error_t error;
	zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, &error);
	zip_stat_t facts;
	char *bytes;

	zip_source_keep(whole);
	for (; parts->name != NULL; parts++) {
		size_t length = strnlen(input, size);
		zip_source_t *part =
			zip_source_buffer(zip, length > 0 ? input : parts->text,
					  length > 0 ? length : strlen(parts->text), 0);
		zip_int64_t index = zip_file_add(zip, parts->name, part, 0);

		must(index >= 0);
		(void)zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
		input += length < size ? length + 1 : length;
		size -= length < size ? length + 1 : length;
	}
	must(zip_close(zip) == 0);
	must(zip_source_open(whole) == 0 && zip_source_stat(whole, &facts) == 0);
	bytes = malloc(facts.size);
	must(bytes != NULL && zip_source_read(whole, bytes, facts.size) == (int64_t)facts.size);
	zip_source_close(whole);
	zip_source_free(whole);
	*ret_length = facts.size;
	return bytes;
}

static void check_cell(const struct cell *cell)
{
	char text[DAY_TEXT_SIZE] = "";
	struct vague vague;

	must(text_is_utf8(cell->text, cell->length));
	if (cell->link != NULL)
		must(text_is_utf8(cell->link, strlen(cell->link)));
	if (cell->form != CELL_DATE)
		return;
	must(cell->length < DAY_TEXT_SIZE);
	memcpy(text, cell->text, cell->length);
	must(vague_parse(text, &vague));
}

static void check_record(const struct record *record)
{
	must(text_is_utf8(record->text, record->length));
	must((record->cell_count == 0) == (record->kind == RECORD_FURNITURE));
	must(record->kind != RECORD_CAPTION || record->cell_count == 1);
	for (unsigned int i = 0; record->kind == RECORD_FURNITURE && i < record->lines; i++)
		must(record->line_kinds[i] == LINE_BLANK);
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		must(record->cells[i].line == record->line);
		check_cell(&record->cells[i]);
	}
}

/* One pass: how many records there were. */
static unsigned long read_pass(struct reader *reader, int *ret_result)
{
	static struct record record;
	unsigned long count = 0;
	unsigned int part = 0, line = 1;

	while (count < 20000 && (*ret_result = reader_next(reader, &record)) == 1) {
		if (record.part != part) {
			must(record.part > part);
			part = record.part;
			line = 1;
		}
		must(reader_base(reader)->format->part_name(reader, part) != NULL);
		must(record.line == line && record.lines > 0);
		line += record.lines;
		check_record(&record);
		count++;
	}
	return count;
}

static void read_archive(reader_opener *open, const char *bytes, size_t length)
{
	struct problems problems = {0};
	struct source *source = NULL;
	struct reader *reader = NULL;
	int result = source_of(bytes, length, "f", &problems, &source);

	if (result == 0)
		result = open(source, NULL, &problems, &reader);
	if (result == 0) {
		unsigned long count = read_pass(reader, &result);

		if (result >= 0 && result != READER_REFUSED) {
			int again = 0;

			must(reader_rewind(reader) == 0);
			must(read_pass(reader, &again) == count && again == result);
		}
	}
	must(result >= 0);
	must((problems.errors > 0) == (result == READER_REFUSED || length == 0));
	for (size_t i = 0; i < problems.count; i++)
		must(text_is_utf8(problems.items[i].text, strlen(problems.items[i].text)));
	reader_close(reader);
	source_close(source);
	problems_done(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *input = (const char *)data;
	bool is_xlsx = size > 0 && input[0] == 'x', is_ods = size > 0 && input[0] == 'o';
	size_t length;
	char *bytes;

	if (!is_xlsx && !is_ods) {
		read_archive(xlsx_open, input, size);
		read_archive(ods_open, input, size);
		return 0;
	}
	bytes = pack(is_xlsx ? xlsx_parts : ods_parts, input + 1, size - 1, &length);
	read_archive(is_xlsx ? xlsx_open : ods_open, bytes, length);
	free(bytes);
	return 0;
}
