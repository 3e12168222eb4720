/* What people answer is kept as they said it, and the planner hears of it. */
#include "db/responses.h"

#include <errno.h>
#include <string.h>

#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static const struct author anna = {"anna", "ack", 1795411800123};

static struct response response_of(enum response_kind kind, enum deadline_kind about_kind)
{
	return (struct response){.kind = kind,
				 .about = about_kind,
				 .term_seq = 2,
				 .deadline = on("2026-12-31"),
				 .until = DAY_NONE,
				 .on = on("2026-11-24")};
}

static void respond(struct fixture *fixture, int64_t agreement_id, enum response_kind kind)
{
	struct response response = response_of(kind, DEADLINE_END);

	done(fixture->store,
	     store_add_response(fixture->store, agreement_id, &response, NULL, &anna));
}

static size_t responses(struct fixture *fixture, int64_t id, struct store_response **ret_responses)
{
	size_t count;

	done(fixture->store,
	     store_responses(fixture->store, id, &fixture->arena, ret_responses, &count));
	return count;
}

static void every_field_of_a_response_comes_back(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct response response = response_of(RESPONSE_RENEGOTIATE, DEADLINE_NOTICE);
	struct store_response *found;

	assert_int_equal(responses(fixture, id, &found), 0);
	response.until = on("2026-12-06");
	response.id = 77; /* the store gives its own */
	done(fixture->store,
	     store_add_response(fixture->store, id, &response, "жазамыз \"soon\"", &anna));
	assert_int_equal(responses(fixture, id, &found), 1);
	assert_int_equal(found->response.id, 1);
	assert_int_equal(found->response.kind, RESPONSE_RENEGOTIATE);
	assert_int_equal(found->response.about, DEADLINE_NOTICE);
	assert_int_equal(found->response.term_seq, 2);
	assert_int_equal(found->response.deadline.n, on("2026-12-31").n);
	assert_int_equal(found->response.until.n, on("2026-12-06").n);
	assert_int_equal(found->response.on.n, on("2026-11-24").n);
	assert_string_equal(found->note, "жазамыз \"soon\"");
	assert_string_equal(found->who, "anna");
	assert_int_equal(found->at_ms, anna.at_ms);
}

static void what_was_not_said_stays_unknown(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct store_response *found;

	respond(fixture, id, RESPONSE_ACKNOWLEDGED);
	assert_int_equal(responses(fixture, id, &found), 1);
	assert_true(day_is_none(found->response.until));
	assert_null(found->note);
}

static void responses_come_in_the_order_in_which_they_were_made(void **state)
{
	struct fixture *fixture = *state;
	int64_t first = add_agreement(fixture->store);
	int64_t second = add_agreement(fixture->store);
	struct store_response *found;

	for (unsigned int kind = 0; kind <= RESPONSE_UNDECIDED; kind++) {
		respond(fixture, second, RESPONSE_LAPSE);
		respond(fixture, first, (enum response_kind)kind);
	}
	assert_int_equal(responses(fixture, first, &found), 5);
	for (unsigned int kind = 0; kind <= RESPONSE_UNDECIDED; kind++) {
		assert_int_equal(found[kind].response.kind, kind);
		assert_int_equal(found[kind].response.id, 2 * kind + 2);
	}
}

static void a_response_has_the_agreement_planned_by_the_next_run(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);

	done(fixture->store, store_set_next(fixture->store, id, on("2027-05-01")));
	respond(fixture, id, RESPONSE_ACKNOWLEDGED);
	assert_int_equal(raw_int(fixture->store, "SELECT next_on FROM agreement"),
			 on("2026-11-24").n);
}

static void an_agreement_that_is_not_there_takes_no_response(void **state)
{
	struct fixture *fixture = *state;
	struct response response = response_of(RESPONSE_LAPSE, DEADLINE_END);

	assert_int_equal(store_add_response(fixture->store, 99, &response, NULL, &anna),
			 STORE_NOT_FOUND);
	says(fixture->store, "99");
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM response"), 0);
}

static void the_history_has_the_responses_beside_the_ledger(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t other = add_agreement(fixture->store);
	struct history history;

	settle(fixture->store, add_run(fixture->store), id, DEADLINE_END, "2026-12-31",
	       "2026-11-01");
	respond(fixture, other, RESPONSE_LAPSE);
	respond(fixture, id, RESPONSE_ACKNOWLEDGED);
	respond(fixture, id, RESPONSE_RENEW);
	done(fixture->store, store_history(fixture->store, id, &fixture->arena, &history));
	assert_int_equal(history.settled_count, 1);
	assert_int_equal(history.response_count, 2);
	assert_int_equal(history.responses[0].kind, RESPONSE_ACKNOWLEDGED);
	assert_int_equal(history.responses[1].kind, RESPONSE_RENEW);
	assert_true(history.responses[0].id < history.responses[1].id);
}

struct seen {
	int64_t with[3];
	size_t count;
};

static int see(void *context, const struct agreement *agreement, const struct history *history,
	       struct day next_on)
{
	struct seen *seen = context;

	(void)agreement;
	(void)next_on;
	seen->with[seen->count++] = (int64_t)history->response_count;
	return 0;
}

static void a_visitor_of_all_sees_each_agreement_with_its_own(void **state)
{
	struct fixture *fixture = *state;
	int64_t ids[3];
	struct seen seen = {{0}, 0};

	for (size_t i = 0; i < 3; i++)
		ids[i] = add_agreement(fixture->store);
	respond(fixture, ids[2], RESPONSE_LAPSE);
	respond(fixture, ids[0], RESPONSE_RENEW);
	respond(fixture, ids[2], RESPONSE_UNDECIDED);
	done(fixture->store, store_each(fixture->store, see, &seen));
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.with[0], 1);
	assert_int_equal(seen.with[1], 0);
	assert_int_equal(seen.with[2], 2);
}

static void a_rollback_takes_the_response_and_its_day_back(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct store_response *found;

	done(fixture->store, store_set_next(fixture->store, id, on("2027-05-01")));
	done(fixture->store, store_begin(fixture->store));
	respond(fixture, id, RESPONSE_ACKNOWLEDGED);
	store_rollback(fixture->store);
	assert_int_equal(responses(fixture, id, &found), 0);
	assert_int_equal(raw_int(fixture->store, "SELECT next_on FROM agreement"),
			 on("2027-05-01").n);
}

static int read_all(void *context)
{
	struct fixture *fixture = context;
	struct store_response *found;
	struct history history;
	struct arena arena = {0};
	size_t count;
	int r = store_responses(fixture->store, 1, &arena, &found, &count);

	if (r == 0)
		r = store_history(fixture->store, 1, &arena, &history);
	arena_done(&arena);
	return r;
}

static void memory_that_runs_out_is_said(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);

	assert_int_equal(id, 1);
	for (int i = 0; i < 40; i++)
		respond(fixture, id, RESPONSE_ACKNOWLEDGED);
	alloc_each_fails(read_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(every_field_of_a_response_comes_back),
		FIXTURE_TEST(what_was_not_said_stays_unknown),
		FIXTURE_TEST(responses_come_in_the_order_in_which_they_were_made),
		FIXTURE_TEST(a_response_has_the_agreement_planned_by_the_next_run),
		FIXTURE_TEST(an_agreement_that_is_not_there_takes_no_response),
		FIXTURE_TEST(the_history_has_the_responses_beside_the_ledger),
		FIXTURE_TEST(a_visitor_of_all_sees_each_agreement_with_its_own),
		FIXTURE_TEST(a_rollback_takes_the_response_and_its_day_back),
		FIXTURE_TEST(memory_that_runs_out_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
