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
	courier->fd = -1;
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
	if (courier->hand_count > courier->verdict_count)
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

static void disconnect(struct courier *courier)
{
	courier->io = sd_event_source_disable_unref(courier->io);
	if (courier->fd >= 0)
		close(courier->fd);
	courier->fd = -1;
	frame_reader_done(&courier->reader);
	text_done(&courier->outgoing);
}

/* A courier ends when its socket does; on_child() does the rest. */
static void hang_up(struct courier *courier)
{
	disconnect(courier);
	if (courier->state == COURIER_STARTING && !courier->daemon->is_stopping)
		hold(courier, "the courier ended before it was ready");
	courier->state = COURIER_GONE;
	expect(courier, GRACE_US);
}

static bool has_verdict(const struct courier *courier, int64_t number)
{
	for (size_t i = 0; i < courier->verdict_count; i++) {
		if (courier->verdicts[i].number == number)
			return true;
	}
	return false;
}

static struct pending_verdict *add_verdict(struct courier *courier, const struct hand *hand)
{
	struct pending_verdict *verdict = &courier->verdicts[courier->verdict_count++];

	*verdict = (struct pending_verdict){
		.number = hand->number,
		.as_of = hand->as_of,
		.retry_after_ms = -1,
		.at_ms = clock_now_ms(&courier->daemon->clock),
	};
	return verdict;
}

/* What it still had in its hands when it ended: nobody knows what became of it. */
static void give_up_hands(struct courier *courier)
{
	for (size_t i = 0; i < courier->hand_count; i++) {
		struct pending_verdict *verdict;

		if (has_verdict(courier, courier->hands[i].number))
			continue;
		verdict = add_verdict(courier, &courier->hands[i]);
		verdict->class = VERDICT_AMBIGUOUS;
		snprintf(verdict->text, sizeof(verdict->text),
			 "the courier ended without an answer");
	}
	dispatch_soon(courier->daemon);
}

static int on_child(sd_event_source *source, const siginfo_t *info, void *context)
{
	struct courier *courier = context;

	(void)source;
	if (info->si_code != CLD_EXITED || info->si_status != 0)
		log_warning("channel %s: the courier ended with %s %d", courier->channel,
			    info->si_code == CLD_EXITED ? "status" : "signal", info->si_status);
	hang_up(courier);
	expect(courier, 0);
	courier->child = sd_event_source_disable_unref(courier->child);
	courier->state = COURIER_NONE;
	courier->pid = 0;
	give_up_hands(courier);
	return 0;
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
	int r = verdict_decode(frame->payload, frame->length, &arena, &verdict);

	if (r < 0)
		return r;
	for (size_t i = 0; i < courier->hand_count; i++) {
		const struct hand *hand = &courier->hands[i];

		if (strcmp(hand->id, verdict.id) != 0 || has_verdict(courier, hand->number))
			continue;
		pending = add_verdict(courier, hand);
		pending->class = verdict.class;
		pending->code = verdict.code;
		pending->retry_after_ms = verdict.retry_after_ms;
		pending->tell_keeper = verdict.tell_keeper;
		snprintf(pending->text, sizeof(pending->text), "%s",
			 verdict.text == NULL ? "" : verdict.text);
		expect_verdict(courier);
		dispatch_soon(courier->daemon);
		return 0;
	}
	return -EPROTO; /* a verdict about nothing it was given */
}

static int on_frame(struct courier *courier, const struct frame *frame)
{
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

/* ---- its socket ---------------------------------------------------------------------------- */

static bool is_hang_up(int error)
{
	return error == EPIPE || error == ECONNRESET;
}

/* Writes what it can; the rest when the socket takes more. */
static int flush(struct courier *courier)
{
	struct text *outgoing = &courier->outgoing;
	uint32_t events = EPOLLIN;

	while (outgoing->length > 0) {
		ssize_t n = send(courier->fd, outgoing->data, outgoing->length,
				 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && is_hang_up(errno)) {
			/* It may have said something before it went: on_io() reads that. */
			text_clear(outgoing);
			break;
		}
		if (n < 0 && errno != EAGAIN)
			return -errno;
		if (n < 0)
			break;
		memmove(outgoing->data, outgoing->data + n, outgoing->length - (size_t)n);
		outgoing->length -= (size_t)n;
	}
	if (outgoing->length > 0)
		events |= EPOLLOUT;
	return sd_event_source_set_io_events(courier->io, events);
}

/*
 * Takes a piece of what is there: one that never stops talking must not keep us from the rest.
 * 0; 1 when the peer hung up.
 */
static int receive(struct courier *courier)
{
	char bytes[16384];
	ssize_t n = recv(courier->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	struct frame frame;
	int r;

	if (n == 0 || (n < 0 && is_hang_up(errno)))
		return 1;
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	r = frame_reader_put(&courier->reader, bytes, (size_t)n);
	while (r == 0 && (r = frame_reader_next(&courier->reader, &frame)) == 1)
		r = on_frame(courier, &frame);
	return r;
}

static int on_io(sd_event_source *source, int fd, uint32_t events, void *context)
{
	struct courier *courier = context;
	int r = 0;

	(void)source;
	(void)fd;
	if ((events & EPOLLOUT) != 0)
		r = flush(courier);
	if (r == 0 && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
		r = receive(courier);
	if (r < 0) {
		log_warning("channel %s: the courier does not keep to the protocol (%s); it is "
			    "ended and replaced",
			    courier->channel, strerror(-r));
		courier_kill(courier);
	} else if (r == 1) {
		hang_up(courier);
	}
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
		r = frame_append(&courier->outgoing, FRAME_SETTINGS, json, strlen(json));
	return r < 0 ? r : flush(courier);
}

/* Takes a start back. */
static void abort_start(struct courier *courier)
{
	courier->child = sd_event_source_disable_unref(courier->child);
	disconnect(courier);
	kill(courier->pid, SIGKILL);
	(void)waitpid(courier->pid, /* status= */ NULL, /* options= */ 0);
	courier->pid = 0;
	courier->state = COURIER_NONE;
}

static int start(struct courier *courier, const struct channel *channel)
{
	struct daemon *daemon = courier->daemon;
	int r = process_start(daemon->courier_path, &courier->pid, &courier->fd);

	if (r < 0)
		return r;
	courier->state = COURIER_STARTING;
	courier->timeout_ms = job_timeout_ms(channel);
	r = sd_event_add_child(daemon->event, &courier->child, courier->pid, WEXITED, on_child,
			       courier);
	if (r >= 0)
		r = sd_event_add_io(daemon->event, &courier->io, courier->fd, EPOLLIN, on_io,
				    courier);
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
		return WIRE_JOBS_MAX - courier->hand_count + courier->verdict_count;
	if (courier->state == COURIER_NONE && channel != NULL)
		try_start(courier, channel);
	return 0;
}

bool courier_is_idle(const struct courier *courier)
{
	return courier->state == COURIER_NONE ||
	       (courier->state == COURIER_READY && courier->hand_count < WIRE_JOBS_MAX);
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
		r = frame_append(&courier->outgoing, FRAME_JOB, json, strlen(json));
	return r == 0 ? flush(courier) : r;
}

/* One message that no courier can take must not cost all others theirs. */
static void reject(struct courier *courier, const struct hand *hand)
{
	struct pending_verdict *verdict = add_verdict(courier, hand);

	verdict->class = VERDICT_PERMANENT;
	snprintf(verdict->text, sizeof(verdict->text), "the message is too long or damaged");
	dispatch_soon(courier->daemon);
}

void courier_give(struct courier *courier, const struct delivery *delivery, struct day as_of)
{
	struct hand *hand = &courier->hands[courier->hand_count++];
	int r;

	hand->number = delivery->number;
	hand->as_of = as_of;
	snprintf(hand->id, sizeof(hand->id), "%s", delivery->id);
	if (courier->state != COURIER_READY)
		return; /* killed a moment ago: on_child() gives the verdict */
	r = send_job(courier, delivery, as_of);
	if (r == -EINVAL || r == -EMSGSIZE)
		reject(courier, hand);
	else if (r < 0)
		courier_kill(courier);
	else if (courier->overdue == NULL || courier->hand_count == courier->verdict_count + 1)
		expect_verdict(courier);
}

void courier_forget(struct courier *courier, size_t verdict)
{
	int64_t number = courier->verdicts[verdict].number;

	for (size_t i = 0; i < courier->hand_count; i++) {
		if (courier->hands[i].number == number) {
			courier->hands[i] = courier->hands[--courier->hand_count];
			break;
		}
	}
	courier->verdict_count--;
	memmove(&courier->verdicts[verdict], &courier->verdicts[verdict + 1],
		(courier->verdict_count - verdict) * sizeof(courier->verdicts[0]));
	if (courier->state == COURIER_RETIRING && courier->hand_count == 0)
		hang_up(courier);
}

void courier_retire(struct courier *courier)
{
	if (courier->state != COURIER_READY && courier->state != COURIER_STARTING)
		return;
	courier->state = COURIER_RETIRING;
	if (courier->hand_count == 0)
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
	return courier->state != COURIER_NONE || courier->verdict_count > 0;
}

void couriers_done(struct daemon *daemon)
{
	while (daemon->couriers != NULL) {
		struct courier *courier = daemon->couriers;

		daemon->couriers = courier->next;
		if (courier->pid > 0)
			kill(courier->pid, SIGKILL);
		disconnect(courier);
		sd_event_source_disable_unref(courier->overdue);
		sd_event_source_disable_unref(courier->child);
		free(courier->refusal);
		free(courier->channel);
		free(courier);
	}
}
