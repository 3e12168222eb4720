#include "cli/history.h"

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

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* "KU Leuven (Leuven, BE)". */
static void add_partner(struct text *out, const json_t *partner)
{
	const char *name = text_of(partner, "name"), *city = text_of(partner, "city");
	const char *country = text_of(partner, "country");

	if (country == NULL)
		country = text_of(partner, "country_raw");
	text_add(out, name == NULL ? "no name" : name);
	if (city != NULL || country != NULL)
		text_addf(out, " (%s%s%s)", city == NULL ? "" : city,
			  city != NULL && country != NULL ? ", " : "",
			  country == NULL ? "" : country);
}

/* "renewed from 2027-02-16 for 5y until 2032-02-15". */
static void add_term(struct text *out, const json_t *term)
{
	const char *kind = text_of(term, "kind"), *start = text_of(term, "start");
	const char *length = text_of(term, "length"), *last_day = text_of(term, "last_day");

	text_add(out, kind == NULL ? "term" : kind);
	if (start != NULL)
		text_addf(out, " from %s", start);
	if (length != NULL)
		text_addf(out, " for %s", length);
	if (last_day != NULL)
		text_addf(out, " until %s", last_day);
}

static void add_list(struct text *out, const json_t *array)
{
	const json_t *item;
	size_t i;

	json_array_foreach((json_t *)array, i, item)
	{
		if (i > 0)
			text_add(out, "; ");
		if (json_object_get(item, "name") != NULL)
			add_partner(out, item);
		else
			add_term(out, item);
	}
}

/* What an audit keeps of an agreement are texts, numbers, and lists of partners and terms. */
static void add_value(struct text *out, const json_t *value)
{
	if (json_is_string(value))
		text_add(out, json_string_value(value));
	else if (json_is_integer(value))
		text_addf(out, "%lld", (long long)json_integer_value(value));
	else if (json_is_array(value) && json_array_size(value) > 0)
		add_list(out, value);
	else
		text_add(out, "nothing");
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
	/* That it was added is no history by itself; a change is, of whatever age. */
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
