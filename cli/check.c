/*
 * renewctl check: what would keep a reminder from its reader.
 *
 * The configuration by itself, then its channels (the courier looks at their secrets), then the
 * configuration against the agreements that are there.
 */
#include <errno.h>
#include <unistd.h>

#include "cli/check.h"
#include "cli/courier.h"
#include "cli/display.h"
#include "cli/field.h"
#include "cli/owner.h"
#include "cli/plan.h"
#include "cli/today.h"
#include "core/cleanup.h"

enum check_option { CHECK_COURIER };

static const struct option_row check_options[] = {
	[CHECK_COURIER] = COURIER_OPTION,
};

static void check_done(struct check *check)
{
	problems_done(&check->findings);
	problems_done(&check->notes);
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
			result = problems_add(
				&check->findings, PROBLEM_WARNING, path, 0, 0, "unused_policy",
				"policy \"%s\" decides about no agreement: its match fits "
				"none of the %zu; mend the match, or remove the "
				"policy",
				name, check->usage.agreements);
		else if (check->usage.policies[i] == USAGE_SHADOWED)
			result = problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0,
					      "shadowed_policy",
					      "policy \"%s\" decides about no agreement: earlier "
					      "policies decide about all that it fits; move it "
					      "up, or remove it",
					      name);
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
		CLEANUP(text_done) struct text cure = {0};

		owner_cure(&cure, contacts, owner->name);
		if (text_failed(&cure))
			return -ENOMEM;
		result =
			problems_add(&check->findings, PROBLEM_WARNING, path, 0, 0, "unknown_owner",
				     "no contact is called \"%s\", the owner of %zu agreement%s: "
				     "%s gets the reminders; %s",
				     owner->name, owner->count, owner->count == 1 ? "" : "s",
				     keeper, text_string(&cure));
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
	check->notices = run_notices(&planned.run);
	check->messages = planned.run.delivery_count;
	check->has_plan = status == EXIT_DONE;
	return status;
}

static int add_holidays(struct check *check)
{
	CLEANUP(text_done) struct text words = {0};

	today_holidays(check->cli, &words);
	if (text_failed(&words))
		return -ENOMEM;
	if (words.length == 0)
		return 0;
	return problems_add(&check->findings, PROBLEM_WARNING, store_path(check->cli->store), 0, 0,
			    "holidays_end", "holidays: %s", text_string(&words));
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
	if (result == 0)
		result = add_holidays(check);
	return result == 0 ? count_notices(check) : cli_failed(path, result);
}

/* ---- the result --------------------------------------------------------------------------- */

static json_t *problems_json(const struct problems *problems)
{
	json_t *array = json_array();

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		json_t *object = json_pack("{s:s, s:o}", "code", problem->code, "text",
					   field_text(problem->text));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static enum exit_status print_json(const struct check *check)
{
	json_t *reminders =
		check->has_plan ? json_integer((json_int_t)check->notices) : json_null();
	json_t *messages =
		check->has_plan ? json_integer((json_int_t)check->messages) : json_null();

	return field_print(check->cli, json_pack("{s:o, s:i, s:o, s:o, s:o, s:o, s:o}", "config",
						 field_text(cli_config_path(check->cli)),
						 "file_warnings", (int)check->warnings, "findings",
						 problems_json(&check->findings), "notes",
						 problems_json(&check->notes), "trial",
						 today_trial_json(check->cli), "reminders",
						 reminders, "messages", messages));
}

/* What cannot be looked at from here is no finding. */
static void print_notes(const struct check *check)
{
	for (size_t i = 0; i < check->notes.count; i++) {
		CLEANUP(text_done) struct text line = {0};

		display_add(&line, check->notes.items[i].text);
		fprintf(check->cli->out.file, "%s\n", text_string(&line));
	}
}

/* It is meant as it is, and so no finding; but nobody should take it for the real thing. */
static int print_trial(const struct check *check)
{
	CLEANUP(text_done) struct text words = {0};
	CLEANUP(text_done) struct text line = {0};

	today_trial(check->cli, &words);
	if (words.length > 0) {
		text_add(&line, "A trial is on: ");
		display_add(&line, text_string(&words));
		text_add(&line, ".\n");
		terminal_write(&check->cli->out, &line);
	}
	return text_failed(&words) || text_failed(&line) ? -ENOMEM : 0;
}

static enum exit_status print_result(const struct check *check)
{
	const struct cli *cli = check->cli;

	if (cli->is_json)
		return print_json(check);
	print_notes(check);
	if (print_trial(check) != 0)
		return cli_failed("writing", -ENOMEM);
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
		fputs(check->notes.count == 0 ? "Nothing is wrong.\n"
					      : "Nothing is wrong, as far as can be seen from "
						"here.\n",
		      cli->out.file);
	return EXIT_DONE;
}

static enum exit_status check_run(struct cli *cli, const struct args *args)
{
	CLEANUP(check_done) struct check check = {.cli = cli};
	enum exit_status status = check_file(&check);

	if (status == EXIT_DONE)
		status = cli_set_clock(cli);
	if (status == EXIT_DONE) {
		int result = today_absences(cli, &check.findings);

		status = result == 0 ? EXIT_DONE : cli_failed("checking", result);
	}
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
		"decides about none of them, an owner whom no contact knows. Names absences that "
		"are long over and holidays that must be read soon. Then says whether a trial is "
		"on, and how much the next run would send.\n"
		"What only the service can see, a credential or a variable of its environment, is "
		"named and is no finding.\n"
		"Exit status: 1 when something was found, 2 when the configuration cannot be used.",
	.options = OPTION_ROWS(check_options),
};
