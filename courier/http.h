/*
 * Posting JSON: what the channels that are webhooks have in common.
 */
#ifndef RENEWD_COURIER_HTTP_H
#define RENEWD_COURIER_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "courier/finding.h"
#include "courier/redact.h"
#include "courier/transport.h"
#include "courier/values.h"
#include "courier/why.h"

/* What is read of an answer; the rest is not waited for. */
#define HTTP_BODY_MAX ((size_t)64 * 1024)

struct http;

struct http_answer {
	int status;	  /* 0: none came */
	const char *body; /* NUL-terminated; until the next http_post() */
	size_t length;
	bool is_whole; /* the body came whole, and is within HTTP_BODY_MAX */
};

/*
 * Makes a client for the URL in the values. The URL is taken for a secret: the redactor hides it.
 * It must be https, or http on this machine. 0, -ENOMEM, or REFUSED.
 */
int http_open(const struct values *values, struct redactor *redactor, struct http **ret_http,
	      struct why *why);

/*
 * Posts the body with those headers ("name: value", ended by NULL) beside Content-Type. Gives the
 * answer and the finding that its status alone means.
 *
 * 2xx is sent; 408, 425, 429 and 5xx are transient, with the time that Retry-After asks for; other
 * 4xx and all 3xx are permanent (no redirect is followed: a redirected POST arrives as a GET). No
 * status after the request has left is ambiguous.
 */
void http_post(struct http *http, const struct attempt *attempt, const char *const *headers,
	       const struct text *body, struct http_answer *ret_answer,
	       struct finding *ret_finding);

/* NULL is fine. */
void http_close(struct http *http);

#endif
