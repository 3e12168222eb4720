#include "courier/render.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "courier/render_wrap.h"
#include "tests/courier/render_sample.h"
#include "tests/support/alloc.h"

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

static void expect(struct sample *sample, const char *wanted)
{
	struct document document = sample_document(sample);
	struct job job = render_sample_job();
	struct text out = {0};

	assert_int_equal(render_text(&job, &document, &out), 0);
	assert_string_equal(text_string(&out), wanted);
	text_done(&out);
}

static void one_agreement_is_told_with_all_its_facts(void **state)
{
	struct run_entry *entry;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->decision.late_days = 9;
	expect(*state,
	       "Agreement with KU Leuven ends in 17 days\n"
	       "\n"
	       "An agreement of International Cooperation Department needs your attention.\n"
	       "Please decide in time whether it is to be renewed.\n"
	       "\n"
	       "KU Leuven (Leuven)\n"
	       "    Ends in 17 days, on Thursday 10 December 2026.\n"
	       "    This reminder is 9 days late.\n"
	       "\n"
	       "    Type      Memorandum of understanding\n"
	       "    Signed    10 December 2021\n"
	       "    Owner     Faculty of Law\n"
	       "    Number    2021/45\n"
	       "    Register  agreements.txt, row 12\n"
	       "    ID        1\n"
	       "\n"
	       "-- \n"
	       "To Faculty of Law, from International Cooperation Department. Questions go\n"
	       "to registry@example.edu.\n"
	       "Reference: 9f3c0123456789ab.17\n");
}

static void a_summary_is_a_table(void **state)
{
	struct sample *sample = *state;

	sample->delivery.kind = DELIVERY_GAP;
	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "A partner whose name is longer than what is left of a line of text",
		   DEADLINE_END, "2027-12-01", "2027-12-01", NULL);
	sample_add(sample, "Nobody", DEADLINE_UNKNOWN, "2026-01-01", NULL, NULL);
	expect(sample,
	       "After a long pause: 3 reminders will be sent next\n"
	       "\n"
	       "No reminders of International Cooperation Department were sent for a long\n"
	       "time. Nothing goes out yet: the run of the next working day will send the 3\n"
	       "reminders below. If that is not what you expect, check the clock and the\n"
	       "registers first.\n"
	       "\n"
	       "10 Dec 2026  ends in 17 days    KU Leuven (Leuven) · No. 2021/45\n"
	       " 1 Dec 2027  ends in 373 days   A partner whose name is longer than what is\n"
	       "                                left of a line of text (Leuven) · No.\n"
	       "                                2021/45\n"
	       "          -  no last day known  Nobody (Leuven) · No. 2021/45\n"
	       "\n"
	       "-- \n"
	       "To Faculty of Law, from International Cooperation Department. Questions go\n"
	       "to registry@example.edu.\n"
	       "Reference: 9f3c0123456789ab.17\n");
}

static void the_keeper_finds_each_agreement_in_the_register(void **state)
{
	struct sample *sample = *state;
	struct agreement *agreement;

	sample->delivery.kind = DELIVERY_INTAKE;
	sample_add(sample, "KU Leuven", DEADLINE_END, "2020-12-10", "2020-12-10", NULL);
	agreement = sample_add(sample, "Nobody", DEADLINE_END, "2020-12-11", "2020-12-11", NULL);
	agreement->registration_number = agreement->owner = NULL;
	agreement->register_name = "a register whose name is as long as a sentence.xlsx";
	expect(sample,
	       "Register read: 2 deadlines had passed already\n"
	       "\n"
	       "A register of International Cooperation Department was read. 2 deadlines had\n"
	       "passed before they were known, and nobody will be reminded of them. Where an\n"
	       "agreement was renewed, run \"renewctl renew ID --until DATE\", or enter the\n"
	       "new last day in the register and import it again.\n"
	       "\n"
	       "10 Dec 2020  ended 2174 days ago  KU Leuven (Leuven)\n"
	       "             No. 2021/45 · agreements.txt, row 12 · ID 1 · Faculty of Law\n"
	       "11 Dec 2020  ended 2173 days ago  Nobody (Leuven)\n"
	       "             a register whose name is as long as a sentence.xlsx, row 12 ·\n"
	       "             ID 2 · no owner\n"
	       "\n"
	       "-- \n"
	       "To Faculty of Law, from International Cooperation Department. Questions go\n"
	       "to registry@example.edu.\n"
	       "Reference: 9f3c0123456789ab.17\n");
}

static void problems_are_listed_with_their_lines(void **state)
{
	static const struct run_problem problems[] = {
		{.register_name = "a.txt",
		 .line = 17,
		 .code = "x",
		 .text = "there is no 30 February"},
		{.register_name = "a.txt", .line = 0, .code = "x", .text = "no heading"},
	};
	struct sample *sample = *state;
	struct document document;
	struct job job = render_sample_job();
	struct text out = {0};

	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, problems, 2);
	assert_int_equal(render_text(&job, &document, &out), 0);
	assert_non_null(strstr(text_string(&out), "Problems:\n"
						  "\n"
						  "- a.txt, line 17: there is no 30 February\n"
						  "- a.txt: no heading\n"));
	text_done(&out);
}

static void t23_six_hundred_agreements_are_all_listed_within_76_columns(void **state)
{
	static char names[600][40];
	struct document document;
	struct job job = render_sample_job();
	struct text out = {0};

	for (size_t i = 0; i < 600; i++) {
		snprintf(names[i], sizeof(names[i]), "Серіктес %03zu 東京", i);
		sample_add(*state, names[i], DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	}
	document = sample_document(*state);
	assert_int_equal(render_text(&job, &document, &out), 0);
	for (size_t i = 0; i < 600; i++)
		assert_non_null(strstr(text_string(&out), names[i]));
	assert_non_null(strstr(text_string(&out), "And 590 more:\n"));
	for (const char *line = text_string(&out); *line != '\0';) {
		size_t length = strcspn(line, "\n");

		assert_in_range(render_wrap_width(line, length), 0, 76);
		line += length + 1;
	}
	text_done(&out);
}

static void a_digest_has_sections_and_goes_by_owner(void **state)
{
	static const struct run_problem problem = {
		.register_name = "a.txt", .line = 17, .code = "x", .text = "no last day"};
	struct run_undelivered undelivered = {.channel = "mail",
					      .recipient = "Faculty of Law",
					      .subject = "Agreement with Riga ends in 3 days",
					      .reason = "550 no such user",
					      .is_given_up = true};
	struct sample *sample = *state;
	struct run_entry *entry;
	struct document document;
	struct job job = render_sample_job();
	struct text out = {0};

	sample->delivery.kind = DELIVERY_DIGEST;
	undelivered.since = sample_day("2026-11-20");
	sample->run.undelivered = &undelivered;
	sample->run.undelivered_count = 1;
	sample->run.undelivered_total = 4;
	sample_add(sample, "A", DEADLINE_END, "2026-11-20", "2026-11-20", &entry);
	entry->section = SECTION_ENDED;
	sample_add(sample, "B", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->section = SECTION_ENDING;
	entry->decision.first_told = sample_day("2026-11-10");
	sample_add(sample, "C", DEADLINE_END, "2026-12-11", "2026-12-11", &entry)->owner = NULL;
	entry->section = SECTION_ENDING;
	document = sample_document_with(sample, &problem, 1);
	assert_int_equal(render_text(&job, &document, &out), 0);
	assert_string_equal(
		text_string(&out),
		"Digest: 1 ended, 2 end within 90 days, 4 not delivered, 1 problem\n"
		"\n"
		"How the agreements of International Cooperation Department stand.\n"
		"\n"
		"Ended since the last digest:\n"
		"\n"
		"20 Nov 2026  ended 3 days ago  A (Leuven)\n"
		"             No. 2021/45 · agreements.txt, row 12 · ID 1 · Faculty of Law\n"
		"             Nobody was told yet.\n"
		"\n"
		"End within 90 days:\n"
		"\n"
		"Faculty of Law\n"
		"10 Dec 2026  ends in 17 days   B (Leuven)\n"
		"             No. 2021/45 · agreements.txt, row 12 · ID 2\n"
		"             Told first on 10 November 2026. Nobody has responded.\n"
		"\n"
		"No owner\n"
		"11 Dec 2026  ends in 18 days   C (Leuven)\n"
		"             No. 2021/45 · agreements.txt, row 12 · ID 3\n"
		"             Nobody was told yet.\n"
		"\n"
		"Could not be delivered:\n"
		"\n"
		"- Agreement with Riga ends in 3 days\n"
		"  To Faculty of Law over mail, since 20 November 2026; given up: 550 no such\n"
		"  user.\n"
		"and 3 more\n"
		"\n"
		"Open problems:\n"
		"\n"
		"- a.txt, line 17: no last day\n"
		"\n"
		"-- \n"
		"To Faculty of Law, from International Cooperation Department. Questions go\n"
		"to registry@example.edu.\n"
		"Reference: 9f3c0123456789ab.17\n");
	text_done(&out);
}

static void a_quiet_digest_says_so_and_nothing_follows(void **state)
{
	struct sample *sample = *state;

	sample->delivery.kind = DELIVERY_DIGEST;
	expect(sample,
	       "Digest: all quiet\n"
	       "\n"
	       "All is quiet with the agreements of International Cooperation Department:\n"
	       "none has ended since the last digest, none ends within 90 days, and nobody\n"
	       "has to be asked again.\n"
	       "\n"
	       "-- \n"
	       "To Faculty of Law, from International Cooperation Department. Questions go\n"
	       "to registry@example.edu.\n"
	       "Reference: 9f3c0123456789ab.17\n");
}

static void a_trial_begins_with_where_it_would_have_gone(void **state)
{
	struct document document = sample_document_of_all(*state, "Dean");
	struct job job = render_sample_job();
	struct text out = {0};

	assert_int_equal(render_text(&job, &document, &out), 0);
	assert_ptr_equal(
		strstr(text_string(&out),
		       "Trial: this would have gone to Dean <Dean> over Dean.\n\n[Trial] "),
		text_string(&out));
	text_done(&out);
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_text(&job, document, &out);

	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(*state);
	alloc_each_fails(render_it, &document);
	document = sample_document_of_all(*state, "Dean");
	alloc_each_fails(render_it, &document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_agreement_is_told_with_all_its_facts),
		TEST(a_summary_is_a_table),
		TEST(the_keeper_finds_each_agreement_in_the_register),
		TEST(problems_are_listed_with_their_lines),
		TEST(t23_six_hundred_agreements_are_all_listed_within_76_columns),
		TEST(a_digest_has_sections_and_goes_by_owner),
		TEST(a_quiet_digest_says_so_and_nothing_follows),
		TEST(a_trial_begins_with_where_it_would_have_gone),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
