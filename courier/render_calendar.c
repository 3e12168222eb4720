/*
 * The calendar of a mail. The descriptions hold facts only: "in 17 days" would be wrong on the
 * day when somebody reads it in a calendar.
 */
#include "courier/render.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include <libical/ical.h>

#include "core/cleanup.h"
#include "courier/render_view.h"
#include "message/words.h"

static void component_done(icalcomponent **component)
{
	if (*component != NULL)
		icalcomponent_free(*component);
}

static void buffer_done(char **buffer)
{
	if (*buffer != NULL)
		icalmemory_free_buffer(*buffer);
}

/* Takes property, which is NULL when memory was short. */
static int add_property(icalcomponent *component, icalproperty *property)
{
	if (property == NULL)
		return -ENOMEM;
	icalcomponent_add_property(component, property);
	return 0;
}

static struct icaltimetype all_day(struct day day)
{
	struct civil civil = day_civil(day);
	struct icaltimetype when = icaltime_null_date();

	when.year = civil.year;
	when.month = civil.month;
	when.day = civil.day;
	when.is_date = 1;
	return when;
}

/*
 * The same for every message about one deadline of one agreement of one store: a job's ID is the
 * store's name, a dot and the number of the delivery.
 */
static void add_uid(struct text *out, const struct job *job, const struct entry *entry)
{
	const char *dot = strrchr(job->id, '.');
	size_t store = dot == NULL ? strlen(job->id) : (size_t)(dot - job->id);

	text_addf(out, "%lld-%s", (long long)entry->agreement_id, deadline_kind_name(entry->kind));
	/* Those of two terms can be told at once. */
	if (entry->kind == DEADLINE_NOTICE) {
		struct civil civil = day_civil(entry->renewing.on);

		text_addf(out, "-%04d-%02d", civil.year, civil.month);
	}
	text_addf(out, "@%.*s.renewd", (int)store, job->id);
}

/* The day of an event: where a new term was recorded, the last day that the event moves to. */
static struct day day_of(const struct entry *entry)
{
	return entry->step.kind == STEP_RENEWED ? entry->renewed.reckoned : entry->deadline;
}

static struct vague given_of(const struct entry *entry)
{
	return entry->step.kind == STEP_RENEWED ? entry->renewed.given : entry->given;
}

static bool is_vague(const struct entry *entry)
{
	return vague_is_known(given_of(entry)) && given_of(entry).precision != PRECISION_DAY;
}

/*
 * A digest puts nothing into a calendar that reminders have not put there, also when it is repeated.
 * Of a notice deadline that a new term did away with there is no day left to move it to.
 */
static bool has_event(const struct entry *entry)
{
	if (entry->section != SECTION_NONE)
		return false;
	if (entry->step.kind != STEP_RENEWED)
		return render_view_has_day(entry);
	return entry->kind == DEADLINE_END && !day_is_none(entry->renewed.reckoned);
}

/* What the day is, to be followed by the partners. */
static const char *name_of_day(const struct entry *entry)
{
	if (entry->kind == DEADLINE_REVIEW)
		return "Review of the agreement with ";
	if (entry->kind != DEADLINE_NOTICE)
		return "Last day of the agreement with ";
	return notice_is_known(entry->renewing.notice)
		       ? "Last day for notice of the agreement with "
		       : "Renewal by itself of the agreement with ";
}

static void add_summary(struct text *out, const struct entry *entry)
{
	text_add(out, name_of_day(entry));
	if (entry->partner_count == 0)
		text_add(out, "an unnamed partner");
	else
		words_partners(out, entry);
	if (is_vague(entry))
		text_add(out, " (reckoned)");
}

/* One fact a line. */
static void add_description(struct text *out, const struct document *document,
			    const struct entry *entry)
{
	CLEANUP(text_done) struct text value = {0};
	const char *label;

	words_meant(out, document);
	if (is_vague(entry)) {
		words_vague(&value, given_of(entry));
		text_addf(out, "%sRecorded as %s, without a day", out->length == 0 ? "" : "\n",
			  text_string(&value));
		text_clear(&value);
	}
	for (size_t i = 0; (label = render_view_fact(i, entry, &value)) != NULL; i++) {
		if (value.length > 0)
			text_addf(out, "%s%s: %s", out->length == 0 ? "" : "\n", label,
				  text_string(&value));
		text_clear(&value);
	}
	out->failed |= value.failed;
}

static int fill_event(icalcomponent *event, const struct job *job, const struct document *document,
		      const struct entry *entry)
{
	CLEANUP(text_done) struct text uid = {0};
	CLEANUP(text_done) struct text summary = {0};
	CLEANUP(text_done) struct text description = {0};
	struct icaltimetype stamp =
		icaltime_from_timet_with_zone((time_t)(job->created_ms / 1000), /* is_date= */ 0,
					      icaltimezone_get_utc_timezone());

	add_uid(&uid, job, entry);
	add_summary(&summary, entry);
	add_description(&description, document, entry);
	if (uid.failed || summary.failed || description.failed)
		return -ENOMEM;
	if (add_property(event, icalproperty_new_uid(text_string(&uid))) < 0 ||
	    add_property(event, icalproperty_new_dtstamp(stamp)) < 0 ||
	    add_property(event, icalproperty_new_dtstart(all_day(day_of(entry)))) < 0 ||
	    add_property(event, icalproperty_new_dtend(all_day(day_add_days(day_of(entry), 1)))) <
		    0 ||
	    add_property(event, icalproperty_new_summary(text_string(&summary))) < 0 ||
	    add_property(event, icalproperty_new_description(text_string(&description))) < 0 ||
	    add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT)) < 0)
		return -ENOMEM;
	return 0;
}

static int add_event(icalcomponent *calendar, const struct job *job,
		     const struct document *document, const struct entry *entry)
{
	icalcomponent *event = icalcomponent_new_vevent();

	if (event == NULL)
		return -ENOMEM;
	icalcomponent_add_component(calendar, event);
	return fill_event(event, job, document, entry);
}

static int fill_calendar(icalcomponent *calendar)
{
	if (add_property(calendar, icalproperty_new_version("2.0")) < 0 ||
	    add_property(calendar, icalproperty_new_prodid("-//renewd//renewd//EN")) < 0 ||
	    add_property(calendar, icalproperty_new_calscale("GREGORIAN")) < 0 ||
	    add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH)) < 0)
		return -ENOMEM;
	return 0;
}

/* What has not been told yet, or had passed long ago, has no place in anybody's calendar. */
static bool wants_calendar(const struct document *document)
{
	if (document->kind != DELIVERY_REMINDER && document->kind != DELIVERY_TROUBLE)
		return false;
	for (size_t i = 0; i < document->entry_count; i++) {
		if (has_event(&document->entries[i]))
			return true;
	}
	return false;
}

int render_calendar(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(component_done) icalcomponent *calendar = NULL;
	CLEANUP(buffer_done) char *bytes = NULL;

	if (!wants_calendar(document))
		return 0;
	calendar = icalcomponent_new_vcalendar();
	if (calendar == NULL || fill_calendar(calendar) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < document->entry_count; i++) {
		if (has_event(&document->entries[i]) &&
		    add_event(calendar, job, document, &document->entries[i]) < 0)
			return -ENOMEM;
	}
	bytes = icalcomponent_as_ical_string_r(calendar);
	if (bytes == NULL)
		return -ENOMEM;
	text_add(out, bytes);
	return text_failed(out) ? -ENOMEM : 0;
}
