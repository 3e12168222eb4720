/*
 * renewctl: operates renewd's store. See renewctl(1).
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/display.h"
#include "core/cleanup.h"

static enum exit_status run_command(struct cli *cli, const struct args *args)
{
	if (args->global[GLOBAL_VERSION].is_set) {
		fprintf(cli->out.file, "renewctl %s\n", RENEWD_VERSION);
		return EXIT_DONE;
	}
	if (args->global[GLOBAL_HELP].is_set)
		return cli_help(cli, args->command);
	cli->config_path = args->global[GLOBAL_CONFIG].text;
	cli->store_path = args->global[GLOBAL_STORE].text;
	cli->is_json = args->global[GLOBAL_JSON].is_set;
	cli->clock_text = args->global[GLOBAL_CLOCK].text;
	return args->command->run(cli, args);
}

int main(int argc, char **argv)
{
	CLEANUP(text_done) struct text error = {0};
	enum exit_status status = EXIT_WRONG;
	struct cli cli = {0};
	struct args args;

	display_init();
	terminal_init(&cli.out, stdout);
	if (args_parse(argc, argv, &args, &error))
		status = run_command(&cli, &args);
	else
		cli_error("%s", text_string(&error));
	cli_done(&cli);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status != EXIT_MACHINE) {
		cli_error("the output could not be written");
		status = EXIT_MACHINE;
	}
	return (int)status;
}
