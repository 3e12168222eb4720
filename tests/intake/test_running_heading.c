/*
 * Heading lines whose separators are gone: where they are, and what the headings are.
 */
#include "intake/running/running_heading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"

/* The headings, with bars between; those of a second table behind two bars. */
static const struct one {
	int line;
	const char *text;
	const char *headings; /* NULL: it is no heading line */
	unsigned int at;      /* its first line, from 0 */
	unsigned int lines;
} cases[] = {
	{__LINE__,
	 "# Name  Country  Status Commencement Date Expiration Date # Country Frequency\n",
	 "#|Name|Country|Status|Commencement Date|Expiration Date||#|Country Frequency", 0, 1},
	{__LINE__, "No Partner Type of agreement Country Date of signing Valid until\n",
	 "No|Partner|Type of agreement|Country|Date of signing|Valid until", 0, 1},
	{__LINE__, "Country Partner Type of\nagreement\nSigned Expires\n",
	 "Country|Partner|Type of agreement|Signed|Expires", 0, 3},
	{__LINE__, "№ Страна Партнёр Вид документа Дата подписания Срок действия Ответственный\n",
	 "№|Страна|Партнёр|Вид документа|Дата подписания|Срок действия|Ответственный", 0, 1},
	{__LINE__, "Sıra\nNo\nÜlke Üniversite Anlaşma Türü İmza\nTarihi\nGeçerlilik\nSüresi\n",
	 "Sıra No|Ülke|Üniversite|Anlaşma Türü|İmza Tarihi|Geçerlilik Süresi", 0, 6},
	/* behind a title; the first row does not belong to it */
	{__LINE__,
	 "Реестр международных договоров университета\n\nПартнёр Страна Вид документа Дата "
	 "подписания Срок действия\nКазахский национальный университет Казахстан Договор\n",
	 "Партнёр|Страна|Вид документа|Дата подписания|Срок действия", 2, 1},
	/* in columns, on two lines, two of them with one blank between */
	{__LINE__,
	 "Sıra Ülke                Üniversite     Anlaşma          İmza       Geçerlilik\n"
	 "No                                      Türü             Tarihi     Süresi\n",
	 "Sıra No|Ülke|Üniversite|Anlaşma Türü|İmza Tarihi|Geçerlilik Süresi", 0, 2},
	{__LINE__,
	 "Наименование              Вид соглашения Дата       Срок     Ответственный\n"
	 "вуза-партнёра                            заключения действия\n",
	 "Наименование вуза-партнёра|Вид соглашения|Дата заключения|Срок действия|Ответственный", 0,
	 2},
	{__LINE__, "We signed agreements with many universities in this country.\n", NULL, 0, 0},
	{__LINE__, "Name Date\n", NULL, 0, 0},
	{__LINE__, "", NULL, 0, 0},
};

static void check_case(const struct one *one)
{
	static const struct profile nothing;
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text shown = {0};
	struct running_heading heading;
	struct running_text text;

	assert_int_equal(running_text_index(&text, one->text, strlen(one->text), &arena), 0);
	assert_int_equal(running_heading_find(&text, &nothing, &arena, &heading), 0);
	if (heading.is_found != (one->headings != NULL))
		fail_msg("line %d", one->line);
	if (one->headings == NULL)
		return;
	for (size_t i = 0; i < heading.count + heading.side_count; i++) {
		if (i > 0)
			text_add(&shown, i == heading.count ? "||" : "|");
		text_add(&shown, heading.columns[i].heading);
	}
	if (strcmp(text_string(&shown), one->headings) != 0 || heading.line != one->at ||
	    heading.lines != one->lines)
		fail_msg("line %d: %zu+%zu %s", one->line, heading.line, heading.lines,
			 text_string(&shown));
}

static void heading_lines_are_split_into_the_headings_that_are_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(&cases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heading_lines_are_split_into_the_headings_that_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
