#include "cli/simulate.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/field.h"
#include "core/cleanup.h"

/* ---- the calendar ---------------------------------------------------------------------------- */

static json_t *entry_json(const struct course_entry *entry)
{
	char step[STEP_TEXT_SIZE];

	return json_pack("{s:I, s:s, s:s, s:o, s:o, s:s, s:o, s:i, s:i, s:s, s:s}", "agreement",
			 (json_int_t)entry->agreement->id, "outcome", outcome_name(entry->outcome),
			 "deadline_kind", deadline_kind_name(entry->kind), "deadline",
			 field_day(entry->deadline), "milestone", field_day(entry->milestone),
			 "step", step_format(entry->step, step), "sending_day",
			 field_day(entry->sending_day), "late_days", (int)entry->late_days, "level",
			 entry->level, "policy", entry->policy->name, "fallback",
			 fallback_name(entry->fallback));
}

static json_t *entries_json(const struct course *course, const struct course_message *message)
{
	json_t *array = json_array();

	for (size_t i = 0; i < message->entry_count; i++) {
		if (field_append(array, entry_json(&course->entries[message->first_entry + i])) !=
		    0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *message_json(const struct course *course, const struct course_message *message)
{
	const struct course_place *place = &course->places[message->place];

	return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:I, s:o}", "day",
			 field_day(message->day), "kind", delivery_kind_name(message->kind),
			 "channel", field_text(place->address.channel), "address",
			 field_text(place->address.address), "contact", field_text(place->contact),
			 "recipient", field_text(place->name), "meant",
			 field_text(place->meant_name), "part", (int)message->part, "parts",
			 (int)message->parts, "agreements", (json_int_t)message->agreements,
			 "entries", entries_json(course, message));
}

static json_t *calendar_json(const struct course *course)
{
	json_t *array = json_array();

	for (size_t i = 0; i < course->message_count; i++) {
		if (field_append(array, message_json(course, &course->messages[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* ---- the counts ------------------------------------------------------------------------------ */

static json_t *count_json(const struct course *course, const struct course_count *counts,
			  size_t place, size_t month)
{
	const struct course_place *at = &course->places[place];
	struct course_count count = simulate_count(course, counts, place, month);
	char text[MONTH_TEXT_SIZE];

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:s, s:I, s:I}", "recipient",
			 field_text(at->name), "meant", field_text(at->meant_name), "contact",
			 field_text(at->contact), "channel", field_text(at->address.channel),
			 "address", field_text(at->address.address), "month",
			 simulate_month(&course->range, month, text), "messages",
			 (json_int_t)count.messages, "reminders", (json_int_t)count.reminders);
}

static json_t *counts_json(const struct course *course)
{
	CLEANUP(free_memory) struct course_count *counts = course_counts(course);
	size_t months = course_months(&course->range);
	json_t *array = counts == NULL ? NULL : json_array();

	for (size_t i = 0; array != NULL && i < course->place_count * months; i++) {
		if (counts[i].messages == 0)
			continue;
		if (field_append(array, count_json(course, counts, i / months, i % months)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* ---- a course -------------------------------------------------------------------------------- */

static json_t *busiest_json(const struct course *course)
{
	struct course_count count;
	struct day day = course_busiest(course, &count);

	if (day_is_none(day))
		return json_null();
	return json_pack("{s:o, s:I, s:I}", "day", field_day(day), "messages",
			 (json_int_t)count.messages, "reminders", (json_int_t)count.reminders);
}

static int add_remark(void *context, const char *sentence)
{
	return field_append(context, field_text(sentence));
}

static json_t *remarks_json(const struct course *course)
{
	json_t *array = json_array();

	if (array == NULL || course_remarks(course, add_remark, array) == 0)
		return array;
	json_decref(array);
	return NULL;
}

static json_t *course_json(const struct simulate *simulate, const struct course *course)
{
	json_t *calendar = simulate->with_counts_alone ? json_null() : calendar_json(course);

	return json_pack("{s:o, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "configuration",
			 field_text(course->config->path), "runs", (json_int_t)course->runs,
			 "messages", (json_int_t)course->message_count, "reminders",
			 (json_int_t)course->notices, "busiest", busiest_json(course), "remarks",
			 remarks_json(course), "calendar", calendar, "counts", counts_json(course));
}

/* ---- two of them ----------------------------------------------------------------------------- */

static json_t *difference_json(const struct simulate *simulate, const struct simulate_place *place,
			       size_t month, struct course_count count, struct course_count other)
{
	char text[MONTH_TEXT_SIZE];

	return json_pack("{s:o, s:o, s:o, s:o, s:s, s:[I, I], s:[I, I]}", "recipient",
			 field_text(place->place->name), "meant",
			 field_text(place->place->meant_name), "channel",
			 field_text(place->place->address.channel), "address",
			 field_text(place->place->address.address), "month",
			 simulate_month(&simulate->course.range, month, text), "messages",
			 (json_int_t)count.messages, (json_int_t)other.messages, "reminders",
			 (json_int_t)count.reminders, (json_int_t)other.reminders);
}

static int add_differences(const struct simulate *simulate, const struct simulate_place *place,
			   const struct course_count *counts, const struct course_count *others,
			   json_t *array)
{
	size_t months = course_months(&simulate->course.range);
	int r = 0;

	for (size_t month = 0; month < months && r == 0; month++) {
		struct course_count count =
			simulate_count(&simulate->course, counts, place->index, month);
		struct course_count other =
			simulate_count(&simulate->other, others, place->other, month);

		if (count.messages != other.messages || count.reminders != other.reminders)
			r = field_append(array,
					 difference_json(simulate, place, month, count, other));
	}
	return r;
}

static json_t *differences_json(const struct simulate *simulate)
{
	CLEANUP(free_memory) struct course_count *counts = course_counts(&simulate->course);
	CLEANUP(free_memory) struct course_count *others = course_counts(&simulate->other);
	CLEANUP(free_memory) struct simulate_place *places = NULL;
	size_t count;
	json_t *array;

	places = simulate_places(simulate, &count);
	array = counts == NULL || others == NULL || places == NULL ? NULL : json_array();
	for (size_t i = 0; array != NULL && i < count; i++) {
		if (add_differences(simulate, &places[i], counts, others, array) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

enum exit_status simulate_print_json(const struct simulate *simulate)
{
	const struct course *course = &simulate->course;
	json_t *object = course_json(simulate, course);
	int r = field_put(object, "from", field_day(course->range.from));

	if (r == 0)
		r = field_put(object, "to", field_day(course->range.to));
	if (r == 0)
		r = field_put(object, "as_if_known", json_boolean(course->range.is_past));
	if (r == 0)
		r = field_put(object, "agreements", json_integer((json_int_t)course->agreements));
	if (r == 0)
		r = field_put(object, "other",
			      simulate->has_other ? course_json(simulate, &simulate->other)
						  : json_null());
	if (r == 0)
		r = field_put(object, "differences",
			      simulate->has_other ? differences_json(simulate) : json_null());
	if (r != 0) {
		json_decref(object);
		object = NULL;
	}
	return field_print(simulate->cli, object);
}
