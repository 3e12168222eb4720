/* A forecast in words and as JSON. */
#include "cli/explain.h"
#include "cli/field.h"
#include "cli/forecast.h"
#include "cli/response.h"
#include "core/cleanup.h"
#include "message/words.h"

static bool tells_more(const struct decision *decision)
{
	return decision->level > decision->former_level && !day_is_none(decision->first_told);
}

static void add_notice(struct text *out, const struct forecast_item *item)
{
	const struct decision *decision = &item->decision;

	explain_sending_day(out, decision->milestone, decision->sending_day);
	explain_late(out, decision->late_days);
	/* Whoever did respond once did so until a day that has passed then. */
	if (tells_more(decision) && decision->response.id != 0)
		text_add(out, "; nobody has responded since it came back");
	else if (tells_more(decision)) {
		text_add(out, "; nobody has responded since ");
		words_day(out, decision->first_told);
	}
}

void forecast_words(struct text *out, const struct forecast_item *item)
{
	const struct decision *decision = &item->decision;

	if (decision->outcome == OUTCOME_UNWATCHED) {
		text_add(out, "its reminders about ");
		words_day(out, decision->deadline);
		text_add(out, " had passed before renewd knew of it: the keeper is told once");
		return;
	}
	explain_reminder(out, explain_deadline(decision->kind, item->notice), decision->step,
			 decision->deadline);
	if (decision->outcome != OUTCOME_NOTICE && explain_has_clause(decision->step))
		text_add_char(out, ',');
	if (decision->outcome == OUTCOME_NOTICE) {
		add_notice(out, item);
	} else if (decision->outcome == OUTCOME_ACKNOWLEDGED) {
		text_add(out, " will not be sent: ");
		response_reason(out, &decision->response);
	} else {
		text_add(out, " will not be sent: a later one about the same day takes its place");
	}
	text_addf(out, " (policy %s)", decision->policy->name);
	if (item->fallback != FALLBACK_NONE)
		text_addf(out, "; %s", explain_fallback(item->fallback));
}

void forecast_add_recipients(struct facts *facts, const struct forecast_item *item)
{
	for (size_t i = 0; i < item->recipient_count; i++) {
		const struct forecast_recipient *recipient = &item->recipients[i];
		bool has_address = recipient->address.address[0] != '\0';

		facts_add(facts, STYLE_PLAIN, "", "  to %s%s%s%s over %s%s%s",
			  recipient->name == NULL ? "somebody" : recipient->name,
			  has_address ? " <" : "", recipient->address.address,
			  has_address ? ">" : "", recipient->address.channel,
			  recipient->absent == NULL ? "" : ", instead of ",
			  recipient->absent == NULL ? "" : recipient->absent);
	}
}

void forecast_add_next(struct facts *facts, const struct forecast *forecast)
{
	const struct forecast_item *item = forecast_next(forecast);
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	if (item == NULL) {
		facts_add(facts, STYLE_PLAIN, "Next reminder", "none is to come");
		return;
	}
	forecast_words(&words, item);
	facts_add(facts, STYLE_PLAIN, "Next reminder", "%s: %s", day_format(item->day, day),
		  text_string(&words));
	forecast_add_recipients(facts, item);
	if (text_failed(&words))
		facts->out.failed = true;
}

static json_t *recipient_json(const struct forecast_recipient *recipient)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "channel",
			 field_text(recipient->address.channel), "address",
			 field_text(recipient->address.address), "contact",
			 field_text(recipient->contact), "recipient", field_text(recipient->name),
			 "instead_of", field_text(recipient->absent));
}

static json_t *recipients_json(const struct forecast *forecast, const struct forecast_item *item)
{
	json_t *array;

	if (!forecast->has_recipients)
		return json_null();
	array = json_array();
	for (size_t i = 0; i < item->recipient_count; i++) {
		if (field_append(array, recipient_json(&item->recipients[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* Whether an item of the same day before this one goes there too. */
static bool is_repeated(const struct forecast *forecast, size_t index, size_t recipient)
{
	const struct forecast_item *item = &forecast->items[index];

	for (size_t i = 0; i < index; i++) {
		const struct forecast_item *other = &forecast->items[i];

		for (size_t k = 0; k < other->recipient_count; k++) {
			if (day_compare(other->day, item->day) == 0 &&
			    address_is_same(&other->recipients[k].address,
					    &item->recipients[recipient].address))
				return true;
		}
	}
	return false;
}

json_t *forecast_recipients_json(const struct forecast *forecast, struct day day)
{
	json_t *array;

	if (!forecast->has_recipients)
		return json_null();
	array = json_array();
	for (size_t i = 0; i < forecast->count; i++) {
		const struct forecast_item *item = &forecast->items[i];

		if (day_compare(item->day, day) != 0)
			continue;
		for (size_t k = 0; k < item->recipient_count; k++) {
			if (is_repeated(forecast, i, k))
				continue;
			if (field_append(array, recipient_json(&item->recipients[k])) != 0) {
				json_decref(array);
				return NULL;
			}
		}
	}
	return array;
}

bool forecast_same_recipients(const struct forecast_item *a, const struct forecast_item *b)
{
	if (a->recipient_count != b->recipient_count)
		return false;
	for (size_t i = 0; i < a->recipient_count; i++) {
		if (!address_is_same(&a->recipients[i].address, &b->recipients[i].address))
			return false;
	}
	return true;
}

/* The last day on which a response hides reminders; DAY_NONE: none does. */
static struct day hidden_until(const struct decision *decision)
{
	if (decision->outcome != OUTCOME_ACKNOWLEDGED)
		return DAY_NONE;
	return response_until(&decision->response);
}

json_t *forecast_item_json(const struct forecast *forecast, const struct forecast_item *item)
{
	const struct decision *decision;
	CLEANUP(text_done) struct text words = {0};
	char step[STEP_TEXT_SIZE];

	if (item == NULL)
		return json_null();
	decision = &item->decision;
	forecast_words(&words, item);
	return json_pack("{s:o, s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:s, s:i, s:s, s:o, s:o, s:o}",
			 "day", field_day(item->day), "outcome", outcome_name(decision->outcome),
			 "deadline_kind", deadline_kind_name(decision->kind), "deadline",
			 field_day(decision->deadline), "milestone", field_day(decision->milestone),
			 "step", step_format(decision->step, step), "sending_day",
			 field_day(decision->sending_day), "late_days", (int)decision->late_days,
			 "policy", decision->policy->name, "level", decision->level, "fallback",
			 fallback_name(item->fallback), "hidden_until",
			 field_day(hidden_until(decision)), "words",
			 text_failed(&words) ? NULL : field_text(text_string(&words)), "recipients",
			 recipients_json(forecast, item));
}
