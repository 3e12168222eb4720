/* What counts as a change between two readings of a register. */
#include "cli/compare.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/support/alloc.h"

static struct vague date(const char *text)
{
	struct vague vague = {0};

	assert_true(vague_parse(text, &vague));
	return vague;
}

/* An agreement with all fields; its partner and its term can be changed by the caller. */
static struct agreement make(struct partner *partner, struct term *term)
{
	*partner = (struct partner){
		.name = "KU Leuven", .city = "Leuven", .country = "BE", .country_raw = "Belgium"};
	*term = (struct term){.last_day = date("2025-10-10")};
	return (struct agreement){
		.row = "8",
		.registration_number = "06-20",
		.owner = "ICD",
		.last_day_raw = "10/10/2025",
		.partners = partner,
		.partner_count = 1,
		.signed_on = date("2020-11-10"),
		.kind = KIND_FIXED,
		.terms = term,
		.term_count = 1,
	};
}

struct pair {
	struct partner partners[2];
	struct term terms[2];
	struct agreement before;
	struct agreement after;
	struct arena arena;
	struct change changes[COMPARE_FIELDS];
	size_t count;
};

static void pair_make(struct pair *pair)
{
	*pair = (struct pair){0};
	pair->before = make(&pair->partners[0], &pair->terms[0]);
	pair->after = make(&pair->partners[1], &pair->terms[1]);
}

static void pair_done(struct pair *pair)
{
	arena_done(&pair->arena);
}

static int compare(struct pair *pair)
{
	return compare_agreements(&pair->before, &pair->after, &pair->arena, pair->changes,
				  &pair->count);
}

static void the_same_said_in_other_words_is_no_change(void **state)
{
	CLEANUP(pair_done) struct pair pair;

	(void)state;
	pair_make(&pair);
	pair.after.last_day_raw = "2025-10-10";
	pair.partners[1].country_raw = "Kingdom of Belgium";
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(pair.count, 0);
}

static void each_field_is_told_with_before_and_after(void **state)
{
	CLEANUP(pair_done) struct pair pair;

	(void)state;
	pair_make(&pair);
	pair.after.row = "9";
	pair.after.owner = NULL;
	pair.terms[1].last_day = date("2026");
	pair.partners[1].city = "Brussels";
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(pair.count, 4);
	assert_string_equal(pair.changes[0].field, "row");
	assert_string_equal(pair.changes[0].before, "8");
	assert_string_equal(pair.changes[0].after, "9");
	assert_string_equal(pair.changes[1].field, "partners");
	assert_string_equal(pair.changes[1].after, "KU Leuven, Brussels, BE");
	assert_string_equal(pair.changes[2].field, "owner");
	assert_null(pair.changes[2].after);
	assert_string_equal(pair.changes[3].field, "last_day");
	assert_string_equal(pair.changes[3].before, "2025-10-10");
	assert_string_equal(pair.changes[3].after, "2026");
}

static void a_length_is_told_with_its_start(void **state)
{
	CLEANUP(pair_done) struct pair pair;

	(void)state;
	pair_make(&pair);
	pair.terms[1].last_day = (struct vague){0};
	pair.terms[1].start = date("2020-11-10");
	pair.terms[1].length = (struct span){.n = 5, .unit = SPAN_YEARS};
	pair.after.kind = KIND_TERM;
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(pair.count, 2);
	assert_string_equal(pair.changes[0].after, "5y after 2020-11-10");
	assert_string_equal(pair.changes[1].field, "kind");
}

static int compare_with_little_memory(void *context)
{
	CLEANUP(pair_done) struct pair pair;

	(void)context;
	pair_make(&pair);
	pair.after.owner = "Registry";
	pair.after.row = NULL;
	return compare(&pair);
}

static void lack_of_memory_is_passed_up(void **state)
{
	(void)state;
	alloc_each_fails(compare_with_little_memory, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_said_in_other_words_is_no_change),
		cmocka_unit_test(each_field_is_told_with_before_and_after),
		cmocka_unit_test(a_length_is_told_with_its_start),
		cmocka_unit_test(lack_of_memory_is_passed_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
