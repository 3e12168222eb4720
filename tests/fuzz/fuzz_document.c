/*
 * Whatever stands in a delivery's document: it is read whole or refused, and what was read can be
 * said in words that hold no line end.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "message/document.h"
#include "message/words.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must_be_one_line(const struct text *text)
{
	if (text_has_control(text_string(text)) || !text_is_utf8(text_string(text), text->length))
		abort();
}

static void say(const struct document *document, struct day as_of)
{
	CLEANUP(text_done) struct text text = {0};

	words_subject(&text, document, as_of);
	must_be_one_line(&text);
	words_opening(&text, document, as_of);
	words_meant(&text, document);
	must_be_one_line(&text);
	for (size_t i = 0; i < document->undelivered_count; i++) {
		words_undelivered_subject(&text, &document->undelivered[i]);
		words_undelivered(&text, &document->undelivered[i]);
		must_be_one_line(&text);
	}
	for (size_t i = 0; i < document->entry_count; i++) {
		text_clear(&text);
		words_partners(&text, &document->entries[i]);
		words_matter(&text, &document->entries[i], as_of);
		words_remarks(&text, &document->entries[i], as_of);
		words_follow_told(&text, &document->entries[i], as_of);
		must_be_one_line(&text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *rest = NULL;
	struct document document;
	struct day as_of;

	(void)day_parse("2026-11-23", &as_of);
	if (document_parse((const char *)bytes, length, &arena, &document, NULL) != 0)
		return 0;
	say(&document, as_of);
	if (document.entry_count > 0) {
		int64_t id = document.entries[0].notice_id;
		CLEANUP(free_memory) char *json = malloc(length + 1);

		if (json == NULL)
			return 0;
		memcpy(json, bytes, length);
		json[length] = '\0';
		if (document_without(json, &id, 1, &rest) != 0)
			abort();
	}
	return 0;
}
