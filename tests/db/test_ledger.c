/* Runs, the ledger, named numbers. */
#include "db/ledger.h"

#include <errno.h>

#include "db/agreements.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static void a_run_comes_back_as_it_was(void **state)
{
	struct fixture *fixture = *state;
	struct run_record run;
	int64_t id;

	assert_int_equal(store_last_run(fixture->store, &run), STORE_NOT_FOUND);
	for (unsigned int kind = RUN_SCHEDULED; kind <= RUN_GAP; kind++) {
		done(fixture->store, store_add_run(fixture->store, (enum run_kind)kind,
						   on("2026-11-23"), 1795411800000, &id));
		done(fixture->store, store_last_run(fixture->store, &run));
		assert_int_equal(run.id, id);
		assert_int_equal(run.kind, kind);
		assert_int_equal(run.day.n, on("2026-11-23").n);
		assert_int_equal(run.at_ms, 1795411800000);
		assert_int_equal(run.planned, 0);
		assert_int_equal(run.notices, 0);
		assert_int_equal(run.deliveries, 0);
	}
	done(fixture->store, store_finish_run(fixture->store, id, INT64_C(5000000000), 34, 3));
	done(fixture->store, store_last_run(fixture->store, &run));
	assert_int_equal(run.planned, INT64_C(5000000000));
	assert_int_equal(run.notices, 34);
	assert_int_equal(run.deliveries, 3);
	assert_int_equal(store_finish_run(fixture->store, id + 1, 1, 1, 1), STORE_NOT_FOUND);
}

static void every_kind_of_run_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (unsigned int i = RUN_SCHEDULED; i <= RUN_GAP; i++)
		for (unsigned int j = RUN_SCHEDULED; j < i; j++)
			assert_string_not_equal(run_kind_name((enum run_kind)i),
						run_kind_name((enum run_kind)j));
}

static void every_field_of_a_decision_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct decision decision = sample_decision();
	struct ledger_line *lines;
	size_t count;
	int64_t agreement_id = add_agreement(fixture->store);
	int64_t id;

	done(fixture->store,
	     store_settle(fixture->store, add_run(fixture->store), agreement_id, &decision, &id));
	done(fixture->store,
	     store_ledger(fixture->store, agreement_id, &fixture->arena, &lines, &count));
	assert_int_equal(count, 1);
	assert_int_equal(lines->id, id);
	assert_int_equal(lines->settled.kind, decision.kind);
	assert_int_equal(lines->settled.outcome, decision.outcome);
	assert_int_equal(lines->settled.term_seq, decision.term_seq);
	assert_int_equal(lines->settled.deadline.n, decision.deadline.n);
	assert_int_equal(lines->settled.milestone.n, decision.milestone.n);
	assert_int_equal(lines->settled.step.kind, decision.step.kind);
	assert_int_equal(lines->settled.step.span.n, 14);
	assert_int_equal(lines->settled.step.span.unit, SPAN_DAYS);
	assert_int_equal(lines->latest.n, decision.latest.n);
	assert_true(vague_equal(lines->given, decision.given));
	assert_int_equal(lines->sending_day.n, decision.sending_day.n);
	assert_int_equal(lines->settled.on.n, on("2026-11-23").n);
	assert_int_equal(lines->late_days, 3);
	assert_int_equal(lines->corrected_from.n, decision.corrected_from.n);
	assert_string_equal(lines->policy, "exchange");
	assert_int_equal(lines->at_ms, 1795411800000);
}

static void what_a_decision_lacks_stays_unknown(void **state)
{
	struct fixture *fixture = *state;
	struct decision decision = {
		.kind = DEADLINE_UNKNOWN,
		.outcome = OUTCOME_UNWATCHED,
		.deadline = on("2026-11-20"),
		.latest = DAY_NONE,
		.milestone = on("2027-01-01"),
		.step = {STEP_AFTER, {6, SPAN_MONTHS}, 3},
		.sending_day = DAY_NONE,
		.corrected_from = DAY_NONE,
	};
	struct ledger_line *lines;
	size_t count;
	int64_t agreement_id = add_agreement(fixture->store);
	int64_t id;

	done(fixture->store,
	     store_settle(fixture->store, add_run(fixture->store), agreement_id, &decision, &id));
	done(fixture->store,
	     store_ledger(fixture->store, agreement_id, &fixture->arena, &lines, &count));
	assert_int_equal(count, 1);
	assert_true(day_is_none(lines->latest));
	assert_false(vague_is_known(lines->given));
	assert_true(day_is_none(lines->sending_day));
	assert_true(day_is_none(lines->corrected_from));
	assert_null(lines->policy);
	assert_int_equal(lines->settled.step.kind, STEP_AFTER);
	assert_int_equal(lines->settled.step.times, 3);
}

static void a_milestone_is_settled_once(void **state)
{
	struct fixture *fixture = *state;
	struct decision decision = sample_decision();
	int64_t run = add_run(fixture->store);
	int64_t first = add_agreement(fixture->store);
	int64_t second = add_agreement(fixture->store);
	int64_t id = 0;
	int64_t other;

	done(fixture->store, store_settle(fixture->store, run, first, &decision, &id));
	decision.outcome = OUTCOME_SUPERSEDED;
	assert_int_equal(store_settle(fixture->store, run, first, &decision, &other),
			 STORE_CONFLICT);
	done(fixture->store, store_settle(fixture->store, run, second, &decision, &other));
	assert_true(other > id);
	id = other;
	decision.kind = DEADLINE_REVIEW;
	done(fixture->store, store_settle(fixture->store, run, first, &decision, &other));
	assert_true(other > id);
	decision.milestone = on("2026-11-27");
	done(fixture->store, store_settle(fixture->store, run, first, &decision, &other));
	decision.deadline = on("2026-12-11");
	done(fixture->store, store_settle(fixture->store, run, first, &decision, &other));
}

static void a_decision_needs_its_run_and_its_agreement(void **state)
{
	struct fixture *fixture = *state;
	struct decision decision = sample_decision();
	int64_t run = add_run(fixture->store);
	int64_t agreement_id = add_agreement(fixture->store);
	int64_t id = -1;

	assert_int_equal(store_settle(fixture->store, run + 1, agreement_id, &decision, &id),
			 STORE_NOT_FOUND);
	assert_int_equal(store_settle(fixture->store, run, agreement_id + 1, &decision, &id),
			 STORE_NOT_FOUND);
	assert_int_equal(id, -1);
}

static void lines_come_by_kind_deadline_and_milestone(void **state)
{
	struct fixture *fixture = *state;
	int64_t run = add_run(fixture->store);
	int64_t id = add_agreement(fixture->store);
	struct history history;
	struct ledger_line *lines;
	size_t count;

	settle(fixture->store, run, id, DEADLINE_UNKNOWN, "2026-01-01", "2026-01-01");
	settle(fixture->store, run, id, DEADLINE_REVIEW, "2026-02-01", "2026-01-01");
	settle(fixture->store, run, id, DEADLINE_END, "2026-12-10", "2026-12-09");
	settle(fixture->store, run, id, DEADLINE_END, "1969-12-10", "1969-12-09");
	settle(fixture->store, run, id, DEADLINE_END, "2026-12-10", "2026-11-09");
	settle(fixture->store, run, add_agreement(fixture->store), DEADLINE_END, "2026-12-10",
	       "2026-11-09");
	done(fixture->store, store_history(fixture->store, id, &fixture->arena, &history));
	assert_int_equal(history.settled_count, 5);
	assert_int_equal(history.settled[0].deadline.n, on("1969-12-10").n);
	assert_int_equal(history.settled[1].milestone.n, on("2026-11-09").n);
	assert_int_equal(history.settled[2].milestone.n, on("2026-12-09").n);
	assert_int_equal(history.settled[3].kind, DEADLINE_REVIEW);
	assert_int_equal(history.settled[4].kind, DEADLINE_UNKNOWN);
	done(fixture->store, store_ledger(fixture->store, id, &fixture->arena, &lines, &count));
	assert_int_equal(count, 5);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(lines[i].settled.kind, history.settled[i].kind);
		assert_int_equal(lines[i].settled.milestone.n, history.settled[i].milestone.n);
	}
}

static void an_agreement_that_nothing_was_decided_about_has_no_lines(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct history history;
	struct ledger_line *lines;
	size_t count;

	done(fixture->store, store_history(fixture->store, id, &fixture->arena, &history));
	assert_int_equal(history.settled_count, 0);
	done(fixture->store, store_ledger(fixture->store, id, &fixture->arena, &lines, &count));
	assert_int_equal(count, 0);
}

static void a_number_is_what_was_set_last(void **state)
{
	struct fixture *fixture = *state;
	int64_t value = 5;

	assert_int_equal(store_get_number(fixture->store, "fingerprint", &value), STORE_NOT_FOUND);
	assert_int_equal(value, 5);
	done(fixture->store, store_set_number(fixture->store, "fingerprint", INT64_MIN));
	done(fixture->store, store_set_number(fixture->store, "other", 0));
	done(fixture->store, store_get_number(fixture->store, "fingerprint", &value));
	assert_true(value == INT64_MIN);
	done(fixture->store, store_set_number(fixture->store, "fingerprint", INT64_MAX));
	fixture_reopen(fixture);
	done(fixture->store, store_get_number(fixture->store, "fingerprint", &value));
	assert_true(value == INT64_MAX);
}

static int use_all(void *context)
{
	struct fixture *fixture = context;
	struct history history;
	struct ledger_line *lines;
	size_t count;
	int r = store_history(fixture->store, 1, &fixture->arena, &history);

	if (r == 0)
		r = store_ledger(fixture->store, 1, &fixture->arena, &lines, &count);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	int64_t run = add_run(fixture->store);
	int64_t id = add_agreement(fixture->store);

	settle(fixture->store, run, id, DEADLINE_END, "2026-12-10", "2026-12-09");
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_run_comes_back_as_it_was),
		FIXTURE_TEST(every_kind_of_run_has_a_name_of_its_own),
		FIXTURE_TEST(every_field_of_a_decision_comes_back),
		FIXTURE_TEST(what_a_decision_lacks_stays_unknown),
		FIXTURE_TEST(a_milestone_is_settled_once),
		FIXTURE_TEST(a_decision_needs_its_run_and_its_agreement),
		FIXTURE_TEST(lines_come_by_kind_deadline_and_milestone),
		FIXTURE_TEST(an_agreement_that_nothing_was_decided_about_has_no_lines),
		FIXTURE_TEST(a_number_is_what_was_set_last),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
