/* Two courses beside each other. */
#include "cli/simulate.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/table.h"
#include "core/cleanup.h"

struct comparison {
	const struct simulate *simulate;
	const struct course_count *counts;
	const struct course_count *others;
	struct table *table;
};

/* "+3", "-18"; nothing where there is no difference. */
static void add_change(struct table *table, size_t before, size_t after)
{
	long long change = (long long)after - (long long)before;

	if (change == 0)
		table_add(table, STYLE_PLAIN, NULL);
	else
		table_addf(table, change > 0 ? STYLE_WARNING : STYLE_GOOD, "%+lld", change);
}

static void add_counts(struct table *table, enum style style, struct course_count count,
		       struct course_count other)
{
	table_addf(table, style, "%zu", count.messages);
	table_addf(table, style, "%zu", other.messages);
	add_change(table, count.messages, other.messages);
	table_addf(table, style, "%zu", count.reminders);
	table_addf(table, style, "%zu", other.reminders);
	add_change(table, count.reminders, other.reminders);
}

static void add_month(const struct comparison *comparison, const struct simulate_place *place,
		      size_t month)
{
	const struct simulate *simulate = comparison->simulate;
	struct course_count count =
		simulate_count(&simulate->course, comparison->counts, place->index, month);
	struct course_count other =
		simulate_count(&simulate->other, comparison->others, place->other, month);

	if (count.messages > 0 || other.messages > 0)
		add_counts(comparison->table,
			   simulate_add_month(comparison->table, place->place,
					      &simulate->course.range, month),
			   count, other);
}

static void add_place(const struct comparison *comparison, const struct simulate_place *place)
{
	size_t months = course_months(&comparison->simulate->course.range);

	for (size_t month = 0; month < months; month++)
		add_month(comparison, place, month);
	add_month(comparison, place, SIZE_MAX);
}

static int print(const struct simulate *simulate, const struct course_count *counts,
		 const struct course_count *others)
{
	static const struct table_column columns[] = {
		{"RECIPIENT", ALIGN_LEFT, 12, 0}, {"CHANNEL", ALIGN_LEFT, 6, 1},
		{"MONTH", ALIGN_LEFT, 0, 0},	  {"MESSAGES", ALIGN_RIGHT, 0, 0},
		{"WITH FILE", ALIGN_RIGHT, 0, 0}, {"CHANGE", ALIGN_RIGHT, 0, 0},
		{"REMINDERS", ALIGN_RIGHT, 0, 0}, {"WITH FILE", ALIGN_RIGHT, 0, 0},
		{"CHANGE", ALIGN_RIGHT, 0, 0},
	};
	CLEANUP(table_done) struct table table;
	const struct comparison comparison = {simulate, counts, others, &table};
	CLEANUP(free_memory) struct simulate_place *places = NULL;
	size_t count;

	table_init(&table, columns, sizeof(columns) / sizeof(columns[0]));
	places = simulate_places(simulate, &count);
	if (places == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		add_place(&comparison, &places[i]);
	return table_print(&table, &simulate->cli->out);
}

enum exit_status simulate_print_comparison(const struct simulate *simulate)
{
	CLEANUP(free_memory) struct course_count *counts = course_counts(&simulate->course);
	CLEANUP(free_memory) struct course_count *others = course_counts(&simulate->other);
	int result = counts == NULL || others == NULL ? -ENOMEM : print(simulate, counts, others);

	return result == 0 ? EXIT_DONE : cli_failed("counting", result);
}
