/* What a run needs beside the plans: problems, what did not arrive, and the digest when it is due. */
#include "db/gather.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/db/deliveries.h"
#include "tests/support/alloc.h"

/* 2026-11-23 is a Monday. */
static const struct digest_schedule mondays = {.is_set = true, .weekday = MONDAY};
static const struct plan_rules rules = {.calendar = {.weekdays = WEEKDAYS_MON_TO_FRI}};

static int64_t begin_import(struct fixture *fixture)
{
	int64_t import;

	done(fixture->store,
	     store_import_begin(fixture->store, "main", "main.csv", &author, &import));
	return import;
}

static void add_problems(struct fixture *fixture, int64_t import, int64_t agreement_id, int count)
{
	char text[40];

	for (int i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "problem %d", i);
		done(fixture->store,
		     store_add_problem(fixture->store, import,
				       &(struct store_problem){.agreement_id = agreement_id,
							       .line = (unsigned int)i + 1,
							       .code = "unread_rest",
							       .text = text}));
	}
}

/* An agreement that ends some days after 2026-11-23. */
static int64_t add_ending(struct fixture *fixture, const char *last_day)
{
	struct term term = {
		.last_day = about(last_day), .known_on = on("2026-01-01"), .seen_on = DAY_NONE};
	struct agreement agreement = bare_agreement();
	int64_t id;

	agreement.kind = KIND_FIXED;
	agreement.terms = &term;
	done(fixture->store, store_add_agreement(fixture->store, &agreement, 0, &author, &id));
	return id;
}

static void a_run_without_a_digest_gets_what_the_keeper_was_not_told(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct run run;

	add_problems(fixture, begin_import(fixture), id, 3);
	add_delivery_in(fixture, STATE_DEAD, false);
	run_init(&run, on("2026-11-23"));
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.untold.count, 3);
	assert_string_equal(run.untold.items[0].register_name, "main");
	assert_int_equal(run.untold.items[0].agreement_id, id);
	assert_non_null(run.untold.items[0].partner);
	assert_int_equal(run.unsettled.count, 0);
	assert_int_equal(run.undelivered_count, 0);
	done(fixture->store,
	     store_problems_told(fixture->store, run.untold.items, run.untold.count));
	run_done(&run);
	run_init(&run, on("2026-11-23"));
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.untold.count, 0);
	run_done(&run);
}

static void a_digest_counts_all_problems_and_shows_some(void **state)
{
	struct fixture *fixture = *state;
	struct run run;

	add_problems(fixture, begin_import(fixture), 0, GATHER_UNSETTLED_MAX + 5);
	run_init(&run, on("2026-11-23"));
	run.digest = &mondays;
	run.digest_since = on("2026-11-16");
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.unsettled.count, GATHER_UNSETTLED_MAX);
	assert_int_equal(run.unsettled.total, GATHER_UNSETTLED_MAX + 5);
	run_done(&run);
}

static void a_digest_tells_what_did_not_arrive_since_the_last(void **state)
{
	struct fixture *fixture = *state;
	struct run run;

	add_delivery_in(fixture, STATE_SENT, false);
	add_delivery_in(fixture, STATE_QUEUED, false);
	add_delivery_in(fixture, STATE_DELIVERY_WITHDRAWN, false);
	add_delivery_in(fixture, STATE_DEAD, false);
	add_delivery_in(fixture, STATE_RETRYING, false);
	run_init(&run, on("2026-11-30"));
	run.digest = &mondays;
	run.digest_since = on("2026-11-23");
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.undelivered_count, 2);
	assert_int_equal(run.undelivered_total, 2);
	assert_true(run.undelivered[0].is_given_up);
	assert_false(run.undelivered[1].is_given_up);
	assert_string_equal(run.undelivered[0].channel, "mail");
	assert_string_equal(run.undelivered[0].recipient, "Отдел");
	assert_string_equal(run.undelivered[0].subject, "Subject");
	assert_int_equal(run.undelivered[0].since.n, on("2026-11-23").n);
	run_done(&run);
	/* What was given up before the last digest was told in that. */
	run_init(&run, on("2026-12-07"));
	run.digest = &mondays;
	run.digest_since = on("2026-11-30");
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.undelivered_count, 1);
	assert_false(run.undelivered[0].is_given_up);
	run_done(&run);
}

static void of_much_that_did_not_arrive_some_is_shown(void **state)
{
	struct fixture *fixture = *state;
	struct run run;

	for (int i = 0; i < GATHER_UNDELIVERED_MAX + 3; i++)
		add_delivery_in(fixture, STATE_DEAD, false);
	run_init(&run, on("2026-11-30"));
	run.digest = &mondays;
	run.digest_since = on("2026-11-23");
	done(fixture->store, store_gather(fixture->store, &run));
	assert_int_equal(run.undelivered_count, GATHER_UNDELIVERED_MAX);
	assert_int_equal(run.undelivered_total, GATHER_UNDELIVERED_MAX + 3);
	run_done(&run);
}

static struct day gather_digest(struct fixture *fixture, const char *today, struct run *run)
{
	struct day day;

	run_init(run, on(today));
	done(fixture->store,
	     store_gather_digest(fixture->store, run, &mondays, &rules, true, &day));
	return day;
}

static void a_digest_is_made_once_for_its_day(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_ending(fixture, "2026-12-10");
	struct run run;
	struct day day;

	add_ending(fixture, "2031-12-10");
	day = gather_digest(fixture, "2026-11-23", &run);
	assert_int_equal(day.n, on("2026-11-23").n);
	assert_ptr_equal(run.digest, &mondays);
	assert_int_equal(run.entry_count, 1);
	assert_int_equal(run.entries[0].agreement->id, id);
	assert_int_equal(run.entries[0].section, SECTION_ENDING);
	run_done(&run);
	/* A run that was rolled back made none. */
	day = gather_digest(fixture, "2026-11-23", &run);
	assert_false(day_is_none(day));
	run_done(&run);
	done(fixture->store, store_digest_made(fixture->store, on("2026-11-23")));
	for (int i = 0; i < 2; i++) {
		day = gather_digest(fixture, i == 0 ? "2026-11-23" : "2026-11-27", &run);
		assert_true(day_is_none(day));
		assert_null(run.digest);
		assert_int_equal(run.entry_count, 0);
		run_done(&run);
	}
	/* The service was off on its day. */
	day = gather_digest(fixture, "2026-12-02", &run);
	assert_int_equal(day.n, on("2026-11-30").n);
	assert_int_equal(run.digest_since.n, on("2026-11-23").n);
	run_done(&run);
}

static void without_a_digest_nothing_is_read(void **state)
{
	struct fixture *fixture = *state;
	static const struct digest_schedule none = {0};
	struct run run;
	struct day day = on("2026-11-23");

	add_ending(fixture, "2026-12-10");
	run_init(&run, on("2026-11-23"));
	done(fixture->store, store_gather_digest(fixture->store, &run, &none, &rules, true, &day));
	assert_true(day_is_none(day));
	assert_int_equal(run.entry_count, 0);
	run_done(&run);
}

static int gather_all(void *context)
{
	struct fixture *fixture = context;
	struct run run;
	struct day day;
	int r;

	run_init(&run, on("2026-11-30"));
	r = store_gather_digest(fixture->store, &run, &mondays, &rules, true, &day);
	if (r == 0)
		r = store_gather(fixture->store, &run);
	run_done(&run);
	return r;
}

static void memory_that_runs_out_is_said(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_ending(fixture, "2026-12-10");

	add_problems(fixture, begin_import(fixture), id, 3);
	add_delivery_in(fixture, STATE_DEAD, false);
	alloc_each_fails(gather_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_run_without_a_digest_gets_what_the_keeper_was_not_told),
		FIXTURE_TEST(a_digest_counts_all_problems_and_shows_some),
		FIXTURE_TEST(a_digest_tells_what_did_not_arrive_since_the_last),
		FIXTURE_TEST(of_much_that_did_not_arrive_some_is_shown),
		FIXTURE_TEST(a_digest_is_made_once_for_its_day),
		FIXTURE_TEST(without_a_digest_nothing_is_read),
		FIXTURE_TEST(memory_that_runs_out_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
