/*
 * renewctl terminate: notice was given, or both sides ended it. The agreement is in force through
 * one more day and ends then for good.
 */
#include <errno.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/forecast.h"
#include "cli/note.h"
#include "cli/view.h"
#include "core/cleanup.h"
#include "core/renewal.h"
#include "message/words.h"

enum terminate_option { TERMINATE_EFFECTIVE, TERMINATE_NOTE };

static const struct option_row terminate_options[] = {
	[TERMINATE_EFFECTIVE] = {"effective", OPTION_DAY, "DAY",
				 "The last day on which it is in force. Default: of an agreement "
				 "that renews itself the last day of the term in which notice can "
				 "still be given; else today."},
	[TERMINATE_NOTE] = {"note", OPTION_TEXT, "TEXT", "Why, for the record."},
};

struct termination {
	struct cli *cli;
	const struct args *args;
	struct agreement agreement;
	struct day effective;
	struct day notice_until; /* DAY_NONE: the day does not follow from a notice deadline */
	struct forecast forecast;
};

/* ---- the day -------------------------------------------------------------------------------- */

/* The agreement as if nobody had ended it. */
static struct agreement unterminated(const struct agreement *agreement)
{
	struct agreement whole = *agreement;

	whole.terminated_on = (struct vague){0};
	return whole;
}

static enum exit_status choose_default(struct termination *termination,
				       const struct self_renewal *renewal)
{
	struct day today = termination->cli->today;
	int32_t number = renewal_number_due(renewal, today);

	termination->effective = today;
	if (!renewal->is_tacit)
		return EXIT_DONE;
	termination->effective = renewal_last_day(renewal, number).reckoned;
	if (number < renewal->most)
		termination->notice_until = renewal_deadline(renewal, number);
	if (!day_is_none(termination->effective))
		return EXIT_DONE;
	cli_error("agreement %lld has renewed itself, for how long is not recorded: say with "
		  "--effective DAY until when it is in force",
		  (long long)termination->agreement.id);
	return EXIT_WRONG;
}

/* What ends by itself before that day needs no termination. */
static enum exit_status check_day(const struct termination *termination,
				  const struct self_renewal *renewal)
{
	const struct agreement *agreement = &termination->agreement;
	struct day end =
		renewal->is_endless ? DAY_NONE : renewal_last_day(renewal, renewal->most).latest;
	long long id = (long long)agreement->id;
	char day[DAY_TEXT_SIZE], other[DAY_TEXT_SIZE];

	day_format(termination->effective, day);
	if (!day_is_none(end) && day_compare(termination->effective, end) > 0) {
		cli_error("agreement %lld ends by itself on %s, before %s: there is nothing to "
			  "terminate; \"renewctl decide %lld lapse\" says that it is to end",
			  id, day_format(end, other), day, id);
		return EXIT_WRONG;
	}
	if (vague_is_known(agreement->signed_on) &&
	    day_compare(termination->effective, agreement->signed_on.first) < 0) {
		cli_error("--effective %s is before agreement %lld was signed (%s): give a later "
			  "day",
			  day, id, vague_format(agreement->signed_on, other));
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

static enum exit_status choose_day(struct termination *termination)
{
	const struct option_value *given = &termination->args->options[TERMINATE_EFFECTIVE];
	const struct agreement whole = unterminated(&termination->agreement);
	const struct self_renewal renewal = renewal_of(&whole, &termination->cli->rules.dates);
	enum agreement_state state = termination->agreement.state;
	enum exit_status status = EXIT_DONE;

	if (state == STATE_SUPERSEDED || state == STATE_WITHDRAWN) {
		cli_error("agreement %lld is %s: nobody is told of it; \"renewctl reopen %lld\" "
			  "first, if that is wrong",
			  (long long)whole.id, agreement_state_name(state), (long long)whole.id);
		return EXIT_WRONG;
	}
	termination->notice_until = DAY_NONE;
	if (given->is_set)
		termination->effective = given->day;
	else
		status = choose_default(termination, &renewal);
	return status == EXIT_DONE ? check_day(termination, &renewal) : status;
}

/* ---- into the store ------------------------------------------------------------------------- */

static enum exit_status describe_command(struct termination *termination, const char **ret_how)
{
	CLEANUP(text_done) struct text how = {0};
	const struct option_value *note = &termination->args->options[TERMINATE_NOTE];
	char day[DAY_TEXT_SIZE];

	text_addf(&how, "terminate --effective %s%s%s", day_format(termination->effective, day),
		  note->is_set ? ": " : "", note->is_set ? note->text : "");
	*ret_how =
		text_failed(&how) ? NULL : arena_copy(&termination->cli->arena, text_string(&how));
	return *ret_how == NULL ? cli_failed("terminating", -ENOMEM) : EXIT_DONE;
}

static enum exit_status write_state(struct termination *termination)
{
	struct cli *cli = termination->cli;
	struct agreement *agreement = &termination->agreement;
	struct author author = {.who = cli_who(cli), .at_ms = cli_now_ms(cli)};
	enum exit_status status = describe_command(termination, &author.how);
	int result;

	if (status != EXIT_DONE)
		return status;
	agreement->terminated_on = vague_of_day(termination->effective);
	agreement->state = day_compare(termination->effective, cli->today) < 0 ? STATE_TERMINATED
									       : STATE_ACTIVE;
	result = store_update_agreement(cli->store, agreement, /* source_row= */ 0, cli->today,
					&author);
	/* What follows is said of what the store keeps: no run has seen the new day yet. */
	if (result == 0)
		result = store_agreement(cli->store, agreement->id, &cli->arena, agreement);
	return result == 0 ? EXIT_DONE : cli_store_failed(cli, result);
}

static enum exit_status terminate_one(struct termination *termination, int64_t id)
{
	struct cli *cli = termination->cli;
	int result = store_begin(cli->store);
	enum exit_status status;

	if (result == 0)
		result = store_agreement(cli->store, id, &cli->arena, &termination->agreement);
	status = result == 0 ? choose_day(termination) : cli_store_failed(cli, result);
	if (status == EXIT_DONE)
		status = write_state(termination);
	if (status == EXIT_DONE) {
		result = store_commit(cli->store);
		if (result != 0)
			status = cli_store_failed(cli, result);
	}
	store_rollback(cli->store);
	return status;
}

/* ---- saying what was done ------------------------------------------------------------------- */

static enum exit_status print_json(const struct termination *termination)
{
	const struct agreement *agreement = &termination->agreement;

	return field_print(termination->cli,
			   json_pack("{s:I, s:s, s:o, s:o, s:o}", "id", (json_int_t)agreement->id,
				     "state", agreement_state_name(agreement->state),
				     "terminated_on", field_vague(agreement->terminated_on),
				     "notice_until", field_day(termination->notice_until),
				     "next_reminder",
				     forecast_item_json(&termination->forecast,
							forecast_next(&termination->forecast))));
}

static enum exit_status print_text(const struct termination *termination)
{
	const struct agreement *agreement = &termination->agreement;
	CLEANUP(facts_done) struct facts facts = {.terminal = &termination->cli->out};
	CLEANUP(text_done) struct text partners = {0};
	char day[DAY_TEXT_SIZE];
	bool has_ended = agreement->state == STATE_TERMINATED;

	view_partners(&partners, agreement);
	facts_heading(&facts, "Agreement %lld, %s, is terminated", (long long)agreement->id,
		      text_string(&partners));
	facts_add(&facts, STYLE_PLAIN, "Last day", "%s%s", day_format(termination->effective, day),
		  has_ended ? ": nobody is told of it any more" : "");
	if (!day_is_none(termination->notice_until) && !notice_is_known(agreement->notice))
		facts_add(&facts, STYLE_PLAIN, "",
			  "the end of the term; no notice period is recorded; another day: "
			  "--effective");
	else if (!day_is_none(termination->notice_until))
		facts_add(&facts, STYLE_PLAIN, "",
			  "the end of the term in which notice can still be given, until %s; "
			  "another day: --effective",
			  day_format(termination->notice_until, day));
	if (!has_ended)
		forecast_add_next(&facts, &termination->forecast);
	if (text_failed(&partners))
		facts.out.failed = true;
	return facts_print(&facts);
}

static enum exit_status terminate_run(struct cli *cli, const struct args *args)
{
	struct termination termination = {.cli = cli, .args = args};
	enum exit_status status = note_check(&args->options[TERMINATE_NOTE]);
	int64_t id;

	if (status == EXIT_DONE)
		status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status == EXIT_DONE)
		status = terminate_one(&termination, id);
	if (status == EXIT_DONE)
		status = forecast_make(cli, &termination.agreement, &termination.forecast);
	if (status != EXIT_DONE)
		return status;
	return cli->is_json ? print_json(&termination) : print_text(&termination);
}

const struct command command_terminate = {
	.name = "terminate",
	.run = terminate_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Notice was given: an agreement ends on a day for good.",
	.description =
		"It stays in force through that day; reminders of its end are due until then, and "
		"none after it. One that renews itself does so no more: notice deadlines are done "
		"with. When the day has passed already, nobody is told of the agreement any more. "
		"\"renewctl reopen\" undoes it.",
	.options = OPTION_ROWS(terminate_options),
};
