/* Goal: the manual says what stands in the table of the keys of profiles. */
#include "config/profile_schema.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "config/profile.h"
#include "core/cleanup.h"
#include "tests/config/reader.h"

#define MANUAL	"man/renewd-registers.5"
#define SECTION "\n.Sh PROFILES\n"

/* The page from the section about profiles to the next one. The caller frees it. */
static char *read_section(void)
{
	char *manual = reader_text(MANUAL);
	char *section = strstr(manual, SECTION), *end;

	assert_non_null(section);
	end = strstr(section + strlen(SECTION), "\n.Sh ");
	assert_non_null(end);
	*end = '\0';
	memmove(manual, section, strlen(section) + 1);
	return manual;
}

/* As people write it: without the section that the table imagines. */
static const char *path_of(const struct key *key)
{
	static const char section[] = "profile.";

	assert_int_equal(strncmp(key->path, section, strlen(section)), 0);
	return key->path + strlen(section);
}

/* What the manual says of a key: from its item to the next. */
static void read_item(const char *manual, const char *path, struct text *out)
{
	CLEANUP(text_done) struct text item = {0};
	const char *begin, *end;

	text_addf(&item, "\n.It Ic %s\n", path);
	begin = strstr(manual, text_string(&item));
	if (begin == NULL)
		fail_msg("renewd-registers(5) does not describe %s", path);
	begin += item.length;
	end = strstr(begin, "\n.It Ic ");
	if (end == NULL)
		end = strstr(begin, "\n.El\n");
	text_add_n(out, begin, (size_t)(end - begin));
}

static void expect(const struct text *item, const char *path, const char *wanted)
{
	if (strstr(text_string(item), wanted) == NULL)
		fail_msg("renewd-registers(5), %s: no word of \"%s\"", path, wanted);
}

/* What the description of a key of that type begins with. */
static const char *words_of(enum key_type type)
{
	switch (type) {
	case KEY_TEXT:
		return "Text,";
	case KEY_WORD:
		return "Word:";
	case KEY_TEXTS:
		return "List of text,";
	case KEY_SECTION:
		return "Section:";
	case KEY_SPAN:
		return "Span,";
	case KEY_COUNTRIES:
		return "Country:";
	case KEY_COLUMNS:
		return "Columns with their roles,";
	case KEY_PHRASES:
		return "Phrases with their meanings,";
	default:
		fail_msg("a type that no profile has: %d", type);
		return "";
	}
}

static void the_manual_describes_every_key(void **state)
{
	char *manual = read_section();

	(void)state;
	for (size_t i = 0; i < profile_key_count; i++) {
		const struct key *key = &profile_keys[i];
		const char *path = path_of(key);
		CLEANUP(text_done) struct text item = {0}, most = {0};

		read_item(manual, path, &item);
		if (strncmp(text_string(&item), words_of(key->type), strlen(words_of(key->type))))
			fail_msg("%s does not begin with \"%s\"", path, words_of(key->type));
		text_addf(&most, "at most %lld", (long long)key->max);
		if (key->max > 1)
			expect(&item, path, text_string(&most));
		if (key->fallback != NULL)
			expect(&item, path, key->fallback);
		for (size_t k = 0; key->words != NULL && key->words[k] != NULL; k++)
			expect(&item, path, key->words[k]);
		if (key->type == KEY_COLUMNS) {
			for (size_t k = 0; profile_role_words[k] != NULL; k++)
				expect(&item, path, profile_role_words[k]);
		}
		for (int k = PHRASE_OPEN_ENDED; key->type == KEY_PHRASES && k <= PHRASE_NOTHING;
		     k++)
			expect(&item, path, phrase_meaning_name((enum phrase_meaning)k));
	}
	free(manual);
}

static void the_manual_describes_no_key_that_does_not_exist(void **state)
{
	static const char begin[] = "\n.It Ic ";
	char *manual = read_section();

	(void)state;
	for (const char *p = manual; (p = strstr(p, begin)) != NULL;) {
		bool is_found = false;
		size_t length;

		p += strlen(begin);
		length = strcspn(p, "\n");
		for (size_t i = 0; i < profile_key_count && !is_found; i++)
			is_found = strlen(path_of(&profile_keys[i])) == length &&
				   strncmp(path_of(&profile_keys[i]), p, length) == 0;
		if (!is_found)
			fail_msg("there is no key %.*s", (int)length, p);
	}
	free(manual);
}

/* Takes a display out of mdoc. */
static void unescape(const char *begin, const char *end, struct text *out)
{
	for (const char *p = begin; p < end; p++) {
		if (strncmp(p, "\\(dq", 4) == 0) {
			text_add_char(out, '"');
			p += 3;
		} else if (strncmp(p, "\\&", 2) == 0) {
			p++;
		} else {
			text_add_char(out, *p);
		}
	}
}

static void load(const char *path, const char *begin, const char *end)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text yaml = {0};
	struct problems problems = {0};
	struct profile profile;

	unescape(begin, end, &yaml);
	if (profile_parse(text_string(&yaml), yaml.length, path, &arena, &problems, &profile) != 0)
		fail_msg("%s: %s", path, problems.count == 0 ? "?" : problems.items[0].text);
	assert_int_equal(problems.count, 0);
	problems_done(&problems);
}

/* Sections have none of their own: their keys have. */
static void every_key_has_an_example_that_loads(void **state)
{
	static const char line[] = "\n.Dl ", display[] = "\n.Bd -literal -offset indent\n";
	char *manual = read_section();

	(void)state;
	for (size_t i = 0; i < profile_key_count; i++) {
		const char *path = path_of(&profile_keys[i]), *example;
		CLEANUP(text_done) struct text item = {0};

		if (profile_keys[i].type == KEY_SECTION)
			continue;
		read_item(manual, path, &item);
		text_add_char(&item, '\n');
		example = strstr(text_string(&item), line);
		if (example != NULL) {
			example += strlen(line);
			load(path, example, example + strcspn(example, "\n"));
			continue;
		}
		example = strstr(text_string(&item), display);
		if (example == NULL)
			fail_msg("%s has no example", path);
		example += strlen(display);
		load(path, example, strstr(example, ".Ed\n"));
	}
	free(manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_describes_every_key),
		cmocka_unit_test(the_manual_describes_no_key_that_does_not_exist),
		cmocka_unit_test(every_key_has_an_example_that_loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
