#include "intake/text/records.h"

#include <errno.h>
#include <stdbool.h>

#include "intake/text/split.h"

#define BLANK_LINES_MAX 16   /* between a record and where it goes on */
#define JOINED_MAX	32   /* records that are joined to one */
#define PIECE_MAX	4096 /* bytes of a line that is one piece of a cell */

static struct split split_of(const struct records *records)
{
	return (struct split){records->view.text, records->view.length, records->view.is_whole,
			      records->separator};
}

enum look { LOOK_NOTHING, LOOK_FOUND, LOOK_MORE };

/*
 * Whether the line at `at` may go on with a record of so many cells: not when it starts with a
 * filled cell and others behind it, as rows do, while the record has all of its own.
 */
static enum look look_at(const struct records *records, size_t at, size_t cell_count)
{
	const struct view *view = &records->view;
	const char *text = view->text + at;
	size_t n = 0;

	if (text[0] == records->separator || cell_count < records->table.width)
		return LOOK_FOUND;
	while (at + n < view->length && split_line_end(text + n, view->length - at - n) == 0) {
		if (text[n] == records->separator || n > PIECE_MAX)
			return LOOK_NOTHING;
		n++;
	}
	return at + n == view->length && !view->is_whole ? LOOK_MORE : LOOK_FOUND;
}

/* Goes from `at` to where the next line starts that is not blank, and looks there. */
static enum look look_on(const struct records *records, size_t *at, size_t cell_count)
{
	const struct view *view = &records->view;

	for (int blank = 0; blank <= BLANK_LINES_MAX; blank++) {
		size_t n;

		if (*at - view->start > INTAKE_LINE_MAX)
			return LOOK_NOTHING;
		if (view->length - *at < 2 && !view->is_whole)
			return LOOK_MORE;
		if (*at == view->length)
			return LOOK_NOTHING;
		n = split_line_end(view->text + *at, view->length - *at);
		if (n == 0)
			return look_at(records, *at, cell_count);
		*at += n;
	}
	return LOOK_NOTHING;
}

/* Counts the line ends in the view from `from` to `to`. */
static unsigned int count_lines(const struct records *records, size_t from, size_t to)
{
	unsigned int lines = 0;

	while (from < to) {
		size_t n = split_line_end(records->view.text + from, to - from);

		lines += n > 0;
		from += n > 0 ? n : 1;
	}
	return lines;
}

/* Says what each line of a record is that goes on in later lines. False when memory is short. */
static bool set_line_kinds(struct records *records, struct record *record)
{
	enum line_kind *kinds = arena_take_array(&records->arena, record->lines, sizeof(*kinds));
	const char *at = record->text;
	const char *end = at + record->length;

	if (kinds == NULL)
		return false;
	for (unsigned int i = 0; i < record->lines; i++) {
		const char *start = at;

		while (at < end && split_line_end(at, (size_t)(end - at)) == 0)
			at++;
		kinds[i] = i == 0 ? LINE_ROW : at == start ? LINE_BLANK : LINE_CONTINUATION;
		at += split_line_end(at, (size_t)(end - at));
	}
	record->line_kinds = kinds;
	return true;
}

/* Says of each cell where it stands. */
static void place_cells(struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		struct place place = record_place(record, i);

		record->cells[i].line = place.line;
		record->cells[i].column = place.column;
	}
}

/* Adds the record that starts at `at` to the one before it. */
static int join(struct records *records, struct record *record, struct split_rest *rest, size_t at,
		const struct split_rest *after_rest, struct joint joint)
{
	struct record *after = &records->after;

	after->line = record->line + record->lines + count_lines(records, rest->next, at);
	if (after_rest->has_doubled && !split_undouble(after, after_rest, &records->arena))
		return -ENOMEM;
	place_cells(after);
	if (!joint_join(record, after, joint, &records->arena))
		return -ENOMEM;
	record->lines = after->line + after->lines - record->line;
	record->length = (size_t)(after->text + after->length - record->text);
	rest->next = after_rest->next;
	return 0;
}

enum joining { JOINING_DONE, JOINING_NONE, JOINING_MORE };

/* Joins one record that this one goes on with: an enum joining, or negative errno. */
static int join_next(struct records *records, struct record *record, struct split_rest *rest)
{
	struct split split = split_of(records);
	struct split_rest after_rest;
	size_t at = rest->next;
	enum look look = look_on(records, &at, record->cell_count);
	enum split_result result;
	struct joint joint;

	if (look != LOOK_FOUND)
		return look == LOOK_MORE ? JOINING_MORE : JOINING_NONE;
	result = split_record(&split, at, &records->after, &after_rest);
	if (result == SPLIT_MORE)
		return JOINING_MORE;
	if (result != SPLIT_RECORD || after_rest.next - records->view.start > INTAKE_LINE_MAX ||
	    !joint_find(record, &records->after, &records->table, &joint))
		return JOINING_NONE;
	return join(records, record, rest, at, &after_rest, joint) < 0 ? -ENOMEM : JOINING_DONE;
}

/* Joins what the record goes on with. SPLIT_MORE: more must be seen to know; or negative errno. */
static int join_all(struct records *records, struct record *record, struct split_rest *rest)
{
	unsigned int lines = record->lines;
	int result = JOINING_DONE;

	for (int i = 0; i < JOINED_MAX && record->cell_count >= 2 && result == JOINING_DONE; i++)
		result = join_next(records, record, rest);
	if (result < 0 || result == JOINING_MORE)
		return result < 0 ? result : SPLIT_MORE;
	if (record->lines > lines && !set_line_kinds(records, record))
		return -ENOMEM;
	return SPLIT_RECORD;
}

static bool is_blank(const struct record *record)
{
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		if (!split_is_blank(&record->cells[i]))
			return false;
	}
	return true;
}

/* Takes the record at the start of the view: an enum split_result, or negative errno. */
static int take_record(struct records *records, struct record *record, struct split_rest *rest)
{
	struct split split = split_of(records);
	enum split_result result = split_record(&split, records->view.start, record, rest);

	if (result != SPLIT_RECORD)
		return (int)result;
	arena_reset(&records->arena);
	record->part = 0;
	record->line = records->lines + 1;
	record->line_kinds = NULL;
	if (rest->has_doubled && !split_undouble(record, rest, &records->arena))
		return -ENOMEM;
	if (record->lines > 1)
		place_cells(record);
	record->kind = is_blank(record) ? RECORD_FURNITURE : RECORD_CELLS;
	return record->kind == RECORD_CELLS ? join_all(records, record, rest) : SPLIT_RECORD;
}

int records_next(struct records *records, struct record *ret_record)
{
	struct view *view = &records->view;

	for (;;) {
		struct split_rest rest;
		int result = SPLIT_MORE;

		if (view->start < view->length)
			result = take_record(records, ret_record, &rest);
		else if (view->is_whole)
			return 0;
		if (result == SPLIT_TOO_LONG)
			return RECORDS_TOO_LONG;
		if (result == SPLIT_RECORD) {
			view->start = rest.next;
			records->lines += ret_record->lines;
			return 1;
		}
		if (result == SPLIT_MORE)
			result = view_more(view);
		if (result < 0)
			return result;
	}
}

void records_rewind(struct records *records)
{
	view_clear(&records->view);
	records->lines = 0;
}

void records_done(struct records *records)
{
	view_done(&records->view);
	arena_done(&records->arena);
}
