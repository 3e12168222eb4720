#include "intake/refusals.h"

#include <errno.h>
#include <stdio.h>

#include "intake/cell.h"

/* Why there is no such day, for "impossible_date". */
static void refuse_impossible(struct drafter *drafter, const struct record *record, size_t column,
			      const struct date *date, const char *text)
{
	struct civil civil = date->no_such_day;
	char year[16] = "";

	if (civil.day == 0) {
		drafts_complain(
			drafter, PROBLEM_ERROR, record, column, "impossible_date",
			"%s: \"%s\" is no day of the years %d to %d; correct it in the register",
			drafts_heading(drafter, column).text, cell_excerpt(text).text,
			DATES_YEAR_MIN, DATES_YEAR_MAX);
		return;
	}
	if (civil.month == 2 && civil.day == 29)
		snprintf(year, sizeof(year), " in %d", civil.year);
	drafts_complain(drafter, PROBLEM_ERROR, record, column, "impossible_date",
			"%s: \"%s\": there is no %d %s%s; correct it in the register",
			drafts_heading(drafter, column).text, cell_excerpt(text).text, civil.day,
			day_month_name(civil.month), year);
}

/* Complains of a cell that is no date. */
static void refuse_unreadable(struct drafter *drafter, const struct record *record, size_t column,
			      const struct date *date, const char *text)
{
	struct excerpt excerpt = cell_excerpt(text);
	struct excerpt name = drafts_heading(drafter, column);
	bool is_last_day = column == drafter->layout->roles.column[ROLE_LAST_DAY];

	switch (date->flaw) {
	case FLAW_SHORT_YEAR:
		drafts_complain(drafter, PROBLEM_ERROR, record, column, "unreadable_date",
				"%s: \"%s\": the year needs four digits", name.text, excerpt.text);
		return;
	case FLAW_DAY_NUMBER:
		drafts_complain(drafter, PROBLEM_ERROR, record, column, "unreadable_date",
				"%s: \"%s\" looks like a spreadsheet's day number: format the "
				"column as a date and save the register again",
				name.text, excerpt.text);
		return;
	case FLAW_NONE:
		break;
	}
	drafts_complain(drafter, PROBLEM_ERROR, record, column, "unreadable_date",
			"%s: \"%s\" is not understood; write a date as 2028-12-31, 2028-12 or "
			"2028%s",
			name.text, excerpt.text,
			is_last_day ? ", a term as \"5 years\", or \"permanent\"" : "");
}

void refusals_date(struct drafter *drafter, const struct record *record, size_t column,
		   const struct date *date, enum date_status status, const char *text)
{
	if (status == DATE_IMPOSSIBLE)
		refuse_impossible(drafter, record, column, date, text);
	else
		refuse_unreadable(drafter, record, column, date, text);
}

void refusals_nothing(struct drafter *drafter, const struct record *record, size_t column)
{
	struct cell cell = record_cell(record, column);
	struct excerpt said;

	(void)cell_text(&cell, &drafter->cell);
	if (text_failed(&drafter->cell)) {
		drafter->error = -ENOMEM;
		return;
	}
	said = cell_excerpt(text_string(&drafter->cell));
	drafts_complain(drafter, PROBLEM_WARNING, record, column, "missing_last_day",
			"%s: %s%s%s; write a date, a term as \"5 years\", or \"permanent\"",
			drafts_heading(drafter, column).text, said.text[0] == '\0' ? "" : "\"",
			said.text,
			said.text[0] == '\0' ? "no last day is given" : "\" is no last day");
}
