#include "intake/countries.h"

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
	{__LINE__, "Deutschland", "DE"}, {__LINE__, "Allemagne", "DE"}, {__LINE__, "Германия", "DE"},
	{__LINE__, "ГЕРМАНИЯ", "DE"}, {__LINE__, "Almanya", "DE"}, {__LINE__, "Alemania", "DE"},
	{__LINE__, "Almaniya", "DE"}, {__LINE__, "ドイツ", "DE"}, {__LINE__, "ألمانيا", "DE"},
	{__LINE__, "Federal Republic of Germany", "DE"}, {__LINE__, "DE", "DE"}, {__LINE__, "DEU", "DE"},
	{__LINE__, "Türkiye", "TR"}, {__LINE__, "TÜRKİYE", "TR"}, {__LINE__, "Turkiye", "TR"},
	{__LINE__, "TURKIYE", "TR"}, {__LINE__, "Turkey", "TR"}, {__LINE__, "Tu\xcc\x88rkiye", "TR"},
	{__LINE__, "Турция", "TR"}, {__LINE__, "Türkei", "TR"},
	{__LINE__, "UK", "GB"}, {__LINE__, "U.K.", "GB"}, {__LINE__, "United Kingdom", "GB"},
	{__LINE__, "Great Britain", "GB"}, {__LINE__, "England", "GB"}, {__LINE__, "Scotland", "GB"},
	{__LINE__, "USA", "US"}, {__LINE__, "U.S.A.", "US"}, {__LINE__, "US", "US"}, {__LINE__, "U.S.", "US"},
	{__LINE__, "United States", "US"}, {__LINE__, "The United States of America", "US"},
	{__LINE__, "UAE", "AE"}, {__LINE__, "United Arab Emirates", "AE"},
	{__LINE__, "South Korea", "KR"}, {__LINE__, "Republic of Korea", "KR"},
	{__LINE__, "Korea, Republic of", "KR"}, {__LINE__, "Korea (the Republic of)", "KR"},
	{__LINE__, "Democratic People's Republic of Korea", "KP"},
	{__LINE__, "Democratic People’s Republic of Korea", "KP"},
	{__LINE__, "Democratic Republic of Korea", NULL}, {__LINE__, "Korea", NULL},
	{__LINE__, "Congo", NULL}, {__LINE__, "DR Congo", "CD"}, {__LINE__, "Republic of the Congo", "CG"},
	{__LINE__, "China", "CN"}, {__LINE__, "P.R. China", "CN"}, {__LINE__, "People's Republic of China", "CN"},
	{__LINE__, "Hong Kong", "HK"}, {__LINE__, "Taiwan", "TW"},
	{__LINE__, "Russia", "RU"}, {__LINE__, "Russian Federation", "RU"}, {__LINE__, "Россия", "RU"},
	{__LINE__, "Czechia", "CZ"}, {__LINE__, "Czech Republic", "CZ"},
	{__LINE__, "Viet Nam", "VN"}, {__LINE__, "Vietnam", "VN"},
	{__LINE__, "Iran", "IR"}, {__LINE__, "Islamic Republic of Iran", "IR"},
	{__LINE__, "Iran (Islamic Republic of)", "IR"},
	{__LINE__, "Palestine", "PS"}, {__LINE__, "State of Palestine", "PS"},
	{__LINE__, "Kazakhstan", "KZ"}, {__LINE__, "Казахстан", "KZ"}, {__LINE__, "Қазақстан", "KZ"},
	{__LINE__, "Republic of Kazakhstan", "KZ"}, {__LINE__, "Azərbaycan", "AZ"}, {__LINE__, "Монгол", "MN"},
	{__LINE__, "Bosnia and Herzegovina", "BA"}, {__LINE__, "Bosnia & Herzegovina", "BA"},
	{__LINE__, "Côte d’Ivoire", "CI"}, {__LINE__, "Cote d'Ivoire", "CI"}, {__LINE__, "Ivory Coast", "CI"},
	{__LINE__, "The Netherlands", "NL"}, {__LINE__, "Netherlands (the)", "NL"}, {__LINE__, "Holland", "NL"},
	{__LINE__, "Moldova", "MD"}, {__LINE__, "Kyrgyzstan", "KG"}, {__LINE__, "Kyrgyz Republic", "KG"},
	{__LINE__, "North Macedonia", "MK"}, {__LINE__, "Georgia", "GE"}, {__LINE__, "Kosovo", "XK"},
	{__LINE__, "Soviet Union", NULL}, {__LINE__, "European Union", NULL}, {__LINE__, "Europe", NULL},
	{__LINE__, "Germany / France", NULL}, {__LINE__, "Atlantis", NULL}, {__LINE__, "", NULL},
	{__LINE__, "-", NULL}, {__LINE__, "=", NULL}, {__LINE__, "ZZ", NULL}, {__LINE__, "German", NULL},
	{__LINE__, "germany=DE", NULL}, {__LINE__, "\xff\xfe", NULL},
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
		size_t length = strcspn(key, "=");
		const struct country_alias *alias;
		char name[COUNTRY_FOLDED_MAX], folded[COUNTRY_FOLDED_MAX];
		const char *code;

		assert_in_range(length, 1, COUNTRY_FOLDED_MAX - 1);
		memcpy(name, key, length);
		name[length] = '\0';
		assert_true(country_fold(name, folded));
		assert_string_equal(folded, name);
		assert_non_null(country_name(key + length + 1));
		code = country_code(name);
		alias = country_find_alias(name);
		if (alias != NULL)
			assert_ptr_equal(code, alias->code);
		else
			assert_string_equal(code, key + length + 1);
	}
	assert_in_range(count, 20000, 40000);
}

static void every_alias_is_found_and_says_one_country_or_asks(void **state)
{
	(void)state;
	for (size_t i = 0; i < country_alias_count; i++) {
		const struct country_alias *alias = &country_aliases[i];
		char folded[COUNTRY_FOLDED_MAX];

		assert_true(country_fold(alias->name, folded));
		assert_string_equal(folded, alias->name);
		assert_ptr_equal(country_find_alias(alias->name), alias);
		assert_ptr_equal(country_code(alias->name), alias->code);
		assert_true((alias->code == NULL) == (alias->question != NULL));
		if (alias->code != NULL)
			assert_non_null(country_name(alias->code));
	}
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
		cmocka_unit_test(every_english_name_gives_its_code_back),
		cmocka_unit_test(a_name_of_any_length_is_answered),
		cmocka_unit_test(looking_a_country_up_needs_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
