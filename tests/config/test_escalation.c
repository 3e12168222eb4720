/* Goal: steps of escalation are taken as they are written, and one that tells nobody is named. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define PEOPLE                                                                                     \
	OFFICE CHANNELS "contacts:\n"                                                              \
			"  registry: {email: registry@example.edu}\n"                              \
			"  law: {email: law@example.edu}\n"                                        \
			"  rector: {email: rector@example.edu}\n"                                  \
			"  dean: {email: dean@example.edu}\n"
#define WITH(keys) PEOPLE "policies:\n  - name: a\n    end: {before: 1d}\n" keys

static void expect_step(const struct policy *policy, size_t index, int n, enum span_unit unit,
			const char *to)
{
	const struct escalation *step = &policy->escalations[index];

	assert_int_equal(step->after.n, n);
	assert_int_equal(step->after.unit, unit);
	assert_int_equal(step->to_count, 1);
	assert_string_equal(step->to[0], to);
}

static void steps_arrive_the_soonest_first(void **state)
{
	struct config *config =
		reader_good(WITH("    escalate: [{after: 6w, to: rector}, {after: 1m, to: law}, "
				 "{after: 30d, to: [registry]}, {after: 2w, to: dean}]\n"));
	const struct policy *policy = &config->policies.items[0];

	(void)state;
	assert_int_equal(policy->escalation_count, 4);
	expect_step(policy, 0, 2, SPAN_WEEKS, "dean");
	/* As soon as each other, about: they stay as they are written. */
	expect_step(policy, 1, 1, SPAN_MONTHS, "law");
	expect_step(policy, 2, 30, SPAN_DAYS, "registry");
	expect_step(policy, 3, 6, SPAN_WEEKS, "rector");
	config_free(config);
}

static void one_step_stands_for_a_list(void **state)
{
	struct config *config =
		reader_good(WITH("    escalate: {after: 21d, to: [registry, rector]}\n"));
	const struct policy *policy = &config->policies.items[0];

	(void)state;
	assert_int_equal(policy->escalation_count, 1);
	assert_int_equal(policy->escalations[0].to_count, 2);
	assert_string_equal(policy->escalations[0].to[1], "rector");
	config_free(config);
}

static void the_owner_can_be_told_when_others_do_not_respond(void **state)
{
	struct config *config =
		reader_good(WITH("    to: law\n    escalate: {after: 1w, to: owner}\n"));

	(void)state;
	expect_step(&config->policies.items[0], 0, 1, SPAN_WEEKS, "owner");
	config_free(config);
}

static void nothing_is_hidden_in_the_last_week_unless_the_policy_says_otherwise(void **state)
{
	struct config *config = reader_good(PEOPLE "policies:\n  - {name: a, end: off}\n"
						   "  - {name: b, unknown: off, never_hide: 0d}\n"
						   "  - {name: c, notice: off, never_hide: 1y}\n");

	(void)state;
	assert_int_equal(config->policies.items[0].escalation_count, 0);
	assert_int_equal(config->policies.items[0].never_hide.n, 7);
	assert_int_equal(config->policies.items[0].never_hide.unit, SPAN_DAYS);
	assert_int_equal(config->policies.items[1].never_hide.n, 0);
	assert_int_equal(config->policies.items[2].never_hide.unit, SPAN_YEARS);
	config_free(config);
	reader_complains(WITH("    never_hide: 366d\n"),
			 "11:17: policies[1].never_hide: '366d' is too long; at most 1y\n");
	reader_complains(WITH("    never_hide: 7\n"),
			 "11:17: policies[1].never_hide: '7' is no span; write a number of days, "
			 "weeks, months or years like 14d, 6w, 3m, 2y\n");
}

static void a_step_that_is_incomplete_or_wrong_is_named(void **state)
{
	(void)state;
	reader_complains(
		WITH("    escalate:\n"
		     "      - {to: law}\n"
		     "      - {after: 3w}\n"
		     "      - {after: 0d, to: xy}\n"
		     "      - {after: 11y, to: [law, rectr], untill: 1d}\n"
		     "      - law\n"),
		"12:9: policies[1].escalate[1].after: is missing (How long after the first "
		"reminder)\n"
		"13:9: policies[1].escalate[2].to: is missing (Who is told then: keys of contacts, "
		"or owner)\n"
		"14:17: policies[1].escalate[3].after: '0d' is too short; it must be a day or "
		"more\n"
		"14:25: policies[1].escalate[3].to: there is no contact 'xy' in contacts\n"
		"15:17: policies[1].escalate[4].after: '11y' is too long; at most 10y\n"
		"15:32: policies[1].escalate[4].to[2]: there is no contact 'rectr' (did you mean "
		"'rector'?)\n"
		"15:40: policies[1].escalate[4].untill: unknown key\n"
		"16:9: policies[1].escalate[5]: must be a group of keys (key: value), indented "
		"below it\n");
	reader_complains(WITH("    escalate: {after: 21d}\n"),
			 "11:5: policies[1].escalate.to: is missing (Who is told then: keys of "
			 "contacts, or owner)\n");
	reader_complains(WITH("    escalate:\n"),
			 "11:5: policies[1].escalate: has no value; give one, or remove the key\n");
}

static void what_is_no_list_of_steps_is_refused(void **state)
{
	static const char *const values[] = {"21d", "[]", "{}"};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		CLEANUP(text_done) struct text yaml = {0};

		text_addf(&yaml, "%s    escalate: %s\n", WITH(""), values[i]);
		reader_complains(text_string(&yaml),
				 "11:15: policies[1].escalate: must be a list of steps, each with "
				 "after and to: [{after: 21d, to: KEY}]\n");
	}
}

static void ten_steps_are_taken_and_eleven_are_too_many(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config;

	(void)state;
	text_add(&yaml, OFFICE CHANNELS "contacts:\n  registry: {email: a@b.c}\n");
	for (int i = 1; i <= ESCALATIONS_MAX; i++)
		text_addf(&yaml, "  law%d: {email: a@b.c}\n", i);
	text_add(&yaml, "policies:\n  - name: a\n    end: {before: 1d}\n    escalate:\n");
	for (int i = 1; i <= ESCALATIONS_MAX; i++)
		text_addf(&yaml, "      - {after: %dd, to: law%d}\n", i, i);
	config = reader_good(text_string(&yaml));
	assert_int_equal(config->policies.items[0].escalation_count, ESCALATIONS_MAX);
	config_free(config);
	text_clear(&yaml);
	text_add(&yaml, WITH("") "    escalate:\n");
	for (int i = 0; i <= ESCALATIONS_MAX; i++)
		text_addf(&yaml, "      - {after: %dd, to: law}\n", i + 1);
	reader_complains(text_string(&yaml),
			 "11:5: policies[1].escalate: holds 11 steps; at most 10 are allowed\n");
}

static void a_step_that_tells_nobody_new_is_a_warning(void **state)
{
	(void)state;
	reader_complains(
		WITH("    to: [law, owner]\n"
		     "    escalate:\n"
		     "      - {after: 1w, to: owner}\n"
		     "      - {after: 2w, to: rector}\n"
		     "      - {after: 3w, to: [rector, law]}\n"),
		"13:21: warning: policies[1].escalate[1].to: the step tells nobody new: all whom "
		"it names are told before\n"
		"15:21: warning: policies[1].escalate[3].to: the step tells nobody new: all whom "
		"it names are told before\n");
	reader_complains(WITH("    escalate: {after: 1w, to: owner}\n"),
			 "11:27: warning: policies[1].escalate.to: the step tells nobody new: all "
			 "whom it names are told before\n");
	/* Of a review, the registry is not told otherwise. */
	config_free(reader_good(PEOPLE "policies:\n"
				       "  - name: a\n    end: {before: 1d, to: registry}\n"
				       "    review: {every: 1y}\n"
				       "    escalate: {after: 1w, to: registry}\n"));
}

static void a_policy_without_reminders_has_nothing_to_escalate(void **state)
{
	(void)state;
	reader_complains(
		PEOPLE "policies:\n"
		       "  - {name: a, unknown: {every: 1y}, escalate: {after: 1w, to: law}}\n",
		"9:37: policies[1].escalate: goes with reminders of the end, of the notice "
		"deadline or of reviews, but the policy has none (end, notice, review)\n");
	reader_complains(PEOPLE "policies:\n"
				"  - {name: a, end: off, escalate: {after: 1w, to: law}}\n",
			 "9:25: warning: policies[1].escalate: there is nothing to escalate: end, "
			 "notice and review are off\n");
}

static void a_step_to_somebody_who_can_be_told_nothing_is_a_warning(void **state)
{
	(void)state;
	reader_complains(
		OFFICE CHANNELS "contacts: {registry: {email: a@b.c}, rector: {}}\n"
				"policies: [{name: a, end: {before: 1d}, escalate: {after: 1w, to: "
				"rector}}]\n",
		"3:38: warning: contacts.rector: the contact has no key 'email': it can "
		"be told nothing, and the keeper is told instead\n"
		"4:63: warning: policies[1].escalate.to: 'rector' can be told nothing, and "
		"the keeper is told instead\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_arrive_the_soonest_first),
		cmocka_unit_test(one_step_stands_for_a_list),
		cmocka_unit_test(the_owner_can_be_told_when_others_do_not_respond),
		cmocka_unit_test(
			nothing_is_hidden_in_the_last_week_unless_the_policy_says_otherwise),
		cmocka_unit_test(a_step_that_is_incomplete_or_wrong_is_named),
		cmocka_unit_test(what_is_no_list_of_steps_is_refused),
		cmocka_unit_test(ten_steps_are_taken_and_eleven_are_too_many),
		cmocka_unit_test(a_step_that_tells_nobody_new_is_a_warning),
		cmocka_unit_test(a_policy_without_reminders_has_nothing_to_escalate),
		cmocka_unit_test(a_step_to_somebody_who_can_be_told_nothing_is_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
