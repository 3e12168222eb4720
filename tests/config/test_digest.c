/* Goal: a digest and a trial go to whom the file names, and to nobody who cannot be told. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define PEOPLE OFFICE CHANNELS "contacts: {registry: {email: a@b.c}, law: {email: l@b.c}}\n"
/* The same, but the faculty has no address. */
#define MUTE   OFFICE CHANNELS "contacts: {registry: {email: a@b.c}, law: {}}\n"
#define MUTE_WARNING                                                                               \
	"3:38: warning: contacts.law: the contact has no key 'email': it can be told nothing, "    \
	"and the keeper is told instead\n"

static void a_weekday_or_a_day_of_the_month_says_when(void **state)
{
	static const struct {
		const char *on;
		bool is_monthly;
		int day;
	} cases[] = {
		{"mon", false, MONDAY}, {"Sunday", false, SUNDAY}, {"THU", false, THURSDAY},
		{"1", true, 1},		{"31", true, 31},	   {"\"15\"", true, 15},
		{"09", true, 9},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(text_done) struct text yaml = {0};
		struct config *config;

		text_addf(&yaml, PEOPLE "digest: {on: %s}\n", cases[i].on);
		config = reader_good(text_string(&yaml));
		assert_true(config->digest.is_set);
		assert_int_equal(config->digest.is_monthly, cases[i].is_monthly);
		assert_int_equal(cases[i].is_monthly ? config->digest.day_of_month
						     : (int)config->digest.weekday,
				 cases[i].day);
		assert_false(config->digest.skip_empty);
		assert_int_equal(config->digest.to_count, 0);
		config_free(config);
	}
}

static void other_days_are_refused(void **state)
{
	static const char *const values[] = {"0", "32", "-1", "001", "1st", "daily", "mo", "1.5"};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		CLEANUP(text_done) struct text yaml = {0};
		CLEANUP(text_done) struct text complaint = {0};

		text_addf(&yaml, PEOPLE "digest: {on: %s}\n", values[i]);
		text_addf(&complaint,
			  "4:14: digest.on: '%s' is neither a weekday (mon, tue, wed, thu, fri, "
			  "sat, sun) nor a day of the month (1 to 31)\n",
			  values[i]);
		reader_complains(text_string(&yaml), text_string(&complaint));
	}
}

static void a_digest_arrives_with_all_its_keys(void **state)
{
	struct config *config =
		reader_good(PEOPLE "digest: {to: [law, registry], on: fri, skip_empty: True}\n");

	(void)state;
	assert_int_equal(config->digest.to_count, 2);
	assert_string_equal(config->digest.to[0], "law");
	assert_true(config->digest.skip_empty);
	config_free(config);
}

static void a_digest_that_is_incomplete_or_wrong_is_refused(void **state)
{
	(void)state;
	reader_complains(
		PEOPLE "digest: {to: [law, dean, owner], skip_empty: maybe, at: x}\n",
		"4:1: digest.on: is missing (On which day: a weekday, or a day of the "
		"month from 1 to 31)\n"
		"4:20: digest.to[2]: there is no contact 'dean' in contacts\n"
		"4:26: digest.to[3]: 'owner' stands for whoever owns an agreement; here it "
		"takes the key of a contact\n"
		"4:46: digest.skip_empty: 'maybe' is none of: true, false\n"
		"4:53: digest.at: unknown key (did you mean 'schedule.at'?)\n");
	reader_complains(PEOPLE "digest: mon\n",
			 "4:9: digest: must be a group of keys (key: value), indented below it\n");
}

static void a_digest_to_somebody_who_can_be_told_nothing_is_a_warning(void **state)
{
	(void)state;
	reader_complains(MUTE "digest: {to: [registry, law], on: mon}\n",
			 MUTE_WARNING "4:10: warning: digest.to: 'law' can be told nothing, and "
				      "the keeper is told instead\n");
}

static void a_trial_names_who_gets_everything(void **state)
{
	struct config *config = reader_good(PEOPLE "trial: {to: law}\n");

	(void)state;
	assert_ptr_equal(config->contacts.trial, &config->contacts.items[1]);
	assert_false(config->digest.is_set);
	config_free(config);
}

static void a_trial_without_somebody_who_can_be_told_is_an_error(void **state)
{
	(void)state;
	reader_complains(MUTE "trial: {to: law}\n",
			 MUTE_WARNING "4:13: trial.to: 'law' gets everything in the trial, but can "
				      "be told nothing: it lacks email or channels\n");
	reader_complains(PEOPLE "trial: {}\n", "4:1: trial.to: is missing (The contact that gets "
					       "everything)\n");
	reader_complains(PEOPLE "trial: {to: [registry, law]}\n",
			 "4:13: trial.to: must be one value, not a list\n");
	reader_complains(PEOPLE "trial: {to: owner}\n",
			 "4:13: trial.to: 'owner' stands for whoever owns an agreement; here it "
			 "takes the key of a contact\n");
	reader_complains(PEOPLE "trial: true\n",
			 "4:8: trial: must be a group of keys (key: value), indented below it\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_weekday_or_a_day_of_the_month_says_when),
		cmocka_unit_test(other_days_are_refused),
		cmocka_unit_test(a_digest_arrives_with_all_its_keys),
		cmocka_unit_test(a_digest_that_is_incomplete_or_wrong_is_refused),
		cmocka_unit_test(a_digest_to_somebody_who_can_be_told_nothing_is_a_warning),
		cmocka_unit_test(a_trial_names_who_gets_everything),
		cmocka_unit_test(a_trial_without_somebody_who_can_be_told_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
