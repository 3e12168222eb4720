#include "daemon/daemon.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <systemd/sd-daemon.h>

#include "core/text.h"
#include "daemon/log.h"

int daemon_load_holidays(struct daemon *daemon)
{
	struct arena arena = {0};
	struct day *days;
	size_t count;
	int r = store_holidays(daemon->store, &arena, &days, &count);

	if (r != 0) {
		arena_done(&arena);
		daemon_store_failed(daemon, "the holidays are not known", r);
		return r;
	}
	arena_done(&daemon->holidays_arena);
	daemon->holidays_arena = arena;
	daemon->holidays = days;
	daemon->holiday_count = count;
	return 0;
}

struct plan_rules daemon_rules(const struct daemon *daemon)
{
	return config_plan_rules(daemon->config, daemon->holidays, daemon->holiday_count);
}

void daemon_store_failed(const struct daemon *daemon, const char *doing, int error)
{
	if (error < 0)
		log_error("%s: %s (%s)", doing, store_message(daemon->store), strerror(-error));
	else
		log_error("%s: %s", doing, store_message(daemon->store));
}

/* Whether SIGTERM or SIGINT waits for the loop to come back. */
static bool is_asked_to_end(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1);
}

bool daemon_progress(void *context)
{
	static time_t fed; /* of the process's one watchdog */
	struct timespec now;

	(void)context;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	if (now.tv_sec != fed) {
		fed = now.tv_sec;
		(void)sd_notify(/* unset_environment= */ 0, "WATCHDOG=1");
	}
	return is_asked_to_end();
}

void daemon_release_memory(struct daemon *daemon)
{
	store_release_memory(daemon->store);
}

void daemon_status(struct daemon *daemon)
{
	struct plan_rules rules = daemon_rules(daemon);
	int64_t now_ms = clock_now_ms(&daemon->clock), counts[DELIVERY_STATES];
	int64_t next_ms = clock_next_run(&daemon->config->schedule, &rules.calendar, now_ms);
	char next[CLOCK_TEXT_SIZE] = "never";

	if (store_delivery_counts(daemon->store, counts) != 0)
		return;
	if (next_ms != INT64_MAX)
		clock_format(next_ms, next);
	(void)sd_notifyf(/* unset_environment= */ 0,
			 "STATUS=%sNext run %s; %lld waiting, %lld retrying, %lld dead",
			 daemon->is_behind ? "The clock stands before the last run. " : "", next,
			 (long long)(counts[STATE_QUEUED] + counts[STATE_SENDING]),
			 (long long)counts[STATE_RETRYING], (long long)counts[STATE_DEAD]);
}
