/*
 * What all channels that use libcurl have in common.
 */
#ifndef RENEWD_COURIER_NET_H
#define RENEWD_COURIER_NET_H

#include <stdbool.h>
#include <stdint.h>

#include <curl/curl.h>

#include "courier/values.h"
#include "courier/why.h"

/*
 * A handle that follows no redirect, uses no proxy and no .netrc, checks certificates (against
 * ca_file when there is one), speaks only those protocols ("smtp,smtps") and keeps its connection.
 * error gets libcurl's words. NULL when memory is short. url and ca_file are copied.
 */
CURL *net_open(const char *url, const char *protocols, const char *ca_file,
	       char error[static CURL_ERROR_SIZE]);

/*
 * Gives the transfer until shortly before the deadline, so that libcurl says itself what it was
 * waiting for. False when there is no time left.
 */
bool net_set_deadline(CURL *curl, int64_t deadline_ms);

/* Ends the connection, waiting for the server's goodbye for a second at most. NULL is fine. */
void net_close(CURL *curl);

/* What a URL is made of, as far as it matters here. */
struct net_url {
	bool is_encrypted; /* https, smtps */
	bool is_local;	   /* localhost, 127.0.0.0/8, ::1 */
	bool is_plain;	   /* neither user, path, query nor fragment */
	int port;	   /* the scheme's when none is given */
	char host[256];
};

/*
 * Takes a URL apart whose scheme must be plain ("smtp") or that with an "s" behind it. 0; -ENOMEM;
 * or REFUSED: no such URL; the reason names key and repeats nothing of the URL.
 */
int net_url_parse(const char *key, const char *url, const char *scheme, struct net_url *ret_url,
		  struct why *why);

/*
 * Whether a TLS handshake failed because the other side does not speak TLS at all, by libcurl's
 * words (there is no code for it).
 */
bool net_is_not_tls(const char *error);

#endif
