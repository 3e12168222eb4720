/* The schema: whose file it is, and how an old store becomes a new one. */
#include "db/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static const struct migration steps[] = {
	{1, "PRAGMA application_id = 1919842148; CREATE TABLE first (a INTEGER) STRICT;"
	    "INSERT INTO first VALUES (1)"},
	{2, "ALTER TABLE first ADD COLUMN b TEXT; UPDATE first SET b = 'two'"},
	{3, "CREATE TABLE third AS SELECT a, b FROM first"},
};
#define STEPS (sizeof(steps) / sizeof(steps[0]))

/* A store that is nothing but a connection. */
static struct store *connect_to(const char *path, enum store_mode mode)
{
	struct store *store = calloc(1, sizeof(*store));

	assert_non_null(store);
	store->lock_fd = -1;
	store->mode = mode;
	store->path = strdup(path);
	assert_int_equal(
		sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
		SQLITE_OK);
	return store;
}

static void a_store_of_every_version_becomes_the_newest(void **state)
{
	const struct fixture *fixture = *state;

	for (size_t from = 0; from <= STEPS; from++) {
		struct store *store;

		store_close(fixture->store);
		((struct fixture *)*state)->store = NULL;
		unlink(fixture->path);
		store = connect_to(fixture->path, STORE_CREATE);
		if (from > 0)
			done(store, schema_open_with(store, steps, from));
		assert_int_equal(raw_int(store, "PRAGMA user_version"), from);
		done(store, schema_open_with(store, steps, STEPS));
		assert_int_equal(raw_int(store, "PRAGMA user_version"), STEPS);
		assert_int_equal(raw_int(store, "SELECT a FROM third WHERE b = 'two'"), 1);
		store_close(store);
		unlink(fixture->path);
	}
}

static void opening_the_newest_changes_nothing(void **state)
{
	struct fixture *fixture = *state;
	int64_t before = raw_int(fixture->store, "PRAGMA schema_version");

	done(fixture->store, schema_open(fixture->store));
	assert_int_equal(raw_int(fixture->store, "PRAGMA schema_version"), before);
}

static void a_step_that_fails_leaves_the_version_before_it(void **state)
{
	const struct fixture *fixture = *state;
	const struct migration broken[] = {
		steps[0], {2, "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO none VALUES (1)"}};
	char path[128];
	struct store *store;

	snprintf(path, sizeof(path), "%s/other.db", fixture->directory);
	store = connect_to(path, STORE_CREATE);
	assert_int_not_equal(schema_open_with(store, broken, 2), 0);
	says(store, path);
	assert_int_equal(raw_int(store, "PRAGMA user_version"), 1);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"),
			 0);
	done(store, schema_open_with(store, steps, STEPS));
	store_close(store);
}

static void a_reader_does_not_migrate_an_older_store(void **state)
{
	const struct fixture *fixture = *state;
	char path[128];
	struct store *store;

	snprintf(path, sizeof(path), "%s/other.db", fixture->directory);
	store = connect_to(path, STORE_CREATE);
	done(store, schema_open_with(store, steps, 1));
	store->mode = STORE_READ;
	assert_int_equal(schema_open_with(store, steps, STEPS), STORE_OLDER);
	says(store, "older renewd");
	assert_int_equal(raw_int(store, "PRAGMA user_version"), 1);
	store_close(store);
}

static void what_another_process_migrated_is_not_migrated_again(void **state)
{
	const struct fixture *fixture = *state;
	char path[128];
	struct store *first;
	struct store *second;

	snprintf(path, sizeof(path), "%s/other.db", fixture->directory);
	first = connect_to(path, STORE_CREATE);
	second = connect_to(path, STORE_CREATE);
	done(first, schema_open_with(first, steps, 1));
	done(second, schema_open_with(second, steps, STEPS));
	done(first, schema_open_with(first, steps, STEPS));
	assert_int_equal(raw_int(first, "SELECT count(*) FROM third"), 1);
	store_close(first);
	store_close(second);
}

static void the_store_is_kept_as_the_header_says(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;

	assert_int_equal(raw_int(store, "PRAGMA application_id"), SCHEMA_APPLICATION_ID);
	assert_string_equal(raw_text(store, "PRAGMA journal_mode", &fixture->arena), "wal");
	assert_int_equal(raw_int(store, "PRAGMA synchronous"), 2);
	assert_int_equal(raw_int(store, "PRAGMA foreign_keys"), 1);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM pragma_table_list "
					"WHERE schema = 'main' AND type = 'table' "
					"AND NOT strict AND name NOT LIKE 'sqlite_%'"),
			 0);
}

static void every_statement_fits_the_schema(void **state)
{
	struct fixture *fixture = *state;

	for (enum statement i = 0; i < STATEMENTS; i++) {
		sqlite3_stmt *statement = NULL;

		assert_non_null(statement_sql(i));
		if (sqlite3_prepare_v2(fixture->store->db, statement_sql(i), -1, &statement,
				       NULL) != SQLITE_OK)
			fail_msg("%s: %s", statement_sql(i), sqlite3_errmsg(fixture->store->db));
		sqlite3_finalize(statement);
	}
}

/* The plan of a statement, all its lines. */
static const char *plan(struct fixture *fixture, enum statement number)
{
	char sql[4096];
	char lines[4096] = "";
	sqlite3_stmt *statement = NULL;

	snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", statement_sql(number));
	assert_int_equal(sqlite3_prepare_v2(fixture->store->db, sql, -1, &statement, NULL),
			 SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(statement, 3);

		/* The one row that holds the store's name. */
		if (strcmp(line, "SCAN store") == 0)
			continue;
		strncat(lines, line, 500);
		strcat(lines, "\n");
	}
	sqlite3_finalize(statement);
	return arena_copy(&fixture->arena, lines);
}

static void what_is_asked_often_neither_sorts_nor_scans(void **state)
{
	static const enum statement often[] = {
		STATEMENT_AGREEMENT_FIND, STATEMENT_KIN_BY_NUMBER,
		STATEMENT_KIN_BY_DATE,	  STATEMENT_KIN_BY_FACTS,
		STATEMENT_PROBLEM_ADD,	  STATEMENT_PARTNER_ONE,
		STATEMENT_TERM_ONE,	  STATEMENT_LEDGER_ONE,
		STATEMENT_LEDGER_LINES,	  STATEMENT_DELIVERY_DUE,
		STATEMENT_DELIVERY_NEXT,  STATEMENT_DELIVERY_INTERRUPTED,
		STATEMENT_NOTICE_ALIVE,	  STATEMENT_OVERTAKEN_NOTICES,
		STATEMENT_SOURCE_FORGET,  STATEMENT_SOURCE_LAST,
		STATEMENT_EDIT_LIST,
	};

	for (size_t i = 0; i < sizeof(often) / sizeof(often[0]); i++) {
		const char *lines = plan(*state, often[i]);

		if (strstr(lines, "SCAN") != NULL || strstr(lines, "TEMP B-TREE") != NULL)
			fail_msg("%s\n%s", statement_sql(often[i]), lines);
	}
	assert_null(strstr(plan(*state, STATEMENT_AGREEMENT_DUE), "SCAN"));
}

static void reading_all_agreements_never_sorts(void **state)
{
	static const enum statement all[] = {STATEMENT_AGREEMENT_ALL, STATEMENT_PARTNER_ALL,
					     STATEMENT_TERM_ALL, STATEMENT_LEDGER_ALL,
					     STATEMENT_KIN_ALL};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_null(strstr(plan(*state, all[i]), "TEMP B-TREE"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_store_of_every_version_becomes_the_newest),
		FIXTURE_TEST(opening_the_newest_changes_nothing),
		FIXTURE_TEST(a_step_that_fails_leaves_the_version_before_it),
		FIXTURE_TEST(a_reader_does_not_migrate_an_older_store),
		FIXTURE_TEST(what_another_process_migrated_is_not_migrated_again),
		FIXTURE_TEST(the_store_is_kept_as_the_header_says),
		FIXTURE_TEST(every_statement_fits_the_schema),
		FIXTURE_TEST(what_is_asked_often_neither_sorts_nor_scans),
		FIXTURE_TEST(reading_all_agreements_never_sorts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
