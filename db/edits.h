/*
 * What the keeper corrected by hand. An import does not write over it. Errors: see db/store.h.
 */
#ifndef RENEWD_DB_EDITS_H
#define RENEWD_DB_EDITS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "db/agreements.h"

struct store;

/*
 * A field that a human has set. field is a role's name (role_name()): "partner", "country",
 * "last_day", "term" and so on; "last_day" stands for the whole validity (terms, kind, renewal). */
struct store_edit {
	const char *field;
	const char *value;	    /* as set, in words of the command; for showing */
	const char *register_value; /* what the register said when it was set; NULL: nothing */
	const char *who;
	int64_t at_ms;
};

/* Those of one agreement, by field. */
int store_edits(struct store *store, int64_t agreement_id, struct arena *arena,
		struct store_edit **ret_edits, size_t *ret_count);

/*
 * Agreements of a register of which something was set by hand that says which one a row is: number,
 * partner, type or signing date. By ID.
 */
int store_edited_identities(struct store *store, const char *register_name, struct arena *arena,
			    int64_t **ret_ids, size_t *ret_count);

/* Sets or replaces one. STORE_NOT_FOUND: no such agreement. */
int store_put_edit(struct store *store, int64_t agreement_id, const struct store_edit *edit);

/* The register decides about the field again. STORE_NOT_FOUND: it was not set by hand. */
int store_drop_edit(struct store *store, int64_t agreement_id, const char *field);

#endif
