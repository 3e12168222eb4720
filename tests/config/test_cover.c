/* Goal: a match is said to cover another only when it takes everything that the other takes. */
#include "config/cover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PLENTY INT64_C(1000000)

static struct match match_of(const char *const *type)
{
	struct match match = {0};

	match.type.items = type;
	match.type.count = type[0] == NULL ? 0 : type[1] == NULL ? 1 : 2;
	return match;
}

static void covering_is_decided_by_patterns(void **state)
{
	static const struct {
		const char *a[3];
		const char *b[3];
		bool covers;
	} cases[] = {
		{{NULL}, {NULL}, true},
		{{NULL}, {"x"}, true},
		{{"x"}, {NULL}, false},
		{{"*"}, {NULL}, true},
		{{"*"}, {"x"}, true},
		{{"x"}, {"X"}, true},
		{{"*exchange*"}, {"student exchange"}, true},
		{{"*exchange*"}, {"*exchange*"}, true},
		{{"*change*"}, {"*exchange*"}, true},
		{{"*exchange*"}, {"*change*"}, false},
		{{"a*"}, {"*a"}, false},
		{{"a*"}, {"a*b*"}, true},
		{{"a*b"}, {"a*"}, false},
		{{"a", "b"}, {"a", "b"}, true},
		{{"a", "b"}, {"b"}, true},
		{{"a"}, {"a", "b"}, false},
		{{"a*", "*b"}, {"ax", "xb"}, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct match a = match_of(cases[i].a), b = match_of(cases[i].b);
		int64_t budget = PLENTY;

		if (cover_match(&a, &b, &budget) != cases[i].covers)
			print_error("case %zu\n", i);
		budget = PLENTY;
		assert_int_equal(cover_match(&a, &b, &budget), cases[i].covers);
		assert_true(budget < PLENTY);
	}
}

static void all_four_sides_count(void **state)
{
	static const char *const x[] = {"x"};
	struct patterns some = {x, 1};

	(void)state;
	for (int side = 0; side < 4; side++) {
		struct match narrow = {0}, wide = {0};
		int64_t budget = PLENTY;

		if (side == 0)
			narrow.type = some;
		else if (side == 1)
			narrow.owner = some;
		else if (side == 2)
			narrow.country = some;
		else
			narrow.register_name = some;
		assert_false(cover_match(&narrow, &wide, &budget));
		assert_true(cover_match(&wide, &narrow, &budget));
	}
}

static void without_a_budget_nothing_is_claimed(void **state)
{
	struct match any = {0};
	int64_t budget = 1;

	(void)state;
	assert_false(cover_match(&any, &any, &budget));
	assert_int_equal(budget, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(covering_is_decided_by_patterns),
		cmocka_unit_test(all_four_sides_count),
		cmocka_unit_test(without_a_budget_nothing_is_claimed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
