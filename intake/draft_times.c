#include "intake/draft.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "intake/complaints.h"

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
		if (time->validity.dates[i].mark == VALIDITY_PLAIN)
			time->validity.dates[i].mark = validity.dates[i].mark;
	}
}

/* Reads the cell about time in that column. */
static void read_time(struct drafter *drafter, enum shape_time which)
{
	struct draft_time *time = &drafter->times[which];

	time->column = shape_column(drafter->shape, shape_role(which));
	time->text = draft_keep(drafter, time->column, CELLS_RAW);
	if (time->text == NULL || (which >= SHAPE_LAST_DAY && read_with_unit(drafter, time)))
		return;
	time->validity = validity_read(time->text, strlen(time->text), drafter->profile);
	if (which == SHAPE_RENEWAL && time->validity.date_count > 0)
		mark_by_heading(drafter, time);
}

static struct said_cell said_of(const struct drafter *drafter, enum shape_time which)
{
	const struct draft_time *time = &drafter->times[which];

	return (struct said_cell){
		.validity = time->text == NULL ? NULL : &time->validity,
		.order = drafter->shape->dates[which].order,
	};
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

/* What the register says about the last day: its cell, that of the term, or where it stood. */
static const char *last_day_text(struct drafter *drafter, const struct terms *terms)
{
	const char *last_day = drafter->times[SHAPE_LAST_DAY].text;
	const char *term = drafter->times[SHAPE_TERM].text;
	struct text *both = &drafter->cell;
	const char *kept;

	if (last_day != NULL && term != NULL) {
		text_clear(both);
		text_addf(both, "%s; %s", last_day, term);
		kept = text_failed(both) ? NULL : arena_copy(&drafter->arena, text_string(both));
		if (kept == NULL)
			drafter->error = -ENOMEM;
		return kept;
	}
	if (last_day != NULL || term != NULL)
		return last_day != NULL ? last_day : term;
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
	struct said said;
	struct terms terms;

	for (size_t which = 0; which < SHAPE_TIMES; which++)
		read_time(drafter, (enum shape_time)which);
	said = (struct said){
		.signed_on = said_of(drafter, SHAPE_SIGNED),
		.effective = said_of(drafter, SHAPE_EFFECTIVE),
		.last_day = said_of(drafter, SHAPE_LAST_DAY),
		.term = said_of(drafter, SHAPE_TERM),
		.renewal = said_of(drafter, SHAPE_RENEWAL),
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
