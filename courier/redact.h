/*
 * Redaction: keeps secrets out of everything that leaves the courier, also when a server echoes
 * them.
 */
#ifndef RENEWD_COURIER_REDACT_H
#define RENEWD_COURIER_REDACT_H

#include <stddef.h>

#include "courier/finding.h"

/* Pieces that must never be seen. Zero knows none; it owns them and wipes them. */
struct redactor {
	char **pieces;
	size_t count;
	size_t capacity;
};

/*
 * From now on that text is hidden, and its Base64 form (RFC 4648) as well. Letters compare without
 * regard to case. 0, or -ENOMEM.
 */
int redact_secret(struct redactor *redactor, const char *secret);

/* Hides what AUTH PLAIN makes of a login (RFC 4616). 0, or -ENOMEM. */
int redact_login(struct redactor *redactor, const char *username, const char *password);

/*
 * Hides a URL that holds a secret: the whole, and what follows its host, in pieces, as it stands
 * and percent-decoded. Pieces of fewer than REDACT_PIECE_MIN bytes, such as "v1", are left alone.
 * Works on any text, also on what is no URL. 0, or -ENOMEM.
 */
#define REDACT_PIECE_MIN 6
int redact_url(struct redactor *redactor, const char *url);

/*
 * Makes text fit to be shown, in place: secrets become "[hidden]", anything that looks like a URL
 * "[URL]", control characters and what is not UTF-8 '?'. It is cut to fit size, at a character's
 * end; text may be longer than size before. A text with a secret of less than 4 bytes in it is
 * emptied: nothing of it makes sense.
 */
void redact_text(const struct redactor *redactor, char *text, size_t size);

/* The text of an finding, cut to VERDICT_TEXT_MAX bytes. */
void redact_finding(const struct redactor *redactor, struct finding *finding);

void redact_done(struct redactor *redactor);

#endif
