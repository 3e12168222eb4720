#include "config/url.h"

#include <string.h>

#include <arpa/inet.h>

#include "config/address.h"
#include "core/text.h"

#define URL_MAX 2000

static const char *ipv6_fault(const char *text, size_t length)
{
	char copy[INET6_ADDRSTRLEN];
	struct in6_addr address;

	if (length < 2 || text[length - 1] != ']' || length - 2 >= sizeof(copy))
		return "its IPv6 address is none";
	memcpy(copy, text + 1, length - 2);
	copy[length - 2] = '\0';
	return inet_pton(AF_INET6, copy, &address) == 1 ? NULL : "its IPv6 address is none";
}

static const char *port_fault(const char *text, size_t length)
{
	unsigned int port = 0;

	if (length == 0 || length > 5 || strspn(text, "0123456789") < length)
		return "its port is no number from 1 to 65535";
	for (size_t i = 0; i < length; i++)
		port = port * 10 + (unsigned int)(text[i] - '0');
	return port >= 1 && port <= 65535 ? NULL : "its port is no number from 1 to 65535";
}

/* host[:port] of that length; ret_host_length only for a good one. */
static const char *authority_fault(const char *text, size_t length, size_t *ret_host_length)
{
	const char *close = text[0] == '[' ? memchr(text, ']', length) : text;
	const char *colon;
	const char *fault;
	size_t host_length;

	if (close == NULL)
		return "the ']' of its IPv6 address is missing";
	colon = memchr(close, ':', length - (size_t)(close - text));
	host_length = colon == NULL ? length : (size_t)(colon - text);
	fault = text[0] == '[' ? ipv6_fault(text, host_length)
			       : address_host_fault(text, host_length);
	if (fault == NULL && colon != NULL)
		fault = port_fault(colon + 1, length - host_length - 1);
	if (fault == NULL)
		*ret_host_length = host_length;
	return fault;
}

static const char *rest_fault(const char *rest)
{
	for (; *rest != '\0'; rest++) {
		if (*rest <= ' ' || *rest == 0x7f || ((unsigned char)*rest & 0x80) != 0 ||
		    strchr("\"<>\\^`{|}", *rest) != NULL)
			return "a character in its path must be percent-encoded";
	}
	return NULL;
}

const char *url_fault(const char *text, struct url *ret_url)
{
	const char *separator = strstr(text, "://");
	struct url url = {.scheme = text};
	const char *fault;
	size_t length;

	if (strlen(text) > URL_MAX)
		return "it is longer than 2000 bytes";
	if (separator == NULL || separator == text)
		return "it does not begin like https://";
	url.scheme_length = (size_t)(separator - text);
	url.host = separator + 3;
	length = strcspn(url.host, "/?#");
	url.rest = url.host + length;
	if (memchr(url.host, '@', length) != NULL)
		return "it holds a user name or a password";
	if (length == 0)
		return "it names no host";
	fault = authority_fault(url.host, length, &url.host_length);
	if (fault == NULL)
		fault = rest_fault(url.rest);
	if (fault == NULL)
		*ret_url = url;
	return fault;
}

static bool is_word(const char *text, size_t length, const char *word)
{
	char copy[16];

	if (length != strlen(word) || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return text_compare_case(copy, word) == 0;
}

bool url_is(const struct url *url, const char *scheme)
{
	return is_word(url->scheme, url->scheme_length, scheme);
}

static bool is_ipv6_loopback(const char *text, size_t length)
{
	char copy[INET6_ADDRSTRLEN];
	struct in6_addr address;

	if (length < 2 || length - 2 >= sizeof(copy))
		return false;
	memcpy(copy, text + 1, length - 2);
	copy[length - 2] = '\0';
	return inet_pton(AF_INET6, copy, &address) == 1 && IN6_IS_ADDR_LOOPBACK(&address);
}

bool url_is_local(const struct url *url)
{
	static const char local[] = "localhost";
	size_t length = sizeof(local) - 1;

	if (url->host[0] == '[')
		return is_ipv6_loopback(url->host, url->host_length);
	if (address_is_ipv4(url->host, url->host_length))
		return strncmp(url->host, "127.", 4) == 0;
	if (url->host_length > length && url->host[url->host_length - length - 1] != '.')
		return false;
	return url->host_length >= length &&
	       is_word(url->host + url->host_length - length, length, local);
}
