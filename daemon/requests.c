/*
 * What other processes do to the store: renewctl imports, edits and asks.
 *
 * The folder of the store is watched for files that were written and closed. SQLite writes to its
 * log before a commit is visible, so the event only says "look": whether somebody committed is
 * told by the store's data version.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>

#include "core/cleanup.h"
#include "daemon/log.h"

static int answer(struct daemon *daemon, int64_t id, int status, const char *text)
{
	int64_t now_ms = clock_now_ms(&daemon->clock);
	int r = store_begin(daemon->store);

	if (r == 0)
		r = store_answer(daemon->store, id, status, text, now_ms);
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0)
		store_rollback(daemon->store);
	return r;
}

static int answer_run(struct daemon *daemon, const struct request *request)
{
	int r = execute_run(daemon, RUN_REQUESTED, request->id);

	if (r == 0 || r == -EBUSY || r == -EINTR)
		return r;
	if (r == EXECUTE_REFUSED)
		return answer(daemon, request->id, 1,
			      "today is before the last run: nothing is planned until the clock "
			      "has caught up");
	return answer(daemon, request->id, 3, "the run failed; see the log of renewd");
}

/* Why a delivery in that state is not tried again. */
static const char *const no_retry[DELIVERY_STATES] = {
	[STATE_QUEUED] = "it waits for its first attempt; only a dead delivery can be tried again",
	[STATE_SENDING] = "it is being sent; only a dead delivery can be tried again",
	[STATE_SENT] = "it was sent; only a dead delivery can be tried again",
	[STATE_RETRYING] = "it will be tried again by itself; only a dead delivery takes this",
	[STATE_DEAD] = "",
	[STATE_DELIVERY_WITHDRAWN] = "it was withdrawn; only a dead delivery can be tried again",
};

/* Queues it again. 0 and what to answer, or an error. In a transaction. */
static int revive(struct daemon *daemon, const char *word, int *ret_status, const char **ret_text)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct delivery delivery;
	int64_t number;
	int r = store_find_delivery(daemon->store, word, &number);

	*ret_status = 1;
	if (r == 0)
		r = store_delivery(daemon->store, number, &arena, &delivery);
	if (r == STORE_NOT_FOUND) {
		*ret_status = 2;
		*ret_text = "there is no such delivery";
		return 0;
	}
	if (r == 0 && config_channel(daemon->config, delivery.channel) == NULL) {
		*ret_text = "its channel is not configured any more";
		return 0;
	}
	if (r == 0)
		r = store_revive(daemon->store, number, clock_now_ms(&daemon->clock));
	if (r == STORE_CONFLICT) {
		*ret_text = no_retry[delivery.state];
		return 0;
	}
	*ret_status = 0;
	*ret_text = "queued again";
	return r;
}

static int answer_retry(struct daemon *daemon, const struct request *request)
{
	const char *text;
	int status;
	int r = store_begin(daemon->store);

	if (r == 0)
		r = revive(daemon, request->argument, &status, &text);
	if (r == 0)
		r = store_answer(daemon->store, request->id, status, text,
				 clock_now_ms(&daemon->clock));
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0)
		store_rollback(daemon->store);
	return r;
}

static const struct {
	const char *kind;
	int (*answer)(struct daemon *daemon, const struct request *request);
} kinds[] = {
	{"run", answer_run},
	{"retry", answer_retry},
};

static int answer_request(struct daemon *daemon, const struct request *request)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].kind, request->kind) == 0)
			return kinds[i].answer(daemon, request);
	}
	return answer(daemon, request->id, 2, "this renewd does not know that request");
}

/* A store that cannot be written (disk full …) is tried again so much later. */
#define TROUBLE_WAIT_US (30 * UINT64_C(1000000))

/* A flood of requests must not keep the loop from its other work. */
#define REQUESTS_PER_TURN 16

static int answer_all(struct daemon *daemon)
{
	for (int i = 0; i < REQUESTS_PER_TURN; i++) {
		CLEANUP(arena_done) struct arena arena = {0};
		struct request request;
		int r = store_next_request(daemon->store, &arena, &request);

		if (r == STORE_NOT_FOUND)
			return 0;
		if (r == 0)
			r = answer_request(daemon, &request);
		if (r != 0)
			return r;
	}
	return -EBUSY; /* more wait */
}

static int on_again(sd_event_source *source, uint64_t usec, void *context);

static void look_again(struct daemon *daemon, uint64_t after_us)
{
	if (daemon->request_timer == NULL) {
		(void)sd_event_add_time_relative(daemon->event, &daemon->request_timer,
						 CLOCK_MONOTONIC, after_us,
						 /* accuracy= */ 1000, on_again, daemon);
		return;
	}
	(void)sd_event_source_set_time_relative(daemon->request_timer, after_us);
	(void)sd_event_source_set_enabled(daemon->request_timer, SD_EVENT_ONESHOT);
}

/* What follows from what was committed. */
static int take_note(struct daemon *daemon)
{
	int r = daemon_load_holidays(daemon);

	if (r == 0)
		r = replan_if_changed(daemon);
	if (r == 0)
		r = stale_drop(daemon);
	if (r == 0)
		r = answer_all(daemon);
	return r;
}

static void look(struct daemon *daemon)
{
	int r;

	if (daemon->is_stopping)
		return;
	r = take_note(daemon);
	if (r == -EBUSY)
		look_again(daemon, BUSY_WAIT_US);
	else if (r != 0 && r != -EINTR) {
		daemon_store_failed(daemon, "requests wait, trying again in 30 s", r);
		look_again(daemon, TROUBLE_WAIT_US);
	}
	(void)schedule_rearm(daemon); /* a holiday may have come or gone */
	dispatch_soon(daemon);
}

static int on_again(sd_event_source *source, uint64_t usec, void *context)
{
	(void)source;
	(void)usec;
	look(context);
	return 0;
}

static int on_store_changed(sd_event_source *source, const struct inotify_event *event,
			    void *context)
{
	struct daemon *daemon = context;
	int64_t version;

	(void)source;
	(void)event;
	if (store_data_version(daemon->store, &version) != 0) {
		look_again(daemon, BUSY_WAIT_US);
		return 0;
	}
	if (version == daemon->data_version)
		return 0;
	daemon->data_version = version;
	look(daemon);
	return 0;
}

int requests_start(struct daemon *daemon)
{
	CLEANUP(free_memory) char *folder = strdup(store_path(daemon->store));
	char *slash;
	int r;

	if (folder == NULL)
		return -ENOMEM;
	slash = strrchr(folder, '/');
	if (slash == NULL)
		strcpy(folder, ".");
	else
		slash[slash == folder ? 1 : 0] = '\0';
	r = store_data_version(daemon->store, &daemon->data_version);
	if (r != 0)
		return r;
	r = sd_event_add_inotify(daemon->event, &daemon->store_watch, folder,
				 IN_CLOSE_WRITE | IN_MOVED_TO, on_store_changed, daemon);
	if (r < 0)
		return r;
	look(daemon); /* what was asked before we watched */
	return 0;
}
