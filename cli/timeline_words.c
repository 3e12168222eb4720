#include "cli/timeline.h"

static const char *const sign_words[SIGNS] = {
	[SIGN_PAST] = "past term",
	[SIGN_IN_FORCE] = "in force",
	[SIGN_TO_COME] = "term to come",
	[SIGN_DOUBT] = "may have ended",
	[SIGN_WINDOW] = "renewal window",
	[SIGN_REMINDER] = "first reminder",
	[SIGN_RENEWAL] = "renews itself",
	[SIGN_END] = "last day",
	[SIGN_NOTICE] = "last day for notice",
	[SIGN_OPEN] = "open-ended",
	[SIGN_UNKNOWN] = "not known",
};

static const char *const sign_names[SIGNS] = {
	[SIGN_PAST] = "past",	    [SIGN_IN_FORCE] = "in_force", [SIGN_TO_COME] = "to_come",
	[SIGN_DOUBT] = "unknown",   [SIGN_WINDOW] = "window",	  [SIGN_REMINDER] = "reminder",
	[SIGN_RENEWAL] = "renewal", [SIGN_END] = "end",		  [SIGN_NOTICE] = "notice",
	[SIGN_OPEN] = "open_ended", [SIGN_UNKNOWN] = "not_known",
};

const char *timeline_sign_words(enum timeline_sign sign)
{
	return sign_words[sign];
}

const char *timeline_sign_name(enum timeline_sign sign)
{
	return sign_names[sign];
}

void timeline_last_day(struct text *out, const struct view *view)
{
	char given[DAY_TEXT_SIZE];

	if (view->has_days_left)
		text_add(out, vague_format(view->last_day.given, given));
	else
		view_last_day(out, view);
}

static const char *const absence_words[ABSENCES] = {
	[ABSENT_OPEN_ENDED] = "open-ended",
	[ABSENT_UNKNOWN] = "without a known last day",
	[ABSENT_ENDED] = "ended",
	[ABSENT_LATER] = "that end or renew themselves later",
	[ABSENT_UNWATCHED] = "no longer watched",
};

void timeline_words(struct text *out, const struct timeline *timeline, bool has_hint)
{
	const char *before = " Not shown: ";
	size_t watched = 0;

	if (timeline->count == 0)
		text_add(out, "No agreement fits.");
	else
		text_addf(out, "%zu %s.", timeline->count,
			  timeline->count == 1 ? "agreement" : "agreements");
	for (int i = 0; i < ABSENCES; i++) {
		if (timeline->absent[i] == 0)
			continue;
		text_addf(out, "%s%zu %s", before, timeline->absent[i], absence_words[i]);
		before = ", ";
		if (i != ABSENT_UNWATCHED)
			watched += timeline->absent[i];
	}
	if (before[0] == ',')
		text_add(out,
			 has_hint && watched > 0 ? " (--all shows all that are watched)." : ".");
}
