/*
 * What a verdict does to a delivery: sent, tried again, dead; and what the keeper hears of it.
 */
#ifndef RENEWD_DAEMON_OUTCOME_H
#define RENEWD_DAEMON_OUTCOME_H

#include "daemon/daemon.h"
#include "daemon/hands.h"

/*
 * Writes a verdict down, inside a transaction. A delivery whose notices reach nobody over any
 * channel goes to the keeper over another one; so does word of a channel that refuses everything.
 * *ret_held_until_ms is when the channel may be tried again, if the verdict is about the whole
 * channel; else untouched. 0, or an error.
 */
int outcome_write(struct daemon *daemon, const char *channel, const struct pending_verdict *verdict,
		  int64_t *ret_held_until_ms);

/* Tells the keeper that a whole channel fails, once until it works again. In a transaction. */
int outcome_channel_trouble(struct daemon *daemon, const char *channel, const char *reason);

/* Declares an open delivery dead whose channel is not configured any more. In a transaction. */
int outcome_orphan(struct daemon *daemon, int64_t number);

#endif
