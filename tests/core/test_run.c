/* Goal: what is due reaches whom it should, grouped as it should be, and nothing is dropped. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "tests/core/running.h"
#include "tests/support/alloc.h"

static const char *fallback_of(const struct run *run, size_t entry)
{
	return fallback_name(run->entries[entry].fallback);
}

/* The deliveries of one notice about an agreement with that owner. */
static const char *told(const char *owner, const struct policy *policy, enum fallback fallback)
{
	CLEANUP(run_done) struct run run;

	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, owner, "2026-12-31", policy);
	running_finished(&run);
	TEXT_IS(fallback_of(&run, 0), fallback_name(fallback));
	return running_deliveries(&run);
}

static void an_owner_is_found_by_key_name_or_alias(void **state)
{
	static const char *const owners[] = {"icd", "International Cooperation Department", "ICD",
					     " international  cooperation DEPARTMENT"};

	(void)state;
	for (size_t i = 0; i < COUNT(owners); i++)
		TEXT_IS(told(owners[i], &running_by_owner, FALLBACK_NONE),
			"reminder mail icd2@x.test: 1; reminder mail icd@x.test: 1; "
			"reminder slack: 1");
}

/* FAILURES.md T22. */
static void t22_whom_nobody_knows_the_keeper_is_told_about(void **state)
{
	static const char *const to_mute[] = {"mute"};
	const struct policy mute = {.to = to_mute, .to_count = 1};

	(void)state;
	TEXT_IS(told("Department", &running_by_owner, FALLBACK_UNKNOWN_OWNER),
		"reminder mail registry@x.test: 1");
	TEXT_IS(told(NULL, &running_by_owner, FALLBACK_NO_OWNER),
		"reminder mail registry@x.test: 1");
	TEXT_IS(told("Mute", &running_by_owner, FALLBACK_NO_ADDRESS),
		"reminder mail registry@x.test: 1");
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
	running_add(&run, 1, "deputy", "2026-12-01", &running_by_owner); /* more urgent */
	running_add(&run, 2, "icd", "2026-12-31", &running_by_owner);
	running_finished(&run);
	TEXT_IS(run.deliveries[1].address.address, "icd@x.test");
	NUMBER_IS(run.deliveries[1].item_count, 2);
	TEXT_IS(run.deliveries[1].contact->key, "icd");
}

static void notices_to_one_address_are_one_message_the_most_urgent_first(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "arts", "2027-05-01", &running_by_owner);
	running_add(&run, 2, "arts", "2026-12-01", &running_by_owner);
	running_add(&run, 3, "registry", "2026-12-01", &running_by_owner);
	running_add(&run, 4, "arts", "2026-11-20", &running_by_owner);
	running_add(&run, 6, "arts", "2026-12-24", &running_by_owner);
	running_add(&run, 5, "arts", "2026-12-24", &running_by_owner);
	TEXT_IS(running_finished(&run),
		"reminder mail arts@x.test: 4 2 5 6 1; "
		"reminder mail registry@x.test: 3; reminder slack: 4 2 5 6 1");
}

static void a_policy_can_ask_for_one_message_each(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "registry", "2027-05-01", &running_by_agreement);
	running_add(&run, 2, "registry", "2026-12-01", &running_by_owner);
	running_add(&run, 3, "registry", "2026-12-01", &running_by_agreement);
	running_add(&run, 4, "registry", "2026-11-30", &running_by_owner);
	TEXT_IS(running_finished(&run),
		"reminder mail registry@x.test: 4 2; reminder mail registry@x.test: 1; "
		"reminder mail registry@x.test: 3");
}

static void what_had_passed_is_one_summary_to_the_keeper(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add_unwatched(&run, 1, "2025-05-01");
	running_add(&run, 2, "registry", "2026-12-01", &running_by_agreement);
	running_add_unwatched(&run, 3, "2024-05-01");
	TEXT_IS(running_finished(&run),
		"reminder mail registry@x.test: 2; intake mail registry@x.test: 3 1");
}

static const struct run_problem wrong = {.code = "missing_last_day"};

static void the_keeper_can_be_told_of_an_intake_without_deadlines(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	TEXT_IS(running_finished(&run), "");
	run.untold = (struct run_problems){&wrong, 1, 1};
	TEXT_IS(running_finished(&run), "intake mail registry@x.test:");
	NUMBER_IS(run.deliveries[0].part, 1);
	NUMBER_IS(run.deliveries[0].parts, 1);
	TEXT_IS(run.deliveries[0].contact->key, "registry");
	running_add_unwatched(&run, 1, "2025-05-01"); /* then it is told with them, once */
	TEXT_IS(running_finished(&run), "intake mail registry@x.test: 1");
}

static void after_a_long_gap_only_the_keeper_is_told(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	running_add(&run, 1, "icd", "2027-05-01", &running_by_owner);
	running_add(&run, 2, "nobody", "2026-12-01", &running_by_agreement);
	running_add(&run, 3, "arts", "2026-12-01", &running_by_agreement);
	running_add_unwatched(&run, 4, "2020-12-01");
	run.untold =
		(struct run_problems){&wrong, 1, 1}; /* an intake waits for the next run as well */
	assert_int_equal(run_finish(&run, &running_contacts, /* is_gap= */ true), 0);
	TEXT_IS(running_deliveries(&run), "gap mail registry@x.test: 2 3 1");
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
	struct decision decision = {.outcome = OUTCOME_NOTICE, .policy = &running_by_owner};
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
		running_add(run, (int64_t)i, "registry", deadline, &running_by_owner);
}

/* FAILURES.md T23. */
static void t23_six_hundred_that_end_on_one_day_are_all_listed(void **state)
{
	CLEANUP(run_done) struct run run;

	(void)state;
	run_init(&run, on("2026-11-23"));
	add_many(&run, 600, "2026-12-31");
	running_finish(&run);
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
		running_finish(&run);
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

			assert_int_equal(
				running_try_add(&run, n + 1, owners[n % 6], deadline,
						n % 5 == 0 ? &running_by_agreement
							   : &running_by_owner,
						n % 4 == 0 ? OUTCOME_UNWATCHED : OUTCOME_NOTICE),
				0);
		}
		running_finished(&run);
		if (round == 0)
			strcpy(expected, running_deliveries(&run));
		TEXT_IS(running_deliveries(&run), expected);
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
		if (running_try_add(&run, i + 1, i % 2 == 0 ? "icd" : "arts", on("2026-12-31"),
				    &running_by_owner,
				    i % 3 == 0 ? OUTCOME_UNWATCHED : OUTCOME_NOTICE) < 0) {
			assert_int_equal(run.entry_count, before);
			return -ENOMEM;
		}
	}
	return run_finish(&run, &running_contacts, /* is_gap= */ false);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
