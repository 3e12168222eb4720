/* What a notice has to say because nobody has decided it yet. */

#include "db/store.h"
#include "tests/db/fixture.h"

static int64_t begin(struct fixture *fixture)
{
	int64_t import;

	done(fixture->store, store_import_begin(fixture->store, "main", "main.csv",
						&(struct author){"keeper", "import", 1}, &import));
	return import;
}

static int64_t add(struct fixture *fixture)
{
	struct agreement agreement = full_agreement();
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, &agreement, 0,
						 &(struct author){"keeper", "add", 1}, &id));
	return id;
}

static struct doubt read(struct fixture *fixture, int64_t id)
{
	struct agreement agreement = {.id = id};
	struct run_entry entry = {.agreement = &agreement};
	struct run run = {.entries = &entry, .entry_count = 1};

	done(fixture->store, store_read_doubts(fixture->store, &run));
	arena_done(&fixture->arena);
	fixture->arena = run.arena;
	return entry.doubt;
}

static void an_agreement_without_problems_is_in_no_doubt(void **state)
{
	struct fixture *fixture = *state;
	struct doubt doubt = read(fixture, add(fixture));

	assert_int_equal(doubt.successor, 0);
	assert_null(doubt.readings[0]);
}

static void two_readings_and_a_successor_are_found(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture);
	int64_t older = add(fixture);
	int64_t newer = add(fixture);
	struct doubt doubt;

	done(fixture->store,
	     store_add_problem(fixture->store, import,
			       &(struct store_problem){.agreement_id = older,
						       .code = "two_last_days",
						       .text = "two",
						       .field = "last_day",
						       .reading = {"2027-06-18", "2028-06-18"}}));
	done(fixture->store, store_add_problem(fixture->store, import,
					       &(struct store_problem){.agreement_id = older,
								       .other_id = newer,
								       .code = "possible_successor",
								       .text = "later"}));
	doubt = read(fixture, older);
	assert_int_equal(doubt.successor, newer);
	assert_true(vague_equal(doubt.successor_signed, full_agreement().signed_on));
	assert_string_equal(doubt.readings[0], "2027-06-18");
	assert_string_equal(doubt.readings[1], "2028-06-18");
	assert_int_equal(read(fixture, newer).successor, 0);
}

static void what_is_settled_is_in_no_doubt_any_more(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture);
	int64_t id = add(fixture);

	done(fixture->store,
	     store_add_problem(fixture->store, import,
			       &(struct store_problem){.agreement_id = id,
						       .code = "two_last_days",
						       .text = "two",
						       .field = "last_day",
						       .reading = {"2027-06-18", "2028-06-18"}}));
	assert_non_null(read(fixture, id).readings[0]);
	done(fixture->store, store_put_edit(fixture->store, id,
					    &(struct store_edit){.field = "last_day",
								 .value = "2028-06-18",
								 .who = "keeper",
								 .at_ms = 2}));
	assert_null(read(fixture, id).readings[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_agreement_without_problems_is_in_no_doubt),
		FIXTURE_TEST(two_readings_and_a_successor_are_found),
		FIXTURE_TEST(what_is_settled_is_in_no_doubt_any_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
