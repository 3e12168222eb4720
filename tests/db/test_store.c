/* Opening a store: what is refused and how; its files; memory. */
#include "db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/internal.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

/* Opens, expects that result, and that the message holds the path and a piece. */
static void refused(const char *path, enum store_mode mode, int expected, const char *piece)
{
	struct store *store;

	assert_int_equal(store_open(path, mode, 0, &store), expected);
	says(store, path);
	says(store, piece);
	store_close(store);
}

static void write_file(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, length), length);
	close(fd);
}

static mode_t mode_of(const char *path, const char *suffix)
{
	char whole[256];
	struct stat status;

	snprintf(whole, sizeof(whole), "%s%s", path, suffix);
	assert_int_equal(stat(whole, &status), 0);
	return status.st_mode & 07777;
}

static void the_files_are_the_groups_whatever_the_umask(void **state)
{
	struct fixture *fixture = *state;
	mode_t old = umask(077);
	int pid;

	fixture_close(fixture);
	unlink(fixture->path);
	done(NULL, store_open(fixture->path, STORE_CREATE, 0, &fixture->store));
	done(fixture->store, store_set_number(fixture->store, "a", 1));
	done(fixture->store, store_lock(fixture->store, &pid));
	done(fixture->store, store_ring(fixture->store));
	umask(old);
	assert_int_equal(mode_of(fixture->path, ""), 0660);
	assert_int_equal(mode_of(fixture->path, "-wal"), 0660);
	assert_int_equal(mode_of(fixture->path, "-shm"), 0660);
	assert_int_equal(mode_of(fixture->path, ".lock"), 0660);
	assert_int_equal(mode_of(fixture->path, ".bell"), 0660);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

static void name_and_birth_stay_with_the_store(void **state)
{
	struct fixture *fixture = *state;
	char name[NAME_SIZE];
	int64_t created_ms;
	int64_t before = now_ms();

	fixture_close(fixture);
	unlink(fixture->path);
	done(NULL, store_open(fixture->path, STORE_CREATE, 0, &fixture->store));
	strcpy(name, store_name(fixture->store));
	created_ms = store_created_ms(fixture->store);
	assert_int_equal(strspn(name, "0123456789abcdef"), 16);
	assert_in_range(created_ms, before - 1, now_ms() + 1);
	fixture_reopen(fixture);
	assert_string_equal(store_name(fixture->store), name);
	assert_int_equal(store_created_ms(fixture->store), created_ms);
}

static void two_stores_have_two_names(void **state)
{
	const struct fixture *fixture = *state;
	char path[128];
	struct store *other;

	snprintf(path, sizeof(path), "%s/other.db", fixture->directory);
	done(NULL, store_open(path, STORE_CREATE, 0, &other));
	assert_string_not_equal(store_name(other), store_name(fixture->store));
	store_close(other);
}

static void create_keeps_a_store_that_is_there(void **state)
{
	struct fixture *fixture = *state;
	int64_t value;

	done(fixture->store, store_set_number(fixture->store, "a", 7));
	fixture_close(fixture);
	done(NULL, store_open(fixture->path, STORE_CREATE, 0, &fixture->store));
	done(fixture->store, store_get_number(fixture->store, "a", &value));
	assert_int_equal(value, 7);
}

static void a_missing_file_is_named_with_the_cure(void **state)
{
	struct fixture *fixture = *state;
	char path[160];

	snprintf(path, sizeof(path), "%s/none.db", fixture->directory);
	refused(path, STORE_WRITE, STORE_MISSING, "renewctl init");
	refused(path, STORE_READ, STORE_MISSING, "renewctl init");
	assert_int_equal(access(path, F_OK), -1);
	snprintf(path, sizeof(path), "%s/none/none.db", fixture->directory);
	refused(path, STORE_CREATE, STORE_MISSING, "no such directory");
}

static void what_is_no_database_is_foreign(void **state)
{
	struct fixture *fixture = *state;
	static const char text[] = "This is a letter, and long enough that nobody can take it for "
				   "the beginning of a database, not even by mistake.\n";
	char path[128];
	char read_back[sizeof(text)] = "";
	FILE *file;

	snprintf(path, sizeof(path), "%s/letter", fixture->directory);
	write_file(path, text, sizeof(text));
	refused(path, STORE_READ, STORE_FOREIGN, "no store of renewd");
	refused(path, STORE_WRITE, STORE_FOREIGN, "no store of renewd");
	refused(path, STORE_CREATE, STORE_FOREIGN, "name another file");
	file = fopen(path, "re");
	assert_non_null(file);
	assert_int_equal(fread(read_back, 1, sizeof(text), file), sizeof(text));
	fclose(file);
	assert_string_equal(read_back, text);
	refused(fixture->directory, STORE_CREATE, STORE_FOREIGN, "no regular file");
}

static void another_programs_database_is_foreign_and_left_alone(void **state)
{
	struct fixture *fixture = *state;
	char path[128];
	sqlite3 *db;
	sqlite3_stmt *statement;

	snprintf(path, sizeof(path), "%s/other.db", fixture->directory);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE theirs (a)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	refused(path, STORE_READ, STORE_FOREIGN, "no store of renewd");
	refused(path, STORE_WRITE, STORE_FOREIGN, "no store of renewd");
	refused(path, STORE_CREATE, STORE_FOREIGN, "no store of renewd");
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &statement, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(statement, 0), "delete");
	sqlite3_finalize(statement);
	sqlite3_close(db);
}

static void an_empty_file_becomes_a_store_only_with_create(void **state)
{
	struct fixture *fixture = *state;
	char path[128];
	struct store *store;

	snprintf(path, sizeof(path), "%s/empty.db", fixture->directory);
	write_file(path, "", 0);
	refused(path, STORE_WRITE, STORE_FOREIGN, "empty");
	refused(path, STORE_READ, STORE_FOREIGN, "empty");
	done(NULL, store_open(path, STORE_CREATE, 0, &store));
	store_close(store);
}

static void a_newer_store_is_refused_with_both_versions(void **state)
{
	struct fixture *fixture = *state;

	raw(fixture->store, "PRAGMA user_version = 4711");
	fixture_close(fixture);
	refused(fixture->path, STORE_READ, STORE_NEWER, "4711");
	refused(fixture->path, STORE_WRITE, STORE_NEWER, "install that version");
	refused(fixture->path, STORE_CREATE, STORE_NEWER, "newer renewd");
}

/* Overwrites bytes of the store's file. */
static void damage(const char *path, off_t from, size_t length)
{
	unsigned char noise[512];
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	memset(noise, 0xa5, sizeof(noise));
	for (size_t at = 0; at < length; at += sizeof(noise))
		assert_int_equal(pwrite(fd, noise, sizeof(noise), from + (off_t)at), sizeof(noise));
	close(fd);
}

static void a_damaged_store_is_refused_at_opening(void **state)
{
	struct fixture *fixture = *state;

	fixture_close(fixture);
	damage(fixture->path, 4096, 4096 * 3);
	refused(fixture->path, STORE_WRITE, STORE_CORRUPT, "restore a backup");
	refused(fixture->path, STORE_READ, STORE_CORRUPT, "damaged");
}

static void a_cut_store_is_refused_at_opening(void **state)
{
	struct fixture *fixture = *state;

	fixture_close(fixture);
	assert_int_equal(truncate(fixture->path, 4096 * 2), 0);
	refused(fixture->path, STORE_WRITE, STORE_CORRUPT, "damaged");
}

static void a_damaged_page_is_noticed_when_it_is_read(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t page = raw_int(fixture->store,
			       "SELECT rootpage FROM sqlite_schema WHERE name = 'agreement'");
	struct agreement agreement;

	fixture_close(fixture);
	damage(fixture->path, (off_t)(page - 1) * 4096, 4096);
	fixture->store = another(fixture, STORE_WRITE);
	assert_int_equal(store_agreement(fixture->store, id, &fixture->arena, &agreement),
			 STORE_CORRUPT);
	says(fixture->store, fixture->path);
	says(fixture->store, "restore a backup");
}

static void a_store_without_one_of_its_tables_is_damaged(void **state)
{
	struct fixture *fixture = *state;
	int64_t count;

	raw(fixture->store, "PRAGMA foreign_keys = OFF; DROP TABLE agreement");
	fixture_reopen(fixture);
	assert_int_equal(store_count(fixture->store, &count), STORE_CORRUPT);
	says(fixture->store, "agreement");
}

static void a_value_that_cannot_be_is_damage(void **state)
{
	struct fixture *fixture = *state;
	static const char *const changes[] = {
		"UPDATE agreement SET kind = 'odd'",
		"UPDATE agreement SET renewal = ''",
		"UPDATE agreement SET state = 'ended'",
		"UPDATE agreement SET signed = '2026-02-30'",
		"UPDATE agreement SET known_on = 1e15",
		"UPDATE term SET length = '5 years'",
		"UPDATE term SET kind = 'x'",
		"UPDATE term SET seq = 1e12 WHERE seq = 2",
		"UPDATE ledger SET step = 'beside 3d'",
		"UPDATE ledger SET outcome = 'x'",
		"UPDATE ledger SET kind = 'x'",
		"DELETE FROM term",
	};
	int64_t id = add_agreement(fixture->store);

	settle(fixture->store, add_run(fixture->store), id, DEADLINE_END, "2026-12-10",
	       "2026-12-01");
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct agreement agreement;

		done(fixture->store, store_begin(fixture->store));
		raw(fixture->store, changes[i]);
		if (store_agreement(fixture->store, id, &fixture->arena, &agreement) !=
		    STORE_CORRUPT)
			fail_msg("%s", changes[i]);
		says(fixture->store, "damaged");
		store_rollback(fixture->store);
	}
}

static void a_path_is_never_taken_for_a_uri(void **state)
{
	struct fixture *fixture = *state;
	char whole[160];
	struct store *store;

	assert_int_equal(chdir(fixture->directory), 0);
	done(NULL, store_open("file:x.db?mode=memory", STORE_CREATE, 0, &store));
	snprintf(whole, sizeof(whole), "%s/file:x.db?mode=memory", fixture->directory);
	assert_string_equal(store_path(store), whole);
	store_close(store);
	assert_int_equal(access(whole, R_OK), 0);
	done(NULL, store_open(":memory:", STORE_CREATE, 0, &store));
	store_close(store);
	assert_int_equal(access(":memory:", R_OK), 0);
	assert_int_equal(chdir("/"), 0);
}

static void a_link_leads_to_the_lock_of_the_real_file(void **state)
{
	struct fixture *fixture = *state;
	char link[128];
	struct store *store;

	snprintf(link, sizeof(link), "%s/link.db", fixture->directory);
	assert_int_equal(symlink(fixture->path, link), 0);
	done(NULL, store_open(link, STORE_WRITE, 0, &store));
	assert_string_equal(store_path(store), fixture->path);
	store_close(store);
}

static void a_reader_cannot_write(void **state)
{
	struct fixture *fixture = *state;
	struct store *reader = another(fixture, STORE_READ);

	assert_int_equal(store_set_number(reader, "a", 1), -EROFS);
	says(reader, "only be read");
	store_close(reader);
}

static int open_to_read(struct fixture *fixture)
{
	int r = store_open(fixture->path, STORE_READ, 0, &fixture->store);

	return r == -EACCES && strstr(store_message(fixture->store), "directory") != NULL ? 0 : 1;
}

static void a_reader_who_may_not_write_beside_the_store_is_told_so(void **state)
{
	struct fixture *fixture = *state;

	fixture_close(fixture);
	assert_int_equal(chmod(fixture->path, 0644), 0);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	assert_int_equal(as_nobody(fixture, open_to_read), 0);
}

static int open_to_write(struct fixture *fixture)
{
	int r = store_open(fixture->path, STORE_WRITE, 0, &fixture->store);

	return r == -EACCES && strstr(store_message(fixture->store), "group") != NULL ? 0 : 1;
}

static void a_file_that_may_not_be_written_is_refused_for_writing(void **state)
{
	struct fixture *fixture = *state;

	fixture_close(fixture);
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(fixture->directory, 0755), 0);
	assert_int_equal(as_nobody(fixture, open_to_write), 0);
}

static int make_anew(struct fixture *fixture)
{
	int r = store_open(fixture->path, STORE_CREATE, 0, &fixture->store);

	return r == -EACCES ? 0 : 1;
}

static void a_directory_that_may_not_be_written_gets_no_store(void **state)
{
	struct fixture *fixture = *state;

	fixture_close(fixture);
	unlink(fixture->path);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	assert_int_equal(as_nobody(fixture, make_anew), 0);
	assert_int_equal(access(fixture->path, F_OK), -1);
}

static void a_message_is_there_before_anything_failed(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(store_message(fixture->store), "");
	assert_non_null(strstr(store_message(NULL), "memory"));
	store_close(NULL);
}

static int open_and_close(void *context)
{
	const struct fixture *fixture = context;
	struct store *store;
	int r = store_open(fixture->path, STORE_CREATE, 0, &store);

	store_close(store);
	return r;
}

static void opening_survives_every_failed_allocation(void **state)
{
	alloc_each_fails(open_and_close, *state);
}

static void too_little_memory_for_sqlite_is_enomem(void **state)
{
	struct fixture *fixture = *state;
	struct store *store;
	int r;

	sqlite3_hard_heap_limit64(sqlite3_memory_used() + 4000);
	r = store_open(fixture->path, STORE_WRITE, 0, &store);
	sqlite3_hard_heap_limit64(0);
	assert_int_equal(r, -ENOMEM);
	says(store, "memory is short");
	store_close(store);
}

static void memory_is_given_back_and_the_store_still_works(void **state)
{
	struct fixture *fixture = *state;
	int64_t before;
	int64_t count;

	for (int i = 0; i < 300; i++)
		add_agreement(fixture->store);
	before = sqlite3_memory_used();
	store_release_memory(fixture->store);
	assert_true(sqlite3_memory_used() < before);
	done(fixture->store, store_count(fixture->store, &count));
	assert_int_equal(count, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(the_files_are_the_groups_whatever_the_umask),
		FIXTURE_TEST(name_and_birth_stay_with_the_store),
		FIXTURE_TEST(two_stores_have_two_names),
		FIXTURE_TEST(create_keeps_a_store_that_is_there),
		FIXTURE_TEST(a_missing_file_is_named_with_the_cure),
		FIXTURE_TEST(what_is_no_database_is_foreign),
		FIXTURE_TEST(another_programs_database_is_foreign_and_left_alone),
		FIXTURE_TEST(an_empty_file_becomes_a_store_only_with_create),
		FIXTURE_TEST(a_newer_store_is_refused_with_both_versions),
		FIXTURE_TEST(a_damaged_store_is_refused_at_opening),
		FIXTURE_TEST(a_cut_store_is_refused_at_opening),
		FIXTURE_TEST(a_damaged_page_is_noticed_when_it_is_read),
		FIXTURE_TEST(a_store_without_one_of_its_tables_is_damaged),
		FIXTURE_TEST(a_value_that_cannot_be_is_damage),
		FIXTURE_TEST(a_path_is_never_taken_for_a_uri),
		FIXTURE_TEST(a_link_leads_to_the_lock_of_the_real_file),
		FIXTURE_TEST(a_reader_cannot_write),
		FIXTURE_TEST(a_reader_who_may_not_write_beside_the_store_is_told_so),
		FIXTURE_TEST(a_file_that_may_not_be_written_is_refused_for_writing),
		FIXTURE_TEST(a_directory_that_may_not_be_written_gets_no_store),
		FIXTURE_TEST(a_message_is_there_before_anything_failed),
		FIXTURE_TEST(opening_survives_every_failed_allocation),
		FIXTURE_TEST(too_little_memory_for_sqlite_is_enomem),
		FIXTURE_TEST(memory_is_given_back_and_the_store_still_works),
	};

	/* Once it is in use, it goes on counting its memory, whatever the store asks for. */
	sqlite3_initialize();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
