#include "intake/complaints.h"

#include <stdio.h>
#include <string.h>

#include "core/academic_year.h"
#include "intake/time/dates.h"

/* ---- readings ----------------------------------------------------------------------------- */

/* What a reading is: as a command takes it, and as people say it. */
struct said_reading {
	char value[NOTICE_TEXT_SIZE];
	char words[NOTICE_TEXT_SIZE + 16];
};

static struct said_reading say(const struct terms_reading *reading)
{
	struct said_reading said = {0};
	char date[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];

	switch (reading->form) {
	case READING_NONE:
		break;
	case READING_DATE:
		snprintf(said.value, sizeof(said.value), "%s", vague_format(reading->date, date));
		snprintf(said.words, sizeof(said.words), "%s", said.value);
		break;
	case READING_LENGTH:
		snprintf(said.value, sizeof(said.value), "%s",
			 span_format(reading->length, length));
		snprintf(said.words, sizeof(said.words), "a term of %s", said.value);
		break;
	case READING_NOTICE:
		notice_format(reading->notice, said.value);
		snprintf(said.words, sizeof(said.words), "notice %s", said.value);
		break;
	case READING_OPEN_ENDED:
		snprintf(said.value, sizeof(said.value), "open-ended");
		snprintf(said.words, sizeof(said.words), "open-ended");
		break;
	case READING_WORD:
		snprintf(said.value, sizeof(said.value), "%s", reading->word);
		snprintf(said.words, sizeof(said.words), "%s", reading->word);
		break;
	}
	return said;
}

/* ---- where -------------------------------------------------------------------------------- */

/* The cell about the last day, or what stands for it. */
static const struct draft_time *last_day_of(const struct drafter *drafter)
{
	static const enum shape_time order[] = {SHAPE_LAST_DAY, SHAPE_TERM, SHAPE_EFFECTIVE,
						SHAPE_SIGNED};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (drafter->times[order[i]].text != NULL)
			return &drafter->times[order[i]];
	}
	return drafter->times[SHAPE_LAST_DAY].column != NO_COLUMN ? &drafter->times[SHAPE_LAST_DAY]
								  : &drafter->times[SHAPE_TERM];
}

static struct cells_excerpt heading_of(const struct drafter *drafter, const struct draft_time *time)
{
	return shape_heading(drafter->shape, time->column);
}

static struct cells_excerpt excerpt_of(const struct draft_time *time)
{
	return cells_excerpt(time->text == NULL ? "" : time->text);
}

/* ---- questions ---------------------------------------------------------------------------- */

static const struct question {
	enum terms_flaw flaw;
	enum problem_level level;
	const char *code;
	enum role field;
	const char *what; /* before both readings */
	const char *used;
} questions[] = {
	{TERMS_TWO_LAST_DAYS, PROBLEM_ERROR, "two_last_days", ROLE_LAST_DAY,
	 "leaves two last days:", "first"},
	{TERMS_DISAGREE, PROBLEM_ERROR, "term_disagrees", ROLE_LAST_DAY,
	 "gives a term and a last day that disagree:", "first"},
	{TERMS_TWO_LENGTHS, PROBLEM_ERROR, "two_last_days", ROLE_LAST_DAY,
	 "gives two terms:", "first"},
	{TERMS_SECOND_DATE, PROBLEM_WARNING, "second_date", ROLE_LAST_DAY,
	 "holds a date whole years after another, but the last day is not named as such:", "first"},
	{TERMS_RENEWAL_OPEN, PROBLEM_WARNING, "renewal_to_confirm", ROLE_RENEWAL,
	 "leaves open whether it renews itself or somebody has to renew it:", "second"},
};

/* The cell that speaks of renewals. */
static const struct draft_time *renewal_of(const struct drafter *drafter)
{
	const struct draft_time *renewal = &drafter->times[SHAPE_RENEWAL];

	return renewal->text != NULL ? renewal : last_day_of(drafter);
}

static void ask_reversed(struct drafter *drafter, const struct draft_time *last_day,
			 const struct said_reading *first, const struct said_reading *second)
{
	complaints_add(drafter, PROBLEM_ERROR, last_day->column, "reversed_dates",
		       "the last day, \"%s\", is before the signing date, %s; correct one of them "
		       "in the register",
		       excerpt_of(last_day).text, second->words);
	complaints_ask(drafter, ROLE_LAST_DAY, first->value, second->value);
}

/* The cell about renewals that says a last day too; NULL: none does. */
static const struct draft_time *extension_of(const struct drafter *drafter)
{
	static const enum shape_time order[] = {SHAPE_SECOND_RENEWAL, SHAPE_RENEWAL};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (draft_extends(&drafter->times[order[i]]))
			return &drafter->times[order[i]];
	}
	return NULL;
}

/* Says what a cell holds, and that of an extension beside it: "Valid until: "2027"". */
static void add_cells(const struct drafter *drafter, const struct draft_time *time, enum role field,
		      char *out, size_t size)
{
	const struct draft_time *extension = field == ROLE_LAST_DAY ? extension_of(drafter) : NULL;
	int length = snprintf(out, size, "%s: \"%s\"", heading_of(drafter, time).text,
			      excerpt_of(time).text);

	if (extension != NULL && extension != time && length >= 0 && (size_t)length < size)
		snprintf(out + length, size - (size_t)length, " with %s: \"%s\"",
			 heading_of(drafter, extension).text, excerpt_of(extension).text);
}

static void ask(struct drafter *drafter, const struct terms_question *asked)
{
	char cells[4 * sizeof(struct cells_excerpt) + 32];
	struct said_reading first = say(&asked->readings[0]), second = say(&asked->readings[1]);
	const struct draft_time *last_day = last_day_of(drafter);

	if (asked->flaw == TERMS_REVERSED) {
		ask_reversed(drafter, last_day, &first, &second);
		return;
	}
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		const struct question *question = &questions[i];
		const struct draft_time *time =
			question->field == ROLE_RENEWAL ? renewal_of(drafter) : last_day;

		if (question->flaw != asked->flaw)
			continue;
		add_cells(drafter, time, question->field, cells, sizeof(cells));
		complaints_add(drafter, question->level, time->column, question->code,
			       "%s %s %s or %s; the %s is used until that is settled", cells,
			       question->what, first.words, second.words, question->used);
		complaints_ask(drafter, question->field, first.value, second.value);
	}
}

/* ---- cells that give no date -------------------------------------------------------------- */

/* The first date of a cell that cannot be, or NULL. */
static const struct date *impossible_in(const struct validity *validity)
{
	for (size_t i = 0; i < validity->date_count; i++) {
		const struct date *date = &validity->dates[i].date;

		if (!vague_is_known(date->day_first) && !vague_is_known(date->month_first))
			return date;
	}
	return NULL;
}

/* Why there is no such day. */
static void refuse_impossible(struct drafter *drafter, const struct draft_time *time,
			      enum role field)
{
	const struct date *date = impossible_in(&time->validity);
	struct civil civil = date == NULL ? (struct civil){0} : date->no_such_day;
	char year[16] = "";

	if (civil.month == 2 && civil.day == 29)
		snprintf(year, sizeof(year), " in %d", civil.year);
	if (civil.day == 0)
		complaints_add(drafter, PROBLEM_ERROR, time->column, "impossible_date",
			       "%s: \"%s\" is no day of the years %d to %d; correct it in the "
			       "register",
			       heading_of(drafter, time).text, excerpt_of(time).text,
			       DATES_YEAR_MIN, DATES_YEAR_MAX);
	else
		complaints_add(drafter, PROBLEM_ERROR, time->column, "impossible_date",
			       "%s: \"%s\": there is no %d %s%s; correct it in the register",
			       heading_of(drafter, time).text, excerpt_of(time).text, civil.day,
			       day_month_name(civil.month), year);
	complaints_ask(drafter, field, NULL, NULL);
}

/* No day is made up for it; here are two that may be meant. */
static void refuse_school_year(struct drafter *drafter, const struct draft_time *time)
{
	char first[DAY_TEXT_SIZE], second[DAY_TEXT_SIZE];
	int year;
	bool can_follow =
		year_day_is_none(drafter->academic_year) && academic_year_parse(time->text, &year);

	vague_format(time->validity.school_year_ends[0], first);
	vague_format(time->validity.school_year_ends[1], second);
	complaints_add(drafter, PROBLEM_ERROR, time->column, "unreadable_date",
		       "%s: \"%s\" names a school year or a semester, but no day; write the last "
		       "day, such as %s or %s%s",
		       heading_of(drafter, time).text, excerpt_of(time).text, first, second,
		       can_follow ? ", or say when an academic year starts "
				    "(office.academic_year.starts in the configuration)"
				  : "");
	complaints_ask(drafter, ROLE_LAST_DAY, first, second);
}

/* Complains of a cell that says nothing about time. */
static void refuse_unread(struct drafter *drafter, const struct draft_time *time, enum role field)
{
	struct cells_excerpt heading = heading_of(drafter, time), excerpt = excerpt_of(time);

	switch (time->validity.flaw) {
	case FLAW_SHORT_YEAR:
		complaints_add(drafter, PROBLEM_ERROR, time->column, "unreadable_date",
			       "%s: \"%s\": the year needs four digits", heading.text,
			       excerpt.text);
		break;
	case FLAW_DAY_NUMBER:
		complaints_add(drafter, PROBLEM_ERROR, time->column, "unreadable_date",
			       "%s: \"%s\" looks like a spreadsheet's day number: format the "
			       "column as a date and save the register again",
			       heading.text, excerpt.text);
		break;
	case FLAW_NONE:
		if (field == ROLE_LAST_DAY && vague_is_known(time->validity.school_year_ends[0])) {
			refuse_school_year(drafter, time);
			return;
		}
		complaints_add(drafter, PROBLEM_ERROR, time->column, "unreadable_date",
			       "%s: \"%s\" is not understood; write a date as 2028-12-31, "
			       "2028-12 or 2028%s",
			       heading.text, excerpt.text,
			       field == ROLE_LAST_DAY ? ", a term as \"5 years\", or \"permanent\""
						      : "");
		break;
	}
	complaints_ask(drafter, field, NULL, NULL);
}

/* ---- the last day ------------------------------------------------------------------------- */

/* What the last day's cell says that is no last day: "TBD"; it may be empty. */
static struct cells_excerpt nothing_in(struct drafter *drafter, const struct draft_time *time)
{
	(void)cells_text(cells_at(drafter->record, time->column), CELLS_RAW, &drafter->cell);
	return cells_excerpt(text_string(&drafter->cell));
}

static void refuse_nothing(struct drafter *drafter, const struct draft_time *time)
{
	struct cells_excerpt said = nothing_in(drafter, time);
	bool is_empty = said.text[0] == '\0';

	complaints_add(drafter, PROBLEM_WARNING, time->column, "missing_last_day",
		       "%s: %s%s%s; write a date, a term as \"5 years\", or \"permanent\"",
		       heading_of(drafter, time).text, is_empty ? "" : "\"", said.text,
		       is_empty ? "no last day is given" : "\" is no last day");
	complaints_ask(drafter, ROLE_LAST_DAY, NULL, NULL);
}

static void say_same_day(struct drafter *drafter, const struct draft_time *time)
{
	complaints_add(drafter, PROBLEM_WARNING, time->column, "missing_last_day",
		       "%s: \"%s\" is the signing date itself, so that no last day is known; "
		       "write a date, a term as \"5 years\", or \"permanent\"",
		       heading_of(drafter, time).text, excerpt_of(time).text);
	complaints_ask(drafter, ROLE_LAST_DAY, NULL, NULL);
}

static void say_no_start(struct drafter *drafter, const struct draft_time *time)
{
	complaints_add(drafter, PROBLEM_ERROR, time->column, "missing_signing_date",
		       "a term of \"%s\" without a signing date from which it counts; write the "
		       "date of the last day, or the signing date",
		       excerpt_of(time).text);
	complaints_ask(drafter, ROLE_SIGNED, NULL, NULL);
}

static void say_pending(struct drafter *drafter, const struct draft_time *time)
{
	complaints_add(drafter, PROBLEM_WARNING, time->column, "renewal_pending",
		       "%s: \"%s\": a renewal is being worked on; write the new last day once it "
		       "is signed",
		       heading_of(drafter, time).text, excerpt_of(time).text);
	complaints_ask(drafter, ROLE_LAST_DAY, NULL, NULL);
}

static void say_unordered(struct drafter *drafter, const struct draft_time *time)
{
	complaints_add(drafter, PROBLEM_WARNING, time->column, "unordered_dates",
		       "%s: \"%s\": the dates are not in order, so that one of them was left out; "
		       "write them as they follow each other",
		       heading_of(drafter, time).text, excerpt_of(time).text);
	complaints_ask(drafter, ROLE_SIGNED, NULL, NULL);
}

/* The last day that was understood. */
static struct terms_reading last_day_read(const struct terms *terms)
{
	const struct term *last = &terms->terms[terms->term_count - 1];

	if (terms->kind == KIND_OPEN_ENDED)
		return (struct terms_reading){.form = READING_OPEN_ENDED};
	if (terms->kind == KIND_TERM)
		return (struct terms_reading){.form = READING_LENGTH, .length = last->length};
	return (struct terms_reading){.form = terms->kind == KIND_FIXED ? READING_DATE
									: READING_NONE,
				      .date = last->last_day};
}

/* What was understood of a cell, as a command sets it. */
static struct terms_reading what_is_read(const struct terms *terms, enum role field)
{
	if (field == ROLE_LAST_DAY)
		return last_day_read(terms);
	if (field == ROLE_SIGNED && vague_is_known(terms->signed_on))
		return (struct terms_reading){.form = READING_DATE, .date = terms->signed_on};
	if (field == ROLE_NOTICE && notice_is_known(terms->notice))
		return (struct terms_reading){.form = READING_NOTICE, .notice = terms->notice};
	return (struct terms_reading){.form = READING_NONE};
}

/* "March–April 2020": the first one was taken. */
static void check_two_months(struct drafter *drafter, enum shape_time which)
{
	const struct draft_time *time = &drafter->times[which];

	for (size_t i = 0; time->text != NULL && i < time->validity.date_count; i++) {
		const struct date *date = &time->validity.dates[i].date;
		char first[DAY_TEXT_SIZE], second[DAY_TEXT_SIZE];

		if (!vague_is_known(date->other))
			continue;
		vague_format(date->day_first, first);
		vague_format(date->other, second);
		complaints_add(
			drafter, PROBLEM_WARNING, time->column, "unread_rest",
			"%s: \"%s\" can be %s or %s; the first is used until that is settled",
			heading_of(drafter, time).text, excerpt_of(time).text, first, second);
		complaints_ask(drafter, shape_role(which), first, second);
	}
}

/* What was not understood of a cell that says something. */
static void check_rest(struct drafter *drafter, enum shape_time which, const struct terms *terms)
{
	const struct draft_time *time = &drafter->times[which];
	const struct validity *validity = &time->validity;
	/* Of a term, too, the last day is what can be set. */
	enum role field = which == SHAPE_TERM ? ROLE_LAST_DAY : shape_role(which);
	struct terms_reading read;
	struct said_reading understood;
	char rest[INTAKE_CELL_MAX + 1];

	if (time->text == NULL || validity->rest_length == 0)
		return;
	/* The date's and the last day's cells have a complaint of their own when all is unread. */
	if (!validity_says_something(validity) && which < SHAPE_RENEWAL)
		return;
	memcpy(rest, time->text + validity->rest_start, validity->rest_length);
	rest[validity->rest_length] = '\0';
	complaints_add(drafter, PROBLEM_WARNING, time->column, "unread_rest",
		       "%s: \"%s\" is not understood; the rest of the cell is read",
		       heading_of(drafter, time).text, cells_excerpt(rest).text);
	read = what_is_read(terms, field);
	understood = say(&read);
	complaints_ask(drafter, field, read.form == READING_NONE ? NULL : understood.value, NULL);
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* Flaws of the signing date's cell, or of the effective date's. */
static void complain_of_signed(struct drafter *drafter, unsigned int flaws)
{
	const struct draft_time *signed_on = &drafter->times[SHAPE_SIGNED];
	const struct draft_time *other = &drafter->times[SHAPE_SECOND_SIGNED];
	const struct draft_time *effective = &drafter->times[SHAPE_EFFECTIVE];

	if (effective->text != NULL && impossible_in(&effective->validity) != NULL)
		refuse_impossible(drafter, effective, ROLE_EFFECTIVE);
	else if (effective->text != NULL && !validity_says_something(&effective->validity))
		refuse_unread(drafter, effective, ROLE_EFFECTIVE);
	if (other->text != NULL && impossible_in(&other->validity) != NULL)
		refuse_impossible(drafter, other, ROLE_SIGNED);
	if (signed_on->text != NULL && impossible_in(&signed_on->validity) != NULL)
		refuse_impossible(drafter, signed_on, ROLE_SIGNED);
	else if (flaws & TERMS_UNREAD_SIGNED)
		refuse_unread(drafter, signed_on, ROLE_SIGNED);
	if (flaws & TERMS_UNORDERED)
		say_unordered(drafter, signed_on->text != NULL ? signed_on : effective);
}

/* The cell of a last day that cannot be. */
static const struct draft_time *impossible_end_of(const struct drafter *drafter)
{
	static const enum shape_time order[] = {SHAPE_LAST_DAY, SHAPE_TERM, SHAPE_RENEWAL,
						SHAPE_SECOND_RENEWAL};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const struct draft_time *time = &drafter->times[order[i]];

		if (time->text != NULL && impossible_in(&time->validity) != NULL)
			return time;
	}
	return last_day_of(drafter);
}

static void complain_of_last_day(struct drafter *drafter, unsigned int flaws)
{
	const struct draft_time *last_day = last_day_of(drafter);

	if (flaws & TERMS_IMPOSSIBLE_LAST_DAY)
		refuse_impossible(drafter, impossible_end_of(drafter), ROLE_LAST_DAY);
	else if (flaws & TERMS_UNREAD_LAST_DAY)
		refuse_unread(drafter, last_day, ROLE_LAST_DAY);
	if (flaws & TERMS_NO_START)
		say_no_start(drafter, last_day);
	if (flaws & TERMS_SAME_DAY)
		say_same_day(drafter, last_day);
	if (flaws & TERMS_PENDING)
		say_pending(drafter, renewal_of(drafter));
	if (flaws & TERMS_MISSING)
		refuse_nothing(drafter, drafter->times[SHAPE_LAST_DAY].column != NO_COLUMN
						? &drafter->times[SHAPE_LAST_DAY]
						: &drafter->times[SHAPE_TERM]);
}

void complaints_of_terms(struct drafter *drafter, const struct terms *terms)
{
	complain_of_signed(drafter, terms->flaws);
	complain_of_last_day(drafter, terms->flaws);
	for (size_t i = 0; i < terms->question_count; i++)
		ask(drafter, &terms->questions[i]);
	check_two_months(drafter, SHAPE_SIGNED);
	check_two_months(drafter, SHAPE_EFFECTIVE);
	for (size_t time = 0; time < SHAPE_TIMES; time++)
		check_rest(drafter, (enum shape_time)time, terms);
}
