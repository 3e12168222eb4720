/*
 * Who changed an agreement, and what it was before. Errors: see db/store.h.
 */
#ifndef RENEWD_DB_AUDIT_H
#define RENEWD_DB_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

struct store;

/* A change of an agreement. */
struct store_audit {
	const char *who; /* "import", a login name … */
	const char *how; /* the command, the file */
	int64_t at_ms;
	const char
		*before; /* JSON: the agreement with its partners and terms; NULL: it was added */
	const char *after;
};

/*
 * All changes of an agreement in the order in which they were made; the first one is that it was
 * added. STORE_NOT_FOUND.
 */
int store_audit(struct store *store, int64_t agreement_id, struct arena *arena,
		struct store_audit **ret_entries, size_t *ret_count);

#endif
