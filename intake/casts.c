#include "intake/casts.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/pass.h"

/* ---- tables ------------------------------------------------------------------------------- */

const struct rows_table *casts_first_table(const struct survey *survey, const struct shape *shape)
{
	for (size_t i = 0; i < survey->tables.count; i++) {
		if (survey->tables.items[i].shape == shape)
			return &survey->tables.items[i];
	}
	return NULL;
}

const char *casts_name(const struct survey *survey, const struct rows_table *table)
{
	return table != NULL && table->place != NULL ? table->place : survey->name;
}

/* Lines of sheets start again, so that the sheet has to be named. */
static int name_places(struct survey *survey, const struct reader_base *base)
{
	enum register_format format = base->format->format;
	size_t count = survey->tables.count;

	if (count < 2 || (format != FORMAT_XLSX && format != FORMAT_ODS))
		return 0;
	for (size_t i = 0; i < count; i++) {
		CLEANUP(text_done) struct text place = {0};
		struct rows_table *table = &survey->tables.items[i];

		if (table->name == NULL)
			continue;
		text_addf(&place, "%s, %s", survey->name, table->name);
		table->place = text_failed(&place)
				       ? NULL
				       : arena_copy(&survey->arena, text_string(&place));
		if (table->place == NULL)
			return -ENOMEM;
	}
	return 0;
}

/* ---- evidence ----------------------------------------------------------------------------- */

static int add_evidence(const struct pass *pass, struct shape *shape)
{
	const struct record *record = pass->record;
	int result = 0;

	shape->row_count++;
	for (size_t i = 0; i < shape->column_count && i < record->cell_count && result == 0; i++)
		result = evidence_add(&shape->evidence[i], &record->cells[i], pass->survey->profile,
				      &pass->survey->arena);
	return result;
}

/* Whether a record may be a row, as far as that can be known before the cast. */
static bool may_be_row(const struct pass *pass)
{
	const struct rows_table *table = pass->rows.table;
	size_t first;

	return pass->kind == LINE_FURNITURE && pass->record->kind == RECORD_CELLS &&
	       !pass->rows.is_left_out && table != NULL &&
	       pass->record->line > table->heading_end &&
	       (rows_count_cells(pass->record, &first) >= 2 || table->shape->column_count == 1 ||
		table->shape->is_fixed);
}

/* Looks at the first rows of every shape. */
static int gather(struct pass *pass)
{
	int result;

	while ((result = pass_next(pass)) == 1) {
		struct shape *shape = pass_shape(pass);

		if (shape == NULL || !may_be_row(pass))
			continue;
		result = shape->row_count < TABLES_SAMPLE_ROWS ? add_evidence(pass, shape) : 0;
		if (result < 0)
			return result;
		if (pass->survey->tables.is_cut && shape->row_count == TABLES_SAMPLE_ROWS)
			return 0;
	}
	return result;
}

static int gather_evidence(struct survey *survey, struct reader *reader)
{
	struct pass pass = {0};
	int result = pass_init(&pass, survey, reader, NULL);

	if (result == 0)
		result = gather(&pass);
	pass_done(&pass);
	return result;
}

/* ---- casting ------------------------------------------------------------------------------ */

/* The role that the profile gives a column by its position; else the one that the reader knows. */
static enum role fixed_role(const struct profile *profile, const struct reader_base *base,
			    size_t column)
{
	for (size_t i = 0; i < profile->column_count; i++) {
		if (profile->columns[i].heading == NULL &&
		    profile->columns[i].position == column + 1)
			return profile->columns[i].role;
	}
	return base->fixed_roles[column];
}

/* The cast of a table whose columns the reader itself knows. */
static void cast_fixed(const struct survey *survey, const struct reader_base *base,
		       struct shape *shape)
{
	struct casting *casting = &shape->casting;

	for (size_t role = 0; role < ROLE_COUNT; role++)
		casting->of[role] = NO_COLUMN;
	casting->column_count = base->fixed_role_count;
	for (size_t i = 0; i < base->fixed_role_count; i++) {
		struct register_column *column = &casting->columns[i];

		column->heading = "";
		column->role = fixed_role(survey->profile, base, i);
		column->reason =
			column->role == base->fixed_roles[i] ? REASON_CONTENT : REASON_PROFILE;
		column->reason_text = column->reason == REASON_CONTENT
					      ? "as the text is taken apart"
					      : "the profile says so";
		if (i < shape->column_count)
			memcpy(column->examples, shape->evidence[i].examples,
			       sizeof(column->examples));
		if (casting->of[column->role] == NO_COLUMN)
			casting->of[column->role] = i;
	}
}

static int cast_shape(struct survey *survey, struct reader *reader, struct shape *shape,
		      struct problems *problems)
{
	const struct rows_table *table = casts_first_table(survey, shape);
	int result = 1;

	if (table == NULL)
		return 0;
	if (shape->is_fixed) {
		cast_fixed(survey, reader_base(reader), shape);
		result = 0;
	} else if (shape->heading != NULL || shape->row_count > 0) {
		result = casting_make(shape->heading, shape->evidence, shape->column_count,
				      survey->profile, casts_name(survey, table), &survey->arena,
				      problems, &shape->casting);
	}
	shape->is_cast = result == 0;
	return result < 0 ? result : 0;
}

/* Says which tables are left out: every sheet, but of the tables of a page one of each shape. */
static int complain_of_uncast(const struct survey *survey, struct problems *problems)
{
	int result = 0;

	for (size_t i = 0; i < survey->tables.count && result == 0; i++) {
		const struct rows_table *table = &survey->tables.items[i];

		if (table->shape->is_cast || table->shape->row_count == 0 ||
		    (table->place == NULL && table != casts_first_table(survey, table->shape)))
			continue;
		result = problems_add(
			problems, PROBLEM_WARNING, casts_name(survey, table), table->first_line, 0,
			"no_heading",
			"no heading line that is understood, and the cells do not say what they "
			"are: this table is left out; name its columns, or say in a profile what "
			"they are");
	}
	return result;
}

/* In how many other lists of problems the same column is missed. */
static size_t count_same(const struct problems *lists, size_t count, const char *text)
{
	size_t length = strcspn(text, ":"), same = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < lists[i].count; k++) {
			if (strncmp(lists[i].items[k].text, text, length) == 0) {
				same++;
				break;
			}
		}
	}
	return same;
}

/*
 * Takes over what was found with each shape. A column that the profile names is missed when no
 * table has it, and once.
 */
static int take_over(const struct survey *survey, const struct problems *lists, size_t cast,
		     struct problems *problems)
{
	size_t count = survey->tables.shape_count;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < lists[i].count && result == 0; k++) {
			const struct problem *problem = &lists[i].items[k];
			bool is_unknown = strcmp(problem->code, "unknown_column") == 0;

			if (!is_unknown || (count_same(lists, count, problem->text) == cast &&
					    count_same(lists, i, problem->text) == 0))
				result = survey_tell_one(problem, problems);
		}
	}
	return result;
}

/* Casts all shapes, each with a list of problems of its own. How many are cast, or -ENOMEM. */
static int cast_all(struct survey *survey, struct reader *reader, struct problems *lists,
		    struct problems *problems)
{
	int cast = 0, result = 0;

	for (size_t i = 0; i < survey->tables.shape_count && result == 0; i++) {
		result = cast_shape(survey, reader, survey->tables.shapes[i], &lists[i]);
		if (result == 0 && !survey->tables.shapes[i]->is_cast)
			problems_clear(&lists[i]);
		cast += survey->tables.shapes[i]->is_cast;
	}
	if (result == 0)
		result = take_over(survey, lists, (size_t)cast, problems);
	if (result == 0 && cast > 0)
		result = complain_of_uncast(survey, problems);
	return result < 0 ? result : cast;
}

static int cast_shapes(struct survey *survey, struct reader *reader, struct problems *problems)
{
	size_t count = survey->tables.shape_count;
	struct problems *lists = calloc(count + 1, sizeof(*lists));
	int cast;

	if (lists == NULL)
		return -ENOMEM;
	cast = cast_all(survey, reader, lists, problems);
	for (size_t i = 0; i < count; i++)
		problems_done(&lists[i]);
	free(lists);
	return cast;
}

/* ---- all of it ---------------------------------------------------------------------------- */

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

int casts_make(struct survey *survey, struct reader *reader, bool may_cut,
	       struct problems *problems)
{
	int result;

	survey->tables = (struct tables){.arena = &survey->arena, .profile = survey->profile};
	result = reader_rewind(reader);
	if (result == 0)
		result = tables_find(reader, may_cut, problems, &survey->tables);
	if (result == 0)
		result = name_places(survey, reader_base(reader));
	if (result == 0)
		result = gather_evidence(survey, reader);
	if (result != 0)
		return result;
	result = cast_shapes(survey, reader, problems);
	return result == 0 ? refuse(survey, problems) : result < 0 ? result : 0;
}
