#include "message/words_digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "message/words.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"
#include "tests/message/sample.h"

static int setup(void **state)
{
	struct sample *sample = sample_new("2026-11-23");

	sample->delivery.kind = DELIVERY_DIGEST;
	*state = sample;
	return 0;
}

static int teardown(void **state)
{
	sample_free(*state);
	return 0;
}

static void expect(struct sample *sample, const char *subject, const char *opening)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words_subject(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), subject);
	text_clear(&out);
	words_opening(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), opening);
	text_done(&out);
}

/* An agreement that ended on the day, or ends then. */
static struct run_entry *add(struct sample *sample, enum section section, const char *day)
{
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, day, day, &entry);
	entry->section = section;
	return entry;
}

#define STAND "How the agreements of International Cooperation Department stand."

static void a_quiet_time_is_told_in_one_line(void **state)
{
	expect(*state, "Digest: all quiet",
	       "All is quiet with the agreements of International Cooperation Department: none has "
	       "ended since the last digest, none ends within 90 days, and nobody has to be asked "
	       "again.");
}

static void a_subject_counts_the_sections(void **state)
{
	struct sample *sample = *state;

	add(sample, SECTION_ENDED, "2026-11-20");
	expect(sample, "Digest: 1 ended", STAND);
	add(sample, SECTION_ENDED, "2026-11-20");
	add(sample, SECTION_UNDECIDED, "2026-10-20");
	add(sample, SECTION_ENDING, "2026-12-20");
	add(sample, SECTION_UNANSWERED, "2027-12-20");
	expect(sample, "Digest: 2 ended, 1 undecided, 1 ends within 90 days, 1 unanswered", STAND);
	add(sample, SECTION_ENDING, "2026-12-20");
	expect(sample, "Digest: 2 ended, 1 undecided, 2 end within 90 days, 1 unanswered", STAND);
}

static void t18_in_a_digest_what_renews_itself_is_not_said_to_end(void **state)
{
	struct sample *sample = *state;
	struct document document;

	add(sample, SECTION_ENDING, "2026-12-20");
	document = sample_document(sample);
	assert_string_equal(words_section(&document, SECTION_ENDING), "End within 90 days");
	sample_add_tacit(sample, "A", "2026-12-10", "2027-03-10", "1y", "3m")->section =
		SECTION_ENDING;
	expect(sample, "Digest: 1 ends within 90 days, 1 renews itself", STAND);
	document = sample_document(sample);
	assert_string_equal(words_section(&document, SECTION_ENDING),
			    "End or renew themselves, to be decided within 90 days");
}

static void the_keeper_learns_how_answers_are_recorded(void **state)
{
	struct sample *sample = *state;

	sample->delivery.is_for_keeper = true;
	add(sample, SECTION_ENDED, "2026-11-20");
	expect(sample, "Digest: 1 ended",
	       STAND " A new term is recorded with \"renewctl renew ID --until DATE\", an answer "
		     "with \"renewctl ack ID\", a decision with \"renewctl decide ID renew\", "
		     "\"renegotiate\" or \"lapse\", and notice that was given with \"renewctl "
		     "terminate ID\".");
}

static void expect_told(struct sample *sample, const char *wanted)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words_follow_told(&out, &document.entries[0], sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void each_entry_says_who_was_told_and_what_was_answered(void **state)
{
	static const struct told told = {.address = {"mail", "a@b.example"}, .name = "Dean"};
	struct sample *sample = *state;
	struct run_entry *entry = add(sample, SECTION_ENDING, "2026-12-20");
	struct told with_day = told;

	expect_told(sample, "Nobody was told yet.");
	entry->decision.first_told = sample_day("2026-11-02");
	expect_told(sample, "Told first on 2 November 2026. Nobody has responded.");
	with_day.on = sample_day("2026-11-03");
	entry->told = &with_day;
	entry->told_count = 1;
	expect_told(sample, "Told: Dean on 3 November 2026. Nobody has responded.");
	entry->section = SECTION_UNANSWERED;
	expect_told(sample, "Told: Dean on 3 November 2026.");
	entry->decision.response = (struct response){
		.id = 1, .kind = RESPONSE_RENEW, .until = DAY_NONE, .on = sample_day("2026-11-05")};
	expect_told(sample, "Told: Dean on 3 November 2026. To be renewed (decided on 5 November "
			    "2026).");
	entry->decision.is_terminated = true;
	expect_told(sample, "Told: Dean on 3 November 2026. Notice was given.");
}

static void what_was_put_off_until_a_day_that_is_over_is_due_again(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add(sample, SECTION_ENDING, "2026-12-20");

	entry->decision.response = (struct response){.id = 1,
						     .kind = RESPONSE_ACKNOWLEDGED,
						     .until = sample_day("2026-11-23"),
						     .on = sample_day("2026-11-05")};
	expect_told(sample, "Acknowledged on 5 November 2026 until 23 November 2026.");
	entry->decision.response.until = sample_day("2026-11-22");
	expect_told(sample, "Acknowledged on 5 November 2026 until 22 November 2026; it is due "
			    "again.");
	/* Without a day it was put off until the last day, unless that had passed. */
	entry->decision.response.until = DAY_NONE;
	expect_told(sample, "Acknowledged on 5 November 2026.");
	entry->decision.deadline = sample_day("2026-11-20");
	expect_told(sample, "Acknowledged on 5 November 2026; it is due again.");
	entry->decision.response.on = sample_day("2026-11-21");
	expect_told(sample, "Acknowledged on 21 November 2026.");
}

static void who_has_no_name_is_told_apart_by_address_or_channel(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry = add(sample, SECTION_UNANSWERED, "2026-12-20");
	struct told told = {.address = {"mail", "a@b.example"}, .on = sample_day("2026-11-03")};

	entry->told = &told;
	entry->told_count = 1;
	expect_told(sample, "Told: a@b.example on 3 November 2026.");
	told.address = (struct address){"slack", ""};
	expect_told(sample, "Told: slack on 3 November 2026.");
}

static void a_message_that_did_not_arrive_says_what_when_and_why(void **state)
{
	struct run_undelivered undelivered[] = {
		{.channel = "mail",
		 .recipient = "Faculty of Law",
		 .subject = "Agreement with KU Leuven ends in 17 days",
		 .reason = "550 no such user. ",
		 .is_given_up = true},
		{.channel = "slack"},
	};
	static const char *const wanted[][2] = {
		{"Agreement with KU Leuven ends in 17 days",
		 "To Faculty of Law over mail, since 2 November 2026; given up: 550 no such user."},
		{"A message", "Over slack, since 2 November 2026; is tried again."},
	};
	struct sample *sample = *state;
	struct document document;

	undelivered[0].since = undelivered[1].since = sample_day("2026-11-02");
	sample->run.undelivered = undelivered;
	sample->run.undelivered_count = 2;
	sample->run.undelivered_total = 3;
	expect(sample, "Digest: 3 not delivered", STAND);
	document = sample_document(sample);
	assert_int_equal(document.undelivered_count, 2);
	for (size_t i = 0; i < 2; i++) {
		struct text out = {0};

		words_undelivered_subject(&out, &document.undelivered[i]);
		assert_string_equal(text_string(&out), wanted[i][0]);
		text_clear(&out);
		words_undelivered(&out, &document.undelivered[i]);
		assert_string_equal(text_string(&out), wanted[i][1]);
		text_done(&out);
	}
}

static void of_many_problems_the_first_are_shown_and_the_rest_is_found_elsewhere(void **state)
{
	struct sample *sample = *state;
	struct run_problem problems[30] = {{0}};
	struct document document = sample_document_with(sample, problems, 30);
	struct text out = {0};

	assert_int_equal(words_problems_shown(&document), DIGEST_PROBLEMS_SHOWN);
	words_problems_left(&out, &document, DIGEST_PROBLEMS_SHOWN);
	assert_string_equal(text_string(&out), "and 20 more: \"renewctl problems\" lists them all");
	text_clear(&out);
	words_subject(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out), "Digest: 30 problems");
	text_clear(&out);
	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, problems, 30);
	assert_int_equal(words_problems_shown(&document), 30);
	text_done(&out);
}

static void a_digest_that_did_not_arrive_is_repeated_whole(void **state)
{
	static const struct document_trouble trouble = {.channel = "mail",
							.address = "law@example.edu",
							.recipient = "Faculty of Law",
							.reason = "550 no such user."};
	static const struct run_undelivered undelivered = {.channel = "slack"};
	struct sample *sample = *state;
	struct document document;
	struct text out = {0};
	char *json = NULL;

	sample->run.undelivered = &undelivered;
	sample->run.undelivered_count = sample->run.undelivered_total = 1;
	sample_document(sample);
	assert_int_equal(document_trouble_build(&sample->office, "Registry", &trouble, sample->json,
						sample_day("2026-11-24"), &json),
			 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	free(json);
	assert_int_equal(document.undelivered_count, 1);
	words_subject(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out), "Not delivered to Faculty of Law");
	text_clear(&out);
	words_opening(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out),
			    "The message below could not be delivered to Faculty of Law "
			    "<law@example.edu> over channel mail: 550 no such user. Please pass "
			    "it on, and mend the address or the channel.");
	text_clear(&out);
	sample->run.undelivered_count = sample->run.undelivered_total = 0;
	sample_document(sample);
	assert_int_equal(document_trouble_build(&sample->office, "Registry", &trouble, sample->json,
						sample_day("2026-11-24"), &json),
			 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	free(json);
	words_opening(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out),
			    "A message could not be delivered to Faculty of Law <law@example.edu> "
			    "over channel mail: 550 no such user. Please mend the address or the "
			    "channel.");
	text_done(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_quiet_time_is_told_in_one_line),
		TEST(a_subject_counts_the_sections),
		TEST(t18_in_a_digest_what_renews_itself_is_not_said_to_end),
		TEST(the_keeper_learns_how_answers_are_recorded),
		TEST(each_entry_says_who_was_told_and_what_was_answered),
		TEST(what_was_put_off_until_a_day_that_is_over_is_due_again),
		TEST(who_has_no_name_is_told_apart_by_address_or_channel),
		TEST(a_message_that_did_not_arrive_says_what_when_and_why),
		TEST(of_many_problems_the_first_are_shown_and_the_rest_is_found_elsewhere),
		TEST(a_digest_that_did_not_arrive_is_repeated_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
