#include "intake/words/countries.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "intake/intake.h"
#include "tests/support/alloc.h"

/* clang-format off */
static const struct one {
	int line;
	const char *name;
	const char *code; /* NULL: not known, or two */
} names[] = {
	{__LINE__, "Germany", "DE"}, {__LINE__, "germany", "DE"}, {__LINE__, "  GERMANY ", "DE"},
	{__LINE__, "Deutschland", "DE"}, {__LINE__, "Allemagne", "DE"},
	{__LINE__, "Германия", "DE"},
	{__LINE__, "ГЕРМАНИЯ", "DE"}, {__LINE__, "Almanya", "DE"}, {__LINE__, "Alemania", "DE"},
	{__LINE__, "Almaniya", "DE"}, {__LINE__, "ドイツ", "DE"}, {__LINE__, "ألمانيا", "DE"},
	{__LINE__, "Federal Republic of Germany", "DE"}, {__LINE__, "DE", "DE"},
	{__LINE__, "DEU", "DE"},
	{__LINE__, "Türkiye", "TR"}, {__LINE__, "TÜRKİYE", "TR"}, {__LINE__, "Turkiye", "TR"},
	{__LINE__, "TURKIYE", "TR"}, {__LINE__, "Turkey", "TR"},
	{__LINE__, "Tu\xcc\x88rkiye", "TR"},
	{__LINE__, "Турция", "TR"}, {__LINE__, "Türkei", "TR"},
	{__LINE__, "UK", "GB"}, {__LINE__, "U.K.", "GB"}, {__LINE__, "United Kingdom", "GB"},
	{__LINE__, "Great Britain", "GB"}, {__LINE__, "England", "GB"},
	{__LINE__, "Scotland", "GB"},
	{__LINE__, "USA", "US"}, {__LINE__, "U.S.A.", "US"}, {__LINE__, "US", "US"},
	{__LINE__, "U.S.", "US"},
	{__LINE__, "United States", "US"}, {__LINE__, "The United States of America", "US"},
	{__LINE__, "UAE", "AE"}, {__LINE__, "United Arab Emirates", "AE"},
	{__LINE__, "South Korea", "KR"}, {__LINE__, "Republic of Korea", "KR"},
	{__LINE__, "Korea, Republic of", "KR"}, {__LINE__, "Korea (the Republic of)", "KR"},
	{__LINE__, "Democratic People's Republic of Korea", "KP"},
	{__LINE__, "Democratic People’s Republic of Korea", "KP"},
	{__LINE__, "Democratic Republic of Korea", NULL}, {__LINE__, "Korea", NULL},
	{__LINE__, "Congo", NULL}, {__LINE__, "DR Congo", "CD"},
	{__LINE__, "Republic of the Congo", "CG"},
	{__LINE__, "China", "CN"}, {__LINE__, "P.R. China", "CN"},
	{__LINE__, "People's Republic of China", "CN"},
	{__LINE__, "Hong Kong", "HK"}, {__LINE__, "Taiwan", "TW"},
	{__LINE__, "Russia", "RU"}, {__LINE__, "Russian Federation", "RU"},
	{__LINE__, "Россия", "RU"},
	{__LINE__, "Czechia", "CZ"}, {__LINE__, "Czech Republic", "CZ"},
	{__LINE__, "Viet Nam", "VN"}, {__LINE__, "Vietnam", "VN"},
	{__LINE__, "Iran", "IR"}, {__LINE__, "Islamic Republic of Iran", "IR"},
	{__LINE__, "Iran (Islamic Republic of)", "IR"},
	{__LINE__, "Palestine", "PS"}, {__LINE__, "State of Palestine", "PS"},
	{__LINE__, "Kazakhstan", "KZ"}, {__LINE__, "Казахстан", "KZ"},
	{__LINE__, "Қазақстан", "KZ"},
	{__LINE__, "Republic of Kazakhstan", "KZ"}, {__LINE__, "Azərbaycan", "AZ"},
	{__LINE__, "Монгол", "MN"},
	{__LINE__, "Bosnia and Herzegovina", "BA"}, {__LINE__, "Bosnia & Herzegovina", "BA"},
	{__LINE__, "Côte d’Ivoire", "CI"}, {__LINE__, "Cote d'Ivoire", "CI"},
	{__LINE__, "Ivory Coast", "CI"},
	{__LINE__, "The Netherlands", "NL"}, {__LINE__, "Netherlands (the)", "NL"},
	{__LINE__, "Holland", "NL"},
	{__LINE__, "Moldova", "MD"}, {__LINE__, "Kyrgyzstan", "KG"},
	{__LINE__, "Kyrgyz Republic", "KG"},
	{__LINE__, "North Macedonia", "MK"}, {__LINE__, "Georgia", "GE"},
	{__LINE__, "Kosovo", "XK"},
	{__LINE__, "Южная Корея", "KR"}, {__LINE__, "ОАЭ", "AE"}, {__LINE__, "США", "US"},
	{__LINE__, "КНР", "CN"},
	{__LINE__, "РФ", "RU"}, {__LINE__, "Российская Федерация", "RU"},
	{__LINE__, "Кыргызская Республика", "KG"},
	{__LINE__, "Rusiya", "RU"}, {__LINE__, "Türkiyə", "TR"}, {__LINE__, "İngiltərə", "GB"},
	{__LINE__, "BƏƏ", "AE"},
	{__LINE__, "Güney Kore", "KR"}, {__LINE__, "ABD", "US"}, {__LINE__, "İngiltere", "GB"},
	{__LINE__, "Kore Cumhuriyeti", "KR"},
	{__LINE__, "АНУ", "US"}, {__LINE__, "БНСУ", "KR"}, {__LINE__, "ОХУ", "RU"},
	{__LINE__, "БНХАУ", "CN"},
	{__LINE__, "ХБНГУ", "DE"}, {__LINE__, "Хятад", "CN"}, {__LINE__, "ҚХР", "CN"},
	{__LINE__, "Ресей", "RU"},
	{__LINE__, "Korea (South)", "KR"}, {__LINE__, "Czech Rep.", "CZ"},
	{__LINE__, "Großbritannien", "GB"},
	{__LINE__, "EE.UU.", "US"}, {__LINE__, "États-Unis d'Amérique", "US"},
	{__LINE__, "Югославия", NULL},
	{__LINE__, "KAZ", "KZ"}, {__LINE__, "KZ", "KZ"}, {__LINE__, "Cyprus (North)", NULL},
	{__LINE__, "Корея", NULL},
	{__LINE__, "Soviet Union", NULL}, {__LINE__, "European Union", NULL},
	{__LINE__, "Europe", NULL},
	{__LINE__, "Germany / France", NULL}, {__LINE__, "Atlantis", NULL}, {__LINE__, "", NULL},
	{__LINE__, "-", NULL}, {__LINE__, "=", NULL}, {__LINE__, "ZZ", NULL},
	{__LINE__, "German", NULL},
	{__LINE__, "germany=DE", NULL}, {__LINE__, "\xff\xfe", NULL},
	{__LINE__, "Республика Казахстан", "KZ"}, {__LINE__, "Қазақстан Республикасы", "KZ"},
	{__LINE__, "Azərbaycan Respublikası", "AZ"}, {__LINE__, "Монгол Улс", "MN"},
	{__LINE__, "Türkiye Cumhuriyeti", "TR"},
	{__LINE__, "Kazakh-\nstan", "KZ"}, {__LINE__, "United Arab Emi-\r\n rates", "AE"},
	{__LINE__, "Germany (DE)", "DE"}, {__LINE__, "USA (Texas)", "US"},
	{__LINE__, "Germany (France)", NULL},
	{__LINE__, "Sudan (South)", "SS"}, {__LINE__, "Sudan, South", "SS"},
	{__LINE__, "Korea (North)", "KP"}, {__LINE__, "Korea (Republic of)", "KR"},
	{__LINE__, "Congo (DR)", "CD"}, {__LINE__, "Timor (East)", "TL"},
	{__LINE__, "Iran (Islamic Republic of)", "IR"}, {__LINE__, "Sudan (Khartoum)", "SD"},
	{__LINE__, "China (Hong Kong)", "HK"}, {__LINE__, "Germany, Poland", NULL},
	{__LINE__, "((((", NULL}, {__LINE__, "(Germany)", "DE"}, {__LINE__, "Korea (Seoul)", NULL},
	{__LINE__, "Kaz", "KZ"}, {__LINE__, "AND", "AD"}, {__LINE__, "D", NULL},
	{__LINE__, "XK", "XK"},
};
/* clang-format on */

static void a_name_gives_its_code_in_any_language_or_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *code = country_code(names[i].name);

		if ((code == NULL) != (names[i].code == NULL) ||
		    (code != NULL && strcmp(code, names[i].code) != 0))
			fail_msg("line %d: \"%s\" is %s, not %s", names[i].line, names[i].name,
				 code == NULL ? "none" : code,
				 names[i].code == NULL ? "none" : names[i].code);
	}
	assert_null(country_code(NULL));
}

static void every_name_of_the_table_is_found(void **state)
{
	size_t count = 0;

	(void)state;
	for (const char *key = country_keys; key < country_keys + country_keys_size;
	     key += strlen(key) + 1, count++) {
		size_t length = strcspn(key, "=~");
		char name[COUNTRY_FOLDED_MAX], folded[COUNTRY_FOLDED_MAX];
		const char *codes[2];
		size_t readings;

		assert_in_range(length, 1, COUNTRY_FOLDED_MAX - 1);
		memcpy(name, key, length);
		name[length] = '\0';
		assert_true(country_fold(name, folded));
		assert_string_equal(folded, name);
		assert_ptr_equal(country_find_key(name, length), key + length);
		readings = country_readings(name, codes);
		for (size_t i = 0; i < readings; i++)
			assert_non_null(country_name(codes[i]));
		if (country_folded_alias(name) != NULL && strncmp(name, "the ", 4) != 0)
			fail_msg("\"%s\" is an alias: run tools/make-countries", name);
		if (length == 3 && key[length] == '~') /* a code comes first */
			continue;
		assert_int_equal(readings, strlen(key + length + 1) / 2);
		for (size_t i = 0; i < readings; i++)
			assert_memory_equal(codes[i], key + length + 1 + 2 * i, 2);
	}
	assert_in_range(count, 20000, 40000);
}

static void every_alias_is_found_and_says_one_country_or_asks(void **state)
{
	(void)state;
	for (size_t i = 0; i < country_alias_count; i++) {
		const struct country_alias *alias = &country_aliases[i];
		char folded[COUNTRY_FOLDED_MAX];
		const char *codes[2];

		assert_true(country_fold(alias->name, folded));
		assert_string_equal(folded, alias->name);
		if (country_find_alias(alias->name) != alias)
			fail_msg("\"%s\" is not in its place", alias->name);
		assert_true((alias->code == NULL) == (alias->question != NULL));
		if (alias->code != NULL) {
			assert_string_equal(country_code(alias->name), alias->code);
			assert_non_null(country_name(alias->code));
			continue;
		}
		assert_null(country_code(alias->name));
		assert_int_equal(country_readings(alias->name, codes),
				 alias->readings[0] == NULL ? 0 : 2);
	}
}

static void the_first_words_of_names_are_known(void **state)
{
	(void)state;
	for (const char *key = country_keys; key < country_keys + country_keys_size;
	     key += strlen(key) + 1) {
		uint32_t bit = country_hash(key, strcspn(key, " =~")) % COUNTRY_FIRST_BITS;

		if (key[strcspn(key, "=~")] == '=')
			assert_true(country_first_words[bit / 8] >> bit % 8 & 1);
	}
}

/* clang-format off */
static const struct {
	int line;
	const char *name;
	const char *readings; /* codes with a blank between; "": none */
} readings[] = {
	{__LINE__, "Korea", "KR KP"}, {__LINE__, "Democratic Republic of Korea", "KR KP"},
	{__LINE__, "Congo", "CG CD"}, {__LINE__, "Конго", "CG CD"}, {__LINE__, "Kongo", "CG CD"},
	{__LINE__, "Northern Cyprus", "CY TR"}, {__LINE__, "KKTC", "CY TR"},
	{__LINE__, "Солонгос", "KR KP"}, {__LINE__, "РК", "KZ KR"}, {__LINE__, "Guinea", "GN"},
	{__LINE__, "Georgia", "GE"},
	{__LINE__, "Soviet Union", ""}, {__LINE__, "Atlantis", ""}, {__LINE__, "", ""},
};
/* clang-format on */

static void a_name_that_could_be_two_countries_gives_both(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const char *codes[2];
		size_t count = country_readings(readings[i].name, codes);
		char text[8] = "";

		for (size_t k = 0; k < count; k++) {
			strcat(text, k > 0 ? " " : "");
			strcat(text, codes[k]);
		}
		if (strcmp(text, readings[i].readings) != 0)
			fail_msg("line %d: \"%s\" is \"%s\"", readings[i].line, readings[i].name,
				 text);
	}
}

/* clang-format off */
static const struct {
	int line;
	enum country_place place;
	const char *text;
	const char *found; /* NULL: nothing */
	const char *code;
} finds[] = {
	{__LINE__, COUNTRY_FIRST, "Sofia University Bulgaria MOU 2012", "Bulgaria", "BG"},
	{__LINE__, COUNTRY_FIRST, "5 X Republic of Uzbekistan 1", "Republic of Uzbekistan", "UZ"},
	{__LINE__, COUNTRY_FIRST, "Democratic Republic of Korea 1", "Democratic Republic of Korea", NULL},
	{__LINE__, COUNTRY_FIRST, "Korea (Republic of), Seoul", "Korea (Republic of)", "KR"},
	{__LINE__, COUNTRY_FIRST, "Boston, U.S.A. MoU", "U.S.A.", "US"},
	{__LINE__, COUNTRY_FIRST, "Boston, USA.", "USA", "US"},
	{__LINE__, COUNTRY_FIRST, "contact us for more", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "stuffed turkey with oman", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "KAZ DEU AND Can", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "Pekin Üniversitesi Çin Protokol", "Çin", "CN"},
	{__LINE__, COUNTRY_FIRST, "Университет, Республика Корея, 2020", "Республика Корея", "KR"},
	{__LINE__, COUNTRY_FIRST, "МГУ, РОССИЯ", "РОССИЯ", "RU"},
	{__LINE__, COUNTRY_FIRST, "University of New Mexico", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "The University of New South Wales", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "Victoria University New Zealand", "New Zealand", "NZ"},
	{__LINE__, COUNTRY_FIRST, "Bosnia & Herzegovina", "Bosnia & Herzegovina", "BA"},
	{__LINE__, COUNTRY_FIRST, "British Columbia Institute", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "Korea / North Macedonia", "Korea", NULL},
	{__LINE__, COUNTRY_FIRST, "Hong Kong\tChina", "Hong Kong", "HK"},
	{__LINE__, COUNTRY_AT_START, "\"Japan\"", "Japan", "JP"},
	{__LINE__, COUNTRY_AT_END, "\"Tokyo, Japan\" ; ", "Japan", "JP"},
	{__LINE__, COUNTRY_AT_END, "/;/", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "Germanystan", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "", NULL, NULL},
	{__LINE__, COUNTRY_FIRST, "\xff Japan\xff", "Japan", "JP"},
	{__LINE__, COUNTRY_AT_START, "Georgia State University", "Georgia", "GE"},
	{__LINE__, COUNTRY_AT_START, "The Netherlands: Delft", "The Netherlands", "NL"},
	{__LINE__, COUNTRY_AT_START, "Delft, Netherlands", NULL, NULL},
	{__LINE__, COUNTRY_AT_END, "Georgia State University", NULL, NULL},
	{__LINE__, COUNTRY_AT_END, "Delft, the Netherlands)", "the Netherlands", "NL"},
	{__LINE__, COUNTRY_AT_END, "Tokyo, Japan -", "Japan", "JP"},
	{__LINE__, COUNTRY_AT_END, "Lyon (France)", "France", "FR"},
	{__LINE__, COUNTRY_AT_END, "Pyongyang, North Korea", "North Korea", "KP"},
	{__LINE__, COUNTRY_AT_END, "КазНУ, Республика Казахстан", "Республика Казахстан", "KZ"},
};
/* clang-format on */

static void names_are_found_in_texts_at_the_boundaries_of_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		struct country_found found = {.start = 0, .length = 0, .code = "-"};
		const char *text = finds[i].text;
		bool is_found = country_find_in(text, strlen(text), finds[i].place, &found);

		if (is_found != (finds[i].found != NULL) ||
		    (is_found && (strlen(finds[i].found) != found.length ||
				  memcmp(text + found.start, finds[i].found, found.length) != 0 ||
				  (found.code == NULL) != (finds[i].code == NULL) ||
				  (found.code != NULL && strcmp(found.code, finds[i].code) != 0))))
			fail_msg("line %d: \"%s\": \"%.*s\"", finds[i].line, text,
				 (int)found.length, text + found.start);
		if (!is_found)
			assert_string_equal(found.code, "-");
	}
}

static void of_a_long_text_the_start_or_the_end_is_looked_at(void **state)
{
	static char text[3 * COUNTRY_TEXT_MAX];
	struct country_found found;

	(void)state;
	memset(text, '&', sizeof(text));
	assert_false(country_find_in(text, sizeof(text), COUNTRY_FIRST, &found));
	assert_false(country_find_in(text, sizeof(text), COUNTRY_AT_END, &found));
	memset(text, '-', sizeof(text));
	memcpy(text + sizeof(text) - 5, "Japan", 5);
	assert_false(country_find_in(text, sizeof(text), COUNTRY_FIRST, &found));
	assert_true(country_find_in(text, sizeof(text), COUNTRY_AT_END, &found));
	assert_int_equal(found.start, sizeof(text) - 5);
}

static void every_english_name_gives_its_code_back(void **state)
{
	(void)state;
	assert_in_range(country_english_count, 240, 260);
	for (size_t i = 0; i < country_english_count; i++) {
		const struct country_english *country = &country_english[i];

		assert_string_equal(country_code(country->name), country->code);
		assert_string_equal(country_code(country->code), country->code);
		assert_string_equal(country_name(country->code), country->name);
	}
	assert_null(country_name("ZZ"));
	assert_null(country_name(""));
	assert_null(country_name(NULL));
}

static void a_name_of_any_length_is_answered(void **state)
{
	char name[2000];

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_null(country_code(name));
	memset(name, ' ', sizeof(name) - 8);
	memcpy(name + sizeof(name) - 8, "Germany", 8);
	assert_string_equal(country_code(name), "DE");
}

static void looking_a_country_up_needs_no_memory(void **state)
{
	const char *code;

	(void)state;
	alloc_fail_at(1);
	code = country_code("Türkiye");
	alloc_fail_at(0);
	assert_string_equal(code, "TR");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_gives_its_code_in_any_language_or_none),
		cmocka_unit_test(every_name_of_the_table_is_found),
		cmocka_unit_test(every_alias_is_found_and_says_one_country_or_asks),
		cmocka_unit_test(the_first_words_of_names_are_known),
		cmocka_unit_test(a_name_that_could_be_two_countries_gives_both),
		cmocka_unit_test(names_are_found_in_texts_at_the_boundaries_of_words),
		cmocka_unit_test(of_a_long_text_the_start_or_the_end_is_looked_at),
		cmocka_unit_test(every_english_name_gives_its_code_back),
		cmocka_unit_test(a_name_of_any_length_is_answered),
		cmocka_unit_test(looking_a_country_up_needs_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
