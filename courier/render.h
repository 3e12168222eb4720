/*
 * Rendering: a document -> the bytes of a channel.
 *
 * Pure functions of the document and its job: the same on every attempt and on every machine, so
 * that a receiver can recognise a repeat. No I/O, no clock, no secret, no locale. The Date of a
 * mail, its Message-ID, boundaries, calendar stamps and the timestamp of a webhook derive from the
 * job; "in 17 days" counts from job->as_of. Where a limit cuts something off, the message says how
 * much and where the whole is; no cut goes through a UTF-8 sequence or an escape.
 *
 * All append to out. 0 is done; -ENOMEM; else what the function says. GLib (inside GMime) ends the
 * process when memory is short.
 */
#ifndef RENEWD_COURIER_RENDER_H
#define RENEWD_COURIER_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/text.h"
#include "message/document.h"
#include "wire/job.h"

/*
 * A mailbox (RFC 5322, 3.4): "Name <local@domain>" or "local@domain". The domain is an A-label
 * (RFC 5890); a local part outside ASCII needs a server that offers SMTPUTF8 (RFC 6531).
 */
struct render_mailbox {
	const char *name;    /* display name, or NULL */
	const char *address; /* local@domain, as MAIL FROM and RCPT TO take it */
	const char *domain;  /* points into address */
	bool needs_smtputf8;
};

/* A display name is cut after so many bytes. */
#define RENDER_NAME_MAX 200

/*
 * Strings go into the arena. 0, -ENOMEM, or -EINVAL: no mailbox, not UTF-8, a control character,
 * a local part over 64 or a domain over 255 octets (RFC 5321, 4.5.3.1), a domain that is no IDN.
 */
int render_mailbox_parse(const char *text, struct arena *arena, struct render_mailbox *ret_mailbox);

/*
 * A mail (RFC 5322, RFC 2045), lines ended by CRLF, at most 76 characters in headers and 7-bit
 * but for the local part of an address that needs SMTPUTF8:
 *	multipart/mixed
 *		multipart/alternative: text/plain, text/html
 *		text/calendar; method=PUBLISH
 * or the alternative alone when there is nothing for a calendar. from is the channel's setting;
 * without a display name it gets the office's; NULL (a maildir that names no sender) is
 * "renewd@localhost". A document that answers another one (in_reply_to) has In-Reply-To and
 * References. -EINVAL: from, job->address or the office's reply_to is no mailbox, or job->id or
 * in_reply_to may not stand in a header; *ret_why, when not NULL, says which.
 */
int render_mail(const struct job *job, const struct document *document, const char *from,
		struct text *out, const char **ret_why);

/* The text part of the mail, with LF: for people at a terminal. At most 76 columns. */
int render_text(const struct job *job, const struct document *document, struct text *out);

/* The HTML part of the mail, with LF. No images, no scripts, no references to anything outside. */
int render_html(const struct job *job, const struct document *document, struct text *out);

/*
 * The calendar of the mail (RFC 5545): one all-day event for each entry with a deadline day. The
 * UID of an event stays the same for one deadline of one agreement, so that a corrected day moves
 * the event, and word of a new term moves that of the last day. Nothing is appended when no entry
 * has a day, or when the document neither reminds nor repeats reminders.
 */
int render_calendar(const struct job *job, const struct document *document, struct text *out);

/*
 * The body for a Slack incoming webhook: {"text", "blocks"}. At most RENDER_SLACK_BLOCKS blocks
 * and RENDER_SLACK_MAX characters.
 */
#define RENDER_SLACK_BLOCKS  50
#define RENDER_SLACK_HEADER  150  /* characters of a header */
#define RENDER_SLACK_SECTION 3000 /* characters of a section's text */
#define RENDER_SLACK_MAX     9999 /* characters of the whole body */
int render_slack(const struct job *job, const struct document *document, struct text *out);

/*
 * The body for a webhook (Standard Webhooks 1.0.0): {"type", "timestamp", "data"}, less than 20 kB.
 * Types: agreement.expiring (reminders), agreement.renewed, agreement.digest, register.imported,
 * run.paused, delivery.failed.
 * message/FORMAT.md describes data.
 */
#define RENDER_WEBHOOK_MAX 19999 /* bytes */
int render_webhook(const struct job *job, const struct document *document, struct text *out);

#endif
