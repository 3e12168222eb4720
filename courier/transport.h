/*
 * A transport: how a type of channel sends. One row in a table each.
 */
#ifndef RENEWD_COURIER_TRANSPORT_H
#define RENEWD_COURIER_TRANSPORT_H

#include <stdint.h>

#include "core/text.h"
#include "courier/finding.h"
#include "courier/redact.h"
#include "courier/tray.h"
#include "courier/values.h"
#include "courier/why.h"
#include "message/document.h"
#include "wire/job.h"

/* One attempt to deliver a job. */
struct attempt {
	const struct job *job;
	const struct document *document;
	int64_t deadline_ms; /* now_ms() at which the guard ends the process */
	struct tray *tray;   /* for tray_hand_over() */
};

struct transport {
	const char *name; /* the channel's type */

	/* How long a stop waits for the answer to what was handed over. */
	int64_t grace_ms;

	/*
	 * Checks the values, which outlive the channel, and makes a channel; tells the redactor
	 * what has to be hidden beside the secrets. Opens no connection and touches no file. 0,
	 * -ENOMEM, or REFUSED.
	 */
	int (*open)(const struct values *values, struct redactor *redactor, void **ret_channel,
		    struct why *why);

	/*
	 * Sends one message, and waits for it: up to the deadline, or for as long as a library
	 * blocks. Asks tray_hand_over() before the last byte leaves. Always gives a finding.
	 */
	void (*send)(void *channel, const struct attempt *attempt, struct finding *ret_finding);

	/* Ends the connection politely, within a second, and frees the channel. */
	void (*close)(void *channel);

	/* The bytes that would be sent. 0, -ENOMEM, or -EINVAL with a reason. */
	int (*render)(const struct values *values, const struct job *job,
		      const struct document *document, struct text *out, const char **ret_why);
};

/* The transport for that type of channel, or NULL. */
const struct transport *transport_find(const char *type);

extern const struct transport transport_smtp;
extern const struct transport transport_slack;
extern const struct transport transport_webhook;
extern const struct transport transport_maildir;

#endif
