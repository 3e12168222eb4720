#include "cli/course.h"

#include <errno.h>
#include <stdlib.h>

void course_done(struct course *course)
{
	free(course->places);
	free(course->messages);
	free(course->entries);
	simulation_done(&course->simulation);
	arena_done(&course->arena);
	*course = (struct course){0};
}

/* ---- taking runs in -------------------------------------------------------------------------- */

/* The items with room for one more; NULL: memory is short. */
static void *reserve(void *items, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
	void *larger;

	if (count < *capacity)
		return items;
	larger = reallocarray(items, wanted, size);
	if (larger != NULL)
		*capacity = wanted;
	return larger;
}

static bool is_same_place(const struct course_place *a, const struct course_place *b)
{
	bool is_on_trial = a->meant_name != NULL;

	if (is_on_trial != (b->meant_name != NULL) || !address_is_same(&a->address, &b->address))
		return false;
	return !is_on_trial || address_is_same(&a->meant, &b->meant);
}

size_t course_find(const struct course *course, const struct course_place *place)
{
	for (size_t i = 0; i < course->place_count; i++) {
		if (is_same_place(&course->places[i], place))
			return i;
	}
	return COURSE_NO_PLACE;
}

void course_place_words(struct text *out, const struct course_place *place)
{
	text_add(out, place->name[0] == '\0' ? place->address.address : place->name);
	if (place->meant_name == NULL)
		return;
	text_addf(out, " for %s",
		  place->meant_name[0] == '\0' ? place->meant.address : place->meant_name);
}

static struct course_place place_of(const struct run_delivery *delivery)
{
	return (struct course_place){
		.name = delivery->name == NULL ? "" : delivery->name,
		.contact = delivery->contact == NULL ? NULL : delivery->contact->key,
		.address = delivery->address,
		.meant_name = delivery->meant_name,
		.meant = delivery->meant,
	};
}

/* What the run knows of whom it told lives no longer than the run. */
static int copy_place(struct course_place *place, struct arena *arena)
{
	const char **const texts[] = {
		&place->name,	    &place->address.channel, &place->address.address,
		&place->meant_name, &place->meant.channel,   &place->meant.address};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (*texts[i] == NULL)
			continue;
		*texts[i] = arena_copy(arena, *texts[i]);
		if (*texts[i] == NULL)
			return -ENOMEM;
	}
	return 0;
}

static int add_place(struct course *course, struct course_place place)
{
	struct course_place *places = reserve(course->places, course->place_count,
					      &course->place_capacity, sizeof(*places));

	if (places == NULL)
		return -ENOMEM;
	course->places = places;
	if (copy_place(&place, &course->arena) < 0)
		return -ENOMEM;
	places[course->place_count++] = place;
	return 0;
}

static int add_entry(struct course *course, const struct run *run, const struct run_item *item)
{
	const struct run_entry *entry = &run->entries[item->entry];
	const struct decision *decision = &entry->decision;
	struct course_entry *entries = reserve(course->entries, course->entry_count,
					       &course->entry_capacity, sizeof(*entries));

	if (entries == NULL)
		return -ENOMEM;
	course->entries = entries;
	entries[course->entry_count++] = (struct course_entry){
		.agreement = entry->agreement,
		.kind = decision->kind,
		.outcome = decision->outcome,
		.deadline = decision->deadline,
		.milestone = decision->milestone,
		.step = decision->step,
		.sending_day = decision->sending_day,
		.late_days = decision->late_days,
		.level = item->level,
		.policy = decision->policy,
		.fallback = entry->fallback,
	};
	return 0;
}

static int add_entries(struct course *course, const struct run *run,
		       const struct run_delivery *delivery)
{
	int r = 0;

	for (size_t i = 0; i < delivery->item_count && r == 0; i++)
		r = add_entry(course, run, &delivery->items[i]);
	return r;
}

static int add_message(struct course *course, const struct run *run,
		       const struct run_delivery *delivery)
{
	struct course_message *messages = reserve(course->messages, course->message_count,
						  &course->message_capacity, sizeof(*messages));
	struct course_place place = place_of(delivery);
	struct course_message message = {
		.day = run->today,
		.kind = delivery->kind,
		.place = course_find(course, &place),
		.part = delivery->part,
		.parts = delivery->parts,
		.agreements = delivery->item_count,
		.first_entry = course->entry_count,
	};
	int r = 0;

	if (messages == NULL)
		return -ENOMEM;
	course->messages = messages;
	if (message.place == COURSE_NO_PLACE) {
		message.place = course->place_count;
		r = add_place(course, place);
	}
	/* A digest repeats each time what is open: its number says enough. */
	if (r == 0 && delivery->kind != DELIVERY_DIGEST)
		r = add_entries(course, run, delivery);
	if (r < 0)
		return r;
	message.entry_count = course->entry_count - message.first_entry;
	messages[course->message_count++] = message;
	return 0;
}

int course_add_run(struct course *course, const struct run *run, bool is_gap)
{
	int r = 0;

	for (size_t i = 0; i < run->delivery_count && r == 0; i++)
		r = add_message(course, run, &run->deliveries[i]);
	course->runs++;
	if (!is_gap)
		course->notices += run_notices(run);
	return r;
}

/* ---- counting -------------------------------------------------------------------------------- */

size_t course_reminders(const struct course *course, const struct course_message *message)
{
	size_t count = 0;

	if (message->kind != DELIVERY_REMINDER)
		return 0;
	for (size_t i = 0; i < message->entry_count; i++)
		count += course->entries[message->first_entry + i].outcome == OUTCOME_NOTICE;
	return count;
}

size_t course_month_of(const struct course_range *range, struct day day)
{
	struct civil from = day_civil(range->from), civil = day_civil(day);

	return (size_t)((civil.year - from.year) * 12 + civil.month - from.month);
}

size_t course_months(const struct course_range *range)
{
	return course_month_of(range, range->to) + 1;
}

struct course_count *course_counts(const struct course *course)
{
	size_t months = course_months(&course->range);
	/* One more, so that no places are no lack of memory. */
	struct course_count *counts = calloc(course->place_count * months + 1, sizeof(*counts));

	for (size_t i = 0; counts != NULL && i < course->message_count; i++) {
		const struct course_message *message = &course->messages[i];
		size_t month = course_month_of(&course->range, message->day);
		struct course_count *count = &counts[message->place * months + month];

		count->messages++;
		count->reminders += course_reminders(course, message);
	}
	return counts;
}

struct day course_busiest(const struct course *course, struct course_count *ret_count)
{
	struct course_count best = {0}, count = {0};
	struct day busiest = DAY_NONE;

	for (size_t i = 0; i < course->message_count; i++) {
		const struct course_message *message = &course->messages[i];

		if (i > 0 && day_compare(message->day, course->messages[i - 1].day) != 0)
			count = (struct course_count){0};
		count.messages++;
		count.reminders += course_reminders(course, message);
		if (count.messages > best.messages || day_compare(message->day, busiest) == 0) {
			best = count;
			busiest = message->day;
		}
	}
	*ret_count = best;
	return busiest;
}
