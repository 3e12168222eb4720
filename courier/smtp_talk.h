/*
 * An SMTP conversation, followed line by line: how far it has come, what the server said, and what
 * that means for the mail. Pure: libcurl's callbacks put the lines in.
 *
 * libcurl's own result says too little: one code stands for a mail that was refused and for one
 * that was accepted, and a login that the server does not offer is passed over without a word. So
 * the verdict is decided from the phase and the reply (RFC 5321, 4.2), and a few things are
 * refused here that libcurl would let pass.
 */
#ifndef RENEWD_COURIER_SMTP_TALK_H
#define RENEWD_COURIER_SMTP_TALK_H

#include <stdbool.h>
#include <stddef.h>

#include <curl/curl.h>

#include "courier/finding.h"

/* The last thing that was said to the server, and is waiting for its reply. */
enum smtp_phase {
	SMTP_GREETING, /* nothing: the server speaks first */
	SMTP_HELLO,
	SMTP_STARTTLS,
	SMTP_AUTH,
	SMTP_MAIL,
	SMTP_RCPT,
	SMTP_DATA,
	SMTP_BODY, /* the mail, up to its last line */
	SMTP_DOT   /* the last line and the final dot: the mail was handed over */
};

/* Why the talk was broken off by us. */
enum smtp_objection {
	SMTP_FINE,
	SMTP_NO_AUTH, /* there is a password, but the server offers no login */
	SMTP_NO_UTF8  /* an address needs SMTPUTF8, which the server does not offer */
};

/* A reply's text; a longer one is not shown at all. */
#define SMTP_SAID_SIZE 4096

struct smtp_talk {
	/* what is wanted; set by the caller */
	bool is_implicit_tls;	/* smtps: encrypted from the first byte */
	bool is_encrypted;	/* smtps, or STARTTLS has to come first */
	bool needs_login;	/* there are a username and a password */
	bool needs_utf8;	/* RFC 6531 */
	bool is_submission_tls; /* smtp to port 465, where servers wait for TLS (RFC 8314) */

	/* of the connection */
	bool has_tls; /* STARTTLS was answered with 220 */
	bool offers_auth;
	bool offers_utf8;
	bool is_logged_in;

	/* of this mail */
	bool is_new_connection;
	bool is_over; /* QUIT was said: what comes after it means nothing */
	enum smtp_phase phase;
	int reply; /* the last code of this phase; 0: none */
	enum smtp_objection objection;
	char said[SMTP_SAID_SIZE]; /* the reply's last line without its code */
};

/* Begins with another mail, on the connection there is, if there is one. */
void smtp_talk_begin(struct smtp_talk *talk, bool needs_utf8);

/* A new connection is being made. */
void smtp_talk_connect(struct smtp_talk *talk);

/* A line went to the server. */
void smtp_talk_sent(struct smtp_talk *talk, const char *line, size_t length);

/* A line came from the server. False when the talk must be broken off (see objection). */
bool smtp_talk_received(struct smtp_talk *talk, const char *line, size_t length);

/* The last bytes of the mail are about to leave. */
void smtp_talk_handed_over(struct smtp_talk *talk);

/* Whether the mail has been answered: the connection may carry another one. */
bool smtp_talk_is_complete(const struct smtp_talk *talk);

/*
 * Whether a failure is only that of an old connection which the server had given up: the mail may
 * be tried once more at once.
 */
bool smtp_talk_is_stale(const struct smtp_talk *talk, CURLcode result);

/* What became of the mail. error are libcurl's words. */
void smtp_talk_judge(const struct smtp_talk *talk, CURLcode result, const char *error,
		     struct finding *ret_finding);

#endif
