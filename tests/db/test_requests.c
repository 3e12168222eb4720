/* Requests to the daemon and their answers. */
#include "db/requests.h"

#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static int64_t ask(struct fixture *fixture, const char *kind, const char *argument)
{
	int64_t id;

	done(fixture->store, store_ask(fixture->store, kind, argument, 1795000000001, &id));
	return id;
}

static void the_oldest_open_request_comes_first(void **state)
{
	struct fixture *fixture = *state;
	struct request request;
	int64_t first;
	int64_t second;

	assert_int_equal(store_next_request(fixture->store, &fixture->arena, &request),
			 STORE_NOT_FOUND);
	first = ask(fixture, "retry", "почта.12");
	second = ask(fixture, "run", NULL);
	done(fixture->store, store_next_request(fixture->store, &fixture->arena, &request));
	assert_int_equal(request.id, first);
	assert_string_equal(request.kind, "retry");
	assert_string_equal(request.argument, "почта.12");
	assert_int_equal(request.asked_ms, 1795000000001);
	done(fixture->store, store_answer(fixture->store, first, 0, "done", 2));
	done(fixture->store, store_next_request(fixture->store, &fixture->arena, &request));
	assert_int_equal(request.id, second);
	assert_null(request.argument);
	done(fixture->store, store_answer(fixture->store, second, 0, "done", 2));
	assert_int_equal(store_next_request(fixture->store, &fixture->arena, &request),
			 STORE_NOT_FOUND);
}

static void an_answer_reaches_who_asked(void **state)
{
	struct fixture *fixture = *state;
	struct store *asker = another(fixture, STORE_WRITE);
	const char *answer = NULL;
	int status = -1;
	int64_t id;

	done(asker, store_ask(asker, "run", NULL, 1, &id));
	assert_int_equal(store_answered(asker, id, &fixture->arena, &status, &answer),
			 STORE_NOT_FOUND);
	assert_int_equal(status, -1);
	done(fixture->store, store_answer(fixture->store, id, 3, "nein: \"отказ\"", 2));
	done(asker, store_answered(asker, id, &fixture->arena, &status, &answer));
	assert_int_equal(status, 3);
	assert_string_equal(answer, "nein: \"отказ\"");
	store_close(asker);
}

static void a_request_is_answered_once(void **state)
{
	struct fixture *fixture = *state;
	const char *answer;
	int status;
	int64_t id = ask(fixture, "run", NULL);

	done(fixture->store, store_answer(fixture->store, id, 0, "first", 2));
	assert_int_equal(store_answer(fixture->store, id, 1, "second", 3), STORE_CONFLICT);
	done(fixture->store, store_answered(fixture->store, id, &fixture->arena, &status, &answer));
	assert_string_equal(answer, "first");
	assert_int_equal(store_answer(fixture->store, id + 1, 0, "x", 2), STORE_NOT_FOUND);
}

static int use_all(void *context)
{
	struct fixture *fixture = context;
	struct request request;
	const char *answer;
	int status;
	int r = store_next_request(fixture->store, &fixture->arena, &request);

	if (r == 0)
		r = store_answered(fixture->store, 1, &fixture->arena, &status, &answer);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = ask(fixture, "run", "a");

	ask(fixture, "run", "b");
	done(fixture->store, store_answer(fixture->store, id, 0, "first", 2));
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(the_oldest_open_request_comes_first),
		FIXTURE_TEST(an_answer_reaches_who_asked),
		FIXTURE_TEST(a_request_is_answered_once),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
