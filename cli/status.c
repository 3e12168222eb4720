/*
 * renewctl status: whether all is well.
 */
#include "cli/status.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"

enum status_option { STATUS_PROBLEMS };

static const struct option_row status_options[] = {
	[STATUS_PROBLEMS] = {"problems", OPTION_FLAG, NULL,
			     "List the problems of all registers too."},
};

/* So many messages of one state are looked at for what a channel answered last. */
#define DELIVERIES_MAX 1000

/* ---- channels in trouble ------------------------------------------------------------------ */

/* The daemon keeps since when a channel refuses everything; 0 when it works. */
static int trouble_since(const struct cli *cli, const char *channel, int64_t *ret_ms)
{
	CLEANUP(text_done) struct text key = {0};
	int result;

	text_addf(&key, "trouble.%s", channel);
	if (text_failed(&key))
		return -ENOMEM;
	*ret_ms = 0;
	result = store_get_number(cli->store, text_string(&key), ret_ms);
	return result == STORE_NOT_FOUND ? 0 : result;
}

/* Looks among the messages of one state for one that failed later than *ret_last. */
static int find_failed(struct cli *cli, enum delivery_state state, const char *channel,
		       const struct delivery **ret_last)
{
	struct delivery_filter filter = {.by_state = true, .state = state, .limit = DELIVERIES_MAX};
	struct delivery *deliveries;
	size_t count;
	int result = store_deliveries(cli->store, &filter, &cli->arena, &deliveries, &count);

	for (size_t i = 0; result == 0 && i < count; i++) {
		const struct delivery *delivery = &deliveries[i];

		if (delivery->last_ms != 0 && strcmp(delivery->channel, channel) == 0 &&
		    (*ret_last == NULL || delivery->last_ms > (*ret_last)->last_ms))
			*ret_last = delivery;
	}
	return result;
}

static int read_trouble(struct cli *cli, struct status_trouble *trouble)
{
	static const enum delivery_state failed[] = {STATE_QUEUED, STATE_SENDING, STATE_RETRYING,
						     STATE_DEAD};
	int result = 0;

	for (size_t i = 0; i < sizeof(failed) / sizeof(failed[0]) && result == 0; i++)
		result = find_failed(cli, failed[i], trouble->channel, &trouble->last);
	return result;
}

static int read_troubles(struct cli *cli, struct status *status)
{
	const struct config *config = cli->config;
	struct status_trouble *troubles =
		arena_take_array(&cli->arena, config->channel_count, sizeof(*troubles));
	int result = troubles == NULL ? -ENOMEM : 0;

	for (size_t i = 0; i < config->channel_count && result == 0; i++) {
		struct status_trouble trouble = {.channel = config->channels[i].name};

		result = trouble_since(cli, trouble.channel, &trouble.since_ms);
		if (result != 0 || trouble.since_ms == 0)
			continue;
		result = read_trouble(cli, &trouble);
		troubles[status->trouble_count++] = trouble;
	}
	status->troubles = troubles;
	return result;
}

/* ---- the rest ----------------------------------------------------------------------------- */

static int read_oldest(struct cli *cli, struct status *status)
{
	struct delivery_filter filter = {.by_state = true, .state = STATE_RETRYING};
	struct delivery *deliveries;
	size_t count;
	int result = store_deliveries(cli->store, &filter, &cli->arena, &deliveries, &count);

	for (size_t i = 0; result == 0 && i < count; i++) {
		if (status->oldest == NULL || deliveries[i].created_ms < status->oldest->created_ms)
			status->oldest = &deliveries[i];
	}
	return result;
}

static enum exit_status read_status(struct cli *cli, struct status *status)
{
	struct store_problem *problems;
	int result = store_count(cli->store, &status->agreements);

	if (result == 0)
		result = store_delivery_counts(cli->store, status->deliveries);
	if (result == 0)
		result = read_oldest(cli, status);
	if (result == 0)
		result = read_troubles(cli, status);
	if (result == 0)
		result = store_problems(cli->store, /* agreement_id= */ 0, /* only_untold= */ false,
					/* limit= */ 0, &cli->arena, &problems,
					&status->problem_count);
	if (result != 0)
		return result == -ENOMEM ? cli_failed("reading", result)
					 : cli_store_failed(cli, result);
	status->problems = problems;
	status->now_ms = cli_now_ms(cli);
	status->daemon = store_daemon(cli->store);
	return plan_next_run(cli, &status->next);
}

bool status_waits_long(const struct status *status)
{
	return status->oldest != NULL &&
	       status->now_ms - status->oldest->created_ms > STATUS_RETRYING_MS;
}

/* What needs a human; problems of registers do not, they stay until the register is mended. */
static bool needs_human(const struct status *status)
{
	return status->daemon == 0 || status->agreements == 0 || status->next.is_missed ||
	       status->trouble_count > 0 || status->deliveries[STATE_DEAD] > 0 ||
	       status_waits_long(status);
}

static enum exit_status status_run(struct cli *cli, const struct args *args)
{
	struct status status = {.lists_problems = args->options[STATUS_PROBLEMS].is_set};
	enum exit_status result = cli_start(cli, CLI_NEEDS_CONFIG, STORE_READ);

	if (result == EXIT_DONE)
		result = read_status(cli, &status);
	if (result == EXIT_DONE)
		result = cli->is_json ? status_print_json(cli, &status)
				      : status_print_text(cli, &status);
	if (result == EXIT_DONE && needs_human(&status))
		result = EXIT_FOUND;
	return result;
}

const struct command command_status = {
	.name = "status",
	.run = status_run,
	.words = "",
	.summary = "Show whether all is well.",
	.description =
		"Exit status 1, for a monitor: renewd does not run on this store, there is no "
		"agreement in it, a scheduled run was missed (it began not within five minutes of "
		"its time), a channel refuses "
		"everything, a message has been retrying for more than a day, or one was given "
		"up.\n"
		"Problems of registers alone leave the exit status as it is: they stay until the "
		"register is mended and imported again.",
	.options = OPTION_ROWS(status_options),
};
