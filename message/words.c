/*
 * The words of one entry. Those of a whole message are in words_subject.c and words_opening.c.
 */
#include "message/words.h"

#include <stdlib.h>

#include "message/tidy.h"
#include "message/words_follow.h"
#include "message/words_renewal.h"

/* A name is cut after so many characters, wherever it stands in a sentence. */
#define NAME_MAX_CHARACTERS 160

/* So many partners are named; of more, the first two. */
#define PARTNERS_NAMED 3

#define WEEK_DAYS  7
#define MONTH_DAYS 30

static bool is_vague(const struct entry *entry)
{
	return entry->given.precision == PRECISION_MONTH ||
	       entry->given.precision == PRECISION_YEAR;
}

enum urgency words_urgency(const struct entry *entry, struct day as_of)
{
	int32_t days = day_diff(as_of, entry->deadline);

	if (entry->step.kind == STEP_RENEWED)
		return URGENCY_RENEWED;
	if (words_is_settled(entry, as_of))
		return URGENCY_OTHER;
	if (entry->kind == DEADLINE_NOTICE ? !words_renewal_is_open(entry, as_of)
					   : entry->kind != DEADLINE_END)
		return URGENCY_OTHER;
	if (days < 0)
		return URGENCY_ENDED;
	if (days <= WEEK_DAYS)
		return URGENCY_WEEK;
	return days <= MONTH_DAYS ? URGENCY_MONTH : URGENCY_LATER;
}

bool words_may_have_ended(const struct entry *entry, struct day as_of)
{
	return entry->kind == DEADLINE_END && entry->step.kind != STEP_RENEWED &&
	       day_compare(as_of, entry->deadline) > 0 && day_compare(as_of, entry->latest) <= 0;
}

void words_day(struct text *out, struct day day)
{
	struct civil civil = day_civil(day);

	text_addf(out, "%d %s %d", civil.day, day_month_name(civil.month), civil.year);
}

void words_weekday(struct text *out, struct day day)
{
	text_addf(out, "%s ", day_weekday_name(day_weekday(day)));
	words_day(out, day);
}

void words_vague(struct text *out, struct vague vague)
{
	struct civil civil;

	if (!vague_is_known(vague))
		return;
	civil = day_civil(vague.first);
	if (vague.precision == PRECISION_DAY)
		words_day(out, vague.first);
	else if (vague.precision == PRECISION_MONTH)
		text_addf(out, "%s %d", day_month_name(civil.month), civil.year);
	else
		text_addf(out, "%d", civil.year);
}

void words_distance(struct text *out, struct day as_of, struct day day)
{
	int32_t days = day_diff(as_of, day);

	if (days == 0)
		text_add(out, "today");
	else if (days == 1)
		text_add(out, "tomorrow");
	else if (days == -1)
		text_add(out, "yesterday");
	else if (days > 0)
		text_addf(out, "in %d days", (int)days);
	else
		text_addf(out, "%d days ago", -(int)days);
}

void words_span(struct text *out, struct span span)
{
	static const char *const units[] = {
		[SPAN_DAYS] = "day",
		[SPAN_WEEKS] = "week",
		[SPAN_MONTHS] = "month",
		[SPAN_YEARS] = "year",
	};

	text_addf(out, "%d %s%s", (int)span.n, units[span.unit], span.n == 1 ? "" : "s");
}

static void add_partner(struct text *out, const struct partner *partner)
{
	if (partner->name[0] == '\0')
		text_add(out, "a partner without a name");
	tidy_add_short(out, partner->name, NAME_MAX_CHARACTERS);
	if (partner->city != NULL && partner->city[0] != '\0') {
		text_add(out, " (");
		tidy_add_short(out, partner->city, NAME_MAX_CHARACTERS);
		text_add(out, ")");
	}
}

void words_partners(struct text *out, const struct entry *entry)
{
	size_t total = entry->partner_total > entry->partner_count ? entry->partner_total
								   : entry->partner_count;
	size_t named = total > PARTNERS_NAMED ? 2 : total;

	if (entry->partner_count == 0)
		text_add(out, "No partner named");
	for (size_t i = 0; i < named && i < entry->partner_count; i++) {
		if (i > 0)
			text_add(out, i + 1 == total ? " and " : ", ");
		add_partner(out, &entry->partners[i]);
	}
	if (named < total)
		text_addf(out, " and %zu more", total - named);
}

/* "Ends in 17 days, on Thursday 10 December 2026" and its siblings. */
static void add_end(struct text *out, const struct entry *entry, struct day as_of)
{
	bool has_ended = day_compare(as_of, entry->deadline) > 0;
	struct day day = entry->deadline;
	const char *verb = "Ends";
	const char *limit = "";

	if (entry->is_terminated) {
		verb = has_ended ? "ended" : "ends";
	} else if (words_may_have_ended(entry, as_of)) {
		verb = "May have ended";
	} else if (has_ended && is_vague(entry)) {
		verb = "Ended";
		limit = " at the latest";
		day = entry->latest;
	} else if (has_ended) {
		verb = "Ended";
	} else if (is_vague(entry)) {
		verb = "Is reckoned to end";
	}
	text_addf(out, "%s ", verb);
	words_distance(out, as_of, day);
	text_addf(out, "%s, on ", limit);
	words_weekday(out, day);
}

/* What a window adds to it. After the end, it is too late for that. */
static void add_window(struct text *out, const struct entry *entry, struct day as_of)
{
	if (day_compare(as_of, entry->deadline) > 0 || words_is_settled(entry, as_of))
		return;
	if (entry->step.kind == STEP_WINDOW_OPENS) {
		text_add(out, words_standing(entry, as_of) == STANDING_DECIDED
				      ? ": start now, as it is to be renewed"
				      : ": start now if it is to be renewed");
	} else if (entry->step.kind == STEP_WINDOW_CLOSES) {
		text_addf(out, ": a renewal should %s by ",
			  day_compare(as_of, entry->milestone) > 0 ? "have been done" : "be done");
		words_weekday(out, entry->milestone);
	}
}

static void add_review(struct text *out, const struct entry *entry, struct day as_of)
{
	if (entry->renewing.is_set)
		words_renewal_review(out, entry);
	else
		text_add(out, "Open-ended");
	text_addf(out, "; %s for review ",
		  day_compare(as_of, entry->deadline) > 0 ? "was due" : "due");
	words_distance(out, as_of, entry->deadline);
	text_add(out, ", on ");
	words_weekday(out, entry->deadline);
}

void words_quoted(struct text *out, const char *name)
{
	text_add(out, "\"");
	tidy_add_short(out, name == NULL ? "" : name, NAME_MAX_CHARACTERS);
	text_add(out, "\"");
}

static void add_unknown(struct text *out, const struct entry *entry)
{
	text_add(out, "No last day is known");
	if (entry->last_day_raw == NULL || entry->last_day_raw[0] == '\0')
		return;
	text_add(out, "; the register says ");
	words_quoted(out, entry->last_day_raw);
}

void words_matter(struct text *out, const struct entry *entry, struct day as_of)
{
	if (entry->step.kind == STEP_RENEWED) {
		words_renewed(out, entry);
		return;
	}
	switch (entry->kind) {
	case DEADLINE_END:
		if (entry->is_terminated)
			text_add(out, "Notice was given: ");
		add_end(out, entry, as_of);
		add_window(out, entry, as_of);
		break;
	case DEADLINE_NOTICE:
		words_renewal_matter(out, entry, as_of);
		break;
	case DEADLINE_REVIEW:
		add_review(out, entry, as_of);
		break;
	case DEADLINE_UNKNOWN:
		add_unknown(out, entry);
		break;
	}
	text_add(out, ".");
}
