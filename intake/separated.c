/*
 * Separated text, read through a view that holds the record and what must be seen to know whether
 * it goes on: the next line that is not blank. Nothing is copied but cells with doubled marks and
 * cells that were broken over lines.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "intake/decoder.h"
#include "intake/encoding.h"
#include "intake/joint.h"
#include "intake/reader.h"
#include "intake/separator.h"
#include "intake/split.h"
#include "intake/view.h"

#define BLANK_LINES_MAX 16 /* between a record and where it goes on */

struct separated {
	struct reader_base base;
	int64_t start; /* of the text in the source */
	struct decoder *decoder;
	struct view view;
	struct joint_table table;
	bool is_said;	   /* the first line says the separator */
	unsigned int line; /* of the next record */
	int ended;	   /* what next() gave last, unless it was 1 */
	bool has_ended;
	char reason[80];
	struct arena arena;  /* what the last record needs besides the view */
	struct record after; /* the one looked at to see whether the record goes on */
};

static struct separated *separated(struct reader *reader)
{
	return (struct separated *)(void *)reader;
}

static struct split split_of(const struct separated *text)
{
	return (struct split){text->view.text, text->view.length, text->view.is_whole,
			      text->base.separator};
}

static int refuse_line(struct separated *text)
{
	int result = problems_add(text->base.problems, PROBLEM_ERROR,
				  source_name(text->base.source), text->line, 0, "line_too_long",
				  "a line of more than %d bytes: this is no table with one row a "
				  "line, or a quotation mark was left open; check how it was saved",
				  INTAKE_LINE_MAX);

	return result < 0 ? result : READER_REFUSED;
}

/*
 * Finds where the next line starts that is not blank, from `at` on, if it starts with an empty cell
 * and can be part of a record that starts at view.start.
 */
enum look { LOOK_NOTHING, LOOK_FOUND, LOOK_MORE };

static enum look look_on(const struct separated *text, size_t *at)
{
	const struct view *view = &text->view;

	for (int blank = 0; blank <= BLANK_LINES_MAX; blank++) {
		size_t n;

		if (*at - view->start > INTAKE_LINE_MAX)
			return LOOK_NOTHING;
		if (view->length - *at < 2 && !view->is_whole)
			return LOOK_MORE;
		n = split_line_end(view->text + *at, view->length - *at);
		if (n == 0)
			return *at < view->length && view->text[*at] == text->base.separator
				       ? LOOK_FOUND
				       : LOOK_NOTHING;
		*at += n;
	}
	return LOOK_NOTHING;
}

/* Counts the line ends in the view from `from` to `to`. */
static unsigned int count_lines(const struct separated *text, size_t from, size_t to)
{
	unsigned int lines = 0;

	while (from < to) {
		size_t n = split_line_end(text->view.text + from, to - from);

		lines += n > 0;
		from += n > 0 ? n : 1;
	}
	return lines;
}

/* Says what each line of a record is that goes on in later lines. False when memory is short. */
static bool set_line_kinds(struct separated *text, struct record *record)
{
	enum line_kind *kinds = arena_take_array(&text->arena, record->lines, sizeof(*kinds));
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

/* Adds the record that starts at `at` to the one before it. */
static int join(struct separated *text, struct record *record, struct split_rest *rest, size_t at,
		const struct split_rest *after_rest)
{
	struct record *after = &text->after;

	after->line = record->line + record->lines + count_lines(text, rest->next, at);
	if (after_rest->has_doubled && !split_undouble(after, after_rest, &text->arena))
		return -ENOMEM;
	for (size_t i = 0; i < after->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		struct place place = record_place(after, i);

		after->cells[i].line = place.line;
		after->cells[i].column = place.column;
	}
	if (!joint_join(record, after, &text->arena))
		return -ENOMEM;
	record->lines = after->line + after->lines - record->line;
	record->length = (size_t)(after->text + after->length - record->text);
	rest->next = after_rest->next;
	return set_line_kinds(text, record) ? 0 : -ENOMEM;
}

/* Joins what the record goes on with. SPLIT_MORE: more must be seen to know; or negative errno. */
static int join_all(struct separated *text, struct record *record, struct split_rest *rest)
{
	struct split split = split_of(text);

	while (record->cell_count >= 2) {
		struct split_rest after_rest;
		enum split_result result;
		size_t at = rest->next;
		enum look look = look_on(text, &at);

		if (look == LOOK_MORE)
			return SPLIT_MORE;
		if (look == LOOK_NOTHING)
			break;
		result = split_record(&split, at, &text->after, &after_rest);
		if (result == SPLIT_MORE)
			return SPLIT_MORE;
		if (result != SPLIT_RECORD ||
		    after_rest.next - text->view.start > INTAKE_LINE_MAX ||
		    !joint_continues(record, &text->after, &text->table))
			break;
		if (join(text, record, rest, at, &after_rest) < 0)
			return -ENOMEM;
	}
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

/* Sets what the lines alone do not say. */
static int finish(struct separated *text, struct record *record, const struct split_rest *rest)
{
	if (rest->has_doubled && !split_undouble(record, rest, &text->arena))
		return -ENOMEM;
	if (is_blank(record) || (text->is_said && record->line == 1))
		record->kind = RECORD_FURNITURE;
	if (record->lines == 1)
		return 0;
	for (size_t i = 0; i < record->cell_count && i < INTAKE_COLUMNS_MAX; i++) {
		struct place place = record_place(record, i);

		record->cells[i].line = place.line;
		record->cells[i].column = place.column;
	}
	return 0;
}

/* Takes the record at the start of the view: an enum split_result, or negative errno. */
static int take_record(struct separated *text, struct record *record, struct split_rest *rest)
{
	struct split split = split_of(text);
	enum split_result result = split_record(&split, text->view.start, record, rest);
	int finished;

	if (result != SPLIT_RECORD)
		return (int)result;
	arena_reset(&text->arena);
	record->kind = RECORD_CELLS;
	record->part = 0;
	record->line = text->line;
	record->line_kinds = NULL;
	finished = finish(text, record, rest);
	if (finished < 0 || record->kind != RECORD_CELLS)
		return finished;
	return join_all(text, record, rest);
}

static int read_record(struct separated *text, struct record *record)
{
	struct view *view = &text->view;

	for (;;) {
		struct split_rest rest;
		int result = SPLIT_MORE;

		if (view->start < view->length)
			result = take_record(text, record, &rest);
		else if (view->is_whole)
			return 0;
		if (result == SPLIT_TOO_LONG)
			return refuse_line(text);
		if (result == SPLIT_RECORD) {
			view->start = rest.next;
			text->line += record->lines;
			return 1;
		}
		if (result == SPLIT_MORE)
			result = view_more(view);
		if (result < 0)
			return result;
	}
}

static int next(struct reader *reader, struct record *ret_record)
{
	struct separated *text = separated(reader);
	int result;

	if (text->has_ended)
		return text->ended;
	result = read_record(text, ret_record);
	text->ended = result;
	text->has_ended = result != 1;
	return result;
}

static int rewind_text(struct reader *reader)
{
	struct separated *text = separated(reader);

	decoder_seek(text->decoder, text->start);
	view_clear(&text->view);
	text->line = 1;
	text->has_ended = false;
	return 0;
}

static const char *part_name(const struct reader *reader, unsigned int part)
{
	(void)reader;
	(void)part;
	return NULL;
}

/* What is seen and not taken yet counts as one byte a byte, near enough. */
static int64_t done(const struct reader *reader)
{
	const struct separated *text = (const struct separated *)(const void *)reader;
	int64_t at = decoder_at(text->decoder) - (int64_t)(text->view.length - text->view.start);

	return at > text->start ? at : text->start;
}

static void close_text(struct reader *reader)
{
	struct separated *text = separated(reader);

	decoder_free(text->decoder);
	view_done(&text->view);
	arena_done(&text->arena);
	free(text);
}

static const struct reader_format format = {
	.format = FORMAT_SEPARATED,
	.next = next,
	.rewind = rewind_text,
	.part_name = part_name,
	.done = done,
	.close = close_text,
};

static int refuse_text(struct source *source, struct problems *problems)
{
	int result = problems_add(
		problems, PROBLEM_ERROR, source_name(source), 0, 0, "unsupported_format",
		"no line is separated by tabs, semicolons, bars or commas, and the "
		"profile says that all are: take the format out of the profile");

	return result < 0 ? result : READER_REFUSED;
}

static const char *separator_words(char separator)
{
	switch (separator) {
	case '\t':
		return "tabs";
	case ';':
		return "semicolons";
	case '|':
		return "bars";
	default:
		return "commas";
	}
}

static void set_reason(struct separated *text, const struct separator *separator)
{
	const char *words = separator_words(separator->character);

	if (separator->is_said)
		snprintf(text->reason, sizeof(text->reason), "the first line says so");
	else
		snprintf(text->reason, sizeof(text->reason), "most lines have %zu cells between %s",
			 separator->width, words);
	text->base.format_reason = text->reason;
}

int separated_open(struct source *source, const struct profile *profile, struct problems *problems,
		   struct reader **ret_reader)
{
	static const struct profile nothing;
	const struct encoding_found *encoding;
	struct separator separator;
	struct separated *text;
	int result;

	profile = profile != NULL ? profile : &nothing;
	result = source_encoding(source, profile->encoding, problems, &encoding);
	if (result == 0)
		result = separator_find(source, encoding, problems, &separator);
	if (result != 0)
		return result > 0 ? READER_REFUSED : result;
	if (separator.character == '\0')
		return refuse_text(source, problems);
	text = calloc(1, sizeof(*text));
	if (text == NULL)
		return -ENOMEM;
	result = decoder_new(source, encoding->encoding, encoding->start, &text->decoder);
	if (result < 0) {
		free(text);
		return result;
	}
	text->base = (struct reader_base){.format = &format,
					  .source = source,
					  .problems = problems,
					  .profile = profile,
					  .encoding = encoding->encoding->name,
					  .encoding_reason = encoding->reason,
					  .separator = separator.character};
	set_reason(text, &separator);
	text->start = encoding->start;
	text->view = view_of(text->decoder);
	text->table = (struct joint_table){separator.width, separator.partner_column};
	text->is_said = separator.is_said;
	text->line = 1;
	*ret_reader = (struct reader *)(void *)text;
	return 0;
}
