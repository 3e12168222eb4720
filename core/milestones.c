#include "core/milestones.h"

/* Nothing comes back before the day until which it was put off, if there is time enough. */
static bool may_wait(const struct milestone *milestone, const struct calendar *calendar)
{
	return milestone->step.kind == STEP_RESUMES &&
	       day_compare(calendar_on_or_after(calendar, milestone->day), milestone->deadline) <=
		       0;
}

static bool is_after(const struct milestone *milestone)
{
	return milestone->step.kind == STEP_AFTER ||
	       day_compare(milestone->day, milestone->deadline) > 0;
}

struct milestone milestone_of(struct step step, const struct calendar *calendar,
			      struct day deadline)
{
	struct milestone milestone = {
		.deadline = deadline, .day = step_milestone(step, deadline), .step = step};

	milestone.sending_day = is_after(&milestone) || may_wait(&milestone, calendar)
					? calendar_on_or_after(calendar, milestone.day)
					: calendar_on_or_before(calendar, milestone.day);
	return milestone;
}

static bool is_window(const struct milestone *milestone)
{
	return milestone->step.kind == STEP_WINDOW_OPENS ||
	       milestone->step.kind == STEP_WINDOW_CLOSES;
}

/* Keeps the order; of two on one day a window's stays. */
void milestones_add(struct milestones *milestones, struct milestone added)
{
	size_t at = milestones->count;

	while (at > 0 && day_compare(milestones->items[at - 1].day, added.day) > 0)
		at--;
	if (at > 0 && day_compare(milestones->items[at - 1].day, added.day) == 0) {
		if (is_window(&added))
			milestones->items[at - 1] = added;
		return;
	}
	if (milestones->count == MILESTONES_MAX)
		return;
	for (size_t i = milestones->count; i > at; i--)
		milestones->items[i] = milestones->items[i - 1];
	milestones->items[at] = added;
	milestones->count++;
}

static void add_after(struct milestones *milestones, const struct rule *rule,
		      const struct calendar *calendar, struct day deadline)
{
	struct day until = span_after(deadline, rule->until, 1);
	struct step step = {STEP_AFTER, {1, SPAN_DAYS}, 1};

	if (rule->every.n == 0)
		return;
	if (day_compare(step_milestone(step, deadline), until) <= 0)
		milestones_add(milestones, milestone_of(step, calendar, deadline));
	step.span = rule->every;
	for (step.times = 1; step.times <= POLICY_CADENCE_MAX; step.times++) {
		struct milestone milestone = milestone_of(step, calendar, deadline);

		if (day_compare(milestone.day, until) > 0)
			return;
		milestones_add(milestones, milestone);
	}
}

void milestones_of(struct milestones *milestones, const struct rule *rule,
		   const struct window *window, bool with_after, const struct calendar *calendar,
		   struct day deadline)
{
	struct step step = {STEP_BEFORE, {0, SPAN_DAYS}, 1};

	milestones->count = 0;
	for (size_t i = 0; i < rule->before_count; i++) {
		step.span = rule->before[i];
		milestones_add(milestones, milestone_of(step, calendar, deadline));
	}
	if (window != NULL && window->is_set) {
		step = (struct step){STEP_WINDOW_OPENS, window->opens, 1};
		milestones_add(milestones, milestone_of(step, calendar, deadline));
		step = (struct step){STEP_WINDOW_CLOSES, window->closes, 1};
		milestones_add(milestones, milestone_of(step, calendar, deadline));
	}
	if (with_after)
		add_after(milestones, rule, calendar, deadline);
}

int32_t milestones_first_times(struct day origin, struct span span, int32_t least, struct day from)
{
	static const int32_t longest[] = {
		[SPAN_DAYS] = 1, [SPAN_WEEKS] = 7, [SPAN_MONTHS] = 31, [SPAN_YEARS] = 366};
	int32_t times;

	if (span.n == 0)
		return least;
	/* Not too many even when all months are long; the rest is counted. */
	times = day_diff(origin, from) / (span.n * longest[span.unit]);
	if (times < least)
		times = least;
	while (day_compare(span_after(origin, span, times), from) < 0)
		times++;
	return times;
}
