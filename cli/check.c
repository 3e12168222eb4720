/*
 * renewctl check: what would keep a reminder from its reader.
 *
 * The configuration by itself, then its channels (the courier looks at their secrets), then the
 * configuration against the agreements that are there.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/courier.h"
#include "cli/field.h"
#include "cli/plan.h"
#include "cli/usage.h"
#include "core/cleanup.h"

enum check_option { CHECK_COURIER };

static const struct option_row check_options[] = {
	[CHECK_COURIER] = COURIER_OPTION,
};

struct check {
	struct cli *cli;
	struct problems findings; /* without those of the configuration's file */
	struct usage usage;
	bool has_store;
	bool has_plan;
	size_t notices;
	size_t messages;
	size_t warnings; /* in the configuration's file */
};

static void check_done(struct check *check)
{
	problems_done(&check->findings);
	usage_done(&check->usage);
}

/* ---- the configuration's file ------------------------------------------------------------- */

static enum exit_status check_file(struct check *check)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct cli *cli = check->cli;
	const char *path = cli_config_path(cli);
	int result = config_load(path, &problems, &cli->config);

	if (result < 0)
		return cli_failed(path, result);
	problems_sort(&problems);
	cli_problems(&problems);
	check->warnings = problems.count + problems.dropped;
	return result == 0 ? EXIT_DONE : EXIT_WRONG;
}

/* ---- channels and their secrets ----------------------------------------------------------- */

/* Credentials are given to the service alone; seen from here they would all be missing. */
static const char *credential_of(const struct channel *channel)
{
	if (getenv("CREDENTIALS_DIRECTORY") != NULL)
		return NULL;
	for (size_t i = 0; i < channel->settings.count; i++) {
		if (channel->settings.items[i].kind == SETTING_CREDENTIAL)
			return channel->settings.items[i].text;
	}
	return NULL;
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

static enum exit_status check_channels(struct check *check, const char *given)
{
	const struct config *config = check->cli->config;
	const char *path = courier_path(check->cli, given);
	enum exit_status status = path == NULL ? EXIT_MACHINE : EXIT_DONE;

	for (size_t i = 0; i < config->channel_count && status == EXIT_DONE; i++) {
		const struct channel *channel = &config->channels[i];
		CLEANUP(text_done) struct text complaints = {0};
		const char *credential = credential_of(channel);

		if (credential != NULL) {
			if (!check->cli->is_json)
				fprintf(check->cli->out.file,
					"channel %s: credential %s is given to the service alone: "
					"\"renewctl status\" and renewd's log say whether it is "
					"there\n",
					channel->name, credential);
			continue;
		}
		status = courier_check(path, channel, &complaints);
		if (status != EXIT_FOUND)
			continue;
		status = add_complaints(check, &complaints) == 0 ? EXIT_DONE
								 : cli_failed(path, -ENOMEM);
	}
	return status;
}

/* ---- against the store -------------------------------------------------------------------- */

static int add_policies(struct check *check)
{
	const struct policies *policies = &check->cli->config->policies;
	const char *path = cli_config_path(check->cli);
	int result = 0;

	if (check->usage.agreements == 0)
		return 0;
	for (size_t i = 0; i < policies->count && result == 0; i++) {
		const char *name = policies->items[i].name;

		if (check->usage.policies[i] == USAGE_NONE)
			result = problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0,
					      "unused_policy",
					      "policy %s matches none of the %zu agreements: mend "
					      "its match, or remove it",
					      name, check->usage.agreements);
		else if (check->usage.policies[i] == USAGE_SHADOWED)
			result = problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0,
					      "shadowed_policy",
					      "policy %s decides about none of the %zu agreements: "
					      "earlier ones do; move it up, or remove it",
					      name, check->usage.agreements);
	}
	return result;
}

static int add_owners(struct check *check)
{
	const struct contacts *contacts = &check->cli->config->contacts;
	const char *keeper = contacts->items[contacts->keeper].name;
	const char *path = cli_config_path(check->cli);
	int result = 0;

	for (size_t i = 0; i < check->usage.owner_count && result == 0; i++) {
		const struct usage_owner *owner = &check->usage.owners[i];

		result = problems_add(
			&check->findings, PROBLEM_WARNING, path, 0, 0, "unknown_owner",
			"no contact is called \"%s\", the owner of %zu agreement%s: "
			"%s gets the reminders; add a contact or an alias",
			owner->name, owner->count, owner->count == 1 ? "" : "s", keeper);
	}
	if (result == 0 && check->usage.ownerless > 0)
		result = problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0, "no_owner",
				      "%zu agreement%s no owner: %s gets the reminders; name one "
				      "in the register",
				      check->usage.ownerless,
				      check->usage.ownerless == 1 ? " has" : "s have", keeper);
	return result;
}

static enum exit_status count_notices(struct check *check)
{
	CLEANUP(planned_done) struct planned planned = {0};
	struct next_run next;
	enum exit_status status = plan_next_run(check->cli, &next);

	if (status != EXIT_DONE || day_is_none(next.day))
		return status;
	status = plan_make(check->cli, next.day, next.is_gap, &planned);
	check->notices = planned_notices(&planned);
	check->messages = planned.run.delivery_count;
	check->has_plan = status == EXIT_DONE;
	return status;
}

static enum exit_status check_store(struct check *check)
{
	struct cli *cli = check->cli;
	const char *path = cli->store_path != NULL ? cli->store_path : cli->config->store_path;
	enum exit_status status;
	int result;

	if (access(path, F_OK) != 0 && errno == ENOENT) {
		result = problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0, "no_store",
				      "there is no store yet: make it with \"renewctl init\"");
		return result == 0 ? EXIT_DONE : cli_failed(path, result);
	}
	status = cli_open_store(cli, STORE_READ);
	if (status != EXIT_DONE)
		return status;
	check->has_store = true;
	result = usage_read(&check->usage, cli);
	if (result != 0 && result != -ENOMEM)
		return cli_store_failed(cli, result);
	if (result == 0)
		result = add_policies(check);
	if (result == 0)
		result = add_owners(check);
	return result == 0 ? count_notices(check) : cli_failed(path, result);
}

/* ---- the result --------------------------------------------------------------------------- */

static json_t *findings_json(const struct check *check)
{
	json_t *array = json_array();

	for (size_t i = 0; i < check->findings.count; i++) {
		const struct problem *problem = &check->findings.items[i];
		json_t *object = json_pack("{s:s, s:o}", "code", problem->code, "text",
					   field_text(problem->text));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static enum exit_status print_result(const struct check *check)
{
	const struct cli *cli = check->cli;

	if (cli->is_json)
		return field_print(
			cli, json_pack("{s:o, s:i, s:o, s:o, s:o}", "config",
				       field_text(cli_config_path(cli)), "file_warnings",
				       (int)check->warnings, "findings", findings_json(check),
				       "reminders",
				       check->has_plan ? json_integer((json_int_t)check->notices)
						       : json_null(),
				       "messages",
				       check->has_plan ? json_integer((json_int_t)check->messages)
						       : json_null()));
	cli_problems(&check->findings);
	if (check->has_store)
		fprintf(cli->out.file, "%zu agreement%s, %zu polic%s.\n", check->usage.agreements,
			check->usage.agreements == 1 ? "" : "s", cli->config->policies.count,
			cli->config->policies.count == 1 ? "y" : "ies");
	if (check->has_plan)
		fprintf(cli->out.file,
			"The next run would send %zu message%s with %zu reminder%s; \"renewctl "
			"preview\" shows them.\n",
			check->messages, check->messages == 1 ? "" : "s", check->notices,
			check->notices == 1 ? "" : "s");
	if (check->warnings + check->findings.count == 0)
		fputs("Nothing is wrong.\n", cli->out.file);
	return EXIT_DONE;
}

static enum exit_status check_run(struct cli *cli, const struct args *args)
{
	CLEANUP(check_done) struct check check = {.cli = cli};
	enum exit_status status = check_file(&check);

	if (status == EXIT_DONE)
		status = cli_set_clock(cli);
	if (status == EXIT_DONE)
		status = check_channels(&check, args->options[CHECK_COURIER].text);
	if (status == EXIT_DONE)
		status = check_store(&check);
	if (status == EXIT_DONE)
		status = print_result(&check);
	if (status == EXIT_DONE && check.warnings + check.findings.count > 0)
		status = EXIT_FOUND;
	return status;
}

const struct command command_check = {
	.name = "check",
	.run = check_run,
	.words = "",
	.summary = "Look for what would keep a reminder from its reader.",
	.description =
		"Names each mistake in the configuration with its line; asks the courier whether "
		"each channel's settings are good and its secrets can be read (nothing is sent); "
		"compares policies and contacts with the agreements in the store: a policy that "
		"decides about none of them, an owner whom no contact knows. Then says how much "
		"the next run would send.\n"
		"Exit status: 1 when something was found, 2 when the configuration cannot be used.",
	.options = OPTION_ROWS(check_options),
};
