/*
 * The outbox at work: deliveries that are due go to couriers, verdicts go into the store.
 *
 * Both happen once at the end of a turn of the loop, in one transaction: first the verdicts that
 * came in, then the starts of the attempts that go out. A job is handed over only after its start
 * is in the store, so that a start without an end is always an attempt whose outcome is unknown.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "daemon/courier.h"
#include "daemon/log.h"
#include "daemon/outcome.h"

/* A store that cannot be written (disk full …) is tried again so much later. */
#define TROUBLE_WAIT_MS (30 * INT64_C(1000))

/* What goes to one courier in this turn. */
struct start {
	struct courier *courier;
	size_t room;
	struct delivery *deliveries;
	size_t count;
	struct day as_of[WIRE_JOBS_MAX];
};

struct turn {
	struct daemon *daemon;
	struct arena arena;
	struct day today;
	int64_t now_ms;
	struct start *starts; /* one for each channel of the configuration, at most */
	size_t start_count;
};

static void turn_done(struct turn *turn)
{
	arena_done(&turn->arena);
}

/* ---- before anything is handed out ----------------------------------------------------------- */

static int bury_orphans(struct daemon *daemon, enum delivery_state state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct delivery_filter filter = {.by_state = true, .state = state};
	struct delivery *deliveries;
	size_t count;
	int r = store_deliveries(daemon->store, &filter, &arena, &deliveries, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		if (config_channel(daemon->config, deliveries[i].channel) == NULL)
			r = outcome_orphan(daemon, deliveries[i].number);
	}
	return r;
}

static int write_clearing(struct daemon *daemon, size_t *interrupted)
{
	int r = store_begin(daemon->store);

	if (r == 0 && !daemon->has_taken_over)
		r = store_interrupted(daemon->store, clock_now_ms(&daemon->clock), interrupted);
	if (r == 0)
		r = bury_orphans(daemon, STATE_QUEUED);
	if (r == 0)
		r = bury_orphans(daemon, STATE_RETRYING);
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0)
		store_rollback(daemon->store);
	return r;
}

/*
 * What a daemon that ended abruptly left behind is taken up, once; deliveries of channels that the
 * configuration does not have any more go to the keeper.
 */
static int clear_up(struct daemon *daemon)
{
	size_t interrupted = 0;
	int r;

	if (daemon->is_cleared || daemon->is_stopping)
		return 0;
	r = write_clearing(daemon, &interrupted);
	if (r != 0)
		return r;
	daemon->is_cleared = daemon->has_taken_over = true;
	if (interrupted > 0)
		log_warning("%zu deliver%s cut off with an unknown outcome: sent again under the "
			    "same ID",
			    interrupted, interrupted == 1 ? "y was" : "ies were");
	return 0;
}

/* ---- before the transaction ---------------------------------------------------------------- */

/* Which couriers can take something, starting their processes where there is work. */
static int find_room(struct turn *turn)
{
	struct daemon *daemon = turn->daemon;
	const struct config *config = daemon->config;

	turn->starts = arena_take_array(&turn->arena, config->channel_count, sizeof(struct start));
	if (turn->starts == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < config->channel_count && !daemon->is_stopping; i++) {
		const char *name = config->channels[i].name;
		struct start *start = &turn->starts[turn->start_count];
		int64_t due_ms;
		int r = store_next_delivery_ms(daemon->store, name, &due_ms);

		if (r != 0)
			return r;
		if (due_ms > turn->now_ms)
			continue;
		start->courier = courier_get(daemon, name);
		if (start->courier == NULL)
			return -ENOMEM;
		start->room = courier_room(start->courier);
		if (start->room > 0)
			turn->start_count++;
	}
	return 0;
}

/* Whether couriers have something to be written down. */
static bool has_news(const struct daemon *daemon)
{
	for (const struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		if (c->hands.verdict_count > 0 || c->refusal != NULL || c->must_hurry)
			return true;
	}
	return false;
}

/* ---- inside --------------------------------------------------------------------------------- */

static int write_news(struct daemon *daemon)
{
	int r = 0;

	for (struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		for (size_t i = 0; r == 0 && i < c->hands.verdict_count; i++)
			r = outcome_write(daemon, c->channel, &c->hands.verdicts[i],
					  &c->held_until_ms);
		if (r == 0 && c->refusal != NULL)
			r = outcome_channel_trouble(daemon, c->channel, c->refusal);
		if (r == 0 && c->must_hurry)
			r = store_hurry(daemon->store, c->channel, clock_now_ms(&daemon->clock));
	}
	return r;
}

static int write_starts(struct turn *turn)
{
	struct store *store = turn->daemon->store;
	int r = 0;

	for (size_t i = 0; r == 0 && i < turn->start_count; i++) {
		struct start *start = &turn->starts[i];

		/* A verdict of this very turn may have put the channel on hold. */
		if (turn->now_ms < start->courier->held_until_ms)
			continue;
		r = store_due_deliveries(store, start->courier->channel, turn->now_ms, start->room,
					 &turn->arena, &start->deliveries, &start->count);
		for (size_t k = 0; r == 0 && k < start->count; k++) {
			const struct delivery *delivery = &start->deliveries[k];

			start->as_of[k] =
				day_is_none(delivery->as_of) ? turn->today : delivery->as_of;
			r = store_start_attempt(store, delivery->number, start->as_of[k],
						turn->now_ms);
		}
	}
	return r;
}

static int write_turn(struct turn *turn)
{
	struct store *store = turn->daemon->store;
	int r = store_begin(store);

	if (r == 0)
		r = write_news(turn->daemon);
	if (r == 0)
		r = write_starts(turn);
	if (r == 0)
		r = store_commit(store);
	if (r != 0)
		store_rollback(store);
	return r;
}

/* ---- after ------------------------------------------------------------------------------------ */

static void forget_news(struct daemon *daemon)
{
	for (struct courier *c = daemon->couriers; c != NULL; c = c->next)
		courier_forget(c);
}

static void hand_over(struct turn *turn)
{
	for (size_t i = 0; i < turn->start_count; i++) {
		struct start *start = &turn->starts[i];

		for (size_t k = 0; k < start->count; k++)
			courier_give(start->courier, &start->deliveries[k], start->as_of[k]);
	}
}

static bool is_idle(const struct daemon *daemon)
{
	for (const struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		if (c->hands.count > 0)
			return false;
	}
	return true;
}

static int take_turn(struct turn *turn)
{
	int r = find_room(turn);

	if (r != 0)
		return r;
	if (turn->start_count == 0 && !has_news(turn->daemon))
		return 0;
	r = write_turn(turn);
	if (r != 0)
		return r;
	forget_news(turn->daemon);
	hand_over(turn);
	if (is_idle(turn->daemon))
		daemon_release_memory(turn->daemon);
	daemon_status(turn->daemon);
	return 0;
}

/* ---- when ------------------------------------------------------------------------------------- */

static void wake_at(struct daemon *daemon, int64_t at_ms)
{
	int64_t real_ms;

	if (at_ms == INT64_MAX) {
		(void)sd_event_source_set_enabled(daemon->delivery_timer, SD_EVENT_OFF);
		return;
	}
	real_ms = at_ms - daemon->clock.offset_ms;
	(void)sd_event_source_set_time(daemon->delivery_timer,
				       real_ms < 0 ? 0 : (uint64_t)real_ms * 1000);
	(void)sd_event_source_set_enabled(daemon->delivery_timer, SD_EVENT_ONESHOT);
}

/*
 * When the next attempt is due that is not due already: what is, waits for its courier. What this
 * very turn queued (word to the keeper) finds one in the next turn.
 */
static int64_t next_wake(struct daemon *daemon, int64_t now_ms)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < daemon->config->channel_count; i++) {
		const char *name = daemon->config->channels[i].name;
		struct courier *courier = courier_get(daemon, name);
		int64_t due_ms;

		if (courier == NULL || store_next_delivery_ms(daemon->store, name, &due_ms) != 0)
			return now_ms + TROUBLE_WAIT_MS;
		if (due_ms == INT64_MAX)
			continue;
		if (due_ms < courier->held_until_ms)
			due_ms = courier->held_until_ms;
		if (due_ms <= now_ms && courier_is_idle(courier) && !daemon->is_stopping)
			dispatch_soon(daemon);
		else if (due_ms > now_ms && due_ms < next)
			next = due_ms;
	}
	return next;
}

static void on_turn_failed(struct daemon *daemon, int error)
{
	int64_t now_ms = clock_now_ms(&daemon->clock);

	if (error == -EINTR) { /* by a signal, which comes before the next turn */
		dispatch_soon(daemon);
		return;
	}
	if (error == -EBUSY) {
		wake_at(daemon, now_ms + (int64_t)(BUSY_WAIT_US / 1000));
		return;
	}
	daemon_store_failed(daemon, "deliveries wait, trying again in 30 s", error);
	wake_at(daemon, now_ms + TROUBLE_WAIT_MS);
}

static void end_if_stopped(struct daemon *daemon)
{
	if (!daemon->is_stopping)
		return;
	for (const struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		if (courier_is_busy(c))
			return;
	}
	(void)sd_event_exit(daemon->event, 0);
}

static int on_dispatch(sd_event_source *source, void *context)
{
	struct daemon *daemon = context;
	CLEANUP(turn_done)
	struct turn turn = {
		.daemon = daemon,
		.today = clock_today(&daemon->clock),
		.now_ms = clock_now_ms(&daemon->clock),
	};
	int r;

	(void)source;
	r = clear_up(daemon);
	if (r == 0)
		r = take_turn(&turn);
	if (r != 0)
		on_turn_failed(daemon, r);
	else
		wake_at(daemon, next_wake(daemon, turn.now_ms));
	end_if_stopped(daemon);
	return 0;
}

static int on_delivery_timer(sd_event_source *source, uint64_t usec, void *context)
{
	(void)source;
	(void)usec;
	dispatch_soon(context);
	return 0;
}

void dispatch_soon(struct daemon *daemon)
{
	(void)sd_event_source_set_enabled(daemon->dispatch_event, SD_EVENT_ONESHOT);
}

int dispatch_start(struct daemon *daemon)
{
	int r = sd_event_add_defer(daemon->event, &daemon->dispatch_event, on_dispatch, daemon);

	/* After all that came in during this turn. */
	if (r >= 0)
		r = sd_event_source_set_priority(daemon->dispatch_event, SD_EVENT_PRIORITY_IDLE);
	if (r >= 0)
		r = sd_event_add_time(daemon->event, &daemon->delivery_timer, CLOCK_REALTIME, 0,
				      /* accuracy= */ 1000, on_delivery_timer, daemon);
	if (r >= 0)
		r = sd_event_source_set_enabled(daemon->delivery_timer, SD_EVENT_OFF);
	return r < 0 ? r : 0;
}
