#include "intake/words/institutions.h"

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
	bool is_institution;
} texts[] = {
	{__LINE__, "University of Latvia", true}, {__LINE__, "UNIVERSITY OF LATVIA", true},
	{__LINE__, "Univ. of Tokyo", true},
	{__LINE__, "Green River College", true},
	{__LINE__, "Petre Shotadze Tbilisi Medical Academy", true},
	{__LINE__, "Korea Foundation", true}, {__LINE__, "Ministry of Education", true},
	{__LINE__, "Zhiqiu Education Technology (Ningbo) Co, Ltd", true},
	{__LINE__, "\"EDUCA\" LLP", true}, {__LINE__, "Siemens GmbH", true},
	{__LINE__, "Technische Universität Dresden", true}, {__LINE__, "Fachhochschule Jena", true},
	{__LINE__, "Max-Planck-Institut", true},
	{__LINE__, "Université de Lyon", true}, {__LINE__, "École Centrale", true},
	{__LINE__, "Universidad de Sevilla", true},
	{__LINE__, "Università di Pisa", true}, {__LINE__, "Universitat Jaume I", true},
	{__LINE__, "Univerzita Karlova", true},
	{__LINE__, "Uniwersytet Warszawski", true}, {__LINE__, "Politechnika Śląska", true},
	{__LINE__, "Babeş-Bolyai Universitatea", true},
	{__LINE__, "Stockholms universitet", true}, {__LINE__, "Helsingin yliopisto", true},
	{__LINE__, "Debreceni Egyetem", true},
	{__LINE__, "Universiti Putra Malaysia", true}, {__LINE__, "Rijksuniversiteit", true},
	{__LINE__, "Ankara Üniversitesi", true}, {__LINE__, "ANKARA ÜNİVERSİTESİ", true},
	{__LINE__, "Meslek Yüksekokulu", true},
	{__LINE__, "Bakı Dövlət Universiteti", true},
	{__LINE__, "Naxçıvan Müəllimlər İnstitutu", true},
	{__LINE__, "Томский политехнический университет", true},
	{__LINE__, "Институт востоковедения", true},
	{__LINE__, "Российская академия наук", true}, {__LINE__, "ООО «Ромашка»", true},
	{__LINE__, "ТОО Арай", true},
	{__LINE__, "Л.Н. Гумилев атындағы Еуразия ұлттық университеті", true},
	{__LINE__, "Алматы колледжі", true},
	{__LINE__, "Монгол Улсын Их Сургууль", true}, {__LINE__, "Хүрээлэн", true},
	{__LINE__, "Київський університет", true},
	{__LINE__, "Germany", false}, {__LINE__, "MoU", false},
	{__LINE__, "Inter-institutional agreement", false},
	{__LINE__, "General Agreement for Academic Cooperation", false},
	{__LINE__, "Академический обмен", false}, {__LINE__, "Akademik iş birliği", false},
	{__LINE__, "Академия наук", true},
	{__LINE__, "Cooperation Agreement", false}, {__LINE__, "Schoolhouse", false},
	{__LINE__, "Zincirli", false},
	{__LINE__, "International Cooperation Department", false}, {__LINE__, "2028", false},
	{__LINE__, "", false},
};
/* clang-format on */

static void institutions_are_known_by_their_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = texts[i].text;

		if (institutions_match(text, strlen(text)) != texts[i].is_institution)
			fail_msg("line %d: \"%s\"", texts[i].line, text);
	}
}

static void every_pattern_is_folded_and_finds_itself(void **state)
{
	const char *pattern;

	(void)state;
	for (size_t i = 0; (pattern = institutions_at(i)) != NULL; i++) {
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
		cmocka_unit_test(institutions_are_known_by_their_words),
		cmocka_unit_test(every_pattern_is_folded_and_finds_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
