#include "intake/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	bool is_in;
	const char *name, *note;
} texts[] = {
	{__LINE__, "Ankara University", false, "Ankara University", ""},
	{__LINE__, "Michigan State University <i>*Valid for Project-Based International Exchange Program.</i>", true,
	 "Michigan State University", "Valid for Project-Based International Exchange Program."},
	{__LINE__, "<b>Ankara</b> University", true, "Ankara University", ""},
	{__LINE__, "Smith &amp; Co<br>Jones", true, "Smith & Co\nJones", ""},
	{__LINE__, "<p>A</p><p>B</p>", true, "A\nB", ""},
	{__LINE__, "A<BR/>B", true, "A\nB", ""},
	{__LINE__, "A <sup>*)</sup> B", true, "A  B", ")"},
	{__LINE__, "<a href=\"https://x.example/\">A</a>", true, "A", ""},
	/* Signs are no tags. */
	{__LINE__, "a < b > c", false, "a < b > c", ""},
	{__LINE__, "A <3 B", false, "A <3 B", ""},
	{__LINE__, "R&D Centre", false, "R&D Centre", ""},
	{__LINE__, "A <open", false, "A <open", ""},
	{__LINE__, "A <b <i>B</i>", true, "A <b B", ""},
	{__LINE__, "<bread>A", true, "A", ""},
	{__LINE__, "", false, "", ""},
};
/* clang-format on */

static void tags_and_references_are_taken_off_and_notes_set_apart(void **state)
{
	struct text name = {0}, note = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		markup_strip(texts[i].text, &name, &note);
		if (markup_is_in(texts[i].text) != texts[i].is_in ||
		    strcmp(text_string(&name), texts[i].name) != 0 ||
		    strcmp(text_string(&note), texts[i].note) != 0)
			fail_msg("line %d: \"%s\" and \"%s\"", texts[i].line, text_string(&name),
				 text_string(&note));
	}
	text_done(&name);
	text_done(&note);
}

static void memory_that_runs_out_is_known(void **state)
{
	struct text name = {0}, note = {0};

	(void)state;
	alloc_fail_at(1);
	markup_strip("<b>Ankara</b> <i>*x</i>", &name, &note);
	alloc_fail_at(0);
	assert_true(text_failed(&name));
	text_done(&name);
	text_done(&note);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_and_references_are_taken_off_and_notes_set_apart),
		cmocka_unit_test(memory_that_runs_out_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
