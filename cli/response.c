#include "cli/response.h"

#include "cli/explain.h"
#include "cli/field.h"
#include "core/cleanup.h"
#include "message/words.h"

struct day response_until(const struct response *response)
{
	if (response->kind == RESPONSE_LAPSE || !response_counts(response->kind))
		return DAY_NONE;
	return day_is_none(response->until) ? response->deadline : response->until;
}

static const char *meaning(enum response_kind kind)
{
	static const char *const meanings[] = {
		[RESPONSE_ACKNOWLEDGED] = "acknowledged",      [RESPONSE_RENEW] = "to be renewed",
		[RESPONSE_RENEGOTIATE] = "to be renegotiated", [RESPONSE_LAPSE] = "to lapse",
		[RESPONSE_UNDECIDED] = "undecided again",
	};

	return meanings[kind];
}

void response_reason(struct text *out, const struct response *response)
{
	struct day until = response_until(response);

	if (response->kind == RESPONSE_LAPSE) {
		text_add(out, "it is to lapse");
		return;
	}
	text_addf(out, "%s%s until ", response->kind == RESPONSE_ACKNOWLEDGED ? "" : "it is ",
		  meaning(response->kind));
	words_day(out, until);
}

void response_words(struct text *out, const struct store_response *stored, struct notice notice)
{
	const struct response *response = &stored->response;

	text_addf(out, "%s: %s, about %s (", stored->who, meaning(response->kind),
		  explain_deadline(response->about, notice));
	words_day(out, response->deadline);
	text_add_char(out, ')');
	if (!day_is_none(response->until)) {
		text_add(out, ", until ");
		words_day(out, response->until);
	}
	if (stored->note != NULL)
		text_addf(out, ": %s", stored->note);
}

json_t *response_json(const struct store_response *stored)
{
	const struct response *response = &stored->response;

	return json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
			 (json_int_t)response->id, "kind", response_kind_name(response->kind),
			 "about", deadline_kind_name(response->about), "deadline",
			 field_day(response->deadline), "until", field_day(response->until), "day",
			 field_day(response->on), "who", field_text(stored->who), "at",
			 field_time(stored->at_ms), "note", field_text(stored->note));
}

json_t *response_array_json(const struct store_response *responses, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		if (field_append(array, response_json(&responses[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

const struct store_response *response_find(const struct store_response *responses, size_t count,
					   int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (responses[i].response.id == id)
			return &responses[i];
	}
	return NULL;
}

void response_add(struct facts *facts, const struct store_response *response, struct notice notice)
{
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	response_words(&words, response, notice);
	facts_add(facts, STYLE_PLAIN, day_format(response->response.on, day), "%s",
		  text_string(&words));
	if (text_failed(&words))
		facts->out.failed = true;
}

void response_add_all(struct facts *facts, const struct store_response *responses, size_t count,
		      struct notice notice)
{
	if (count == 0)
		return;
	facts_heading(facts, "Responses");
	for (size_t i = 0; i < count; i++)
		response_add(facts, &responses[i], notice);
}
