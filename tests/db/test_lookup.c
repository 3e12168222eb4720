/* Finding agreements by what a user says, and by what a draft says. */
#include "db/agreements.h"
#include "tests/db/fixture.h"

static int64_t add(struct fixture *fixture, const struct agreement *agreement)
{
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, agreement, 0, &author, &id));
	return id;
}

static void a_number_means_an_id_and_a_word_a_registration_number(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	int64_t id;

	add_agreement(fixture->store);
	agreement.registration_number = "B-2";
	add(fixture, &agreement);
	done(fixture->store, store_find(fixture->store, "2", &id));
	assert_int_equal(id, 2);
	done(fixture->store, store_find(fixture->store, "2021/17-ж", &id));
	assert_int_equal(id, 1);
	assert_int_equal(store_find(fixture->store, "3", &id), STORE_NOT_FOUND);
	assert_int_equal(store_find(fixture->store, "b-2", &id), STORE_NOT_FOUND);
	says(fixture->store, "b-2");
	assert_int_equal(store_find(fixture->store, "", &id), STORE_NOT_FOUND);
	assert_int_equal(store_find(fixture->store, "99999999999999999999", &id), STORE_NOT_FOUND);
	add(fixture, &agreement);
	assert_int_equal(store_find(fixture->store, "B-2", &id), STORE_CONFLICT);
	says(fixture->store, "several agreements");
	assert_int_equal(id, 1);
}

static void a_draft_is_matched_by_its_registration_number(void **state)
{
	struct fixture *fixture = *state;
	struct agreement draft = full_agreement();
	int64_t id;

	add_agreement(fixture->store);
	draft.type = "another";
	draft.partner_count = 0;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 1);
	draft.registration_number = "other";
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	draft = full_agreement();
	draft.register_name = "Other register";
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	draft.register_name = NULL;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	add_agreement(fixture->store);
	draft = full_agreement();
	assert_int_equal(store_match(fixture->store, &draft, &id), STORE_CONFLICT);
}

static void a_draft_without_a_number_is_matched_by_its_facts(void **state)
{
	struct fixture *fixture = *state;
	struct agreement draft = full_agreement();
	struct partner other = {.name = "Somebody else"};
	int64_t id;

	draft.registration_number = NULL;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	add(fixture, &draft);
	draft.owner = NULL;
	draft.row = "99";
	draft.partner_count = 1;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 1);
	draft.type = "Another";
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	draft.type = full_agreement().type;
	draft.signed_on = about("2021-03-01");
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	draft.signed_on = about("2021-03");
	draft.partners = &other;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
	draft.partner_count = 0;
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 0);
}

static void facts_that_are_missing_on_both_sides_are_the_same(void **state)
{
	struct fixture *fixture = *state;
	struct agreement draft = bare_agreement();
	int64_t id;

	draft.register_name = "R";
	add(fixture, &draft);
	done(fixture->store, store_match(fixture->store, &draft, &id));
	assert_int_equal(id, 1);
	add(fixture, &draft);
	assert_int_equal(store_match(fixture->store, &draft, &id), STORE_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_number_means_an_id_and_a_word_a_registration_number),
		FIXTURE_TEST(a_draft_is_matched_by_its_registration_number),
		FIXTURE_TEST(a_draft_without_a_number_is_matched_by_its_facts),
		FIXTURE_TEST(facts_that_are_missing_on_both_sides_are_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
