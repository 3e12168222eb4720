#include "courier/render_webhook.h"

#include "core/cleanup.h"
#include "courier/render_view.h"
#include "message/tidy.h"
#include "message/words.h"

/* Bytes of a name. */
#define NAME_BYTES 200

/* So many partners of an agreement are given, and so many of those who were told before. */
#define PARTNERS_SHOWN 5
#define TOLD_SHOWN     5

static const char *const urgencies[] = {
	[URGENCY_ENDED] = "ended", [URGENCY_WEEK] = "week",   [URGENCY_MONTH] = "month",
	[URGENCY_LATER] = "later", [URGENCY_OTHER] = "other", [URGENCY_RENEWED] = "renewed",
};

/* ---- objects ---------------------------------------------------------------------------------- */

void webhook_put(struct webhook_object *object, const char *key, json_t *value)
{
	if (json_object_set_new(object->json, key, value) != 0)
		object->failed = true;
}

void webhook_put_number(struct webhook_object *object, const char *key, int64_t number)
{
	webhook_put(object, key, json_integer(number));
}

void webhook_put_text(struct webhook_object *object, const char *key, const char *value)
{
	CLEANUP(text_done) struct text tidy = {0};

	tidy_add(&tidy, value, NAME_BYTES);
	if (value == NULL)
		webhook_put(object, key, json_null());
	else
		webhook_put(object, key,
			    text_failed(&tidy) ? NULL : json_string(text_string(&tidy)));
}

void webhook_put_words(struct webhook_object *object, const char *key, struct text *words,
		       size_t limit)
{
	CLEANUP(text_done) struct text tidy = {0};

	tidy_add(&tidy, text_string(words), limit);
	object->failed |= words->failed || tidy.failed;
	webhook_put(object, key, json_string(text_string(&tidy)));
	text_clear(words);
}

void webhook_put_day(struct webhook_object *object, const char *key, struct day day)
{
	char text[DAY_TEXT_SIZE];

	webhook_put_text(object, key, day_is_none(day) ? NULL : day_format(day, text));
}

void webhook_put_vague(struct webhook_object *object, const char *key, struct vague vague)
{
	char text[DAY_TEXT_SIZE];

	webhook_put_text(object, key, vague_is_known(vague) ? vague_format(vague, text) : NULL);
}

json_t *webhook_finish(struct webhook_object *object)
{
	if (!object->failed)
		return object->json;
	json_decref(object->json);
	return NULL;
}

/* ---- entries ---------------------------------------------------------------------------------- */

static json_t *partner_array(const struct entry *entry)
{
	json_t *array = json_array();

	for (size_t i = 0; i < entry->partner_count && i < PARTNERS_SHOWN; i++) {
		struct webhook_object object = {.json = json_object()};

		webhook_put_text(&object, "name", entry->partners[i].name);
		webhook_put_text(&object, "city", entry->partners[i].city);
		webhook_put_text(&object, "country", entry->partners[i].country);
		if (json_array_append_new(array, webhook_finish(&object)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static void put_agreement(struct webhook_object *object, const struct entry *entry)
{
	webhook_put_number(object, "agreement_id", entry->agreement_id);
	webhook_put_text(object, "register", entry->register_name);
	webhook_put_text(object, "row", entry->row);
	webhook_put_text(object, "registration_number", entry->registration_number);
	webhook_put_text(object, "type", entry->type);
	webhook_put_text(object, "owner", entry->owner);
	webhook_put(object, "partners", partner_array(entry));
	webhook_put_number(object, "partner_total", (int64_t)entry->partner_total);
	webhook_put_vague(object, "signed", entry->signed_on);
	webhook_put_text(object, "last_day_raw", entry->last_day_raw);
}

static void put_span(struct webhook_object *object, const char *key, struct span span)
{
	char text[SPAN_TEXT_SIZE];

	webhook_put_text(object, key, span.n == 0 ? NULL : span_format(span, text));
}

static void put_notice(struct webhook_object *object, const char *key, struct notice notice)
{
	char text[NOTICE_TEXT_SIZE];

	webhook_put_text(object, key, notice_is_known(notice) ? notice_format(notice, text) : NULL);
}

/* How it renews itself; null when it does not. */
static json_t *renews_object(const struct renewing *renewing)
{
	struct webhook_object object = {0};

	if (!renewing->is_set)
		return json_null();
	object.json = json_object();
	webhook_put_day(&object, "on", renewing->on);
	webhook_put_vague(&object, "given", renewing->given);
	put_span(&object, "every", renewing->every);
	put_notice(&object, "notice", renewing->notice);
	return webhook_finish(&object);
}

static void put_deadline(struct webhook_object *object, const struct entry *entry, struct day as_of)
{
	CLEANUP(text_done) struct text words = {0};
	bool has_day = render_view_has_day(entry);

	webhook_put_text(object, "kind", deadline_kind_name(entry->kind));
	webhook_put_day(object, "deadline", has_day ? entry->deadline : DAY_NONE);
	webhook_put_day(object, "latest", has_day ? entry->latest : DAY_NONE);
	webhook_put_vague(object, "given", entry->given);
	webhook_put(object, "days_left",
		    has_day ? json_integer(day_diff(as_of, entry->deadline)) : json_null());
	webhook_put_text(object, "urgency", urgencies[words_urgency(entry, as_of)]);
	webhook_put_number(object, "late_days", words_late_days(entry, as_of));
	webhook_put_day(object, "corrected_from", entry->corrected_from);
	webhook_put(object, "renews", renews_object(&entry->renewing));
	webhook_put_text(object, "fallback", fallback_name(entry->fallback));
	words_matter(&words, entry, as_of);
	webhook_put_words(object, "matter", &words, WEBHOOK_SENTENCE_BYTES);
	words_remarks(&words, entry, as_of);
	webhook_put_words(object, "remarks", &words, WEBHOOK_SENTENCE_BYTES);
}

static json_t *told_array(const struct entry *entry)
{
	json_t *array = json_array();

	for (size_t i = 0; i < entry->told_count && i < TOLD_SHOWN; i++) {
		struct webhook_object object = {.json = json_object()};

		webhook_put_text(&object, "name", entry->told[i].name);
		webhook_put_day(&object, "on", entry->told[i].on);
		if (json_array_append_new(array, webhook_finish(&object)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *response_object(const struct response *response)
{
	struct webhook_object object = {0};

	if (response->id == 0)
		return json_null();
	object.json = json_object();
	webhook_put_text(&object, "kind", response_kind_name(response->kind));
	webhook_put_day(&object, "until", response->until);
	webhook_put_day(&object, "on", response->on);
	return webhook_finish(&object);
}

static json_t *renewed_object(const struct entry *entry)
{
	struct webhook_object object = {0};

	if (entry->step.kind != STEP_RENEWED)
		return json_null();
	object.json = json_object();
	webhook_put_day(&object, "on", entry->renewed.reckoned);
	webhook_put_vague(&object, "given", entry->renewed.given);
	return webhook_finish(&object);
}

static void put_following(struct webhook_object *object, const struct entry *entry)
{
	webhook_put_text(object, "section", section_name(entry->section));
	webhook_put_text(object, "absent", entry->absent);
	webhook_put_number(object, "level", entry->level);
	webhook_put(object, "told", told_array(entry));
	webhook_put_day(object, "first_told", entry->first_told);
	webhook_put(object, "response", response_object(&entry->response));
	webhook_put(object, "renewed", renewed_object(entry));
	webhook_put(object, "terminated", json_boolean(entry->is_terminated));
}

json_t *webhook_entry(const struct entry *entry, struct day as_of)
{
	struct webhook_object object = {.json = json_object()};

	webhook_put_number(&object, "notice_id", entry->notice_id);
	put_agreement(&object, entry);
	put_deadline(&object, entry, as_of);
	put_following(&object, entry);
	return webhook_finish(&object);
}
