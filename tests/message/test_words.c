#include "message/words.h"

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

typedef void entry_words(struct text *out, const struct entry *entry, struct day as_of);

static void expect_entry(entry_words *words, const struct entry *entry, const char *as_of,
			 const char *wanted)
{
	struct text out = {0};

	words(&out, entry, sample_day(as_of));
	if (strcmp(text_string(&out), wanted) != 0)
		print_error("as of %s\n", as_of);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

/* What each day says. */
struct line {
	const char *as_of;
	const char *matter;
	const char *subject; /* after "Agreement with KU Leuven " */
};

static void expect_lines(struct sample *sample, const struct line *lines, size_t count)
{
	struct document document = sample_document(sample);

	for (size_t i = 0; i < count; i++) {
		struct text subject = {0};

		expect_entry(words_matter, &document.entries[0], lines[i].as_of, lines[i].matter);
		words_subject(&subject, &document, sample_day(lines[i].as_of));
		assert_int_equal(strncmp(text_string(&subject), "Agreement with KU Leuven ", 25),
				 0);
		assert_string_equal(text_string(&subject) + 25, lines[i].subject);
		text_done(&subject);
	}
}

#define EXPECT_LINES(sample, lines) expect_lines(sample, lines, sizeof(lines) / sizeof(lines[0]))

static void an_end_is_counted_from_the_day_of_sending(void **state)
{
	static const struct line lines[] = {
		{"2025-12-10", "Ends in 365 days, on Thursday 10 December 2026.",
		 "ends in 365 days"},
		{"2026-11-23", "Ends in 17 days, on Thursday 10 December 2026.", "ends in 17 days"},
		{"2026-12-08", "Ends in 2 days, on Thursday 10 December 2026.", "ends in 2 days"},
		{"2026-12-09", "Ends tomorrow, on Thursday 10 December 2026.", "ends tomorrow"},
		{"2026-12-10", "Ends today, on Thursday 10 December 2026.", "ends today"},
		{"2026-12-11", "Ended yesterday, on Thursday 10 December 2026.", "ended yesterday"},
		{"2026-12-12", "Ended 2 days ago, on Thursday 10 December 2026.",
		 "ended 2 days ago"},
		{"2028-01-23", "Ended 409 days ago, on Thursday 10 December 2026.",
		 "ended 409 days ago"},
	};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	EXPECT_LINES(*state, lines);
}

static void a_vague_end_is_reckoned_and_may_have_passed(void **state)
{
	static const struct line lines[] = {
		{"2028-03-13", "Is reckoned to end in 17 days, on Thursday 30 March 2028.",
		 "is reckoned to end in 17 days"},
		{"2028-03-30", "Is reckoned to end today, on Thursday 30 March 2028.",
		 "is reckoned to end today"},
		{"2028-03-31", "May have ended yesterday, on Thursday 30 March 2028.",
		 "may have ended yesterday"},
		{"2028-12-31", "May have ended 276 days ago, on Thursday 30 March 2028.",
		 "may have ended 276 days ago"},
		{"2029-01-01", "Ended yesterday at the latest, on Sunday 31 December 2028.",
		 "ended yesterday"},
	};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2028-03-30", "2028", NULL);
	EXPECT_LINES(*state, lines);
}

static void t18_open_ended_is_reviewed_and_never_said_to_end(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23",
		 "Open-ended; due for review in 17 days, on Thursday 10 December 2026.",
		 "is due for review in 17 days"},
		{"2026-12-09", "Open-ended; due for review tomorrow, on Thursday 10 December 2026.",
		 "is due for review tomorrow"},
		{"2026-12-10", "Open-ended; due for review today, on Thursday 10 December 2026.",
		 "is due for review today"},
		{"2026-12-12",
		 "Open-ended; was due for review 2 days ago, on Thursday 10 December 2026.",
		 "was due for review 2 days ago"},
	};

	sample_add(*state, "KU Leuven", DEADLINE_REVIEW, "2026-12-10", "2026-12-10", NULL);
	EXPECT_LINES(*state, lines);
}

static void t18_what_renews_itself_is_never_said_to_end(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23",
		 "Notice can be given until Thursday 10 December 2026, in 17 days: without it the "
		 "agreement renews itself on 10 March 2027 for 1 year.",
		 "renews itself unless notice is given by 10 December 2026"},
		{"2026-12-10",
		 "Notice can be given until Thursday 10 December 2026, today: without it the "
		 "agreement renews itself on 10 March 2027 for 1 year.",
		 "renews itself unless notice is given by 10 December 2026"},
		{"2026-12-11",
		 "Notice could be given until Thursday 10 December 2026, yesterday; the agreement "
		 "renews itself on 10 March 2027 for 1 year.",
		 "renews itself in 89 days"},
		{"2027-03-12",
		 "Notice could be given until Thursday 10 December 2026, 92 days ago; the "
		 "agreement renewed itself on 10 March 2027 for 1 year.",
		 "renewed itself 2 days ago"},
	};

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", "3m");
	EXPECT_LINES(*state, lines);
}

static void t18_without_a_notice_period_no_day_for_notice_is_named(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23",
		 "Renews itself in 17 days, on Thursday 10 December 2026, for 12 months.",
		 "renews itself in 17 days"},
		{"2026-12-12",
		 "Renewed itself 2 days ago, on Thursday 10 December 2026, for 12 months.",
		 "renewed itself 2 days ago"},
	};

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2026-12-10", "12m", NULL);
	EXPECT_LINES(*state, lines);
}

static void for_how_long_it_renews_itself_may_not_be_recorded(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23",
		 "Renews itself in 17 days, on or about Thursday 10 December 2026; for how long is "
		 "not recorded.",
		 "renews itself in 17 days"},
	};

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2026-12-10", NULL, NULL);
	EXPECT_LINES(*state, lines);
}

static void t18_a_review_says_that_it_renews_itself(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23",
		 "Renews itself without limit, for 1 year each time; due for review in 17 days, on "
		 "Thursday 10 December 2026.",
		 "is due for review in 17 days"},
	};
	struct run_entry *entry =
		sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", NULL);

	entry->decision.kind = DEADLINE_REVIEW;
	EXPECT_LINES(*state, lines);
}

static void what_renews_itself_has_its_remarks(void **state)
{
	struct run_entry *entry =
		sample_add_tacit(*state, "KU Leuven", "2027-12-30", "2028-03-30", "1y", "3m");
	struct text out = {0};
	struct document document;

	assert_true(vague_of_year(2028, &entry->decision.renewing.given));
	document = sample_document(*state);
	words_remarks(&out, &document.entries[0], sample_day("2026-12-01"));
	assert_string_equal(text_string(&out),
			    "Last day of the term: 2028 (day not recorded; reckoned as 30 March "
			    "2028). The notice period is 3 months. This reminder is 8 days late.");
	text_clear(&out);
	entry->decision.renewing = (struct renewing){.is_set = true,
						     .on = sample_day("2028-03-30"),
						     .given = {.precision = PRECISION_NONE}};
	entry->decision.corrected_from = sample_day("2028-05-30");
	document = sample_document(*state);
	words_remarks(&out, &document.entries[0], sample_day("2026-11-23"));
	assert_string_equal(text_string(&out),
			    "By when notice must be given is not recorded. The day on which it "
			    "renews itself was corrected from 30 May 2028.");
	text_done(&out);
}

static void a_fixed_day_of_notice_is_said_as_such(void **state)
{
	static const struct line lines[] = {
		{"2027-08-31",
		 "Notice can be given until Wednesday 1 September 2027, tomorrow: without it the "
		 "agreement renews itself on 31 August 2028 for 1 year.",
		 "renews itself unless notice is given by 1 September 2027"},
		{"2027-09-02",
		 "Notice could be given until Wednesday 1 September 2027, yesterday; the agreement "
		 "renews itself on 31 August 2028 for 1 year.",
		 "renews itself in 364 days"},
	};
	struct run_entry *entry = sample_add_tacit(*state, "KU Leuven", "2027-09-01", "2028-08-31",
						   "1y", "1 September, 1y ahead");
	struct text out = {0};
	struct document document = sample_document(*state);

	words_remarks(&out, &document.entries[0], sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), "Notice must be given by 1 September, at least 1 "
					       "year before it takes effect.");
	text_clear(&out);
	entry->decision.renewing.notice.period.n = 0;
	document = sample_document(*state);
	words_remarks(&out, &document.entries[0], sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), "Notice must be given by 1 September.");
	text_done(&out);
	EXPECT_LINES(*state, lines);
}

static void a_notice_deadline_is_urgent_until_it_has_passed(void **state)
{
	struct document document;
	const struct entry *entry;

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", "3m");
	document = sample_document(*state);
	entry = &document.entries[0];
	assert_int_equal(words_urgency(entry, sample_day("2026-10-10")), URGENCY_LATER);
	assert_int_equal(words_urgency(entry, sample_day("2026-11-10")), URGENCY_MONTH);
	assert_int_equal(words_urgency(entry, sample_day("2026-12-10")), URGENCY_WEEK);
	assert_int_equal(words_urgency(entry, sample_day("2026-12-11")), URGENCY_OTHER);
}

static void t18_an_unknown_last_day_is_said_to_be_unknown(void **state)
{
	static const struct line lines[] = {
		{"2026-11-23", "No last day is known.", "has no known last day"},
		{"2030-01-01", "No last day is known.", "has no known last day"},
	};

	sample_add(*state, "KU Leuven", DEADLINE_UNKNOWN, "2026-01-05", NULL, NULL);
	EXPECT_LINES(*state, lines);
}

static void what_the_register_says_instead_of_a_last_day_is_quoted(void **state)
{
	static const char *const cells[] = {"31.02.2027", "", NULL};
	static const char *const matters[] = {
		"No last day is known; the register says \"31.02.2027\".", "No last day is known.",
		"No last day is known."};
	struct agreement *agreement =
		sample_add(*state, "KU Leuven", DEADLINE_UNKNOWN, "2026-01-05", NULL, NULL);

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct document document;

		agreement->last_day_raw = cells[i];
		document = sample_document(*state);
		expect_entry(words_matter, &document.entries[0], "2026-11-23", matters[i]);
	}
}

static void a_window_says_when_to_start_and_when_to_be_done(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2027-05-22", "2027-05-22", &entry);
	entry->decision.step.kind = STEP_WINDOW_OPENS;
	document = sample_document(*state);
	expect_entry(words_matter, &document.entries[0], "2026-11-23",
		     "Ends in 180 days, on Saturday 22 May 2027: start now if it is to be "
		     "renewed.");
	entry->decision.step.kind = STEP_WINDOW_CLOSES;
	entry->decision.milestone = sample_day("2027-04-22");
	document = sample_document(*state);
	expect_entry(words_matter, &document.entries[0], "2027-04-22",
		     "Ends in 30 days, on Saturday 22 May 2027: a renewal should be done by "
		     "Thursday 22 April 2027.");
	expect_entry(words_matter, &document.entries[0], "2027-04-23",
		     "Ends in 29 days, on Saturday 22 May 2027: a renewal should have been done by "
		     "Thursday 22 April 2027.");
	expect_entry(words_matter, &document.entries[0], "2027-05-23",
		     "Ended yesterday, on Saturday 22 May 2027.");
}

static void a_plain_reminder_needs_no_remark(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23", "");
}

static void a_vague_date_is_shown_as_it_was_recorded(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2028-03-30", "2028", NULL);
	sample_add(*state, "KU Leuven", DEADLINE_END, "2028-03-30", "2028-03", NULL);
	sample_add(*state, "KU Leuven", DEADLINE_REVIEW, "2028-03-30", "2028", NULL);
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "Last day: 2028 (day not recorded; reckoned as 30 March 2028).");
	expect_entry(words_remarks, &document.entries[1], "2026-11-23",
		     "Last day: March 2028 (day not recorded; reckoned as 30 March 2028).");
	expect_entry(words_remarks, &document.entries[2], "2026-11-23",
		     "Review: 2028 (day not recorded; reckoned as 30 March 2028).");
}

static void what_may_have_ended_names_its_last_possible_day(void **state)
{
	struct sample *sample = *state;
	struct document document;

	sample->run.today = sample_day("2028-04-03");
	sample_add(sample, "KU Leuven", DEADLINE_END, "2028-03-30", "2028", NULL);
	document = sample_document(sample);
	expect_entry(words_remarks, &document.entries[0], "2028-04-03",
		     "Last day: 2028 (day not recorded; reckoned as 30 March 2028). It may be in "
		     "force until 31 December 2028.");
}

static void t03_a_late_reminder_says_how_late_it_is(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->decision.late_days = 9;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "This reminder is 9 days late.");
	entry->decision.late_days = 1;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "This reminder is 1 day late.");
}

static void days_in_the_outbox_make_a_reminder_late_too(void **state)
{
	struct sample *sample = *state;
	struct document document;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(sample);
	expect_entry(words_remarks, &document.entries[0], "2026-11-25",
		     "This reminder is 2 days late.");
	sample->delivery.kind = DELIVERY_GAP;
	document = sample_document(sample);
	expect_entry(words_remarks, &document.entries[0], "2026-11-25", "");
}

static void a_corrected_day_names_the_one_before(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->decision.corrected_from = sample_day("2026-10-01");
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "The last day was corrected from 1 October 2026.");
	entry->decision.kind = DEADLINE_REVIEW;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "The day of the review was corrected from 1 October 2026.");
}

static void what_nobody_has_decided_is_said(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->doubt = (struct doubt){.readings = {"2026-12-10", "5y"}};
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "The register contradicts itself about the last day (\"2026-12-10\" or "
		     "\"5y\"): the earlier one counts until the register's keeper decides.");
	entry->doubt = (struct doubt){.successor = 45,
				      .successor_signed = vague_of_day(sample_day("2026-03-12"))};
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "A later agreement with the same partner and type, number 45, signed 12 March "
		     "2026, may have taken its place: the register's keeper can say so.");
}

static void t22_the_keeper_is_told_why_and_what_to_add(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->fallback = FALLBACK_UNKNOWN_OWNER;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "You get this as the keeper: its owner, \"Faculty of Law\", is none of the "
		     "contacts. Add that name to \"contacts\" in the configuration, as a contact "
		     "or as an alias of one.");
	entry->fallback = FALLBACK_NO_OWNER;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "You get this as the keeper: the agreement names no owner. Enter one in the "
		     "register.");
	entry->fallback = FALLBACK_NO_ADDRESS;
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "You get this as the keeper: the contact it is for has no address (its owner "
		     "is \"Faculty of Law\"). Add an e-mail address or a channel to that contact "
		     "under \"contacts\" in the configuration.");
}

static void remarks_follow_each_other(void **state)
{
	struct run_entry *entry;
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2028-03-30", "2028", &entry);
	entry->decision.late_days = 3;
	entry->decision.corrected_from = sample_day("2027-12-31");
	document = sample_document(*state);
	expect_entry(words_remarks, &document.entries[0], "2026-11-23",
		     "Last day: 2028 (day not recorded; reckoned as 30 March 2028). This reminder "
		     "is 3 days late. The last day was corrected from 31 December 2027.");
}

static void partners_are_named_or_counted(void **state)
{
	static const char *const names[] = {"A", "B", "C", "D", "E"};
	static const char *const wanted[] = {"No partner named",       "A (Riga)",
					     "A (Riga) and B",	       "A (Riga), B and C",
					     "A (Riga), B and 2 more", "A (Riga), B and 3 more"};
	struct partner partners[5] = {0};

	(void)state;
	for (size_t i = 0; i < 5; i++)
		partners[i].name = names[i];
	partners[0].city = "Riga";
	for (size_t count = 0; count <= 5; count++) {
		struct entry entry = {.partners = partners, .partner_count = count};
		struct text out = {0};

		words_partners(&out, &entry);
		assert_string_equal(text_string(&out), wanted[count]);
		text_done(&out);
	}
}

static void urgency_follows_the_days_that_are_left(void **state)
{
	static const struct {
		const char *as_of;
		enum urgency urgency;
	} lines[] = {
		{"2026-12-11", URGENCY_ENDED}, {"2026-12-10", URGENCY_WEEK},
		{"2026-12-03", URGENCY_WEEK},  {"2026-12-02", URGENCY_MONTH},
		{"2026-11-10", URGENCY_MONTH}, {"2026-11-09", URGENCY_LATER},
	};
	struct entry entry = {.kind = DEADLINE_END, .deadline = sample_day("2026-12-10")};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_int_equal(words_urgency(&entry, sample_day(lines[i].as_of)),
				 lines[i].urgency);
	entry.kind = DEADLINE_REVIEW;
	assert_int_equal(words_urgency(&entry, sample_day("2026-12-11")), URGENCY_OTHER);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_end_is_counted_from_the_day_of_sending),
		TEST(a_vague_end_is_reckoned_and_may_have_passed),
		TEST(t18_open_ended_is_reviewed_and_never_said_to_end),
		TEST(t18_what_renews_itself_is_never_said_to_end),
		TEST(t18_without_a_notice_period_no_day_for_notice_is_named),
		TEST(for_how_long_it_renews_itself_may_not_be_recorded),
		TEST(t18_a_review_says_that_it_renews_itself),
		TEST(what_renews_itself_has_its_remarks),
		TEST(a_fixed_day_of_notice_is_said_as_such),
		TEST(a_notice_deadline_is_urgent_until_it_has_passed),
		TEST(t18_an_unknown_last_day_is_said_to_be_unknown),
		TEST(what_the_register_says_instead_of_a_last_day_is_quoted),
		TEST(a_window_says_when_to_start_and_when_to_be_done),
		TEST(a_plain_reminder_needs_no_remark),
		TEST(a_vague_date_is_shown_as_it_was_recorded),
		TEST(what_may_have_ended_names_its_last_possible_day),
		TEST(t03_a_late_reminder_says_how_late_it_is),
		TEST(days_in_the_outbox_make_a_reminder_late_too),
		TEST(a_corrected_day_names_the_one_before),
		TEST(what_nobody_has_decided_is_said),
		TEST(t22_the_keeper_is_told_why_and_what_to_add),
		TEST(remarks_follow_each_other),
		TEST(partners_are_named_or_counted),
		TEST(urgency_follows_the_days_that_are_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
