#include "intake/tables.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/heading_rows.h"
#include "intake/unknown_heading.h"
#include "intake/words/headings.h"

#define UNSURE 1u
#define SURE   1000000u /* that a record is a heading line: the reader says so */

/* What is known of the part that is being read. */
struct search {
	struct tables *tables;
	struct reader *reader;
	struct problems *problems;
	struct fence fence;
	struct text scratch;
	bool has_part;
	unsigned int part;
	unsigned int first_line;    /* of the part */
	size_t records;		    /* of the part that can be rows or headings */
	size_t widest;		    /* the most cells that a record had */
	struct rows_table *current; /* the table that is being read; NULL: none */
	unsigned int score;	    /* how sure its heading line is */
	size_t rows;		    /* behind its heading line */
	bool is_behind_gap;	    /* the record before was no row */
	struct unknown_heading unknown;
};

static int refuse_tables(struct search *search, unsigned int line)
{
	int result = problems_add(search->problems, PROBLEM_ERROR,
				  source_name(reader_base(search->reader)->source), line, 0,
				  "too_many_tables", "more than %d tables: split the file",
				  REGISTER_PARTS_MAX);

	return result < 0 ? result : 1;
}

/* ---- shapes ------------------------------------------------------------------------------- */

static struct shape *find_shape(const struct tables *tables, const struct record *heading,
				size_t column_count)
{
	for (size_t i = 0; i < tables->shape_count; i++) {
		struct shape *shape = tables->shapes[i];

		if (heading == NULL ? shape->heading == NULL && shape->column_count == column_count
				    : shape_has_rows(shape, heading, /* lower= */ NULL))
			return shape;
	}
	return NULL;
}

static int add_shape(struct tables *tables, const struct record *heading, size_t column_count,
		     struct shape **ret_shape)
{
	struct shape *shape = arena_take(tables->arena, sizeof(*shape));

	if (shape == NULL)
		return -ENOMEM;
	/* A table that goes on with a second row leaves the shape of its first one behind. */
	if (tables->shapes == NULL)
		tables->shapes = arena_take_array(tables->arena, 2 * REGISTER_PARTS_MAX,
						  sizeof(struct shape *));
	if (tables->shapes == NULL)
		return -ENOMEM;
	if (heading != NULL) {
		shape->heading = shape_copy(heading, tables->arena);
		if (shape->heading == NULL)
			return -ENOMEM;
	}
	shape->column_count = column_count;
	shape->evidence = arena_take_array(tables->arena, column_count, sizeof(*shape->evidence));
	if (shape->evidence == NULL)
		return -ENOMEM;
	tables->shapes[tables->shape_count++] = shape;
	*ret_shape = shape;
	return 0;
}

/* Sets the shape of a table. heading NULL: it has none. */
static int shape_table(struct tables *tables, struct rows_table *table,
		       const struct record *heading, size_t column_count)
{
	struct shape *shape;
	int result = 0;

	if (column_count > INTAKE_COLUMNS_MAX)
		column_count = INTAKE_COLUMNS_MAX;
	shape = find_shape(tables, heading, column_count);
	if (shape == NULL)
		result = add_shape(tables, heading, column_count, &shape);
	if (result == 0)
		table->shape = shape;
	return result;
}

/* Gives a table whose heading goes on with a second row the shape of both. */
static int shape_rows(struct tables *tables, struct rows_table *table, const struct record *lower)
{
	const struct record *upper = table->shape->heading, *joined;
	struct shape *shape = NULL;
	int result = 0;

	for (size_t i = 0; i < tables->shape_count && shape == NULL; i++) {
		if (shape_has_rows(tables->shapes[i], upper, lower))
			shape = tables->shapes[i];
	}
	if (shape == NULL) {
		joined = heading_rows_join(upper, lower, tables->arena);
		result = joined == NULL ? -ENOMEM
					: add_shape(tables, joined, upper->cell_count, &shape);
		if (result != 0)
			return result;
		shape->upper = upper;
		shape->lower = shape_copy(lower, tables->arena);
		if (shape->lower == NULL)
			return -ENOMEM;
	}
	table->shape = shape;
	return result;
}

/* ---- tables ------------------------------------------------------------------------------- */

static int add_table(struct search *search, unsigned int first_line)
{
	struct tables *tables = search->tables;
	struct rows_table *table;

	if (tables->items == NULL)
		tables->items =
			arena_take_array(tables->arena, REGISTER_PARTS_MAX, sizeof(*tables->items));
	if (tables->items == NULL)
		return -ENOMEM;
	if (tables->count == REGISTER_PARTS_MAX)
		return refuse_tables(search, first_line);
	table = &tables->items[tables->count++];
	*table = (struct rows_table){.part = search->part, .first_line = first_line};
	search->current = table;
	search->rows = 0;
	return 0;
}

/* Takes a record as the heading line of the current table. */
static int set_heading(struct search *search, const struct record *record, unsigned int score)
{
	search->score = score;
	search->rows = 0;
	search->current->heading_line = record->line;
	search->current->heading_end = record->line + record->lines - 1;
	return shape_table(search->tables, search->current, record, record->cell_count);
}

/* Ends the part: what has no heading line may be a table without one. */
static int end_part(struct search *search)
{
	int result;

	if (!search->has_part || search->current != NULL || search->records == 0)
		return 0;
	result = add_table(search, search->first_line);
	if (result == 0 && unknown_heading_is_found(&search->unknown, search->widest) &&
	    reader_base(search->reader)->fixed_roles == NULL)
		return set_heading(search, search->unknown.record, UNSURE);
	if (result == 0)
		result = shape_table(search->tables, search->current, NULL, search->widest);
	if (result == 0)
		search->current->shape->is_fixed = reader_base(search->reader)->fixed_roles != NULL;
	return result;
}

static int enter_part(struct search *search, const struct record *record)
{
	int result;

	if (search->has_part && search->part == record->part)
		return 0;
	result = end_part(search);
	search->has_part = true;
	search->part = record->part;
	search->first_line = record->line;
	search->records = search->widest = search->rows = 0;
	search->current = NULL;
	search->unknown = (struct unknown_heading){0};
	search->score = 0;
	search->is_behind_gap = true;
	return result;
}

/* A record that is a heading line, more or less surely. */
static int take_heading(struct search *search, const struct record *record, unsigned int score)
{
	struct rows_table *current = search->current;
	int result;

	if (current == NULL) {
		result = add_table(search, search->first_line);
		return result != 0 ? result : set_heading(search, record, score);
	}
	if (shape_is_heading(current->shape, record))
		return 0;
	if (search->rows == 0) {
		/* What was taken for the heading line was a title, or there are two of them. */
		if (score > search->score)
			return set_heading(search, record, score);
		if (record->line == current->heading_end + 1)
			current->heading_end = record->line + record->lines - 1;
		return 0;
	}
	if (!search->is_behind_gap && score != SURE)
		return 0;
	result = add_table(search, record->line);
	return result != 0 ? result : set_heading(search, record, score);
}

/* Whether a record is worth a look for a heading line. */
static bool may_be_heading(const struct search *search, const struct record *record)
{
	if (record->kind == RECORD_HEADING)
		return true;
	if (reader_base(search->reader)->fixed_roles != NULL)
		return false;
	if (search->current == NULL)
		return search->records <= TABLES_HEADING_LINES;
	return search->is_behind_gap || search->rows == 0;
}

/* A quick look: a cell that starts with a digit, or is long, belongs to a row. */
static bool looks_like_row(const struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		const struct cell *cell = &record->cells[i];

		if (cell->length > HEADING_MAX ||
		    (cell->length > 0 && cell->text[0] >= '0' && cell->text[0] <= '9'))
			return true;
	}
	return false;
}

/* Whether every cell is a heading that is known, as in "University, Country". */
static bool are_headings(const struct record *record)
{
	size_t known = 0;

	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		struct cell cell = cells_trim(&record->cells[i]);

		if (cell.length == 0)
			continue;
		if (headings_find_n(cell.text, cell.length) == NULL)
			return false;
		known++;
	}
	return known >= 2;
}

/* How sure a record is to be a heading line: 0 it is none; UNSURE: better than having none. */
static unsigned int score_of(struct search *search, const struct record *record)
{
	unsigned int score;

	if (record->kind == RECORD_HEADING)
		return SURE;
	if (looks_like_row(record))
		return 0;
	score = casting_is_heading(record, search->tables->profile, &search->scratch);
	return score == 0 && search->current == NULL && are_headings(record) ? UNSURE : score;
}

/*
 * Whether a record is the second row of the heading line right before it. What is a better heading
 * line, and says something in every column of that one, stands for itself: that one was a title.
 */
static bool is_second_row(struct search *search, const struct record *record, unsigned int score)
{
	const struct rows_table *current = search->current;

	return current != NULL && search->rows == 0 && current->heading_line > 0 &&
	       record->line == current->heading_end + 1 && current->shape->upper == NULL &&
	       !(score > search->score &&
		 heading_rows_is_covered(current->shape->heading, record)) &&
	       heading_rows_match(current->shape->heading, record, search->tables->profile,
				  &search->scratch);
}

static int take_second_row(struct search *search, const struct record *record)
{
	search->current->heading_end = record->line + record->lines - 1;
	return shape_rows(search->tables, search->current, record);
}

static int take_cells(struct search *search, const struct record *record)
{
	struct rows_table *current = search->current;
	unsigned int score = 0;
	size_t first, count;

	search->records++;
	if (record->cell_count > INTAKE_COLUMNS_MAX && search->tables->wide_line == 0)
		search->tables->wide_line = record->line;
	if (may_be_heading(search, record))
		score = score_of(search, record);
	if (is_second_row(search, record, score))
		return take_second_row(search, record);
	if (text_failed(&search->scratch))
		return -ENOMEM;
	if (score > 0)
		return take_heading(search, record, score);
	if (record->cell_count > search->widest)
		search->widest = record->cell_count;
	if (current == NULL &&
	    unknown_heading_add(&search->unknown, record, search->tables->profile,
				search->tables->arena, &search->scratch) < 0)
		return -ENOMEM;
	count = rows_count_cells(record, &first);
	search->is_behind_gap = count < 2;
	/* Prose with separators in it has not as many of them as the heading line. */
	if (current != NULL && (count >= 2 || current->shape->column_count == 1) &&
	    (record->cell_count == current->shape->column_count || search->score == SURE ||
	     search->rows > 0))
		search->rows++;
	return 0;
}

static int take_record(struct search *search, const struct record *record)
{
	int result = enter_part(search, record);

	if (result != 0)
		return result;
	result = fence_leaves_out(&search->fence, record);
	if (result < 0)
		return result;
	if (result == 0 && (record->kind == RECORD_CELLS || record->kind == RECORD_HEADING))
		return take_cells(search, record);
	search->is_behind_gap = true;
	return 0;
}

static void name_parts(struct tables *tables, struct reader *reader)
{
	const struct reader_format *format = reader_base(reader)->format;

	for (size_t i = 0; i < tables->count && format->part_name != NULL; i++)
		tables->items[i].name = format->part_name(reader, tables->items[i].part);
}

static int read_all(struct search *search, bool may_cut)
{
	struct tables *tables = search->tables;
	CLEANUP(free_memory) struct record *record = calloc(1, sizeof(*record));
	int result;

	if (record == NULL)
		return -ENOMEM;
	while ((result = reader_next(search->reader, record)) == 1) {
		result = take_record(search, record);
		if (result != 0)
			return result;
		if (may_cut && tables->count == 1 && search->rows >= TABLES_SAMPLE_ROWS) {
			tables->is_cut = true;
			tables->cut_part = record->part;
			tables->cut_line = record->line;
			return 0;
		}
	}
	return result == 0 ? end_part(search) : result;
}

int tables_find(struct reader *reader, bool may_cut, struct problems *problems,
		struct tables *tables)
{
	struct search search = {.tables = tables, .reader = reader, .problems = problems};
	int result;

	fence_init(&search.fence, tables->profile);
	result = read_all(&search, may_cut);
	fence_done(&search.fence);
	text_done(&search.scratch);
	if (result == 0)
		name_parts(tables, reader);
	return result;
}

int tables_is_new(struct tables *tables, const struct rows_table *table,
		  const struct record *record, bool is_behind_gap, struct text *scratch)
{
	unsigned int score;

	if (!tables->is_cut || record->part < tables->cut_part ||
	    (record->part == tables->cut_part && record->line <= tables->cut_line))
		return 0;
	if (table == NULL)
		return record->kind == RECORD_CELLS || record->kind == RECORD_HEADING;
	if (record->kind == RECORD_HEADING)
		return !shape_is_heading(table->shape, record);
	if (!is_behind_gap || record->kind != RECORD_CELLS || looks_like_row(record) ||
	    shape_is_heading(table->shape, record) || tables->looks == TABLES_LOOKS_MAX)
		return 0;
	tables->looks++;
	score = casting_is_heading(record, tables->profile, scratch);
	return text_failed(scratch) ? -ENOMEM : score > 0;
}
