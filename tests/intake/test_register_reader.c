/*
 * Registers from their text to drafts: tables, headings, captions, lines, profiles.
 */
#include "intake/register.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tests/intake/registering.h"
#include "tests/support/alloc.h"

/* ---- separated text ----------------------------------------------------------------------- */

static void all_four_separators_are_recognised(void **state)
{
	static const char separators[] = ",;\t|";

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char text[] = "Partner,Country,Valid until\nA,Italy,2030\n";

		for (char *p = text; *p != '\0'; p++) {
			if (*p == ',')
				*p = separators[i];
		}
		assert_int_equal(read_text(text), 0);
		assert_int_equal(taken.facts->separator, separators[i]);
		assert_int_equal(taken.draft_count, 1);
		assert_string_equal(draft(0)->partners[0].country, "IT");
		assert_last_day(0, "2030");
	}
}

static void a_byte_order_mark_and_any_line_end_are_accepted(void **state)
{
	(void)state;
	assert_int_equal(read_text("\xef\xbb\xbfPartner,Valid until\r\nA,2030\r\n"), 0);
	assert_int_equal(taken.draft_count, 1);
	assert_string_equal(taken.records[0].record.text, "Partner,Valid until");
	assert_string_equal(taken.records[1].record.text, "A,2030");
	assert_int_equal(read_text("Partner,Valid until\rA,2030\rB,2031"), 0);
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(taken.records[2].record.line, 3);
}

static void quoted_cells_hold_separators_line_ends_and_marks(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Type,Valid until,Signed,Owner\n"
				   "\"Smith, \"\"Jones\"\"\r\n& Co\",\"MoU  on\nresearch\",2030,,\n"
				   "B,C,2031,,\n"),
			 0);
	assert_string_equal(draft(0)->partners[0].name, "Smith, \"Jones\" & Co");
	assert_string_equal(draft(0)->type, "MoU on research");
	assert_string_equal(draft(0)->type_raw, "MoU  on research");
	assert_int_equal(taken.records[1].record.lines, 3);
	assert_int_equal(taken.records[1].record.kind_lines[LINE_CONTINUATION], 2);
	assert_int_equal(taken.records[2].record.line, 5);
	assert_int_equal(taken.problems.count, 0);
}

static void a_term_counts_from_the_signing_date(void **state)
{
	const struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
	char text[DAY_TEXT_SIZE];

	(void)state;
	assert_int_equal(read_text("Partner,Signed,Term\nA,12 March 2021,5 year(s)\n"), 0);
	assert_int_equal(draft(0)->kind, KIND_TERM);
	assert_int_equal(draft(0)->terms[0].length.n, 5);
	assert_int_equal(draft(0)->terms[0].length.unit, SPAN_YEARS);
	assert_string_equal(draft(0)->last_day_raw, "5 year(s)");
	assert_string_equal(day_format(term_last_day(agreement_current_term(draft(0)),
						     draft(0)->signed_on, &dates)
					       .reckoned,
				       text),
			    "2026-03-12");
}

static void a_number_that_is_no_count_is_the_registration_number(void **state)
{
	(void)state;
	assert_int_equal(read_text("No,Partner,Valid until\nA-1/20,A,2030\nA-2/20,B,2031\n"), 0);
	assert_string_equal(draft(1)->registration_number, "A-2/20");
	assert_null(draft(1)->row);
	assert_int_equal(read_text("No,Partner,Valid until\n1,A,2030\n2.,B,2031\n"), 0);
	assert_string_equal(draft(1)->row, "2.");
	assert_null(draft(1)->registration_number);
}

static void what_is_not_recorded_is_not_invented(void **state)
{
	(void)state;
	assert_int_equal(read_text(HEADING ",n/a,A,-,\xe2\x80\x93,2030,?,\n"), 0);
	assert_null(draft(0)->row);
	assert_null(draft(0)->owner);
	assert_null(draft(0)->registration_number);
	assert_null(draft(0)->link);
	assert_null(draft(0)->note);
	assert_null(draft(0)->partners[0].city);
	assert_null(draft(0)->partners[0].country);
	assert_null(draft(0)->partners[0].country_raw);
	assert_false(vague_is_known(draft(0)->signed_on));
	assert_int_equal(taken.problems.count, 0);
}

static void a_file_without_a_heading_line_that_can_be_cast_is_refused(void **state)
{
	(void)state;
	assert_int_equal(read_text("apples,pears\n3,4\n5,6\n"), 1);
	assert_problem("no_heading", PROBLEM_ERROR, 0, 0);
	assert_null(taken.facts);
}

static void a_heading_line_without_dates_is_still_one(void **state)
{
	(void)state;
	assert_int_equal(read_text("University,Country\nUniversity of Oslo,Norway\n"), 0);
	assert_int_equal(taken.facts->tables[0].heading_line, 1);
	assert_int_equal(taken.draft_count, 1);
	assert_string_equal(draft(0)->partners[0].country, "NO");
}

static void a_number_under_a_heading_with_a_unit_is_a_length(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed,Duration (years),Owner\n"
				   "A,2020-05-01,5,X\nB,2020-05-01,2028,X\n"),
			 0);
	assert_int_equal(draft(0)->kind, KIND_TERM);
	assert_int_equal(draft(0)->terms[0].length.n, 5);
	assert_last_day(1, "2028");
	assert_int_equal(taken.problems.count, 0);
}

static void a_heading_says_what_its_dates_are(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed,Expiry date,Extended until,Owner\n"
				   "A,2010-01-01,2015-01-01,2020-01-01,X\n"
				   "B,2010-01-01,2015-01-01,,X\n"),
			 0);
	assert_int_equal(draft(0)->term_count, 2);
	assert_int_equal(draft(0)->terms[1].kind, TERM_EXTENDED);
	assert_last_day(0, "2020-01-01");
	assert_last_day(1, "2015-01-01");
	assert_int_equal(taken.problems.count, 0);
}

/* ---- lines and tables --------------------------------------------------------------------- */

static void a_heading_that_comes_again_is_no_row(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("My register\n\nPartner,Valid until,Signed,Owner\nA,2030,,\n\nPage 2\n"
			  "Partner,Valid until,Signed,Owner\nB,2031,,\n,\n"),
		0);
	assert_int_equal(taken.draft_count, 2);
	assert_int_equal(count_lines(LINE_ROW), 2);
	assert_int_equal(count_lines(LINE_HEADING), 2);
	assert_int_equal(count_lines(LINE_FURNITURE), 2);
	assert_int_equal(count_lines(LINE_BLANK), 3);
	assert_int_equal(kind_of_line(7), LINE_HEADING);
	assert_int_equal(taken.facts->table_count, 1);
	assert_int_equal(taken.facts->row_count, 2);
	assert_int_equal(taken.facts->tables[0].heading_line, 3);
	assert_int_equal(taken.problems.count, 0);
}

static void another_heading_further_down_begins_another_table(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Country,Valid until,Signed,Owner\n"
				   "A,Italy,2030,2020,X\n"
				   "\n"
				   "Valid until,Signed,Partner,Type,Owner\n"
				   "2031,2021,B,MoU,Y\n"),
			 0);
	assert_int_equal(taken.facts->table_count, 2);
	assert_int_equal(taken.facts->tables[1].heading_line, 4);
	assert_int_equal(taken.facts->tables[1].row_count, 1);
	assert_string_equal(draft(1)->partners[0].name, "B");
	assert_string_equal(draft(1)->type, "MoU");
	assert_last_day(1, "2031");
	assert_null(draft(1)->partners[0].country);
}

static void a_table_far_behind_a_long_one_is_found(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "Partner,Country,Valid until,Signed,Owner\n");
	for (int i = 0; i < 2500; i++)
		text_addf(&text, "A%d,Italy,2030,13.04.2020,X\n", i);
	text_add(&text, "\nValid until,Signed,Partner,Type,Owner\n31.12.2031,2021,B,MoU,Y\n");
	assert_int_equal(read_text(text_string(&text)), 0);
	assert_int_equal(taken.facts->table_count, 2);
	assert_int_equal(taken.facts->row_count, 2501);
	assert_int_equal(taken.draft_count, 2501);
	assert_string_equal(draft(2500)->partners[0].name, "B");
	assert_last_day(2500, "2031-12-31");
	text_done(&text);
}

static void the_order_of_dates_is_decided_by_all_rows(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "Partner,Valid until,Signed,Owner\n");
	for (int i = 0; i < 2500; i++)
		text_addf(&text, "A%d,2030,3/4/2020,X\n", i);
	text_add(&text, "B,2030,3/14/2020,X\n");
	assert_int_equal(read_text(text_string(&text)), 0);
	assert_string_equal(column_of(ROLE_SIGNED)->date_order, "month/day");
	assert_int_equal(column_of(ROLE_SIGNED)->date_order_line, 2502);
	assert_int_equal(draft(0)->signed_on.first.n, draft(2499)->signed_on.first.n);
	assert_int_equal(taken.problems.count, 0);
	text_done(&text);
}

static void a_country_over_rows_is_carried_into_them(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner\n"
				   "Germany,,,\n"
				   "A,2030,2020,X\n"
				   "B,2031,2020,X\n"
				   "Republic of Korea\n"
				   "C,2030,2020,X\n"),
			 0);
	assert_int_equal(taken.draft_count, 3);
	assert_string_equal(draft(0)->partners[0].country, "DE");
	assert_string_equal(draft(1)->partners[0].country_raw, "Germany");
	assert_string_equal(draft(2)->partners[0].country, "KR");
	assert_int_equal(kind_of_line(2), LINE_HEADING);
	assert_int_equal(kind_of_line(5), LINE_HEADING);
	assert_int_equal(column_of(ROLE_COUNTRY)->reason, REASON_CAPTION);
	assert_string_equal(column_of(ROLE_COUNTRY)->examples[1], "Republic of Korea");
	assert_int_equal(taken.problems.count, 0);
}

static void a_row_that_names_its_country_keeps_it(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Country,Valid until,Signed,Owner\n"
				   "Germany,,,,\n"
				   "A,Austria,2030,2020,X\n"
				   "B,,2031,2020,X\n"),
			 0);
	assert_string_equal(draft(0)->partners[0].country, "AT");
	assert_string_equal(draft(1)->partners[0].country, "DE");
}

static void titles_legends_totals_and_dates_of_updating_are_no_rows(void **state)
{
	(void)state;
	assert_int_equal(read_text("Agreements of the office\n"
				   "Partner,Country,Valid until,Signed,Owner\n"
				   "A,Italy,2030,2020,X\n"
				   "Gray - expired\n"
				   "Updated on 27 December 2024,,,,\n"
				   "**Updated on 27 December, 2024**\n"
				   "* not signed yet,,,,\n"
				   "Total:,2,,,\n"
				   "- 3 -\n"),
			 0);
	assert_int_equal(taken.draft_count, 1);
	assert_int_equal(count_lines(LINE_FURNITURE), 7);
	assert_int_equal(taken.problems.count, 0);
}

static void a_total_is_no_row_whatever_column_its_word_stands_in(void **state)
{
	(void)state;
	assert_int_equal(read_text("No,Country,Partner,Signed,Valid until,Owner\n"
				   "1,Italy,A,2020,2030,X\n"
				   "Total,2,,,,\n"
				   ",Итого: 2,2,,,\n"
				   ",,Total général,2,2,2\n"
				   "2,France,Total Energies,2020,2030,X\n"
				   "Total,France,B,2020,2030,X\n"),
			 0);
	assert_int_equal(taken.draft_count, 3);
	assert_int_equal(count_lines(LINE_FURNITURE), 3);
	assert_int_equal(taken.problems.count, 0);
}

static void a_nul_in_a_line_is_kept_as_a_sign(void **state)
{
	static const char text[] = "Partner,Valid until,Signed,Owner\nA\0B,2030,2020,X\n";

	(void)state;
	forget(NULL);
	/* What the encoding makes of it is decided elsewhere: it must not cut the line. */
	if (source_of(text, sizeof(text) - 1, "list.csv", &taken.problems, &taken.source) != 0 ||
	    register_open(taken.source, NULL, &taken.problems, &taken.reader) != 0) {
		assert_true(taken.problems.errors > 0);
		return;
	}
	for (int i = 0; i < 2; i++) {
		struct register_record record;

		assert_int_equal(register_next(taken.reader, &record), 1);
		if (i == 1)
			assert_non_null(strstr(record.text, ",2030,2020,X"));
	}
}

/* ---- what rows say ------------------------------------------------------------------------ */

static void several_partners_of_a_row_are_kept_apart(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Partner;City;Country;Valid until;Signed;Owner\n"
			  "\"University of Oslo; Aalto University\";Oslo, Espoo;Norway / Finland;"
			  "2030;2020;X\n"
			  "University of Science and Technology;;Norway;2030;2020;X\n"
			  "University of Graz and University of Vienna;;Austria;2030;2020;X\n"
			  "University of Graz and University of Turku;;"
			  "\"Austria, Finland, Norway\";2030;2020;X\n"),
		0);
	assert_int_equal(draft(0)->partner_count, 2);
	assert_string_equal(draft(0)->partners[1].name, "Aalto University");
	assert_string_equal(draft(0)->partners[1].city, "Espoo");
	assert_string_equal(draft(0)->partners[0].country, "NO");
	assert_string_equal(draft(0)->partners[1].country, "FI");
	assert_string_equal(draft(0)->partners[1].country_raw, "Finland");
	assert_int_equal(draft(1)->partner_count, 1);
	assert_int_equal(draft(2)->partner_count, 2);
	assert_string_equal(draft(2)->partners[0].country, "AT");
	assert_string_equal(draft(2)->partners[1].country, "AT");
	assert_null(draft(3)->partners[0].country);
	assert_int_equal(taken.problems.count, 1);
	assert_problem("unknown_country", PROBLEM_WARNING, 5, 46);
}

static void tags_and_notes_are_taken_off_a_name(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("Partner\tCountry\tValid until\tSigned\tOwner\tNotes\n"
			  "Michigan State University <i>*Valid for one program.</i>\tUSA\t2028\t"
			  "25.02.2023\tX\tsent by mail\n"),
		0);
	assert_string_equal(draft(0)->partners[0].name, "Michigan State University");
	assert_string_equal(draft(0)->note, "Valid for one program.; sent by mail");
}

static void an_address_on_the_web_is_kept(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner,Website\n"
				   "A,2030,2020,X,https://a.example/en\n"
				   "B,2030,2020,X,ask them\n"),
			 0);
	assert_string_equal(draft(0)->link, "https://a.example/en");
	assert_null(draft(1)->link);
}

static void a_country_that_could_be_two_is_a_question(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Country,Valid until,Signed,Owner\n"
				   "A,Democratic Republic of Korea,2030,2020,X\n"),
			 0);
	assert_null(draft(0)->partners[0].country);
	assert_string_equal(draft(0)->partners[0].country_raw, "Democratic Republic of Korea");
	assert_problem("two_countries", PROBLEM_WARNING, 2, 3);
	assert_asks("two_countries", "country", "KR", "KP");
}

static void a_country_written_twice_is_one_and_one_within_a_text_is_a_reading(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner;Country;Valid until;Signed;Owner\n"
				   "A;Germany (DE);2030;2020;X\n"
				   "B;Türkiye / Turkey;2030;2020;X\n"
				   "C;South of Germany;2030;2020;X\n"
				   "D;Germany, France;2030;2020;X\n"),
			 0);
	assert_string_equal(draft(0)->partners[0].country, "DE");
	assert_string_equal(draft(0)->partners[0].country_raw, "Germany (DE)");
	assert_string_equal(draft(1)->partners[0].country, "TR");
	assert_null(draft(2)->partners[0].country);
	assert_asks("unknown_country", "country", "DE", NULL);
	assert_null(draft(3)->partners[0].country);
	assert_int_equal(taken.problems.count, 2);
}

static void several_types_in_a_cell_are_a_question(void **state)
{
	static const struct {
		const char *type, *first, *second;
	} types[] = {
		{"MOU; MOA", "MOU", "MOA"},
		{"MoU and Student exchange agreement", "MoU", "Student exchange agreement"},
		{"MOU Cooperation Agreement", "MOU", "Cooperation Agreement"},
		{"Agreement on scientific and technical cooperation", NULL, NULL},
		{"MoU on Academic Cooperation", NULL, NULL},
		{"Double Diploma Agreement", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text),
			 "Partner,Type,Valid until,Signed,Owner\nA,%s,2030,2020,X\n",
			 types[i].type);
		assert_int_equal(read_text(text), 0);
		assert_string_equal(draft(0)->type, types[i].type);
		assert_int_equal(taken.problems.count, types[i].first != NULL);
		if (types[i].first != NULL)
			assert_asks("several_types", "type", types[i].first, types[i].second);
	}
}

static void contradictions_are_questions_and_the_earlier_day_is_used(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner\n"
				   "A,2025-01-01 2026-01-01,2020-01-01,X\n"
				   "B,2019-01-01,2020-01-01,X\n"
				   "C,\"3 years, until 2028\",2023-05-29,X\n"
				   "D,5+5,2020-01-01,X\n"
				   "E,\"permanent, 2030\",2020-01-01,X\n"),
			 0);
	assert_last_day(0, "2025-01-01");
	assert_asks("two_last_days", "last_day", "2025-01-01", "2026-01-01");
	assert_last_day(1, "2019-01-01");
	assert_asks("reversed_dates", "last_day", "2019-01-01", "2020-01-01");
	assert_int_equal(draft(2)->kind, KIND_TERM);
	assert_asks("term_disagrees", "last_day", "2026-05-29", "2028");
	assert_int_equal(draft(3)->renewal, RENEWAL_EXPRESS);
	assert_int_equal(draft(3)->renews.every.n, 5);
	assert_int_equal(draft(3)->renews.times, 1);
	assert_asks("renewal_to_confirm", "renewal", "tacit", "express");
	assert_last_day(4, "2030");
	assert_string_equal(taken.problems.items[4].readings[1], "open-ended");
}

static void what_is_left_of_a_cell_is_said(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner\n"
				   "A,2025-01-01 see the annex,2020-01-01,X\n"),
			 0);
	assert_last_day(0, "2025-01-01");
	assert_problem("unread_rest", PROBLEM_WARNING, 2, 3);
	assert_says("unread_rest", "\"see the annex\" is not understood");
}

static void renewals_and_notice_periods_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_text("Partner,Signed,Valid until,Renewal,Notice period,Owner\n"
				   "A,01.02.2020,31.01.2025,renewed automatically for 1 year,"
				   "3 months,X\n"),
			 0);
	assert_int_equal(draft(0)->renewal, RENEWAL_TACIT);
	assert_int_equal(draft(0)->renews.every.n, 1);
	assert_int_equal(draft(0)->notice.period.n, 3);
	assert_int_equal(draft(0)->notice.period.unit, SPAN_MONTHS);
	assert_int_equal(taken.problems.count, 0);
}

static void a_fixed_day_of_notice_is_read(void **state)
{
	static const char *const cells[][2] = {
		{"1 September", "1 September"},
		{"by 1 September", "1 September"},
		{"1.09", "1 September"},
		{"01.09.", "1 September"},
		{"bis zum 1. September", "1 September"},
		{"до 1 сентября", "1 September"},
		{"1 September, 1y ahead", "1 September, 1y ahead"},
		{"1 September, one year in advance", "1 September, 1y ahead"},
		/* Until 30 September, so that 1 September alone would be in the last year. */
		{"until 1 September of the year before", "1 September, 1y ahead"},
		{"1 December of the previous year", "1 December"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[256], notice[NOTICE_TEXT_SIZE];

		snprintf(text, sizeof(text),
			 "Partner;Signed;Valid until;Renewal;Notice period;Owner\n"
			 "A;01.10.2020;30.09.2028;renewed automatically for 1 year;%s;X\n",
			 cells[i][0]);
		assert_int_equal(read_text(text), 0);
		assert_string_equal(notice_format(draft(0)->notice, notice), cells[i][1]);
		if (taken.problems.count != 0)
			fail_msg("%s: %s", cells[i][0], taken.problems.items[0].text);
	}
}

static void a_day_of_notice_that_is_not_clear_is_a_problem(void **state)
{
	static const char *const cells[] = {"1/9", "early September", "31 June",
					    "1 May or 1 November"};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text),
			 "Partner;Signed;Valid until;Renewal;Notice period;Owner\n"
			 "A;01.10.2020;30.09.2028;renewed automatically for 1 year;%s;X\n",
			 cells[i]);
		assert_int_equal(read_text(text), 0);
		assert_false(notice_is_known(draft(0)->notice));
		assert_problem("unread_rest", PROBLEM_WARNING, 2, 58);
	}
}

static void an_academic_year_is_a_last_day_where_it_is_known_when_it_starts(void **state)
{
	static const char text[] = "Partner,Signed,Valid until,Extended until,Owner\n"
				   "A,01.02.2020,2027/28,,X\n"
				   "B,01.02.2020,end of 2027/28,,X\n"
				   "C,01.02.2020,the end of the academic year 2026/27,2028/2029,X\n"
				   "D,2021/22,2027/28,,X\n";
	static const char *const last_days[] = {"2028-08-31", "2028-08-31", "2029-08-31",
						"2028-08-31"};

	(void)state;
	assert_int_equal(read_text_in(text, (struct year_day){9, 1}), 0);
	for (size_t i = 0; i < 4; i++) {
		assert_last_day(i, last_days[i]);
		assert_int_equal(draft(i)->kind, KIND_FIXED);
	}
	assert_string_equal(draft(1)->last_day_raw, "end of 2027/28");
	assert_int_equal(draft(2)->term_count, 2);
	/* Nobody signs for a year. */
	assert_int_equal(taken.problems.count, 1);
	assert_problem("unreadable_date", PROBLEM_ERROR, 5, 3);
	/* Without it both days that may be meant are offered. */
	assert_int_equal(read_text(text), 0);
	assert_asks("unreadable_date", "last_day", "2028-08-31", "2028-09-30");
	assert_last_day(0, "");
}

/* ---- profiles ----------------------------------------------------------------------------- */

static void a_profile_says_where_a_register_starts_and_stops_and_what_is_furniture(void **state)
{
	static const char *const strip[] = {"confidential*"};
	const struct profile profile = {
		.start = "*beginning*", .stop = "archive*", .strip = {strip, 1}};

	(void)state;
	assert_int_equal(read_text_as("Partner,Valid until,Signed,Owner\n"
				      "Z,2030,2020,X\n"
				      "Beginning of the list\n"
				      "Partner,Valid until,Signed,Owner\n"
				      "A,2030,2020,X\n"
				      "Confidential,2,3,4\n"
				      "B,2030,2020,X\n"
				      "Archive\n"
				      "Y,2030,2020,X\n",
				      &profile),
			 0);
	assert_int_equal(taken.draft_count, 2);
	assert_string_equal(draft(1)->partners[0].name, "B");
	assert_int_equal(count_lines(LINE_FURNITURE), 6);
}

static void a_profile_decides_the_order_of_dates(void **state)
{
	const struct profile profile = {.order = ORDER_MONTH_DAY};

	(void)state;
	assert_int_equal(read_text_as("Partner,Valid until,Signed,Owner\n"
				      "A,3/4/2030,1/2/2020,X\n",
				      &profile),
			 0);
	assert_last_day(0, "2030-03-04");
	assert_int_equal(taken.problems.count, 0);
}

static void a_profile_fills_what_the_register_does_not_say(void **state)
{
	const struct profile profile = {
		.defaults = {
			.type = "MoU", .owner = "ICD", .country = "KZ", .term = {5, SPAN_YEARS}}};

	(void)state;
	assert_int_equal(read_text_as("Partner,Country,Type,Owner,Signed\n"
				      "A,,,,01.02.2020\n"
				      "B,Italy,MoA,X,01.02.2020\n",
				      &profile),
			 0);
	assert_string_equal(draft(0)->type, "MoU");
	assert_null(draft(0)->type_raw);
	assert_string_equal(draft(0)->owner, "ICD");
	assert_string_equal(draft(0)->partners[0].country, "KZ");
	assert_int_equal(draft(0)->kind, KIND_TERM);
	assert_null(draft(0)->last_day_raw);
	assert_string_equal(draft(1)->type, "MoA");
	assert_string_equal(draft(1)->owner, "X");
	assert_string_equal(draft(1)->partners[0].country, "IT");
	assert_int_equal(taken.problems.count, 0);
}

static void a_profile_says_how_a_register_writes_nothing(void **state)
{
	static const struct profile_phrase phrases[] = {
		{.text = "as agreed", .meaning = PHRASE_UNSPECIFIED},
		{.text = "-", .meaning = PHRASE_UNSPECIFIED}};
	const struct profile profile = {.phrases = phrases, .phrase_count = 2};

	(void)state;
	assert_int_equal(read_text_as("Partner,Valid until,Signed,Owner\n"
				      "A,as agreed,2020,X\nB,-,2020,X\nC,,2020,X\n",
				      &profile),
			 0);
	assert_int_equal(count_kind(KIND_UNKNOWN), 3);
	assert_int_equal(taken.problems.count, 1);
	assert_problem("missing_last_day", PROBLEM_WARNING, 4, 3);
}

/* ---- several tables ----------------------------------------------------------------------- */

static void headings_over_the_tables_of_a_page_are_carried_into_their_rows(void **state)
{
	(void)state;
	assert_int_equal(
		read_text("<!DOCTYPE html><html><body><h1>Our partners</h1>\n"
			  "<h2>Germany</h2><table>\n"
			  "<tr><th>University</th><th>Signed</th><th>Valid until</th></tr>\n"
			  "<tr><td><a href=\"https://tu.example/\">TU Dresden</a></td>"
			  "<td>3/4/2020</td><td>2025</td></tr></table>\n"
			  "<h2>North America</h2><table>\n"
			  "<tr><th>University</th><th>Signed</th><th>Valid until</th></tr>\n"
			  "<tr><td colspan=3>Canada</td></tr>\n"
			  "<tr><td>McGill University</td><td>13/4/2020</td><td>2026</td></tr>\n"
			  "</table></body></html>\n"),
		0);
	assert_int_equal(taken.facts->format, FORMAT_HTML);
	assert_int_equal(taken.facts->table_count, 2);
	assert_int_equal(taken.draft_count, 2);
	assert_string_equal(draft(0)->partners[0].country, "DE");
	assert_string_equal(draft(0)->link, "https://tu.example/");
	assert_string_equal(draft(1)->partners[0].country, "CA");
	/* Tables with one heading are one: what decides the order of dates in one, does in all. */
	assert_string_equal(column_of(ROLE_SIGNED)->date_order, "day/month");
	assert_int_equal(day_civil(draft(0)->signed_on.first).month, 4);
	assert_int_equal(count_problems("ambiguous_dates"), 0);
}

#define SHEETS "tests/intake/files/libreoffice.xlsx"

static void every_sheet_is_a_table_and_its_problems_name_it(void **state)
{
	(void)state;
	assert_int_equal(read_file(SHEETS, NULL), 0);
	assert_string_equal(taken.facts->tables[0].name, "Partners");
	assert_int_equal(taken.facts->tables[0].heading_line, 2);
	assert_int_equal(taken.facts->tables[0].row_count, 4);
	assert_int_equal(taken.facts->tables[1].row_count, 2);
	assert_int_equal(taken.draft_count, 6);
	/* The sheet's name is a country. */
	assert_string_equal(draft(4)->partners[0].country, "TR");
	for (size_t i = 0; i < taken.problems.count; i++) {
		const struct problem *problem = &taken.problems.items[i];

		if (strcmp(problem->code, "renewal_to_confirm") == 0)
			assert_string_equal(problem->file,
					    RENEWD_SOURCE_DIR "/" SHEETS ", Türkiye");
	}
	assert_int_equal(count_problems("renewal_to_confirm"), 1);
	/* Both lack an owner: once is enough. */
	assert_int_equal(count_problems("no_owner_column"), 1);
	/* What is left out is said. */
	assert_int_equal(count_problems("no_heading"), 1);
}

static void a_column_that_a_profile_names_must_be_in_one_of_the_tables(void **state)
{
	static const struct profile_column columns[] = {{.heading = "Term", .role = ROLE_TERM},
							{.heading = "Nowhere", .role = ROLE_NOTE}};
	const struct profile profile = {.columns = columns, .column_count = 2};

	(void)state;
	assert_int_equal(read_file(SHEETS, &profile), 0);
	assert_int_equal(count_problems("unknown_column"), 1);
	assert_says("unknown_column", "\"Nowhere\"");
}

/* ---- reading as a whole ------------------------------------------------------------------- */

static int stop_at(void *context, int permille)
{
	int *calls = context;

	assert_in_range(permille, 0, 1000);
	return --*calls <= 0 ? -EINTR : 0;
}

static void reading_ends_when_progress_says_so(void **state)
{
	struct text text = {0};
	int calls = 1;
	const struct register_options options = {.progress = stop_at, .context = &calls};
	struct register_record record;
	int result;

	(void)state;
	text_add(&text, "Partner,Valid until,Signed,Owner\n");
	for (int i = 0; i < 5000; i++)
		text_addf(&text, "A%d,2030,2020,X\n", i);
	forget(NULL);
	assert_int_equal(source_of(text_string(&text), text.length, "list.csv", &taken.problems,
				   &taken.source),
			 0);
	assert_int_equal(register_open(taken.source, &options, &taken.problems, &taken.reader),
			 -EINTR);
	assert_null(taken.reader);
	calls = 6;
	assert_int_equal(register_open(taken.source, &options, &taken.problems, &taken.reader), 0);
	while ((result = register_next(taken.reader, &record)) == 1)
		;
	assert_int_equal(result, -EINTR);
	assert_int_equal(register_next(taken.reader, &record), -EINTR);
	text_done(&text);
}

static void a_register_can_be_read_again_from_its_start(void **state)
{
	struct register_record record;
	size_t records = 0, problems = 0;

	(void)state;
	assert_int_equal(read_text("Partner,Valid until,Signed,Owner\nGermany\nA,,2020,X\n"), 0);
	assert_int_equal(register_next(taken.reader, &record), 0);
	assert_int_equal(register_rewind(taken.reader), 0);
	while (register_next(taken.reader, &record) == 1) {
		records++;
		problems += record.problem_count;
		if (record.draft != NULL)
			assert_string_equal(record.draft->agreement.partners[0].country, "DE");
	}
	assert_int_equal(records, taken.record_count);
	assert_int_equal(problems, 1);
}

static int read_once(void *context)
{
	const char *text = context;
	struct problems problems = {0};
	struct source *source = NULL;
	struct register_reader *reader = NULL;
	struct register_record record;
	int result = source_of(text, strlen(text), "list.csv", &problems, &source);

	if (result == 0)
		result = register_open(source, NULL, &problems, &reader);
	if (result == 0) {
		do
			result = register_next(reader, &record);
		while (result == 1);
	}
	register_close(reader);
	source_close(source);
	problems_done(&problems);
	return result;
}

static void memory_that_runs_out_is_reported_wherever_it_happens(void **state)
{
	char troubled[] = HEADING "1,1/2/2020,A\x01,-,Atlantis,2026-02-30,X,7\n"
				  "2,,,,,5 years,X,7\n8,,,,Italy,,,\nPage\n3,x,B,,Italy,soon\n";
	char columns[] = "Partner,Expiry date,Valid until,Signed,Status\n"
			 "A,5,07/18/2027,13/02/2024,closed\nB,,TBD,1.2.24,expired\n";
	char several[] = "Partner,Type,Country,Valid until,Signed,Note\nGermany\n"
			 "University of Oslo; Aalto University <i>*x</i>,\"MOU, MOA\","
			 "Norway / Finland,5+5 or so,2020 2021,\xff\n";
	static char two_rows[] = "Partner,Term,,Owner\n,from,to,\nA,13.02.2020,13.02.2030,X\n";

	static char merged[] = "Wer,Wo,Bis\nA University,\"Oslo, Norway\",13.02.2030\n"
			       "\"B, C\",,14.02.2030\nC University,\"Spain, Italy\",14.02.2031\n";
	static char sides[] =
		"Partner,Signed by us,Signed by partner,Renewed,Extended until,Stage\n"
		"A,13.02.2020,14.02.2020,13.02.2025,13.02.2030,13.02.2020\n"
		"B,13.02.2020,14.02.2020,13.02.2025,13.02.2030,13.02.2020\n";

	(void)state;
	alloc_each_fails(read_once, merged);
	alloc_each_fails(read_once, sides);
	alloc_each_fails(read_once, troubled);
	alloc_each_fails(read_once, columns);
	alloc_each_fails(read_once, several);
	alloc_each_fails(read_once, two_rows);
	assert_int_equal(read_text(troubled), 0);
	assert_int_equal(taken.draft_count, 3);
}

static unsigned int random_number(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Puts the lines together again: nothing is lost, nothing comes twice, and numbers go on. */
static void assert_lines_are_the_file(const char *text)
{
	unsigned int number = 1;
	size_t at = 0;

	for (size_t i = 0; i < taken.record_count; i++) {
		const struct register_record *record = &taken.records[i].record;
		size_t length = strlen(record->text);
		unsigned int lines = 0;

		assert_int_equal(record->line, number);
		assert_memory_equal(record->text, text + at, length);
		for (size_t kind = 0; kind < LINE_KINDS; kind++)
			lines += record->kind_lines[kind];
		assert_int_equal(lines, record->lines);
		assert_true((record->kind == LINE_ROW) == (record->draft != NULL));
		at += length;
		number += record->lines;
		if (text[at] == '\r')
			at++;
		if (text[at] == '\n')
			at++;
	}
	assert_int_equal(at, strlen(text));
}

static void every_line_of_a_register_is_in_exactly_one_record(void **state)
{
	static const char *const pieces[] = {
		"A,",
		"\"B\nC\",",
		"\"",
		",",
		"\n",
		"\r\n",
		"2030-01-01,",
		"3/4/2020,",
		"x",
		"Italy,",
		"\n7,2020,D,,Italy,2030,X,9\n",
		"\nGermany\n",
		"\nPartner,Until,Type,Signed\n",
	};
	unsigned int seed = 7;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct text text = {0};

		text_add(&text, HEADING "1,2020,A,,Italy,2030,X,1\n2,2020,B,,Italy,2030,X,2\n");
		for (unsigned int k = random_number(&seed) % 40; k > 0; k--)
			text_add(&text, pieces[random_number(&seed) % 13]);
		if (read_text(text_string(&text)) != 0)
			fail_msg("%s: %s", taken.problems.items[0].text, text_string(&text));
		assert_lines_are_the_file(text_string(&text));
		forget(NULL);
		text_done(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(all_four_separators_are_recognised, forget),
		cmocka_unit_test_teardown(a_byte_order_mark_and_any_line_end_are_accepted, forget),
		cmocka_unit_test_teardown(quoted_cells_hold_separators_line_ends_and_marks, forget),
		cmocka_unit_test_teardown(a_term_counts_from_the_signing_date, forget),
		cmocka_unit_test_teardown(a_number_that_is_no_count_is_the_registration_number,
					  forget),
		cmocka_unit_test_teardown(what_is_not_recorded_is_not_invented, forget),
		cmocka_unit_test_teardown(a_file_without_a_heading_line_that_can_be_cast_is_refused,
					  forget),
		cmocka_unit_test_teardown(a_heading_line_without_dates_is_still_one, forget),
		cmocka_unit_test_teardown(a_number_under_a_heading_with_a_unit_is_a_length, forget),
		cmocka_unit_test_teardown(a_heading_says_what_its_dates_are, forget),
		cmocka_unit_test_teardown(a_heading_that_comes_again_is_no_row, forget),
		cmocka_unit_test_teardown(another_heading_further_down_begins_another_table,
					  forget),
		cmocka_unit_test_teardown(a_table_far_behind_a_long_one_is_found, forget),
		cmocka_unit_test_teardown(the_order_of_dates_is_decided_by_all_rows, forget),
		cmocka_unit_test_teardown(a_country_over_rows_is_carried_into_them, forget),
		cmocka_unit_test_teardown(a_row_that_names_its_country_keeps_it, forget),
		cmocka_unit_test_teardown(a_total_is_no_row_whatever_column_its_word_stands_in,
					  forget),
		cmocka_unit_test_teardown(titles_legends_totals_and_dates_of_updating_are_no_rows,
					  forget),
		cmocka_unit_test_teardown(a_nul_in_a_line_is_kept_as_a_sign, forget),
		cmocka_unit_test_teardown(several_partners_of_a_row_are_kept_apart, forget),
		cmocka_unit_test_teardown(tags_and_notes_are_taken_off_a_name, forget),
		cmocka_unit_test_teardown(an_address_on_the_web_is_kept, forget),
		cmocka_unit_test_teardown(a_country_that_could_be_two_is_a_question, forget),
		cmocka_unit_test_teardown(
			a_country_written_twice_is_one_and_one_within_a_text_is_a_reading, forget),
		cmocka_unit_test_teardown(several_types_in_a_cell_are_a_question, forget),
		cmocka_unit_test_teardown(contradictions_are_questions_and_the_earlier_day_is_used,
					  forget),
		cmocka_unit_test_teardown(what_is_left_of_a_cell_is_said, forget),
		cmocka_unit_test_teardown(renewals_and_notice_periods_are_read, forget),
		cmocka_unit_test_teardown(a_fixed_day_of_notice_is_read, forget),
		cmocka_unit_test_teardown(
			an_academic_year_is_a_last_day_where_it_is_known_when_it_starts, forget),
		cmocka_unit_test_teardown(a_day_of_notice_that_is_not_clear_is_a_problem, forget),
		cmocka_unit_test_teardown(
			a_profile_says_where_a_register_starts_and_stops_and_what_is_furniture,
			forget),
		cmocka_unit_test_teardown(a_profile_decides_the_order_of_dates, forget),
		cmocka_unit_test_teardown(a_profile_fills_what_the_register_does_not_say, forget),
		cmocka_unit_test_teardown(a_profile_says_how_a_register_writes_nothing, forget),
		cmocka_unit_test_teardown(
			headings_over_the_tables_of_a_page_are_carried_into_their_rows, forget),
		cmocka_unit_test_teardown(every_sheet_is_a_table_and_its_problems_name_it, forget),
		cmocka_unit_test_teardown(
			a_column_that_a_profile_names_must_be_in_one_of_the_tables, forget),
		cmocka_unit_test_teardown(reading_ends_when_progress_says_so, forget),
		cmocka_unit_test_teardown(a_register_can_be_read_again_from_its_start, forget),
		cmocka_unit_test_teardown(memory_that_runs_out_is_reported_wherever_it_happens,
					  forget),
		cmocka_unit_test_teardown(every_line_of_a_register_is_in_exactly_one_record,
					  forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
