#include "courier/redact.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "core/cleanup.h"
#include "core/text.h"

#define HIDDEN	  "[hidden]"
#define URL_SHOWN "[URL]"

/* A secret this short stands in any text by chance. */
#define SHORT_SECRET 4

static void wipe(char *text)
{
	if (text != NULL)
		explicit_bzero(text, strlen(text));
	free(text);
}

/* Takes piece. */
static int add(struct redactor *redactor, char *piece)
{
	if (piece == NULL)
		return -ENOMEM;
	if (redactor->count == redactor->capacity) {
		size_t capacity = redactor->capacity == 0 ? 16 : redactor->capacity * 2;
		char **pieces = realloc(redactor->pieces, capacity * sizeof(*pieces));

		if (pieces == NULL) {
			wipe(piece);
			return -ENOMEM;
		}
		redactor->pieces = pieces;
		redactor->capacity = capacity;
	}
	redactor->pieces[redactor->count++] = piece;
	return 0;
}

static int add_base64(struct redactor *redactor, const char *bytes, size_t length)
{
	gchar *base64 = g_base64_encode((const guchar *)bytes, length);
	int r = add(redactor, strdup(base64));

	explicit_bzero(base64, strlen(base64));
	g_free(base64);
	return r;
}

int redact_secret(struct redactor *redactor, const char *secret)
{
	int r;

	if (secret[0] == '\0')
		return 0;
	r = add(redactor, strdup(secret));
	return r < 0 ? r : add_base64(redactor, secret, strlen(secret));
}

int redact_login(struct redactor *redactor, const char *username, const char *password)
{
	/* NUL username NUL password */
	size_t user_length = strlen(username), length = user_length + strlen(password) + 2;
	char *plain = calloc(1, length + 1);
	int r;

	if (plain == NULL)
		return -ENOMEM;
	memcpy(plain + 1, username, user_length);
	memcpy(plain + 2 + user_length, password, strlen(password));
	r = add_base64(redactor, plain, length);
	explicit_bzero(plain, length);
	free(plain);
	return r;
}

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef";
	const char *found = c == '\0' ? NULL : strchr(digits, g_ascii_tolower(c));

	return found == NULL ? -1 : (int)(found - digits);
}

static void percent_decode(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		int high = *from == '%' ? hex_value(from[1]) : -1;
		int low = high < 0 ? -1 : hex_value(from[2]);

		if (low < 0 || (high == 0 && low == 0)) {
			*to++ = *from;
			continue;
		}
		*to++ = (char)(high << 4 | low);
		from += 2;
	}
	*to = '\0';
}

static int add_piece(struct redactor *redactor, const char *piece, size_t length)
{
	char *decoded;
	int r;

	if (length < REDACT_PIECE_MIN)
		return 0;
	r = add(redactor, strndup(piece, length));
	if (r < 0 || memchr(piece, '%', length) == NULL)
		return r;
	decoded = strndup(piece, length);
	if (decoded == NULL)
		return -ENOMEM;
	percent_decode(decoded);
	return add(redactor, decoded);
}

/* What follows the host: path and query as a whole, and between their delimiters. */
static int add_pieces(struct redactor *redactor, const char *rest)
{
	int r = add_piece(redactor, rest, strlen(rest));

	while (r == 0 && *rest != '\0') {
		size_t length = strcspn(rest, "/?&=#;:@");

		r = add_piece(redactor, rest, length);
		rest += length;
		rest += *rest != '\0';
	}
	return r;
}

int redact_url(struct redactor *redactor, const char *url)
{
	const char *scheme_end = strstr(url, "://");
	const char *authority = scheme_end == NULL ? url : scheme_end + 3;
	const char *path = authority + strcspn(authority, "/?#");
	const char *at = memrchr(authority, '@', (size_t)(path - authority));
	int r = redact_secret(redactor, url);

	if (r == 0 && at != NULL) {
		CLEANUP(free_memory) char *user = strndup(authority, (size_t)(at - authority));

		r = user == NULL ? -ENOMEM : add_pieces(redactor, user);
	}
	return r < 0 ? r : add_pieces(redactor, path);
}

/* The length of a URL at text (scheme, "://", what follows up to white space or a quote), or 0. */
static size_t url_length(const char *text)
{
	size_t scheme = 0;

	while (g_ascii_isalnum(text[scheme]) ||
	       (scheme > 0 && strchr("+-.", text[scheme]) && text[scheme] != '\0'))
		scheme++;
	if (scheme == 0 || !g_ascii_isalpha(text[0]) || strncmp(text + scheme, "://", 3) != 0)
		return 0;
	return scheme + strcspn(text + scheme, " \t\r\n\"'<>");
}

/* The longest secret at text, or 0. */
static size_t secret_length(const struct redactor *redactor, const char *text)
{
	size_t longest = 0;

	for (size_t i = 0; i < redactor->count; i++) {
		size_t length = strlen(redactor->pieces[i]);

		if (length > longest && g_ascii_strncasecmp(text, redactor->pieces[i], length) == 0)
			longest = length;
	}
	return longest;
}

/* How many bytes at text are one character that may be shown; 0 when the byte may not. */
static size_t shown_length(const char *text)
{
	unsigned int code;
	size_t length = text_utf8(text, strlen(text), &code);

	if (length == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0))
		return 0;
	return length;
}

/* Adds a piece when it fits; false when it does not. */
static bool append(char *to, size_t size, size_t *used, const char *piece, size_t length)
{
	if (length >= size - *used)
		return false;
	memcpy(to + *used, piece, length);
	*used += length;
	return true;
}

/* Writes the clean form of text to `to`. False when nothing of it may be shown. */
static bool clean(const struct redactor *redactor, const char *text, char *to, size_t size)
{
	size_t used = 0;
	bool fits = true;

	while (*text != '\0' && fits) {
		size_t secret = secret_length(redactor, text), length;

		if (secret > 0 && secret < SHORT_SECRET)
			return false;
		if (secret > 0) {
			fits = append(to, size, &used, HIDDEN, strlen(HIDDEN));
			text += secret;
		} else if ((length = url_length(text)) > 0) {
			fits = append(to, size, &used, URL_SHOWN, strlen(URL_SHOWN));
			text += length;
		} else if ((length = shown_length(text)) > 0) {
			fits = append(to, size, &used, text, length);
			text += length;
		} else {
			fits = append(to, size, &used, "?", 1);
			text++;
		}
	}
	to[used] = '\0';
	return true;
}

void redact_text(const struct redactor *redactor, char *text, size_t size)
{
	CLEANUP(free_memory) char *copy = malloc(size);

	/* Without memory it is better to say nothing than to say too much. */
	if (copy == NULL || !clean(redactor, text, copy, size))
		text[0] = '\0';
	else
		memcpy(text, copy, strlen(copy) + 1);
}

void redact_finding(const struct redactor *redactor, struct finding *finding)
{
	redact_text(redactor, finding->text, VERDICT_TEXT_MAX + 1);
}

void redact_done(struct redactor *redactor)
{
	for (size_t i = 0; i < redactor->count; i++)
		wipe(redactor->pieces[i]);
	free(redactor->pieces);
	*redactor = (struct redactor){0};
}
