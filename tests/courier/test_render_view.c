#include "courier/render_view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/message/sample.h"

static int setup(void **state)
{
	*state = sample_new("2026-11-23");
	return 0;
}

static int teardown(void **state)
{
	sample_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void the_most_urgent_come_first_and_keep_their_order(void **state)
{
	static const int64_t wanted[] = {4, 3, 6, 2, 1, 5};
	struct document document;
	struct render_view view;
	struct arena arena = {0};

	sample_add(*state, "open", DEADLINE_REVIEW, "2020-01-01", "2020-01-01", NULL);
	sample_add(*state, "later", DEADLINE_END, "2027-11-30", "2027-11-30", NULL);
	sample_add(*state, "week", DEADLINE_END, "2026-11-30", "2026-11-30", NULL);
	sample_add(*state, "ended", DEADLINE_END, "2026-11-22", "2026-11-22", NULL);
	sample_add(*state, "unknown", DEADLINE_UNKNOWN, "2020-01-01", NULL, NULL);
	sample_add(*state, "week too", DEADLINE_END, "2026-11-24", "2026-11-24", NULL);
	document = sample_document(*state);
	assert_int_equal(render_view_make(&document, sample_day("2026-11-23"), &arena, &view), 0);
	assert_int_equal(view.count, 6);
	assert_int_equal(view.detailed, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(view.entries[i]->agreement_id, wanted[i]);
	arena_done(&arena);
}

static void ten_are_shown_in_detail_and_none_of_a_summary(void **state)
{
	struct sample *sample = *state;
	struct document document;
	struct render_view view;
	struct arena arena = {0};

	for (size_t i = 0; i < 11; i++)
		sample_add(sample, "A", DEADLINE_END, "2026-11-30", "2026-11-30", NULL);
	document = sample_document(sample);
	assert_int_equal(render_view_make(&document, sample_day("2026-11-23"), &arena, &view), 0);
	assert_int_equal(view.detailed, 10);
	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document(sample);
	assert_int_equal(render_view_make(&document, sample_day("2026-11-23"), &arena, &view), 0);
	assert_int_equal(view.detailed, 0);
	arena_done(&arena);
}

static void expect_brief(const struct entry *entry, const char *as_of, const char *wanted)
{
	struct text out = {0};

	render_view_brief(&out, entry, sample_day(as_of));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void a_brief_of_what_renews_itself_names_no_end(void **state)
{
	struct document document;

	sample_add_tacit(*state, "A", "2026-12-10", "2027-03-10", "1y", "3m");
	document = sample_document(*state);
	expect_brief(&document.entries[0], "2026-11-23", "notice in 17 days");
	expect_brief(&document.entries[0], "2026-12-11", "renews itself in 89 days");
	expect_brief(&document.entries[0], "2027-03-11", "renewed itself yesterday");
}

static void a_brief_says_it_in_a_few_words(void **state)
{
	struct document document;

	sample_add(*state, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(*state, "B", DEADLINE_END, "2026-12-10", "2026-12", NULL);
	sample_add(*state, "C", DEADLINE_REVIEW, "2026-12-10", "2026-12-10", NULL);
	sample_add(*state, "D", DEADLINE_UNKNOWN, "2020-01-01", NULL, NULL);
	document = sample_document(*state);
	expect_brief(&document.entries[0], "2026-11-23", "ends in 17 days");
	expect_brief(&document.entries[0], "2026-12-10", "ends today");
	expect_brief(&document.entries[0], "2026-12-11", "ended yesterday");
	expect_brief(&document.entries[1], "2026-11-23", "ends in 17 days (reckoned)");
	expect_brief(&document.entries[1], "2026-12-11", "may have ended yesterday");
	expect_brief(&document.entries[1], "2027-01-01", "ended 22 days ago");
	expect_brief(&document.entries[2], "2026-12-09", "review tomorrow");
	expect_brief(&document.entries[3], "2026-12-09", "no last day known");
}

static void facts_end_and_unknown_ones_are_empty(void **state)
{
	static const char *const wanted[][2] = {
		{"Partners", ""},
		{"Type", "Memorandum of understanding"},
		{"Signed", "10 December 2021"},
		{"Owner", ""},
		{"Number", "2021/45"},
		{"Register", "agreements.txt, row 12"},
		{"ID", "1"},
	};
	struct document document;
	size_t i;

	sample_add(*state, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL)->owner = NULL;
	document = sample_document(*state);
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct text out = {0};

		assert_string_equal(render_view_fact(i, &document.entries[0], &out), wanted[i][0]);
		assert_string_equal(text_string(&out), wanted[i][1]);
		text_done(&out);
	}
	assert_null(render_view_fact(i, &document.entries[0], NULL));
}

static void an_entry_is_found_in_its_register_by_what_is_known(void **state)
{
	static const struct {
		const char *number, *register_name, *row, *owner;
		const char *key, *keys;
	} cases[] = {
		{"2021/45", "agreements.txt", "12", "Law", "No. 2021/45",
		 "No. 2021/45 · agreements.txt, row 12 · ID 1 · Law"},
		{NULL, "agreements.txt", "12", "Law", "agreements.txt, row 12",
		 "agreements.txt, row 12 · ID 1 · Law"},
		{"", "", "12", NULL, "row 12", "row 12 · ID 1 · no owner"},
		{"7", "agreements.txt", NULL, "", "No. 7",
		 "No. 7 · agreements.txt · ID 1 · no owner"},
		{NULL, "", NULL, "Law", "ID 1", "ID 1 · Law"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct entry entry = {.agreement_id = 1,
				      .registration_number = cases[i].number,
				      .register_name = cases[i].register_name,
				      .row = cases[i].row,
				      .owner = cases[i].owner};
		struct text out = {0};

		render_view_key(&out, &entry);
		assert_string_equal(text_string(&out), cases[i].key);
		text_clear(&out);
		render_view_keys(&out, &entry);
		assert_string_equal(text_string(&out), cases[i].keys);
		text_done(&out);
	}
}

static void several_partners_are_listed_in_full(void **state)
{
	struct partner partners[25];
	struct agreement *agreement;
	struct document document;
	struct text out = {0};

	for (size_t i = 0; i < 25; i++)
		partners[i] = (struct partner){.name = "P", .city = i == 0 ? "Riga" : NULL};
	agreement = sample_add(*state, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	agreement->partners = partners;
	agreement->partner_count = 2;
	document = sample_document(*state);
	render_view_fact(0, &document.entries[0], &out);
	assert_string_equal(text_string(&out), "P (Riga); P");
	text_clear(&out);
	agreement->partner_count = 25;
	document = sample_document(*state);
	render_view_fact(0, &document.entries[0], &out);
	assert_string_equal(text_string(&out),
			    "P (Riga); P; P; P; P; P; P; P; P; P; P; P; P; P; P; P; P; P; P; P "
			    "and 5 more");
	text_done(&out);
}

static void a_digest_keeps_its_order_and_has_headings(void **state)
{
	static const struct {
		enum section section;
		const char *owner, *heading, *whose, *contact;
	} rows[] = {
		{SECTION_ENDED, "Law", "Ended since the last digest", "", NULL},
		{SECTION_ENDED, "Arts", "", "", NULL},
		{SECTION_ENDING, "Arts", "End within 90 days", "Faculty of Arts",
		 "Faculty of Arts"},
		{SECTION_ENDING, "Faculty of Arts", "", "", "Faculty of Arts"},
		{SECTION_ENDING, "Law", "", "Law", NULL},
		{SECTION_ENDING, NULL, "", "No owner", NULL},
		{SECTION_ENDING, "", "", "", NULL},
		{SECTION_UNANSWERED, "Law", "Nobody has responded", "", NULL},
	};
	struct document document;
	struct render_view view;
	struct arena arena = {0};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct run_entry *entry;

		sample_add(*state, "A", DEADLINE_END, i % 2 == 0 ? "2026-11-30" : "2026-11-20",
			   "2026-11-30", &entry)
			->owner = rows[i].owner;
		entry->section = rows[i].section;
		entry->owner = rows[i].contact;
	}
	document = sample_document(*state);
	assert_int_equal(render_view_make(&document, sample_day("2026-11-23"), &arena, &view), 0);
	assert_int_equal(view.detailed, 0);
	assert_true(view.has_sections);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text out = {0};

		assert_int_equal(view.entries[i]->agreement_id, i + 1);
		render_view_heading(&out, &view, i);
		assert_string_equal(text_string(&out), rows[i].heading);
		text_clear(&out);
		render_view_owner(&out, &view, i);
		assert_string_equal(text_string(&out), rows[i].whose);
		text_done(&out);
	}
	arena_done(&arena);
}

static void what_was_renewed_comes_last_and_has_no_day(void **state)
{
	struct run_entry *entry;
	struct document document;
	struct render_view view;
	struct arena arena = {0};

	sample_add(*state, "renewed", DEADLINE_END, "2026-11-24", "2026-11-24", &entry);
	entry->decision.step = (struct step){STEP_RENEWED, {1, SPAN_DAYS}, -3};
	entry->decision.renewed.reckoned = sample_day("2031-12-31");
	sample_add(*state, "unknown", DEADLINE_UNKNOWN, "2020-01-01", NULL, NULL);
	document = sample_document(*state);
	assert_int_equal(render_view_make(&document, sample_day("2026-11-23"), &arena, &view), 0);
	assert_int_equal(view.entries[1]->agreement_id, 1);
	assert_false(render_view_has_day(view.entries[1]));
	expect_brief(view.entries[1], "2026-11-23", "was renewed until 31 December 2031");
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_most_urgent_come_first_and_keep_their_order),
		TEST(ten_are_shown_in_detail_and_none_of_a_summary),
		TEST(a_brief_of_what_renews_itself_names_no_end),
		TEST(a_brief_says_it_in_a_few_words),
		TEST(facts_end_and_unknown_ones_are_empty),
		TEST(an_entry_is_found_in_its_register_by_what_is_known),
		TEST(a_digest_keeps_its_order_and_has_headings),
		TEST(what_was_renewed_comes_last_and_has_no_day),
		TEST(several_partners_are_listed_in_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
