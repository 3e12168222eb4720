#include "intake/running/running.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "core/text.h"
#include "intake/limits.h"
#include "intake/reader.h"
#include "intake/running/running_cells.h"
#include "intake/running/running_cut.h"
#include "intake/running/running_plan.h"
#include "intake/time/validity.h"

#define LIKELY_BYTES (256 * 1024) /* of a text that are looked at for whether it is running */
#define LIKELY_ROWS  3

struct running {
	struct reader_base base;
	struct arena arena; /* the text and its plan */
	struct arena row;   /* what the record given last points to */
	struct running_plan plan;
	size_t size;		/* of the source */
	size_t length;		/* of the text */
	size_t line;		/* that the next record starts on */
	size_t stretch;		/* of the second table: the next one */
	struct running_cut cut; /* of the layout */
	size_t said_until;	/* the first line about which nothing was said yet */
};

static struct running *running_of(struct reader *reader)
{
	return (struct running *)(void *)reader;
}

static const struct running *running_of_const(const struct reader *reader)
{
	return (const struct running *)(const void *)reader;
}

/* How many lines from the next one on are of no row. */
static size_t lines_between(const struct running *running)
{
	const struct running_text *text = &running->plan.text;
	const struct running_heading *heading = &running->plan.heading;
	size_t end = running->line;

	while (end < text->line_count && text->kinds[end] != LINE_ROW &&
	       (text->marks[end] & RUNNING_CAPTION) == 0 &&
	       !(heading->is_found && end == heading->line))
		end++;
	return end - running->line;
}

static void give_cell(struct record *record, const char *text, size_t length, size_t line,
		      unsigned int column)
{
	record->cells[record->cell_count++] = (struct cell){.text = text,
							    .length = length,
							    .line = (unsigned int)line + 1,
							    .column = column + 1};
}

static void give_heading(const struct running *running, struct record *record)
{
	const struct running_heading *heading = &running->plan.heading;

	for (size_t i = 0; i < heading->count; i++) {
		const struct running_column *column = &heading->columns[i];
		size_t length = 0;

		while (column->heading[length] != '\0')
			length++;
		give_cell(record, column->heading, length, column->line, column->start);
	}
}

static void give_caption(const struct running *running, struct record *record)
{
	struct running_piece piece =
		running_text_trim(running_text_line(&running->plan.text, running->line));

	give_cell(record, piece.text, piece.length, running->line, 0);
}

/* Says what somebody should look at in a row, in the first pass. */
static int say_doubts(struct running *running, unsigned int doubts)
{
	static const struct {
		enum running_doubt doubt;
		const char *code;
		const char *text;
	} table[] = {
		{RUNNING_NO_COUNTRY, "unknown_country",
		 "no country that is known stands where its column is: what it may be is taken as "
		 "part of the name beside it"},
		{RUNNING_UNORDERED, "unordered_dates",
		 "a date stands behind the latest one, which is taken as the last day: look which "
		 "of them it is"},
		{RUNNING_LONG, "too_many_cells",
		 "this row has more words than a row can have: the last ones are not read; look "
		 "whether other rows stand within it"},
		{RUNNING_UNDIVIDED, "undivided_columns",
		 "the cells of this row cannot be told apart for sure: a name holds the row's "
		 "number or a date; look at each of them, or save the register as a spreadsheet"},
	};
	const char *name = source_name(running->base.source);

	if (running->line < running->said_until)
		return 0;
	running->said_until = running->line + 1;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if ((doubts & table[i].doubt) != 0 &&
		    problems_add(running->base.problems, PROBLEM_WARNING, name,
				 (unsigned int)running->line + 1, 0, table[i].code, "%s",
				 table[i].text) != 0)
			return -ENOMEM;
	}
	return 0;
}

static bool has_whole_date(const struct running_cell *cell, const struct profile *profile)
{
	struct validity validity = validity_read(cell->text, cell->length, profile);

	for (size_t i = 0; i < validity.date_count; i++) {
		const struct date *date = &validity.dates[i].date;

		if (date->day_first.precision == PRECISION_DAY ||
		    date->month_first.precision == PRECISION_DAY)
			return true;
	}
	return false;
}

/* Whether a cell starts with a number, and the number's own cell is empty. */
static bool has_number_of(const struct running_heading *heading, const struct running_cell *cells,
			  size_t column)
{
	size_t number = running_heading_column(heading, ROLE_NUMBER);
	const char *text = cells[column].text;

	return number < heading->count && cells[number].length == 0 &&
	       running_text_number(text, strcspn(text, " ")) > 0;
}

/* Whether a row was cut where cells do not end: a name has a date or the row's number in it. */
static bool holds_another(const struct running_plan *plan, const struct running_cell *cells,
			  const struct profile *profile)
{
	const struct running_heading *heading = &plan->heading;

	for (size_t i = 0; i < heading->count; i++) {
		enum role role = heading->columns[i].role;

		if (role != ROLE_PARTNER && role != ROLE_CITY && role != ROLE_OWNER)
			continue;
		if (has_whole_date(&cells[i], profile) ||
		    (role == ROLE_PARTNER && has_number_of(heading, cells, i)))
			return true;
	}
	return false;
}

static int give_row(struct running *running, struct record *record)
{
	struct running_plan *plan = &running->plan;
	struct running_cell cells[RUNNING_COLUMNS_MAX];
	unsigned int doubts = 0;
	int r;

	arena_reset(&running->row);
	if (plan->has_layout) {
		r = running_cut_row(&running->cut, &plan->layout, &plan->text, running->line,
				    record->lines, &plan->heading, &running->row, cells, &doubts);
	} else {
		struct running_tokens tokens;

		running_tokens_take(&plan->text, running->line, record->lines, &plan->side,
				    &running->stretch, &tokens);
		r = running_cells_cut(&tokens, plan->rows.is_numbered, &plan->heading,
				      running->base.profile, &running->row, cells, &doubts, NULL);
	}
	if (r != 0)
		return r;
	if (holds_another(plan, cells, running->base.profile))
		doubts |= RUNNING_UNDIVIDED;
	for (size_t i = 0; i < plan->heading.count; i++)
		give_cell(record, cells[i].text, cells[i].length,
			  cells[i].length > 0 ? cells[i].line : running->line, cells[i].column);
	return say_doubts(running, doubts);
}

static int running_next(struct reader *reader, struct record *ret_record)
{
	struct running *running = running_of(reader);
	struct running_text *text = &running->plan.text;
	const struct running_heading *heading = &running->plan.heading;
	size_t line = running->line, lines = lines_between(running);
	struct running_piece piece;
	int r = 0;

	if (line >= text->line_count)
		return 0;
	ret_record->kind = RECORD_FURNITURE;
	ret_record->part = 0;
	ret_record->cell_count = 0;
	if (lines == 0 && (text->marks[line] & RUNNING_CAPTION) != 0) {
		ret_record->kind = RECORD_CAPTION;
		lines = 1;
	} else if (lines == 0 && text->kinds[line] == LINE_ROW) {
		ret_record->kind = RECORD_CELLS;
		lines = running_rows_lines(text, line);
	} else if (lines == 0) {
		ret_record->kind = RECORD_HEADING;
		lines = heading->lines;
	}
	piece = running_text_lines(text, line, lines);
	ret_record->line = (unsigned int)line + 1;
	ret_record->lines = (unsigned int)lines;
	ret_record->text = piece.text;
	ret_record->length = piece.length;
	ret_record->line_kinds = text->kinds + line;
	if (ret_record->kind == RECORD_CAPTION)
		give_caption(running, ret_record);
	else if (ret_record->kind == RECORD_HEADING)
		give_heading(running, ret_record);
	else if (ret_record->kind == RECORD_CELLS)
		r = give_row(running, ret_record);
	running->line += lines;
	return r != 0 ? r : 1;
}

static int running_rewind(struct reader *reader)
{
	struct running *running = running_of(reader);

	running->line = 0;
	running->stretch = 0;
	running->cut = (struct running_cut){.page = 0};
	return 0;
}

static const char *running_part_name(const struct reader *reader, unsigned int part)
{
	(void)reader;
	(void)part;
	return NULL;
}

static int64_t running_done(const struct reader *reader)
{
	const struct running *running = running_of_const(reader);
	double share = running->length == 0 ? 1.0
					    : (double)running->plan.text.starts[running->line] /
						      (double)running->length;

	return (int64_t)(share * (double)running->size);
}

static void running_close(struct reader *reader)
{
	struct running *running = running_of(reader);

	if (running == NULL)
		return;
	arena_done(&running->arena);
	arena_done(&running->row);
	free(running);
}

static void close_running(struct running **place)
{
	running_close((struct reader *)(void *)*place);
}

static const struct reader_format format = {
	.format = FORMAT_RUNNING,
	.next = running_next,
	.rewind = running_rewind,
	.part_name = running_part_name,
	.done = running_done,
	.close = running_close,
};

static const char *reason(const struct running_plan *plan)
{
	if (plan->has_layout)
		return "text in columns, apart by blanks";
	if (plan->rows.is_numbered)
		return "lines start with ascending numbers";
	return "lines end with dates";
}

static int refuse(const struct running *running, const char *code, const char *text)
{
	int r = problems_add(running->base.problems, PROBLEM_ERROR,
			     source_name(running->base.source), 0, 0, code, "%s", text);

	return r != 0 ? r : READER_REFUSED;
}

static int make_plan(struct running *running, const char *text)
{
	struct running_plan *plan = &running->plan;
	int r = running_plan_make(text, running->length, running->base.profile, &running->arena,
				  plan);

	if (r < 0)
		return r;
	if (r > 0)
		return refuse(running, "too_many_rows",
			      "the text has too many lines: split it into several files");
	if (plan->rows.count == 0 || (!plan->heading.is_found && !plan->has_row_words))
		return refuse(running, "no_heading",
			      "no rows of a table are found in this text: name its columns in a "
			      "profile, or save the register as a spreadsheet");
	if (plan->rows.count > REGISTER_ROWS_MAX)
		return refuse(running, "too_many_rows",
			      "the text has too many rows: split it into several files");
	running->base.format_reason = reason(plan);
	return running_plan_check(plan, source_name(running->base.source), running->base.problems);
}

int running_open(struct source *source, const struct profile *profile, struct problems *problems,
		 struct reader **ret_reader)
{
	static const struct profile nothing;
	CLEANUP(close_running) struct running *running = calloc(1, sizeof(*running));
	char *text;
	int r;

	if (running == NULL)
		return -ENOMEM;
	running->base = (struct reader_base){.format = &format,
					     .source = source,
					     .problems = problems,
					     .profile = profile != NULL ? profile : &nothing};
	running->size = (size_t)source_size(source);
	r = source_text(source, running->base.profile->encoding, &running->arena, problems, &text,
			&running->length, &running->base.encoding, &running->base.encoding_reason);
	if (r == 0)
		r = make_plan(running, text);
	if (r != 0)
		return r > 0 ? READER_REFUSED : r;
	*ret_reader = (struct reader *)(void *)running;
	running = NULL;
	return 0;
}

int running_is_likely(const char *text, size_t length, const struct profile *profile)
{
	static const struct profile nothing;
	CLEANUP(arena_done) struct arena arena = {0};
	struct running_plan plan;
	int r;

	length = text_cut(text, length, LIKELY_BYTES);
	r = running_plan_make(text, length, profile != NULL ? profile : &nothing, &arena, &plan);
	if (r != 0)
		return r < 0 ? r : 0;
	return plan.rows.count >= LIKELY_ROWS && plan.has_row_words &&
	       (plan.rows.is_numbered || plan.heading.is_found);
}
