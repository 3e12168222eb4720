/*
 * Responses: what people answered when told of a deadline. None is ever changed or removed; a later
 * one about the same deadline counts instead. Errors: see db/store.h.
 */
#ifndef RENEWD_DB_RESPONSES_H
#define RENEWD_DB_RESPONSES_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/response.h"
#include "db/agreements.h"

struct store;

/* A response with who gave it. */
struct store_response {
	struct response response;
	const char *note; /* or NULL */
	const char *who;
	int64_t at_ms;
};

/*
 * Adds a response, whose id is not read; the agreement's next_on becomes response->on, so that the
 * next run plans it. note may be NULL. STORE_NOT_FOUND: no such agreement.
 */
int store_add_response(struct store *store, int64_t agreement_id, const struct response *response,
		       const char *note, const struct author *author);

/* Those of one agreement, in the order in which they were made. */
int store_responses(struct store *store, int64_t agreement_id, struct arena *arena,
		    struct store_response **ret_responses, size_t *ret_count);

#endif
