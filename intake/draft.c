#include "intake/draft.h"

#include <errno.h>
#include <string.h>

#include "intake/complaints.h"

void drafter_init(struct drafter *drafter, const struct profile *profile,
		  enum register_format format, char separator)
{
	*drafter = (struct drafter){
		.profile = profile,
		.separator = separator,
		.does_line_divide = format != FORMAT_RUNNING && format != FORMAT_LIST,
	};
}

void drafter_done(struct drafter *drafter)
{
	arena_done(&drafter->arena);
	problems_done(&drafter->problems);
	text_done(&drafter->cell);
	text_done(&drafter->stripped);
	text_done(&drafter->note);
	text_done(&drafter->notes);
}

void drafter_begin(struct drafter *drafter, const struct record *record, const struct shape *shape,
		   const char *name)
{
	arena_reset(&drafter->arena);
	if (drafter->problems.count > 0)
		problems_clear(&drafter->problems);
	text_clear(&drafter->notes);
	drafter->record = record;
	drafter->shape = shape;
	drafter->name = name;
	drafter->error = 0;
}

const char *draft_keep(struct drafter *drafter, size_t column, enum cells_form form)
{
	const struct cell *cell = cells_at(drafter->record, column);
	const char *kept;

	if (cell->length == 0 || drafter->error != 0 || cells_is_nothing(cell))
		return NULL;
	kept = cells_keep(cell, form, &drafter->cell, &drafter->arena);
	if (kept == NULL)
		drafter->error = -ENOMEM;
	return kept;
}

static const char *keep_role(struct drafter *drafter, enum role role, enum cells_form form)
{
	return draft_keep(drafter, shape_column(drafter->shape, role), form);
}

/* ---- type --------------------------------------------------------------------------------- */

/* What can stand between two types. "and" joins words of one type too, but for "MoU and …". */
static const struct divider {
	const char *text;
	bool needs_word; /* one word before it */
} dividers[] = {
	{", ", false}, {"; ", false},	{" / ", false}, {"/", false},  {" + ", false},
	{",", false},  {" and ", true}, {" & ", true},	{" и ", true},
};

/* An abbreviation in front of another type: "MOU Cooperation Agreement". */
static const char *behind_abbreviation(const char *type)
{
	size_t length = strcspn(type, " ");

	if (length < 2 || length > 4 || type[length] == '\0' || type[length - 1] < 'A' ||
	    type[length - 1] > 'Z')
		return NULL;
	return type[length + 1] >= 'A' && type[length + 1] <= 'Z' ? type + length + 1 : NULL;
}

/* Whether a type is cut in two types there; then readings are both. */
static bool are_types(struct drafter *drafter, const char *type, size_t length, const char *rest,
		      const char *readings[static 2])
{
	char *first;

	if (length == 0 || *rest == '\0' || !casting_is_type(rest, drafter->profile))
		return false;
	first = arena_copy_n(&drafter->arena, type, length);
	if (first == NULL) {
		drafter->error = -ENOMEM;
		return false;
	}
	readings[0] = first;
	readings[1] = rest;
	return casting_is_type(first, drafter->profile);
}

static void check_types(struct drafter *drafter, const char *type)
{
	const char *readings[2], *rest = behind_abbreviation(type);
	bool is_several =
		rest != NULL && are_types(drafter, type, (size_t)(rest - type - 1), rest, readings);

	for (size_t i = 0; i < sizeof(dividers) / sizeof(dividers[0]) && !is_several; i++) {
		const struct divider *divider = &dividers[i];
		const char *at = strstr(type, divider->text);

		if (at != NULL && (!divider->needs_word || strchr(type, ' ') == at))
			is_several = are_types(drafter, type, (size_t)(at - type),
					       at + strlen(divider->text), readings);
	}
	if (!is_several)
		return;
	complaints_add(drafter, PROBLEM_WARNING, shape_column(drafter->shape, ROLE_TYPE),
		       "several_types",
		       "\"%s\": several types in one cell are kept as one; give each agreement a "
		       "row of its own, or settle which type it is",
		       cells_excerpt(type).text);
	complaints_ask(drafter, ROLE_TYPE, readings[0], readings[1]);
}

static void read_type(struct drafter *drafter, struct agreement *agreement)
{
	agreement->type = keep_role(drafter, ROLE_TYPE, CELLS_NAME);
	if (agreement->type == NULL) {
		agreement->type = drafter->profile->defaults.type;
		return;
	}
	agreement->type_raw = keep_role(drafter, ROLE_TYPE, CELLS_RAW);
	if (strpbrk(agreement->type, " ,;/") != NULL)
		check_types(drafter, agreement->type);
}

/* ---- link and note ------------------------------------------------------------------------ */

static bool is_address(const char *text)
{
	return strpbrk(text, " \t\"<>") == NULL && strchr(text, '.') != NULL &&
	       strchr(text, '@') == NULL;
}

/* The first link of the columns for it, else of any cell. */
static const char *read_link(struct drafter *drafter)
{
	const struct record *record = drafter->record;
	size_t column = shape_column(drafter->shape, ROLE_LINK);
	const struct cell *cell = cells_at(record, column);
	const char *text;

	for (size_t i = 0; cell->link == NULL && i < record->cell_count; i++) {
		if (i < INTAKE_COLUMNS_MAX && record->cells[i].link != NULL)
			cell = &record->cells[i];
	}
	text = draft_keep(drafter, column, CELLS_NAME);
	if (text != NULL && is_address(text))
		return text;
	if (cell->link == NULL)
		return NULL;
	text = arena_copy(&drafter->arena, cell->link);
	if (text == NULL)
		drafter->error = -ENOMEM;
	return text;
}

static void add_note(struct drafter *drafter, const char *note)
{
	if (note == NULL)
		return;
	if (drafter->notes.length > 0)
		text_add(&drafter->notes, "; ");
	text_add(&drafter->notes, note);
}

/* The columns of notes, and what was set apart in the partners' names. */
static const char *read_note(struct drafter *drafter)
{
	const struct casting *casting = &drafter->shape->casting;
	const char *note;

	add_note(drafter, keep_role(drafter, ROLE_NOTE, CELLS_NAME));
	for (size_t i = 0; i < casting->further_count; i++) {
		if (casting->further[i].role == ROLE_NOTE)
			add_note(drafter,
				 draft_keep(drafter, casting->further[i].column, CELLS_NAME));
	}
	if (drafter->notes.length == 0 && !text_failed(&drafter->notes))
		return NULL;
	note = text_failed(&drafter->notes)
		       ? NULL
		       : arena_copy(&drafter->arena, text_string(&drafter->notes));
	if (note == NULL)
		drafter->error = -ENOMEM;
	return note;
}

/* ---- all of it ---------------------------------------------------------------------------- */

int draft_read(struct drafter *drafter, const char *country, const char *caption,
	       struct draft *ret_draft)
{
	struct draft draft = {.agreement = {.state = STATE_ACTIVE, .known_on = DAY_NONE}};
	struct agreement *agreement = &draft.agreement;

	complaints_of_record(drafter);
	draft_partners(drafter, country, caption, agreement);
	agreement->row = keep_role(drafter, ROLE_NUMBER, CELLS_RAW);
	agreement->registration_number = keep_role(drafter, ROLE_REGISTRATION_NUMBER, CELLS_NAME);
	read_type(drafter, agreement);
	agreement->owner = keep_role(drafter, ROLE_OWNER, CELLS_NAME);
	if (agreement->owner == NULL)
		agreement->owner = drafter->profile->defaults.owner;
	agreement->link = read_link(drafter);
	draft_times(drafter, &draft);
	agreement->note = read_note(drafter);
	if (drafter->error == 0)
		*ret_draft = draft;
	return drafter->error;
}
