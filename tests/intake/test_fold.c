#include "intake/words/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* clang-format off */
static const struct one {
	int line;
	const char *text;
	const char *words;
} texts[] = {
	{__LINE__, "Valid until", " valid until "}, {__LINE__, "  Reg.-NO. ", " reg no "},
	{__LINE__, "Ülke", " ulke "}, {__LINE__, "ÜLKE", " ulke "},
	{__LINE__, "U\xcc\x88lke", " ulke "},
	{__LINE__, "İmza Tarihi", " imza tarihi "}, {__LINE__, "IMZA TARİHİ", " imza tarihi "},
	{__LINE__, "Anlaşmanın türü", " anlasmanin turu "}, {__LINE__, "Ölkə", " olke "},
	{__LINE__, "Müqavilə", " muqavile "}, {__LINE__, "Страна партнёра", " страна партнера "},
	{__LINE__, "СРОК ДЕЙСТВИЯ", " срок действия "},
	{__LINE__, "деи\xcc\x86ствия", " действия "},
	{__LINE__, "Қол қойылған күні", " қол қойылған күні "},
	{__LINE__, "ҚОЛ ҚОЙЫЛҒАН", " қол қойылған "},
	{__LINE__, "ГЭРЭЭНИЙ ХУГАЦАА", " гэрээний хугацаа "}, {__LINE__, "Країна", " краіна "},
	{__LINE__, "Date d’expiration", " date d expiration "}, {__LINE__, "N° 5", " n 5 "},
	{__LINE__, "№ п/п", " № п п "}, {__LINE__, "#", " # "}, {__LINE__, "Nº", " no "},
	{__LINE__, "Größe", " große "}, {__LINE__, "Łódź", " lodz "}, {__LINE__, "Đà", " da "},
	{__LINE__, "Ελλάδα", " ελλαδα "}, {__LINE__, "Հայաստան", " հայաստան "},
	{__LINE__, "日本", " 日本 "},
	{__LINE__, "a\xc2\xa0\xe2\x80\x93 b", " a b "},
	{__LINE__, "soft\xc2\xadhyphen", " softhyphen "},
	{__LINE__, "a\xff" "b", " a b "}, {__LINE__, "", ""}, {__LINE__, " \t\n-", ""},
	{__LINE__, "\xf0\x9d\x95\x8f", " \xf0\x9d\x95\x8f "},
};
/* clang-format on */

static void words_lose_case_accents_and_punctuation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char words[256];
		size_t n = fold_words(texts[i].text, strlen(texts[i].text), words, sizeof(words));

		if (strcmp(words, texts[i].words) != 0)
			fail_msg("line %d: \"%s\" is \"%s\", not \"%s\"", texts[i].line,
				 texts[i].text, words, texts[i].words);
		assert_int_equal(n, strlen(words));
	}
}

static void what_is_folded_stays_when_folded_again(void **state)
{
	(void)state;
	for (unsigned int code = 1; code < 0x3000; code++) {
		unsigned int folded = fold_letter(code);

		if (folded != 0 && fold_letter(folded) != folded)
			fail_msg("U+%04X folds to U+%04X, and that to U+%04X", code, folded,
				 fold_letter(folded));
	}
}

static void too_small_a_place_holds_nothing(void **state)
{
	char words[64];

	(void)state;
	for (size_t size = 1; size < sizeof(words); size++) {
		size_t n;

		memset(words, 'x', sizeof(words));
		n = fold_words("Ländername", strlen("Ländername"), words, size);
		assert_int_equal(n, strlen(words));
		assert_true(n == 0 || strcmp(words, " landername ") == 0);
		for (size_t k = size; k < sizeof(words); k++)
			assert_int_equal(words[k], 'x');
	}
	assert_string_equal(words, " landername ");
}

static void letters_come_one_by_one_with_what_is_left(void **state)
{
	const char *text = "й\xd0\xb8\xcc\x86Z";
	size_t length = strlen(text);

	(void)state;
	assert_int_equal(fold_next(&text, &length), 0x439);
	assert_int_equal(fold_next(&text, &length), 0x439);
	assert_int_equal(fold_next(&text, &length), 'z');
	assert_int_equal(length, 0);
	assert_int_equal(fold_next(&text, &length), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_lose_case_accents_and_punctuation),
		cmocka_unit_test(what_is_folded_stays_when_folded_again),
		cmocka_unit_test(too_small_a_place_holds_nothing),
		cmocka_unit_test(letters_come_one_by_one_with_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
