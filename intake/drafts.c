#include "intake/drafts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "intake/cell.h"
#include "intake/checks.h"
#include "intake/countries.h"
#include "intake/last_day.h"
#include "intake/refusals.h"

/* A date for a problem: "12 March 2021". */
struct date_text {
	char text[32];
};

static struct date_text say_date(struct vague vague)
{
	struct civil civil = day_civil(vague.first);
	struct date_text said;

	snprintf(said.text, sizeof(said.text), "%d %s %d", civil.day, day_month_name(civil.month),
		 civil.year);
	return said;
}

void drafts_complain(struct drafter *drafter, enum problem_level level, const struct record *record,
		     size_t column, const char *code, const char *format, ...)
{
	struct place place = table_place(record, column);
	char text[1024]; /* excerpts and counts only: nothing is cut */
	va_list arguments;
	int result;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	result = problems_add(&drafter->intake->problems, level, drafter->name, place.line,
			      place.column, code, "%s", text);
	if (result < 0)
		drafter->error = result;
}

void drafts_init(struct drafter *drafter, struct intake *intake, const char *name,
		 const struct layout *layout)
{
	*drafter = (struct drafter){
		.intake = intake,
		.name = name,
		.layout = layout,
		.signed_order = date_column_order(&layout->signed_dates),
		.last_day_order = date_column_order(&layout->last_days),
	};
}

void drafts_done(struct drafter *drafter)
{
	text_done(&drafter->cell);
	text_done(&drafter->folded);
}

struct excerpt drafts_heading(const struct drafter *drafter, size_t column)
{
	return cell_excerpt(drafter->intake->columns[column].heading);
}

static const char *keep(struct drafter *drafter, const struct text *text)
{
	const char *kept = NULL;

	if (!text_failed(text))
		kept = arena_copy(&drafter->intake->arena, text_string(text));
	if (kept == NULL)
		drafter->error = -ENOMEM;
	return kept;
}

/* The text of the cell with that role, in drafter->cell. NULL: it says nothing. */
static const char *take_text(struct drafter *drafter, const struct record *record, enum role role)
{
	size_t column = drafter->layout->roles.column[role];
	struct cell cell;

	if (column == ROLE_NO_COLUMN || drafter->error != 0)
		return NULL;
	cell = record_cell(record, column);
	if (cell_is_nothing(&cell))
		return NULL;
	(void)cell_text(&cell, &drafter->cell);
	if (text_failed(&drafter->cell)) {
		drafter->error = -ENOMEM;
		return NULL;
	}
	return text_string(&drafter->cell);
}

/* A copy of that text as it stands there; NULL: it says nothing. */
static const char *take_raw(struct drafter *drafter, const struct record *record, enum role role)
{
	return take_text(drafter, record, role) == NULL ? NULL : keep(drafter, &drafter->cell);
}

/* A copy of that text with its white space folded; NULL: it says nothing. */
static const char *take_name(struct drafter *drafter, const struct record *record, enum role role)
{
	const char *text = take_text(drafter, record, role);

	if (text == NULL)
		return NULL;
	cell_fold_blanks(text, &drafter->folded);
	return keep(drafter, &drafter->folded);
}

static void count_undecided(struct undecided *undecided, const struct record *record, size_t column,
			    const struct date *date, const char *text)
{
	if (undecided->count++ > 0)
		return;
	undecided->place = table_place(record, column);
	undecided->text = cell_excerpt(text);
	undecided->day_first = date->day_first;
	undecided->month_first = date->month_first;
}

static void read_signed(struct drafter *drafter, const struct record *record, struct draft *draft)
{
	size_t column = drafter->layout->roles.column[ROLE_SIGNED];
	const char *text = take_text(drafter, record, ROLE_SIGNED);
	enum date_status status;
	struct date date;

	if (text == NULL)
		return;
	date = date_read(text);
	status = date_decide(&date, drafter->signed_order, &draft->agreement.signed_on);
	if (status == DATE_READ)
		return;
	if (status == DATE_AMBIGUOUS)
		count_undecided(&drafter->signed_undecided, record, column, &date, text);
	else
		refusals_date(drafter, record, column, &date, status, text);
	draft->signed_unread = keep(drafter, &drafter->cell);
}

/* A term counts from the signing date. */
static void read_term(struct drafter *drafter, const struct record *record, struct span length,
		      struct agreement *agreement, struct term *term)
{
	if (vague_is_known(agreement->signed_on)) {
		agreement->kind = KIND_TERM;
		term->length = length;
		return;
	}
	drafts_complain(
		drafter, PROBLEM_ERROR, record, drafter->layout->roles.column[ROLE_LAST_DAY],
		"missing_signing_date",
		"a term of \"%s\" without a signing date from which it counts; write the date of "
		"the last day, or the signing date",
		cell_excerpt(agreement->last_day_raw).text);
}

static void read_date(struct drafter *drafter, const struct record *record, const struct date *date,
		      struct agreement *agreement, struct term *term)
{
	size_t column = drafter->layout->roles.column[ROLE_LAST_DAY];
	enum date_status status = date_decide(date, drafter->last_day_order, &term->last_day);

	if (status == DATE_AMBIGUOUS)
		count_undecided(&drafter->last_day_undecided, record, column, date,
				agreement->last_day_raw);
	else if (status != DATE_READ)
		refusals_date(drafter, record, column, date, status, agreement->last_day_raw);
	if (status != DATE_READ)
		return;
	agreement->kind = KIND_FIXED;
	if (vague_is_known(agreement->signed_on) &&
	    day_compare(term->last_day.last, agreement->signed_on.first) < 0)
		drafts_complain(
			drafter, PROBLEM_ERROR, record, column, "reversed_dates",
			"the last day, \"%s\", is before the signing date; correct one of them in "
			"the register",
			cell_excerpt(agreement->last_day_raw).text);
}

static void read_last_day(struct drafter *drafter, const struct record *record,
			  struct agreement *agreement, struct term *term)
{
	size_t column = drafter->layout->roles.column[ROLE_LAST_DAY];
	struct last_day_cell cell;

	agreement->kind = KIND_UNKNOWN;
	agreement->renewal = RENEWAL_EXPRESS;
	agreement->last_day_raw = take_raw(drafter, record, ROLE_LAST_DAY);
	if (column == ROLE_NO_COLUMN || drafter->error != 0)
		return;
	if (agreement->last_day_raw == NULL) {
		refusals_nothing(drafter, record, column);
		return;
	}
	cell = last_day_read(agreement->last_day_raw);
	switch (cell.kind) {
	case LAST_DAY_OPEN_ENDED:
		agreement->kind = KIND_OPEN_ENDED;
		agreement->renewal = RENEWAL_NONE;
		return;
	case LAST_DAY_TERM:
		read_term(drafter, record, cell.length, agreement, term);
		return;
	case LAST_DAY_DATE:
	case LAST_DAY_UNREADABLE:
		read_date(drafter, record, &cell.date, agreement, term);
		return;
	}
}

static void read_country(struct drafter *drafter, const struct record *record,
			 struct partner *partner)
{
	size_t column = drafter->layout->roles.column[ROLE_COUNTRY];
	const struct country_alias *alias;
	struct excerpt excerpt;

	partner->country_raw = take_raw(drafter, record, ROLE_COUNTRY);
	partner->country = country_code(partner->country_raw);
	if (partner->country_raw == NULL || partner->country != NULL)
		return;
	excerpt = cell_excerpt(partner->country_raw);
	alias = country_find_alias(partner->country_raw);
	if (alias != NULL)
		drafts_complain(drafter, PROBLEM_WARNING, record, column, "unknown_country",
				"\"%s\" could be two countries; write %s", excerpt.text,
				alias->question);
	else
		drafts_complain(
			drafter, PROBLEM_WARNING, record, column, "unknown_country",
			"\"%s\" is no country that is known; write its usual name or its code of "
			"two letters",
			excerpt.text);
}

static void read_partner(struct drafter *drafter, const struct record *record,
			 struct agreement *agreement)
{
	size_t column = drafter->layout->roles.column[ROLE_PARTNER];
	const char *name = take_name(drafter, record, ROLE_PARTNER);
	struct partner *partner;

	if (drafter->error != 0)
		return;
	if (name == NULL) {
		drafts_complain(drafter, PROBLEM_ERROR, record, column, "missing_partner",
				"the row names no partner; fill \"%s\" in",
				drafts_heading(drafter, column).text);
		return;
	}
	partner = arena_take(&drafter->intake->arena, sizeof(*partner));
	if (partner == NULL) {
		drafter->error = -ENOMEM;
		return;
	}
	partner->name = name;
	partner->city = take_name(drafter, record, ROLE_CITY);
	read_country(drafter, record, partner);
	agreement->partners = partner;
	agreement->partner_count = 1;
}

/* Cells that hold a date, or should. */
static void read_dates(struct drafter *drafter, const struct record *record, struct draft *draft,
		       struct term *term)
{
	struct agreement *agreement = &draft->agreement;

	read_signed(drafter, record, draft);
	read_last_day(drafter, record, agreement, term);
	if (agreement->kind == KIND_UNKNOWN)
		draft->last_day_unread = agreement->last_day_raw;
	term->start = agreement->signed_on;
	term->known_on = DAY_NONE;
	term->seen_on = DAY_NONE;
	agreement->terms = term;
	agreement->term_count = 1;
}

int drafts_read(struct drafter *drafter, const struct record *record, struct draft *ret_draft)
{
	struct term *term = arena_take(&drafter->intake->arena, sizeof(*term));
	struct draft draft = {
		.agreement = {.state = STATE_ACTIVE, .known_on = DAY_NONE},
		.source = ret_draft->source,
	};
	struct agreement *agreement = &draft.agreement;

	if (term == NULL)
		return -ENOMEM;
	checks_record(drafter, record);
	read_partner(drafter, record, agreement);
	agreement->row = take_raw(drafter, record, ROLE_NUMBER);
	agreement->registration_number = take_name(drafter, record, ROLE_REGISTRATION_NUMBER);
	agreement->type = take_name(drafter, record, ROLE_TYPE);
	agreement->type_raw = take_raw(drafter, record, ROLE_TYPE);
	agreement->owner = take_name(drafter, record, ROLE_OWNER);
	read_dates(drafter, record, &draft, term);
	if (drafter->error == 0)
		*ret_draft = draft;
	return drafter->error;
}

/* The question that a column leaves open, if any. */
static void ask(struct drafter *drafter, const struct undecided *undecided,
		const struct date_column *dates, size_t column)
{
	char why[128] = "no date of the column says which";
	int result;

	if (undecided->count == 0)
		return;
	if (date_column_order(dates) == ORDER_BOTH)
		snprintf(why, sizeof(why), "line %u is day first, line %u month first",
			 dates->day_month_line, dates->month_day_line);
	result = problems_add(&drafter->intake->problems, PROBLEM_ERROR, drafter->name,
			      undecided->place.line, undecided->place.column, "ambiguous_dates",
			      "%s: \"%s\" can be %s or %s, and %s; %zu %s written as YYYY-MM-DD",
			      drafts_heading(drafter, column).text, undecided->text.text,
			      say_date(undecided->day_first).text,
			      say_date(undecided->month_first).text, why, undecided->count,
			      undecided->count == 1 ? "date is left out until it is"
						    : "dates are left out until they are");
	if (result < 0)
		drafter->error = result;
}

int drafts_finish(struct drafter *drafter)
{
	const struct layout *layout = drafter->layout;

	ask(drafter, &drafter->signed_undecided, &layout->signed_dates,
	    layout->roles.column[ROLE_SIGNED]);
	ask(drafter, &drafter->last_day_undecided, &layout->last_days,
	    layout->roles.column[ROLE_LAST_DAY]);
	return drafter->error;
}
