#include "db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"
#include "db/schema.h"

/*
 * How long opening waits at least: another process that opens or ends may hold the file alone for
 * a moment, to bring its WAL back or to put it away.
 */
#define OPEN_BUSY_MS 2000

/* How many steps of SQLite's machine lie between two calls of the progress function. */
#define PROGRESS_STEPS 4000

/*
 * Of each connection. The cache, 16 MB, holds the index of next_on for a million agreements: with
 * less, planning all of them in one transaction writes each of its pages many times over. What
 * remains of the WAL after such a transaction is cut to 4 MB.
 */
static const char settings[] = "PRAGMA synchronous = FULL;"
			       "PRAGMA foreign_keys = ON;"
			       "PRAGMA trusted_schema = OFF;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA mmap_size = 0;"
			       "PRAGMA secure_delete = OFF;"
			       "PRAGMA cache_size = -16384;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA journal_size_limit = 4194304;";

/* Makes the file when it is missing, 0660 whatever the umask says. */
static int make_file(struct store *store)
{
	/* O_EXCL: a file that is there must not be opened here, since closing it would end the
	 * locks that another connection of this process may have on it (POSIX). */
	int fd = open(store->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

	if (fd < 0) {
		switch (errno) {
		case EEXIST:
			return 0;
		case ENOENT:
		case ENOTDIR:
			return fault_set(store, STORE_MISSING, "there is no such directory");
		default:
			return fault_set(store, -errno, NULL);
		}
	}
	if (fchmod(fd, 0660) < 0) {
		int error = errno;

		close(fd);
		return fault_set(store, -error, NULL);
	}
	close(fd);
	return 0;
}

/* Finds the file: from here on the path is absolute, so that SQLite takes no name for a URI. */
static int find_file(struct store *store)
{
	struct stat status;
	char *path = realpath(store->path, /* resolved= */ NULL);

	if (path == NULL) {
		if (errno == ENOENT || errno == ENOTDIR)
			return fault_set(store, STORE_MISSING, NULL);
		return fault_set(store, -errno, NULL);
	}
	free(store->path);
	store->path = path;
	if (stat(path, &status) < 0)
		return fault_set(store, -errno, NULL);
	if (!S_ISREG(status.st_mode))
		return fault_set(store, STORE_FOREIGN, "this is no regular file");
	if (access(path, store->mode == STORE_READ ? R_OK : R_OK | W_OK) < 0)
		return fault_set(store, -errno, NULL);
	return 0;
}

static int call_progress(void *context)
{
	struct store *store = context;

	return store->progress != NULL && store->progress(store->progress_context);
}

/*
 * Of the process: one thread uses SQLite, and nobody asks it how much memory it has. That spares
 * a lock for each allocation. It is refused once SQLite was used, and done then.
 */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, /* on= */ 0);
}

static int connect_file(struct store *store, int busy_ms)
{
	int flags = store->mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

	configure();
	if (sqlite3_open_v2(store->path, &store->db,
			    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
			    /* zVfs= */ NULL) != SQLITE_OK)
		return store->db == NULL ? fault_set(store, -ENOMEM, NULL) : fault_sqlite(store);
	sqlite3_busy_timeout(store->db, busy_ms > OPEN_BUSY_MS ? busy_ms : OPEN_BUSY_MS);
	if (sqlite3_exec(store->db, settings, NULL, NULL, NULL) != SQLITE_OK)
		return fault_sqlite(store);
	return 0;
}

static int read_identity(struct store *store)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_IDENTITY);
	int r = query_one(&query);

	if (r == 0) {
		snprintf(store->name, sizeof(store->name), "%s", query_get_word(&query));
		store->created_ms = query_get_int(&query);
		r = query_failed(&query);
	}
	return r == STORE_NOT_FOUND ? fault_set(store, STORE_CORRUPT, NULL) : r;
}

/*
 * Who may not write beside the store fails when SQLite is asked to read, with an error that says
 * nothing of directories.
 */
static int explain(struct store *store, int error)
{
	CLEANUP(free_memory) char *copy = NULL;

	if (error >= 0 || error == -EBUSY || error == -ENOMEM)
		return error;
	copy = strdup(store->path);
	if (copy == NULL)
		return fault_set(store, -ENOMEM, NULL);
	if (access(dirname(copy), W_OK) == 0)
		return error;
	return fault_set(store, errno == EROFS ? -EROFS : -EACCES,
			 "this user may not write into its directory, where a store in use has "
			 "more files");
}

static int open_store(struct store *store, int busy_ms)
{
	int r = store->mode == STORE_CREATE ? make_file(store) : 0;

	if (r == 0)
		r = find_file(store);
	if (r == 0)
		r = explain(store, connect_file(store, busy_ms));
	if (r == 0)
		r = explain(store, schema_open(store));
	if (r == 0)
		r = read_identity(store);
	if (r == 0)
		sqlite3_busy_timeout(store->db, busy_ms);
	store->busy_ms = busy_ms;
	return r;
}

int store_open(const char *path, enum store_mode mode, int busy_ms, struct store **ret_store)
{
	struct store *store = calloc(1, sizeof(*store));

	*ret_store = NULL;
	if (store == NULL)
		return -ENOMEM;
	store->lock_fd = -1;
	store->mode = mode;
	store->path = strdup(path);
	if (store->path == NULL) {
		free(store);
		return -ENOMEM;
	}
	*ret_store = store;
	return open_store(store, busy_ms);
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(store->statements[i]);
	store_rollback(store);
	sqlite3_close(store->db);
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	free(store->path);
	free(store);
}

const char *store_message(const struct store *store)
{
	if (store == NULL)
		return "memory is short; end other programs and try again";
	return store->message;
}

const char *store_path(const struct store *store)
{
	return store->path;
}

const char *store_name(const struct store *store)
{
	return store->name;
}

int64_t store_created_ms(const struct store *store)
{
	return store->created_ms;
}

void store_on_progress(struct store *store, bool (*progress)(void *context), void *context)
{
	store->progress = progress;
	store->progress_context = context;
	sqlite3_progress_handler(store->db, progress == NULL ? 0 : PROGRESS_STEPS, call_progress,
				 store);
}

int store_data_version(struct store *store, int64_t *ret_version)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_DATA_VERSION);
	int r = query_one(&query);

	if (r == 0)
		*ret_version = query_get_int(&query);
	return r;
}

void store_release_memory(struct store *store)
{
	for (int i = 0; i < STATEMENTS; i++) {
		/* Prepared again when it is needed; one that is being read stays. */
		if (store->statements[i] == NULL || sqlite3_stmt_busy(store->statements[i]))
			continue;
		sqlite3_finalize(store->statements[i]);
		store->statements[i] = NULL;
	}
	sqlite3_db_release_memory(store->db);
	malloc_trim(/* pad= */ 0);
}
