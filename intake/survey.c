#include "intake/survey.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/carrying.h"
#include "intake/casts.h"
#include "intake/findings.h"
#include "intake/orders.h"
#include "intake/pass.h"

/* A table behind the cut was met: all has to be read. */
#define SURVEY_AGAIN 3

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
	if (result == 0)
		result = carrying_count(shape, pass->record, pass->rows.country != NULL,
					&pass->scratch);
	return result < 0 ? result : count_caption(pass, shape);
}

static int refuse_rows(const struct pass *pass)
{
	int result = problems_add(pass->problems, PROBLEM_ERROR, pass->survey->name,
				  pass->record->line, 0, "too_many_rows",
				  "more than %d rows: split the file", REGISTER_ROWS_MAX);

	return result < 0 ? result : 1;
}

static int count(struct pass *pass, survey_progress *progress, void *context)
{
	bool is_behind_gap = true;
	size_t records = 0;
	int result;

	while ((result = pass_next(pass)) == 1) {
		if (++records > REGISTER_ROWS_MAX)
			return refuse_rows(pass);
		result = tables_is_new(&pass->survey->tables, pass->rows.table, pass->record,
				       is_behind_gap, &pass->scratch);
		if (result != 0)
			return result < 0 ? result : SURVEY_AGAIN;
		if (pass->kind == LINE_ROW)
			result = count_row(pass);
		if (result == 0)
			result = progress(context, records);
		if (result != 0)
			return result;
		is_behind_gap = pass->kind != LINE_ROW;
	}
	return result;
}

static int count_rows(struct survey *survey, struct reader *reader, survey_progress *progress,
		      void *context, struct problems *problems)
{
	struct pass pass = {0};
	int result = pass_init(&pass, survey, reader, problems);

	if (result == 0)
		result = count(&pass, progress, context);
	pass_done(&pass);
	return result;
}

/* ---- what comes of it --------------------------------------------------------------------- */

/* Whether headings over the rows stand for a column of countries. */
static bool has_caption_column(const struct shape *shape)
{
	return shape->caption_count > 0 && shape_column(shape, ROLE_COUNTRY) == NO_COLUMN &&
	       shape->casting.column_count < INTAKE_COLUMNS_MAX;
}

/* Puts it behind the others, where only the facts show it. */
static void add_caption_column(struct shape *shape)
{
	struct register_column *column = &shape->casting.columns[shape->casting.column_count];

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
		facts[i].column_count = shape->casting.column_count + has_caption_column(shape);
	}
	survey->facts = facts;
	return 0;
}

static int finish_shape(struct survey *survey, struct shape *shape, unsigned int *told,
			struct problems *problems)
{
	const struct rows_table *table = casts_first_table(survey, shape);
	const char *name = casts_name(survey, table);
	int result;

	if (!shape->is_cast)
		return 0;
	if (has_caption_column(shape))
		add_caption_column(shape);
	result = carrying_decide(shape, table->heading_line, name, problems);
	if (result < 0)
		return result;
	result = orders_decide(shape, survey->profile, name, &survey->arena, problems);
	return result < 0 ? result
			  : findings_check(shape, survey->profile, table->heading_line, name, told,
					   problems);
}

static int finish(struct survey *survey, struct problems *problems)
{
	unsigned int told = 0;
	int result = 0;

	for (size_t i = 0; i < survey->tables.shape_count && result >= 0; i++)
		result = finish_shape(survey, survey->tables.shapes[i], &told, problems);
	return result < 0 ? result : make_facts(survey);
}

static int make(struct reader *reader, bool may_cut, survey_progress *progress, void *context,
		struct problems *problems, struct survey *survey)
{
	int result = casts_make(survey, reader, may_cut, problems);

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
