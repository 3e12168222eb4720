/* Goal: what is due reaches whom it should, grouped as it should be, and nothing is dropped. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/run.h"
#include "tests/core/cases.h"
#include "tests/support/alloc.h"

#define PLACES(...)                                                                                \
	.addresses = (const struct address[]){__VA_ARGS__},                                        \
	.address_count = COUNT(((const struct address[]){__VA_ARGS__}))

static const char *const icd_aliases[] = {"ICD"};

static const struct contact people[] = {
	{.key = "registry", .name = "Registry", PLACES({"mail", "registry@x.test"})},
	{.key = "icd",
	 .name = "International Cooperation Department",
	 .aliases = icd_aliases,
	 .alias_count = 1,
	 PLACES({"mail", "icd@x.test"}, {"mail", "icd2@x.test"}, {"slack", ""})},
	{.key = "arts",
	 .name = "School of Creative Industries",
	 PLACES({"mail", "arts@x.test"}, {"slack", ""})},
	{.key = "mute", .name = "Mute"},
	{.key = "deputy", .name = "Deputy", PLACES({"mail", "icd@x.test"})},
};
static const struct contacts contacts = {.items = people, .count = COUNT(people)};

static const struct policy by_owner = {.name = "by owner"};
static const struct policy by_agreement = {.name = "by agreement", .group = GROUP_AGREEMENT};

static const struct partner partners[] = {{"Pisa", "Pisa", "IT", "Italy"}, {.name = "KU Leuven"}};

/* One decision about agreement id, which ends on that day. */
static int try_add(struct run *run, int64_t id, const char *owner, struct day deadline,
		   const struct policy *policy, enum outcome outcome)
{
	struct term term = {.known_on = deadline};
	struct agreement agreement = {.id = id,
				      .owner = owner,
				      .partners = partners,
				      .partner_count = COUNT(partners),
				      .terms = &term,
				      .term_count = 1};
	struct decision decision = {
		.outcome = outcome, .deadline = deadline, .milestone = deadline, .policy = policy};
	struct agreement_plan plan = {.items = &decision, .count = 1};

	return run_add(run, &agreement, &plan);
}

static void add(struct run *run, int64_t id, const char *owner, const char *deadline,
		const struct policy *policy)
{
	assert_int_equal(try_add(run, id, owner, on(deadline), policy, OUTCOME_NOTICE), 0);
}

static void add_unwatched(struct run *run, int64_t id, const char *deadline)
{
	assert_int_equal(try_add(run, id, "icd", on(deadline), &by_owner, OUTCOME_UNWATCHED), 0);
}

/* "reminder mail icd@x.test: 3 1; intake mail registry@x.test: 2": agreements in their order. */
static const char *deliveries(const struct run *run)
{
	static char line[4096];
	size_t used = 0;

	line[0] = '\0';
	for (size_t i = 0; i < run->delivery_count; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];

		used += (size_t)snprintf(
			line + used, sizeof(line) - used, "%s%s %s%s%s:", i == 0 ? "" : "; ",
			delivery_kind_name(delivery->kind), delivery->address.channel,
			*delivery->address.address == '\0' ? "" : " ", delivery->address.address);
		for (size_t k = 0; used < sizeof(line) && k < delivery->item_count; k++)
			used += (size_t)snprintf(
				line + used, sizeof(line) - used, " %d",
				(int)run->entries[delivery->items[k].entry].agreement->id);
		assert_true(used < sizeof(line));
	}
	return line;
}

static void finish(struct run *run)
{
	assert_int_equal(run_finish(run, &contacts, /* is_gap= */ false), 0);
}

static const char *finished(struct run *run)
{
	finish(run);
	return deliveries(run);
}

static const char *fallback_of(const struct run *run, size_t entry)
{
	return fallback_name(run->entries[entry].fallback);
}

/* The deliveries of one notice about an agreement with that owner. */
static const char *told(const char *owner, const struct policy *policy, enum fallback fallback)
{
	CLEANUP(run_done) struct run run;

	run_init(&run, on("2026-11-23"));
	add(&run, 1, owner, "2026-12-31", policy);
	finished(&run);
	TEXT_IS(fallback_of(&run, 0), fallback_name(fallback));
	return deliveries(&run);
}

static void an_owner_is_found_by_key_name_or_alias(void **state)
{
	static const char *const owners[] = {"icd", "International Cooperation Department", "ICD",
					     " international  cooperation DEPARTMENT"};

	(void)state;
	for (size_t i = 0; i < COUNT(owners); i++)
		TEXT_IS(told(owners[i], &by_owner, FALLBACK_NONE),
			"reminder mail icd2@x.test: 1; reminder mail icd@x.test: 1; "
			"reminder slack: 1");
}

/* FAILURES.md T22. */
static void t22_whom_nobody_knows_the_keeper_is_told_about(void **state)
{
	static const char *const to_mute[] = {"mute"};
	const struct policy mute = {.to = to_mute, .to_count = 1};

	(void)state;
	TEXT_IS(told("Department", &by_owner, FALLBACK_UNKNOWN_OWNER),
		"reminder mail registry@x.test: 1");
	TEXT_IS(told(NULL, &by_owner, FALLBACK_NO_OWNER), "reminder mail registry@x.test: 1");
	TEXT_IS(told("Mute", &by_owner, FALLBACK_NO_ADDRESS), "reminder mail registry@x.test: 1");
	TEXT_IS(told("icd", &mute, FALLBACK_NO_ADDRESS), "reminder mail registry@x.test: 1");
}

static void a_policy_says_who_is_told(void **state)
{
	static const char *const both[] = {"owner", "registry"};
	static const char *const arts[] = {"arts"};
	const struct policy policy = {.to = both, .to_count = COUNT(both)};
	const struct policy ends_to_arts = {
		.to = both,
		.to_count = COUNT(both),
		.rules = {[DEADLINE_END] = {.to = arts, .to_count = 1}}};
	const struct policy reviews_to_arts = {
		.to = both,
		.to_count = COUNT(both),
		.rules = {[DEADLINE_REVIEW] = {.to = arts, .to_count = 1}}};

	(void)state;
	TEXT_IS(told("arts", &policy, FALLBACK_NONE),
		"reminder mail arts@x.test: 1; reminder mail registry@x.test: 1; "
		"reminder slack: 1");
	TEXT_IS(told("icd", &ends_to_arts, FALLBACK_NONE),
		"reminder mail arts@x.test: 1; reminder slack: 1");
	TEXT_IS(told("arts", &reviews_to_arts, FALLBACK_NONE),
		"reminder mail arts@x.test: 1; reminder mail registry@x.test: 1; "
		"reminder slack: 1");
}

static void an_address_gets_one_message_however_often_it_is_meant(void **state)
{
	static const char *const many[] = {"icd", "deputy", "owner", "arts", "icd"};
	const struct policy policy = {.to = many, .to_count = COUNT(many)};

	(void)state;
	TEXT_IS(told("icd", &policy, FALLBACK_NONE),
		"reminder mail arts@x.test: 1; reminder mail icd2@x.test: 1; "
		"reminder mail icd@x.test: 1; reminder slack: 1");
	/* The keeper stands in for an unknown owner and is named as well. */
	TEXT_IS(told("nobody",
		     &(struct policy){.to = (const char *const[]){"owner", "registry"},
				      .to_count = 2},
		     FALLBACK_UNKNOWN_OWNER),
		"reminder mail registry@x.test: 1");
}

static void a_message_names_the_first_contact_of_its_address(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add(&run, 1, "deputy", "2026-12-01", &by_owner); /* more urgent */
	add(&run, 2, "icd", "2026-12-31", &by_owner);
	finished(&run);
	TEXT_IS(run.deliveries[1].address.address, "icd@x.test");
	NUMBER_IS(run.deliveries[1].item_count, 2);
	TEXT_IS(run.deliveries[1].contact->key, "icd");
}

static void notices_to_one_address_are_one_message_the_most_urgent_first(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add(&run, 1, "arts", "2027-05-01", &by_owner);
	add(&run, 2, "arts", "2026-12-01", &by_owner);
	add(&run, 3, "registry", "2026-12-01", &by_owner);
	add(&run, 4, "arts", "2026-11-20", &by_owner);
	add(&run, 6, "arts", "2026-12-24", &by_owner);
	add(&run, 5, "arts", "2026-12-24", &by_owner);
	TEXT_IS(finished(&run), "reminder mail arts@x.test: 4 2 5 6 1; "
				"reminder mail registry@x.test: 3; reminder slack: 4 2 5 6 1");
}

static void a_policy_can_ask_for_one_message_each(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add(&run, 1, "registry", "2027-05-01", &by_agreement);
	add(&run, 2, "registry", "2026-12-01", &by_owner);
	add(&run, 3, "registry", "2026-12-01", &by_agreement);
	add(&run, 4, "registry", "2026-11-30", &by_owner);
	TEXT_IS(finished(&run),
		"reminder mail registry@x.test: 4 2; reminder mail registry@x.test: 1; "
		"reminder mail registry@x.test: 3");
}

static void what_had_passed_is_one_summary_to_the_keeper(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add_unwatched(&run, 1, "2025-05-01");
	add(&run, 2, "registry", "2026-12-01", &by_agreement);
	add_unwatched(&run, 3, "2024-05-01");
	TEXT_IS(finished(&run),
		"reminder mail registry@x.test: 2; intake mail registry@x.test: 3 1");
}

static const struct run_problem wrong = {.code = "missing_last_day"};

static void the_keeper_can_be_told_of_an_intake_without_deadlines(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	TEXT_IS(finished(&run), "");
	run.untold = (struct run_problems){&wrong, 1, 1};
	TEXT_IS(finished(&run), "intake mail registry@x.test:");
	NUMBER_IS(run.deliveries[0].part, 1);
	NUMBER_IS(run.deliveries[0].parts, 1);
	TEXT_IS(run.deliveries[0].contact->key, "registry");
	add_unwatched(&run, 1, "2025-05-01"); /* then it is told with them, once */
	TEXT_IS(finished(&run), "intake mail registry@x.test: 1");
}

static void after_a_long_gap_only_the_keeper_is_told(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add(&run, 1, "icd", "2027-05-01", &by_owner);
	add(&run, 2, "nobody", "2026-12-01", &by_agreement);
	add(&run, 3, "arts", "2026-12-01", &by_agreement);
	add_unwatched(&run, 4, "2020-12-01");
	run.untold =
		(struct run_problems){&wrong, 1, 1}; /* an intake waits for the next run as well */
	assert_int_equal(run_finish(&run, &contacts, /* is_gap= */ true), 0);
	TEXT_IS(deliveries(&run), "gap mail registry@x.test: 2 3 1");
}

static void only_what_must_be_told_is_taken_in(void **state)
{
	struct term term = {0};
	struct agreement agreement = {.id = 7, .terms = &term, .term_count = 1};
	struct decision items[] = {
		{.outcome = OUTCOME_UNWATCHED, .deadline = on("2020-01-01"), .milestone = {1}},
		{.outcome = OUTCOME_UNWATCHED, .deadline = on("2020-01-01"), .milestone = {2}},
		{.outcome = OUTCOME_UNWATCHED, .deadline = on("2020-01-01"), .milestone = {3}},
		{.outcome = OUTCOME_SUPERSEDED, .deadline = on("2026-01-01"), .milestone = {4}},
		{.outcome = OUTCOME_NOTICE, .deadline = on("2026-01-01"), .milestone = {5}},
		{.outcome = OUTCOME_SUPERSEDED, .deadline = on("2026-01-01"), .milestone = {6}},
	};
	struct agreement_plan plan = {.items = items, .count = COUNT(items)};
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	assert_int_equal(run_add(&run, &agreement, &plan), 0);
	NUMBER_IS(run.entry_count, 2);
	NUMBER_IS(run.agreement_count, 1);
	NUMBER_IS(run.entries[0].decision.milestone.n, 3);
	NUMBER_IS(run.entries[1].decision.milestone.n, 5);
	assert_ptr_equal(run.entries[0].agreement, run.entries[1].agreement);
	plan.count = 0;
	assert_int_equal(run_add(&run, &agreement, &plan), 0);
	NUMBER_IS(run.entry_count, 2);
	NUMBER_IS(run.agreement_count, 2);
}

static void an_entry_outlives_the_agreement_it_is_about(void **state)
{
	char owner[] = "icd", name[] = "Universität", register_name[] = "aitu";
	struct partner partner = {.name = name, .country = "DE"};
	struct term term = {.seq = 3, .known_on = on("2026-01-01")};
	struct agreement agreement = {.id = 9,
				      .owner = owner,
				      .register_name = register_name,
				      .partners = &partner,
				      .partner_count = 1,
				      .terms = &term,
				      .term_count = 1};
	struct decision decision = {.outcome = OUTCOME_NOTICE, .policy = &by_owner};
	struct agreement_plan plan = {.items = &decision, .count = 1};
	CLEANUP(run_done) struct run run;
	const struct agreement *kept;

	(void)state;
	run_init(&run, on("2026-11-23"));
	assert_int_equal(run_add(&run, &agreement, &plan), 0);
	owner[0] = name[0] = register_name[0] = 'X';
	partner = (struct partner){0};
	term = (struct term){0};
	kept = run.entries[0].agreement;
	TEXT_IS(kept->owner, "icd");
	TEXT_IS(kept->register_name, "aitu");
	TEXT_IS(kept->partners[0].name, "Universität");
	TEXT_IS(kept->partners[0].country, "DE");
	TEXT_IS(kept->partners[0].city, NULL);
	TEXT_IS(kept->type, NULL);
	NUMBER_IS(kept->terms[0].seq, 3);
}

/* Notices about agreements 1 to count for the keeper. */
static void add_many(struct run *run, size_t count, const char *deadline)
{
	for (size_t i = 1; i <= count; i++)
		add(run, (int64_t)i, "registry", deadline, &by_owner);
}

/* FAILURES.md T23. */
static void t23_six_hundred_that_end_on_one_day_are_all_listed(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add_many(&run, 600, "2026-12-31");
	finish(&run);
	NUMBER_IS(run.delivery_count, 1);
	NUMBER_IS(run.deliveries[0].item_count, 600);
	for (size_t i = 0; i < 600; i++)
		NUMBER_IS(run.entries[run.deliveries[0].items[i].entry].agreement->id,
			  (int64_t)i + 1);
}

static void a_message_too_long_becomes_parts_and_loses_nothing(void **state)
{
	static const size_t counts[] = {RUN_ENTRIES_MAX - 1, RUN_ENTRIES_MAX, RUN_ENTRIES_MAX + 1,
					2 * RUN_ENTRIES_MAX, 2 * RUN_ENTRIES_MAX + 1};

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		CLEANUP(run_done) struct run run;
		size_t parts = (counts[i] + RUN_ENTRIES_MAX - 1) / RUN_ENTRIES_MAX;
		int64_t id = 1;

		run_init(&run, on("2026-11-23"));
		add_many(&run, counts[i], "2026-12-31");
		finish(&run);
		NUMBER_IS(run.delivery_count, (int64_t)parts);
		for (size_t part = 0; part < run.delivery_count; part++) {
			const struct run_delivery *delivery = &run.deliveries[part];

			NUMBER_IS(delivery->part, (int64_t)part + 1);
			NUMBER_IS(delivery->parts, (int64_t)parts);
			assert_in_range(delivery->item_count, 1, RUN_ENTRIES_MAX);
			for (size_t k = 0; k < delivery->item_count; k++, id++)
				NUMBER_IS(run.entries[delivery->items[k].entry].agreement->id, id);
		}
		NUMBER_IS(id, (int64_t)counts[i] + 1);
	}
}

static void the_order_of_the_input_does_not_matter(void **state)
{
	static const char *const owners[] = {"icd", "arts", "deputy", "nobody", NULL, "mute"};
	struct generator generator = {41};
	char expected[4096] = "";

	(void)state;
	for (int round = 0; round < 50; round++) {
		CLEANUP(run_done) struct run run;
		int64_t order[24];

		for (int64_t i = 0; i < 24; i++) {
			size_t k = generate(&generator, (uint32_t)i + 1);

			order[i] = order[k];
			order[k] = i;
		}
		run_init(&run, on("2026-11-23"));
		for (size_t i = 0; i < COUNT(order); i++) {
			int64_t n = order[i];
			struct day deadline = day_add_days(on("2026-11-01"), n * n % 7);

			assert_int_equal(try_add(&run, n + 1, owners[n % 6], deadline,
						 n % 5 == 0 ? &by_agreement : &by_owner,
						 n % 4 == 0 ? OUTCOME_UNWATCHED : OUTCOME_NOTICE),
					 0);
		}
		finished(&run);
		if (round == 0)
			strcpy(expected, deliveries(&run));
		TEXT_IS(deliveries(&run), expected);
	}
}

static int run_a_day(void *context)
{
	CLEANUP(run_done) struct run run;
	size_t before;

	(void)context;
	run_init(&run, on("2026-11-23"));
	for (int64_t i = 0; i < 150; i++) {
		before = run.entry_count;
		if (try_add(&run, i + 1, i % 2 == 0 ? "icd" : "arts", on("2026-12-31"), &by_owner,
			    i % 3 == 0 ? OUTCOME_UNWATCHED : OUTCOME_NOTICE) < 0) {
			assert_int_equal(run.entry_count, before);
			return -ENOMEM;
		}
	}
	return run_finish(&run, &contacts, /* is_gap= */ false);
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(run_a_day, NULL);
}

static void names_go_back_and_forth(void **state)
{
	enum delivery_kind kind = DELIVERY_REMINDER;
	enum fallback fallback = FALLBACK_NONE;

	(void)state;
	for (int i = DELIVERY_REMINDER; i <= DELIVERY_TROUBLE; i++) {
		HOLDS(delivery_kind_parse(delivery_kind_name((enum delivery_kind)i), &kind));
		NUMBER_IS(kind, i);
	}
	for (int i = FALLBACK_NONE; i <= FALLBACK_NO_ADDRESS; i++) {
		HOLDS(fallback_parse(fallback_name((enum fallback)i), &fallback));
		NUMBER_IS(fallback, i);
	}
	HOLDS_NOT(delivery_kind_parse("mail", &kind));
	HOLDS_NOT(fallback_parse("", &fallback));
}

/* ---- follow-up -------------------------------------------------------------------------------- */

static struct contact some_people[COUNT(people)];

/* The office, with what a test changes about its people. */
static struct contacts changeable(void)
{
	memcpy(some_people, people, sizeof(people));
	return (struct contacts){.items = some_people, .count = COUNT(some_people)};
}

static const char *finished_with(struct run *run, const struct contacts *with)
{
	assert_int_equal(run_finish(run, with, /* is_gap= */ false), 0);
	return deliveries(run);
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
		add(&run, 1, "arts", "2026-12-31", &by_owner);
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
	add(&run, 1, "icd", "2026-12-31", &by_owner);
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
	add(&run, 1, NULL, "2026-12-31", &by_owner);
	add_unwatched(&run, 2, "2020-01-01");
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
	add(&run, 1, "arts", "2026-12-31", &by_owner);
	add(&run, 2, "deputy", "2026-12-31", &by_owner);
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
	add(&run, 1, "arts", "2026-12-31", &by_owner);
	run.entries[0].decision.step = step_of("renewed -38");
	HOLDS(run_needs_told(&run.entries[0]));
	TEXT_IS(finished(&run), ""); /* nobody was reached */
	run.entries[0].told = told;
	run.entries[0].told_count = COUNT(told);
	TEXT_IS(finished(&run), "reminder mail gone@x.test: 1; reminder mail icd@x.test: 1");
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
	add(&run, 1, "deputy", "2026-12-31", &escalating);
	entry = &run.entries[0];
	HOLDS_NOT(run_needs_told(entry));
	entry->decision.step = step_of("escalates -38");
	entry->decision.level = 1;
	HOLDS(run_needs_told(entry));
	TEXT_IS(finished(&run), "reminder mail registry@x.test: 1");
	NUMBER_IS(run.deliveries[0].items[0].level, 1);
	entry->decision.former_level = 1;
	entry->decision.level = 2;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(finished(&run), "reminder mail arts@x.test: 1; reminder slack: 1");
	NUMBER_IS(run.deliveries[0].items[0].level, 2);
	entry->decision.step = step_of("before 30d");
	TEXT_IS(finished(&run), "reminder mail arts@x.test: 1; reminder mail icd@x.test: 1; "
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
	add(&run, 1, "icd", "2026-12-31", &escalating);
	entry = &run.entries[0];
	entry->decision.step = step_of("escalates -38");
	entry->decision.former_level = 1;
	entry->decision.level = 2;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(finished(&run), "reminder mail arts@x.test: 1");
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
	add(&run, 1, "deputy", "2026-12-31", &escalating);
	entry = &run.entries[0];
	entry->decision.corrected_from = DAY_NONE;
	entry->decision.level = 1;
	entry->told = told;
	entry->told_count = COUNT(told);
	TEXT_IS(finished(&run), "reminder mail icd@x.test: 1");
	/* That it was corrected meanwhile is news to all. */
	entry->decision.corrected_from = on("2026-12-30");
	TEXT_IS(finished(&run), "reminder mail icd@x.test: 1; reminder mail registry@x.test: 1");
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
	add(&run, 1, "deputy", "2026-12-31", &escalating);
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
		add(&run, i, "deputy", "2026-12-31", &by_agreement);
		run.entries[i - 1].decision.kind = i < 3 ? DEADLINE_UNKNOWN : DEADLINE_END;
	}
	TEXT_IS(finished(&run), "reminder mail icd@x.test: 1 2; reminder mail icd@x.test: 3");
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
		add(&run, (int64_t)i + 1, owners[i], days[i], &by_owner);
		run.entries[i].section = sections[i];
	}
	NUMBER_IS(run_notices(&run), 0);
	TEXT_IS(finished(&run), "digest mail icd@x.test: 2 3 5 1 4; "
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
		add(&run, (int64_t)i + 1, owners[i], days[i], &by_owner);
		run.entries[i].section = SECTION_ENDING;
	}
	TEXT_IS(finished(&run), "digest mail registry@x.test: 2 1 3");
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
	TEXT_IS(finished(&run), "");
	run.digest = &digest;
	TEXT_IS(finished(&run), "digest mail registry@x.test:");
	digest.skip_empty = true;
	TEXT_IS(finished(&run), "");
	run.undelivered_total = 1;
	TEXT_IS(finished(&run), "digest mail registry@x.test:");
	run.undelivered_total = 0;
	run.unsettled = (struct run_problems){&wrong, 1, 1};
	TEXT_IS(finished(&run), "digest mail registry@x.test:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_owner_is_found_by_key_name_or_alias),
		cmocka_unit_test(t22_whom_nobody_knows_the_keeper_is_told_about),
		cmocka_unit_test(a_policy_says_who_is_told),
		cmocka_unit_test(an_address_gets_one_message_however_often_it_is_meant),
		cmocka_unit_test(a_message_names_the_first_contact_of_its_address),
		cmocka_unit_test(notices_to_one_address_are_one_message_the_most_urgent_first),
		cmocka_unit_test(a_policy_can_ask_for_one_message_each),
		cmocka_unit_test(what_had_passed_is_one_summary_to_the_keeper),
		cmocka_unit_test(the_keeper_can_be_told_of_an_intake_without_deadlines),
		cmocka_unit_test(after_a_long_gap_only_the_keeper_is_told),
		cmocka_unit_test(only_what_must_be_told_is_taken_in),
		cmocka_unit_test(an_entry_outlives_the_agreement_it_is_about),
		cmocka_unit_test(t23_six_hundred_that_end_on_one_day_are_all_listed),
		cmocka_unit_test(a_message_too_long_becomes_parts_and_loses_nothing),
		cmocka_unit_test(the_order_of_the_input_does_not_matter),
		cmocka_unit_test(short_memory_is_said),
		cmocka_unit_test(names_go_back_and_forth),
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
