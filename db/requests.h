/*
 * Requests: what renewctl asks the daemon to do. Answers are one line for people.
 * Errors: see db/store.h.
 */
#ifndef RENEWD_DB_REQUESTS_H
#define RENEWD_DB_REQUESTS_H

#include <stdint.h>

#include "core/arena.h"

struct store;

struct request {
	int64_t id;
	const char *kind;     /* "run", "retry", "test-channel" */
	const char *argument; /* or NULL */
	int64_t asked_ms;
};

/* The daemon hears of it when the store is closed, or by store_ring(). */
int store_ask(struct store *store, const char *kind, const char *argument, int64_t now_ms,
	      int64_t *ret_id);

/* The oldest that has no answer, or STORE_NOT_FOUND. */
int store_next_request(struct store *store, struct arena *arena, struct request *ret_request);

/*
 * status: exit status for renewctl (0 to 3). STORE_NOT_FOUND; STORE_CONFLICT when it has its
 * answer already.
 */
int store_answer(struct store *store, int64_t id, int status, const char *answer, int64_t now_ms);

/* STORE_NOT_FOUND while there is no answer. */
int store_answered(struct store *store, int64_t id, struct arena *arena, int *ret_status,
		   const char **ret_answer);

#endif
