/*
 * Overtaken notices: what waits in the outbox must not say what is no longer so.
 */
#ifndef RENEWD_DAEMON_OVERTAKE_H
#define RENEWD_DAEMON_OVERTAKE_H

#include <stdint.h>

#include "core/day.h"
#include "db/store.h"

/*
 * Takes the overtaken notices out of an open delivery: it is replaced by one with a new ID and the
 * rest, or withdrawn when nothing is left. Inside a transaction. today counts for the new subject.
 * 0, or an error.
 */
int overtake_delivery(struct store *store, const struct overtaken *overtaken, const char *reason,
		      struct day today, int64_t now_ms);

#endif
