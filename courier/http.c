#include "courier/http.h"

#include <errno.h>
#include <stdlib.h>

#include "core/retry.h"
#include "courier/net.h"

struct http {
	CURL *curl;
	struct text body;  /* of the answer */
	bool is_requested; /* the request is on its way */
	struct tray *tray;
	char error[CURL_ERROR_SIZE];
};

/* ---- what libcurl calls --------------------------------------------------------------------- */

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
	struct http *http = context;
	size_t length = size * count, room = HTTP_BODY_MAX - http->body.length;

	if (length > room)
		return 0;
	text_add_n(&http->body, data, length);
	return text_failed(&http->body) ? 0 : length;
}

/* The connection stands, encrypted if it has to be; the request is next. */
static int on_request(void *context, char *remote_ip, char *local_ip, int remote_port,
		      int local_port)
{
	struct http *http = context;

	(void)remote_ip;
	(void)local_ip;
	(void)remote_port;
	(void)local_port;
	if (!tray_hand_over(http->tray))
		return CURL_PREREQFUNC_ABORT;
	http->is_requested = true;
	return CURL_PREREQFUNC_OK;
}

/* ---- opening and closing -------------------------------------------------------------------- */

void http_close(struct http *http)
{
	if (http == NULL)
		return;
	net_close(http->curl);
	text_done(&http->body);
	free(http);
}

static void set_callbacks(struct http *http)
{
	curl_easy_setopt(http->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, http);
	curl_easy_setopt(http->curl, CURLOPT_PREREQFUNCTION, on_request);
	curl_easy_setopt(http->curl, CURLOPT_PREREQDATA, http);
}

static int check_url(const struct values *values, struct redactor *redactor, struct why *why)
{
	const char *text = values_text(values, "url");
	struct net_url url;
	int r;

	if (text == NULL)
		return why_refuse(why, "url: is missing");
	r = redact_url(redactor, text);
	if (r == 0)
		r = net_url_parse("url", text, "http", &url, why);
	if (r == 0 && !url.is_encrypted && !url.is_local)
		r = why_refuse(why, "url: must begin with https, since what it says is "
				    "confidential; http is for this machine only");
	return r;
}

int http_open(const struct values *values, struct redactor *redactor, struct http **ret_http,
	      struct why *why)
{
	int r = check_url(values, redactor, why);
	struct http *http;

	if (r != 0)
		return r;
	http = calloc(1, sizeof(*http));
	if (http == NULL)
		return -ENOMEM;
	http->curl = net_open(values_text(values, "url"), "http,https",
			      values_text(values, "ca_file"), http->error);
	if (http->curl == NULL ||
	    curl_easy_setopt(http->curl, CURLOPT_USERAGENT, "renewd/" RENEWD_VERSION) != CURLE_OK) {
		http_close(http);
		return -ENOMEM;
	}
	set_callbacks(http);
	*ret_http = http;
	return 0;
}

/* ---- what it means -------------------------------------------------------------------------- */

static bool is_transient(int status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500 || status < 200;
}

/* Nobody but a human can mend these, and the address may be of no use any more. */
static bool is_for_keeper(int status)
{
	return status == 401 || status == 403 || status == 404 || status == 410;
}

static int64_t retry_after_ms(CURL *curl)
{
	curl_off_t seconds = 0;

	/* A date that has passed gives a negative number, a far one any number. */
	if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) != CURLE_OK || seconds <= 0)
		return -1;
	if (seconds > RETRY_AFTER_MAX_MS / 1000)
		return RETRY_AFTER_MAX_MS;
	return seconds * 1000;
}

static void judge_status(struct http *http, int status, struct finding *ret_finding)
{
	if (status >= 200 && status <= 299) {
		finding_set(ret_finding, VERDICT_SENT, status, "accepted");
	} else if (is_transient(status)) {
		finding_set(ret_finding, VERDICT_TRANSIENT, status, "not accepted now: HTTP %d",
			    status);
		ret_finding->retry_after_ms = retry_after_ms(http->curl);
	} else if (status < 400) {
		finding_set(ret_finding, VERDICT_PERMANENT, status,
			    "HTTP %d sends us elsewhere, which is not followed: url must be the "
			    "final address",
			    status);
	} else {
		finding_set(ret_finding, VERDICT_PERMANENT, status, "not accepted: HTTP %d",
			    status);
		ret_finding->tell_keeper = is_for_keeper(status);
	}
}

/* Results of libcurl without a status, before the request has left. The rest is transient. */
static const struct {
	CURLcode result;
	enum verdict_class class;
	const char *text;
} failures[] = {
	{CURLE_COULDNT_RESOLVE_HOST, VERDICT_TRANSIENT, "the name of the server is not found"},
	{CURLE_COULDNT_CONNECT, VERDICT_TRANSIENT, "the server cannot be reached"},
	{CURLE_OPERATION_TIMEDOUT, VERDICT_TRANSIENT, "the server cannot be reached in time"},
	{CURLE_PEER_FAILED_VERIFICATION, VERDICT_CONFIGURATION,
	 "the certificate of the server is not trusted"},
	{CURLE_SSL_CACERT_BADFILE, VERDICT_CONFIGURATION,
	 "the certificates to trust (ca_file) cannot be read"},
	{CURLE_OUT_OF_MEMORY, VERDICT_TRANSIENT, "the courier is short of memory"},
};

static void judge_failure(const struct http *http, CURLcode result, struct finding *ret_finding)
{
	if (http->is_requested) {
		finding_set(ret_finding, VERDICT_AMBIGUOUS, 0,
			    "the request was handed over, but %s",
			    result == CURLE_OPERATION_TIMEDOUT
				    ? "no answer came in time"
				    : "the connection broke before the answer");
		return;
	}
	if (result == CURLE_SSL_CONNECT_ERROR && net_is_not_tls(http->error)) {
		finding_set(ret_finding, VERDICT_CONFIGURATION, 0,
			    "the server speaks no TLS on this port");
		return;
	}
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].result == result) {
			finding_set(ret_finding, failures[i].class, 0, "%s", failures[i].text);
			return;
		}
	}
	/* libcurl's own words may name the host, which is part of a secret. */
	finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the connection to the server failed: %s",
		    curl_easy_strerror(result));
}

/* ---- posting -------------------------------------------------------------------------------- */

static struct curl_slist *header_list(const char *const *headers)
{
	/* Without "Expect:" libcurl would wait for a 100 that most servers do not send. */
	struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json"), *more;

	more = list == NULL ? NULL : curl_slist_append(list, "Expect:");
	for (; more != NULL && *headers != NULL; headers++)
		more = curl_slist_append(list, *headers);
	if (more == NULL) {
		curl_slist_free_all(list);
		return NULL;
	}
	return list;
}

static CURLcode perform(struct http *http, const struct attempt *attempt,
			const char *const *headers, const struct text *body)
{
	struct curl_slist *list = header_list(headers);
	CURLcode result;

	http->tray = attempt->tray;
	http->is_requested = false;
	http->error[0] = '\0';
	text_clear(&http->body);
	if (list == NULL)
		return CURLE_OUT_OF_MEMORY;
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, text_string(body));
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->length);
	result = net_set_deadline(http->curl, attempt->deadline_ms) ? curl_easy_perform(http->curl)
								    : CURLE_OPERATION_TIMEDOUT;
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, NULL);
	curl_slist_free_all(list);
	return result;
}

void http_post(struct http *http, const struct attempt *attempt, const char *const *headers,
	       const struct text *body, struct http_answer *ret_answer, struct finding *ret_finding)
{
	CURLcode result = perform(http, attempt, headers, body);
	long status = 0;

	if (http->is_requested)
		(void)curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status > 0)
		judge_status(http, (int)status, ret_finding);
	else
		judge_failure(http, result, ret_finding);
	*ret_answer = (struct http_answer){.status = (int)status,
					   .body = text_string(&http->body),
					   .length = http->body.length,
					   .is_whole = result == CURLE_OK};
}
