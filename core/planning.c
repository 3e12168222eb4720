#include "core/planning.h"

#include <errno.h>
#include <stdlib.h>

#include "core/plan_escalation.h"
#include "core/plan_response.h"

struct planning planning_begin(const struct agreement *agreement, const struct history *history,
			       const struct plan_rules *rules, struct day today)
{
	return (struct planning){
		.agreement = agreement,
		.history = *history,
		.rules = rules,
		.term = agreement_current_term(agreement),
		.renewal = renewal_of(agreement, &rules->dates),
		.today = today,
	};
}

static bool has_deadline(const struct agreement *agreement, const struct self_renewal *renewal,
			 enum deadline_kind kind)
{
	bool has_last_day = !day_is_none(renewal_last_day(renewal, 0).reckoned);

	switch (kind) {
	case DEADLINE_END:
		return has_last_day && !renewal->is_endless;
	case DEADLINE_NOTICE:
		return renewal->is_tacit && renewal->most > 0;
	case DEADLINE_REVIEW:
		return renewal->is_endless || (!has_last_day && agreement->kind == KIND_OPEN_ENDED);
	case DEADLINE_UNKNOWN:
		return !has_last_day && agreement->kind != KIND_OPEN_ENDED;
	}
	return false;
}

bool planning_begin_kind(struct planning *planning, enum deadline_kind kind)
{
	if (planning->agreement->state != STATE_ACTIVE ||
	    !has_deadline(planning->agreement, &planning->renewal, kind))
		return false;
	planning->kind = kind;
	planning->policy = policy_for(&planning->rules->policies, planning->agreement, kind);
	planning->term_seq = planning->term->seq;
	return true;
}

/* Escalations and word of a new term settle no milestone of the policy's. */
static bool settles_milestone(const struct settled *settled)
{
	return settled->step.kind < STEP_ESCALATES;
}

static bool is_same_kind(const struct planning *planning, const struct settled *settled)
{
	if (settled->kind != planning->kind)
		return false;
	/* A new term is a new deadline even where it falls on the same days. */
	return planning->kind != DEADLINE_END || settled->term_seq == planning->term_seq;
}

/*
 * Terms that follow each other by themselves have a notice deadline each, however short they are.
 * A term that the keeper recorded when it had begun by itself is none that anybody agreed on.
 */
static bool may_be_corrected(const struct planning *planning, const struct settled *settled)
{
	return planning->kind != DEADLINE_NOTICE || settled->term_seq == planning->term_seq ||
	       settled->term_seq % AGREEMENT_TERMS_MAX != planning->term->seq;
}

static bool is_settled(const struct planning *planning, const struct milestone *milestone)
{
	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->kind == planning->kind && settles_milestone(settled) &&
		    day_compare(settled->deadline, milestone->deadline) == 0 &&
		    day_compare(settled->milestone, milestone->day) == 0)
			return true;
	}
	return false;
}

/* Of reviews that come every few days, each is nearest to itself. */
static int32_t correction_days(const struct planning *planning)
{
	struct span every = planning->policy->rules[DEADLINE_REVIEW].every;
	int32_t half = (span_days(every) - 1) / 2;

	if (planning->kind != DEADLINE_REVIEW || every.n == 0 || half > PLAN_CORRECTION_DAYS)
		return PLAN_CORRECTION_DAYS;
	return half;
}

bool planning_is_about(const struct planning *planning, const struct settled *settled,
		       struct day deadline)
{
	int32_t moved = day_diff(settled->deadline, deadline);
	int32_t most = correction_days(planning);

	if (!is_same_kind(planning, settled))
		return false;
	return moved == 0 ||
	       (moved >= -most && moved <= most && may_be_corrected(planning, settled));
}

bool planning_inherits(const struct planning *planning, const struct settled *settled,
		       struct day deadline, struct day *ret_milestone)
{
	if (!is_same_kind(planning, settled) || !settles_milestone(settled))
		return false;
	if (day_compare(settled->deadline, deadline) == 0)
		*ret_milestone = settled->milestone;
	else if (planning_is_about(planning, settled, deadline))
		*ret_milestone = step_milestone(settled->step, deadline);
	else if (planning->kind == DEADLINE_END || planning->kind == DEADLINE_NOTICE)
		return false;
	else /* a series: what was said about an earlier deadline of it was said */
		*ret_milestone = settled->milestone;
	return true;
}

/*
 * Whether people were told of the deadline today: once a day is enough. Who heard of another day, or
 * was not among the new ones of an escalation, was not.
 */
static bool is_told_today(const struct planning *planning, const struct settled *settled,
			  struct day deadline)
{
	return settled->outcome == OUTCOME_NOTICE && settles_milestone(settled) &&
	       day_compare(settled->on, planning->today) == 0 &&
	       day_compare(settled->deadline, deadline) == 0 &&
	       planning_is_about(planning, settled, deadline);
}

/* Whether a settled milestone of the same deadline is as late or later. */
static bool is_overtaken(const struct planning *planning, const struct milestone *milestone)
{
	struct day settled_at;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (planning_inherits(planning, settled, milestone->deadline, &settled_at) &&
		    day_compare(milestone->day, settled_at) <= 0)
			return true;
		if (is_told_today(planning, settled, milestone->deadline))
			return true;
	}
	return false;
}

static bool was_ever_settled(const struct planning *planning, struct day deadline)
{
	struct day ignored;

	for (size_t i = 0; i < planning->history.settled_count; i++) {
		if (planning_inherits(planning, &planning->history.settled[i], deadline, &ignored))
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

/* Whether what was told is the deadline of this term. */
static bool is_of_term(const struct planning *planning, const struct settled *settled)
{
	return settled->kind == planning->kind && settled->term_seq == planning->term_seq;
}

struct day planning_corrected_from(const struct planning *planning, struct day deadline)
{
	const struct settled *last = NULL;

	if (planning->kind != DEADLINE_END && planning->kind != DEADLINE_NOTICE)
		return DAY_NONE;
	for (size_t i = 0; i < planning->history.settled_count; i++) {
		const struct settled *settled = &planning->history.settled[i];

		if (settled->outcome == OUTCOME_NOTICE && is_of_term(planning, settled) &&
		    (last == NULL || is_settled_later(last, settled)))
			last = settled;
	}
	if (last == NULL || day_compare(last->deadline, deadline) == 0)
		return DAY_NONE;
	/* Told when no notice period was recorded, and true still. */
	if (planning->kind == DEADLINE_NOTICE &&
	    day_compare(last->deadline, planning->renewing.on) == 0)
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

struct decision *planning_decide(struct planning *planning, const struct milestone *milestone,
				 enum outcome outcome)
{
	struct decision *decision = append(planning->plan);

	if (decision == NULL)
		return NULL;
	*decision = (struct decision){
		.kind = planning->kind,
		.outcome = outcome,
		.term_seq = planning->term_seq,
		.deadline = milestone->deadline,
		.latest = milestone->deadline,
		.given = vague_of_day(milestone->deadline),
		.milestone = milestone->day,
		.step = milestone->step,
		.sending_day = milestone->sending_day,
		.corrected_from = DAY_NONE,
		.renewing = planning->renewing,
		.policy = planning->policy,
		.first_told = DAY_NONE,
		.response = plan_response(planning, milestone->deadline),
		.renewed = {.reckoned = DAY_NONE, .latest = DAY_NONE},
		.is_terminated = vague_is_known(planning->agreement->terminated_on),
	};
	if (planning->kind == DEADLINE_REVIEW)
		decision->given = review_given(planning, milestone->deadline);
	if (planning->kind == DEADLINE_END) {
		decision->latest = planning->last_day.latest;
		decision->given = planning->last_day.given;
	}
	return decision;
}

void planning_wait_for(struct planning *planning, struct day day)
{
	struct agreement_plan *plan = planning->plan;

	plan->next = day_is_none(plan->next) ? day : day_earlier(plan->next, day);
}

static int decide(struct planning *planning, const struct milestone *milestone,
		  enum outcome outcome)
{
	return planning_decide(planning, milestone, outcome) == NULL ? -ENOMEM : 0;
}

int planning_consider(struct planning *planning, const struct milestone *milestone)
{
	struct response response;
	int r;

	if (is_settled(planning, milestone))
		return 0;
	if (day_compare(milestone->sending_day, planning->today) > 0) {
		/* One that is overtaken is settled on its day as well: the ledger is whole. */
		planning_wait_for(planning, milestone->sending_day);
		return 0;
	}
	response = plan_response(planning, milestone->deadline);
	if (is_overtaken(planning, milestone))
		return decide(planning, milestone, OUTCOME_SUPERSEDED);
	if (plan_response_hides(planning, &response, milestone))
		return decide(planning, milestone, OUTCOME_ACKNOWLEDGED);
	r = decide(planning, milestone, OUTCOME_SUPERSEDED);
	if (r < 0)
		return r;
	planning->pending = planning->plan->count - 1;
	planning->has_pending = true;
	return 0;
}

int32_t planning_late_days(const struct planning *planning, struct day sending_day)
{
	struct day expected;

	if (day_is_none(planning->term->seen_on))
		return 0; /* the first run that knows it cannot be late */
	expected = day_later(sending_day, planning->term->seen_on);
	return day_compare(planning->today, expected) > 0 ? day_diff(expected, planning->today) : 0;
}

void planning_tell_nothing(struct planning *planning)
{
	planning->has_pending = false;
}

int planning_tell_latest(struct planning *planning, struct day deadline)
{
	struct decision *notice;

	if (!planning->has_pending)
		return day_is_none(deadline) ? 0
					     : plan_escalate(planning, deadline, PLAN_NO_NOTICE);
	planning->has_pending = false;
	notice = &planning->plan->items[planning->pending];
	notice->outcome = OUTCOME_NOTICE;
	/* Notice that was given corrects nothing. */
	if (!notice->is_terminated)
		notice->corrected_from = planning_corrected_from(planning, notice->deadline);
	notice->late_days = planning_late_days(planning, notice->sending_day);
	return plan_escalate(planning, notice->deadline, planning->pending);
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
	    !day_is_none(planning_corrected_from(planning, last->deadline)))
		return false;
	return day_compare(last->sending_day, known) < 0 && day_compare(last->deadline, known) < 0;
}

/* The ledger may have it already, of a term that ended on the same day. */
static int let_pass(struct planning *planning, const struct milestone *milestone)
{
	return is_settled(planning, milestone) ? 0 : decide(planning, milestone, OUTCOME_UNWATCHED);
}

int planning_consider_all(struct planning *planning, struct milestones *milestones)
{
	bool unwatched = had_passed(planning, milestones);
	struct day deadline = milestones->count == 0 ? DAY_NONE : milestones->items[0].deadline;
	struct milestone added;
	struct response response;

	if (milestones->count > 0) {
		response = plan_response(planning, deadline);
		if (plan_response_adds(planning, &response, deadline, &added))
			milestones_add(milestones, added);
	}
	for (size_t i = 0; i < milestones->count; i++) {
		const struct milestone *milestone = &milestones->items[i];
		int r = unwatched && step_is_scheduled(milestone->step)
				? let_pass(planning, milestone)
				: planning_consider(planning, milestone);

		if (r < 0)
			return r;
	}
	return 0;
}
