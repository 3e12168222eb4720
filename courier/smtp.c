#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "courier/net.h"
#include "courier/render.h"
#include "courier/smtp_talk.h"
#include "courier/transport.h"

/* The longest wait for the reply to a final dot in a stop; the process ends within 10 s. */
#define GRACE_MS 9000

#define SUBMISSION_TLS_PORT 465

/* One is in use; a few more may be tried at once while a connection is made. */
#define SOCKETS_MAX 8

struct smtp {
	struct arena arena;
	const struct values *values;
	struct render_mailbox from;
	CURL *curl;
	struct smtp_talk talk;
	struct text mail;
	size_t mail_read; /* bytes of it that libcurl has */
	struct tray *tray;
	curl_socket_t sockets[SOCKETS_MAX]; /* those that are open */
	size_t socket_count;
	bool is_closing; /* the last goodbye, for which there is time */
	char error[CURL_ERROR_SIZE];
};

/* ---- what libcurl calls --------------------------------------------------------------------- */

static int on_socket(void *context, curl_socket_t fd, curlsocktype purpose)
{
	struct smtp *smtp = context;

	(void)purpose;
	if (smtp->socket_count < SOCKETS_MAX)
		smtp->sockets[smtp->socket_count++] = fd;
	smtp_talk_connect(&smtp->talk);
	return CURL_SOCKOPT_OK;
}

static int on_close(void *context, curl_socket_t fd)
{
	struct smtp *smtp = context;

	for (size_t i = 0; i < smtp->socket_count; i++) {
		if (smtp->sockets[i] == fd)
			smtp->sockets[i] = smtp->sockets[--smtp->socket_count];
	}
	return close(fd);
}

/*
 * libcurl waits for the goodbye past every time-out of the transfer. When the talk has failed
 * nobody needs it, and the verdict would come too late.
 */
static void do_not_wait(struct smtp *smtp)
{
	for (size_t i = 0; i < smtp->socket_count; i++)
		(void)shutdown(smtp->sockets[i], SHUT_RD);
}

static int on_debug(CURL *curl, curl_infotype type, char *data, size_t size, void *context)
{
	struct smtp *smtp = context;

	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	smtp_talk_sent(&smtp->talk, data, size);
	if (smtp->talk.is_over && !smtp->is_closing)
		do_not_wait(smtp);
	return 0;
}

static size_t on_reply_line(char *line, size_t size, size_t count, void *context)
{
	struct smtp *smtp = context;
	bool goes_on = smtp_talk_received(&smtp->talk, line, size * count);

	if (smtp_talk_is_complete(&smtp->talk))
		curl_easy_setopt(smtp->curl, CURLOPT_FORBID_REUSE, 0L);
	return goes_on ? size * count : 0;
}

static size_t on_read(char *to, size_t size, size_t count, void *context)
{
	struct smtp *smtp = context;
	size_t length = smtp->mail.length - smtp->mail_read;

	if (length > size * count)
		length = size * count;
	if (length == 0)
		return 0;
	memcpy(to, smtp->mail.data + smtp->mail_read, length);
	smtp->mail_read += length;
	if (smtp->mail_read == smtp->mail.length) {
		if (!tray_hand_over(smtp->tray))
			return CURL_READFUNC_ABORT;
		smtp_talk_handed_over(&smtp->talk);
	}
	return length;
}

/* ---- opening and closing -------------------------------------------------------------------- */

static void smtp_close(void *channel)
{
	struct smtp *smtp = channel;

	smtp->is_closing = true;
	net_close(smtp->curl);
	text_done(&smtp->mail);
	arena_done(&smtp->arena);
	free(smtp);
}

static int check_url(struct smtp *smtp, struct net_url *ret_url, struct why *why)
{
	const char *text = values_text(smtp->values, "url");
	const char *tls = values_text(smtp->values, "tls");
	bool without_tls = tls != NULL && strcmp(tls, "none") == 0;
	int r;

	if (text == NULL)
		return why_refuse(why, "url: is missing");
	r = net_url_parse("url", text, "smtp", ret_url, why);
	if (r != 0)
		return r;
	if (!ret_url->is_plain)
		return why_refuse(why, "url: must end behind the port; the login stands under "
				       "username and password, the name to greet with under ehlo");
	if (without_tls && !ret_url->is_encrypted && !ret_url->is_local)
		return why_refuse(why, "tls: 'none' is for a server on this machine only");
	smtp->talk.is_implicit_tls = ret_url->is_encrypted;
	smtp->talk.is_encrypted = ret_url->is_encrypted || !without_tls;
	smtp->talk.is_submission_tls =
		!ret_url->is_encrypted && ret_url->port == SUBMISSION_TLS_PORT;
	return 0;
}

static int set_login(struct smtp *smtp, struct redactor *redactor, struct why *why)
{
	const char *username = values_text(smtp->values, "username");
	const char *password = values_text(smtp->values, "password");
	const char *auth = values_text(smtp->values, "auth");
	CLEANUP(text_done) struct text options = {0};

	if (username == NULL && password == NULL)
		return 0;
	if (username == NULL || password == NULL)
		return why_refuse(why, "%s: is missing; a login needs username and password",
				  username == NULL ? "username" : "password");
	if (auth != NULL && strcmp(auth, "any") != 0) {
		text_add(&options, "AUTH=");
		for (const char *c = auth; *c != '\0'; c++)
			text_add_char(&options, (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c));
		if (text_failed(&options) ||
		    curl_easy_setopt(smtp->curl, CURLOPT_LOGIN_OPTIONS, options.data) != CURLE_OK)
			return -ENOMEM;
	}
	smtp->talk.needs_login = true;
	if (curl_easy_setopt(smtp->curl, CURLOPT_USERNAME, username) != CURLE_OK ||
	    curl_easy_setopt(smtp->curl, CURLOPT_PASSWORD, password) != CURLE_OK)
		return -ENOMEM;
	return redact_login(redactor, username, password);
}

static int set_sender(struct smtp *smtp, struct why *why)
{
	const char *from = values_text(smtp->values, "from");
	int r;

	if (from == NULL)
		return why_refuse(why, "from: is missing");
	r = render_mailbox_parse(from, &smtp->arena, &smtp->from);
	if (r == -EINVAL)
		return why_refuse(why, "from: is no mail address: Name <name@example.edu>");
	if (r == 0 &&
	    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, smtp->from.address) != CURLE_OK)
		r = -ENOMEM;
	return r;
}

/* libcurl takes the name to greet with as the path of the URL. */
static int full_url(const struct smtp *smtp, struct text *out, struct why *why)
{
	const char *url = values_text(smtp->values, "url");
	const char *ehlo = values_text(smtp->values, "ehlo");
	size_t length = strlen(url);

	text_add_n(out, url, url[length - 1] == '/' ? length - 1 : length);
	if (ehlo != NULL) {
		if (strspn(ehlo, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				 ".-[]:") != strlen(ehlo))
			return why_refuse(why, "ehlo: is no name of a host");
		text_addf(out, "/%s", ehlo);
	}
	return text_failed(out) ? -ENOMEM : 0;
}

static void set_callbacks(struct smtp *smtp)
{
	CURL *curl = smtp->curl;

	curl_easy_setopt(curl, CURLOPT_USE_SSL,
			 (long)(smtp->talk.is_encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_reply_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, on_socket);
	curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, smtp);
	/* The only way to see which command is on its way; nothing of it is kept. */
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
}

static int set_up(struct smtp *smtp, struct redactor *redactor, struct why *why)
{
	CLEANUP(text_done) struct text url = {0};
	struct net_url parts;
	int r = check_url(smtp, &parts, why);

	if (r == 0)
		r = full_url(smtp, &url, why);
	if (r != 0)
		return r;
	smtp->curl =
		net_open(url.data, "smtp,smtps", values_text(smtp->values, "ca_file"), smtp->error);
	if (smtp->curl == NULL)
		return -ENOMEM;
	set_callbacks(smtp);
	r = set_login(smtp, redactor, why);
	return r != 0 ? r : set_sender(smtp, why);
}

static int smtp_open(const struct values *values, struct redactor *redactor, void **ret_channel,
		     struct why *why)
{
	struct smtp *smtp = calloc(1, sizeof(*smtp));
	int r;

	if (smtp == NULL)
		return -ENOMEM;
	smtp->values = values;
	r = set_up(smtp, redactor, why);
	if (r == 0)
		*ret_channel = smtp;
	else
		smtp_close(smtp);
	return r;
}

/* ---- sending -------------------------------------------------------------------------------- */

static CURLcode perform(struct smtp *smtp, const struct render_mailbox *to,
			const struct attempt *attempt)
{
	smtp_talk_begin(&smtp->talk, smtp->from.needs_smtputf8 || to->needs_smtputf8);
	smtp->mail_read = 0;
	smtp->error[0] = '\0';
	/*
	 * Until the mail is answered: libcurl would keep a connection on which the answer did not
	 * come in time, and take it for the answer to the next mail.
	 */
	curl_easy_setopt(smtp->curl, CURLOPT_FORBID_REUSE, 1L);
	if (!net_set_deadline(smtp->curl, attempt->deadline_ms))
		return CURLE_OPERATION_TIMEDOUT;
	return curl_easy_perform(smtp->curl);
}

static void transfer(struct smtp *smtp, const struct render_mailbox *to,
		     const struct attempt *attempt, struct finding *ret_finding)
{
	struct curl_slist *recipients = curl_slist_append(NULL, to->address);
	CURLcode result = CURLE_OUT_OF_MEMORY;

	smtp->tray = attempt->tray;
	if (recipients != NULL) {
		curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
		curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE,
				 (curl_off_t)smtp->mail.length);
		result = perform(smtp, to, attempt);
		if (result != CURLE_OK && smtp_talk_is_stale(&smtp->talk, result))
			result = perform(smtp, to, attempt);
		curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
		curl_slist_free_all(recipients);
	}
	smtp_talk_judge(&smtp->talk, result, smtp->error, ret_finding);
}

static void smtp_send(void *channel, const struct attempt *attempt, struct finding *ret_finding)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct smtp *smtp = channel;
	struct render_mailbox to;
	const char *why = "";
	int r = render_mailbox_parse(attempt->job->address, &arena, &to);

	if (r == -EINVAL) {
		finding_set(ret_finding, VERDICT_PERMANENT, 0, "'%s' is no mail address",
			    attempt->job->address);
		return;
	}
	text_clear(&smtp->mail);
	if (r == 0)
		r = render_mail(attempt->job, attempt->document, values_text(smtp->values, "from"),
				&smtp->mail, &why);
	if (r == -ENOMEM)
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
	else if (r < 0)
		finding_set(ret_finding, VERDICT_PERMANENT, 0, "cannot be written as a mail: %s",
			    why);
	else
		transfer(smtp, &to, attempt, ret_finding);
}

static int smtp_render(const struct values *values, const struct job *job,
		       const struct document *document, struct text *out, const char **ret_why)
{
	return render_mail(job, document, values_text(values, "from"), out, ret_why);
}

const struct transport transport_smtp = {
	.name = "smtp",
	.grace_ms = GRACE_MS,
	.open = smtp_open,
	.send = smtp_send,
	.close = smtp_close,
	.render = smtp_render,
};
