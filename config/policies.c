#include "config/policies.h"

#include <string.h>

#include "config/escalation.h"
#include "config/section.h"
#include "core/text.h"

static bool check_after(struct reading *reading, const struct raw_rule *rule)
{
	const struct node *node = node_get(rule->node, "after");
	int32_t every = span_days(rule->after.every);
	int32_t until = span_days(rule->after.until);

	if (node == NULL)
		return true;
	/* The day after the end, and then one each time. */
	if (1 + until / every > POLICY_CADENCE_MAX) {
		reading_key_error(reading, node, "too_many",
				  "makes %d reminders; at most %d are allowed", 1 + until / every,
				  POLICY_CADENCE_MAX);
		return false;
	}
	if (until < every)
		reading_warning(reading, node, "short",
				"until is shorter than every: only the day after the end is left");
	return true;
}

static bool check_review(struct reading *reading, const struct raw_rule *rule)
{
	if (rule->every.n == 0 || rule->before.count == 0 ||
	    span_days(rule->before.items[0]) <= span_days(rule->every))
		return true;
	reading_error(reading, node_get(rule->node, "before"), "bad_value",
		      "is longer than the time from one review to the next (every)");
	return false;
}

bool policies_rule(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	struct raw_rule *rule = place;

	rule->node = node;
	if (node->kind == NODE_TEXT) {
		if (text_compare_case(node->text, "off") == 0) {
			rule->state = RULE_OFF;
			return true;
		}
		reading_error(reading, node, "bad_value",
			      "must be a group of keys, or the word off for no reminders");
		return false;
	}
	rule->state = RULE_SET;
	return section_read(reading, node, key->path, SCHEMA_ANY_CHANNEL, rule) &&
	       check_after(reading, rule) && check_review(reading, rule);
}

static bool check_window(struct reading *reading, const struct raw_policy *policy)
{
	const struct node *node = node_get(policy->node, "window");

	/* Without opens, the window could not be read. */
	if (node == NULL || policy->window.opens.n == 0)
		return true;
	if (policy->rules[DEADLINE_END].state != RULE_SET) {
		reading_key_error(reading, node, "window",
				  "goes with reminders of the end, but the policy has none (end)");
		return false;
	}
	if (span_days(policy->window.opens) > span_days(policy->window.closes))
		return true;
	reading_key_error(reading, node, "window",
			  "must open before it closes: opens must be longer than closes");
	return false;
}

static bool says_nothing(const struct raw_policy *policy)
{
	for (size_t i = 0; i < DEADLINE_KINDS; i++) {
		if (policy->rules[i].node != NULL)
			return false;
	}
	return true;
}

static bool check_name(struct reading *reading, const struct raw_policies *policies,
		       const struct raw_policy *policy)
{
	const struct node *node = node_get(policy->node, "name");

	if (policy->name == NULL)
		return true;
	if (strcmp(policy->name, policy_built_in.name) == 0) {
		reading_error(reading, node, "bad_value",
			      "'%s' is the name of what applies when no policy does", policy->name);
		return false;
	}
	for (const struct raw_policy *other = policies->items; other < policy; other++) {
		if (other->name == NULL || strcmp(other->name, policy->name) != 0)
			continue;
		reading_error(reading, node, "repeated", "the policy on line %u has the same name",
			      other->node->line);
		return false;
	}
	return true;
}

static bool read_policy(struct reading *reading, const struct raw_policies *policies,
			struct raw_policy *policy)
{
	bool is_good =
		section_read(reading, policy->node, "policies[]", SCHEMA_ANY_CHANNEL, policy);

	policy->window.is_set = node_get(policy->node, "window") != NULL;
	if (policy->node->kind == NODE_MAP && says_nothing(policy))
		reading_warning(
			reading, policy->node, "unused",
			"the policy says nothing about end, notice, review or unknown, so it does "
			"nothing");
	is_good = check_name(reading, policies, policy) && is_good;
	is_good = check_window(reading, policy) && is_good;
	return escalation_check(reading, policy) && is_good;
}

bool policies_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	struct raw_policies *policies = place;
	bool is_good = true;

	if (node->kind != NODE_LIST) {
		reading_error(reading, node, "bad_value",
			      "must be a list of policies, each beginning with '- name: …'");
		return false;
	}
	if (node->count > (size_t)key->max) {
		reading_key_error(reading, node, "too_many",
				  "holds %zu policies; at most %lld are allowed", node->count,
				  (long long)key->max);
		return false;
	}
	policies->items = reading_take(reading, node->count, sizeof(*policies->items));
	if (policies->items == NULL)
		return false;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		struct raw_policy *policy = &policies->items[policies->count++];

		policy->node = child;
		policy->is_good = read_policy(reading, policies, policy);
		is_good = is_good && policy->is_good;
	}
	return is_good;
}

static struct rule make_rule(enum deadline_kind kind, const struct raw_rule *raw)
{
	return (struct rule){
		.state = raw->state,
		.before = raw->before.items,
		.before_count = raw->before.count,
		.every = kind == DEADLINE_END ? raw->after.every : raw->every,
		.until = raw->after.until,
		.to = raw->to.items,
		.to_count = raw->to.count,
	};
}

static void make_policy(struct reading *reading, const struct raw_policy *raw,
			struct policy *policy)
{
	*policy = (struct policy){
		.name = raw->name,
		.match = raw->match,
		.window = raw->window,
		.to = raw->to.items,
		.to_count = raw->to.count,
		.group = strcmp(raw->group, "agreement") == 0 ? GROUP_AGREEMENT : GROUP_OWNER,
		.never_hide = raw->never_hide,
	};
	for (unsigned int i = 0; i < DEADLINE_KINDS; i++)
		policy->rules[i] = make_rule((enum deadline_kind)i, &raw->rules[i]);
	escalation_make(reading, raw, policy);
}

void policies_make(struct reading *reading, const struct raw *raw, struct config *config)
{
	struct policy *items = reading_take(reading, raw->policies.count, sizeof(*items));

	if (items == NULL)
		return;
	for (size_t i = 0; i < raw->policies.count; i++)
		make_policy(reading, &raw->policies.items[i], &items[i]);
	config->policies = (struct policies){items, raw->policies.count};
}
