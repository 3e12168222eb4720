#include "core/plan_escalation.h"

#include <errno.h>

#include "core/plan_response.h"
#include "core/recipient.h"

/* What people were told about a deadline. */
struct telling {
	struct day first;     /* the day of the first notice; DAY_NONE: none */
	struct day since;     /* of the first one after a response that has expired */
	struct day escalated; /* of the last one for new people alone */
	int level;
};

static struct telling telling_of(const struct planning *planning, struct day deadline,
				 struct day expired)
{
	struct telling telling = {DAY_NONE, DAY_NONE, DAY_NONE, 0};

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];
		/* What comes back after a weekend is sent before it. */
		struct day day = day_later(settled->on, settled->milestone);

		if (settled->outcome != OUTCOME_NOTICE || settled->step.kind == STEP_RENEWED ||
		    !planning_is_about(planning, settled, deadline))
			continue;
		if (day_is_none(telling.first) || day_compare(settled->on, telling.first) < 0)
			telling.first = settled->on;
		if (day_compare(day, expired) > 0 &&
		    (day_is_none(telling.since) || day_compare(settled->on, telling.since) < 0))
			telling.since = settled->on;
		if (settled->step.kind == STEP_ESCALATES)
			telling.escalated = day_later(telling.escalated, settled->on);
		if (settled->level > telling.level)
			telling.level = settled->level;
	}
	return telling;
}

struct day plan_first_told(const struct planning *planning, struct day deadline)
{
	return telling_of(planning, deadline, DAY_NONE).first;
}

/* The day on which a step is due; DAY_NONE when that is too late to be of use. */
static struct day day_of_step(const struct planning *planning, const struct escalation *step,
			      const struct telling *telling, struct day deadline)
{
	const struct calendar *calendar = &planning->rules->calendar;
	struct day since = telling->since;
	struct day day = calendar_on_or_after(calendar, span_after(since, step->after, 1));
	struct day soonest = calendar_on_or_after(calendar, day_add_days(since, 1));
	struct day latest =
		calendar_on_or_before(calendar, day_add_days(deadline, -PLAN_ESCALATION_DAYS));

	if (planning->kind != DEADLINE_REVIEW && day_compare(since, deadline) < 0)
		day = day_later(day_earlier(day, latest), soonest);
	/* A step that reaches somebody new only now, or is new itself, has a day of its own. */
	if (!day_is_none(telling->escalated))
		day = day_later(
			day, calendar_on_or_after(calendar, day_add_days(telling->escalated, 1)));
	if (planning->kind == DEADLINE_NOTICE && day_compare(day, deadline) > 0)
		return DAY_NONE;
	return day;
}

/* Whether a step reaches somebody new; who that is can change when an absence begins or ends. */
static bool is_new(struct planning *planning, int step)
{
	const struct contacts *contacts = &planning->rules->contacts;
	struct day change;

	if (recipient_is_new(contacts, planning->policy, planning->kind, planning->agreement, step,
			     planning->today))
		return true;
	change = contacts_next_change(contacts, planning->today);
	if (!day_is_none(change))
		planning_wait_for(planning, change);
	return false;
}

/* A step that a policy gains says nothing of an end that was over so long before. */
#define LONG_OVER_DAYS 31

/* Whether the reminders of an end, and the time for each step after the first, are long over. */
static bool is_long_over(const struct planning *planning, struct day deadline, struct day since)
{
	const struct policy *policy = planning->policy;
	struct day over = span_after(deadline, policy->rules[DEADLINE_END].until, 1);

	if (planning->kind != DEADLINE_END)
		return false;
	for (size_t i = 0; i < policy->escalation_count; i++)
		over = day_later(over, span_after(since, policy->escalations[i].after, 1));
	return day_diff(over, planning->today) > LONG_OVER_DAYS;
}

/* The highest level that is due today; the next day on which one is, is waited for. */
static int level_due(struct planning *planning, struct day deadline, const struct telling *telling)
{
	const struct policy *policy = planning->policy;
	int reached = telling->level;

	if (planning->kind == DEADLINE_NOTICE && day_compare(planning->today, deadline) > 0)
		return reached; /* nothing can be done any more */
	if (is_long_over(planning, deadline, telling->since))
		return reached;
	for (size_t i = (size_t)reached; i < policy->escalation_count; i++) {
		struct day day = day_of_step(planning, &policy->escalations[i], telling, deadline);

		if (day_is_none(day) || !is_new(planning, (int)i))
			continue;
		if (day_compare(day, planning->today) > 0) {
			planning_wait_for(planning, day);
			break;
		}
		reached = (int)i + 1;
	}
	return reached;
}

static int tell_others(struct planning *planning, struct day deadline, int level,
		       const struct telling *telling)
{
	const struct escalation *step = &planning->policy->escalations[level - 1];
	struct day day = day_of_step(planning, step, telling, deadline);
	struct milestone milestone = {.deadline = deadline,
				      .day = day,
				      .step = step_on(STEP_ESCALATES, deadline, day),
				      .sending_day = day};
	struct decision *decision = planning_decide(planning, &milestone, OUTCOME_NOTICE);

	if (decision == NULL)
		return -ENOMEM;
	decision->level = level;
	decision->former_level = telling->level;
	decision->first_told = telling->first;
	decision->late_days = planning_late_days(planning, day);
	return 0;
}

/*
 * Whether nobody else is to be told, for now or for good. day: today, or that of the notice. What
 * was put off is looked at again on the day after: what came back before a weekend counts then.
 */
static bool is_stopped(struct planning *planning, const struct response *response, struct day until,
		       struct day day)
{
	if (planning->kind == DEADLINE_UNKNOWN)
		return true;
	/* Notice was given: nothing is left to be answered. */
	if (vague_is_known(planning->agreement->terminated_on))
		return true;
	if (response->id == 0)
		return false;
	if (response->kind == RESPONSE_LAPSE || day_compare(response->on, until) > 0)
		return true;
	if (day_compare(day, until) > 0)
		return false;
	planning_wait_for(planning, day_add_days(until, 1));
	return true;
}

static void join(struct decision *notice, const struct telling *telling, int level)
{
	notice->level = level;
	notice->former_level = telling->level;
	notice->first_told = telling->first;
}

int plan_escalate(struct planning *planning, struct day deadline, size_t notice)
{
	struct response response;
	struct telling telling;
	struct day until, day = planning->today;
	int level;

	if (notice == PLAN_NO_NOTICE && planning->policy->escalation_count == 0)
		return 0;
	response = plan_response(planning, deadline);
	until = response.id == 0 ? DAY_NONE : plan_response_until(&response, deadline);
	telling = telling_of(planning, deadline, until);
	level = telling.level;
	if (day_is_none(telling.since) && notice != PLAN_NO_NOTICE)
		telling.since = planning->today;
	if (notice != PLAN_NO_NOTICE)
		day = day_later(day, planning->plan->items[notice].milestone);
	if (!day_is_none(telling.since) && !is_stopped(planning, &response, until, day))
		level = level_due(planning, deadline, &telling);
	if (notice != PLAN_NO_NOTICE) {
		join(&planning->plan->items[notice], &telling, level);
		return 0;
	}
	return level > telling.level ? tell_others(planning, deadline, level, &telling) : 0;
}
