#include "intake/sheets/number_format.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "tests/support/alloc.h"

/* "day", "month", "year"; "time"; "percent"; "plain"; of digits "before<least>after". */
static void show(const struct number_format *format, struct text *out)
{
	static const char *const precisions[] = {[PRECISION_NONE] = "?",
						 [PRECISION_YEAR] = "year",
						 [PRECISION_MONTH] = "month",
						 [PRECISION_DAY] = "day"};
	static const char *const kinds[] = {
		[NUMBER_PLAIN] = "plain", [NUMBER_PERCENT] = "percent", [NUMBER_TIME] = "time"};

	text_clear(out);
	if (format->kind == NUMBER_DATE)
		text_add(out, precisions[format->precision]);
	else if (format->kind == NUMBER_DIGITS)
		text_addf(out, "%s<%u>%s", format->before, format->digits, format->after);
	else
		text_add(out, kinds[format->kind]);
}

/* clang-format off */
static const struct one {
	int line;
	const char *code;
	const char *shown;
} codes[] = {
	{__LINE__, "General", "plain"},
	{__LINE__, "GENERAL", "plain"},
	{__LINE__, "@", "plain"},
	{__LINE__, "", "plain"},
	{__LINE__, "0", "plain"},
	{__LINE__, "0.00", "plain"},
	{__LINE__, "#,##0", "plain"},
	{__LINE__, "0.00E+00", "plain"},
	{__LINE__, "# ?/?", "plain"},
	{__LINE__, "0%", "percent"},
	{__LINE__, "0.0%;[Red]-0.0%", "percent"},
	{__LINE__, "#,##0.00 [$\xe2\x82\xac-407]", "plain"},
	{__LINE__, "[$$-409]#,##0", "plain"},
	{__LINE__, "_-* #,##0.00\\ _d_._-;-* #,##0.00\\ _y_._-", "plain"},
	{__LINE__, "#,##0\"m\"", "plain"},
	{__LINE__, "[Red]0;[Blue]-0", "plain"},
	{__LINE__, "[>100]0;0", "plain"},
	/* Dates: letters outside of quotation marks, brackets and escapes. */
	{__LINE__, "dd.mm.yyyy", "day"},
	{__LINE__, "yyyy\\-mm\\-dd;@", "day"},
	{__LINE__, "[$-419]d\\ mmmm\\ yyyy\\ \"г.\";@", "day"},
	{__LINE__, "[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", "day"},
	{__LINE__, "m/d/yy h:mm", "day"},
	{__LINE__, "DD/MM/YYYY", "day"},
	{__LINE__, "d mmm", "day"},
	{__LINE__, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "day"},
	{__LINE__, "yyyy\"年\"m\"月\"d\"日\"", "day"},
	{__LINE__, "yyyy\"年\"m\"月\"", "month"},
	{__LINE__, "mmm yyyy", "month"},
	{__LINE__, "mmm-yy", "month"},
	{__LINE__, "mm/yyyy", "month"},
	{__LINE__, "mmmm", "month"},
	{__LINE__, "[$-409]mmmm\\ yyyy;@", "month"},
	{__LINE__, "yyyy", "year"},
	{__LINE__, "yy", "year"},
	{__LINE__, "e", "year"},
	{__LINE__, "yyyy\" m\"", "year"},
	{__LINE__, "yyyy\\m", "year"},
	{__LINE__, "[m]yyyy", "year"},
	/* Times: m beside hours or seconds are minutes. */
	{__LINE__, "h:mm", "time"},
	{__LINE__, "h:mm AM/PM", "time"},
	{__LINE__, "h:mm A/P", "time"},
	{__LINE__, "mm:ss", "time"},
	{__LINE__, "mm:ss.0", "time"},
	{__LINE__, "[h]:mm:ss", "time"},
	{__LINE__, "[mm]:ss", "time"},
	{__LINE__, "[ss]", "time"},
	{__LINE__, "yyyy h:mm", "year"},
	{__LINE__, "mm/yyyy hh:mm:ss", "month"},
	/* Text and zeros around whole numbers. */
	{__LINE__, "000", "<3>"},
	{__LINE__, "0\" years\"", "<1> years"},
	{__LINE__, "\"No. \"0", "No. <1>"},
	{__LINE__, "#\\ \\л\\е\\т", "<0> лет"},
	{__LINE__, "\"IC-\"0000\"/23\"", "IC-<4>/23"},
	{__LINE__, "0_)", "plain"},
	{__LINE__, "000-000", "plain"},
	{__LINE__, "# ##0", "plain"},
	{__LINE__, "\"text\"", "plain"},
	{__LINE__, "\"text\";0\" years\"", "plain"},
	/* What is cut off. */
	{__LINE__, "\"open yyyy", "plain"},
	{__LINE__, "[open yyyy", "plain"},
	{__LINE__, "yyyy\\", "year"},
	{__LINE__, "yyyy[", "year"},
	{__LINE__, "yyyy\"", "year"},
};
/* clang-format on */

static void a_code_says_what_is_shown(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct number_format format;

		assert_int_equal(number_format_read(codes[i].code, &arena, &format), 0);
		show(&format, &out);
		if (strcmp(text_string(&out), codes[i].shown) != 0)
			fail_msg("line %d: %s is %s, not %s", codes[i].line, codes[i].code,
				 text_string(&out), codes[i].shown);
	}
}

static void a_code_of_any_length_is_read(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text code = {0};
	struct number_format format;

	(void)state;
	text_add(&code, "\"");
	for (int i = 0; i < 5000; i++)
		text_add(&code, "x");
	text_add(&code, "\"0\"");
	for (int i = 0; i < 1023; i++)
		text_add(&code, "y");
	text_add(&code, "\"\\z");
	assert_int_equal(number_format_read(text_string(&code), &arena, &format), 0);
	assert_int_equal(format.kind, NUMBER_DIGITS);
	assert_int_equal(strlen(format.before), 0);
	assert_int_equal(strlen(format.after), 1023);
}

static void built_in_formats_are_known(void **state)
{
	static const struct {
		unsigned int id;
		const char *shown;
	} ids[] = {{0, "plain"},  {1, "plain"},	 {2, "plain"},	{9, "percent"}, {10, "percent"},
		   {13, "plain"}, {14, "day"},	 {16, "day"},	{17, "month"},	{18, "time"},
		   {21, "time"},  {22, "day"},	 {23, "plain"}, {27, "day"},	{32, "time"},
		   {36, "day"},	  {37, "plain"}, {44, "plain"}, {45, "time"},	{47, "time"},
		   {48, "plain"}, {49, "plain"}, {50, "day"},	{58, "day"},	{59, "plain"}};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct number_format format = number_format_built_in(ids[i].id);

		show(&format, &out);
		if (strcmp(text_string(&out), ids[i].shown) != 0)
			fail_msg("%u is %s, not %s", ids[i].id, text_string(&out), ids[i].shown);
	}
}

static int read_literals(void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct number_format format;

	(void)context;
	return number_format_read("\"No. \"0\" of\"", &arena, &format);
}

static void no_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(read_literals, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_says_what_is_shown),
		cmocka_unit_test(a_code_of_any_length_is_read),
		cmocka_unit_test(built_in_formats_are_known),
		cmocka_unit_test(no_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
