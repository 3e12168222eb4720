/*
 * Whatever a keeper imports: every byte of it is in one source line, and every draft says only what
 * can be kept: no control character, no date that is none.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const char *text)
{
	if (text == NULL)
		return;
	must(text[0] != '\0' && strlen(text) <= INTAKE_CELL_MAX);
	must(text_is_utf8(text, strlen(text)) && !text_has_control(text));
}

static void check_agreement(const struct agreement *agreement)
{
	const struct term *term = agreement->terms;

	check_text(agreement->row);
	check_text(agreement->registration_number);
	check_text(agreement->type);
	check_text(agreement->type_raw);
	check_text(agreement->owner);
	check_text(agreement->last_day_raw);
	must(agreement->partner_count <= 1 && agreement->term_count == 1);
	if (agreement->partner_count == 1) {
		must(agreement->partners[0].name != NULL);
		check_text(agreement->partners[0].name);
		check_text(agreement->partners[0].city);
		check_text(agreement->partners[0].country_raw);
	}
	must((agreement->kind == KIND_FIXED) == vague_is_known(term->last_day));
	must((agreement->kind == KIND_TERM) == (term->length.n > 0));
	must(agreement->kind != KIND_TERM || vague_is_known(term->start));
}

static size_t end_of_line(const char *bytes, size_t length)
{
	if (length >= 2 && memcmp(bytes, "\r\n", 2) == 0)
		return 2;
	return length >= 1 && (bytes[0] == '\r' || bytes[0] == '\n') ? 1 : 0;
}

/* Puts the lines together again. */
static void check_lines(const struct intake *intake, const char *bytes, size_t length)
{
	unsigned int number = 1;
	size_t at = 0;

	for (size_t i = 0; i < intake->line_count; i++) {
		const struct source_line *line = &intake->lines[i];
		size_t n = strlen(line->text);

		must(line->number == number && n <= length - at);
		must(memcmp(line->text, bytes + at, n) == 0);
		number += line->lines;
		at += n;
		at += end_of_line(bytes + at, length - at);
	}
	must(at == length);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(intake_done) struct intake intake = {0};
	const char *text = (const char *)bytes;
	size_t start = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	int result = intake_parse(text, length, "register", &intake);

	must(result == 0 || (result == 1 && intake.problems.errors > 0));
	if (result != 0)
		return 0;
	check_lines(&intake, text + start, length - start);
	for (size_t i = 0; i < intake.draft_count; i++) {
		must(intake.lines[intake.drafts[i].source].kind == LINE_ROW);
		check_agreement(&intake.drafts[i].agreement);
	}
	return 0;
}
