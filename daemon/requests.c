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
#include "core/text.h"
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
	CLEANUP(text_done) struct text text = {0};
	int64_t notices = 0, deliveries = 0;
	int r = daemon_load_holidays(daemon);

	if (r == 0)
		r = replan_if_changed(daemon);
	if (r == 0)
		r = execute_run(daemon, RUN_REQUESTED, &notices, &deliveries);
	if (r == -EBUSY)
		return r;
	if (r == 1)
		return answer(daemon, request->id, 1,
			      "today is before the last run: nothing is planned until the clock "
			      "has caught up");
	if (r != 0)
		return answer(daemon, request->id, 3, "the run failed; see the log of renewd");
	text_addf(&text, "%lld notice%s in %lld message%s", (long long)notices,
		  notices == 1 ? "" : "s", (long long)deliveries, deliveries == 1 ? "" : "s");
	if (text_failed(&text))
		return -ENOMEM;
	(void)schedule_rearm(daemon);
	return answer(daemon, request->id, 0, text_string(&text));
}

static int answer_retry(struct daemon *daemon, const struct request *request)
{
	int64_t now_ms = clock_now_ms(&daemon->clock), number = 0;
	int r = store_begin(daemon->store);

	if (r == 0)
		r = store_find_delivery(daemon->store, request->argument, &number);
	if (r == 0)
		r = store_revive(daemon->store, number, now_ms);
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0)
		store_rollback(daemon->store);
	if (r == 0)
		return answer(daemon, request->id, 0, "queued again");
	if (r == STORE_NOT_FOUND)
		return answer(daemon, request->id, 2, "there is no such delivery");
	if (r == STORE_CONFLICT)
		return answer(daemon, request->id, 1, "only a dead delivery can be tried again");
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

static void look_again(struct daemon *daemon)
{
	if (daemon->request_timer == NULL) {
		(void)sd_event_add_time_relative(daemon->event, &daemon->request_timer,
						 CLOCK_MONOTONIC, BUSY_WAIT_US,
						 /* accuracy= */ 1000, on_again, daemon);
		return;
	}
	(void)sd_event_source_set_time_relative(daemon->request_timer, BUSY_WAIT_US);
	(void)sd_event_source_set_enabled(daemon->request_timer, SD_EVENT_ONESHOT);
}

/* Looks whether somebody committed, and does what is to be done then. */
static void look(struct daemon *daemon)
{
	int r;

	if (daemon->is_stopping)
		return;
	r = stale_drop(daemon);
	if (r == 0)
		r = answer_all(daemon);
	if (r == -EBUSY)
		look_again(daemon);
	else if (r != 0)
		daemon_store_failed(daemon, "requests wait", r);
	dispatch_soon(daemon);
	daemon_status(daemon);
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
	if (store_data_version(daemon->store, &version) != 0 || version == daemon->data_version)
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
