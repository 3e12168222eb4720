/*
 * Lines of lists taken apart into country, name and what is done.
 */
#include "intake/pages/list_entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* clang-format off */
static const struct {
	int line;
	bool takes_prefix;
	const char *text;
	const char *parts;
} cases[] = {
	{__LINE__, true, "University of Oslo", "|University of Oslo|"},
	{__LINE__, true, "USA The University of Kansas Agreement of Cultural and Scientific Cooperation.", "USA|The University of Kansas|Agreement of Cultural and Scientific Cooperation."},
	{__LINE__, false, "USA The University of Kansas", "USA|The University of Kansas|"},
	{__LINE__, true, "Japan Ritsumeikan Asia Pacific University", "Japan|Ritsumeikan Asia Pacific University|"},
	{__LINE__, false, "Japan Ritsumeikan University", "|Japan Ritsumeikan University|"},
	{__LINE__, false, "China China University of Petroleum", "China|China University of Petroleum|"},
	/* The country belongs to the name. */
	{__LINE__, true, "China University of Petroleum", "|China University of Petroleum|"},
	{__LINE__, true, "Georgia State University", "|Georgia State University|"},
	{__LINE__, true, "US Department of State", "|US Department of State|"},
	{__LINE__, true, "Japan Foundation", "|Japan Foundation|"},
	{__LINE__, true, "Cyprus International University", "|Cyprus International University|"},
	{__LINE__, true, "University of Western Australia", "|University of Western Australia|"},
	{__LINE__, true, "German University in Cairo", "|German University in Cairo|"},
	/* Set apart by a mark. */
	{__LINE__, false, "Japan: Kyoto University", "Japan|Kyoto University|"},
	{__LINE__, false, "Japan - Kyoto University", "Japan|Kyoto University|"},
	{__LINE__, false, "Japan \xe2\x80\x93 Kyoto University \xe2\x80\x93 joint research", "Japan|Kyoto University|joint research"},
	{__LINE__, false, "Kyoto University, Japan", "Japan|Kyoto University|"},
	{__LINE__, false, "Kyoto University (Japan)", "Japan|Kyoto University|"},
	{__LINE__, false, "Kyoto University (Japan): student exchange", "Japan|Kyoto University|student exchange"},
	{__LINE__, false, "University of X, UK and University of Y, Norway", "|University of X, UK and University of Y, Norway|"},
	/* What is done. */
	{__LINE__, false, "University of Al Mergib Joint research, lectures", "|University of Al Mergib|Joint research, lectures"},
	{__LINE__, false, "Asian Institute of Technology Development of collaborative projects; exchange", "|Asian Institute of Technology|Development of collaborative projects; exchange"},
	{__LINE__, false, "University of Oslo, student exchange", "|University of Oslo|student exchange"},
	{__LINE__, false, "\xd0\xa3\xd0\xbd\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x80\xd1\x81\xd0\xb8\xd1\x82\xd0\xb5\xd1\x82 \xd0\xa2\xd1\x83\xd1\x80\xd0\xb0\xd0\xbd - \xd0\xbe\xd0\xb1\xd0\xbc\xd0\xb5\xd0\xbd \xd1\x81\xd1\x82\xd1\x83\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x82\xd0\xb0\xd0\xbc\xd0\xb8", "|Университет Туран|обмен студентами"},
	/* Dates of the agreement. */
	{__LINE__, false, "University of Turin (2019)", "|University of Turin|2019"},
	{__LINE__, false, "University of Jena, Erasmus+, 2021-2027", "|University of Jena|Erasmus+, 2021-2027"},
	{__LINE__, false, "University of Vigo - valid until 31.12.2026", "|University of Vigo|valid until 31.12.2026"},
	{__LINE__, false, "University of Bari, MoU, signed 14 May 2022, expires 14 May 2027", "|University of Bari|MoU, signed 14 May 2022, expires 14 May 2027"},
	{__LINE__, false, "МГИМО — меморандум от 05.10.2022, бессрочно", "|МГИМО|меморандум от 05.10.2022, бессрочно"},
	{__LINE__, false, "Варшавский университет (договор от 01.02.2020, срок 5 лет)", "|Варшавский университет|(договор от 01.02.2020, срок 5 лет)"},
	{__LINE__, false, "University of Turin (2019), Italy", "Italy|University of Turin|2019"},
	{__LINE__, false, "University of Pisa, unlimited", "|University of Pisa|unlimited"},
	{__LINE__, false, "University of Paris 8", "|University of Paris 8|"},
	{__LINE__, false, "University of Paris (Paris 8), Saint-Denis", "|University of Paris (Paris 8), Saint-Denis|"},
	/* Words of activities within names. */
	{__LINE__, false, "Institute of Economic Research", "|Institute of Economic Research|"},
	{__LINE__, false, "Turkish Academy Cooperation and Coordination Agency", "|Turkish Academy Cooperation and Coordination Agency|"},
	{__LINE__, false, "Caucasus International Consortium for Academic Cooperation (CICAC)", "|Caucasus International Consortium for Academic Cooperation (CICAC)|"},
	{__LINE__, false, "German Academic Exchange Service", "|German Academic Exchange Service|"},
	{__LINE__, false, "Institute of Development Studies", "|Institute of Development Studies|"},
	{__LINE__, false, "China University of Petroleum-Beijing", "|China University of Petroleum-Beijing|"},
	{__LINE__, false, "University of Applied Sciences - Berlin", "|University of Applied Sciences - Berlin|"},
	{__LINE__, false, "", "||"},
	{__LINE__, false, " ,:", "||"},
};
/* clang-format on */

static void lines_are_taken_apart(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct list_entry entry =
			list_entry_of(cases[i].text, strlen(cases[i].text), cases[i].takes_prefix);
		char parts[512];

		snprintf(parts, sizeof(parts), "%.*s|%.*s|%.*s", (int)entry.country.length,
			 entry.country.text == NULL ? "" : entry.country.text,
			 (int)entry.name.length, entry.name.text, (int)entry.note.length,
			 entry.note.text == NULL ? "" : entry.note.text);
		if (strcmp(parts, cases[i].parts) == 0)
			continue;
		print_error("line %d: %s\n", cases[i].line, parts);
		failed++;
	}
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_taken_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
