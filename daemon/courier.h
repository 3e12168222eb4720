/*
 * A courier at work: the child process that sends for one channel, seen from the daemon.
 *
 * The daemon gives it the channel's settings, then jobs, at most WIRE_JOBS_MAX at a time, and
 * takes its verdicts. A courier that gives none in time is killed; whatever was in its hands then
 * has an unknown outcome and is tried again under the same ID.
 */
#ifndef RENEWD_DAEMON_COURIER_H
#define RENEWD_DAEMON_COURIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "daemon/daemon.h"
#include "daemon/hands.h"
#include "daemon/line.h"
#include "db/store.h"

enum courier_state {
	COURIER_NONE,	  /* no process */
	COURIER_STARTING, /* has its settings, has not answered */
	COURIER_READY,
	COURIER_RETIRING, /* gets no more jobs; ends when those in hand are done */
	COURIER_GONE	  /* we hung up; its process has not ended yet */
};

struct courier {
	struct courier *next;
	struct daemon *daemon;
	char *channel; /* name */
	enum courier_state state;
	int pid;
	struct line line;
	sd_event_source *child;
	sd_event_source *overdue; /* kills it when it does not do in time what it should */
	int64_t timeout_ms;	  /* of one job, as its settings say */
	struct hands hands;
	int64_t held_until_ms; /* nothing is handed out before: it does not work */
	char *refusal;	       /* why, until the keeper has been told; or NULL */
	bool must_hurry;       /* what waits for its next attempt is to be tried now */
};

/* The courier of that channel, made (without a process) when there is none. NULL: no memory. */
struct courier *courier_get(struct daemon *daemon, const char *channel);

/*
 * How many jobs it may get once its verdicts are in the store and forgotten; starts its process
 * when it has none. 0 while it starts.
 */
size_t courier_room(struct courier *courier);

/* Whether it would take a job at once, or start for it. */
bool courier_is_idle(const struct courier *courier);

/* Hands a delivery over, whose attempt is in the store already. Whatever happens, a verdict comes. */
void courier_give(struct courier *courier, const struct delivery *delivery, struct day as_of);

/* Forgets the verdicts that are in the store, and what else it had to tell. */
void courier_forget(struct courier *courier);

/* Ends when its jobs are done, so that the next one starts with new settings. */
void courier_retire(struct courier *courier);

/* Nothing holds it up any more; what failed is tried now. */
void courier_hurry(struct courier *courier);

/* Asks it to end now (SIGTERM). */
void courier_stop(struct courier *courier);

/* Kills it. */
void courier_kill(struct courier *courier);

/* Whether its process is alive or verdicts wait. */
bool courier_is_busy(const struct courier *courier);

/* Frees all couriers; processes must have ended or are killed. */
void couriers_done(struct daemon *daemon);

#endif
