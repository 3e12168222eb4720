/*
 * The channels and their secrets, as far as they can be looked at outside of the service.
 */
#include "cli/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/courier.h"
#include "core/cleanup.h"

/* Notes a secret that is given to the service alone. 0, or -ENOMEM. */
static int add_note(struct check *check, const struct channel *channel,
		    const struct setting *setting)
{
	bool is_credential = setting->kind == SETTING_CREDENTIAL;

	return problems_add(&check->notes, PROBLEM_WARNING, cli_config_path(check->cli), 0, 0,
			    is_credential ? "credential" : "environment",
			    "channel %s: %s: %s %s is given to the service alone: \"renewctl "
			    "status\" and renewd's log say whether it is there",
			    channel->name, setting->key,
			    is_credential ? "credential" : "environment variable", setting->text);
}

/* Whether the courier, started from here, would see that secret as it would in the service. */
static bool is_in_sight(const struct setting *setting)
{
	switch (setting->kind) {
	case SETTING_CREDENTIAL:
		return getenv("CREDENTIALS_DIRECTORY") != NULL;
	case SETTING_ENV:
		return false;
	case SETTING_TEXT:
	case SETTING_NUMBER:
	case SETTING_BOOLEAN:
	case SETTING_FILE:
		break;
	}
	return true;
}

/*
 * Whether the courier can be asked about a channel: not when it would miss a secret. Notes each
 * one that the service alone sees.
 */
static int look_at_secrets(struct check *check, const struct channel *channel, bool *ret_can_ask)
{
	bool can_ask = true;
	int result = 0;

	for (size_t i = 0; i < channel->settings.count && result == 0; i++) {
		const struct setting *setting = &channel->settings.items[i];

		if (is_in_sight(setting))
			continue;
		if (setting->kind != SETTING_ENV || getenv(setting->text) == NULL)
			can_ask = false;
		result = add_note(check, channel, setting);
	}
	*ret_can_ask = can_ask;
	return result;
}

static int add_complaints(struct check *check, const struct text *complaints)
{
	const char *at = text_string(complaints);
	int result = 0;

	while (*at != '\0' && result == 0) {
		size_t length = strcspn(at, "\n");

		result = problems_add(&check->findings, PROBLEM_ERROR, cli_config_path(check->cli),
				      0, 0, "channel", "channel %.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
	return result;
}

static enum exit_status check_channel(struct check *check, const char *path,
				      const struct channel *channel)
{
	CLEANUP(text_done) struct text complaints = {0};
	enum exit_status status;
	bool can_ask;

	if (look_at_secrets(check, channel, &can_ask) != 0)
		return cli_failed(path, -ENOMEM);
	if (!can_ask)
		return EXIT_DONE;
	status = courier_check(path, channel, &complaints);
	if (status != EXIT_FOUND)
		return status;
	return add_complaints(check, &complaints) == 0 ? EXIT_DONE : cli_failed(path, -ENOMEM);
}

enum exit_status check_channels(struct check *check, const char *given)
{
	const struct config *config = check->cli->config;
	const char *path = courier_path(check->cli, given);
	enum exit_status status = path == NULL ? EXIT_MACHINE : EXIT_DONE;

	for (size_t i = 0; i < config->channel_count && status == EXIT_DONE; i++)
		status = check_channel(check, path, &config->channels[i]);
	return status;
}
