#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/cleanup.h"
#include "courier/http.h"
#include "courier/now.h"
#include "courier/render.h"
#include "courier/transport.h"

/* Slack takes one message a second from an incoming webhook. */
#define PACE_MS 1000

/* A stop waits for an answer so long that it is over within a second. */
#define GRACE_MS 800

/* Slack's errors are words such as "invalid_payload"; anything else is not shown. */
#define ERROR_MAX	 60
#define ERROR_CHARACTERS "abcdefghijklmnopqrstuvwxyz_"

struct slack {
	struct http *http;
	int64_t last_ms; /* when the last message was sent; 0: none */
	struct text body;
};

static void slack_close(void *channel)
{
	struct slack *slack = channel;

	http_close(slack->http);
	text_done(&slack->body);
	free(slack);
}

static int slack_open(const struct values *values, struct redactor *redactor, void **ret_channel,
		      struct why *why)
{
	struct slack *slack = calloc(1, sizeof(*slack));
	int r;

	if (slack == NULL)
		return -ENOMEM;
	r = http_open(values, redactor, &slack->http, why);
	if (r == 0)
		*ret_channel = slack;
	else
		slack_close(slack);
	return r;
}

/* Waits for up to PACE_MS, so that Slack need not answer 429. */
static void keep_pace(struct slack *slack)
{
	int64_t wait_ms = slack->last_ms + PACE_MS - now_ms();
	struct timespec wait = {.tv_nsec = (wait_ms % 1000) * 1000000, .tv_sec = wait_ms / 1000};

	if (slack->last_ms != 0 && wait_ms > 0)
		(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, NULL);
	slack->last_ms = now_ms();
}

/* Slack means a success only by the body "ok". */
static void judge(const struct http_answer *answer, struct finding *finding)
{
	size_t length = strspn(answer->body, ERROR_CHARACTERS);

	if (answer->status == 0)
		return;
	if (finding->class == VERDICT_SENT && !answer->is_whole)
		finding_set(finding, VERDICT_AMBIGUOUS, answer->status,
			    "the request was handed over, but the answer did not come whole");
	else if (finding->class == VERDICT_SENT && strcmp(answer->body, "ok") != 0)
		finding_set(finding, VERDICT_TRANSIENT, answer->status,
			    "HTTP %d, but the answer is not Slack's 'ok'", answer->status);
	if (finding->class != VERDICT_SENT && length > 0 && length == answer->length &&
	    length <= ERROR_MAX)
		finding_add(finding, " (%s)", answer->body);
}

static void slack_send(void *channel, const struct attempt *attempt, struct finding *ret_finding)
{
	static const char *const no_headers[] = {NULL};
	struct slack *slack = channel;
	struct http_answer answer;

	text_clear(&slack->body);
	if (render_slack(attempt->job, attempt->document, &slack->body) < 0) {
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
		return;
	}
	keep_pace(slack);
	http_post(slack->http, attempt, no_headers, &slack->body, &answer, ret_finding);
	judge(&answer, ret_finding);
}

static int slack_render(const struct values *values, const struct job *job,
			const struct document *document, struct text *out, const char **ret_why)
{
	(void)values;
	(void)ret_why;
	return render_slack(job, document, out);
}

const struct transport transport_slack = {
	.name = "slack",
	.grace_ms = GRACE_MS,
	.open = slack_open,
	.send = slack_send,
	.close = slack_close,
	.render = slack_render,
};
