/*
 * Writing agreements: what adding one and updating one have in common.
 */
#ifndef RENEWD_DB_WRITING_H
#define RENEWD_DB_WRITING_H

#include "core/agreement.h"
#include "db/query.h"

/* 0, or -EINVAL: it has no term, or too much. */
int writing_check(struct store *store, const struct agreement *agreement);

/* Puts the columns that an agreement has when it is added and when it is updated. */
void writing_fields(struct query *query, const struct agreement *agreement, int64_t register_id,
		    int64_t kin, int64_t source_row);

/* Adds its partners; its terms, of which those that old has too keep when they were known and seen.
 * old: the agreement as it was kept, or NULL. */
int writing_partners(struct store *store, int64_t id, const struct agreement *agreement);
int writing_terms(struct store *store, int64_t id, const struct agreement *agreement,
		  const struct agreement *old);

#endif
