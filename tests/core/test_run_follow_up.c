/*
 * Goal: deputies, trials, escalations, word of renewals and the digest reach whom they should.
 */
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "tests/core/running.h"

static const struct run_problem wrong = {.code = "missing_last_day"};

static struct contact some_people[COUNT(running_people)];

/* The office, with what a test changes about its running_people. */
static struct contacts changeable(void)
{
	memcpy(some_people, running_people, sizeof(running_people));
	return (struct contacts){.items = some_people, .count = COUNT(some_people)};
}

static const char *finished_with(struct run *run, const struct contacts *with)
{
	assert_int_equal(run_finish(run, with, /* is_gap= */ false), 0);
	return running_deliveries(run);
}

static void the_deputy_gets_what_is_for_who_is_absent(void **state)
{
	CLEANUP(run_done) struct run run;
	struct contacts with = changeable();

	(void)state;
	some_people[2].deputy = &some_people[4]; /* of the school: the deputy */
	some_people[2].absent_from = on("2026-11-23");
	some_people[2].absent_until = on("2026-11-24");
	for (int day = 22; day <= 25; day++) {
		char text[DAY_TEXT_SIZE];

		snprintf(text, sizeof(text), "2026-11-%d", day);
		run_init(&run, on(text));
		running_add(&run, 1, "arts", "2026-12-31", &running_by_owner);
		if (day == 23 || day == 24) {
			TEXT_IS(finished_with(&run, &with), "reminder mail icd@x.test: 1");
			TEXT_IS(run.deliveries[0].items[0].absent->key, "arts");
		} else {
			TEXT_IS(finished_with(&run, &with),
				"reminder mail arts@x.test: 1; reminder slack: 1");
			assert_null(run.deliveries[0].items[0].absent);
		}
		run_done(&run);
	}
	run_init(&run, on("2026-11-23"));
}

static void deputies_of_deputies_are_found_and_a_circle_ends(void **state)
{
	CLEANUP(run_done) struct run run;
	struct contacts with = changeable();

	(void)state;
	for (size_t i = 1; i <= 2; i++) {
		some_people[i].absent_from = DAY_NONE;
		some_people[i].absent_until = on("2026-12-31");
	}
	some_people[1].deputy = &some_people[2];
	some_people[2].deputy = &some_people[4];
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "icd", "2026-12-31", &running_by_owner);
	TEXT_IS(finished_with(&run, &with), "reminder mail icd@x.test: 1");
	TEXT_IS(run.deliveries[0].contact->key, "deputy");
	some_people[2].deputy = &some_people[1];
	TEXT_IS(finished_with(&run, &with), "reminder mail icd2@x.test: 1; "
					    "reminder mail icd@x.test: 1; reminder slack: 1");
	assert_null(run.deliveries[0].items[0].absent);
}

static void a_keeper_who_is_absent_has_a_deputy_too(void **state)
{
	CLEANUP(run_done) struct run run;
	struct contacts with = changeable();

	(void)state;
	some_people[0].deputy = &some_people[2];
	some_people[0].absent_from = DAY_NONE;
	some_people[0].absent_until = on("2026-12-31");
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, NULL, "2026-12-31", &running_by_owner);
	running_add_unwatched(&run, 2, "2020-01-01");
	TEXT_IS(finished_with(&run, &with),
		"reminder mail arts@x.test: 1; reminder slack: 1; intake mail arts@x.test: 2; "
		"intake slack: 2");
	NUMBER_IS(run.entries[0].fallback, FALLBACK_NO_OWNER);
	/* A deputy that can be told nothing is none. */
	some_people[0].deputy = &some_people[3];
	TEXT_IS(finished_with(&run, &with),
		"reminder mail registry@x.test: 1; intake mail registry@x.test: 2");
}

static void in_a_trial_everything_goes_to_one_person_and_says_for_whom_it_is(void **state)
{
	CLEANUP(run_done) struct run run;
	struct contacts with = changeable();

	(void)state;
	with.trial = &some_people[0];
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "arts", "2026-12-31", &running_by_owner);
	running_add(&run, 2, "deputy", "2026-12-31", &running_by_owner);
	TEXT_IS(finished_with(&run, &with),
		"reminder mail registry@x.test: 1; reminder mail registry@x.test: 2; "
		"reminder mail registry@x.test: 1");
	TEXT_IS(run.deliveries[0].meant_name, "School of Creative Industries");
	TEXT_IS(run.deliveries[0].meant.address, "arts@x.test");
	TEXT_IS(run.deliveries[1].meant_name, "Deputy");
	TEXT_IS(run.deliveries[2].meant.channel, "slack");
	TEXT_IS(run.deliveries[2].name, "Registry");
	HOLDS_NOT(run.deliveries[0].is_for_keeper);
}

static void word_of_a_new_term_goes_to_those_who_were_told_and_nobody_else(void **state)
{
	static const struct told told[] = {
		{{"mail", "icd@x.test"}, "deputy", "Deputy", {20000}},
		{{"mail", "gone@x.test"}, "gone", "Who Left", {20001}},
	};
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "arts", "2026-12-31", &running_by_owner);
	run.entries[0].decision.step = step_of("renewed -38");
	HOLDS(run_needs_told(&run.entries[0]));
	TEXT_IS(running_finished(&run), ""); /* nobody was reached */
	run.entries[0].told = told;
	run.entries[0].told_count = COUNT(told);
	TEXT_IS(running_finished(&run),
		"reminder mail gone@x.test: 1; reminder mail icd@x.test: 1");
	assert_null(run.deliveries[0].contact);
	TEXT_IS(run.deliveries[0].name, "Who Left");
	TEXT_IS(run.deliveries[1].contact->key, "deputy");
}

static const char *const to_registry[] = {"registry"};
static const char *const to_arts[] = {"arts"};
static const struct escalation steps[] = {
	{.after = {21, SPAN_DAYS}, .to = to_registry, .to_count = 1},
	{.after = {42, SPAN_DAYS}, .to = to_arts, .to_count = 1},
};
static const struct policy escalating = {
	.name = "escalating", .escalations = steps, .escalation_count = COUNT(steps)};

static void an_escalation_goes_to_the_new_people_alone_and_later_reminders_to_all(void **state)
{
	static const struct told told[] = {
		{{"mail", "icd@x.test"}, "deputy", "Deputy", {20000}},
		{{"mail", "registry@x.test"}, "registry", "Registry", {20021}},
	};
	CLEANUP(run_done) struct run run;
	struct run_entry *entry;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "deputy", "2026-12-31", &escalating);
	entry = &run.entries[0];
	HOLDS_NOT(run_needs_told(entry));
	entry->decision.step = step_of("escalates -38");
	entry->decision.level = 1;
	HOLDS(run_needs_told(entry));
	TEXT_IS(running_finished(&run), "reminder mail registry@x.test: 1");
	NUMBER_IS(run.deliveries[0].items[0].level, 1);
	entry->decision.former_level = 1;
	entry->decision.level = 2;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(running_finished(&run), "reminder mail arts@x.test: 1; reminder slack: 1");
	NUMBER_IS(run.deliveries[0].items[0].level, 2);
	entry->decision.step = step_of("before 30d");
	TEXT_IS(running_finished(&run),
		"reminder mail arts@x.test: 1; reminder mail icd@x.test: 1; "
		"reminder mail registry@x.test: 1; reminder slack: 1");
	NUMBER_IS(run.deliveries[1].items[0].level, 0);
	NUMBER_IS(run.deliveries[2].items[0].level, 1);
}

static void an_escalation_reaches_new_people_who_share_a_place_with_others(void **state)
{
	/* Arts was named for a channel that it shares; nobody has written to its own address. */
	static const struct told told[] = {
		{{"mail", "icd@x.test"}, "icd", "ICD", {20000}},
		{{"slack", ""}, "arts", "School of Creative Industries", {20000}},
	};
	CLEANUP(run_done) struct run run;
	struct run_entry *entry;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "icd", "2026-12-31", &escalating);
	entry = &run.entries[0];
	entry->decision.step = step_of("escalates -38");
	entry->decision.former_level = 1;
	entry->decision.level = 2;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(running_finished(&run), "reminder mail arts@x.test: 1");
}

static void whom_an_escalation_has_told_today_no_reminder_tells_again(void **state)
{
	struct told told[] = {
		{{"mail", "deputy@x.test"}, "deputy", "Deputy", on("2026-11-01")},
		{{"mail", "registry@x.test"}, "registry", "Registry", on("2026-11-23")},
	};
	CLEANUP(run_done) struct run run;
	struct run_entry *entry;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "deputy", "2026-12-31", &escalating);
	entry = &run.entries[0];
	entry->decision.corrected_from = DAY_NONE;
	entry->decision.level = 1;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(running_finished(&run), "reminder mail icd@x.test: 1");
	/* That it was corrected meanwhile is news to all. */
	entry->decision.corrected_from = on("2026-12-30");
	TEXT_IS(running_finished(&run),
		"reminder mail icd@x.test: 1; reminder mail registry@x.test: 1");
}

static void in_a_trial_an_escalation_to_who_reads_it_all_is_seen_as_well(void **state)
{
	static const struct told told[] = {
		{{"mail", "registry@x.test"}, "registry", "Registry", {20000}},
	};
	CLEANUP(run_done) struct run run;
	struct contacts with = changeable();

	(void)state;
	with.trial = &some_people[0];
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "deputy", "2026-12-31", &escalating);
	run.entries[0].decision.step = step_of("escalates -38");
	run.entries[0].decision.level = 1;
	/* It read what was for the deputy. */
	run.entries[0].told = told;
	run.entries[0].told_count = COUNT(told);
	TEXT_IS(finished_with(&run, &with), "reminder mail registry@x.test: 1");
	TEXT_IS(run.deliveries[0].meant_name, "Registry");
}

static void a_question_for_a_last_day_is_never_a_message_of_its_own(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	for (int i = 1; i <= 3; i++) {
		running_add(&run, i, "deputy", "2026-12-31", &running_by_agreement);
		run.entries[i - 1].decision.kind = i < 3 ? DEADLINE_UNKNOWN : DEADLINE_END;
	}
	TEXT_IS(running_finished(&run),
		"reminder mail icd@x.test: 1 2; reminder mail icd@x.test: 3");
	NUMBER_IS(run.deliveries[0].thread, 0);
	NUMBER_IS(run.deliveries[1].thread, 3);
}

static void a_digest_goes_by_section_and_by_owner(void **state)
{
	static const char *const to[] = {"deputy", "registry"};
	static const struct digest_schedule digest = {
		.is_set = true, .to = to, .to_count = COUNT(to)};
	static const enum section sections[] = {SECTION_ENDING, SECTION_ENDED, SECTION_ENDING,
						SECTION_UNANSWERED, SECTION_ENDING};
	static const char *const owners[] = {"Zoology", "Zoology", "Arts", "Arts", "Zoology"};
	static const char *const days[] = {"2027-01-01", "2026-11-20", "2027-02-01", "2027-09-01",
					   "2026-12-01"};
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	run.digest = &digest;
	for (size_t i = 0; i < COUNT(sections); i++) {
		running_add(&run, (int64_t)i + 1, owners[i], days[i], &running_by_owner);
		run.entries[i].section = sections[i];
	}
	NUMBER_IS(run_notices(&run), 0);
	TEXT_IS(running_finished(&run), "digest mail icd@x.test: 2 3 5 1 4; "
					"digest mail registry@x.test: 2 3 5 1 4");
}

static void in_a_digest_an_owner_is_one_by_whatever_name(void **state)
{
	static const char *const to[] = {"registry"};
	static const struct digest_schedule digest = {
		.is_set = true, .to = to, .to_count = COUNT(to)};
	static const char *const owners[] = {"ICD", "International Cooperation Department", "Zoo"};
	static const char *const days[] = {"2027-02-01", "2027-01-01", "2026-12-01"};
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	run.digest = &digest;
	for (size_t i = 0; i < COUNT(owners); i++) {
		running_add(&run, (int64_t)i + 1, owners[i], days[i], &running_by_owner);
		run.entries[i].section = SECTION_ENDING;
	}
	TEXT_IS(running_finished(&run), "digest mail registry@x.test: 2 1 3");
	TEXT_IS(run.entries[0].owner, "International Cooperation Department");
	assert_null(run.entries[2].owner);
}

static void who_was_told_is_looked_up_where_it_is_said(void **state)
{
	static const struct {
		enum section section;
		struct day first_told;
		enum step_kind step;
		int level;
		bool is_needed;
	} cases[] = {
		{SECTION_NONE, {20000}, STEP_BEFORE, 0, false},
		{SECTION_NONE, {20000}, STEP_BEFORE, 1, true},
		{SECTION_NONE, {20000}, STEP_RENEWED, 0, true},
		{SECTION_ENDING, {20000}, STEP_BEFORE, 0, true},
		{SECTION_ENDING, DAY_NONE, STEP_BEFORE, 0, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct run_entry entry = {.section = cases[i].section,
					  .decision = {.outcome = OUTCOME_NOTICE,
						       .first_told = cases[i].first_told,
						       .step = {.kind = cases[i].step},
						       .level = cases[i].level}};

		assert_int_equal(run_needs_told(&entry), cases[i].is_needed);
	}
}

static void a_quiet_week_has_a_digest_of_one_line_or_none(void **state)
{
	struct digest_schedule digest = {.is_set = true};
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	TEXT_IS(running_finished(&run), "");
	run.digest = &digest;
	TEXT_IS(running_finished(&run), "digest mail registry@x.test:");
	digest.skip_empty = true;
	TEXT_IS(running_finished(&run), "");
	run.undelivered_total = 1;
	TEXT_IS(running_finished(&run), "digest mail registry@x.test:");
	run.undelivered_total = 0;
	run.unsettled = (struct run_problems){&wrong, 1, 1};
	TEXT_IS(running_finished(&run), "digest mail registry@x.test:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_deputy_gets_what_is_for_who_is_absent),
		cmocka_unit_test(deputies_of_deputies_are_found_and_a_circle_ends),
		cmocka_unit_test(a_keeper_who_is_absent_has_a_deputy_too),
		cmocka_unit_test(in_a_trial_everything_goes_to_one_person_and_says_for_whom_it_is),
		cmocka_unit_test(word_of_a_new_term_goes_to_those_who_were_told_and_nobody_else),
		cmocka_unit_test(
			an_escalation_goes_to_the_new_people_alone_and_later_reminders_to_all),
		cmocka_unit_test(an_escalation_reaches_new_people_who_share_a_place_with_others),
		cmocka_unit_test(whom_an_escalation_has_told_today_no_reminder_tells_again),
		cmocka_unit_test(in_a_trial_an_escalation_to_who_reads_it_all_is_seen_as_well),
		cmocka_unit_test(a_question_for_a_last_day_is_never_a_message_of_its_own),
		cmocka_unit_test(a_digest_goes_by_section_and_by_owner),
		cmocka_unit_test(in_a_digest_an_owner_is_one_by_whatever_name),
		cmocka_unit_test(who_was_told_is_looked_up_where_it_is_said),
		cmocka_unit_test(a_quiet_week_has_a_digest_of_one_line_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
