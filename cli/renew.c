/*
 * renewctl renew: a new term follows on the one that is there.
 *
 * The last day counts as set by hand, so that a register which still says the old one does not take
 * the renewal back.
 */
#include "cli/renew.h"

#include <errno.h>

#include "core/cleanup.h"

enum renew_option { RENEW_UNTIL, RENEW_FOR, RENEW_SIGNED };

static const struct option_row renew_options[] = {
	[RENEW_UNTIL] = {"until", OPTION_TEXT, "DATE",
			 "The new last day, as precise as it is known (2031, 2031-05, "
			 "2031-05-12)."},
	[RENEW_FOR] =
		{"for", OPTION_SPAN, "SPAN",
		 "Instead of a last day: for how long (5y), from the end of the term before."},
	[RENEW_SIGNED] =
		{"signed", OPTION_TEXT, "DATE",
		 "When the renewal was signed, as precise as it is known. It is on record; "
		 "where no last day was known, the new term counts from it."},
};

/* ---- what was asked for --------------------------------------------------------------------- */

static enum exit_status read_date(const struct option_row *row, const struct option_value *value,
				  struct vague *ret_date)
{
	if (!value->is_set || vague_parse(value->text, ret_date))
		return EXIT_DONE;
	cli_error("--%s \"%s\": it takes a date such as 2031, 2031-05 or 2031-05-12", row->name,
		  value->text);
	return EXIT_WRONG;
}

static enum exit_status read_options(struct cli *cli, const struct args *args,
				     struct renewing_call *call)
{
	const struct option_value *options = args->options;
	enum exit_status status;

	if (options[RENEW_UNTIL].is_set == options[RENEW_FOR].is_set) {
		cli_error("renew needs %s: --until and the new last day, or --for and how long",
			  options[RENEW_UNTIL].is_set ? "one of both" : "to know until when");
		return EXIT_WRONG;
	}
	status = read_date(&renew_options[RENEW_UNTIL], &options[RENEW_UNTIL], &call->length.until);
	if (status == EXIT_DONE)
		status = read_date(&renew_options[RENEW_SIGNED], &options[RENEW_SIGNED],
				   &call->signed_on);
	if (status != EXIT_DONE)
		return status;
	call->length.span = options[RENEW_FOR].span;
	if (options[RENEW_FOR].is_set && call->length.span.n == 0) {
		cli_error("--for %s: a term takes a day at least", options[RENEW_FOR].text);
		return EXIT_WRONG;
	}
	if (vague_is_known(call->signed_on) && day_compare(call->signed_on.first, cli->today) > 0) {
		cli_error("--signed %s is in the future: record the renewal when it is signed",
			  options[RENEW_SIGNED].text);
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

/* ---- the new term --------------------------------------------------------------------------- */

static enum exit_status check_state(const struct agreement *agreement)
{
	bool is_terminated = vague_is_known(agreement->terminated_on);

	if (agreement->state != STATE_ACTIVE || is_terminated) {
		cli_error("agreement %lld is %s: \"renewctl reopen %lld\" first, if it goes on",
			  (long long)agreement->id,
			  is_terminated ? "terminated" : agreement_state_name(agreement->state),
			  (long long)agreement->id);
		return EXIT_WRONG;
	}
	if (agreement->term_count < AGREEMENT_TERMS_MAX)
		return EXIT_DONE;
	cli_error("agreement %lld has %d terms, as many as there can be: \"renewctl edit %lld "
		  "--last-day DATE\" sets the last day of the last one",
		  (long long)agreement->id, AGREEMENT_TERMS_MAX, (long long)agreement->id);
	return EXIT_WRONG;
}

/* A length after a year or a month need not come to a year or a month again. */
static bool can_be_written(struct vague day)
{
	char text[DAY_TEXT_SIZE];
	struct vague read;

	return vague_parse(vague_format(day, text), &read) && vague_equal(read, day);
}

static enum exit_status check_last_day(const struct renewing_call *call, const struct term *term)
{
	const struct agreement *kept = &call->edit.kept;
	struct day former = call->former.reckoned;
	char new_day[DAY_TEXT_SIZE], old_day[DAY_TEXT_SIZE];

	if (!can_be_written(term->last_day)) {
		cli_error("only %s is known of the last day before, to which that cannot be added: "
			  "give the new last day with --until",
			  vague_format(call->former.given, old_day));
		return EXIT_WRONG;
	}
	if (day_is_none(former) ? day_compare(term->last_day.last, term->start.first) >= 0
				: day_compare(call->last_day.reckoned, former) > 0)
		return EXIT_DONE;
	cli_error("the new last day, %s, is not after %s, %s: a renewal goes on after it; "
		  "\"renewctl edit %lld --last-day DATE\" corrects a last day",
		  vague_format(term->last_day, new_day),
		  day_is_none(former) ? "the day from which it would count" : "the last day so far",
		  day_format(day_is_none(former) ? term->start.first : former, old_day),
		  (long long)kept->id);
	return EXIT_WRONG;
}

static void take_kind(struct edit *edit)
{
	struct agreement *agreement = &edit->agreement;

	if (agreement->kind == KIND_OPEN_ENDED) {
		agreement->renewal = RENEWAL_EXPRESS;
		agreement->renews = (struct renews){0};
	}
	if (agreement->kind == KIND_OPEN_ENDED || agreement->kind == KIND_UNKNOWN)
		agreement->kind = KIND_FIXED;
}

static enum exit_status append_term(struct renewing_call *call)
{
	struct edit *edit = &call->edit;
	const struct cli *cli = edit->cli;
	struct agreement *agreement = &edit->agreement;
	enum exit_status status = check_state(&edit->kept);
	struct term term;

	if (status != EXIT_DONE)
		return status;
	term = renew_term(&edit->kept, &cli->rules.dates, cli->today, &call->length,
			  call->signed_on, &call->former);
	term.seq = edit->kept.terms[edit->kept.term_count - 1].seq + 1;
	term.known_on = cli->today;
	term.seen_on = DAY_NONE;
	call->last_day = term_last_day(&term, agreement->signed_on, &cli->rules.dates);
	status = check_last_day(call, &term);
	if (status != EXIT_DONE)
		return status;
	edit->terms[agreement->term_count++] = term;
	take_kind(edit);
	return EXIT_DONE;
}

/* ---- into the store ------------------------------------------------------------------------- */

static int write_term(struct edit *edit)
{
	struct cli *cli = edit->cli;
	int result = store_update_agreement(cli->store, &edit->agreement, /* source_row= */ 0,
					    cli->today, &edit->author);

	if (result == 0)
		result = edit_put(edit, edit_field_find("last_day"));
	/* The register said that it is being renewed: now it is. */
	if (result == 0)
		result = store_answer_problem(cli->store, edit->kept.id, /* other_id= */ 0,
					      "renewal_pending", &edit->author);
	return result;
}

static enum exit_status renew_one(struct renewing_call *call, int64_t id)
{
	struct edit *edit = &call->edit;
	struct store *store = edit->cli->store;
	int result = store_begin(store);
	enum exit_status status;

	if (result == 0)
		result = edit_read(edit, id);
	status = result == 0 ? append_term(call) : cli_store_failed(edit->cli, result);
	if (status == EXIT_DONE) {
		result = write_term(edit);
		if (result == 0)
			result = store_commit(store);
		if (result != 0)
			status = cli_store_failed(edit->cli, result);
	}
	store_rollback(store);
	return status;
}

/* The command as it stands in the audit. */
static enum exit_status describe_command(struct cli *cli, const struct args *args,
					 const char **ret_how)
{
	CLEANUP(text_done) struct text how = {0};
	const struct option_value *options = args->options;

	text_add(&how, "renew");
	for (size_t i = 0; i < sizeof(renew_options) / sizeof(renew_options[0]); i++) {
		if (options[i].is_set)
			text_addf(&how, " --%s %s", renew_options[i].name, options[i].text);
	}
	*ret_how = text_failed(&how) ? NULL : arena_copy(&cli->arena, text_string(&how));
	return *ret_how == NULL ? cli_failed("renewing", -ENOMEM) : EXIT_DONE;
}

/* ---- the command -------------------------------------------------------------------------- */

static enum exit_status renew_run(struct cli *cli, const struct args *args)
{
	struct renewing_call call = {.edit = {.cli = cli, .args = args}};
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	int64_t id;

	if (status == EXIT_DONE)
		status = read_options(cli, args, &call);
	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	call.edit.author = (struct author){.who = cli_who(cli), .at_ms = cli_now_ms(cli)};
	if (status == EXIT_DONE)
		status = describe_command(cli, args, &call.edit.author.how);
	if (status == EXIT_DONE)
		status = renew_one(&call, id);
	if (status != EXIT_DONE)
		return status;
	return renew_print(&call);
}

const struct command command_renew = {
	.name = "renew",
	.run = renew_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Record a new term: an agreement goes on.",
	.description =
		"Needs --until or --for. The terms before stay on record. The new one starts on "
		"the "
		"day after the last day so far; all reminders are due again for the new last day, "
		"messages about the old one that wait are withdrawn, and those who were told that "
		"it was about to end get word once. A register that still says the old last day "
		"does not take it back; when it says the new one, it decides again.",
	.options = OPTION_ROWS(renew_options),
};
