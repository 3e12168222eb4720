/* Transactions, several writers, the writer's lock, the doorbell, interruption, full disks. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/internal.h"
#include "tests/db/fixture.h"

static void number_is(struct store *store, const char *name, int64_t expected)
{
	int64_t value;

	done(store, store_get_number(store, name, &value));
	assert_int_equal(value, expected);
}

static void no_number(struct store *store, const char *name)
{
	int64_t value;

	assert_int_equal(store_get_number(store, name, &value), STORE_NOT_FOUND);
}

static void a_commit_keeps_and_a_rollback_undoes(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;

	done(store, store_begin(store));
	done(store, store_set_number(store, "a", 1));
	done(store, store_commit(store));
	done(store, store_begin(store));
	done(store, store_set_number(store, "a", 2));
	done(store, store_set_number(store, "b", 2));
	store_rollback(store);
	number_is(store, "a", 1);
	no_number(store, "b");
}

static void transactions_do_not_nest(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;

	assert_int_equal(store_commit(store), -EINVAL);
	store_rollback(store);
	done(store, store_begin(store));
	assert_int_equal(store_begin(store), -EINVAL);
	done(store, store_set_number(store, "a", 1));
	done(store, store_commit(store));
	number_is(store, "a", 1);
}

static void closing_undoes_an_open_transaction(void **state)
{
	struct fixture *fixture = *state;

	done(fixture->store, store_begin(fixture->store));
	done(fixture->store, store_set_number(fixture->store, "a", 1));
	fixture_reopen(fixture);
	no_number(fixture->store, "a");
}

static int die_in_the_middle(struct fixture *fixture)
{
	struct store *store;

	if (store_open(fixture->path, STORE_WRITE, 0, &store) != 0 || store_begin(store) != 0 ||
	    store_set_number(store, "kept", 1) != 0 || store_commit(store) != 0 ||
	    store_begin(store) != 0 || store_set_number(store, "lost", 1) != 0 ||
	    store_set_number(store, "kept", 2) != 0)
		return 1;
	_exit(42);
}

static void a_killed_writer_loses_nothing_that_was_committed(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(in_child(fixture, die_in_the_middle), 42);
	fixture->store = another(fixture, STORE_WRITE);
	number_is(fixture->store, "kept", 1);
	no_number(fixture->store, "lost");
	done(fixture->store, store_set_number(fixture->store, "after", 1));
}

static void a_second_writer_is_busy_and_a_reader_is_not(void **state)
{
	struct fixture *fixture = *state;
	struct store *other = another(fixture, STORE_WRITE);

	done(fixture->store, store_set_number(fixture->store, "a", 1));
	done(fixture->store, store_begin(fixture->store));
	done(fixture->store, store_set_number(fixture->store, "a", 2));
	assert_int_equal(store_begin(other), -EBUSY);
	says(other, "try again");
	assert_int_equal(store_set_number(other, "b", 1), -EBUSY);
	number_is(other, "a", 1);
	done(fixture->store, store_commit(fixture->store));
	done(other, store_begin(other));
	number_is(other, "a", 2);
	done(other, store_commit(other));
	store_close(other);
}

static void what_fails_inside_a_transaction_leaves_the_rest_of_it(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	const int64_t none = 4711;
	const struct new_delivery delivery = {
		.kind = "reminder",
		.channel = "mail",
		.address = "a@example.edu",
		.document = "{}",
		.notice_ids = &none,
		.notice_count = 1,
	};
	int64_t number;

	done(store, store_begin(store));
	done(store, store_set_number(store, "a", 1));
	assert_int_equal(store_add_delivery(store, &delivery, &number), STORE_NOT_FOUND);
	done(store, store_set_number(store, "b", 1));
	done(store, store_commit(store));
	number_is(store, "a", 1);
	number_is(store, "b", 1);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM delivery"), 0);
}

static void the_version_changes_when_somebody_else_commits(void **state)
{
	struct fixture *fixture = *state;
	struct store *other = another(fixture, STORE_WRITE);
	int64_t before;
	int64_t after;

	done(fixture->store, store_data_version(fixture->store, &before));
	done(fixture->store, store_set_number(fixture->store, "a", 1));
	done(fixture->store, store_data_version(fixture->store, &after));
	assert_int_equal(after, before);
	done(other, store_set_number(other, "a", 2));
	done(fixture->store, store_data_version(fixture->store, &after));
	assert_int_not_equal(after, before);
	store_close(other);
}

/* Whether a name was closed after writing since the last look. */
static bool was_closed(int inotify, const char *name)
{
	_Alignas(struct inotify_event) char events[16384];
	ssize_t length = read(inotify, events, sizeof(events));
	bool found = false;

	for (ssize_t at = 0; at < length;) {
		const struct inotify_event *event = (const void *)(events + at);

		found = found || (event->len > 0 && strcmp(event->name, name) == 0);
		at += (ssize_t)sizeof(*event) + event->len;
	}
	return found;
}

static int commit_and_close(struct fixture *fixture)
{
	if (store_open(fixture->path, STORE_WRITE, 0, &fixture->store) != 0 ||
	    store_set_number(fixture->store, "a", 1) != 0)
		return 1;
	fixture_close(fixture);
	return 0;
}

/* Runs commit_and_close() when the go-ahead comes, beside a store that is open here. */
static pid_t prepare_writer(struct fixture *fixture, int ret_go[2])
{
	pid_t child;

	fixture_close(fixture);
	assert_int_equal(pipe(ret_go), 0);
	child = fork();
	if (child == 0) {
		char byte;

		_exit(read(ret_go[0], &byte, 1) == 1 ? commit_and_close(fixture) : 1);
	}
	assert_true(child > 0);
	return child;
}

static void the_end_of_a_writer_is_seen_in_the_directory(void **state)
{
	struct fixture *fixture = *state;
	int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	int go[2];
	pid_t child = prepare_writer(fixture, go);
	int status;

	fixture->store = another(fixture, STORE_WRITE);
	assert_true(inotify_add_watch(inotify, fixture->directory, IN_CLOSE_WRITE) >= 0);
	done(fixture->store, store_set_number(fixture->store, "b", 1));
	assert_false(was_closed(inotify, "renewd.db"));
	assert_int_equal(write(go[1], "x", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_true(was_closed(inotify, "renewd.db"));
	number_is(fixture->store, "a", 1);
	close(go[0]);
	close(go[1]);
	close(inotify);
}

static void a_ring_is_seen_in_the_directory(void **state)
{
	struct fixture *fixture = *state;
	int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	assert_true(inotify_add_watch(inotify, fixture->directory, IN_CLOSE_WRITE) >= 0);
	for (int i = 0; i < 2; i++) {
		done(fixture->store, store_ring(fixture->store));
		assert_true(was_closed(inotify, "renewd.db.bell"));
		assert_false(was_closed(inotify, "renewd.db.bell"));
	}
	close(inotify);
}

/* A process that has the writer's lock until it is killed. */
static pid_t start_holder(struct fixture *fixture)
{
	int ready[2];
	char byte;
	pid_t child;

	fixture_close(fixture);
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		int pid;

		if (store_open(fixture->path, STORE_WRITE, 0, &fixture->store) != 0 ||
		    store_lock(fixture->store, &pid) != 0 || write(ready[1], "x", 1) != 1)
			_exit(1);
		/* Ends with its parent at the latest. */
		close(ready[1]);
		alarm(60);
		for (;;)
			pause();
	}
	assert_true(child > 0);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	fixture->store = another(fixture, STORE_WRITE);
	return child;
}

static void a_second_daemon_is_told_the_first_ones_pid(void **state)
{
	struct fixture *fixture = *state;
	pid_t child = start_holder(fixture);
	char process[32];
	int pid = 0;

	snprintf(process, sizeof(process), "process %d", (int)child);
	assert_int_equal(store_daemon(fixture->store), child);
	assert_int_equal(store_lock(fixture->store, &pid), -EAGAIN);
	assert_int_equal(pid, child);
	says(fixture->store, process);
	assert_int_equal(store_daemon(fixture->store), child);

	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(store_daemon(fixture->store), 0);
	done(fixture->store, store_lock(fixture->store, &pid));
	done(fixture->store, store_lock(fixture->store, &pid));
	assert_int_equal(store_daemon(fixture->store), getpid());
}

static void nobody_is_the_daemon_before_the_first(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(store_daemon(fixture->store), 0);
}

/* Interrupts at the nth call. */
struct patience {
	int calls;
	int limit;
};

static bool lose_patience(void *context)
{
	struct patience *patience = context;

	return ++patience->calls >= patience->limit;
}

static int nothing(void *context, const struct agreement *agreement, const struct history *history,
		   struct day next_on)
{
	(void)context;
	(void)agreement;
	(void)history;
	(void)next_on;
	return 0;
}

static void a_long_statement_can_be_interrupted(void **state)
{
	struct fixture *fixture = *state;
	struct patience patience = {.limit = 3};

	done(fixture->store, store_begin(fixture->store));
	for (int i = 0; i < 1000; i++)
		add_agreement(fixture->store);
	done(fixture->store, store_commit(fixture->store));
	store_on_progress(fixture->store, lose_patience, &patience);
	assert_int_equal(store_each(fixture->store, nothing, NULL), -EINTR);
	assert_int_equal(patience.calls, 3);
	says(fixture->store, "interrupted");
	patience.limit = 1000000;
	done(fixture->store, store_each(fixture->store, nothing, NULL));
	store_on_progress(fixture->store, NULL, NULL);
	patience.calls = 0;
	done(fixture->store, store_each(fixture->store, nothing, NULL));
	assert_int_equal(patience.calls, 0);
}

static void limit_files(rlim_t size)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = size;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/*
 * Writes until the disk is full; gives 0 when that went as it should. With a small cache it is a
 * statement that fails, else the commit.
 */
static int fill_the_disk(struct fixture *fixture, const char *cache)
{
	char name[2000];
	int64_t value;
	int r = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (store_open(fixture->path, STORE_WRITE, 0, &fixture->store) != 0 ||
	    store_set_number(fixture->store, "kept", 1) != 0 ||
	    sqlite3_exec(fixture->store->db, cache, NULL, NULL, NULL) != SQLITE_OK)
		return 1;
	limit_files((rlim_t)512 * 1024);
	if (store_begin(fixture->store) != 0)
		return 2;
	for (int i = 0; i < 2000 && r == 0; i++) {
		memset(name, 'a', sizeof(name));
		snprintf(name + 1900, 100, "%d", i);
		r = store_set_number(fixture->store, name, i);
	}
	if (r == 0)
		r = store_commit(fixture->store);
	if (r != -ENOSPC || strstr(store_message(fixture->store), "disk is full") == NULL)
		return 3;
	store_rollback(fixture->store);
	limit_files(RLIM_INFINITY);
	if (store_get_number(fixture->store, "kept", &value) != 0 ||
	    store_set_number(fixture->store, "after", 1) != 0)
		return 4;
	fixture_close(fixture);
	return 0;
}

static int fill_by_statements(struct fixture *fixture)
{
	return fill_the_disk(fixture, "PRAGMA cache_size = 20");
}

static int fill_by_commit(struct fixture *fixture)
{
	return fill_the_disk(fixture, "PRAGMA cache_size = 20000");
}

static void a_full_disk_is_said_and_loses_nothing(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(in_child(fixture, fill_by_statements), 0);
	assert_int_equal(in_child(fixture, fill_by_commit), 0);
	fixture->store = another(fixture, STORE_WRITE);
	number_is(fixture->store, "kept", 1);
	number_is(fixture->store, "after", 1);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM number"), 2);
	assert_string_equal(raw_text(fixture->store, "PRAGMA integrity_check", &fixture->arena),
			    "ok");
}

static int make_on_a_full_disk(struct fixture *fixture)
{
	int r;

	signal(SIGXFSZ, SIG_IGN);
	unlink(fixture->path);
	limit_files(0);
	r = store_open(fixture->path, STORE_CREATE, 0, &fixture->store);
	if (r != -ENOSPC || strstr(store_message(fixture->store), "disk is full") == NULL)
		return 1;
	fixture_close(fixture);
	limit_files(RLIM_INFINITY);
	return store_open(fixture->path, STORE_CREATE, 0, &fixture->store) == 0 ? 0 : 2;
}

static void a_store_that_found_no_room_can_be_made_later(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(in_child(fixture, make_on_a_full_disk), 0);
}

static void a_full_database_is_a_full_disk(void **state)
{
	struct fixture *fixture = *state;
	int r = 0;

	raw(fixture->store, "PRAGMA max_page_count = 60");
	for (int i = 0; i < 1000 && r == 0; i++) {
		struct agreement agreement = full_agreement();
		int64_t id;

		r = store_add_agreement(fixture->store, &agreement, 0, &author, &id);
	}
	assert_int_equal(r, -ENOSPC);
	says(fixture->store, "free some space");
	/* Each agreement is there as a whole. */
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"),
			 raw_int(fixture->store, "SELECT count(*) FROM audit"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_commit_keeps_and_a_rollback_undoes),
		FIXTURE_TEST(transactions_do_not_nest),
		FIXTURE_TEST(closing_undoes_an_open_transaction),
		FIXTURE_TEST(a_killed_writer_loses_nothing_that_was_committed),
		FIXTURE_TEST(a_second_writer_is_busy_and_a_reader_is_not),
		FIXTURE_TEST(what_fails_inside_a_transaction_leaves_the_rest_of_it),
		FIXTURE_TEST(the_version_changes_when_somebody_else_commits),
		FIXTURE_TEST(the_end_of_a_writer_is_seen_in_the_directory),
		FIXTURE_TEST(a_ring_is_seen_in_the_directory),
		FIXTURE_TEST(a_second_daemon_is_told_the_first_ones_pid),
		FIXTURE_TEST(nobody_is_the_daemon_before_the_first),
		FIXTURE_TEST(a_long_statement_can_be_interrupted),
		FIXTURE_TEST(a_full_disk_is_said_and_loses_nothing),
		FIXTURE_TEST(a_store_that_found_no_room_can_be_made_later),
		FIXTURE_TEST(a_full_database_is_a_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
