/*
 * The store: agreements, what was decided about them, and what became of it.
 *
 * One SQLite file in WAL mode; this folder is the only one that names SQLite. The schema and its
 * migrations stand in db/schema.c. Times are milliseconds since 1970 (UTC), dates days since 1970
 * or, where they may be vague, text as vague_format() writes it. This header gives all of the
 * store: opening, transactions and errors here, the rest in the headers at its end.
 *
 * Errors: 0 is done. A negative errno is the machine's failure: -ENOMEM, -EBUSY (another process
 * is writing: try again), -ENOSPC (disk full), -EROFS (read-only), -EACCES (this user may not read
 * or write the file or its directory), -EINTR (interrupted by store_on_progress()), -EINVAL (called
 * out of order: a programming error), -EIO. A positive enumerator (enum store_error) says that the
 * store is not what it should be. store_message() tells the user which it was, which file, and
 * the cure.
 *
 * Every function that writes does all of its work or nothing of it, inside a transaction of the
 * caller as well as outside. After a machine's failure inside a transaction the caller must roll
 * back: the disk may have ended the transaction already. Strings that a function puts into an
 * arena live as long as the arena.
 */
#ifndef RENEWD_DB_STORE_H
#define RENEWD_DB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum store_error {
	STORE_MISSING = 1, /* there is no such file */
	STORE_FOREIGN,	   /* the file belongs to another program, or is no database */
	STORE_NEWER,	   /* written by a newer renewd */
	STORE_CORRUPT,	   /* damaged */
	STORE_NOT_FOUND,   /* no such agreement, delivery … */
	STORE_CONFLICT,	   /* it exists already, or its state does not allow that */
	STORE_OLDER	   /* written by an older renewd, and STORE_READ may not migrate it */
};

enum store_mode {
	STORE_READ,  /* never writes; the file must exist */
	STORE_WRITE, /* the file must exist; an older schema is migrated */
	STORE_CREATE /* made when it is missing: 0660, its directory must exist */
};

/*
 * Opens a store. busy_ms is how long a statement waits for another writer (0 in the daemon, which
 * tries again by timer); opening itself waits for 2 s at least. On failure *ret_store is set too,
 * for store_message() alone, unless memory is short (then it is NULL); it must be closed in any
 * case.
 *
 * An older store is not migrated while a daemon works on it, which could not read it any more:
 * -EAGAIN, with its process.
 *
 * STORE_READ too needs to write into the directory, where the files PATH-wal and PATH-shm stand
 * beside an open store: a user who may not do that gets -EACCES, unless another process has the
 * store open.
 */
int store_open(const char *path, enum store_mode mode, int busy_ms, struct store **ret_store);

/* Ends a transaction that is still open by rolling it back. NULL is allowed. */
void store_close(struct store *store);

/* One line about the last failure: what, which file, what to do. Never NULL; store may be NULL. */
const char *store_message(const struct store *store);

/* The real path of the file (absolute, no symbolic link in it), once it was found. */
const char *store_path(const struct store *store);

/* Random, made with the store: 16 hexadecimal digits. Part of every delivery's ID. */
const char *store_name(const struct store *store);

/* When the store was made. */
int64_t store_created_ms(const struct store *store);

/*
 * Called every few thousand steps of a long statement; so the daemon keeps its watchdog fed.
 * Returning true interrupts the statement, which then gives -EINTR. NULL: nobody is called.
 */
void store_on_progress(struct store *store, bool (*progress)(void *context), void *context);

/* A number that changes when another connection commits (PRAGMA data_version). */
int store_data_version(struct store *store, int64_t *ret_version);

/*
 * Gives cached memory back: to be called after a run, a plan of all agreements, a burst of
 * deliveries. Up to 16 MB of the file are cached otherwise.
 */
void store_release_memory(struct store *store);

/*
 * The writer's lock: "one daemon for each store", held on PATH.lock (fcntl) as long as the store is
 * open. -EAGAIN and *ret_pid: that process has it (-1: a process that cannot be named from here).
 * store_daemon() asks who has it: 0 when nobody. A process that holds the lock must ask through the
 * same struct store, since a second look at the lock's file would give the lock up (POSIX).
 */
int store_lock(struct store *store, int *ret_pid);
int store_daemon(const struct store *store);

/*
 * How a change reaches the daemon: it watches the store's directory for IN_CLOSE_WRITE, then
 * compares store_data_version(). What inotify shows of SQLite 3.40: a write to the WAL gives
 * IN_MODIFY before its commit, the commit itself gives nothing, and the end of the connection,
 * also by kill -9, gives IN_CLOSE_WRITE for PATH, PATH-wal and PATH-shm. So a short-lived writer
 * needs to do nothing. One that commits and stays open rings: an IN_CLOSE_WRITE of PATH.bell.
 * A reader that ends gives IN_CLOSE_WRITE too (of PATH-wal): the version then is the same.
 */
int store_ring(struct store *store);

/*
 * Transactions do not nest. store_begin() takes the write lock at once. A commit that fails has
 * rolled back. A rollback cannot fail, and does nothing where there is no transaction.
 */
int store_begin(struct store *store);
int store_commit(struct store *store);
void store_rollback(struct store *store);

#include "db/agreements.h"
#include "db/audit.h"
#include "db/edits.h"
#include "db/gather.h"
#include "db/ledger.h"
#include "db/outbox.h"
#include "db/registers.h"
#include "db/requests.h"
#include "db/responses.h"

#endif
