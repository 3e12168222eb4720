/* The attempts of a delivery and what they make of it. */
#include <errno.h>

#include "db/outbox.h"
#include "tests/db/deliveries.h"

static void an_attempt_is_counted_and_kept(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery(fixture);
	struct attempt_end failed = ending(STATE_RETRYING, "transient", 20);
	struct attempt_end sent = ending(STATE_SENT, "sent", 40);
	struct delivery delivery;
	struct attempt *attempts;
	size_t count;

	start_attempt(fixture, number, "2026-11-23", 10);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.state, STATE_SENDING);
	assert_int_equal(delivery.attempts, 1);
	assert_int_equal(delivery.first_ms, NOW + 10);
	assert_int_equal(delivery.next_ms, 0);
	failed.next_ms = NOW + 30;
	failed.code = 451;
	failed.text = "try later, пожалуйста";
	end_attempt(fixture, number, &failed);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.state, STATE_RETRYING);
	assert_int_equal(delivery.next_ms, NOW + 30);
	assert_string_equal(delivery.last_class, "transient");
	assert_int_equal(delivery.last_code, 451);
	assert_string_equal(delivery.last_text, "try later, пожалуйста");
	assert_int_equal(delivery.last_ms, NOW + 20);
	assert_int_equal(delivery.ambiguous, 0);
	assert_true(day_is_none(delivery.as_of));
	start_attempt(fixture, number, "2026-11-24", 30);
	done(fixture->store,
	     store_attempts(fixture->store, number, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 2);
	assert_null(attempts[1].class);
	assert_int_equal(attempts[1].ended_ms, 0);
	end_attempt(fixture, number, &sent);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.state, STATE_SENT);
	assert_int_equal(delivery.attempts, 2);
	assert_int_equal(delivery.first_ms, NOW + 10);
	assert_int_equal(delivery.next_ms, 0);
	assert_null(delivery.last_text);
	done(fixture->store,
	     store_attempts(fixture->store, number, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 2);
	assert_int_equal(attempts[0].started_ms, NOW + 10);
	assert_int_equal(attempts[0].ended_ms, NOW + 20);
	assert_string_equal(attempts[0].class, "transient");
	assert_int_equal(attempts[0].code, 451);
	assert_string_equal(attempts[0].text, "try later, пожалуйста");
	assert_int_equal(attempts[0].as_of.n, on("2026-11-23").n);
	assert_int_equal(attempts[1].as_of.n, on("2026-11-24").n);
	assert_string_equal(attempts[1].class, "sent");
}

static void only_what_waits_can_be_started(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 0; i < DELIVERY_STATES; i++) {
		int64_t number = add_delivery_in(fixture, (enum delivery_state)i, false);
		bool waits = i == STATE_QUEUED || i == STATE_RETRYING;

		assert_int_equal(store_start_attempt(fixture->store, number, on("2026-11-23"), NOW),
				 waits ? 0 : STORE_CONFLICT);
		if (!waits)
			says(fixture->store, delivery_state_name((enum delivery_state)i));
	}
	assert_int_equal(store_start_attempt(fixture->store, 99, on("2026-11-23"), NOW),
			 STORE_NOT_FOUND);
	says(fixture->store, "delivery 99");
}

static void only_a_running_attempt_can_end(void **state)
{
	struct fixture *fixture = *state;
	struct attempt_end attempt_end = ending(STATE_SENT, "sent", 20);

	for (int i = 0; i < DELIVERY_STATES; i++) {
		int64_t number = add_delivery_in(fixture, (enum delivery_state)i, false);

		assert_int_equal(store_end_attempt(fixture->store, number, &attempt_end),
				 i == STATE_SENDING ? 0 : STORE_CONFLICT);
	}
	assert_int_equal(store_end_attempt(fixture->store, 99, &attempt_end), STORE_NOT_FOUND);
	attempt_end.state = STATE_SENDING;
	assert_int_equal(store_end_attempt(fixture->store, 1, &attempt_end), -EINVAL);
	attempt_end.state = STATE_DELIVERY_WITHDRAWN;
	assert_int_equal(store_end_attempt(fixture->store, 1, &attempt_end), -EINVAL);
}

static void an_unknown_outcome_freezes_the_day_of_its_attempt(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery(fixture);
	struct attempt_end unknown = ending(STATE_RETRYING, "ambiguous", 20);
	struct attempt_end refused = ending(STATE_RETRYING, "transient", 40);
	struct delivery delivery;
	struct attempt *attempts;
	size_t count;

	unknown.is_ambiguous = true;
	start_attempt(fixture, number, "2026-11-23", 10);
	end_attempt(fixture, number, &unknown);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.ambiguous, 1);
	assert_int_equal(delivery.as_of.n, on("2026-11-23").n);
	/* Later attempts, whatever comes of them, repeat the same bytes. */
	start_attempt(fixture, number, "2026-11-24", 30);
	end_attempt(fixture, number, &refused);
	start_attempt(fixture, number, "2026-11-25", 50);
	end_attempt(fixture, number, &unknown);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.ambiguous, 2);
	assert_int_equal(delivery.as_of.n, on("2026-11-23").n);
	done(fixture->store,
	     store_attempts(fixture->store, number, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 3);
	assert_int_equal(attempts[2].as_of.n, on("2026-11-23").n);
}

static void an_attempt_that_tried_nothing_does_not_count(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery(fixture);
	struct attempt_end untried = ending(STATE_QUEUED, "aborted", 20);
	struct attempt_end failed = ending(STATE_RETRYING, "transient", 40);
	struct delivery delivery;

	untried.is_uncounted = true;
	untried.next_ms = NOW + 25;
	start_attempt(fixture, number, "2026-11-23", 10);
	end_attempt(fixture, number, &untried);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.state, STATE_QUEUED);
	assert_int_equal(delivery.next_ms, NOW + 25);
	assert_int_equal(delivery.attempts, 0);
	assert_int_equal(delivery.first_ms, 0);
	assert_null(delivery.last_class);
	start_attempt(fixture, number, "2026-11-23", 30);
	end_attempt(fixture, number, &failed);
	start_attempt(fixture, number, "2026-11-23", 50);
	end_attempt(fixture, number, &untried);
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.attempts, 1);
	assert_int_equal(delivery.first_ms, NOW + 30);
	assert_string_equal(delivery.last_class, "transient");
}

static void what_was_cut_off_is_tried_again_as_ambiguous(void **state)
{
	struct fixture *fixture = *state;
	int64_t first = add_delivery_in(fixture, STATE_SENDING, false);
	int64_t second = add_delivery_in(fixture, STATE_SENDING, false);
	int64_t sent = add_delivery_in(fixture, STATE_SENT, false);
	struct delivery delivery;
	struct attempt *attempts;
	size_t count;

	fixture_reopen(fixture);
	done(fixture->store, store_interrupted(fixture->store, NOW + 99, &count));
	assert_int_equal(count, 2);
	for (int64_t number = first; number <= second; number++) {
		delivery = get_delivery(fixture, number);
		assert_int_equal(delivery.state, STATE_RETRYING);
		assert_int_equal(delivery.next_ms, NOW + 99);
		assert_int_equal(delivery.attempts, 1);
		assert_int_equal(delivery.ambiguous, 1);
		assert_int_equal(delivery.as_of.n, on("2026-11-23").n);
		assert_string_equal(delivery.last_class, "ambiguous");
	}
	assert_int_equal(get_delivery(fixture, sent).state, STATE_SENT);
	done(fixture->store,
	     store_attempts(fixture->store, first, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 1);
	assert_int_equal(attempts[0].ended_ms, NOW + 99);
	done(fixture->store, store_interrupted(fixture->store, NOW + 100, &count));
	assert_int_equal(count, 0);
}

static void hurry_makes_retries_of_a_channel_due(void **state)
{
	struct fixture *fixture = *state;
	int64_t retrying = add_delivery_in(fixture, STATE_RETRYING, false);
	int64_t queued = add_delivery_to(fixture, "mail", 5000, NULL, 0);

	done(fixture->store, store_hurry(fixture->store, "slack", NOW + 50));
	assert_int_equal(get_delivery(fixture, retrying).next_ms, NOW + 1000);
	done(fixture->store, store_hurry(fixture->store, "mail", NOW + 50));
	assert_int_equal(get_delivery(fixture, retrying).next_ms, NOW + 50);
	assert_int_equal(get_delivery(fixture, queued).next_ms, NOW + 5000);
	done(fixture->store, store_hurry(fixture->store, NULL, NOW + 20));
	assert_int_equal(get_delivery(fixture, retrying).next_ms, NOW + 20);
	done(fixture->store, store_hurry(fixture->store, NULL, NOW + 60));
	assert_int_equal(get_delivery(fixture, retrying).next_ms, NOW + 20);
}

static void a_dead_delivery_can_be_revived(void **state)
{
	struct fixture *fixture = *state;
	int64_t dead = add_delivery_in(fixture, STATE_DEAD, true);
	struct delivery delivery;
	struct attempt *attempts;
	size_t count;

	done(fixture->store, store_revive(fixture->store, dead, NOW + 70));
	delivery = get_delivery(fixture, dead);
	assert_int_equal(delivery.state, STATE_QUEUED);
	assert_int_equal(delivery.next_ms, NOW + 70);
	assert_int_equal(delivery.attempts, 0);
	assert_int_equal(delivery.first_ms, 0);
	assert_int_equal(delivery.ambiguous, 1);
	assert_int_equal(delivery.as_of.n, on("2026-11-23").n);
	start_attempt(fixture, dead, "2026-12-01", 80);
	assert_int_equal(get_delivery(fixture, dead).first_ms, NOW + 80);
	done(fixture->store,
	     store_attempts(fixture->store, dead, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 2);
	for (int i = 0; i < DELIVERY_STATES; i++) {
		if (i == STATE_DEAD)
			continue;
		assert_int_equal(
			store_revive(fixture->store,
				     add_delivery_in(fixture, (enum delivery_state)i, false), NOW),
			STORE_CONFLICT);
	}
	assert_int_equal(store_revive(fixture->store, 99, NOW), STORE_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_attempt_is_counted_and_kept),
		FIXTURE_TEST(only_what_waits_can_be_started),
		FIXTURE_TEST(only_a_running_attempt_can_end),
		FIXTURE_TEST(an_unknown_outcome_freezes_the_day_of_its_attempt),
		FIXTURE_TEST(an_attempt_that_tried_nothing_does_not_count),
		FIXTURE_TEST(what_was_cut_off_is_tried_again_as_ambiguous),
		FIXTURE_TEST(hurry_makes_retries_of_a_channel_due),
		FIXTURE_TEST(a_dead_delivery_can_be_revived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
