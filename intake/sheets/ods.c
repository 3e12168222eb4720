/*
 * ODS: the OpenDocument spreadsheet, XML in a ZIP archive (ISO/IEC 26300-1:2015, 9).
 *
 * All sheets stand in one part, which is read once in each pass; what a sheet is called is known
 * when it comes. Rows and cells can be repeated, rows can stand in groups; what is not named in
 * the table of elements below is passed by with all in it.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/limits.h"
#include "intake/reader.h"
#include "intake/sheets/archive.h"
#include "intake/sheets/ods_cell.h"
#include "intake/sheets/ods_names.h"
#include "intake/sheets/ods_styles.h"
#include "intake/sheets/sheet.h"
#include "intake/sheets/sheet_names.h"
#include "intake/sheets/xml.h"

#define CONTENT	      "content.xml"
#define MANIFEST_SIZE (1024 * 1024) /* bytes of the manifest that are looked at */
#define TITLE_SIZE    300

/* More than any sheet has: sums of a few of them are still numbers. */
#define REPEATS_MAX (16 * 1024 * 1024)

struct ods {
	struct reader_base base;
	struct archive *archive;
	struct xml *xml;
	int64_t size;
	struct ods_styles styles;
	bool has_styles;	  /* those of the content were taken in */
	struct sheet_names names; /* of all sheets, as far as they were seen */
	struct sheet_names parts; /* of those that are read */
	size_t seen;		  /* sheets of this pass */
	size_t part_count;	  /* parts of this pass */
	char title[TITLE_SIZE];	  /* what problems call the place that is read */
	/* The sheet being read. */
	unsigned int depth; /* of its element; 0: none is read */
	unsigned int line;  /* of the next row */
	struct arena arena;
	const char *column_styles[INTAKE_COLUMNS_MAX]; /* of cells that name none, or NULL */
	unsigned int style_count;
	struct sheet sheet;
	struct ods_cell cell;
	int result; /* 1; else what every next() says from now on */
};

enum action { PASS_BY, GO_IN, TAKE_STYLES, TAKE_SHEET, TAKE_COLUMN, TAKE_ROW };

static const struct element {
	const char *space;
	const char *name;
	bool in_sheet;
	enum action action;
} elements[] = {
	{ODS_TABLE, "table-row", true, TAKE_ROW},
	{ODS_TABLE, "table-row-group", true, GO_IN},
	{ODS_TABLE, "table-header-rows", true, GO_IN},
	{ODS_TABLE, "table-rows", true, GO_IN},
	{ODS_TABLE, "table-column", true, TAKE_COLUMN},
	{ODS_TABLE, "table-column-group", true, GO_IN},
	{ODS_TABLE, "table-header-columns", true, GO_IN},
	{ODS_TABLE, "table-columns", true, GO_IN},
	{ODS_TABLE, "table", false, TAKE_SHEET},
	{ODS_OFFICE, "document-content", false, GO_IN},
	{ODS_OFFICE, "body", false, GO_IN},
	{ODS_OFFICE, "spreadsheet", false, GO_IN},
	{ODS_OFFICE, "automatic-styles", false, TAKE_STYLES},
};

static struct ods *ods_of(struct reader *reader)
{
	return (struct ods *)(void *)reader;
}

static unsigned int repeats(const struct xml *xml, const char *name)
{
	uint64_t count = xml_number(xml, ODS_TABLE, name, 1);

	return count == 0 ? 1 : count > REPEATS_MAX ? REPEATS_MAX : (unsigned int)count;
}

static int take_column(struct ods *ods)
{
	const char *style = xml_attribute(ods->xml, ODS_TABLE, "default-cell-style-name");
	unsigned int count = repeats(ods->xml, "number-columns-repeated");

	if (style != NULL && ods->style_count < INTAKE_COLUMNS_MAX) {
		style = arena_copy(&ods->arena, style);
		if (style == NULL)
			return -ENOMEM;
	}
	for (; count > 0 && ods->style_count < INTAKE_COLUMNS_MAX; count--)
		ods->column_styles[ods->style_count++] = style;
	return xml_leave(ods->xml);
}

/* A row of cells that repeats a text has as many of them; without one it costs nothing. */
static int add_cells(struct ods *ods, struct sheet_cell *cell, unsigned int column,
		     unsigned int count)
{
	for (unsigned int i = 0; cell->length > 0 && i < count; i++) {
		int result;

		cell->column = column + i;
		result = sheet_add(&ods->sheet, cell);
		if (result != 0)
			return result;
	}
	return 0;
}

static int take_cell(struct ods *ods, const char *row_style, unsigned int *column)
{
	unsigned int count = repeats(ods->xml, "number-columns-repeated");
	unsigned int columns = repeats(ods->xml, "number-columns-spanned");
	unsigned int rows = repeats(ods->xml, "number-rows-spanned");
	const char *style = row_style;
	struct sheet_cell cell;
	int result;

	if (style == NULL && *column < ods->style_count)
		style = ods->column_styles[*column];
	if (columns > 1 || rows > 1)
		sheet_merge(&ods->sheet, *column + 1, *column + columns, ods->line + rows - 1);
	result = ods_cell_read(&ods->cell, ods->xml, style, &cell);
	if (result == 0)
		result = add_cells(ods, &cell, *column + 1, count);
	*column += count;
	return result;
}

/* What stands under a merged range is passed by. */
static int take_cells(struct ods *ods, const char *row_style)
{
	unsigned int depth = xml_depth(ods->xml), column = 0;
	int result;

	while ((result = xml_child(ods->xml, depth)) == 1) {
		if (xml_is(ods->xml, ODS_TABLE, "covered-table-cell"))
			column += repeats(ods->xml, "number-columns-repeated");
		else if (xml_is(ods->xml, ODS_TABLE, "table-cell"))
			result = take_cell(ods, row_style, &column);
		if (result < 0 || result == READER_REFUSED)
			return result;
		/* Whoever writes cells beyond all columns means nothing by it. */
		if (column > REPEATS_MAX)
			column = REPEATS_MAX;
	}
	return result;
}

static int take_row(struct ods *ods)
{
	CLEANUP(free_memory) char *style = NULL;
	const char *named = xml_attribute(ods->xml, ODS_TABLE, "default-cell-style-name");
	unsigned int times = repeats(ods->xml, "number-rows-repeated");
	int result;

	if (named != NULL) {
		style = strdup(named);
		if (style == NULL)
			return -ENOMEM;
	}
	result = take_cells(ods, style);
	if (result == 0)
		result = sheet_end_row(&ods->sheet, ods->line, times);
	ods->line += times;
	if (ods->line > REPEATS_MAX)
		ods->line = REPEATS_MAX;
	return result;
}

/* Names and numbers of sheets are the same in every pass. */
static int begin_part(struct ods *ods, const char *name)
{
	if (ods->part_count == REGISTER_PARTS_MAX)
		return archive_refuse(ods->archive, "too_many_tables",
				      "the file has over %d sheets; name the one to be read",
				      REGISTER_PARTS_MAX);
	if (ods->part_count == ods->parts.count && sheet_names_add(&ods->parts, name) < 0)
		return -ENOMEM;
	name = ods->parts.items[ods->part_count];
	(void)snprintf(ods->title, sizeof(ods->title), "sheet \"%.*s\"",
		       (int)text_cut(name, strlen(name), TITLE_SIZE - 20), name);
	sheet_begin(&ods->sheet, (unsigned int)ods->part_count, name);
	ods->part_count++;
	ods->depth = xml_depth(ods->xml);
	ods->line = 1;
	ods->style_count = 0;
	arena_reset(&ods->arena);
	return 0;
}

static int take_sheet(struct ods *ods)
{
	const char *name = xml_attribute(ods->xml, ODS_TABLE, "name");
	int result;

	if (name == NULL)
		name = "";
	if (ods->seen == ods->names.count && ods->seen <= REGISTER_PARTS_MAX &&
	    sheet_names_add(&ods->names, name) < 0)
		return -ENOMEM;
	ods->seen++;
	if (!sheet_names_wants(ods->base.profile, name))
		return xml_leave(ods->xml);
	result = begin_part(ods, name);
	return result;
}

static int take_styles(struct ods *ods)
{
	if (ods->has_styles)
		return xml_leave(ods->xml);
	ods->has_styles = true;
	return ods_styles_take(&ods->styles, ods->archive, ods->xml);
}

static enum action action_of(const struct ods *ods)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (elements[i].in_sheet == (ods->depth > 0) &&
		    xml_is(ods->xml, elements[i].space, elements[i].name))
			return elements[i].action;
	}
	return PASS_BY;
}

static int take_element(struct ods *ods)
{
	switch (action_of(ods)) {
	case TAKE_ROW:
		return take_row(ods);
	case TAKE_COLUMN:
		return take_column(ods);
	case TAKE_SHEET:
		return take_sheet(ods);
	case TAKE_STYLES:
		return take_styles(ods);
	case GO_IN:
		return 0;
	case PASS_BY:
		break;
	}
	return xml_leave(ods->xml);
}

static int start(struct ods *ods)
{
	int result;

	(void)snprintf(ods->title, sizeof(ods->title), "the spreadsheet's content");
	result = xml_open(ods->archive, CONTENT, ods->title, &ods->xml);
	if (result == ARCHIVE_NO_PART)
		return archive_refuse(ods->archive, "damaged_file",
				      "the archive has no content.xml; ask for the file anew");
	return result;
}

/* One step towards the next record: 1, or as next(). */
static int go_on(struct ods *ods)
{
	int result = ods->xml == NULL ? start(ods) : 0;

	if (result == 0)
		result = xml_next(ods->xml);
	if (result == 0 && ods->part_count == 0)
		return sheet_names_refuse(&ods->names, ods->archive, ods->base.profile);
	if (result != 1)
		return result;
	if (xml_event(ods->xml) == XML_AT_END && xml_depth(ods->xml) == ods->depth)
		ods->depth = 0;
	if (xml_event(ods->xml) != XML_AT_START)
		return 1;
	result = take_element(ods);
	return result == 0 ? 1 : result;
}

static int ods_next(struct reader *reader, struct record *ret_record)
{
	struct ods *ods = ods_of(reader);

	while (ods->result == 1) {
		int result = sheet_take(&ods->sheet, ret_record);

		if (result == 1)
			return 1;
		ods->result = result != 0 ? result : go_on(ods);
	}
	return ods->result;
}

static int ods_rewind(struct reader *reader)
{
	struct ods *ods = ods_of(reader);

	xml_close(ods->xml);
	ods->xml = NULL;
	archive_restart(ods->archive);
	sheet_restart(&ods->sheet);
	ods->seen = 0;
	ods->part_count = 0;
	ods->depth = 0;
	ods->result = 1;
	return 0;
}

static const char *ods_part_name(const struct reader *reader, unsigned int part)
{
	const struct ods *ods = (const struct ods *)(const void *)reader;

	return part < ods->parts.count ? ods->parts.items[part] : NULL;
}

static int64_t ods_done(const struct reader *reader)
{
	const struct ods *ods = (const struct ods *)(const void *)reader;
	double part = ods->size <= 0 || ods->xml == NULL
			      ? 0
			      : (double)xml_done(ods->xml) / (double)ods->size;

	return (int64_t)((double)source_size(ods->base.source) * (part > 1 ? 1 : part));
}

static void ods_close(struct reader *reader)
{
	struct ods *ods = ods_of(reader);

	if (ods == NULL)
		return;
	xml_close(ods->xml);
	ods_cell_done(&ods->cell);
	sheet_done(&ods->sheet);
	sheet_names_done(&ods->names);
	sheet_names_done(&ods->parts);
	ods_styles_done(&ods->styles);
	arena_done(&ods->arena);
	archive_close(ods->archive);
	free(ods);
}

static const struct reader_format format = {
	.format = FORMAT_ODS,
	.next = ods_next,
	.rewind = ods_rewind,
	.part_name = ods_part_name,
	.done = ods_done,
	.close = ods_close,
};

/*
 * Refuses an encrypted file: its parts are no XML, and the manifest says why (ISO/IEC
 * 26300-2:2015, 3.4.1). It is searched and not parsed, for old ones have a document type.
 */
static int check_manifest(struct ods *ods)
{
	static const char mark[] = "encryption-data";
	CLEANUP(free_memory) char *bytes = NULL;
	struct archive_part *part;
	int length = 0, n, result;

	result = archive_part_open(ods->archive, "META-INF/manifest.xml", "the manifest", &part);
	if (result != 0)
		return result == ARCHIVE_NO_PART ? 0 : result;
	bytes = malloc(MANIFEST_SIZE);
	while (bytes != NULL && length < MANIFEST_SIZE &&
	       (n = archive_part_read(part, bytes + length, MANIFEST_SIZE - length)) > 0)
		length += n;
	result = bytes == NULL ? -ENOMEM : archive_part_result(part);
	archive_part_close(part);
	if (result != 0)
		return result;
	if (memmem(bytes, (size_t)length, mark, sizeof(mark) - 1) != NULL)
		return archive_refuse(ods->archive, "encrypted_file",
				      "the spreadsheet is encrypted; save it without a password");
	return 0;
}

static int prepare(struct ods *ods)
{
	int result = archive_open(ods->base.source, ods->base.problems, &ods->archive);

	if (result == 0)
		result = check_manifest(ods);
	if (result == 0)
		result = ods_styles_read(&ods->styles, ods->archive);
	if (result != 0)
		return result;
	sheet_init(&ods->sheet, ods->archive);
	ods->cell.styles = &ods->styles;
	ods->size = archive_part_size(ods->archive, CONTENT);
	return ods_rewind((struct reader *)(void *)ods);
}

int ods_open(struct source *source, const struct profile *profile, struct problems *problems,
	     struct reader **ret_reader)
{
	static const struct profile nothing = {0};
	struct ods *ods = calloc(1, sizeof(*ods));
	int result;

	if (ods == NULL)
		return -ENOMEM;
	ods->base = (struct reader_base){.format = &format,
					 .source = source,
					 .problems = problems,
					 .profile = profile == NULL ? &nothing : profile,
					 .format_reason =
						 "a ZIP archive with an OpenDocument spreadsheet"};
	result = prepare(ods);
	if (result != 0) {
		ods_close((struct reader *)(void *)ods);
		return result;
	}
	*ret_reader = (struct reader *)(void *)ods;
	return 0;
}
