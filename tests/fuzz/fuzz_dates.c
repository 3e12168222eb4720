/*
 * Dates, spans and steps from any text: what is read is written and read again as the same, and a
 * cell of a register means a date of the years that are believed, or nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/day.h"
#include "core/span.h"
#include "core/step.h"
#include "core/vague.h"
#include "intake/intake.h"
#include "intake/time/dates.h"
#include "intake/words/countries.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_day(const char *text)
{
	char again[DAY_TEXT_SIZE];
	struct day day;

	if (!day_parse(text, &day))
		return;
	must(strcmp(day_format(day, again), text) == 0);
	must(day_compare(day, DAY_MIN) >= 0 && day_compare(day, DAY_MAX) <= 0);
}

static void check_vague(const char *text)
{
	char again[DAY_TEXT_SIZE];
	struct vague vague;

	if (!vague_parse(text, &vague))
		return;
	must(strcmp(vague_format(vague, again), text) == 0);
	must(day_compare(vague.first, vague.last) <= 0);
}

static void check_span(const char *text)
{
	struct span span = {0}, again = {0};
	char written[SPAN_TEXT_SIZE];

	if (!span_parse(text, &span))
		return;
	must(span_parse(span_format(span, written), &again));
	must(span.n == again.n && span.unit == again.unit);
}

static void check_step(const char *text)
{
	struct step step, again;
	char written[STEP_TEXT_SIZE], twice[STEP_TEXT_SIZE];

	if (!step_parse(text, &step))
		return;
	must(step_parse(step_format(step, written), &again));
	must(strcmp(written, step_format(again, twice)) == 0);
	(void)step_milestone(step, DAY_MIN);
	(void)step_milestone(step, DAY_MAX);
}

static void check_date(const struct date *date)
{
	for (int order = ORDER_NONE; order <= ORDER_BOTH; order++) {
		struct vague vague = {0};

		if (date_decide(date, (enum date_order)order, &vague) != DATE_READ)
			continue;
		must(day_civil(vague.first).year >= DATES_YEAR_MIN);
		must(day_civil(vague.last).year <= DATES_YEAR_MAX);
		must(day_compare(vague.first, vague.last) <= 0);
	}
}

static void check_cell(const char *text)
{
	struct date date = date_read(text);

	check_date(&date);
}

static void check_country(const char *text)
{
	char folded[COUNTRY_FOLDED_MAX], again[COUNTRY_FOLDED_MAX];
	const char *code = country_code(text);

	must(code == NULL || country_name(code) != NULL);
	if (!country_fold(text, folded))
		return;
	must(country_fold(folded, again) && strcmp(folded, again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(free_memory) char *text = malloc(length + 1);

	if (text == NULL)
		return 0;
	memcpy(text, bytes, length);
	text[length] = '\0';
	check_day(text);
	check_vague(text);
	check_span(text);
	check_step(text);
	check_cell(text);
	check_country(text);
	return 0;
}
