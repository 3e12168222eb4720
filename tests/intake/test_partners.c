/*
 * Names that one cell gives: what divides them, and what belongs to one name.
 */
#include "intake/partners.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *names; /* with '|' between */
} texts[] = {
	/* One name. */
	{__LINE__, "Ankara University", "Ankara University"},
	{__LINE__, "University of Science and Technology", "University of Science and Technology"},
	{__LINE__, "KOHAT University of Science &Technology", "KOHAT University of Science &Technology"},
	{__LINE__, "Indian Institute of Technology, Roorkee", "Indian Institute of Technology, Roorkee"},
	{__LINE__, "University of Cassino and Southern Lazio", "University of Cassino and Southern Lazio"},
	{__LINE__, "Heriot-Watt University, UK", "Heriot-Watt University, UK"},
	{__LINE__, "School of Design, The Hong Kong Polytechnic University",
	 "School of Design, The Hong Kong Polytechnic University"},
	{__LINE__, "Dortmund University of Applied Sciences and Arts",
	 "Dortmund University of Applied Sciences and Arts"},
	{__LINE__, "Education Center of the Embassy of the Republic of Korea in the Republic of Kazakhstan",
	 "Education Center of the Embassy of the Republic of Korea in the Republic of Kazakhstan"},
	{__LINE__, "Association of Universities and Research Institutes of Kazakhstan",
	 "Association of Universities and Research Institutes of Kazakhstan"},
	{__LINE__, "Ministry of Education and Science", "Ministry of Education and Science"},
	{__LINE__, "Agricultural Academy and College", "Agricultural Academy and College"},
	{__LINE__, "3M Company", "3M Company"},
	{__LINE__, "1. Ankara University", "1. Ankara University"},
	/* Two and more. */
	{__LINE__, "University of Oslo; University of Bergen", "University of Oslo|University of Bergen"},
	{__LINE__, "Smith; Jones;", "Smith|Jones"},
	{__LINE__, "The Nottingham Trent University (TNTU), UK and Haarlem Hogeschool (HH), NL",
	 "The Nottingham Trent University (TNTU), UK|Haarlem Hogeschool (HH), NL"},
	{__LINE__, "University of Oslo and University of Bergen", "University of Oslo|University of Bergen"},
	{__LINE__, "Ankara University, Gazi University and Ege University",
	 "Ankara University|Gazi University|Ege University"},
	{__LINE__, "1. Ankara University 2. Gazi University", "Ankara University|Gazi University"},
	{__LINE__, "1) Ankara University;\n2) Gazi University;\n3) Ege University",
	 "Ankara University|Gazi University|Ege University"},
	{__LINE__, "Ankara University / Gazi University", "Ankara University|Gazi University"},
	{__LINE__, "Ankara University\nGazi University", "Ankara University|Gazi University"},
	{__LINE__, "Московский университет и Казанский университет",
	 "Московский университет|Казанский университет"},
	/* The same name in two alphabets. */
	{__LINE__, "Казанский университет / Kazan University", "Казанский университет / Kazan University"},
	/* Lines that only wrap. */
	{__LINE__, "University of Food Technologies,\nPlovdiv", "University of Food Technologies,\nPlovdiv"},
	{__LINE__, "Technology Transfer Center,\nInner Mongolia University", "Technology Transfer Center,\nInner Mongolia University"},
	{__LINE__, "Inner Mongolia University of\nTechnology", "Inner Mongolia University of\nTechnology"},
	{__LINE__, "National Research Moscow State\nUniversity of Civil Engineering",
	 "National Research Moscow State\nUniversity of Civil Engineering"},
	/* Leftovers. */
	{__LINE__, "Ankara University,", "Ankara University"},
	{__LINE__, "; ;", ""},
	{__LINE__, "A; -", "A; -"},
	{__LINE__, "", ""},
};
/* clang-format on */

static void check(int line, const char *text, bool does_line_divide, const char *wanted)
{
	struct partners_name names[AGREEMENT_PARTNERS_MAX];
	size_t count = partners_split(text, does_line_divide, names);
	struct text is = {0};

	for (size_t i = 0; i < count; i++) {
		text_add(&is, i > 0 ? "|" : "");
		text_add_n(&is, names[i].text, names[i].length);
	}
	if (strcmp(text_string(&is), wanted) != 0)
		fail_msg("line %d: %s, not %s", line, text_string(&is), wanted);
	text_done(&is);
}

static void names_are_divided_where_each_side_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check(texts[i].line, texts[i].text, /* does_line_divide= */ true, texts[i].names);
}

static void line_ends_of_running_text_divide_nothing(void **state)
{
	(void)state;
	check(__LINE__, "Ankara University\nGazi University", /* does_line_divide= */ false,
	      "Ankara University\nGazi University");
}

static void lists_are_split_at_any_sign(void **state)
{
	struct partners_name names[AGREEMENT_PARTNERS_MAX];

	(void)state;
	assert_int_equal(partners_split_list("Germany, France; Italy / Spain\nPeru", names), 5);
	assert_memory_equal(names[4].text, "Peru", 4);
	assert_int_equal(names[3].length, 5);
	assert_int_equal(partners_split_list("", names), 0);
}

static void more_names_than_can_be_kept_stay_in_the_last_one(void **state)
{
	struct partners_name names[AGREEMENT_PARTNERS_MAX];
	struct text text = {0};

	(void)state;
	for (int i = 0; i < AGREEMENT_PARTNERS_MAX + 20; i++)
		text_addf(&text, "P%d;", i);
	assert_int_equal(partners_split(text_string(&text), true, names), AGREEMENT_PARTNERS_MAX);
	assert_memory_equal(names[AGREEMENT_PARTNERS_MAX - 1].text, "P99;P100;", 9);
	assert_int_equal(names[AGREEMENT_PARTNERS_MAX - 1].text +
				 names[AGREEMENT_PARTNERS_MAX - 1].length + 1 - text.data,
			 text.length);
	text_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_divided_where_each_side_is_whole),
		cmocka_unit_test(line_ends_of_running_text_divide_nothing),
		cmocka_unit_test(lists_are_split_at_any_sign),
		cmocka_unit_test(more_names_than_can_be_kept_stay_in_the_last_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
