/*
 * Goal: whatever people respond, correct, renew and end, whichever runs are missed or made again,
 * and whatever policies become meanwhile, the promises of the planner hold. Each is looked at here
 * from outside, in generated offices.
 */
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "tests/core/stage.h"

#define SEEDS 200
#define RUNS  150

/* What the checks have seen, so that no test holds because nothing happened. */
static struct {
	size_t plans, notices, late, hidden, escalations, renewed;
} seen;

static bool is_near(struct day a, struct day b)
{
	return abs(day_diff(a, b)) <= 7;
}

static void play(void (*on_plan)(struct stage *, struct stage_agreement *),
		 void (*on_run)(struct stage *), bool with_policies)
{
	memset(&seen, 0, sizeof(seen));
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct stage *stage = stage_new(seed * 104729);

		stage->on_plan = on_plan;
		stage->on_run = on_run;
		for (int i = 0; i < RUNS; i++) {
			if (generate(&stage->generator, 4) == 0)
				stage_happen(stage, with_policies);
			stage_run(stage);
			/* The same day again, the next ones, or after some that were missed. */
			stage->today = day_add_days(
				stage->today, generate(&stage->generator, 20) == 0
						      ? generate_between(&stage->generator, 5, 75)
						      : generate_between(&stage->generator, 0, 4));
		}
		stage_free(stage);
	}
}

/* ---- once each ------------------------------------------------------------------------------- */

/* Escalations, and word of a new term, may fall on the day of a milestone. */
static enum step_kind beside(struct step step)
{
	return step.kind < STEP_ESCALATES ? STEP_BEFORE : step.kind;
}

static void is_settled_once(struct stage *stage, struct stage_agreement *item)
{
	for (size_t i = 0; i < stage->plan.count; i++) {
		const struct decision *decision = &stage->plan.items[i];

		for (size_t k = 0; k < item->settled_count; k++) {
			const struct settled *settled = &item->settled[k];

			assert_false(settled->kind == decision->kind &&
				     settled->deadline.n == decision->deadline.n &&
				     settled->milestone.n == decision->milestone.n &&
				     beside(settled->step) == beside(decision->step));
		}
		for (size_t k = 0; k < i; k++) {
			const struct decision *other = &stage->plan.items[k];

			assert_false(other->kind == decision->kind &&
				     other->deadline.n == decision->deadline.n &&
				     other->milestone.n == decision->milestone.n &&
				     beside(other->step) == beside(decision->step));
		}
		seen.notices += decision->outcome == OUTCOME_NOTICE;
	}
}

static void nothing_is_left(struct stage *stage)
{
	for (size_t i = 0; i < stage->count; i++) {
		const struct history history = stage_history(&stage->agreements[i]);

		assert_int_equal(plan_agreement(&stage->agreements[i].agreement, &history,
						&stage->rules, stage->today, &stage->plan),
				 0);
		assert_int_equal(stage->plan.count, 0);
		seen.plans++;
	}
}

static void each_milestone_that_is_due_is_settled_once_and_in_that_run(void **state)
{
	(void)state;
	play(is_settled_once, nothing_is_left, /* with_policies= */ true);
	assert_true(seen.notices > 4000);
}

/* ---- nobody twice a day ---------------------------------------------------------------------- */

static bool is_same_place(const struct address *a, const struct address *b)
{
	return strcmp(a->channel, b->channel) == 0 && strcmp(a->address, b->address) == 0;
}

/* Of that very day: another one, however near, is news. */
static bool is_told(const struct stage *stage, size_t entry, const struct address *address)
{
	const struct run_entry *told = &stage->run.entries[entry];

	for (size_t i = 0; i < stage->told_count; i++) {
		const struct stage_told *before = &stage->told[i];

		if (before->told.on.n == stage->today.n &&
		    before->agreement == told->agreement->id &&
		    before->decision.kind == told->decision.kind &&
		    before->decision.term_seq == told->decision.term_seq &&
		    before->decision.deadline.n == told->decision.deadline.n &&
		    is_same_place(&before->told.address, address))
			return true;
	}
	return false;
}

static void nobody_is_told_twice(struct stage *stage)
{
	for (size_t i = 0; i < stage->run.delivery_count; i++) {
		const struct run_delivery *delivery = &stage->run.deliveries[i];

		/* On trial, one person gets what several would. */
		if (delivery->kind != DELIVERY_REMINDER || stage->rules.contacts.trial != NULL)
			continue;
		for (size_t k = 0; k < delivery->item_count; k++) {
			size_t entry = delivery->items[k].entry;

			seen.notices++;
			/* A new term is another matter than the end of the one before. */
			if (stage->run.entries[entry].decision.step.kind != STEP_RENEWED)
				assert_false(is_told(stage, entry, &delivery->address));
		}
	}
}

static void nobody_is_told_of_a_deadline_twice_on_one_day(void **state)
{
	(void)state;
	play(NULL, nobody_is_told_twice, /* with_policies= */ true);
	assert_true(seen.notices > 4000);
}

/* ---- late, and said so ----------------------------------------------------------------------- */

static void lateness_is_said(struct stage *stage, struct stage_agreement *item)
{
	struct day known = agreement_current_term(&item->agreement)->seen_on;

	for (size_t i = 0; i < stage->plan.count; i++) {
		const struct decision *decision = &stage->plan.items[i];
		int32_t late = 0;

		assert_true(decision->sending_day.n <= stage->today.n);
		if (decision->outcome != OUTCOME_NOTICE)
			continue;
		/* What no run has seen yet cannot be late. */
		if (!day_is_none(known))
			late = day_diff(day_later(decision->sending_day, known), stage->today);
		assert_int_equal(decision->late_days, late);
		seen.late += late > 0;
	}
}

static void a_reminder_after_its_sending_day_says_how_late_it_is(void **state)
{
	(void)state;
	play(lateness_is_said, NULL, /* with_policies= */ true);
	assert_true(seen.late > 500);
}

/* ---- responses ------------------------------------------------------------------------------- */

/* Whether what was told or answered once is about the decision's deadline, corrected or not. */
static bool is_about(const struct stage_agreement *item, enum deadline_kind kind, int term_seq,
		     struct day deadline, const struct decision *decision)
{
	bool is_same_term = term_seq == decision->term_seq;

	if (kind != decision->kind || (kind == DEADLINE_END && !is_same_term))
		return false;
	if (deadline.n == decision->deadline.n)
		return true;
	/* Terms that follow each other by themselves have a notice deadline each. */
	if (kind == DEADLINE_NOTICE && !is_same_term &&
	    term_seq % AGREEMENT_TERMS_MAX == agreement_current_term(&item->agreement)->seq)
		return false;
	return is_near(deadline, decision->deadline);
}

/* The response that counts for a deadline; NULL: none. */
static const struct response *response_to(const struct stage_agreement *item,
					  const struct decision *decision)
{
	const struct response *last = NULL;

	for (size_t i = 0; i < item->response_count; i++) {
		const struct response *response = &item->responses[i];

		if (is_about(item, response->about, response->term_seq, response->deadline,
			     decision))
			last = response;
	}
	return last == NULL || last->kind == RESPONSE_UNDECIDED ? NULL : last;
}

static struct day until(const struct response *response, struct day deadline)
{
	return day_is_none(response->until) ? deadline : response->until;
}

/* Whether the response hides that milestone: the rules, another way. */
static bool hides(const struct response *response, const struct decision *decision)
{
	bool is_firm = decision->kind == DEADLINE_END || decision->kind == DEADLINE_NOTICE;
	int32_t before = day_diff(decision->milestone, decision->deadline);
	bool is_over = response->on.n > decision->deadline.n; /* by the time of the answer */

	if (response->kind == RESPONSE_LAPSE)
		return decision->kind == DEADLINE_END && (before != 0 || is_over);
	if (is_firm && !is_over && before >= 0 && before <= decision->policy->never_hide.n)
		return false;
	return decision->milestone.n <= until(response, decision->deadline).n;
}

/* Whether something as late was settled about the deadline, or told of it today. */
static bool is_overtaken(const struct stage *stage, const struct stage_agreement *item,
			 const struct decision *decision)
{
	for (size_t i = 0; i < item->settled_count; i++) {
		const struct settled *settled = &item->settled[i];

		if (settled->kind != decision->kind)
			continue;
		if (is_near(settled->deadline, decision->deadline) ||
		    (settled->kind != DEADLINE_END && settled->kind != DEADLINE_NOTICE &&
		     settled->milestone.n >= decision->milestone.n))
			return true;
	}
	(void)stage;
	return false;
}

static void what_is_hidden_is_what_was_answered(struct stage *stage, struct stage_agreement *item)
{
	for (size_t i = 0; i < stage->plan.count; i++) {
		const struct decision *decision = &stage->plan.items[i];
		const struct response *response = response_to(item, decision);

		if (decision->step.kind >= STEP_ESCALATES || decision->outcome == OUTCOME_UNWATCHED)
			continue;
		if (decision->outcome == OUTCOME_ACKNOWLEDGED) {
			assert_non_null(response);
			assert_true(hides(response, decision));
			seen.hidden++;
		} else if (response != NULL && hides(response, decision)) {
			assert_int_equal(decision->outcome, OUTCOME_SUPERSEDED);
			assert_true(is_overtaken(stage, item, decision));
		}
	}
}

static void exactly_what_a_response_hides_is_not_told(void **state)
{
	(void)state;
	play(what_is_hidden_is_what_was_answered, NULL, /* with_policies= */ true);
	assert_true(seen.hidden > 500);
}

/* ---- escalation ------------------------------------------------------------------------------ */

/* The highest level that was told of the deadline. */
static int level_before(const struct stage_agreement *item, const struct decision *decision)
{
	int level = 0;

	for (size_t i = 0; i < item->settled_count; i++) {
		const struct settled *settled = &item->settled[i];

		if (settled->outcome == OUTCOME_NOTICE && settled->step.kind != STEP_RENEWED &&
		    is_about(item, settled->kind, settled->term_seq, settled->deadline, decision) &&
		    settled->level > level)
			level = settled->level;
	}
	return level;
}

static void an_escalation_is_told_once(struct stage *stage, struct stage_agreement *item)
{
	for (size_t i = 0; i < stage->plan.count; i++) {
		const struct decision *decision = &stage->plan.items[i];
		const struct response *response = response_to(item, decision);
		int before = level_before(item, decision);

		if (decision->outcome != OUTCOME_NOTICE || decision->step.kind == STEP_RENEWED)
			continue;
		assert_true(decision->level >= before);
		assert_int_equal(decision->former_level, before);
		if (decision->step.kind == STEP_ESCALATES)
			assert_true(decision->level > before);
		if (decision->level == before)
			continue;
		seen.escalations++;
		assert_true(decision->kind != DEADLINE_UNKNOWN);
		if (response == NULL)
			continue;
		assert_true(response->kind != RESPONSE_LAPSE);
		assert_true(stage->today.n > until(response, decision->deadline).n);
	}
}

/* An escalation by itself is for those who were not told of the deadline before. */
static void others_are_new(struct stage *stage)
{
	for (size_t i = 0; i < stage->run.delivery_count; i++) {
		const struct run_delivery *delivery = &stage->run.deliveries[i];

		if (delivery->kind != DELIVERY_REMINDER || stage->rules.contacts.trial != NULL)
			continue;
		for (size_t k = 0; k < delivery->item_count; k++) {
			const struct run_entry *entry =
				&stage->run.entries[delivery->items[k].entry];

			if (entry->decision.step.kind != STEP_ESCALATES)
				continue;
			for (size_t j = 0; j < stage->told_count; j++) {
				const struct stage_told *told = &stage->told[j];

				assert_false(
					told->agreement == entry->agreement->id &&
					told->decision.kind == entry->decision.kind &&
					told->decision.term_seq == entry->decision.term_seq &&
					is_near(told->decision.deadline,
						entry->decision.deadline) &&
					is_same_place(&told->told.address, &delivery->address));
			}
		}
	}
}

static void others_are_told_once_for_each_step_and_not_after_a_response(void **state)
{
	(void)state;
	play(an_escalation_is_told_once, others_are_new, /* with_policies= */ false);
	assert_true(seen.escalations > 500);
}

/* ---- the next day ---------------------------------------------------------------------------- */

#define LOOK_AHEAD 250

static void the_next_day_is_not_too_late(struct stage *stage)
{
	for (size_t i = 0; i < stage->count; i++) {
		const struct stage_agreement *item = &stage->agreements[i];
		const struct history history = stage_history(item);
		struct day next, day = stage->today;

		assert_int_equal(plan_agreement(&item->agreement, &history, &stage->rules, day,
						&stage->plan),
				 0);
		next = stage->plan.next;
		assert_true(day_is_none(next) || next.n > day.n);
		for (day.n++; day.n < stage->today.n + LOOK_AHEAD; day.n++) {
			if (!day_is_none(next) && day.n >= next.n)
				break;
			assert_int_equal(plan_agreement(&item->agreement, &history, &stage->rules,
							day, &stage->plan),
					 0);
			assert_int_equal(stage->plan.count, 0);
		}
		seen.plans++;
	}
}

/* Now and then: the days in between are many. */
static void now_and_then(struct stage *stage)
{
	if (generate(&stage->generator, 8) == 0)
		the_next_day_is_not_too_late(stage);
}

static void nothing_is_due_before_the_next_day_of_a_plan(void **state)
{
	(void)state;
	play(NULL, now_and_then, /* with_policies= */ true);
	assert_true(seen.plans > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_milestone_that_is_due_is_settled_once_and_in_that_run),
		cmocka_unit_test(nobody_is_told_of_a_deadline_twice_on_one_day),
		cmocka_unit_test(a_reminder_after_its_sending_day_says_how_late_it_is),
		cmocka_unit_test(exactly_what_a_response_hides_is_not_told),
		cmocka_unit_test(others_are_told_once_for_each_step_and_not_after_a_response),
		cmocka_unit_test(nothing_is_due_before_the_next_day_of_a_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
