/* What a courier has in its hands. */
#include "daemon/hands.h"

#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

static void take(struct hands *hands, int64_t number)
{
	char id[24];
	struct delivery delivery = {.number = number, .id = id};

	snprintf(id, sizeof(id), "store.%lld", (long long)number);
	assert_int_equal(hands_take(hands, &delivery)->number, number);
}

static void a_hand_is_found_until_it_has_its_verdict(void **state)
{
	struct hands hands = {0};
	struct hand *hand;

	(void)state;
	take(&hands, 1);
	take(&hands, 2);
	hand = hands_find(&hands, "store.2");
	assert_non_null(hand);
	assert_null(hands_find(&hands, "store.3"));
	assert_int_equal(hands_judge(&hands, hand, 7)->number, 2);
	assert_null(hands_find(&hands, "store.2"));
	assert_int_equal(hands_waiting(&hands), 1);
}

static void only_hands_with_a_verdict_are_forgotten(void **state)
{
	struct hands hands = {0};

	(void)state;
	for (int64_t number = 1; number <= WIRE_JOBS_MAX; number++)
		take(&hands, number);
	hands_judge(&hands, hands_find(&hands, "store.1"), 7);
	hands_judge(&hands, hands_find(&hands, "store.9"), 7);
	hands_forget(&hands);
	assert_int_equal(hands.count, WIRE_JOBS_MAX - 2);
	assert_int_equal(hands.verdict_count, 0);
	assert_null(hands_find(&hands, "store.1"));
	assert_non_null(hands_find(&hands, "store.2"));
	assert_non_null(hands_find(&hands, "store.16"));
	take(&hands, 17);
	assert_int_equal(hands_waiting(&hands), WIRE_JOBS_MAX - 1);
}

static void what_is_lost_is_unknown_and_what_is_known_stays(void **state)
{
	struct hands hands = {0};

	(void)state;
	take(&hands, 1);
	take(&hands, 2);
	hands_judge(&hands, hands_find(&hands, "store.1"), 7)->class = VERDICT_SENT;
	hands_lose(&hands, 9, "gone");
	assert_int_equal(hands.verdict_count, 2);
	assert_int_equal(hands.verdicts[0].class, VERDICT_SENT);
	assert_int_equal(hands.verdicts[1].class, VERDICT_AMBIGUOUS);
	assert_string_equal(hands.verdicts[1].text, "gone");
	hands_lose(&hands, 9, "gone");
	assert_int_equal(hands.verdict_count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hand_is_found_until_it_has_its_verdict),
		cmocka_unit_test(only_hands_with_a_verdict_are_forgotten),
		cmocka_unit_test(what_is_lost_is_unknown_and_what_is_known_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
