#include "core/planning.h"

#include <errno.h>
#include <stdlib.h>

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

	if (!is_same_kind(planning, settled))
		return false;
	if (moved == 0)
		*ret_milestone = settled->milestone;
	else if (moved >= -PLAN_CORRECTION_DAYS && moved <= PLAN_CORRECTION_DAYS &&
		 may_be_corrected(planning, settled))
		*ret_milestone = step_milestone(settled->step, deadline);
	else if (planning->kind == DEADLINE_END || planning->kind == DEADLINE_NOTICE)
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
	for (size_t i = 0; i < planning->settled_count; i++) {
		const struct settled *settled = &planning->settled[i];

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

static int decide(struct planning *planning, const struct milestone *milestone,
		  enum outcome outcome)
{
	struct decision *decision = append(planning->plan);

	if (decision == NULL)
		return -ENOMEM;
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
	};
	if (planning->kind == DEADLINE_REVIEW)
		decision->given = review_given(planning, milestone->deadline);
	if (planning->kind == DEADLINE_END) {
		decision->latest = planning->last_day.latest;
		decision->given = planning->last_day.given;
	}
	return 0;
}

int planning_consider(struct planning *planning, const struct milestone *milestone)
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

void planning_tell_latest(struct planning *planning)
{
	struct decision *notice;
	struct day expected;

	if (!planning->has_pending)
		return;
	planning->has_pending = false;
	notice = &planning->plan->items[planning->pending];
	notice->outcome = OUTCOME_NOTICE;
	notice->corrected_from = planning_corrected_from(planning, notice->deadline);
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
	    !day_is_none(planning_corrected_from(planning, last->deadline)))
		return false;
	return day_compare(last->sending_day, known) < 0 && day_compare(last->deadline, known) < 0;
}

int planning_consider_all(struct planning *planning, const struct milestones *milestones)
{
	bool unwatched = had_passed(planning, milestones);

	for (size_t i = 0; i < milestones->count; i++) {
		const struct milestone *milestone = &milestones->items[i];
		int r = unwatched ? decide(planning, milestone, OUTCOME_UNWATCHED)
				  : planning_consider(planning, milestone);

		if (r < 0)
			return r;
	}
	return 0;
}
