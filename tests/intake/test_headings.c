/*
 * The headings that are understood, and that the manual lists all English ones.
 */
#include "intake/headings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/fold.h"

#define MANUAL RENEWD_SOURCE_DIR "/man/renewctl.1"

static void add_manual(struct text *out)
{
	FILE *file = fopen(MANUAL, "r");
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		text_add_char(out, c == '\n' ? ' ' : (char)c);
	fclose(file);
}

static bool is_whole(const struct heading *heading)
{
	return heading->pattern[0] != '*';
}

/* What a pattern finds, alone: without its stars and blanks. */
static void add_word(struct text *out, const struct heading *heading)
{
	const char *word = heading->pattern + strspn(heading->pattern, "* ");
	size_t length = strlen(word);

	while (strchr("* ", word[length - 1]) != NULL)
		length--;
	text_add_n(out, word, length);
}

/* The words of a role as the manual lists them: "city, town; alone: location, place". */
static void add_words(struct text *out, enum role role, bool whole)
{
	const struct heading *heading;
	bool is_first = true;

	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		CLEANUP(text_done) struct text word = {0};
		const char *sign;

		if (strcmp(heading->language, "en") != 0 || heading->role != role ||
		    is_whole(heading) != whole)
			continue;
		if (!is_first)
			text_add(out, ", ");
		else if (whole)
			text_add(out, out->length == 0 ? "alone: " : "; alone: ");
		is_first = false;
		add_word(&word, heading);
		sign = strstr(text_string(&word), "№"); /* not every printer's font has it */
		if (sign == NULL) {
			text_add(out, text_string(&word));
			continue;
		}
		text_add_n(out, text_string(&word), (size_t)(sign - text_string(&word)));
		text_addf(out, "numero sign%s", sign + strlen("№"));
	}
}

static void the_manual_lists_every_english_heading(void **state)
{
	CLEANUP(text_done) struct text manual = {0};

	(void)state;
	add_manual(&manual);
	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
		CLEANUP(text_done) struct text words = {0};

		add_words(&words, role, /* whole= */ false);
		add_words(&words, role, /* whole= */ true);
		text_add_char(&words, ' ');
		if (strstr(text_string(&manual), text_string(&words)) == NULL)
			fail_msg("renewctl(1) does not list, as the %s: %s", role_words(role),
				 text_string(&words));
	}
}

static void every_heading_is_folded_and_finds_its_role(void **state)
{
	const struct heading *heading;

	(void)state;
	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		CLEANUP(text_done) struct text word = {0}, padded = {0};
		const struct heading *found;
		char folded[HEADING_MAX];

		add_word(&word, heading);
		found = headings_find(text_string(&word));
		if (found == NULL || found->role != heading->role)
			fail_msg("\"%s\" (%s) is the %s", text_string(&word), heading->language,
				 found == NULL ? "?" : role_words(found->role));
		text_addf(&padded, " %s ", text_string(&word));
		(void)fold_words(text_string(&word), word.length, folded, sizeof(folded));
		assert_string_equal(folded, text_string(&padded));
	}
}

static void no_heading_stands_twice(void **state)
{
	const struct heading *one, *other;

	(void)state;
	for (size_t i = 0; (one = headings_at(i)) != NULL; i++) {
		for (size_t k = i + 1; (other = headings_at(k)) != NULL; k++) {
			if (strcmp(one->pattern, other->pattern) == 0)
				fail_msg("\"%s\" (%s, %s)", one->pattern, one->language,
					 other->language);
		}
	}
}

static void case_and_punctuation_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(headings_find("  Reg.-NO. ")->role, ROLE_REGISTRATION_NUMBER);
	assert_int_equal(headings_find("Responsible (owner)")->role, ROLE_OWNER);
	assert_int_equal(headings_find("YÜRÜRLÜK\nTARİHİ:")->role, ROLE_EFFECTIVE);
}

static void words_end_where_they_end_in_any_alphabet(void **state)
{
	(void)state;
	assert_null(headings_find("Capacity"));
	assert_null(headings_find("Страница"));
	assert_null(headings_find("Улсын"));
	assert_null(headings_find(""));
	assert_null(headings_find("…"));
}

static void a_text_too_long_for_a_heading_is_none(void **state)
{
	char text[HEADING_MAX + 20];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "Country ", strlen("Country "));
	text[sizeof(text) - 1] = '\0';
	assert_null(headings_find(text));
	text[60] = '\0';
	assert_int_equal(headings_find(text)->role, ROLE_COUNTRY);
}

/* clang-format off */
static const struct {
	int line;
	enum role role;
	const char *heading;
} headings[] = {
	{__LINE__, ROLE_NUMBER, "No"}, {__LINE__, ROLE_NUMBER, "#"}, {__LINE__, ROLE_NUMBER, "№ п/п"},
	{__LINE__, ROLE_NUMBER, "№п/п"}, {__LINE__, ROLE_NUMBER, "Sıra No"}, {__LINE__, ROLE_NUMBER, "Lfd. Nr."},
	{__LINE__, ROLE_NUMBER, "N°"}, {__LINE__, ROLE_NUMBER, "Nº"}, {__LINE__, ROLE_NUMBER, "Р/с"}, {__LINE__, ROLE_NUMBER, "Д/д"},
	{__LINE__, ROLE_NUMBER, "L.p."}, {__LINE__, ROLE_NUMBER, "S/s"}, {__LINE__, ROLE_NUMBER, "№ з/п"},

	{__LINE__, ROLE_REGISTRATION_NUMBER, "Регистрационный номер"}, {__LINE__, ROLE_REGISTRATION_NUMBER, "№ договора"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Anlaşma Numarası"}, {__LINE__, ROLE_REGISTRATION_NUMBER, "Müqavilənin №-si"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Тіркеу нөмірі"}, {__LINE__, ROLE_REGISTRATION_NUMBER, "Гэрээний дугаар"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Vertragsnummer"}, {__LINE__, ROLE_REGISTRATION_NUMBER, "Numéro de convention"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Número de registro"}, {__LINE__, ROLE_REGISTRATION_NUMBER, "Numer umowy"},

	{__LINE__, ROLE_PARTNER, "Partner university"}, {__LINE__, ROLE_PARTNER, "Наименование вуза-партнёра"},
	{__LINE__, ROLE_PARTNER, "Наименование организации"}, {__LINE__, ROLE_PARTNER, "Зарубежный вуз"},
	{__LINE__, ROLE_PARTNER, "Üniversite"}, {__LINE__, ROLE_PARTNER, "Üniversitenin Adı"}, {__LINE__, ROLE_PARTNER, "Kurum Adı"},
	{__LINE__, ROLE_PARTNER, "Universitet"}, {__LINE__, ROLE_PARTNER, "Tərəfdaş universitet"}, {__LINE__, ROLE_PARTNER, "Universitetin adı"},
	{__LINE__, ROLE_PARTNER, "Серіктес"}, {__LINE__, ROLE_PARTNER, "Серіктес университет атауы"}, {__LINE__, ROLE_PARTNER, "ЖОО атауы"},
	{__LINE__, ROLE_PARTNER, "Хамтрагч"}, {__LINE__, ROLE_PARTNER, "Хамтрагч байгууллагын нэр"}, {__LINE__, ROLE_PARTNER, "Их сургуулийн нэр"},
	{__LINE__, ROLE_PARTNER, "Partnerhochschule"}, {__LINE__, ROLE_PARTNER, "Hochschule"}, {__LINE__, ROLE_PARTNER, "Universität"},
	{__LINE__, ROLE_PARTNER, "Établissement partenaire"}, {__LINE__, ROLE_PARTNER, "Université"},
	{__LINE__, ROLE_PARTNER, "Universidad"}, {__LINE__, ROLE_PARTNER, "Institución contraparte"}, {__LINE__, ROLE_PARTNER, "Uczelnia"},

	{__LINE__, ROLE_COUNTRY, "Partner country"}, {__LINE__, ROLE_COUNTRY, "Страна"}, {__LINE__, ROLE_COUNTRY, "Страна партнёра"},
	{__LINE__, ROLE_COUNTRY, "Ülke"}, {__LINE__, ROLE_COUNTRY, "ÜLKESİ"}, {__LINE__, ROLE_COUNTRY, "Ölkə"}, {__LINE__, ROLE_COUNTRY, "Мемлекет"},
	{__LINE__, ROLE_COUNTRY, "Улс"}, {__LINE__, ROLE_COUNTRY, "Land"}, {__LINE__, ROLE_COUNTRY, "Pays"}, {__LINE__, ROLE_COUNTRY, "País"},
	{__LINE__, ROLE_COUNTRY, "Країна"}, {__LINE__, ROLE_COUNTRY, "Davlat"}, {__LINE__, ROLE_COUNTRY, "Өлкө"}, {__LINE__, ROLE_COUNTRY, "Paese"}, {__LINE__, ROLE_COUNTRY, "Kraj"},

	{__LINE__, ROLE_CITY, "Город"}, {__LINE__, ROLE_CITY, "Şehir"}, {__LINE__, ROLE_CITY, "Şəhər"}, {__LINE__, ROLE_CITY, "Қала"},
	{__LINE__, ROLE_CITY, "Хот"}, {__LINE__, ROLE_CITY, "Stadt"}, {__LINE__, ROLE_CITY, "Ville"}, {__LINE__, ROLE_CITY, "Ciudad"},

	{__LINE__, ROLE_TYPE, "Вид договора"}, {__LINE__, ROLE_TYPE, "Тип соглашения"}, {__LINE__, ROLE_TYPE, "Наименование документа"},
	{__LINE__, ROLE_TYPE, "Anlaşma Türü"}, {__LINE__, ROLE_TYPE, "Müqavilənin növü"}, {__LINE__, ROLE_TYPE, "Келісім түрі"},
	{__LINE__, ROLE_TYPE, "Гэрээний төрөл"}, {__LINE__, ROLE_TYPE, "Vertragsart"}, {__LINE__, ROLE_TYPE, "Art der Vereinbarung"},
	{__LINE__, ROLE_TYPE, "Type d'accord"}, {__LINE__, ROLE_TYPE, "Tipo de convenio"}, {__LINE__, ROLE_TYPE, "Rodzaj umowy"},

	{__LINE__, ROLE_SIGNED, "Дата заключения"}, {__LINE__, ROLE_SIGNED, "Дата подписания договора"}, {__LINE__, ROLE_SIGNED, "Дата подписания и срок действия"},
	{__LINE__, ROLE_SIGNED, "İmza Tarihi"}, {__LINE__, ROLE_SIGNED, "Anlaşma Tarihi"}, {__LINE__, ROLE_SIGNED, "İmzalanma tarixi"}, {__LINE__, ROLE_SIGNED, "Tarix"},
	{__LINE__, ROLE_SIGNED, "Қол қойылған күні"}, {__LINE__, ROLE_SIGNED, "Огноо"}, {__LINE__, ROLE_SIGNED, "Гарын үсэг зурсан огноо"},
	{__LINE__, ROLE_SIGNED, "Unterzeichnet am"}, {__LINE__, ROLE_SIGNED, "Unterzeichnungsdatum"}, {__LINE__, ROLE_SIGNED, "Date de signature"},
	{__LINE__, ROLE_SIGNED, "Fecha de firma"}, {__LINE__, ROLE_SIGNED, "Data podpisania"}, {__LINE__, ROLE_SIGNED, "Data di stipula"}, {__LINE__, ROLE_SIGNED, "Дата підписання"},

	{__LINE__, ROLE_EFFECTIVE, "Effective date"}, {__LINE__, ROLE_EFFECTIVE, "Start of validity"}, {__LINE__, ROLE_EFFECTIVE, "Дата вступления в силу"},
	{__LINE__, ROLE_EFFECTIVE, "Дата начала действия"}, {__LINE__, ROLE_EFFECTIVE, "Yürürlük Tarihi"}, {__LINE__, ROLE_EFFECTIVE, "Başlangıç Tarihi"},
	{__LINE__, ROLE_EFFECTIVE, "Qüvvəyə minmə tarixi"}, {__LINE__, ROLE_EFFECTIVE, "Күшіне ену күні"}, {__LINE__, ROLE_EFFECTIVE, "Эхлэх огноо"},
	{__LINE__, ROLE_EFFECTIVE, "Gültig ab"}, {__LINE__, ROLE_EFFECTIVE, "Vertragsbeginn"}, {__LINE__, ROLE_EFFECTIVE, "Date d'entrée en vigueur"}, {__LINE__, ROLE_EFFECTIVE, "Fecha de inicio"},

	{__LINE__, ROLE_LAST_DAY, "Effective until"}, {__LINE__, ROLE_LAST_DAY, "End date of agreement"}, {__LINE__, ROLE_LAST_DAY, "Validity"},
	{__LINE__, ROLE_LAST_DAY, "Срок действия"}, {__LINE__, ROLE_LAST_DAY, "СРОК ДЕЙСТВИЯ ДОГОВОРА"}, {__LINE__, ROLE_LAST_DAY, "Действует до"},
	{__LINE__, ROLE_LAST_DAY, "Дата окончания срока действия"}, {__LINE__, ROLE_LAST_DAY, "Bitiş Tarihi"}, {__LINE__, ROLE_LAST_DAY, "Geçerlilik Süresi"},
	{__LINE__, ROLE_LAST_DAY, "Bitmə tarixi"}, {__LINE__, ROLE_LAST_DAY, "Аяқталу мерзімі"}, {__LINE__, ROLE_LAST_DAY, "Қолданылу мерзімі"},
	{__LINE__, ROLE_LAST_DAY, "Гэрээний хугацаа"}, {__LINE__, ROLE_LAST_DAY, "Дуусах хугацаа"}, {__LINE__, ROLE_LAST_DAY, "Gültig bis"},
	{__LINE__, ROLE_LAST_DAY, "Date d'expiration"}, {__LINE__, ROLE_LAST_DAY, "Échéance"}, {__LINE__, ROLE_LAST_DAY, "Vigencia"},
	{__LINE__, ROLE_LAST_DAY, "Fecha de vencimiento"}, {__LINE__, ROLE_LAST_DAY, "Obowiązuje do"}, {__LINE__, ROLE_LAST_DAY, "Scadenza"}, {__LINE__, ROLE_LAST_DAY, "Термін дії"},

	{__LINE__, ROLE_TERM, "Duration (years)"}, {__LINE__, ROLE_TERM, "Term of agreement"}, {__LINE__, ROLE_TERM, "Laufzeit"}, {__LINE__, ROLE_TERM, "Vertragslaufzeit in Jahren"},
	{__LINE__, ROLE_TERM, "Durée"}, {__LINE__, ROLE_TERM, "Duración"}, {__LINE__, ROLE_TERM, "Продолжительность"}, {__LINE__, ROLE_TERM, "Süre"}, {__LINE__, ROLE_TERM, "Müddəti"},

	{__LINE__, ROLE_RENEWAL, "Automatic renewal"}, {__LINE__, ROLE_RENEWAL, "Renovación automática"}, {__LINE__, ROLE_RENEWAL, "Reconduction tacite"},
	{__LINE__, ROLE_RENEWAL, "Verlängerung"}, {__LINE__, ROLE_RENEWAL, "Пролонгация"}, {__LINE__, ROLE_RENEWAL, "Yenileme"}, {__LINE__, ROLE_RENEWAL, "Сунгалт"}, {__LINE__, ROLE_RENEWAL, "Ұзарту"},
	{__LINE__, ROLE_NOTICE, "Notice period"}, {__LINE__, ROLE_NOTICE, "Kündigungsfrist"}, {__LINE__, ROLE_NOTICE, "Срок уведомления"}, {__LINE__, ROLE_NOTICE, "Préavis"}, {__LINE__, ROLE_NOTICE, "Preaviso"}, {__LINE__, ROLE_NOTICE, "Fesih bildirim süresi"},
	{__LINE__, ROLE_OWNER, "Initiating actor"}, {__LINE__, ROLE_OWNER, "Ответственное подразделение"}, {__LINE__, ROLE_OWNER, "Инициатор"}, {__LINE__, ROLE_OWNER, "Sorumlu birim"},
	{__LINE__, ROLE_OWNER, "Məsul şəxs"}, {__LINE__, ROLE_OWNER, "Жауапты"}, {__LINE__, ROLE_OWNER, "Хариуцсан нэгж"}, {__LINE__, ROLE_OWNER, "Zuständig"}, {__LINE__, ROLE_OWNER, "Responsable"},
	{__LINE__, ROLE_STATUS, "Status"}, {__LINE__, ROLE_STATUS, "Статус"}, {__LINE__, ROLE_STATUS, "Durum"}, {__LINE__, ROLE_STATUS, "Estado"}, {__LINE__, ROLE_STATUS, "Төлөв"},
	{__LINE__, ROLE_LINK, "Website"}, {__LINE__, ROLE_LINK, "Сайт вуза"}, {__LINE__, ROLE_LINK, "Web sitesi"}, {__LINE__, ROLE_LINK, "Lien"},
	{__LINE__, ROLE_NOTE, "Remarks"}, {__LINE__, ROLE_NOTE, "Примечание"}, {__LINE__, ROLE_NOTE, "Açıklama"}, {__LINE__, ROLE_NOTE, "Qeyd"}, {__LINE__, ROLE_NOTE, "Bemerkungen"}, {__LINE__, ROLE_NOTE, "Тайлбар"},
	{__LINE__, ROLE_NONE, "Contact e-mail"}, {__LINE__, ROLE_NONE, "University ranking"}, {__LINE__, ROLE_NONE, "Signed by"}, {__LINE__, ROLE_NONE, "Телефон"}, {__LINE__, ROLE_NONE, "Partner coordinator"},
};
/* clang-format on */

static void what_offices_write_over_their_columns_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		const struct heading *found = headings_find(headings[i].heading);

		if (found == NULL || found->role != headings[i].role)
			fail_msg("line %d: \"%s\" is %s, not %s", headings[i].line,
				 headings[i].heading,
				 found == NULL ? "unknown" : role_name(found->role),
				 role_name(headings[i].role));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_lists_every_english_heading),
		cmocka_unit_test(every_heading_is_folded_and_finds_its_role),
		cmocka_unit_test(no_heading_stands_twice),
		cmocka_unit_test(case_and_punctuation_do_not_count),
		cmocka_unit_test(words_end_where_they_end_in_any_alphabet),
		cmocka_unit_test(a_text_too_long_for_a_heading_is_none),
		cmocka_unit_test(what_offices_write_over_their_columns_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
