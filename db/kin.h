/*
 * Kin: agreements with the same first partner and type, names compared folded. The store keeps a
 * hash of both with each agreement, so that kin are found without reading names: two pairs of
 * names that differ have the same hash about once in 10^19.
 */
#ifndef RENEWD_DB_KIN_H
#define RENEWD_DB_KIN_H

#include <stdint.h>

#include <sqlite3.h>

#include "core/agreement.h"

struct store;

/*
 * The hash of a first partner's name and a type; either may be NULL, which is as "". Case and
 * accents of Latin, Greek and Cyrillic letters do not count, nor does white space at the ends; in
 * between, a run of it is one blank. It is kept in stores: another folding is another version of
 * the schema.
 */
int64_t kin_hash(const char *partner, const char *type);

/* A row of the table kin: an agreement by its hash, then by its signing date. */
struct kin_row {
	int64_t hash;
	int64_t agreement_id; /* 0: none */
	int32_t signed_on;    /* the first day that it can be; 0: not known */
};

struct kin_row kin_of(const struct agreement *agreement, int64_t agreement_id);

/* Keeps the row of an agreement that was added, or has changed. number: its own, or NULL. */
int kin_add(struct store *store, const struct kin_row *row, const char *number);
int kin_change(struct store *store, const struct kin_row *before, const struct kin_row *after,
	       const char *number);

/* The hash of a registration number, for filters. */
uint64_t kin_number_hash(const char *number);

/*
 * Gives a connection the SQL functions kin_hash(partner, type) and kin_signed(signing date), for
 * migrations. An SQLite result code.
 */
int kin_add_functions(sqlite3 *db);

#endif
