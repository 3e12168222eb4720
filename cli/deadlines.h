/*
 * The deadlines of an agreement that are open, with who was told, as `show` tells of them.
 */
#ifndef RENEWD_CLI_DEADLINES_H
#define RENEWD_CLI_DEADLINES_H

#include <jansson.h>

#include "cli/facts.h"

/* An array; NULL when memory is short. */
json_t *deadlines_json(const struct cli *cli, const struct agreement *agreement,
		       const struct history *history);

/* Adds those of which somebody was told. */
void deadlines_add(const struct cli *cli, struct facts *facts, const struct agreement *agreement,
		   const struct history *history);

#endif
