/*
 * Whatever a keeper imports: every line of it is in one record, reading it again says the same, and
 * every draft says only what can be kept: no control character, no date that is none.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const char *text, size_t max)
{
	if (text == NULL)
		return;
	must(text[0] != '\0' && strlen(text) <= max);
	must(text_is_utf8(text, strlen(text)) && !text_has_control(text));
}

static void check_partner(const struct partner *partner)
{
	must(partner->name != NULL);
	check_text(partner->name, INTAKE_CELL_MAX);
	check_text(partner->city, INTAKE_CELL_MAX);
	check_text(partner->country_raw, INTAKE_CELL_MAX);
	must(partner->country == NULL || strlen(partner->country) == 2);
}

static void check_terms(const struct agreement *agreement)
{
	const struct term *last = agreement_current_term(agreement);

	must(agreement->term_count >= 1 && agreement->term_count <= AGREEMENT_TERMS_MAX);
	for (size_t i = 0; i < agreement->term_count; i++)
		must(agreement->terms[i].seq == (int)i);
	must(agreement->kind != KIND_FIXED || vague_is_known(last->last_day));
	must(agreement->kind != KIND_TERM || (last->length.n > 0 && vague_is_known(last->start)));
	must((agreement->kind != KIND_OPEN_ENDED && agreement->kind != KIND_UNKNOWN) ||
	     (last->length.n == 0 && !vague_is_known(last->last_day)));
	must(agreement->kind != KIND_OPEN_ENDED || agreement->renewal == RENEWAL_NONE);
}

static void check_agreement(const struct agreement *agreement)
{
	check_text(agreement->row, INTAKE_CELL_MAX);
	check_text(agreement->registration_number, INTAKE_CELL_MAX);
	check_text(agreement->type, INTAKE_CELL_MAX);
	check_text(agreement->type_raw, INTAKE_CELL_MAX);
	check_text(agreement->owner, INTAKE_CELL_MAX);
	check_text(agreement->last_day_raw, 2 * INTAKE_CELL_MAX + 2);
	check_text(agreement->note, SIZE_MAX);
	must(agreement->partner_count <= AGREEMENT_PARTNERS_MAX);
	for (size_t i = 0; i < agreement->partner_count; i++)
		check_partner(&agreement->partners[i]);
	check_terms(agreement);
}

static void check_problems(const struct register_record *record)
{
	for (size_t i = 0; i < record->problem_count; i++) {
		const struct problem *problem = &record->problems[i];

		must(problem->code != NULL && problem->text != NULL);
		must(problem->line == 0 || (problem->line >= record->line &&
					    problem->line < record->line + record->lines));
	}
}

/* What a pass counts. */
struct counts {
	size_t records, rows, problems;
	unsigned int lines;
};

static void check_record(const struct register_record *record, struct counts *counts)
{
	unsigned int lines = 0;

	/* Each record starts behind the one before it, or a sheet begins. */
	must(record->line == counts->lines + 1 || record->line == 1);
	for (size_t kind = 0; kind < LINE_KINDS; kind++)
		lines += record->kind_lines[kind];
	must(lines == record->lines);
	must((record->kind == LINE_ROW) == (record->draft != NULL));
	must(record->kind != LINE_PROBLEM || record->problem_count > 0);
	must(text_is_utf8(record->text, strlen(record->text)));
	if (record->draft != NULL)
		check_agreement(&record->draft->agreement);
	check_problems(record);
	counts->records++;
	counts->rows += record->draft != NULL;
	counts->problems += record->problem_count;
	counts->lines = record->line + record->lines - 1;
}

static struct counts read_all(struct register_reader *reader)
{
	struct counts counts = {0};
	struct register_record record;
	int result;

	while ((result = register_next(reader, &record)) == 1)
		check_record(&record, &counts);
	must(result == 0);
	return counts;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(register_closep) struct register_reader *reader = NULL;
	struct counts first, second;
	int result = source_of((const char *)bytes, length, "register", &problems, &source);

	if (result == 0)
		result = register_open(source, NULL, &problems, &reader);
	must(result == 0 || (result == 1 && problems.errors > 0));
	if (result != 0)
		return 0;
	first = read_all(reader);
	must(first.rows == register_facts(reader)->row_count);
	must(register_rewind(reader) == 0);
	second = read_all(reader);
	must(memcmp(&first, &second, sizeof(first)) == 0);
	return 0;
}
