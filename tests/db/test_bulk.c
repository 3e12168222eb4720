/* Bulk work: what is added in it is seen at once, stays or goes as a whole, and costs nobody. */
#include "db/bulk.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

/* More than a batch has, and no multiple of it. */
#define MANY (BATCH_ROWS * 3 + 7)

static int64_t begin(struct fixture *fixture, bool is_large)
{
	int64_t import;

	done(fixture->store, store_bulk_begin(fixture->store, is_large));
	done(fixture->store, store_import_begin(fixture->store, "R", "r.csv", &author, &import));
	return import;
}

static void end(struct fixture *fixture)
{
	done(fixture->store, store_bulk_end(fixture->store));
	done(fixture->store, store_commit(fixture->store));
}

/* The nth agreement of a register, in static memory. Every seventh has two partners. */
static struct agreement draft(unsigned int n)
{
	static char name[32], number[32], row[32];
	static struct partner partners[2];
	struct agreement agreement = full_agreement();

	snprintf(name, sizeof(name), "University %u", n);
	snprintf(number, sizeof(number), "%u-26", n);
	snprintf(row, sizeof(row), "%u", n);
	partners[0] = (struct partner){.name = name, .city = "Riga"};
	partners[1] = (struct partner){.name = "second"};
	agreement.register_name = "R";
	agreement.row = row;
	agreement.registration_number = n % 3 == 0 ? NULL : number;
	agreement.partners = partners;
	agreement.partner_count = n % 7 == 0 ? 2 : 1;
	return agreement;
}

static int64_t line_of(struct fixture *fixture, int64_t import, unsigned int n)
{
	const struct store_source line = {.line = n, .lines = 1, .kind = "row", .text = "x"};
	int64_t source;

	done(fixture->store, store_add_source(fixture->store, import, &line, &source));
	return source;
}

static int64_t add(struct fixture *fixture, int64_t import, unsigned int n)
{
	struct agreement agreement = draft(n);
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, &agreement,
						 line_of(fixture, import, n), &author, &id));
	return id;
}

static void add_many(struct fixture *fixture, int64_t import)
{
	for (unsigned int n = 1; n <= MANY; n++)
		assert_int_equal(add(fixture, import, n), n);
}

static void check_all(struct fixture *fixture)
{
	for (unsigned int n = 1; n <= MANY; n++) {
		struct agreement expected = draft(n);
		struct agreement agreement;
		struct store_origin source;

		arena_reset(&fixture->arena);
		done(fixture->store,
		     store_agreement(fixture->store, n, &fixture->arena, &agreement));
		same_agreement(&expected, &agreement);
		done(fixture->store, store_source(fixture->store, n, &fixture->arena, &source));
		assert_int_equal(source.line, n);
	}
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), MANY);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM kin"), MANY);
}

static size_t kin(struct fixture *fixture, const struct agreement *agreement, int64_t import,
		  struct store_kin **ret_kin)
{
	size_t count;

	done(fixture->store,
	     store_kin(fixture->store, agreement, import, 0, &fixture->arena, ret_kin, &count));
	return count;
}

static void what_was_added_in_bulk_is_there(void **state)
{
	struct fixture *fixture = *state;

	add_many(fixture, begin(fixture, false));
	end(fixture);
	check_all(fixture);
	fixture_reopen(fixture);
	check_all(fixture);
	/* And the next one has the next ID. */
	assert_int_equal(add_agreement(fixture->store), MANY + 1);
}

static void what_is_asked_in_between_sees_all_of_it(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, false);

	for (unsigned int n = 1; n <= MANY; n++) {
		struct agreement expected = draft(n);
		struct agreement agreement;

		assert_int_equal(add(fixture, import, n), n);
		if (n % 10 != 0)
			continue;
		done(fixture->store,
		     store_agreement(fixture->store, n, &fixture->arena, &agreement));
		same_agreement(&expected, &agreement);
	}
	end(fixture);
	check_all(fixture);
}

static void kin_of_what_was_just_added_are_found(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, false);

	for (unsigned int n = 1; n <= MANY; n++) {
		struct agreement agreement = draft(n);
		struct store_kin *found;

		assert_int_equal(kin(fixture, &agreement, import, &found), 0);
		assert_int_equal(add(fixture, import, n), n);
		agreement = draft(n / 2 + 1);
		assert_int_equal(kin(fixture, &agreement, import, &found), 1);
		assert_int_equal(found[0].id, n / 2 + 1);
		assert_true(found[0].is_taken && found[0].is_same && found[0].is_facts_same);
		assert_int_equal(found[0].line, n / 2 + 1);
		agreement.registration_number = "0-00";
		assert_int_equal(kin(fixture, &agreement, import, &found), 1);
		assert_false(found[0].is_number_same);
	}
	end(fixture);
	check_all(fixture);
}

static void very_many_kin_of_one_another_are_kept(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, false);
	struct agreement agreement = bare_agreement();
	struct store_kin *found;
	int64_t id;

	agreement.register_name = "R";
	for (unsigned int n = 1; n <= 1000; n++)
		done(fixture->store,
		     store_add_agreement(fixture->store, &agreement, line_of(fixture, import, n),
					 &author, &id));
	assert_int_equal(kin(fixture, &agreement, import, &found), 1000);
	for (int64_t i = 0; i < 1000; i++)
		assert_int_equal(found[i].id, i + 1);
	end(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM kin"), 1000);
}

static void the_same_register_again_is_confirmed(void **state)
{
	struct fixture *fixture = *state;
	int64_t import;

	add_many(fixture, begin(fixture, false));
	end(fixture);
	import = begin(fixture, false);
	for (unsigned int n = MANY; n >= 1; n--) {
		struct agreement agreement = draft(n);
		int64_t source = line_of(fixture, import, n);
		struct store_kin *found;

		agreement.row = "moved";
		assert_int_equal(kin(fixture, &agreement, import, &found), 1);
		assert_true(found[0].id == n && found[0].is_same && !found[0].is_taken);
		done(fixture->store,
		     store_confirm_agreement(fixture->store, n, source, agreement.row));
	}
	assert_int_equal(store_confirm_agreement(fixture->store, MANY + 1, 99, NULL),
			 STORE_NOT_FOUND);
	done(fixture->store, store_import_end(fixture->store, import));
	end(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement "
						 "WHERE row = 'moved' AND source_row_id >> 32 = 2"),
			 MANY);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), MANY);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM audit"), 0);
}

static void what_was_just_added_can_be_changed_and_confirmed(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, false);
	struct agreement agreement = draft(1);
	struct store_kin *found;

	agreement.id = add(fixture, import, 1);
	done(fixture->store, store_confirm_agreement(fixture->store, agreement.id,
						     line_of(fixture, import, 2), "two"));
	agreement.owner = "another";
	agreement.registration_number = "new";
	done(fixture->store,
	     store_update_agreement(fixture->store, &agreement, line_of(fixture, import, 3),
				    on("2026-11-25"), &author));
	assert_int_equal(kin(fixture, &agreement, import, &found), 1);
	assert_true(found[0].is_number_same && found[0].is_same);
	assert_int_equal(found[0].line, 3);
	end(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement "
						 "WHERE owner = 'another' AND row = '1'"),
			 1);
}

static void a_rollback_undoes_all_of_it(void **state)
{
	struct fixture *fixture = *state;

	for (int is_large = 0; is_large < 2; is_large++) {
		add_many(fixture, begin(fixture, is_large));
		store_rollback(fixture->store);
		assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), 0);
		assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM import"), 0);
	}
	add_many(fixture, begin(fixture, false));
	done(fixture->store, store_bulk_end(fixture->store));
	store_rollback(fixture->store);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), 0);
}

static void a_commit_alone_writes_what_waits(void **state)
{
	struct fixture *fixture = *state;

	add_many(fixture, begin(fixture, false));
	done(fixture->store, store_commit(fixture->store));
	check_all(fixture);
}

static void closing_undoes_bulk_work(void **state)
{
	struct fixture *fixture = *state;

	add_many(fixture, begin(fixture, true));
	fixture_reopen(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), 0);
}

static void bulk_work_is_not_begun_twice_nor_inside_another_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;

	assert_int_equal(store_bulk_end(store), -EINVAL);
	done(store, store_begin(store));
	assert_int_equal(store_bulk_begin(store, false), -EINVAL);
	store_rollback(store);
	done(store, store_bulk_begin(store, false));
	assert_int_equal(store_bulk_begin(store, false), -EINVAL);
	assert_int_equal(store_begin(store), -EINVAL);
	done(store, store_bulk_end(store));
	done(store, store_bulk_end(store));
	done(store, store_commit(store));
	done(store, store_begin(store));
	store_rollback(store);
}

/* ---- how the store is kept meanwhile and after -------------------------------------------- */

static void is_kept_as_usual(struct fixture *fixture)
{
	assert_string_equal(raw_text(fixture->store, "PRAGMA journal_mode", &fixture->arena),
			    "wal");
	assert_int_equal(raw_int(fixture->store, "PRAGMA foreign_keys"), 1);
	assert_int_equal(raw_int(fixture->store, "PRAGMA cache_size"), -16384);
	assert_int_equal(raw_int(fixture->store, "PRAGMA synchronous"), 2);
}

static const char *journal(struct fixture *fixture)
{
	return raw_text(fixture->store, "PRAGMA journal_mode", &fixture->arena);
}

static void large_work_takes_the_store_alone_and_gives_it_back(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 0; i < 2; i++) {
		add(fixture, begin(fixture, true), 1);
		assert_string_equal(journal(fixture), "truncate");
		if (i == 0)
			store_rollback(fixture->store);
		else
			end(fixture);
		is_kept_as_usual(fixture);
	}
	add(fixture, begin(fixture, false), 2);
	assert_string_equal(journal(fixture), "wal");
	end(fixture);
	is_kept_as_usual(fixture);
}

static void others_go_on_reading_when_they_were_there_before(void **state)
{
	struct fixture *fixture = *state;
	struct store *reader = another(fixture, STORE_READ);
	int64_t count;

	add_many(fixture, begin(fixture, true));
	assert_string_equal(journal(fixture), "wal");
	done(reader, store_count(reader, &count));
	assert_int_equal(count, 0);
	end(fixture);
	done(reader, store_count(reader, &count));
	assert_int_equal(count, MANY);
	is_kept_as_usual(fixture);
	store_close(reader);
}

/* Large work, killed before its end. */
static int killed_in_large_work(struct fixture *fixture)
{
	static const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = "x"};
	int64_t import, source;

	if (store_open(fixture->path, STORE_WRITE, 0, &fixture->store) != 0 ||
	    store_bulk_begin(fixture->store, true) != 0 ||
	    store_import_begin(fixture->store, "R", "r.csv", &author, &import) != 0)
		return 1;
	/* So little memory for pages that they are written before the end. */
	sqlite3_exec(fixture->store->db, "PRAGMA cache_size = 10", NULL, NULL, NULL);
	for (int i = 0; i < 20000; i++) {
		if (store_add_source(fixture->store, import, &line, &source) != 0)
			return 2;
	}
	raise(SIGKILL);
	return 3;
}

static void large_work_that_was_killed_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, begin(fixture, false), 1);
	end(fixture);
	assert_int_equal(in_child(fixture, killed_in_large_work), -1);
	fixture->store = another(fixture, STORE_WRITE);
	is_kept_as_usual(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 1);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM import"), 1);
	assert_string_equal(raw_text(fixture->store, "PRAGMA integrity_check", &fixture->arena),
			    "ok");
}

/* ---- what fails --------------------------------------------------------------------------- */

/* Bulk work on a disk that is full after 200 kB. */
static int fill_disk(struct fixture *fixture)
{
	const struct rlimit limit = {200 * 1024, 200 * 1024};
	static char text[1000];
	const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = text};
	int64_t import, source;
	int r;

	memset(text, 'x', sizeof(text) - 1);
	if (store_open(fixture->path, STORE_WRITE, 0, &fixture->store) != 0 ||
	    store_bulk_begin(fixture->store, true) != 0 ||
	    store_import_begin(fixture->store, "R", "r.csv", &author, &import) != 0)
		return 1;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	for (int i = 0; i < 1000; i++) {
		if (store_add_source(fixture->store, import, &line, &source) != 0)
			return 2;
	}
	r = store_commit(fixture->store);
	if (r != -ENOSPC || strstr(store_message(fixture->store), "disk is full") == NULL)
		return 3;
	/* The store is as it was and can be used. */
	if (store_bulk_begin(fixture->store, false) != 0)
		return 4;
	return store_commit(fixture->store) == 0 ? 0 : 5;
}

static void a_full_disk_is_said_and_loses_nothing(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, begin(fixture, false), 1);
	end(fixture);
	assert_int_equal(in_child(fixture, fill_disk), 0);
	fixture->store = another(fixture, STORE_WRITE);
	is_kept_as_usual(fixture);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 1);
}

static bool stop_at_once(void *context)
{
	(void)context;
	return true;
}

static void bulk_work_can_be_interrupted(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = draft(1);
	int64_t import = begin(fixture, false);
	int r = 0;
	int64_t id;

	add_many(fixture, import);
	store_on_progress(fixture->store, stop_at_once, NULL);
	for (int i = 0; i < 1000 && r == 0; i++)
		r = store_add_agreement(fixture->store, &agreement, /* source_row= */ 0, &author,
					&id);
	assert_int_equal(r, -EINTR);
	store_on_progress(fixture->store, NULL, NULL);
	store_rollback(fixture->store);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), 0);
}

static int work(void *context)
{
	struct fixture *fixture = context;
	struct store *store = fixture->store;
	static const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = "x"};
	struct agreement agreement = draft(1);
	struct store_kin *found;
	size_t count;
	int64_t import, source, id;
	int r = store_bulk_begin(store, false);

	if (r != 0)
		return r;
	r = store_import_begin(store, "R", "r.csv", &author, &import);
	for (int i = 0; i < BATCH_ROWS + 3 && r == 0; i++) {
		r = store_kin(store, &agreement, import, 1, &fixture->arena, &found, &count);
		if (r == 0)
			r = store_add_source(store, import, &line, &source);
		if (r == 0)
			r = store_add_agreement(store, &agreement, source, &author, &id);
	}
	if (r == 0)
		r = store_import_end(store, import);
	if (r == 0)
		r = store_bulk_end(store);
	store_rollback(store);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	alloc_each_fails(work, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_was_added_in_bulk_is_there),
		FIXTURE_TEST(what_is_asked_in_between_sees_all_of_it),
		FIXTURE_TEST(kin_of_what_was_just_added_are_found),
		FIXTURE_TEST(very_many_kin_of_one_another_are_kept),
		FIXTURE_TEST(the_same_register_again_is_confirmed),
		FIXTURE_TEST(what_was_just_added_can_be_changed_and_confirmed),
		FIXTURE_TEST(a_rollback_undoes_all_of_it),
		FIXTURE_TEST(a_commit_alone_writes_what_waits),
		FIXTURE_TEST(closing_undoes_bulk_work),
		FIXTURE_TEST(bulk_work_is_not_begun_twice_nor_inside_another_transaction),
		FIXTURE_TEST(large_work_takes_the_store_alone_and_gives_it_back),
		FIXTURE_TEST(others_go_on_reading_when_they_were_there_before),
		FIXTURE_TEST(large_work_that_was_killed_leaves_nothing),
		FIXTURE_TEST(a_full_disk_is_said_and_loses_nothing),
		FIXTURE_TEST(bulk_work_can_be_interrupted),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
