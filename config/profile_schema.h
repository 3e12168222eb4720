/*
 * The keys of a profile, one row each (profile_schema.c), and the values that only profiles have.
 */
#ifndef RENEWD_CONFIG_PROFILE_SCHEMA_H
#define RENEWD_CONFIG_PROFILE_SCHEMA_H

#include "config/schema.h"
#include "core/profile.h"

/* The section that stands for the file as a whole. */
#define PROFILE_ROOT "profile"

extern const struct key profile_keys[];
extern const size_t profile_key_count;

struct raw_profile_dates {
	const char *order;
};

struct raw_profile_defaults {
	const char *type;
	const char *owner;
	struct patterns country; /* one */
	struct span term;
};

/* The file as it is written. NULL: absent. */
struct raw_profile {
	const char *name;
	const char *format;
	const char *encoding;
	const char *sheet;
	struct profile profile; /* columns and phrases */
	struct raw_profile_dates dates;
	struct patterns types;
	struct patterns strip;
	const char *start;
	const char *stop;
	struct raw_profile_defaults defaults;
};

/* Readers for the schema's rows: into a struct profile. */
bool profile_columns(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);
bool profile_phrases(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);

/* "column 3" -> 3; 0: it is no position. */
size_t profile_position(const char *text);

/* Names of roles and phrases, each ending with NULL, for complaints. */
extern const char *const profile_role_words[];
extern const char *const profile_order_words[];

#endif
