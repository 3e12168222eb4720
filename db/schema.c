#include "db/schema.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "db/kin.h"

/* What a file says about itself. */
struct header {
	int64_t application_id;
	int64_t version;
	int64_t tables;
};

static int read_value(struct store *store, const char *sql, int64_t *ret_value)
{
	sqlite3_stmt *statement = NULL;
	int r = 0;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, /* pzTail= */ NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		r = fault_sqlite(store);
	else
		*ret_value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return r;
}

static int read_header(struct store *store, struct header *ret_header)
{
	struct header header;
	int r = read_value(store, "PRAGMA application_id", &header.application_id);

	if (r == 0)
		r = read_value(store, "PRAGMA user_version", &header.version);
	if (r == 0)
		r = read_value(store, "SELECT count(*) FROM sqlite_schema", &header.tables);
	if (r == 0)
		*ret_header = header;
	return r;
}

static int execute(struct store *store, const char *sql)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0
									   : fault_sqlite(store);
}

/* References that lead nowhere: a step that rebuilds tables must leave none. */
static int check_references(struct store *store)
{
	sqlite3_stmt *statement = NULL;
	int r = 0;

	if (sqlite3_prepare_v2(store->db, "PRAGMA foreign_key_check", -1, &statement,
			       /* pzTail= */ NULL) != SQLITE_OK)
		r = fault_sqlite(store);
	else if (sqlite3_step(statement) == SQLITE_ROW)
		r = fault_set(store, STORE_CORRUPT,
			      "the store is damaged (a row of %s refers to what is not there)",
			      (const char *)sqlite3_column_text(statement, 0));
	else if (sqlite3_errcode(store->db) != SQLITE_DONE)
		r = fault_sqlite(store);
	sqlite3_finalize(statement);
	return r;
}

/* Takes one step, unless another process took it while we waited for the lock. */
static int take_step(struct store *store, const struct migration *step)
{
	char version[64];
	struct header header;
	int r = read_header(store, &header);

	if (r != 0 || header.version >= step->version)
		return r;
	snprintf(version, sizeof(version), "PRAGMA user_version = %d", step->version);
	r = execute(store, step->sql);
	if (r == 0)
		r = check_references(store);
	return r == 0 ? execute(store, version) : r;
}

static int migrate(struct store *store, const struct migration *step)
{
	/* Else a table that is replaced would take along what refers to it (SQLite, "ALTER TABLE",
	 * 7). Does nothing inside a transaction. */
	int r = execute(store, "PRAGMA foreign_keys = OFF");

	if (r == 0)
		r = store_begin(store);
	if (r == 0)
		r = take_step(store, step);
	if (r == 0)
		r = store_commit(store);
	else
		store_rollback(store);
	return r == 0 ? execute(store, "PRAGMA foreign_keys = ON") : r;
}

/* WAL, so that readers and one writer do not wait for each other. Stays with the file. */
static int use_wal(struct store *store)
{
	sqlite3_stmt *statement = NULL;
	int r = 0;

	if (sqlite3_prepare_v2(store->db, "PRAGMA journal_mode = WAL", -1, &statement,
			       /* pzTail= */ NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		r = fault_sqlite(store);
	else if (sqlite3_stricmp((const char *)sqlite3_column_text(statement, 0), "wal") != 0)
		r = fault_set(store, -EIO,
			      "the file system cannot share a store between processes (no WAL)");
	sqlite3_finalize(statement);
	return r;
}

/*
 * Keeps daemons away while an old store is migrated. One that works on it now would not be able to
 * read it any more; unless it is of this version, has just migrated the store and given us its
 * turn.
 */
static int keep_daemons_away(struct store *store, int newest, bool *ret_is_newest)
{
	struct header header;
	int pid = -1;
	int r = store_lock(store, &pid);

	*ret_is_newest = false;
	if (r != -EAGAIN)
		return r;
	r = read_header(store, &header);
	if (r != 0)
		return r;
	*ret_is_newest = header.version == newest;
	if (*ret_is_newest)
		return 0;
	return fault_set(store, -EAGAIN,
			 "the store has to be brought up to date for this version, and an older "
			 "renewd (process %d) works on it",
			 pid);
}

/* Takes all steps from a version on. */
static int migrate_all(struct store *store, const struct migration *steps, size_t count,
		       int64_t version)
{
	bool had_lock = store->lock_fd >= 0;
	bool is_newest = false;
	int r = 0;

	if (kin_add_functions(store->db) != SQLITE_OK)
		return fault_sqlite(store);
	/* Nobody works on a store that is being made. */
	if (version > 0)
		r = keep_daemons_away(store, steps[count - 1].version, &is_newest);
	for (size_t i = 0; i < count && r == 0 && !is_newest; i++) {
		if (steps[i].version > version)
			r = migrate(store, &steps[i]);
	}
	if (!had_lock)
		store_unlock(store);
	return r;
}

int schema_open_with(struct store *store, const struct migration *steps, size_t count)
{
	int newest = steps[count - 1].version;
	struct header header;
	bool is_empty;
	int r = read_header(store, &header);

	if (r != 0)
		return r;
	is_empty = header.application_id == 0 && header.version == 0 && header.tables == 0;
	if (is_empty && store->mode != STORE_CREATE)
		return fault_set(store, STORE_FOREIGN, "the file is empty");
	if (!is_empty && header.application_id != SCHEMA_APPLICATION_ID)
		return fault_set(store, STORE_FOREIGN, NULL);
	if (header.version > newest)
		return fault_set(store, STORE_NEWER,
				 "the store was written by a newer renewd (its schema is %" PRId64
				 ", this program knows %d)",
				 header.version, newest);
	if (store->mode == STORE_READ)
		return header.version < newest ? fault_set(store, STORE_OLDER, NULL) : 0;
	r = use_wal(store);
	if (r == 0 && header.version < newest)
		r = migrate_all(store, steps, count, header.version);
	return r;
}

int schema_open(struct store *store)
{
	size_t count;
	const struct migration *steps = migrations(&count);

	return schema_open_with(store, steps, count);
}
