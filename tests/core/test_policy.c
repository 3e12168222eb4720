/* Goal: the first policy that matches and says something about a deadline decides. */
#include "core/policy.h"
#include "tests/core/cases.h"

#define PATTERNS(...)                                                                              \
	{                                                                                          \
		(const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))    \
	}

static const struct partner partners[] = {
	{.name = "Dortmund University", .country = "DE"},
	{.name = "University of Pisa", .country = "IT"},
	{.name = "Somewhere"},
};
static const struct agreement exchange = {
	.register_name = "aitu",
	.type = "Student Exchange Agreement",
	.owner = "International Cooperation Department",
	.partners = partners,
	.partner_count = COUNT(partners),
};
static const struct agreement bare = {0};

static void an_empty_match_applies_to_everything(void **state)
{
	const struct match match = {0};

	(void)state;
	HOLDS(match_applies(&match, &exchange));
	HOLDS(match_applies(&match, &bare));
}

static void one_of_several_patterns_is_enough(void **state)
{
	const struct match match = {.type = PATTERNS("memorandum*", "*exchange*")};
	const struct match other = {.type = PATTERNS("memorandum*", "exchange")};

	(void)state;
	HOLDS(match_applies(&match, &exchange));
	HOLDS_NOT(match_applies(&other, &exchange));
}

static void all_four_must_match(void **state)
{
	struct match match = {
		.type = PATTERNS("*EXCHANGE*"),
		.owner = PATTERNS("international*"),
		.country = PATTERNS("FR", "it"),
		.register_name = PATTERNS("aitu"),
	};
	const struct patterns other = PATTERNS("other");
	struct match changed;

	(void)state;
	HOLDS(match_applies(&match, &exchange));
	changed = match, changed.type = other;
	HOLDS_NOT(match_applies(&changed, &exchange));
	changed = match, changed.owner = other;
	HOLDS_NOT(match_applies(&changed, &exchange));
	changed = match, changed.country = other;
	HOLDS_NOT(match_applies(&changed, &exchange));
	changed = match, changed.register_name = other;
	HOLDS_NOT(match_applies(&changed, &exchange));
}

static void what_is_not_known_matches_only_a_star(void **state)
{
	const struct match any_type = {.type = PATTERNS("*")};
	const struct match a_type = {.type = PATTERNS("*e*")};
	const struct match an_owner = {.owner = PATTERNS("**x")};
	const struct match a_country = {.country = PATTERNS("DE")};

	(void)state;
	HOLDS(match_applies(&any_type, &bare));
	HOLDS_NOT(match_applies(&a_type, &bare));
	HOLDS_NOT(match_applies(&an_owner, &bare));
	HOLDS_NOT(match_applies(&a_country, &bare));
}

static const struct policy *decides(const struct policy *items, size_t count,
				    const struct agreement *agreement, enum deadline_kind kind)
{
	struct policies policies = {items, count};

	return policy_for(&policies, agreement, kind);
}

static void policies_fall_through_for_each_kind_of_deadline(void **state)
{
	struct policy items[] = {
		{.name = "memoranda",
		 .match = {.type = PATTERNS("memorandum*")},
		 .rules = {{.state = RULE_SET}, {.state = RULE_SET}, {.state = RULE_SET}}},
		{.name = "reviews",
		 .match = {.type = PATTERNS("*exchange*")},
		 .rules = {[DEADLINE_REVIEW] = {.state = RULE_SET}}},
		{.name = "all", .rules = {[DEADLINE_END] = {.state = RULE_OFF}}},
		{.name = "never reached", .rules = {[DEADLINE_END] = {.state = RULE_SET}}},
	};
	size_t n = COUNT(items);

	(void)state;
	TEXT_IS(decides(items, n, &exchange, DEADLINE_REVIEW)->name, "reviews");
	TEXT_IS(decides(items, n, &exchange, DEADLINE_END)->name, "all");
	NUMBER_IS(decides(items, n, &exchange, DEADLINE_END)->rules[DEADLINE_END].state, RULE_OFF);
	TEXT_IS(decides(items, n, &exchange, DEADLINE_UNKNOWN)->name, policy_built_in.name);
	TEXT_IS(decides(items, n, &bare, DEADLINE_REVIEW)->name, policy_built_in.name);
	TEXT_IS(decides(NULL, 0, &exchange, DEADLINE_END)->name, policy_built_in.name);
}

static void the_built_in_policy_is_as_documented(void **state)
{
	static const char *const before[] = {"180d", "90d", "60d", "30d", "14d", "7d", "1d", "0d"};
	const struct rule *end = &policy_built_in.rules[DEADLINE_END];
	const struct rule *review = &policy_built_in.rules[DEADLINE_REVIEW];
	const struct rule *unknown = &policy_built_in.rules[DEADLINE_UNKNOWN];
	char text[SPAN_TEXT_SIZE];

	(void)state;
	NUMBER_IS(end->before_count, COUNT(before));
	for (size_t i = 0; i < COUNT(before); i++)
		TEXT_IS(span_format(end->before[i], text), before[i]);
	TEXT_IS(span_format(end->every, text), "14d");
	TEXT_IS(span_format(end->until, text), "90d");
	TEXT_IS(span_format(review->every, text), "24m");
	NUMBER_IS(review->before_count, 1);
	TEXT_IS(span_format(review->before[0], text), "0d");
	TEXT_IS(span_format(unknown->every, text), "6m");
	NUMBER_IS(policy_built_in.to_count, 0);
	NUMBER_IS(policy_built_in.group, GROUP_OWNER);
	HOLDS_NOT(policy_built_in.window.is_set);
	for (int kind = 0; kind < DEADLINE_KINDS; kind++)
		NUMBER_IS(policy_built_in.rules[kind].state, RULE_SET);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_match_applies_to_everything),
		cmocka_unit_test(one_of_several_patterns_is_enough),
		cmocka_unit_test(all_four_must_match),
		cmocka_unit_test(what_is_not_known_matches_only_a_star),
		cmocka_unit_test(policies_fall_through_for_each_kind_of_deadline),
		cmocka_unit_test(the_built_in_policy_is_as_documented),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
