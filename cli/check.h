/*
 * What `check` finds: the configuration by itself, its channels, and against the agreements.
 */
#ifndef RENEWD_CLI_CHECK_H
#define RENEWD_CLI_CHECK_H

#include "cli/cli.h"
#include "cli/usage.h"

struct check {
	struct cli *cli;
	struct problems findings; /* without those of the configuration's file */
	struct problems notes;	  /* what cannot be looked at from here; no findings */
	struct usage usage;
	bool has_store;
	bool has_plan;
	size_t notices;
	size_t messages;
	size_t warnings; /* in the configuration's file */
};

/*
 * Asks the courier (its program, or NULL for the installed one) about each channel: findings are
 * settings that cannot be right and secrets that cannot be had. A secret that only the service
 * can see is noted.
 */
enum exit_status check_channels(struct check *check, const char *given);

#endif
