/*
 * A setting of a channel on its way from the configuration to the courier. Secrets travel as
 * references, which the courier alone resolves.
 */
#ifndef RENEWD_CORE_SETTING_H
#define RENEWD_CORE_SETTING_H

#include <stddef.h>
#include <stdint.h>

enum setting_kind {
	SETTING_TEXT,
	SETTING_NUMBER,
	SETTING_BOOLEAN,
	SETTING_CREDENTIAL, /* text: name of a file in $CREDENTIALS_DIRECTORY */
	SETTING_FILE,	    /* text: absolute path of a file */
	SETTING_ENV	    /* text: name of an environment variable */
};

struct setting {
	const char *key; /* as in the configuration: "url", "password" */
	enum setting_kind kind;
	const char *text;
	int64_t number; /* SETTING_NUMBER, SETTING_BOOLEAN (0 or 1) */
};

struct settings {
	const struct setting *items;
	size_t count;
};

/* The setting with that key, or NULL. */
const struct setting *settings_find(const struct settings *settings, const char *key);

#endif
