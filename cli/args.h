/*
 * The command line, taken apart by the tables of options.
 */
#ifndef RENEWD_CLI_ARGS_H
#define RENEWD_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"
#include "cli/option.h"

struct args {
	const struct command *command; /* NULL when none is named */
	struct option_value global[GLOBAL_OPTIONS];
	struct option_value options[OPTIONS_MAX]; /* by the command's own rows */
	char **words;				  /* what is no option, after the command's name */
	size_t word_count;
};

/*
 * Reads argv[1] to argv[argc - 1]; moves the words to the front of argv, where words points.
 * "--name VALUE" and "--name=VALUE" are the same; after "--" everything is a word; options may
 * stand before and after words, those of a command after its name; "-h" is "--help".
 *
 * False: error says what is wrong and what would be right, one line; ret_args then still tells
 * which command was meant. Too few or too many words are wrong, unless help is asked for.
 */
bool args_parse(int argc, char **argv, struct args *ret_args, struct text *error);

#endif
