#include "message/words_follow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "message/words.h"
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

static void expect_entry(entry_words *words, struct sample *sample, const char *as_of,
			 const char *wanted)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words(&out, &document.entries[0], sample_day(as_of));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void expect_subject(struct sample *sample, const char *as_of, const char *wanted)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words_subject(&out, &document, sample_day(as_of));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

/* An agreement that ends on 10 December 2026. */
static struct run_entry *add_end(struct sample *sample)
{
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	return entry;
}

static void respond(struct run_entry *entry, enum response_kind kind, const char *until)
{
	entry->decision.response =
		(struct response){.id = 1,
				  .kind = kind,
				  .until = until == NULL ? DAY_NONE : sample_day(until),
				  .on = sample_day("2026-11-02")};
}

/* ---- escalation ------------------------------------------------------------------------------ */

static void tell(struct sample *sample, struct run_entry *entry, const char *const *names,
		 size_t count)
{
	struct told *told = arena_take_array(&sample->arena, count, sizeof(*told));

	assert_non_null(told);
	for (size_t i = 0; i < count; i++)
		told[i] = (struct told){.address = {"mail", "a@b.example"},
					.name = names[i],
					.on = day_add_days(sample_day("2026-11-02"), (int32_t)i)};
	entry->told = told;
	entry->told_count = count;
}

static void who_is_told_as_well_hears_who_was_told_before(void **state)
{
	static const char *const names[] = {"Dean", "Rector", "Office", "Registry"};
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);

	sample->items[0].level = 1;
	expect_entry(words_remarks, sample, "2026-11-23", "Nobody has responded.");
	entry->decision.first_told = sample_day("2026-11-02");
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Nobody has responded since the first reminder, of 2 November 2026.");
	tell(sample, entry, names, 1);
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Dean was told on 2 November 2026 and nobody has responded since.");
	tell(sample, entry, names, 2);
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Nobody has responded since these were told: Dean on 2 November 2026 and "
		     "Rector on 3 November 2026.");
	tell(sample, entry, names, 3);
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Nobody has responded since these were told: Dean on 2 November 2026, Rector "
		     "on 3 November 2026 and Office on 4 November 2026.");
	tell(sample, entry, names, 4);
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Nobody has responded since these were told: Dean on 2 November 2026, Rector "
		     "on 3 November 2026 and 2 more.");
}

static void the_reader_is_not_named_among_those_told_before(void **state)
{
	static const char *const names[] = {"Dean", "Faculty of Law"};
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);

	tell(sample, entry, names, 2);
	sample->items[0].level = 1;
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Dean was told on 2 November 2026 and nobody has responded since.");
}

static void after_a_response_nobody_is_said_to_be_silent(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);

	sample->items[0].level = 1;
	respond(entry, RESPONSE_ACKNOWLEDGED, NULL);
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Acknowledged on 2 November 2026. You are told as well because nobody had "
		     "responded at first.");
	entry->decision.step =
		step_on(STEP_ESCALATES, sample_day("2026-12-10"), sample_day("2026-11-23"));
	expect_entry(words_remarks, sample, "2026-11-23",
		     "Acknowledged on 2 November 2026. Nobody has responded since.");
}

static void a_deputy_hears_for_whom_it_is(void **state)
{
	static const struct contact dean = {.key = "dean", .name = "Dean of Law"};
	struct sample *sample = *state;

	add_end(sample);
	sample->items[0].absent = &dean;
	expect_entry(words_remarks, sample, "2026-11-23",
		     "You get this in place of Dean of Law, who is absent.");
}

/* ---- responses ------------------------------------------------------------------------------- */

static void what_was_answered_is_said(void **state)
{
	static const struct {
		enum response_kind kind;
		const char *until;
		const char *wanted;
	} cases[] = {
		{RESPONSE_ACKNOWLEDGED, NULL, "Acknowledged on 2 November 2026."},
		{RESPONSE_ACKNOWLEDGED, "2027-01-14",
		 "Acknowledged on 2 November 2026 until 14 January 2027."},
		{RESPONSE_RENEW, NULL, "To be renewed (decided on 2 November 2026)."},
		{RESPONSE_RENEW, "2027-01-14",
		 "To be renewed (decided on 2 November 2026; put off until 14 January 2027)."},
		{RESPONSE_RENEGOTIATE, NULL, "To be renegotiated (decided on 2 November 2026)."},
		{RESPONSE_LAPSE, NULL,
		 "Is to lapse (decided on 2 November 2026): nothing more is to be done."},
	};
	struct run_entry *entry = add_end(*state);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		respond(entry, cases[i].kind, cases[i].until);
		expect_entry(words_remarks, *state, "2026-11-23", cases[i].wanted);
	}
}

static void t18_what_renews_itself_does_not_lapse_by_itself(void **state)
{
	struct run_entry *entry =
		sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", "3m");

	respond(entry, RESPONSE_LAPSE, NULL);
	expect_entry(words_follow, *state, "2026-12-10",
		     "Is to lapse (decided on 2 November 2026): notice must still be given by 10 "
		     "December 2026, and then recorded with \"renewctl terminate 1\".");
	expect_entry(words_follow, *state, "2026-12-11",
		     "Is to lapse (decided on 2 November 2026), but no notice is recorded: if it "
		     "was given, record it with \"renewctl terminate 1\".");
	respond(entry, RESPONSE_RENEW, NULL);
	expect_entry(words_follow, *state, "2026-12-10",
		     "Is to go on (decided on 2 November 2026): nothing is to be done.");
	entry->decision.kind = DEADLINE_REVIEW;
	respond(entry, RESPONSE_LAPSE, NULL);
	expect_entry(words_follow, *state, "2026-12-10",
		     "Is to lapse (decided on 2 November 2026): when it has been ended, record it "
		     "with \"renewctl terminate 1\".");
}

static void without_a_notice_period_notice_is_due_before_it_renews_itself(void **state)
{
	struct run_entry *entry =
		sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2026-12-10", "1y", NULL);

	respond(entry, RESPONSE_LAPSE, NULL);
	expect_entry(words_follow, *state, "2026-11-23",
		     "Is to lapse (decided on 2 November 2026): notice must still be given before "
		     "it renews itself on 10 December 2026, and then recorded with \"renewctl "
		     "terminate 1\".");
}

static void reminders_that_come_back_say_so(void **state)
{
	struct run_entry *entry = add_end(*state);

	entry->decision.milestone = sample_day("2026-11-15");
	entry->decision.step =
		step_on(STEP_RESUMES, sample_day("2026-12-10"), sample_day("2026-11-15"));
	expect_entry(words_remarks, *state, "2026-11-23",
		     "Reminders were put off until 14 November 2026; it is due again.");
	respond(entry, RESPONSE_ACKNOWLEDGED, "2026-11-14");
	expect_entry(words_remarks, *state, "2026-11-23",
		     "Acknowledged on 2 November 2026 until 14 November 2026; it is due again.");
	respond(entry, RESPONSE_RENEW, "2026-11-14");
	expect_entry(words_remarks, *state, "2026-11-23",
		     "To be renewed (decided on 2 November 2026; put off until 14 November 2026); "
		     "it is due again.");
}

static void a_window_asks_nobody_who_has_decided(void **state)
{
	struct run_entry *entry = add_end(*state);

	entry->decision.step.kind = STEP_WINDOW_OPENS;
	respond(entry, RESPONSE_RENEW, NULL);
	expect_entry(words_matter, *state, "2026-11-23",
		     "Ends in 17 days, on Thursday 10 December 2026: start now, as it is to be "
		     "renewed.");
	respond(entry, RESPONSE_LAPSE, NULL);
	expect_entry(words_matter, *state, "2026-11-23",
		     "Ends in 17 days, on Thursday 10 December 2026.");
}

/* ---- what becomes of it ---------------------------------------------------------------------- */

static void notice_that_was_given_ends_it_for_good(void **state)
{
	struct run_entry *entry = add_end(*state);
	struct document document;

	entry->decision.is_terminated = true;
	entry->decision.step.kind = STEP_WINDOW_OPENS;
	expect_entry(words_matter, *state, "2026-11-23",
		     "Notice was given: ends in 17 days, on Thursday 10 December 2026.");
	expect_entry(words_matter, *state, "2026-12-11",
		     "Notice was given: ended yesterday, on Thursday 10 December 2026.");
	expect_entry(words_remarks, *state, "2026-11-23", "");
	expect_subject(*state, "2026-11-23",
		       "Agreement with KU Leuven ends in 17 days: notice was given");
	document = sample_document(*state);
	assert_int_equal(words_urgency(&document.entries[0], sample_day("2026-12-09")),
			 URGENCY_OTHER);
}

static void word_of_a_new_term_names_its_end_and_asks_for_nothing(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);
	struct document document;

	entry->decision.step =
		step_on(STEP_RENEWED, sample_day("2026-12-10"), sample_day("2026-11-20"));
	entry->decision.late_days = 3;
	entry->decision.renewed.reckoned = sample_day("2031-12-31");
	entry->decision.renewed.given = vague_of_day(sample_day("2031-12-31"));
	expect_entry(words_matter, sample, "2026-11-23", "Renewed until 31 December 2031.");
	expect_entry(words_remarks, sample, "2026-11-25",
		     "You had been told that it would end on 10 December 2026. Nothing is to be "
		     "done any more.");
	expect_subject(sample, "2026-12-12",
		       "Agreement with KU Leuven was renewed until 31 December 2031");
	document = sample_document(sample);
	assert_int_equal(words_urgency(&document.entries[0], sample_day("2026-12-12")),
			 URGENCY_RENEWED);
	assert_true(vague_of_year(2031, &entry->decision.renewed.given));
	expect_entry(words_matter, sample, "2026-11-23", "Renewed until 2031 (day not recorded).");
	entry->decision.renewed = (struct last_day){.reckoned = DAY_NONE, .latest = DAY_NONE};
	expect_entry(words_matter, sample, "2026-11-23",
		     "Renewed; no last day of the new term is recorded.");
	expect_subject(sample, "2026-11-23", "Agreement with KU Leuven was renewed");
}

static void word_of_a_new_term_after_a_notice_deadline_is_read_back(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_NOTICE, "2026-12-10", "2026-12-10", &entry);
	entry->decision.step =
		step_on(STEP_RENEWED, sample_day("2026-12-10"), sample_day("2026-11-20"));
	entry->decision.renewed.reckoned = sample_day("2031-12-31");
	entry->decision.renewed.given = vague_of_day(sample_day("2031-12-31"));
	expect_entry(words_matter, sample, "2026-11-23", "Renewed until 31 December 2031.");
	expect_entry(words_remarks, sample, "2026-11-23", "Nothing is to be done any more.");
}

/* ---- subjects and openings ------------------------------------------------------------------- */

static void expect_opening(struct sample *sample, const char *wanted)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words_opening(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

#define OFFICE "International Cooperation Department"

static void a_subject_of_many_counts_what_is_settled_last(void **state)
{
	struct sample *sample = *state;

	add_end(sample);
	add_end(sample)->decision.step.kind = STEP_RENEWED;
	respond(add_end(sample), RESPONSE_LAPSE, NULL);
	expect_subject(sample, "2026-11-23",
		       "3 agreements: 1 ends within 30 days, 1 ends as decided, 1 was renewed");
	expect_subject(sample, "2026-12-11",
		       "3 agreements: 1 has ended, 1 has ended as decided, 1 was renewed");
}

static void nobody_is_asked_for_what_is_decided(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);

	respond(entry, RESPONSE_LAPSE, NULL);
	expect_opening(sample, "It is decided what becomes of an agreement of " OFFICE
			       ". Nothing is to be done.");
	respond(entry, RESPONSE_RENEW, NULL);
	expect_opening(sample, "An agreement of " OFFICE " needs your attention. Please have done "
			       "in time what was decided about it.");
	entry->decision.step.kind = STEP_RENEWED;
	expect_opening(sample, "An agreement of " OFFICE " of which you were told has been "
			       "renewed. Nothing is to be done.");
	add_end(sample)->decision.step.kind = STEP_RENEWED;
	expect_opening(sample, "2 agreements of " OFFICE " of which you were told have been "
			       "renewed. Nothing is to be done.");
	add_end(sample);
	expect_opening(sample, "An agreement of " OFFICE " needs your attention. Please decide in "
			       "time whether it is to be renewed. For the other 2, nothing is to "
			       "be done.");
}

static void an_opening_says_that_nobody_has_responded(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add_end(sample);

	sample->items[0].level = 1;
	expect_opening(sample, "An agreement of " OFFICE " needs your attention. Nobody who was "
			       "told of it has responded, so you are told as well: please see to "
			       "it that somebody decides.");
	add_end(sample);
	expect_opening(sample, "2 agreements of " OFFICE " need your attention. Nobody who was "
			       "told of one of them has responded, so you are told of it as well: "
			       "please see to it that somebody decides. Please decide in time "
			       "whether the one that is about to end is to be renewed.");
	sample->items[1].level = 2;
	expect_opening(sample, "2 agreements of " OFFICE " need your attention. Nobody who was "
			       "told of them has responded, so you are told as well: please see to "
			       "it that somebody decides.");
	respond(entry, RESPONSE_ACKNOWLEDGED, NULL);
	respond(&sample->entries[1], RESPONSE_ACKNOWLEDGED, NULL);
	expect_opening(sample, "2 agreements of " OFFICE " need your attention. Please decide in "
			       "time which of those that are about to end are to be renewed.");
}

static void the_keeper_to_whom_it_is_escalated_learns_the_commands(void **state)
{
	struct sample *sample = *state;

	add_end(sample);
	sample->items[0].level = 1;
	sample->delivery.is_for_keeper = true;
	expect_opening(sample,
		       "An agreement of " OFFICE " needs your attention. Nobody who was told of it "
		       "has responded, so you are told as well: please see to it that somebody "
		       "decides. Please find out in time whether it is to be renewed. Once it is "
		       "renewed, run \"renewctl renew 1 --until DATE\", or enter the new last day "
		       "in the register and import it again. Record an answer with \"renewctl ack "
		       "1\", a decision with \"renewctl decide 1\".");
}

static void a_trial_says_where_it_would_have_gone(void **state)
{
	struct sample *sample = *state;
	struct document document;
	struct text out = {0};

	add_end(sample);
	sample->delivery.meant_name = "Dean";
	sample->delivery.meant = (struct address){"mail", "dean@example.edu"};
	expect_subject(sample, "2026-11-23", "[Trial] Agreement with KU Leuven ends in 17 days");
	document = sample_document(sample);
	words_meant(&out, &document);
	assert_string_equal(text_string(&out),
			    "Trial: this would have gone to Dean <dean@example.edu> over mail.");
	text_clear(&out);
	sample->delivery.meant = (struct address){"slack", ""};
	document = sample_document(sample);
	words_meant(&out, &document);
	assert_string_equal(text_string(&out), "Trial: this would have gone to Dean over slack.");
	text_clear(&out);
	sample->delivery.meant_name = "";
	document = sample_document(sample);
	words_meant(&out, &document);
	assert_string_equal(text_string(&out), "Trial: this would have gone over slack.");
	text_clear(&out);
	sample->delivery.meant_name = NULL;
	document = sample_document(sample);
	words_meant(&out, &document);
	assert_string_equal(text_string(&out), "");
	text_done(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_is_told_as_well_hears_who_was_told_before),
		TEST(the_reader_is_not_named_among_those_told_before),
		TEST(after_a_response_nobody_is_said_to_be_silent),
		TEST(a_deputy_hears_for_whom_it_is),
		TEST(what_was_answered_is_said),
		TEST(t18_what_renews_itself_does_not_lapse_by_itself),
		TEST(without_a_notice_period_notice_is_due_before_it_renews_itself),
		TEST(reminders_that_come_back_say_so),
		TEST(a_window_asks_nobody_who_has_decided),
		TEST(notice_that_was_given_ends_it_for_good),
		TEST(word_of_a_new_term_names_its_end_and_asks_for_nothing),
		TEST(word_of_a_new_term_after_a_notice_deadline_is_read_back),
		TEST(a_subject_of_many_counts_what_is_settled_last),
		TEST(nobody_is_asked_for_what_is_decided),
		TEST(an_opening_says_that_nobody_has_responded),
		TEST(the_keeper_to_whom_it_is_escalated_learns_the_commands),
		TEST(a_trial_says_where_it_would_have_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
