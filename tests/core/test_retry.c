/* Goal: a failed delivery is tried again when the protocols say, and not for ever. */
#include "core/retry.h"
#include "tests/core/cases.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define FIRST INT64_C(1795410000000) /* in November 2026 */

/* The wait after an attempt, or -1 when it was the last. */
static int64_t wait_after(const struct retry_schedule *schedule, unsigned int attempts, int64_t now,
			  int64_t retry_after, uint64_t seed)
{
	int64_t at = 123;

	if (!retry_next(schedule, attempts, FIRST, now, retry_after, seed, &at)) {
		assert_int_equal(at, 123);
		return -1;
	}
	return at - now;
}

/* All attempts of a delivery that always fails; the times since the first. */
static size_t try_until_given_up(const struct retry_schedule *schedule, uint64_t seed,
				 int64_t *times, size_t most)
{
	int64_t now = FIRST;
	size_t count = 0;

	for (;;) {
		assert_true(count < most);
		times[count++] = now - FIRST;
		if (!retry_next(schedule, (unsigned int)count, FIRST, now, -1, seed, &now))
			return count;
	}
}

static void mail_is_tried_twice_in_the_first_hour_then_every_two_to_three_hours(void **state)
{
	int64_t times[100];

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		size_t count = try_until_given_up(&retry_mail, seed, times, COUNT(times));

		HOLDS(times[1] >= 15 * MINUTE && times[1] < HOUR);
		for (size_t i = 3; i < count; i++) {
			HOLDS(times[i] - times[i - 1] >= 2 * HOUR);
			HOLDS(times[i] - times[i - 1] <= 3 * HOUR);
		}
		/* RFC 5321, 4.5.4.1: at least 4 to 5 days. */
		HOLDS(times[count - 1] >= 4 * DAY);
		HOLDS(times[count - 1] <= 4 * DAY + 3 * HOUR);
	}
}

static void a_webhook_is_tried_as_the_standard_says(void **state)
{
	static const int64_t waits[] = {5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR,
					10 * HOUR,  14 * HOUR,	20 * HOUR,   24 * HOUR};
	int64_t times[100];

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		size_t count = try_until_given_up(&retry_webhook, seed, times, COUNT(times));

		NUMBER_IS(count, (int64_t)COUNT(waits) + 1);
		for (size_t i = 0; i < COUNT(waits); i++) {
			int64_t wait = times[i + 1] - times[i];

			HOLDS(wait >= waits[i]);
			HOLDS(wait <= waits[i] + waits[i] / 10);
		}
	}
}

static void a_channel_with_wrong_settings_is_tried_every_hour_for_ever(void **state)
{
	(void)state;
	HOLDS(wait_after(&retry_configuration, 1, FIRST, -1, 1) >= HOUR);
	for (unsigned int attempts = 1; attempts < 20000; attempts += 997) {
		int64_t wait = wait_after(&retry_configuration, attempts,
					  FIRST + attempts * (HOUR + MINUTE), -1, 1);

		HOLDS(wait >= HOUR && wait <= HOUR + 6 * MINUTE);
	}
}

static void what_the_server_asks_for_wins_when_it_is_longer(void **state)
{
	int64_t usual = wait_after(&retry_webhook, 1, FIRST, -1, 42);

	(void)state;
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, 90 * SECOND, 42), 90 * SECOND);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, 0, 42), usual);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, SECOND, 42), usual);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, RETRY_AFTER_MAX_MS, 42), 6 * HOUR);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, RETRY_AFTER_MAX_MS + 1, 42), 6 * HOUR);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, INT64_MAX, 42), 6 * HOUR);
	NUMBER_IS(wait_after(&retry_webhook, 1, FIRST, INT64_MIN, 42), usual);
	HOLDS(wait_after(&retry_webhook, 9, FIRST, 6 * HOUR, 42) >= 24 * HOUR);
}

static void after_a_long_outage_there_is_one_attempt_and_then_the_end(void **state)
{
	(void)state;
	NUMBER_IS(wait_after(&retry_mail, 3, FIRST + 30 * DAY, -1, 1), -1);
	NUMBER_IS(wait_after(&retry_mail, 3, FIRST + 4 * DAY, -1, 1), -1);
	HOLDS(wait_after(&retry_mail, 3, FIRST + 4 * DAY - 1, -1, 1) > 0);
	NUMBER_IS(wait_after(&retry_mail, 3, FIRST + 30 * DAY, HOUR, 1), -1);
}

static void a_clock_that_was_set_back_gives_nothing_up(void **state)
{
	(void)state;
	HOLDS(wait_after(&retry_mail, 2, FIRST - 30 * DAY, -1, 1) >= 40 * MINUTE);
	HOLDS(wait_after(&retry_mail, 2, FIRST - 30 * DAY, -1, 1) <= 60 * MINUTE);
}

static void waits_spread_with_the_seed_and_are_the_same_for_one_seed(void **state)
{
	int64_t least = INT64_MAX, most = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 1000; seed++) {
		int64_t wait = wait_after(&retry_mail, 1, FIRST, -1, seed);

		NUMBER_IS(wait_after(&retry_mail, 1, FIRST, -1, seed), wait);
		least = wait < least ? wait : least;
		most = wait > most ? wait : most;
	}
	HOLDS(least >= 15 * MINUTE && least < 16 * MINUTE);
	HOLDS(most <= 15 * MINUTE + 15 * MINUTE / 2 && most > 21 * MINUTE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			mail_is_tried_twice_in_the_first_hour_then_every_two_to_three_hours),
		cmocka_unit_test(a_webhook_is_tried_as_the_standard_says),
		cmocka_unit_test(a_channel_with_wrong_settings_is_tried_every_hour_for_ever),
		cmocka_unit_test(what_the_server_asks_for_wins_when_it_is_longer),
		cmocka_unit_test(after_a_long_outage_there_is_one_attempt_and_then_the_end),
		cmocka_unit_test(a_clock_that_was_set_back_gives_nothing_up),
		cmocka_unit_test(waits_spread_with_the_seed_and_are_the_same_for_one_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
