/*
 * Twins: agreements of one register with the same first partner, type and signing date, by which a
 * row without a registration number of its own is recognised. Several are told apart by what else
 * they say.
 */
#ifndef RENEWD_CLI_TWINS_H
#define RENEWD_CLI_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/idset.h"
#include "core/agreement.h"
#include "db/store.h"

struct twin {
	uint64_t hash;	/* of partner, type and signing date */
	uint64_t names; /* of partner and type */
	int64_t id;
	bool has_number; /* a registration number */
	size_t next;	 /* of its bucket: index + 1; 0: none */
};

/* Each bucket is a list in the order in which agreements came. */
struct twin_bucket {
	size_t first, last; /* index + 1; 0: none */
	size_t free;	    /* none before this one is free: index + 1; 0: none at all */
};

/* Zero is an index that was not read yet: a hash table. */
struct twins {
	struct twin *items;
	size_t count;
	size_t capacity;
	struct twin_bucket *buckets; /* as many as capacity, a power of 2 */
	bool is_read;
	size_t undated; /* how many calls of twins_find_undated() there were */
};

/* So many are compared in full; of more twins, the first free one is taken. */
#define TWINS_COMPARED 16

/* Reads the index of a register's agreements, once. 0, or an error of the store. */
int twins_read(struct twins *twins, struct store *store, const char *register_name);

/* Tells of an agreement that came in after twins_read(); does nothing before. 0, or -ENOMEM. */
int twins_add(struct twins *twins, const struct agreement *agreement, int64_t id);

/* How a draft relates to its twins. */
enum twin_match {
	TWIN_NONE,    /* all are taken: it is another one */
	TWIN_FREE,    /* *ret_id is not taken: the one that says the same, else the first */
	TWIN_REPEATED /* *ret_id is taken and says the same but for the row's number */
};

/*
 * 0, -ENOMEM, or an error of the store. *ret_is_twin: there is any twin, taken or not. taken may
 * only grow between two calls.
 */
int twins_find(struct twins *twins, struct store *store, const struct agreement *draft,
	       const struct idset *taken, enum twin_match *ret_match, bool *ret_is_twin,
	       int64_t *ret_id);

/* A free twin without a registration number: the one that says the same, else the first; 0: none. */
int twins_find_unnumbered(struct twins *twins, struct store *store, const struct agreement *draft,
			  const struct idset *taken, int64_t *ret_id);

/*
 * For a draft whose signing date cannot be read: a free twin without a registration number but for
 * that date: the only one, or the only one that says the same otherwise; 0: none. Looks through
 * all of the register, and does so for TWINS_UNDATED_MAX drafts at the most.
 */
int twins_find_undated(struct twins *twins, struct store *store, const struct agreement *draft,
		       const struct idset *taken, int64_t *ret_id);
#define TWINS_UNDATED_MAX 1000

/*
 * By which twins are recognised: a hash of first partner, type and signing date; 0 when the partner
 * or the date is not known.
 */
uint64_t twins_key(const struct agreement *agreement);

/* A hash of texts, one after the other: FNV-1a. NULL is as "". */
#define TWINS_SEED UINT64_C(0xcbf29ce484222325)
uint64_t twins_mix(uint64_t hash, const char *text);

void twins_done(struct twins *twins);

#endif
