/* Finding agreements by what a user says. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_number_means_an_id_and_a_word_a_registration_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
