/*
 * Commands: one row each, with all that --help says about it. Each command group is a file
 * (cli/list.c …) that exports its rows; cli/command.c lists them.
 */
#ifndef RENEWD_CLI_COMMAND_H
#define RENEWD_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/option.h"
#include "core/text.h"

struct cli;
struct args;

enum exit_status {
	EXIT_DONE,
	EXIT_FOUND,  /* what was asked for is done, and something needs a human */
	EXIT_WRONG,  /* wrong usage or configuration */
	EXIT_MACHINE /* the machine failed */
};

struct command {
	const char *name;
	enum exit_status (*run)(struct cli *cli, const struct args *args);
	const char *words; /* what it takes beside options: "FILE..."; "" when nothing */
	size_t words_min;
	size_t words_max;
	const char *summary;	 /* one line */
	const char *description; /* paragraphs, divided by line ends */
	struct option_rows options;
};

#define COMMAND_WORDS_ANY ((size_t)-1)

extern const struct command command_init;
extern const struct command command_check;
extern const struct command command_import;
extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_timeline;
extern const struct command command_preview;
extern const struct command command_simulate;
extern const struct command command_run;
extern const struct command command_why;
extern const struct command command_deliveries;
extern const struct command command_retry;
extern const struct command command_status;
extern const struct command command_holidays;
extern const struct command command_problems;
extern const struct command command_edit;
extern const struct command command_renew;
extern const struct command command_terminate;
extern const struct command command_ack;
extern const struct command command_decide;
extern const struct command command_supersede;
extern const struct command command_withdraw;
extern const struct command command_reopen;
extern const struct command command_help;

/* Options that every command takes, before or after its name. */
enum global_option {
	GLOBAL_CONFIG,
	GLOBAL_STORE,
	GLOBAL_JSON,
	GLOBAL_CLOCK,
	GLOBAL_HELP,
	GLOBAL_VERSION
};
#define GLOBAL_OPTIONS 6
extern const struct option_rows command_global_options;

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/* A name that was probably meant, or NULL. */
const char *command_guess(const char *name);

/* Appends what --help says: about all commands, or about one. */
void command_help_all(struct text *out);
void command_help_one(const struct command *command, struct text *out);

#endif
