/*
 * The courier's program, asked for what only it may do: look at secrets, render messages.
 */
#ifndef RENEWD_CLI_COURIER_H
#define RENEWD_CLI_COURIER_H

#include "cli/cli.h"
#include "core/text.h"
#include "wire/job.h"

/* The option that names its program, for the commands that need it. */
#define COURIER_OPTION                                                                             \
	{                                                                                          \
		"courier", OPTION_TEXT, "FILE",                                                    \
			"The program renewd-courier, when it is not where it was installed."       \
	}

/*
 * The program to run: the one given, else the one that was built or installed with this one. NULL,
 * after saying so, when memory is short or there is no such program. In cli->arena.
 */
const char *courier_path(struct cli *cli, const char *given);

/*
 * Whether the channel's settings are good and its secrets can be had. EXIT_FOUND: not, and
 * complaints gets a line for each reason, without a secret. Other failures are told.
 */
enum exit_status courier_check(const char *path, const struct channel *channel,
			       struct text *complaints);

/* Appends the bytes that the channel would send for a job. Failures are told. */
enum exit_status courier_render(const char *path, const struct channel *channel,
				const struct job *job, struct text *out);

#endif
