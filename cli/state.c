/* renewctl supersede, withdraw, reopen: agreements that are not watched any more, and back. */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/import.h"
#include "cli/view.h"
#include "core/cleanup.h"

enum supersede_option { SUPERSEDE_BY };

static const struct option_row supersede_options[] = {
	[SUPERSEDE_BY] = {"by", OPTION_TEXT, "ID", "The agreement that takes its place."},
};

struct change_of_state {
	enum agreement_state to;
	const char *how;  /* for the audit */
	const char *done; /* "is superseded": stands behind the agreement */
	const char *was;  /* the same, where nothing changed */
	int64_t by;	  /* the agreement that takes its place; 0: none */
};

/* Answers the question about both, should it be open. */
static int answer(struct cli *cli, int64_t id, int64_t by, const struct author *author)
{
	if (by == 0)
		return 0;
	return store_answer_problem(cli->store, id, by, IMPORT_SUCCESSOR, author);
}

static int write_state(struct cli *cli, int64_t id, const struct change_of_state *change,
		       struct agreement *agreement, bool *ret_is_changed)
{
	const struct author author = {
		.who = cli_who(cli), .how = change->how, .at_ms = cli_now_ms(cli)};
	int result = store_agreement(cli->store, id, &cli->arena, agreement);

	if (result != 0)
		return result;
	*ret_is_changed = agreement->state != change->to;
	agreement->state = change->to;
	if (change->to == STATE_ACTIVE) {
		*ret_is_changed |= vague_is_known(agreement->terminated_on);
		agreement->terminated_on = (struct vague){0};
	}
	result = store_update_agreement(cli->store, agreement, /* source_row= */ 0, cli->today,
					&author);
	return result == 0 ? answer(cli, id, change->by, &author) : result;
}

static enum exit_status print(struct cli *cli, const struct agreement *agreement,
			      const struct change_of_state *change, bool is_changed)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};
	CLEANUP(text_done) struct text partners = {0};

	if (cli->is_json)
		return field_print(cli, json_pack("{s:I, s:s}", "id", (json_int_t)agreement->id,
						  "state", agreement_state_name(change->to)));
	view_partners(&partners, agreement);
	facts_heading(&facts, "Agreement %lld, %s, %s", (long long)agreement->id,
		      text_string(&partners), is_changed ? change->done : change->was);
	if (text_failed(&partners))
		facts.out.failed = true;
	return facts_print(&facts);
}

static enum exit_status change_state(struct cli *cli, int64_t id,
				     const struct change_of_state *change)
{
	struct agreement agreement;
	bool is_changed = false;
	int result = store_begin(cli->store);

	if (result == 0)
		result = write_state(cli, id, change, &agreement, &is_changed);
	if (result == 0)
		result = store_commit(cli->store);
	store_rollback(cli->store);
	return result == 0 ? print(cli, &agreement, change, is_changed)
			   : cli_store_failed(cli, result);
}

static enum exit_status start(struct cli *cli, const struct args *args, int64_t *ret_id)
{
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);

	return status == EXIT_DONE ? cli_find(cli, args->words[0], ret_id) : status;
}

/* What nobody watches takes nobody's place: then nobody would be told of either. */
static enum exit_status check_successor(struct cli *cli, int64_t id)
{
	struct agreement agreement;
	int result = store_agreement(cli->store, id, &cli->arena, &agreement);

	if (result != 0)
		return cli_store_failed(cli, result);
	if (agreement.state == STATE_ACTIVE)
		return EXIT_DONE;
	cli_error(
		"agreement %lld is %s: it takes no other's place; \"renewctl reopen %lld\" first, "
		"if it is to be watched",
		(long long)id, agreement_state_name(agreement.state), (long long)id);
	return EXIT_WRONG;
}

static enum exit_status supersede_run(struct cli *cli, const struct args *args)
{
	struct change_of_state change = {
		.to = STATE_SUPERSEDED,
		.done = "is superseded: nobody is told of it any more",
		.was = "is superseded already",
	};
	char how[64];
	enum exit_status status;
	int64_t id;

	if (!args->options[SUPERSEDE_BY].is_set) {
		cli_error("supersede needs --by: the ID of the agreement that takes its place");
		return EXIT_WRONG;
	}
	status = start(cli, args, &id);
	if (status == EXIT_DONE)
		status = cli_find(cli, args->options[SUPERSEDE_BY].text, &change.by);
	if (status == EXIT_DONE && change.by == id) {
		cli_error("an agreement cannot take its own place");
		status = EXIT_WRONG;
	}
	if (status == EXIT_DONE)
		status = check_successor(cli, change.by);
	if (status != EXIT_DONE)
		return status;
	/* On record is also by which one. */
	snprintf(how, sizeof(how), "supersede --by %lld", (long long)change.by);
	change.how = how;
	return change_state(cli, id, &change);
}

static enum exit_status withdraw_run(struct cli *cli, const struct args *args)
{
	static const struct change_of_state change = {
		.to = STATE_WITHDRAWN,
		.how = "withdraw",
		.done = "is withdrawn: nobody is told of it any more",
		.was = "is withdrawn already",
	};
	int64_t id;
	enum exit_status status = start(cli, args, &id);

	return status == EXIT_DONE ? change_state(cli, id, &change) : status;
}

static enum exit_status reopen_run(struct cli *cli, const struct args *args)
{
	static const struct change_of_state change = {
		.to = STATE_ACTIVE,
		.how = "reopen",
		.done = "is watched again",
		.was = "is watched already",
	};
	int64_t id;
	enum exit_status status = start(cli, args, &id);

	return status == EXIT_DONE ? change_state(cli, id, &change) : status;
}

const struct command command_supersede = {
	.name = "supersede",
	.run = supersede_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Another agreement has taken its place.",
	.description =
		"Needs --by. The agreement stays on record; nobody is told of it any more, and "
		"messages about it that wait are withdrawn. It settles the question whether the "
		"later agreement takes its place. \"renewctl reopen\" undoes it.",
	.options = OPTION_ROWS(supersede_options),
};

const struct command command_withdraw = {
	.name = "withdraw",
	.run = withdraw_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Stop watching an agreement.",
	.description =
		"For one that is gone from its register, or that was never to be watched. It stays "
		"on record; nobody is told of it any more. \"renewctl reopen\" undoes it.",
};

const struct command command_reopen = {
	.name = "reopen",
	.run = reopen_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Watch an agreement again.",
	.description = "Undoes \"renewctl supersede\", \"renewctl withdraw\" and \"renewctl "
		       "terminate\".",
};
