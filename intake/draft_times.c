#include "intake/draft.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "intake/complaints.h"
#include "intake/words/answers.h"
#include "intake/words/headings.h"

#define NUMBER_MAX 3 /* digits of a number that can be a length */

/*
 * "5" in a column "Duration (years)": the last word of the heading is its unit. False when that
 * makes no length.
 */
static bool read_with_unit(const struct drafter *drafter, struct draft_time *time)
{
	struct cells_excerpt heading = shape_heading(drafter->shape, time->column);
	size_t digits = strspn(time->text, "0123456789");
	size_t end = strlen(heading.text), start;
	char text[NUMBER_MAX + sizeof(heading.text) + 2];
	struct validity validity;

	if (digits == 0 || digits > NUMBER_MAX || time->text[digits] != '\0')
		return false;
	while (end > 0 && strchr(" ().,:", heading.text[end - 1]) != NULL)
		end--;
	for (start = end; start > 0 && strchr(" (.,:", heading.text[start - 1]) == NULL;)
		start--;
	snprintf(text, sizeof(text), "%.*s %.*s", (int)digits, time->text, (int)(end - start),
		 heading.text + start);
	validity = validity_read(text, strlen(text), drafter->profile);
	if (validity.length.n == 0 || validity.rest_length > 0)
		return false;
	time->validity = validity;
	return true;
}

/* Dates under "Extended until" are meant as if that stood beside them. */
static void mark_by_heading(struct drafter *drafter, struct draft_time *time)
{
	struct text *whole = &drafter->cell;
	struct validity validity;

	text_clear(whole);
	text_addf(whole, "%s: %s", shape_heading(drafter->shape, time->column).text, time->text);
	if (text_failed(whole)) {
		drafter->error = -ENOMEM;
		return;
	}
	validity = validity_read(text_string(whole), whole->length, drafter->profile);
	for (size_t i = 0;
	     validity.date_count == time->validity.date_count && i < validity.date_count; i++) {
		if (time->validity.dates[i].mark != VALIDITY_PLAIN)
			continue;
		time->validity.dates[i].mark = validity.dates[i].mark;
		time->validity.dates[i].is_extension = validity.dates[i].is_extension;
	}
}

/* A yes or a no under a heading that asks whether it renews itself. */
static void read_answer(const struct drafter *drafter, struct draft_time *time)
{
	struct cells_excerpt heading = shape_heading(drafter->shape, time->column);
	bool is_yes = time->validity.is_yes;
	bool is_alone = answers_find(time->text, &is_yes);
	bool asks_tacit = (is_alone || is_yes) && headings_asks_tacit(heading.text);

	/* "1" under "Renewals" is a count. */
	if (is_alone && (asks_tacit || !cells_is_number(cells_at(drafter->record, time->column))))
		time->validity = (struct validity){.is_yes = is_yes, .is_no = !is_yes};
	if (!asks_tacit)
		return;
	time->validity.is_yes = time->validity.is_no = false;
	time->validity.is_tacit = is_yes;
	time->validity.is_not_tacit = !is_yes;
}

/* "By 1 September" under a heading about notice. */
static void read_notice_day(struct drafter *drafter, struct draft_time *time)
{
	struct text *whole = &drafter->cell;
	struct validity validity;

	text_clear(whole);
	text_addf(whole, "notice: %s", time->text);
	if (text_failed(whole)) {
		drafter->error = -ENOMEM;
		return;
	}
	validity = validity_read(text_string(whole), whole->length, drafter->profile);
	/* The words in front are not the cell's: where its dates stand is not asked then. */
	if (!year_day_is_none(validity.notice.by) && validity.rest_length == 0)
		time->validity = validity;
}

/* Whether a number in such a column can be a length. */
static bool does_count(enum shape_time which)
{
	enum role role = shape_role(which);

	return role != ROLE_SIGNED && role != ROLE_EFFECTIVE;
}

/* Whether such a column can say a last day. */
static bool may_end(enum shape_time which)
{
	return shape_role(which) == ROLE_LAST_DAY || shape_role(which) == ROLE_TERM ||
	       shape_role(which) == ROLE_RENEWAL;
}

/* Reads the cell about time in that column. */
static void read_time(struct drafter *drafter, enum shape_time which)
{
	struct draft_time *time = &drafter->times[which];

	*time = (struct draft_time){.column = shape_time_column(drafter->shape, which),
				    .order = drafter->shape->dates[which].order};
	time->text = draft_keep(drafter, time->column, CELLS_RAW);
	if (time->text == NULL || (does_count(which) && read_with_unit(drafter, time)))
		return;
	time->validity = validity_read_last_day(time->text, strlen(time->text), drafter->profile,
						may_end(which) ? drafter->academic_year
							       : (struct year_day){0});
	if (shape_role(which) == ROLE_NOTICE)
		read_notice_day(drafter, time);
	if (shape_role(which) == ROLE_RENEWAL)
		read_answer(drafter, time);
	if (shape_role(which) == ROLE_RENEWAL && time->validity.date_count > 0)
		mark_by_heading(drafter, time);
}

bool draft_extends(const struct draft_time *time)
{
	for (size_t i = 0; time->text != NULL && i < time->validity.date_count; i++) {
		if (time->validity.dates[i].mark == VALIDITY_UNTIL)
			return true;
	}
	return false;
}

static struct said_cell said_of(const struct drafter *drafter, enum shape_time which)
{
	const struct draft_time *time = &drafter->times[which];

	return (struct said_cell){
		.validity = time->text == NULL ? NULL : &time->validity,
		.order = time->order,
	};
}

/* ---- second columns ----------------------------------------------------------------------- */

/* Adds a date of another column, decided by that one's order. One that stays open is left out: the
 * column is asked about as a whole. */
static void add_date(struct validity *validity, const struct draft_time *from, size_t index)
{
	struct validity_date added = from->validity.dates[index];
	struct vague date;
	enum date_status status = date_decide(&added.date, from->order, &date);

	if (status == DATE_AMBIGUOUS || validity->date_count == VALIDITY_DATES_MAX)
		return;
	if (status == DATE_READ)
		added.date.day_first = added.date.month_first = date;
	validity->dates[validity->date_count++] = added;
}

/* What two columns about renewals say together; both have a cell that says something. */
static struct validity join_renewals(const struct draft_time *one, const struct draft_time *other)
{
	struct validity joined = one->validity;

	for (size_t i = 0; i < other->validity.date_count; i++)
		add_date(&joined, other, i);
	if (joined.length.n == 0)
		joined.length = other->validity.length;
	if (joined.every.n == 0)
		joined.every = other->validity.every;
	if (joined.times == 0)
		joined.times = other->validity.times;
	if (!notice_is_known(joined.notice)) {
		joined.notice = other->validity.notice;
		joined.is_year_before = other->validity.is_year_before;
	}
	joined.is_tacit |= other->validity.is_tacit;
	joined.is_not_tacit |= other->validity.is_not_tacit;
	joined.is_final |= other->validity.is_final;
	joined.is_yes |= other->validity.is_yes;
	joined.is_no |= other->validity.is_no;
	joined.is_pending |= other->validity.is_pending;
	return joined;
}

/* The first date of a cell, as its column writes it; unknown: it gives none. */
static struct vague first_date(const struct draft_time *time)
{
	struct vague date = {0};

	if (time->text != NULL && time->validity.date_count > 0)
		(void)date_decide(&time->validity.dates[0].date, time->order, &date);
	return date;
}

/* Of two signing dates the later one counts: it was not signed before. */
static void settle_signed(struct drafter *drafter)
{
	struct draft_time *one = &drafter->times[SHAPE_SIGNED];
	struct draft_time *other = &drafter->times[SHAPE_SECOND_SIGNED], swapped;
	struct vague first = first_date(one), second = first_date(other);

	if (!vague_is_known(second) ||
	    (vague_is_known(first) && day_compare(second.last, first.last) <= 0))
		return;
	swapped = *one;
	*one = *other;
	*other = swapped;
}

/* Both columns about renewals; joined is where what they say together is put. */
static struct said_cell said_of_renewals(const struct drafter *drafter, struct validity *joined)
{
	const struct draft_time *one = &drafter->times[SHAPE_RENEWAL];
	const struct draft_time *other = &drafter->times[SHAPE_SECOND_RENEWAL];

	if (other->text == NULL)
		return said_of(drafter, SHAPE_RENEWAL);
	if (one->text == NULL)
		return said_of(drafter, SHAPE_SECOND_RENEWAL);
	*joined = join_renewals(one, other);
	return (struct said_cell){.validity = joined, .order = one->order};
}

/* Whether the profile says that this is how the register says nothing. */
static bool is_unspecified(struct drafter *drafter)
{
	const struct profile *profile = drafter->profile;
	struct text *text = &drafter->cell;
	size_t column = drafter->times[SHAPE_LAST_DAY].column;

	if (profile->phrase_count == 0)
		return false;
	(void)cells_text(cells_at(drafter->record, column), CELLS_RAW, text);
	for (size_t i = 0; i < profile->phrase_count; i++) {
		if (profile->phrases[i].meaning == PHRASE_UNSPECIFIED &&
		    text_matches(profile->phrases[i].text, text_string(text)))
			return true;
	}
	return false;
}

/* What the register says about the last day: its cells, or where it stood. */
static const char *last_day_text(struct drafter *drafter, const struct terms *terms)
{
	static const enum shape_time cells[] = {SHAPE_LAST_DAY, SHAPE_TERM, SHAPE_RENEWAL,
						SHAPE_SECOND_RENEWAL};
	struct text *all = &drafter->cell;
	const char *kept;

	text_clear(all);
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		const struct draft_time *time = &drafter->times[cells[i]];

		if (time->text == NULL || (i >= 2 && !draft_extends(time)))
			continue;
		text_addf(all, "%s%s", all->length > 0 ? "; " : "", time->text);
	}
	if (all->length > 0 || text_failed(all)) {
		kept = text_failed(all) ? NULL : arena_copy(&drafter->arena, text_string(all));
		if (kept == NULL)
			drafter->error = -ENOMEM;
		return kept;
	}
	if (terms->kind == KIND_UNKNOWN || (terms->flaws & TERMS_BY_DEFAULT) != 0)
		return NULL;
	return drafter->times[SHAPE_EFFECTIVE].text != NULL ? drafter->times[SHAPE_EFFECTIVE].text
							    : drafter->times[SHAPE_SIGNED].text;
}

static void keep_terms(struct drafter *drafter, const struct terms *terms,
		       struct agreement *agreement)
{
	struct term *kept =
		arena_take_array(&drafter->arena, terms->term_count, sizeof(*terms->terms));

	if (kept == NULL) {
		drafter->error = -ENOMEM;
		return;
	}
	memcpy(kept, terms->terms, terms->term_count * sizeof(*kept));
	for (size_t i = 0; i < terms->term_count; i++)
		kept[i].known_on = kept[i].seen_on = DAY_NONE;
	agreement->terms = kept;
	agreement->term_count = terms->term_count;
	agreement->signed_on = terms->signed_on;
	agreement->kind = terms->kind;
	agreement->renewal = terms->renewal;
	agreement->renews = terms->renews;
	agreement->notice = terms->notice;
}

/* Whether a cell says something that could be a date, and not that there is none. */
static bool says(const struct draft_time *time)
{
	return time->text != NULL && !time->validity.is_unspecified;
}

void draft_times(struct drafter *drafter, struct draft *draft)
{
	struct agreement *agreement = &draft->agreement;
	struct validity renewals;
	struct said said;
	struct terms terms;

	for (size_t which = 0; which < SHAPE_TIMES; which++)
		read_time(drafter, (enum shape_time)which);
	settle_signed(drafter);
	said = (struct said){
		.signed_on = said_of(drafter, SHAPE_SIGNED),
		.effective = said_of(drafter, SHAPE_EFFECTIVE),
		.last_day = said_of(drafter, SHAPE_LAST_DAY),
		.term = said_of(drafter, SHAPE_TERM),
		.renewal = said_of_renewals(drafter, &renewals),
		.notice = said_of(drafter, SHAPE_NOTICE),
		.has_last_day_column = drafter->times[SHAPE_LAST_DAY].column != NO_COLUMN ||
				       drafter->times[SHAPE_TERM].column != NO_COLUMN,
	};
	terms = terms_read(&said, &drafter->profile->defaults);
	if ((terms.flaws & TERMS_MISSING) != 0 && is_unspecified(drafter))
		terms.flaws &= ~(unsigned int)TERMS_MISSING;
	complaints_of_terms(drafter, &terms);
	keep_terms(drafter, &terms, agreement);
	agreement->last_day_raw = last_day_text(drafter, &terms);
	if (!vague_is_known(agreement->signed_on) && says(&drafter->times[SHAPE_SIGNED]))
		draft->signed_unread = drafter->times[SHAPE_SIGNED].text;
	if (agreement->kind == KIND_UNKNOWN &&
	    (says(&drafter->times[SHAPE_LAST_DAY]) || says(&drafter->times[SHAPE_TERM])))
		draft->last_day_unread = agreement->last_day_raw;
}
