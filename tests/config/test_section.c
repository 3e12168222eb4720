/* Goal: a key that is wrong, missing or unknown is named, with what was meant. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

static void what_cannot_be_left_out_is_asked_for(void **state)
{
	(void)state;
	reader_complains("store: /a\n",
			 "1:1: office: is missing (The office that keeps the agreements)\n"
			 "1:1: channels: is missing (The ways by which messages go, each with its "
			 "name)\n"
			 "1:1: contacts: is missing (Who can be told, each with a key)\n");
	reader_complains(
		"office: {language: en}\n" CHANNELS CONTACTS,
		"1:1: office.name: is missing (Its name, as it stands in messages)\n"
		"1:1: office.timezone: is missing (Its time zone: Asia/Almaty)\n"
		"1:1: office.keeper: is missing (The contact that gets what nobody else can "
		"get)\n");
	reader_complains(MINIMAL "policies:\n  - end: {after: {every: 1d}}\n",
			 "5:5: policies[1].name: is missing (The policy's name, which says in "
			 "listings why a reminder was sent)\n"
			 "5:5: policies[1].end.before: is missing (How long before the last day to "
			 "remind)\n"
			 "5:11: policies[1].end.after.until: is missing (For how long to go on)\n");
}

static void an_unknown_key_is_refused_and_the_likely_one_named(void **state)
{
	(void)state;
	reader_complains(MINIMAL "shedule: {}\ntimezone: UTC\ncolour: red\n"
				 "dates: {vage: last, xyz: 1}\n",
			 "4:1: shedule: unknown key (did you mean 'schedule'?)\n"
			 "5:1: timezone: unknown key (did you mean 'office.timezone'?)\n"
			 "6:1: colour: unknown key\n"
			 "7:9: dates.vage: unknown key (did you mean 'vague'?)\n"
			 "7:21: dates.xyz: unknown key\n");
}

static void a_key_without_a_value_is_refused(void **state)
{
	(void)state;
	reader_complains(MINIMAL "store:\nschedule: ~\ndates: {vague: null}\npolicies:\n",
			 "4:1: store: has no value; give one, or remove the key\n"
			 "5:1: schedule: has no value; give one, or remove the key\n"
			 "6:9: dates.vague: has no value; give one, or remove the key\n"
			 "7:1: policies: has no value; give one, or remove the key\n");
	reader_complains(MINIMAL "store: \"\"\n", "4:8: store: is empty\n");
}

static void a_value_of_the_wrong_shape_is_refused(void **state)
{
	(void)state;
	reader_complains(
		"office: Office\nstore: [/a]\nschedule: {at: {h: 8}, days: {mon: 1}}\n"
		"channels: [mail]\ncontacts: registry\npolicies: {name: a}\n",
		"1:9: office: must be a group of keys (key: value), indented below it\n"
		"2:8: store: must be one value, not a list\n"
		"3:16: schedule.at: must be one value, not a group of keys\n"
		"3:30: schedule.days: must be a value or a list of values\n"
		"4:11: channels: must be a group of channels, each with its name (mail: …)\n"
		"5:11: contacts: must be a group of contacts, each with its key (registry: "
		"…)\n"
		"6:11: policies: must be a list of policies, each beginning with '- name: "
		"…'\n");
}

static void values_are_checked_one_by_one(void **state)
{
	(void)state;
	reader_complains(
		"office: {name: \"a\\nb\", timezone: Asia/Almati, language: kk, keeper: "
		"registry, reply_to: x}\n" CHANNELS CONTACTS "store: renewd.db\n"
		"schedule: {at: 24:00, days: [mon, someday, [tue], \"\"]}\n"
		"dates: {vague: firts, term_ends: never}\n",
		"1:16: office.name: holds a line end or another control character\n"
		"1:34: office.timezone: the time zone 'Asia/Almati' is unknown (did you mean "
		"'Asia/Almaty'?)\n"
		"1:57: office.language: 'kk' cannot be used: only en can be had yet\n"
		"1:89: office.reply_to: 'x' is no e-mail address: there is no '@'\n"
		"4:8: store: 'renewd.db' is no absolute path (it must begin with '/')\n"
		"5:16: schedule.at: '24:00' is no time of day; write it like \"08:30\"\n"
		"5:35: schedule.days[2]: 'someday' is none of: mon, tue, wed, thu, fri, sat, "
		"sun\n"
		"5:44: schedule.days[3]: must be one value, not a list\n"
		"5:51: schedule.days[4]: is empty\n"
		"6:16: dates.vague: 'firts' is none of: anniversary, first, last (did you mean "
		"'first'?)\n"
		"6:34: dates.term_ends: 'never' is none of: anniversary, day_before\n");
}

static void an_academic_year_starts_on_a_day_of_the_year(void **state)
{
	static const char *const days[] = {"1.9.", "31 June", "1 September 2027", "autumn"};

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		CLEANUP(text_done) struct text yaml = {0};
		CLEANUP(text_done) struct text complaint = {0};

		text_addf(&yaml,
			  "office: {name: O, timezone: UTC, keeper: registry,\n"
			  " academic_year: {starts: %s}}\n" CHANNELS CONTACTS,
			  days[i]);
		text_addf(&complaint,
			  "2:26: office.academic_year.starts: '%s' is no day of the year; write "
			  "it like 1 September\n",
			  days[i]);
		reader_complains(text_string(&yaml), text_string(&complaint));
	}
	reader_complains("office: {name: O, timezone: UTC, keeper: registry,\n"
			 " academic_year: 1 September}\n" CHANNELS CONTACTS,
			 "2:17: office.academic_year: must be a group of keys (key: value), "
			 "indented below it\n");
	reader_complains("office: {name: O, timezone: UTC, keeper: registry,\n"
			 " academic_year: {begins: 1 September}}\n" CHANNELS CONTACTS,
			 "2:2: office.academic_year.starts: is missing (The day on which it "
			 "starts: 1 September)\n"
			 "2:18: office.academic_year.begins: unknown key\n");
}

static void zones_are_names_and_no_abbreviations(void **state)
{
	static const char *const zones[] = {"CEST", "GMT+2", "+05:00", "UTC-5"};

	(void)state;
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		CLEANUP(text_done) struct text yaml = {0};
		CLEANUP(text_done) struct text complaint = {0};

		text_addf(&yaml, "office: {name: O, timezone: \"%s\", keeper: registry}\n%s",
			  zones[i], CHANNELS CONTACTS);
		text_addf(&complaint,
			  "1:29: office.timezone: the time zone '%s' is unknown; it must be a name "
			  "like Europe/Berlin, not an abbreviation or an offset\n",
			  zones[i]);
		reader_complains(text_string(&yaml), text_string(&complaint));
	}
}

static void a_working_day_that_is_there_twice_is_a_warning(void **state)
{
	(void)state;
	reader_complains(MINIMAL "schedule: {days: [mon, tue, Monday]}\n",
			 "4:29: warning: schedule.days[3]: 'Monday' is there twice\n");
}

static void a_long_text_is_refused_and_shown_in_part(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;

	(void)state;
	text_add(&yaml, OFFICE CHANNELS CONTACTS "dates: {vague: \"");
	for (int i = 0; i < 1000; i++)
		text_add(&yaml, "ы");
	text_add(&yaml, "\"}\n");
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 1);
	assert_int_equal(problems.count, 1);
	assert_true(strlen(problems.items[0].text) < 200);
	assert_true(text_is_utf8(problems.items[0].text, strlen(problems.items[0].text)));
	text_clear(&yaml);
	text_add(&yaml, "office: {timezone: UTC, keeper: registry, name: \"");
	for (int i = 0; i < 201; i++)
		text_add(&yaml, "ы");
	text_add(&yaml, "\"}\n" CHANNELS CONTACTS);
	reader_complains(yaml.data, "1:49: office.name: is longer than 200 characters\n");
}

static void all_complaints_come_in_one_go_and_in_the_files_order(void **state)
{
	(void)state;
	reader_complains(
		"policies:\n  - name: a\n    end: {before: [1x]}\n"
		"contacts: {registry: {email: a}}\nchannels: {local: {type: x}}\n"
		"office: {name: O, timezone: UTC, keeper: nobody}\n",
		"3:20: policies[1].end.before[1]: '1x' is no span; write a number of days, "
		"weeks, months or years like 14d, 6w, 3m, 2y\n"
		"4:30: contacts.registry.email: 'a' is no e-mail address: there is no '@'\n"
		"5:26: channels.local.type: 'x' is none of: smtp, slack, webhook, maildir\n"
		"6:42: office.keeper: there is no contact 'nobody' in contacts\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_left_out_is_asked_for),
		cmocka_unit_test(an_unknown_key_is_refused_and_the_likely_one_named),
		cmocka_unit_test(a_key_without_a_value_is_refused),
		cmocka_unit_test(a_value_of_the_wrong_shape_is_refused),
		cmocka_unit_test(values_are_checked_one_by_one),
		cmocka_unit_test(an_academic_year_starts_on_a_day_of_the_year),
		cmocka_unit_test(zones_are_names_and_no_abbreviations),
		cmocka_unit_test(a_working_day_that_is_there_twice_is_a_warning),
		cmocka_unit_test(a_long_text_is_refused_and_shown_in_part),
		cmocka_unit_test(all_complaints_come_in_one_go_and_in_the_files_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
