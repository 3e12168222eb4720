#include "tests/intake/packing.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "core/cleanup.h"

char *packing_pack(const struct packed *parts, size_t *ret_length)
{
	zip_error_t error;
	zip_source_t *whole;
	zip_t *zip;
	zip_stat_t facts;
	char *bytes;

	zip_error_init(&error);
	whole = zip_source_buffer_create(NULL, 0, 0, &error);
	assert_non_null(whole);
	zip_source_keep(whole);
	zip = zip_open_from_source(whole, ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	for (; parts->name != NULL; parts++) {
		size_t length = parts->length == 0 ? strlen(parts->text) : parts->length;
		zip_source_t *part = zip_source_buffer(zip, parts->text, length, 0);

		assert_non_null(part);
		assert_true(zip_file_add(zip, parts->name, part, 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(whole), 0);
	assert_int_equal(zip_source_stat(whole, &facts), 0);
	bytes = malloc(facts.size);
	assert_int_equal(zip_source_read(whole, bytes, facts.size), facts.size);
	zip_source_close(whole);
	zip_source_free(whole);
	zip_error_fini(&error);
	*ret_length = facts.size;
	return bytes;
}

void packing_repeat(struct text *out, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add(out, text);
	assert_false(text_failed(out));
}

char *packing_load(const char *name, size_t *ret_length)
{
	CLEANUP(text_done) struct text path = {0};
	size_t size = 1024 * 1024;
	char *bytes = malloc(size);
	FILE *file;

	assert_non_null(bytes);
	text_addf(&path, "%s/tests/intake/files/%s", RENEWD_SOURCE_DIR, name);
	file = fopen(text_string(&path), "rb");
	assert_non_null(file);
	*ret_length = fread(bytes, 1, size, file);
	assert_true(*ret_length > 0 && *ret_length < size);
	(void)fclose(file);
	return bytes;
}

static void show_cell(const struct cell *cell, struct text *out)
{
	static const char *const marks[] = {
		[CELL_TEXT] = "", [CELL_DATE] = "@", [CELL_NUMBER] = "#"};

	text_addf(out, "|%s", marks[cell->form]);
	text_add_n(out, cell->text, cell->length);
	if (cell->link != NULL)
		text_addf(out, "<%s>", cell->link);
}

static void check_places(const struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		assert_int_equal(record->cells[i].line, record->line);
		if (record->kind == RECORD_CELLS)
			assert_int_equal(record->cells[i].column, i + 1);
	}
	for (unsigned int i = 0; record->kind == RECORD_FURNITURE && i < record->lines; i++)
		assert_int_equal(record->line_kinds[i], LINE_BLANK);
}

static void show_record(const struct record *record, struct text *out)
{
	text_addf(out, "%s%u", out->length == 0 ? "" : " ", record->line);
	if (record->lines > 1)
		text_addf(out, "-%u", record->line + record->lines - 1);
	text_add_char(out, ':');
	if (record->kind == RECORD_FURNITURE)
		text_add_char(out, '.');
	else if (record->kind == RECORD_CAPTION)
		text_add_char(out, '=');
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++)
		show_cell(&record->cells[i], out);
	if (record->cell_count > INTAKE_COLUMNS_MAX)
		text_addf(out, "…%zu", record->cell_count);
}

/* One pass: records tile every part. */
static int show_pass(struct reader *reader, struct text *out)
{
	static struct record record;
	unsigned int part = UINT32_MAX, line = 0;
	int result;

	while ((result = reader_next(reader, &record)) == 1) {
		if (record.part != part) {
			const char *name =
				reader_base(reader)->format->part_name(reader, record.part);

			assert_non_null(name);
			text_addf(out, "%s[%s]", out->length == 0 ? "" : " ", name);
			part = record.part;
			line = 1;
		}
		assert_int_equal(record.line, line);
		assert_true(record.lines >= 1);
		line += record.lines;
		check_places(&record);
		show_record(&record, out);
		assert_true(reader_base(reader)->format->done(reader) >= 0);
	}
	assert_int_equal(reader_next(reader, &record), result);
	return result;
}

static int show_again(struct reader *reader, const struct text *out)
{
	CLEANUP(text_done) struct text again = {0};
	int result = reader_rewind(reader);

	if (result == 0)
		result = show_pass(reader, &again);
	if (result == 0 && (text_failed(&again) || text_failed(out)))
		return -ENOMEM;
	if (result == 0)
		assert_string_equal(text_string(&again), text_string(out));
	return result;
}

int packing_show(reader_opener *open, const char *bytes, size_t length,
		 const struct profile *profile, struct problems *problems, bool twice,
		 struct text *out)
{
	struct source *source = NULL;
	struct reader *reader = NULL;
	int result = source_of(bytes, length, "f", problems, &source);

	if (result == 0)
		result = open(source, profile, problems, &reader);
	if (result == 0)
		result = show_pass(reader, out);
	if (result == 0 && twice)
		result = show_again(reader, out);
	reader_close(reader);
	source_close(source);
	for (size_t i = 0; i < problems->count; i++)
		text_addf(out, "%s!%s", out->length == 0 ? "" : " ", problems->items[i].code);
	return result == 0 && text_failed(out) ? -ENOMEM : result;
}
