#include "intake/words/types.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "intake/words/wordlist.h"

/* clang-format off */
static const struct {
	int line;
	const char *text;
	bool is_type;
} texts[] = {
	{__LINE__, "MoU", true}, {__LINE__, "MOU", true}, {__LINE__, "M.o.U.", true},
	{__LINE__, "MOA", true},
	{__LINE__, "Memorandum of Understanding", true}, {__LINE__, "Memorandum", true},
	{__LINE__, "LoI", true},
	{__LINE__, "General Agreement for Academic Cooperation", true},
	{__LINE__, "Student exchange agreement", true},
	{__LINE__, "Double Diploma Agreement", true},
	{__LINE__, "Erasmus+ inter-institutional agreement", true},
	{__LINE__, "Protocol on academic cooperation", true}, {__LINE__, "Addendum No 2", true},
	{__LINE__, "Project", true},
	{__LINE__, "Договор о сотрудничестве", true}, {__LINE__, "ДОГОВОР", true},
	{__LINE__, "Соглашение", true},
	{__LINE__, "Меморандум о взаимопонимании", true}, {__LINE__, "Протокол о намерениях", true},
	{__LINE__, "Anlaşma", true}, {__LINE__, "İkili Anlaşma", true},
	{__LINE__, "İşbirliği Protokolü", true},
	{__LINE__, "Mutabakat Zaptı", true}, {__LINE__, "Müqavilə", true},
	{__LINE__, "Saziş", true}, {__LINE__, "SAZİŞ", true},
	{__LINE__, "Келісім", true}, {__LINE__, "Шарт", true}, {__LINE__, "Меморандум", true},
	{__LINE__, "Гэрээ", true},
	{__LINE__, "Хамтын ажиллагааны гэрээ", true}, {__LINE__, "Санамж бичиг", true},
	{__LINE__, "Kooperationsvereinbarung", true}, {__LINE__, "Vertrag", true},
	{__LINE__, "Rahmenabkommen", true},
	{__LINE__, "Accord-cadre", true}, {__LINE__, "Convention d'échange", true},
	{__LINE__, "Acuerdo marco", true},
	{__LINE__, "Convenio específico", true}, {__LINE__, "Umowa o współpracy", true},
	{__LINE__, "Accordo quadro", true},
	{__LINE__, "Угода про співпрацю", true},
	{__LINE__, "Germany", false}, {__LINE__, "University of Latvia", false},
	{__LINE__, "Mouton Institute", false},
	{__LINE__, "12.03.2021", false}, {__LINE__, "Permanent", false},
	{__LINE__, "Active", false},
	{__LINE__, "Шартов", false}, {__LINE__, "Projectile Museum", false}, {__LINE__, "", false},
	{__LINE__, "-", false},
};
/* clang-format on */

static void types_are_known_in_the_languages_of_registers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (types_match(texts[i].text, strlen(texts[i].text)) != texts[i].is_type)
			fail_msg("line %d: \"%s\"", texts[i].line, texts[i].text);
	}
}

static void prose_is_no_type(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "Agreement ", strlen("Agreement "));
	assert_true(types_match(text, 200));
	assert_false(types_match(text, sizeof(text)));
}

static void every_pattern_is_folded_and_finds_itself(void **state)
{
	const char *pattern;

	(void)state;
	for (size_t i = 0; (pattern = types_at(i)) != NULL; i++) {
		const char *word = pattern + strspn(pattern, "* ");
		size_t length = strlen(word);
		struct wordlist_text words;

		while (strchr("* ", word[length - 1]) != NULL)
			length--;
		assert_true(wordlist_fold(word, length, WORDLIST_TEXT_SIZE, &words));
		if (!wordlist_match(&words, pattern))
			fail_msg("\"%s\"", pattern);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_are_known_in_the_languages_of_registers),
		cmocka_unit_test(prose_is_no_type),
		cmocka_unit_test(every_pattern_is_folded_and_finds_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
