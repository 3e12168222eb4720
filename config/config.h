/*
 * The configuration: /etc/renewd/renewd.yaml, read, checked and turned into what the core needs.
 *
 * All keys stand in one table (config/schema.c): name, type, limits, default, help text, setter.
 */
#ifndef RENEWD_CONFIG_CONFIG_H
#define RENEWD_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/contact.h"
#include "core/digest.h"
#include "core/plan.h"
#include "core/policy.h"
#include "core/problem.h"
#include "core/setting.h"
#include "core/term.h"
#include "core/text.h"
#include "core/year_day.h"

#define CONFIG_DEFAULT_PATH  "/etc/renewd/renewd.yaml"
#define CONFIG_DEFAULT_STORE "/var/lib/renewd/renewd.db"
#define CONFIG_SIZE_MAX	     (1024 * 1024) /* bytes of the file */

enum channel_type { CHANNEL_SMTP, CHANNEL_SLACK, CHANNEL_WEBHOOK, CHANNEL_MAILDIR };

struct channel {
	const char *name;
	enum channel_type type;
	struct settings settings; /* all but name and type, with defaults filled in */
};

struct office {
	const char *name;
	const char *timezone; /* name in the zone database; its file exists */
	const char *language; /* "en" */
	const char *reply_to; /* an e-mail address: reply_to, else the keeper's first; or NULL */
	struct year_day academic_year; /* on which one starts; none: not said */
};

struct schedule {
	int minute;	  /* of the day, 0 to 1439 */
	uint8_t weekdays; /* as in struct calendar */
};

/* Everything belongs to the arena; config_free() ends it all. */
struct config {
	struct arena arena;
	const char *path; /* of the file; NULL when it was read from memory */
	struct office office;
	const char *store_path;
	struct schedule schedule;
	struct dates dates;
	const struct channel *channels;
	size_t channel_count;
	struct contacts contacts;
	struct policies policies;
	struct digest_schedule digest;
	uint64_t fingerprint; /* of all that planning depends on; see config_load() */
};

/*
 * Reads a configuration file. Complaints, errors and warnings, are added to problems, each with
 * its line and column; the file is NUL-checked, at most CONFIG_SIZE_MAX bytes, UTF-8.
 *
 * 0 when there were no errors: *ret_config is the caller's, to be freed with config_free().
 * 1 when there were errors: nothing is returned but the problems.
 * A negative errno when memory is short; a file that cannot be read is a problem, not an errno.
 *
 * The fingerprint covers policies, contacts (not a trial), schedule days, dates, zone and
 * PLANNER_VERSION: two configurations with the same fingerprint plan the same days.
 */
int config_load(const char *path, struct problems *problems, struct config **ret_config);

/* As config_load(), from memory; name stands for the file in problems. */
int config_parse(const char *text, size_t length, const char *name, struct problems *problems,
		 struct config **ret_config);

void config_free(struct config *config);

/* The channel of that name, or NULL. */
const struct channel *config_channel(const struct config *config, const char *name);

/* "smtp", "slack" … */
const char *channel_type_name(enum channel_type type);

/* Whether the channel sends e-mail, so that addresses are e-mail addresses (smtp, maildir). */
bool channel_type_is_mail(enum channel_type type);

/*
 * Appends a description of all keys: path, type, limits, default and what each is for, as
 * `renewctl` prints it (see text_failed()).
 */
void config_describe(struct text *out);

/*
 * What the core plans with. The calendar has the schedule's weekdays and the holidays given, which
 * are ascending and stay the caller's.
 */
struct plan_rules config_plan_rules(const struct config *config, const struct day *holidays,
				    size_t holiday_count);

#endif
