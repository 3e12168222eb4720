/*
 * libical parses; recurrences are iterated on plain dates, which have no zone, so that none can
 * shift by a day. Not for two threads at once: libical keeps its error number in a global.
 */
#include "intake/holidays.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/cells.h"
#include "intake/text/source.h"

#define EVENT_DAYS_MAX	 366	/* of one event */
#define EXCEPTIONS_MAX	 1000	/* of one event */
#define RECURRING_MAX	 300	/* events that recur */
#define OCCURRENCES_MAX	 200000 /* of all of them, those before `from` counted */
#define BARREN_MAX	 10	/* rules without an occurrence, which take longest to follow */
#define HOLIDAY_NAME_MAX 200	/* bytes */

/* A day that was found, and as which one, so that the first of two on one day can be kept. */
struct found {
	struct holiday holiday;
	size_t order;
};

struct reading {
	const char *path;
	struct day from, to;
	struct arena *arena;
	struct problems *problems;
	struct found *items;
	size_t count;
	size_t capacity;
	size_t recurring;
	size_t occurrences;
	size_t barren;
};

/* One all-day event. */
struct event {
	icalcomponent *component;
	const char *name;
	struct icaltimetype start;
	struct day first;
	int32_t days;
	struct day *exceptions;
	size_t exception_count;
};

/* 1, or -ENOMEM. */
static int refuse(struct reading *reading, const char *code, const char *text)
{
	int result = problems_add(reading->problems, PROBLEM_ERROR, reading->path, 0, 0, code, "%s",
				  text);

	return result < 0 ? result : 1;
}

/* 0, or -ENOMEM. */
static int warn(struct reading *reading, const char *code, const char *name, const char *text)
{
	return problems_add(reading->problems, PROBLEM_WARNING, reading->path, 0, 0, code,
			    "\"%s\": %s", cells_excerpt(name).text, text);
}

/* The day of a date or of a time; false when there is no such day. */
static bool day_of(struct icaltimetype time, struct day *ret_day)
{
	return !icaltime_is_null_time(time) &&
	       day_from_civil((struct civil){time.year, time.month, time.day}, ret_day);
}

/* 0; -ENOMEM; 1 once there are too many. */
static int add_day(struct reading *reading, struct day day, const char *name)
{
	if (reading->count == HOLIDAYS_MAX)
		return refuse(reading, "too_many_holidays",
			      "more than 20000 holidays: use a smaller calendar");
	if (reading->count == reading->capacity) {
		size_t capacity = reading->capacity == 0 ? 64 : 2 * reading->capacity;
		struct found *items = realloc(reading->items, capacity * sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		reading->items = items;
		reading->capacity = capacity;
	}
	reading->items[reading->count] = (struct found){{day, name}, reading->count};
	reading->count++;
	return 0;
}

static bool is_exception(const struct event *event, struct day day)
{
	for (size_t i = 0; i < event->exception_count; i++) {
		if (day_compare(event->exceptions[i], day) == 0)
			return true;
	}
	return false;
}

/* Adds the days of the occurrence that starts on first. */
static int add_occurrence(struct reading *reading, const struct event *event, struct day first)
{
	int result = 0;

	if (is_exception(event, first))
		return 0;
	for (int32_t i = 0; i < event->days && result == 0; i++)
		result = add_day(reading, day_add_days(first, i), event->name);
	return result;
}

static void free_iterator(icalrecur_iterator **iterator)
{
	if (*iterator != NULL)
		icalrecur_iterator_free(*iterator);
}

static int refuse_recurrences(struct reading *reading)
{
	return refuse(reading, "too_many_holidays",
		      "too many recurrences to follow: use a smaller calendar");
}

/* Counts a rule that gives nothing. */
static int add_barren(struct reading *reading, const struct event *event)
{
	if (++reading->barren > BARREN_MAX)
		return refuse_recurrences(reading);
	return warn(reading, "unsupported_recurrence", event->name,
		    "its recurrence gives no day; only its first day is taken");
}

/* Adds the occurrences of a rule that lie between from and to. */
static int add_occurrences(struct reading *reading, const struct event *event,
			   icalrecur_iterator *iterator)
{
	size_t count = 0;
	struct day day;
	int result = 0;

	while (result == 0 && day_of(icalrecur_iterator_next(iterator), &day)) {
		if (++reading->occurrences > OCCURRENCES_MAX)
			return refuse_recurrences(reading);
		count++;
		if (day_compare(day, reading->to) > 0)
			return 0;
		if (day_compare(day_add_days(day, event->days - 1), reading->from) >= 0)
			result = add_occurrence(reading, event, day);
	}
	return result == 0 && count == 0 ? add_barren(reading, event) : result;
}

static int add_recurrences(struct reading *reading, const struct event *event,
			   struct icalrecurrencetype rule)
{
	CLEANUP(free_iterator) icalrecur_iterator *iterator = NULL;

	if (rule.freq < ICAL_DAILY_RECURRENCE || rule.freq > ICAL_YEARLY_RECURRENCE)
		return warn(reading, "unsupported_recurrence", event->name,
			    "recurs, but not by days, weeks, months or years; only its first day "
			    "is taken");
	if (++reading->recurring > RECURRING_MAX)
		return refuse_recurrences(reading);
	iterator = icalrecur_iterator_new(rule, event->start);
	return iterator == NULL ? add_barren(reading, event)
				: add_occurrences(reading, event, iterator);
}

static int add_further_dates(struct reading *reading, const struct event *event)
{
	icalproperty *property =
		icalcomponent_get_first_property(event->component, ICAL_RDATE_PROPERTY);
	int result = 0;

	while (property != NULL && result == 0) {
		struct day day;

		if (day_of(icalproperty_get_rdate(property).time, &day))
			result = add_occurrence(reading, event, day);
		property = icalcomponent_get_next_property(event->component, ICAL_RDATE_PROPERTY);
	}
	return result;
}

static int add_event(struct reading *reading, const struct event *event)
{
	icalproperty *rule =
		icalcomponent_get_first_property(event->component, ICAL_RRULE_PROPERTY);
	int result = add_occurrence(reading, event, event->first);

	while (rule != NULL && result == 0) {
		result = add_recurrences(reading, event, icalproperty_get_rrule(rule));
		rule = icalcomponent_get_next_property(event->component, ICAL_RRULE_PROPERTY);
	}
	return result == 0 ? add_further_dates(reading, event) : result;
}

/* Reads EXDATE. Those beyond the limit are left out: a reminder then comes a day early at most. */
static int read_exceptions(struct event *event)
{
	icalproperty *property =
		icalcomponent_get_first_property(event->component, ICAL_EXDATE_PROPERTY);

	if (property == NULL)
		return 0;
	event->exceptions = calloc(EXCEPTIONS_MAX, sizeof(*event->exceptions));
	if (event->exceptions == NULL)
		return -ENOMEM;
	while (property != NULL && event->exception_count < EXCEPTIONS_MAX) {
		if (day_of(icalproperty_get_exdate(property),
			   &event->exceptions[event->exception_count]))
			event->exception_count++;
		property = icalcomponent_get_next_property(event->component, ICAL_EXDATE_PROPERTY);
	}
	return 0;
}

/* How many days an event takes (RFC 5545, 3.6.1): DTEND is the day after the last one. */
static int32_t count_days(const struct event *event)
{
	icalproperty *end = icalcomponent_get_first_property(event->component, ICAL_DTEND_PROPERTY);
	icalproperty *duration =
		icalcomponent_get_first_property(event->component, ICAL_DURATION_PROPERTY);
	struct day day;

	if (end != NULL && day_of(icalproperty_get_dtend(end), &day))
		/* Many programs write the last day itself, or the first one again. */
		return day_compare(day, event->first) <= 0 ? 1 : day_diff(event->first, day);
	if (duration != NULL) {
		int seconds = icaldurationtype_as_int(icalproperty_get_duration(duration));

		return seconds <= 86400 ? 1 : seconds / 86400;
	}
	return 1;
}

/* The summary as one line of text, in the arena. NULL: no memory. */
static const char *read_name(struct reading *reading, icalcomponent *component)
{
	CLEANUP(text_done) struct text scratch = {0};
	const char *summary = icalcomponent_get_summary(component);
	struct cell cell = {.text = summary};
	const char *name;

	if (summary == NULL)
		return arena_copy(reading->arena, "holiday");
	cell.length = text_cut(summary, strlen(summary), HOLIDAY_NAME_MAX);
	name = cells_keep(&cell, CELLS_NAME, &scratch, reading->arena);
	return name != NULL && name[0] == '\0' ? arena_copy(reading->arena, "holiday") : name;
}

static bool is_cancelled(icalcomponent *component)
{
	return icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
}

static void event_done(struct event *event)
{
	free(event->exceptions);
}

static int read_event(struct reading *reading, icalcomponent *component)
{
	CLEANUP(event_done) struct event event = {.component = component};
	icalproperty *start = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
	int result;

	if (is_cancelled(component))
		return 0;
	event.name = read_name(reading, component);
	if (event.name == NULL)
		return -ENOMEM;
	if (start == NULL)
		return warn(reading, "unreadable_event", event.name,
			    "has no start; it is left out");
	event.start = icalproperty_get_dtstart(start);
	if (!event.start.is_date)
		return warn(reading, "timed_event", event.name,
			    "takes some hours and not whole days; it is left out");
	if (!day_of(event.start, &event.first))
		return warn(reading, "unreadable_event", event.name,
			    "starts on no day of the calendar; it is left out");
	event.days = count_days(&event);
	if (event.days > EVENT_DAYS_MAX)
		return warn(reading, "long_event", event.name,
			    "takes more than a year; it is left out");
	result = read_exceptions(&event);
	return result < 0 ? result : add_event(reading, &event);
}

static int read_calendar(struct reading *reading, icalcomponent *calendar)
{
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	int result = 0;

	while (event != NULL && result == 0) {
		result = read_event(reading, event);
		event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	}
	return result;
}

/* A file may hold one calendar, or several, which libical wraps. */
static int read_calendars(struct reading *reading, icalcomponent *root)
{
	icalcomponent *calendar;
	int result = 0;

	if (icalcomponent_count_errors(root) > 0)
		result = problems_add(reading->problems, PROBLEM_WARNING, reading->path, 0, 0,
				      "damaged_calendar",
				      "%d lines are no iCalendar; they are left out",
				      icalcomponent_count_errors(root));
	if (result < 0)
		return result;
	if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
		return read_calendar(reading, root);
	calendar = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
	if (calendar == NULL)
		return refuse(reading, "no_calendar",
			      "this is no iCalendar file (it has no BEGIN:VCALENDAR)");
	while (calendar != NULL && result == 0) {
		result = read_calendar(reading, calendar);
		calendar = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT);
	}
	return result;
}

static int compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = day_compare(x->holiday.day, y->holiday.day);

	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Sorts what was found and keeps the first of each day. */
static int keep_days(struct reading *reading, struct holiday **ret_holidays, size_t *ret_count)
{
	struct holiday *holidays;
	size_t count = 0;

	if (reading->count == 0)
		return refuse(reading, "no_holidays", "the file has no all-day event");
	qsort(reading->items, reading->count, sizeof(*reading->items), compare_found);
	holidays = arena_take_array(reading->arena, reading->count, sizeof(*holidays));
	if (holidays == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < reading->count; i++) {
		struct holiday next = reading->items[i].holiday;

		if (count == 0 || day_compare(holidays[count - 1].day, next.day) != 0)
			holidays[count++] = next;
	}
	*ret_holidays = holidays;
	*ret_count = count;
	return 0;
}

static void reading_done(struct reading *reading)
{
	free(reading->items);
}

static void free_component(icalcomponent **component)
{
	if (*component != NULL)
		icalcomponent_free(*component);
}

/* The whole file as text, in the arena. */
static int read_text(struct reading *reading, char **ret_text)
{
	CLEANUP(source_closep) struct source *source = NULL;
	const char *encoding, *reason;
	size_t length;
	int result = source_open(reading->path, reading->problems, &source);

	if (result != 0)
		return result;
	if (source_size(source) > HOLIDAYS_FILE_MAX)
		return refuse(reading, "too_large", "it has over 4 MiB, which no calendar needs");
	return source_text(source, /* wanted= */ NULL, reading->arena, reading->problems, ret_text,
			   &length, &encoding, &reason);
}

int holidays_read(const char *path, struct day from, struct day to, struct arena *arena,
		  struct problems *problems, struct holiday **ret_holidays, size_t *ret_count)
{
	CLEANUP(reading_done)
	struct reading reading = {
		.path = path, .from = from, .to = to, .arena = arena, .problems = problems};
	CLEANUP(free_component) icalcomponent *root = NULL;
	char *text;
	int result = read_text(&reading, &text);

	if (result != 0)
		return result;
	icalerror_set_errors_are_fatal(0);
	root = icalparser_parse_string(text);
	if (root == NULL)
		return refuse(&reading, "no_calendar",
			      "this is no iCalendar file (it has no BEGIN:VCALENDAR)");
	result = read_calendars(&reading, root);
	return result == 0 ? keep_days(&reading, ret_holidays, ret_count) : result;
}
