/*
 * Goal: a simulation of a range of days tells what the runs of those days tell, run by run, message
 * by message, and what it needs does not grow with the runs.
 */
#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/simulation.h"
#include "tests/core/stage.h"
#include "tests/support/alloc.h"

/* ---- beside the plain way -------------------------------------------------------------------- */

/* Weeks of runs with gaps, restarts, and people who do something in between. */
static void play_some_time(struct stage *stage)
{
	int runs = generate_between(&stage->generator, 0, 60);

	for (int i = 0; i < runs; i++) {
		if (generate(&stage->generator, 6) == 0)
			stage_happen(stage, /* with_policies= */ true);
		stage_run(stage);
		stage->today = day_add_days(stage->today, generate(&stage->generator, 30) == 0
								  ? 70
								  : generate(&stage->generator, 5));
	}
}

/* What is kept as its next day: the right one, a former one, or none. */
static struct day kept_next(struct stage *stage, const struct stage_agreement *item)
{
	const struct term *term = agreement_current_term(&item->agreement);

	if (day_is_none(term->seen_on))
		return term->known_on;
	switch (generate(&stage->generator, 3)) {
	case 0:
		return stage->today;
	case 1:
		return day_add_days(stage->today, generate_between(&stage->generator, -20, 200));
	}
	return DAY_NONE;
}

static void begin(struct simulation *simulation, struct stage *stage)
{
	simulation_init(simulation, &stage->rules, &stage->digest);
	simulation->last_run = stage->last_run;
	simulation->last_digest = stage->last_digest;
	for (size_t i = 0; i < stage->count; i++) {
		struct stage_agreement *item = &stage->agreements[i];
		const struct history history = stage_history(item);

		assert_int_equal(simulation_add(simulation, &item->agreement, &history,
						kept_next(stage, item)),
				 0);
	}
}

static bool has_place(const struct told *list, size_t count, const struct address *address)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].address.channel, address->channel) == 0 &&
		    strcmp(list[i].address.address, address->address) == 0)
			return true;
	}
	return false;
}

/* Whom the ledger says to have been told before the simulation began, as the store gives it. */
static void tell(struct simulation *simulation, const struct stage *stage, size_t told_count)
{
	struct run *run = &simulation->run;

	for (size_t i = 0; i < run->entry_count; i++) {
		struct run_entry *entry = &run->entries[i];
		struct told *list = arena_take_array(&run->arena, told_count, sizeof(*list));

		assert_non_null(list);
		entry->told = list;
		for (size_t k = 0; k < told_count && run_needs_told(entry); k++) {
			const struct stage_told *told = &stage->told[k];

			if (stage_is_told_about(told, entry) &&
			    !has_place(list, entry->told_count, &told->told.address))
				list[entry->told_count++] = told->told;
		}
	}
}

static size_t compare_days(struct simulation *simulation, struct stage *stage, int runs)
{
	size_t told_count = stage->told_count, messages = 0;
	CLEANUP(text_done) struct text said = {0};

	for (int i = 0; i < runs; i++) {
		const char *expected = stage_run(stage);
		int r = simulation_plan(simulation, stage->today);

		if (strcmp(expected, "refused") == 0) {
			assert_int_equal(r, SIMULATION_REFUSED);
		} else {
			assert_int_equal(r, 0);
			tell(simulation, stage, told_count);
			assert_int_equal(simulation_finish(simulation), 0);
			assert_string_equal(stage_words(&simulation->run, &said), expected);
			messages += simulation->run.delivery_count;
		}
		/* Mostly the next day; a gap now and then, the same day again, or one before. */
		stage->today = day_add_days(stage->today,
					    generate(&stage->generator, 40) == 0
						    ? generate_between(&stage->generator, -3, 80)
						    : 1);
	}
	return messages;
}

static void a_simulation_tells_what_day_by_day_runs_tell(void **state)
{
	size_t messages = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		struct stage *stage = stage_new(seed * 7919);
		CLEANUP(simulation_done) struct simulation simulation;

		play_some_time(stage);
		for (int i = 0; i < 3; i++)
			stage_happen(stage, /* with_policies= */ true);
		begin(&simulation, stage);
		messages += compare_days(&simulation, stage, 400);
		stage_free(stage);
	}
	assert_true(messages > 10000); /* they are no quiet years */
}

/* ---- what is made by hand -------------------------------------------------------------------- */

static const struct contact people[] = {
	{.key = "registry",
	 .name = "Registry",
	 .addresses = (const struct address[]){{"mail", "registry@x.test"}},
	 .address_count = 1},
	{.key = "law",
	 .name = "Law",
	 .addresses = (const struct address[]){{"mail", "law@x.test"}},
	 .address_count = 1},
};

static const struct plan_rules rules = {
	.calendar = {.weekdays = WEEKDAYS_MON_TO_FRI},
	.contacts = {.items = people, .count = COUNT(people)},
};

static int add(struct simulation *simulation, int64_t id, const char *last_day, const char *known)
{
	struct term term = {
		.last_day = given(last_day), .known_on = on(known), .seen_on = DAY_NONE};
	const struct agreement agreement = {.id = id,
					    .owner = "law",
					    .signed_on = given("2021-03-01"),
					    .terms = &term,
					    .term_count = 1,
					    .known_on = on(known)};

	return simulation_add(simulation, &agreement, &(struct history){0}, on(known));
}

static void a_run_before_the_last_one_is_refused(void **state)
{
	CLEANUP(simulation_done) struct simulation simulation;

	(void)state;
	simulation_init(&simulation, &rules, NULL);
	simulation.last_run = on("2026-11-23");
	assert_int_equal(add(&simulation, 1, "2026-12-23", "2026-11-20"), 0);
	assert_int_equal(simulation_run(&simulation, on("2026-11-20")), SIMULATION_REFUSED);
	assert_int_equal(simulation_run(&simulation, on("2026-11-23")), 0);
	NUMBER_IS(simulation.run.delivery_count, 1);
}

static void after_a_gap_the_keeper_alone_is_told_and_the_rest_comes_in_the_next_run(void **state)
{
	CLEANUP(simulation_done) struct simulation simulation;

	(void)state;
	simulation_init(&simulation, &rules, NULL);
	assert_int_equal(add(&simulation, 1, "2027-06-30", "2026-11-20"), 0);
	assert_int_equal(simulation_run(&simulation, on("2026-11-23")), 0);
	NUMBER_IS(simulation.run.delivery_count, 0);
	assert_int_equal(simulation_run(&simulation, on("2027-02-01")), 0);
	assert_true(simulation.is_gap);
	NUMBER_IS(simulation.run.deliveries[0].kind, DELIVERY_GAP);
	TEXT_IS(simulation.run.deliveries[0].contact->key, "registry");
	assert_int_equal(simulation_run(&simulation, on("2027-02-02")), 0);
	assert_false(simulation.is_gap);
	TEXT_IS(simulation.run.deliveries[0].contact->key, "law");
}

static void problems_are_told_once_as_many_in_a_run_as_the_daemon_tells(void **state)
{
	static const struct run_problem problems[RUN_PROBLEMS_MAX + 1];
	CLEANUP(simulation_done) struct simulation simulation;

	(void)state;
	simulation_init(&simulation, &rules, NULL);
	simulation.untold = (struct run_problems){problems, COUNT(problems), COUNT(problems)};
	for (int run = 0; run < 3; run++) {
		assert_int_equal(simulation_run(&simulation, day_add_days(on("2026-11-23"), run)),
				 0);
		NUMBER_IS(simulation.run.delivery_count, run < 2 ? 1 : 0);
		NUMBER_IS(simulation.run.untold.count, run == 0	  ? RUN_PROBLEMS_MAX
						       : run == 1 ? 1
								  : 0);
	}
}

/* ---- memory ---------------------------------------------------------------------------------- */

static int simulate_some(void *context)
{
	static const struct digest_schedule digest = {.is_set = true, .weekday = MONDAY};
	CLEANUP(simulation_done) struct simulation simulation;
	int r = 0;

	(void)context;
	simulation_init(&simulation, &rules, &digest);
	for (int i = 0; i < 3 && r == 0; i++)
		r = add(&simulation, i + 1, "2027-01-29", "2026-11-20");
	for (int i = 0; i < 20 && r == 0; i++)
		r = simulation_run(&simulation, day_add_days(on("2026-11-23"), i * 7));
	return r;
}

static void every_allocation_that_fails_is_reported(void **state)
{
	(void)state;
	alloc_each_fails(simulate_some, NULL);
}

static void planning_a_thousand_agreements_allocates_nothing_but_a_plan(void **state)
{
	CLEANUP(agreement_plan_done) struct agreement_plan plan = {0};

	(void)state;
	for (int pass = 0; pass < 2; pass++) {
		alloc_fail_at(0);
		for (int32_t i = 0; i < 1000; i++) {
			struct term term = {.last_day =
						    vague_of_day(day_add_days(on("2026-11-23"), i)),
					    .known_on = on("2026-11-20"),
					    .seen_on = DAY_NONE};
			const struct agreement agreement = {
				.id = i + 1, .terms = &term, .term_count = 1};

			assert_int_equal(plan_agreement(&agreement, &(struct history){0}, &rules,
							on("2026-11-23"), &plan),
					 0);
		}
		if (pass == 1)
			NUMBER_IS(alloc_count(), 0);
		assert_true(alloc_count() <= 4);
	}
}

static void a_run_of_a_simulation_allocates_nothing_for_each_agreement(void **state)
{
	CLEANUP(simulation_done) struct simulation simulation;
	unsigned int most = 0;

	(void)state;
	simulation_init(&simulation, &rules, NULL);
	for (int32_t i = 0; i < 1000; i++) {
		char day[DAY_TEXT_SIZE];

		day_format(day_add_days(on("2028-01-03"), i / 20), day);
		assert_int_equal(add(&simulation, i + 1, day, "2026-11-20"), 0);
	}
	for (struct day day = on("2026-11-23"); day.n < on("2028-06-01").n; day.n++) {
		alloc_fail_at(0);
		assert_int_equal(simulation_run(&simulation, day), 0);
		/* Some twenty are due on most days; blocks of memory grow now and then. */
		if (alloc_count() > most)
			most = alloc_count();
	}
	assert_true(most < 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_simulation_tells_what_day_by_day_runs_tell),
		cmocka_unit_test(a_run_before_the_last_one_is_refused),
		cmocka_unit_test(
			after_a_gap_the_keeper_alone_is_told_and_the_rest_comes_in_the_next_run),
		cmocka_unit_test(problems_are_told_once_as_many_in_a_run_as_the_daemon_tells),
		cmocka_unit_test(every_allocation_that_fails_is_reported),
		cmocka_unit_test(planning_a_thousand_agreements_allocates_nothing_but_a_plan),
		cmocka_unit_test(a_run_of_a_simulation_allocates_nothing_for_each_agreement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
