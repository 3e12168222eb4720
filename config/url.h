/*
 * A URL (RFC 3986) in its parts. Pure.
 */
#ifndef RENEWD_CONFIG_URL_H
#define RENEWD_CONFIG_URL_H

#include <stdbool.h>
#include <stddef.h>

/* The parts lie in the text given. */
struct url {
	const char *scheme; /* without "://" */
	size_t scheme_length;
	const char *host; /* an IPv6 address stands in [] */
	size_t host_length;
	const char *rest; /* path, query: "" or begins with '/', '?' or '#' */
};

/*
 * Takes a URL with an authority and without user info apart. NULL when it is good, else what is
 * wrong with it, to stand behind "…: "; the URL is not repeated in it.
 */
const char *url_fault(const char *text, struct url *ret_url);

/* Whether the URL's scheme is that one, in any case. */
bool url_is(const struct url *url, const char *scheme);

/* Whether the URL's host is this machine: localhost, *.localhost (RFC 6761), 127.0.0.0/8, [::1]. */
bool url_is_local(const struct url *url);

#endif
