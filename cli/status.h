/*
 * What `status` shows: whether all is well, as text or as JSON.
 */
#ifndef RENEWD_CLI_STATUS_H
#define RENEWD_CLI_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"
#include "cli/plan.h"

/* A message that has been tried for longer than this needs a human. */
#define STATUS_RETRYING_MS (24 * INT64_C(3600000))

/* A channel over which nothing goes. */
struct status_trouble {
	const char *channel;
	int64_t since_ms;
	const struct delivery *last; /* the message that failed last over it; NULL: none is known */
};

struct status {
	int64_t now_ms;
	int daemon; /* pid; 0: none */
	int64_t agreements;
	int64_t deliveries[DELIVERY_STATES];
	const struct delivery *oldest; /* of those that are retrying; NULL: none */
	const struct status_trouble *troubles;
	size_t trouble_count;
	const struct store_problem *problems;
	size_t problem_count;
	bool lists_problems; /* --problems */
	struct next_run next;
};

/* Whether the oldest message that is retrying has waited for longer than STATUS_RETRYING_MS. */
bool status_waits_long(const struct status *status);

enum exit_status status_print_text(const struct cli *cli, const struct status *status);
enum exit_status status_print_json(const struct cli *cli, const struct status *status);

#endif
