#include "core/plan.h"

#include <errno.h>
#include <stdlib.h>

#include "core/milestones.h"
#include "core/names.h"

/* One deadline, or a series of them (reviews), while it is planned. */
struct planning {
	const struct agreement *agreement;
	const struct settled *settled;
	size_t settled_count;
	const struct plan_rules *rules;
	const struct policy *policy;
	enum deadline_kind kind;
	const struct term *term;
	struct last_day last_day; /* DEADLINE_END only */
	struct day today;
	struct agreement_plan *plan;
	size_t pending; /* index of the notice to be, while has_pending */
	bool has_pending;
};

static bool is_same_deadline_kind(const struct planning *planning, const struct settled *settled)
{
	if (settled->kind != planning->kind)
		return false;
	/* A new term is a new deadline even where it falls on the same days. */
	return planning->kind != DEADLINE_END || settled->term_seq == planning->term->seq;
}

static bool is_settled(const struct planning *planning, const struct milestone *milestone)
{
	for (size_t i = 0; i < planning->settled_count; i++) {
		const struct settled *settled = &planning->settled[i];

		if (settled->kind == planning->kind &&
		    day_compare(settled->deadline, milestone->deadline) == 0 &&
		    day_compare(settled->milestone, milestone->day) == 0)
			return true;
	}
	return false;
}

/*
 * Whether a settled milestone belongs to the same deadline, and where it would stand with the
 * deadline as it is now: a small correction inherits by steps, since months differ in length.
 */
static bool inherits(const struct planning *planning, const struct settled *settled,
		     struct day deadline, struct day *ret_milestone)
{
	int32_t moved = day_diff(settled->deadline, deadline);

	if (!is_same_deadline_kind(planning, settled))
		return false;
	if (moved == 0)
		*ret_milestone = settled->milestone;
	else if (moved >= -PLAN_CORRECTION_DAYS && moved <= PLAN_CORRECTION_DAYS)
		*ret_milestone = step_milestone(settled->step, deadline);
	else if (planning->kind == DEADLINE_END)
		return false;
	else /* a series: what was said about an earlier deadline of it was said */
		*ret_milestone = settled->milestone;
	return true;
}

/* Whether a settled milestone of the same deadline is as late or later. */
static bool is_overtaken(const struct planning *planning, const struct milestone *milestone)
{
	struct day settled_at;

	for (size_t i = 0; i < planning->settled_count; i++) {
		if (inherits(planning, &planning->settled[i], milestone->deadline, &settled_at) &&
		    day_compare(milestone->day, settled_at) <= 0)
			return true;
	}
	return false;
}

static bool was_ever_settled(const struct planning *planning, struct day deadline)
{
	struct day ignored;

	for (size_t i = 0; i < planning->settled_count; i++) {
		if (inherits(planning, &planning->settled[i], deadline, &ignored))
			return true;
	}
	return false;
}

/* Whether b was settled after a. */
static bool is_settled_later(const struct settled *a, const struct settled *b)
{
	if (a->number != b->number)
		return b->number > a->number;
	return day_compare(b->milestone, a->milestone) > 0;
}

/*
 * The end that people were told last, when it was another one. Of a series each deadline follows
 * the one before and corrects nothing.
 */
static struct day corrected_from(const struct planning *planning, struct day deadline)
{
	const struct settled *last = NULL;

	if (planning->kind != DEADLINE_END)
		return DAY_NONE;
	for (size_t i = 0; i < planning->settled_count; i++) {
		const struct settled *settled = &planning->settled[i];

		if (settled->outcome == OUTCOME_NOTICE &&
		    is_same_deadline_kind(planning, settled) &&
		    (last == NULL || is_settled_later(last, settled)))
			last = settled;
	}
	if (last == NULL || day_compare(last->deadline, deadline) == 0)
		return DAY_NONE;
	return last->deadline;
}

static struct decision *append(struct agreement_plan *plan)
{
	if (plan->count == plan->capacity) {
		size_t capacity = plan->capacity == 0 ? 32 : plan->capacity * 2;
		struct decision *items = realloc(plan->items, capacity * sizeof(*items));

		if (items == NULL)
			return NULL;
		plan->items = items;
		plan->capacity = capacity;
	}
	return &plan->items[plan->count++];
}

/* A review that counts from a vague signing date is as vague itself. */
static struct vague review_given(const struct planning *planning, struct day deadline)
{
	struct vague given = vague_of_day(deadline);
	struct civil civil = day_civil(deadline);

	if (planning->agreement->signed_on.precision == PRECISION_YEAR)
		(void)vague_of_year(civil.year, &given);
	else if (planning->agreement->signed_on.precision == PRECISION_MONTH)
		(void)vague_of_month(civil.year, civil.month, &given);
	return given;
}

static int decide(struct planning *planning, const struct milestone *milestone,
		  enum outcome outcome)
{
	struct decision *decision = append(planning->plan);

	if (decision == NULL)
		return -ENOMEM;
	*decision = (struct decision){
		.kind = planning->kind,
		.outcome = outcome,
		.term_seq = planning->term->seq,
		.deadline = milestone->deadline,
		.latest = milestone->deadline,
		.given = vague_of_day(milestone->deadline),
		.milestone = milestone->day,
		.step = milestone->step,
		.sending_day = milestone->sending_day,
		.corrected_from = DAY_NONE,
		.policy = planning->policy,
	};
	if (planning->kind == DEADLINE_REVIEW)
		decision->given = review_given(planning, milestone->deadline);
	if (planning->kind == DEADLINE_END) {
		decision->latest = planning->last_day.latest;
		decision->given = planning->last_day.given;
	}
	return 0;
}

/* Looks at one milestone; they come in ascending order. */
static int consider(struct planning *planning, const struct milestone *milestone)
{
	struct agreement_plan *plan = planning->plan;
	bool overtaken;
	int r;

	if (is_settled(planning, milestone))
		return 0;
	overtaken = is_overtaken(planning, milestone);
	if (day_compare(milestone->sending_day, planning->today) > 0) {
		/* One that is overtaken is settled on its day as well: the ledger is whole. */
		plan->next = day_is_none(plan->next)
				     ? milestone->sending_day
				     : day_earlier(plan->next, milestone->sending_day);
		return 0;
	}
	r = decide(planning, milestone, OUTCOME_SUPERSEDED);
	if (r < 0 || overtaken)
		return r;
	planning->pending = plan->count - 1;
	planning->has_pending = true;
	return 0;
}

/* Of all that is due, the latest is told. */
static void tell_latest(struct planning *planning)
{
	struct decision *notice;
	struct day expected;

	if (!planning->has_pending)
		return;
	notice = &planning->plan->items[planning->pending];
	notice->outcome = OUTCOME_NOTICE;
	notice->corrected_from = corrected_from(planning, notice->deadline);
	if (day_is_none(planning->term->seen_on))
		return; /* the first run that knows it cannot be late */
	expected = day_later(notice->sending_day, planning->term->seen_on);
	if (day_compare(planning->today, expected) > 0)
		notice->late_days = day_diff(expected, planning->today);
}

/*
 * Whether the deadline and all its milestones had passed when renewd learned of it. A deadline that
 * is still ahead is told, however sparse its milestones are; and whoever was told of another day
 * before must hear of the correction, however long ago the new day is.
 */
static bool had_passed(const struct planning *planning, const struct milestones *milestones)
{
	const struct milestone *last;
	struct day known = planning->term->known_on;

	if (milestones->count == 0)
		return false;
	last = &milestones->items[milestones->count - 1];
	if (was_ever_settled(planning, last->deadline) ||
	    !day_is_none(corrected_from(planning, last->deadline)))
		return false;
	return day_compare(last->sending_day, known) < 0 && day_compare(last->deadline, known) < 0;
}

static int consider_all(struct planning *planning, const struct milestones *milestones)
{
	bool unwatched = had_passed(planning, milestones);

	for (size_t i = 0; i < milestones->count; i++) {
		const struct milestone *milestone = &milestones->items[i];
		int r = unwatched ? decide(planning, milestone, OUTCOME_UNWATCHED)
				  : consider(planning, milestone);

		if (r < 0)
			return r;
	}
	return 0;
}

static int plan_end(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_END];
	struct milestones milestones;

	milestones_of(&milestones, rule, &planning->policy->window, /* with_after= */ true,
		      &planning->rules->calendar, planning->last_day.reckoned);
	return consider_all(planning, &milestones);
}

/*
 * From when on deadlines of the series matter: from the latest about which something is settled,
 * and those before it which may be the same one corrected; from day, if that is later.
 */
static struct day series_from(const struct planning *planning, struct day day)
{
	for (size_t i = 0; i < planning->settled_count; i++) {
		const struct settled *settled = &planning->settled[i];

		if (settled->kind == planning->kind)
			day = day_later(day,
					day_add_days(settled->deadline, -PLAN_CORRECTION_DAYS));
	}
	return day;
}

static int plan_review(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_REVIEW];
	const struct agreement *agreement = planning->agreement;
	struct day known = day_later(agreement->known_on, planning->term->known_on);
	struct day origin =
		vague_reckon(agreement->signed_on, (struct vague){0}, planning->rules->dates.vague);
	struct day deadline = DAY_NONE;
	struct milestones milestones;
	int32_t times;

	if (day_is_none(origin))
		origin = known;
	times = milestones_first_times(origin, rule->every, 1, series_from(planning, known));
	for (;; times++) {
		struct day last = deadline;
		int r;

		deadline = span_after(origin, rule->every, times);
		if (day_compare(deadline, last) == 0)
			return 0; /* the end of the calendar */
		milestones_of(&milestones, rule, /* window= */ NULL, /* with_after= */ false,
			      &planning->rules->calendar, deadline);
		r = consider_all(planning, &milestones);
		if (r < 0 || rule->every.n == 0 || milestones.count == 0 ||
		    day_compare(milestones.items[0].sending_day, planning->today) > 0)
			return r;
	}
}

static int plan_unknown(struct planning *planning)
{
	const struct rule *rule = &planning->policy->rules[DEADLINE_UNKNOWN];
	struct day deadline = planning->term->known_on;
	struct step step = {STEP_AFTER, rule->every, 0};
	struct day from = deadline, last = DAY_NONE;

	for (size_t i = 0; i < planning->settled_count; i++) {
		if (planning->settled[i].kind == DEADLINE_UNKNOWN &&
		    day_compare(planning->settled[i].deadline, deadline) == 0)
			from = day_later(from, planning->settled[i].milestone);
	}
	step.times = milestones_first_times(deadline, rule->every, 0, from);
	for (;; step.times++) {
		struct milestone milestone =
			milestone_of(step, &planning->rules->calendar, deadline);
		int r;

		if (day_compare(milestone.day, last) == 0)
			return 0; /* the end of the calendar */
		last = milestone.day;
		r = consider(planning, &milestone);
		if (r < 0 || rule->every.n == 0 ||
		    day_compare(milestone.sending_day, planning->today) > 0)
			return r;
	}
}

static enum deadline_kind kind_of(const struct agreement *agreement,
				  const struct last_day *last_day)
{
	if (!day_is_none(last_day->reckoned))
		return DEADLINE_END;
	return agreement->kind == KIND_OPEN_ENDED ? DEADLINE_REVIEW : DEADLINE_UNKNOWN;
}

int plan_agreement(const struct agreement *agreement, const struct settled *settled,
		   size_t settled_count, const struct plan_rules *rules, struct day today,
		   struct agreement_plan *plan)
{
	static int (*const planners[])(struct planning *) = {
		[DEADLINE_END] = plan_end,
		[DEADLINE_REVIEW] = plan_review,
		[DEADLINE_UNKNOWN] = plan_unknown,
	};
	struct planning planning = {
		.agreement = agreement,
		.settled = settled,
		.settled_count = settled_count,
		.rules = rules,
		.term = agreement_current_term(agreement),
		.last_day = agreement_last_day(agreement, &rules->dates),
		.today = today,
		.plan = plan,
	};
	int r;

	plan->count = 0;
	plan->next = DAY_NONE;
	if (agreement->state != STATE_ACTIVE)
		return 0;
	planning.kind = kind_of(agreement, &planning.last_day);
	planning.policy = policy_for(&rules->policies, agreement, planning.kind);
	if (planning.policy->rules[planning.kind].state == RULE_OFF)
		return 0;
	r = planners[planning.kind](&planning);
	if (r < 0) {
		plan->count = 0;
		return r;
	}
	tell_latest(&planning);
	return 0;
}

void agreement_plan_done(struct agreement_plan *plan)
{
	free(plan->items);
	*plan = (struct agreement_plan){0};
}

struct day plan_ending_from(const struct agreement *agreement, const struct plan_rules *rules)
{
	struct last_day last_day = agreement_last_day(agreement, &rules->dates);
	const struct policy *policy = policy_for(&rules->policies, agreement, DEADLINE_END);
	struct milestones milestones;

	if (day_is_none(last_day.reckoned) || policy->rules[DEADLINE_END].state == RULE_OFF)
		return DAY_NONE;
	milestones_of(&milestones, &policy->rules[DEADLINE_END], &policy->window,
		      /* with_after= */ false, &rules->calendar, last_day.reckoned);
	return milestones.count == 0 ? DAY_NONE : milestones.items[0].sending_day;
}

static const char *const outcome_names[] = {
	[OUTCOME_NOTICE] = "notice",
	[OUTCOME_SUPERSEDED] = "superseded",
	[OUTCOME_UNWATCHED] = "unwatched",
};

const char *outcome_name(enum outcome outcome)
{
	return outcome_names[outcome];
}

bool outcome_parse(const char *name, enum outcome *ret_outcome)
{
	unsigned int index;

	if (!names_find(NAMES(outcome_names), name, &index))
		return false;
	*ret_outcome = (enum outcome)index;
	return true;
}
