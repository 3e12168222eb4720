/*
 * renewctl run, renewctl retry: what only the daemon may do. The request goes into the store; the
 * daemon hears of it at once and writes its answer there.
 */
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "cli/display.h"
#include "cli/field.h"
#include "core/cleanup.h"

#define WAIT_SECONDS 60
#define POLL_MS	     50

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void pause_ms(int64_t ms)
{
	struct timespec length = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	nanosleep(&length, NULL);
}

struct answer {
	int status; /* enum exit_status */
	const char *text;
};

/* Waits until there is an answer, the daemon is gone or the time is up. */
static enum exit_status wait_for(struct cli *cli, int64_t id, struct answer *ret_answer)
{
	int64_t end_ms = monotonic_ms() + WAIT_SECONDS * 1000;

	for (;;) {
		bool has_daemon = store_daemon(cli->store) != 0;
		int result = store_answered(cli->store, id, &cli->arena, &ret_answer->status,
					    &ret_answer->text);

		if (result == 0)
			return EXIT_DONE;
		if (result != STORE_NOT_FOUND && result != -EBUSY)
			return cli_store_failed(cli, result);
		if (!has_daemon) {
			cli_error("renewd ended before it answered: what was asked is done when it "
				  "runs again");
			return EXIT_MACHINE;
		}
		if (monotonic_ms() >= end_ms) {
			cli_error(
				"renewd has not answered within %d s: what was asked stays noted; "
				"\"renewctl status\" and renewd's log say more",
				WAIT_SECONDS);
			return EXIT_MACHINE;
		}
		pause_ms(POLL_MS);
	}
}

static enum exit_status print_answer(const struct cli *cli, const struct answer *answer)
{
	enum exit_status status = answer->status >= EXIT_DONE && answer->status <= EXIT_MACHINE
					  ? (enum exit_status)answer->status
					  : EXIT_MACHINE;

	if (cli->is_json) {
		enum exit_status printed =
			field_print(cli, json_pack("{s:i, s:o}", "status", (int)status, "answer",
						   field_text(answer->text)));

		return cli_worse(status, printed);
	}
	if (status == EXIT_DONE) {
		CLEANUP(text_done) struct text line = {0};

		display_add(&line, answer->text);
		text_add_char(&line, '\n');
		terminal_write(&cli->out, &line);
	} else {
		cli_error("%s", answer->text);
	}
	return status;
}

/* Asks, waits, and tells the answer. */
static enum exit_status ask(struct cli *cli, const char *kind, const char *argument)
{
	struct answer answer = {0};
	int64_t id;
	enum exit_status status;
	int result;

	if (store_daemon(cli->store) == 0) {
		CLEANUP(text_done) struct text cure = {0};

		cli_start_hint(cli, &cure);
		cli_error("no renewd runs on %s: %s", store_path(cli->store), text_string(&cure));
		return EXIT_MACHINE;
	}
	result = store_ask(cli->store, kind, argument, cli_now_ms(cli), &id);
	if (result == 0)
		result = store_ring(cli->store);
	if (result != 0)
		return cli_store_failed(cli, result);
	status = wait_for(cli, id, &answer);
	return status == EXIT_DONE ? print_answer(cli, &answer) : status;
}

static enum exit_status run_run(struct cli *cli, const struct args *args)
{
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);

	(void)args;
	if (status == EXIT_DONE)
		status = ask(cli, "run", NULL);
	return status;
}

static enum exit_status retry_run(struct cli *cli, const struct args *args)
{
	char number[24];
	int64_t found;
	int result;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);

	if (status != EXIT_DONE)
		return status;
	result = store_find_delivery(cli->store, args->words[0], &found);
	if (result == STORE_NOT_FOUND) {
		cli_error("no message has the number \"%s\": \"renewctl deliveries\" shows them",
			  args->words[0]);
		return EXIT_WRONG;
	}
	if (result != 0)
		return cli_store_failed(cli, result);
	snprintf(number, sizeof(number), "%lld", (long long)found);
	return ask(cli, "retry", number);
}

const struct command command_run = {
	.name = "run",
	.run = run_run,
	.words = "",
	.summary = "Make a run now: send what is due today.",
	.description = "Asks the renewd that has the store, and waits at most 60 s for its answer. "
		       "What was sent before is not sent again. \"renewctl preview\" shows "
		       "beforehand what a run would send.",
};

const struct command command_retry = {
	.name = "retry",
	.run = retry_run,
	.words = "NUMBER",
	.words_min = 1,
	.words_max = 1,
	.summary = "Try a dead message again.",
	.description = "NUMBER is that of \"renewctl deliveries\". Asks the renewd that has the "
		       "store, and waits at most 60 s for its answer.",
};
