#include "cli/explain.h"

#include "message/words.h"

void explain_span(struct text *out, struct span span)
{
	static const char *const units[] = {
		[SPAN_DAYS] = "day",
		[SPAN_WEEKS] = "week",
		[SPAN_MONTHS] = "month",
		[SPAN_YEARS] = "year",
	};

	text_addf(out, "%d %s%s", span.n, units[span.unit], span.n == 1 ? "" : "s");
}

const char *explain_deadline(enum deadline_kind kind)
{
	static const char *const names[] = {
		[DEADLINE_END] = "the last day",
		[DEADLINE_REVIEW] = "the review",
		[DEADLINE_UNKNOWN] = "the day when renewd learned that no last day is known",
	};

	return names[kind];
}

void explain_step(struct text *out, enum deadline_kind kind, struct step step)
{
	struct span span = step.span;

	if (step.kind == STEP_AFTER)
		span.n *= step.times;
	if (span.n == 0) {
		text_addf(out, "on %s", explain_deadline(kind));
		return;
	}
	explain_span(out, span);
	text_addf(out, " %s %s", step.kind == STEP_AFTER ? "after" : "before",
		  explain_deadline(kind));
	if (step.kind == STEP_WINDOW_OPENS)
		text_add(out, ", when work on a renewal should start");
	if (step.kind == STEP_WINDOW_CLOSES)
		text_add(out, ", when the renewal should be done");
}

void explain_sending_day(struct text *out, struct day milestone, struct day sending_day)
{
	if (day_compare(milestone, sending_day) == 0)
		return;
	text_add(out, "; ");
	words_weekday(out, milestone);
	text_add(out, " is no working day, so its day is ");
	words_weekday(out, sending_day);
}

const char *explain_fallback(enum fallback fallback)
{
	static const char *const reasons[] = {
		[FALLBACK_NONE] = "",
		[FALLBACK_NO_OWNER] = "the agreement names no owner, so the keeper gets it",
		[FALLBACK_UNKNOWN_OWNER] = "its owner is no contact, so the keeper gets it",
		[FALLBACK_NO_ADDRESS] = "its owner has no address, so the keeper gets it",
	};

	return reasons[fallback];
}
