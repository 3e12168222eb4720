/* Visiting many agreements: all, those that are due, those that an import did not bring. */
#include <errno.h>
#include <string.h>

#include "db/agreements.h"
#include "db/registers.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

/* What a visitor saw, and what it does. */
struct log {
	struct store *store;
	int64_t ids[8];
	size_t count;
	size_t total;
	size_t settled[8];
	struct day next_on[8];
	bool no_settled;
	int stop_at; /* 0: never */
	struct day set_next;
	bool is_strict; /* compares each with full_agreement() */
};

static int note(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct log *log = context;

	if (log->count < 8) {
		log->ids[log->count] = agreement->id;
		log->settled[log->count] = history->settled_count;
		log->next_on[log->count] = next_on;
		log->count++;
	}
	log->total++;
	log->no_settled = history->settled == NULL;
	if (log->is_strict) {
		struct agreement full = full_agreement();

		same_agreement(&full, agreement);
	}
	if (!day_is_none(log->set_next))
		done(log->store, store_set_next(log->store, agreement->id, log->set_next));
	return log->stop_at != 0 && log->total == (size_t)log->stop_at ? 77 : 0;
}

static struct log new_log(struct fixture *fixture)
{
	return (struct log){.store = fixture->store, .set_next = DAY_NONE};
}

static void each_shows_all_with_what_belongs_to_them(void **state)
{
	struct fixture *fixture = *state;
	struct log log = new_log(fixture);
	int64_t run = add_run(fixture->store);

	for (int i = 0; i < 4; i++)
		add_agreement(fixture->store);
	settle(fixture->store, run, 2, DEADLINE_END, "2026-12-10", "2026-12-01");
	settle(fixture->store, run, 2, DEADLINE_REVIEW, "2026-12-10", "2026-12-01");
	settle(fixture->store, run, 4, DEADLINE_END, "2026-12-10", "2026-12-01");
	log.is_strict = true;
	done(fixture->store, store_each(fixture->store, note, &log));
	assert_int_equal(log.total, 4);
	for (size_t i = 0; i < 4; i++) {
		static const size_t expected[] = {0, 2, 0, 1};

		assert_int_equal(log.ids[i], i + 1);
		assert_int_equal(log.settled[i], expected[i]);
		assert_int_equal(log.next_on[i].n, on("2026-11-20").n);
	}
}

static void each_shows_agreements_without_partners_between_others(void **state)
{
	struct fixture *fixture = *state;
	struct agreement bare = bare_agreement();
	struct log log = new_log(fixture);
	int64_t id;

	add_agreement(fixture->store);
	done(fixture->store, store_add_agreement(fixture->store, &bare, 0, &author, &id));
	add_agreement(fixture->store);
	done(fixture->store, store_each(fixture->store, note, &log));
	assert_int_equal(log.total, 3);
}

static void each_of_an_empty_store_shows_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct log log = new_log(fixture);

	done(fixture->store, store_each(fixture->store, note, &log));
	done(fixture->store, store_each_due(fixture->store, DAY_MAX, note, &log));
	assert_int_equal(log.total, 0);
}

static void a_visitor_can_stop(void **state)
{
	struct fixture *fixture = *state;
	struct log log = new_log(fixture);

	for (int i = 0; i < 4; i++)
		add_agreement(fixture->store);
	log.stop_at = 2;
	assert_int_equal(store_each(fixture->store, note, &log), 77);
	assert_int_equal(log.total, 2);
	log.total = 0;
	assert_int_equal(store_each_due(fixture->store, DAY_MAX, note, &log), 77);
	assert_int_equal(log.total, 2);
}

static int visit_again(void *context, const struct agreement *agreement,
		       const struct history *history, struct day next_on)
{
	struct log *log = context;
	struct log inner = {.store = log->store, .set_next = DAY_NONE};

	(void)agreement;
	(void)history;
	(void)next_on;
	return store_each(log->store, note, &inner);
}

static void visits_of_all_do_not_nest(void **state)
{
	struct fixture *fixture = *state;
	struct log log = new_log(fixture);

	add_agreement(fixture->store);
	assert_int_equal(store_each(fixture->store, visit_again, &log), -EINVAL);
	done(fixture->store, store_each(fixture->store, note, &log));
}

/* Settles, marks and moves each agreement that it is shown, and reads it once more. */
static int work(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct fixture *fixture = context;
	struct agreement again;

	(void)next_on;
	assert_int_equal(history->settled_count, 0);
	settle(fixture->store, 1, agreement->id, DEADLINE_END, "2026-12-10", "2026-12-01");
	done(fixture->store, store_mark_seen(fixture->store, agreement->id, on("2026-11-23")));
	done(fixture->store, store_set_next(fixture->store, agreement->id, on("2027-06-01")));
	done(fixture->store,
	     store_agreement(fixture->store, agreement->id, &fixture->arena, &again));
	assert_string_equal(agreement->owner, again.owner);
	return 0;
}

static void a_visitor_may_write_about_what_it_is_shown(void **state)
{
	struct fixture *fixture = *state;
	struct log log = new_log(fixture);

	add_run(fixture->store);
	done(fixture->store, store_begin(fixture->store));
	for (int i = 0; i < 500; i++)
		add_agreement(fixture->store);
	done(fixture->store, store_each(fixture->store, work, fixture));
	done(fixture->store, store_commit(fixture->store));
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM ledger"), 500);
	done(fixture->store, store_each_due(fixture->store, on("2027-05-31"), note, &log));
	assert_int_equal(log.total, 0);
}

static void due_is_what_has_come_by_id(void **state)
{
	struct fixture *fixture = *state;
	static const char *const days[] = {"2026-11-24", "2026-11-23", "2026-11-22", NULL,
					   "2020-01-01"};
	struct log log = new_log(fixture);

	for (int i = 0; i < 5; i++) {
		int64_t id = add_agreement(fixture->store);
		struct day day = days[i] == NULL ? DAY_NONE : on(days[i]);

		done(fixture->store, store_set_next(fixture->store, id, day));
	}
	settle(fixture->store, add_run(fixture->store), 3, DEADLINE_END, "2026-12-10",
	       "2026-12-01");
	done(fixture->store, store_each_due(fixture->store, on("2026-11-23"), note, &log));
	assert_int_equal(log.total, 3);
	assert_int_equal(log.ids[0], 2);
	assert_int_equal(log.ids[1], 3);
	assert_int_equal(log.ids[2], 5);
	assert_int_equal(log.settled[0], 0);
	assert_int_equal(log.settled[1], 1);
	assert_int_equal(log.next_on[2].n, on("2020-01-01").n);
}

/* With 10 due of many, and with nearly all due: both ways of reading show the same. */
static void many_due_are_all_shown_once(void **state)
{
	struct fixture *fixture = *state;

	done(fixture->store, store_begin(fixture->store));
	for (int i = 0; i < 2000; i++)
		add_agreement(fixture->store);
	raw(fixture->store, "UPDATE agreement SET next_on = next_on + 10 WHERE id <= 500");
	for (int i = 0; i < 2; i++) {
		struct log log = new_log(fixture);

		done(fixture->store, store_each_due(fixture->store, on("2026-11-20"), note, &log));
		assert_int_equal(log.total, 1500);
		assert_int_equal(log.ids[0], 501);
		/* The visitor puts each back to the same day, and then away. */
		log = new_log(fixture);
		log.set_next = i == 0 ? on("2026-11-20") : on("2027-01-01");
		done(fixture->store, store_each_due(fixture->store, on("2026-11-20"), note, &log));
		assert_int_equal(log.total, 1500);
	}
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement "
						 "WHERE next_on < 20800"),
			 500);
	done(fixture->store, store_commit(fixture->store));
}

static void missing_is_what_the_last_import_did_not_bring(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	struct agreement agreement = full_agreement();
	struct store_source line = {.lines = 1, .kind = "row", .text = "x"};
	struct log log = new_log(fixture);
	int64_t import;
	int64_t source;
	int64_t id;

	done(store, store_import_begin(store, "Қазақстан", "a.csv", &author, &import));
	for (line.line = 1; line.line <= 3; line.line++) {
		done(store, store_add_source(store, import, &line, &source));
		done(store, store_add_agreement(store, &agreement, source, &author, &id));
	}
	done(store, store_add_agreement(store, &agreement, 0, &author, &id));
	agreement.register_name = "Other";
	done(store, store_add_agreement(store, &agreement, 0, &author, &id));
	done(store, store_import_begin(store, "Қазақстан", "b.csv", &author, &import));
	done(store, store_add_source(store, import, &line, &source));
	agreement = full_agreement();
	agreement.id = 2;
	done(store, store_update_agreement(store, &agreement, source, on("2026-11-25"), &author));
	settle(store, add_run(store), 1, DEADLINE_END, "2026-12-10", "2026-12-01");
	done(store, store_each_missing(store, "Қазақстан", import, note, &log));
	assert_int_equal(log.total, 3);
	assert_int_equal(log.ids[0], 1);
	assert_int_equal(log.ids[1], 3);
	assert_int_equal(log.ids[2], 4);
	assert_true(log.no_settled);
	log = new_log(fixture);
	done(store, store_each_missing(store, "none", import, note, &log));
	assert_int_equal(log.total, 0);
}

static int count_ascending(void *context, const struct agreement *agreement,
			   const struct history *history, struct day next_on)
{
	int64_t *last = context;

	(void)history;
	(void)next_on;
	assert_int_equal(agreement->id, *last + 1);
	*last = agreement->id;
	return 0;
}

static void very_many_that_are_missing_are_visited_in_order(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	int64_t last = 0;
	int64_t import, id;

	agreement.register_name = "R";
	done(fixture->store, store_begin(fixture->store));
	for (int i = 0; i < 2500; i++)
		done(fixture->store,
		     store_add_agreement(fixture->store, &agreement, 0, &author, &id));
	done(fixture->store, store_import_begin(fixture->store, "R", "a.csv", &author, &import));
	done(fixture->store,
	     store_each_missing(fixture->store, "R", import, count_ascending, &last));
	done(fixture->store, store_commit(fixture->store));
	assert_int_equal(last, 2500);
}

static int count_only(void *context, const struct agreement *agreement,
		      const struct history *history, struct day next_on)
{
	(void)agreement;
	(void)history;
	(void)next_on;
	++*(int *)context;
	return 0;
}

static int visit_both_ways(void *context)
{
	struct fixture *fixture = context;
	int count = 0;
	int r = store_each(fixture->store, count_only, &count);

	return r == 0 ? store_each_due(fixture->store, DAY_MAX, count_only, &count) : r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	int64_t run = add_run(fixture->store);

	for (int i = 0; i < 9; i++)
		settle(fixture->store, run, add_agreement(fixture->store), DEADLINE_END,
		       "2026-12-10", "2026-12-01");
	alloc_each_fails(visit_both_ways, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(each_shows_all_with_what_belongs_to_them),
		FIXTURE_TEST(each_shows_agreements_without_partners_between_others),
		FIXTURE_TEST(each_of_an_empty_store_shows_nothing),
		FIXTURE_TEST(a_visitor_can_stop),
		FIXTURE_TEST(visits_of_all_do_not_nest),
		FIXTURE_TEST(a_visitor_may_write_about_what_it_is_shown),
		FIXTURE_TEST(due_is_what_has_come_by_id),
		FIXTURE_TEST(many_due_are_all_shown_once),
		FIXTURE_TEST(missing_is_what_the_last_import_did_not_bring),
		FIXTURE_TEST(very_many_that_are_missing_are_visited_in_order),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
