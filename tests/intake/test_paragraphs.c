/*
 * Lines of a plain text as blocks.
 */
#include "intake/pages/paragraphs.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"

/* Each block: its lines, ' ' and how many stand empty before it, '*' an item or '#' a heading,
 * its text. */
static const char *show(const char *text)
{
	static char shown[4096];
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text out = {0};
	struct paragraphs paragraphs;

	assert_int_equal(paragraphs_read(text, strlen(text), &arena, &paragraphs), 0);
	for (size_t i = 0; i < paragraphs.count; i++) {
		const struct block *block = &paragraphs.blocks[i];

		assert_int_equal(strlen(block->text), block->length);
		text_addf(&out, "%u", block->line);
		if (block->last_line > block->line)
			text_addf(&out, "-%u", block->last_line);
		text_addf(&out, " %u%s%s/", block->gap,
			  block->style == BLOCK_ITEM	  ? "*"
			  : block->style == BLOCK_HEADING ? "#"
							  : "|",
			  block->text);
	}
	text_addf(&out, "%u", paragraphs.line_count);
	snprintf(shown, sizeof(shown), "%s", text_string(&out));
	return shown;
}

/* clang-format off */
static const struct {
	int line;
	const char *text;
	const char *blocks;
} cases[] = {
	{__LINE__, "", "0"},
	{__LINE__, "\n\n", "2"},
	{__LINE__, "A\nB\n\n\nC", "1 0|A/2 0|B/5 2|C/5"},
	{__LINE__, "A\r\nB\rC\n", "1 0|A/2 0|B/3 0|C/3"},
	{__LINE__, "  A \t b\xc2\xa0 c \n\xc2\xa0\nB", "1 0|A b c/3 1|B/3"},
	/* Lines that go on. */
	{__LINE__, "University of Science and\nTechnology\nX", "1-2 0|University of Science and Technology/3 0|X/3"},
	{__LINE__, "Exchange of students,\nStaff\nResearch\nof all kinds", "1-2 0|Exchange of students, Staff/3-4 0|Research of all kinds/4"},
	{__LINE__, "Name of\n\nX", "1 0|Name of/3 1|X/3"},
	/* A text that is wrapped at a width. */
	{__LINE__,
	 "The agreement provides for exchange of students and for research\n"
	 "Together with the institutes of both sides, and for the training\n"
	 "Of staff at the university and at other places that are of value\n"
	 "To both.\nUniversity of X\n",
	 "1-4 0|The agreement provides for exchange of students and for research Together with the institutes of both sides, and for the training Of staff at the university and at other places that are of value To both./5 0|University of X/5"},
	/* Marks. */
	{__LINE__, "- A\n\xe2\x80\xa2 B\n12. C\n3) D\n* E\n-F\n2019. G", "1 0*A/2 0*B/3 0*C/4 0*D/5 0*E/6 0|-F/7 0*G/7"},
	{__LINE__, "- University of\nOslo\n- b", "1-2 0*University of Oslo/3 0*b/3"},
	{__LINE__, "## Germany\nA\n-----\n= = =\nB", "1 0#Germany/2 0|A/5 2|B/5"},
};
/* clang-format on */

static void lines_become_blocks(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (strcmp(show(cases[i].text), cases[i].blocks) == 0)
			continue;
		print_error("line %d: %s\n", cases[i].line, show(cases[i].text));
		failed++;
	}
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_become_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
