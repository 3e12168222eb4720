/*
 * renewctl why: why somebody was told or not told about one agreement, and what comes next.
 */
#include "cli/why.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/explain.h"
#include "message/words.h"

/* More steps than any policy has milestones. */
#define NEXT_STEPS_MAX 1000

/* ---- what happened ------------------------------------------------------------------------ */

static int read_messages(struct cli *cli, struct why_line *line)
{
	struct delivery_filter filter = {.notice_id = line->ledger->id};
	struct why_message *messages;
	struct delivery *deliveries;
	size_t count;
	int result = store_deliveries(cli->store, &filter, &cli->arena, &deliveries, &count);

	if (result != 0)
		return result;
	messages = arena_take_array(&cli->arena, count, sizeof(*messages));
	if (messages == NULL)
		return -ENOMEM;
	/* They come newest first; told in the order in which they happened. */
	for (size_t i = 0; i < count; i++) {
		struct why_message *message = &messages[i];
		struct attempt *attempts;

		message->delivery = &deliveries[count - 1 - i];
		result = store_attempts(cli->store, message->delivery->number, &cli->arena,
					&attempts, &message->attempt_count);
		if (result != 0)
			return result;
		message->attempts = attempts;
	}
	line->messages = messages;
	line->message_count = count;
	return 0;
}

/* In the order in which things happened. */
static int compare(const void *a, const void *b)
{
	const struct ledger_line *left = a;
	const struct ledger_line *right = b;
	int order = day_compare(left->settled.on, right->settled.on);

	if (order != 0)
		return order;
	return left->id < right->id ? -1 : left->id > right->id;
}

static int read_lines(struct cli *cli, struct why *why)
{
	struct ledger_line *ledger;
	struct why_line *lines;
	size_t count;
	int result = store_ledger(cli->store, why->agreement.id, &cli->arena, &ledger, &count);

	if (result != 0)
		return result;
	lines = arena_take_array(&cli->arena, count, sizeof(*lines));
	if (lines == NULL)
		return -ENOMEM;
	if (count > 0)
		qsort(ledger, count, sizeof(*ledger), compare);
	for (size_t i = 0; i < count && result == 0; i++) {
		lines[i].ledger = &ledger[i];
		result = read_messages(cli, &lines[i]);
	}
	why->lines = lines;
	why->line_count = count;
	return result;
}

/* ---- what comes next ---------------------------------------------------------------------- */

static bool tells(const struct agreement_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->items[i].outcome != OUTCOME_SUPERSEDED)
			return true;
	}
	return false;
}

/* Plans day after day that matters until somebody is told something. */
static int find_next(struct cli *cli, const struct history *history, struct day day,
		     struct why *why)
{
	struct agreement_plan plan = {0};
	int result = 0;

	for (int i = 0; i < NEXT_STEPS_MAX && !day_is_none(day); i++) {
		result = plan_agreement(&why->agreement, history, &cli->rules, day, &plan);
		if (result != 0 || tells(&plan))
			break;
		day = plan.next;
	}
	if (result == 0 && tells(&plan)) {
		run_init(&why->next, day);
		result = run_add(&why->next, &why->agreement, &plan);
		why->has_next = result == 0;
	}
	agreement_plan_done(&plan);
	return result;
}

static enum exit_status read_next(struct cli *cli, struct why *why)
{
	struct next_run next = {.day = cli->today};
	struct history history;
	enum exit_status status = EXIT_DONE;
	int result;

	if (cli->config != NULL)
		status = plan_next_run(cli, &next);
	if (status != EXIT_DONE)
		return status;
	result = store_history(cli->store, why->agreement.id, &cli->arena, &history);
	if (result != 0)
		return cli_store_failed(cli, result);
	result = find_next(cli, &history, next.day, why);
	if (result == 0 && why->has_next && cli->config != NULL) {
		result = run_finish(&why->next, &cli->config->contacts, /* is_gap= */ false);
		why->has_recipients = result == 0;
	}
	return result == 0 ? EXIT_DONE : cli_failed("planning", result);
}

void why_next_words(struct text *out, const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;

	if (decision->outcome == OUTCOME_UNWATCHED) {
		text_add(out, "its reminders about ");
		words_day(out, decision->deadline);
		text_add(out, " had passed before renewd knew of it: the keeper is told once");
		return;
	}
	text_add(out, "the reminder ");
	explain_step(out, decision->kind, decision->step, decision->deadline);
	explain_sending_day(out, decision->milestone, decision->sending_day);
	explain_late(out, decision->late_days);
	text_addf(out, " (policy %s)", decision->policy->name);
	if (entry->fallback != FALLBACK_NONE)
		text_addf(out, "; %s", explain_fallback(entry->fallback));
}

/* ---- the command -------------------------------------------------------------------------- */

static enum exit_status read_why(struct cli *cli, int64_t id, struct why *why)
{
	int result = store_agreement(cli->store, id, &cli->arena, &why->agreement);

	if (result == 0)
		result = read_lines(cli, why);
	if (result != 0)
		return result == -ENOMEM ? cli_failed("reading", result)
					 : cli_store_failed(cli, result);
	why->view = view_make(cli, &why->agreement, cli->today);
	return read_next(cli, why);
}

static enum exit_status why_run(struct cli *cli, const struct args *args)
{
	struct why why = {0};
	int64_t id;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);

	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status == EXIT_DONE)
		status = read_why(cli, id, &why);
	if (status == EXIT_DONE)
		status = cli->is_json ? why_print_json(cli, &why) : why_print_text(cli, &why);
	run_done(&why.next);
	return status;
}

const struct command command_why = {
	.name = "why",
	.run = why_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Explain who was told what about an agreement, and what comes next.",
	.description =
		"ID is that of \"renewctl list\", or the registration number when only one "
		"agreement has it. Each reminder is listed with the day on which it was decided, "
		"what was decided and why, the messages that carried it and what became of them; "
		"then the next reminder, its day, who will get it and by which policy.\n"
		"Without a configuration the built-in policy is used to look ahead.",
};
