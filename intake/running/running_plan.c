#include "intake/running/running_plan.h"

#include <errno.h>
#include <limits.h>

#include "intake/limits.h"
#include "intake/running/running_cells.h"
#include "intake/running/running_pages.h"
#include "intake/time/validity.h"
#include "intake/words/countries.h"

#define SAMPLE 40 /* rows that are cut to find out the order of columns without headings */

/* Orders of columns, tried when there is no heading line. */
static const struct order {
	size_t count;
	enum role roles[6];
} orders[] = {
	{6, {ROLE_NUMBER, ROLE_PARTNER, ROLE_COUNTRY, ROLE_TYPE, ROLE_SIGNED, ROLE_LAST_DAY}},
	{5, {ROLE_NUMBER, ROLE_PARTNER, ROLE_COUNTRY, ROLE_SIGNED, ROLE_LAST_DAY}},
	{6, {ROLE_NUMBER, ROLE_COUNTRY, ROLE_PARTNER, ROLE_TYPE, ROLE_SIGNED, ROLE_LAST_DAY}},
	{5, {ROLE_NUMBER, ROLE_COUNTRY, ROLE_PARTNER, ROLE_SIGNED, ROLE_LAST_DAY}},
	{6, {ROLE_NUMBER, ROLE_PARTNER, ROLE_TYPE, ROLE_COUNTRY, ROLE_SIGNED, ROLE_LAST_DAY}},
	{6, {ROLE_NUMBER, ROLE_TYPE, ROLE_PARTNER, ROLE_COUNTRY, ROLE_SIGNED, ROLE_LAST_DAY}},
	{6, {ROLE_NUMBER, ROLE_SIGNED, ROLE_PARTNER, ROLE_COUNTRY, ROLE_TYPE, ROLE_LAST_DAY}},
	{5, {ROLE_NUMBER, ROLE_PARTNER, ROLE_TYPE, ROLE_SIGNED, ROLE_LAST_DAY}},
};

/* Takes what the profile says of columns by their position. 0, or -ENOMEM. */
static int take_positions(const struct profile *profile, struct running_heading *heading)
{
	size_t last = 0;

	for (size_t i = 0; i < profile->column_count; i++) {
		const struct profile_column *column = &profile->columns[i];

		if (column->heading != NULL || column->position == 0 ||
		    column->position > RUNNING_COLUMNS_MAX)
			continue;
		if (heading->is_found && column->position > heading->count)
			continue;
		heading->columns[column->position - 1].role = column->role;
		if (column->position > last)
			last = column->position;
	}
	for (size_t i = heading->count; i < last; i++)
		heading->columns[i].heading = "";
	if (last > heading->count)
		heading->count = last;
	return 0;
}

static void take_order(const struct order *order, struct running_heading *heading)
{
	heading->count = order->count;
	for (size_t i = 0; i < order->count; i++)
		heading->columns[i] =
			(struct running_column){.heading = "", .role = order->roles[i]};
}

/* How well an order of columns explains the first rows. 0, or -ENOMEM. */
static int weigh_order(const struct running_plan *plan, const struct profile *profile,
		       long *ret_worth)
{
	struct running_cell cells[RUNNING_COLUMNS_MAX];
	struct running_tokens tokens;
	struct arena arena = {0};
	size_t stretch = 0, rows = 0;
	long sum = 0;
	int r = 0;

	for (size_t i = 0; i < plan->text.line_count && rows < SAMPLE && r == 0; i++) {
		int worth = 0;

		if (plan->text.kinds[i] != LINE_ROW)
			continue;
		rows++;
		running_tokens_take(&plan->text, i, running_rows_lines(&plan->text, i), &plan->side,
				    &stretch, &tokens);
		r = running_cells_cut(&tokens, plan->rows.is_numbered, &plan->heading, profile,
				      &arena, cells, NULL, &worth);
		sum += worth;
		arena_reset(&arena);
	}
	arena_done(&arena);
	*ret_worth = sum;
	return r;
}

/* Supposes the columns of a table without headings. 0, or -ENOMEM. */
static int suppose_columns(struct running_plan *plan, const struct profile *profile)
{
	const struct order *best = &orders[0];
	long most = LONG_MIN;

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		long worth;

		take_order(&orders[i], &plan->heading);
		if (weigh_order(plan, profile, &worth) != 0)
			return -ENOMEM;
		if (worth > most) {
			most = worth;
			best = &orders[i];
		}
	}
	take_order(best, &plan->heading);
	return 0;
}

/* Whether the words of a row hold a date or a country's name. */
static bool says_something(const struct running_text *text, size_t line,
			   const struct profile *profile)
{
	size_t lines = running_rows_lines(text, line);

	for (size_t i = line; i < line + lines; i++) {
		struct running_piece piece = running_text_trim(running_text_line(text, i));
		struct country_found found;
		struct validity validity;

		if (piece.length > RUNNING_JOINED_MAX)
			continue;
		validity = validity_read(piece.text, piece.length, profile);
		if (validity.date_count > 0 ||
		    country_find_in(piece.text, piece.length, COUNTRY_FIRST, &found))
			return true;
	}
	return false;
}

static bool rows_say_something(const struct running_plan *plan, const struct profile *profile)
{
	size_t rows = 0, said = 0;

	for (size_t i = 0; i < plan->text.line_count && rows < SAMPLE; i++) {
		if (plan->text.kinds[i] != LINE_ROW)
			continue;
		rows++;
		said += says_something(&plan->text, i, profile);
	}
	return rows > 0 && said * 2 >= rows;
}

int running_plan_make(const char *bytes, size_t length, const struct profile *profile,
		      struct arena *arena, struct running_plan *ret_plan)
{
	struct running_plan plan = {.has_layout = false};
	struct running_heading *heading = &plan.heading;
	int r = running_text_index(&plan.text, bytes, length, arena);

	if (r != 0)
		return r;
	running_pages_strip(&plan.text, profile);
	if (running_heading_find(&plan.text, profile, arena, heading) != 0 ||
	    running_pages_mark(&plan.text, heading, profile) != 0)
		return -ENOMEM;
	take_positions(profile, heading);
	plan.has_layout = heading->is_aligned && running_layout_is_likely(&plan.text);
	if (plan.has_layout &&
	    running_layout_find(&plan.text, heading, profile, arena, &plan.layout) != 0)
		return -ENOMEM;
	if (running_rows_find(&plan.text, heading, plan.has_layout ? &plan.layout : NULL, profile,
			      arena, &plan.rows) != 0)
		return -ENOMEM;
	if (!plan.has_layout &&
	    running_side_find(&plan.text, heading->is_found ? heading->line + heading->lines : 0,
			      heading, arena, &plan.side) != 0)
		return -ENOMEM;
	if (heading->count == 0 && suppose_columns(&plan, profile) != 0)
		return -ENOMEM;
	plan.has_row_words = rows_say_something(&plan, profile);
	*ret_plan = plan;
	return 0;
}

static int check_number(const struct running_number *before, const struct running_number *number,
			const char *name, struct problems *problems)
{
	if (number->number == before->number)
		return problems_add(problems, PROBLEM_WARNING, name, number->line + 1, 0,
				    "duplicate_number",
				    "two rows have the number %u: look at this one and at line %u",
				    number->number, before->line + 1);
	if (number->number > before->number + 1)
		return problems_add(
			problems, PROBLEM_WARNING, name, number->line + 1, 0, "missing_number",
			"between the rows %u and %u a number is missing: look whether "
			"another row stands within row %u, from line %u on",
			before->number, number->number, before->number, before->line + 1);
	return 0;
}

/* Whether cells of a role can be any text, so that nothing tells where they end. */
static bool is_any_text(enum role role)
{
	return role == ROLE_PARTNER || role == ROLE_CITY || role == ROLE_OWNER ||
	       role == ROLE_NOTE || role == ROLE_NONE;
}

/* Says which neighbouring columns cannot be told apart where they do not stand in columns. */
static int check_columns(const struct running_plan *plan, const char *name,
			 struct problems *problems)
{
	const struct running_column *columns = plan->heading.columns;
	int r = 0;

	for (size_t i = 1; !plan->has_layout && i < plan->heading.count && r == 0; i++) {
		if (!is_any_text(columns[i - 1].role) || !is_any_text(columns[i].role))
			continue;
		r = problems_add(problems, PROBLEM_WARNING, name, (unsigned int)columns[i].line + 1,
				 0, "undivided_columns",
				 "nothing in this text parts \"%s\" from \"%s\": cells of one "
				 "can end up in the other; take the text out of the PDF with its "
				 "columns (pdftotext -layout)",
				 columns[i - 1].heading, columns[i].heading);
	}
	return r;
}

int running_plan_check(const struct running_plan *plan, const char *name, struct problems *problems)
{
	const struct running_numbers *numbers = &plan->rows.numbers;
	int r = plan->heading.is_found ? check_columns(plan, name, problems) : 0;

	for (size_t i = 1; plan->rows.is_numbered && i < numbers->count && r == 0; i++)
		r = check_number(&numbers->items[i - 1], &numbers->items[i], name, problems);
	return r;
}
