#include "core/plan_series.h"

#include "core/plan_response.h"

/*
 * From when on deadlines of the series matter: from the latest about which something is settled,
 * and those before it which may be the same one corrected; from day, if that is later.
 */
static struct day series_from(const struct planning *planning, struct day day)
{
	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->kind == planning->kind)
			day = day_later(day,
					day_add_days(settled->deadline, -PLAN_CORRECTION_DAYS));
	}
	return day;
}

/* The deadline of the kind that people were told of last; DAY_NONE: none. */
static struct day last_told(const struct planning *planning)
{
	struct day last = DAY_NONE;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->kind == planning->kind && settled->outcome == OUTCOME_NOTICE)
			last = day_later(last, settled->deadline);
	}
	return last;
}

/* The days on which reviews are due. */
struct reviews {
	struct day origin;
	struct day known; /* those before are nobody's concern */
};

static struct reviews reviews_of(const struct planning *planning)
{
	const struct agreement *agreement = planning->agreement;
	struct reviews reviews;

	reviews.known = day_later(agreement->known_on, planning->term->known_on);
	reviews.origin =
		vague_reckon(agreement->signed_on, (struct vague){0}, planning->rules->dates.vague);
	if (day_is_none(reviews.origin))
		reviews.origin = reviews.known;
	return reviews;
}

static int plan_reviews(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_REVIEW];
	struct reviews reviews = reviews_of(planning);
	struct day deadline = DAY_NONE;
	struct milestones milestones;
	int32_t times = milestones_first_times(reviews.origin, rule->every, 1,
					       series_from(planning, reviews.known));

	for (;; times++) {
		struct day last = deadline;
		int r;

		deadline = span_after(reviews.origin, rule->every, times);
		if (day_compare(deadline, last) == 0)
			return 0; /* the end of the calendar */
		milestones_of(&milestones, rule, /* window= */ NULL, /* with_after= */ false,
			      &planning->rules->calendar, deadline);
		r = planning_consider_all(planning, &milestones);
		if (r < 0 || rule->every.n == 0 || milestones.count == 0 ||
		    day_compare(milestones.items[0].sending_day, planning->today) > 0)
			return r;
	}
}

int plan_review(struct planning *planning)
{
	int r = plan_reviews(planning);

	return r < 0 ? r : planning_tell_latest(planning, last_told(planning));
}

struct day plan_review_open(const struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_REVIEW];
	struct reviews reviews = reviews_of(planning);
	struct day told = last_told(planning);
	int32_t times;

	if (!day_is_none(told) || rule->every.n == 0)
		return told;
	times = milestones_first_times(reviews.origin, rule->every, 1, reviews.known);
	return span_after(reviews.origin, rule->every, times);
}

/* From when on milestones of a missing last day are not settled yet. */
static struct day unknown_from(const struct planning *planning, struct day deadline)
{
	struct day from = deadline;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->kind == DEADLINE_UNKNOWN && settled->step.kind == STEP_AFTER &&
		    day_compare(settled->deadline, deadline) == 0)
			from = day_later(from, settled->milestone);
	}
	return from;
}

/* What a response adds to the series, once the series has come to it. */
static int consider_added(struct planning *planning, const struct milestone *milestone,
			  struct milestone *added, bool *has_added)
{
	int r = 0;

	if (!*has_added || day_compare(milestone->day, added->day) < 0)
		return 0;
	if (day_compare(milestone->day, added->day) > 0)
		r = planning_consider(planning, added);
	*has_added = false;
	return r;
}

static int plan_unknowns(struct planning *planning, struct day deadline)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_UNKNOWN];
	struct step step = {STEP_AFTER, rule->every, 0};
	struct response response = plan_response(planning, deadline);
	struct day last = DAY_NONE;
	struct milestone added;
	bool has_added = plan_response_adds(planning, &response, deadline, &added);

	step.times =
		milestones_first_times(deadline, rule->every, 0, unknown_from(planning, deadline));
	for (;; step.times++) {
		struct milestone milestone =
			milestone_of(step, &planning->rules->calendar, deadline);
		int r;

		if (day_compare(milestone.day, last) == 0)
			break; /* the end of the calendar */
		last = milestone.day;
		r = consider_added(planning, &milestone, &added, &has_added);
		if (r == 0)
			r = planning_consider(planning, &milestone);
		if (r < 0)
			return r;
		if (rule->every.n == 0 || day_compare(milestone.sending_day, planning->today) > 0)
			break;
	}
	return has_added ? planning_consider(planning, &added) : 0;
}

int plan_unknown(struct planning *planning)
{
	struct day deadline = planning->term->known_on;
	int r = plan_unknowns(planning, deadline);

	return r < 0 ? r : planning_tell_latest(planning, deadline);
}
