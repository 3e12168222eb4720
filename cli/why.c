/*
 * renewctl why: why somebody was told or not told about one agreement, and what comes next.
 */
#include "cli/why.h"

#include <errno.h>

static enum exit_status read_all(struct cli *cli, int64_t id, struct why *why)
{
	int result = store_agreement(cli->store, id, &cli->arena, &why->agreement);

	if (result == 0)
		result = why_read(cli, why);
	if (result != 0)
		return result == -ENOMEM ? cli_failed("reading", result)
					 : cli_store_failed(cli, result);
	why->view = view_make(cli, &why->agreement, cli->today);
	return forecast_make(cli, &why->agreement, &why->forecast);
}

static enum exit_status why_run(struct cli *cli, const struct args *args)
{
	struct why why = {0};
	int64_t id;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);

	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status == EXIT_DONE)
		status = read_all(cli, id, &why);
	if (status != EXIT_DONE)
		return status;
	return cli->is_json ? why_print_json(cli, &why) : why_print_text(cli, &why);
}

const struct command command_why = {
	.name = "why",
	.run = why_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Explain who was told what about an agreement, and what comes next.",
	.description =
		"ID is that of \"renewctl list\", or the registration number when only one "
		"agreement has it. Each reminder is listed with the day on which it was decided, "
		"what was decided and why, the messages that carried it and what became of them, "
		"and between them what people answered; then all reminders that are to come about "
		"the deadlines that are near: each with its day and why it is that one, who will "
		"get it (where that changes), by which policy, and what an answer hides until "
		"when. "
		"The coming runs are played with the planner that makes them.\n"
		"Without a configuration the built-in policy is used to look ahead.",
};
