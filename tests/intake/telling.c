#include "tests/intake/telling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Appends to out, with a blank before. */
static void __attribute__((format(printf, 2, 3))) add(char *out, const char *format, ...)
{
	size_t used = strlen(out);
	va_list arguments;

	if (used > 0)
		out[used++] = ' ';
	va_start(arguments, format);
	vsnprintf(out + used, TELLING_SIZE - used, format, arguments);
	va_end(arguments);
}

static void add_date(char *out, const struct validity_date *date)
{
	static const char *const marks[] = {
		[VALIDITY_PLAIN] = "",		 [VALIDITY_SIGNED] = "signed ",
		[VALIDITY_RENEWED] = "renewed ", [VALIDITY_UNTIL] = "until ",
		[VALIDITY_FROM] = "from ",	 [VALIDITY_RANGE_END] = "to ",
	};
	const struct civil *no_day = &date->date.no_such_day;
	const char *mark = date->is_extension ? "extended until " : marks[date->mark];
	char first[DAY_TEXT_SIZE], second[DAY_TEXT_SIZE];

	vague_format(date->date.day_first, first);
	vague_format(date->date.month_first, second);
	if (strcmp(first, second) != 0)
		add(out, "%s%s|%s", mark, first, second);
	else if (first[0] != '\0')
		add(out, "%s%s", mark, first);
	else if (no_day->day != 0)
		add(out, "%s%d.%d.%d!", mark, no_day->day, no_day->month, no_day->year);
	else
		add(out, "%s!", mark);
	if (vague_is_known(date->date.other))
		add(out, "or %s", vague_format(date->date.other, second));
}

static void add_span(char *out, const char *before, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	if (span.n != 0)
		add(out, "%s%s", before, span_format(span, text));
}

static void add_words(char *out, const struct validity *validity)
{
	const struct {
		bool is_said;
		const char *word;
	} words[] = {
		{validity->is_tacit, "tacit"},
		{validity->is_not_tacit, "not-tacit"},
		{validity->is_final, "final"},
		{validity->is_open_ended, "open"},
		{validity->is_unspecified, "unspecified"},
		{validity->is_pending, "pending"},
		{validity->is_yes, "yes"},
		{validity->is_no, "no"},
		{validity->is_year_before, "year-before"},
		{validity->has_more_dates, "more"},
		{validity->flaw == FLAW_SHORT_YEAR, "short-year"},
		{validity->flaw == FLAW_DAY_NUMBER, "day-number"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (words[i].is_said)
			add(out, "%s", words[i].word);
	}
}

static const char *tell(const char *text, const struct validity *validity,
			char out[static TELLING_SIZE])
{
	char notice[NOTICE_TEXT_SIZE];

	out[0] = '\0';
	for (size_t i = 0; i < validity->date_count; i++)
		add_date(out, &validity->dates[i]);
	add_span(out, "", validity->length);
	add_span(out, "or ", validity->second_length);
	add_span(out, "every ", validity->every);
	if (validity->times != 0)
		add(out, "x%d", validity->times);
	if (notice_is_known(validity->notice))
		add(out, "notice %s", notice_format(validity->notice, notice));
	add_words(out, validity);
	if (validity->rest_length > 0)
		add(out, "[%.*s]", (int)validity->rest_length, text + validity->rest_start);
	return out;
}

const char *telling(const char *text, size_t length, const struct profile *profile,
		    char out[static TELLING_SIZE])
{
	struct validity validity = validity_read(text, length, profile);

	return tell(text, &validity, out);
}

const char *telling_last_day(const char *text, size_t length, struct year_day academic_year,
			     char out[static TELLING_SIZE])
{
	struct validity validity = validity_read_last_day(text, length, NULL, academic_year);

	return tell(text, &validity, out);
}

void telling_check(const struct telling_case *cases, size_t count, const struct profile *profile)
{
	for (size_t i = 0; i < count; i++) {
		char out[TELLING_SIZE];

		telling(cases[i].cell, strlen(cases[i].cell), profile, out);
		if (strcmp(out, cases[i].says) != 0)
			fail_msg("line %d: \"%s\" says \"%s\", not \"%s\"", cases[i].line,
				 cases[i].cell, out, cases[i].says);
	}
}
