/*
 * From bytes to a configuration: a tree of nodes (tree.c), sections as they are written (schema.c
 * and the readers it names), checks of what only the whole shows (check.c), struct config.
 */
#include "config/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/channels.h"
#include "config/check.h"
#include "config/contacts.h"
#include "config/digest.h"
#include "config/fingerprint.h"
#include "config/load.h"
#include "config/policies.h"
#include "config/raw.h"
#include "config/section.h"
#include "config/tree.h"
#include "core/cleanup.h"

DEFINE_FREE(struct config, config_free);

static const char *reply_to_of(const struct raw *raw)
{
	if (raw->office.reply_to != NULL)
		return raw->office.reply_to;
	for (size_t i = 0; i < raw->contacts.count; i++) {
		const struct raw_contact *contact = &raw->contacts.items[i];

		if (strcmp(contact->node->key, raw->office.keeper) == 0)
			return contact->email.count > 0 ? contact->email.items[0] : NULL;
	}
	return NULL;
}

static struct dates dates_of(const struct raw_dates *raw)
{
	struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};

	if (strcmp(raw->vague, "first") == 0)
		dates.vague = VAGUE_FIRST;
	else if (strcmp(raw->vague, "last") == 0)
		dates.vague = VAGUE_LAST;
	if (strcmp(raw->term_ends, "day_before") == 0)
		dates.term_ends = TERM_ENDS_DAY_BEFORE;
	return dates;
}

static void make(struct reading *reading, const struct raw *raw, struct config *config)
{
	config->office = (struct office){
		.name = raw->office.name,
		.timezone = raw->office.timezone,
		.language = raw->office.language,
		.reply_to = reply_to_of(raw),
		.academic_year = raw->office.academic_year.starts,
	};
	config->store_path = raw->store;
	config->schedule = (struct schedule){raw->schedule.minute, raw->schedule.weekdays};
	config->dates = dates_of(&raw->dates);
	config->digest = digest_make(raw);
	channels_make(reading, raw, config);
	if (reading->error == 0)
		contacts_make(reading, raw, config);
	if (reading->error == 0)
		policies_make(reading, raw, config);
	if (reading->error == 0)
		config->fingerprint = fingerprint_of(config);
}

/* Fills config unless there are errors, which the caller finds in problems or reading->error. */
static void read_into(struct reading *reading, const char *text, size_t length,
		      struct config *config)
{
	size_t errors = reading->problems->errors;
	struct raw raw = {0};

	reading->root = tree_read(reading, text, length);
	if (reading->root == NULL)
		return;
	section_read(reading, reading->root, "", SCHEMA_ANY_CHANNEL, &raw);
	if (reading->error == 0)
		check_all(reading, &raw);
	if (reading->error == 0 && reading->problems->errors == errors)
		make(reading, &raw, config);
}

int config_parse(const char *text, size_t length, const char *name, struct problems *problems,
		 struct config **ret_config)
{
	CLEANUP(config_freep) struct config *config = calloc(1, sizeof(*config));
	CLEANUP(arena_done) struct arena scratch = {0};
	struct reading reading = {.scratch = &scratch, .problems = problems, .file = name};
	size_t errors = problems->errors;

	if (config == NULL)
		return -ENOMEM;
	reading.arena = &config->arena;
	if (length > CONFIG_SIZE_MAX)
		reading_error_at(&reading, 0, 0, "too_long",
				 "has %zu bytes; at most %d are allowed", length, CONFIG_SIZE_MAX);
	else
		read_into(&reading, text, length, config);
	if (reading.error != 0)
		return reading.error;
	problems_sort(problems);
	if (problems->errors != errors)
		return 1;
	*ret_config = config;
	config = NULL;
	return 0;
}

int config_load(const char *path, struct problems *problems, struct config **ret_config)
{
	CLEANUP(config_freep) struct config *config = NULL;
	CLEANUP(text_done) struct text bytes = {0};
	int result = load_file(path, problems, &bytes);

	if (result == 0)
		result = config_parse(text_string(&bytes), bytes.length, path, problems, &config);
	if (result != 0)
		return result;
	config->path = arena_copy(&config->arena, path);
	if (config->path == NULL)
		return -ENOMEM;
	*ret_config = config;
	config = NULL;
	return 0;
}

void config_free(struct config *config)
{
	if (config == NULL)
		return;
	arena_done(&config->arena);
	free(config);
}

const struct channel *config_channel(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->channel_count; i++) {
		if (strcmp(config->channels[i].name, name) == 0)
			return &config->channels[i];
	}
	return NULL;
}

const char *channel_type_name(enum channel_type type)
{
	return channels_types[type];
}

bool channel_type_is_mail(enum channel_type type)
{
	return type == CHANNEL_SMTP || type == CHANNEL_MAILDIR;
}

struct plan_rules config_plan_rules(const struct config *config, const struct day *holidays,
				    size_t holiday_count)
{
	return (struct plan_rules){
		.policies = config->policies,
		.calendar =
			{
				.weekdays = config->schedule.weekdays,
				.holidays = holidays,
				.holiday_count = holiday_count,
			},
		.dates = config->dates,
		.contacts = config->contacts,
	};
}
