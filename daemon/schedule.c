/*
 * When a run is made: at the scheduled time of each working day, or as soon as possible after one
 * that was missed, whether the service was off, the machine asleep or the clock set.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "daemon/courier.h"
#include "daemon/log.h"

/* The first start on this store: nothing was missed before it. */
static int watching_since(struct daemon *daemon, int64_t *ret_ms)
{
	int64_t now_ms = clock_now_ms(&daemon->clock);
	int r = store_get_number(daemon->store, "watching_since", ret_ms);

	/* A clock that was wrong at the first start must not put off the first run. */
	if (r != STORE_NOT_FOUND && (r != 0 || *ret_ms <= now_ms))
		return r;
	*ret_ms = now_ms;
	return store_set_number(daemon->store, "watching_since", now_ms);
}

#define DAY_MINUTES (24 * 60)

/*
 * Up to when runs are accounted for. One that only told the keeper what the next will send covers
 * its whole day: the keeper must have time to look.
 */
static int covered_until(struct daemon *daemon, int64_t *ret_ms)
{
	struct run_record last;
	int r = store_last_run(daemon->store, &last);

	if (r == 0)
		*ret_ms = last.kind == RUN_GAP ? clock_at(last.day, DAY_MINUTES - 1) : last.at_ms;
	return r == STORE_NOT_FOUND ? watching_since(daemon, ret_ms) : r;
}

static void run_at(struct daemon *daemon, int64_t at_ms)
{
	int64_t real_ms = at_ms - daemon->clock.offset_ms;

	if (at_ms == INT64_MAX || real_ms < 0) {
		(void)sd_event_source_set_enabled(daemon->run_timer, SD_EVENT_OFF);
		return;
	}
	(void)sd_event_source_set_time(daemon->run_timer, (uint64_t)real_ms * 1000);
	(void)sd_event_source_set_enabled(daemon->run_timer, SD_EVENT_ONESHOT);
}

/* Makes the run that is due. 0 when it was made or refused, -EBUSY when it must be tried again. */
static int make_run(struct daemon *daemon, enum run_kind kind)
{
	int r = daemon_load_holidays(daemon);

	if (r == 0)
		r = replan_if_changed(daemon);
	if (r == 0)
		r = replan_weekly(daemon, clock_today(&daemon->clock));
	if (r == 0)
		r = stale_drop(daemon);
	if (r == 0)
		r = execute_run(daemon, kind, /* request= */ 0);
	dispatch_soon(daemon);
	daemon_release_memory(daemon);
	return r;
}

/* A scheduled run that begins within so much of its time is not called a catch-up. */
#define PUNCTUAL_MS    (5 * 60 * INT64_C(1000))
/* A run that failed (disk full …) is made again after so much. */
#define FAILED_WAIT_MS (60 * INT64_C(1000))
/* A clock that is set back by less only makes things wait by so much. */
#define SET_BACK_MS    (60 * INT64_C(1000))

/* Says so when the clock stands before the last run, once until it has caught up. */
static void check_clock(struct daemon *daemon, int64_t covered_ms)
{
	struct day last = clock_moment(covered_ms).day;
	bool is_behind = day_compare(clock_today(&daemon->clock), last) < 0;
	char text[DAY_TEXT_SIZE];

	if (is_behind && !daemon->is_behind)
		log_warning("today is before the last run, on %s: nothing is planned until the "
			    "clock has caught up",
			    day_format(last, text));
	daemon->is_behind = is_behind;
}

/* Makes the run that was due last, unless it is made. 0, or an error: then it must be tried again. */
static int make_due_run(struct daemon *daemon)
{
	struct plan_rules rules = daemon_rules(daemon);
	int64_t now_ms = clock_now_ms(&daemon->clock), covered_ms;
	int64_t due_ms = clock_last_run(&daemon->config->schedule, &rules.calendar, now_ms);
	int r = covered_until(daemon, &covered_ms);

	if (r != 0) {
		if (r != -EBUSY)
			daemon_store_failed(daemon, "the next run is not known", r);
		return r;
	}
	check_clock(daemon, covered_ms);
	if (due_ms <= covered_ms || daemon->is_stopping)
		return 0;
	r = make_run(daemon, now_ms - due_ms > PUNCTUAL_MS ? RUN_CATCH_UP : RUN_SCHEDULED);
	return r == EXECUTE_REFUSED ? 0 : r;
}

int schedule_rearm(struct daemon *daemon)
{
	int r = make_due_run(daemon);
	/* Not before the run: it reads the holidays. */
	struct plan_rules rules = daemon_rules(daemon);
	int64_t now_ms = clock_now_ms(&daemon->clock);

	if (r == -EBUSY)
		run_at(daemon, now_ms + (int64_t)(BUSY_WAIT_US / 1000));
	else if (r != 0)
		run_at(daemon, now_ms + FAILED_WAIT_MS);
	else
		run_at(daemon, clock_next_run(&daemon->config->schedule, &rules.calendar, now_ms));
	daemon_status(daemon);
	return 0;
}

static int on_run_timer(sd_event_source *source, uint64_t usec, void *context)
{
	(void)source;
	(void)usec;
	return schedule_rearm(context);
}

/* ---- a clock that was set ------------------------------------------------------------------- */

/* A timer in the far future that is cancelled, and so becomes readable, when the clock is set. */
static int arm_jump_watch(int fd)
{
	struct itimerspec never = {.it_value = {.tv_sec = INT64_C(1) << 40}};

	if (timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) < 0 &&
	    errno != ECANCELED)
		return -errno;
	return 0;
}

/* How far the clock is ahead of the time since boot: what setting it changes. */
static int64_t clock_setting(const struct daemon *daemon)
{
	struct timespec boot;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	return clock_now_ms(&daemon->clock) - (int64_t)boot.tv_sec * 1000 - boot.tv_nsec / 1000000;
}

int schedule_clock_was_set(struct daemon *daemon)
{
	int64_t before = daemon->clock_set_ms;

	daemon->clock_set_ms = clock_setting(daemon);
	/* What was put off until a time that is far away now would wait for it. */
	for (struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		if (before - daemon->clock_set_ms >= SET_BACK_MS)
			courier_hurry(c);
	}
	dispatch_soon(daemon);
	return schedule_rearm(daemon);
}

static int on_jump(sd_event_source *source, int fd, uint32_t events, void *context)
{
	struct daemon *daemon = context;
	uint64_t expirations;

	(void)source;
	(void)events;
	if (read(fd, &expirations, sizeof(expirations)) < 0 && errno != ECANCELED)
		return 0;
	log_info("the clock was set: working out the next run anew");
	(void)arm_jump_watch(fd);
	return schedule_clock_was_set(daemon);
}

static int watch_jumps(struct daemon *daemon)
{
	int fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	int r;

	if (fd < 0)
		return -errno;
	daemon->clock_set_ms = clock_setting(daemon);
	r = arm_jump_watch(fd);
	if (r == 0)
		r = sd_event_add_io(daemon->event, &daemon->jump_watch, fd, EPOLLIN, on_jump,
				    daemon);
	if (r >= 0)
		r = sd_event_source_set_io_fd_own(daemon->jump_watch, true);
	if (r < 0 && daemon->jump_watch == NULL)
		close(fd);
	return r;
}

int schedule_start(struct daemon *daemon)
{
	int r = sd_event_add_time(daemon->event, &daemon->run_timer, CLOCK_REALTIME, 0,
				  /* accuracy= */ 1000, on_run_timer, daemon);

	if (r >= 0)
		r = sd_event_source_set_enabled(daemon->run_timer, SD_EVENT_OFF);
	if (r >= 0)
		r = watch_jumps(daemon);
	return r < 0 ? r : schedule_rearm(daemon);
}
