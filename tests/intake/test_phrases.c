#include "intake/time/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/intake/telling.h"

/* clang-format off */
static const struct telling_case cells[] = {
	/* Russian. */
	{__LINE__, "бессрочно", "open"},
	{__LINE__, "БЕССРОЧНЫЙ", "open"},
	{__LINE__, "бессрочная, с 2019", "from 2019 open"},
	{__LINE__, "не бессрочно", "[не бессрочно]"},
	{__LINE__, "неограниченный", "open"},
	{__LINE__, "не ограничен", "open"},
	{__LINE__, "на неопределенный срок", "open"},
	{__LINE__, "до расторжения", "open"},
	{__LINE__, "не указано", "unspecified"},
	{__LINE__, "срок не указан", "unspecified"},
	{__LINE__, "нет данных", "unspecified"},
	{__LINE__, "нет", "unspecified no"},
	{__LINE__, "да", "yes"},
	{__LINE__, "на продлении", "pending"},
	{__LINE__, "3 года", "3y"},
	{__LINE__, "на 5 лет", "5y"},
	{__LINE__, "5 (пять) лет", "5y"},
	{__LINE__, "пять лет", "5y"},
	{__LINE__, "5л.", "5y"},
	{__LINE__, "36 мес.", "36m"},
	{__LINE__, "1,5 года", "18m"},
	{__LINE__, "пятилетний", "5y"},
	{__LINE__, "в течение 5 лет", "5y"},
	{__LINE__, "на 5 лет с даты подписания", "5y"},
	{__LINE__, "5 лет с автоматическим продлением на 1 год", "5y every 1y tacit"},
	{__LINE__, "автоматическая пролонгация на тот же срок", "tacit"},
	{__LINE__, "на 5 лет, с последующей пролонгацией на тот же срок", "5y every 5y tacit"},
	{__LINE__, "на 5 лет, с автоматической пролонгацией на тот же срок", "5y every 5y tacit"},
	{__LINE__, "на 5 лет, с пролонгацией на тот же срок", "5y every 5y not-tacit"},
	{__LINE__, "5 ans, renouvelable pour la même durée", "5y every 5y not-tacit"},
	{__LINE__, "5 years, automatically extended for the same period", "5y every 5y tacit"},
	{__LINE__, "б/с", "open"},
	{__LINE__, "бесср.", "open"},
	{__LINE__, "н/о", "open"},
	{__LINE__, "12 Mac 2021", "2021-03-12"},
	{__LINE__, "без автоматического продления", "not-tacit"},
	{__LINE__, "5 лет с правом продления", "5y not-tacit"},
	{__LINE__, "3 года с уведомлением за 6 месяцев", "3y notice 6m"},
	{__LINE__, "12 марта 2021 г.", "2021-03-12"},
	{__LINE__, "«12» марта 2021 года", "2021-03-12"},
	{__LINE__, "12.03.2021г.", "2021-03-12|2021-12-03"},
	{__LINE__, "12.03.21 г.", "2021-03-12|2021-12-03"},
	{__LINE__, "2021 г.", "2021"},
	{__LINE__, "Март 2021 г.", "2021-03"},
	{__LINE__, "в марте 2021 г.", "2021-03"},
	{__LINE__, "1 июн. 2021", "2021-06-01"},
	{__LINE__, "до 2028", "until 2028"},
	{__LINE__, "до 31.12.2027 г.", "until 2027-12-31|"},
	{__LINE__, "до конца 2028 года", "until 2028-12-31"},
	{__LINE__, "по 31.12.2027", "until 2027-12-31|"},
	{__LINE__, "действует до 2028", "until 2028"},
	{__LINE__, "с 1 сентября 2021 г. по 31 августа 2026 г.", "from 2021-09-01 to 2026-08-31"},
	{__LINE__, "с 2021", "from 2021"},
	{__LINE__, "2021–н.в.", "2021 unspecified"},
	{__LINE__, "подписан 2018, продлен 2023", "signed 2018 renewed 2023"},
	{__LINE__, "2018, продлено до 2023", "2018 extended until 2023"},
	{__LINE__, "2027/2028 учебный год", "[2027/2028 учебный год]"},
	{__LINE__, "2027 учебный год", "[2027 учебный год]"},
	/* Ukrainian. */
	{__LINE__, "безстроково", "open"},
	{__LINE__, "до 31 грудня 2027 р.", "until 2027-12-31"},
	{__LINE__, "5 років", "5y"},
	{__LINE__, "п'ять років", "5y"},
	{__LINE__, "з 1 вересня 2021 р. до 2026", "from 2021-09-01 until 2026"},
	{__LINE__, "продовжено у 2023", "renewed 2023"},
	{__LINE__, "не вказано", "unspecified"},
	{__LINE__, "автоматично продовжується на 1 рік", "every 1y tacit"},
	/* Turkish. */
	{__LINE__, "süresiz", "open"},
	{__LINE__, "SÜRESİZ", "open"},
	{__LINE__, "suresiz", "open"},
	{__LINE__, "belirsiz süreli", "open"},
	{__LINE__, "süresiz değil", "[süresiz değil]"},
	{__LINE__, "belirtilmemiş", "unspecified"},
	{__LINE__, "yenileme aşamasında", "pending"},
	{__LINE__, "5 yıl", "5y"},
	{__LINE__, "5 YIL", "5y"},
	{__LINE__, "beş yıl", "5y"},
	{__LINE__, "5 (beş) yıllık", "5y"},
	{__LINE__, "on yıl", "10y"},
	{__LINE__, "36 ay", "36m"},
	{__LINE__, "12 Ağustos 2021", "2021-08-12"},
	{__LINE__, "12 Agustos 2021", "2021-08-12"},
	{__LINE__, "12 ŞUBAT 2021", "2021-02-12"},
	{__LINE__, "Kasım 2021", "2021-11"},
	{__LINE__, "31.12.2027'ye kadar", "until 2027-12-31|"},
	{__LINE__, "2028’e kadar", "until 2028"},
	{__LINE__, "2028 yılına kadar", "until 2028"},
	{__LINE__, "2027 yılı sonuna kadar", "until 2027-12-31"},
	{__LINE__, "31 Aralık 2027 tarihine kadar", "until 2027-12-31"},
	{__LINE__, "2021'den 2026'ya kadar", "2021 until 2026"},
	{__LINE__, "12.03.2021 tarihinden itibaren 5 yıl", "from 2021-03-12|2021-12-03 5y"},
	{__LINE__, "imza tarihinden itibaren 5 yıl", "5y"},
	{__LINE__, "2018, 2023 yenilendi", "2018 renewed 2023"},
	{__LINE__, "2018 imzalandı, 2023 uzatıldı", "signed 2018 renewed 2023"},
	{__LINE__, "otomatik olarak yenilenir", "tacit"},
	{__LINE__, "otomatik olarak yenilenmez", "not-tacit"},
	{__LINE__, "5 yıl, otomatik olarak birer yıl uzar", "5y every 1y tacit"},
	{__LINE__, "5 yıl; aynı süreyle otomatik olarak yenilenir; 6 ay önceden bildirim", "5y every 5y notice 6m tacit"},
	{__LINE__, "evet", "yes"},
	{__LINE__, "hayır", "unspecified no"},
	/* Azerbaijani. */
	{__LINE__, "müddətsiz", "open"},
	{__LINE__, "MÜDDƏTSİZ", "open"},
	{__LINE__, "muddetsiz", "open"},
	{__LINE__, "göstərilməyib", "unspecified"},
	{__LINE__, "5 il", "5y"},
	{__LINE__, "beş il", "5y"},
	{__LINE__, "5 il müddətinə", "5y"},
	{__LINE__, "imzalandığı tarixdən 5 il", "5y"},
	{__LINE__, "Oktyabr, 2020", "2020-10"},
	{__LINE__, "Sentyabr, 2018", "2018-09"},
	{__LINE__, "12 mart 2021-ci il", "2021-03-12"},
	{__LINE__, "2017-ci il 31 oktyabr", "2017-10-31"},
	{__LINE__, "2021-ci il", "2021"},
	{__LINE__, "2028-ci ilədək", "until 2028"},
	{__LINE__, "2028-ci ilə qədər", "until 2028"},
	{__LINE__, "2028-dək", "until 2028"},
	{__LINE__, "31.12.2027-dək", "until 2027-12-31|"},
	{__LINE__, "31 dekabr 2027-ci il tarixinədək", "until 2027-12-31"},
	{__LINE__, "2027-ci ilin sonunadək", "until 2027-12-31"},
	{__LINE__, "2021-ci ildən 2026-cı ilədək", "from 2021 until 2026"},
	{__LINE__, "2018, uzadıldı 2023", "2018 renewed 2023"},
	{__LINE__, "5 (beş) il müddətinə, avtomatik olaraq növbəti beşillik müddətə uzadılacaqdır", "5y every 5y tacit"},
	{__LINE__, "xeyr", "unspecified no"},
	/* Kazakh. */
	{__LINE__, "мерзімсіз", "open"},
	{__LINE__, "мерзимсиз", "open"},
	{__LINE__, "көрсетілмеген", "unspecified"},
	{__LINE__, "5 жыл", "5y"},
	{__LINE__, "5 жылға", "5y"},
	{__LINE__, "бес жыл", "5y"},
	{__LINE__, "қол қойылған күннен бастап 5 жыл", "5y"},
	{__LINE__, "12 наурыз 2021 ж.", "2021-03-12"},
	{__LINE__, "2021 жылғы 12 наурыз", "2021-03-12"},
	{__LINE__, "2027 жылғы 31 желтоқсанға дейін", "until 2027-12-31"},
	{__LINE__, "қазан 2021", "2021-10"},
	{__LINE__, "15 Qazan 2020", "2020-10-15"},
	{__LINE__, "2028 жылға дейін", "until 2028"},
	{__LINE__, "2028 ж. дейін", "until 2028"},
	{__LINE__, "2021 жылдан бастап", "from 2021"},
	{__LINE__, "2018, ұзартылды 2023", "2018 renewed 2023"},
	{__LINE__, "автоматты түрде ұзартылады", "tacit"},
	{__LINE__, "жоқ", "unspecified no"},
	{__LINE__, "5 jyl", "5y"},
	/* Uzbek. */
	{__LINE__, "muddatsiz", "open"},
	{__LINE__, "5 yil", "5y"},
	{__LINE__, "2028 yilgacha", "until 2028"},
	{__LINE__, "12-mart 2021 yil", "2021-03-12"},
	/* Kyrgyz. */
	{__LINE__, "мөөнөтсүз", "open"},
	{__LINE__, "5 жылга", "5y"},
	{__LINE__, "2028-жылга чейин", "until 2028"},
	/* Mongolian. */
	{__LINE__, "хугацаагүй", "open"},
	{__LINE__, "байнгын", "open"},
	{__LINE__, "тодорхойгүй", "unspecified"},
	{__LINE__, "5 жил", "5y"},
	{__LINE__, "таван жил", "5y"},
	{__LINE__, "5 жилийн хугацаатай", "5y"},
	{__LINE__, "6 сар", "6m"},
	{__LINE__, "2023.05 сар", "2023-05"},
	{__LINE__, "5-р сар 2023", "2023-05"},
	{__LINE__, "2023 оны 05-р сар", "2023-05"},
	{__LINE__, "2023 оны 5 сарын 12", "2023-05-12"},
	{__LINE__, "2023 оны 05 дугаар сарын 12-ны өдөр", "2023-05-12"},
	{__LINE__, "2007 оны 12 сарын 17 өдөр", "2007-12-17"},
	{__LINE__, "2023 оны арван нэгдүгээр сарын 5", "2023-11-05"},
	{__LINE__, "2023 он", "2023"},
	{__LINE__, "2028 хүртэл", "until 2028"},
	{__LINE__, "5 year 2028 хүртэл", "until 2028 5y"},
	{__LINE__, "2023.05.12-ныг хүртэл", "until 2023-05-12"},
	{__LINE__, "2028 оны 5 сар хүртэл", "until 2028-05"},
	{__LINE__, "2028 оны эцэс хүртэл", "until 2028-12-31"},
	{__LINE__, "2021 оноос", "from 2021"},
	{__LINE__, "2018.11 2023.04 сунгасан", "2018-11 renewed 2023-04"},
	{__LINE__, "автоматаар сунгагдана", "tacit"},
	/* German. */
	{__LINE__, "unbefristet", "open"},
	{__LINE__, "nicht unbefristet", "[nicht unbefristet]"},
	{__LINE__, "keine Angabe", "unspecified"},
	{__LINE__, "in Verlängerung", "pending"},
	{__LINE__, "5 Jahre", "5y"},
	{__LINE__, "fünf Jahre", "5y"},
	{__LINE__, "5-jährig", "5y"},
	{__LINE__, "fünfjährig", "5y"},
	{__LINE__, "12. Mai 2021", "2021-05-12"},
	{__LINE__, "März 2021", "2021-03"},
	{__LINE__, "Maerz 2021", "2021-03"},
	{__LINE__, "bis 2028", "until 2028"},
	{__LINE__, "bis zum 31.12.2027", "until 2027-12-31|"},
	{__LINE__, "bis Ende 2027", "until 2027-12-31"},
	{__LINE__, "ab dem 1. März 2021", "from 2021-03-01"},
	{__LINE__, "vom 01.03.2021 bis 28.02.2026", "from 2021-03-01|2021-01-03 until 2026-02-28|"},
	{__LINE__, "2018, verlängert 2023", "2018 renewed 2023"},
	{__LINE__, "verlängert am 12.05.2023", "renewed 2023-05-12|2023-12-05"},
	{__LINE__, "5 Jahre, verlängert sich automatisch um jeweils 1 Jahr", "5y every 1y tacit"},
	{__LINE__, "5 Jahre, Verlängerung möglich", "5y not-tacit"},
	{__LINE__, "6 Monate Kündigungsfrist", "notice 6m"},
	{__LINE__, "Kündigungsfrist 6 Monate", "notice 6m"},
	{__LINE__, "Wintersemester 2021/22", "[Wintersemester 2021/22]"},
	{__LINE__, "5 Jahre und 6 Monate", "66m"},
	/* French. */
	{__LINE__, "illimité", "open"},
	{__LINE__, "durée indéterminée", "open"},
	{__LINE__, "non précisé", "unspecified"},
	{__LINE__, "en cours de renouvellement", "pending"},
	{__LINE__, "5 ans", "5y"},
	{__LINE__, "cinq ans", "5y"},
	{__LINE__, "1er août 2021", "2021-08-01"},
	{__LINE__, "Janvier 2021", "2021-01"},
	{__LINE__, "jusqu'au 31 décembre 2027", "until 2027-12-31"},
	{__LINE__, "jusqu’en 2028", "until 2028"},
	{__LINE__, "à partir du 1er mars 2021", "from 2021-03-01"},
	{__LINE__, "du 1er mars 2021 au 28 février 2026", "from 2021-03-01 to 2026-02-28"},
	{__LINE__, "prorogé jusqu'au 31/12/2027", "extended until 2027-12-31|"},
	{__LINE__, "2018, prorogé 2023", "2018 renewed 2023"},
	{__LINE__, "5 ans renouvelable par tacite reconduction", "5y tacit"},
	{__LINE__, "5 ans renouvelable", "5y not-tacit"},
	{__LINE__, "3 ans, renouvelable une fois", "3y x1 not-tacit"},
	{__LINE__, "non renouvelable", "not-tacit final"},
	{__LINE__, "préavis de 6 mois", "notice 6m"},
	{__LINE__, "non", "unspecified no"},
	/* Spanish. */
	{__LINE__, "indefinido", "open"},
	{__LINE__, "sin vencimiento", "open"},
	{__LINE__, "no especificado", "unspecified"},
	{__LINE__, "en proceso de renovación", "pending"},
	{__LINE__, "5 años", "5y"},
	{__LINE__, "cinco años", "5y"},
	{__LINE__, "12 de mayo de 2021", "2021-05-12"},
	{__LINE__, "hasta el 31 de diciembre de 2027", "until 2027-12-31"},
	{__LINE__, "hasta 2028", "until 2028"},
	{__LINE__, "desde el 1 de marzo de 2021", "from 2021-03-01"},
	{__LINE__, "de 2018 a 2023", "2018 to 2023"},
	{__LINE__, "renovado 2023", "renewed 2023"},
	{__LINE__, "5 años, renovable", "5y not-tacit"},
	{__LINE__, "5 años prorrogables por igual período", "5y every 5y not-tacit"},
	{__LINE__, "renovación automática", "tacit"},
	{__LINE__, "no renovable", "not-tacit final"},
	{__LINE__, "sí", "yes"},
	/* Italian. */
	{__LINE__, "a tempo indeterminato", "open"},
	{__LINE__, "5 anni", "5y"},
	{__LINE__, "1° gennaio 2021", "2021-01-01"},
	{__LINE__, "fino al 31/12/2027", "until 2027-12-31|"},
	{__LINE__, "tacito rinnovo", "tacit"},
	/* Portuguese. */
	{__LINE__, "prazo indeterminado", "open"},
	{__LINE__, "5 anos", "5y"},
	{__LINE__, "até 31 de dezembro de 2027", "until 2027-12-31"},
	{__LINE__, "renovação automática", "tacit"},
	/* Polish. */
	{__LINE__, "bezterminowo", "open"},
	{__LINE__, "5 lat", "5y"},
	{__LINE__, "do 31 grudnia 2027 r.", "until 2027-12-31"},
	/* Others of Europe. */
	{__LINE__, "2021 m. kovo 12 d.", "2021-03-12"},
	{__LINE__, "2021. gada 12. marts", "2021-03-12"},
	{__LINE__, "2021. március 12.", "2021-03-12"},
	{__LINE__, "na dobu neurčitou", "open"},
	{__LINE__, "5 let", "5y"},
	{__LINE__, "pe perioadă nedeterminată", "open"},
	{__LINE__, "neterminuota", "open"},
	{__LINE__, "határozatlan", "open"},
	{__LINE__, "onbepaalde tijd", "open"},
	{__LINE__, "12 maart 2021", "2021-03-12"},
	{__LINE__, "12 červenec 2021", "2021-07-12"},
	{__LINE__, "безсрочен", "open"},
	/* Chinese, Japanese, Korean. */
	{__LINE__, "2021年3月12日", "2021-03-12"},
	{__LINE__, "2021年3月", "2021-03"},
	{__LINE__, "2021年", "2021"},
	{__LINE__, "5年", "5y"},
	{__LINE__, "五年", "5y"},
	{__LINE__, "长期", "open"},
	{__LINE__, "至2028年", "until 2028"},
	{__LINE__, "2021年3月12日至2026年3月11日", "2021-03-12 to 2026-03-11"},
	{__LINE__, "自动续期", "tacit"},
	{__LINE__, "無期限", "open"},
	{__LINE__, "2021年3月12日から2026年3月11日まで", "from 2021-03-12 until 2026-03-11"},
	{__LINE__, "2021년 3월 12일", "2021-03-12"},
	{__LINE__, "2021년 3월 12일까지", "until 2021-03-12"},
	{__LINE__, "5년", "5y"},
	{__LINE__, "무기한", "open"},
	{__LINE__, "２０２１年３月１２日", "2021-03-12"},
};
/* clang-format on */

static void cells_of_every_language_say_what_people_mean(void **state)
{
	(void)state;
	telling_check(cells, sizeof(cells) / sizeof(cells[0]), NULL);
}

/* Whether a validity says what a phrase of that sense says by itself; also when it says nothing. */
static bool says(const struct validity *validity, enum sense sense)
{
	switch (sense) {
	case SENSE_OPEN_ENDED:
		return validity->is_open_ended;
	case SENSE_UNSPECIFIED:
		return validity->is_unspecified;
	case SENSE_PENDING:
		return validity->is_pending;
	case SENSE_TACIT:
		return validity->is_tacit;
	case SENSE_EXPRESS:
	case SENSE_NOT_TACIT:
		return validity->is_not_tacit && !validity->is_tacit;
	case SENSE_FINAL:
		return validity->is_final;
	case SENSE_YES:
		return validity->is_yes;
	case SENSE_NO:
		return validity->is_no;
	case SENSE_TERM:
		return validity->length.n > 0;
	case SENSE_YEARLY:
		return validity->every.n == 1 && validity->every.unit == SPAN_YEARS;
	case SENSE_WEEKS:
		return true; /* seven days, in Mongolian */
	default:
		return !validity_says_something(validity) || validity->times > 0;
	}
}

/* Every row means what it says: no other row hides it. */
static void every_phrase_is_understood_by_itself(void **state)
{
	const struct phrase *phrase;

	(void)state;
	for (size_t i = 0; (phrase = phrases_at(i)) != NULL; i++) {
		struct validity validity;
		char text[200];
		size_t n = 0;

		for (const char *p = phrase->text; *p != '\0'; p++) {
			if (*p != '*')
				text[n++] = *p;
		}
		validity = validity_read(text, n, NULL);
		if (!says(&validity, phrase->sense) ||
		    (validity_says_something(&validity) && validity.rest_length > 0))
			fail_msg("%s \"%s\" does not mean: %s", phrase->language, phrase->text,
				 phrases_sense_name(phrase->sense));
	}
}

static void last_days_are_understood_before_and_behind_a_date(void **state)
{
	const struct phrase *phrase;

	(void)state;
	for (size_t i = 0; (phrase = phrases_at(i)) != NULL; i++) {
		enum validity_mark mark = VALIDITY_UNTIL;
		bool is_behind = false;
		struct validity validity;
		char text[200] = "";

		if (phrase->sense == SENSE_UNTIL_BEHIND || phrase->sense == SENSE_FROM_BEHIND)
			is_behind = true;
		else if (phrase->sense != SENSE_UNTIL && phrase->sense != SENSE_FROM)
			continue;
		if (phrase->sense == SENSE_FROM || phrase->sense == SENSE_FROM_BEHIND)
			mark = VALIDITY_FROM;
		strcat(text, is_behind ? "2028 " : "");
		for (const char *p = phrase->text; *p != '\0'; p++) {
			if (*p != '*')
				strncat(text, p, 1);
		}
		strcat(text, is_behind ? "" : " 2028");
		validity = validity_read(text, strlen(text), NULL);
		if (validity.date_count != 1 || validity.dates[0].mark != mark ||
		    validity.rest_length > 0)
			fail_msg("%s \"%s\" is not understood", phrase->language, text);
	}
}

/* The index takes the first four bytes of a phrase's first word. */
static void phrases_can_be_found(void **state)
{
	const struct phrase *phrase;
	struct wording wording;
	size_t rows = 0;

	(void)state;
	for (; (phrase = phrases_at(rows)) != NULL; rows++) {
		wording_read(&wording, phrase->text, strlen(phrase->text));
		assert_true(wording.count > 0 && wording.taken == strlen(phrase->text));
		if (wording_is_mark(&wording, 1, wording.count, '*') &&
		    wording.items[0].folded_length < 4)
			fail_msg("\"%s\" begins with too little", phrase->text);
		assert_true(phrases_sense_name(phrase->sense)[0] != '\0');
	}
	assert_true(rows > 2000);
	assert_null(phrases_at(rows));
}

static void the_longest_phrase_counts(void **state)
{
	struct wording wording;
	const struct phrase *phrase;
	size_t n = 0;

	(void)state;
	wording_read(&wording, "no expiry-date known", 20);
	phrase = phrases_find(&wording, 0, wording.count, SENSE_ALL, &n);
	assert_non_null(phrase);
	assert_string_equal(phrase->text, "no expir* date*");
	assert_int_equal(n, 4);
	phrase = phrases_find(&wording, 0, 2, SENSE_ALL, &n);
	assert_non_null(phrase);
	assert_string_equal(phrase->text, "no expir*");
	phrase = phrases_find(&wording, 0, 1, SENSE_ALL, &n);
	assert_non_null(phrase);
	assert_int_equal(phrase->sense, SENSE_NO);
	assert_null(phrases_find(&wording, 0, 1, SENSE_BIT(SENSE_YEARS), &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_every_language_say_what_people_mean),
		cmocka_unit_test(every_phrase_is_understood_by_itself),
		cmocka_unit_test(last_days_are_understood_before_and_behind_a_date),
		cmocka_unit_test(phrases_can_be_found),
		cmocka_unit_test(the_longest_phrase_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
