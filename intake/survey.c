#include "intake/survey.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/findings.h"
#include "intake/orders.h"

/* A table behind the cut was met: all has to be read. */
#define SURVEY_AGAIN 3

/* A pass over the file. */
struct pass {
	struct survey *survey;
	struct reader *reader;
	struct record *record;
	struct rows rows;
	struct problems *problems;
	struct text scratch;
	survey_progress *progress;
	void *context;
};

static int pass_init(struct pass *pass, struct survey *survey, struct reader *reader)
{
	*pass = (struct pass){.survey = survey, .reader = reader};
	rows_init(&pass->rows, survey->profile, survey->tables.items, survey->tables.count);
	pass->record = calloc(1, sizeof(*pass->record));
	return pass->record == NULL ? -ENOMEM : reader_rewind(reader);
}

static void pass_done(struct pass *pass)
{
	rows_done(&pass->rows);
	text_done(&pass->scratch);
	free(pass->record);
}

/* ---- what the columns are ----------------------------------------------------------------- */

static int add_evidence(const struct record *record, struct shape *shape,
			const struct profile *profile, struct arena *arena)
{
	int result = 0;

	shape->row_count++;
	for (size_t i = 0; i < shape->column_count && i < record->cell_count && result == 0; i++)
		result = evidence_add(&shape->evidence[i], &record->cells[i], profile, arena);
	return result;
}

/* Whether a record may be a row, as far as that can be known before the cast. */
static bool may_be_row(const struct pass *pass, enum line_kind kind)
{
	const struct rows_table *table = pass->rows.table;
	size_t first;

	return kind == LINE_FURNITURE && pass->record->kind == RECORD_CELLS &&
	       !pass->rows.is_left_out && table != NULL &&
	       pass->record->line > table->heading_end &&
	       (rows_count_cells(pass->record, &first) >= 2 || table->shape->column_count == 1);
}

static int gather(struct pass *pass)
{
	const struct tables *tables = &pass->survey->tables;
	int result;

	while ((result = reader_next(pass->reader, pass->record)) == 1) {
		struct shape *shape;
		enum line_kind kind;

		result = rows_next(&pass->rows, pass->record, &kind);
		if (result < 0)
			return result;
		shape = pass->rows.table == NULL ? NULL : pass->rows.table->shape;
		if (may_be_row(pass, kind) && shape->row_count < TABLES_SAMPLE_ROWS)
			result = add_evidence(pass->record, shape, pass->survey->profile,
					      &pass->survey->arena);
		if (result < 0)
			return result;
		if (tables->is_cut && shape != NULL && shape->row_count == TABLES_SAMPLE_ROWS)
			return 0;
	}
	return result;
}

/* Says that a table is left out, unless it is too small to be missed. */
static int complain_of_uncast(const struct survey *survey, const struct shape *shape,
			      struct problems *problems)
{
	const struct rows_table *table = survey->tables.items;

	if (shape->row_count < 2 || shape->column_count < 2)
		return 0;
	while (table->shape != shape)
		table++;
	return problems_add(
		problems, PROBLEM_WARNING, survey->name, table->first_line, 0, "no_heading",
		"%s%s%s has no heading line that is understood, and its cells do not "
		"say what they are: it is left out; name its columns, or say in a "
		"profile what they are",
		table->name == NULL ? "the table" : "\"", table->name == NULL ? "" : table->name,
		table->name == NULL ? " that starts here" : "\"");
}

/* The cast of a table whose columns the reader itself knows. */
static void cast_fixed(const struct reader_base *base, struct shape *shape)
{
	struct casting *casting = &shape->casting;

	for (size_t role = 0; role < ROLE_COUNT; role++)
		casting->of[role] = NO_COLUMN;
	casting->column_count = base->fixed_role_count;
	for (size_t i = 0; i < base->fixed_role_count; i++) {
		struct register_column *column = &casting->columns[i];

		column->heading = "";
		column->role = base->fixed_roles[i];
		column->reason = REASON_CONTENT;
		column->reason_text = "as the text is taken apart";
		if (i < shape->column_count)
			memcpy(column->examples, shape->evidence[i].examples,
			       sizeof(column->examples));
		if (casting->of[column->role] == NO_COLUMN)
			casting->of[column->role] = i;
	}
}

/* How many shapes are cast; or -ENOMEM. */
static int cast_shapes(struct survey *survey, struct reader *reader, struct problems *problems)
{
	int cast = 0;

	for (size_t i = 0; i < survey->tables.shape_count; i++) {
		struct shape *shape = survey->tables.shapes[i];
		int result = 1;

		if (shape->is_fixed) {
			cast_fixed(reader_base(reader), shape);
			result = 0;
		} else if (shape->heading != NULL || shape->row_count > 0)
			result = casting_make(shape->heading, shape->evidence, shape->column_count,
					      survey->profile, survey->name, &survey->arena,
					      problems, &shape->casting);
		if (result < 0)
			return result;
		shape->is_cast = result == 0;
		cast += shape->is_cast;
	}
	for (size_t i = 0; cast > 0 && i < survey->tables.shape_count; i++) {
		const struct shape *shape = survey->tables.shapes[i];
		int result = shape->is_cast ? 0 : complain_of_uncast(survey, shape, problems);

		if (result < 0)
			return result;
	}
	return cast;
}

static int refuse(const struct survey *survey, struct problems *problems)
{
	unsigned int wide_line = survey->tables.wide_line;
	int result;

	if (wide_line > 0)
		result = problems_add(problems, PROBLEM_ERROR, survey->name, wide_line, 0,
				      "too_many_columns", "a line of more than %d cells",
				      INTAKE_COLUMNS_MAX);
	else
		result = problems_add(
			problems, PROBLEM_ERROR, survey->name, 0, 0, "no_heading",
			"no heading line among the first %d lines: one line must name the "
			"columns, such as Partner, Country, Signed, Valid until, separated by "
			"tabs, commas, semicolons or bars; or a profile says what they are",
			TABLES_HEADING_LINES);
	return result < 0 ? result : 1;
}

static int find_columns(struct survey *survey, struct reader *reader, bool may_cut,
			struct problems *problems)
{
	struct pass pass = {0};
	int result;

	survey->tables = (struct tables){.arena = &survey->arena, .profile = survey->profile};
	result = reader_rewind(reader);
	if (result == 0)
		result = tables_find(reader, may_cut, problems, &survey->tables);
	if (result != 0)
		return result;
	result = pass_init(&pass, survey, reader);
	if (result == 0)
		result = gather(&pass);
	pass_done(&pass);
	if (result == 0)
		result = cast_shapes(survey, reader, problems);
	return result == 0 ? refuse(survey, problems) : result < 0 ? result : 0;
}

/* ---- what stands in the rows -------------------------------------------------------------- */

/* Notes that the heading over the rows gives a row its country. */
static int count_caption(struct pass *pass, struct shape *shape)
{
	const struct rows *rows = &pass->rows;
	size_t known =
		shape->caption_count < COLUMN_EXAMPLES ? shape->caption_count : COLUMN_EXAMPLES;

	if (rows->country == NULL || shape_says(shape, pass->record, ROLE_COUNTRY))
		return 0;
	for (size_t i = 0; i < known; i++) {
		if (strcmp(shape->captions[i], rows->caption) == 0)
			return 0;
	}
	shape->caption_count++;
	if (known == COLUMN_EXAMPLES)
		return 0;
	shape->captions[known] = arena_copy(&pass->survey->arena, rows->caption);
	return shape->captions[known] == NULL ? -ENOMEM : 0;
}

static int count_row(struct pass *pass)
{
	struct rows_table *table = pass->rows.table;
	struct shape *shape = table->shape;
	int result;

	table->row_count++;
	pass->survey->row_count++;
	orders_add(shape, pass->record, pass->survey->profile);
	result = findings_add(shape, pass->record, &pass->scratch);
	return result < 0 ? result : count_caption(pass, shape);
}

static int refuse_rows(const struct pass *pass)
{
	int result = problems_add(pass->problems, PROBLEM_ERROR, pass->survey->name,
				  pass->record->line, 0, "too_many_rows",
				  "more than %d rows: split the file", REGISTER_ROWS_MAX);

	return result < 0 ? result : 1;
}

static int count(struct pass *pass)
{
	const struct tables *tables = &pass->survey->tables;
	bool is_behind_gap = true;
	size_t records = 0;
	int result;

	while ((result = reader_next(pass->reader, pass->record)) == 1) {
		enum line_kind kind;

		if (++records > REGISTER_ROWS_MAX)
			return refuse_rows(pass);
		result = rows_next(&pass->rows, pass->record, &kind);
		if (result == 0)
			result = tables_is_new(tables, pass->rows.table, pass->record,
					       is_behind_gap, &pass->scratch);
		if (result != 0)
			return result < 0 ? result : SURVEY_AGAIN;
		if (kind == LINE_ROW)
			result = count_row(pass);
		if (result == 0)
			result = pass->progress(pass->context, records);
		if (result != 0)
			return result;
		is_behind_gap = kind != LINE_ROW;
	}
	return result;
}

static int count_rows(struct survey *survey, struct reader *reader, survey_progress *progress,
		      void *context, struct problems *problems)
{
	struct pass pass = {0};
	int result = pass_init(&pass, survey, reader);

	pass.progress = progress;
	pass.context = context;
	pass.problems = problems;
	if (result == 0)
		result = count(&pass);
	pass_done(&pass);
	return result;
}

/* ---- what comes of it --------------------------------------------------------------------- */

/* The heading over the rows stands for a column. */
static void add_caption_column(struct shape *shape)
{
	struct casting *casting = &shape->casting;
	struct register_column *column = &casting->columns[casting->column_count];

	if (shape->caption_count == 0 || casting->column_count == INTAKE_COLUMNS_MAX)
		return;
	*column = (struct register_column){
		.heading = "",
		.role = ROLE_COUNTRY,
		.reason = REASON_CAPTION,
		.reason_text = "the heading over the rows names a country",
	};
	memcpy(column->examples, shape->captions, sizeof(column->examples));
}

static int make_facts(struct survey *survey)
{
	struct register_table *facts =
		arena_take_array(&survey->arena, survey->tables.count, sizeof(*facts));

	if (facts == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < survey->tables.count; i++) {
		const struct rows_table *table = &survey->tables.items[i];
		const struct shape *shape = table->shape;

		facts[i].name = table->name;
		facts[i].heading_line = table->heading_line;
		facts[i].row_count = table->row_count;
		if (!shape->is_cast)
			continue;
		facts[i].columns = shape->casting.columns;
		facts[i].column_count = shape->casting.column_count +
					(shape->caption_count > 0 &&
					 shape->casting.column_count < INTAKE_COLUMNS_MAX);
	}
	survey->facts = facts;
	return 0;
}

static int finish_shape(struct survey *survey, struct shape *shape, struct problems *problems)
{
	const struct rows_table *table = survey->tables.items;
	int result;

	if (!shape->is_cast)
		return 0;
	add_caption_column(shape);
	while (table->shape != shape)
		table++;
	result = orders_decide(shape, survey->profile, survey->name, &survey->arena, problems);
	return result < 0 ? result
			  : findings_check(shape, survey->profile, table->heading_line,
					   survey->name, problems);
}

static int finish(struct survey *survey, struct problems *problems)
{
	int result = 0;

	for (size_t i = 0; i < survey->tables.shape_count && result >= 0; i++)
		result = finish_shape(survey, survey->tables.shapes[i], problems);
	return result < 0 ? result : make_facts(survey);
}

static int make(struct reader *reader, bool may_cut, survey_progress *progress, void *context,
		struct problems *problems, struct survey *survey)
{
	int result = find_columns(survey, reader, may_cut, problems);

	if (result == 0)
		result = count_rows(survey, reader, progress, context, problems);
	return result == 0 ? finish(survey, problems) : result;
}

static bool is_known(const struct problems *problems, size_t count, const struct problem *problem)
{
	for (size_t i = 0; i < count; i++) {
		const struct problem *other = &problems->items[i];

		if (other->line == problem->line && other->column == problem->column &&
		    strcmp(other->code, problem->code) == 0 &&
		    strcmp(other->text, problem->text) == 0)
			return true;
	}
	return false;
}

int survey_tell_one(const struct problem *problem, struct problems *to)
{
	int result = problems_add(to, problem->level, problem->file, problem->line, problem->column,
				  problem->code, "%s", problem->text);

	return result < 0 ? result
			  : problems_ask(to, problem->field, problem->readings[0],
					 problem->readings[1]);
}

int survey_tell(const struct problems *from, struct problems *to)
{
	int result = 0;

	for (size_t i = 0; i < from->count && result == 0; i++) {
		/* Each pass over the file finds it again. */
		if (!is_known(from, i, &from->items[i]))
			result = survey_tell_one(&from->items[i], to);
	}
	return result;
}

int survey_make(struct reader *reader, const struct profile *profile, survey_progress *progress,
		void *context, struct problems *problems, struct survey *survey)
{
	CLEANUP(problems_done) struct problems found = {0};
	int result, moved;

	*survey = (struct survey){.profile = profile,
				  .name = source_name(reader_base(reader)->source)};
	result = make(reader, /* may_cut= */ true, progress, context, &found, survey);
	if (result == SURVEY_AGAIN) {
		problems_clear(&found);
		arena_done(&survey->arena);
		survey->row_count = 0;
		result = make(reader, /* may_cut= */ false, progress, context, &found, survey);
	}
	moved = survey_tell(&found, problems);
	return moved < 0 ? moved : result;
}

void survey_done(struct survey *survey)
{
	arena_done(&survey->arena);
	*survey = (struct survey){0};
}
