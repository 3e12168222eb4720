#include "tests/core/stage.h"

#include <stdlib.h>
#include <string.h>

static bool one_in(struct stage *stage, uint32_t n)
{
	return generate(&stage->generator, n) == 0;
}

static int32_t between(struct stage *stage, int32_t least, int32_t most)
{
	return generate_between(&stage->generator, least, most);
}

/* ---- the configuration ----------------------------------------------------------------------- */

static const char *const owner_alone[] = {"owner"};
static const char *const to_head[] = {"head"};
static const char *const to_both[] = {"owner", "head"};
static const char *const to_registry[] = {"registry", "dean"};
static const struct {
	const char *const *names;
	size_t count;
} groups[] = {{owner_alone, 1}, {to_head, 1}, {to_both, 2}, {to_registry, 2}};

static struct span generate_span(struct stage *stage, int32_t days)
{
	static const int32_t lengths[] = {1, 7, 31, 366};
	struct span span = {.unit = (enum span_unit)generate(&stage->generator, 3)};

	span.n = between(stage, 0, days / lengths[span.unit]);
	return span;
}

static void generate_escalations(struct stage *stage, size_t i)
{
	struct policy *policy = &stage->policies[i];
	struct span after = {0, SPAN_DAYS};

	policy->escalations = stage->escalations[i];
	policy->escalation_count = generate(&stage->generator, 4);
	for (size_t k = 0; k < policy->escalation_count; k++) {
		size_t group = generate(&stage->generator, COUNT(groups));

		after.n += between(stage, 0, 30);
		stage->escalations[i][k] =
			(struct escalation){after, groups[group].names, groups[group].count};
	}
}

static void generate_policy(struct stage *stage, size_t i)
{
	static const char *const names[STAGE_POLICIES] = {"first", "second", "third"};
	static const char *const types[] = {"exchange"};
	size_t group = generate(&stage->generator, COUNT(groups));
	struct policy *policy = &stage->policies[i];
	struct span *before = stage->before[i];

	for (size_t k = 0; k < 8; k++)
		before[k] = generate_span(stage, k % 2 == 0 ? 40 : 400);
	*policy = (struct policy){
		.name = names[i],
		.to = groups[group].names,
		.to_count = groups[group].count,
		.group = one_in(stage, 2) ? GROUP_AGREEMENT : GROUP_OWNER,
		.never_hide = {between(stage, 0, 20), SPAN_DAYS},
	};
	policy->rules[DEADLINE_END] = (struct rule){.state = RULE_SET,
						    .before = before,
						    .before_count = generate(&stage->generator, 9),
						    .every = {between(stage, 0, 30), SPAN_DAYS},
						    .until = {between(stage, 0, 90), SPAN_DAYS}};
	policy->rules[DEADLINE_NOTICE] =
		(struct rule){.state = RULE_SET,
			      .before = before,
			      .before_count = 1 + generate(&stage->generator, 4)};
	policy->rules[DEADLINE_REVIEW] =
		(struct rule){.state = RULE_SET,
			      .before = before,
			      .before_count = 1,
			      .every = {between(stage, 6, 24), SPAN_MONTHS}};
	policy->rules[DEADLINE_UNKNOWN] =
		(struct rule){.state = RULE_SET, .every = {between(stage, 1, 6), SPAN_MONTHS}};
	if (one_in(stage, 2))
		policy->window =
			(struct window){true, generate_span(stage, 300), generate_span(stage, 60)};
	generate_escalations(stage, i);
	if (i + 1 < STAGE_POLICIES)
		policy->match.type = (struct patterns){types, i == 0 ? 1 : 0};
	/* The first says nothing about some kinds, so that the second decides. */
	if (i == 0 && one_in(stage, 3))
		policy->rules[generate(&stage->generator, DEADLINE_KINDS)].state = RULE_UNSET;
}

static const struct address mails[STAGE_CONTACTS][2] = {
	{{"mail", "registry@x.test"}, {0}}, {{"mail", "law@x.test"}, {"slack", ""}},
	{{"mail", "arts@x.test"}, {0}},	    {{"mail", "head@x.test"}, {"slack", ""}},
	{{"mail", "dean@x.test"}, {0}},
};

static void generate_contacts(struct stage *stage)
{
	static const char *const keys[STAGE_CONTACTS] = {"registry", "law", "arts", "head", "dean"};

	for (size_t i = 0; i < STAGE_CONTACTS; i++)
		stage->contacts[i] = (struct contact){.key = keys[i],
						      .name = keys[i],
						      .addresses = mails[i],
						      .address_count = i % 2 == 1 ? 2 : 1,
						      .absent_from = DAY_NONE,
						      .absent_until = DAY_NONE};
	if (one_in(stage, 2)) {
		stage->contacts[3].deputy = &stage->contacts[4];
		stage->contacts[3].absent_from =
			day_add_days(on("2026-01-01"), between(stage, 0, 400));
		stage->contacts[3].absent_until =
			day_add_days(stage->contacts[3].absent_from, between(stage, 0, 200));
	}
	stage->rules.contacts =
		(struct contacts){.items = stage->contacts, .count = STAGE_CONTACTS};
	if (one_in(stage, 8))
		stage->rules.contacts.trial = &stage->contacts[0];
}

static void generate_rules(struct stage *stage)
{
	struct day holiday = on("2025-12-16");

	for (size_t i = 0; i < STAGE_POLICIES; i++)
		generate_policy(stage, i);
	for (size_t i = 0; i < STAGE_HOLIDAYS; i++) {
		stage->holidays[i] = holiday;
		holiday = day_add_days(holiday, between(stage, 1, 40));
	}
	stage->rules.policies = (struct policies){stage->policies, STAGE_POLICIES};
	stage->rules.calendar = (struct calendar){.weekdays = WEEKDAYS_MON_TO_FRI,
						  .holidays = stage->holidays,
						  .holiday_count = STAGE_HOLIDAYS};
	if (one_in(stage, 4))
		stage->rules.calendar.weekdays = (uint8_t)between(stage, 1, WEEKDAYS_ALL);
	generate_contacts(stage);
	stage->digest =
		(struct digest_schedule){.is_set = one_in(stage, 2),
					 .is_monthly = one_in(stage, 2),
					 .weekday = (enum weekday)generate(&stage->generator, 7),
					 .day_of_month = between(stage, 1, 31),
					 .skip_empty = one_in(stage, 2)};
}

/* ---- agreements ------------------------------------------------------------------------------ */

static struct vague in_days(struct stage *stage, int32_t least, int32_t most)
{
	return vague_of_day(day_add_days(stage->today, between(stage, least, most)));
}

static void generate_agreement(struct stage *stage, size_t i)
{
	static const char *const owners[] = {"law", "arts", NULL, "nobody", "head"};
	struct stage_agreement *item = &stage->agreements[i];
	struct vague signed_on = in_days(stage, -1500, -10);
	struct day known = day_add_days(stage->today, between(stage, -40, 0));

	item->terms[0] = (struct term){.start = signed_on,
				       .last_day = in_days(stage, -200, 600),
				       .known_on = known,
				       .seen_on = DAY_NONE};
	item->agreement =
		(struct agreement){.id = (int64_t)i + 1,
				   .type = one_in(stage, 3) ? "exchange" : "memorandum",
				   .owner = owners[generate(&stage->generator, COUNT(owners))],
				   .kind = KIND_FIXED,
				   .signed_on = signed_on,
				   .terms = item->terms,
				   .term_count = 1,
				   .known_on = known};
	if (one_in(stage, 3)) { /* it renews itself */
		item->agreement.renewal = RENEWAL_TACIT;
		item->agreement.kind = KIND_TERM;
		item->agreement.renews.every = (struct span){between(stage, 0, 24), SPAN_MONTHS};
		item->agreement.renews.times = between(stage, 0, 3);
		item->agreement.notice.period = (struct span){between(stage, 0, 90), SPAN_DAYS};
		if (one_in(stage, 4))
			item->agreement.notice.by =
				(struct year_day){between(stage, 1, 12), between(stage, 1, 28)};
	} else if (one_in(stage, 4)) {
		item->terms[0].last_day = (struct vague){0};
		item->agreement.kind = one_in(stage, 2) ? KIND_OPEN_ENDED : KIND_UNKNOWN;
	}
}

struct stage *stage_new(uint64_t seed)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	assert_non_null(stage);
	stage->generator.state = seed;
	stage->today = day_add_days(on("2026-01-05"), between(stage, 0, 300));
	stage->last_run = DAY_NONE;
	stage->last_digest = DAY_NONE;
	generate_rules(stage);
	stage->count = (size_t)between(stage, 1, STAGE_AGREEMENTS_MAX);
	for (size_t i = 0; i < stage->count; i++)
		generate_agreement(stage, i);
	run_init(&stage->run, stage->today);
	return stage;
}

void stage_free(struct stage *stage)
{
	for (size_t i = 0; i < stage->count; i++)
		free(stage->agreements[i].settled);
	agreement_plan_done(&stage->plan);
	run_done(&stage->run);
	text_done(&stage->said);
	free(stage);
}

struct history stage_history(const struct stage_agreement *item)
{
	return (struct history){item->settled, item->settled_count, item->responses,
				item->response_count};
}

/* ---- what happens ---------------------------------------------------------------------------- */

static void respond(struct stage *stage, struct stage_agreement *item)
{
	const struct history history = stage_history(item);
	struct open_deadline open[DEADLINE_KINDS];
	size_t count =
		plan_open_deadlines(&item->agreement, &history, &stage->rules, stage->today, open);
	const struct open_deadline *to;

	if (count == 0 || item->response_count == STAGE_RESPONSES_MAX)
		return;
	to = &open[generate(&stage->generator, (uint32_t)count)];
	item->responses[item->response_count] = (struct response){
		.id = (int64_t)item->response_count + 1,
		.kind = (enum response_kind)generate(&stage->generator, RESPONSE_UNDECIDED + 1),
		.about = to->kind,
		.term_seq = to->term_seq,
		.deadline = to->deadline,
		.until = one_in(stage, 2) ? DAY_NONE
					  : day_add_days(stage->today, between(stage, 0, 150)),
		.on = stage->today,
	};
	item->response_count++;
}

static void correct(struct stage *stage, struct stage_agreement *item)
{
	struct term *term = &item->terms[item->agreement.term_count - 1];
	int32_t reach = one_in(stage, 2) ? 7 : 300;

	if (!vague_is_known(term->last_day))
		term->last_day = in_days(stage, -20, 300);
	else
		term->last_day = vague_of_day(
			day_add_days(term->last_day.first, between(stage, -reach, reach)));
	term->known_on = stage->today;
	term->seen_on = DAY_NONE;
}

static void renew(struct stage *stage, struct stage_agreement *item)
{
	size_t count = item->agreement.term_count;

	if (count == STAGE_TERMS_MAX)
		return;
	item->terms[count] = (struct term){.seq = (int)count,
					   .kind = one_in(stage, 2) ? TERM_RENEWED : TERM_EXTENDED,
					   .start = vague_of_day(stage->today),
					   .last_day = in_days(stage, 30, 900),
					   .known_on = stage->today,
					   .seen_on = DAY_NONE};
	item->agreement.term_count++;
}

void stage_happen(struct stage *stage, bool with_policies)
{
	struct stage_agreement *item =
		&stage->agreements[generate(&stage->generator, (uint32_t)stage->count)];

	switch (generate(&stage->generator, with_policies ? 11 : 10)) {
	case 0:
	case 1:
		correct(stage, item);
		break;
	case 2:
		renew(stage, item);
		break;
	case 3:
		if (one_in(stage, 4))
			item->agreement.terminated_on = in_days(stage, 0, 200);
		break;
	case 4:
		if (one_in(stage, 8))
			item->agreement.state = STATE_SUPERSEDED;
		break;
	case 10:
		generate_policy(stage, generate(&stage->generator, STAGE_POLICIES));
		break;
	default:
		respond(stage, item);
		break;
	}
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void settle(struct stage *stage, struct stage_agreement *item)
{
	for (size_t i = 0; i < stage->plan.count; i++) {
		const struct decision *decision = &stage->plan.items[i];

		if (item->settled_count == item->settled_capacity) {
			item->settled_capacity = item->settled_capacity * 2 + 16;
			item->settled = realloc(item->settled,
						item->settled_capacity * sizeof(*item->settled));
			assert_non_null(item->settled);
		}
		item->settled[item->settled_count++] =
			(struct settled){.number = ++stage->number,
					 .kind = decision->kind,
					 .term_seq = decision->term_seq,
					 .deadline = decision->deadline,
					 .milestone = decision->milestone,
					 .step = decision->step,
					 .outcome = decision->outcome,
					 .on = stage->today,
					 .level = decision->level};
	}
	for (size_t i = 0; i < item->agreement.term_count; i++) {
		if (day_is_none(item->terms[i].seen_on))
			item->terms[i].seen_on = stage->today;
	}
}

static void plan_all(struct stage *stage, bool is_gap)
{
	for (size_t i = 0; i < stage->count; i++) {
		struct stage_agreement *item = &stage->agreements[i];
		const struct history history = stage_history(item);

		assert_int_equal(plan_agreement(&item->agreement, &history, &stage->rules,
						stage->today, &stage->plan),
				 0);
		if (stage->on_plan != NULL && !is_gap)
			stage->on_plan(stage, item);
		assert_int_equal(run_add(&stage->run, &item->agreement, &stage->plan), 0);
		if (!is_gap)
			settle(stage, item);
	}
}

static void add_digest(struct stage *stage)
{
	struct day day, since;

	if (!digest_is_due(&stage->digest, &stage->rules.calendar, stage->last_digest, stage->today,
			   &day, &since))
		return;
	for (size_t i = 0; i < stage->count; i++) {
		const struct history history = stage_history(&stage->agreements[i]);

		assert_int_equal(run_add_digest(&stage->run, &stage->agreements[i].agreement,
						&history, &stage->rules, since),
				 0);
	}
	stage->run.digest = &stage->digest;
	stage->run.digest_since = since;
	stage->last_digest = day;
}

bool stage_is_told_about(const struct stage_told *told, const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;

	if (told->agreement != entry->agreement->id)
		return false;
	if (decision->step.kind == STEP_RENEWED)
		return told->decision.kind <= DEADLINE_NOTICE &&
		       told->decision.term_seq % AGREEMENT_TERMS_MAX ==
			       decision->term_seq % AGREEMENT_TERMS_MAX;
	return told->decision.kind == decision->kind &&
	       told->decision.term_seq == decision->term_seq &&
	       abs(day_diff(told->decision.deadline, decision->deadline)) <= 7;
}

static bool is_same_place(const struct address *a, const struct address *b)
{
	return strcmp(a->channel, b->channel) == 0 && strcmp(a->address, b->address) == 0;
}

/* Who was told of it, each place once. */
static void find_told(struct stage *stage, struct run_entry *entry)
{
	struct told *list = arena_take_array(&stage->run.arena, stage->told_count, sizeof(*list));
	size_t count = 0;

	assert_non_null(list);
	for (size_t i = 0; i < stage->told_count; i++) {
		bool is_new = stage_is_told_about(&stage->told[i], entry);

		for (size_t k = 0; k < count && is_new; k++)
			is_new = !is_same_place(&list[k].address, &stage->told[i].told.address);
		if (is_new)
			list[count++] = stage->told[i].told;
	}
	entry->told = list;
	entry->told_count = count;
}

static void remember(struct stage *stage)
{
	for (size_t i = 0; i < stage->run.delivery_count; i++) {
		const struct run_delivery *delivery = &stage->run.deliveries[i];

		if (delivery->kind != DELIVERY_REMINDER)
			continue;
		for (size_t k = 0; k < delivery->item_count; k++) {
			const struct run_entry *entry =
				&stage->run.entries[delivery->items[k].entry];

			if (entry->decision.step.kind == STEP_RENEWED)
				continue;
			assert_true(stage->told_count < STAGE_TOLD_MAX);
			stage->told[stage->told_count++] = (struct stage_told){
				.agreement = entry->agreement->id,
				.decision = entry->decision,
				.told = {delivery->address,
					 delivery->contact == NULL ? NULL : delivery->contact->key,
					 delivery->name, stage->today},
			};
		}
	}
}

const char *stage_run(struct stage *stage)
{
	struct day last = stage->last_run;
	bool is_gap = !day_is_none(last) && day_diff(last, stage->today) > 60;

	if (!day_is_none(last) && stage->today.n < last.n)
		return "refused";
	run_done(&stage->run);
	run_init(&stage->run, stage->today);
	plan_all(stage, is_gap);
	if (!is_gap)
		add_digest(stage);
	for (size_t i = 0; i < stage->run.entry_count; i++) {
		if (run_needs_told(&stage->run.entries[i]))
			find_told(stage, &stage->run.entries[i]);
	}
	assert_int_equal(run_finish(&stage->run, &stage->rules.contacts, is_gap), 0);
	if (!is_gap && stage->on_run != NULL)
		stage->on_run(stage);
	if (!is_gap)
		remember(stage);
	stage->last_run = stage->today;
	return stage_words(&stage->run, &stage->said);
}

/* ---- in words -------------------------------------------------------------------------------- */

static void describe(struct text *out, const struct run_entry *entry, const struct run_item *item)
{
	const struct decision *decision = &entry->decision;
	char step[STEP_TEXT_SIZE], day[DAY_TEXT_SIZE];

	text_addf(out, " [%d %s %s ", (int)entry->agreement->id, deadline_kind_name(decision->kind),
		  day_format(decision->deadline, day));
	text_addf(out, "%s %s %s", step_format(decision->step, step),
		  outcome_name(decision->outcome), section_name(entry->section));
	text_addf(out, " term %d late %d level %d %d%s%s]", decision->term_seq,
		  (int)decision->late_days, decision->level, item->level,
		  item->absent == NULL ? "" : " for ",
		  item->absent == NULL ? "" : item->absent->key);
}

const char *stage_words(const struct run *run, struct text *out)
{
	text_clear(out);
	for (size_t i = 0; i < run->delivery_count; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];

		text_addf(out, "%s %s %s to %s%s:", delivery_kind_name(delivery->kind),
			  delivery->address.channel, delivery->address.address,
			  delivery->contact == NULL ? "nobody" : delivery->contact->key,
			  delivery->meant_name == NULL ? "" : " (trial)");
		for (size_t k = 0; k < delivery->item_count; k++)
			describe(out, &run->entries[delivery->items[k].entry], &delivery->items[k]);
		text_add_char(out, '\n');
	}
	assert_false(text_failed(out));
	return text_string(out);
}
