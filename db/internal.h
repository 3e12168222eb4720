/*
 * What the files of this room share: the open store, how failures get their words, and scopes.
 */
#ifndef RENEWD_DB_INTERNAL_H
#define RENEWD_DB_INTERNAL_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "db/statement.h"
#include "db/store.h"

/* 16 hexadecimal digits and NUL. */
#define NAME_SIZE 17

/* A path, and a line about it. */
#define MESSAGE_SIZE (PATH_MAX + 512)

/* The ID of a source_row: the number of its import, and its place in it. */
#define SOURCE_ROW_BITS 32
static inline int64_t source_row_first(int64_t import)
{
	return import << SOURCE_ROW_BITS;
}
static inline int64_t source_row_import(int64_t source_row)
{
	return source_row >> SOURCE_ROW_BITS;
}

#define REGISTER_CACHED_MAX 256

/*
 * What a transaction knows without asking again. It is forgotten when that ends, and when a part
 * of it is undone.
 */
struct known {
	bool is_valid;
	char register_name[REGISTER_CACHED_MAX];
	int64_t register_id;		   /* 0: none is known */
	int64_t first_source, last_source; /* of an import, added by this transaction; 0: none */
};

struct agreement;
struct bulk;

struct store {
	sqlite3 *db;
	char *path; /* the real one, once the file is there */
	int busy_ms;
	enum store_mode mode;
	int lock_fd; /* -1: the writer's lock is not ours */
	char name[NAME_SIZE];
	int64_t created_ms;
	struct known known;
	struct bulk *bulk; /* NULL: no bulk work */
	bool is_alone;	   /* that was begun without a WAL */
	bool (*progress)(void *context);
	void *progress_context;
	sqlite3_stmt *statements[STATEMENTS]; /* prepared when first used */
	char message[MESSAGE_SIZE];
};

/*
 * Keeps a message for store_message(): path, what is the matter, and the cure that belongs to the
 * code. Returns code, so that a failure is one line. A NULL format stands for what the code says.
 */
int fault_set(struct store *store, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The failure that SQLite reported last, as a code of db/store.h, with its message. */
int fault_sqlite(struct store *store);

/*
 * In bulk work a scope does nothing: whoever began that must roll all of it back after a failure.
 *
 * A scope makes several statements one: a transaction of its own, or a part of the caller's.
 * scope_close() gets the result so far: 0 keeps the work, anything else undoes it. Returns the
 * result, or why the work could not be kept.
 */
struct scope {
	bool is_own;
	bool is_bulk;
};
int scope_open(struct store *store, struct scope *ret_scope);
int scope_close(struct store *store, struct scope scope, int result);

/* The ID of a register, which is made when it is new; 0 when name is NULL. */
int store_register_id(struct store *store, const char *name, int64_t *ret_id);

/*
 * The audit: an agreement as it keeps it (JSON), and a change of one. before is NULL for one that
 * was added.
 */
int audit_describe(struct store *store, int64_t id, struct arena *arena, const char **ret_json);
int audit_add(struct store *store, int64_t id, const struct author *author, const char *before,
	      const char *after);

/* The highest ID that an agreement ever had; 0: there was none. */
int agreement_last(struct store *store, int64_t *ret_id);

/* 0, or STORE_NOT_FOUND, saying so. */
int store_require_agreement(struct store *store, int64_t id);
int store_require_source(struct store *store, int64_t source_row);

/* Gives the writer's lock up; does nothing without it. */
void store_unlock(struct store *store);

/* PATH and a suffix, to be freed; NULL when memory is short. */
char *store_beside(const struct store *store, const char *suffix);

/* Makes a file that is as open to the group as the store is. A descriptor, or -1 and errno. */
int store_open_beside(const char *path, int flags);

#endif
