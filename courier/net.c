#include "courier/net.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "courier/now.h"

/* What is left to the guard when libcurl has not come back by itself. */
#define MARGIN_MS 250

#define GOODBYE_S 1L

CURL *net_open(const char *url, const char *protocols, const char *ca_file,
	       char error[static CURL_ERROR_SIZE])
{
	CURL *curl = curl_easy_init();
	CURLcode r;

	if (curl == NULL)
		return NULL;
	r = curl_easy_setopt(curl, CURLOPT_URL, url);
	if (r == CURLE_OK)
		r = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
	if (r == CURLE_OK)
		r = curl_easy_setopt(curl, CURLOPT_PROXY, "");
	if (r == CURLE_OK && ca_file != NULL)
		r = curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
	if (r == CURLE_OK && ca_file != NULL)
		r = curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	if (r != CURLE_OK) {
		curl_easy_cleanup(curl);
		return NULL;
	}
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXCONNECTS, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, 280L); /* servers keep an idle one 300 s */
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	return curl;
}

bool net_set_deadline(CURL *curl, int64_t deadline_ms)
{
	int64_t left_ms = deadline_ms - now_ms() - MARGIN_MS;

	if (left_ms <= 0)
		return false;
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)left_ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)left_ms);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)(left_ms / 1000 + 1));
	return true;
}

void net_close(CURL *curl)
{
	if (curl == NULL)
		return;
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, GOODBYE_S);
	curl_easy_cleanup(curl);
}

/* A part of the URL into a buffer; "" when there is none. False when it does not fit. */
static bool get_part(CURLU *parts, CURLUPart part, char *to, size_t size)
{
	char *text = NULL;
	bool fits;

	to[0] = '\0';
	if (curl_url_get(parts, part, &text, part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) !=
	    CURLUE_OK)
		return true;
	fits = strlen(text) < size;
	if (fits)
		memcpy(to, text, strlen(text) + 1);
	curl_free(text);
	return fits;
}

static bool has_part(CURLU *parts, CURLUPart part)
{
	char *text = NULL;
	bool has = curl_url_get(parts, part, &text, 0) == CURLUE_OK;

	/* The path is "/" when there is none. */
	has = has && !(part == CURLUPART_PATH && strcmp(text, "/") == 0);
	curl_free(text);
	return has;
}

static bool is_local(const char *host)
{
	size_t length = strlen(host);

	return text_compare_case(host, "localhost") == 0 ||
	       (length > 10 && text_compare_case(host + length - 10, ".localhost") == 0) ||
	       (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == length) ||
	       strcmp(host, "[::1]") == 0;
}

static int split(const char *key, CURLU *parts, const char *scheme, struct net_url *ret_url,
		 struct why *why)
{
	size_t length = strlen(scheme);
	struct net_url url = {0};
	char text[16];

	if (!get_part(parts, CURLUPART_SCHEME, text, sizeof(text)) ||
	    strncmp(text, scheme, length) != 0 ||
	    (text[length] != '\0' && strcmp(text + length, "s") != 0) ||
	    !get_part(parts, CURLUPART_HOST, url.host, sizeof(url.host)) || url.host[0] == '\0')
		return why_refuse(why, "%s: must be a URL that begins with %s or %ss", key, scheme,
				  scheme);
	url.is_encrypted = text[length] == 's';
	url.is_local = is_local(url.host);
	url.is_plain = !has_part(parts, CURLUPART_USER) && !has_part(parts, CURLUPART_PASSWORD) &&
		       !has_part(parts, CURLUPART_PATH) && !has_part(parts, CURLUPART_QUERY) &&
		       !has_part(parts, CURLUPART_FRAGMENT);
	(void)get_part(parts, CURLUPART_PORT, text, sizeof(text));
	url.port = atoi(text);
	*ret_url = url;
	return 0;
}

int net_url_parse(const char *key, const char *url, const char *scheme, struct net_url *ret_url,
		  struct why *why)
{
	CURLU *parts = curl_url();
	CURLUcode code;
	int r;

	if (parts == NULL)
		return -ENOMEM;
	code = curl_url_set(parts, CURLUPART_URL, url, 0);
	if (code == CURLUE_OUT_OF_MEMORY)
		r = -ENOMEM;
	else if (code != CURLUE_OK || text_has_control(url))
		r = why_refuse(why, "%s: is no URL", key);
	else
		r = split(key, parts, scheme, ret_url, why);
	curl_url_cleanup(parts);
	return r;
}

bool net_is_not_tls(const char *error)
{
	static const char *const signs[] = {"wrong version number", "packet length too long",
					    "unknown protocol", "http request",
					    "record layer failure"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (strstr(error, signs[i]) != NULL)
			return true;
	}
	return false;
}
