#include "core/plan_notice.h"

#include <limits.h>

/* The rule that a series of terms goes by: with those offsets of the policy that fit. */
struct schedule {
	struct rule rule;
	struct span before[POLICY_OFFSETS_MAX];
	const struct calendar *calendar;
};

static bool fits(const struct self_renewal *renewal, struct span offset)
{
	return renewal->every.n == 0 ||
	       span_days(offset) <= PLAN_NOTICE_TERMS * (int64_t)span_days(renewal->every);
}

/* Where no notice is known, one reminder for each term is enough: the first. */
static void keep_longest(struct schedule *schedule)
{
	for (size_t i = 1; i < schedule->rule.before_count; i++) {
		if (span_days(schedule->before[i]) > span_days(schedule->before[0]))
			schedule->before[0] = schedule->before[i];
	}
	schedule->rule.before_count = 1;
}

static void make_schedule(struct schedule *schedule, const struct self_renewal *renewal,
			  const struct rule *rule, const struct calendar *calendar)
{
	size_t count = 0;

	for (size_t i = 0; i < rule->before_count; i++) {
		if (fits(renewal, rule->before[i]))
			schedule->before[count++] = rule->before[i];
	}
	/* Longer than many terms, all of them: the day itself is left. */
	if (count == 0 && rule->before_count > 0)
		schedule->before[count++] = (struct span){0, SPAN_DAYS};
	schedule->calendar = calendar;
	schedule->rule =
		(struct rule){.state = RULE_SET, .before = schedule->before, .before_count = count};
	if (!notice_is_known(renewal->agreement->notice) && count > 1)
		keep_longest(schedule);
}

static void schedule_milestones(const struct schedule *schedule, struct day deadline,
				struct milestones *milestones)
{
	milestones_of(milestones, &schedule->rule, /* window= */ NULL, /* with_after= */ false,
		      schedule->calendar, deadline);
}

struct renewing plan_renewing(const struct self_renewal *renewal, int32_t number)
{
	struct last_day last_day = renewal_last_day(renewal, number);

	return (struct renewing){
		.is_set = true,
		.on = last_day.reckoned,
		.given = last_day.given,
		.every = renewal->every,
		.notice = renewal->agreement->notice,
	};
}

/*
 * Deadlines before this day have nothing left to settle: a run that settled a milestone settled
 * all that were due by then. Those which a small correction moved here are looked at again.
 */
static struct day settled_until(const struct planning *planning)
{
	struct day last = DAY_NONE;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->kind == DEADLINE_NOTICE && settled->step.kind < STEP_ESCALATES)
			last = day_later(last, settled->milestone);
	}
	if (day_is_none(last))
		return DAY_NONE;
	return day_add_days(calendar_on_or_before(&planning->rules->calendar, last),
			    -PLAN_CORRECTION_DAYS);
}

static int32_t first_number(const struct planning *planning)
{
	const struct self_renewal *renewal = &planning->renewal;
	int32_t known = renewal_number_on(renewal, planning->term->known_on);
	int32_t least = renewal_number_due(renewal, planning->today) - PLAN_NOTICE_TERMS;

	return known > least ? known : least;
}

/* Of terms that have one deadline together the first, as plan_notice_seq() has it. */
static int32_t first_of_deadline(const struct self_renewal *renewal, int32_t number)
{
	return number < renewal->most
		       ? renewal_number_due(renewal, renewal_deadline(renewal, number))
		       : number;
}

/* Each term has a number of its own, which no recorded one can have. */
static int term_seq_of(const struct planning *planning, int32_t number)
{
	int64_t seq = planning->term->seq + (int64_t)number * AGREEMENT_TERMS_MAX;

	return seq > INT_MAX ? INT_MAX : (int)seq;
}

int plan_notice_seq(const struct planning *planning, struct day deadline)
{
	struct day from = day_add_days(deadline, -PLAN_CORRECTION_DAYS);
	int32_t number = renewal_number_due(&planning->renewal, from);

	return term_seq_of(planning, number);
}

/* The next one has passed as well: nothing can be done about this one. */
static bool is_past(const struct planning *planning, struct day deadline)
{
	const struct self_renewal *renewal = &planning->renewal;
	int32_t next = renewal_number_due(renewal, day_add_days(deadline, 1));

	return next < renewal->most &&
	       day_compare(renewal_deadline(renewal, next), planning->today) < 0;
}

static int plan_term(struct planning *planning, struct day deadline, struct milestones *milestones)
{
	int r = planning_consider_all(planning, milestones);

	if (r == 0 && !is_past(planning, deadline))
		r = planning_tell_latest(planning, deadline);
	planning_tell_nothing(planning);
	return r;
}

int plan_notice(struct planning *planning)
{
	const struct self_renewal *renewal = &planning->renewal;
	struct day until = settled_until(planning);
	struct day deadline = DAY_NONE;
	struct schedule schedule;
	struct milestones milestones;

	make_schedule(&schedule, renewal, &planning->policy->rules[DEADLINE_NOTICE],
		      &planning->rules->calendar);
	for (int32_t number = first_of_deadline(renewal, first_number(planning));
	     number < renewal->most; number++) {
		struct day last = deadline;
		int r;

		deadline = renewal_deadline(renewal, number);
		planning->term_seq = term_seq_of(planning, number);
		planning->renewing = plan_renewing(renewal, number);
		/* Ends of short months can meet; short terms have one fixed day together. */
		if (day_compare(deadline, last) == 0)
			continue;
		if (day_compare(deadline, until) < 0 &&
		    day_is_none(planning_corrected_from(planning, deadline)))
			continue;
		schedule_milestones(&schedule, deadline, &milestones);
		r = plan_term(planning, deadline, &milestones);
		if (r < 0 || milestones.count == 0 ||
		    day_compare(milestones.items[0].sending_day, planning->today) > 0)
			return r;
	}
	return 0;
}

struct day plan_notice_from(const struct self_renewal *renewal, const struct plan_rules *rules,
			    struct day today)
{
	const struct policy *policy =
		policy_for(&rules->policies, renewal->agreement, DEADLINE_NOTICE);
	int32_t number = renewal_number_due(renewal, today);
	struct schedule schedule;
	struct milestones milestones;

	if (policy->rules[DEADLINE_NOTICE].state == RULE_OFF ||
	    !notice_is_known(renewal->agreement->notice) || number >= renewal->most)
		return DAY_NONE;
	make_schedule(&schedule, renewal, &policy->rules[DEADLINE_NOTICE], &rules->calendar);
	schedule_milestones(&schedule, renewal_deadline(renewal, number), &milestones);
	return milestones.count == 0 ? DAY_NONE : milestones.items[0].sending_day;
}
