#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "core/cleanup.h"
#include "courier/http.h"
#include "courier/now.h"
#include "courier/render.h"
#include "courier/transport.h"

/* A stop waits for an answer so long that it is over within a second. */
#define GRACE_MS 800

/* Standard Webhooks 1.0.0: a symmetric secret is "whsec_" and the Base64 of 24 to 64 bytes. */
#define SECRET_PREFIX "whsec_"
#define KEY_MIN	      24
#define KEY_MAX	      64

#define DIGEST_SIZE 32 /* of SHA-256 */

struct key {
	guchar bytes[KEY_MAX];
	size_t length; /* 0: none */
};

struct webhook {
	struct http *http;
	struct key keys[2]; /* the current one, and the one before while it is changed */
	struct text body;
};

static void webhook_close(void *channel)
{
	struct webhook *webhook = channel;

	http_close(webhook->http);
	text_done(&webhook->body);
	explicit_bzero(webhook->keys, sizeof(webhook->keys));
	free(webhook);
}

static bool is_base64(const char *text)
{
	size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/");
	size_t padding = strspn(text + length, "=");

	return text[length + padding] == '\0' && padding <= 2 && (length + padding) % 4 == 0;
}

static int read_key(const struct values *values, const char *name, struct redactor *redactor,
		    struct key *ret_key, struct why *why)
{
	const char *text = values_text(values, name), *base64;
	guchar *bytes;
	gsize length;

	if (text == NULL)
		return 0;
	base64 = strncmp(text, SECRET_PREFIX, strlen(SECRET_PREFIX)) == 0
			 ? text + strlen(SECRET_PREFIX)
			 : NULL;
	if (base64 == NULL || !is_base64(base64))
		return why_refuse(why, "%s: must be " SECRET_PREFIX " and Base64 behind it", name);
	bytes = g_base64_decode(base64, &length);
	if (length >= KEY_MIN && length <= KEY_MAX) {
		memcpy(ret_key->bytes, bytes, length);
		ret_key->length = length;
	}
	explicit_bzero(bytes, length);
	g_free(bytes);
	if (ret_key->length == 0)
		return why_refuse(why, "%s: the key must have %d to %d bytes, not %zu", name,
				  KEY_MIN, KEY_MAX, (size_t)length);
	return redact_secret(redactor, base64);
}

static int webhook_open(const struct values *values, struct redactor *redactor, void **ret_channel,
			struct why *why)
{
	struct webhook *webhook = calloc(1, sizeof(*webhook));
	int r;

	if (webhook == NULL)
		return -ENOMEM;
	r = http_open(values, redactor, &webhook->http, why);
	if (r == 0)
		r = read_key(values, "secret", redactor, &webhook->keys[0], why);
	if (r == 0)
		r = read_key(values, "previous_secret", redactor, &webhook->keys[1], why);
	if (r == 0)
		*ret_channel = webhook;
	else
		webhook_close(webhook);
	return r;
}

/* Appends "v1,BASE64", the signature of "id.timestamp.body". */
static void add_signature(struct text *out, const struct key *key, const char *id,
			  const char *timestamp, const struct text *body)
{
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, key->bytes, key->length);
	guint8 digest[DIGEST_SIZE];
	gsize length = sizeof(digest);
	gchar *base64;

	g_hmac_update(hmac, (const guchar *)id, (gssize)strlen(id));
	g_hmac_update(hmac, (const guchar *)".", 1);
	g_hmac_update(hmac, (const guchar *)timestamp, (gssize)strlen(timestamp));
	g_hmac_update(hmac, (const guchar *)".", 1);
	g_hmac_update(hmac, (const guchar *)text_string(body), (gssize)body->length);
	g_hmac_get_digest(hmac, digest, &length);
	g_hmac_unref(hmac);
	base64 = g_base64_encode(digest, length);
	text_addf(out, "v1,%s", base64);
	g_free(base64);
}

/* The header with the signature of each key; empty when there is no key. */
static void sign(const struct webhook *webhook, const char *id, const char *timestamp,
		 struct text *out)
{
	for (size_t i = 0; i < sizeof(webhook->keys) / sizeof(webhook->keys[0]); i++) {
		if (webhook->keys[i].length == 0)
			continue;
		text_add(out, out->length == 0 ? "webhook-signature: " : " ");
		add_signature(out, &webhook->keys[i], id, timestamp, &webhook->body);
	}
}

static void post(struct webhook *webhook, const struct attempt *attempt,
		 struct finding *ret_finding)
{
	CLEANUP(text_done) struct text id = {0}, timestamp = {0}, signature = {0};
	struct http_answer answer;
	int64_t now = now_unix();
	char seconds[24];

	snprintf(seconds, sizeof(seconds), "%" PRId64, now);
	text_addf(&id, "webhook-id: %s", attempt->job->id);
	text_addf(&timestamp, "webhook-timestamp: %s", seconds);
	sign(webhook, attempt->job->id, seconds, &signature);
	if (text_failed(&id) || text_failed(&timestamp) || text_failed(&signature)) {
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
		return;
	}
	http_post(webhook->http, attempt,
		  (const char *const[]){id.data, timestamp.data, signature.data, NULL},
		  &webhook->body, &answer, ret_finding);
}

static void webhook_send(void *channel, const struct attempt *attempt, struct finding *ret_finding)
{
	struct webhook *webhook = channel;

	text_clear(&webhook->body);
	if (render_webhook(attempt->job, attempt->document, &webhook->body) < 0)
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
	else
		post(webhook, attempt, ret_finding);
}

static int webhook_render(const struct values *values, const struct job *job,
			  const struct document *document, struct text *out, const char **ret_why)
{
	(void)values;
	(void)ret_why;
	return render_webhook(job, document, out);
}

const struct transport transport_webhook = {
	.name = "webhook",
	.grace_ms = GRACE_MS,
	.open = webhook_open,
	.send = webhook_send,
	.close = webhook_close,
	.render = webhook_render,
};
