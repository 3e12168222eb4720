#include "config/secret.h"

#include <string.h>

#include "config/scalar.h"
#include "config/url.h"
#include "config/value.h"
#include "core/setting.h"

#define REFERENCE_MAX 255

static bool is_name(const char *text, const char *others)
{
	size_t length = strlen(text);

	if (length == 0 || length > REFERENCE_MAX)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) &&
		    strchr(others, c) == NULL)
			return false;
	}
	return true;
}

/* systemd.exec(5): a credential's ID is a file name. */
static const char *credential_fault(const char *text)
{
	return is_name(text, "-_.") && text[0] != '.'
		       ? NULL
		       : "must be the name of a credential: letters, digits, '-', '_' and '.'";
}

static const char *file_fault(const char *text)
{
	return value_path_fault(text) == NULL ? NULL : "must be the absolute path of a file";
}

/* POSIX.1-2017, 8.1. */
static const char *env_fault(const char *text)
{
	return is_name(text, "_") && (text[0] < '0' || text[0] > '9')
		       ? NULL
		       : "must be the name of an environment variable: letters, digits and '_'";
}

static const struct {
	const char *name;
	enum setting_kind kind;
	const char *(*fault)(const char *text);
} places[] = {
	{"credential", SETTING_CREDENTIAL, credential_fault},
	{"file", SETTING_FILE, file_fault},
	{"env", SETTING_ENV, env_fault},
};

static bool read_place(struct reading *reading, const struct node *node, size_t which,
		       struct setting *ret_setting)
{
	const char *text = scalar_get(reading, node);
	const char *fault;

	if (text == NULL)
		return false;
	fault = places[which].fault(text);
	if (fault != NULL) {
		reading_error(reading, node, "bad_value", "%s", fault);
		return false;
	}
	text = reading_copy(reading, text);
	if (text == NULL)
		return false;
	*ret_setting = (struct setting){.kind = places[which].kind, .text = text};
	return true;
}

static bool read_reference(struct reading *reading, const struct node *node,
			   struct setting *ret_setting)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const struct node *child = node_get(node, places[i].name);

		if (child != NULL && node->count == 1)
			return read_place(reading, child, i, ret_setting);
	}
	/* The keys are not repeated: {hunter2} is a secret that was written as a key. */
	reading_error(reading, node, "bad_value",
		      "must be one of {credential: NAME}, {file: /PATH} and {env: NAME}");
	return false;
}

/* Complains unless the node is a group of keys. */
static bool is_reference(struct reading *reading, const struct node *node, const struct key *key)
{
	if (node->kind == NODE_MAP)
		return true;
	if (node->kind != NODE_BROKEN)
		reading_error(reading, node, "literal_secret",
			      "a secret must not stand in this file; keep it as a credential or in "
			      "a file of its own and write here: %s: {credential: NAME} or "
			      "{file: /PATH} or {env: NAME}",
			      schema_name(key));
	return false;
}

bool secret_reference(struct reading *reading, const struct node *node, const struct key *key,
		      void *place)
{
	return is_reference(reading, node, key) && read_reference(reading, node, place);
}

static const char *post_url_fault(const char *text)
{
	struct url url;
	const char *fault = url_fault(text, &url);

	if (fault != NULL)
		return fault;
	if (strchr(url.rest, '#') != NULL)
		return "it has a fragment (#)";
	if (url_is(&url, "https"))
		return NULL;
	if (!url_is(&url, "http"))
		return "it must begin with https://";
	return url_is_local(&url) ? NULL : "http:// is for this machine only; use https://";
}

/* A URL may hold a secret: no complaint repeats it. */
static bool complain_of_url(struct reading *reading, const struct node *node, const char *fault)
{
	reading_error(reading, node, "bad_url", "the URL cannot be used: %s", fault);
	return false;
}

bool secret_url(struct reading *reading, const struct node *node, const struct key *key,
		void *place)
{
	struct setting *setting = place;
	const char *text;
	const char *fault;

	(void)key;
	if (node->kind == NODE_MAP)
		return read_reference(reading, node, setting);
	text = scalar_get(reading, node);
	if (text == NULL)
		return false;
	fault = post_url_fault(text);
	if (fault != NULL)
		return complain_of_url(reading, node, fault);
	text = reading_copy(reading, text);
	if (text == NULL)
		return false;
	*setting = (struct setting){.kind = SETTING_TEXT, .text = text};
	return true;
}

static const char *smtp_url_fault(const char *text)
{
	struct url url;
	const char *fault;

	if (strstr(text, "://") == NULL)
		return "smtp:// or smtps:// is missing; write it like "
		       "smtp://mail.example.edu:587 or smtps://mail.example.edu:465";
	fault = url_fault(text, &url);
	if (fault != NULL)
		return fault;
	if (!url_is(&url, "smtp") && !url_is(&url, "smtps"))
		return "it must begin with smtp:// or smtps://";
	return url.rest[0] == '\0' ? NULL : "nothing may stand behind the host and the port";
}

bool secret_smtp_url(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	const char *text = scalar_get(reading, node);
	const char *fault;

	(void)key;
	if (text == NULL)
		return false;
	fault = smtp_url_fault(text);
	if (fault != NULL)
		return complain_of_url(reading, node, fault);
	text = reading_copy(reading, text);
	if (text == NULL)
		return false;
	*(const char **)place = text;
	return true;
}
