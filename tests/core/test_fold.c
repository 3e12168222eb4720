/* Goal: names are compared as people compare them, in the alphabets that registers use. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "tests/core/cases.h"

/* The letters of each block that have a capital, from the Unicode character database. */
static const struct {
	const char *capital, *small;
} alphabets[] = {
	{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"},
	{"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ", "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"},
	{"ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ",
	 "āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž"},
	{"ΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ", "άέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋ"},
	{"\u0370\u0372\u0376\u037f\u03cf\u03d8\u03da\u03dc\u03de\u03e0\u03e2\u03e4\u03ee",
	 "\u0371\u0373\u0377\u03f3\u03d7\u03d9\u03db\u03dd\u03df\u03e1\u03e3\u03e5\u03ef"},
	{"\u03f4\u03f7\u03f9\u03fa\u03fd\u03fe\u03ff",
	 "\u03b8\u03f8\u03f2\u03fb\u037b\u037c\u037d"},
	{"ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀ",
	 "ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁ"},
	{"ҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾ",
	 "ҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿ"},
	{"ԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮ",
	 "ԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯ"},
};

/* The next letter of a valid text, as a text of its own. */
static const char *letter(const char **text, char bytes[5])
{
	size_t length = text_utf8(*text, strlen(*text), NULL);

	assert_in_range(length, 1, 4);
	memcpy(bytes, *text, length);
	bytes[length] = '\0';
	*text += length;
	return bytes;
}

static void a_capital_is_the_same_as_its_small_letter(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alphabets); i++) {
		const char *capitals = alphabets[i].capital, *smalls = alphabets[i].small;

		while (*capitals != '\0') {
			char capital[5], small[5];

			letter(&capitals, capital);
			letter(&smalls, small);
			if (!text_matches(capital, small) || !text_matches(small, capital) ||
			    !text_same_name(capital, small))
				fail_msg("%s and %s", capital, small);
		}
		assert_int_equal(*smalls, '\0');
	}
}

static void different_letters_stay_different(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alphabets); i++) {
		char before[5] = "";

		for (const char *smalls = alphabets[i].small; *smalls != '\0';) {
			char small[5];

			if (text_matches(before, letter(&smalls, small)))
				fail_msg("%s and %s", before, small);
			strcpy(before, small);
		}
	}
	HOLDS_NOT(text_matches("×", "÷"));
	HOLDS_NOT(text_matches("ĸ", "Ĺ"));
	HOLDS_NOT(text_matches("a", "à"));
	HOLDS_NOT(text_matches("a", "а")); /* Latin and Cyrillic */
}

static void the_turkish_letters_i_are_one(void **state)
{
	(void)state;
	HOLDS(text_matches("istanbul*", "İSTANBUL ÜNİVERSİTESİ"));
	HOLDS(text_matches("ISPARTA", "ısparta"));
	HOLDS(text_same_name("İzmir", "IZMIR"));
}

static void a_greek_word_may_end_in_its_sigma(void **state)
{
	(void)state;
	HOLDS(text_same_name("ΚΥΠΡΟΣ", "Κυπρος"));
	HOLDS(text_same_name("Ελλάς", "ΕΛΛΆΣ"));
}

static void a_star_stands_for_any_number_of_letters(void **state)
{
	(void)state;
	HOLDS(text_matches("*", ""));
	HOLDS(text_matches("*", "anything"));
	HOLDS(text_matches("**", "anything"));
	HOLDS(text_matches("", ""));
	HOLDS(text_matches("*exchange*", "Student Exchange Agreement"));
	HOLDS(text_matches("*exchange*", "exchange"));
	HOLDS(text_matches("student*agreement", "Student Exchange Agreement"));
	HOLDS(text_matches("a*b*c", "a b bc c"));
	HOLDS(text_matches("*ab", "aab"));
	HOLDS(text_matches("*aab", "aaaab"));
	HOLDS(text_matches("қаз*", "Қазақстан"));
	HOLDS(text_matches("*стан", "ҚАЗАҚСТАН"));
	HOLDS_NOT(text_matches("exchange", "Exchange Agreement"));
	HOLDS_NOT(text_matches("exchange*", "Student Exchange"));
	HOLDS_NOT(text_matches("*exchange", "Exchange Agreement"));
	HOLDS_NOT(text_matches("", "a"));
	HOLDS_NOT(text_matches("a", ""));
	HOLDS_NOT(text_matches("a*b", "a"));
	HOLDS_NOT(text_matches("a*b*c", "acb"));
	HOLDS_NOT(text_matches("*é", "\xc3")); /* half a letter */
	HOLDS_NOT(text_matches("?", "a"));
	HOLDS_NOT(text_matches("[a]", "a"));
}

static void no_text_matches_only_a_star(void **state)
{
	(void)state;
	HOLDS(text_matches("*", NULL));
	HOLDS_NOT(text_matches("**", NULL));
	HOLDS_NOT(text_matches("", NULL));
	HOLDS_NOT(text_matches("a*", NULL));
}

static void bytes_that_are_no_utf8_match_themselves_only(void **state)
{
	(void)state;
	HOLDS(text_matches("\xff\xc3", "\xff\xc3"));
	HOLDS(text_matches("*\xe9*", "caf\xe9 x"));
	HOLDS_NOT(text_matches("\xe9", "é"));
	HOLDS_NOT(text_matches("\xff", "\xfe"));
	HOLDS(text_same_name("\xff", " \xff "));
}

/* An independent answer: by recursion over all lengths of a star. */
static bool matches_by_trying(const char *pattern, const char *text)
{
	if (*pattern == '\0')
		return *text == '\0';
	if (*pattern == '*') {
		for (;; text++) {
			if (matches_by_trying(pattern + 1, text))
				return true;
			if (*text == '\0')
				return false;
		}
	}
	return *pattern == *text && matches_by_trying(pattern + 1, text + 1);
}

static void a_match_is_found_whenever_there_is_one(void **state)
{
	struct generator generator = {23};

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char pattern[8] = "", text[10] = "";
		uint32_t length = generate(&generator, 8);

		for (uint32_t k = 0; k < length; k++)
			pattern[k] = "ab*"[generate(&generator, 3)];
		length = generate(&generator, 10);
		for (uint32_t k = 0; k < length; k++)
			text[k] = "ab"[generate(&generator, 2)];
		if (text_matches(pattern, text) != matches_by_trying(pattern, text))
			fail_msg("\"%s\" \"%s\"", pattern, text);
	}
}

static void a_long_pattern_of_stars_ends_soon(void **state)
{
	char pattern[2001], text[20001];

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(pattern); i++)
		pattern[i] = i % 2 == 0 ? '*' : 'a';
	pattern[sizeof(pattern) - 1] = '\0';
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	HOLDS(text_matches(pattern, text));
	text[sizeof(text) - 2] = 'b';
	pattern[sizeof(pattern) - 2] = 'c';
	HOLDS_NOT(text_matches(pattern, text));
}

static void white_space_in_names_counts_once(void **state)
{
	(void)state;
	HOLDS(text_same_name("A B", " a \t\r\n b "));
	HOLDS(text_same_name("A\u00a0B", "a b"));
	HOLDS(text_same_name("A\u3000\u2003B\u202f", "a b"));
	HOLDS(text_same_name("", "  "));
	HOLDS(text_same_name("", ""));
	HOLDS_NOT(text_same_name("AB", "A B"));
	HOLDS_NOT(text_same_name("A B", "A B C"));
	HOLDS_NOT(text_same_name("A", ""));
	HOLDS_NOT(text_same_name("*", "A"));
	HOLDS_NOT(text_same_name("A-B", "A B"));
}

static void distance_counts_edits(void **state)
{
	(void)state;
	NUMBER_IS(text_distance("policies", "policies", 9), 0);
	NUMBER_IS(text_distance("policies", "polices", 9), 1);
	NUMBER_IS(text_distance("policies", "policiess", 9), 1);
	NUMBER_IS(text_distance("policies", "bolicies", 9), 1);
	NUMBER_IS(text_distance("policies", "poilcies", 9), 1); /* neighbours swapped */
	NUMBER_IS(text_distance("ab", "ba", 9), 1);
	NUMBER_IS(text_distance("", "abc", 9), 3);
	NUMBER_IS(text_distance("abc", "", 9), 3);
	NUMBER_IS(text_distance("", "", 9), 0);
	NUMBER_IS(text_distance("kitten", "sitting", 9), 3);
	NUMBER_IS(text_distance("kitten", "sitting", 2), 2);
	NUMBER_IS(text_distance("kitten", "sitting", 0), 0);
}

static void long_texts_are_as_far_as_can_be(void **state)
{
	char a[66], b[66];

	(void)state;
	memset(a, 'a', sizeof(a));
	a[65] = '\0';
	strcpy(b, a);
	NUMBER_IS(text_distance(a, b, 3), 3);
	a[64] = b[64] = '\0';
	NUMBER_IS(text_distance(a, b, 3), 0);
	b[63] = '\0';
	NUMBER_IS(text_distance(a, b, 3), 1);
	NUMBER_IS(text_distance(a, "", 100), 64);
}

static void distance_is_the_same_both_ways(void **state)
{
	struct generator generator = {29};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char a[7] = "", b[7] = "";
		uint32_t length_a = generate(&generator, 7), length_b = generate(&generator, 7);
		unsigned int there;

		for (uint32_t k = 0; k < length_a; k++)
			a[k] = "abc"[generate(&generator, 3)];
		for (uint32_t k = 0; k < length_b; k++)
			b[k] = "abc"[generate(&generator, 3)];
		there = text_distance(a, b, 100);
		assert_int_equal(there, text_distance(b, a, 100));
		assert_int_equal(there == 0, strcmp(a, b) == 0);
		assert_true(there >= (unsigned int)abs((int)length_a - (int)length_b));
		assert_true(there <= (length_a > length_b ? length_a : length_b));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_capital_is_the_same_as_its_small_letter),
		cmocka_unit_test(different_letters_stay_different),
		cmocka_unit_test(the_turkish_letters_i_are_one),
		cmocka_unit_test(a_greek_word_may_end_in_its_sigma),
		cmocka_unit_test(a_star_stands_for_any_number_of_letters),
		cmocka_unit_test(no_text_matches_only_a_star),
		cmocka_unit_test(bytes_that_are_no_utf8_match_themselves_only),
		cmocka_unit_test(a_match_is_found_whenever_there_is_one),
		cmocka_unit_test(a_long_pattern_of_stars_ends_soon),
		cmocka_unit_test(white_space_in_names_counts_once),
		cmocka_unit_test(distance_counts_edits),
		cmocka_unit_test(long_texts_are_as_far_as_can_be),
		cmocka_unit_test(distance_is_the_same_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
