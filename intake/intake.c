#include "intake/intake.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/bytes.h"
#include "intake/cell.h"
#include "intake/columns.h"
#include "intake/drafts.h"
#include "intake/layout.h"
#include "intake/lines.h"

/* Complains of a line that is no row. */
static int refuse_record(struct intake *intake, const char *name, const struct record *record,
			 const struct layout *layout)
{
	return problems_add(&intake->problems, PROBLEM_WARNING, name, record->line, 0, "not_a_row",
			    "the line names no partner, no date and no registration number; it is "
			    "kept, but no agreement comes of it (%zu cells, and the heading has "
			    "%zu)",
			    record->cell_count, layout->roles.column_count);
}

/* Reads one record into a line and, when it is a row, a draft. */
static int read_record(struct drafter *drafter, const struct record *record,
		       struct source_line *line, struct draft *drafts)
{
	struct intake *intake = drafter->intake;
	const struct layout *layout = drafter->layout;

	line->number = record->line;
	line->lines = record->lines;
	line->text = record->bytes;
	if (record->line < layout->heading.line) {
		line->kind = lines_kind_above(record);
		return 0;
	}
	line->kind = lines_kind(record, &layout->heading, &layout->roles);
	if (line->kind == LINE_PROBLEM)
		return refuse_record(intake, drafter->name, record, layout);
	if (line->kind != LINE_ROW)
		return 0;
	drafts[intake->draft_count].source = intake->line_count;
	return drafts_read(drafter, record, &drafts[intake->draft_count++]);
}

static int read_records(struct drafter *drafter, char *bytes, size_t length)
{
	struct intake *intake = drafter->intake;
	const struct layout *layout = drafter->layout;
	struct table table = table_of(bytes, length, layout->separator);
	struct source_line *lines;
	struct draft *drafts;
	struct record record;
	int result = 0;

	lines = arena_take_array(&intake->arena, layout->record_count, sizeof(*lines));
	drafts = arena_take_array(&intake->arena, layout->row_count, sizeof(*drafts));
	if (lines == NULL || drafts == NULL)
		return -ENOMEM;
	intake->lines = lines;
	intake->drafts = drafts;
	while (result == 0 && table_next(&table, &record) == TABLE_RECORD) {
		result = read_record(drafter, &record, &lines[intake->line_count], drafts);
		/* Behind the record stands its line end, or the NUL behind the file. */
		bytes[record.bytes - bytes + (ptrdiff_t)record.length] = '\0';
		intake->line_count++;
	}
	return result == 0 ? drafts_finish(drafter) : result;
}

static int compare_numbers(const void *a, const void *b)
{
	const struct draft *x = *(const struct draft *const *)a;
	const struct draft *y = *(const struct draft *const *)b;
	int order = strcmp(x->agreement.registration_number, y->agreement.registration_number);

	return order != 0 ? order : (x->source > y->source) - (x->source < y->source);
}

/* Complains of every draft whose registration number an earlier one has. drafts: count of them. */
static int complain_of_twins(struct intake *intake, const struct draft **drafts, size_t count,
			     const char *name)
{
	const struct draft *first = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *number = drafts[i]->agreement.registration_number;
		int result;

		if (first == NULL || strcmp(first->agreement.registration_number, number) != 0) {
			first = drafts[i];
			continue;
		}
		result = problems_add(
			&intake->problems, PROBLEM_ERROR, name,
			intake->lines[drafts[i]->source].number, 0, "duplicate_registration_number",
			"registration number \"%s\" stands in line %u too; give each "
			"agreement its own",
			cell_excerpt(number).text, intake->lines[first->source].number);
		if (result < 0)
			return result;
	}
	return 0;
}

static int check_numbers(struct intake *intake, const char *name)
{
	CLEANUP(free_memory) const struct draft **drafts = NULL;
	size_t count = 0;

	drafts = calloc(intake->draft_count + 1, sizeof(const struct draft *));
	if (drafts == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < intake->draft_count; i++) {
		if (intake->drafts[i].agreement.registration_number != NULL)
			drafts[count++] = &intake->drafts[i];
	}
	qsort(drafts, count, sizeof(const struct draft *), compare_numbers);
	return complain_of_twins(intake, drafts, count, name);
}

/* Reads text that ends with a NUL and lives in the arena. */
static int read_text(struct intake *intake, char *bytes, size_t length, const char *name)
{
	CLEANUP(drafts_done) struct drafter drafter = {0};
	struct layout layout;
	int result = layout_read(bytes, length, name, &intake->problems, &layout);

	if (result != 0)
		return result;
	intake->separator = layout.separator;
	result = columns_keep(intake, &layout);
	if (result == 0)
		result = columns_check(intake, &layout, name);
	if (result < 0)
		return result;
	drafts_init(&drafter, intake, name, &layout);
	result = read_records(&drafter, bytes, length);
	if (result == 0)
		result = check_numbers(intake, name);
	if (result == 0)
		problems_sort(&intake->problems);
	return result;
}

/* What is not whole must not be seen: all but the problems is forgotten. */
static int finish(struct intake *intake, int result, struct intake *ret_intake)
{
	struct problems problems = intake->problems;

	if (result != 0) {
		arena_done(&intake->arena);
		*intake = (struct intake){.problems = problems};
	}
	*ret_intake = *intake;
	return result;
}

int intake_read(const char *path, struct intake *ret_intake)
{
	struct intake intake = {0};
	struct bytes bytes;
	size_t start;
	int result;

	result = bytes_read(path, INTAKE_SIZE_MAX, &intake.arena, &intake.problems, &bytes);
	if (result == 0)
		result = bytes_check_text(bytes.data, bytes.length, path, &intake.problems, &start);
	if (result == 0)
		result = read_text(&intake, bytes.data + start, bytes.length - start, path);
	return finish(&intake, result, ret_intake);
}

int intake_parse(const char *bytes, size_t length, const char *name, struct intake *ret_intake)
{
	struct intake intake = {0};
	size_t start;
	char *copy;
	int result;

	result = bytes_check_text(bytes, length, name, &intake.problems, &start);
	if (result == 0) {
		copy = arena_copy_n(&intake.arena, bytes + start, length - start);
		result = copy == NULL ? -ENOMEM : read_text(&intake, copy, length - start, name);
	}
	return finish(&intake, result, ret_intake);
}

void intake_done(struct intake *intake)
{
	problems_done(&intake->problems);
	arena_done(&intake->arena);
	*intake = (struct intake){0};
}
