/*
 * The codes of the problems in registers, by agreement, for lists that show many agreements.
 */
#ifndef RENEWD_CLI_CODES_H
#define RENEWD_CLI_CODES_H

#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"

struct codes {
	struct store_problem *problems; /* by agreement */
	size_t count;
	const char *found[64]; /* of the last codes_of() */
};

/* Reads all problems of the store into cli->arena. */
enum exit_status codes_load(struct codes *codes, struct cli *cli);

/* The codes of one agreement, valid until the next call; at most 64 are given. */
const char *const *codes_of(struct codes *codes, int64_t agreement_id, size_t *ret_count);

#endif
