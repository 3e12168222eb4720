#include "cli/parcel.h"

#include "cli/field.h"

json_t *parcel_json(const struct delivery *delivery)
{
	return json_pack("{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:o, "
			 "s:o, s:i, s:o}",
			 "number", (json_int_t)delivery->number, "id", delivery->id, "kind",
			 delivery->kind, "state", delivery_state_name(delivery->state), "channel",
			 field_text(delivery->channel), "address", field_text(delivery->address),
			 "contact", field_text(delivery->contact), "recipient",
			 field_text(delivery->recipient), "subject", field_text(delivery->subject),
			 "created", field_time(delivery->created_ms), "next_attempt",
			 field_time(delivery->next_ms), "attempts", (int)delivery->attempts,
			 "ambiguous", (int)delivery->ambiguous, "last_attempt",
			 field_time(delivery->last_ms), "last_class",
			 field_text(delivery->last_class), "last_code", delivery->last_code,
			 "last_text", field_text(delivery->last_text));
}

json_t *parcel_attempt_json(const struct attempt *attempt)
{
	return json_pack("{s:o, s:o, s:o, s:i, s:o}", "started", field_time(attempt->started_ms),
			 "ended", field_time(attempt->ended_ms), "class",
			 field_text(attempt->class), "code", attempt->code, "text",
			 field_text(attempt->text));
}

void parcel_time(struct text *out, int64_t ms)
{
	char text[CLOCK_TEXT_SIZE];

	if (ms == 0) {
		text_add(out, "-");
		return;
	}
	clock_format(ms, text);
	text_addf(out, "%.10s %.5s", text, text + 11);
}

static void add_verdict(struct text *out, int code, const char *text)
{
	if (code > 0)
		text_addf(out, " %d", code);
	if (text != NULL && text[0] != '\0')
		text_addf(out, " %s", text);
}

/* "to ICD <icd@example.edu> over mail". */
static void add_place(struct text *out, const struct delivery *delivery)
{
	bool has_address = delivery->address != NULL && delivery->address[0] != '\0';

	text_addf(out, "to %s%s%s%s over %s",
		  delivery->recipient == NULL ? "somebody" : delivery->recipient,
		  has_address ? " <" : "", has_address ? delivery->address : "",
		  has_address ? ">" : "", delivery->channel);
}

void parcel_words(struct text *out, const struct delivery *delivery)
{
	text_addf(out, "message %lld ", (long long)delivery->number);
	add_place(out, delivery);
	switch (delivery->state) {
	case STATE_QUEUED:
		text_add(out, ": waits, to be sent from ");
		parcel_time(out, delivery->next_ms);
		return;
	case STATE_SENDING:
		text_add(out, ": is being sent");
		return;
	case STATE_SENT:
		text_add(out, ": sent on ");
		break;
	case STATE_RETRYING:
		text_add(out, ": not yet sent, next attempt on ");
		parcel_time(out, delivery->next_ms);
		text_add(out, "; the last was on ");
		break;
	case STATE_DEAD:
		text_add(out, ": given up on ");
		break;
	case STATE_DELIVERY_WITHDRAWN:
		text_add(out, ": withdrawn on ");
		break;
	}
	parcel_time(out, delivery->last_ms);
	if (delivery->last_code > 0 ||
	    (delivery->last_text != NULL && delivery->last_text[0] != '\0'))
		text_add_char(out, ':');
	add_verdict(out, delivery->last_code, delivery->last_text);
	if (delivery->replaced_by != 0)
		text_addf(out, " (replaced by message %lld)", (long long)delivery->replaced_by);
}

void parcel_attempt_words(struct text *out, const struct attempt *attempt)
{
	text_add(out, "attempt of ");
	parcel_time(out, attempt->started_ms);
	text_addf(out, ": %s", attempt->class == NULL ? "running" : attempt->class);
	add_verdict(out, attempt->code, attempt->text);
}

enum style parcel_style(enum delivery_state state)
{
	static const enum style styles[] = {
		[STATE_QUEUED] = STYLE_PLAIN, [STATE_SENDING] = STYLE_PLAIN,
		[STATE_SENT] = STYLE_GOOD,    [STATE_RETRYING] = STYLE_WARNING,
		[STATE_DEAD] = STYLE_BAD,     [STATE_DELIVERY_WITHDRAWN] = STYLE_DIM,
	};

	return styles[state];
}
