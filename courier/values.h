/*
 * The settings of a channel with their secrets resolved.
 */
#ifndef RENEWD_COURIER_VALUES_H
#define RENEWD_COURIER_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/setting.h"
#include "courier/why.h"

struct value {
	const char *key; /* the setting's */
	char *text;	 /* NULL for a number or a boolean */
	int64_t number;
	bool is_secret;
};

/* Zero holds nothing. */
struct values {
	struct value *items;
	size_t count;
};

/*
 * Resolves all settings, which must outlive the values. 0, -ENOMEM, or REFUSED with the reason
 * for the first secret that cannot be had. The caller ends *ret_values with values_done().
 */
int values_resolve(const struct settings *settings, struct values *ret_values, struct why *why);

/* As above without the secrets, as if they were not set: for rendering. 0 or -ENOMEM. */
int values_plain(const struct settings *settings, struct values *ret_values);

/* The value with that key, or NULL. */
const struct value *values_find(const struct values *values, const char *key);

/* Its text, or NULL when there is none. */
const char *values_text(const struct values *values, const char *key);

/* Wipes the secrets. */
void values_done(struct values *values);

#endif
