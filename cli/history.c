#include "cli/history.h"

#include <stdlib.h>

#include "cli/field.h"
#include "cli/parcel.h"
#include "core/cleanup.h"

/* The agreement as the audit keeps it; null when it is not there, or is no JSON. */
static json_t *read_json(const char *json)
{
	json_t *value = json == NULL ? NULL : json_loads(json, JSON_DECODE_ANY, NULL);

	return value == NULL ? json_null() : value;
}

json_t *history_json(const struct store_audit *entries, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct store_audit *entry = &entries[i];
		json_t *object = json_pack(
			"{s:o, s:o, s:o, s:o, s:o}", "at", field_time(entry->at_ms), "who",
			field_text(entry->who), "how", field_text(entry->how), "before",
			read_json(entry->before), "after", read_json(entry->after));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* A text as it is, anything else as JSON, nothing as "nothing". */
static void add_value(struct text *out, const json_t *value)
{
	char *json;

	if (value == NULL || json_is_null(value)) {
		text_add(out, "nothing");
		return;
	}
	if (json_is_string(value)) {
		text_add(out, json_string_value(value));
		return;
	}
	json = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	if (json == NULL)
		out->failed = true;
	else
		text_add(out, json);
	free(json);
}

static void add_changes(struct facts *facts, const json_t *before, const json_t *after)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)after, key, value)
	{
		const json_t *former = json_object_get(before, key);
		CLEANUP(text_done) struct text line = {0};

		if (json_equal(former, value))
			continue;
		text_addf(&line, "%s: ", key);
		add_value(&line, former);
		text_add(&line, " → ");
		add_value(&line, value);
		facts_add(facts, STYLE_PLAIN, "", "  %s", text_string(&line));
		if (text_failed(&line))
			facts->out.failed = true;
	}
}

void history_add(struct facts *facts, const struct store_audit *entries, size_t count)
{
	/* That it was added alone is no history; a change is, also of one that was added long ago. */
	if (count == 0 || (count == 1 && entries[0].before == NULL))
		return;
	facts_heading(facts, "History");
	for (size_t i = 0; i < count; i++) {
		const struct store_audit *entry = &entries[i];
		CLEANUP(text_done) struct text time = {0};

		parcel_time(&time, entry->at_ms);
		facts_add(facts, STYLE_PLAIN, "", "%s, %s: %s", text_string(&time), entry->who,
			  entry->before == NULL ? "added" : entry->how);
		if (entry->before != NULL) {
			json_t *before = read_json(entry->before);
			json_t *after = read_json(entry->after);

			add_changes(facts, before, after);
			json_decref(before);
			json_decref(after);
		}
		if (text_failed(&time))
			facts->out.failed = true;
	}
}
