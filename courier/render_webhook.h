/*
 * Writing the objects of a webhook's body: texts are tidied and cut, and the first failure sticks,
 * so that a chain of puts needs one check at its end.
 */
#ifndef RENEWD_COURIER_RENDER_WEBHOOK_H
#define RENEWD_COURIER_RENDER_WEBHOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "core/day.h"
#include "core/text.h"
#include "core/vague.h"
#include "message/document.h"

/* Bytes of a sentence. */
#define WEBHOOK_SENTENCE_BYTES 1000

/* An object being written. */
struct webhook_object {
	json_t *json;
	bool failed;
};

/* Takes value; NULL means that memory was short. */
void webhook_put(struct webhook_object *object, const char *key, json_t *value);

/* NULL, DAY_NONE and an unknown date become null. */
void webhook_put_number(struct webhook_object *object, const char *key, int64_t number);
void webhook_put_text(struct webhook_object *object, const char *key, const char *value);
void webhook_put_day(struct webhook_object *object, const char *key, struct day day);
void webhook_put_vague(struct webhook_object *object, const char *key, struct vague vague);

/* What one of the words made, at most limit bytes of it; empties it for the next. */
void webhook_put_words(struct webhook_object *object, const char *key, struct text *words,
		       size_t limit);

/* Hands the object over; NULL when something failed. */
json_t *webhook_finish(struct webhook_object *object);

/* An entry (message/FORMAT.md). NULL when memory is short. */
json_t *webhook_entry(const struct entry *entry, struct day as_of);

#endif
