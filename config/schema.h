/*
 * The schema: every key of the configuration, one row each (schema.c).
 *
 * A path names a key: "office.name"; "channels.*.url" is the url of every channel, "policies[].end"
 * the end of every policy. A row says how a value is read (read) and where it goes: offset bytes
 * into the struct (raw.h) of the section in which the key stands. To add a key, add a row. The keys
 * of profiles stand in a table of their own (profile_schema.h), as if in a section "profile".
 */
#ifndef RENEWD_CONFIG_SCHEMA_H
#define RENEWD_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/reading.h"

/* What a value is; it says which C type stands at the offset. */
enum key_type {
	KEY_TEXT,	/* const char * */
	KEY_WORD,	/* const char *: one of key->words */
	KEY_NUMBER,	/* int64_t */
	KEY_TIME,	/* int: minute of the day */
	KEY_SPAN,	/* struct span */
	KEY_YEAR_DAY,	/* struct year_day */
	KEY_DAY,	/* struct day */
	KEY_ZONE,	/* const char * */
	KEY_PATH,	/* const char *: absolute */
	KEY_HOST,	/* const char * */
	KEY_EMAIL,	/* const char * */
	KEY_MAILBOX,	/* const char *: Name <address> */
	KEY_NAME,	/* const char *: a key of another section */
	KEY_SMTP_URL,	/* const char * */
	KEY_SECRET,	/* struct setting: a reference */
	KEY_SECRET_URL, /* struct setting: a reference or a URL */
	KEY_WEEKDAYS,	/* uint8_t */
	KEY_TEXTS,	/* struct patterns: names */
	KEY_EMAILS,	/* struct patterns */
	KEY_NAMES,	/* struct patterns: keys of other sections */
	KEY_PATTERNS,	/* struct patterns */
	KEY_COUNTRIES,	/* struct patterns */
	KEY_SPANS,	/* struct raw_spans */
	KEY_SECTION,	/* the struct of a section whose keys have defaults */
	KEY_GROUP,	/* the struct of a section that may be absent as a whole */
	KEY_RULE,	/* struct raw_rule */
	KEY_OCCASION,	/* struct raw_occasion */
	KEY_STEPS,	/* struct raw_escalations */
	KEY_CHANNELS,	/* struct raw_channels */
	KEY_CONTACTS,	/* struct raw_contacts */
	KEY_POLICIES,	/* struct raw_policies */
	KEY_COLUMNS,	/* struct profile: its columns */
	KEY_PHRASES	/* struct profile: its phrases */
};

enum key_need { KEY_OPTIONAL, KEY_REQUIRED };

struct key {
	const char *path;
	unsigned int channels; /* types of channel that have it: 1 << CHANNEL_SMTP …; 0: all */
	enum key_type type;
	enum key_need need;
	int64_t min; /* characters, days of a span, or the unit's number */
	int64_t max; /* same; of a list: its items */
	const char *unit;
	const char *fallback;	  /* the default, as it would be written; a list with ", " */
	const char *const *words; /* KEY_WORD; ends with NULL */
	size_t offset;
	bool (*read)(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);
	const char *help;
};

extern const struct key schema_keys[];
extern const size_t schema_key_count;

/* SCHEMA_ANY_CHANNEL, or 1 << enum channel_type: only the keys that such a channel has. */
#define SCHEMA_ANY_CHANNEL (~0u)

/*
 * The next key that stands directly in the section ("" is the file itself) after key, or the
 * first when key is NULL; NULL after the last.
 */
const struct key *schema_next(const char *section, unsigned int channels, const struct key *key);

/* The last word of the path: "url" of "channels.*.url". */
const char *schema_name(const struct key *key);

/* What a value of that type is called: "text", "secret reference". */
const char *schema_type_name(enum key_type type);

/* Whether a value of that type may be a list. */
bool schema_type_is_list(enum key_type type);

/* The key that was probably meant by an unknown name in a section, or NULL. */
const struct key *schema_guess(const char *section, unsigned int channels, const char *name);

#endif
