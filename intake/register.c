#include "intake/register.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "intake/carrying.h"
#include "intake/casts.h"
#include "intake/complaints.h"
#include "intake/draft.h"
#include "intake/reader.h"
#include "intake/rows.h"
#include "intake/survey.h"

/* How often progress is told: every so many records. */
#define PROGRESS_RECORDS 1024

static const struct profile no_profile;

struct register_reader {
	struct reader *reader;
	struct register_options options;
	struct survey survey;
	struct register_facts facts;
	struct rows rows;
	struct carrying carrying;
	struct drafter drafter;
	struct record record;
	struct draft draft;
	struct text text;      /* of the record, verbatim */
	struct problems found; /* by the reader itself, in every pass anew */
	struct problems noted; /* of these, those that belong to a record, each once, by line */
	size_t next_noted;
	size_t records;
	int base_permille; /* where the pass starts */
	int result;	   /* of register_next(): 1 as long as it goes on */
};

/* ---- progress ----------------------------------------------------------------------------- */

/* Both passes are told as halves. */
static int tell_progress(void *context, size_t records)
{
	struct register_reader *reader = context;
	const struct reader_base *base = reader_base(reader->reader);
	int64_t size = source_size(base->source);
	int permille;

	if (reader->options.progress == NULL || records % PROGRESS_RECORDS != 0 || size <= 0)
		return 0;
	permille = (int)(base->format->done(reader->reader) * 500 / size);
	permille = permille < 0 ? 0 : permille > 500 ? 500 : permille;
	return reader->options.progress(reader->options.context, reader->base_permille + permille);
}

/* ---- opening ------------------------------------------------------------------------------ */

static void set_facts(struct register_reader *reader)
{
	const struct reader_base *base = reader_base(reader->reader);

	reader->facts = (struct register_facts){
		.format = base->format->format,
		.format_reason = base->format_reason,
		.encoding = base->encoding,
		.encoding_reason = base->encoding_reason,
		.separator = base->separator,
		.tables = reader->survey.facts,
		.table_count = reader->survey.tables.count,
		.row_count = reader->survey.row_count,
	};
}

static int start_second_pass(struct register_reader *reader)
{
	const struct reader_base *base = reader_base(reader->reader);

	set_facts(reader);
	rows_init(&reader->rows, reader->options.profile, reader->survey.tables.items,
		  reader->survey.tables.count);
	drafter_init(&reader->drafter, reader->options.profile, base->format->format,
		     base->separator);
	reader->drafter.academic_year = reader->options.academic_year;
	reader->base_permille = 500;
	return register_rewind(reader);
}

/* Whether a line's number says which record it is in: those of sheets start again. */
static bool has_whole_lines(const struct register_reader *reader)
{
	enum register_format format = reader_base(reader->reader)->format->format;

	return format != FORMAT_XLSX && format != FORMAT_ODS;
}

/* What the reader found with the file is told at once, what it found with a record, there. */
static int tell_found(struct register_reader *reader, bool is_open, struct problems *problems)
{
	CLEANUP(problems_done) struct problems once = {0};
	int result = survey_tell(&reader->found, &once);

	for (size_t i = 0; i < once.count && result == 0; i++) {
		const struct problem *problem = &once.items[i];
		bool is_later = is_open && problem->line > 0 && has_whole_lines(reader);

		result = survey_tell_one(problem, is_later ? &reader->noted : problems);
	}
	problems_sort(&reader->noted);
	problems_sort(problems);
	return result;
}

static int open_register(struct register_reader *reader, struct source *source,
			 struct problems *problems)
{
	int result = reader_open(source, reader->options.profile, &reader->found, &reader->reader);
	int told;

	if (result == 0)
		result = survey_make(reader->reader, reader->options.profile, tell_progress, reader,
				     problems, &reader->survey);
	told = tell_found(reader, result == 0, problems);
	if (told < 0)
		return told;
	if (result == 0)
		result = start_second_pass(reader);
	if (result <= 0)
		return result;
	return 1; /* READER_REFUSED too: a problem says why */
}

int register_open(struct source *source, const struct register_options *options,
		  struct problems *problems, struct register_reader **ret_reader)
{
	CLEANUP(register_closep) struct register_reader *reader = calloc(1, sizeof(*reader));
	int result;

	if (reader == NULL)
		return -ENOMEM;
	if (options != NULL)
		reader->options = *options;
	if (reader->options.profile == NULL)
		reader->options.profile = &no_profile;
	result = open_register(reader, source, problems);
	if (result == 0) {
		*ret_reader = reader;
		reader = NULL;
	}
	return result;
}

void register_close(struct register_reader *reader)
{
	if (reader == NULL)
		return;
	reader_close(reader->reader);
	survey_done(&reader->survey);
	rows_done(&reader->rows);
	drafter_done(&reader->drafter);
	text_done(&reader->text);
	problems_done(&reader->found);
	problems_done(&reader->noted);
	free(reader);
}

const struct register_facts *register_facts(const struct register_reader *reader)
{
	return &reader->facts;
}

/* ---- reading ------------------------------------------------------------------------------ */

/* Keeps the record's lines, with a NUL in them as U+FFFD. */
static void keep_text(struct register_reader *reader)
{
	const char *at = reader->record.text, *end = at + reader->record.length;

	text_clear(&reader->text);
	while (at < end) {
		size_t length = strnlen(at, (size_t)(end - at));

		text_add_n(&reader->text, at, length);
		at += length;
		if (at < end) {
			text_add(&reader->text, "\xef\xbf\xbd");
			at++;
		}
	}
	text_add_n(&reader->text, "", 0);
}

/* Counts the record's lines by their kinds. */
static void count_lines(const struct record *record, enum line_kind kind,
			struct register_record *out)
{
	bool is_whole = kind == LINE_FURNITURE || kind == LINE_BLANK;

	if (record->line_kinds == NULL) {
		out->kind_lines[kind] = is_whole ? record->lines : 1;
		out->kind_lines[LINE_CONTINUATION] = is_whole ? 0 : record->lines - 1;
		return;
	}
	for (unsigned int i = 0; i < record->lines; i++)
		out->kind_lines[i == 0 && !is_whole ? kind : record->line_kinds[i]]++;
}

/* Adds what the reader found with the record. */
static int add_noted(struct register_reader *reader)
{
	const struct record *record = &reader->record;
	int result = 0;

	while (reader->next_noted < reader->noted.count && result == 0) {
		const struct problem *problem = &reader->noted.items[reader->next_noted];

		if (problem->line >= record->line + record->lines)
			break;
		reader->next_noted++;
		result = survey_tell_one(problem, &reader->drafter.problems);
	}
	return result;
}

/* Makes the draft of a row, with the country of the rows above it when it names none. */
static int read_draft(struct register_reader *reader)
{
	const struct rows *rows = &reader->rows;
	struct carrying *carrying = &reader->carrying;
	int result = carrying_next(carrying, rows->table, &reader->record, &reader->drafter.cell);

	if (result < 0)
		return result;
	if (carrying->code != NULL)
		return draft_read(&reader->drafter, carrying->code, carrying->raw, &reader->draft);
	return draft_read(&reader->drafter, rows->country, rows->caption, &reader->draft);
}

/* Makes what is to be stored of the reader's record. */
static int read_record(struct register_reader *reader, struct register_record *ret_record)
{
	const struct record *record = &reader->record;
	struct drafter *drafter = &reader->drafter;
	struct rows *rows = &reader->rows;
	struct register_record out = {.line = record->line, .lines = record->lines};
	int result = rows_next(rows, record, &out.kind);

	if (result < 0)
		return result;
	drafter_begin(drafter, record, rows->table == NULL ? NULL : rows->table->shape,
		      casts_name(&reader->survey, rows->table));
	if (out.kind == LINE_ROW)
		result = read_draft(reader);
	else if (out.kind == LINE_PROBLEM)
		complaints_of_no_row(drafter);
	keep_text(reader);
	if (result == 0)
		result = drafter->error;
	if (result == 0)
		result = add_noted(reader);
	if (drafter->problems.count > 1)
		problems_sort(&drafter->problems);
	if (result < 0 || text_failed(&reader->text))
		return -ENOMEM;
	out.part = rows->table == NULL ? NULL : rows->table->name;
	out.text = text_string(&reader->text);
	out.draft = out.kind == LINE_ROW ? &reader->draft : NULL;
	out.problems = drafter->problems.items;
	out.problem_count = drafter->problems.count;
	count_lines(record, out.kind, &out);
	*ret_record = out;
	return 1;
}

static int next(struct register_reader *reader, struct register_record *ret_record)
{
	int result = reader_next(reader->reader, &reader->record);

	if (result != 1)
		return result == READER_REFUSED ? -EIO : result;
	result = tell_progress(reader, ++reader->records);
	return result != 0 ? result : read_record(reader, ret_record);
}

int register_next(struct register_reader *reader, struct register_record *ret_record)
{
	if (reader->result == 1)
		reader->result = next(reader, ret_record);
	return reader->result;
}

int register_rewind(struct register_reader *reader)
{
	int result = reader_rewind(reader->reader);

	rows_rewind(&reader->rows);
	reader->carrying = (struct carrying){0};
	reader->records = 0;
	reader->next_noted = 0;
	reader->result = result == 0 ? 1 : result;
	return result > 0 ? -EIO : result;
}
