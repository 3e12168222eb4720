/* Goal: one table of keys, and the manual and the description say what stands in it. */
#include "config/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define MANUAL "man/renewd.yaml.5"

static void every_key_has_a_reader_and_a_help_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *key = &schema_keys[i];

		assert_non_null(key->path);
		assert_non_null(key->read);
		assert_non_null(key->help);
		assert_true(strlen(key->help) > 5);
		assert_int_equal(key->words != NULL, key->type == KEY_WORD);
		assert_true(key->need == KEY_OPTIONAL || key->fallback == NULL);
	}
}

/* The section in which a key stands: its path without the last word. */
static void section_of(const struct key *key, char *section, size_t size)
{
	size_t length = (size_t)(schema_name(key) - key->path);

	snprintf(section, size, "%.*s", (int)(length > 0 ? length - 1 : 0), key->path);
}

static void every_key_is_found_in_its_section(void **state)
{
	(void)state;
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *wanted = &schema_keys[i];
		const struct key *key;
		char section[100];

		section_of(wanted, section, sizeof(section));
		key = schema_next(section, SCHEMA_ANY_CHANNEL, NULL);
		while (key != NULL && key != wanted)
			key = schema_next(section, SCHEMA_ANY_CHANNEL, key);
		assert_ptr_equal(key, wanted);
	}
}

/* An absent section gets its defaults, so it must be able to do without the file. */
static void a_section_that_may_be_absent_asks_for_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *section = &schema_keys[i];
		const struct key *key = NULL;

		if (section->type != KEY_SECTION || section->need == KEY_REQUIRED)
			continue;
		while ((key = schema_next(section->path, SCHEMA_ANY_CHANNEL, key)) != NULL)
			assert_int_equal(key->need, KEY_OPTIONAL);
	}
}

static void the_description_tells_every_key(void **state)
{
	CLEANUP(text_done) struct text description = {0};

	(void)state;
	config_describe(&description);
	assert_false(text_failed(&description));
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *key = &schema_keys[i];

		assert_non_null(strstr(text_string(&description), key->path));
		assert_non_null(strstr(text_string(&description), key->help));
	}
	assert_non_null(strstr(text_string(&description),
			       "channels.*.timeout (slack, webhook)\n"
			       "    number, 5 to 120 seconds, default 30\n"));
	assert_non_null(strstr(text_string(&description),
			       "dates.vague\n"
			       "    word: anniversary | first | last, default anniversary\n"));
}

/* "policies[].end" stands at the end of a line, as the item of a list. */
static bool is_item(const char *manual, const char *path)
{
	CLEANUP(text_done) struct text item = {0};

	text_addf(&item, "\n.It Ic %s\n", path);
	return strstr(manual, text_string(&item)) != NULL;
}

static void the_manual_names_every_key_and_default(void **state)
{
	char *manual = reader_text(MANUAL);

	(void)state;
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *key = &schema_keys[i];

		if (!is_item(manual, key->path))
			print_error("%s\n", key->path);
		assert_true(is_item(manual, key->path));
		if (key->fallback != NULL && strstr(manual, key->fallback) == NULL)
			print_error("%s: %s\n", key->path, key->fallback);
		assert_true(key->fallback == NULL || strstr(manual, key->fallback) != NULL);
		for (size_t k = 0; key->words != NULL && key->words[k] != NULL; k++)
			assert_non_null(strstr(manual, key->words[k]));
	}
	free(manual);
}

static void the_manual_names_no_key_that_does_not_exist(void **state)
{
	char *manual = reader_text(MANUAL);

	(void)state;
	for (const char *p = manual; (p = strstr(p, "\n.It Ic ")) != NULL;) {
		bool found = false;
		size_t length;

		p += strlen("\n.It Ic ");
		length = strcspn(p, "\n");
		for (size_t i = 0; i < schema_key_count && !found; i++)
			found = strlen(schema_keys[i].path) == length &&
				strncmp(schema_keys[i].path, p, length) == 0;
		if (!found)
			print_error("%.*s\n", (int)length, p);
		assert_true(found);
	}
	free(manual);
}

/* The sections that an example can do without stand in for those that it leaves out. */
static void complete(const char *example, struct text *yaml)
{
	static const struct {
		const char *section;
		const char *text;
	} others[] = {{"office:", OFFICE}, {"channels:", CHANNELS}, {"contacts:", CONTACTS}};

	text_add(yaml, example);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		CLEANUP(text_done) struct text heading = {0};

		text_addf(&heading, "\n%s", others[i].section);
		if (strncmp(example, others[i].section, strlen(others[i].section)) != 0 &&
		    strstr(example, text_string(&heading)) == NULL)
			text_add(yaml, others[i].text);
	}
}

/* Takes a literal display out of mdoc: "\&" protects what stands at a line's beginning. */
static void unescape(const char *begin, const char *end, struct text *out)
{
	for (const char *p = begin; p < end; p++) {
		if (p[0] == '\\' && p[1] == '&')
			p++;
		else
			text_add_char(out, *p);
	}
}

static void the_examples_of_the_manual_load_without_a_complaint(void **state)
{
	static const char begin[] = ".Bd -literal -offset indent\n", end[] = ".Ed\n";
	char *manual = reader_text(MANUAL);
	size_t count = 0;

	(void)state;
	for (const char *p = manual; (p = strstr(p, begin)) != NULL; count++) {
		CLEANUP(text_done) struct text example = {0};
		CLEANUP(text_done) struct text yaml = {0};
		const char *stop;

		p += strlen(begin);
		stop = strstr(p, end);
		assert_non_null(stop);
		unescape(p, stop, &example);
		complete(text_string(&example), &yaml);
		config_free(reader_good(text_string(&yaml)));
	}
	assert_true(count >= 7);
	free(manual);
}

/* Each {credential: NAME} of a file must be one that the unit hands over and the manual names. */
static size_t expect_credentials(const char *path, const char *unit, const char *manual)
{
	static const char begin[] = "{credential: ";
	char *file = reader_text(path);
	size_t count = 0;

	for (const char *p = file; (p = strstr(p, begin)) != NULL; count++) {
		CLEANUP(text_done) struct text line = {0};
		CLEANUP(text_done) struct text place = {0};
		int length;

		p += strlen(begin);
		length = (int)strcspn(p, "}");
		if (strncmp(p, "NAME", 4) == 0)
			continue;
		text_addf(&line, "\nLoadCredential=%.*s:renewd.%.*s\n", length, p, length, p);
		text_addf(&place, "/etc/credstore/renewd.%.*s\n", length, p);
		if (strstr(unit, text_string(&line)) == NULL)
			fail_msg("%s: the unit lacks %s", path, text_string(&line));
		assert_non_null(strstr(manual, text_string(&place)));
	}
	free(file);
	return count;
}

static void the_credentials_of_manual_and_examples_are_those_of_the_unit(void **state)
{
	char *unit = reader_text("contrib/systemd/renewd.service.in");
	char *manual = reader_text(MANUAL);

	(void)state;
	assert_true(expect_credentials(MANUAL, unit, manual) >= 3);
	assert_int_equal(expect_credentials("examples/office.yaml", unit, manual), 3);
	assert_int_equal(expect_credentials("examples/renewd.yaml", unit, manual), 1);
	free(unit);
	free(manual);
}

static void expect_rule(const struct rule *rule, const struct rule *wanted)
{
	assert_int_equal(rule->state, wanted->state);
	assert_int_equal(rule->before_count, wanted->before_count);
	assert_memory_equal(rule->before, wanted->before,
			    wanted->before_count * sizeof(*wanted->before));
	assert_memory_equal(&rule->every, &wanted->every, sizeof(rule->every));
	assert_memory_equal(&rule->until, &wanted->until, sizeof(rule->until));
}

static void the_manual_shows_the_built_in_policy(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};
	char *manual = reader_text(MANUAL);
	const char *example = strstr(manual, "policies:\n  - name: as built in\n");
	struct config *config;

	(void)state;
	assert_non_null(example);
	text_add(&yaml, MINIMAL);
	text_add_n(&yaml, example, (size_t)(strstr(example, ".Ed\n") - example));
	config = reader_good(text_string(&yaml));
	for (size_t i = 0; i < DEADLINE_KINDS; i++) {
		const struct rule *wanted = &policy_built_in.rules[i];

		if (wanted->before_count > 0)
			expect_rule(&config->policies.items[0].rules[i], wanted);
	}
	assert_memory_equal(&config->policies.items[0].rules[DEADLINE_UNKNOWN].every,
			    &policy_built_in.rules[DEADLINE_UNKNOWN].every, sizeof(struct span));
	assert_memory_equal(&config->policies.items[0].never_hide, &policy_built_in.never_hide,
			    sizeof(struct span));
	config_free(config);
	free(manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_has_a_reader_and_a_help_text),
		cmocka_unit_test(every_key_is_found_in_its_section),
		cmocka_unit_test(a_section_that_may_be_absent_asks_for_nothing),
		cmocka_unit_test(the_description_tells_every_key),
		cmocka_unit_test(the_manual_names_every_key_and_default),
		cmocka_unit_test(the_manual_names_no_key_that_does_not_exist),
		cmocka_unit_test(the_credentials_of_manual_and_examples_are_those_of_the_unit),
		cmocka_unit_test(the_manual_shows_the_built_in_policy),
		cmocka_unit_test(the_examples_of_the_manual_load_without_a_complaint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
