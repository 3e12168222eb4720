#include "tests/intake/registering.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct taken taken;

/* For what is read next. */
static struct year_day academic_year;

int forget(void **state)
{
	(void)state;
	register_close(taken.reader);
	source_close(taken.source);
	problems_done(&taken.problems);
	arena_done(&taken.arena);
	taken = (struct taken){0};
	return 0;
}

/* ---- copying what only lasts until the next record ---------------------------------------- */

static char *copy(const char *text)
{
	char *copied = arena_copy(&taken.arena, text);

	if (text != NULL && copied == NULL)
		fail_msg("no memory for a copy");
	return copied;
}

static struct draft copy_draft(const struct draft *draft)
{
	const struct agreement *from = &draft->agreement;
	struct draft to = *draft;
	struct partner *partners =
		arena_take_array(&taken.arena, from->partner_count, sizeof(*partners));
	struct term *terms = arena_take_array(&taken.arena, from->term_count, sizeof(*terms));

	assert_non_null(partners);
	assert_non_null(terms);
	for (size_t i = 0; i < from->partner_count; i++) {
		partners[i].name = copy(from->partners[i].name);
		partners[i].city = copy(from->partners[i].city);
		partners[i].country = copy(from->partners[i].country);
		partners[i].country_raw = copy(from->partners[i].country_raw);
	}
	memcpy(terms, from->terms, from->term_count * sizeof(*terms));
	to.agreement.partners = partners;
	to.agreement.terms = terms;
	to.agreement.row = copy(from->row);
	to.agreement.registration_number = copy(from->registration_number);
	to.agreement.type = copy(from->type);
	to.agreement.type_raw = copy(from->type_raw);
	to.agreement.owner = copy(from->owner);
	to.agreement.last_day_raw = copy(from->last_day_raw);
	to.agreement.link = copy(from->link);
	to.agreement.note = copy(from->note);
	to.signed_unread = copy(draft->signed_unread);
	to.last_day_unread = copy(draft->last_day_unread);
	return to;
}

/* ---- reading ------------------------------------------------------------------------------ */

static void keep_problems(const struct register_record *record)
{
	for (size_t i = 0; i < record->problem_count; i++) {
		const struct problem *problem = &record->problems[i];

		assert_int_equal(problems_add(&taken.problems, problem->level, problem->file,
					      problem->line, problem->column, problem->code, "%s",
					      problem->text),
				 0);
		assert_int_equal(problems_ask(&taken.problems, problem->field, problem->readings[0],
					      problem->readings[1]),
				 0);
	}
}

#define RECORDS_MAX 5000

static int keep_records(void)
{
	struct register_record record;
	int result;

	taken.records = arena_take_array(&taken.arena, RECORDS_MAX, sizeof(*taken.records));
	taken.drafts = arena_take_array(&taken.arena, RECORDS_MAX, sizeof(struct draft *));
	assert_non_null(taken.records);
	assert_non_null(taken.drafts);
	while ((result = register_next(taken.reader, &record)) == 1) {
		struct taken_record *kept = &taken.records[taken.record_count];

		assert_in_range(taken.record_count, 0, RECORDS_MAX - 1);
		taken.record_count++;
		kept->record = record;
		kept->record.text = copy(record.text);
		if (record.draft != NULL) {
			kept->draft = copy_draft(record.draft);
			kept->record.draft = &kept->draft;
			taken.drafts[taken.draft_count++] = &kept->draft;
		}
		keep_problems(&record);
	}
	return result;
}

static int take(const struct profile *profile)
{
	const struct register_options options = {.profile = profile,
						 .academic_year = academic_year};
	int result = register_open(taken.source, &options, &taken.problems, &taken.reader);

	if (result != 0)
		return result;
	taken.facts = register_facts(taken.reader);
	return keep_records();
}

int read_text_as(const char *text, const struct profile *profile)
{
	int result;

	forget(NULL);
	result = source_of(text, strlen(text), "list.csv", &taken.problems, &taken.source);
	return result != 0 ? result : take(profile);
}

int read_text(const char *text)
{
	return read_text_as(text, NULL);
}

int read_text_in(const char *text, struct year_day starts)
{
	int result;

	academic_year = starts;
	result = read_text(text);
	academic_year = (struct year_day){0};
	return result;
}

int read_file(const char *path, const struct profile *profile)
{
	char whole[1024];
	int result;

	forget(NULL);
	snprintf(whole, sizeof(whole), "%s/%s", RENEWD_SOURCE_DIR, path);
	result = source_open(whole, &taken.problems, &taken.source);
	return result != 0 ? result : take(profile);
}

/* ---- questions ---------------------------------------------------------------------------- */

/* The first problem with that code, or NULL. */
static const struct problem *problem_of(const char *code)
{
	for (size_t i = 0; i < taken.problems.count; i++) {
		if (strcmp(taken.problems.items[i].code, code) == 0)
			return &taken.problems.items[i];
	}
	return NULL;
}

size_t count_problems(const char *code)
{
	size_t count = 0;

	for (size_t i = 0; i < taken.problems.count; i++)
		count += strcmp(taken.problems.items[i].code, code) == 0;
	return count;
}

void assert_problem(const char *code, enum problem_level level, unsigned int line,
		    unsigned int column)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL)
		fail_msg("no problem %s", code);
	assert_string_equal(problem->file, "list.csv");
	assert_int_equal(problem->level, level);
	assert_int_equal(problem->line, line);
	assert_int_equal(problem->column, column);
}

void assert_says(const char *code, const char *words)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL || strstr(problem->text, words) == NULL)
		fail_msg("%s does not say \"%s\": %s", code, words,
			 problem == NULL ? "none" : problem->text);
}

static void assert_text(const char *is, const char *wanted)
{
	if (is == NULL || wanted == NULL)
		assert_true(is == wanted);
	else
		assert_string_equal(is, wanted);
}

void assert_asks(const char *code, const char *field, const char *first, const char *second)
{
	const struct problem *problem = problem_of(code);

	if (problem == NULL)
		fail_msg("no problem %s", code);
	assert_text(problem->field, field);
	assert_text(problem->readings[0], first);
	assert_text(problem->readings[1], second);
}

const struct agreement *draft(size_t index)
{
	if (index >= taken.draft_count)
		fail_msg("no draft %zu: there are %zu", index, taken.draft_count);
	return &taken.drafts[index]->agreement;
}

void assert_last_day(size_t index, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(agreement_current_term(draft(index))->last_day, text),
			    wanted);
}

size_t count_kind(enum agreement_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < taken.draft_count; i++)
		count += draft(i)->kind == kind;
	return count;
}

enum line_kind kind_of_line(unsigned int line)
{
	for (size_t i = 0; i < taken.record_count; i++) {
		if (taken.records[i].record.line == line)
			return taken.records[i].record.kind;
	}
	fail_msg("no record starts on line %u", line);
	return LINE_PROBLEM;
}

size_t count_lines(enum line_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < taken.record_count; i++)
		count += taken.records[i].record.kind_lines[kind];
	return count;
}

const struct register_column *column_of(enum role role)
{
	const struct register_table *table = &taken.facts->tables[0];

	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].role == role)
			return &table->columns[i];
	}
	fail_msg("no column is the %s", role_words(role));
	return NULL;
}
