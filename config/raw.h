/*
 * The sections of a file as they are read, before they are checked against each other and become
 * struct config. Strings belong to reading->arena; NULL: absent.
 */
#ifndef RENEWD_CONFIG_RAW_H
#define RENEWD_CONFIG_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/config.h"
#include "config/node.h"
#include "core/day.h"
#include "core/policy.h"
#include "core/setting.h"
#include "core/span.h"
#include "core/year_day.h"

struct raw_academic_year {
	struct year_day starts;
};

struct raw_office {
	const char *name;
	const char *timezone;
	const char *language;
	const char *keeper; /* key of a contact */
	const char *reply_to;
	struct raw_academic_year academic_year;
};

struct raw_schedule {
	int minute;
	uint8_t weekdays;
};

struct raw_dates {
	const char *vague;
	const char *term_ends;
};

/* The keys of all types of channel; those of another type stay empty. */
struct raw_channel {
	const struct node *node; /* its key is the name */
	bool is_good;		 /* it was read without an error */
	unsigned int type_bit;	 /* 1 << enum channel_type */
	const char *type;
	const char *url; /* smtp */
	const char *tls;
	const char *from;
	const char *username;
	const char *auth;
	const char *ehlo;
	const char *ca_file;
	const char *path;
	int64_t timeout;
	struct setting secret_url; /* slack, webhook */
	struct setting password;
	struct setting secret;
	struct setting previous_secret;
};

struct raw_channels {
	struct raw_channel *items;
	size_t count;
};

/* Without a deputy, the contact is never absent. */
struct raw_absence {
	struct day from; /* DAY_NONE: since ever */
	struct day until;
	const char *deputy_key;
	const struct raw_contact *deputy; /* once absence_check() has looked for it */
};

struct raw_contact {
	const struct node *node; /* its key is the contact's */
	bool is_good;
	const char *name;
	struct patterns aliases;
	struct patterns email;
	struct patterns channels;
	struct raw_absence absence;
};

struct raw_contacts {
	struct raw_contact *items;
	size_t count;
};

struct raw_spans {
	const struct span *items;
	size_t count;
};

struct raw_after {
	struct span every;
	struct span until;
};

struct raw_rule {
	const struct node *node; /* NULL: the policy says nothing */
	enum rule_state state;
	struct raw_spans before;
	struct raw_after after;
	struct span every;
	struct patterns to;
};

struct raw_escalation {
	const struct node *node;
	struct span after;
	struct patterns to;
};

/* The soonest first. */
struct raw_escalations {
	struct raw_escalation *items;
	size_t count;
};

struct raw_policy {
	const struct node *node;
	bool is_good;
	const char *name;
	struct match match;
	struct raw_rule rules[DEADLINE_KINDS];
	struct window window;
	struct patterns to;
	const char *group;
	struct raw_escalations escalations;
	struct span never_hide;
};

struct raw_policies {
	struct raw_policy *items;
	size_t count;
};

/* A day that comes again: of the week or of the month. */
struct raw_occasion {
	bool is_set;
	bool is_monthly;
	enum weekday weekday;
	int day_of_month;
};

struct raw_digest {
	struct patterns to;
	struct raw_occasion on;
	const char *skip_empty;
};

struct raw_trial {
	const char *to; /* key of a contact */
};

/* The file. */
struct raw {
	struct raw_office office;
	const char *store;
	struct raw_schedule schedule;
	struct raw_dates dates;
	struct raw_channels channels;
	struct raw_contacts contacts;
	struct raw_policies policies;
	struct raw_digest digest;
	struct raw_trial trial;
};

#endif
