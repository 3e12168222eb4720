#include "intake/layout.h"

#include <errno.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/cell.h"
#include "intake/last_day.h"
#include "intake/lines.h"

/* A heading line stands among the first records, and starts within the first bytes. */
#define HEADING_SEARCH_MAX   200
#define HEADING_SEARCH_BYTES (256 * 1024)

/* Of two separators that find as many roles, the first one here wins. */
static const char separators[] = {'\t', ';', '|', ','};

static int refuse_line(const struct table *table, const char *name, struct problems *problems)
{
	int result = problems_add(problems, PROBLEM_ERROR, name, table->line, 0, "line_too_long",
				  "a line of more than %d bytes: this is no table with one row a "
				  "line, or a quotation mark was left open; check how it was saved",
				  INTAKE_LINE_MAX);

	return result < 0 ? result : 1;
}

static int refuse_top(unsigned int wide_line, const char *name, struct problems *problems)
{
	int result;

	if (wide_line > 0)
		result = problems_add(problems, PROBLEM_ERROR, name, wide_line, 0,
				      "too_many_columns", "a line of more than %d cells",
				      INTAKE_COLUMNS_MAX);
	else
		result = problems_add(problems, PROBLEM_ERROR, name, 0, 0, "no_heading",
				      "no heading line among the first %d lines: one line must "
				      "name the columns, such as Partner, Country, Signed, Valid "
				      "until, separated by tabs, commas, semicolons or bars",
				      HEADING_SEARCH_MAX);
	return result < 0 ? result : 1;
}

/* Looks for the best heading line that a separator gives. TABLE_END: all was seen. */
static int find_heading(struct table *table, struct text *scratch, struct layout *layout,
			unsigned int *wide_line)
{
	for (size_t i = 0; i < HEADING_SEARCH_MAX && table->at < HEADING_SEARCH_BYTES; i++) {
		struct record record;
		struct roles roles;
		enum table_next next = table_next(table, &record);
		int found;

		if (next != TABLE_RECORD)
			return (int)next;
		found = roles_read(&record, scratch, &roles);
		if (found < 0)
			return found;
		if (record.cell_count > INTAKE_COLUMNS_MAX && *wide_line == 0)
			*wide_line = record.line;
		if (found == 0 || roles.found <= layout->roles.found)
			continue;
		layout->separator = table->separator;
		layout->heading = record;
		layout->roles = roles;
	}
	return TABLE_END;
}

static int find_layout(const char *bytes, size_t length, const char *name,
		       struct problems *problems, struct layout *layout)
{
	CLEANUP(text_done) struct text scratch = {0};
	unsigned int wide_line = 0;

	for (size_t i = 0; i < sizeof(separators); i++) {
		struct table table = table_of(bytes, length, separators[i]);
		int result = find_heading(&table, &scratch, layout, &wide_line);

		if (result < 0)
			return result;
		if (result == TABLE_LINE_TOO_LONG && layout->roles.found == 0)
			return refuse_line(&table, name, problems);
	}
	return layout->roles.found > 0 ? 0 : refuse_top(wide_line, name, problems);
}

/* Counts what the dates of one cell say about their column. */
static int survey_date(const struct record *record, const struct roles *roles, enum role role,
		       struct date_column *column, struct text *scratch)
{
	struct cell cell;
	struct date date;

	if (roles->column[role] == ROLE_NO_COLUMN)
		return 0;
	cell = record_cell(record, roles->column[role]);
	if (cell_is_nothing(&cell))
		return 0;
	(void)cell_text(&cell, scratch);
	if (text_failed(scratch))
		return -ENOMEM;
	date = role == ROLE_LAST_DAY ? last_day_read(text_string(scratch)).date
				     : date_read(text_string(scratch));
	date_column_add(column, &date, text_string(scratch),
			table_place(record, roles->column[role]).line);
	return 0;
}

/* How many cells of the column "number" hold something, and how many of those a plain number. */
struct numbers {
	size_t cells;
	size_t plain;
};

static void survey_number(const struct record *record, const struct roles *roles,
			  struct numbers *numbers)
{
	struct cell cell;

	if (roles->column[ROLE_NUMBER] == ROLE_NO_COLUMN)
		return;
	cell = record_cell(record, roles->column[ROLE_NUMBER]);
	if (cell_is_nothing(&cell))
		return;
	numbers->cells++;
	numbers->plain += cell_is_number(&cell);
}

/* Words for an agreement that is over; "terminated by us" starts with one too. */
static const char *const over_words[] = {
	"terminated*", "cancelled*",  "canceled*",  "expired*", "ended*",
	"withdrawn*",  "void*",	      "inactive*",  "closed*",	"annulled*",
	"lapsed*",     "not active*", "not valid*", "invalid*",
};

static int survey_status(const struct record *record, struct layout *layout, struct text *scratch)
{
	size_t column = layout->roles.status;
	struct status_column *over = &layout->over;
	struct cell cell;

	if (column == ROLE_NO_COLUMN)
		return 0;
	cell = record_cell(record, column);
	if (cell_is_nothing(&cell))
		return 0;
	(void)cell_text(&cell, scratch);
	if (text_failed(scratch))
		return -ENOMEM;
	for (size_t i = 0; i < sizeof(over_words) / sizeof(over_words[0]); i++) {
		if (!text_matches(over_words[i], text_string(scratch)))
			continue;
		if (over->cells++ == 0) {
			over->place = table_place(record, column);
			over->text = cell_excerpt(text_string(scratch));
		}
		break;
	}
	return 0;
}

static int survey_row(const struct record *record, struct layout *layout, struct numbers *numbers,
		      struct text *scratch)
{
	int result;

	if (record->line <= layout->heading.line ||
	    lines_kind(record, &layout->heading, &layout->roles) != LINE_ROW)
		return 0;
	layout->row_count++;
	survey_number(record, &layout->roles, numbers);
	result = survey_status(record, layout, scratch);
	if (result < 0)
		return result;
	result = survey_date(record, &layout->roles, ROLE_SIGNED, &layout->signed_dates, scratch);
	if (result < 0)
		return result;
	return survey_date(record, &layout->roles, ROLE_LAST_DAY, &layout->last_days, scratch);
}

/* Looks through all records with the roles as they are. */
static int survey(const char *bytes, size_t length, const char *name, struct problems *problems,
		  struct layout *layout, struct numbers *numbers)
{
	CLEANUP(text_done) struct text scratch = {0};
	struct table table = table_of(bytes, length, layout->separator);
	struct record record;
	enum table_next next;
	int result = 0;

	layout->record_count = layout->row_count = 0;
	layout->signed_dates = layout->last_days = (struct date_column){0};
	layout->over = (struct status_column){0};
	while ((next = table_next(&table, &record)) == TABLE_RECORD) {
		if (++layout->record_count > INTAKE_ROWS_MAX) {
			result = problems_add(problems, PROBLEM_ERROR, name, record.line, 0,
					      "too_many_rows", "more than %d rows: split the file",
					      INTAKE_ROWS_MAX);
			return result < 0 ? result : 1;
		}
		result = survey_row(&record, layout, numbers, &scratch);
		if (result < 0)
			return result;
	}
	return next == TABLE_LINE_TOO_LONG ? refuse_line(&table, name, problems) : 0;
}

/* "No" is the registration number when most of it is no plain count. What is a row may change. */
static int survey_columns(const char *bytes, size_t length, const char *name,
			  struct problems *problems, struct layout *layout)
{
	struct numbers numbers = {0};
	int result = survey(bytes, length, name, problems, layout, &numbers);

	if (result != 0 || numbers.plain * 2 >= numbers.cells ||
	    layout->roles.column[ROLE_REGISTRATION_NUMBER] != ROLE_NO_COLUMN)
		return result;
	roles_change(&layout->roles, ROLE_NUMBER, ROLE_REGISTRATION_NUMBER);
	return survey(bytes, length, name, problems, layout, &numbers);
}

int layout_read(const char *bytes, size_t length, const char *name, struct problems *problems,
		struct layout *ret_layout)
{
	struct layout layout = {0};
	int result = find_layout(bytes, length, name, problems, &layout);

	if (result == 0)
		result = survey_columns(bytes, length, name, problems, &layout);
	if (result == 0)
		*ret_layout = layout;
	return result;
}
