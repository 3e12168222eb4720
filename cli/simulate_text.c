#include "cli/simulate.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/display.h"
#include "cli/explain.h"
#include "cli/table.h"
#include "cli/view.h"
#include "core/cleanup.h"
#include "message/words.h"

/* A longer calendar is shown when it is asked for. */
#define CALENDAR_MAX 400

/* How many agreements of a message are named. */
#define NAMED_MAX 2

static void add_recipient(struct table *table, enum style style, const struct course_place *place)
{
	CLEANUP(text_done) struct text recipient = {0};

	course_place_words(&recipient, place);
	table_add(table, style, text_string(&recipient));
	if (text_failed(&recipient))
		table->failed = true;
}

/* ---- the calendar ---------------------------------------------------------------------------- */

static void explain_entry(struct text *out, const struct course_entry *entry)
{
	switch (entry->step.kind) {
	case STEP_RESUMES:
		text_add(out, "what was put off comes back");
		return;
	case STEP_ESCALATES:
		text_add(out, "nobody has responded");
		return;
	case STEP_RENEWED:
		text_add(out, "a new term was recorded");
		return;
	case STEP_BEFORE:
	case STEP_AFTER:
	case STEP_WINDOW_OPENS:
	case STEP_WINDOW_CLOSES:
		explain_step(out, explain_deadline(entry->kind, entry->agreement->notice),
			     entry->step, DAY_NONE);
		return;
	}
}

static void add_what(struct text *out, const struct course *course,
		     const struct course_message *message)
{
	static const char *const openings[] = {
		[DELIVERY_REMINDER] = "",
		[DELIVERY_INTAKE] = "had passed before renewd knew of them: ",
		[DELIVERY_GAP] = "after a long gap, what the next run will send: ",
		[DELIVERY_TROUBLE] = "",
		[DELIVERY_DIGEST] = "the digest",
	};
	size_t named = message->entry_count > NAMED_MAX ? NAMED_MAX : message->entry_count;

	if (message->kind == DELIVERY_INTAKE && message->entry_count == 0)
		text_add(out, "problems of registers");
	else
		text_add(out, openings[message->kind]);
	for (size_t i = 0; i < named; i++) {
		const struct course_entry *entry = &course->entries[message->first_entry + i];

		text_add(out, i == 0 ? "" : "; ");
		view_partners(out, entry->agreement);
		if (message->kind != DELIVERY_REMINDER)
			continue;
		text_add(out, ": ");
		explain_entry(out, entry);
		explain_late(out, entry->late_days);
	}
	if (message->entry_count > named)
		text_addf(out, "; and %zu more", message->entry_count - named);
}

static void add_message(struct table *table, const struct course *course,
			const struct course_message *message)
{
	const struct course_place *place = &course->places[message->place];
	CLEANUP(text_done) struct text what = {0};
	char day[DAY_TEXT_SIZE];

	add_what(&what, course, message);
	table_add(table, STYLE_PLAIN, day_format(message->day, day));
	add_recipient(table, STYLE_PLAIN, place);
	table_add(table, STYLE_PLAIN, place->address.channel);
	table_addf(table, STYLE_PLAIN, "%zu", message->agreements);
	table_add(table, STYLE_DIM, text_string(&what));
	if (text_failed(&what))
		table->failed = true;
}

enum exit_status simulate_print_calendar(const struct simulate *simulate,
					 const struct course *course)
{
	static const struct table_column columns[] = {
		{"DAY", ALIGN_LEFT, 0, 0},     {"RECIPIENT", ALIGN_LEFT, 12, 0},
		{"CHANNEL", ALIGN_LEFT, 6, 3}, {"AGREEMENTS", ALIGN_RIGHT, 0, 2},
		{"WHAT", ALIGN_LEFT, 16, 1},
	};
	CLEANUP(table_done) struct table table;
	int result;

	table_init(&table, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < course->message_count; i++)
		add_message(&table, course, &course->messages[i]);
	result = table_print(&table, &simulate->cli->out);
	return result == 0 ? EXIT_DONE : cli_failed("writing", result);
}

/* ---- the counts ------------------------------------------------------------------------------ */

enum style simulate_add_month(struct table *table, const struct course_place *place,
			      const struct course_range *range, size_t month)
{
	enum style style = month == SIZE_MAX ? STYLE_HEADING : STYLE_PLAIN;
	char text[MONTH_TEXT_SIZE];

	add_recipient(table, style, place);
	table_add(table, style, place->address.channel);
	table_add(table, style, month == SIZE_MAX ? "all" : simulate_month(range, month, text));
	return style;
}

static void add_count(struct table *table, const struct course *course,
		      const struct course_count *counts, size_t place, size_t month)
{
	struct course_count count = simulate_count(course, counts, place, month);
	enum style style;

	if (count.messages == 0)
		return;
	style = simulate_add_month(table, &course->places[place], &course->range, month);
	table_addf(table, style, "%zu", count.messages);
	table_addf(table, style, "%zu", count.reminders);
}

static void add_place(struct table *table, const struct course *course,
		      const struct course_count *counts, size_t place)
{
	size_t months = course_months(&course->range);

	for (size_t month = 0; month < months; month++)
		add_count(table, course, counts, place, month);
	add_count(table, course, counts, place, SIZE_MAX);
}

enum exit_status simulate_print_counts(const struct simulate *simulate)
{
	static const struct table_column columns[] = {
		{"RECIPIENT", ALIGN_LEFT, 12, 0}, {"CHANNEL", ALIGN_LEFT, 6, 1},
		{"MONTH", ALIGN_LEFT, 0, 0},	  {"MESSAGES", ALIGN_RIGHT, 0, 0},
		{"REMINDERS", ALIGN_RIGHT, 0, 0},
	};
	const struct course *course = &simulate->course;
	CLEANUP(free_memory) struct course_count *counts = course_counts(course);
	CLEANUP(table_done) struct table table;
	int result;

	table_init(&table, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; counts != NULL && i < course->place_count; i++)
		add_place(&table, course, counts, i);
	result = counts == NULL ? -ENOMEM : table_print(&table, &simulate->cli->out);
	return result == 0 ? EXIT_DONE : cli_failed("counting", result);
}

/* ---- sentences ------------------------------------------------------------------------------- */

static enum exit_status write_line(const struct simulate *simulate, const struct text *line)
{
	CLEANUP(text_done) struct text harmless = {0};

	display_add(&harmless, text_string(line));
	text_add_char(&harmless, '\n');
	if (text_failed(line) || text_failed(&harmless))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&simulate->cli->out, &harmless);
	return EXIT_DONE;
}

static enum exit_status print_blank(const struct simulate *simulate)
{
	const struct text nothing = {0};

	return write_line(simulate, &nothing);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void add_totals(struct text *line, const struct course *course)
{
	text_addf(line, "%zu run%s would send %zu message%s with %zu reminder%s", course->runs,
		  plural(course->runs), course->message_count, plural(course->message_count),
		  course->notices, plural(course->notices));
}

static enum exit_status print_summary(const struct simulate *simulate)
{
	const struct course *course = &simulate->course;
	CLEANUP(text_done) struct text line = {0};

	text_add(&line, "From ");
	words_weekday(&line, course->range.from);
	text_add(&line, " to ");
	words_weekday(&line, course->range.to);
	text_add(&line, ": ");
	add_totals(&line, course);
	text_addf(&line, " about %zu agreement%s.", course->agreements, plural(course->agreements));
	if (simulate->has_other) {
		text_addf(&line, " With %s: ", simulate->other_path);
		add_totals(&line, &simulate->other);
		text_add_char(&line, '.');
	}
	if (course->range.is_past)
		text_add(&line, " Played as if renewd had known then what the store holds now.");
	return write_line(simulate, &line);
}

static enum exit_status print_busiest(const struct simulate *simulate, const struct course *course)
{
	CLEANUP(text_done) struct text line = {0};
	struct course_count count;
	struct day day = course_busiest(course, &count);

	if (day_is_none(day))
		return EXIT_DONE;
	text_add(&line, "The busiest day is ");
	words_weekday(&line, day);
	text_addf(&line, ": %zu message%s with %zu reminder%s.", count.messages,
		  plural(count.messages), count.reminders, plural(count.reminders));
	return write_line(simulate, &line);
}

static int say(void *context, const char *sentence)
{
	const struct simulate *simulate = context;
	CLEANUP(text_done) struct text line = {0};

	text_add(&line, sentence);
	return write_line(simulate, &line) == EXIT_DONE ? 0 : -ENOMEM;
}

/* What is odd about a course, and its busiest day. */
static enum exit_status print_findings(const struct simulate *simulate, const struct course *course)
{
	enum exit_status status = print_busiest(simulate, course);
	struct simulate copy = *simulate;
	int result = status == EXIT_DONE ? course_remarks(course, say, &copy) : 0;

	return result == 0 ? status : cli_failed("writing", result);
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The calendar, or that it is too long to be shown unasked. */
static enum exit_status print_calendar(const struct simulate *simulate, const struct course *course)
{
	CLEANUP(text_done) struct text line = {0};
	enum exit_status status;

	if (course->message_count == 0 || simulate->with_counts_alone)
		return EXIT_DONE;
	status = print_blank(simulate);
	if (status != EXIT_DONE)
		return status;
	if (simulate->with_calendar || course->message_count <= CALENDAR_MAX)
		return simulate_print_calendar(simulate, course);
	text_addf(&line, "The calendar has %zu lines: --calendar shows it.", course->message_count);
	return write_line(simulate, &line);
}

static enum exit_status print_one(const struct simulate *simulate)
{
	enum exit_status status = print_calendar(simulate, &simulate->course);

	if (simulate->course.message_count == 0)
		return print_findings(simulate, &simulate->course);
	if (status == EXIT_DONE)
		status = print_blank(simulate);
	if (status == EXIT_DONE)
		status = simulate_print_counts(simulate);
	if (status == EXIT_DONE)
		status = print_blank(simulate);
	return status == EXIT_DONE ? print_findings(simulate, &simulate->course) : status;
}

/* Of two courses the calendars are shown when they are asked for. */
static enum exit_status print_both(const struct simulate *simulate)
{
	CLEANUP(text_done) struct text head = {0};
	enum exit_status status = EXIT_DONE;

	text_addf(&head, "With %s:", simulate->other_path);
	if (simulate->with_calendar)
		status = print_calendar(simulate, &simulate->course);
	if (status == EXIT_DONE && simulate->with_calendar && simulate->other.message_count > 0)
		status = print_blank(simulate);
	if (status == EXIT_DONE && simulate->with_calendar)
		status = write_line(simulate, &head);
	if (status == EXIT_DONE && simulate->with_calendar)
		status = print_calendar(simulate, &simulate->other);
	if (status == EXIT_DONE)
		status = print_blank(simulate);
	if (status == EXIT_DONE)
		status = simulate_print_comparison(simulate);
	if (status == EXIT_DONE)
		status = print_blank(simulate);
	if (status == EXIT_DONE)
		status = print_findings(simulate, &simulate->course);
	if (status == EXIT_DONE)
		status = write_line(simulate, &head);
	return status == EXIT_DONE ? print_findings(simulate, &simulate->other) : status;
}

enum exit_status simulate_print_text(const struct simulate *simulate)
{
	enum exit_status status = print_summary(simulate);

	if (status != EXIT_DONE)
		return status;
	return simulate->has_other ? print_both(simulate) : print_one(simulate);
}
