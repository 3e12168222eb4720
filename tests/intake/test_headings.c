/*
 * The headings that are understood, and that the manual lists all of them and no other.
 */
#include "intake/headings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"

#define MANUAL RENEWD_SOURCE_DIR "/man/renewctl.1"

static void add_manual(struct text *out)
{
	FILE *file = fopen(MANUAL, "r");
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		text_add_char(out, c == '\n' ? ' ' : (char)c);
	fclose(file);
}

/* The words of a role as the manual lists them: "city, town; alone: location, place". */
static void add_words(struct text *out, enum role role, bool is_whole)
{
	const struct heading *heading;
	bool is_first = true;

	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		const char *word = heading->pattern + (is_whole ? 1 : 2);
		size_t length = strlen(word) - (is_whole ? 1 : 2);

		if (heading->role != role || (heading->pattern[0] == '*') == is_whole)
			continue;
		if (!is_first)
			text_add(out, ", ");
		else if (is_whole)
			text_add(out, out->length == 0 ? "alone: " : "; alone: ");
		is_first = false;
		for (size_t k = 0; k < length; k++) {
			/* Not every printer's font has it. */
			if (strncmp(word + k, "№", strlen("№")) == 0) {
				text_add(out, "numero sign");
				k += strlen("№") - 1;
			} else {
				text_add_char(out, word[k]);
			}
		}
	}
}

static void the_manual_lists_every_heading(void **state)
{
	CLEANUP(text_done) struct text manual = {0};

	(void)state;
	add_manual(&manual);
	for (enum role role = ROLE_NONE; role <= ROLE_OWNER; role++) {
		CLEANUP(text_done) struct text words = {0};

		add_words(&words, role, /* is_whole= */ false);
		add_words(&words, role, /* is_whole= */ true);
		text_add_char(&words, ' ');
		if (strstr(text_string(&manual), text_string(&words)) == NULL)
			fail_msg("renewctl(1) does not list, as the %s: %s", role_words(role),
				 text_string(&words));
	}
}

static void every_heading_finds_itself_or_one_of_its_role(void **state)
{
	const struct heading *heading;

	(void)state;
	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		bool is_part = heading->pattern[0] == '*';
		size_t margin = is_part ? 2 : 1;
		size_t n = strlen(heading->pattern) - 2 * margin;
		char text[64];

		assert_true(n < sizeof(text));
		memcpy(text, heading->pattern + margin, n);
		text[n] = '\0';
		assert_non_null(headings_find(text));
		if (headings_find(text)->role != heading->role)
			fail_msg("\"%s\" is %s", text, role_words(headings_find(text)->role));
	}
}

static void case_and_punctuation_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(headings_find("  Reg.-NO. ")->role, ROLE_REGISTRATION_NUMBER);
	assert_int_equal(headings_find("Responsible (owner)")->role, ROLE_OWNER);
	assert_null(headings_find("Capacity"));
	assert_null(headings_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_lists_every_heading),
		cmocka_unit_test(every_heading_finds_itself_or_one_of_its_role),
		cmocka_unit_test(case_and_punctuation_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
