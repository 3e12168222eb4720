#include "courier/guard.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "courier/log.h"
#include "courier/now.h"
#include "courier/peer.h"
#include "courier/setup.h"
#include "courier/worker.h"

/* How long the last verdicts may take to be written, and the last connection to be closed. */
#define FLUSH_MS 500
#define CLOSE_MS 400

enum stage {
	STAGE_SETTINGS, /* waits for FRAME_SETTINGS */
	STAGE_WORK,
	STAGE_LAST, /* waits for the answer to what was handed over; new jobs are turned away */
	STAGE_END
};

struct guard {
	struct peer peer;
	struct tray tray;
	struct setup setup;
	struct worker worker;
	pthread_t thread;
	bool has_thread;
	int signals; /* signalfd */
	enum stage stage;
	int64_t idle_ms;
	int64_t idle_since_ms;
	int64_t last_by_ms; /* STAGE_LAST: until then */
	int status;
};

static void end(struct guard *guard, int status)
{
	guard->stage = STAGE_END;
	if (guard->status < status)
		guard->status = status;
}

static void end_for(struct guard *guard, const char *doing, int error)
{
	log_line("%s: %s, ending", doing, strerror(-error));
	end(guard, 3);
}

/* ---- frames --------------------------------------------------------------------------------- */

static int send_frame(struct guard *guard, enum frame_type type, const char *payload)
{
	return frame_append(&guard->peer.out, type, payload, strlen(payload));
}

static int refuse(struct guard *guard, const struct why *why)
{
	CLEANUP(free_memory) char *json = NULL;
	int r = refusal_encode(why->text, &json);

	log_line("refused: %s", why->text);
	end(guard, 2);
	return r < 0 ? r : send_frame(guard, FRAME_REFUSED, json);
}

static int start_worker(struct guard *guard)
{
	guard->worker = (struct worker){&guard->tray, guard->setup.transport, guard->setup.channel,
					&guard->setup.redactor};
	if (pthread_create(&guard->thread, NULL, worker_run, &guard->worker) != 0)
		return -EAGAIN;
	guard->setup.channel = NULL;
	guard->has_thread = true;
	return 0;
}

static int on_settings(struct guard *guard, const struct frame *frame)
{
	struct why why = {""};
	int r = setup_open(&guard->setup, frame->payload, frame->length, &why);

	if (guard->setup.settings.channel != NULL)
		log_subject(guard->setup.settings.channel);
	if (r == REFUSED)
		return refuse(guard, &why);
	if (r == 0)
		r = start_worker(guard);
	if (r < 0)
		return r;
	guard->stage = STAGE_WORK;
	return send_frame(guard, FRAME_READY, "");
}

static int read_order(const struct frame *frame, struct order **ret_order)
{
	struct order *order = calloc(1, sizeof(*order));
	int r;

	if (order == NULL)
		return -ENOMEM;
	r = job_decode(frame->payload, frame->length, &order->arena, &order->job);
	if (r < 0) {
		order_free(order);
		return r;
	}
	*ret_order = order;
	return 0;
}

static int on_job(struct guard *guard, const struct frame *frame)
{
	struct order *order;
	int r = read_order(frame, &order);

	if (r < 0)
		return r;
	if (!tray_lay_in(&guard->tray, order)) {
		order_free(order);
		return -EPROTO;
	}
	if (guard->stage != STAGE_WORK)
		tray_close(&guard->tray, "the courier was about to end");
	return 0;
}

static int on_frame(struct guard *guard, const struct frame *frame)
{
	if (frame->type == FRAME_SETTINGS && guard->stage == STAGE_SETTINGS)
		return on_settings(guard, frame);
	if (frame->type == FRAME_JOB && guard->has_thread)
		return on_job(guard, frame);
	return -EPROTO;
}

static int on_frames(struct guard *guard)
{
	struct frame frame;
	int r;

	while ((r = frame_reader_next(&guard->peer.reader, &frame)) == 1) {
		r = on_frame(guard, &frame);
		if (r < 0 || guard->stage == STAGE_END)
			break;
	}
	return r;
}

/* ---- what ends it --------------------------------------------------------------------------- */

static void on_hang_up(struct guard *guard)
{
	char id[JOB_ID_MAX + 1];

	tray_current_id(&guard->tray, id);
	if (id[0] != '\0')
		log_line("the other side hung up while %s was being sent, ending", id);
	end(guard, id[0] == '\0' ? 0 : 3);
}

/*
 * No verdict will come for the current job in time: writes the one that fits. Returns whether
 * there was such a job.
 */
static bool give_up(struct guard *guard, int64_t by_ms, enum verdict_class before_class,
		    const char *why)
{
	struct finding before, after;

	finding_set(&before, before_class, 0, "%s", why);
	finding_set(&after, VERDICT_AMBIGUOUS, 0, "the message was handed over, but %s", why);
	return tray_give_up(&guard->tray, by_ms, &before, &after);
}

static void on_deadline(struct guard *guard, int64_t now)
{
	char id[JOB_ID_MAX + 1];

	tray_current_id(&guard->tray, id);
	if (!give_up(guard, now, VERDICT_TRANSIENT, "no answer came in time"))
		return;
	log_line("%s: no answer before its deadline, ending", id);
	tray_close(&guard->tray, "the courier ended, since a job before this one took too long");
	end(guard, 3);
}

static void on_signal(struct guard *guard)
{
	struct signalfd_siginfo info;
	struct finding before;

	if (read(guard->signals, &info, sizeof(info)) != (ssize_t)sizeof(info) ||
	    guard->stage == STAGE_LAST)
		return;
	tray_close(&guard->tray, "the courier was told to end");
	finding_set(&before, VERDICT_ABORTED, 0, "the courier was told to end");
	(void)tray_give_up(&guard->tray, INT64_MAX, &before, /* after= */ NULL);
	if (tray_state(&guard->tray) != TRAY_HANDED_OVER) {
		end(guard, 0);
		return;
	}
	guard->stage = STAGE_LAST;
	guard->last_by_ms = now_ms() + guard->setup.transport->grace_ms;
}

static void on_last_wait_over(struct guard *guard)
{
	(void)give_up(guard, INT64_MAX, VERDICT_ABORTED, "the courier was told to end");
	end(guard, 0);
}

/* No job may slip in between: what arrived already is turned away, what comes later cannot be
 * written. */
static void on_idle(struct guard *guard)
{
	tray_close(&guard->tray, "");
	guard->stage = STAGE_LAST;
	guard->last_by_ms = now_ms();
	shutdown(guard->peer.fd, SHUT_RD);
	while (peer_read(&guard->peer) == 1) {
		if (on_frames(guard) < 0)
			break;
	}
	end(guard, 0);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* When something has to happen though nothing is heard. */
static int64_t next_time(struct guard *guard)
{
	int64_t next = tray_deadline(&guard->tray);

	if (guard->stage == STAGE_LAST)
		next = earlier(next, guard->last_by_ms);
	else if (tray_state(&guard->tray) == TRAY_EMPTY)
		next = earlier(next, guard->idle_since_ms + guard->idle_ms);
	return next;
}

static void check_times(struct guard *guard)
{
	int64_t now = now_ms();
	bool is_empty;

	if (tray_deadline(&guard->tray) <= now)
		on_deadline(guard, now);
	if (guard->stage == STAGE_END)
		return;
	is_empty = tray_state(&guard->tray) == TRAY_EMPTY;
	if (!is_empty)
		guard->idle_since_ms = now;
	if (guard->stage == STAGE_LAST && is_empty)
		end(guard, 0);
	else if (guard->stage == STAGE_LAST && now >= guard->last_by_ms)
		on_last_wait_over(guard);
	else if (is_empty && now >= guard->idle_since_ms + guard->idle_ms)
		on_idle(guard);
}

/* ---- the loop ------------------------------------------------------------------------------- */

static void on_readable(struct guard *guard)
{
	int r = peer_read(&guard->peer);

	if (r == -EPIPE || r == -ECONNRESET) {
		on_hang_up(guard);
		return;
	}
	if (r == 1)
		r = on_frames(guard);
	if (r < 0)
		end_for(guard, "reading from the other side", r);
}

/* Waits for the next event; false when waiting failed. */
static bool wait_for(struct guard *guard, struct pollfd pollers[static 3])
{
	int64_t next = next_time(guard), now = now_ms();
	int64_t wait_ms = next <= now ? 0 : next - now;

	pollers[0] = (struct pollfd){.fd = guard->peer.fd, .events = POLLIN | POLLRDHUP};
	pollers[1] = (struct pollfd){.fd = guard->signals, .events = POLLIN};
	pollers[2] = (struct pollfd){.fd = guard->tray.bell, .events = POLLIN};
	if (peer_has_output(&guard->peer))
		pollers[0].events |= POLLOUT;
	return poll(pollers, 3, wait_ms > INT_MAX ? INT_MAX : (int)wait_ms) >= 0 || errno == EINTR;
}

static void turn(struct guard *guard)
{
	struct pollfd pollers[3];
	eventfd_t rings;
	int r;

	if (!wait_for(guard, pollers)) {
		end_for(guard, "waiting", -errno);
		return;
	}
	if (pollers[2].revents != 0)
		(void)eventfd_read(guard->tray.bell, &rings);
	if (pollers[0].revents & (POLLHUP | POLLRDHUP | POLLERR))
		on_hang_up(guard);
	else if (pollers[0].revents & POLLIN)
		on_readable(guard);
	if (pollers[1].revents != 0 && guard->stage != STAGE_END)
		on_signal(guard);
	if (guard->stage != STAGE_END)
		check_times(guard);
	r = tray_collect(&guard->tray, &guard->peer.out);
	if (r == 0)
		r = peer_write(&guard->peer);
	if (r < 0 && guard->stage != STAGE_END)
		end_for(guard, "writing to the other side", r);
}

/* Ends the worker, or the process when the worker does not end. */
static void stop_worker(struct guard *guard)
{
	struct timespec until;

	if (!guard->has_thread)
		return;
	if (tray_state(&guard->tray) != TRAY_EMPTY)
		_exit(guard->status);
	tray_close(&guard->tray, "the courier was about to end");
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += CLOSE_MS * INT64_C(1000000);
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	if (pthread_timedjoin_np(guard->thread, NULL, &until) != 0)
		_exit(guard->status);
}

static int open_signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int guard_run(int fd, int64_t idle_ms)
{
	struct guard guard = {.peer = {.fd = fd}, .idle_ms = idle_ms, .idle_since_ms = now_ms()};
	int r = tray_init(&guard.tray);

	if (r == 0) {
		guard.signals = open_signals();
		if (guard.signals < 0)
			r = -errno;
	}
	if (r < 0) {
		log_line("cannot start: %s", strerror(-r));
		return 3;
	}
	while (guard.stage != STAGE_END)
		turn(&guard);
	(void)peer_flush(&guard.peer, FLUSH_MS);
	stop_worker(&guard);
	setup_done(&guard.setup);
	tray_done(&guard.tray);
	peer_done(&guard.peer);
	close(guard.signals);
	return guard.status;
}
