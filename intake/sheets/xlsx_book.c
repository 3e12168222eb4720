#include "intake/sheets/xlsx_book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/limits.h"
#include "intake/sheets/relations.h"
#include "intake/sheets/rich_text.h"
#include "intake/sheets/xml.h"

static const char title[] = "the workbook";

DEFINE_FREE(struct xml, xml_close);

/* What reading the workbook needs at hand. */
struct reading {
	struct archive *archive;
	const struct profile *profile;
	const struct relations *relations;
	struct xlsx_book *book;
};

static struct xlsx_sheet *new_sheet(struct xlsx_book *book)
{
	if (book->sheet_count == book->sheet_capacity) {
		size_t capacity = book->sheet_capacity == 0 ? 8 : book->sheet_capacity * 2;
		struct xlsx_sheet *sheets = realloc(book->sheets, capacity * sizeof(*sheets));

		if (sheets == NULL)
			return NULL;
		book->sheets = sheets;
		book->sheet_capacity = capacity;
	}
	return &book->sheets[book->sheet_count++];
}

static int add_sheet(const struct reading *reading, const char *name, const char *part)
{
	struct xlsx_book *book = reading->book;
	CLEANUP(text_done) struct text called = {0};
	struct xlsx_sheet *sheet;

	if (book->sheet_count == REGISTER_PARTS_MAX)
		return archive_refuse(reading->archive, "too_many_tables",
				      "the file has over %d sheets; name the one to be read",
				      REGISTER_PARTS_MAX);
	text_addf(&called, "sheet \"%s\"", name);
	sheet = new_sheet(book);
	if (sheet == NULL || text_failed(&called))
		return -ENOMEM;
	sheet->name = arena_copy(&book->arena, name);
	sheet->part = arena_copy(&book->arena, part);
	sheet->title = arena_copy(&book->arena, text_string(&called));
	sheet->size = archive_part_size(reading->archive, part);
	if (sheet->name == NULL || sheet->part == NULL || sheet->title == NULL)
		return -ENOMEM;
	if (sheet->size < 0)
		return archive_refuse(reading->archive, "damaged_file",
				      "%s (%s) is missing; ask for the file anew", sheet->title,
				      part);
	return 0;
}

/*
 * Sheets of charts, dialogues and old macros have no cells; "very hidden" ones only macros can
 * show.
 */
static int take_sheet(const struct reading *reading, struct xml *xml)
{
	const char *name = xml_attribute(xml, NULL, "name");
	const char *state = xml_attribute(xml, NULL, "state");
	const char *id = xml_attribute(xml, NULL, "id");
	const struct relation *relation =
		id == NULL ? NULL : relations_by_id(reading->relations, id);
	CLEANUP(text_done) struct text plain = {0};

	if (name == NULL || relation == NULL || relation->is_external)
		return archive_refuse(reading->archive, "damaged_file",
				      "the workbook names sheet \"%s\" and not where it is; open "
				      "the file in a spreadsheet program and save it again",
				      name == NULL ? "" : name);
	if (strcmp(relation->type, "worksheet") != 0 ||
	    (state != NULL && strcmp(state, "veryHidden") == 0))
		return 0;
	text_add(&plain, name);
	rich_text_unescape(&plain, 0);
	if (text_failed(&plain) || sheet_names_add(&reading->book->names, text_string(&plain)) < 0)
		return -ENOMEM;
	if (!sheet_names_wants(reading->profile, text_string(&plain)))
		return 0;
	return add_sheet(reading, text_string(&plain), relation->target);
}

static int take_sheets(const struct reading *reading, struct xml *xml)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		if (!xml_is(xml, NULL, "sheet"))
			continue;
		result = take_sheet(reading, xml);
		if (result != 0)
			return result;
	}
	return result;
}

static int take_all(const struct reading *reading, struct xml *xml)
{
	int result = xml_child(xml, 0);

	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (xml_is(xml, NULL, "workbookPr")) {
			reading->book->is_1904 = xml_claims(xml, NULL, "date1904", false);
		} else if (xml_is(xml, NULL, "sheets")) {
			result = take_sheets(reading, xml);
			if (result != 0)
				return result;
			result = 1;
		}
	}
	return result;
}

static int read_sheets(const struct reading *reading, const char *part)
{
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result = xml_open(reading->archive, part, title, &xml);

	if (result == ARCHIVE_NO_PART)
		return archive_refuse(reading->archive, "damaged_file",
				      "the archive has no workbook (%s); ask for the file anew",
				      part);
	if (result == 0)
		result = take_all(reading, xml);
	if (result == 0 && reading->book->sheet_count == 0)
		result = sheet_names_refuse(&reading->book->names, reading->archive,
					    reading->profile);
	return result;
}

static int read_shared(const struct reading *reading)
{
	struct xlsx_book *book = reading->book;
	const struct relation *styles = relations_by_type(reading->relations, "styles");
	const struct relation *strings = relations_by_type(reading->relations, "sharedStrings");
	int result = 0;

	if (styles != NULL)
		result = xlsx_styles_read(reading->archive, styles->target, &book->arena,
					  &book->styles);
	if (result == 0 && strings != NULL)
		result = shared_strings_read(reading->archive, strings->target, &book->strings);
	return result;
}

/* The workbook's part, as the file's own relationships name it; its usual name without. */
static int find_book(struct archive *archive, struct arena *arena, const char **ret_part)
{
	CLEANUP(relations_done) struct relations relations = {0};
	const struct relation *relation;
	int result = relations_read(archive, "", "the archive", arena, &relations);

	if (result != 0)
		return result;
	relation = relations_by_type(&relations, "officeDocument");
	*ret_part = relation == NULL ? "xl/workbook.xml" : relation->target;
	return 0;
}

static bool is_binary(const char *part)
{
	size_t length = strlen(part);

	return length > 4 && text_compare_case(part + length - 4, ".bin") == 0;
}

int xlsx_book_read(struct archive *archive, const struct profile *profile, struct xlsx_book *book)
{
	CLEANUP(relations_done) struct relations relations = {0};
	struct reading reading = {archive, profile, &relations, book};
	const char *part;
	int result;

	*book = (struct xlsx_book){0};
	result = find_book(archive, &book->arena, &part);
	if (result != 0)
		return result;
	if (is_binary(part))
		return archive_refuse(archive, "unsupported_format",
				      "this is a binary workbook (.xlsb), which is not read: save "
				      "it as .xlsx");
	result = relations_read(archive, part, title, &book->arena, &relations);
	if (result == 0)
		result = read_sheets(&reading, part);
	return result != 0 ? result : read_shared(&reading);
}

void xlsx_book_done(struct xlsx_book *book)
{
	free(book->sheets);
	sheet_names_done(&book->names);
	xlsx_styles_done(&book->styles);
	shared_strings_done(&book->strings);
	arena_done(&book->arena);
	*book = (struct xlsx_book){0};
}
