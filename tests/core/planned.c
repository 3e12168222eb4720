#include "tests/core/planned.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void planned_init(struct planned *planned, const char *last_day)
{
	*planned = (struct planned){0};
	planned->terms[0] = (struct term){.start = given("2020-01-15"),
					  .last_day = given(last_day),
					  .known_on = on("2020-01-15"),
					  .seen_on = DAY_NONE};
	planned->agreement = (struct agreement){.id = 1,
						.kind = KIND_FIXED,
						.signed_on = given("2020-01-15"),
						.terms = planned->terms,
						.term_count = 1,
						.known_on = on("2020-01-15")};
	planned->rules.calendar.weekdays = WEEKDAYS_MON_TO_FRI;
}

void planned_init_open_ended(struct planned *planned, const char *signed_on, const char *known_on)
{
	planned_init(planned, "");
	planned->agreement.kind = KIND_OPEN_ENDED;
	planned->agreement.signed_on = given(signed_on);
	planned->agreement.known_on = on(known_on);
	planned->terms[0].start = given(signed_on);
	planned->terms[0].known_on = on(known_on);
}

static struct span lasting_or_none(const char *text)
{
	return text[0] == '\0' ? (struct span){0} : lasting(text);
}

void planned_init_tacit(struct planned *planned, const char *signed_on, const char *length,
			const char *last_day, const char *every, const char *notice)
{
	planned_init_open_ended(planned, signed_on, signed_on);
	planned->agreement.kind = KIND_TERM;
	planned->agreement.renewal = RENEWAL_TACIT;
	planned->agreement.renews.every = lasting_or_none(every);
	assert_true(notice[0] == '\0' || notice_parse(notice, &planned->agreement.notice));
	planned->terms[0].length = lasting_or_none(length);
	planned->terms[0].last_day = given(last_day);
}

void planned_done(struct planned *planned)
{
	free(planned->settled);
	agreement_plan_done(&planned->plan);
}

static struct history history_of(const struct planned *planned)
{
	return (struct history){planned->settled, planned->settled_count, planned->responses,
				planned->response_count};
}

void planned_use(struct planned *planned, const struct policy *policies, size_t count)
{
	planned->rules.policies = (struct policies){policies, count};
}

void planned_correct(struct planned *planned, const char *last_day, const char *day)
{
	struct term *term = &planned->terms[planned->agreement.term_count - 1];

	term->last_day = given(last_day);
	term->known_on = on(day);
	term->seen_on = DAY_NONE;
}

void planned_renew(struct planned *planned, const char *last_day, const char *day)
{
	size_t count = planned->agreement.term_count++;

	assert_true(count < PLANNED_TERMS_MAX);
	planned->terms[count] = (struct term){.seq = (int)count,
					      .kind = TERM_RENEWED,
					      .last_day = given(last_day),
					      .known_on = on(day),
					      .seen_on = DAY_NONE};
}

void planned_respond(struct planned *planned, enum response_kind kind, enum deadline_kind about,
		     const char *until, const char *day)
{
	const struct history history = history_of(planned);
	struct open_deadline open[DEADLINE_KINDS];
	size_t count =
		plan_open_deadlines(&planned->agreement, &history, &planned->rules, on(day), open);

	assert_true(planned->response_count < PLANNED_RESPONSES_MAX);
	for (size_t i = 0; i < count; i++) {
		if (open[i].kind != about)
			continue;
		planned->responses[planned->response_count] = (struct response){
			.id = (int64_t)planned->response_count + 1,
			.kind = kind,
			.about = about,
			.term_seq = open[i].term_seq,
			.deadline = open[i].deadline,
			.until = *until == '\0' ? DAY_NONE : on(until),
			.on = on(day),
		};
		planned->response_count++;
		return;
	}
	fail_msg("the agreement has no such deadline");
}

void planned_look(struct planned *planned, struct day today)
{
	const struct history history = history_of(planned);

	assert_int_equal(plan_agreement(&planned->agreement, &history, &planned->rules, today,
					&planned->plan),
			 0);
}

/* Escalations, and word of a new term, may fall on the day of a milestone. */
static enum step_kind beside(struct step step)
{
	return step.kind < STEP_ESCALATES ? STEP_BEFORE : step.kind;
}

static bool is_in_ledger(const struct planned *planned, const struct decision *decision)
{
	for (size_t i = 0; i < planned->settled_count; i++) {
		const struct settled *settled = &planned->settled[i];

		if (settled->kind == decision->kind &&
		    beside(settled->step) == beside(decision->step) &&
		    day_compare(settled->deadline, decision->deadline) == 0 &&
		    day_compare(settled->milestone, decision->milestone) == 0)
			return true;
	}
	return false;
}

static void settle(struct planned *planned, const struct decision *decision, struct day today)
{
	if (is_in_ledger(planned, decision))
		fail_msg("settled twice");
	if (planned->settled_count == planned->settled_capacity) {
		planned->settled_capacity = planned->settled_capacity * 2 + 64;
		planned->settled = realloc(planned->settled,
					   planned->settled_capacity * sizeof(*planned->settled));
		assert_non_null(planned->settled);
	}
	planned->settled[planned->settled_count] =
		decision_settled(decision, (int64_t)planned->settled_count + 1, today);
	planned->settled_count++;
}

static void describe(struct planned *planned, const struct decision *decision)
{
	char step[STEP_TEXT_SIZE], day[DAY_TEXT_SIZE];
	size_t used = strlen(planned->said), room = sizeof(planned->said) - used;

	if (used > 0)
		used += (size_t)snprintf(planned->said + used, room, " + ");
	if (decision->kind == DEADLINE_NOTICE)
		used += (size_t)snprintf(planned->said + used, sizeof(planned->said) - used,
					 "notice %s ", day_format(decision->deadline, day));
	room = sizeof(planned->said) - used;
	used += (size_t)snprintf(planned->said + used, room, "%s",
				 step_format(decision->step, step));
	if (decision->late_days > 0)
		used += (size_t)snprintf(planned->said + used, sizeof(planned->said) - used,
					 ", %d days late", (int)decision->late_days);
	if (!day_is_none(decision->corrected_from))
		used += (size_t)snprintf(planned->said + used, sizeof(planned->said) - used,
					 ", corrected from %s",
					 day_format(decision->corrected_from, day));
	if (decision->level > 0)
		snprintf(planned->said + used, sizeof(planned->said) - used, ", level %d",
			 decision->level);
}

const char *planned_run_on(struct planned *planned, struct day today)
{
	size_t notices = 0, unwatched = 0;

	planned_look(planned, today);
	planned->said[0] = '\0';
	for (size_t i = 0; i < planned->plan.count; i++) {
		const struct decision *decision = &planned->plan.items[i];

		settle(planned, decision, today);
		unwatched += decision->outcome == OUTCOME_UNWATCHED;
		if (decision->outcome != OUTCOME_NOTICE)
			continue;
		notices += decision->step.kind != STEP_RENEWED;
		describe(planned, decision);
		for (size_t k = 0; k < i; k++) {
			const struct decision *other = &planned->plan.items[k];

			assert_false(other->outcome == OUTCOME_NOTICE &&
				     other->kind == decision->kind &&
				     other->deadline.n == decision->deadline.n);
		}
	}
	if (planned->agreement.renewal != RENEWAL_TACIT)
		assert_in_range(notices, 0, 1);
	/* Of several deadlines one can have passed; or what was put off comes back at once. */
	if (notices > 0 &&
	    (planned->agreement.renewal == RENEWAL_TACIT || planned->response_count > 0))
		unwatched = 0;
	if (unwatched > 0)
		snprintf(planned->said, sizeof(planned->said), "unwatched %zu", unwatched);
	assert_true(unwatched == 0 || notices == 0);
	for (size_t i = 0; i < planned->agreement.term_count; i++) {
		if (day_is_none(planned->terms[i].seen_on))
			planned->terms[i].seen_on = today;
	}
	return planned->said;
}

const char *planned_run(struct planned *planned, const char *today)
{
	return planned_run_on(planned, on(today));
}

const char *planned_runs(struct planned *planned, const char *first, const char *last)
{
	static char line[4096];
	size_t used = 0;

	line[0] = '\0';
	for (struct day day = on(first); day_compare(day, on(last)) <= 0; day.n++) {
		char text[DAY_TEXT_SIZE];

		if (*planned_run_on(planned, day) == '\0')
			continue;
		used += (size_t)snprintf(line + used, sizeof(line) - used, "%s%s %s",
					 used == 0 ? "" : "; ", day_format(day, text),
					 planned->said);
		assert_true(used < sizeof(line));
	}
	return line;
}

size_t planned_count(const struct planned *planned, enum outcome outcome)
{
	size_t count = 0;

	for (size_t i = 0; i < planned->settled_count; i++)
		count += planned->settled[i].outcome == outcome;
	return count;
}

const struct decision *planned_notice(const struct planned *planned)
{
	for (size_t i = 0; i < planned->plan.count; i++) {
		if (planned->plan.items[i].outcome == OUTCOME_NOTICE)
			return &planned->plan.items[i];
	}
	return NULL;
}
