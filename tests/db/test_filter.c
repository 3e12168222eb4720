/* The filter of hashes: what was added it never denies. */
#include "db/filter.h"

#include "tests/db/fixture.h"

#define ADDED 200000

/* Numbers that differ in all of their bits (SplitMix64). */
static uint64_t hash_of(uint64_t n)
{
	n *= UINT64_C(0x9e3779b97f4a7c15);
	n = (n ^ n >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	n = (n ^ n >> 27) * UINT64_C(0x94d049bb133111eb);
	return n ^ n >> 31;
}

static void what_was_added_is_never_denied_and_little_else_is_not(void **state)
{
	struct filter filter = {0};
	size_t wrong = 0;

	(void)state;
	assert_int_equal(filter_begin(&filter), 0);
	assert_false(filter_may_have(&filter, hash_of(1)));
	for (uint64_t n = 0; n < ADDED; n++)
		filter_add(&filter, hash_of(n));
	for (uint64_t n = 0; n < ADDED; n++)
		assert_true(filter_may_have(&filter, hash_of(n)));
	for (uint64_t n = ADDED; n < 2 * ADDED; n++)
		wrong += filter_may_have(&filter, hash_of(n));
	assert_true(wrong < ADDED / 1000);
	filter_done(&filter);
}

static void no_filter_denies_nothing(void **state)
{
	struct filter filter = {0};

	(void)state;
	filter_add(&filter, 1);
	assert_true(filter_may_have(&filter, 2));
	filter_expect(&filter, 2);
	filter_done(&filter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_added_is_never_denied_and_little_else_is_not),
		cmocka_unit_test(no_filter_denies_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
