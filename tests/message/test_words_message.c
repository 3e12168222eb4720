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

typedef void document_words(struct text *out, const struct document *document, struct day as_of);

static void expect_document(document_words *words, struct sample *sample, const char *as_of,
			    const char *wanted)
{
	struct document document = sample_document(sample);
	struct text out = {0};

	words(&out, &document, sample_day(as_of));
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

/* For 1 year, with a notice period. */
static struct renewing renewing(void)
{
	return (struct renewing){.is_set = true,
				 .on = sample_day("2027-03-10"),
				 .every = {1, SPAN_YEARS},
				 .notice = {.period = {3, SPAN_MONTHS}}};
}

static void t18_a_subject_tells_what_renews_itself_from_what_ends(void **state)
{
	for (int i = 0; i < 2; i++)
		sample_add_tacit(*state, "A", "2026-12-10", "2027-03-10", "1y", "3m");
	expect_document(words_subject, *state, "2026-11-23",
			"2 agreements renew themselves unless notice is given");
	expect_document(words_subject, *state, "2026-12-11", "2 agreements renew themselves");
	sample_add(*state, "B", DEADLINE_END, "2026-12-01", "2026-12-01", NULL);
	expect_document(
		words_subject, *state, "2026-11-30",
		"3 agreements: 1 ends within 7 days, 2 renew themselves unless notice is given");
}

static void a_subject_of_many_counts_them_by_urgency(void **state)
{
	sample_add(*state, "A", DEADLINE_END, "2026-11-20", "2026-11-20", NULL);
	sample_add(*state, "B", DEADLINE_END, "2026-11-21", "2026-11-21", NULL);
	sample_add(*state, "C", DEADLINE_END, "2026-11-30", "2026-11-30", NULL);
	sample_add(*state, "D", DEADLINE_END, "2027-11-30", "2027-11-30", NULL);
	expect_document(words_subject, *state, "2026-11-23",
			"4 agreements: 2 have ended, 1 ends within 7 days, 1 ends later");
	sample_add(*state, "E", DEADLINE_END, "2026-06-01", "2026", NULL);
	sample_add(*state, "F", DEADLINE_REVIEW, "2026-12-01", "2026-12-01", NULL);
	sample_add(*state, "G", DEADLINE_UNKNOWN, "2026-01-01", NULL, NULL);
	expect_document(words_subject, *state, "2026-11-23",
			"7 agreements: 2 have ended, 1 may have ended, 1 ends within 7 days, "
			"1 ends later, 2 others");
}

static void a_subject_of_many_alike_says_it_once(void **state)
{
	static const struct {
		enum deadline_kind kind;
		const char *deadline;
		const char *given;
		const char *subject;
	} cases[] = {
		{DEADLINE_END, "2026-11-20", "2026-11-20", "2 agreements have ended"},
		{DEADLINE_END, "2026-06-01", "2026", "2 agreements may have ended"},
		{DEADLINE_END, "2026-11-30", "2026-11-30", "2 agreements end within 7 days"},
		{DEADLINE_END, "2026-12-10", "2026-12-10", "2 agreements end within 30 days"},
		{DEADLINE_END, "2027-05-01", "2027-05-01", "2 agreements end in the coming months"},
		{DEADLINE_REVIEW, "2026-12-10", "2026-12-10", "2 agreements are to be reviewed"},
		{DEADLINE_UNKNOWN, "2026-12-10", NULL, "2 agreements have no known last day"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sample *sample = sample_new("2026-11-23");

		for (int n = 0; n < 2; n++)
			sample_add(sample, "A", cases[i].kind, cases[i].deadline, cases[i].given,
				   NULL);
		expect_document(words_subject, sample, "2026-11-23", cases[i].subject);
		sample_free(sample);
	}
}

static void only_what_follows_a_nearer_end_is_later(void **state)
{
	sample_add(*state, "A", DEADLINE_END, "2027-11-30", "2027-11-30", NULL);
	sample_add(*state, "B", DEADLINE_REVIEW, "2026-12-01", "2026-12-01", NULL);
	expect_document(words_subject, *state, "2026-11-23",
			"2 agreements: 1 ends in the coming months, 1 to review");
	sample_add(*state, "C", DEADLINE_END, "2027-11-30", "2027-11-30", NULL);
	sample_add(*state, "D", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	expect_document(words_subject, *state, "2026-11-23",
			"4 agreements: 1 ends within 30 days, 2 end later, 1 to review");
}

static void a_subject_stays_short_whatever_the_names(void **state)
{
	char name[401];
	struct document document;
	struct text out = {0};
	size_t characters = 0;

	for (size_t i = 0; i < 400; i += 2)
		memcpy(name + i, "Ж", 2);
	name[400] = '\0';
	sample_add(*state, name, DEADLINE_END, "2028-03-30", "2028", NULL);
	document = sample_document(*state);
	words_subject(&out, &document, sample_day("2026-11-23"));
	for (size_t i = 0; i < out.length; i++)
		characters += ((unsigned char)out.data[i] & 0xc0) != 0x80;
	assert_in_range(characters, 60, 120);
	assert_true(text_is_utf8(out.data, out.length));
	text_done(&out);
}

static void parts_are_numbered_in_the_subject(void **state)
{
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample->delivery.part = 2;
	sample->delivery.parts = 3;
	expect_document(words_subject, sample, "2026-11-23",
			"Agreement with KU Leuven ends in 17 days (part 2 of 3)");
}

static void an_opening_says_what_is_wanted(void **state)
{
	static const struct {
		enum deadline_kind kind;
		const char *as_of;
		const char *wish;
	} cases[] = {
		{DEADLINE_END, "2026-12-10", "Please decide in time whether it is to be renewed."},
		{DEADLINE_END, "2026-12-11",
		 "Please have it renewed, or tell the keeper of the register that it is not to be "
		 "renewed."},
		{DEADLINE_NOTICE, "2026-12-10",
		 "Please decide in time whether it is to go on, and have notice given if it is "
		 "not."},
		{DEADLINE_NOTICE, "2026-12-11", "Please check whether it is still wanted."},
		{DEADLINE_REVIEW, "2026-12-11",
		 "Please check whether it is still wanted and up to date."},
		{DEADLINE_UNKNOWN, "2026-12-11",
		 "Please find out its last day and have it entered in the register."},
	};
	static const char start[] = "An agreement of International Cooperation Department needs "
				    "your attention. ";
	struct sample *sample = *state;
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text wanted = {0};

		entry->decision.kind = cases[i].kind;
		entry->decision.renewing = renewing();
		text_addf(&wanted, "%s%s", start, cases[i].wish);
		expect_document(words_opening, sample, cases[i].as_of, text_string(&wanted));
		text_done(&wanted);
	}
}

static void an_opening_of_many_tells_one_from_several(void **state)
{
	struct sample *sample = *state;

	sample_add(sample, "A", DEADLINE_END, "2026-11-22", "2026-11-22", NULL);
	sample_add(sample, "B", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "C", DEADLINE_REVIEW, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "D", DEADLINE_UNKNOWN, "2026-11-10", NULL, NULL);
	expect_document(words_opening, sample, "2026-11-23",
			"4 agreements of International Cooperation Department need your "
			"attention. Please have the one that has ended renewed, or tell the keeper "
			"of the register that it is not to be renewed. Please decide in time "
			"whether the one that "
			"is about to end is to be renewed. Please check whether the one that is "
			"due for review is still wanted and up to date. Please find out the one "
			"last day that is not known and have it entered in the register.");
	sample_add(sample, "A", DEADLINE_END, "2026-06-01", "2026", NULL);
	sample_add(sample, "B", DEADLINE_END, "2027-12-10", "2027-12-10", NULL);
	sample_add(sample, "C", DEADLINE_REVIEW, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "D", DEADLINE_UNKNOWN, "2026-11-10", NULL, NULL);
	expect_document(
		words_opening, sample, "2026-11-23",
		"8 agreements of International Cooperation Department need your "
		"attention. Please have those that have ended renewed, or tell the keeper "
		"of the register which are not to be renewed. Please decide in time which of those "
		"that are about to end are to be renewed. Please check whether those that "
		"are due for review are still wanted and up to date. Please find out the "
		"last days that are not known and have them entered in the register.");
}

static void what_notice_can_end_is_told_from_what_renews_itself(void **state)
{
	struct sample *sample = *state;

	sample_add_tacit(sample, "A", "2026-12-10", "2027-03-10", "1y", "3m");
	sample_add_tacit(sample, "B", "2026-12-20", "2026-12-20", "1y", NULL);
	expect_document(words_subject, sample, "2026-11-23",
			"2 agreements: 1 renews itself unless notice is given, 1 renews itself");
	expect_document(words_opening, sample, "2026-11-23",
			"2 agreements of International Cooperation Department need your "
			"attention. Please decide in time whether the one that renews itself "
			"unless notice is given is to go on, and have notice given if it is not. "
			"Please check whether the one that renews itself is still wanted.");
}

static void the_keeper_is_asked_for_what_the_register_takes(void **state)
{
	static const struct {
		enum deadline_kind kind;
		const char *as_of;
		const char *wish;
	} cases[] = {
		{DEADLINE_END, "2026-12-10",
		 "Please find out in time whether it is to be renewed. Once it is renewed, run "
		 "\"renewctl renew 1 --until DATE\", or enter the new last day in the register "
		 "and import it again. Record an answer with \"renewctl ack 1\", a decision with "
		 "\"renewctl decide 1\"."},
		{DEADLINE_END, "2026-12-11",
		 "Please find out whether it has been renewed. Once it is renewed, run \"renewctl "
		 "renew 1 --until DATE\", or enter the new last day in the register and import it "
		 "again. Record an answer with \"renewctl ack 1\", a decision with \"renewctl "
		 "decide 1\"."},
		{DEADLINE_NOTICE, "2026-12-10",
		 "Please find out in time whether it is to go on, and have notice given if it is "
		 "not. Record an answer with \"renewctl ack 1\", a decision with \"renewctl decide "
		 "1\"."},
		{DEADLINE_NOTICE, "2026-12-11", "Please find out whether it is still wanted."},
		{DEADLINE_REVIEW, "2026-12-11",
		 "Please check whether it is still wanted and up to date. Record an answer with "
		 "\"renewctl ack 1\", a decision with \"renewctl decide 1\"."},
		{DEADLINE_UNKNOWN, "2026-12-11",
		 "Please find out its last day, enter it in the register and import it again."},
	};
	static const char start[] = "An agreement of International Cooperation Department needs "
				    "your attention. ";
	struct sample *sample = *state;
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->fallback = FALLBACK_NO_OWNER;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text wanted = {0};

		entry->decision.kind = cases[i].kind;
		entry->decision.renewing = renewing();
		text_addf(&wanted, "%s%s", start, cases[i].wish);
		expect_document(words_opening, sample, cases[i].as_of, text_string(&wanted));
		text_done(&wanted);
	}
}

static void a_keeper_whom_a_policy_names_is_asked_as_the_keeper(void **state)
{
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_UNKNOWN, "2026-12-10", "2026-12-10", NULL);
	sample->delivery.is_for_keeper = true;
	expect_document(words_opening, sample, "2026-12-11",
			"An agreement of International Cooperation Department needs your "
			"attention. Please find out its last day, enter it in the register and "
			"import it again.");
}

static void one_entry_without_an_owner_makes_the_reader_the_keeper(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry;

	for (int i = 0; i < 2; i++) {
		sample_add(sample, "A", DEADLINE_END, "2026-11-22", "2026-11-22", NULL);
		sample_add(sample, "B", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
		sample_add(sample, "C", DEADLINE_UNKNOWN, "2026-11-10", NULL, &entry);
	}
	entry->fallback = FALLBACK_UNKNOWN_OWNER;
	expect_document(words_opening, sample, "2026-11-23",
			"6 agreements of International Cooperation Department need your "
			"attention. Please find out which of those that have ended have been "
			"renewed. Please find out in time which of those that are about to end "
			"are to be renewed. Please find out the last days that are not known, "
			"enter them in the register and import it again. Once one is renewed, run "
			"\"renewctl renew ID --until DATE\", or enter its new last day in the "
			"register and import it again. Record an answer with \"renewctl ack ID\", "
			"a decision with \"renewctl decide ID\".");
}

static void an_intake_tells_what_had_passed_and_what_is_wrong(void **state)
{
	static const struct run_problem problems[] = {
		{.register_name = "a.txt", .line = 3, .code = "impossible_date", .text = "x"},
		{.register_name = "a.txt", .line = 4, .code = "impossible_date", .text = "y"},
	};
	struct sample *sample = *state;
	struct document document;
	struct text out = {0};

	sample->delivery.kind = DELIVERY_INTAKE;
	sample_add(sample, "A", DEADLINE_END, "2020-12-10", "2020-12-10", NULL);
	document = sample_document_with(sample, problems, 2);
	words_subject(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out),
			    "Register read: 1 deadline had passed already, 2 problems");
	text_clear(&out);
	words_opening(&out, &document, sample_day("2026-11-23"));
	assert_string_equal(text_string(&out),
			    "A register of International Cooperation Department was read. One "
			    "deadline had passed before it was known, and nobody will be reminded "
			    "of it. If that agreement was renewed, run \"renewctl renew ID --until "
			    "DATE\", or enter the new last day in the "
			    "register and import it again. 2 problems are to be settled: "
			    "\"renewctl problems\" says how.");
	text_done(&out);
	sample_add(sample, "B", DEADLINE_END, "2020-12-10", "2020-12-10", NULL);
	expect_document(words_opening, sample, "2026-11-23",
			"A register of International Cooperation Department was read. 2 deadlines "
			"had passed before they were known, and nobody will be reminded of them. "
			"Where an agreement was renewed, run \"renewctl renew ID --until DATE\", "
			"or enter the new last day in the register and import it again.");
}

static void a_gap_says_what_the_next_run_will_send(void **state)
{
	struct sample *sample = *state;

	sample->delivery.kind = DELIVERY_GAP;
	sample_add(sample, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "B", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	expect_document(words_subject, sample, "2026-11-23",
			"After a long pause: 2 reminders will be sent next");
}

/* Reads the trouble about the sample's document, or about a whole channel. */
static struct document trouble_of(struct sample *sample, const struct document_trouble *trouble,
				  bool is_channel)
{
	struct document document = {0};
	char *json = NULL;

	if (!is_channel)
		sample_document(sample);
	assert_int_equal(document_trouble_build(&sample->office, "Registry", trouble,
						is_channel ? NULL : sample->json,
						sample_day("2026-11-24"), &json),
			 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	free(json);
	return document;
}

static void a_trouble_names_who_was_not_reached_and_why(void **state)
{
	static const struct document_trouble trouble = {.channel = "mail",
							.address = "law@example.edu",
							.recipient = "Faculty of Law",
							.reason = "550 no such user."};
	struct document document;
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = trouble_of(*state, &trouble, false);
	words_subject(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(
		text_string(&out),
		"Not delivered to Faculty of Law: Agreement with KU Leuven ends in 16 days");
	text_clear(&out);
	words_opening(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out),
			    "The message below could not be delivered to Faculty of Law "
			    "<law@example.edu> over channel mail: 550 no such user. Please pass "
			    "it on, and mend the address or the channel.");
	text_done(&out);
}

static void a_refused_channel_says_that_messages_wait(void **state)
{
	static const struct document_trouble trouble = {
		.channel = "mail", .address = "", .reason = "535 wrong password"};
	struct document document = trouble_of(*state, &trouble, true);
	struct text out = {0};

	words_subject(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out), "Nothing can be sent over channel mail");
	text_clear(&out);
	words_opening(&out, &document, sample_day("2026-11-24"));
	assert_string_equal(text_string(&out),
			    "Nothing can be sent over channel mail: 535 wrong password. Messages "
			    "wait; they go out by themselves once this is mended.");
	text_done(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(t18_a_subject_tells_what_renews_itself_from_what_ends),
		TEST(a_subject_of_many_counts_them_by_urgency),
		TEST(a_subject_of_many_alike_says_it_once),
		TEST(only_what_follows_a_nearer_end_is_later),
		TEST(a_subject_stays_short_whatever_the_names),
		TEST(parts_are_numbered_in_the_subject),
		TEST(an_opening_says_what_is_wanted),
		TEST(an_opening_of_many_tells_one_from_several),
		TEST(what_notice_can_end_is_told_from_what_renews_itself),
		TEST(the_keeper_is_asked_for_what_the_register_takes),
		TEST(a_keeper_whom_a_policy_names_is_asked_as_the_keeper),
		TEST(one_entry_without_an_owner_makes_the_reader_the_keeper),
		TEST(an_intake_tells_what_had_passed_and_what_is_wrong),
		TEST(a_gap_says_what_the_next_run_will_send),
		TEST(a_trouble_names_who_was_not_reached_and_why),
		TEST(a_refused_channel_says_that_messages_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
