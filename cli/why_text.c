#include "cli/why.h"

#include "cli/explain.h"
#include "cli/facts.h"
#include "cli/parcel.h"
#include "cli/response.h"
#include "core/cleanup.h"

static enum style outcome_style(enum outcome outcome)
{
	return outcome == OUTCOME_NOTICE ? STYLE_PLAIN : STYLE_DIM;
}

static void add_message(struct facts *facts, const struct why_message *message)
{
	CLEANUP(text_done) struct text words = {0};

	parcel_words(&words, message->delivery);
	facts_add(facts, parcel_style(message->delivery->state), "", "  %s", text_string(&words));
	/* One attempt that was the last word is in these words already. */
	for (size_t i = 0; message->attempt_count > 1 && i < message->attempt_count; i++) {
		text_clear(&words);
		parcel_attempt_words(&words, &message->attempts[i]);
		facts_add(facts, STYLE_DIM, "", "    %s", text_string(&words));
	}
	if (text_failed(&words))
		facts->out.failed = true;
}

/* A line of the ledger, or several that are told as one, with the messages of the last. */
static void add_entry(struct facts *facts, const struct why *why, const struct why_line *lines,
		      size_t count)
{
	const struct ledger_line *first = lines[0].ledger;
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	why_lines_words(&words, why, lines, count);
	facts_add(facts, outcome_style(first->settled.outcome), day_format(first->settled.on, day),
		  "%s", text_string(&words));
	for (size_t i = 0; i < lines[count - 1].message_count; i++)
		add_message(facts, &lines[count - 1].messages[i]);
	if (text_failed(&words))
		facts->out.failed = true;
}

/* Lines and responses, each at its time. */
static void add_past(struct facts *facts, const struct why *why)
{
	size_t same, next = 0;

	for (size_t i = 0; i < why->line_count; i += same) {
		int64_t at_ms = why->lines[i].ledger->at_ms;

		while (next < why->response_count && why->responses[next].at_ms < at_ms)
			response_add(facts, &why->responses[next++], why->agreement.notice);
		same = why_lines_same(&why->lines[i], why->line_count - i);
		add_entry(facts, why, &why->lines[i], same);
	}
	while (next < why->response_count)
		response_add(facts, &why->responses[next++], why->agreement.notice);
}

/* So many reminders are named in one sentence at most. */
#define STEPS_MAX 32

static bool is_superseded(const struct forecast_item *item)
{
	return item->decision.outcome == OUTCOME_SUPERSEDED &&
	       step_is_scheduled(item->decision.step);
}

/* How many items from the first on are superseded alike, so that one sentence names them. */
static size_t count_superseded(const struct forecast_item *items, size_t count)
{
	const struct decision *first = &items[0].decision;
	size_t same = 0;

	while (same < count && same < STEPS_MAX && is_superseded(&items[same]) &&
	       day_compare(items[same].day, items[0].day) == 0 &&
	       items[same].decision.kind == first->kind &&
	       day_compare(items[same].decision.deadline, first->deadline) == 0 &&
	       explain_steps_fit(first->step, items[same].decision.step))
		same++;
	return same;
}

static void add_superseded(struct facts *facts, const struct forecast_item *items, size_t count)
{
	const struct decision *first = &items[0].decision;
	CLEANUP(text_done) struct text words = {0};
	struct step steps[STEPS_MAX];
	char day[DAY_TEXT_SIZE];

	for (size_t i = 0; i < count; i++)
		steps[i] = items[i].decision.step;
	explain_steps(&words, explain_deadline(first->kind, items[0].notice), steps, count,
		      first->deadline);
	facts_add(facts, STYLE_DIM, day_format(items[0].day, day),
		  "the reminders %s will not be sent: a later one about the same day takes their "
		  "place (policy %s)",
		  text_string(&words), first->policy->name);
	if (text_failed(&words))
		facts->out.failed = true;
}

/* To whom is said where it is not as it was for the item before. */
static void add_item(struct facts *facts, const struct forecast *forecast,
		     const struct forecast_item *item, const struct forecast_item **told)
{
	bool is_told = item->decision.outcome == OUTCOME_NOTICE ||
		       item->decision.outcome == OUTCOME_UNWATCHED;
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	forecast_words(&words, item);
	facts_add(facts, is_told ? STYLE_PLAIN : STYLE_DIM, day_format(item->day, day), "%s",
		  text_string(&words));
	if (text_failed(&words))
		facts->out.failed = true;
	if (!is_told || !forecast->has_recipients)
		return;
	if (*told == NULL || !forecast_same_recipients(*told, item))
		forecast_add_recipients(facts, item);
	*told = item;
}

static void add_next(struct facts *facts, const struct why *why)
{
	const struct forecast *forecast = &why->forecast;
	const struct forecast_item *told = NULL;
	char day[DAY_TEXT_SIZE];
	size_t same;

	facts_heading(facts, "What comes next");
	if (forecast->is_gap)
		facts_add(facts, STYLE_WARNING, day_format(forecast->gap_day, day),
			  "after a long gap the keeper alone is told, of what the run after it "
			  "will send");
	if (forecast_next(forecast) == NULL)
		facts_add(facts, STYLE_PLAIN, "", "nothing: no reminder is to come");
	for (size_t i = 0; i < forecast->count; i += same) {
		same = count_superseded(&forecast->items[i], forecast->count - i);
		if (same > 1)
			add_superseded(facts, &forecast->items[i], same);
		else
			add_item(facts, forecast, &forecast->items[i], &told);
		same = same == 0 ? 1 : same;
	}
	if (forecast->goes_on)
		facts_add(facts, STYLE_DIM, "", "and so on: later ones are not listed here");
	if (forecast_next(forecast) != NULL && !forecast->has_recipients)
		facts_add(facts, STYLE_PLAIN, "",
			  "  to whom is not known without a configuration (--config)");
}

enum exit_status why_print_text(const struct cli *cli, const struct why *why)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text last_day = {0};
	char day[DAY_TEXT_SIZE];

	view_partners(&partners, &why->agreement);
	view_last_day(&last_day, &why->view);
	facts_heading(&facts, "Agreement %lld: %s", (long long)why->agreement.id,
		      text_string(&partners));
	facts_add(&facts, STYLE_PLAIN, "Last day", "%s", text_string(&last_day));
	facts_add(&facts, view_style(why->view.condition), "State", "%s",
		  condition_name(why->view.condition));
	if (vague_is_known(why->agreement.terminated_on))
		facts_add(&facts, STYLE_WARNING, "Terminated", "in force through %s",
			  vague_format(why->agreement.terminated_on, day));
	facts_heading(&facts, "What happened");
	if (why->line_count == 0)
		facts_add(&facts, STYLE_PLAIN, "", "nothing yet: no run has decided about it");
	add_past(&facts, why);
	add_next(&facts, why);
	if (text_failed(&partners) || text_failed(&last_day))
		facts.out.failed = true;
	return facts_print(&facts);
}
