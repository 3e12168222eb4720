#include "cli/explain.h"

#include "message/words.h"

void explain_span(struct text *out, struct span span)
{
	words_span(out, span);
}

const char *explain_deadline(enum deadline_kind kind, struct notice notice)
{
	static const char *const names[] = {
		[DEADLINE_END] = "the last day",
		[DEADLINE_NOTICE] = "the notice deadline",
		[DEADLINE_REVIEW] = "the review",
		[DEADLINE_UNKNOWN] = "the day when renewd learned that no last day is known",
	};

	if (kind == DEADLINE_NOTICE && !notice_is_known(notice))
		return "the day when it renews itself";
	return names[kind];
}

/* What does not follow from a policy alone; last: the day before it, or DAY_NONE. */
static void add_occasion(struct text *out, enum step_kind kind, struct day last)
{
	switch (kind) {
	case STEP_RESUMES:
		text_add(out, "after the time for which it was acknowledged");
		if (!day_is_none(last)) {
			text_add(out, " (until ");
			words_day(out, last);
			text_add_char(out, ')');
		}
		break;
	case STEP_ESCALATES:
		text_add(out, "because nobody had responded");
		break;
	case STEP_RENEWED:
		text_add(out, "of the new term");
		break;
	case STEP_BEFORE:
	case STEP_AFTER:
	case STEP_WINDOW_OPENS:
	case STEP_WINDOW_CLOSES:
		break;
	}
}

/* How long before or after its deadline a step is. */
static struct span distance(struct step step)
{
	struct span span = step.span;

	if (step.kind == STEP_AFTER)
		span.n *= step.times;
	return span;
}

static bool is_after(struct step step)
{
	return step.kind == STEP_AFTER;
}

static void add_deadline(struct text *out, const char *what, struct day deadline)
{
	text_add(out, what);
	if (day_is_none(deadline))
		return;
	text_add(out, " (");
	words_day(out, deadline);
	text_add_char(out, ')');
}

bool explain_has_clause(struct step step)
{
	return distance(step).n != 0 &&
	       (step.kind == STEP_WINDOW_OPENS || step.kind == STEP_WINDOW_CLOSES);
}

void explain_step(struct text *out, const char *what, struct step step, struct day deadline)
{
	explain_steps(out, what, &step, 1, deadline);
	if (!explain_has_clause(step))
		return;
	text_add(out, step.kind == STEP_WINDOW_OPENS ? ", when work on a renewal should start"
						     : ", when the renewal should be done");
}

/* "9 days before the last day (10 December 2026)", of a step that stands so many days from it. */
static void add_days_from(struct text *out, const char *what, int32_t days, struct day deadline)
{
	if (days == 0) {
		text_add(out, "on ");
	} else {
		explain_span(out, (struct span){days < 0 ? -days : days, SPAN_DAYS});
		text_add(out, days < 0 ? " before " : " after ");
	}
	add_deadline(out, what, deadline);
}

void explain_reminder(struct text *out, const char *what, struct step step, struct day deadline)
{
	switch (step.kind) {
	case STEP_RESUMES:
		text_add(out, "the reminder ");
		explain_step(out, what, step, deadline);
		text_add(out, ", ");
		add_days_from(out, what, step.times, deadline);
		return;
	case STEP_ESCALATES:
		text_add(out, "the escalation ");
		add_days_from(out, what, step.times, deadline);
		return;
	case STEP_RENEWED:
		text_add(out, "word of the new term to those who were told of ");
		add_deadline(out, what, deadline);
		return;
	case STEP_BEFORE:
	case STEP_AFTER:
	case STEP_WINDOW_OPENS:
	case STEP_WINDOW_CLOSES:
		text_add(out, "the reminder ");
		explain_step(out, what, step, deadline);
		return;
	}
}

bool explain_steps_fit(struct step a, struct step b)
{
	if (!step_is_scheduled(a) || !step_is_scheduled(b))
		return false;
	return distance(a).n != 0 && distance(b).n != 0 && is_after(a) == is_after(b);
}

static bool have_one_unit(const struct step *steps, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (steps[i].span.unit != steps[0].span.unit)
			return false;
	}
	return true;
}

void explain_steps(struct text *out, const char *what, const struct step *steps, size_t count,
		   struct day deadline)
{
	bool has_one_unit = have_one_unit(steps, count);

	if (!step_is_scheduled(steps[0])) {
		add_occasion(out, steps[0].kind,
			     day_is_none(deadline)
				     ? DAY_NONE
				     : day_add_days(step_milestone(steps[0], deadline), -1));
		return;
	}
	if (distance(steps[0]).n == 0) {
		text_add(out, "on ");
		add_deadline(out, what, deadline);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct span span = distance(steps[i]);

		if (i > 0)
			text_add(out, i + 1 < count ? ", " : " and ");
		if (i + 1 < count && has_one_unit)
			text_addf(out, "%d", span.n);
		else
			explain_span(out, span);
	}
	text_add(out, is_after(steps[0]) ? " after " : " before ");
	add_deadline(out, what, deadline);
}

void explain_late(struct text *out, int32_t days)
{
	if (days > 0)
		text_addf(out, ", %d day%s late", days, days == 1 ? "" : "s");
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
