/* Goal: a policy is taken as it is written, and one that makes no sense is refused. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define WITH(policies) MINIMAL "policies:\n" policies

static void expect_span(struct span span, int n, enum span_unit unit)
{
	assert_int_equal(span.n, n);
	assert_int_equal(span.unit, unit);
}

static void every_key_arrives(void **state)
{
	struct config *config = reader_good(
		WITH("  - name: exchange\n"
		     "    match: {type: \"*exchange*\", owner: [Law, Arts], country: [de, IT], "
		     "register: main}\n"
		     "    end: {before: [1m, 12m, 0d], after: {every: 2w, until: 90d}, to: "
		     "[registry, owner]}\n"
		     "    review: {every: 2y, before: 30d, to: registry}\n"
		     "    unknown: {every: 6m, to: owner}\n"
		     "    window: {opens: 180d, closes: 0d}\n"
		     "    to: registry\n"
		     "    group: agreement\n"));
	const struct policy *policy = &config->policies.items[0];
	const struct rule *end = &policy->rules[DEADLINE_END];
	const struct rule *review = &policy->rules[DEADLINE_REVIEW];
	const struct rule *unknown = &policy->rules[DEADLINE_UNKNOWN];

	(void)state;
	assert_int_equal(config->policies.count, 1);
	assert_string_equal(policy->name, "exchange");
	assert_string_equal(policy->match.type.items[0], "*exchange*");
	assert_int_equal(policy->match.owner.count, 2);
	assert_string_equal(policy->match.country.items[0], "DE");
	assert_string_equal(policy->match.register_name.items[0], "main");
	assert_int_equal(end->state, RULE_SET);
	assert_int_equal(end->before_count, 3);
	expect_span(end->before[0], 12, SPAN_MONTHS);
	expect_span(end->before[1], 1, SPAN_MONTHS);
	expect_span(end->before[2], 0, SPAN_DAYS);
	expect_span(end->every, 2, SPAN_WEEKS);
	expect_span(end->until, 90, SPAN_DAYS);
	assert_int_equal(end->to_count, 2);
	assert_string_equal(end->to[1], "owner");
	expect_span(review->every, 2, SPAN_YEARS);
	expect_span(review->before[0], 30, SPAN_DAYS);
	assert_string_equal(review->to[0], "registry");
	expect_span(unknown->every, 6, SPAN_MONTHS);
	assert_int_equal(unknown->before_count, 0);
	assert_true(policy->window.is_set);
	expect_span(policy->window.opens, 180, SPAN_DAYS);
	expect_span(policy->window.closes, 0, SPAN_DAYS);
	assert_string_equal(policy->to[0], "registry");
	assert_int_equal(policy->group, GROUP_AGREEMENT);
	config_free(config);
}

static void what_is_absent_stays_unset_and_off_is_off(void **state)
{
	struct config *config = reader_good(WITH("  - {name: a, end: off, review: {every: 1y}}\n"
						 "  - {name: b, unknown: \"OFF\"}\n"));
	const struct policy *a = &config->policies.items[0];

	(void)state;
	assert_int_equal(a->rules[DEADLINE_END].state, RULE_OFF);
	assert_int_equal(a->rules[DEADLINE_REVIEW].state, RULE_SET);
	assert_int_equal(a->rules[DEADLINE_REVIEW].before_count, 1);
	expect_span(a->rules[DEADLINE_REVIEW].before[0], 0, SPAN_DAYS);
	assert_int_equal(a->rules[DEADLINE_UNKNOWN].state, RULE_UNSET);
	assert_false(a->window.is_set);
	assert_int_equal(a->to_count, 0);
	assert_int_equal(a->group, GROUP_OWNER);
	assert_int_equal(a->match.type.count + a->match.owner.count + a->match.country.count +
				 a->match.register_name.count,
			 0);
	assert_int_equal(config->policies.items[1].rules[DEADLINE_UNKNOWN].state, RULE_OFF);
	assert_int_equal(config->policies.items[1].rules[DEADLINE_END].state, RULE_UNSET);
	config_free(config);
}

static void without_policies_the_built_in_one_is_left_to_apply(void **state)
{
	struct config *config = reader_good(MINIMAL "policies: []\n");

	(void)state;
	assert_int_equal(config->policies.count, 0);
	config_free(config);
}

static void lengths_of_time_are_checked(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - name: a\n"
		     "    end: {before: [30, 1h, -3d, 11y, \"1 m\"], after: {every: 0d, until: "
		     "1d}}\n"
		     "    review: {every: 0m}\n"
		     "    unknown: {every: 101y}\n"),
		"6:20: policies[1].end.before[1]: '30' is no span; write a number of days, weeks, "
		"months or years like 14d, 6w, 3m, 2y\n"
		"6:24: policies[1].end.before[2]: '1h' is no span; write a number of days, weeks, "
		"months or years like 14d, 6w, 3m, 2y\n"
		"6:28: policies[1].end.before[3]: '-3d' is no span; write a number of days, weeks, "
		"months or years like 14d, 6w, 3m, 2y\n"
		"6:33: policies[1].end.before[4]: '11y' is too long; at most 10y\n"
		"6:38: policies[1].end.before[5]: '1 m' is no span; write 1m\n"
		"6:61: policies[1].end.after.every: '0d' is too short; it must be a day or more\n"
		"7:21: policies[1].review.every: '0m' is too short; it must be a day or more\n"
		"8:22: policies[1].unknown.every: '101y' is no span; write a number of days, "
		"weeks, "
		"months or years like 14d, 6w, 3m, 2y\n");
}

static void a_policy_that_contradicts_itself_is_refused(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - {name: a, end: {before: []}}\n"),
		"5:29: policies[1].end.before: must be a value or a list of values, at least "
		"one\n");
	reader_complains(WITH("  - {name: a, end: {before: 1d, after: {until: 90d}}}\n"),
			 "5:33: policies[1].end.after.every: is missing (How often to remind)\n");
	reader_complains(
		WITH("  - {name: a, end: {before: 1d, after: {every: 1d, until: 2y}}}\n"),
		"5:33: policies[1].end.after: makes 731 reminders; at most 400 are allowed\n");
	reader_complains(
		WITH("  - {name: a, review: {every: 1y, before: [13m]}}\n"),
		"5:43: policies[1].review.before: is longer than the time from one review to "
		"the next (every)\n");
	reader_complains(
		WITH("  - {name: a, end: {before: 1d}, window: {opens: 1m, closes: 30d}}\n"),
		"5:34: policies[1].window: must open before it closes: opens must be longer "
		"than closes\n");
	reader_complains(WITH("  - {name: a, end: off, window: {opens: 6m, closes: 30d}}\n"),
			 "5:25: policies[1].window: goes with reminders of the end, but the policy "
			 "has none (end)\n");
	reader_complains(WITH("  - {name: a, end: no}\n"),
			 "5:20: policies[1].end: must be a group of keys, or the word off for no "
			 "reminders\n");
}

static void each_part_of_a_policy_is_checked_though_another_is_wrong(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - name: a\n    colour: red\n"
		     "    end: {before: 1d, after: {every: 1d, until: 9y}}\n"
		     "    review: {every: 1m, before: 2m}\n"
		     "    window: {opens: 1m, closes: 3m}\n"),
		"6:5: policies[1].colour: unknown key\n"
		"7:23: policies[1].end.after: makes 3286 reminders; at most 400 are allowed\n"
		"8:33: policies[1].review.before: is longer than the time from one review to "
		"the next (every)\n"
		"9:5: policies[1].window: must open before it closes: opens must be longer "
		"than closes\n");
}

static void what_is_odd_is_a_warning(void **state)
{
	(void)state;
	reader_complains(WITH("  - {name: a, end: {before: [4w, 28d, 1y, 12m, 365d, 365d]}}\n"),
			 "5:21: warning: policies[1].end.before: 365d is there twice\n"
			 "5:21: warning: policies[1].end.before: 1y is the same as 12m\n"
			 "5:21: warning: policies[1].end.before: 4w is the same as 28d\n");
	reader_complains(
		WITH("  - {name: a, end: {before: 1d, after: {every: 90d, until: 30d}}}\n"),
		"5:33: warning: policies[1].end.after: until is shorter than every: only the "
		"day after the end is left\n");
	reader_complains(WITH("  - {name: a, match: {type: x}, to: registry}\n"),
			 "5:5: warning: policies[1]: the policy says nothing about end, notice, "
			 "review or unknown, so it does nothing\n");
}

static void names_are_unique(void **state)
{
	(void)state;
	reader_complains(WITH("  - {name: a, match: {type: x}, end: off}\n"
			      "  - {name: a, match: {type: y}, end: off}\n"
			      "  - {name: built-in, match: {type: z}, end: off}\n"),
			 "6:12: policies[2].name: the policy on line 5 has the same name\n"
			 "7:12: policies[3].name: 'built-in' is the name of what applies when no "
			 "policy does\n");
}

static void recipients_are_contacts_or_the_owner(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - {name: a, end: {before: 1d, to: [registri, owner]}, to: dean}\n"),
		"5:38: policies[1].end.to[1]: there is no contact 'registri' (did you mean "
		"'registry'?)\n"
		"5:61: policies[1].to: there is no contact 'dean' in contacts\n");
}

static void a_recipient_that_is_called_by_its_name_is_told_its_key(void **state)
{
	(void)state;
	reader_complains(
		OFFICE CHANNELS
		"contacts:\n"
		"  registry: {email: a@b.c}\n"
		"  icd: {email: a@b.c, name: Cooperation, aliases: [ICD Dept., Отдел]}\n"
		"  law: {email: a@b.c, aliases: Jura}\n"
		"policies: [{name: a, end: off, to: [отдел, cooperation, jura, LAW, xy]}]\n",
		"7:37: policies[1].to[1]: there is no contact with the key 'отдел'; the one that "
		"is called so has the key 'icd'\n"
		"7:44: policies[1].to[2]: there is no contact with the key 'cooperation'; the one "
		"that is called so has the key 'icd'\n"
		"7:57: policies[1].to[3]: there is no contact with the key 'jura'; the one that is "
		"called so has the key 'law'\n"
		"7:63: policies[1].to[4]: there is no contact with the key 'LAW'; the one that is "
		"called so has the key 'law'\n"
		"7:68: policies[1].to[5]: there is no contact 'xy' in contacts\n");
}

static void a_review_is_announced_after_the_one_before(void **state)
{
	(void)state;
	config_free(reader_good(WITH("  - {name: a, review: {every: 1y, before: [0d, 1y]}}\n")));
	reader_complains(WITH("  - {name: a, review: {every: 6m, before: [30d, 0d, 7m]}}\n"),
			 "5:43: policies[1].review.before: is longer than the time from one review "
			 "to the next (every)\n");
}

static void countries_are_codes(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - {name: a, match: {country: [Germany, \"D*\", UK, NO]}, end: off}\n"),
		"5:33: policies[1].match.country[1]: 'Germany' is no code of a country (two "
		"letters: DE, KZ)\n"
		"5:42: policies[1].match.country[2]: 'D*' is no code of a country (two "
		"letters: DE, KZ)\n"
		"5:48: policies[1].match.country[3]: 'UK' is no code of a country (did you "
		"mean 'GB'?)\n");
}

static void a_policy_that_never_applies_is_a_warning(void **state)
{
	(void)state;
	reader_complains(
		WITH("  - {name: all, end: {before: 1d}}\n"
		     "  - {name: reviews, match: {type: \"*x*\"}, review: {every: 1y}}\n"
		     "  - {name: dead, match: {type: \"a*\"}, end: off}\n"
		     "  - {name: alive, match: {type: \"ax\"}, end: off, unknown: off}\n"
		     "  - {name: covered twice, match: {type: x}, end: off, review: off}\n"),
		"7:5: warning: policies[3]: the policy 'dead' never applies: 'all' on line 5 comes "
		"first and takes all that it matches\n"
		"9:5: warning: policies[5]: the policy 'covered twice' never applies: 'reviews' on "
		"line 6 comes first and takes all that it matches\n");
}

static void long_names_are_shown_whole(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;
	const char *text;

	(void)state;
	text_add(&yaml, MINIMAL "policies:\n");
	for (int i = 0; i < 2; i++) {
		text_add(&yaml, "  - {end: off, name: ");
		for (int k = 0; k < 99; k++)
			text_add(&yaml, "\xf0\x9f\x98\x80");
		text_addf(&yaml, "%d}\n", i);
	}
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 0);
	assert_int_equal(problems.count, 1);
	text = problems.items[0].text;
	assert_true(text_is_utf8(text, strlen(text)));
	assert_non_null(strstr(text, "takes all that it matches"));
	config_free(config);
}

static void ten_thousand_policies_are_too_many(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};

	(void)state;
	text_add(&yaml, MINIMAL "policies:\n");
	for (int i = 0; i < 10000; i++)
		text_addf(&yaml, "  - {name: p%d, match: {type: \"*t%d*\"}, end: {before: 1d}}\n",
			  i, i);
	reader_complains(yaml.data,
			 "4:1: policies: holds 10000 policies; at most 1000 are allowed\n");
}

static void a_thousand_policies_are_taken(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config;

	(void)state;
	text_add(&yaml, MINIMAL "policies:\n");
	for (int i = 0; i < POLICIES_MAX; i++)
		text_addf(&yaml, "  - {name: p%d, match: {type: \"*t%dx*\"}, end: {before: 1d}}\n",
			  i, i);
	config = reader_good(yaml.data);
	assert_int_equal(config->policies.count, POLICIES_MAX);
	config_free(config);
}

static void lists_have_limits(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};

	(void)state;
	text_add(&yaml, MINIMAL "policies:\n  - {name: a, end: {before: [");
	for (int i = 0; i <= POLICY_OFFSETS_MAX; i++)
		text_addf(&yaml, "%dd, ", i);
	text_add(&yaml, "]}}\n");
	reader_complains(yaml.data, "5:29: policies[1].end.before: holds 41 values; at most 40 are "
				    "allowed\n");
	text_clear(&yaml);
	text_add(&yaml, MINIMAL "policies:\n  - {name: a, end: off, match: {type: [");
	for (int i = 0; i < 101; i++)
		text_addf(&yaml, "t%d, ", i);
	text_add(&yaml, "]}}\n");
	reader_complains(yaml.data,
			 "5:39: policies[1].match.type: holds 101 values; at most 100 are "
			 "allowed\n");
}

static void patterns_that_cost_too_much_to_compare_are_said_so(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;

	(void)state;
	text_add(&yaml, MINIMAL "policies:\n");
	for (int i = 0; i < 300; i++) {
		text_addf(&yaml, "  - {name: p%d, end: off, match: {type: [", i);
		for (int k = 0; k < 30; k++)
			text_addf(&yaml, "\"*p%dq*a*a*a*a*a*a*a*%d\",", i, k);
		text_add(&yaml, "]}}\n");
	}
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 0);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, "unchecked");
	config_free(config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_arrives),
		cmocka_unit_test(what_is_absent_stays_unset_and_off_is_off),
		cmocka_unit_test(without_policies_the_built_in_one_is_left_to_apply),
		cmocka_unit_test(lengths_of_time_are_checked),
		cmocka_unit_test(a_policy_that_contradicts_itself_is_refused),
		cmocka_unit_test(each_part_of_a_policy_is_checked_though_another_is_wrong),
		cmocka_unit_test(what_is_odd_is_a_warning),
		cmocka_unit_test(names_are_unique),
		cmocka_unit_test(recipients_are_contacts_or_the_owner),
		cmocka_unit_test(a_recipient_that_is_called_by_its_name_is_told_its_key),
		cmocka_unit_test(a_review_is_announced_after_the_one_before),
		cmocka_unit_test(countries_are_codes),
		cmocka_unit_test(a_policy_that_never_applies_is_a_warning),
		cmocka_unit_test(long_names_are_shown_whole),
		cmocka_unit_test(ten_thousand_policies_are_too_many),
		cmocka_unit_test(a_thousand_policies_are_taken),
		cmocka_unit_test(lists_have_limits),
		cmocka_unit_test(patterns_that_cost_too_much_to_compare_are_said_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
