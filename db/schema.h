/*
 * The schema: which file is a store, and how an old one becomes a new one.
 */
#ifndef RENEWD_DB_SCHEMA_H
#define RENEWD_DB_SCHEMA_H

#include <stddef.h>

#include "db/internal.h"

/* "rnwd": what SQLite's header says of a store (PRAGMA application_id). */
#define SCHEMA_APPLICATION_ID 0x726e7764

/*
 * One step from an older schema to the next. The versions of a table ascend; each step is one
 * transaction with the new PRAGMA user_version.
 */
struct migration {
	int version; /* that the step leads to */
	const char *sql;
};

/*
 * Finds out whose file it is, and brings it to the newest schema where the store's mode allows
 * that: an empty file becomes a store with STORE_CREATE only. STORE_FOREIGN, STORE_NEWER,
 * STORE_OLDER, or as any statement.
 */
int schema_open(struct store *store);

/* The steps of this version (db/migrations.c). */
const struct migration *migrations(size_t *ret_count);

/* As schema_open(), with another table of steps. */
int schema_open_with(struct store *store, const struct migration *steps, size_t count);

#endif
