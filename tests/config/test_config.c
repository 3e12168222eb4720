/* Goal: a file becomes a configuration as a whole, with defaults, or not at all. */
#include "config/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"
#include "tests/support/alloc.h"

static void a_minimal_file_works(void **state)
{
	struct config *config = reader_good(MINIMAL);

	(void)state;
	assert_null(config->path);
	assert_string_equal(config->office.name, "Office");
	assert_string_equal(config->office.timezone, "Asia/Almaty");
	assert_string_equal(config->office.language, "en");
	assert_string_equal(config->office.reply_to, "registry@example.edu");
	assert_string_equal(config->store_path, CONFIG_DEFAULT_STORE);
	assert_int_equal(config->schedule.minute, 8 * 60 + 30);
	assert_int_equal(config->schedule.weekdays, WEEKDAYS_MON_TO_FRI);
	assert_int_equal(config->dates.vague, VAGUE_ANNIVERSARY);
	assert_int_equal(config->dates.term_ends, TERM_ENDS_ANNIVERSARY);
	assert_int_equal(config->channel_count, 1);
	assert_int_equal(config->contacts.count, 1);
	assert_int_equal(config->policies.count, 0);
	assert_false(config->digest.is_set);
	assert_null(config->contacts.trial);
	config_free(config);
}

static void every_plain_section_arrives(void **state)
{
	struct config *config =
		reader_good("store: /srv/renewd.db\n"
			    "schedule: {at: 17:05, days: [Sunday, mon]}\n"
			    "dates: {vague: last, term_ends: day_before}\n" CHANNELS
			    "contacts: {dean: {email: a@b.c}, registry: {email: [d@e.f, g@h.i]}}\n"
			    "office: {name: Büro, timezone: Europe/Berlin, keeper: registry, "
			    "language: EN, academic_year: {starts: 1 october}}\n");

	(void)state;
	assert_string_equal(config->store_path, "/srv/renewd.db");
	assert_int_equal(config->schedule.minute, 17 * 60 + 5);
	assert_int_equal(config->schedule.weekdays, 1 << MONDAY | 1 << SUNDAY);
	assert_int_equal(config->dates.vague, VAGUE_LAST);
	assert_int_equal(config->dates.term_ends, TERM_ENDS_DAY_BEFORE);
	assert_string_equal(config->office.name, "Büro");
	assert_string_equal(config->office.reply_to, "d@e.f");
	assert_int_equal(config->office.academic_year.month, 10);
	assert_int_equal(config->office.academic_year.day, 1);
	assert_int_equal(config->contacts.keeper, 1);
	config_free(config);
	config = reader_good(
		"dates: {vague: first}\n" CHANNELS CONTACTS
		"office: {name: O, timezone: UTC, keeper: registry, reply_to: x@y.z}\n");
	assert_int_equal(config->dates.vague, VAGUE_FIRST);
	assert_true(year_day_is_none(config->office.academic_year));
	assert_string_equal(config->office.reply_to, "x@y.z");
	config_free(config);
}

static void replies_go_nowhere_when_the_keeper_has_no_email(void **state)
{
	struct config *config =
		reader_good(OFFICE "channels: {chat: {type: slack, url: {env: U}}}\n"
				   "contacts: {registry: {name: Registry}}\n");

	(void)state;
	assert_null(config->office.reply_to);
	config_free(config);
}

static void warnings_alone_do_not_refuse_a_file(void **state)
{
	static const char text[] =
		OFFICE CONTACTS "channels: {local: {type: maildir, path: /mail}}\n"
				"policies: [{name: a, to: registry}]\n";
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	(void)state;
	assert_int_equal(config_parse(text, strlen(text), "f", &problems, &config), 0);
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.errors, 0);
	config_free(config);
}

static void nothing_is_returned_but_the_problems_of_a_bad_file(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text line = {0};
	struct config untouched, *config = &untouched;

	(void)state;
	assert_int_equal(config_parse("a: b\n", 5, "/etc/renewd/renewd.yaml", &problems, &config),
			 1);
	assert_ptr_equal(config, &untouched);
	assert_int_equal(problems.errors, 4);
	problem_format(&problems.items[3], &line);
	assert_string_equal(text_string(&line), "/etc/renewd/renewd.yaml:1:1: a: unknown key");
}

static void problems_from_before_do_not_refuse_a_good_file(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	(void)state;
	problems_add(&problems, PROBLEM_ERROR, "other", 1, 1, "x", "%s", "x");
	assert_int_equal(config_parse(MINIMAL, strlen(MINIMAL), "f", &problems, &config), 0);
	config_free(config);
}

static void a_channel_is_found_by_its_name(void **state)
{
	struct config *config = reader_good(MINIMAL);

	(void)state;
	assert_ptr_equal(config_channel(config, "local"), &config->channels[0]);
	assert_null(config_channel(config, "Local"));
	assert_null(config_channel(config, ""));
	config_free(config);
}

static void the_core_plans_with_what_the_file_says(void **state)
{
	struct config *config =
		reader_good(MINIMAL "schedule: {days: [sat, sun]}\ndates: {vague: last}\n"
				    "policies: [{name: a, end: off}]\n");
	const struct day holidays[] = {{100}, {200}};
	struct plan_rules rules = config_plan_rules(config, holidays, 2);

	(void)state;
	assert_int_equal(rules.policies.count, 1);
	assert_int_equal(rules.calendar.weekdays, 1 << SATURDAY | 1 << SUNDAY);
	assert_ptr_equal(rules.calendar.holidays, holidays);
	assert_int_equal(rules.calendar.holiday_count, 2);
	assert_int_equal(rules.dates.vague, VAGUE_LAST);
	config_free(config);
}

static void the_examples_load_without_a_complaint(void **state)
{
	struct config *config = reader_file("examples/renewd.yaml");

	(void)state;
	assert_int_equal(config->channel_count, 1);
	assert_string_equal(config->channels[0].name, "local");
	assert_int_equal(config->channels[0].type, CHANNEL_MAILDIR);
	assert_int_not_equal(contacts_find(&config->contacts, "quality assurance department"),
			     CONTACT_NOT_FOUND);
	config_free(config);
	config = reader_file("examples/office.yaml");
	assert_int_equal(config->channel_count, 3);
	assert_int_equal(config->policies.count, 4);
	config_free(config);
}

/* Copies a text without the '#' at the beginning of the lines between two of its lines. */
static void uncomment(const char *text, const char *from, const char *to, struct text *out)
{
	const char *begin = strstr(text, from);
	const char *end = strstr(text, to);

	assert_true(begin != NULL && end != NULL && begin < end);
	for (const char *p = text; *p != '\0'; p++) {
		if (p > begin && p < end && p[0] == '#' && p[-1] == '\n')
			continue;
		text_add_char(out, *p);
	}
}

static void the_mail_server_that_an_example_shows_in_a_remark_is_right(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;
	char *text = reader_text("examples/renewd.yaml");

	(void)state;
	uncomment(text, "\n#  mail:", "\n# ---- Who is told", &yaml);
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 0);
	assert_int_equal(config_channel(config, "mail")->type, CHANNEL_SMTP);
	/* Nobody uses it yet. */
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, "unused");
	config_free(config);
	free(text);
}

static void the_follow_up_that_an_example_shows_in_remarks_is_right(void **state)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config = NULL;
	char *text = reader_text("examples/renewd.yaml");

	(void)state;
	/* All but the headings and remarks, which begin with a blank. */
	for (const char *p = text; *p != '\0'; p++) {
		if (p[0] == '#' && p > text && p[-1] == '\n' &&
		    (strncmp(p, "#    ", 5) == 0 || strncmp(p, "#digest", 7) == 0 ||
		     strncmp(p, "#trial", 6) == 0) &&
		    strstr(p, "# ---- What is sent when") == NULL)
			continue;
		text_add_char(&yaml, *p);
	}
	/* Shown for a contact, and so deeper than a remark can be. */
	*strstr(yaml.data, "     absent:") = '#';
	assert_int_equal(config_parse(yaml.data, yaml.length, "f", &problems, &config), 0);
	assert_int_equal(problems.count, 0);
	assert_int_equal(config->policies.items[0].escalation_count, 1);
	assert_true(config->digest.is_set);
	assert_string_equal(config->contacts.trial->key, "registry");
	config_free(config);
	free(text);
}

static const char everything[] =
	"office: {name: Office, timezone: Asia/Almaty, keeper: registry, reply_to: x@y.z}\n"
	"store: /srv/renewd.db\n"
	"channels:\n"
	"  mail: {type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: {env: P}}\n"
	"  slack: {type: slack, url: {credential: s}}\n"
	"  hook: {type: webhook, url: \"https://a.b/c\", secret: {file: /k}}\n"
	"  local: {type: maildir, path: /mail}\n"
	"contacts:\n"
	"  registry: {email: [a@b.c, d@e.f], aliases: [R, S], channels: [mail, slack, hook, "
	"local]}\n"
	"  law: {email: l@b.c, channels: mail, absent: {from: 2027-01-02, until: 2027-02-01, "
	"deputy: registry}}\n"
	"digest: {to: [registry, law], on: 31, skip_empty: true}\n"
	"trial: {to: registry}\n"
	"policies:\n"
	"  - {name: a, match: {type: x, country: [de]}, end: {before: [1d, 2d], to: [owner]}, "
	"escalate: [{after: 1m, to: law}, {after: 3d, to: [registry, owner]}]}\n"
	"  - {name: b, review: {every: 1y}, unknown: {every: 1m, to: registry}}\n"
	"  - {name: never, match: {type: x}, end: off}\n";

static int parse_everything(void *context)
{
	struct problems problems = {0};
	struct config *config = NULL;
	int result = config_parse(everything, strlen(everything), "f", &problems, &config);

	(void)context;
	assert_int_equal(config != NULL, result == 0);
	assert_true(result <= 0);
	config_free(config);
	problems_done(&problems);
	return result;
}

static void a_file_is_read_whole_or_memory_is_said_to_be_short(void **state)
{
	(void)state;
	alloc_each_fails(parse_everything, NULL);
}

static int parse_faults(void *context)
{
	static const char text[] =
		"office: {name: [a], timezone: Asia/Almati, keper: x}\n"
		"channels: {a: {type: smpt}, b: {type: slack, url: hunter2}}\n"
		"contacts: {owner: {}, c: {email: d, channels: e}}\n"
		"policies: [{name: a, end: {before: 1x}, notice: 1, escalate: [{after: 0d}]}]\n"
		"digest: {to: owner, on: 32}\ntrial: {to: nobody}\n"
		"dates: {vague: x}\nx: *y\nx: &z\n";
	struct problems problems = {0};
	struct config *config = NULL;
	int result = config_parse(text, strlen(text), "f", &problems, &config);

	(void)context;
	assert_null(config);
	problems_done(&problems);
	return result == 1 ? 0 : result;
}

static void complaints_are_whole_or_memory_is_said_to_be_short(void **state)
{
	(void)state;
	alloc_each_fails(parse_faults, NULL);
}

static void freeing_nothing_is_fine(void **state)
{
	(void)state;
	config_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_minimal_file_works),
		cmocka_unit_test(every_plain_section_arrives),
		cmocka_unit_test(replies_go_nowhere_when_the_keeper_has_no_email),
		cmocka_unit_test(warnings_alone_do_not_refuse_a_file),
		cmocka_unit_test(nothing_is_returned_but_the_problems_of_a_bad_file),
		cmocka_unit_test(problems_from_before_do_not_refuse_a_good_file),
		cmocka_unit_test(a_channel_is_found_by_its_name),
		cmocka_unit_test(the_core_plans_with_what_the_file_says),
		cmocka_unit_test(the_examples_load_without_a_complaint),
		cmocka_unit_test(the_mail_server_that_an_example_shows_in_a_remark_is_right),
		cmocka_unit_test(the_follow_up_that_an_example_shows_in_remarks_is_right),
		cmocka_unit_test(a_file_is_read_whole_or_memory_is_said_to_be_short),
		cmocka_unit_test(complaints_are_whole_or_memory_is_said_to_be_short),
		cmocka_unit_test(freeing_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
