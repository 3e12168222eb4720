/*
 * renewctl help: the same as --help.
 */
#include "cli/cli.h"

static enum exit_status help_run(struct cli *cli, const struct args *args)
{
	const struct command *command = NULL;

	if (args->word_count > 0) {
		command = command_find(args->words[0]);
		if (command == NULL) {
			cli_error("there is no command \"%s\": \"renewctl help\" lists all",
				  args->words[0]);
			return EXIT_WRONG;
		}
	}
	return cli_help(cli, command);
}

const struct command command_help = {
	.name = "help",
	.run = help_run,
	.words = "[COMMAND]",
	.words_max = 1,
	.summary = "Show what commands there are, or what one of them does.",
	.description = "The same as \"renewctl --help\" and \"renewctl COMMAND --help\".",
};
