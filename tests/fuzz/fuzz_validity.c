/*
 * Cells about time from any bytes: what is said of the text lies within it, dates are of the years
 * that are believed, lengths are such as somebody signs for, blanks around the cell change nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/time/validity.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define FUZZ_CELL_MAX 16384

static const struct profile_phrase phrases[] = {
	{"until further notice", PHRASE_UNSPECIFIED, {0, SPAN_DAYS}},
	{"std* term", PHRASE_TERM, {5, SPAN_YEARS}},
	{"*rolls*", PHRASE_TACIT, {0, SPAN_DAYS}},
	{"2", PHRASE_NOTHING, {0, SPAN_DAYS}},
};
static const struct profile profile = {.phrases = phrases, .phrase_count = 4};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_date(const struct validity_date *date, size_t length)
{
	must(date->start <= length && date->length > 0 && date->length <= length - date->start);
	must(date->date.is_written);
	for (int order = ORDER_NONE; order <= ORDER_BOTH; order++) {
		struct vague vague = {0};

		if (date_decide(&date->date, (enum date_order)order, &vague) != DATE_READ)
			continue;
		must(day_civil(vague.first).year >= DATES_YEAR_MIN);
		must(day_civil(vague.last).year <= DATES_YEAR_MAX);
		must(day_compare(vague.first, vague.last) <= 0);
	}
}

static void check_span(struct span span)
{
	must(span.n >= 0 && span.n <= SPAN_N_MAX && span_days(span) <= 36500);
}

static void check(const struct validity *validity, size_t length)
{
	must(validity->date_count <= VALIDITY_DATES_MAX);
	for (size_t i = 0; i < validity->date_count; i++)
		check_date(&validity->dates[i], length);
	check_span(validity->length);
	check_span(validity->second_length);
	check_span(validity->every);
	check_span(validity->notice.period);
	must(year_day_is_none(validity->notice.by) || year_day_exists(validity->notice.by));
	must(validity->times >= 0);
	must(validity->rest_start <= length &&
	     validity->rest_length <= length - validity->rest_start);
}

/* Blanks around a cell move what it says. */
static void check_blanks(const struct validity *plain, const char *text, size_t length)
{
	CLEANUP(free_memory) char *wide = malloc(length + 2);
	struct validity moved;

	if (wide == NULL)
		return;
	wide[0] = wide[length + 1] = ' ';
	memcpy(wide + 1, text, length);
	moved = validity_read(wide, length + 2, NULL);
	must(moved.date_count == plain->date_count && moved.rest_length == plain->rest_length);
	must(moved.length.n == plain->length.n && moved.is_open_ended == plain->is_open_ended);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	/* Of its very length, so that a byte read behind it is found. */
	CLEANUP(free_memory) char *text = malloc(length + 1);
	struct validity validity;

	if (text == NULL || length > FUZZ_CELL_MAX)
		return 0;
	text[length] = '\0';
	if (length > 0)
		memcpy(text, bytes, length);
	validity = validity_read(text, length, NULL);
	check(&validity, length);
	check_blanks(&validity, text, length);
	validity = validity_read(text, length, &profile);
	check(&validity, length);
	validity = validity_read_last_day(text, length, NULL, (struct year_day){9, 1});
	check(&validity, length);
	return 0;
}
