/*
 * renewctl preview: what the next run would send, to whom, and why.
 */
#include "cli/preview.h"

#include <stdlib.h>
#include <string.h>

#include "cli/courier.h"
#include "cli/explain.h"

enum preview_option { PREVIEW_ON, PREVIEW_AS, PREVIEW_COURIER };

static const struct option_row preview_options[] = {
	[PREVIEW_ON] = {"on", OPTION_DAY, "DATE",
			"As if the next run were on that day, and none before it."},
	[PREVIEW_AS] = {"as", OPTION_TEXT, "CHANNEL",
			"The bytes that would go over this channel, as the courier makes them."},
	[PREVIEW_COURIER] = COURIER_OPTION,
};

void message_done(struct message *message)
{
	free(message->json);
	arena_done(&message->arena);
}

enum exit_status message_make(const struct preview *preview, size_t index,
			      struct message *ret_message)
{
	const struct office *office = &preview->cli->config->office;
	struct document_office named = {
		.name = office->name, .language = office->language, .reply_to = office->reply_to};
	int result;

	*ret_message = (struct message){.delivery = &preview->planned.run.deliveries[index]};
	result = document_build(&preview->planned.run, index, &named, preview->planned.problems,
				preview->planned.problem_count, &ret_message->json);
	if (result == 0)
		result = document_parse(ret_message->json, strlen(ret_message->json),
					&ret_message->arena, &ret_message->document, NULL);
	return result == 0 ? EXIT_DONE : cli_failed("making a message", result);
}

void preview_explain(struct text *out, const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;

	if (decision->outcome == OUTCOME_UNWATCHED) {
		text_add(out, "its reminders had passed before renewd knew of it");
		return;
	}
	explain_step(out, decision->kind, decision->step);
	explain_sending_day(out, decision->milestone, decision->sending_day);
	if (decision->late_days > 0)
		text_addf(out, ", %d day%s late", decision->late_days,
			  decision->late_days == 1 ? "" : "s");
	text_addf(out, " (policy %s)", decision->policy->name);
	if (entry->fallback != FALLBACK_NONE)
		text_addf(out, "; %s", explain_fallback(entry->fallback));
}

const struct run_entry *preview_entry(const struct preview *preview, const struct message *message,
				      size_t index)
{
	return &preview->planned.run.entries[message->delivery->entries[index]];
}

static enum exit_status print(const struct preview *preview, const struct args *args)
{
	const struct option_value *options = args->options;

	if (options[PREVIEW_AS].is_set)
		return preview_print_bytes(preview, options[PREVIEW_AS].text,
					   options[PREVIEW_COURIER].text);
	if (preview->cli->is_json)
		return preview_print_json(preview);
	return preview_print_text(preview);
}

/* No run is made for a day before the last one. */
static enum exit_status check_order(const struct preview *preview)
{
	char day[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	if (!preview->next.has_last || day_compare(preview->day, preview->next.last.day) >= 0)
		return EXIT_DONE;
	cli_error("%s is before the last run, of %s: nothing is planned for a day before it",
		  day_format(preview->day, day), day_format(preview->next.last.day, last));
	return EXIT_WRONG;
}

/* The day to plan for: the one asked for, or that of the next run. */
static enum exit_status choose_day(struct preview *preview, const struct args *args)
{
	const struct option_value *on = &args->options[PREVIEW_ON];
	enum exit_status status = plan_next_run(preview->cli, &preview->next);

	if (status != EXIT_DONE)
		return status;
	preview->is_on = on->is_set;
	preview->day = on->is_set ? on->day : preview->next.day;
	preview->is_gap = !on->is_set && preview->next.is_gap;
	if (!day_is_none(preview->day))
		return check_order(preview);
	cli_error("%s: schedule: no day within a year is a working day: mend schedule.days or the "
		  "holidays, or name a day with --on",
		  cli_config_path(preview->cli));
	return EXIT_WRONG;
}

static enum exit_status preview_run(struct cli *cli, const struct args *args)
{
	struct preview preview = {.cli = cli};
	enum exit_status status = cli_start(cli, CLI_NEEDS_CONFIG, STORE_READ);

	if (status == EXIT_DONE)
		status = choose_day(&preview, args);
	if (status == EXIT_DONE)
		status = plan_make(cli, preview.day, preview.is_gap, &preview.planned);
	if (status == EXIT_DONE)
		status = print(&preview, args);
	planned_done(&preview.planned);
	return status;
}

const struct command command_preview = {
	.name = "preview",
	.run = preview_run,
	.words = "",
	.summary = "Show what the next run would send, to whom, and why.",
	.description =
		"Plans with the configuration as it is now and sends nothing. With --on it shows "
		"what a run on that day would send if none came before it: of each deadline the "
		"latest reminder only.\n"
		"With --as it writes the very bytes of the messages that would go over that "
		"channel: of a mail, its headers and parts. Several are divided by a line "
		"\"=== 1 of 3: ...\".",
	.options = OPTION_ROWS(preview_options),
};
