#include "intake/orders.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/time/validity.h"

/* ---- rows --------------------------------------------------------------------------------- */

static void count_undecided(struct shape_undecided *undecided, const struct record *record,
			    size_t column, const struct date *date, const char *text)
{
	if (undecided->count++ > 0)
		return;
	undecided->place = record_place(record, column);
	undecided->text = cells_excerpt(text);
	undecided->day_first = date->day_first;
	undecided->month_first = date->month_first;
}

/* Whether a date can be two days, and only the order of its column says which. */
static bool is_open(const struct date *date)
{
	return vague_is_known(date->day_first) && vague_is_known(date->month_first) &&
	       !vague_equal(date->day_first, date->month_first);
}

static void add_date(struct shape_dates *dates, const struct record *record, size_t column,
		     const struct date *date, const char *text)
{
	unsigned int line = record->lines == 1 ? record->line : record_place(record, column).line;

	date_column_add(&dates->column, date, text, line);
	if (is_open(date))
		count_undecided(date->is_dotted ? &dates->dotted : &dates->plain, record, column,
				date, text);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A year that stands first leaves nothing to decide: "2021-03-12". */
static bool starts_with_year(const struct cell *cell)
{
	size_t digits = 0;

	while (digits < cell->length && is_digit(cell->text[digits]))
		digits++;
	return digits == 4 && cell->length <= 10;
}

static void add_cell(struct shape_dates *dates, const struct record *record, size_t column,
		     const struct profile *profile)
{
	struct cell cell = cells_trim(&record->cells[column]);
	struct validity validity;

	/* A real date of a spreadsheet and a text without a small number decide nothing. */
	if (cell.length < 6 || cell.form == CELL_DATE || starts_with_year(&cell))
		return;
	validity = validity_read(cell.text, cell.length, profile);
	for (size_t i = 0; i < validity.date_count; i++) {
		const struct validity_date *date = &validity.dates[i];
		char text[DATE_CELL_SIZE];
		size_t length = text_cut(cell.text + date->start, date->length, sizeof(text) - 1);

		memcpy(text, cell.text + date->start, length);
		text[length] = '\0';
		add_date(dates, record, column, &date->date, text);
	}
}

void orders_add(struct shape *shape, const struct record *record, const struct profile *profile)
{
	if (profile->order != ORDER_NONE)
		return;
	for (size_t time = 0; time < SHAPE_TIMES; time++) {
		size_t column = shape_time_column(shape, (enum shape_time)time);

		if (column < record->cell_count && column < INTAKE_COLUMNS_MAX)
			add_cell(&shape->dates[time], record, column, profile);
	}
}

/* ---- columns ------------------------------------------------------------------------------ */

static int say_order(const struct shape_dates *dates, struct arena *arena,
		     struct register_column *column)
{
	/* Dates with dots alone are read day first. */
	enum date_order order =
		dates->order != ORDER_NONE ? dates->order : date_column_used_order(&dates->column);
	bool is_month_first = order == ORDER_MONTH_DAY;
	size_t cells = is_month_first ? dates->column.month_day : dates->column.day_month;

	if (order != ORDER_DAY_MONTH && order != ORDER_MONTH_DAY)
		return 0;
	column->date_order = is_month_first ? "month/day" : "day/month";
	if (cells == 0)
		return 0;
	column->date_order_cells = cells;
	column->date_order_line =
		is_month_first ? dates->column.month_day_line : dates->column.day_month_line;
	column->date_order_cell = arena_copy(arena, is_month_first ? dates->column.month_day_cell
								   : dates->column.day_month_cell);
	return column->date_order_cell == NULL ? -ENOMEM : 0;
}

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

/* The question that a column leaves open. */
static int ask(const struct shape *shape, const struct shape_dates *dates, size_t column,
	       const char *name, struct problems *problems)
{
	bool is_both = dates->order == ORDER_BOTH;
	size_t count = dates->plain.count + (is_both ? dates->dotted.count : 0);
	const struct shape_undecided *first = &dates->plain;
	char why[128] = "no date of the column says which";
	char day_first[DAY_TEXT_SIZE], month_first[DAY_TEXT_SIZE];
	int result;

	if (count == 0)
		return 0;
	if (first->count == 0 ||
	    (is_both && dates->dotted.count > 0 && dates->dotted.place.line < first->place.line))
		first = &dates->dotted;
	if (is_both)
		snprintf(why, sizeof(why), "line %u is day first, line %u month first",
			 dates->column.day_month_line, dates->column.month_day_line);
	result = problems_add(
		problems, PROBLEM_ERROR, name, first->place.line, first->place.column,
		"ambiguous_dates",
		"%s: \"%s\" can be %s or %s, and %s; %zu %s written as YYYY-MM-DD, or until a "
		"profile says \"dates: {order: day/month}\", or month/day",
		shape_heading(shape, column).text, first->text.text,
		say_date(first->day_first).text, say_date(first->month_first).text, why, count,
		count == 1 ? "date is left out until it is" : "dates are left out until they are");
	if (result < 0)
		return result;
	return problems_ask(problems, role_name(shape->casting.columns[column].role),
			    vague_format(first->day_first, day_first),
			    vague_format(first->month_first, month_first));
}

int orders_decide(struct shape *shape, const struct profile *profile, const char *name,
		  struct arena *arena, struct problems *problems)
{
	for (size_t time = 0; time < SHAPE_TIMES; time++) {
		size_t column = shape_time_column(shape, (enum shape_time)time);
		struct shape_dates *dates = &shape->dates[time];
		int result;

		dates->order = profile->order != ORDER_NONE ? profile->order
							    : date_column_order(&dates->column);
		if (column >= shape->casting.column_count)
			continue;
		result = say_order(dates, arena, &shape->casting.columns[column]);
		if (result == 0 && dates->order != ORDER_DAY_MONTH &&
		    dates->order != ORDER_MONTH_DAY)
			result = ask(shape, dates, column, name, problems);
		if (result < 0)
			return result;
	}
	return 0;
}
