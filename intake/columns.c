#include "intake/columns.h"

#include <errno.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/cell.h"

/* What the dates of a column say about their order; NULL: it holds no dates. */
static const struct date_column *dates_of(const struct layout *layout, enum role role)
{
	if (role == ROLE_SIGNED)
		return &layout->signed_dates;
	return role == ROLE_LAST_DAY ? &layout->last_days : NULL;
}

static int keep_order(struct arena *arena, const struct date_column *dates, struct column *column)
{
	enum date_order order = date_column_used_order(dates);
	bool is_month_first = order == ORDER_MONTH_DAY;
	size_t cells = is_month_first ? dates->month_day : dates->day_month;

	if (order != ORDER_DAY_MONTH && order != ORDER_MONTH_DAY)
		return 0;
	column->date_order = is_month_first ? "month/day" : "day/month";
	if (cells == 0)
		return 0;
	column->date_order_cells = cells;
	column->date_order_line = is_month_first ? dates->month_day_line : dates->day_month_line;
	column->date_order_cell =
		arena_copy(arena, is_month_first ? dates->month_day_cell : dates->day_month_cell);
	return column->date_order_cell == NULL ? -ENOMEM : 0;
}

int columns_keep(struct intake *intake, const struct layout *layout)
{
	CLEANUP(text_done) struct text cell = {0}, folded = {0};
	size_t count = layout->roles.column_count;
	struct column *columns = arena_take_array(&intake->arena, count, sizeof(*columns));

	if (columns == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct cell heading = record_cell(&layout->heading, i);
		const struct date_column *dates = dates_of(layout, layout->roles.of[i]);

		(void)cell_text(&heading, &cell);
		cell_fold_blanks(text_string(&cell), &folded);
		if (text_failed(&cell) || text_failed(&folded))
			return -ENOMEM;
		columns[i].heading = arena_copy(&intake->arena, text_string(&folded));
		if (columns[i].heading == NULL)
			return -ENOMEM;
		columns[i].role = layout->roles.of[i];
		if (dates != NULL && keep_order(&intake->arena, dates, &columns[i]) != 0)
			return -ENOMEM;
	}
	intake->columns = columns;
	intake->column_count = count;
	return 0;
}

/* Two columns that could have one role: the keeper should know which one is read. */
static int check_rivals(struct intake *intake, const struct layout *layout, const char *name)
{
	const struct roles *roles = &layout->roles;
	int result = 0;

	for (size_t i = 0; i < roles->column_count && result >= 0; i++) {
		size_t holder = roles->column[roles->lost[i]];
		struct place place = table_place(&layout->heading, i);

		if (roles->lost[i] == ROLE_NONE || holder == ROLE_NO_COLUMN)
			continue;
		result = problems_add(
			&intake->problems, PROBLEM_WARNING, name, place.line, place.column,
			"duplicate_column", "\"%s\" could be the %s too; \"%s\" is read",
			cell_excerpt(intake->columns[i].heading).text, role_words(roles->lost[i]),
			cell_excerpt(intake->columns[holder].heading).text);
	}
	return result;
}

/* Roles that a register should have a column for. */
static const struct {
	enum role role;
	const char *code;
	const char *text;
} wanted[] = {
	{ROLE_LAST_DAY, "no_last_day_column",
	 "no column says the last day, so that none is known; call one \"Valid until\""},
	{ROLE_SIGNED, "no_signing_column",
	 "no column says the signing date, so that no term counts from it; call one \"Signed\""},
	{ROLE_OWNER, "no_owner_column",
	 "no column says the owner, so that only the keeper is told; call one \"Owner\""},
};

static int check_wanted(struct intake *intake, const struct layout *layout, const char *name)
{
	int result = 0;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]) && result >= 0; i++) {
		if (layout->roles.column[wanted[i].role] == ROLE_NO_COLUMN)
			result = problems_add(&intake->problems, PROBLEM_WARNING, name,
					      layout->heading.line, 0, wanted[i].code, "%s",
					      wanted[i].text);
	}
	return result;
}

/* Says why a column is read in its order. */
static void add_reason(struct text *out, const struct column *column)
{
	if (column->date_order_cells == 0)
		text_add(out, "as dates with dots are");
	else
		text_addf(out, "line %u: \"%s\"", column->date_order_line, column->date_order_cell);
}

/* Two columns with dates in opposite orders: one of them may have been read wrongly. */
static int check_orders(struct intake *intake, const struct layout *layout, const char *name)
{
	CLEANUP(text_done) struct text one_reason = {0}, other_reason = {0};
	const struct roles *roles = &layout->roles;
	const struct column *one, *other;

	if (roles->column[ROLE_SIGNED] == ROLE_NO_COLUMN ||
	    roles->column[ROLE_LAST_DAY] == ROLE_NO_COLUMN)
		return 0;
	one = &intake->columns[roles->column[ROLE_SIGNED]];
	other = &intake->columns[roles->column[ROLE_LAST_DAY]];
	/* The orders are two literals, compared by their first letters. */
	if (one->date_order == NULL || other->date_order == NULL ||
	    one->date_order[0] == other->date_order[0])
		return 0;
	add_reason(&one_reason, one);
	add_reason(&other_reason, other);
	if (text_failed(&one_reason) || text_failed(&other_reason))
		return -ENOMEM;
	return problems_add(
		&intake->problems, PROBLEM_WARNING, name,
		other->date_order_line > 0 ? other->date_order_line : one->date_order_line, 0,
		"date_orders_differ",
		"\"%s\" is read as %s (%s), but \"%s\" as %s (%s): correct the cell that is wrong, "
		"or write all dates as YYYY-MM-DD",
		cell_excerpt(one->heading).text, one->date_order, text_string(&one_reason),
		cell_excerpt(other->heading).text, other->date_order, text_string(&other_reason));
}

static int check_status(struct intake *intake, const struct layout *layout, const char *name)
{
	const struct status_column *over = &layout->over;

	if (over->cells == 0)
		return 0;
	return problems_add(
		&intake->problems, PROBLEM_WARNING, name, over->place.line, over->place.column,
		"status_not_read",
		"\"%s\" is not read, though %zu %s, as \"%s\" here: what ended early is watched "
		"until its last day; write the day on which it ended as its last day",
		cell_excerpt(intake->columns[layout->roles.status].heading).text, over->cells,
		over->cells == 1 ? "cell says that an agreement is over"
				 : "cells say that agreements are over",
		over->text.text);
}

int columns_check(struct intake *intake, const struct layout *layout, const char *name)
{
	int result = check_rivals(intake, layout, name);

	if (result >= 0)
		result = check_wanted(intake, layout, name);
	if (result >= 0)
		result = check_orders(intake, layout, name);
	return result < 0 ? result : check_status(intake, layout, name);
}
