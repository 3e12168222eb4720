/*
 * renewctl preview: what the next run would send, to whom, and why.
 */
#include "cli/preview.h"

#include <stdlib.h>
#include <string.h>

#include "cli/courier.h"
#include "cli/explain.h"
#include "message/words.h"
#include "message/words_follow.h"

enum preview_option { PREVIEW_ON, PREVIEW_AS, PREVIEW_COURIER };

static const struct option_row preview_options[] = {
	[PREVIEW_ON] = {"on", OPTION_DAY, "DATE",
			"As if the next run were on that day, today or later, and none before it."},
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
	const struct run_delivery *delivery = &preview->planned.run.deliveries[index];
	const char *root = NULL;
	int result = 0;

	*ret_message = (struct message){.delivery = delivery};
	if (delivery->thread != 0)
		result = store_thread_root(preview->cli->store, delivery->thread,
					   delivery->address.channel, delivery->address.address,
					   &ret_message->arena, &root);
	if (result != 0)
		return cli_store_failed(preview->cli, result);
	result = document_build(&preview->planned.run, index, &named, root, &ret_message->json);
	if (result == 0)
		result = document_parse(ret_message->json, strlen(ret_message->json),
					&ret_message->arena, &ret_message->document, NULL);
	return result == 0 ? EXIT_DONE : cli_failed("making a message", result);
}

bool preview_is_moved(const struct preview *preview)
{
	return !day_is_none(preview->asked) && day_compare(preview->asked, preview->day) != 0;
}

void preview_moved_words(struct text *out, const struct preview *preview)
{
	words_weekday(out, preview->asked);
	text_add(out, " is no working day: no run is made; the next is on ");
	words_weekday(out, preview->day);
}

struct day preview_run_before(const struct preview *preview)
{
	struct day next = preview->next.day;

	if (day_is_none(preview->asked) || day_is_none(next) ||
	    day_compare(next, preview->day) >= 0)
		return DAY_NONE;
	return next;
}

void preview_before_words(struct text *out, const struct preview *preview)
{
	text_add(out, "It is shown as if no run came before it; the runs from ");
	words_weekday(out, preview_run_before(preview));
	text_add(out, " on will have sent part of it by then");
}

/* By which way it came to its reader. */
static void explain_reader(struct text *out, const struct entry *shown,
			   const struct run_entry *entry)
{
	if (shown->level > 0 && entry->decision.step.kind != STEP_ESCALATES)
		text_add(out, "; nobody had responded, so this reader is told as well");
	if (shown->absent != NULL)
		text_addf(out, "; in place of %s, who is absent", shown->absent);
	if (entry->fallback != FALLBACK_NONE)
		text_addf(out, "; %s", explain_fallback(entry->fallback));
}

void preview_explain(struct text *out, const struct entry *shown, const struct run_entry *entry,
		     struct day day)
{
	const struct decision *decision = &entry->decision;

	if (shown->section != SECTION_NONE) {
		words_follow_told(out, shown, day);
		return;
	}
	if (decision->outcome == OUTCOME_UNWATCHED) {
		text_add(out, "its reminders had passed before renewd knew of it");
		return;
	}
	explain_step(out, explain_deadline(decision->kind, entry->agreement->notice),
		     decision->step, DAY_NONE);
	explain_sending_day(out, decision->milestone, decision->sending_day);
	explain_late(out, decision->late_days);
	text_addf(out, " (policy %s)", decision->policy->name);
	explain_reader(out, shown, entry);
}

const struct run_entry *preview_entry(const struct preview *preview, const struct message *message,
				      size_t index)
{
	return &preview->planned.run.entries[message->delivery->items[index].entry];
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

/* No run is made in the past, nor for a day before the last one. */
static enum exit_status check_order(const struct preview *preview)
{
	char day[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	if (!day_is_none(preview->asked) && day_compare(preview->asked, preview->cli->today) < 0) {
		cli_error("--on %s is before today, %s: \"renewctl why ID\" tells what was sent",
			  day_format(preview->asked, day), day_format(preview->cli->today, last));
		return EXIT_WRONG;
	}
	if (!preview->next.has_last || day_compare(preview->day, preview->next.last.day) >= 0)
		return EXIT_DONE;
	cli_error("%s is before the last run, of %s: nothing is planned for a day before it",
		  day_format(preview->day, day), day_format(preview->next.last.day, last));
	return EXIT_WRONG;
}

/* The day of the first run that is not before the day asked for. */
static struct day day_of_run(const struct preview *preview)
{
	const struct cli *cli = preview->cli;
	int64_t at_ms;

	/* The next run may be one that is caught up with, on whatever day. */
	if (day_compare(preview->asked, preview->next.day) == 0)
		return preview->asked;
	at_ms = clock_next_run(&cli->config->schedule, &cli->rules.calendar,
			       clock_at(preview->asked, /* minute= */ 0) - 1);
	return at_ms == INT64_MAX ? DAY_NONE : clock_moment(at_ms).day;
}

/* The day to plan for: the one asked for, or that of the next run. */
static enum exit_status choose_day(struct preview *preview, const struct args *args)
{
	const struct option_value *on = &args->options[PREVIEW_ON];
	enum exit_status status = plan_next_run(preview->cli, &preview->next);

	if (status != EXIT_DONE)
		return status;
	preview->asked = on->is_set ? on->day : DAY_NONE;
	preview->day = on->is_set ? day_of_run(preview) : preview->next.day;
	preview->is_gap = !on->is_set && preview->next.is_gap;
	if (!day_is_none(preview->day))
		return check_order(preview);
	cli_error("%s: schedule: no day within a year is a working day: mend schedule.days or the "
		  "holidays",
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
		"latest reminder only. The runs until then will have sent part of it. On a day "
		"that is no working day there is no run: the next "
		"one after it is shown.\n"
		"With --as it writes the very bytes of the messages that would go over that "
		"channel: of a mail, its headers and parts. Several are divided by a line "
		"\"=== 1 of 3: ...\".",
	.options = OPTION_ROWS(preview_options),
};
