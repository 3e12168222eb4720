/* renewctl ack, renewctl decide: an responding, from the command line to the store. */
#ifndef RENEWD_CLI_ACK_H
#define RENEWD_CLI_ACK_H

#include "cli/about.h"
#include "cli/forecast.h"
#include "db/responses.h"

struct responding {
	struct cli *cli;
	const struct option_value *options;
	struct about_wish wish;
	struct agreement agreement;
	struct open_deadline open; /* the deadline that it is about */
	struct store_response response;
	struct forecast forecast;
};

/* Says what was responded, and which reminders go on. */
enum exit_status ack_print(const struct responding *responding);

#endif
