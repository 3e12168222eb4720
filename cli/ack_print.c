/* What a response means: said to whoever gave it. */
#include "cli/ack.h"

#include "cli/explain.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/response.h"
#include "cli/view.h"
#include "core/cleanup.h"
#include "message/words.h"

/* The next reminder of that kind of deadline. */
static const struct forecast_item *next_reminder(const struct responding *responding)
{
	for (size_t i = 0; i < responding->forecast.count; i++) {
		const struct decision *decision = &responding->forecast.items[i].decision;

		if (decision->outcome == OUTCOME_NOTICE &&
		    decision->kind == responding->open.kind && decision->step.kind != STEP_RENEWED)
			return &responding->forecast.items[i];
	}
	return NULL;
}

static bool is_never_hidden(const struct responding *responding, const struct forecast_item *item)
{
	const struct decision *decision = &item->decision;
	struct day from = span_before(decision->deadline, decision->policy->never_hide);
	struct day until = response_until(&responding->response.response);

	return !day_is_none(until) && day_compare(decision->milestone, until) <= 0 &&
	       day_compare(decision->milestone, from) >= 0 &&
	       day_compare(decision->milestone, decision->deadline) <= 0;
}

/* Why reminders go on although somebody has answered. */
static void add_reason(struct facts *facts, const struct responding *responding,
		       const struct forecast_item *item)
{
	const struct response *response = &responding->response.response;
	CLEANUP(text_done) struct text span = {0};

	if (item->decision.policy->never_hide.n > 0) {
		text_add(&span, "in the last ");
		words_span(&span, item->decision.policy->never_hide);
		text_add(&span, " before ");
	} else {
		text_add(&span, "on ");
	}
	if (text_failed(&span))
		facts->out.failed = true;
	if (is_never_hidden(responding, item))
		facts_add(facts, STYLE_PLAIN, "", "%s%s they are never put off", text_string(&span),
			  explain_deadline(responding->open.kind, responding->agreement.notice));
	else if (response->kind == RESPONSE_LAPSE && response->about == DEADLINE_NOTICE)
		facts_add(facts, STYLE_PLAIN, "",
			  "without notice it renews itself: they go on until \"renewctl terminate "
			  "%lld\" records that notice was given",
			  (long long)responding->agreement.id);
	else if (response_counts(response->kind) && day_is_none(response->until) &&
		 response->kind != RESPONSE_LAPSE && response->about == DEADLINE_END &&
		 day_compare(response->deadline, responding->cli->today) < 0)
		facts_add(facts, STYLE_PLAIN, "", "reminders go on; --until DATE puts them off");
}

static void add_next(struct facts *facts, const struct responding *responding)
{
	const struct forecast_item *item = next_reminder(responding);
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	if (item == NULL) {
		facts_add(facts, STYLE_PLAIN, "Reminders", "none is to come about it");
		return;
	}
	forecast_words(&words, item);
	facts_add(facts, STYLE_PLAIN, "Reminders", "go on from %s: %s", day_format(item->day, day),
		  text_string(&words));
	add_reason(facts, responding, item);
	if (text_failed(&words))
		facts->out.failed = true;
}

static enum exit_status print_text(const struct responding *responding)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &responding->cli->out};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text words = {0};

	view_partners(&partners, &responding->agreement);
	response_words(&words, &responding->response, responding->agreement.notice);
	facts_heading(&facts, "Agreement %lld: %s", (long long)responding->agreement.id,
		      text_string(&partners));
	facts_add(&facts, STYLE_GOOD, "Answered", "%s", text_string(&words));
	add_next(&facts, responding);
	if (text_failed(&partners) || text_failed(&words))
		facts.out.failed = true;
	return facts_print(&facts);
}

static enum exit_status print_json(const struct responding *responding)
{
	return field_print(
		responding->cli,
		json_pack("{s:I, s:o, s:o}", "id", (json_int_t)responding->agreement.id, "response",
			  response_json(&responding->response), "next_reminder",
			  forecast_item_json(&responding->forecast, next_reminder(responding))));
}

enum exit_status ack_print(const struct responding *responding)
{
	return responding->cli->is_json ? print_json(responding) : print_text(responding);
}
