#include "core/policy.h"

#include "core/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct span built_in_before[] = {
	{180, SPAN_DAYS}, {90, SPAN_DAYS}, {60, SPAN_DAYS}, {30, SPAN_DAYS},
	{14, SPAN_DAYS},  {7, SPAN_DAYS},  {1, SPAN_DAYS},  {0, SPAN_DAYS},
};

static const struct span built_in_notice[] = {
	{90, SPAN_DAYS}, {30, SPAN_DAYS}, {7, SPAN_DAYS}, {0, SPAN_DAYS}};

static const struct span on_the_day[] = {{0, SPAN_DAYS}};

const struct policy policy_built_in = {
	.name = "built-in",
	.rules =
		{
			[DEADLINE_END] = {.state = RULE_SET,
					  .before = built_in_before,
					  .before_count = COUNT(built_in_before),
					  .every = {14, SPAN_DAYS},
					  .until = {90, SPAN_DAYS}},
			[DEADLINE_NOTICE] = {.state = RULE_SET,
					     .before = built_in_notice,
					     .before_count = COUNT(built_in_notice)},
			[DEADLINE_REVIEW] = {.state = RULE_SET,
					     .before = on_the_day,
					     .before_count = COUNT(on_the_day),
					     .every = {24, SPAN_MONTHS}},
			[DEADLINE_UNKNOWN] = {.state = RULE_SET, .every = {6, SPAN_MONTHS}},
		},
	.never_hide = {7, SPAN_DAYS},
};

static bool any_matches(const struct patterns *patterns, const char *text)
{
	for (size_t i = 0; i < patterns->count; i++) {
		if (text_matches(patterns->items[i], text))
			return true;
	}
	return patterns->count == 0;
}

static bool country_matches(const struct patterns *patterns, const struct agreement *agreement)
{
	if (patterns->count == 0)
		return true;
	for (size_t i = 0; i < agreement->partner_count; i++) {
		if (any_matches(patterns, agreement->partners[i].country))
			return true;
	}
	return false;
}

bool match_applies(const struct match *match, const struct agreement *agreement)
{
	if (!any_matches(&match->type, agreement->type))
		return false;
	if (!any_matches(&match->owner, agreement->owner))
		return false;
	if (!any_matches(&match->register_name, agreement->register_name))
		return false;
	return country_matches(&match->country, agreement);
}

const struct policy *policy_for(const struct policies *policies, const struct agreement *agreement,
				enum deadline_kind kind)
{
	for (size_t i = 0; i < policies->count; i++) {
		const struct policy *policy = &policies->items[i];

		if (policy->rules[kind].state != RULE_UNSET &&
		    match_applies(&policy->match, agreement))
			return policy;
	}
	return &policy_built_in;
}
