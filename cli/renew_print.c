/* What a renewal means: said to whoever recorded it. */
#include "cli/renew.h"

#include <errno.h>

#include "cli/facts.h"
#include "cli/field.h"
#include "cli/view.h"
#include "core/cleanup.h"
#include "message/words.h"

/* What follows: the coming reminders, and who will get word of the new term. */
static enum exit_status look_ahead(struct renewing_call *call)
{
	struct cli *cli = call->edit.cli;
	const struct agreement *agreement = &call->edit.agreement;
	enum exit_status status = forecast_make(cli, agreement, &call->forecast);
	struct told *told;
	int result = 0;

	for (size_t i = 0; status == EXIT_DONE && i < call->forecast.count; i++) {
		const struct decision *decision = &call->forecast.items[i].decision;

		if (decision->step.kind != STEP_RENEWED)
			continue;
		result = store_told(cli->store, agreement->id, decision, &cli->arena, &told,
				    &call->told_count);
		call->told = told;
		break;
	}
	return result == 0 ? status : cli_store_failed(cli, result);
}

static const char *name_of(const struct told *told)
{
	return told->name == NULL ? told->address.address : told->name;
}

static json_t *told_json(const struct renewing_call *call)
{
	json_t *array = json_array();

	for (size_t i = 0; i < call->told_count; i++) {
		const struct told *told = &call->told[i];
		json_t *object = json_pack(
			"{s:o, s:o, s:o}", "channel", field_text(told->address.channel), "address",
			field_text(told->address.address), "recipient", field_text(told->name));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* The reminder of the new last day that comes first: word of the renewal is none. */
static const struct forecast_item *first_reminder(const struct forecast *forecast)
{
	for (size_t i = 0; i < forecast->count; i++) {
		const struct decision *decision = &forecast->items[i].decision;

		if (decision->outcome == OUTCOME_NOTICE && decision->step.kind != STEP_RENEWED)
			return &forecast->items[i];
	}
	return NULL;
}

static enum exit_status print_json(const struct renewing_call *call)
{
	const struct agreement *agreement = &call->edit.agreement;

	return field_print(
		call->edit.cli,
		json_pack("{s:I, s:o, s:o, s:o, s:o, s:o}", "id", (json_int_t)agreement->id,
			  "last_day", field_vague(call->last_day.given), "reckoned_last_day",
			  field_day(call->last_day.reckoned), "term",
			  view_term_json(call->edit.cli, agreement,
					 agreement_current_term(agreement)),
			  "next_reminder",
			  forecast_item_json(&call->forecast, first_reminder(&call->forecast)),
			  "told", told_json(call)));
}

static void add_last_day(struct facts *facts, const struct renewing_call *call)
{
	char day[DAY_TEXT_SIZE], former[DAY_TEXT_SIZE], reckoned[DAY_TEXT_SIZE];
	bool is_vague = call->last_day.given.precision != PRECISION_DAY;

	facts_add(facts, STYLE_GOOD, "Last day", "%s%s%s%s, after %s",
		  vague_format(call->last_day.given, day), is_vague ? " (reckoned " : "",
		  is_vague ? day_format(call->last_day.reckoned, reckoned) : "",
		  is_vague ? ")" : "",
		  vague_is_known(call->former.given) ? vague_format(call->former.given, former)
						     : "none that was known");
	if (day_compare(call->last_day.latest, call->edit.cli->today) < 0)
		facts_add(facts, STYLE_WARNING, "",
			  "it has passed already; \"renewctl edit %lld --last-day DATE\" corrects "
			  "it",
			  (long long)call->edit.agreement.id);
}

static void add_reminders(struct facts *facts, const struct renewing_call *call)
{
	const struct forecast_item *item = first_reminder(&call->forecast);
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	if (item == NULL) {
		facts_add(facts, STYLE_PLAIN, "Reminders", "none is to come");
	} else {
		forecast_words(&words, item);
		facts_add(facts, STYLE_PLAIN, "Reminders", "from %s: %s",
			  day_format(item->day, day), text_string(&words));
	}
	for (size_t i = 0; i < call->told_count; i++)
		facts_add(facts, STYLE_PLAIN, i == 0 ? "Word of it" : "",
			  "goes to %s over %s, who had been told of it", name_of(&call->told[i]),
			  call->told[i].address.channel);
	if (text_failed(&words))
		facts->out.failed = true;
}

static enum exit_status print_text(const struct renewing_call *call)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &call->edit.cli->out};
	CLEANUP(text_done) struct text partners = {0};

	view_partners(&partners, &call->edit.agreement);
	facts_heading(&facts, "Agreement %lld, %s, is renewed", (long long)call->edit.agreement.id,
		      text_string(&partners));
	add_last_day(&facts, call);
	add_reminders(&facts, call);
	if (text_failed(&partners))
		facts.out.failed = true;
	return facts_print(&facts);
}

enum exit_status renew_print(struct renewing_call *call)
{
	enum exit_status status = look_ahead(call);

	if (status != EXIT_DONE)
		return status;
	return call->edit.cli->is_json ? print_json(call) : print_text(call);
}
