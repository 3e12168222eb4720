/*
 * The daemon: what its parts share.
 *
 * One event loop in one thread. It plans (execute.c, replan.c), hands deliveries to couriers and
 * writes down what became of them (dispatch.c, courier.c), answers requests (requests.c) and
 * keeps the time (schedule.c). It never touches the network and never waits: a store that
 * somebody else is writing is tried again by timer.
 */
#ifndef RENEWD_DAEMON_DAEMON_H
#define RENEWD_DAEMON_DAEMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <systemd/sd-event.h>

#include "config/clock.h"
#include "config/config.h"
#include "core/arena.h"
#include "core/plan.h"
#include "db/store.h"

struct courier;

/* How long a stop waits for a mail whose last byte is on its way. */
#define STOP_WAIT_US (10 * UINT64_C(1000000))

/* Another process writes to the store: tried again so much later. */
#define BUSY_WAIT_US (200 * UINT64_C(1000))

struct daemon {
	const char *config_path;
	const char *store_override; /* --store, or NULL */
	const char *courier_path;
	struct clock clock;
	struct config *config;
	struct store *store;

	struct arena holidays_arena;
	struct day *holidays;
	size_t holiday_count;

	sd_event *event;
	sd_event_source *run_timer;	 /* the next scheduled run */
	sd_event_source *delivery_timer; /* the next attempt, or a busy store */
	sd_event_source *jump_watch;	 /* somebody set the clock */
	sd_event_source *store_watch;	 /* somebody wrote to the store */
	sd_event_source *request_timer;	 /* a request could not be answered yet */
	sd_event_source *dispatch_event; /* once at the end of a turn of the loop */
	sd_event_source *stop_timer;
	int64_t data_version;

	struct courier *couriers; /* a list, one for each channel that has work */
	bool has_taken_over;	  /* what an earlier daemon left under way is taken up */
	bool is_cleared;	  /* nothing waits for a channel that is not configured */
	bool is_behind;		  /* the clock stands before the last run */
	int64_t clock_set_ms;	  /* what the clock was ahead of the time since boot */
	bool is_stopping;
};

/* ---- the store's state, as planning needs it ------------------------------------------------- */

/* Reads the holidays of the store anew. 0, or an error of the store. */
int daemon_load_holidays(struct daemon *daemon);

struct plan_rules daemon_rules(const struct daemon *daemon);

/* Logs what the store says about its last failure, with what was being done. */
void daemon_store_failed(const struct daemon *daemon, const char *doing, int error);

/* Keeps the watchdog fed in long work; true when the daemon was told to end (store_on_progress()). */
bool daemon_progress(void *daemon);

/* Gives memory back after a long piece of work. */
void daemon_release_memory(struct daemon *daemon);

/* Tells the service manager how things are: the next run, what waits. */
void daemon_status(struct daemon *daemon);

/* ---- the parts ----------------------------------------------------------------------------- */

/*
 * execute.c: makes a run for today and writes it down in one transaction, with the answer to the
 * request that asked for it (0: none). 0; -EBUSY: somebody else writes to the store, nothing was
 * done; EXECUTE_REFUSED: today is before the last run; other errors are logged and passed up.
 */
#define EXECUTE_REFUSED 1000 /* no enum store_error */
int execute_run(struct daemon *daemon, enum run_kind kind, int64_t request);

/*
 * How many notices a run now would send, and in how many messages, without making it.
 */
int execute_dry(struct daemon *daemon, size_t *ret_notices, size_t *ret_deliveries);

/*
 * replan.c: works out every agreement's next day anew when what planning depends on has changed
 * (policies, holidays, zone, planner). 0, -EBUSY, or an error, which is logged.
 */
int replan_if_changed(struct daemon *daemon);

/* The weekly full plan: as above, and says whether it agreed with what was stored. */
int replan_weekly(struct daemon *daemon, struct day today);

/*
 * stale.c: takes notices out of waiting deliveries whose agreement has another deadline by now or
 * none. 0, -EBUSY, or an error, which is logged.
 */
int stale_drop(struct daemon *daemon);

/* schedule.c */
int schedule_start(struct daemon *daemon);
/* Arms the timer for the next run; makes one at once when one was missed. */
int schedule_rearm(struct daemon *daemon);
/* Somebody set the clock: works out anew what is due when. */
int schedule_clock_was_set(struct daemon *daemon);

/* dispatch.c: at the end of this turn of the loop, hand out what is due and write verdicts. */
void dispatch_soon(struct daemon *daemon);
int dispatch_start(struct daemon *daemon);

/* requests.c: watches the store for what renewctl asks and changes. */
int requests_start(struct daemon *daemon);

/* reload.c: reads the configuration again; a bad one is refused and the old one stays. */
void reload_now(struct daemon *daemon);

#endif
