/* Who was told of a deadline, and which message began a thread. */
#include <errno.h>
#include <string.h>

#include "db/ledger.h"
#include "tests/db/deliveries.h"
#include "tests/support/alloc.h"

/* A delivery to an address that carries a notice, in a state. */
static int64_t deliver(struct fixture *fixture, int64_t notice, const char *address, int64_t thread,
		       enum delivery_state state)
{
	const struct new_delivery delivery = {.kind = "reminder",
					      .channel = "mail",
					      .address = address,
					      .contact = "law",
					      .recipient = "Faculty of Law",
					      .document = "{}",
					      .created_ms = NOW,
					      .thread = thread,
					      .notice_ids = &notice,
					      .notice_count = 1};
	struct attempt_end attempt_end = ending(state, "accepted", 10);
	int64_t number, none;

	done(fixture->store, store_add_delivery(fixture->store, &delivery, &number));
	attempt_end.next_ms = NOW + 1000;
	if (state == STATE_DELIVERY_WITHDRAWN) {
		done(fixture->store, store_replace_delivery(fixture->store, number, NULL, NULL,
							    NULL, 0, "why", NOW, &none));
	} else if (state != STATE_QUEUED) {
		start_attempt(fixture, number, "2026-11-23", 5);
		end_attempt(fixture, number, &attempt_end);
	}
	return number;
}

static struct decision decision_of(enum step_kind step, const char *deadline)
{
	struct decision decision = sample_decision();

	decision.deadline = on(deadline);
	decision.step = step_on(step, decision.deadline, on("2026-11-30"));
	return decision;
}

static size_t told(struct fixture *fixture, int64_t id, const struct decision *decision,
		   struct told **ret_told)
{
	size_t count;

	done(fixture->store,
	     store_told(fixture->store, id, decision, &fixture->arena, ret_told, &count));
	return count;
}

static void those_who_were_reached_are_told_of_once_by_the_first_day(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t run = add_run(fixture->store);
	int64_t first = settle(fixture->store, run, id, DEADLINE_END, "2026-12-10", "2026-11-01");
	int64_t second = settle(fixture->store, run, id, DEADLINE_END, "2026-12-10", "2026-11-10");
	struct decision decision = decision_of(STEP_ESCALATES, "2026-12-10");
	struct told *found;

	assert_int_equal(told(fixture, id, &decision, &found), 0);
	deliver(fixture, first, "a@example.edu", 0, STATE_SENT);
	deliver(fixture, second, "a@example.edu", 0, STATE_SENT);
	deliver(fixture, second, "b@example.edu", 0, STATE_SENT);
	assert_int_equal(told(fixture, id, &decision, &found), 2);
	assert_string_equal(found[0].address.address, "a@example.edu");
	assert_string_equal(found[0].address.channel, "mail");
	assert_string_equal(found[0].contact, "law");
	assert_string_equal(found[0].name, "Faculty of Law");
	assert_int_equal(found[0].on.n, on("2026-11-23").n);
	assert_string_equal(found[1].address.address, "b@example.edu");
}

static void who_was_not_reached_was_not_told(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t notice = settle(fixture->store, add_run(fixture->store), id, DEADLINE_END,
				"2026-12-10", "2026-11-01");
	struct decision decision = decision_of(STEP_ESCALATES, "2026-12-10");
	struct told *found;

	deliver(fixture, notice, "a@example.edu", 0, STATE_QUEUED);
	deliver(fixture, notice, "b@example.edu", 0, STATE_RETRYING);
	deliver(fixture, notice, "c@example.edu", 0, STATE_DEAD);
	deliver(fixture, notice, "d@example.edu", 0, STATE_DELIVERY_WITHDRAWN);
	assert_int_equal(told(fixture, id, &decision, &found), 0);
}

static void whose_outcome_is_unknown_may_have_been_told(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t notice = settle(fixture->store, add_run(fixture->store), id, DEADLINE_END,
				"2026-12-10", "2026-11-01");
	int64_t number = deliver(fixture, notice, "a@example.edu", 0, STATE_QUEUED);
	struct attempt_end attempt_end = ending(STATE_RETRYING, "unknown", 10);
	struct decision decision = decision_of(STEP_ESCALATES, "2026-12-10");
	struct told *found;

	start_attempt(fixture, number, "2026-11-23", 5);
	assert_int_equal(told(fixture, id, &decision, &found), 1); /* it is being sent */
	attempt_end.is_ambiguous = true;
	attempt_end.next_ms = NOW + 1000;
	end_attempt(fixture, number, &attempt_end);
	assert_int_equal(told(fixture, id, &decision, &found), 1);
}

static void a_notice_of_something_else_tells_nothing_of_it(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	int64_t id = add_agreement(store);
	int64_t run = add_run(store);
	int64_t other =
		settle(store, run, add_agreement(store), DEADLINE_END, "2026-12-10", "2026-11-01");
	int64_t review = settle(store, run, id, DEADLINE_REVIEW, "2026-12-10", "2026-11-01");
	int64_t far = settle(store, run, id, DEADLINE_END, "2026-12-18", "2026-11-02");
	int64_t near = settle(store, run, id, DEADLINE_END, "2026-12-17", "2026-11-03");
	struct decision decision = decision_of(STEP_ESCALATES, "2026-12-10");
	struct told *found;

	deliver(fixture, other, "other@example.edu", 0, STATE_SENT);
	deliver(fixture, review, "review@example.edu", 0, STATE_SENT);
	deliver(fixture, far, "far@example.edu", 0, STATE_SENT);
	assert_int_equal(told(fixture, id, &decision, &found), 0);
	/* One that was corrected by a few days is the same. */
	deliver(fixture, near, "near@example.edu", 0, STATE_SENT);
	assert_int_equal(told(fixture, id, &decision, &found), 1);
	assert_string_equal(found[0].address.address, "near@example.edu");
	decision.term_seq = 1;
	assert_int_equal(told(fixture, id, &decision, &found), 0);
}

static void word_of_a_new_term_goes_to_all_who_were_told_of_the_one_before(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	int64_t id = add_agreement(store);
	int64_t run = add_run(store);
	int64_t far = settle(store, run, id, DEADLINE_END, "2026-06-18", "2026-05-02");
	int64_t near = settle(store, run, id, DEADLINE_END, "2026-12-10", "2026-11-03");
	struct decision decision = decision_of(STEP_RENEWED, "2026-12-10");
	int64_t word;
	struct told *found;

	deliver(fixture, far, "far@example.edu", 0, STATE_SENT);
	deliver(fixture, near, "near@example.edu", 0, STATE_SENT);
	assert_int_equal(told(fixture, id, &decision, &found), 2);
	/* The word itself is none of what it goes by. */
	done(store, store_settle(store, run, id, &decision, &word));
	deliver(fixture, word, "word@example.edu", 0, STATE_SENT);
	assert_int_equal(told(fixture, id, &decision, &found), 2);
}

static void a_run_is_told_where_it_needs_it(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t notice = settle(fixture->store, add_run(fixture->store), id, DEADLINE_END,
				"2026-12-10", "2026-11-01");
	struct agreement agreement = {.id = id};
	struct run_entry entries[] = {
		{.agreement = &agreement, .decision = sample_decision()},
		{.agreement = &agreement, .decision = decision_of(STEP_RENEWED, "2026-12-10")},
		{.agreement = &agreement, .decision = decision_of(STEP_ESCALATES, "2026-12-10")},
	};
	struct run run = {.entries = entries, .entry_count = 3};

	deliver(fixture, notice, "a@example.edu", 0, STATE_SENT);
	entries[2].decision.level = 1;
	done(fixture->store, store_read_told(fixture->store, &run));
	assert_int_equal(entries[0].told_count, 0);
	assert_int_equal(entries[1].told_count, 1);
	assert_int_equal(entries[2].told_count, 1);
	assert_string_equal(entries[2].told[0].address.address, "a@example.edu");
	arena_done(&run.arena);
}

/* ---- threads -------------------------------------------------------------------------------- */

static const char *root(struct fixture *fixture, int64_t thread, const char *address)
{
	const char *id = "untouched";

	done(fixture->store,
	     store_thread_root(fixture->store, thread, "mail", address, &fixture->arena, &id));
	return id;
}

static void a_thread_begins_with_the_first_message_that_may_have_arrived(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t other = add_agreement(fixture->store);
	int64_t notice = settle(fixture->store, add_run(fixture->store), id, DEADLINE_END,
				"2026-12-10", "2026-11-01");
	int64_t second;

	assert_null(root(fixture, id, "a@example.edu"));
	deliver(fixture, notice, "a@example.edu", id, STATE_DEAD);
	deliver(fixture, notice, "a@example.edu", id, STATE_DELIVERY_WITHDRAWN);
	assert_null(root(fixture, id, "a@example.edu"));
	second = deliver(fixture, notice, "a@example.edu", id, STATE_QUEUED);
	deliver(fixture, notice, "a@example.edu", id, STATE_SENT);
	assert_string_equal(root(fixture, id, "a@example.edu"), get_delivery(fixture, second).id);
	assert_null(root(fixture, other, "a@example.edu"));
	assert_null(root(fixture, id, "b@example.edu"));
	/* A message of several agreements begins none. */
	deliver(fixture, notice, "b@example.edu", 0, STATE_SENT);
	assert_null(root(fixture, id, "b@example.edu"));
}

static int read_all(void *context)
{
	struct fixture *fixture = context;
	struct decision decision = decision_of(STEP_RENEWED, "2026-12-10");
	struct arena arena = {0};
	struct told *found;
	const char *id;
	size_t count;
	int r = store_told(fixture->store, 1, &decision, &arena, &found, &count);

	if (r == 0)
		r = store_thread_root(fixture->store, 1, "mail", "a1@example.edu", &arena, &id);
	arena_done(&arena);
	return r;
}

static void memory_that_runs_out_is_said(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t notice = settle(fixture->store, add_run(fixture->store), id, DEADLINE_END,
				"2026-12-10", "2026-11-01");
	char address[] = "a0@example.edu";

	assert_int_equal(id, 1);
	for (address[1] = '0'; address[1] <= '9'; address[1]++)
		deliver(fixture, notice, address, id, STATE_SENT);
	alloc_each_fails(read_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(those_who_were_reached_are_told_of_once_by_the_first_day),
		FIXTURE_TEST(who_was_not_reached_was_not_told),
		FIXTURE_TEST(whose_outcome_is_unknown_may_have_been_told),
		FIXTURE_TEST(a_notice_of_something_else_tells_nothing_of_it),
		FIXTURE_TEST(word_of_a_new_term_goes_to_all_who_were_told_of_the_one_before),
		FIXTURE_TEST(a_run_is_told_where_it_needs_it),
		FIXTURE_TEST(a_thread_begins_with_the_first_message_that_may_have_arrived),
		FIXTURE_TEST(memory_that_runs_out_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
