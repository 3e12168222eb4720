#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/internal.h"

/* What a code means, and what the user can do about it. */
static const struct {
	int code;
	const char *what;
	const char *cure; /* or NULL */
} texts[] = {
	{STORE_MISSING, "there is no such file", "make the store with \"renewctl init\""},
	{STORE_FOREIGN, "this is no store of renewd", "name another file for the store"},
	{STORE_NEWER, "the store was written by a newer renewd", "install that version"},
	{STORE_OLDER, "the store was written by an older renewd",
	 "start renewd once, which brings it up to date"},
	{STORE_CORRUPT, "the store is damaged",
	 "stop renewd, keep a copy of the file and restore a backup"},
	{STORE_NOT_FOUND, "there is no such entry", NULL},
	{STORE_CONFLICT, "there is such an entry already", NULL},
	{-ENOMEM, "memory is short", "end other programs and try again"},
	{-EBUSY, "another process is writing to the store", "try again"},
	{-ENOSPC, "the disk is full", "free some space on it and try again"},
	{-EROFS, "the store can only be read",
	 "check the file's mode and whether its file system is mounted read-only"},
	{-EACCES, "no permission for the file or its directory",
	 "become a member of the group that owns them"},
	{-EINTR, "interrupted", NULL},
	{-EAGAIN, "another renewd works on this store", "end that one first"},
	{-EINVAL, "called out of order or with a value that cannot be", "please report this"},
	{-EIO, "reading or writing failed", "look for disk errors in the system's log"},
};

static const char *what_of(int code, const char **ret_cure)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i].code == code) {
			*ret_cure = texts[i].cure;
			return texts[i].what;
		}
	}
	*ret_cure = NULL;
	return strerror(code < 0 ? -code : EIO);
}

int fault_set(struct store *store, int code, const char *format, ...)
{
	char own[256];
	const char *cure;
	const char *what = what_of(code, &cure);
	va_list arguments;

	if (format != NULL) {
		va_start(arguments, format);
		vsnprintf(own, sizeof(own), format, arguments);
		va_end(arguments);
		what = own;
	}
	snprintf(store->message, sizeof(store->message), "%.*s: %s%s%s", PATH_MAX, store->path,
		 what, cure == NULL ? "" : "; ", cure == NULL ? "" : cure);
	return code;
}

/* A failed system call below SQLite. */
static int code_of_errno(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return -ENOSPC;
	case EROFS:
		return -EROFS;
	case EACCES:
	case EPERM:
		return -EACCES;
	case ENOMEM:
		return -ENOMEM;
	default:
		return -EIO;
	}
}

static int code_of_constraint(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return STORE_NOT_FOUND;
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return STORE_CONFLICT;
	default:
		return -EINVAL;
	}
}

static int code_of(int extended, int system_error)
{
	switch (extended & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return -EBUSY;
	case SQLITE_FULL:
		return -ENOSPC;
	case SQLITE_READONLY:
		return -EROFS;
	case SQLITE_CORRUPT:
	case SQLITE_SCHEMA:
		return STORE_CORRUPT;
	case SQLITE_NOTADB:
		return STORE_FOREIGN;
	case SQLITE_INTERRUPT:
		return -EINTR;
	case SQLITE_NOMEM:
		return -ENOMEM;
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return -EACCES;
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return -EINVAL;
	case SQLITE_CONSTRAINT:
		return code_of_constraint(extended);
	case SQLITE_CANTOPEN:
		return code_of_errno(system_error);
	case SQLITE_IOERR:
		return extended == SQLITE_IOERR_NOMEM ? -ENOMEM : code_of_errno(system_error);
	default:
		return -EIO;
	}
}

int fault_sqlite(struct store *store)
{
	/* SQLite remembers errno for a failed statement, but not for a failed commit. */
	int last = errno;
	int kept = sqlite3_system_errno(store->db);
	int code = code_of(sqlite3_extended_errcode(store->db), kept != 0 ? kept : last);

	/* Where our own words say less than SQLite's, keep both. */
	if (code == -EIO || code == -EINVAL || code == STORE_CORRUPT) {
		const char *cure;
		const char *what = what_of(code, &cure);

		return fault_set(store, code, "%s (%s)", what, sqlite3_errmsg(store->db));
	}
	return fault_set(store, code, NULL);
}
