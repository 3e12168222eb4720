/*
 * renewctl ack, renewctl decide: what somebody responds when told of a deadline.
 */
#include "cli/ack.h"

#include <errno.h>

#include "cli/explain.h"
#include "cli/note.h"
#include "core/cleanup.h"

enum respond_option { RESPOND_UNTIL, RESPOND_NOTE, RESPOND_ABOUT };

static const struct option_row respond_options[] = {
	[RESPOND_UNTIL] =
		{"until", OPTION_DAY, "DATE",
		 "The last day without reminders, today or later. Default: the deadline."},
	[RESPOND_NOTE] = {"note", OPTION_TEXT, "TEXT", "What there is to say about it."},
	[RESPOND_ABOUT] =
		{"about", OPTION_TEXT, "KIND",
		 "The deadline that is meant: end, notice, review or unknown. Default: "
		 "the one about which people were told last without an responding, else the "
		 "nearest."},
};

/* ---- what was asked for --------------------------------------------------------------------- */

static enum exit_status check_until(const struct responding *responding)
{
	const struct option_value *until = &responding->options[RESPOND_UNTIL];
	enum response_kind kind = responding->wish.response;
	char today[DAY_TEXT_SIZE];

	if (!until->is_set)
		return EXIT_DONE;
	if (kind == RESPONSE_LAPSE || kind == RESPONSE_UNDECIDED) {
		cli_error("decide %s puts no reminders off until a day: leave --until out",
			  response_kind_name(kind));
		return EXIT_WRONG;
	}
	if (day_compare(until->day, responding->cli->today) >= 0)
		return EXIT_DONE;
	cli_error("--until %s is in the past: it is the last day without reminders, %s or later",
		  until->text, day_format(responding->cli->today, today));
	return EXIT_WRONG;
}

static enum exit_status read_options(struct responding *responding)
{
	const struct option_value *about = &responding->options[RESPOND_ABOUT];
	enum exit_status status = note_check(&responding->options[RESPOND_NOTE]);

	if (status == EXIT_DONE)
		status = check_until(responding);
	if (status != EXIT_DONE || !about->is_set)
		return status;
	responding->wish.by_kind = true;
	if (deadline_kind_parse(about->text, &responding->wish.kind))
		return EXIT_DONE;
	cli_error("--about \"%s\": it takes end, notice, review or unknown", about->text);
	return EXIT_WRONG;
}

/* ---- the deadline --------------------------------------------------------------------------- */

/* "end, notice". */
static void add_kinds(struct text *out, const struct open_deadline *open, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_addf(out, "%s%s", i == 0 ? "" : ", ", deadline_kind_name(open[i].kind));
}

static enum exit_status refuse_state(const struct agreement *agreement)
{
	cli_error("agreement %lld is %s: nobody is told of it, and there is nothing to answer; "
		  "\"renewctl reopen %lld\" watches it again",
		  (long long)agreement->id, agreement_state_name(agreement->state),
		  (long long)agreement->id);
	return EXIT_WRONG;
}

static enum exit_status refuse(const struct responding *responding,
			       const struct open_deadline *open, size_t count)
{
	long long id = (long long)responding->agreement.id;
	CLEANUP(text_done) struct text kinds = {0};

	if (responding->agreement.state != STATE_ACTIVE)
		return refuse_state(&responding->agreement);
	add_kinds(&kinds, open, count);
	if (text_failed(&kinds))
		return cli_failed("choosing a deadline", -ENOMEM);
	if (responding->wish.response == RESPONSE_UNDECIDED)
		cli_error("nobody has answered about %s of agreement %lld: there is nothing to "
			  "take back",
			  responding->wish.by_kind ? explain_deadline(responding->wish.kind,
								      responding->agreement.notice)
						   : "a deadline",
			  id);
	else if (count == 0)
		cli_error("agreement %lld has no deadline: there is nothing to answer", id);
	else if (responding->wish.response == RESPONSE_LAPSE)
		cli_error("only what ends or renews itself can lapse; agreement %lld has: %s", id,
			  text_string(&kinds));
	else
		cli_error("--about %s: agreement %lld has no such deadline, only: %s",
			  deadline_kind_name(responding->wish.kind), id, text_string(&kinds));
	return EXIT_WRONG;
}

static enum exit_status choose(struct responding *responding)
{
	struct cli *cli = responding->cli;
	struct open_deadline open[DEADLINE_KINDS];
	const struct open_deadline *chosen;
	struct history history;
	size_t count;
	int result = store_history(cli->store, responding->agreement.id, &cli->arena, &history);

	if (result != 0)
		return cli_store_failed(cli, result);
	count = plan_open_deadlines(&responding->agreement, &history, &cli->rules, cli->today,
				    open);
	chosen = about_choose(open, count, &history, cli->today, &responding->wish);
	if (chosen == NULL)
		return refuse(responding, open, count);
	responding->open = *chosen;
	return EXIT_DONE;
}

/* ---- into the store ------------------------------------------------------------------------- */

static enum exit_status make_response(struct responding *responding)
{
	struct cli *cli = responding->cli;
	const struct option_value *until = &responding->options[RESPOND_UNTIL];

	if (responding->open.kind == DEADLINE_UNKNOWN && !until->is_set &&
	    response_counts(responding->wish.response)) {
		cli_error("no last day of agreement %lld is known, so --until DATE must say how "
			  "long to wait; \"renewctl edit %lld --last-day DATE\" sets it",
			  (long long)responding->agreement.id, (long long)responding->agreement.id);
		return EXIT_WRONG;
	}
	responding->response = (struct store_response){
		.response = {.kind = responding->wish.response,
			     .about = responding->open.kind,
			     .term_seq = responding->open.term_seq,
			     .deadline = responding->open.deadline,
			     .until = until->is_set ? until->day : DAY_NONE,
			     .on = cli->today},
		.note = responding->options[RESPOND_NOTE].text,
		.who = cli_who(cli),
		.at_ms = cli_now_ms(cli),
	};
	return EXIT_DONE;
}

static int write_response(struct responding *responding)
{
	struct cli *cli = responding->cli;
	const struct store_response *response = &responding->response;
	const struct author author = {.who = response->who, .how = "ack", .at_ms = response->at_ms};
	struct store_response *all;
	size_t count;
	int result = store_add_response(cli->store, responding->agreement.id, &response->response,
					response->note, &author);

	if (result == 0)
		result = store_responses(cli->store, responding->agreement.id, &cli->arena, &all,
					 &count);
	if (result == 0 && count > 0)
		responding->response = all[count - 1];
	return result;
}

static enum exit_status respond_one(struct responding *responding, int64_t id)
{
	struct cli *cli = responding->cli;
	int result = store_begin(cli->store);
	enum exit_status status;

	if (result == 0)
		result = store_agreement(cli->store, id, &cli->arena, &responding->agreement);
	status = result == 0 ? choose(responding) : cli_store_failed(cli, result);
	if (status == EXIT_DONE)
		status = make_response(responding);
	if (status == EXIT_DONE) {
		result = write_response(responding);
		if (result == 0)
			result = store_commit(cli->store);
		if (result != 0)
			status = cli_store_failed(cli, result);
	}
	store_rollback(cli->store);
	return status;
}

/* ---- the commands ------------------------------------------------------------------------- */

static enum exit_status respond(struct cli *cli, const struct args *args, enum response_kind kind)
{
	struct responding responding = {
		.cli = cli, .options = args->options, .wish = {.response = kind}};
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	int64_t id;

	if (status == EXIT_DONE)
		status = read_options(&responding);
	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status == EXIT_DONE)
		status = respond_one(&responding, id);
	if (status == EXIT_DONE)
		status = forecast_make(cli, &responding.agreement, &responding.forecast);
	if (status != EXIT_DONE)
		return status;
	return ack_print(&responding);
}

static enum exit_status ack_run(struct cli *cli, const struct args *args)
{
	return respond(cli, args, RESPONSE_ACKNOWLEDGED);
}

static enum exit_status decide_run(struct cli *cli, const struct args *args)
{
	enum response_kind kind;

	if (!response_kind_parse(args->words[1], &kind) || kind == RESPONSE_ACKNOWLEDGED) {
		cli_error("decide \"%s\": it takes renew, lapse, renegotiate or undecided",
			  args->words[1]);
		return EXIT_WRONG;
	}
	return respond(cli, args, kind);
}

const struct command command_ack = {
	.name = "ack",
	.run = ack_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Acknowledge a deadline: reminders are put off until a day.",
	.description =
		"Reminders of the deadline up to that day are not sent, but those of the last days "
		"before an end or a notice deadline are (never_hide of the policy). On the day "
		"after it they come back. Nobody else is told meanwhile. Messages that wait are "
		"withdrawn. Without --until it lasts until the deadline; once that has passed, "
		"--until says how long. A later answer about the same deadline counts instead.",
	.options = OPTION_ROWS(respond_options),
};

const struct command command_decide = {
	.name = "decide",
	.run = decide_run,
	.words = "ID WHAT",
	.words_min = 2,
	.words_max = 2,
	.summary = "Say what is to become of an agreement.",
	.description =
		"WHAT is renew or renegotiate, which put reminders off as \"renewctl ack\" does; "
		"lapse: of the reminders of the last day only the one on that day is left, and "
		"those of a notice deadline go on until \"renewctl terminate\" records that notice "
		"was given; or undecided, which takes back what was answered last.\n"
		"A decision is no renewal: \"renewctl renew\" records one.",
	.options = OPTION_ROWS(respond_options),
};
