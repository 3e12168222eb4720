#include "daemon/courier.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "daemon/log.h"
#include "daemon/process.h"

/* What a courier gets on top of a job's own time before it is killed. */
#define GRACE_US	  (10 * UINT64_C(1000000))
#define START_WAIT_US	  (20 * UINT64_C(1000000))
/* After a courier could not be started or refused its settings. */
#define HOLD_MS		  (15 * 60 * INT64_C(1000))
#define TIMEOUT_DEFAULT_S 60

static const struct channel *channel_of(const struct courier *courier)
{
	return config_channel(courier->daemon->config, courier->channel);
}

/* How long one job may take. */
static int64_t job_timeout_ms(const struct channel *channel)
{
	const struct setting *timeout = settings_find(&channel->settings, "timeout");

	return (timeout == NULL ? TIMEOUT_DEFAULT_S : timeout->number) * INT64_C(1000);
}

struct courier *courier_get(struct daemon *daemon, const char *channel)
{
	struct courier *courier;

	for (courier = daemon->couriers; courier != NULL; courier = courier->next) {
		if (strcmp(courier->channel, channel) == 0)
			return courier;
	}
	courier = calloc(1, sizeof(*courier));
	if (courier == NULL)
		return NULL;
	courier->channel = strdup(channel);
	if (courier->channel == NULL) {
		free(courier);
		return NULL;
	}
	courier->daemon = daemon;
	courier->line = LINE_CLOSED;
	courier->next = daemon->couriers;
	daemon->couriers = courier;
	return courier;
}

/* ---- what it owes us ----------------------------------------------------------------------- */

static int on_overdue(sd_event_source *source, uint64_t usec, void *context)
{
	struct courier *courier = context;

	(void)source;
	(void)usec;
	if (courier->state == COURIER_GONE)
		log_warning("channel %s: the courier does not end; it is killed", courier->channel);
	else
		log_warning("channel %s: the courier gave no answer in time; it is ended and "
			    "replaced",
			    courier->channel);
	courier_kill(courier);
	return 0;
}

/* Begins the time anew in which the courier must say something, or end; 0: it need not. */
static void expect(struct courier *courier, uint64_t within_us)
{
	sd_event *event = courier->daemon->event;

	if (within_us == 0) {
		courier->overdue = sd_event_source_disable_unref(courier->overdue);
		return;
	}
	if (courier->overdue == NULL) {
		(void)sd_event_add_time_relative(event, &courier->overdue, CLOCK_MONOTONIC,
						 within_us, /* accuracy= */ 1000, on_overdue,
						 courier);
		return;
	}
	(void)sd_event_source_set_time_relative(courier->overdue, within_us);
	(void)sd_event_source_set_enabled(courier->overdue, SD_EVENT_ONESHOT);
}

static void expect_verdict(struct courier *courier)
{
	if (hands_waiting(&courier->hands) > 0)
		expect(courier, (uint64_t)courier->timeout_ms * 1000 + GRACE_US);
	else
		expect(courier, 0);
}

/* ---- its end ------------------------------------------------------------------------------ */

/* It does not work, so that starting it again at once would only fail again. */
static void hold(struct courier *courier, const char *why)
{
	log_error("channel %s: %s; trying again in 15 min, or after a reload", courier->channel,
		  why);
	courier->held_until_ms = clock_now_ms(&courier->daemon->clock) + HOLD_MS;
	free(courier->refusal);
	courier->refusal = strdup(why);
	dispatch_soon(courier->daemon);
}

/* A courier ends when its socket does; on_child() does the rest. */
static void hang_up(struct courier *courier)
{
	line_close(&courier->line);
	if (courier->state == COURIER_STARTING && !courier->daemon->is_stopping)
		hold(courier, "the courier ended before it was ready");
	courier->state = COURIER_GONE;
	expect(courier, GRACE_US);
}

/* ---- what it says -------------------------------------------------------------------------- */

static void on_ready(struct courier *courier)
{
	courier->state = COURIER_READY;
	expect(courier, 0);
	dispatch_soon(courier->daemon);
}

static void on_refused(struct courier *courier, const struct frame *frame)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *text = "no reason given";

	(void)refusal_decode(frame->payload, frame->length, &arena, &text);
	hold(courier, text);
	courier->state = COURIER_RETIRING;
	expect(courier, GRACE_US);
}

static int on_verdict(struct courier *courier, const struct frame *frame)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct pending_verdict *pending;
	struct verdict verdict;
	struct hand *hand;
	int r = verdict_decode(frame->payload, frame->length, &arena, &verdict);

	if (r < 0)
		return r;
	hand = hands_find(&courier->hands, verdict.id);
	if (hand == NULL)
		return -EPROTO; /* a verdict about nothing it was given, or a second one */
	pending = hands_judge(&courier->hands, hand, clock_now_ms(&courier->daemon->clock));
	pending->class = verdict.class;
	pending->code = verdict.code;
	pending->retry_after_ms = verdict.retry_after_ms;
	pending->tell_keeper = verdict.tell_keeper;
	snprintf(pending->text, sizeof(pending->text), "%s", verdict.text);
	expect_verdict(courier);
	dispatch_soon(courier->daemon);
	return 0;
}

static int on_frame(void *context, const struct frame *frame)
{
	struct courier *courier = context;
	bool is_starting = courier->state == COURIER_STARTING;

	switch (frame->type) {
	case FRAME_READY:
		if (is_starting)
			on_ready(courier);
		return is_starting ? 0 : -EPROTO;
	case FRAME_REFUSED:
		if (is_starting)
			on_refused(courier, frame);
		return is_starting ? 0 : -EPROTO;
	case FRAME_VERDICT:
		return on_verdict(courier, frame);
	case FRAME_SETTINGS:
	case FRAME_JOB:
		break;
	}
	return -EPROTO;
}

static int on_io(sd_event_source *source, int fd, uint32_t events, void *context)
{
	struct courier *courier = context;
	int r = 0;

	(void)source;
	(void)fd;
	if ((events & EPOLLOUT) != 0)
		r = line_flush(&courier->line);
	if (r == 0 && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
		r = line_receive(&courier->line, on_frame, courier);
	if (r == -EPIPE) {
		hang_up(courier);
	} else if (r < 0) {
		log_warning("channel %s: the courier does not keep to the protocol (%s); it is "
			    "ended and replaced",
			    courier->channel, strerror(-r));
		courier_kill(courier);
	}
	return 0;
}

static int on_child(sd_event_source *source, const siginfo_t *info, void *context)
{
	struct courier *courier = context;

	(void)source;
	if (info->si_code != CLD_EXITED || info->si_status != 0)
		log_warning("channel %s: the courier ended with %s %d", courier->channel,
			    info->si_code == CLD_EXITED ? "status" : "signal", info->si_status);
	/* Its last words may not have been heard yet. */
	while (courier->state != COURIER_GONE &&
	       line_receive(&courier->line, on_frame, courier) > 0)
		;
	hang_up(courier);
	expect(courier, 0);
	courier->child = sd_event_source_disable_unref(courier->child);
	courier->state = COURIER_NONE;
	courier->pid = 0;
	hands_lose(&courier->hands, clock_now_ms(&courier->daemon->clock),
		   "the courier ended without an answer");
	dispatch_soon(courier->daemon);
	return 0;
}

/* ---- its start ----------------------------------------------------------------------------- */

static int send_settings(struct courier *courier, const struct channel *channel)
{
	struct wire_settings settings = {.channel = channel->name,
					 .type = channel_type_name(channel->type),
					 .settings = channel->settings};
	CLEANUP(free_memory) char *json = NULL;
	int r = wire_settings_encode(&settings, &json);

	if (r == 0)
		r = line_send(&courier->line, FRAME_SETTINGS, json);
	return r;
}

/* Takes a start back. */
static void abort_start(struct courier *courier)
{
	courier->child = sd_event_source_disable_unref(courier->child);
	line_close(&courier->line);
	kill(courier->pid, SIGKILL);
	(void)waitpid(courier->pid, /* status= */ NULL, /* options= */ 0);
	courier->pid = 0;
	courier->state = COURIER_NONE;
}

static int start(struct courier *courier, const struct channel *channel)
{
	struct daemon *daemon = courier->daemon;
	int fd, r = process_start(daemon->courier_path, &courier->pid, &fd);

	if (r < 0)
		return r;
	courier->state = COURIER_STARTING;
	courier->timeout_ms = job_timeout_ms(channel);
	r = line_open(&courier->line, daemon->event, fd, on_io, courier);
	if (r >= 0)
		r = sd_event_add_child(daemon->event, &courier->child, courier->pid, WEXITED,
				       on_child, courier);
	if (r >= 0)
		r = send_settings(courier, channel);
	if (r < 0) {
		abort_start(courier);
		return r;
	}
	expect(courier, START_WAIT_US);
	return 0;
}

static void try_start(struct courier *courier, const struct channel *channel)
{
	const char *path = courier->daemon->courier_path;
	CLEANUP(text_done) struct text why = {0};
	int r = start(courier, channel);

	if (r == 0)
		return;
	text_addf(&why, "cannot start %s: %s", path, strerror(-r));
	hold(courier, text_string(&why));
}

size_t courier_room(struct courier *courier)
{
	int64_t now_ms = clock_now_ms(&courier->daemon->clock);
	const struct channel *channel = channel_of(courier);

	if (now_ms < courier->held_until_ms)
		return 0;
	if (courier->state == COURIER_READY)
		return WIRE_JOBS_MAX - hands_waiting(&courier->hands);
	if (courier->state == COURIER_NONE && channel != NULL)
		try_start(courier, channel);
	return 0;
}

bool courier_is_idle(const struct courier *courier)
{
	return courier->state == COURIER_NONE ||
	       (courier->state == COURIER_READY && hands_waiting(&courier->hands) < WIRE_JOBS_MAX);
}

static int send_job(struct courier *courier, const struct delivery *delivery, struct day as_of)
{
	struct moment local = clock_moment(delivery->created_ms);
	int64_t local_minutes = (int64_t)local.day.n * 1440 + local.minute;
	int64_t utc_minutes = delivery->created_ms / 60000;
	struct job job = {
		.id = delivery->id,
		.address = delivery->address,
		.recipient = delivery->recipient,
		.document = delivery->document,
		.created_ms = delivery->created_ms,
		.utc_offset_minutes = (int32_t)(local_minutes - utc_minutes),
		.as_of = as_of,
		.timeout_ms = courier->timeout_ms,
	};
	CLEANUP(free_memory) char *json = NULL;
	int r = job_encode(&job, &json);

	if (r == 0)
		r = line_send(&courier->line, FRAME_JOB, json);
	return r;
}

/* One message that no courier can take must not cost all others theirs. */
static void reject(struct courier *courier, struct hand *hand)
{
	int64_t now_ms = clock_now_ms(&courier->daemon->clock);
	struct pending_verdict *verdict = hands_judge(&courier->hands, hand, now_ms);

	verdict->class = VERDICT_PERMANENT;
	snprintf(verdict->text, sizeof(verdict->text), "the message is too long or damaged");
	dispatch_soon(courier->daemon);
}

void courier_give(struct courier *courier, const struct delivery *delivery, struct day as_of)
{
	struct hand *hand = hands_take(&courier->hands, delivery);
	int r;

	if (courier->state != COURIER_READY)
		return; /* killed a moment ago: on_child() gives the verdict */
	r = send_job(courier, delivery, as_of);
	if (r == -EINVAL || r == -EMSGSIZE)
		reject(courier, hand);
	else if (r < 0)
		courier_kill(courier);
	else if (courier->overdue == NULL || hands_waiting(&courier->hands) == 1)
		expect_verdict(courier);
}

void courier_forget(struct courier *courier)
{
	hands_forget(&courier->hands);
	free(courier->refusal);
	courier->refusal = NULL;
	courier->must_hurry = false;
	if (courier->state == COURIER_RETIRING && courier->hands.count == 0)
		hang_up(courier);
}

void courier_retire(struct courier *courier)
{
	if (courier->state != COURIER_READY && courier->state != COURIER_STARTING)
		return;
	courier->state = COURIER_RETIRING;
	if (courier->hands.count == 0)
		hang_up(courier);
}

void courier_hurry(struct courier *courier)
{
	courier->held_until_ms = 0;
	courier->must_hurry = true;
	dispatch_soon(courier->daemon);
}

void courier_stop(struct courier *courier)
{
	if (courier->pid > 0)
		kill(courier->pid, SIGTERM);
}

void courier_kill(struct courier *courier)
{
	if (courier->pid > 0)
		kill(courier->pid, SIGKILL);
	hang_up(courier);
}

bool courier_is_busy(const struct courier *courier)
{
	return courier->state != COURIER_NONE || courier->hands.verdict_count > 0;
}

void couriers_done(struct daemon *daemon)
{
	while (daemon->couriers != NULL) {
		struct courier *courier = daemon->couriers;

		daemon->couriers = courier->next;
		if (courier->pid > 0)
			kill(courier->pid, SIGKILL);
		line_close(&courier->line);
		sd_event_source_disable_unref(courier->overdue);
		sd_event_source_disable_unref(courier->child);
		free(courier->refusal);
		free(courier->channel);
		free(courier);
	}
}
