/*
 * What `show` tells of an agreement. Only cli/show*.c need this.
 */
#ifndef RENEWD_CLI_SHOW_H
#define RENEWD_CLI_SHOW_H

#include "cli/view.h"
#include "db/responses.h"

struct shown {
	struct agreement agreement;
	struct view view;
	struct store_origin source;
	bool has_source;
	struct store_problem *problems;
	size_t problem_count;
	struct store_audit *history;
	size_t history_count;
	struct store_edit *edits;
	size_t edit_count;
	struct history planned; /* ledger lines and responses */
	struct store_response *responses;
	size_t response_count;
};

enum exit_status show_print_json(struct cli *cli, const struct shown *shown);

#endif
