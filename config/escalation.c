#include "config/escalation.h"

#include <string.h>

#include "config/contacts.h"
#include "config/section.h"

/* The soonest first; of two that are as soon, the one that was written first. */
static void sort(struct raw_escalations *steps)
{
	for (size_t i = 1; i < steps->count; i++) {
		struct raw_escalation step = steps->items[i];
		size_t k = i;

		while (k > 0 && span_days(steps->items[k - 1].after) > span_days(step.after)) {
			steps->items[k] = steps->items[k - 1];
			k--;
		}
		steps->items[k] = step;
	}
}

static const struct node *first_step(struct reading *reading, const struct node *node,
				     const struct key *key, size_t *ret_count)
{
	bool is_list = node->kind == NODE_LIST;

	if (node->kind == NODE_TEXT || node->count == 0) {
		reading_error(reading, node, "bad_value",
			      "must be a list of steps, each with after and to: "
			      "[{after: 21d, to: KEY}]");
		return NULL;
	}
	if (is_list && node->count > (size_t)key->max) {
		reading_key_error(reading, node, "too_many",
				  "holds %zu steps; at most %lld are allowed", node->count,
				  (long long)key->max);
		return NULL;
	}
	*ret_count = is_list ? node->count : 1;
	return is_list ? node->first : node;
}

bool escalation_read(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	struct raw_escalations steps = {0};
	bool is_good = true;
	size_t count = 0;
	const struct node *item = first_step(reading, node, key, &count);

	if (item == NULL)
		return false;
	steps.items = reading_take(reading, count, sizeof(*steps.items));
	if (steps.items == NULL)
		return false;
	for (; steps.count < count; item = item->next) {
		struct raw_escalation *step = &steps.items[steps.count++];

		step->node = item;
		if (!section_read(reading, item, "policies[].escalate[]", SCHEMA_ANY_CHANNEL, step))
			is_good = false;
	}
	if (!is_good)
		return false;
	sort(&steps);
	*(struct raw_escalations *)place = steps;
	return true;
}

bool escalation_check(struct reading *reading, const struct raw_policy *policy)
{
	const struct node *node = node_get(policy->node, "escalate");

	if (node == NULL || policy->rules[DEADLINE_END].node != NULL ||
	    policy->rules[DEADLINE_NOTICE].node != NULL ||
	    policy->rules[DEADLINE_REVIEW].node != NULL)
		return true;
	reading_key_error(reading, node, "escalate",
			  "goes with reminders of the end, of the notice deadline or of reviews, "
			  "but the policy has none (end, notice, review)");
	return false;
}

static bool is_among(const struct patterns *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->items[i], name) == 0)
			return true;
	}
	return false;
}

/* Whether one who is told of that deadline anyway, or by a step before, goes by the name. */
static bool is_told(const struct raw_policy *policy, const struct raw_rule *rule, size_t step,
		    const char *name)
{
	static const char *const owner[] = {CONTACTS_OWNER};
	const struct patterns nobody_named = {owner, 1};
	const struct patterns *names = rule->to.count > 0     ? &rule->to
				       : policy->to.count > 0 ? &policy->to
							      : &nobody_named;

	if (is_among(names, name))
		return true;
	for (size_t i = 0; i < step; i++) {
		if (is_among(&policy->escalations.items[i].to, name))
			return true;
	}
	return false;
}

static bool tells_somebody_new(const struct raw_policy *policy, size_t step)
{
	const struct patterns *to = &policy->escalations.items[step].to;

	for (size_t kind = 0; kind < DEADLINE_KINDS; kind++) {
		const struct raw_rule *rule = &policy->rules[kind];

		if (kind == DEADLINE_UNKNOWN || rule->state != RULE_SET)
			continue;
		for (size_t i = 0; i < to->count; i++) {
			if (!is_told(policy, rule, step, to->items[i]))
				return true;
		}
	}
	return false;
}

static bool has_reminders(const struct raw_policy *policy)
{
	return policy->rules[DEADLINE_END].state == RULE_SET ||
	       policy->rules[DEADLINE_NOTICE].state == RULE_SET ||
	       policy->rules[DEADLINE_REVIEW].state == RULE_SET;
}

void escalation_check_recipients(struct reading *reading, const struct raw *raw,
				 const struct raw_policy *policy)
{
	if (policy->escalations.count > 0 && !has_reminders(policy))
		reading_warning(reading, node_get(policy->node, "escalate"), "unused",
				"there is nothing to escalate: end, notice and review are off");
	for (size_t i = 0; i < policy->escalations.count; i++) {
		const struct raw_escalation *step = &policy->escalations.items[i];
		const struct node *to = node_get(step->node, "to");

		contacts_check_named(reading, raw, to, &step->to);
		if (has_reminders(policy) && !tells_somebody_new(policy, i))
			reading_warning(reading, to, "unused",
					"the step tells nobody new: all whom it names are told "
					"before");
	}
}

void escalation_make(struct reading *reading, const struct raw_policy *raw, struct policy *policy)
{
	size_t count = raw->escalations.count;
	struct escalation *steps = reading_take(reading, count, sizeof(*steps));

	if (steps == NULL)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct raw_escalation *step = &raw->escalations.items[i];

		steps[i] = (struct escalation){step->after, step->to.items, step->to.count};
	}
	policy->escalations = steps;
	policy->escalation_count = count;
}
