#include "intake/findings.h"

#include <errno.h>

#include "core/cleanup.h"
#include "core/text.h"

/* ---- a status that ends agreements -------------------------------------------------------- */

/* Words for an agreement that is over; "terminated by us" starts with one too. */
static const char *const over_words[] = {
	"terminated*",	 "cancelled*",	  "canceled*",	 "expired*",   "ended*",      "withdrawn*",
	"void*",	 "inactive*",	  "closed*",	 "annulled*",  "lapsed*",     "not active*",
	"not valid*",	 "invalid*",	  "расторгнут*", "прекращен*", "прекращён*",  "истек*",
	"истёк*",	 "недейств*",	  "закрыт*",	 "аннулир*",   "feshedil*",   "sona erdi*",
	"iptal*",	 "süresi doldu*", "geçersiz*",	 "bitib*",     "ləğv*",	      "xitam*",
	"мерзімі өтті*", "тоқтатылды*",	  "цуцал*",	 "дууссан*",   "beendet*",    "gekündigt*",
	"abgelaufen*",	 "expiré*",	  "résilié*",	 "vencido*",   "rescindido*",
};

/* Words by which a remark says so, wherever they stand in it. */
static const char *const over_remarks[] = {
	"*terminated*", "*cancelled*", "*canceled*", "*withdrawn*", "*расторгнут*", "*прекращен*",
	"*прекращён*",	"*feshedil*",  "*iptal *",   "*iptal",	    "*ləğv ed*",    "*тоқтатылды*",
	"*цуцал*",	"*gekündigt*", "*beendet*",  "*résilié*",   "*rescindido*", "*rozwiązan*",
};

/* Takes in what one cell says of an agreement that is over. */
static int add_cell(struct shape_status *over, const struct record *record, size_t column,
		    const char *const *words, size_t count, struct text *scratch)
{
	const struct cell *cell = cells_at(record, column);

	if (cells_is_nothing(cell))
		return 0;
	(void)cells_text(cell, CELLS_NAME, scratch);
	if (text_failed(scratch))
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		if (!text_matches(words[i], text_string(scratch)))
			continue;
		if (over->cells++ == 0) {
			over->column = column;
			over->place = record_place(record, column);
			over->text = cells_excerpt(text_string(scratch));
		}
		break;
	}
	return 0;
}

static int add_note(struct shape *shape, const struct record *record, size_t column,
		    struct text *scratch)
{
	return add_cell(&shape->over_note, record, column, over_remarks,
			sizeof(over_remarks) / sizeof(over_remarks[0]), scratch);
}

int findings_add(struct shape *shape, const struct record *record, struct text *scratch)
{
	const struct casting *casting = &shape->casting;
	int result = add_cell(&shape->over, record, shape_column(shape, ROLE_STATUS), over_words,
			      sizeof(over_words) / sizeof(over_words[0]), scratch);

	if (result == 0)
		result = add_note(shape, record, shape_column(shape, ROLE_NOTE), scratch);
	for (size_t i = 0; i < casting->further_count && result == 0; i++) {
		if (casting->further[i].role == ROLE_NOTE)
			result = add_note(shape, record, casting->further[i].column, scratch);
	}
	return result;
}

static int check_status(const struct shape *shape, const struct shape_status *over,
			const char *name, struct problems *problems)
{
	if (over->cells == 0)
		return 0;
	return problems_add(
		problems, PROBLEM_WARNING, name, over->place.line, over->place.column,
		"status_not_read",
		"\"%s\" is not read, though %zu %s, as \"%s\" here: what ended early is watched "
		"until its last day; write the day on which it ended as its last day",
		shape_heading(shape, over->column).text, over->cells,
		over->cells == 1 ? "cell says that an agreement is over"
				 : "cells say that agreements are over",
		over->text.text);
}

/* ---- columns that are missing ------------------------------------------------------------- */

/* Roles that a register should have a column for. */
static const struct {
	enum role roles[2]; /* either will do */
	const char *code;
	const char *text;
} wanted[] = {
	{{ROLE_LAST_DAY, ROLE_TERM},
	 "no_last_day_column",
	 "no column says the last day, so that none is known; call one \"Valid until\""},
	{{ROLE_SIGNED, ROLE_EFFECTIVE},
	 "no_signing_column",
	 "no column says the signing date, so that no term counts from it; call one \"Signed\""},
	{{ROLE_OWNER, ROLE_OWNER},
	 "no_owner_column",
	 "no column says the owner, so that only the keeper is told; call one \"Owner\""},
};

/* What the profile gives where there is no column. */
static bool has_default(const struct profile *profile, enum role role)
{
	return (role == ROLE_OWNER && profile->defaults.owner != NULL) ||
	       (role == ROLE_LAST_DAY && profile->defaults.term.n > 0);
}

/* Tables that lack the same column are told of once. */
static int check_wanted(const struct shape *shape, const struct profile *profile, unsigned int line,
			const char *name, unsigned int *told, struct problems *problems)
{
	int result = 0;

	/* A list of partners has no columns that could be added. */
	if (shape->is_fixed)
		return 0;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]) && result >= 0; i++) {
		const enum role *roles = wanted[i].roles;

		if (shape_column(shape, roles[0]) != NO_COLUMN ||
		    shape_column(shape, roles[1]) != NO_COLUMN || has_default(profile, roles[0]) ||
		    (*told & 1u << i) != 0)
			continue;
		*told |= 1u << i;
		result = problems_add(problems, PROBLEM_WARNING, name, line, 0, wanted[i].code,
				      "%s", wanted[i].text);
	}
	return result;
}

/* ---- orders that differ ------------------------------------------------------------------- */

/* Says why a column is read in its order. */
static void add_reason(struct text *out, const struct register_column *column)
{
	if (column->date_order_cells == 0)
		text_add(out, "as dates with dots are");
	else
		text_addf(out, "line %u: \"%s\"", column->date_order_line, column->date_order_cell);
}

/* Two columns with dates in opposite orders: one of them may have been read wrongly. */
static int check_orders(const struct shape *shape, const struct profile *profile, const char *name,
			struct problems *problems)
{
	CLEANUP(text_done) struct text one_reason = {0}, other_reason = {0};
	const struct register_column *one, *other;

	if (profile->order != ORDER_NONE || shape_column(shape, ROLE_SIGNED) == NO_COLUMN ||
	    shape_column(shape, ROLE_LAST_DAY) == NO_COLUMN)
		return 0;
	one = &shape->casting.columns[shape_column(shape, ROLE_SIGNED)];
	other = &shape->casting.columns[shape_column(shape, ROLE_LAST_DAY)];
	/* The orders are two literals, compared by their first letters. */
	if (one->date_order == NULL || other->date_order == NULL ||
	    one->date_order[0] == other->date_order[0])
		return 0;
	add_reason(&one_reason, one);
	add_reason(&other_reason, other);
	if (text_failed(&one_reason) || text_failed(&other_reason))
		return -ENOMEM;
	return problems_add(
		problems, PROBLEM_WARNING, name,
		other->date_order_line > 0 ? other->date_order_line : one->date_order_line, 0,
		"date_orders_differ",
		"\"%s\" is read as %s (%s), but \"%s\" as %s (%s): correct the cell that is wrong, "
		"or write all dates as YYYY-MM-DD",
		cells_excerpt(one->heading).text, one->date_order, text_string(&one_reason),
		cells_excerpt(other->heading).text, other->date_order, text_string(&other_reason));
}

int findings_check(const struct shape *shape, const struct profile *profile, unsigned int line,
		   const char *name, unsigned int *told, struct problems *problems)
{
	int result = check_wanted(shape, profile, line, name, told, problems);

	if (result >= 0)
		result = check_orders(shape, profile, name, problems);
	if (result >= 0)
		result = check_status(shape, &shape->over, name, problems);
	return result < 0 ? result : check_status(shape, &shape->over_note, name, problems);
}
