/*
 * What the cells about time of one row mean together, one case a line.
 */
#include "intake/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"

/*
 * A result is written "SIGNED KIND RENEWAL: TERMS FLAWS": a term is START+LENGTH>LAST_DAY, with "r"
 * or "e" before it when it was renewed or extended; a flaw is !name(reading|reading).
 */
static const struct flaw_name {
	enum terms_flaw flaw;
	const char *name;
} flaw_names[] = {
	{TERMS_REVERSED, "reversed"},
	{TERMS_TWO_LAST_DAYS, "two-last-days"},
	{TERMS_DISAGREE, "disagree"},
	{TERMS_TWO_LENGTHS, "two-lengths"},
	{TERMS_SECOND_DATE, "second-date"},
	{TERMS_RENEWAL_OPEN, "renewal-open"},
	{TERMS_NO_START, "no-start"},
	{TERMS_SAME_DAY, "same-day"},
	{TERMS_UNORDERED, "unordered"},
	{TERMS_PENDING, "pending"},
	{TERMS_AMBIGUOUS_SIGNED, "ambiguous-signed"},
	{TERMS_AMBIGUOUS_LAST_DAY, "ambiguous-last-day"},
	{TERMS_IMPOSSIBLE_SIGNED, "impossible-signed"},
	{TERMS_IMPOSSIBLE_LAST_DAY, "impossible-last-day"},
	{TERMS_UNREAD_SIGNED, "unread-signed"},
	{TERMS_UNREAD_LAST_DAY, "unread-last-day"},
	{TERMS_MISSING, "missing"},
	{TERMS_UNSPECIFIED, "unspecified"},
	{TERMS_BY_DEFAULT, "by-default"},
};

static void add_date(struct text *out, struct vague date)
{
	char text[DAY_TEXT_SIZE];

	text_add(out, vague_is_known(date) ? vague_format(date, text) : "?");
}

static void add_length(struct text *out, const char *before, struct span length)
{
	char text[SPAN_TEXT_SIZE];

	if (length.n > 0)
		text_addf(out, "%s%s", before, span_format(length, text));
}

static void add_reading(struct text *out, const struct terms_reading *reading)
{
	char notice[NOTICE_TEXT_SIZE];

	switch (reading->form) {
	case READING_NONE:
		return;
	case READING_DATE:
		add_date(out, reading->date);
		return;
	case READING_LENGTH:
		add_length(out, "", reading->length);
		return;
	case READING_NOTICE:
		text_add(out, notice_format(reading->notice, notice));
		return;
	case READING_OPEN_ENDED:
		text_add(out, "open-ended");
		return;
	case READING_WORD:
		text_add(out, reading->word);
		return;
	}
}

static void add_flaw(struct text *out, const struct terms *terms, const struct flaw_name *flaw)
{
	bool is_asked = false;

	if ((terms->flaws & (unsigned int)flaw->flaw) == 0)
		return;
	for (size_t i = 0; i < terms->question_count; i++) {
		const struct terms_question *question = &terms->questions[i];

		if (question->flaw != flaw->flaw)
			continue;
		text_addf(out, " !%s(", flaw->name);
		add_reading(out, &question->readings[0]);
		text_add(out, "|");
		add_reading(out, &question->readings[1]);
		text_add(out, ")");
		is_asked = true;
	}
	if (!is_asked)
		text_addf(out, " !%s", flaw->name);
}

static void add_term(struct text *out, const struct term *term)
{
	static const char *const marks[] = {
		[TERM_INITIAL] = " ", [TERM_RENEWED] = " r", [TERM_EXTENDED] = " e"};

	text_add(out, marks[term->kind]);
	add_date(out, term->start);
	add_length(out, "+", term->length);
	if (vague_is_known(term->last_day)) {
		text_add(out, ">");
		add_date(out, term->last_day);
	}
}

static void write_terms(struct text *out, const struct terms *terms)
{
	char notice[NOTICE_TEXT_SIZE];

	text_clear(out);
	add_date(out, terms->signed_on);
	text_addf(out, " %s", agreement_kind_name(terms->kind));
	if (terms->renewal == RENEWAL_TACIT || terms->renews.every.n > 0) {
		text_addf(out, " %s", renewal_name(terms->renewal));
		add_length(out, " every ", terms->renews.every);
		if (terms->renews.times > 0)
			text_addf(out, " x%d", terms->renews.times);
	} else if (terms->renewal == RENEWAL_NONE) {
		text_add(out, " none");
	}
	if (notice_is_known(terms->notice))
		text_addf(out, " notice %s", notice_format(terms->notice, notice));
	text_add(out, ":");
	for (size_t i = 0; i < terms->term_count; i++) {
		assert_int_equal(terms->terms[i].seq, i);
		add_term(out, &terms->terms[i]);
	}
	for (size_t i = 0; i < sizeof(flaw_names) / sizeof(flaw_names[0]); i++)
		add_flaw(out, terms, &flaw_names[i]);
}

static const struct profile_defaults no_defaults;

/* A cell of a case: NULL is a column that is not there, "" an empty cell. */
static struct said_cell read_cell(const char *text, struct validity *validity)
{
	struct said_cell cell = {.order = ORDER_DAY_MONTH};

	if (text == NULL || text[0] == '\0')
		return cell;
	*validity = validity_read(text, strlen(text), NULL);
	cell.validity = validity;
	return cell;
}

enum { SIGNED, EFFECTIVE, LAST_DAY, TERM, RENEWAL, NOTICE, CELLS };

/* Every case is tried before a test fails. */
static int failures;

static void check_means(int line, const char *const cells[static CELLS],
			const struct profile_defaults *defaults, const char *wanted)
{
	struct validity validity[CELLS];
	struct text is = {0};
	const struct said said = {
		.signed_on = read_cell(cells[SIGNED], &validity[SIGNED]),
		.effective = read_cell(cells[EFFECTIVE], &validity[EFFECTIVE]),
		.last_day = read_cell(cells[LAST_DAY], &validity[LAST_DAY]),
		.term = read_cell(cells[TERM], &validity[TERM]),
		.renewal = read_cell(cells[RENEWAL], &validity[RENEWAL]),
		.notice = read_cell(cells[NOTICE], &validity[NOTICE]),
		.has_last_day_column = cells[LAST_DAY] != NULL || cells[TERM] != NULL,
	};
	const struct terms terms = terms_read(&said, defaults);

	write_terms(&is, &terms);
	if (strcmp(text_string(&is), wanted) != 0) {
		print_error("line %d: %s, not %s\n", line, text_string(&is), wanted);
		failures++;
	}
	text_done(&is);
}

/* clang-format off */

static const struct pair {
	int line;
	const char *signed_on, *last_day;
	const char *means;
} pairs[] = {
	/* Dates. */
	{__LINE__, "12.3.2021", "12.3.2026", "2021-03-12 fixed: 2021-03-12>2026-03-12"},
	{__LINE__, "2021", "2026", "2021 fixed: 2021>2026"},
	{__LINE__, "", "2026", "? fixed: ?>2026"},
	{__LINE__, "12.3.2021", "2021", "2021-03-12 fixed: 2021-03-12>2021"},
	{__LINE__, "2021", "", "2021 unknown: 2021 !missing"},
	{__LINE__, "", "", "? unknown: ? !missing"},
	{__LINE__, "2021", "not specified", "2021 unknown: 2021 !missing !unspecified"},
	{__LINE__, "2013.10.09 2020.09.10", "2025.09.10",
	 "2013-10-09 fixed: 2013-10-09 r2020-09-10>2025-09-10"},
	{__LINE__, "2014.03.13 2017.03.16 2022.05.27", "2027.05.27",
	 "2014-03-13 fixed: 2014-03-13 r2017-03-16 r2022-05-27>2027-05-27"},
	/* Ranges. */
	{__LINE__, "2003.06.24-2023.06.23", "", "2003-06-24 fixed: 2003-06-24>2023-06-23"},
	{__LINE__, "2003.06.24-2023.06.23", "2023.06.23-2028.06.23",
	 "2003-06-24 fixed: 2003-06-24>2023-06-23 r2023-06-23>2028-06-23"},
	{__LINE__, "2003.06.24-2023.06.23 2023.06.23-2028.06.23", "",
	 "2003-06-24 fixed: 2003-06-24>2023-06-23 r2023-06-23>2028-06-23"},
	{__LINE__, "20.12.2019", "01.01.2020 - 31.12.2024", "2019-12-20 fixed: 2020-01-01>2024-12-31"},
	{__LINE__, "01.10.2021", "2021-2027", "2021-10-01 fixed: 2021-10-01>2027"},
	{__LINE__, "2021", "01.10.2021 - 30.09.2027", "2021 fixed: 2021-10-01>2027-09-30"},
	{__LINE__, "20.12.2019", "2021-2027", "2019-12-20 fixed: 2021>2027"},
	{__LINE__, "2003.06.24-2023.06.23", "2023.06.24", "2003-06-24 fixed: 2003-06-24>2023-06-23"},
	{__LINE__, "2003.06.24-2023.06.23", "2025.06.23",
	 "2003-06-24 fixed: 2003-06-24>2023-06-23 !two-last-days(2023-06-23|2025-06-23)"},
	/* Terms: they count from the latest start. */
	{__LINE__, "2022.11.08", "5 year", "2022-11-08 term: 2022-11-08+5y"},
	{__LINE__, "2023.05", "4 year", "2023-05 term: 2023-05+4y"},
	{__LINE__, "2008.09.22 2020.07.23", "5 year", "2008-09-22 term: 2008-09-22 r2020-07-23+5y"},
	{__LINE__, "2014, 2018.09.06", "3 year", "2014 term: 2014 r2018-09-06+3y"},
	{__LINE__, "2018.11 2023.04 extended", "5 year", "2018-11 term: 2018-11 r2023-04+5y"},
	{__LINE__, "2017.10.25, 2022.06.08-renewed", "5 year",
	 "2017-10-25 term: 2017-10-25 r2022-06-08+5y"},
	{__LINE__, "", "5 years", "? unknown: ? !no-start"},
	{__LINE__, "", "10 year", "? unknown: ? !no-start"},
	/* A term and a date that agree. */
	{__LINE__, "2023.05.29", "5 year 2028 хүртэл", "2023-05-29 term: 2023-05-29+5y"},
	{__LINE__, "2008.03.13 2023.05.29", "5 year 2028 хүртэл",
	 "2008-03-13 term: 2008-03-13 r2023-05-29+5y"},
	{__LINE__, "29.05.2023", "5 years, until 28.05.2028",
	 "2023-05-29 term: 2023-05-29+5y>2028-05-28"},
	{__LINE__, "2023", "5 years, until 31.12.2028", "2023 term: 2023+5y>2028-12-31"},
	{__LINE__, "", "5 years, until 2028", "? fixed: ?>2028"},
	/* And that do not: the earlier one is used. */
	{__LINE__, "29.05.2023", "5 years, until 27.05.2028",
	 "2023-05-29 fixed: 2023-05-29>2028-05-27 !disagree(2028-05-27|2028-05-29)"},
	{__LINE__, "29.05.2023", "3 years, until 2028",
	 "2023-05-29 term: 2023-05-29+3y !disagree(2026-05-29|2028)"},
	{__LINE__, "29.05.2023", "3 years; 5 years",
	 "2023-05-29 term: 2023-05-29+3y !two-lengths(3y|5y)"},
	/* Open ends. */
	{__LINE__, "2012.12.07", "Long-term", "2012-12-07 open_ended none: 2012-12-07"},
	{__LINE__, "1995, 2008", "Long-term", "1995 open_ended none: 1995 r2008"},
	{__LINE__, "2004,", "Long-term", "2004 open_ended none: 2004"},
	{__LINE__, "", "бессрочно", "? open_ended none: ?"},
	{__LINE__, "2012.12.07", "permanent, 2030",
	 "2012-12-07 fixed: 2012-12-07>2030 !two-last-days(2030|open-ended)"},
	/* Contradictions. */
	{__LINE__, "01.03.2025", "01.03.2024",
	 "2025-03-01 fixed: 2025-03-01>2024-03-01 !reversed(2024-03-01|2025-03-01)"},
	{__LINE__, "01.03.2020", "2025.01.01 2026.01.01",
	 "2020-03-01 fixed: 2020-03-01>2025-01-01 !two-last-days(2025-01-01|2026-01-01)"},
	{__LINE__, "01.03.2020", "2025, 2025-03-01", "2020-03-01 fixed: 2020-03-01>2025-03-01"},
	{__LINE__, "2023.06.18", "2028.06.18 2023.06.26",
	 "2023-06-18 fixed: 2023-06-18>2023-06-26 !two-last-days(2023-06-26|2028-06-18)"},
	{__LINE__, "2023.06.18 2028.06.18", "2023.06.26",
	 "2023-06-18 fixed: 2023-06-18>2023-06-26 !two-last-days(2023-06-26|2028-06-18)"},
	{__LINE__, "2020.01.01 2015.01.01", "2025",
	 "2020-01-01 fixed: 2020-01-01>2025 !unordered"},
	/* The same day twice: two agreements, both signed on it. */
	{__LINE__, "2019.09.24", "2019.09.24", "2019-09-24 unknown: 2019-09-24 !same-day"},
	{__LINE__, "2019.09.24 2019.09.24", "", "2019-09-24 unknown: 2019-09-24 !same-day"},
	/* Extended. */
	{__LINE__, "01.01.2020", "31.12.2024 31.12.2027 extended",
	 "2020-01-01 fixed: 2020-01-01>2024-12-31 e2024-12-31>2027-12-31"},
	{__LINE__, "01.01.2020", "31.12.2024, extended until 31.12.2027",
	 "2020-01-01 fixed: 2020-01-01>2024-12-31 e2024-12-31>2027-12-31"},
	{__LINE__, "10.11.2018", "10.11.2023, verlängert bis 10.11.2028",
	 "2018-11-10 fixed: 2018-11-10>2023-11-10 e2023-11-10>2028-11-10"},
	{__LINE__, "01.03.2021", "01.03.2021 продлено до 01.03.2026",
	 "2021-03-01 fixed: 2021-03-01>2026-03-01"},
	{__LINE__, "01.03.2021 продлено до 01.03.2026", NULL,
	 "2021-03-01 fixed: 2021-03-01>2026-03-01"},
	{__LINE__, "25.05.2017", "5 years, extended until 25.05.2027",
	 "2017-05-25 fixed: 2017-05-25+5y e2022-05-25>2027-05-25"},
	{__LINE__, "2017", "2022, extended until 2025; extended until 2028",
	 "2017 fixed: 2017>2022 e2022>2025 e2025>2028"},
	/* Renewed on a day, or until it. */
	{__LINE__, "20.10.2019", "5 years (renewed for 5 years on 20.10.2024)",
	 "2019-10-20 term: 2019-10-20 r2024-10-20+5y"},
	{__LINE__, "2017", "until 31.12.2027 (renewed 2022)", "2017 fixed: 2017 r2022>2027-12-31"},
	{__LINE__, "2020-05-04", "March–April 2028",
	 "2020-05-04 fixed: 2020-05-04>2028-03 !two-last-days(2028-03|2028-04)"},
	{__LINE__, "March–April 2020", "2028", "2020-03 fixed: 2020-03>2028"},
	{__LINE__, "2020", "2028-03, 2028-04", "2020 fixed: 2020>2028-03 !two-last-days(2028-03|2028-04)"},
	{__LINE__, "2023.05. 4 year", NULL, "2023-05 term: 2023-05+4y"},
	{__LINE__, "2020", "26.03.15", "2020 fixed: 2020>2015-03-26 !reversed(2015-03-26|2020)"},
	/* Two days in one cell. */
	{__LINE__, "10.09.2018", "10.09.2023 / 01.03.2026",
	 "2018-09-10 fixed: 2018-09-10>2023-09-10 !two-last-days(2023-09-10|2026-03-01)"},
	/* Two dates and nothing else. */
	{__LINE__, "2014.07.10 2024.07.10", NULL,
	 "2014-07-10 fixed: 2014-07-10>2024-07-10 !second-date(2024-07-10|unknown)"},
	{__LINE__, "2014.07.10 2024.07.09", NULL,
	 "2014-07-10 fixed: 2014-07-10>2024-07-09 !second-date(2024-07-09|unknown)"},
	{__LINE__, "2014.07.10 2021.03.02", NULL, "2014-07-10 unknown: 2014-07-10 r2021-03-02"},
	{__LINE__, "2012, 2013", NULL, "2012 unknown: 2012 r2013"},
	/* Renewals. */
	{__LINE__, "2022.09.01", "5+5",
	 "2022-09-01 term express every 5y x1: 2022-09-01+5y !renewal-open(tacit|express)"},
	{__LINE__, "2022.06.28", "5year+1",
	 "2022-06-28 term express every 1y x1: 2022-06-28+5y !renewal-open(tacit|express)"},
	{__LINE__, "01.02.2020", "5 years, renewed automatically for 1 year",
	 "2020-02-01 term tacit every 1y: 2020-02-01+5y"},
	{__LINE__, "01.02.2020", "5 years, renewed automatically",
	 "2020-02-01 term tacit every 5y: 2020-02-01+5y"},
	{__LINE__, "01.02.2020", "renewal pending", "2020-02-01 unknown: 2020-02-01 !pending"},
	{__LINE__, "01.02.2020", "2024, renewal pending",
	 "2020-02-01 fixed: 2020-02-01>2024 !pending"},
	/* What cannot be read. */
	{__LINE__, "long ago", "see file 7",
	 "? unknown: ? !unread-signed !unread-last-day"},
	{__LINE__, "30.02.2020", "31.06.2027", "? unknown: ? !impossible-signed !impossible-last-day"},
};
/* clang-format on */

static void two_cells_say_when_it_was_signed_and_how_long_it_lasts(void **state)
{
	(void)state;
	failures = 0;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *const cells[CELLS] = {
			[SIGNED] = pairs[i].signed_on, [LAST_DAY] = pairs[i].last_day};

		check_means(pairs[i].line, cells, &no_defaults, pairs[i].means);
	}
	assert_int_equal(failures, 0);
}

/* clang-format off */
static const struct row {
	int line;
	const char *cells[CELLS];
	const char *means;
} rows[] = {
	{__LINE__, {"01.02.2020", "01.03.2020", "", "5 years"}, "2020-02-01 term: 2020-03-01+5y"},
	{__LINE__, {"01.02.2020", "01.03.2020", "28.02.2025", "5 years"},
	 "2020-02-01 fixed: 2020-03-01+5y>2025-02-28"},
	{__LINE__, {"01.02.2020", NULL, "31.12.2026", "5 years"},
	 "2020-02-01 term: 2020-02-01+5y !disagree(2025-02-01|2026-12-31)"},
	{__LINE__, {NULL, "01.03.2020", NULL, "5 years"}, "? term: 2020-03-01+5y"},
	{__LINE__, {NULL, "01.03.2020 - 28.02.2025"}, "? fixed: 2020-03-01>2025-02-28"},
	{__LINE__, {"2010.01.01 2020.01.01", "2020.03.01", "", "5 years"},
	 "2010-01-01 term: 2010-01-01 r2020-03-01+5y"},
	{__LINE__, {"2010.01.01 2020.01.01", "2010.03.01", "", "5 years"},
	 "2010-01-01 term: 2010-03-01 r2020-01-01+5y"},
	{__LINE__, {"01.02.2020", NULL, "", "", "", ""}, "2020-02-01 unknown: 2020-02-01 !missing"},
	{__LINE__, {"01.02.2020", NULL, "2025", NULL, "renewed automatically every year", "3 months"},
	 "2020-02-01 fixed tacit every 1y notice 3m: 2020-02-01>2025"},
	{__LINE__, {"01.02.2020", NULL, "2025", NULL, "1 year"},
	 "2020-02-01 fixed express every 1y: 2020-02-01>2025 !renewal-open(tacit|express)"},
	{__LINE__, {"01.02.2020", NULL, "2025", NULL, "yes"},
	 "2020-02-01 fixed: 2020-02-01>2025 !renewal-open(tacit|express)"},
	{__LINE__, {"01.02.2020", NULL, "2025", NULL, "no"}, "2020-02-01 fixed: 2020-02-01>2025"},
	{__LINE__, {"01.02.2010", NULL, "2025", NULL, "renewed 01.02.2020"},
	 "2010-02-01 fixed: 2010-02-01 r2020-02-01>2025"},
	{__LINE__, {"01.02.2010", NULL, "2015", NULL, "until 01.02.2020"},
	 "2010-02-01 fixed: 2010-02-01>2015 e2015>2020-02-01"},
	{__LINE__, {"25.05.2017", NULL, NULL, "5 years", "until 25.05.2027"},
	 "2017-05-25 fixed: 2017-05-25+5y e2022-05-25>2027-05-25"},
	{__LINE__, {"01.01.2020", NULL, "31.12.2024, extended until 31.12.2027", "5 years"},
	 "2020-01-01 fixed: 2020-01-01>2024-12-31 e2024-12-31>2027-12-31"},
	{__LINE__, {"01.02.2010", NULL, "2015", NULL, "01.02.2020"},
	 "2010-02-01 fixed: 2010-02-01>2015 !two-last-days(2015|2020-02-01)"},
};
/* clang-format on */

static void cells_of_several_columns_are_put_together(void **state)
{
	(void)state;
	failures = 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_means(rows[i].line, rows[i].cells, &no_defaults, rows[i].means);
	assert_int_equal(failures, 0);
}

/* clang-format off */
static const struct pair defaulted[] = {
	{__LINE__, "01.02.2020", "", "2020-02-01 term: 2020-02-01+5y !by-default"},
	{__LINE__, "01.02.2020", NULL, "2020-02-01 term: 2020-02-01+5y !by-default"},
	{__LINE__, "01.02.2020", "not specified", "2020-02-01 term: 2020-02-01+5y !by-default"},
	{__LINE__, "01.02.2020", "2023", "2020-02-01 fixed: 2020-02-01>2023"},
	{__LINE__, "01.02.2020", "permanent", "2020-02-01 open_ended none: 2020-02-01"},
	{__LINE__, "01.02.2020", "renewal pending", "2020-02-01 unknown: 2020-02-01 !pending"},
	{__LINE__, "01.02.2020", "see file 7", "2020-02-01 unknown: 2020-02-01 !unread-last-day"},
	{__LINE__, "", "", "? unknown: ? !missing"},
};
/* clang-format on */

static void a_default_term_is_taken_where_nothing_is_said(void **state)
{
	const struct profile_defaults defaults = {.term = {5, SPAN_YEARS}};

	(void)state;
	failures = 0;
	for (size_t i = 0; i < sizeof(defaulted) / sizeof(defaulted[0]); i++) {
		const char *const cells[CELLS] = {
			[SIGNED] = defaulted[i].signed_on, [LAST_DAY] = defaulted[i].last_day};

		check_means(defaulted[i].line, cells, &defaults, defaulted[i].means);
	}
	assert_int_equal(failures, 0);
}

static void a_date_that_nothing_decides_is_left_out(void **state)
{
	struct validity signed_on = validity_read("3/4/2020", 8, NULL);
	struct validity last_day = validity_read("5/6/2025", 8, NULL);
	const struct said said = {.signed_on = {&signed_on, ORDER_NONE},
				  .last_day = {&last_day, ORDER_BOTH},
				  .has_last_day_column = true};
	struct text is = {0};
	const struct terms terms = terms_read(&said, NULL);

	(void)state;
	write_terms(&is, &terms);
	assert_string_equal(text_string(&is), "? unknown: ? !ambiguous-signed !ambiguous-last-day");
	text_done(&is);
}

static void more_dates_than_can_be_kept_do_no_harm(void **state)
{
	struct text dates = {0};
	struct validity validity;
	struct said said = {0};
	struct terms terms;

	(void)state;
	for (int year = 1950; year < 2010; year++)
		text_addf(&dates, "%d-01-02, ", year);
	validity = validity_read(text_string(&dates), dates.length, NULL);
	said.signed_on.validity = &validity;
	terms = terms_read(&said, NULL);
	assert_in_range(terms.term_count, 2, TERMS_READ_MAX);
	text_done(&dates);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_cells_say_when_it_was_signed_and_how_long_it_lasts),
		cmocka_unit_test(cells_of_several_columns_are_put_together),
		cmocka_unit_test(a_default_term_is_taken_where_nothing_is_said),
		cmocka_unit_test(a_date_that_nothing_decides_is_left_out),
		cmocka_unit_test(more_dates_than_can_be_kept_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
