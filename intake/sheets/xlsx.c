/*
 * XLSX: SpreadsheetML in a ZIP archive (ISO/IEC 29500-1, 18; transitional and strict).
 *
 * The workbook, its styles and its shared strings are read when the file is opened. Each sheet is
 * read twice: first for its merged ranges and links, which stand behind the rows, then row by row.
 * Macros, charts, comments, images and filters are parts or elements that nobody asks for.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "intake/sheets/archive.h"
#include "intake/sheets/sheet.h"
#include "intake/sheets/xlsx_book.h"
#include "intake/sheets/xlsx_cell.h"
#include "intake/sheets/xlsx_ranges.h"
#include "intake/sheets/xml.h"

#define NO_SHEET SIZE_MAX

/* A link that reaches into the rows being read. */
struct link {
	unsigned int last_line;
	const char *address;
};

struct xlsx {
	struct reader_base base;
	struct archive *archive;
	struct xlsx_book book;
	size_t current;	 /* the sheet being read */
	struct xml *xml; /* its part; NULL: not opened yet */
	unsigned int line;
	bool has_rows;	  /* the sheet's rows are being read */
	int64_t done;	  /* bytes of the sheets before it */
	int64_t total;	  /* bytes of all sheets */
	size_t ranges_of; /* which sheet's ranges these are */
	struct xlsx_ranges ranges;
	size_t next_range; /* the first that starts below the line */
	struct link links[INTAKE_COLUMNS_MAX];
	struct sheet sheet;
	struct xlsx_cell cell;
	bool has_warned; /* of formulas without results */
	int result;	 /* 1; else what every next() says from now on */
};

static struct xlsx *xlsx_of(struct reader *reader)
{
	return (struct xlsx *)(void *)reader;
}

static int read_ranges(struct xlsx *xlsx)
{
	const struct xlsx_sheet *sheet = &xlsx->book.sheets[xlsx->current];
	int result = 0;

	if (xlsx->ranges_of != xlsx->current) {
		xlsx_ranges_done(&xlsx->ranges);
		xlsx->ranges_of = NO_SHEET;
		result = xlsx_ranges_read(xlsx->archive, sheet->part, sheet->title, &xlsx->ranges);
		if (result == 0)
			xlsx->ranges_of = xlsx->current;
	}
	xlsx->next_range = 0;
	memset(xlsx->links, 0, sizeof(xlsx->links));
	return result;
}

/* Goes to the rows of the current sheet. */
static int start_sheet(struct xlsx *xlsx)
{
	const struct xlsx_sheet *sheet = &xlsx->book.sheets[xlsx->current];
	int result = read_ranges(xlsx);

	if (result == 0)
		result = xml_open(xlsx->archive, sheet->part, sheet->title, &xlsx->xml);
	if (result != 0)
		return result;
	sheet_begin(&xlsx->sheet, (unsigned int)xlsx->current, sheet->name);
	xlsx->line = 0;
	xlsx->has_rows = false;
	result = xml_child(xlsx->xml, 0);
	while (result == 1 && !xlsx->has_rows && (result = xml_child(xlsx->xml, 1)) == 1)
		xlsx->has_rows = xml_is(xlsx->xml, NULL, "sheetData");
	return result == 1 ? 0 : result;
}

static void end_sheet(struct xlsx *xlsx)
{
	xml_close(xlsx->xml);
	xlsx->xml = NULL;
}

/* Ranges that start in this row, and links that start in rows that are not there. */
static void start_ranges(struct xlsx *xlsx)
{
	for (; xlsx->next_range < xlsx->ranges.count; xlsx->next_range++) {
		const struct xlsx_range *range = &xlsx->ranges.items[xlsx->next_range];

		if (range->top > xlsx->line)
			break;
		if (range->link == NULL && range->top == xlsx->line)
			sheet_merge(&xlsx->sheet, range->left, range->right, range->bottom);
		for (unsigned int column = range->left;
		     range->link != NULL && column <= range->right && column <= INTAKE_COLUMNS_MAX;
		     column++)
			xlsx->links[column - 1] = (struct link){range->bottom, range->link};
	}
}

static const char *link_at(const struct xlsx *xlsx, unsigned int column)
{
	if (column > INTAKE_COLUMNS_MAX || xlsx->links[column - 1].last_line < xlsx->line)
		return NULL;
	return xlsx->links[column - 1].address;
}

/* Programs that only write a file leave its formulas to the one that opens it. Said once. */
static int warn(struct xlsx *xlsx, unsigned int column)
{
	if (!xlsx->cell.lacks_result || xlsx->has_warned)
		return 0;
	xlsx->has_warned = true;
	return problems_add(xlsx->base.problems, PROBLEM_WARNING, source_name(xlsx->base.source),
			    xlsx->line, column, "formula_without_result",
			    "sheet \"%s\" has a formula without its result, which is read as an "
			    "empty cell; open the file in a spreadsheet program and save it again",
			    xlsx->sheet.name);
}

static int read_cell(struct xlsx *xlsx, unsigned int *column)
{
	const char *place = xml_attribute(xlsx->xml, NULL, "r");
	struct xlsx_range range;
	struct sheet_cell cell;
	int result;

	*column = place != NULL && xlsx_range_parse(place, &range) ? range.left : *column + 1;
	result = xlsx_cell_read(&xlsx->cell, xlsx->xml, &cell);
	if (result == XLSX_CELL_NO_TEXT)
		return archive_refuse(xlsx->archive, "damaged_file",
				      "sheet \"%s\": row %u has a cell whose text is missing; ask "
				      "for the file anew",
				      xlsx->sheet.name, xlsx->line);
	if (result == 0)
		result = warn(xlsx, *column);
	if (result != 0)
		return result;
	cell.column = *column;
	if (cell.link == NULL)
		cell.link = link_at(xlsx, *column);
	return sheet_add(&xlsx->sheet, &cell);
}

static int read_row(struct xlsx *xlsx)
{
	unsigned int depth = xml_depth(xlsx->xml), column = 0;
	uint64_t line = xml_number(xlsx->xml, NULL, "r", (uint64_t)xlsx->line + 1);
	int result;

	xlsx->line = line > UINT32_MAX - 1 ? UINT32_MAX - 1 : (unsigned int)line;
	start_ranges(xlsx);
	while ((result = xml_child(xlsx->xml, depth)) == 1) {
		if (!xml_is(xlsx->xml, NULL, "c"))
			continue;
		result = read_cell(xlsx, &column);
		if (result != 0)
			return result;
	}
	return result != 0 ? result : sheet_end_row(&xlsx->sheet, xlsx->line, 1);
}

/* 1: a row was read; 0: the sheet has no more; else as next(). */
static int next_row(struct xlsx *xlsx)
{
	int result;

	if (!xlsx->has_rows)
		return 0;
	while ((result = xml_child(xlsx->xml, 2)) == 1) {
		if (!xml_is(xlsx->xml, NULL, "row"))
			continue;
		result = read_row(xlsx);
		return result == 0 ? 1 : result;
	}
	return result;
}

/* One step towards the next record: 1, or as next(). */
static int go_on(struct xlsx *xlsx)
{
	int result;

	if (xlsx->xml == NULL) {
		if (xlsx->current == xlsx->book.sheet_count)
			return 0;
		result = start_sheet(xlsx);
		return result == 0 ? 1 : result;
	}
	result = next_row(xlsx);
	if (result != 0)
		return result;
	end_sheet(xlsx);
	xlsx->done += xlsx->book.sheets[xlsx->current].size;
	xlsx->current++;
	return 1;
}

static int xlsx_next(struct reader *reader, struct record *ret_record)
{
	struct xlsx *xlsx = xlsx_of(reader);

	while (xlsx->result == 1) {
		int result = sheet_take(&xlsx->sheet, ret_record);

		if (result == 1)
			return 1;
		xlsx->result = result != 0 ? result : go_on(xlsx);
	}
	return xlsx->result;
}

static int xlsx_rewind(struct reader *reader)
{
	struct xlsx *xlsx = xlsx_of(reader);

	end_sheet(xlsx);
	archive_restart(xlsx->archive);
	sheet_restart(&xlsx->sheet);
	xlsx->current = 0;
	xlsx->done = 0;
	xlsx->result = 1;
	return 0;
}

static const char *xlsx_part_name(const struct reader *reader, unsigned int part)
{
	const struct xlsx *xlsx = (const struct xlsx *)(const void *)reader;

	return part < xlsx->book.sheet_count ? xlsx->book.sheets[part].name : NULL;
}

static int64_t xlsx_done(const struct reader *reader)
{
	const struct xlsx *xlsx = (const struct xlsx *)(const void *)reader;
	double done = (double)(xlsx->done + (xlsx->xml == NULL ? 0 : xml_done(xlsx->xml)));
	double part = xlsx->total == 0 ? 1 : done / (double)xlsx->total;

	return (int64_t)((double)source_size(xlsx->base.source) * (part > 1 ? 1 : part));
}

static void xlsx_close(struct reader *reader)
{
	struct xlsx *xlsx = xlsx_of(reader);

	if (xlsx == NULL)
		return;
	end_sheet(xlsx);
	xlsx_ranges_done(&xlsx->ranges);
	xlsx_cell_done(&xlsx->cell);
	sheet_done(&xlsx->sheet);
	xlsx_book_done(&xlsx->book);
	archive_close(xlsx->archive);
	free(xlsx);
}

static const struct reader_format format = {
	.format = FORMAT_XLSX,
	.next = xlsx_next,
	.rewind = xlsx_rewind,
	.part_name = xlsx_part_name,
	.done = xlsx_done,
	.close = xlsx_close,
};

static int prepare(struct xlsx *xlsx)
{
	int result = archive_open(xlsx->base.source, xlsx->base.problems, &xlsx->archive);

	if (result == 0)
		result = xlsx_book_read(xlsx->archive, xlsx->base.profile, &xlsx->book);
	if (result != 0)
		return result;
	sheet_init(&xlsx->sheet, xlsx->archive);
	xlsx->cell.book = &xlsx->book;
	for (size_t i = 0; i < xlsx->book.sheet_count; i++)
		xlsx->total += xlsx->book.sheets[i].size;
	return xlsx_rewind((struct reader *)(void *)xlsx);
}

int xlsx_open(struct source *source, const struct profile *profile, struct problems *problems,
	      struct reader **ret_reader)
{
	static const struct profile nothing = {0};
	struct xlsx *xlsx = calloc(1, sizeof(*xlsx));
	int result;

	if (xlsx == NULL)
		return -ENOMEM;
	xlsx->base = (struct reader_base){.format = &format,
					  .source = source,
					  .problems = problems,
					  .profile = profile == NULL ? &nothing : profile,
					  .format_reason = "a ZIP archive with an Excel workbook"};
	xlsx->ranges_of = NO_SHEET;
	result = prepare(xlsx);
	if (result != 0) {
		xlsx_close((struct reader *)(void *)xlsx);
		return result;
	}
	*ret_reader = (struct reader *)(void *)xlsx;
	return 0;
}
